"""The specimen: a Word document with a sample of every style, in which staff restyle the house style.

What they save is the reference document from which the writer takes its styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.package import Package

from briefgen.formats.docx.adopt_styles import name_of, styles_of
from briefgen.formats.docx.elements import Markup, OpenElement, markup_of, w
from briefgen.formats.docx.font_subsets import letters_for
from briefgen.formats.docx.fonts import add_fonts, faces_of, font_table, subset_fonts
from briefgen.formats.docx.markup import Element, attribute, twips
from briefgen.formats.docx.numbering import Numbering
from briefgen.formats.docx.office_theme import office_theme
from briefgen.formats.docx.package import WrittenPart, packed, relate, xml_part
from briefgen.formats.docx.pages import KINDS, sheet
from briefgen.formats.docx.paragraphs import field, paragraph, text
from briefgen.formats.docx.reference import PROPERTY_OF_THEME, PROPERTY_OF_WIDTH
from briefgen.formats.docx.settings import core, dublin_core, extended_properties, named_properties, settings
from briefgen.formats.docx.styles import PARAGRAPH_STYLES, TILE_GAP, Style
from briefgen.formats.docx.stylesheet import stylesheet
from briefgen.theme import Theme

LANGUAGE = "en-GB"
TITLE = "House style for Word"
FURTHER = "a style of the brief"

PURPOSES: Mapping[Style, str] = {
    Style.NORMAL: "what the other styles are based on; no text of the brief is set in it",
    Style.BODY: "the running text. What the brief says at length stands in this style, paragraph by paragraph, and its "
    "line length, leading and space below set the pace of the page.",
    Style.NUMBERED: "a paragraph of a brief whose paragraphs are numbered",
    Style.HEADING_1: "a section",
    Style.UNNUMBERED_HEADING: "a part of the brief that has no number",
    Style.ANNEX_HEADING: "an annex",
    Style.HEADING_2: "a part of a section",
    Style.QUESTION: "a question, with its answer below it",
    Style.HEADING_3: "a part of that",
    Style.HEADING_4: "the smallest part",
    Style.LIST_BULLET_1: "an item of a list",
    Style.LIST_BULLET_2: "an item of a list inside it",
    Style.LIST_BULLET_3: "and of one inside that",
    Style.LIST_NUMBER_1: "an item that counts",
    Style.LIST_NUMBER_2: "an item inside it that counts",
    Style.LIST_NUMBER_3: "and one inside that",
    Style.LIST_CONTINUE_1: "a further paragraph of an item",
    Style.LIST_CONTINUE_2: "a further paragraph of an item inside it",
    Style.LIST_CONTINUE_3: "and of one inside that",
    Style.USE: "what points may be used for",
    Style.ANSWERS: "the boxes of the answers to a recommendation",
    Style.QUOTATION: "words of somebody else, set apart from the text",
    Style.QUOTATION_SOURCE: "who said them",
    Style.BOTTOM_LINE_LABEL: "the head of the bottom line",
    Style.BOTTOM_LINE: "what the reader must take away, at the top of the brief",
    Style.ACTION_LABEL: "the head of what is to be done",
    Style.ACTION: "what is to be done, and warnings",
    Style.CALLOUT_LABEL: "the head of a key point or a note",
    Style.CALLOUT: "a key point or a note beside the text",
    Style.KEY_FIGURE_CAPTION: "Key Figure Caption: what a key figure counts",
    Style.FIGURE_TITLE: "what a chart shows, above it",
    Style.FIGURE: "the line that holds a chart or a picture",
    Style.CAPTION: "below a chart or a picture",
    Style.TABLE_CAPTION: "above a table",
    Style.TABLE_SOURCE: "below a table: where its figures come from",
    Style.TABLE_END: "an empty line between two tables",
    Style.CONTENTS_TITLE: "the head of the contents",
    Style.CONTENTS_1: "a section in the contents",
    Style.CONTENTS_2: "a part of a section in the contents",
    Style.CONTENTS_3: "a part of that in the contents",
    Style.LIST_OF_FIGURES: "an entry in the list of figures or tables",
    Style.NOTE: "a footnote at the bottom of its page",
    Style.BRIEF_TITLE: "the words of the title, which the heads of pages repeat",
    Style.STRONG: "strong words in the text",
    Style.STRONG_SANS: "strong words in tables and captions",
    Style.EMPHASIS: "stressed words",
    Style.HYPERLINK: "a link to an address",
    Style.CROSS_REFERENCE: "a reference to a figure, table or section",
    Style.NOTE_REFERENCE: "the number of a footnote",
    Style.LABEL: "the number of a figure or table, and the heads of the details",
    Style.SOURCE: "a source behind a caption",
    Style.SECTION_MARKING: "the marking of a section, behind its heading",
}
"""What each style is for, in the words of its sample."""

ADVICE = (
    "Change how a style looks, and save this document as reference.docx in the desk’s assets folder: the next brief "
    "has that look in Word. Change styles, not paragraphs: right-click a style in the Styles pane, choose Modify, and "
    "leave its name as it is.",
    "Only styles, colours, fonts and how lists are set in are taken over. The words of this document are not, nor its "
    "headers and margins; the signs and numbers of lists, the page, the charts and the PDF follow theme.yaml.",
)


def reference_document(theme: Theme) -> bytes:
    """The reference document for a theme; the same bytes for the same theme."""
    package = Package()
    styles = stylesheet(theme, LANGUAGE)
    specimen = _Specimen(theme, {attribute(style, "w:styleId") or "": name_of(style) for style in styles_of(styles)})
    main = WrittenPart("/word/document.xml", CT.WML_DOCUMENT_MAIN, "document", package)
    relate(package, RT.OFFICE_DOCUMENT, main)
    main.write(markup_of(specimen.blocks()))
    main.write(_section(specimen, main, package))
    _add_style(theme, styles, main, package)
    _add_properties(theme, package)
    return packed(package)


def _add_style(theme: Theme, styles: Element, main: Part, package: Package) -> None:
    fonts = subset_fonts(faces_of(theme), letters_for(()))
    parts = {
        "styles": (CT.WML_STYLES, RT.STYLES, styles),
        "numbering": (CT.WML_NUMBERING, RT.NUMBERING, Numbering(theme, counts_paragraphs=True).part()),
        "settings": (CT.WML_SETTINGS, RT.SETTINGS, settings(LANGUAGE, has_notes=False, has_fonts=bool(fonts))),
        "theme/theme1": (CT.OFC_THEME, RT.THEME, office_theme(theme)),
    }
    for name, (content_type, kind, content) in parts.items():
        relate(main, kind, xml_part(f"/word/{name}.xml", content_type, content, package))
    table = font_table(theme)
    part = xml_part("/word/fontTable.xml", CT.WML_FONT_TABLE, table, package)
    relate(main, RT.FONT_TABLE, part)
    add_fonts(table, fonts, part, package)


def _add_properties(theme: Theme, package: Package) -> None:
    named = {PROPERTY_OF_THEME: theme.digest, PROPERTY_OF_WIDTH: str(twips(theme.page.text_width))}
    kept = core("coreProperties", dublin_core("title", TITLE), dublin_core("language", LANGUAGE))
    parts = {
        "core": (CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, kept),
        "app": (CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, extended_properties()),
        "custom": (CT.OFC_CUSTOM_PROPERTIES, RT.CUSTOM_PROPERTIES, named_properties(named)),
    }
    for name, (content_type, kind, content) in parts.items():
        relate(package, kind, xml_part(f"/docProps/{name}.xml", content_type, content, package))


class _Specimen:
    """The samples, each of which says the name of its style."""

    def __init__(self, theme: Theme, names: Mapping[str, str]) -> None:
        self.theme = theme
        self._names = names
        self._shown: set[Style] = set()

    def blocks(self) -> Iterator[OpenElement]:
        """All samples in the order in which a brief has them."""
        yield self.paragraph(Style.TITLE, TITLE)
        yield self.paragraph(Style.SUBTITLE, "A sample of every style: this line is Subtitle, the one above it Title")
        yield self._details()
        yield from self._samples(Style.BOTTOM_LINE_LABEL, Style.BOTTOM_LINE)
        yield self._key_figures()
        yield self._opening("How to change it", Style.HEADING_1)
        yield from (self.paragraph(Style.BODY, words) for words in ADVICE)
        yield from self._contents()
        yield from self._samples(
            Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4, Style.BODY, Style.NUMBERED
        )
        yield from self._samples(Style.UNNUMBERED_HEADING, Style.ANNEX_HEADING)
        yield from self._in_text()
        yield from self._samples(*_named("LIST_BULLET"), *_named("LIST_NUMBER"), *_named("LIST_CONTINUE"))
        yield from self._samples(Style.QUOTATION, Style.QUOTATION_SOURCE, Style.NOTE, Style.NORMAL)
        yield self._opening("Callouts", Style.HEADING_1)
        yield from self._samples(Style.CALLOUT_LABEL, Style.CALLOUT, Style.ACTION_LABEL, Style.ACTION)
        yield self._opening("Charts and tables", Style.HEADING_1)
        yield from self._samples(Style.FIGURE_TITLE, Style.FIGURE)
        yield self._caption()
        yield from self._table()
        yield from self._further()

    def heads(self) -> Iterator[tuple[str, str, list[OpenElement]]]:
        """What stands at the top and bottom of the first page and of the others."""
        lines = {
            "first": self._line(Style.MASTHEAD, "Masthead: the head of page 1", [text("No. 1")]),
            "default": self._line(Style.HEADER, "Header: the head of the pages from 2 on", [text("No. 1")]),
        }
        for pages, line in lines.items():
            yield "header", pages, [self._marking(), line]
            number = [text("Page "), *field("PAGE", "1" if pages == "first" else "2")]
            yield "footer", pages, [self._line(Style.FOOTER, "Footer: the foot of every page", number), self._marking()]

    def paragraph(self, style: Style, words: str | Iterable[Markup]) -> OpenElement:
        """A paragraph in a style."""
        self._shown.add(style)
        return paragraph(style, [text(words)] if isinstance(words, str) else words)

    def _samples(self, *styles: Style) -> Iterator[OpenElement]:
        for style in styles:
            yield self.paragraph(style, self._words(style))

    def _words(self, style: Style) -> str:
        return f"{self._name(style)}: {PURPOSES.get(style, FURTHER)}"

    def _name(self, style: Style) -> str:
        """The name as Word shows it, which has capitals where the file has none."""
        name = self._names[style.value]
        return name.replace("toc ", "TOC ") if name.startswith("toc ") else name[:1].upper() + name[1:]

    def _run(self, style: Style, words: str) -> Markup:
        self._shown.add(style)
        return text(words, w("rPr", w("rStyle", val=style.value)))

    def _opening(self, words: str, style: Style) -> OpenElement:
        return paragraph(style, [text(words)])

    def _marking(self) -> OpenElement:
        return self.paragraph(Style.MARKING, "Marking")

    def _line(self, style: Style, left: str, right: list[Markup]) -> OpenElement:
        return self.paragraph(style, [text(left), _tab(), *right])

    def _details(self) -> OpenElement:
        content: list[Markup] = []
        for label, words in (
            ("Details", "the line below the title"),
            ("Label", "its heads"),
            ("Detail Gap", "its gaps"),
        ):
            content += [self._run(Style.DETAIL_GAP, " ")] if content else []
            content += [self._run(Style.LABEL, label), text(f" {words}".replace(" ", "\u00a0"))]
        return self.paragraph(Style.DETAILS, content)

    def _key_figures(self) -> OpenElement:
        width = twips((self.theme.page.text_width + TILE_GAP) / 3)
        captions = (PURPOSES[Style.KEY_FIGURE_CAPTION], "the figure above it is Key Figure", "the table is Key Figures")
        cells = (
            [self.paragraph(Style.KEY_FIGURE, value), self.paragraph(Style.KEY_FIGURE_CAPTION, words)]
            for value, words in zip(("12,480", "+8%", "27 days"), captions, strict=True)
        )
        self._shown.add(Style.KEY_FIGURES)
        return _grid(Style.KEY_FIGURES, [width] * 3, [list(cells)])

    def _contents(self) -> Iterator[OpenElement]:
        yield from self._samples(Style.CONTENTS_TITLE)
        for style, number in ((Style.CONTENTS_1, "1"), (Style.CONTENTS_2, "1.1"), (Style.CONTENTS_3, "1.1.1")):
            yield self.paragraph(style, [text(number), _tab(), text(self._words(style)), _tab(), text("1")])
        style = Style.LIST_OF_FIGURES
        yield self.paragraph(style, [text(self._words(style)), _tab(), text("1")])

    def _in_text(self) -> Iterator[OpenElement]:
        """The character styles, each on the words that name it."""
        styles = (Style.STRONG, Style.EMPHASIS, Style.HYPERLINK, Style.CROSS_REFERENCE, Style.NOTE_REFERENCE)
        others = (Style.STRONG_SANS, Style.LABEL, Style.SOURCE, Style.SECTION_MARKING, Style.BRIEF_TITLE)
        content = [text("In the text stand ")]
        for style in (*styles, *others):
            last = style is others[-1]
            content += [self._run(style, self._name(style)), text(f" ({PURPOSES[style]}){'.' if last else ', '}")]
        yield self.paragraph(Style.BODY, content)

    def _caption(self) -> OpenElement:
        words = f" {self._words(Style.CAPTION)}. "
        source = self._run(Style.SOURCE, "Source: a source.")
        return self.paragraph(Style.CAPTION, [self._run(Style.LABEL, "Figure 1."), text(words), source])

    def _table(self) -> Iterator[OpenElement]:
        words = f" {self._words(Style.TABLE_CAPTION)}"
        yield self.paragraph(Style.TABLE_CAPTION, [self._run(Style.LABEL, "Table 1."), text(words)])
        width = twips(self.theme.page.text_width / 2)
        heads = (Style.TABLE_HEADER, Style.TABLE_NUMBER_HEADER)
        cells = (Style.TABLE_TEXT, Style.TABLE_NUMBER)
        rows = [
            [[self.paragraph(style, words)] for style, words in zip(styles, row, strict=True)]
            for styles, row in (
                (heads, ("Table Header: the heads of columns", "Table Number Header: above figures")),
                (cells, ("Table Text: what stands in a table", "Table Number: 12,480")),
                (cells, ("The table is Brief Table, whose rules these are", "11,000")),
            )
        ]
        self._shown.add(Style.TABLE)
        yield _grid(Style.TABLE, [width] * 2, rows)
        yield from self._samples(Style.TABLE_SOURCE, Style.TABLE_END)

    def _further(self) -> Iterator[OpenElement]:
        """Samples of the styles that have had none, but for those of the heads of pages."""
        in_heads = {Style.MARKING, Style.MASTHEAD, Style.HEADER, Style.FOOTER}
        paragraphs = {each.style for each in PARAGRAPH_STYLES}
        for style in Style:
            if style in paragraphs:
                yield from self._samples(*{style} - self._shown - in_heads)
            elif style not in self._shown:
                yield self.paragraph(Style.BODY, [self._run(style, self._words(style))])


def _section(specimen: _Specimen, main: Part, package: Package) -> Markup:
    references = []
    for kind, pages, content in specimen.heads():
        local, content_type, relation = KINDS[kind]
        part = WrittenPart(f"/word/{kind}-{pages}.xml", content_type, local, package)
        part.write(markup_of(content))
        references.append(w(f"{kind}Reference", type=pages, r__id=relate(main, relation, part)))
    return w("sectPr", *references, *sheet(specimen.theme.page), w("titlePg"))


def _named(prefix: str) -> list[Style]:
    return [style for name, style in Style.__members__.items() if name.startswith(prefix)]


def _tab() -> Markup:
    return w("r", w("tab"))


def _grid(style: Style, widths: list[int], rows: list[list[list[OpenElement]]]) -> OpenElement:
    header = int(style is Style.TABLE)
    return w.open(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style.value),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w(
                "tblLook",
                val="0420" if header else "0400",
                firstRow=header,
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=0,
                noVBand=1,
            ),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *(
            w.open(
                "tr",
                w("trPr", w("cantSplit"), w("tblHeader") if header and not index else None),
                *(
                    w.open("tc", w("tcPr", w("tcW", w=width, type="dxa")), *cell)
                    for cell, width in zip(row, widths, strict=True)
                ),
            )
            for index, row in enumerate(rows)
        ),
    )

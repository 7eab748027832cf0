"""What people who know Word, and its accessibility checker, look at: headings, pictures, blank lines, colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefgen.formats.docx.markup import Element, attribute, qualified
from tests.formats.docx.opened import MAIN, Docx, find, text_of

NORMAL = "Normal"
BELOW_TABLES = "TableEnd"
DECORATIVE = "//*[local-name()='decorative'][@val='1']"
WORDS = "(self::w:t or self::w:delText) and normalize-space(translate(., '\u00a0', ' '))"
PRINTING = f"{WORDS} or self::w:drawing or self::w:pict or self::w:sym or self::w:fldChar"
SIGNS = "self::w:footnoteRef or self::w:footnoteReference or self::w:separator or self::w:continuationSeparator"
EMU_IN_A_TWIP = 635
LARGE = 18.0
NEEDED, NEEDED_LARGE = 4.5, 3.0
"""The contrast of text, and of text that is large, in points (WCAG 2.2, 1.4.3).

Bold text of 14 points, which is large there too, is held to the first: bold is mostly a family of its own here.
"""


def headings(docx: Docx) -> Iterator[str]:
    """Headings that skip a level, or a first one that is not of the first level."""
    looks = Looks(docx)
    last = 0
    for paragraph in find(docx.xml(MAIN), "//w:p[not(w:pPr/w:rPr/w:del or w:pPr/w:rPr/w:moveFrom)]"):
        level = looks.outline(paragraph)
        if level:
            if level > last + 1:
                yield f"{text_of(paragraph)!r} is of level {level} behind {last}"
            last = level


def blank_headings(docx: Docx) -> Iterator[str]:
    """Headings without words."""
    looks = Looks(docx)
    for paragraph in find(docx.xml(MAIN), "//w:p"):
        if looks.outline(paragraph) and not text_of(paragraph).strip():
            yield f"one of level {looks.outline(paragraph)}"


def pictures(docx: Docx) -> Iterator[str]:
    """Pictures without a text in their stead that are not marked as decoration; two with one id or name."""
    seen = set[str]()
    for name, story in docx.stories.items():
        for drawing in find(story, ".//wp:docPr"):
            number = drawing.get("id", "")
            if not (drawing.get("descr") or "").strip() and not find(drawing, "." + DECORATIVE):
                yield f"{name}: {drawing.get('name')} has none"
            if number in seen or not number.isdigit() or int(number) < 1:
                yield f"{name}: the id {number} twice, or none"
            seen.add(number)


def sizes(docx: Docx) -> Iterator[str]:
    """Pictures and charts that are wider than the text, or pictures that are inside of another size than outside."""
    page = {name: int(find(docx.body, f"w:sectPr/*/@w:{name}")[0]) for name in ("w", "left", "right")}
    room = (page["w"] - page["left"] - page["right"] + 1) * EMU_IN_A_TWIP
    for name, story in docx.stories.items():
        for drawing in find(story, "//w:drawing/wp:inline"):
            outside, inside = (find(drawing, f"{path}/@cx | {path}/@cy") for path in ("wp:extent", ".//a:xfrm/a:ext"))
            inside = inside or (outside if find(drawing, ".//c:chart") else [])
            if outside != inside or int(outside[0]) > room:
                yield f"{name}: {outside} outside, {inside} inside"


def direct_looks(docx: Docx) -> Iterator[str]:
    """Words whose font or colour is no style's, so that nobody can restyle them."""
    for name, story in docx.stories.items():
        for run in find(story, f"//w:r[w:rPr[w:rFonts or w:color]][*[{WORDS}]]"):
            yield f"{name}: {text_of(run)!r}"


def blank_lines(docx: Docx) -> Iterator[str]:
    """Paragraphs that hold nothing: spacing is a style's. One below a table and one in an empty cell Word needs."""
    for name, story in docx.stories.items():
        for paragraph in find(story, f"//w:p[not(.//*[{PRINTING} or {SIGNS}])]"):
            style = _style(paragraph)
            below = paragraph.getprevious() is not None and paragraph.getprevious().tag == qualified("w:tbl")
            if style == BELOW_TABLES:
                if not below:
                    yield f"{name}: one that stands below no table"
            elif not (_is_alone_in_cell(paragraph) or find(paragraph, "w:pPr/w:numPr")):
                yield f"{name}: one in {style}"


def _is_alone_in_cell(paragraph: Element) -> bool:
    cell = paragraph.getparent()
    return cell is not None and cell.tag == qualified("w:tc") and len(find(cell, "w:p")) == 1


def _style(paragraph: Element) -> str:
    return next(iter(find(paragraph, "w:pPr/w:pStyle/@w:val")), NORMAL)


def contrast(docx: Docx) -> Iterator[str]:
    """Text that stands out too little from what it stands on. The word across a draft's pages is no text to read."""
    looks = Looks(docx)
    found = set[str]()
    for name, story in docx.stories.items():
        for run in find(story, f"//w:r[*[{WORDS} or self::w:footnoteReference]]"):
            ink, paper = looks.colour(run), looks.paper(run)
            ratio = _ratio(ink, paper)
            if ratio < (NEEDED_LARGE if looks.is_large(run) else NEEDED):
                found.add(f"{name}: {ink} on {paper} is {ratio:.2f} to 1 in {looks.chain(run)[-1]}")
    yield from sorted(found)


def _ratio(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def links(docx: Docx) -> Iterator[str]:
    """Links without words."""
    for name, story in docx.stories.items():
        yield from (f"{name}: one" for link in find(story, "//w:hyperlink") if not text_of(link).strip())


def tabs(docx: Docx) -> Iterator[str]:
    """Text set apart by runs of spaces or tabs, or by a page's end as a character, instead of a style."""
    for name, story in docx.stories.items():
        for paragraph in find(story, "//w:p"):
            if (
                "\t\t" in text_of(paragraph)
                or "   " in text_of(paragraph)
                or find(paragraph, ".//w:br[@w:type='page']")
            ):
                yield f"{name}: {text_of(paragraph)!r}"


@dataclass(frozen=True)
class Looks:
    """How runs look in the end: by their own properties, else by their styles', else by the defaults."""

    docx: Docx

    @cached_property
    def _styles(self) -> dict[str, Element]:
        styles = find(self.docx.xml("word/styles.xml"), "//w:style")
        return {attribute(style, "w:styleId") or "": style for style in styles}

    def _with_parents(self, style: str) -> Iterator[Element]:
        while style in self._styles:
            yield self._styles[style]
            style = next(iter(find(self._styles[style], "w:basedOn/@w:val")), "")

    def chain(self, run: Element) -> list[str]:
        """The names of the styles of a run: its own, then its paragraph's."""
        own = find(run, "w:rPr/w:rStyle/@w:val")
        return [*own, *(_style(paragraph) for paragraph in find(run, "ancestor::w:p[1]"))]

    def _property(self, run: Element, path: str) -> str:
        """The first value of a property of a run, from within."""
        defaults = find(self.docx.xml("word/styles.xml"), "//w:rPrDefault")
        styles = (each for name in self.chain(run) for each in self._with_parents(name))
        for holder in (run, *styles, *defaults):
            if value := find(holder, f"w:rPr/{path}"):
                return str(value[0])
        return ""

    def colour(self, run: Element) -> str:
        colour = self._property(run, "w:color/@w:val")
        return "000000" if colour in ("", "auto") else colour

    def is_large(self, run: Element) -> bool:
        return int(self._property(run, "w:sz/@w:val") or 20) / 2 >= LARGE

    def paper(self, run: Element) -> str:
        """What a run stands on: the shade of the paragraph, its style or its cell."""
        fill = "w:pPr/w:shd/@w:fill"
        for paragraph in find(run, "ancestor::w:p[1]"):
            cells = find(paragraph, "ancestor::w:tc[1]/w:tcPr/w:shd/@w:fill")
            shades = [*find(paragraph, fill), *self._of_style(paragraph, fill), *cells]
            return next((str(shade) for shade in shades if shade != "auto"), "FFFFFF")
        return "FFFFFF"

    def outline(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 for any other paragraph."""
        level = "w:pPr/w:outlineLvl/@w:val"
        levels = [*find(paragraph, level), *self._of_style(paragraph, level), "9"]
        return int(levels[0]) + 1 if int(levels[0]) < 9 else 0

    def _of_style(self, paragraph: Element, path: str) -> list[str]:
        """What an XPath finds in a paragraph's style and those that it is based on."""
        return [value for style in self._with_parents(_style(paragraph)) for value in find(style, path)]


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "heading levels": headings,
    "words of headings": blank_headings,
    "texts of pictures": pictures,
    "sizes of pictures": sizes,
    "blank lines": blank_lines,
    "contrast": contrast,
    "direct looks": direct_looks,
    "words of links": links,
    "text set apart": tabs,
}

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from briefgen.errors import ContentError
from briefgen.formats.docx.bookmarks import bookmark_name
from briefgen.formats.docx.markup import NAMESPACES, Element, attribute, qualified
from briefgen.formats.docx.tables import cell_widths
from briefgen.model.blocks import (
    Align,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    KeyFigures,
    List,
    Listed,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.document import Note
from briefgen.model.drawing import Picture
from briefgen.model.inlines import CrossReference, Deleted, Link, NoteReference, Text, Value
from briefgen.theme import Role
from tests.formats.docx.reading import Docx, document_written, find, text_of, written
from tests.house import house
from tests.samples import BLOCKS, DOCUMENT, REVIEWED, cells, paragraph, picture, text

FIGURE = next(block for block in BLOCKS if isinstance(block, Figure))
TABLE = next(block for block in BLOCKS if isinstance(block, Table))


@pytest.fixture(scope="module")
def sample() -> Docx:
    return document_written(DOCUMENT)


def items(*texts: str, numbered: bool = False, start: int = 1) -> List:
    return List(tuple(ListItem((paragraph(t, ""),)) for t in texts), numbered=numbered, start=start)


class TestHeadings:
    def test_levels_are_real_headings_with_number_and_title(self, sample: Docx) -> None:
        assert sample.texts("Heading1") == ["Landings", "Quota (Restricted)"]
        assert sample.texts("Heading2") == ["What the states asked for"]
        assert sample.texts("Heading3") == ["Third level"]
        assert sample.texts("Heading4") == ["Fourth level"]

    def test_their_styles_count_their_numbers(self, sample: Docx) -> None:
        headings = sample.paragraphs("Heading1")
        assert len(headings) == 2
        assert [each for heading in headings for each in find(heading, "w:pPr/w:numPr | w:pPr/w:ind")] == []
        (listed,) = find(sample.xml("word/styles.xml"), "//w:style[@w:styleId='Heading1']/w:pPr/w:numPr/w:numId/@w:val")
        numbering = sample.xml("word/numbering.xml")
        (kind,) = find(numbering, f"//w:num[@w:numId='{listed}']/w:abstractNumId/@w:val")
        assert find(numbering, f"//w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:pStyle/@w:val") == ["Heading1"]

    def test_one_without_a_number_and_an_annex_have_styles_of_their_own(self) -> None:
        docx = written(Heading(1, text("Dates"), id="a"), Heading(1, text("Acronyms"), "A", id="b"))
        assert (docx.texts("Heading1Unnumbered"), docx.texts("Heading1Annex")) == (["Dates"], ["Acronyms"])
        assert docx.all("//w:p/w:pPr/w:numPr") == []
        style = "//w:style[w:basedOn/@w:val='Heading1']/w:pPr"
        assert find(docx.xml("word/styles.xml"), f"{style}/w:numPr/w:numId/@w:val") == ["0", "4"]
        assert find(docx.xml("word/styles.xml"), f"{style}/w:outlineLvl/@w:val") == ["0", "0"]

    def test_what_word_would_count_otherwise_starts_anew(self) -> None:
        numbers = ("1", "2", "5", "6", "A", "B", "7")
        docx = written(*(Heading(1, text("a"), number, id=f"h{number}") for number in numbers))
        assert len(docx.paragraphs("Heading1")) == 5
        assert len(docx.paragraphs("Heading1Annex")) == 2
        fifth, sixth, seventh = docx.values("//w:pPr/w:numPr/w:numId/@w:val")
        assert fifth == sixth == seventh
        starts = docx.xml("word/numbering.xml").xpath("//w:startOverride/@w:val", namespaces=NAMESPACES)
        assert starts == ["5"]

    def test_a_number_that_no_list_gives_is_typed(self) -> None:
        docx = written(Heading(2, text("Quota"), "2.1", id="a"), Heading(1, text("Annex"), "AB", id="b"))
        assert (docx.texts("Heading2"), docx.texts("Heading1Unnumbered")) == (["2.1\tQuota"], ["AB\tAnnex"])

    def test_a_long_number_has_room(self) -> None:
        def room(last: str) -> int:
            docx = written(*(Heading(1, text("a"), number, id=number) for number in ("1", last)))
            level = "//w:lvl[w:pStyle/@w:val='Heading1']/w:pPr/w:ind/@w:hanging"
            return int(find(docx.xml("word/numbering.xml"), level)[0])

        assert 0.45 < (room("10") - room("2")) / 20 / house().style(Role.HEADING_1).size < 0.65

    def test_a_marking_is_set_apart_by_its_style(self, sample: Docx) -> None:
        assert sample.values("//w:r[w:rPr/w:rStyle/@w:val='SectionMarking']/w:t/text()") == ["(Restricted)"]

    def test_each_has_a_bookmark(self, sample: Docx) -> None:
        (start,) = sample.all(f"//w:bookmarkStart[@w:name='{bookmark_name('h-three')}']")
        assert text_of(start.getparent()) == "Third level"


class TestLinks:
    @pytest.mark.parametrize("identity", ["a", "h-landings", "é" * 80, "x y:z", "1", "a" * 200])
    def test_names_of_bookmarks_are_valid(self, identity: str) -> None:
        name = bookmark_name(identity)
        assert len(name) <= 40
        assert name.replace("_", "a").isalnum()
        assert name.isascii()
        assert name.startswith("_bg_")

    def test_names_of_bookmarks_differ(self) -> None:
        identities = ["h-a", "h_a", "h a", "a" * 50, "a" * 51]
        assert len({bookmark_name(identity) for identity in identities}) == len(identities)

    def test_cross_references_lead_to_their_anchors(self, sample: Docx) -> None:
        (link,) = sample.all("//w:p[w:pPr/w:pStyle/@w:val='BodyText']/w:hyperlink[.//w:t='the section on the quota']")
        (start,) = find(link, f"//w:bookmarkStart[@w:name='{attribute(link, 'w:anchor')}']")
        assert text_of(start.getparent()) == "Quota (Restricted)"

    def test_a_reference_to_a_label_repeats_it(self, sample: Docx) -> None:
        assert instructions(sample, "REF") == [f"REF {bookmark_name('f-1', '_Ref_')} \\h \\* MERGEFORMAT"]
        assert between(sample, bookmark_name("f-1", "_Ref_")) == "Figure 1"

    def test_a_reference_to_a_number_repeats_it(self) -> None:
        heading = Heading(1, text("Quota"), "3", id="h-quota", anchor="section:quota")
        docx = written(heading, Paragraph((CrossReference("section:quota", text="Section 3"),)))
        assert docx.texts("BodyText") == ["Section 3"]
        assert instructions(docx, "REF") == [f"REF {bookmark_name('h-quota')} \\r \\h"]

    def test_a_number_that_word_does_not_count_is_linked(self) -> None:
        heading = Heading(1, text("Quota"), "3.1", id="h-quota", anchor="section:quota")
        docx = written(heading, Paragraph((CrossReference("section:quota", text="Section 3.1"),)))
        assert instructions(docx, "REF") == []
        assert docx.values("//w:hyperlink/@w:anchor") == [bookmark_name("h-quota")]

    def test_a_reference_to_nothing_is_plain_text(self) -> None:
        docx = written(Paragraph((CrossReference("figure:gone", text="Figure 9"),)))
        assert docx.texts("BodyText") == ["Figure 9"]
        assert docx.all("//w:hyperlink") == []

    def test_cells_items_and_tiles_can_be_referred_to(self) -> None:
        (cell, *others) = TABLE.rows[0]
        table = replace(TABLE, rows=((replace(cell, anchor="fact:a"), *others),))
        tile = Tile(Value("x", text="1"), text("caption"), anchor="fact:b")
        item = ListItem((paragraph("item", ""),), anchor="source:c")
        references = tuple(CrossReference(target, text=target) for target in ("fact:a", "fact:b", "source:c"))
        docx = written(table, KeyFigures((tile,)), List((item,)), Paragraph(references))
        assert len(docx.all("//w:hyperlink")) == 3

    def test_an_id_given_twice_makes_one_bookmark(self) -> None:
        docx = written(Heading(1, text("a"), id="h"), Heading(1, text("b"), id="h"))
        assert docx.values("//w:bookmarkStart/@w:name").count(bookmark_name("h")) == 1

    def test_an_address_is_one_relationship_however_often_it_is_linked(self) -> None:
        link = Link(text("here"), "https://example.org/?a=1&b=2")
        docx = written(Paragraph((link, Text(" and "), link)))
        relations = [e for e in docx.xml("word/_rels/document.xml.rels") if e.get("TargetMode") == "External"]
        assert [e.get("Target") for e in relations] == ["https://example.org/?a=1&b=2"]
        assert docx.values("//w:hyperlink//w:rStyle/@w:val") == ["Hyperlink", "Hyperlink"]


class TestNotes:
    TWICE = Paragraph((NoteReference("method", 1), Text(" and "), NoteReference("method", 1)))

    def test_they_stand_in_the_order_of_their_references(self) -> None:
        """LibreOffice prints them in the order of their part, whatever their ids."""

        def calling(*notes: str) -> tuple[Text | NoteReference, ...]:
            return (Text("x"), *(NoteReference(note, 1) for note in notes))

        read = [f"n{number}" for number in range(14)]
        table = Table(
            (Column(), Column()),
            (Cell(calling("n4")), Cell(calling("n5"))),
            ((Cell(calling("n6", "n3")), Cell(calling("n7"))),),
            calling("n3"),
            calling("n8", "n4"),
            label="Table 1",
        )
        docx = written(
            Heading(1, calling("n0"), "1"),
            List((ListItem((Quotation((Paragraph(calling("n1")),), calling("n2")),)),)),
            table,
            replace(FIGURE, title=calling("n9"), caption=calling("n10"), source=calling("n11")),
            KeyFigures((Tile(Value("a", text="1"), calling("n12")), Tile(Value("b", text="2"), calling("n13", "n12")))),
            notes=[Note(name, (paragraph(name, ""),), number) for number, name in enumerate(read, 1)],
        )
        called = docx.values("//w:footnoteReference/@w:id")
        assert called == [str(number) for number in range(1, len(read) + 1)]
        assert [number for number in docx.footnotes if number in called] == called
        assert [text_of(docx.footnotes[number]).strip() for number in called] == read

    def test_they_are_footnotes(self, sample: Docx) -> None:
        (number,) = sample.values("//w:p[w:pPr/w:pStyle/@w:val='BodyText']//w:footnoteReference/@w:id")
        note = sample.footnotes[number]
        assert text_of(note) == "\tWeighed at the quay, ice taken off."
        assert find(note, "w:p/w:pPr/w:pStyle/@w:val") == ["FootnoteText"]
        assert len(find(note, "w:p[1]/w:r/w:footnoteRef")) == 1

    def test_word_knows_the_rules_above_them(self, sample: Docx) -> None:
        rules = find(sample.xml("word/footnotes.xml"), "//w:footnote[@w:type]")
        assert [attribute(rule, "w:type") for rule in rules] == ["separator", "continuationSeparator"]
        announced = find(sample.xml("word/settings.xml"), "//w:footnotePr/w:footnote/@w:id")
        assert announced == [attribute(rule, "w:id") for rule in rules]

    def test_without_notes_there_is_no_part_for_them(self) -> None:
        docx = written(paragraph("text", "p"), notes=DOCUMENT.notes)
        assert "word/footnotes.xml" not in docx.names
        assert find(docx.xml("word/settings.xml"), "//w:footnotePr") == []

    def test_a_second_reference_repeats_the_number_of_the_first(self) -> None:
        docx = written(self.TWICE, notes=DOCUMENT.notes)
        assert docx.texts("BodyText") == ["[1] and 1"]
        (instruction,) = instructions(docx, "NOTEREF")
        assert between(docx, instruction.split()[1]) == "[1]"

    def test_what_a_note_links_to_belongs_to_the_part_of_the_notes(self) -> None:
        link = Paragraph((Link(text("here"), "https://example.org/note"),), id="p-note")
        image = Figure("landings", "A picture.", id="f-note")
        docx = written(self.TWICE, notes=[replace(DOCUMENT.notes[0], content=(link, image))])
        targets = {e.get("Id"): e.get("Target") for e in docx.xml("word/_rels/footnotes.xml.rels")}
        assert "https://example.org/note" in targets.values()
        assert {*find(docx.xml("word/footnotes.xml"), "//@r:id | //@r:embed")} == set(targets)

    def test_a_note_that_opens_with_a_table_has_its_number_above(self) -> None:
        docx = written(self.TWICE, notes=[replace(DOCUMENT.notes[0], content=(TABLE,))])
        assert [e.tag for e in docx.footnotes["1"]] == [qualified(f"w:{name}") for name in ("p", "p", "tbl", "p")]

    def test_a_reference_to_an_unknown_note_is_a_plain_number(self) -> None:
        docx = written(Paragraph((NoteReference("gone", 7),)))
        assert docx.texts("BodyText") == ["7"]


class TestCharts:
    def test_a_chart_has_its_twin_in_outlines(self) -> None:
        image = replace(picture(), outlines=b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        docx = written(FIGURE, FIGURE, media={"landings": image})
        (twin, again) = docx.values("//a:blip/a:extLst/a:ext/asvg:svgBlip/@r:embed")
        assert twin == again
        targets = {e.get("Id"): e.get("Target") for e in docx.xml("word/_rels/document.xml.rels")}
        assert docx.parts[f"word/{targets[twin]}"] == image.outlines
        types = docx.xml("[Content_Types].xml")
        assert "image/svg+xml" in [e.get("ContentType") for e in types]

    def test_a_given_picture_has_none(self, sample: Docx) -> None:
        assert sample.values("//asvg:svgBlip/@r:embed") == []


class TestIdentities:
    def test_every_text_has_its_bookmark(self, sample: Docx) -> None:
        marked = {*sample.values("//w:bookmarkStart/@w:name"), *names_in(sample.xml("word/footnotes.xml"))}
        bare = [
            text_of(element)
            for element in (*sample.all("//w:body//w:p"), *find(sample.xml("word/footnotes.xml"), "//w:p"))
            if text_of(element) and not marked & set(names_in(element)) and not find(element, "ancestor::w:sdt")
        ]
        assert set(bare) == {"A paragraph that a reviewer took out.", "A paragraph that moved."}

    def test_the_manifest_lists_them_with_what_they_say(self, sample: Docx) -> None:
        entries = {e.get("id"): e for e in sample.xml("customXml/item1.xml")}
        assert len(entries) > 45
        assert {"front/title", "p-inlines", "t-1", "t-1/caption", "f-1/title", "f-1/caption", "c-bottom/label"} <= set(
            entries
        )
        for entry in entries.values():
            (start,) = [
                start
                for part in ("document", "footnotes")
                for start in find(
                    sample.xml(f"word/{part}.xml"), f"//w:bookmarkStart[@w:name='{entry.get('bookmark')}']"
                )
            ]
            assert entry.get("sha256") == hashlib.sha256(accepted(start.getparent()).encode()).hexdigest()[:32]

    def test_what_a_redline_takes_out_has_none(self, sample: Docx) -> None:
        for mark in ("del", "moveFrom"):
            (gone,) = sample.all(f"//w:p[w:pPr/w:rPr/w:{mark}]")
            assert names_in(gone) == []


def test_figures_at_decimal_signs_are_indented_where_digits_end() -> None:
    """On the right, which in a document from the right is where a paragraph begins."""
    row = (Cell((Text("North"),)), Cell((Text("5"),), behind="", inset=0.5))
    table = Table((Column(), Column(Align.RIGHT)), (Cell(()), Cell(())), (row,), id="t")
    for language, side in (("en-GB", "right"), ("ur-PK", "left")):
        properties = replace(DOCUMENT.properties, language=language)
        docx = document_written(replace(DOCUMENT, blocks=(table,), notes=(), properties=properties))
        size = float(house().style(Role.TABLE).size)
        assert docx.all(f"//w:tc/w:p/w:pPr/w:ind/@w:{side}") == [str(round(size * 0.5 * 20))]


def accepted(paragraph: Element) -> str:
    """A paragraph's text once every change is accepted, as this test reads it."""
    runs = find(paragraph, ".//w:r[not(ancestor::w:moveFrom)]/*[self::w:t or self::w:tab or self::w:br]")
    return "".join({"tab": "\t", "br": "\n"}.get(e.tag.split("}")[1], e.text or "") for e in runs)


def names_in(element: Element) -> list[str]:
    """The names of the bookmarks of texts below an element."""
    return [str(name) for name in find(element, ".//w:bookmarkStart/@w:name") if str(name).startswith("_bg_")]


def instructions(docx: Docx, kind: str) -> list[str]:
    """The fields of a kind, as their instructions say."""
    fields = (str(words).strip() for words in docx.values("//w:instrText/text()"))
    return [words for words in fields if words.split()[0] == kind]


def bookmarked(docx: Docx, bookmark: str) -> Element:
    """The paragraph in which a bookmark starts."""
    (start,) = docx.all(f"//w:bookmarkStart[@w:name='{bookmark}']")
    return start.getparent()


def between(docx: Docx, bookmark: str) -> str:
    """The text inside a bookmark."""
    (start,) = docx.all(f"//w:bookmarkStart[@w:name='{bookmark}']")
    inside = []
    for element in start.itersiblings():
        if element.tag == qualified("w:bookmarkEnd") and attribute(element, "w:id") == attribute(start, "w:id"):
            break
        inside.append(text_of(element))
    return "".join(inside)


class TestContents:
    def entries(self, *pages: int) -> Contents:
        titles = ("Landings", "Quota")
        return Contents(
            "Contents", tuple(ContentsEntry(1, str(i + 1), titles[i], f"h{i}", p) for i, p in enumerate(pages))
        )

    def headings(self) -> tuple[Heading, ...]:
        return (Heading(1, text("Landings"), "1", id="h0"), Heading(1, text("Quota"), "2", id="h1"))

    def test_entries_show_their_pages(self) -> None:
        docx = written(self.entries(1, 3), *self.headings())
        assert docx.texts("TOC1") == ["1\tLandings \t 1", "2\tQuota \t 3"]
        assert docx.values("//w:r[w:tab]/w:rPr/w:color/@w:val") == [house().colours.rule[1:].upper()] * 2
        assert [i.split()[0] for i in docx.values("//w:instrText/text()")] == ["TOC", "PAGEREF", "PAGEREF"]
        assert docx.values("//w:sdtPr//w:docPartGallery/@w:val") == ["Table of Contents"]

    def test_pages_not_yet_known_are_left_out(self) -> None:
        docx = written(self.entries(0, 0), *self.headings())
        assert docx.texts("TOC1") == ["1\tLandings", "2\tQuota"]

    def test_an_entry_without_its_heading_is_plain(self) -> None:
        assert written(self.entries(1, 2)).texts("TOC1") == ["1\tLandings", "2\tQuota"]

    def test_figures_and_tables_are_listed_by_what_word_counts(self) -> None:
        figures = Contents("Figures", (ContentsEntry(1, "", "Figure 1. Landings", "f-1", 2),), of=Listed.FIGURES)
        tables = Contents("Tables", (ContentsEntry(1, "", "Table 1. Quota", "tb-1", 3),), of=Listed.TABLES)
        docx = written(figures, tables, FIGURE, TABLE)
        assert docx.texts("TableofFigures") == ["Figure 1. Landings \t 2", "Table 1. Quota \t 3"]
        assert instructions(docx, "TOC") == ['TOC \\h \\z \\c "Figure"', 'TOC \\h \\z \\c "Table"']
        counted = {words.split()[1] for words in instructions(docx, "SEQ")}
        assert counted == {"Figure", "Table"}
        titles = [text_of(bookmarked(docx, words.split()[1])) for words in instructions(docx, "PAGEREF")]
        assert titles == ["Landings passed the quota", "Table 1. Quota by state."]

    def test_no_entries_are_still_a_field(self) -> None:
        assert written(Contents("Contents")).values("//w:instrText/text()") == [' TOC \\o "1-1" \\h \\z \\u ']


class TestLists:
    def test_items_are_numbered_by_word(self, sample: Docx) -> None:
        assert sample.texts("ListBullet") == ["First point.", "Second point, with a list inside:"]
        assert sample.texts("ListBullet2") == ["the inner point."]
        assert sample.texts("ListNumber") == ["Third step.", "Fourth step."]

    def test_each_list_counts_for_itself(self) -> None:
        docx = written(items("a", "b", numbered=True), items("c", numbered=True, start=7))
        first, _, other = docx.values("//w:numPr/w:numId/@w:val")
        assert first != other
        starts = {
            number.get(number.keys()[0]): find(number, ".//w:startOverride/@w:val")
            for number in find(docx.xml("word/numbering.xml"), "//w:num")
        }
        assert starts[first] == ["1"]
        assert starts[other] == ["7"]

    def test_a_list_that_goes_on_is_the_same_list(self) -> None:
        first, rest = items("a", "b", numbered=True), replace(items("c", numbered=True, start=3), goes_on=True)
        docx = written(first, paragraph("between", ""), items("d"), rest, items("e", numbered=True))
        one, same, bullet, third, other = docx.values("//w:numPr/w:numId/@w:val")
        assert one == same == third
        assert len({one, bullet, other}) == 3

    def test_it_is_in_an_item_and_around_a_quotation_that_counts_for_itself(self) -> None:
        rest = replace(items("c", numbered=True, start=2), goes_on=True)
        quoted = Quotation((items("q", "r", numbered=True),))
        docx = written(List((ListItem((paragraph("x", ""), items("a", numbered=True), quoted, rest)),), numbered=True))
        outer, first, _, _, third = docx.values("//w:numPr/w:numId/@w:val")
        assert first == third != outer

    def test_a_list_whose_level_another_has_counted_since_has_its_own_number(self) -> None:
        rest = replace(items("d", numbered=True, start=2), goes_on=True)
        inner = Quotation((items("b", "c", numbered=True),))
        docx = written(Quotation((items("a", numbered=True), inner, rest)))
        first, *_, last = docx.values("//w:numPr/w:numId/@w:val")
        assert first != last

    def test_what_follows_in_an_item_is_not_numbered_again(self) -> None:
        item = ListItem((paragraph("first", ""), paragraph("second", "")))
        docx = written(List((item,)))
        assert docx.texts("ListContinue") == ["second"]
        assert len(docx.all("//w:numPr")) == 1

    @pytest.mark.parametrize(("last", "room"), [(9, 16), (120, 25)])
    def test_long_numbers_have_room(self, last: int, room: float) -> None:
        docx = written(items(*("item" for _ in range(last)), numbered=True))
        styled = find(docx.xml("word/styles.xml"), "//w:style[@w:styleId='ListNumber']//w:ind/@w:hanging")
        (hanging,) = set(docx.values("//w:pPr/w:ind/@w:hanging")) or set(map(str, styled))
        assert int(hanging) / 20 == pytest.approx(room, abs=2)

    def test_six_levels_are_six_levels(self) -> None:
        block = items("6")
        for depth in range(5, 0, -1):
            block = List((ListItem((paragraph(str(depth), ""), block)),))
        assert written(block).values("//w:numPr/w:ilvl/@w:val") == ["0", "1", "2", "3", "4", "5"]


class TestCallouts:
    @pytest.mark.parametrize(
        ("kind", "style"),
        [
            (CalloutKind.BOTTOM_LINE, "BottomLine"),
            (CalloutKind.KEY, "Callout"),
            (CalloutKind.NOTE, "Callout"),
            (CalloutKind.ACTION, "Action"),
            (CalloutKind.WARNING, "Action"),
        ],
    )
    def test_label_and_text_have_the_styles_of_the_kind(self, kind: CalloutKind, style: str) -> None:
        docx = written(Callout(kind, "Label", (paragraph("Content.", ""),)))
        assert docx.texts(f"{style}Label") == ["Label"]
        assert docx.texts(style) == ["Content."]

    def test_what_has_a_style_of_its_own_gets_the_frame(self) -> None:
        content = (paragraph("Text.", ""), items("item"), Heading(2, text("Head")), TABLE, paragraph("End.", ""))
        docx = written(Callout(CalloutKind.BOTTOM_LINE, "Label", content))
        (heading,) = docx.paragraphs("Heading2")
        assert find(heading, "w:pPr/w:pBdr/w:left")
        assert find(heading, "w:pPr/w:shd")
        assert docx.all("//w:tbl/w:tblPr/w:tblBorders/w:left")
        assert len(docx.all("//w:tc/w:tcPr/w:shd")) == len(docx.all("//w:tc"))

    def test_all_paragraphs_start_at_the_bar(self) -> None:
        inner = List((ListItem((paragraph("outer", ""), paragraph("more", ""), items("inner"))),))
        docx = written(Callout(CalloutKind.KEY, "Label", (inner,)))
        starts = {
            int(find(p, "w:pPr/w:ind/@w:left")[0]) - int(find(p, "w:pPr/w:ind/@w:hanging")[0])
            for p in docx.paragraphs("Callout")
        }
        assert len(docx.paragraphs("Callout")) == 3
        assert starts == {260}

    def test_a_table_in_one_has_its_room_inside_the_frame(self) -> None:
        content = (paragraph("above", ""), replace(TABLE, source=()), paragraph("below", ""), paragraph("last", ""))
        docx = written(Callout(CalloutKind.KEY, "Key point", content))
        (below,) = docx.all("//w:p[w:r/w:t='below']/w:pPr")
        assert find(below, "w:spacing/@w:before") == find(below, "w:spacing/@w:after") == ["0"]
        assert all(float(room) > 0 for room in find(below, "w:pBdr/*[self::w:top or self::w:bottom]/@w:space"))
        assert len(find(below, "w:pBdr/*[self::w:top or self::w:bottom]")) == 2

    def test_a_picture_that_opens_one_stands_away_from_the_label(self) -> None:
        docx = written(Callout(CalloutKind.KEY, "Key point", (Figure("landings", "Two bars.", id="f"),)))
        (room,) = docx.values("//w:p[w:pPr/w:pStyle/@w:val='Figure']/w:pPr/w:pBdr/w:top/@w:space")
        assert float(room) == house().style(Role.FIGURE_TITLE).space_before

    def test_two_in_a_row_are_not_joined(self) -> None:
        styles = document_written(DOCUMENT).xml("word/styles.xml")
        label, body = (
            find(styles, f"//w:style[@w:styleId='{name}']//w:pBdr/w:left")[0] for name in ("CalloutLabel", "Callout")
        )
        assert label.attrib != body.attrib


class TestQuotations:
    def test_who_said_it_stands_below(self) -> None:
        docx = written(Quotation((paragraph("Words.", ""),), text("Somebody")), Quotation((paragraph("More.", ""),)))
        assert docx.texts("Quote") == ["Words.", "More."]
        assert docx.texts("QuoteSource") == ["— Somebody"]


class TestTables:
    def test_the_header_repeats_and_rows_stay_whole(self, sample: Docx) -> None:
        (table,) = sample.all("//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefTable']")
        assert [len(find(row, "w:trPr/w:tblHeader")) for row in find(table, "w:tr")] == [1, 0, 0]
        assert all(find(row, "w:trPr/w:cantSplit") for row in find(table, "w:tr"))
        assert [text_of(cell) for cell in find(table, "w:tr[1]/w:tc")] == ["State", "Vote", "Quota, tonnes"]

    def test_heads_stand_on_the_rule_below_them(self, sample: Docx) -> None:
        (table,) = sample.all("//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefTable']")
        assert find(table, "w:tr[1]/w:tc/w:tcPr/w:vAlign/@w:val") == ["bottom"] * 3
        assert find(table, "w:tr[position() > 1]/w:tc/w:tcPr/w:vAlign") == []

    def test_columns_are_aligned(self, sample: Docx) -> None:
        assert sample.values("//w:tr[w:trPr/w:tblHeader]/w:tc//w:jc/@w:val") == ["center"]
        assert sample.values("//w:tr[w:trPr/w:tblHeader]/w:tc//w:pStyle/@w:val")[-1] == "TableNumberHeader"
        assert {*sample.values("//w:tr[not(w:trPr/w:tblHeader)]/w:tc[last()]//w:pStyle/@w:val")} >= {"TableNumber"}

    def test_grid_and_cells_agree_and_fill_the_width(self, sample: Docx) -> None:
        (table,) = sample.all("//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefTable']")
        grid = find(table, "w:tblGrid/w:gridCol/@w:w")
        assert find(table, "w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w") == grid
        assert abs(sum(map(int, grid)) - 9071) <= 2
        assert find(table, "w:tblPr/w:tblLayout/@w:type") == ["fixed"]

    @pytest.mark.parametrize("shares", [(0, 0, 0), (0.5, 0, 0), (0.2, 0.3, 0.5), (0.6, 0.4, 0), (1,), (0,), (0.7, 0.7)])
    def test_widths_fill_the_line_and_leave_no_column_out(self, shares: tuple[float, ...]) -> None:
        widths = cell_widths([Column(width=share) for share in shares], 400)
        assert sum(widths) == pytest.approx(400)
        assert min(widths) > 0

    def test_a_narrow_table_stays_narrow(self) -> None:
        assert sum(cell_widths([Column(width=0.25), Column(width=0.25)], 400)) == pytest.approx(200, abs=12)

    def test_caption_above_and_source_below(self, sample: Docx) -> None:
        (table,) = sample.all("//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefTable']")
        assert text_of(table.getprevious()) == "Table 1. Quota by state."
        assert text_of(table.getnext()) == "Source: agreed minutes [2]."
        assert find(table.getprevious(), ".//w:instrText/text()") == [" SEQ Table \\* ARABIC "]

    def test_a_screen_reader_is_told_what_it_is(self) -> None:
        plain = replace(TABLE, caption=(), label="")
        docx = written(TABLE, plain)
        titles = docx.values("//w:tblCaption/@w:val")
        assert titles == ["Table 1. Quota by state.", "State, Vote, Quota, tonnes"]

    def test_two_without_a_word_between_them_stay_two(self) -> None:
        bare = replace(TABLE, caption=(), source=(), label="", id="", anchor="")
        docx = written(bare, bare)
        assert len(docx.all("/w:document/w:body/w:tbl")) == 2
        assert docx.body[-2].tag.endswith("}p")

    def test_what_follows_has_room_above(self) -> None:
        docx = written(replace(TABLE, source=()), paragraph("after", ""))
        (following,) = docx.paragraphs("BodyText")
        assert find(following, "w:pPr/w:spacing/@w:before") == ["200"]

    def test_ragged_text_is_no_matter(self) -> None:
        table = Table((Column(Align.RIGHT),), cells("h", ""), (cells("r", ""),))
        assert len(written(table).all("//w:tc")) == 2


class TestKeyFigures:
    def tiles(self, count: int, value: str = "12") -> KeyFigures:
        return KeyFigures(tuple(Tile(Value("x", text=value), text(f"caption {n}"), "[1]") for n in range(count)))

    def test_no_row_is_the_head_of_others(self) -> None:
        docx = written(self.tiles(5))
        assert len(docx.all("//w:tr")) == 2
        assert docx.all("//w:tblHeader") == []
        assert docx.values("//w:tblLook/@w:firstRow") == ["1"], "what Word's accessibility checker asks for"
        assert len(docx.all("//w:tr[1]//w:p[w:pPr/w:keepNext]")) == len(docx.all("//w:tr[1]//w:p")) == 6
        assert docx.all("//w:tr[2]//w:p/w:pPr/w:keepNext") == []

    @pytest.mark.parametrize(
        ("count", "rows"), [(1, [1]), (3, [3]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3])]
    )
    def test_rows_are_evenly_filled(self, count: int, rows: list[int]) -> None:
        docx = written(self.tiles(count))
        assert [len(find(row, "w:tc")) for row in docx.all("//w:tr")] == rows

    def test_tiles_are_of_one_size(self, sample: Docx) -> None:
        assert len(set(sample.values("//w:tbl[1]//w:tcW/@w:w"))) == 1

    def test_the_reference_is_quiet(self) -> None:
        docx = written(self.tiles(1))
        assert docx.texts("KeyFigureCaption") == ["caption 0\u00a0[1]"]
        assert docx.values("//w:r[w:rPr/w:rStyle/@w:val='Source']/w:t/text()") == ["\u00a0[1]"]

    def test_long_values_are_set_smaller(self) -> None:
        assert written(self.tiles(4, "12")).values("//w:r//w:sz/@w:val") == []
        sizes = written(self.tiles(4, "12,345,678 tonnes")).values("//w:r//w:sz/@w:val")
        assert len(set(sizes)) == 1
        assert int(sizes[0]) < 42

    def test_values_that_need_two_lines_stand_close(self) -> None:
        docx = written(KeyFigures((Tile(Value("x", text="Anna " * 12), (), id="x"),) * 4))
        (line,) = set(docx.values("//w:p[w:pPr/w:pStyle/@w:val='KeyFigure']//w:spacing/@w:line"))
        assert int(line) / 20 < house().style(Role.TILE_VALUE).leading * 0.7

    def test_none_are_nothing(self) -> None:
        assert written(KeyFigures(())).all("//w:tbl") == []


class TestFigures:
    def test_title_picture_and_caption_keep_together(self, sample: Docx) -> None:
        (holder,) = sample.paragraphs("Figure")
        assert text_of(holder.getprevious()) == "Landings passed the quota"
        assert text_of(holder.getnext()) == "Figure 1. Landings and quota, tonnes, 2030. Source: coastal survey [1]."
        styles = sample.xml("word/styles.xml")
        assert all(find(styles, f"//w:style[@w:styleId='{s}']/w:pPr/w:keepNext") for s in ("Figure", "FigureTitle"))

    def test_the_picture_has_its_text_for_those_who_cannot_see_it(self, sample: Docx) -> None:
        assert sample.values("//wp:docPr/@descr") == [FIGURE.alt]

    def test_a_small_picture_keeps_its_size(self) -> None:
        docx = written(FIGURE, media={"landings": picture(200, 100)})
        assert docx.values("//wp:extent/@cx") == ["1270000"]
        assert docx.values("//wp:extent/@cy") == ["635000"]

    def test_a_wide_picture_fits_the_line(self) -> None:
        docx = written(FIGURE, media={"landings": picture(4000, 1000)})
        (width,), (height,) = docx.values("//wp:extent/@cx"), docx.values("//wp:extent/@cy")
        assert int(width) == pytest.approx(160 / 25.4 * 914400, abs=1)
        assert int(height) == pytest.approx(int(width) / 4, abs=1)

    def test_a_tall_picture_fits_the_page(self) -> None:
        docx = written(FIGURE, media={"landings": picture(400, 4000)})
        assert int(docx.values("//wp:extent/@cy")[0]) < 238 / 25.4 * 914400

    def test_one_picture_shown_twice_is_stored_once(self) -> None:
        other = replace(FIGURE, id="f-2", anchor="", picture="copy")
        docx = written(FIGURE, other, media={"landings": picture(), "copy": picture()})
        assert len(set(docx.values("//a:blip/@r:embed"))) == 1
        assert [name for name in docx.names if "media" in name] == ["word/media/image1.png"]

    def test_a_photograph_is_stored_as_it_is(self) -> None:
        data = b"\xff\xd8\xff not looked into"
        docx = written(FIGURE, media={"landings": Picture(data, "image/jpeg", 100, 100)})
        assert docx.parts["word/media/image1.jpeg"] == data

    def test_a_picture_without_a_title_has_room_above(self) -> None:
        docx = written(Figure("landings", "Two bars.", caption=text("Landings."), id="f"))
        before = str(round(house().style(Role.FIGURE_TITLE).space_before * 20))
        assert docx.values("//w:p[w:pPr/w:pStyle/@w:val='Figure']//w:spacing/@w:before") == [before]

    def test_a_bare_picture_does_not_keep_with_what_follows(self) -> None:
        bare = replace(FIGURE, title=(), caption=(), source=(), label="")
        (holder,) = written(bare, paragraph("after", "")).paragraphs("Figure")
        assert find(holder, "w:pPr/w:keepNext/@w:val") == ["0"]

    def test_a_missing_picture_is_an_error_that_names_it(self) -> None:
        with pytest.raises(ContentError) as raised:
            written(FIGURE, media={})
        assert "'landings'" in raised.value.diagnostics[0].message

    def test_the_number_is_counted_by_word(self, sample: Docx) -> None:
        assert " SEQ Figure \\* ARABIC " in sample.values("//w:instrText/text()")

    def test_a_reference_within_the_source_is_as_quiet(self) -> None:
        source = (Text("Source "), CrossReference("figure:landings", text="[1]"))
        docx = written(replace(FIGURE, source=source))
        assert docx.values("//w:hyperlink//w:rStyle/@w:val") == ["Source"]

    def test_a_label_without_a_number_is_text(self) -> None:
        docx = written(replace(FIGURE, label="Map A"))
        assert docx.texts("Caption")[0].startswith("Map A. Landings")
        assert docx.values("//w:instrText/text()") == []


class TestPageBreaks:
    @pytest.mark.parametrize(
        "following", [paragraph("next", ""), Heading(1, text("next")), TABLE, FIGURE, items("next")]
    )
    def test_what_follows_starts_the_page(self, following: Paragraph | Heading | Table | Figure | List) -> None:
        docx = written(paragraph("before", ""), PageBreak(), PageBreak(), following)
        (broken,) = docx.all("//w:p[w:pPr/w:pageBreakBefore]")
        assert "before" not in text_of(broken)

    def test_the_last_one_makes_no_empty_page(self) -> None:
        assert written(paragraph("end", ""), PageBreak()).all("//w:pageBreakBefore") == []


def listed(count: int) -> List:
    return List(tuple(ListItem((paragraph(f"Item {n}.", f"p-{n}"),), id=f"i-{n}") for n in range(count)), id="l")


@pytest.mark.parametrize(
    ("count", "kept"), [(1, [True, False]), (2, [True, True, False]), (5, [True, True, False, False, True, False])]
)
def test_an_introduction_keeps_its_list_and_no_item_stands_alone(count: int, kept: list[bool]) -> None:
    docx = written(paragraph("Points:", "p"), listed(count), paragraph("After.", "q"))
    body = [element for element in docx.all("//w:body/w:p") if text_of(element).startswith(("Points", "Item"))]
    assert [bool(find(element, "w:pPr/w:keepNext")) for element in body] == kept


class TestSources:
    """References to sources follow the list when a reviewer puts it in another order."""

    @staticmethod
    def cited(*blocks: Paragraph) -> Docx:
        items = (ListItem((paragraph(name, ""),), id=name, anchor=f"source:{name}") for name in ("survey", "minutes"))
        return written(*blocks, List(tuple(items), numbered=True))

    def test_their_numbers_are_fields_inside_links(self) -> None:
        place = CrossReference("source:minutes", text="[2, ¶\u00a03]", leads="Source 2")
        docx = self.cited(Paragraph((CrossReference("source:survey", text="[1]"), Text(" "), place)))
        first, second = docx.all("//w:hyperlink[@w:anchor]")
        assert (text_of(first), text_of(second)) == ("[1]", "[2, ¶\u00a03]")
        names = [bookmark_name(name) for name in ("survey", "minutes")]
        assert docx.values("//w:hyperlink//w:instrText/text()") == [f" REF {name} \\r " for name in names]
        result = "//w:r[w:fldChar/@w:fldCharType='separate']/following-sibling::w:r[1]/w:t/text()"
        assert docx.values(f"//w:hyperlink{result}") == ["1", "2"]
        assert docx.values("//w:hyperlink/@w:tooltip") == ["Source 2"]

    def test_what_names_several_or_is_taken_out_is_a_link(self) -> None:
        several = CrossReference("source:survey", text="[2, 1]")
        gone = Deleted((CrossReference("source:survey", text="[1]"),), "A. Reviewer", REVIEWED)
        docx = self.cited(Paragraph((several, gone)))
        assert len(docx.all("//w:hyperlink")) == 2
        assert docx.all("//w:instrText") == []

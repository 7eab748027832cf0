from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.content.blocks import _BlockReader
from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Figure,
    Heading,
    List,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.inlines import (
    CrossReference,
    Emphasis,
    Foreign,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import blocks_of, plain_text
from tests.content.contents import faults, section


def blocks(body: str) -> tuple[Block, ...]:
    loaded = section(body)
    assert faults(loaded) == []
    assert loaded.edition
    return loaded.edition.sections[0].blocks


def inlines(body: str) -> Inlines:
    (paragraph,) = blocks(body)
    assert isinstance(paragraph, Paragraph)
    return paragraph.content


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a **b** *c*", (Text("a "), Strong((Text("b"),)), Text(" "), Emphasis((Text("c"),)))),
        ("***a***", (Emphasis((Strong((Text("a"),)),)),)),
        ("a\nb", (Text("a "), Text("b"))),
        ("a\\\nb", (Text("a"), LineBreak(), Text("b"))),
        ("a  \nb", (Text("a"), LineBreak(), Text("b"))),
        ("[a *b*](https://x.org/?q=1&r)", (Link((Text("a "), Emphasis((Text("b"),))), "https://x.org/?q=1&r"),)),
        ("<mailto:a@x.org>", (Link((Text("mailto:a@x.org"),), "mailto:a@x.org"),)),
        ("[a][r]\n\n[r]: https://x.org", (Link((Text("a"),), "https://x.org"),)),
        ("[](#figure:landed)", (CrossReference("figure:landed"),)),
        ("[p. {{ year }}](#source:survey)", (CrossReference("source:survey", (Text("p. "), Value("year"))),)),
        ("{{ landings }}", (Value("landings"),)),
        ("{{landings|signed|unit}}", (Value("landings", ("signed", "unit")),)),
        ("{{ landings |\n  words }}", (Value("landings", ("words",)),)),
        ("**{{ landings }}**", (Strong((Value("landings"),)),)),
        ("\\{{ landings | *x* }}", (Text("{{ landings | *x* }}"),)),
        ("a { b } c", (Text("a { b } c"),)),
        ("[deux *mots*]{lang=fr}", (Foreign((Text("deux "), Emphasis((Text("mots"),))), "fr"),)),
        ('[x]{lang="ur" dir=rtl}', (Foreign((Text("x"),), "ur", "rtl"),)),
        ("[a]{{ year }}", (Text("[a]"), Value("year"))),
        ("a <!-- mine --> b", (Text("a "), Text("b"))),
        ("AT&amp;T \\*5", (Text("AT&T *5"),)),
        ("2 * 3 _x", (Text("2 * 3 _x"),)),
        ('"straight" -- and ...', (Text('"straight" -- and ...'),)),
    ],
)
def test_inlines(body: str, expected: Inlines) -> None:
    assert inlines(body) == expected


def test_headings() -> None:
    two, three, four, again = blocks("## A {{ year }} {#a}\n\n### B ##\n\n#### C\n\nD\n---\n")
    assert isinstance(two, Heading) and isinstance(again, Heading)
    assert (two.level, two.content, two.anchor) == (2, (Text("A "), Value("year")), "section:a")
    assert isinstance(three, Heading) and isinstance(four, Heading)
    assert (three.level, plain_text(three.content), four.level) == (3, "B", 4)
    assert (again.level, plain_text(again.content)) == (2, "D")


def test_lists() -> None:
    bullets, numbers = blocks("- a\n- b\n\n  c\n  1. d\n\n3. e\n4. f\n")
    assert isinstance(bullets, List) and isinstance(numbers, List)
    assert [len(item.content) for item in bullets.items] == [1, 3]
    inner = bullets.items[1].content[2]
    assert isinstance(inner, List) and inner.numbered
    assert (numbers.numbered, numbers.start) == (True, 3)


def test_a_list_goes_on_with_the_numbers_of_the_one_beside_it() -> None:
    body = "1. a\n2. b\n   1. c\n\n   d\n\n   2. e\n\nf\n\n- g\n\n3. h\n\n> 1. i\n>\n> j\n>\n> 2. k\n\n1. l\n"
    found = [block for block in blocks_of(blocks(body)) if isinstance(block, List) and block.numbered]
    assert [(block.start, block.goes_on) for block in found] == [
        *((1, False), (1, False), (2, True)),
        *((3, True), (1, False), (2, True), (1, False)),
    ]


@pytest.mark.parametrize("word", ["KEY", "NOTE", "ACTION", "WARNING"])
def test_callouts(word: str) -> None:
    (callout,) = blocks(f"> [!{word}]\n> a {{{{ year }}}}\n>\n> - b\n")
    assert isinstance(callout, Callout)
    assert callout.kind is CalloutKind(word.lower())
    assert callout.label
    assert [type(block) for block in callout.content] == [Paragraph, List]


@pytest.mark.parametrize("credit", ["\n> — A *North*", "\n>\n> — A *North*", "\n>\n> -- A *North*"])
def test_quotations(credit: str) -> None:
    (quotation,) = blocks("> we shall\n> vote" + credit)
    assert isinstance(quotation, Quotation)
    assert quotation.attribution == (Text("A "), Emphasis((Text("North"),)))
    (paragraph,) = quotation.content
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.content).strip() == "we shall vote"


def test_tables() -> None:
    body = """\
Table: Quota, {{ year }}. {#quota}

| State | Vote {{ year | words }} | Quota |
|-------|:----:|------:|
| a \\| b | **for** | {{ landings | unit }} |
|  | against |  |
"""
    (table,) = blocks(body)
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == [Align.LEFT, Align.CENTRE, Align.RIGHT]
    assert table.anchor == "table:quota"
    assert table.caption == (Text("Quota, "), Value("year"), Text("."))
    assert table.header[1].content == (Text("Vote "), Value("year", ("words",)))
    assert [plain_text(cell.content) for cell in table.rows[0][:2]] == ["a | b", "for"]
    assert table.rows[0][2].content == (Value("landings", ("unit",)),)
    assert [cell.content for cell in table.rows[1]] == [(), (Text("against"),), ()]


def test_headings_over_columns_groups_of_rows_and_notes() -> None:
    lines = ("| Port | Men || | Boats |", "| | cod | hake | Women | |", "|---|---|---|---|---|")
    rows = ("| **North** |||||", "| Amble | a |  | c | |", "| Cove || b | c | d |")
    table, text = blocks("\n".join(("Table: Crews.", *lines, *rows, "", "Notes: Of {{ year }}.", "", "Behind.")))
    assert isinstance(table, Table)
    above = [(0, 1, 2, "Port"), (1, 2, 1, "Men"), (3, 1, 2, "Women"), (4, 1, 2, "Boats")]
    heads = [[(e.column, e.columns, e.rows, plain_text(e.cell.content)) for e in row] for row in table.heads]
    assert heads == [above, [(1, 1, 1, "cod"), (2, 1, 1, "hake")]]
    assert [(heading and plain_text(heading.content), len(group.rows)) for heading, group in table.groups] == [
        ("North", 2)
    ]
    assert [plain_text(cell.content) for cell in table.rows[2]] == ["Cove", "", "b", "c", "d"]
    assert (plain_text(table.caption), table.notes) == ("Crews.", (Text("Of "), Value("year"), Text(".")))
    assert isinstance(text, Paragraph)


def test_a_row_above_the_header_has_its_cells() -> None:
    loaded = section("| Men || Women |\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    (fault,) = (each for each in loaded.diagnostics if "3 cells" in each.message)
    assert (fault.place.line, "one more |" in fault.hint) == (5, True)


def test_a_table_inside_a_list() -> None:
    (bullets,) = blocks("- | a | b |\n  |---|---|\n  | {{ year }} | 2 |\n")
    (table,) = [block for block in blocks_of([bullets]) if isinstance(block, Table)]
    value = table.rows[0][0].content[0]
    assert value.place and (value.place.line, value.place.column) == (7, 5)


def test_a_paragraph_that_is_no_caption_stays() -> None:
    first, _ = blocks("Tables come last.\n\n| a |\n|---|\n| 1 |\n")
    assert isinstance(first, Paragraph)


def test_footnotes() -> None:
    loaded = section("a[^x] b[^y]\n\n[^y]: two\n\n[^x]: one {{ year }}\n\n    more\n")
    assert faults(loaded) == []
    assert loaded.edition
    note = loaded.edition.notes["landings:x"]
    assert (note.name, len(note.content)) == ("landings:x", 2)
    (paragraph,) = loaded.edition.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert [each.note for each in paragraph.content if isinstance(each, NoteReference)] == ["landings:x", "landings:y"]


def test_a_footnote_may_be_referred_to_twice_and_have_paragraphs_lists_and_quotations() -> None:
    assert faults(section("a[^x] b[^x]\n\n[^x]: c\n\n    d\n\n    - e\n\n    > f\n")) == []


def test_charts_are_placed_by_id() -> None:
    (figure,) = blocks("![](figure:by-coast)")
    assert isinstance(figure, Figure)
    assert (figure.picture, figure.anchor, figure.alt) == ("by-coast", "figure:by-coast", "")


def test_comments_are_the_authors_own() -> None:
    assert [type(block) for block in blocks("<!-- a\n\nb -->\n\ntext\n")] == [Paragraph]


class TestIdentity:
    BODY = "one\n\ntwo\n\n- a\n- b\n\n| h | k |\n|---|---|\n| 1 | 2 |\n\n> [!KEY]\n> three\n\ntwo\n"

    def ids(self, body: str) -> list[str]:
        found = []
        for block in blocks_of(blocks(body)):
            found.append(block.id)
            if isinstance(block, List):
                found += [item.id for item in block.items]
            if isinstance(block, Table):
                found += [cell.id for row in (block.header, *block.rows) for cell in row]
        return found

    def test_ids_are_unique(self) -> None:
        ids = self.ids(self.BODY)
        assert len(ids) == len(set(ids)) == 15
        assert all(ids)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("one\n", "one\n\nin between\n"),
            ("one\n", "quite another\n"),
            ("one\n\n", ""),
            ("- a\n", "- a\n- new\n"),
            ("| 1 | 2 |\n", "| 1 | 2 |\n| 3 | 4 |\n"),
            ("> three", "> four"),
        ],
    )
    def test_ids_are_kept_over_other_edits(self, old: str, new: str) -> None:
        before = set(self.ids(self.BODY))
        after = set(self.ids(self.BODY.replace(old, new, 1)))
        assert len(before - after) <= 2

    def test_ids_do_not_depend_on_line_breaks(self) -> None:
        assert self.ids("one two\nthree") == self.ids("one\ntwo three")

    def test_ids_depend_on_the_fact(self) -> None:
        assert self.ids("{{ year }}") != self.ids("{{ landings }}")


@pytest.mark.parametrize(
    "text", ["*a " * 3000 + "b" + " c*" * 3000, "**a " * 2500 + "b" + "**" * 2500, "*" * 9000 + "b" + "*" * 9000]
)
def test_emphasis_that_is_nested_thousands_deep_is_reported_once(text: str) -> None:
    loaded = section(f"{text}\n\nand *so* on\n\n{{{{ landings }}}}\n\n![](figure:landed)\n")
    assert [code for code, *_ in faults(loaded)] == ["BG164"]
    assert loaded.edition
    assert [plain_text(block.content) for block in loaded.edition.sections[0].blocks[1:2]] == ["and so on"]


def test_thousands_of_footnotes_read_the_section_once(monkeypatch: pytest.MonkeyPatch) -> None:
    split = []
    monkeypatch.setattr(_BlockReader, "__init__", counted(_BlockReader.__init__, split))
    section("a[^0]\n\n" + "\n".join(f"[^{number}]: b" for number in range(50)))
    assert len(split) == 2  # the bottom line and the section


def counted(function: Callable[..., None], calls: list[object]) -> Callable[..., None]:
    def called(*arguments: object) -> None:
        calls.append(arguments)
        function(*arguments)

    return called

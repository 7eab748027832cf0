"""Notes for reviewers: comments that say so are read wherever text stands, with their places, and print nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from briefgen.content.remarks import signature
from briefgen.model.blocks import Block, Figure, Heading, Paragraph, Table
from briefgen.model.remark import Remark
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from tests.content.contents import EDITION, FILES, FRONT, faults, load, png, section
from tests.work import HANG, seconds

ODD = "R&D < 3, ]]> and 😀, -- even > this {{ year | words }}"
FIRST_LINE = FRONT.count("\n") + 1


def remarks(body: str) -> tuple[Remark, ...]:
    loaded = section(body)
    assert faults(loaded) == []
    assert loaded.edition
    return loaded.edition.remarks


@pytest.mark.sample(10)
@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("<!-- note: Is it final? -->", Remark("Is it final?")),
        ("<!--NOTE:x-->", Remark("x")),
        ("<!-- Note : a: b -->", Remark("a: b")),
        ("<!-- note (Ana Ruiz): x -->", Remark("x", "Ana Ruiz")),
        ("<!-- note (2025-02-24): x -->", Remark("x", "", date(2025, 2, 24))),
        ("<!-- note (Ana Ruiz, 2025-02-24): x -->", Remark("x", "Ana Ruiz", date(2025, 2, 24))),
        ("<!-- note (Ruiz, Ana (Legal) 2025-02-24): x -->", Remark("x", "Ruiz, Ana (Legal)", date(2025, 2, 24))),
        ("<!-- note (unit: north): (x): y -->", Remark("(x): y", "unit: north")),
        ("<!-- note\n(Ana\nRuiz,\n2025-02-24): x -->", Remark("x", "Ana Ruiz", date(2025, 2, 24))),
        (f"<!-- note: {ODD} -->", Remark(ODD)),
        ("<!-- note: one\n  line\n  is two -->", Remark("one line is two")),
        (f"<!-- note: {'word ' * 2000}-->", Remark(" ".join(["word"] * 2000))),
    ],
)
@pytest.mark.parametrize("before", ["Landed. ", "Landed.\n\n", ""])
def test_a_note_has_a_text_an_author_and_a_date(before: str, comment: str, expected: Remark) -> None:
    body = f"{before}{comment}\n\nMore.\n"
    (remark,) = remarks(body)
    assert remark == expected
    at = (FRONT + body).index("<!--")
    line = (FRONT + body).count("\n", 0, at) + 1
    name = f"content/{EDITION}/sections/10-landings.md"
    assert str(remark.place) == f"{name}:{line}:{at - (FRONT + body).rfind(chr(10), 0, at)}"
    assert remark.apart == (before != "Landed. ")


def test_empty_lines_part_the_paragraphs_of_a_note() -> None:
    (remark,) = remarks("Landed.\n\n<!-- note (A): one\nline\n\n  two\n\n\nthree\n-->\n")
    assert remark == Remark("one line\ntwo\nthree", "A")


EVERYWHERE = """\
Landed <!-- note: in a paragraph --> well.<!-- note: behind its end -->
<!-- note: right below -->

## Boats <!-- note: in a heading --> {#boats} <!-- note: behind its id -->

- one *with <!-- note: in stress --> stress*
  <!-- note: in an item -->
- two

> quoted <!-- note: in a quotation -->
> <!-- note (B): below what
> is quoted -->
> -- Somebody <!-- note: behind a name -->

> [!KEY]
> <!-- note: at the start of a callout -->
> Set apart.

Table: Of landings. {#of} <!-- note: in a caption -->

<!-- note: above a table --> <!-- note: and another -->

| A | B <!-- note: in a header --> |
| --- | --- |
| <!-- note: alone in a cell --> | 1 <!-- note: with a \\| stroke --> |

![](figure:landed) <!-- note: beside a figure -->

A footnote.[^n]

[^n]: Its text. <!-- note: in a footnote -->
"""


def test_notes_are_read_wherever_text_stands() -> None:
    found = remarks(EVERYWHERE)
    assert len(found) == EVERYWHERE.count("<!--") > 18
    lines = (FRONT + EVERYWHERE).split("\n")
    for remark in found:
        assert remark.place
        assert lines[remark.place.line - 1][remark.place.column - 1 :].lower().startswith("<!-- note")
    assert {remark.text for remark in found if remark.apart} == {
        *("right below", "in an item", "below what is quoted", "at the start of a callout", "above a table"),
        "and another",
    }


def test_notes_in_other_files_and_in_the_front_matter_are_read() -> None:
    bottom = FILES[f"{EDITION}/edition.yaml"].replace("landings }};", "landings }}; <!-- note: in the bottom line -->")
    loaded = load(
        {
            "edition.yaml": bottom.replace("weekly brief", "weekly brief <!-- note: in the title -->"),
            "sections/10-landings.md": FRONT.replace("Landings", "'Landings <!-- note: in front -->'") + "Landed.\n",
        },
    )
    assert loaded.edition
    assert {r.text for r in loaded.edition.remarks} == {"in the bottom line", "in the title", "in front"}


def test_a_note_prints_nothing_and_changes_no_text_and_no_id() -> None:
    without = re.sub(r" ?<!--.*?-->", "", EVERYWHERE, flags=re.DOTALL)
    bare, noted = section(without), section(EVERYWHERE)
    assert bare.edition
    assert noted.edition
    assert texts(noted.edition.sections[0].blocks) == texts(bare.edition.sections[0].blocks)
    assert identities(noted.edition.sections[0].blocks) == identities(bare.edition.sections[0].blocks)
    assert "note:" not in "".join(texts(noted.edition.sections[0].blocks))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [plain_text(text) for block in blocks_of(blocks) for text in texts_of(block)]


def identities(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in blocks_of(blocks):
        found.append(f"{block.id} {block.anchor}")
        if isinstance(block, Table):
            found += [cell.id for row in (block.header, *block.rows) for cell in row]
    return found


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a <!-- x --> b", "a b"),
        ("a <!-- x --> <!-- y --> b", "a b"),
        ("a<!-- x -->b", "ab"),
        ("a<!-- x --> b", "a b"),
        ("a <!-- x -->\nb", "a b"),
        ("a <!-- x -->", "a"),
        ("**a** <!-- x --> b", "a b"),
        ("a <!-- x --> {{ year }} <!-- y -->", "a  "),
        ("## <!-- x --> a", "a"),
    ],
)
def test_a_comment_leaves_no_gap(body: str, expected: str) -> None:
    loaded = section(body)
    assert loaded.edition
    (block,) = loaded.edition.sections[0].blocks
    assert isinstance(block, Paragraph | Heading)
    assert plain_text(block.content) == expected.removesuffix(" " * expected.endswith("  "))


def test_a_comment_in_brackets_of_an_image_is_not_read_out() -> None:
    loaded = section("![](figure:landed)<!-- note: a -->\n\n![What <!-- note: b --> it](none.png)\n")
    assert loaded.edition
    assert [remark.text for remark in loaded.edition.remarks] == ["a", "b"]
    columns = [remark.place.column for remark in loaded.edition.remarks if remark.place]
    assert columns == [19, 8]
    (figure,) = loaded.edition.sections[0].blocks
    assert isinstance(figure, Figure)


def test_a_comment_leaves_no_gap_in_what_is_read_out() -> None:
    picture = {"photo.png": png()}
    texts = []
    for body in ("A <!-- note: b --> sand one", "A sand one <!-- note: b -->", "<!-- note: b --> A sand one"):
        loaded = load({"sections/10-landings.md": f"{FRONT}![{body}](photo.png)\n", **picture})
        assert loaded.edition
        (figure,) = loaded.edition.sections[0].blocks
        assert isinstance(figure, Figure)
        texts.append(figure.alt)
    assert texts == ["A sand one"] * 3


def test_a_name_of_many_spaces_is_read_in_no_time() -> None:
    found = list[Remark]()
    text = f"Landed.\n\n<!-- note (A{' ' * 200_000}B, 2025-02-24): x -->\n"
    assert seconds(lambda: found.extend(remarks(text))) < HANG
    assert found == [Remark("x", "A B", date(2025, 2, 24))]


@pytest.mark.parametrize("comment", ["<!-- x -->", "<!-- notable: x -->", "<!-- note that -->", "<!-- TODO: note -->"])
@pytest.mark.parametrize("before", ["Landed. ", "Landed.\n\n"])
def test_other_comments_stay_unseen(before: str, comment: str) -> None:
    assert remarks(before + comment) == ()


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("<!-- note: -->", "is empty"),
        ("<!-- note (Ana): \n -->", "is empty"),
        ("<!-- notes: x -->", "is not read"),
        ("<!-- noet (Ana): x -->", "is not read"),
        ("<!-- note Ana Ruiz 2025-02-24: x -->", "is not read"),
        ("<!-- note Ana Ruiz\n2025-02-24: x -->", "is not read"),
        ("<!-- note -->", "is not read"),
        ("<!-- note (Ana, 2025-02-30): x -->", '"2025-02-30" is no day'),
    ],
)
@pytest.mark.parametrize("before", ["Landed. ", "Landed.\n\n"])
def test_what_was_meant_for_a_note_is_reported(before: str, comment: str, message: str) -> None:
    loaded = section(before + comment)
    (diagnostic,) = loaded.diagnostics
    line, column = (FIRST_LINE, 9) if before == "Landed. " else (FIRST_LINE + 2, 1)
    assert faults(loaded) == [("BG170", "10-landings.md", line, column)]
    assert message in diagnostic.message
    assert not diagnostic.is_error
    assert diagnostic.place.width == len(comment.split("\n")[0].rstrip())


def test_a_note_of_a_date_that_is_none_is_kept() -> None:
    loaded = section("Landed. <!-- note (Ana, 2025-02-30): x -->")
    assert loaded.edition
    assert loaded.edition.remarks == (Remark("x", "Ana"),)


@pytest.mark.parametrize(
    ("body", "code", "column"),
    [
        ("Landed. <!-- note: no end", "BG160", 9),
        ("Landed. <!-- note: a\n\nb -->", "BG160", 9),
        ("<!-- note: no end", "BG160", 1),
        ("<!-- note: x --> Landed.", "BG160", 1),
        ("Landed. <!-- note: \x07 -->", "BG151", 20),
        ("- <!-- note: alone -->", "BG163", 1),
    ],
)
def test_what_no_note_can_mend_is_an_error(body: str, code: str, column: int) -> None:
    loaded = section(body)
    assert (code, "10-landings.md", FIRST_LINE, column) in faults(loaded)


def test_a_section_of_a_note_alone_has_no_text() -> None:
    loaded = section("<!-- note: alone -->\n")
    assert faults(loaded) == [("BG153", "10-landings.md", FIRST_LINE - 1, 1)]
    assert loaded.edition
    assert len(loaded.edition.remarks) == 1


@pytest.mark.sample(10)
@pytest.mark.parametrize("day", ["2031-05-06", ""])
@pytest.mark.parametrize(
    "name",
    [
        "Ana Ruiz",
        "Ruiz, Ana (Legal)",
        "Ruiz, Ana (Legal (North))",
        "Ruiz (Legal",
        "Ruiz) Legal",
        "(((",
        "Ruiz: Ana; “Legal” 'x' \"y\"",
        "DESK\\ana",
        "DESK\\(ana\\\\",
        "A --> B --!> C",
        "<!-- x -->",
        "آنا رویز",
        "Team 2031-05-04",
        "Team, 2031-05-04",
        "2031-05-04",
        "Ruiz,",
        "a | b \\| c",
        "",
    ],
)
def test_a_name_is_read_as_it_was_signed(name: str, day: str) -> None:
    signed = signature(name, day)
    note = f"<!-- note ({signed}): x -->" if signed else "<!-- note: x -->"
    (remark,) = remarks(f"Landed. {note}\n")
    assert remark == Remark("x", name, date.fromisoformat(day) if day else None)


def test_a_name_of_many_backslashes_is_read_at_once() -> None:
    assert signature("\\" * 2001 + "(", "") == "\\" * 4002 + "\\("

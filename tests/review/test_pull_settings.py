"""What a reviewer did to how words, lines, pages and pictures look is written, or listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.workspace import Workspace
from tests.desk import EDITION
from tests.forms import PARTS, form
from tests.review.documents import RICH
from tests.review.editing import strokes
from tests.review.editing.opened import MAIN, Element, OpenFile, W, said, text_of, w
from tests.review.hands import hand, left, paragraph, parsed, pulled_after, replace_words, retype, section, trip_with
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

QUESTIONS = {
    **dict.fromkeys(PARTS),
    "10-issue.md": "---\ntitle: Minutes\n---\n\n## Where are the minutes?\n\nThey are annexed.\n",
}
PLAIN = "A first paragraph of plain words that anybody can move about. It is not long."
FIRST, LAST = "A first paragraph", "The last paragraph"
WORDPROCESSING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OTHER_FILE = '<mc:AlternateContent xmlns:mc="{}"><mc:Choice Requires="wps">{}</mc:Choice></mc:AlternateContent>'.format
Change = Callable[[OpenFile], object]


def marked(run: Element, *marks: Element) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = w("rPr")
        run.insert(0, properties)
    properties.extend(marks)


def typed_behind(file: OpenFile, text: str, *marks: Element) -> None:
    """Type words at the end of a paragraph, with marks of their own."""
    run = w("r", said("t", text))
    marked(run, *marks)
    paragraph(file, FIRST).append(run)


def restyled(file: OpenFile, begins: str, style: str, by: str = "") -> None:
    """Set a paragraph in another style, tracked where somebody is named."""
    properties = paragraph(file, begins).find(f"{W}pPr")
    assert properties is not None
    properties.find(f"{W}pStyle").set(f"{W}val", style)  # type: ignore[union-attr]
    if by:
        properties.append(w("pPrChange", w("pPr"), id=file.next(), author=by, date="2031-05-06T10:00:00Z"))


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        (w("u", val="single"), "underlined"),
        (w("color", val="C00000"), "coloured"),
        (w("shd", val="clear", fill="FFFF00"), "shaded"),
        (w("caps"), "in capitals"),
        (w("smallCaps"), "in small capitals"),
        (w("vertAlign", val="subscript"), "lowered"),
    ],
    ids=["u", "color", "shd", "caps", "smallCaps", "vertAlign"],
)
def test_words_with_another_mark_are_listed(mark: Element, says: str, trip: Trip) -> None:
    pulled = pulled_after(trip, lambda file: [marked(run, mark) for run in paragraph(file, FIRST).iter(f"{W}r")])
    (found,) = left(pulled)
    assert (found.kind, found.new, dict(pulled.after)) == (PulledKind.LOOK, PLAIN, {})
    assert f"it is {says} now" in found.reason


@pytest.mark.parametrize(
    "mark",
    [w("u", val="none"), w("color", val="auto"), w("shd", val="clear", fill="auto")],
    ids=["u", "color", "shd"],
)
def test_marks_that_say_nothing_are_none(mark: Element, trip: Trip) -> None:
    assert pulled_after(trip, lambda file: [marked(run, mark) for run in file.tree(MAIN).iter(f"{W}r")]).changes == ()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (" Not to be read.", w("vanish")),
        (" Not so.", w("strike")),
        ("6", w("vertAlign", val="superscript")),
    ],
    ids=["hidden", "struck", "raised"],
)
def test_new_words_that_would_say_something_else_need_a_hand(text: str, mark: Element, trip: Trip) -> None:
    pulled = pulled_after(trip, lambda file: typed_behind(file, text, mark))
    (found,) = left(pulled)
    assert (found.new, dict(pulled.after)) == (text.strip(), {})


def test_a_new_paragraph_that_is_hidden_needs_a_hand(trip: Trip) -> None:
    new = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not to be read.</w:t></w:r></w:p>"
    pulled = pulled_after(trip, lambda file: paragraph(file, FIRST).addnext(parsed(new)))
    (found,) = left(pulled)
    assert (found.new, dict(pulled.after)) == ("Not to be read.", {})


def test_new_words_are_written_and_their_lost_marks_told(trip: Trip) -> None:
    pulled = pulled_after(trip, lambda file: typed_behind(file, " Read me.", w("highlight", val="yellow")))
    (found,) = pulled.changes
    assert found.outcome is ChangeOutcome.PLACED
    assert found.reason == "it is highlighted now, which the content cannot say"
    assert "It is not long. Read me.\n" in section(trip, pulled)


def test_the_raised_end_of_an_ordinal_number_is_words_own(trip: Trip) -> None:
    pulled = pulled_after(trip, lambda file: typed_behind(file, "st", w("vertAlign", val="superscript")))
    (found,) = pulled.changes
    assert (found.outcome, found.reason) == (ChangeOutcome.PLACED, "")


def test_a_figure_that_is_made_bold_stays_a_fact(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, "Landings stood")
        at = text_of(spot).index("12,480")
        strokes.emphasise(spot, at, at + len("12,480\u00a0tonnes"), "b", hand(file))

    pulled = pulled_after(trip, change)
    (found,) = pulled.changes
    assert (found.kind, found.outcome) == (PulledKind.LOOK, ChangeOutcome.PLACED)
    assert "**{{ landings | unit }}**" in next(iter(pulled.after.values())).decode()


def test_a_figure_that_is_highlighted_is_listed(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        for run in paragraph(file, "Landings stood").iter(f"{W}r"):
            if "12,480" in "".join(run.itertext()):
                marked(run, w("highlight", val="yellow"))

    pulled = pulled_after(trip, change)
    (found,) = left(pulled)
    assert found.new.startswith("12,480") and "highlighted" in found.reason
    assert dict(pulled.after) == {}


@pytest.mark.parametrize("by", ["Ana Ruiz", ""])
@pytest.mark.parametrize(
    ("begins", "style", "says"),
    [(FIRST, "Quote", "quote"), ("Talks go on", "BodyText", "body text"), ("What follows", "Heading3", "heading 3")],
)
def test_a_line_of_another_style_is_listed(begins: str, style: str, says: str, by: str, trip: Trip) -> None:
    pulled = pulled_after(trip, lambda file: restyled(file, begins, style, by))
    (found,) = left(pulled)
    assert found.reason == f"the paragraph is set as {says} now; write that in the section"
    assert (found.tracked, found.authors) == (bool(by), (by,) if by else ())


def test_a_heading_of_another_level_is_listed_though_its_words_changed_as_well(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        restyled(file, "What follows", "Heading3")
        replace_words(paragraph(file, "What follows"), "follows", "comes", hand(file))

    pulled = pulled_after(trip, change)
    assert [found.reason for found in left(pulled)] == [
        "the paragraph is set as heading 3 now; write that in the section"
    ]
    assert "## What comes {#follows}" in section(trip, pulled)


def test_a_heading_of_another_level_is_listed_though_it_moved(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        restyled(file, "What follows", "Heading3")
        paragraph(file, LAST).addprevious(paragraph(file, "What follows"))

    (found,) = left(pulled_after(trip, change))
    assert "set as heading 3" in found.reason


def test_an_item_of_another_level_is_listed_though_its_words_changed_as_well(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, "The north wants")
        spot.find(f"{W}pPr/{W}numPr/{W}ilvl").set(f"{W}val", "1")  # type: ignore[union-attr]
        retype(spot, "The north", "Our north")

    pulled = pulled_after(trip, change)
    (found,) = left(pulled)
    assert "at its level 2" in found.reason
    assert "2. Our north wants" in section(trip, pulled)


def test_a_new_paragraph_of_a_style_that_is_not_written_tells_so(trip: Trip) -> None:
    new = '<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr><w:r><w:t>So they said.</w:t></w:r></w:p>'
    (found,) = pulled_after(trip, lambda file: paragraph(file, FIRST).addnext(parsed(new))).changes
    assert (found.outcome, found.reason) == (
        ChangeOutcome.PLACED,
        "the paragraph is set as quote now; write that in the section",
    )


def test_a_new_section_is_written_one_level_lower_and_told(trip: Trip) -> None:
    new = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A part</w:t></w:r></w:p>'
    pulled = pulled_after(trip, lambda file: paragraph(file, FIRST).addnext(parsed(new)))
    (found,) = pulled.changes
    assert found.reason == "the paragraph is set as heading 1 now; write that in the section"
    assert "## A part" in section(trip, pulled)


def test_a_new_question_is_one(tmp_path: Path) -> None:
    content = form(tmp_path, "kind: questions-and-answers\ntitle: Quota\ndate: 2031-05-05\n", **QUESTIONS)
    trip = Trip(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION)
    new = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'

    def change(file: OpenFile) -> None:
        for style, text in (("BodyText", "In June."), ("Question", "When do we sign?")):
            paragraph(file, "They are").addnext(parsed(new.format(style, text)))

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert section(trip, pulled, f"{EDITION}/sections/10-issue.md").endswith(
        "They are annexed.\n\n## When do we sign?\n\nIn June.\n"
    )


def test_items_of_a_new_list_keep_their_depth(trip: Trip) -> None:
    item = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    styles = ["ListNumber", "ListNumber2", "ListNumber3", "ListNumber2", "ListNumber"]

    def change(file: OpenFile) -> None:
        for number, style in reversed(list(enumerate(styles))):
            paragraph(file, FIRST).addnext(parsed(item.format(style, f"Item {'abcde'[number]}")))

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    lines = [line for line in section(trip, pulled).splitlines() if "Item" in line]
    assert lines == ["1. Item a", "   1. Item b", "      1. Item c", "   1. Item d", "1. Item e"]


@pytest.mark.parametrize("others", [[], [("words", "letters")]], ids=["alone", "beside another edit"])
@pytest.mark.parametrize(("old", "new"), [("of plain", "of\u00a0plain"), ("“long”", "«long»")])
def test_signs_of_the_house_are_listed(old: str, new: str, others: list[tuple[str, str]], tmp_path: Path) -> None:
    trip = trip_with(tmp_path, {"/sections/20-vote.md": RICH.replace("is not long", 'is not "long"')})
    edits = [(old, new), *others]
    pulled = pulled_after(trip, lambda file: [retype(paragraph(file, FIRST), *edit) for edit in edits])
    assert [found.reason for found in left(pulled)] == ["the house style sets these signs"]


def _broken_before(file: OpenFile) -> None:
    properties = paragraph(file, LAST).find(f"{W}pPr")
    assert properties is not None
    properties.append(w("pageBreakBefore"))


@pytest.mark.parametrize(
    "change",
    [
        _broken_before,
        lambda file: paragraph(file, LAST).insert(1, parsed('<w:r><w:br w:type="page"/></w:r>')),
        lambda file: paragraph(file, LAST).addprevious(parsed('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')),
        lambda file: paragraph(file, LAST).addprevious(parsed("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>")),
    ],
)
def test_a_page_that_begins_by_hand_is_listed(change: Change, trip: Trip) -> None:
    (found,) = left(pulled_after(trip, change))
    assert found.where.startswith(LAST) and "a page or section begins there by hand" in found.reason


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<w:r><w:t> And more.</w:t></w:r>", f"{PLAIN} And more."),
        ("<w:p><w:r><w:t>New words.</w:t></w:r></w:p>", "New words."),
    ],
)
def test_words_of_a_first_choice_are_read_wherever_they_stand(markup: str, line: str, trip: Trip) -> None:
    alternatives = parsed(OTHER_FILE("http://schemas.openxmlformats.org/markup-compatibility/2006", markup))

    def change(file: OpenFile) -> None:
        spot = paragraph(file, FIRST)
        (spot.addnext if "<w:p>" in markup else spot.append)(alternatives)

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert line in section(trip, pulled).splitlines()


def test_a_file_that_was_put_in_whole_is_listed(trip: Trip) -> None:
    (found,) = left(pulled_after(trip, lambda file: paragraph(file, FIRST).addnext(parsed("<w:altChunk/>"))))
    assert (found.kind, found.new) == (PulledKind.ADDED, "[another file]")


def test_an_alternative_text_that_is_another_is_listed(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        next(file.tree(MAIN).iter(f"{WORDPROCESSING}docPr")).set("descr", "Wholly other words.")

    (found,) = left(pulled_after(trip, change))
    assert found.new == "Wholly other words." and "alternative texts stand in figures.yaml" in found.reason


def test_a_picture_that_was_taken_out_is_named(tmp_path: Path) -> None:
    trip = Trip.of("first", tmp_path)

    def change(file: OpenFile) -> None:
        drawing = next(file.tree(MAIN).iter(f"{WORDPROCESSING}docPr"))
        line = next(drawing.iterancestors(f"{W}p"))
        line.getparent().remove(line)  # type: ignore[union-attr]

    (found,) = left(pulled_after(trip, change))
    assert found.kind is PulledKind.REMOVED and found.where.startswith("picture: Timeline. 25")

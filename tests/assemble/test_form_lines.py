"""Lines of forms: what points may be used for, and boxes for the answers to a recommendation."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets, load_edition
from briefgen.model.blocks import Block, FormLine, FormLineKind, Heading, List, Paragraph
from briefgen.model.inlines import Strong
from briefgen.model.kind import PointUse
from briefgen.model.traverse import blocks_of, plain_text
from briefgen.pipeline import Checked, check
from briefgen.workspace import Workspace
from tests.desk import EDITION
from tests.forms import SUBMISSION, form

POINTS = "kind: talking-points\ntitle: Talks\ndate: 2031-05-05\n"
NO_PARTS = dict.fromkeys(("10-issue.md", "20-recommendation.md", "30-timing.md", "40-background.md"))


def checked(content: Path) -> Checked:
    return check(Workspace(Folder(content), house_assets(), content.parent / "out"), EDITION)


def blocks(content: Path) -> list[Block]:
    found = checked(content)
    assert found.diagnostics == ()
    assert found.brief
    return list(blocks_of(found.brief.document.blocks))


def lines(content: Path, kind: FormLineKind) -> list[str]:
    found = (each for each in blocks(content) if isinstance(each, FormLine) and each.kind is kind)
    return [" ".join(plain_text(each.content).split()) for each in found]


def points(folder: Path, **parts: str) -> Path:
    return form(folder, POINTS, **NO_PARTS, **{"10-objective.md": "To agree.\n", **parts})


def test_each_recommendation_has_boxes_and_others_where_it_says_so(tmp_path: Path) -> None:
    items = (
        "1. Sign the minutes.\n\n   They are annexed.\n"
        '2. Note the survey. {answers="noted"}\n'
        '3. Look at the reply. {answers="discuss, no"}\n'
        '4. Read this. {answers="none"}\n'
    )
    content = form(tmp_path, **{"20-recommendation.md": items})
    assert lines(content, FormLineKind.ANSWERS) == ["☐ Agree ☐ Disagree", "☐ Noted", "☐ Please discuss ☐ No"]
    (listed,) = (each for each in blocks(content) if isinstance(each, List))
    assert [type(each) for each in listed.items[0].content] == [Paragraph, Paragraph, FormLine]
    assert len({each.id for each in blocks(content)}) == len(blocks(content))


def test_boxes_can_stand_below_any_item_and_paragraph_of_any_edition(tmp_path: Path) -> None:
    content = form(
        tmp_path, **{"40-background.md": 'Was this clear? {answers="yes, no"}\n\n- Or this? {answers=yes}\n'}
    )
    assert lines(content, FormLineKind.ANSWERS) == ["☐ Agree ☐ Disagree", "☐ Yes ☐ No", "☐ Yes"]


def test_a_point_says_what_it_may_be_used_for_before_its_words(tmp_path: Path) -> None:
    said = '- The stock is safe.\n- We have a letter. {use="if raised"}\n'
    found = blocks(points(tmp_path, **{"20-points.md": said}))
    (listed,) = (each for each in found if isinstance(each, List))
    assert [item.use for item in listed.items] == [None, PointUse.IF_RAISED]
    first = listed.items[1].content[0]
    assert isinstance(first, Paragraph)
    assert isinstance(first.content[0], Strong)
    assert plain_text(first.content) == "If raised: We have a letter."


def test_parts_sections_and_headings_say_it_below_their_titles(tmp_path: Path) -> None:
    content = points(
        tmp_path,
        **{
            "20-points.md": "- The stock is safe.\n",
            "30-if-raised.md": 'Money is for the budget.\n\n## Neighbours {#them use="not to be used"}\n\nSilent.\n',
            "40-more.md": "---\ntitle: More\nuse: if raised\n---\n\nThe weather.\n",
        },
    )
    assert lines(content, FormLineKind.USE) == ["Use freely", "Not to be used", "If raised"]
    headings = {each.anchor: each for each in blocks(content) if isinstance(each, Heading)}
    assert headings["section:them"].use is PointUse.NOT_AT_ALL
    order = [type(each).__name__ for each in blocks(content)]
    assert order[order.index("FormLine") - 1] == "Heading"


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ('- A {use="if asked"}\n', "BG105", '`use` cannot be "if asked"', 'did you mean "if raised"?'),
        ('- A {answers="agree, note"}\n', "BG105", '`answers` cannot be "note"', 'did you mean "noted"?'),
        ('## A {answers="agree"}\n\nB\n', "BG163", "a heading has no boxes to tick", ""),
        ('- {use="freely"}\n', "BG163", "the paragraph is empty", ""),
        ('- A {uses="freely"}\n', "BG163", 'a point has no "uses"', 'did you mean "use"?'),
    ],
)
def test_a_mark_with_other_words_is_reported_where_it_stands(
    tmp_path: Path, text: str, code: str, message: str, hint: str
) -> None:
    (found,) = checked(form(tmp_path, SUBMISSION, **{"40-background.md": text})).diagnostics
    assert found.code == code
    assert message in found.message
    assert found.place.line == 1
    assert hint in found.hint


def test_what_is_marked_keeps_its_notes_to_reviewers(tmp_path: Path) -> None:
    content = form(tmp_path, **{"40-background.md": 'A cod. {use="freely"} <!-- note: is it? -->\n'})
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert [each.text for each in edition.remarks] == ["is it?"]
    assert any(
        plain_text(each.content) == "Use freely: A cod." for each in blocks(content) if isinstance(each, Paragraph)
    )


def test_sections_of_forms_have_no_number_and_their_paragraphs_have(tmp_path: Path) -> None:
    found = blocks(form(tmp_path))
    assert {each.number for each in found if isinstance(each, Heading)} == {""}
    counted = [each.number for each in found if isinstance(each, Paragraph) and each.number]
    assert counted == ["1", "2", "3"]


ASKED = "---\ntitle: Stock\n---\n\n## How much? {#much}\n\nEnough.\n\n## Why?\n\nSee [](#section:much).\n"
QUESTIONS = "kind: questions-and-answers\ntitle: Quota\ndate: 2031-05-05\n"


def test_questions_count_through_the_whole_edition(tmp_path: Path) -> None:
    more = "---\ntitle: Money\n---\n\n## How long?\n\nA year.\n"
    found = blocks(form(tmp_path, QUESTIONS, **NO_PARTS, **{"10-stock.md": ASKED, "20-money.md": more}))
    asked = [(each.number, plain_text(each.content)) for each in found if isinstance(each, Heading) and each.level == 2]
    assert asked == [("Q1", "How much?"), ("Q2", "Why?"), ("Q3", "How long?")]
    assert any(plain_text(each.content) == "See Q1." for each in found if isinstance(each, Paragraph))


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("---\ntitle: Stock\n---\n\nNothing.\n", 'the section "stock" asks no question', 2),
        (f"{ASKED}\n## When?\n", "the question has no answer", 13),
    ],
)
def test_a_section_of_questions_asks_some_and_answers_each(tmp_path: Path, text: str, message: str, line: int) -> None:
    (found,) = checked(form(tmp_path, QUESTIONS, **NO_PARTS, **{"10-stock.md": text})).diagnostics
    assert (found.code, found.message, found.place.line) == ("BG172", message, line)


def test_texts_print_the_days_of_the_head(tmp_path: Path) -> None:
    said = "We need your answer by {{ decision_by | short }}, in {{ decision_by | days_left }}.\n"
    found = blocks(form(tmp_path, **{"30-timing.md": said}))
    texts = [plain_text(each.content).replace("\u00a0", " ") for each in found if isinstance(each, Paragraph)]
    assert "We need your answer by 9 May 2031, in 4 days." in texts

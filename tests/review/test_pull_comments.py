"""Comments come to stand behind the words that they are about, whatever has become of these."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.review.pull.changes import ChangeOutcome
from tests.desk import EDITION
from tests.review.editing import comments, strokes
from tests.review.editing.opened import Element, OpenFile, W, text_of
from tests.review.hands import LANDINGS, VOTE, hand, paragraph, section, typed
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

NOTE = " <!-- note (Ana Ruiz, 2031-05-06): Why? -->"


def inserted(file: OpenFile, spot: Element, before: str, new: str) -> None:
    strokes.insert(spot, text_of(spot).index(before), new, hand(file))


def about(file: OpenFile, spot: Element, words: str) -> None:
    at = text_of(spot).index(words)
    comments.add(spot, at, at + len(words), "Why?", hand(file))
    runs = strokes.between(spot, at, at + len(words))
    runs[-1].addnext(next(spot.iter(f"{W}commentRangeEnd")))


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("before", "new", "words", "expected"),
    [
        (" paragraph", " short", "short", f"A first short{NOTE} paragraph of"),
        ("paragraph", "short ", "short", f"A first short{NOTE} paragraph of"),
        ("paragraph", "short and sweet ", "short", f"A first short{NOTE} and sweet paragraph of"),
        ("paragraph", "short and sweet ", "sweet", f"A first short and sweet{NOTE} paragraph of"),
        ("paragraph", "short ", "first", f"A first{NOTE} short paragraph of"),
        ("paragraph", "short ", "first short", f"A first short{NOTE} paragraph of"),
        ("paragraph", "short ", "short paragraph", f"A first short paragraph{NOTE} of"),
        ("paragraph", "short ", "par", f"A first short paragraph{NOTE} of"),
        ("paragraph", "*sh_ort* ", "*sh_ort*", f"A first \\*sh_ort\\*{NOTE} paragraph of"),
    ],
)
def test_a_comment_beside_new_words(
    trip: Trip, document: bytes, before: str, new: str, words: str, expected: str
) -> None:
    file = OpenFile(document)
    spot = paragraph(file, "A first")
    inserted(file, spot, before, new)
    about(file, spot, words)
    pulled = trip.pulled(file.saved())
    assert expected in section(trip, pulled)
    assert {change.outcome for change in pulled.changes} == {ChangeOutcome.PLACED}


def whole(file: OpenFile) -> None:
    spot = paragraph(file, "A first")
    spot.addnext(new := typed("One more paragraph, and long.", spot))
    about(file, new, "paragraph")


def moved(file: OpenFile) -> None:
    spot = paragraph(file, "A first")
    about(file, spot, "plain")
    paragraph(file, "The last paragraph").addnext(spot)


def heading(file: OpenFile) -> None:
    spot = paragraph(file, "What follows")
    inserted(file, spot, " follows", " now")
    about(file, spot, "now")


def cell(file: OpenFile) -> None:
    spot = paragraph(file, "Quota")
    strokes.insert(spot, 5, " of all", hand(file))
    about(file, spot, "of")


def bold(file: OpenFile) -> None:
    spot = paragraph(file, "The council is")
    inserted(file, spot, " in the middle", " right")
    about(file, spot, "right")


def figure(file: OpenFile) -> None:
    about(file, paragraph(file, "Boats landed"), "12,480")


def footnote(file: OpenFile) -> None:
    about(file, next(line.paragraph for line in file.lines if "Weighed" in line.text), "Weighed")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("change", "name", "expected"),
    [
        (whole, VOTE, f"One more paragraph{NOTE}, and long."),
        (moved, VOTE, f"few words more.\n\nA first paragraph of plain{NOTE} words"),
        (heading, VOTE, f"## What now{NOTE} follows"),
        (cell, LANDINGS, f"| Quota of{NOTE} all"),
        (bold, VOTE, "split right"),
        (figure, LANDINGS, f"{{{{ landings | unit }}}}{NOTE} "),
        (footnote, LANDINGS, f"[^weighed]: Weighed{NOTE} at"),
    ],
)
def test_a_comment_on_a_text_of_each_kind(
    trip: Trip, document: bytes, change: Callable[[OpenFile], None], name: str, expected: str
) -> None:
    file = OpenFile(document)
    change(file)
    pulled = trip.pulled(file.saved())
    text = section(trip, pulled, name)
    assert expected in text
    assert text.count(NOTE) == 1


def test_a_comment_on_words_that_are_not_written_is_listed(trip: Trip, document: bytes) -> None:
    file = OpenFile(document)
    spot = paragraph(file, "What follows")
    spot.addnext(new := typed("In 2030 it was 517 boats.", paragraph(file, "A first")))
    about(file, new, "boats")
    pulled = trip.pulled(file.saved())
    assert "Why?" in pulled.after[f"{EDITION}/review.md"].decode()
    assert VOTE not in pulled.after


def test_an_answer_stands_behind_what_it_answers(trip: Trip, document: bytes) -> None:
    path = trip.desk.content.path / VOTE
    before = path.read_text()
    path.write_text(before.replace("of plain", "of plain <!-- note (Bo Ek): Is it? -->"))
    try:
        file = OpenFile(document)
        about(file, paragraph(file, "A first"), "plain")
        assert f"plain <!-- note (Bo Ek): Is it? -->{NOTE} words" in section(trip, trip.pulled(file.saved()))
    finally:
        path.write_text(before)

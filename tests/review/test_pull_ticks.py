"""Boxes of answers that a reviewer ticks in Word come back as what they say, listed in review.md."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from briefgen.content import Folder, house_assets
from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.workspace import Workspace
from tests.desk import EDITION
from tests.forms import form
from tests.review.editing.opened import OpenFile
from tests.review.hands import parsed, pulled_after
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RECOMMENDATION = f"{EDITION}/sections/20-recommendation.md"
ITEMS = "1. Sign the minutes.\n\n   They are annexed.\n2. Write to the regions.\n"


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    folder = tmp_path_factory.mktemp("desk")
    content = form(folder, **{"20-recommendation.md": ITEMS})
    return Trip(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)


def tick(number: int, *, by: str = "") -> Callable[[OpenFile], None]:
    """What Word does where a box is clicked, with its change tracked or not."""

    def change(file: OpenFile) -> None:
        boxes = [each for each in file.lines[0].paragraph.getroottree().iter(f"{W}sdt") if box_of(each) is not None]
        checked = box_of(boxes[number])
        assert checked is not None
        checked.set(f"{W14}val", "1")
        content = boxes[number].find(f"{W}sdtContent")
        assert content is not None
        if by:
            date = "2031-05-06T10:00:00Z"
            content[:] = [
                parsed(f'<w:{kind} w:id="{at}" w:author="{by}" w:date="{date}"><w:r>{text}</w:r></w:{kind}>')
                for at, kind, text in ((8, "del", "<w:delText>☐</w:delText>"), (9, "ins", "<w:t>☑</w:t>"))
            ]
        else:
            next(content.iter(f"{W}t")).text = "☑"

    return change


def box_of(control: etree._Element) -> etree._Element | None:
    return control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")


def test_a_document_whose_boxes_nobody_ticked_says_nothing(trip: Trip) -> None:
    assert pulled_after(trip, OpenFile.saved).changes == ()


@pytest.mark.parametrize("by", ["", "Ana Ruiz"])
def test_a_ticked_box_is_listed_with_its_recommendation(trip: Trip, by: str) -> None:
    pulled = pulled_after(trip, tick(3, by=by))
    (change,) = pulled.changes
    who = by or "reviewed.docx"
    assert (change.kind, change.outcome, change.reason) == (PulledKind.COMMENT, ChangeOutcome.LISTED, "")
    assert (change.old, change.authors) == ("Write to the regions.", (who,))
    assert change.new == f"{who}: ticked: Disagree"
    assert str(change.place).startswith(f"{RECOMMENDATION}:4")
    assert list(pulled.after) == [f"{EDITION}/review.md"]
    listed = pulled.after[f"{EDITION}/review.md"].decode().splitlines()[-1]
    assert listed == f'- [ ] {who}, {RECOMMENDATION}:4:4: "Write to the regions." — ticked: Disagree'


@pytest.mark.parametrize("sign", ["☒", "x"])
def test_a_sign_that_was_typed_over_a_box_is_a_tick(trip: Trip, sign: str) -> None:
    (change,) = pulled_after(trip, lambda file: typed_over(file, sign)).changes
    assert change.new.endswith("ticked: Agree")


def test_words_that_were_typed_over_a_box_are_listed(trip: Trip) -> None:
    (change,) = pulled_after(trip, lambda file: typed_over(file, "see below")).changes
    assert (change.outcome, change.new) == (ChangeOutcome.NEEDS_A_HAND, "see below")


def typed_over(file: OpenFile, text: str) -> None:
    next(each for each in file.lines[0].paragraph.getroottree().iter(f"{W}t") if each.text == "☐").text = text


def test_two_boxes_of_one_line_are_listed_together(trip: Trip) -> None:
    def both(file: OpenFile) -> None:
        tick(0)(file)
        tick(1)(file)

    (change,) = pulled_after(trip, both).changes
    assert change.new.endswith("ticked: Agree, Disagree")


def test_words_beside_a_ticked_box_are_written_as_ever(trip: Trip) -> None:
    def change(file: OpenFile) -> None:
        tick(0)(file)
        for text in file.lines[0].paragraph.getroottree().iter(f"{W}t"):
            text.text = (text.text or "").replace("Write to", "Write again to")

    pulled = pulled_after(trip, change)
    assert sorted(each.outcome.name for each in pulled.changes) == ["LISTED", "PLACED"]
    assert b"Write again to the regions." in pulled.after[RECOMMENDATION]

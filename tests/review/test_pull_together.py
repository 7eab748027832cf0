"""What several reviewers have added in one base, and rows whose cells have changed places."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.review.pull.pulling import Pulled, PullOptions, pull
from tests.review.editing.opened import NOTES, OpenFile, W
from tests.review.hands import LANDINGS, VOTE, left, paragraph, parsed, pulled_after, section, trip_with
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

FIRST, LAST = "A first paragraph", "The last paragraph"


def noting(begins: str, said: str) -> Callable[[OpenFile], None]:
    def change(file: OpenFile) -> None:
        file.tree(NOTES).append(parsed(f'<w:footnote w:id="90"><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:footnote>'))
        paragraph(file, begins).append(parsed('<w:r><w:footnoteReference w:id="90"/></w:r>'))

    return change


def together(trip: Trip, *changes: Callable[[OpenFile], None]) -> Pulled:
    paths = []
    for number, change in enumerate(changes):
        file = OpenFile(trip.document())
        change(file)
        paths.append(trip.desk.content.path.parent / f"{number}.docx")
        paths[-1].write_bytes(file.saved())
    return pull(trip.desk, paths, PullOptions())


@pytest.mark.sample(1)
@pytest.mark.parametrize("said", [("Says Ana.", "Says Bilal."), ("Это не так.", "Это так.")])
def test_footnotes_of_two_reviewers_stay_two(said: tuple[str, str], tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    written = section(trip, together(trip, noting(FIRST, said[0]), noting(LAST, said[1])))
    one, other = (re.findall(rf"\[\^([^\]]+)\]: {re.escape(text)}", written) for text in said)
    assert len({*one, *other}) == 2
    assert f"It is not long.[^{one[0]}]" in written and f"a few words more.[^{other[0]}]" in written


@pytest.mark.slow
def test_a_footnote_pulled_later_is_not_taken_for_an_earlier_one(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)
    earlier = pulled_after(trip, noting(FIRST, "Says Ana."))
    document = OpenFile(trip.document())
    noting(LAST, "Says Bilal.")(document)
    (trip.desk.content.path / VOTE).write_bytes(earlier.after[VOTE])
    later = trip.pulled(document.saved())
    labels = [re.findall(r"\[\^(says-\w+-\w{4})\]: ", section(trip, each)) for each in (earlier, later)]
    assert len(labels[0]) == 1 and labels[0][0] not in labels[1][1:]
    assert left(later) == []


@pytest.mark.slow
def test_cells_that_change_places_need_a_hand(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        cell = paragraph(file, "Quota").getparent()
        assert cell is not None
        table = next(cell.iterancestors(f"{W}tbl"))
        for row in table.iter(f"{W}tr"):
            first, second = row.findall(f"{W}tc")
            second.addnext(first)

    pulled = pulled_after(trip_with(tmp_path), change)
    assert [change.new for change in left(pulled)] == ["Tonnes | What", "12,480 | Landings", "11,000 | Quota"]
    assert LANDINGS not in pulled.after

"""What a reviewer did to a table as a whole, to its rows and to the notes in it is written, or listed with why."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from briefgen.review.pull.changes import PulledChange, PulledKind
from tests.desk import EDITION, FILES
from tests.review.editing import rows
from tests.review.editing.opened import Element, OpenFile, W, said, w
from tests.review.hands import hand, left, paragraph, pulled_after, section, trip_with, typed
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

FOOTNOTES = "word/footnotes.xml"
BERTHS = """
Words stand above.

Table: Berths by quay. {#berths}

| Quay  | State | Who      |
| ----- | ----- | -------- |
| North | free  | the crew |
| South | taken | nobody[^told] |
| West  | shut  | the dredger |

Words stand below.

The end comes.

[^told]: As the port says.
"""

Hand = Callable[[OpenFile], object]


def trip_of(folder: Path) -> Trip:
    return trip_with(folder, {"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + BERTHS})


def row(file: OpenFile, begins: str) -> Element:
    found = rows.row_of(paragraph(file, begins))
    assert found is not None
    return found


def table(file: OpenFile) -> Element:
    return next(row(file, "North").iterancestors(f"{W}tbl"))


def caption(file: OpenFile) -> Element:
    return next(line.paragraph for line in file.lines if "Berths by quay" in line.said)


def noted(file: OpenFile, spot: Element, text: str) -> None:
    """Call a new footnote at the end of a paragraph."""
    number = str(1 + max(int(note.get(f"{W}id", "0")) for note in file.tree(FOOTNOTES)))
    file.tree(FOOTNOTES).append(w("footnote", w("p", w("r", said("t", text))), id=number))
    spot.append(w("r", w("footnoteReference", id=number)))


def add(file: OpenFile, behind: str, *texts: str) -> list[Element]:
    return rows.add_below(row(file, behind), texts, hand(file, tracked=False))


def without_last_cells(file: OpenFile) -> None:
    for each in table(file).findall(f"{W}tr"):
        each.remove(rows.cells_of(each)[-1])


def pasted(file: OpenFile) -> None:
    copy = deepcopy(table(file))
    for mark in list(copy.iter(f"{W}bookmarkStart")):
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    paragraph(file, "The end").addnext(copy)


def tracked_without_last_cells(file: OpenFile) -> None:
    for each in table(file).findall(f"{W}tr"):
        properties = rows.cells_of(each)[-1].find(f"{W}tcPr")
        assert properties is not None
        properties.append(w("cellDel", id=file.next(), author="Eva Lind", date="2031-05-06T10:00:00Z"))


def joined_below(file: OpenFile) -> None:
    for begins, kind in (("North", "restart"), ("South", None)):
        properties = rows.cells_of(row(file, begins))[0].find(f"{W}tcPr")
        assert properties is not None
        properties.append(w("vMerge", val=kind))


def headed(file: OpenFile) -> None:
    new = rows.row_of(add(file, "Quay", "a", "b", "c")[0])
    assert new is not None
    row(file, "Quay").addprevious(new)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("change", "kind", "reason"),
    [
        (lambda f: paragraph(f, "Words stand below").addnext(table(f)), PulledKind.MOVED, "the table stands elsewhere"),
        (
            lambda f: paragraph(f, "Words stand above").addprevious(table(f)),
            PulledKind.MOVED,
            "the table stands elsewhere",
        ),
        (lambda f: row(f, "West").addnext(row(f, "North")), PulledKind.MOVED, "rows stand in another order"),
        (lambda f: table(f).getparent().remove(table(f)), PulledKind.REMOVED, "the whole table"),  # type: ignore[union-attr]
        (pasted, PulledKind.ADDED, "a table was added"),
        (without_last_cells, PulledKind.OTHER, "other cells"),
        (joined_below, PulledKind.OTHER, "other cells"),
        (headed, PulledKind.ADDED, "above the table's header"),
        (lambda f: caption(f).addnext(typed("New words.")), PulledKind.ADDED, "between a table and its caption"),
        (
            lambda f: caption(f).addnext(typed("New words.", paragraph(f, "The end"))),
            PulledKind.ADDED,
            "between a table",
        ),
    ],
)
def test_what_no_rule_can_write_is_listed_as_what_it_is(
    change: Hand, kind: PulledKind, reason: str, tmp_path: Path
) -> None:
    pulled = pulled_after(trip_of(tmp_path), change)
    assert not pulled.after
    assert pulled.changes
    assert all(_is(each, kind, reason) for each in pulled.changes)


def _is(change: PulledChange, kind: PulledKind, reason: str) -> bool:
    """Whether a change is of a kind and left for a reason, and said to be what Word did not record."""
    return change.kind is kind and reason in change.reason and not change.tracked and not change.authors


def test_rows_and_tables_that_word_has_recorded_are_tracked(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        for each in table(file).findall(f"{W}tr"):
            rows.delete(each, hand(file, "Eva Lind"))

    (found,) = pulled_after(trip_of(tmp_path), change).changes
    assert found.tracked and found.authors == ("Eva Lind",)


def test_cells_that_word_has_recorded_as_gone_are_listed(tmp_path: Path) -> None:
    pulled = pulled_after(trip_of(tmp_path), tracked_without_last_cells)
    assert not pulled.after
    assert [each.new for each in pulled.changes] == ["Quay | State", "North | free", "South | taken", "West | shut"]
    assert all(each.tracked and "other cells" in each.reason for each in pulled.changes)


def test_lines_that_come_and_go_beside_a_table_do_not_move_it(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        above, below = paragraph(file, "Words stand above"), paragraph(file, "Words stand below")
        above.addnext(typed("New words.", above))
        below.getparent().remove(below)  # type: ignore[union-attr]
        paragraph(file, "The end").addprevious(typed("Newer words.", above))

    assert left(pulled_after(trip_of(tmp_path), change)) == []


@pytest.mark.slow
def test_a_row_brings_its_note_and_takes_it_along(tmp_path: Path) -> None:
    trip = trip_of(tmp_path)
    pulled = pulled_after(trip, lambda file: noted(file, add(file, "North", "East", "busy", "all")[2], "So they say."))
    assert left(pulled) == []
    written = section(trip, pulled)
    assert "| the crew |\n| East | busy | all[^so-they-say-" in written
    assert "]: So they say.\n\nWords stand below." in written
    pulled = pulled_after(trip, lambda file: rows.delete(row(file, "South"), hand(file)))
    assert left(pulled) == []
    assert "told" not in section(trip, pulled)


@pytest.mark.slow
def test_a_note_in_a_caption_is_defined_behind_the_table(tmp_path: Path) -> None:
    trip = trip_of(tmp_path)
    pulled = pulled_after(trip, lambda file: noted(file, caption(file), "So they say."))
    assert left(pulled) == []
    written = section(trip, pulled)
    assert "Table: Berths by quay.[^so-they-say-" in written
    assert "| the dredger |\n\n[^so-they-say-" in written

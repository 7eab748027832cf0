"""A reviewer's figure in a cell of a printed table is a proposed change of that cell in the table's CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.review.pull.pulling import Pulled, PullOptions
from tests.desk import EDITION, FILES
from tests.review.editing import rows
from tests.review.editing.opened import OpenFile
from tests.review.hands import hand, left, paragraph, replace_words, trip_with
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

FILE = f"{EDITION}/tables/catch.csv"
TABLES = """
catch:
  source: {id: survey, at: table 4}
  caption: Catch by port
  thousands: ","
  columns: {Share: {unit: "%"}}
"""
CSV = 'Port,Before,After,Share,Code\r\nSule,"1,007",903,90.5%,AX\r\nWick,*,104,9.5%,BX\r\n'
SECTION = FILES[f"{EDITION}/sections/20-vote.md"] + "\n![](table:catch)\n"


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    return made(tmp_path_factory.mktemp("desk"), CSV, TABLES)


def made(folder: Path, csv: str, tables: str) -> Trip:
    tables = tables.replace("columns: {", "columns: {Code: {as: text}, ")
    return trip_with(folder, {"/tables.yaml": tables, "/tables/catch.csv": csv, "/sections/20-vote.md": SECTION})


def accepted(trip: Trip, *changes: Callable[[OpenFile], object]) -> Pulled:
    file = OpenFile(trip.document())
    for change in changes:
        change(file)
    return trip.pulled(file.saved(), PullOptions(accept_figures=True))


def replaced(old: str, new: str) -> Callable[[OpenFile], None]:
    return lambda file: replace_words(paragraph(file, old), old, new, hand(file))


def test_cells_are_changed_where_they_stand(trip: Trip) -> None:
    changes = (("903", "951"), ("1,007", "1,250"), ("90.5%", "91.2%"), ("BX", "CX"))
    pulled = accepted(trip, *(replaced(*change) for change in changes))
    assert left(pulled) == []
    written = CSV.replace(",903,", ",951,").replace('"1,007"', '"1250"').replace("90.5%", "91.2%").replace("BX", "CX")
    assert pulled.after[FILE].decode() == written


def test_it_is_proposed_with_its_source(trip: Trip) -> None:
    file = OpenFile(trip.document())
    replaced("903", "951")(file)
    (change,) = trip.pulled(file.saved()).changes
    assert (change.kind, change.outcome) == (PulledKind.FIGURE, ChangeOutcome.PROPOSED)
    assert change.reason == "from survey, table 4, row Sule, column After; ticked by nobody"


def test_a_decimal_comma_stays_one(tmp_path: Path) -> None:
    trip = made(
        tmp_path, "Port;Share;Code\nSule;90,5;AX\n", TABLES.replace('thousands: ","', 'delimiter: ";"\n  decimal: ","')
    )
    pulled = accepted(trip, replaced("90.5%", "91.2%"))
    assert pulled.after[FILE].decode() == "Port;Share;Code\nSule;91,2;AX\n"


def without_wick(file: OpenFile) -> None:
    row = rows.row_of(paragraph(file, "Wick"))
    assert row is not None
    rows.delete(row, hand(file))


@pytest.mark.slow
def test_what_a_table_s_file_cannot_take_is_listed(trip: Trip) -> None:
    for change in (replaced("Sule", "Port Sule"), without_wick):
        pulled = accepted(trip, change)
        assert FILE not in pulled.after
        assert all(each.reason for each in left(pulled))
        assert left(pulled)


@pytest.mark.slow
def test_a_table_with_two_lines_of_headings(tmp_path: Path) -> None:
    csv = "Port,Landed,,Share,Code\n,2029,2030,,\nSule,7001,8001,1%,AX\nWick,*,4,,BX\n"
    trip = made(tmp_path, csv, TABLES + "  header: [1, 2]\n")
    assert trip.pulled(trip.document()).changes == ()
    pulled = accepted(trip, replaced("8,001", "8,101"))
    assert left(pulled) == []
    assert pulled.after[FILE].decode() == csv.replace("8001", "8101")
    (change,) = left(accepted(trip, replaced("Landed", "Caught")))
    assert change.reason


def test_the_figure_of_a_total_which_is_bold(tmp_path: Path) -> None:
    trip = made(tmp_path, "Port,Before,Share,Code\nSule,7,1%,AX\nWick,*,,BX\nTotal,817,,\n", TABLES)
    pulled = accepted(trip, replaced("817", "819"))
    assert left(pulled) == []
    assert pulled.after[FILE].decode() == "Port,Before,Share,Code\nSule,7,1%,AX\nWick,*,,BX\nTotal,819,,\n"

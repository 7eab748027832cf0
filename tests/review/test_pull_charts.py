"""Charts that a reviewer has edited in Word: a new figure is a proposed change of its fact, other things are listed."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from briefgen.review.pull.changes import ChangeOutcome, PulledChange, PulledKind
from briefgen.review.pull.pulling import Pulled, PullOptions
from tests.archives import unzipped, zipped
from tests.desk import EDITION
from tests.formats.docx.native import BOOK, CHART
from tests.office import converted_together
from tests.review.trips import Trip

pytestmark = pytest.mark.slow
MAIN = "word/document.xml"
FACTS = f"{EDITION}/facts.yaml"


def drawn(document: bytes, old: str, new: str, part: str = CHART) -> bytes:
    """The document with another text in its chart."""
    parts = unzipped(document)
    assert old.encode() in parts[part]
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})


def stored(document: bytes, cell: str, value: object) -> bytes:
    """The document with another value in a cell of its chart's workbook, as another program saves that."""
    parts = unzipped(document)
    book = openpyxl.load_workbook(BytesIO(parts[BOOK]))
    book.active[cell] = value
    file = BytesIO()
    book.save(file)
    return zipped({**parts, BOOK: file.getvalue()})


def edited(document: bytes) -> bytes:
    """The document after a figure was edited in Word, which writes it into both."""
    return stored(drawn(document, "<c:v>11000</c:v>", "<c:v>11040.5</c:v>"), "B3", 11040.5)


def the_change(pulled: Pulled) -> PulledChange:
    (change,) = pulled.changes
    assert not change.tracked
    return change


def test_a_document_as_it_was_sent_has_no_change(trip: Trip, document: bytes) -> None:
    assert trip.pulled(document).changes == ()


def test_a_figure_that_was_edited_is_proposed_for_its_fact(trip: Trip, document: bytes) -> None:
    change = the_change(trip.pulled(edited(document)))
    assert (change.kind, change.outcome) == (PulledKind.FIGURE, ChangeOutcome.PROPOSED)
    assert (change.fact, change.old, change.new, change.where) == ("quota", "11,000", "11,040.5", "Figure\u00a01")
    assert change.place is not None and change.place.file == f"{EDITION}/sections/10-landings.md"


def test_what_is_accepted_stands_in_the_content(trip: Trip, document: bytes) -> None:
    pulled = trip.pulled(edited(document), PullOptions(accept_figures=True))
    assert "value: 11040.5" in pulled.after[FACTS].decode()


@pytest.mark.parametrize("change", ["chart", "workbook"])
def test_what_one_alone_says_is_proposed_and_told(change: str, trip: Trip, document: bytes) -> None:
    in_chart = change == "chart"
    made = drawn(document, "<c:v>11000</c:v>", "<c:v>11040</c:v>") if in_chart else stored(document, "B3", 11040)
    found = the_change(trip.pulled(made))
    where = "Figure\u00a01, not in its workbook" if in_chart else "Figure\u00a01, in its workbook alone"
    assert (found.fact, found.new, found.where, found.outcome) == ("quota", "11,040", where, ChangeOutcome.PROPOSED)


def test_two_other_figures_need_a_hand(trip: Trip, document: bytes) -> None:
    change = the_change(trip.pulled(stored(drawn(document, "<c:v>11000</c:v>", "<c:v>11040</c:v>"), "B3", 11900)))
    assert change.outcome is ChangeOutcome.CONFLICT
    assert "the chart shows “11,040”, and its workbook says “11,900”" in change.reason


def test_a_derived_figure_cannot_be_another(trip: Trip, document: bytes) -> None:
    change = the_change(trip.pulled(stored(document, "B4", 1)))
    assert (change.fact, change.outcome) == ("excess", ChangeOutcome.NEEDS_A_HAND)
    assert "it is derived (landings - quota)" in change.reason


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<c:v>Landings</c:v>", "<c:v>Catches</c:v>", "Catches"),
        ('<c:pt idx="1"><c:v>11000</c:v></c:pt>', "", "Quota: 11000"),
        ("<c:ser>", "<c:ser><c:idx/></c:ser><c:ser>", ""),
    ],
)
def test_what_else_was_changed_is_listed(old: str, new: str, says: str, trip: Trip, document: bytes) -> None:
    changes = trip.pulled(drawn(document, old, new)).changes
    assert changes and all(each.outcome is ChangeOutcome.NEEDS_A_HAND for each in changes)
    assert any(says in each.new and "figures.yaml" in each.reason for each in changes)


def test_a_damaged_chart_is_told(trip: Trip, document: bytes) -> None:
    for part in (CHART, BOOK):
        change = the_change(trip.pulled(zipped({**unzipped(document), part: b"<c"})))
        assert change.where == "Figure\u00a01" and change.reason.startswith("its figures were not read")


def test_a_chart_without_its_workbook_is_read_by_itself(trip: Trip, document: bytes) -> None:
    parts = unzipped(drawn(document, "<c:v>11000</c:v>", "<c:v>11040</c:v>"))
    del parts[BOOK], parts["word/charts/_rels/chart1.xml.rels"]
    change = the_change(trip.pulled(zipped(parts)))
    assert (change.new, change.where, change.outcome) == ("11,040", "Figure\u00a01", ChangeOutcome.PROPOSED)


def test_charts_without_names_and_alternative_texts_are_known_by_their_order(trip: Trip, document: bytes) -> None:
    parts = unzipped(drawn(document, "<c:v>11000</c:v>", "<c:v>11040</c:v>"))
    body = re.sub(rb'(<wp:docPr id="[0-9]+") name="[^"]*" descr="[^"]*"', rb'\1 name="Object1"', parts[MAIN])
    assert body != parts[MAIN]
    assert the_change(trip.pulled(zipped({**parts, MAIN: body}))).fact == "quota"


@pytest.mark.libreoffice
def test_charts_that_libreoffice_has_saved_are_as_they_were(trip: Trip, document: bytes, tmp_path: Path) -> None:
    sent = tmp_path / "sent.docx"
    for data, facts in ((document, []), (drawn(document, "<c:v>11000</c:v>", "<c:v>11040</c:v>"), ["quota"])):
        sent.write_bytes(data)
        (saved,) = converted_together([sent], "docx:MS Word 2007 XML")
        changes = trip.pulled(saved.read_bytes()).changes
        assert [change.fact for change in changes if "Figure" in change.where] == facts

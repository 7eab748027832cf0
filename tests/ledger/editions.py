"""Small editions on herring, made in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from briefgen.errors import Diagnostic
from briefgen.ledger import Printer, build_ledger, parse_period
from briefgen.model.edition import Deadline, Desk, Edition, UnitWords
from briefgen.model.fact import Fact, FactValue, Ledger, Quantity
from briefgen.spans import Span
from tests.places import span_at

FILE = "content/2031-05-05-herring/facts.yaml"
TODAY = date(2031, 5, 5)
FORMULA_COLUMN = 12
UNITS = {"boats": "boat", "tonnes": "tonne", "days": "day"}
DESK = Desk("Fisheries desk", units={unit: UnitWords({"one": one}) for unit, one in UNITS.items()})


def given(name: str, value: FactValue | int | str, unit: str = "", *, line: int = 1, **more: Any) -> Fact:
    """A given fact; a number becomes a quantity, and a text a number as written."""
    amount = Quantity(Decimal(value), unit) if isinstance(value, int | str) else value
    return Fact(name, f"Label of {name}", amount, place=span_at(FILE, line, 1), places=_places(line), **_more(more))


def derived(name: str, formula: str, *, line: int = 1, stated: str = "", **more: Any) -> Fact:
    """A derived fact, whose formula starts in FORMULA_COLUMN of the line after its id."""
    return Fact(
        name,
        f"Label of {name}",
        formula=formula,
        stated=Decimal(stated) if stated else None,
        place=span_at(FILE, line, 1),
        places=_places(line),
        **_more(more),
    )


def _places(line: int) -> dict[str, Span]:
    return {
        "value": span_at(FILE, line + 1, 10),
        "formula": span_at(FILE, line + 1, FORMULA_COLUMN, 900),
        "unit": span_at(FILE, line + 2, 9),
        "stated": span_at(FILE, line + 3, 11),
        "round": span_at(FILE, line + 4, 13),
    }


def _more(more: dict[str, Any]) -> dict[str, Any]:
    return {**more, "period": parse_period(more["period"])} if "period" in more else more


def edition(*facts: Fact, deadlines: Sequence[Deadline] = (), desk: Desk = DESK, day: date = TODAY) -> Edition:
    """An edition of 5 May 2031 that has nothing but these facts and deadlines."""
    return Edition(
        id="2031-05-05-herring",
        desk=desk,
        sources={},
        date=day,
        title=(),
        subtitle=(),
        number="19",
        marking="",
        period=None,
        audience=(),
        distribution=(),
        prepared_by="",
        clearances=(),
        follows="",
        bottom_line=(),
        key_figures=(),
        facts=facts,
        deadlines=tuple(deadlines),
        charts={},
        sections=(),
        notes={},
        media={},
    )


def quantity(amount: str, unit: str = "") -> Quantity:
    """A figure as it is written."""
    return Quantity(Decimal(amount), unit)


def faults(*facts: Fact) -> list[Diagnostic]:
    """What building the ledger of an edition with these facts finds."""
    return build_ledger(edition(*facts))[1]


def resolve(*facts: Fact, desk: Desk = DESK, day: date = TODAY) -> Ledger:
    """The ledger of facts that have no fault."""
    ledger, diagnostics = build_ledger(edition(*facts, desk=desk, day=day))
    assert not diagnostics
    return ledger


def printed(value: FactValue, *formats: str, desk: Desk = DESK, day: date = TODAY, approx: bool = False) -> str:
    """A given fact as printed."""
    facts = given("it", value, approx=approx, signed=True)
    ledger = resolve(facts, desk=desk, day=day)
    return Printer(edition(facts, desk=desk, day=day), ledger).text("it", formats)

"""Which facts follow from the edition's date."""

from __future__ import annotations

from briefgen.ledger.build import EDITION_DATE
from briefgen.ledger.formula import functions, parse_formula
from briefgen.ledger.order import in_order
from briefgen.model.fact import Ledger, LedgerEntry


def counts_from_date(entry: LedgerEntry) -> bool:
    """Whether a fact's own formula names the edition's date, or counts the days that are left to another."""
    if EDITION_DATE in entry.inputs:
        return True
    return entry.is_derived and "days_left" in functions(parse_formula(entry.fact.formula))


def inputs_first(ledger: Ledger) -> list[str]:
    """The ids of the facts, each behind those that it is derived from."""
    needs = {entry.fact.id: [name for name in entry.inputs if name in ledger.entries] for entry in ledger}
    return in_order(needs)[0]

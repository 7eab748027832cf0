"""Tables of figures: totals that nobody has named, and suppressed figures that a formula gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefgen import codes
from briefgen.checks.language_words import called_total
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.fact import PERCENT, Ledger, LedgerEntry, Quantity
from briefgen.model.fact_table import FactTable, TableLine

SUPPRESSED = "suppressed"
_MINUS = re.compile(r"\s[-−]|[-−]\s")
_FEWEST_PARTS, _CHANCE = 3, Decimal(20)
"""Below these, a figure may well be the sum of the others by chance."""


def unnamed_totals(subject: Subject) -> Iterator[Diagnostic]:
    """Rows that add up all others and are not said to, so that sums over the rows would count them twice."""
    language = subject.edition.desk.language
    may_be_total, is_called_total = called_total(language, perhaps=True), called_total(language, perhaps=False)
    for table in subject.edition.tables.values():
        rows = [row for row in table.rows.values() if not row.is_total]
        columns = [column for column in table.columns.values() if not (column.is_total or column.is_text)]
        amounts = [found for column in columns if (found := _amounts(table, rows, column))]
        for at, row in enumerate(rows):
            own = [column[at] for column in amounts]
            is_sum = all(2 * column[at] == sum(column) for column in amounts) and any(own)
            if len(rows) > 2 and is_sum and (may_be_total.match(row.name) or _is_beyond_chance(len(rows) - 1, own)):
                message = f'the row "{row.name}" is the sum of all others, and would be added to them'
                hint = f'say in tables.yaml that it is their total: `total: {{rows: ["{row.name}"]}}`'
                yield codes.UNNAMED_TOTAL.at(subject.at(row.place), message, hint)
            elif len(rows) > 2 and is_called_total.match(row.name) and (other := _differing(amounts, at)):
                message = (
                    f'the row "{row.name}" is called a total, but is {own[other[0]]:f} where the other rows make '
                    f"{other[1]:f}, and would be added to them"
                )
                hint = (
                    f'say in tables.yaml what it adds up: `total: {{rows: {{"{row.name}": [...]}}}}`; '
                    "if it is no total, give it another name"
                )
                yield codes.UNNAMED_TOTAL.at(subject.at(row.place), message, hint)


def _differing(amounts: list[list[Decimal]], at: int) -> tuple[int, Decimal] | None:
    """The first column in which a row that is as large as a total is not the sum of the others, and that sum."""
    for number, column in enumerate(amounts):
        others = column[:at] + column[at + 1 :]
        if column[at] != sum(others) and column[at] >= max(others) > 0:
            return number, sum(others, Decimal(0))
    return None


def _is_beyond_chance(parts: int, own: list[Decimal]) -> bool:
    return parts >= _FEWEST_PARTS and (len(own) > 1 or max(own) >= _CHANCE)


def _amounts(table: FactTable, rows: list[TableLine], column: TableLine) -> list[Decimal]:
    """The figures of a column whose rows all have one; none of any other column, or of shares."""
    facts = [table.facts.get(f"{table.id}.{row.id}.{column.id}") for row in rows]
    values = [fact.value for fact in facts if fact and isinstance(fact.value, Quantity) and fact.unit != PERCENT]
    return [value.amount for value in values if isinstance(value, Quantity)] if len(values) == len(rows) else []


def suppressed_figures(subject: Subject) -> Iterator[Diagnostic]:
    """Formulas that take the other parts from a total, and so give a figure that its source suppresses."""
    guarded = [found for table in subject.edition.tables.values() for found in _guarded(table)]
    for entry in subject.ledger if guarded else ():
        formulas, givens = _origins(subject.ledger, entry)
        if not any(_MINUS.search(formula) for formula in formulas):
            continue
        for total, others, hidden in guarded:
            if total in givens and others <= givens:
                message = f'"{entry.fact.id}" is what the source suppresses, {hidden}: a total less its other parts'
                hint = "publish neither this figure nor what gives it away; say in words that it is suppressed"
                place = entry.fact.places.get("formula") or entry.fact.place
                yield codes.SUPPRESSED_FIGURE.at(subject.at(place), message, hint)
                break


def _origins(ledger: Ledger, entry: LedgerEntry) -> tuple[list[str], set[str]]:
    """The formulas by which a fact is derived, and the given facts from which."""
    formulas, givens, open_ones, seen = [], set(), [entry], {entry.fact.id}
    while open_ones:
        current = open_ones.pop()
        if not current.is_derived:
            givens.add(current.fact.id)
            continue
        formulas.append(current.fact.formula)
        new = [name for name in current.inputs if name in ledger and name not in seen]
        seen.update(new)
        open_ones += [ledger[name] for name in new]
    return formulas, givens


def _guarded(table: FactTable) -> Iterator[tuple[str, frozenset[str], str]]:
    """Totals with their known parts, and the one suppressed part that these would give away."""
    for total, cells in table.sums:
        unknown = [cell for cell in cells if cell in table.missing]
        if total in table.facts and len(unknown) == 1 and table.missing[unknown[0]].meaning == SUPPRESSED:
            yield total, frozenset(cell for cell in cells if cell in table.facts), unknown[0]

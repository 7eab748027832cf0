"""Totals of stacked bars: the fact that is the sum of a bar's parts, where the ledger has one, or else their sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.ledger.agreement import sum_of
from briefgen.ledger.formula import Call, Chain, FactReference, Node, parse_formula
from briefgen.model.chart import Arrangement
from briefgen.model.edition import ChartSpec
from briefgen.model.fact import PERCENT, Fact, Ledger, LedgerEntry, Quantity


def stacked_totals(spec: ChartSpec, ledger: Ledger) -> list[LedgerEntry | None]:
    """The total of each bar of a stacked chart; none of a bar that lacks a part, or whose parts are percentages.

    A sum that is no fact of the ledger has no id. Two percentages of which a reader knows no whole have no total.
    """
    if spec.arrangement is not Arrangement.STACKED or len(spec.series) < 2:
        return []
    sums = _sums(ledger)
    bars = zip(*(series.items for series in spec.series), strict=False)
    return [_total([item.fact if item else "" for item in items], ledger, sums) for items in bars]


def facts_totalled(spec: ChartSpec, ledger: Ledger) -> Iterator[str]:
    """The facts that are printed as totals of a chart's bars."""
    yield from (total.fact.id for total in stacked_totals(spec, ledger) if total and total.fact.id)


def _total(facts: Sequence[str], ledger: Ledger, sums: Mapping[frozenset[str], LedgerEntry]) -> LedgerEntry | None:
    parts = [ledger[fact] for fact in facts if fact in ledger]
    values = [part.value for part in parts if isinstance(part.value, Quantity) and part.value.unit != PERCENT]
    if len(values) < len(facts) or len(set(facts)) < len(facts):
        return None
    if frozenset(facts) in sums:
        return sums[frozenset(facts)]
    formula = " + ".join(facts)
    return LedgerEntry(Fact("", "", formula=formula), sum_of(values), approx=any(part.approx for part in parts))


def _sums(ledger: Ledger) -> Mapping[frozenset[str], LedgerEntry]:
    """The figures that are the sum of some facts and of nothing else, by those facts."""
    found: dict[frozenset[str], LedgerEntry] = {}
    for entry in ledger:
        formula = entry.fact.formula
        parts = entry.fact.parts or (tuple(_added(parse_formula(formula))) if formula else ())
        if "" not in parts and len(set(parts)) == len(parts) > 1 and isinstance(entry.value, Quantity):
            found.setdefault(frozenset(parts), entry)
    return found


def _added(node: Node) -> Iterator[str]:
    """The facts that a formula adds up, and an empty text for whatever else it does."""
    match node:
        case FactReference():
            yield node.fact
        case Chain():
            yield from _added(node.first)
            for step in node.steps:
                yield from _added(step.operand) if step.operator == "+" else ("",)
        case Call(function="sum"):
            for argument in node.arguments:
                yield from _added(argument)
        case _:
            yield ""

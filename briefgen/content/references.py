"""What an edition refers to by id, so that one missing file is one fault, and not one for each reference to it."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.charts import CHART_TYPES
from briefgen.ledger.formats import DATE_FORMS
from briefgen.ledger.formula import Call, FactReference, FormulaError, Node, children, parse_formula, references
from briefgen.model.authored_texts import authored_blocks, authored_texts
from briefgen.model.blocks import Figure
from briefgen.model.edition import Edition
from briefgen.model.inlines import CrossReference, Inline, Value
from briefgen.model.traverse import blocks_of, inlines_of

# "short" is left out: it is the short form of a name as well.
_DATES_ONLY = {*DATE_FORMS, "days_left"} - {"short"}


def facts_mentioned(edition: Edition) -> Iterator[str]:
    """The facts that the texts, charts, key figures and formulas use, and those that were signed off."""
    yield from (figure.fact for figure in edition.key_figures)
    yield from (fact for _, fact in _charted(edition))
    yield from (inline.fact for inline in _inlines(edition) if isinstance(inline, Value))
    for formula in _formulas(edition):
        yield from (reference.fact for reference in references(formula))
    yield from edition.sign_offs


def dates_mentioned(edition: Edition) -> Iterator[str]:
    """The facts that are used as only dates can be."""
    yield from (figure.fact for figure in edition.key_figures if _DATES_ONLY.intersection(figure.formats))
    yield from (fact for kind, fact in _charted(edition) if CHART_TYPES[kind].of_dates)
    for inline in _inlines(edition):
        if isinstance(inline, Value) and _DATES_ONLY.intersection(inline.formats):
            yield inline.fact
    for formula in _formulas(edition):
        yield from _counted_down_to(formula)


def targets_mentioned(edition: Edition) -> Iterator[str]:
    """The anchors that cross-references lead to."""
    yield from (inline.target for inline in _inlines(edition) if isinstance(inline, CrossReference))


def charts_placed(edition: Edition) -> Iterator[str]:
    """The anchors of the charts that sections show."""
    for block in blocks_of(authored_blocks(edition)):
        if isinstance(block, Figure) and block.picture not in edition.media:
            yield block.anchor


def _charted(edition: Edition) -> Iterator[tuple[str, str]]:
    for spec in edition.charts.values():
        yield from ((spec.kind, item.fact) for series in spec.series for item in series.items if item)


def _formulas(edition: Edition) -> Iterator[Node]:
    """The formulas that can be read; the ledger reports the others."""
    for fact in edition.facts:
        try:
            formula = parse_formula(fact.formula)
        except FormulaError:
            continue
        yield formula


def _counted_down_to(formula: Node) -> Iterator[str]:
    if isinstance(formula, Call) and formula.function == "days_left":
        yield from (day.fact for day in formula.arguments if isinstance(day, FactReference))
    for child in children(formula):
        yield from _counted_down_to(child)


def _inlines(edition: Edition) -> Iterator[Inline]:
    for text in authored_texts(edition):
        yield from inlines_of(text)

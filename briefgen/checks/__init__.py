"""Checks: each one function from an assembled brief to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefgen.checks.adjacent_words import altered_figures
from briefgen.checks.agreed import agreed_texts
from briefgen.checks.facts import figures_in_facts, numbers_in_formulas
from briefgen.checks.glyphs import missing_glyphs, unnamed_languages
from briefgen.checks.lists import list_numbers
from briefgen.checks.quotes import quotes
from briefgen.checks.rounding import shares_rounded_apart
from briefgen.checks.signoff import sign_offs, unticked_facts
from briefgen.checks.sources import (
    cited_places,
    later_sources,
    outside_sources,
    places_in_sources,
    undeclared_units,
    unused_facts,
    unused_sources,
)
from briefgen.checks.subject import Subject
from briefgen.checks.tables import suppressed_figures, unnamed_totals
from briefgen.checks.translation import translation_agrees
from briefgen.checks.typed_references import typed_references
from briefgen.checks.unbound_numbers import unbound_figures
from briefgen.checks.upkeep import (
    charts_placed_once,
    dates_apart,
    future_facts,
    passed_deadlines,
    review_marks,
    stale_facts,
    unconfirmed_facts,
)
from briefgen.checks.wording import acronyms_spelt_out, avoided_terms, mixed_words
from briefgen.errors import Diagnostic

CHECKS: tuple[Callable[[Subject], Iterable[Diagnostic]], ...] = (
    acronyms_spelt_out,
    agreed_texts,
    altered_figures,
    avoided_terms,
    cited_places,
    dates_apart,
    figures_in_facts,
    charts_placed_once,
    future_facts,
    later_sources,
    list_numbers,
    missing_glyphs,
    unnamed_languages,
    mixed_words,
    numbers_in_formulas,
    outside_sources,
    passed_deadlines,
    places_in_sources,
    quotes,
    review_marks,
    shares_rounded_apart,
    sign_offs,
    stale_facts,
    typed_references,
    suppressed_figures,
    translation_agrees,
    unbound_figures,
    unconfirmed_facts,
    undeclared_units,
    unnamed_totals,
    unticked_facts,
    unused_facts,
    unused_sources,
)


OF_THE_LEDGER = frozenset(
    {
        cited_places,
        future_facts,
        later_sources,
        numbers_in_formulas,
        outside_sources,
        passed_deadlines,
        places_in_sources,
        quotes,
        sign_offs,
        stale_facts,
        suppressed_figures,
        unconfirmed_facts,
        undeclared_units,
        unnamed_totals,
        unticked_facts,
        unused_facts,
        unused_sources,
    }
)
"""The checks of what a translation has from its original, in whose language the ledger and its quotes are."""


def run_checks(subject: Subject, original: Subject | None = None) -> list[Diagnostic]:
    """What all checks find; those of the ledger in the `original` of a translation, if it is one."""
    ledger = original or subject
    return [found for check in CHECKS for found in check(ledger if check in OF_THE_LEDGER else subject)]


__all__ = ["CHECKS", "Subject", "run_checks"]

"""Checks: each one function from an assembled brief to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefgen.checks.figures import figures_placed_once
from briefgen.checks.glyphs import missing_glyphs
from briefgen.checks.review import review_marks
from briefgen.checks.signoff import sign_offs, unticked_facts
from briefgen.checks.subject import Subject
from briefgen.checks.terms import avoided_terms
from briefgen.checks.time import passed_deadlines, stale_facts
from briefgen.errors import Diagnostic

CHECKS: tuple[Callable[[Subject], Iterable[Diagnostic]], ...] = (
    avoided_terms,
    figures_placed_once,
    missing_glyphs,
    passed_deadlines,
    review_marks,
    sign_offs,
    stale_facts,
    unticked_facts,
)


def run_checks(subject: Subject) -> list[Diagnostic]:
    """What all checks find."""
    return [diagnostic for check in CHECKS for diagnostic in check(subject)]


__all__ = ["CHECKS", "Subject", "run_checks"]

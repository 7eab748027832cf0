"""Checks: each one function from an assembled brief to diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefgen.checks.deadlines import passed_deadlines
from briefgen.checks.figures import figures_placed_once
from briefgen.checks.glyphs import missing_glyphs
from briefgen.checks.review import review_marks
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic

CHECKS: tuple[Callable[[Subject], Iterable[Diagnostic]], ...] = (
    figures_placed_once,
    missing_glyphs,
    passed_deadlines,
    review_marks,
)


def run_checks(subject: Subject) -> list[Diagnostic]:
    """What all checks find."""
    return [diagnostic for check in CHECKS for diagnostic in check(subject)]


__all__ = ["CHECKS", "Subject", "run_checks"]

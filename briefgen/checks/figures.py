"""Figures: each declared one placed, and placed once."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.blocks import Figure
from briefgen.model.traverse import blocks_of


def figures_placed_once(subject: Subject) -> Iterator[Diagnostic]:
    """Charts that no section shows, and charts that two places show."""
    placed: dict[str, Figure] = {}
    for block in blocks_of(subject.document.blocks):
        if isinstance(block, Figure) and block.picture in subject.edition.figures:
            first = placed.setdefault(block.picture, block)
            if first is not block:
                message = f'figure "{block.picture}" stands at {first.place} already'
                hint = f"refer to it with [](#figure:{block.picture})"
                yield codes.FIGURE_PLACED_TWICE.at(subject.at(block.place), message, hint)
    for spec in subject.edition.figures.values():
        if spec.id not in placed and f"figure:{spec.id}" not in subject.broken:
            hint = f"place it with ![](figure:{spec.id})"
            yield codes.UNPLACED_FIGURE.at(subject.at(spec.place), f'no section shows figure "{spec.id}"', hint)

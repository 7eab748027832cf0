"""How far a fault reaches: the markup or the word that starts at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen.errors import Diagnostic

_SPAN = re.compile(r"\{\{[^{}\n]*\}\}|!?\[[^\]\n]*\]\([^()\n]*\)|[A-Za-z][A-Za-z0-9_-]*")


def with_widths(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The diagnostics, those that say no width of their own with that of what starts at their place."""
    lines = {name: text.split("\n") for name, text in texts.items()}
    for diagnostic in diagnostics:
        place = diagnostic.place
        line = lines.get(place.file, [])[place.line - 1 : place.line] if place.line else []
        match = _SPAN.match(line[0], max(place.column, 1) - 1) if line and diagnostic.width == 1 else None
        yield replace(diagnostic, width=len(match[0])) if match else diagnostic

"""What texts and entries of an edition name: facts, sources, charts, tables, sections and paragraphs, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from itertools import accumulate
from urllib.parse import unquote

from briefgen.content import yaml
from briefgen.content.node_text import TextParts, Written
from briefgen.frozen import frozen
from briefgen.ledger.formula import FormulaError, parse_formula, references
from briefgen.spans import SourceFile, Span

_VALUE = re.compile(r"\{\{\s*([a-z][a-z0-9_-]*(?:\.[a-z0-9_*-]+)*)")
_TARGET = re.compile(r"\]\(\s*<?#?(figure|table|section|source|para):([A-Za-z0-9_.%-]+)")


class UsedCells(Enum):
    """Which cells of a row or column of a table something needs: all, all of the lines that stay, or those shown."""

    ALL = "all"
    OF_LINES = "of lines"
    SHOWN = "shown"


@frozen
class NamedUse:
    """Something that a text needs, such as "fact:toll" or "source:report", and where."""

    name: str
    place: Span
    cells: UsedCells = UsedCells.ALL


def uses_of(written: Written, file: SourceFile, key: str = "") -> Iterator[NamedUse]:
    """What is named in something that is written under a key."""
    if isinstance(written, TextParts):
        yield from uses_of_text(written, file)
    elif isinstance(written, yaml.Scalar):
        yield from _uses_of_scalar(written, key)
    elif isinstance(written, str) and key in ("source", "source.id"):
        yield NamedUse(f"source:{written}", file.span(0))
    elif written is None or isinstance(written, str | int):
        return
    elif isinstance(written, yaml.Sequence):
        for item in written.items:
            yield from uses_of(item, file, key)
    elif isinstance(written, yaml.Mapping | Mapping):
        entries = written.entries if isinstance(written, yaml.Mapping) else written.items()
        for inner, value in entries:
            name = inner if isinstance(inner, str) else inner.text
            yield from uses_of(value, file, f"{key}.{name}".lstrip("."))
    else:
        for value in written:
            yield from uses_of(value, file, key)


def _uses_of_scalar(scalar: yaml.Scalar, key: str) -> Iterator[NamedUse]:
    place, last = scalar.place, key.rpartition(".")[2]
    if "{{" in scalar.text or "](" in scalar.text:
        yield from (NamedUse(name, scalar.passage.place(start, end)) for name, start, end in named_in(scalar.text))
    if key in ("source", "source.id", "via"):
        yield NamedUse(f"source:{scalar.text}", place)
    elif last == "formula":
        with suppress(FormulaError):
            yield from (NamedUse(f"fact:{each.fact}", place) for each in references(parse_formula(scalar.text)))
    elif last in ("fact", "facts"):
        cells = UsedCells.SHOWN if key.startswith("series") else UsedCells.OF_LINES
        yield NamedUse(f"fact:{scalar.text}", place, cells)


def named_in(text: str) -> Iterator[tuple[str, int, int]]:
    """What a text names: the facts that it prints, and where its references lead, with the offsets."""
    for match in _VALUE.finditer(text):
        yield f"fact:{match[1]}", *match.span(1)
    for match in _TARGET.finditer(text):
        yield f"{match[1]}:{unquote(match[2])}", *match.span(1)


def uses_of_text(parts: TextParts, file: SourceFile) -> Iterator[NamedUse]:
    """What is named in a text whose parts stand in a file."""
    starts = [0, *accumulate(len(text) for text, _ in parts.parts)]
    for name, start, end in named_in(parts.text):
        number = bisect_right(starts, start) - 1
        at = parts.parts[number][1] + start - starts[number]
        yield NamedUse(name, file.span(at, at + end - start))

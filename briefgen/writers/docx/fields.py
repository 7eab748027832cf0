"""Fields: what Word computes, with the result that a reader sees before it does."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from briefgen.writers.docx.markup import Element, w


def text(characters: str, properties: Element | None = None, *, deleted: bool = False) -> Element:
    """A run of plain characters."""
    return w("r", deepcopy(properties), w("delText" if deleted else "t", characters, xml__space="preserve"))


def opening(instruction: str, properties: Element | None = None) -> list[Element]:
    """The runs before a field's result."""
    return [
        _mark("begin", properties),
        w("r", deepcopy(properties), w("instrText", f" {instruction} ", xml__space="preserve")),
        _mark("separate", properties),
    ]


def closing(properties: Element | None = None) -> Element:
    """The run behind a field's result."""
    return _mark("end", properties)


def field(instruction: str, result: str | Iterable[Element], properties: Element | None = None) -> list[Element]:
    """A whole field with its cached result, each run of which has the same properties."""
    runs = [text(result, properties)] if isinstance(result, str) else list(result)
    return [*opening(instruction, properties), *runs, closing(properties)]


def _mark(kind: str, properties: Element | None) -> Element:
    return w("r", deepcopy(properties), w("fldChar", fldCharType=kind))

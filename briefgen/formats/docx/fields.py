"""Fields: what Word computes, with the result that a reader sees before it does."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from briefgen.formats.docx.markup import Element, set_text, w

_TEXT, _DELETED = (w("r", w(name, xml__space="preserve")) for name in ("t", "delText"))


def text(characters: str, properties: Element | None = None, *, deleted: bool = False) -> Element:
    """A run of plain characters."""
    run = copy(_DELETED if deleted else _TEXT)
    set_text(run[0], characters)
    if properties is not None:
        run.insert(0, copy(properties))
    return run


def opening(instruction: str, properties: Element | None = None) -> list[Element]:
    """The runs before a field's result."""
    return [
        _mark("begin", properties),
        w("r", copy(properties), w("instrText", f" {instruction} ", xml__space="preserve")),
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
    return w("r", copy(properties), w("fldChar", fldCharType=kind))

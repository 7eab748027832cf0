"""YAML nodes against a schema: every fault as a diagnostic at its place, in words for those who write the files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Generic

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.entries import E, Location, Refused, SchemaFault, entry_of
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.edition import FiscalYear


@frozen
class Validated(Generic[E]):
    """The entry that a node gives, none where it gives none; the node without what was faulty; and the faults."""

    entry: E | None
    node: yaml.Node
    diagnostics: list[Diagnostic]


def validated(
    model: type[E],
    node: yaml.Node,
    stand_ins: Mapping[str, object] = MappingProxyType({}),
    name: yaml.Scalar | None = None,
    lost: Collection[str] = (),
    fiscal_year: FiscalYear | None = None,
) -> Validated[E]:
    """The entry that the node gives; what is faulty is left out, or replaced by its stand-in.

    Faults of the whole stand at its name, if it has one. Keys that are `lost` were reported already, and are not
    missing. The desk's `fiscal_year` says what days a period such as FY2025 covers.
    """
    try:
        return Validated(entry_of(model, node.value, fiscal_year), node, [])
    except Refused as refused:
        faults = refused.faults
    told = (each for each in faults if not (each.lacks and (*each.location, each.lacks)[0] in lost))
    diagnostics = [_diagnostic(node, each, name) for each in told]
    for location in sorted((fault.location for fault in faults), key=_last_first):
        node = _without(node, location)
    value = node.value
    try:
        sound = {**stand_ins, **value} if isinstance(value, dict) else value
        return Validated(entry_of(model, sound, fiscal_year), node, diagnostics)
    except Refused:
        return Validated(None, node, diagnostics)


def node_at(node: yaml.Node, location: Location) -> yaml.Node:
    """The node at a location, or the innermost one on the way to it."""
    for step in location:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.Mapping):
            inner = node.get(str(step))
        elif isinstance(node, yaml.Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node
        node = inner
    return node


def seen(node: yaml.Node) -> str:
    """What stands there, in words."""
    if isinstance(node, yaml.Sequence):
        return "a list"
    if isinstance(node, yaml.Mapping):
        return "a mapping of keys to values"
    text = node.text if len(node.text) <= 40 else f"{node.text[:39]}…"
    match node.value:
        case None:
            return "nothing"
        case bool():
            return f"{text} (yes or no)"
        case int() | Decimal():
            return f"the number {text}"
        case _:
            return f'the text "{text}"'


def _last_first(location: Location) -> list[tuple[int, str]]:
    """A sort key by which later items of a list come first, so that leaving one out moves no other."""
    return [(-step, "") if isinstance(step, int) else (0, step) for step in location]


def _without(node: yaml.Node, location: Location) -> yaml.Node:
    """The node without what stands at the location: an item of a list, or else the outermost key."""
    if not isinstance(node, yaml.Mapping) or not location:
        return node
    inner, step = node.get(str(location[0])), location[1] if len(location) > 1 else None
    if isinstance(inner, yaml.Sequence) and isinstance(step, int):
        items = tuple(item for number, item in enumerate(inner.items) if number != step)
        shorter = replace(inner, items=items)
        return replace(node, entries=tuple((key, shorter if each is inner else each) for key, each in node.entries))
    return replace(node, entries=tuple((key, each) for key, each in node.entries if each is not inner))


def _diagnostic(node: yaml.Node, fault: SchemaFault, name: yaml.Scalar | None) -> Diagnostic:
    """The fault at its place; one of the whole stands at its name, for which a reader looks first."""
    here = node_at(node, fault.location)
    if fault.code is codes.UNKNOWN_KEY:
        parent = node_at(node, fault.location[:-1])
        key = parent.key(str(fault.location[-1])) if isinstance(parent, yaml.Mapping) else None
        return fault.code.at((key or parent).place, fault.message, fault.hint)
    if fault.expected:
        hint = fault.hint_for(here.text) if fault.hint_for and isinstance(here, yaml.Scalar) else ""
        return fault.code.at(here.place, f"{seen(here)} stands here; expected {fault.expected}", hint)
    location = (*fault.location, fault.key) if fault.key else fault.location
    return fault.code.at((name if name and not location else node_at(node, location)).place, fault.message, fault.hint)

"""YAML as events, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

Kind = Literal["scalar", "sequence", "mapping", "end", "document", "alias"]

_KINDS: dict[str, Kind] = {
    "ScalarEvent": "scalar",
    "SequenceStartEvent": "sequence",
    "MappingStartEvent": "mapping",
    "SequenceEndEvent": "end",
    "MappingEndEvent": "end",
    "DocumentStartEvent": "document",
    "AliasEvent": "alias",
}


class YamlEvent(NamedTuple):
    """One step of a file; `start` and `end` are offsets, `style` is how a scalar is quoted ("" for plain)."""

    kind: Kind
    start: int
    end: int
    text: str
    style: str
    in_braces: bool
    anchor: str
    is_tagged: bool


def events(text: str) -> Iterator[YamlEvent]:
    """The events of a text, by libyaml where it is installed; raises yaml.YAMLError, and what the parser slips on."""
    import yaml

    found: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
    for event in found:
        kind = _KINDS.get(type(event).__name__)
        if kind is not None:
            yield YamlEvent(
                kind,
                event.start_mark.index,
                event.end_mark.index,
                getattr(event, "value", ""),
                getattr(event, "style", None) or "",
                bool(getattr(event, "flow_style", False)),
                getattr(event, "anchor", None) or "",
                bool(getattr(event, "tag", None)),
            )

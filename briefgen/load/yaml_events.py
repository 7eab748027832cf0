"""YAML as events: by libyaml where the text is plain, and by ruamel.yaml, which knows YAML 1.2, where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

Kind = Literal["scalar", "sequence", "mapping", "end", "document", "alias"]

# What the two read differently: other blanks and ends of lines, directives, documents' ends, keys and comments without
# a blank.
_NOT_PLAIN = re.compile(r"[\t\r\x85\u2028\u2029\ufeff]|^ +$|^%|^\.\.\.|[|>][-+0-9]*#|[\"'\]}]:\S", re.MULTILINE)

_KINDS: dict[str, Kind] = {
    "ScalarEvent": "scalar",
    "SequenceStartEvent": "sequence",
    "MappingStartEvent": "mapping",
    "SequenceEndEvent": "end",
    "MappingEndEvent": "end",
    "DocumentStartEvent": "document",
    "AliasEvent": "alias",
}


class Event(NamedTuple):
    """One step of a file; `start` and `end` are offsets, `style` is how a scalar is quoted ("" for plain)."""

    kind: Kind
    start: int
    end: int
    text: str
    style: str
    in_braces: bool
    anchor: str
    is_tagged: bool


class NotPlainError(Exception):
    """The text is none that the quick reader reads as the careful one does."""


def quick_events(text: str) -> Iterator[Event]:
    """The events of a plain text without a fault; raises NotPlainError for any other, and what libyaml raises."""
    import yaml

    if _NOT_PLAIN.search(text) or not yaml.__with_libyaml__:
        raise NotPlainError
    for event in _events(yaml.parse(text, Loader=yaml.CSafeLoader), "tag"):
        is_empty = event.kind == "scalar" and not event.text and not event.style
        if is_empty or event.anchor or event.is_tagged or event.kind == "alias":
            raise NotPlainError
        yield event


def careful_events(text: str) -> Iterator[Event]:
    """The events of any text; raises what ruamel.yaml raises."""
    from ruamel.yaml import YAML

    return _events(YAML(typ="safe", pure=True).parse(text), "ctag")


def _events(events: Any, tag: str) -> Iterator[Event]:
    for event in events:
        kind = _KINDS.get(type(event).__name__)
        if kind is not None:
            yield Event(
                kind,
                event.start_mark.index,
                event.end_mark.index,
                getattr(event, "value", ""),
                getattr(event, "style", None) or "",
                bool(getattr(event, "flow_style", False)),
                getattr(event, "anchor", None) or "",
                bool(getattr(event, tag, None)),
            )

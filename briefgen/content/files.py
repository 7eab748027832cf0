"""YAML files of the content -> entries: one mapping under known keys, or a mapping from ids to entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Generic, cast

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.entries import E, SchemaEntry
from briefgen.content.marks import check_marks
from briefgen.content.schema import MarkedEntry
from briefgen.content.schema_types import ID
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import YAML_LIMIT
from briefgen.content.validate import node_at, seen, validated
from briefgen.frozen import frozen
from briefgen.spans import SourceText, Span


@frozen
class Located(Generic[E]):
    """An entry with the node that it came from, so that everything in it has its place.

    `written` are the keys that its author wrote, faulty ones included.
    """

    entry: E
    node: yaml.Node
    place: Span
    written: frozenset[str] = frozenset()

    def at(self, *location: str | int) -> yaml.Node:
        """The node at a location in the entry."""
        return node_at(self.node, location)

    def place_of(self, *location: str | int) -> Span:
        return self.at(*location).place

    def passage(self, *location: str | int) -> SourceText | None:
        """The text at a location, with the place of each character; none where there is no text."""
        node = self.at(*location)
        return node.passage if isinstance(node, yaml.Scalar) else None


def read_file(reading: SourceReader, path: str, model: type[E], stand_ins: Mapping[str, object]) -> Located[E] | None:
    """A file that is one entry; what is faulty in it is left out or replaced by its stand-in."""
    parsed = _parsed(reading, path)
    if parsed is None or parsed.node is None:
        return None
    return read_entry(reading, parsed, model, stand_ins, parsed.node.file.span(0))


def read_entry(
    reading: SourceReader, parsed: yaml.Parsed, model: type[E], stand_ins: Mapping[str, object], place: Span
) -> Located[E] | None:
    """An entry from what was parsed."""
    if parsed.node is None:
        return None
    checked = validated(model, parsed.node, stand_ins, lost=parsed.lost, fiscal_year=reading.fiscal_year)
    reading.extend(checked.diagnostics)
    if checked.entry is None:
        return None
    written = [key.text for key, _ in parsed.node.entries] if isinstance(parsed.node, yaml.Mapping) else []
    return Located(checked.entry, checked.node, place, parsed.lost.union(written))


def read_entries(
    reading: SourceReader, path: str, model: type[E], kind: str = "", ids: re.Pattern[str] = ID
) -> dict[str, Located[E]]:
    """A file of entries by id; the ids of broken ones are noted under their kind, so that nobody calls them unknown."""
    parsed = _parsed(reading, path)
    node = parsed.node if parsed else None
    reading.broken.update(kind + name for name in (parsed.lost if parsed else ()))
    if not isinstance(node, yaml.Mapping):
        if node is not None:
            hint = "write the id of each entry, a colon, and its keys below, indented"
            message = f"{seen(node)} stands here; expected a mapping of ids to entries"
            reading.report(codes.WRONG_VALUE.at(node.place, message, hint))
        return {}
    return dict(_entries(reading, node, model, kind, ids))


def _entries(
    reading: SourceReader, node: yaml.Mapping, model: type[E], kind: str, ids: re.Pattern[str]
) -> Iterator[tuple[str, Located[E]]]:
    for key, value in node.entries:
        if not ids.fullmatch(key.text):
            hint = "small letters, digits, - and _; the first is a letter"
            reading.report(codes.BAD_ID.at(key.place, f'"{key.text}" is not an id', hint))
        checked = validated(model, value, name=key, fiscal_year=reading.fiscal_year)
        reading.extend(checked.diagnostics)
        if checked.entry is not None:
            check_entry(reading, Located(checked.entry, value, key.place))
        if checked.diagnostics or checked.entry is None or not ids.fullmatch(key.text):
            reading.broken.add(kind + key.text)
        else:
            yield key.text, Located(checked.entry, value, key.place)


def check_entry(reading: SourceReader, located: Located[Any]) -> None:
    """Report the marks of an entry, and of those in it, that name what there is not."""
    for location, entry in marked_in(located.entry):
        if entry.for_ or entry.marking:
            first, second = (located.place_of(*location, key) for key in ("for", "marking"))
            check_marks(reading, entry.for_, first, entry.marking, second)


def marked_in(entry: SchemaEntry, *location: str | int) -> Iterator[tuple[tuple[str | int, ...], MarkedEntry]]:
    """The entries that a release may leave out, with where they stand in an entry."""
    if isinstance(entry, MarkedEntry):
        yield location, entry
    for key in entry.given:
        value = getattr(entry, key)
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for at, each in items:
            if isinstance(each, SchemaEntry):
                yield from marked_in(each, *location, key, at)


def _parsed(reading: SourceReader, path: str) -> yaml.Parsed | None:
    """What a file holds, none where it cannot be read; an empty file is an empty mapping."""
    file = reading.text(path, YAML_LIMIT)
    if file is None:
        return None
    parsed = cast("yaml.Parsed | None", reading.parsed.get(("yaml", path), file.text))
    if parsed is None:
        parsed = yaml.parse_yaml(file.passage())
        reading.parsed.put(("yaml", path), file.text, parsed)
    reading.extend(parsed.diagnostics)
    node = parsed.node or yaml.Mapping(file, 0, 0, ())
    if path in reading.labels and isinstance(node, yaml.Mapping):
        node = reading.labels[path].over(node, reading)
    return replace(parsed, node=node)

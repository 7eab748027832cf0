"""Saving what somebody has edited in a page: onto the files as they are now, and only what was meant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.content import Content, yaml
from briefgen.errors import BriefgenError, UsageError
from briefgen.model.fact_table import FactTable
from briefgen.review.content_change import ContentChange, bytes_or_none
from briefgen.review.pull.changes import ChangeOutcome, Edit, PulledChange, PulledKind, applied_to_bytes, text_of
from briefgen.review.pull.figures import in_csv
from briefgen.review.pull.merge import edits_between, rebased
from briefgen.review.pull.yaml_edits import value_edits
from briefgen.spans import SourceFile, Span

Edited = Mapping[str, tuple[str, str]]
"""What is edited in a form: by its key, what was there and what is to be there."""


AMOUNTS = ("value", "stated")
"""The keys whose values are numbers or texts: an amount may become a range, and a range an amount."""


class ConflictError(BriefgenError):
    """What was edited is another now: nothing is written; `current` is what the file holds, none where it is gone."""

    def __init__(self, message: str, current: str | None = None) -> None:
        super().__init__(message)
        self.current = current


def read_text(content: Content, path: str) -> tuple[bytes | None, str | None]:
    """A file's bytes and its text; none where it is gone. Raises UsageError for one that is no UTF-8."""
    data = bytes_or_none(content, path)
    try:
        return data, None if data is None else text_of(data)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8 text, and is not edited here") from error


def save_text(content: Content, path: str, base: str | None, text: str) -> ContentChange:
    """The edits that have made a text of its base, in the file as it is now; every other byte of it stays.

    `base` is none for a file that was not there. Raises ConflictError where the same sentences are others by now, and
    UsageError for a text that no file can hold.
    """
    data, now = read_text(content, path)
    if (now is None) is not (base is None):
        raise ConflictError("the file was removed since" if now is None else "the file is there again", now)
    if data is None or now is None or base is None:
        return ContentChange({}, {path: _encoded(text)})
    edits = edits_between(path, base, text)
    if now != base:
        edits = _onto(path, base, now, edits)
    _encoded("".join(edit.text for edit in edits))
    return ContentChange({path: data}, {path: applied_to_bytes(data, edits)})


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise UsageError("the text has characters that no file can hold") from error


def _onto(path: str, base: str, now: str, edits: Iterable[Edit]) -> list[Edit]:
    """The edits of a base in the file as it is now."""
    changes = [PulledChange(PulledKind.TEXT, base[edit.start : edit.end], edit.text, (edit,)) for edit in edits]
    moved = rebased(changes, {path: base}, {path: now})
    if conflicts := [change for change in moved if change.outcome is ChangeOutcome.CONFLICT]:
        raise ConflictError(conflicts[0].reason, now)
    return [edit for change in moved for edit in change.edits]


def read_entry(content: Content, path: str, name: str) -> dict[str, str]:
    """An entry of a YAML file, such as a fact of facts.yaml: what is written at each key, keys in keys behind a dot.

    Raises ConflictError for one that is not there.
    """
    return {key: scalar.text for key, scalar in _scalars(_entry(content, path, name)[2])}


def save_entry(content: Content, path: str, name: str, values: Edited, added: Mapping[str, str]) -> ContentChange:
    """A YAML file with other values at keys of an entry, and with new keys below them.

    Raises ConflictError where a value is another by now, and UsageError for what cannot be written so.
    """
    data, text, entry = _entry(content, path, name)
    found = dict(_scalars(entry))
    for key, (old, _) in values.items():
        if key not in found or found[key].text != old:
            now = f"it is “{found[key].text}” now" if key in found else "it is gone"
            raise ConflictError(f"{key} of {name} was changed meanwhile: {now}", text)
    wanted = {found[key].start: new for key, (old, new) in values.items() if old != new}
    edits = value_edits(text, wanted, {found[key].start for key in values if key in AMOUNTS})
    if edits is None:
        raise UsageError("this cannot be written as it stands in the file: edit the file itself")
    edits = [Edit(path, edit.start, edit.end, edit.text) for edit in edits]
    edits += _additions(path, text, entry, added)
    _encoded("".join(edit.text for edit in edits))
    return ContentChange({path: data}, {path: applied_to_bytes(data, edits)})


def _entry(content: Content, path: str, name: str) -> tuple[bytes, str, yaml.Mapping]:
    data, text = read_text(content, path)
    if data is None or text is None:
        raise ConflictError("the file was removed since")
    node = yaml.parse_yaml(SourceFile(path, text).passage()).node
    entry = node.get(name) if isinstance(node, yaml.Mapping) else None
    if not isinstance(entry, yaml.Mapping):
        raise ConflictError(f'"{name}" does not stand in {path} any more', text)
    return data, text, entry


def _scalars(node: yaml.Node, way: str = "") -> Iterator[tuple[str, yaml.Scalar]]:
    """The values in a node, each by its keys."""
    if isinstance(node, yaml.Scalar):
        yield way, node
        return
    inner = node.entries if isinstance(node, yaml.Mapping) else enumerate(node.items)
    for key, value in inner:
        name = key.text if isinstance(key, yaml.Scalar) else str(key)
        yield from _scalars(value, f"{way}.{name}" if way else name)


def _additions(path: str, text: str, entry: yaml.Mapping, added: Mapping[str, str]) -> Sequence[Edit]:
    """New keys behind the last one of an entry: in lines of their own, or on its line where it stands in braces."""
    if not added:
        return []
    if unfit := [key for key in added if not key.isidentifier()]:
        raise UsageError(f'"{unfit[0]}" is no key')
    if text.startswith("{", entry.start):
        at = entry.entries[-1][1].end
        return [Edit(path, at, at, "".join(f", {key}: {_written(added[key], '{a: %s}')}" for key in added))]
    first = entry.entries[0][0]
    indentation = text[text.rfind("\n", 0, first.start) + 1 : first.start]
    *_, (_, last) = _scalars(entry)
    end = text.find("\n", max(last.end - 1, last.start))
    at = len(text) if end < 0 else end
    return [Edit(path, at, at, "".join(f"\n{indentation}{key}: {_written(added[key], 'a: %s')}" for key in added))]


def _written(value: str, within: str) -> str:
    """A value as it is where YAML reads it so within an entry, and else in quotes."""
    parsed = yaml.parse_yaml(SourceFile("", f"{within % value}\n").passage())
    node = parsed.node.get("a") if isinstance(parsed.node, yaml.Mapping) and not parsed.diagnostics else None
    return value if isinstance(node, yaml.Scalar) and node.text == value else json.dumps(value, ensure_ascii=False)


def save_cell(content: Content, path: str, place: Span, table: FactTable, value: tuple[str, str]) -> ContentChange:
    """A table's file with another value in the cell at a place of it.

    Raises ConflictError where the cell is another by now.
    """
    data, text = read_text(content, path)
    old, new = value
    if data is None or text is None or text[place.start : place.end] != old:
        raise ConflictError("the cell was changed meanwhile", text)
    written = in_csv(new, old, table)
    _encoded(written)
    return ContentChange({path: data}, {path: applied_to_bytes(data, [Edit(path, place.start, place.end, written)])})

"""YAML: a text changed inside its value, with the quotes, folds and comments around it as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator

from briefgen.load import yaml
from briefgen.load.passage import TextFile
from briefgen.review.pull.changes import Edit

_BLOCKS = ("|", ">")


def scalar_edit(text: str, edit: Edit) -> Edit | None:
    """An edit of a YAML file's text so that the value in which it lies reads as if it had been edited itself.

    The value stays in its own style where that can say it, and stands in quotes where it cannot. None where the edit
    lies in no value.
    """
    scalars = list(_scalars(text))
    number = next((n for n, each in enumerate(scalars) if each.start <= edit.start and edit.end <= each.end), None)
    if number is None:
        return None
    scalar = scalars[number]
    wanted = _edited(scalar, edit)
    for candidate in _candidates(scalar, edit, wanted, text):
        changed = text[: candidate.start] + candidate.text + text[candidate.end :]
        found = list(_scalars(changed))
        if len(found) == len(scalars) and found[number].text == wanted:
            others = zip(scalars, found, strict=True)
            if all(one.text == other.text for n, (one, other) in enumerate(others) if n != number):
                return candidate
    return None


def _scalars(text: str) -> Iterator[yaml.Scalar]:
    parsed = yaml.parse_yaml(TextFile("", text).passage())
    if parsed.node is not None and not parsed.diagnostics:
        yield from _within(parsed.node)


def _within(node: yaml.Node) -> Iterator[yaml.Scalar]:
    if isinstance(node, yaml.Scalar):
        yield node
    elif isinstance(node, yaml.Sequence):
        for item in node.items:
            yield from _within(item)
    else:
        for key, value in node.entries:
            yield key
            yield from _within(value)


def _edited(scalar: yaml.Scalar, edit: Edit) -> str:
    """The value's own text after the edit."""
    offsets = scalar.passage.offsets
    start = next((n for n, at in enumerate(offsets) if at >= edit.start), len(scalar.text))
    end = next((n for n, at in enumerate(offsets) if at >= edit.end), len(scalar.text))
    return scalar.text[:start] + edit.text + scalar.text[max(start, end) :]


def _candidates(scalar: yaml.Scalar, edit: Edit, wanted: str, text: str) -> Iterator[Edit]:
    if scalar.style in _BLOCKS:
        line = text[text.rfind("\n", 0, edit.start) + 1 : edit.start]
        indentation = " " * (len(line) - len(line.lstrip(" ")))
        lines = edit.text.split("\n")
        indented = "\n".join([lines[0], *(f"{indentation}{each}" if each else "" for each in lines[1:])])
        yield Edit(edit.file, edit.start, edit.end, indented)
        return
    if "\n" in wanted:
        return
    if scalar.style == '"':
        yield Edit(edit.file, edit.start, edit.end, json.dumps(edit.text, ensure_ascii=False)[1:-1])
    elif scalar.style == "'":
        yield Edit(edit.file, edit.start, edit.end, edit.text.replace("'", "''"))
    else:
        yield edit
    yield Edit(edit.file, scalar.start, scalar.end, json.dumps(wanted, ensure_ascii=False))

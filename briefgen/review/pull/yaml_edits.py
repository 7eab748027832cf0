"""Edits of YAML: a text changed inside its value, with the quotes, folds and comments around it as they were."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.content import yaml
from briefgen.review.pull.changes import Edit, applied
from briefgen.spans import SourceFile

_BLOCKS = ("|", ">")


def scalar_edits(text: str, edits: Sequence[Edit]) -> list[Edit] | None:
    """Edits of a YAML file's text so that the values in which they lie read as if they had been edited themselves.

    A value stays in its own style where that can say it, and stands in quotes where it cannot; the edits of such a
    value are one. None where an edit lies in no value, or its value cannot say it.
    """
    scalars = list(_scalars(text))
    by_scalar: dict[int, list[Edit]] = {}
    for edit in edits:
        number = next((n for n, each in enumerate(scalars) if each.start <= edit.start and edit.end <= each.end), None)
        if number is None:
            return None
        by_scalar.setdefault(number, []).append(edit)
    made: dict[Edit, Edit] = {}
    for number, own in by_scalar.items():
        found = _within_scalar(text, scalars, number, own)
        if found is None:
            return None
        made |= dict(zip(own, found, strict=True))
    return [made[edit] for edit in edits]


def _within_scalar(text: str, scalars: Sequence[yaml.Scalar], number: int, edits: Sequence[Edit]) -> list[Edit] | None:
    scalar = scalars[number]
    wanted = _edited(scalar, edits)
    for candidate in _candidates(scalar, edits, wanted, text):
        found = list(_scalars(applied(text, candidate)))
        if len(found) == len(scalars) and found[number].text == wanted:
            others = zip(scalars, found, strict=True)
            if all(one.text == other.text for n, (one, other) in enumerate(others) if n != number):
                return candidate
    return None


def _scalars(text: str) -> Iterator[yaml.Scalar]:
    parsed = yaml.parse_yaml(SourceFile("", text).passage())
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


def _edited(scalar: yaml.Scalar, edits: Sequence[Edit]) -> str:
    """The value's own text after the edits."""
    offsets = scalar.passage.offsets
    inside = []
    for edit in edits:
        start = next((n for n, at in enumerate(offsets) if at >= edit.start), len(scalar.text))
        end = next((n for n, at in enumerate(offsets) if at >= edit.end), len(scalar.text))
        inside.append(Edit(edit.file, start, max(start, end), edit.text))
    return applied(scalar.text, inside)


def _candidates(scalar: yaml.Scalar, edits: Sequence[Edit], wanted: str, text: str) -> Iterator[list[Edit]]:
    if scalar.style in _BLOCKS:
        yield [replace(edit, text=_indented(edit, text)) for edit in edits]
        return
    if "\n" in wanted:
        return
    if scalar.style == '"':
        yield [replace(edit, text=json.dumps(edit.text, ensure_ascii=False)[1:-1]) for edit in edits]
    elif scalar.style == "'":
        yield [replace(edit, text=edit.text.replace("'", "''")) for edit in edits]
    else:
        yield list(edits)
    yield [Edit(edits[0].file, scalar.start, scalar.end, json.dumps(wanted, ensure_ascii=False))] * len(edits)


def _indented(edit: Edit, text: str) -> str:
    """An edit's text, whose further lines stand as deep as the line in which it begins."""
    line = text[text.rfind("\n", 0, edit.start) + 1 : edit.start]
    indentation = " " * (len(line) - len(line.lstrip(" ")))
    first, *others = edit.text.split("\n")
    return "\n".join([first, *(f"{indentation}{each}" if each else "" for each in others)])


def value_edits(text: str, values: Mapping[int, str], of_any_kind: Collection[int] = ()) -> list[Edit] | None:
    """Edits of a YAML file's text by which the values that start at some offsets say something else, and no other does.

    A value stays in its own style where that can say it, and stands in quotes where it cannot. A plain text that would
    be read as a number, a constant or nothing counts as one that cannot, unless the value at its offset may be
    `of_any_kind`. None where a value cannot be written.
    """
    scalars = list(_scalars(text))
    chosen = {number: values[each.start] for number, each in enumerate(scalars) if each.start in values}
    if len(chosen) < len(values):
        return None
    edits = {number: _own_style(scalars[number], wanted) for number, wanted in chosen.items()}
    kept = {number for number in chosen if scalars[number].start not in of_any_kind}
    if wrong := _misread(text, scalars, chosen, edits, kept):
        edits |= {number: _in_quotes(scalars[number], chosen[number], edits[number]) for number in wrong}
    return None if _misread(text, scalars, chosen, edits, kept) else list(edits.values())


def _misread(
    text: str,
    scalars: Sequence[yaml.Scalar],
    wanted: Mapping[int, str],
    edits: Mapping[int, Edit],
    kept: Collection[int],
) -> Collection[int]:
    """The values that do not say what they should after edits; all of them where others would be read otherwise.

    Those that are `kept` of their kind must also be what they were: a text or a number.
    """
    found = list(_scalars(applied(text, edits.values())))
    others = (number for number in range(len(scalars)) if number not in wanted)
    if len(found) != len(scalars) or any(found[number].text != scalars[number].text for number in others):
        return wanted
    return [
        number
        for number, says in wanted.items()
        if not _says(found[number], says, scalars[number] if number in kept else found[number])
    ]


def _own_style(scalar: yaml.Scalar, wanted: str) -> Edit:
    """An edit of the characters of a value alone, without the quotes or the lines of the block that they stand in."""
    offsets, length = scalar.passage.offsets, len(scalar.text.rstrip("\n"))
    written = {'"': json.dumps(wanted, ensure_ascii=False)[1:-1], "'": wanted.replace("'", "''")}
    return Edit("", offsets[0], offsets[length], written.get(scalar.style, wanted))


def _in_quotes(scalar: yaml.Scalar, wanted: str, own: Edit) -> Edit:
    """An edit of a whole value that stands in no quotes, unless it is a number before and after."""
    if scalar.style or not isinstance(scalar.value, str):
        return own
    return Edit("", scalar.start, scalar.end, json.dumps(wanted, ensure_ascii=False))


def _says(found: yaml.Scalar, wanted: str, before: yaml.Scalar) -> bool:
    """Whether a value says what it should, as the kind of value that it was."""
    is_text = isinstance(before.value, str)
    return found.text.rstrip("\n") == wanted and isinstance(found.value, str) == is_text and found.value is not None

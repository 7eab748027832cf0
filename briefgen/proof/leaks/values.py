"""Files of data as they are written: JSON by its fields, and tables, YAML and Markdown by their texts."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from briefgen.proof.leaks.found import FoundText, Zone, parted, within

_LISTS = ("build.json", "environment.json", "filelist.csv", "manifest-sha256.txt", "tagmanifest-sha256.txt")
"""Files of names with sizes, versions and digests, whose numbers say nothing of a brief."""
_KEYED = ("facts.yaml", "figures.yaml", "sources.yaml", "tables.yaml")
_KEY = re.compile(r"(?m)^[\"']?([\w.-]+)[\"']?:")
_PRINTED = re.compile(r"\{\{\s*([\w.-]+)")
_FIRST_CELL = re.compile(r"(?m)^\"?([\w.-]+)\"?[,;|\t]")


def zone_of(path: str) -> Zone:
    """What the text of a file of data is."""
    return Zone.MARKUP if path.endswith(_LISTS) else Zone.DATA


def text_fragments(path: str, text: str, around: str) -> Iterator[FoundText]:
    """What a text says, and the ids that are the keys or first cells of it, or that it prints."""
    name = PurePosixPath(path).name
    zone = Zone.TEXT if name.endswith(".txt") and zone_of(path) is Zone.DATA else zone_of(path)
    yield FoundText(within(around, "text") if around else "text", zone, text)
    is_table = name.endswith(".csv") and zone is Zone.DATA
    ids = _KEY.findall(text) if name in _KEYED else _FIRST_CELL.findall(text) if is_table else []
    if named := [*ids, *_PRINTED.findall(text)]:
        yield FoundText(within(around, "ids"), Zone.MARKUP, parted(f"id:{each}" for each in named))


def json_fragments(text: str, around: str, path: str = "") -> Iterator[FoundText]:
    """What JSON says, by the names of its fields."""
    try:
        value = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except ValueError:
        yield FoundText(within(around, "text") if around else "text", zone_of(path), text)
        return
    fields: dict[str, dict[str, None]] = defaultdict(dict)
    _gather(value, "", fields)
    yield FoundText(within(around, "names of its fields"), Zone.MARKUP, parted(f"key:{key}" for key in fields))
    zone = zone_of(path)
    for key, texts in fields.items():
        name = within(around, f"field “{key}”" if key else "values")
        named = parted(f"{key}:{each}" for each in texts if each.isidentifier())
        yield FoundText(name, zone, parted(texts))
        yield FoundText(name, Zone.MARKUP, named)


def _gather(value: object, key: str, fields: dict[str, dict[str, None]]) -> None:
    """Gather the texts of a value, and its numbers as they are written, by the last name on the way to each."""
    if isinstance(value, dict):
        for name, each in value.items():
            _gather(each, str(name), fields)
    elif isinstance(value, list):
        for each in value:
            _gather(each, key, fields)
    elif isinstance(value, str):
        fields[key][value] = None

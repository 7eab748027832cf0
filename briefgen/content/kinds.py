"""The kinds of edition, each of which is a file of the house's assets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from briefgen.content.tree import house_assets
from briefgen.model.kind import BRIEF, ContentsRule, EditionKind, KindPart, ListedReferences

KINDS = "kinds"


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds that have a file, the brief first: "submission"."""
    names = (file.removesuffix(".yaml") for file in sorted(house_assets().list(KINDS)))
    return (BRIEF.name, *(name for name in names if name != BRIEF.name))


@cache
def kind_of(name: str) -> EditionKind:
    """The kind of a name; raises KeyError for one that has no file."""
    if name not in kind_names():
        raise KeyError(name)
    entry = yaml.safe_load(house_assets().read(f"{KINDS}/{name}.yaml"))
    return EditionKind(
        name,
        entry["bottom_line"] == "required",
        ContentsRule(entry["contents"]),
        ListedReferences(entry["references"]),
        entry["numbered_paragraphs"] == "on",
        tuple(entry.get("head", ())),
        tuple(map(_part, entry.get("parts", ()))),
    )


def _part(entry: str | Mapping[str, Any]) -> KindPart:
    """A part as the file has it: its name, alone or with "optional" or what else is said of it."""
    if isinstance(entry, str):
        return KindPart(entry)
    ((name, said),) = entry.items()
    return KindPart(name, is_optional=True) if said == "optional" else KindPart(name, **said)

"""JSON Schema of each content file, for editors: draft 2020-12, generated from the schema that loading checks."""

from __future__ import annotations

import json
from typing import Any

from briefgen.content.schema import (
    DeadlineEntry,
    DeskFile,
    EditionFile,
    FactEntry,
    FigureEntry,
    SchemaEntry,
    SectionFrontMatter,
    SignOffEntry,
    SourceEntry,
)
from briefgen.content.schema_types import ID

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_FILES: dict[str, tuple[type[SchemaEntry], str]] = {
    "desk": (DeskFile, "desk.yaml"),
    "edition": (EditionFile, "edition.yaml"),
    "section": (SectionFrontMatter, "front matter of a section"),
}
_COLLECTIONS: dict[str, tuple[type[SchemaEntry], str]] = {
    "sources": (SourceEntry, "sources.yaml"),
    "facts": (FactEntry, "facts.yaml"),
    "deadlines": (DeadlineEntry, "deadlines.yaml"),
    "figures": (FigureEntry, "figures.yaml"),
    "signoffs": (SignOffEntry, "signoffs.yaml"),
}

FILE_KINDS = ("desk", "sources", "edition", "facts", "deadlines", "figures", "signoffs", "section")


def make_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file; raises KeyError for a kind that there is not."""
    if kind in _FILES:
        model, title = _FILES[kind]
        return {"$schema": DIALECT, **model.model_json_schema(), "title": title}
    model, title = _COLLECTIONS[kind]
    entry = model.model_json_schema(ref_template="#/$defs/{model}")
    definitions = entry.pop("$defs", {})
    return {
        "$schema": DIALECT,
        "title": title,
        "description": f"A mapping of ids to entries. {entry['description']}",
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{ID.pattern}$"},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": {**definitions, model.__name__: entry},
    }


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file as text, the same every time."""
    return json.dumps(make_schema(kind), indent=2, ensure_ascii=False, sort_keys=True) + "\n"

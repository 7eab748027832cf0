"""Diagnostics as a SARIF log (Static Analysis Results Interchange Format 2.1.0, OASIS), for code scanning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from briefgen.codes import CODES
from briefgen.errors import Diagnostic, Fix, TextEdit
from briefgen.spans import Span
from briefgen.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The folder from which addresses lead: the working folder or, of a desk around that, the desk's."""


def as_sarif(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> dict[str, Any]:
    """A log of one run; `texts` are the files that were read, by which what is marked is kept within its line."""
    rules = sorted({diagnostic.code for diagnostic in diagnostics})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "briefgen", "version": __version__, "rules": [_rule(code) for code in rules]}
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {ROOT: {"description": {"text": "The folder of the desk, or one around it."}}},
                "results": [_result(diagnostic, rules, texts) for diagnostic in diagnostics],
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    code = CODES[name]
    return {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.title.replace("'", "").split()),
        "shortDescription": {"text": f"{code.title[0].upper()}{code.title[1:]}."},
        "fullDescription": {"text": code.meaning},
        "help": {"text": code.remedy},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(diagnostic: Diagnostic, rules: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    place = diagnostic.place
    hint = f"\nhint: {diagnostic.hint}" if diagnostic.hint else ""
    physical = {"artifactLocation": _artifact(place), "region": _region(diagnostic, texts.get(place.file))}
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rules.index(diagnostic.code),
        "level": diagnostic.severity.value,
        "message": {"text": diagnostic.message + hint},
        "locations": [{"physicalLocation": physical}],
        **({"fixes": [_fix(fix) for fix in diagnostic.fixes]} if diagnostic.fixes else {}),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    """A fix as the changes of its files (SARIF 2.1.0, 3.55); whether it is safe stands in its properties."""
    by_file: dict[str, list[TextEdit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.place.file, []).append(edit)
    changes = [
        {"artifactLocation": _artifact(edits[0].place), "replacements": [_replacement(edit) for edit in edits]}
        for edits in by_file.values()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes, "properties": {"safe": fix.safe}}


def _replacement(edit: TextEdit) -> dict[str, Any]:
    source, start, end = edit.place.source, edit.place.start, edit.place.end
    deleted = {
        "startLine": source.line_at(start),
        "startColumn": source.column_at(start),
        "endLine": source.line_at(end),
        "endColumn": source.column_at(end),
    }
    return {"deletedRegion": deleted, "insertedContent": {"text": edit.text}}


def _artifact(place: Span) -> dict[str, str]:
    """Where a file is: below the root or, where its path is not relative, by its whole address."""
    path = PurePosixPath(place.file)
    if path.is_absolute():
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(PurePosixPath(*(part for part in path.parts if part != ".."))), "uriBaseId": ROOT}


def _quoted(path: PurePosixPath) -> str:
    return quote(str(path), errors="surrogateescape")


def _region(diagnostic: Diagnostic, text: str | None) -> dict[str, int]:
    """The characters that a diagnostic is about, all on one line; of a file as a whole, the point where it begins."""
    place = diagnostic.place
    if not place.line:
        return {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    column = max(place.column, 1)
    end = column + place.width
    if text is not None:
        line = "".join(text.split("\n")[place.line - 1 : place.line]).rstrip("\r")
        end = max(column, min(end, len(line) + 1))
    return {"startLine": place.line, "startColumn": column, "endLine": place.line, "endColumn": end}

"""What can go wrong, as values and as exceptions.

A fault in the content is a value, `Diagnostic`, collected until somebody must stop. What stops is one of

    BriefgenError
    ├── ContentError    the content has errors; carries their diagnostics
    ├── UsageError      the command cannot mean anything
    └── StorageError    the disk or the archive failed; nothing was replaced
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from enum import Enum
from typing import Self

from briefgen.frozen import frozen
from briefgen.spans import Span

Row = dict[str, object]


class Severity(Enum):
    """How much a diagnostic weighs: an error stops the build, a warning does not; a note asks for nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class TextEdit:
    """A stretch of a content file, and the text that is to stand there instead."""

    place: Span
    text: str


@frozen
class Fix:
    """What mends a fault: edits that belong together, and what they do, in words.

    One that is `safe` needs nobody to look at it: it is the only answer, and prints what was meant.
    """

    title: str
    edits: tuple[TextEdit, ...]
    safe: bool = False


class Correction(str):
    """A hint at what was meant by a word: the word, what stands in its place, and whether nothing else can be meant."""

    word: str
    meant: str
    is_certain: bool

    def __new__(cls, word: str, meant: str, *, is_certain: bool = False) -> Self:
        """The hint in words, with what it was made from."""
        hint = super().__new__(cls, f'did you mean "{meant}"?')
        hint.word, hint.meant, hint.is_certain = word, meant, is_certain
        return hint

    def fixes(self, place: Span) -> tuple[Fix, ...]:
        """The fix of a fault at a place in which the word stands once, as it was typed; else none."""
        if place.start < 0:
            return ()
        text = place.source.text[place.start : place.end]
        found = [match.start() for match in re.finditer(rf"(?<![\w-]){re.escape(self.word)}(?![\w-])", text)]
        if len(found) != 1:
            return ()
        start = place.start + found[0]
        edit = TextEdit(place.source.span(start, start + len(self.word)), self.meant)
        return (Fix(f'write "{self.meant}"', (edit,), self.is_certain),)


@frozen
class Diagnostic:
    """A fault or warning: code, the stretch of the content that it is about, message, and a hint of what to type.

    `fixes` are edits that would mend it, each by itself.
    """

    code: str
    severity: Severity
    place: Span
    message: str
    hint: str = ""
    fixes: tuple[Fix, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def is_note(self) -> bool:
        return self.severity is Severity.NOTE


def sorted_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics by place, then code, each only once."""
    return sorted(set(diagnostics), key=lambda d: (d.place, d.code, d.message, d.hint))


def errors_among(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors among diagnostics, in their order."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.is_error]


def new_errors(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors that were not there before, wherever they stood then."""
    known = {(fault.code, fault.message) for fault in before}
    return [fault for fault in errors_among(after) if (fault.code, fault.message) not in known]


def as_rows(diagnostics: Iterable[Diagnostic]) -> list[Row]:
    """Diagnostics as plain data: line and column from 1, the line of a whole file 0."""
    return [_row(diagnostic) for diagnostic in diagnostics]


def _row(diagnostic: Diagnostic) -> Row:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "width": diagnostic.place.width,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "fixes": [_fix(fix) for fix in diagnostic.fixes],
    }


def _fix(fix: Fix) -> Row:
    edits = [{"file": edit.place.file, "range": _range(edit.place), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _range(place: Span) -> dict[str, dict[str, int]]:
    """From where to before where a stretch goes, in lines and columns from 1."""
    ends = {"start": place.start, "end": place.end}
    source = place.source
    return {name: {"line": source.line_at(at), "column": source.column_at(at)} for name, at in ends.items()}


class BriefgenError(Exception):
    """The base of all that briefgen raises for its user; its text is one line without a traceback."""

    exit_code = 1


class ContentError(BriefgenError):
    """The content has errors: nothing was written, and `diagnostics` says where and what."""

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = sorted_diagnostics(diagnostics)
        super().__init__("; ".join(f"{each.place}: {each.code}: {each.message}" for each in self.diagnostics))

    def __reduce__(self) -> tuple[type[ContentError], tuple[list[Diagnostic]]]:
        """As what it is made of, for another process."""
        return type(self), (self.diagnostics,)


class UsageError(BriefgenError):
    """The command cannot mean anything: a wrong name, option or folder."""

    exit_code = 2


class StorageError(BriefgenError):
    """The disk or the archive failed: what was there before is untouched."""

    exit_code = 3

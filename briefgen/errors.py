"""What can go wrong, as values and as exceptions.

A fault in the content is a value, `Diagnostic`, collected until somebody must stop. What stops is one of

    BriefgenError
    ├── ContentError    the content has errors; carries their diagnostics
    ├── UsageError      the command cannot mean anything
    └── StorageError    the disk or the archive failed; nothing was replaced
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from briefgen.frozen import frozen
from briefgen.spans import Span


class Severity(Enum):
    """How much a diagnostic weighs: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Diagnostic:
    """A fault or warning: code, the stretch of the content that it is about, message, and a hint of what to type."""

    code: str
    severity: Severity
    place: Span
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def sorted_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics by place, then code, each only once."""
    return sorted(set(diagnostics), key=lambda d: (d.place, d.code, d.message, d.hint))


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

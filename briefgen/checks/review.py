"""Marks that were left in the content for somebody to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Place

_MARK = re.compile(r"^[^\S\n]*(# REVIEW\b:?[^\S\n]*(.*))$", re.MULTILINE)


def review_marks(subject: Subject) -> Iterator[Diagnostic]:
    """Comments `# REVIEW: ...` in YAML files, as `briefgen new` leaves them."""
    for file, text in subject.texts.items():
        if not file.endswith(".yaml"):
            continue
        for match in _MARK.finditer(text):
            line = text.count("\n", 0, match.start(1)) + 1
            column = match.start(1) - (text.rfind("\n", 0, match.start(1)) + 1) + 1
            message = f"marked for review: {match[2]}" if match[2] else "marked for review"
            hint = "bring it up to date, or confirm it, then delete the comment"
            yield codes.REVIEW_MARK.at(Place(file, line, column), message, hint, len(match[1]))

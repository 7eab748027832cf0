"""Deadlines against the edition's date."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic


def passed_deadlines(subject: Subject) -> Iterator[Diagnostic]:
    """Deadlines that are open although they lie before the edition's date."""
    for deadline in subject.edition.deadlines:
        if deadline.status == "open" and deadline.by < subject.edition.date:
            message = f'deadline "{deadline.id}" ({deadline.by}) lies before the edition of {subject.edition.date}'
            hint = "set its status to met, missed, extended or withdrawn"
            yield codes.DEADLINE_PASSED.at(subject.at(deadline.place), message, hint)

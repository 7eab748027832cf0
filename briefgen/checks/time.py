"""What time has passed over: deadlines and facts against the edition's date."""

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


def stale_facts(subject: Subject) -> Iterator[Diagnostic]:
    """Facts that were to be looked at again before the edition's date."""
    for fact in subject.edition.facts:
        if fact.stale_after and fact.stale_after < subject.edition.date:
            message = (
                f'fact "{fact.id}" is stale since {fact.stale_after}, before the edition of {subject.edition.date}'
            )
            place = subject.at(fact.places.get("stale_after", fact.place))
            yield codes.STALE_FACT.at(place, message, "bring it up to date, or confirm it and set a later stale_after")

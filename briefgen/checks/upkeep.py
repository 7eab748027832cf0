"""Upkeep: marks left for somebody to look at, charts not placed, and what time has passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.blocks import Figure
from briefgen.model.fact import Period
from briefgen.model.traverse import blocks_of
from briefgen.spans import SourceFile, Span

_MARK = re.compile(r"^[^\S\n]*(# REVIEW\b:?[^\S\n]*(.*))$", re.MULTILINE)


def review_marks(subject: Subject) -> Iterator[Diagnostic]:
    """Comments `# REVIEW: ...` in YAML files, as `briefgen new` leaves them."""
    for file, text in subject.texts.items():
        if not file.endswith(".yaml"):
            continue
        source = SourceFile(file, text)
        for match in _MARK.finditer(text):
            message = f"marked for review: {match[2]}" if match[2] else "marked for review"
            hint = "bring it up to date, or confirm it, then delete the comment"
            yield codes.REVIEW_MARK.at(source.span(*match.span(1)), message, hint)


def charts_placed_once(subject: Subject) -> Iterator[Diagnostic]:
    """Charts that no section shows, and charts that two places show."""
    placed: dict[str, Figure] = {}
    for block in blocks_of(subject.document.blocks):
        if isinstance(block, Figure) and block.picture in subject.edition.charts:
            first = placed.setdefault(block.picture, block)
            if first is not block:
                message = f'figure "{block.picture}" stands at {first.place} already'
                hint = f"refer to it with [](#figure:{block.picture})"
                yield codes.FIGURE_PLACED_TWICE.at(subject.at(block.place), message, hint)
    for spec in subject.edition.charts.values():
        if spec.id not in placed and f"figure:{spec.id}" not in subject.broken:
            hint = f"place it with ![](figure:{spec.id})"
            yield codes.UNPLACED_FIGURE.at(subject.at(spec.place), f'no section shows figure "{spec.id}"', hint)


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


def future_facts(subject: Subject) -> Iterator[Diagnostic]:
    """Facts that hold as of a day, or cover a time, after the edition's date, and are no forecasts."""
    edition = subject.edition
    for entry in subject.ledger:
        fact = entry.fact
        if fact.forecast:
            continue
        if fact.as_of and fact.as_of > edition.date:
            message = f'"{fact.id}" holds as of {fact.as_of}, after the edition of {edition.date}'
            place = subject.at(fact.places.get("as_of", fact.place))
            yield codes.FUTURE_DATE.at(place, message, "correct the day")
        if fact.period and fact.period.last > edition.date:
            place = subject.at(fact.places.get("period", fact.place))
            yield _not_over(f'"{fact.id}"', fact.period, place, subject, "; a forecast says `forecast: true`")
    if edition.period and edition.period.last > edition.date:
        yield _not_over("the brief", edition.period, subject.at(edition.period_place), subject)


def _not_over(what: str, period: Period, place: Span, subject: Subject, more: str = "") -> Diagnostic:
    day = subject.edition.date
    message = f"{what} covers {period.text}, which ends only on {period.last}, after the edition of {day}"
    start = f"{period.first}/{day}" if period.first < day else str(day)
    hint = f"correct it, or end it with the edition: {start}{more}"
    return codes.PERIOD_NOT_OVER.at(place, message, hint)

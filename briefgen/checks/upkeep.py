"""Upkeep: marks left for somebody to look at, charts not placed, and what time has passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Fix, TextEdit
from briefgen.ledger import carried_forward, ended_before, is_confirmed, stale_since
from briefgen.model.blocks import Figure
from briefgen.model.fact import Interval, LedgerEntry, Period, Quantity
from briefgen.model.fact_table import gathered, table_of
from briefgen.model.traverse import blocks_of
from briefgen.spans import SourceFile, Span

SHOWN = 20
"""So many facts are named in one warning."""

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
            line = source.span(match.start(), min(match.end() + 1, len(text)))
            confirm = Fix("confirm it: delete the comment", (TextEdit(line, ""),))
            yield codes.REVIEW_MARK.at(source.span(*match.span(1)), message, hint, (confirm,))


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
    edition = subject.edition
    told: set[tuple[str, date]] = set()
    for fact in edition.facts:
        day = stale_since(fact, edition.desk)
        entry = subject.ledger.entries.get(fact.id)
        confirmed = not fact.stale_after and entry is not None and is_confirmed(edition, entry)
        table = table_of(fact.id)
        if day and day < edition.date and not confirmed and (table, day) not in told:
            told |= {(table, day)} if table else set()
            what = f'table "{table}"' if table else f'fact "{fact.id}"'
            message = f"{what} is stale since {day}, before the edition of {edition.date}"
            place = subject.at(fact.places.get("stale_after", fact.place))
            yield codes.STALE_FACT.at(place, message, "bring it up to date, or confirm it and set a later stale_after")


def unconfirmed_facts(subject: Subject) -> Iterator[Diagnostic]:
    """Facts that are as they were in the last edition, and those whose time lies before this one's period."""
    edition, ledger = subject.edition, subject.ledger
    carried = list(carried_forward(edition, ledger, subject.last)) if subject.last else []
    told = {entry.fact.id for entry in carried}
    ended = [entry for entry in ended_before(edition, ledger) if entry.fact.id not in told]
    kinds = (
        (codes.CARRIED_FORWARD, "carried forward unchanged", carried),
        (codes.ENDED_BEFORE, "of a time before the edition's period", ended),
    )
    for code, what, entries in kinds:
        if entries:
            ids = gathered(entry.fact.id for entry in entries)
            more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
            message = f"{what}: {len(entries)} ({', '.join(ids[:SHOWN])}{more})"
            hint = f"bring them up to date, or confirm them: briefgen facts {edition.id} ID... --confirm --by NAME"
            yield code.at(subject.at(entries[0].fact.place), message, hint)


def dates_apart(subject: Subject) -> Iterator[Diagnostic]:
    """Facts of one label, unit and period that hold as of different days: the older one, with the newest beside it."""
    printer = subject.printer
    alike: dict[tuple[object, ...], list[LedgerEntry]] = {}
    for entry in subject.ledger:
        if entry.fact.as_of and isinstance(entry.value, Quantity | Interval):
            label = " ".join(entry.fact.label.casefold().split())
            alike.setdefault((label, entry.value.unit, entry.period and entry.period.text), []).append(entry)
    for entries in alike.values():
        *older, newest = sorted(entries, key=lambda entry: entry.fact.as_of or date.min)
        for entry in older:
            if entry.fact.as_of != newest.fact.as_of and not is_confirmed(subject.edition, entry):
                message = (
                    f'"{entry.fact.label}" is {printer.value(entry.value)} as of {entry.fact.as_of} here, and '
                    f"{printer.value(newest.value)} as of {newest.fact.as_of} at {subject.at(newest.fact.place)}"
                )
                hint = "take out the one that no longer holds, or say in the labels how they differ"
                place = entry.fact.places.get("as_of", entry.fact.place)
                yield codes.DATES_APART.at(subject.at(place), message, hint)


def future_facts(subject: Subject) -> Iterator[Diagnostic]:
    """Facts that hold as of a day, or cover a time, after the edition's date, and are no forecasts.

    A day or time that is said once for many cells of a table is one fault.
    """
    edition, told = subject.edition, set[Span | None]()
    for entry in subject.ledger:
        fact = entry.fact
        if fact.forecast:
            continue
        days = fact.places.get("as_of"), fact.places.get("period")
        is_told = told.issuperset(each for each in days if each) and any(days)
        told.update(days)
        if is_told:
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

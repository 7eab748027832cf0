"""Binding: every figure that a text prints comes from the ledger, or is part of a declared name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen import codes
from briefgen.checks.names import Names
from briefgen.checks.proposals import proposal
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.finder import Day, Kind, Mention, find, weekdays
from briefgen.ledger import Printer
from briefgen.ledger.formats import Kind as FactKind
from briefgen.ledger.formats import kind_of, split_rate
from briefgen.model.authored import authored_texts, plain_texts
from briefgen.model.fact import PERCENT, Entry, Quantity
from briefgen.model.inlines import Value
from briefgen.model.runs import BOUND, Run, runs_of

_PERCENT_BEHIND = re.compile(r"[\s\u00a0\u202f]?(?:[%‰]|per ?cent\b|percent\b)")
_POWER_BEHIND = re.compile(
    r"(?:[\s\u00a0\u202f-]?(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen|bn|tn)|[mkM])\b"
)
_RANK_BEHIND = re.compile(r"(?:st|nd|rd|th)\b")
_WORD_BEHIND = re.compile(r"[\s\u00a0\u202f]([^\W\d_]+)")
_SIGN_BEFORE = re.compile(rf"(?:(?<![\w{BOUND})])[-−–+±~≈<>≤≥]|[£$€¥₹]\s?|\b(?:USD|GBP|EUR)\s?)$")
_HEDGE_BEFORE = re.compile(
    r"\b(about|around|almost|approximately|nearly|over|roughly|some|under|up to)[\s\u00a0]$", re.IGNORECASE
)
_RATE_BEHIND = re.compile(r"[\s\u00a0](?:a|per|each)[\s\u00a0]day\b|[\s\u00a0]daily\b")
_BETWEEN_DAYS = re.compile(r"[\s\u00a0,(]{1,3}")
_BEFORE_LONGEST = 16


def unbound_figures(subject: Subject) -> Iterator[Diagnostic]:
    """Figures that are typed into a text, and numbers in words, which are warnings."""
    names = Names((*subject.edition.desk.names, *subject.edition.names))
    for run, owner in _runs(subject):
        for mention in find(run.text, run.language or subject.edition.desk.language):
            if not names.cover(run.text, mention.start, mention.end) and not (owner and _is_own(mention, owner)):
                yield _unbound(mention, run, subject)


def _runs(subject: Subject) -> Iterator[tuple[Run, Entry | None]]:
    """Every text, and the entry of the ledger whose label or caveat it is."""
    owners = {
        id(text): entry for entry in subject.ledger for text in (entry.fact.label_text, entry.fact.caveat_text) if text
    }
    edition = subject.edition
    for text in (*authored_texts(edition), *plain_texts(edition)):
        yield from ((run, owners.get(id(text))) for run in runs_of(text))


def _is_own(mention: Mention, entry: Entry) -> bool:
    """Whether a fact's own label or caveat says no more than the fact: its value, its period, its day."""
    value, fact = entry.value, entry.fact
    if isinstance(value, Quantity) and value.amount in mention.amounts:
        return True
    days = [value] if isinstance(value, date) else []
    days += [fact.as_of] if fact.as_of else []
    if any(day.fits(each) for day in mention.days for each in days):
        return True
    if entry.period is None:
        return False
    ends = (entry.period.first, entry.period.last)
    years = any(amount == end.year for amount in mention.amounts for end in ends)
    return years or any(_is_month(day, end) for day in mention.days for end in ends)


def _is_month(day: Day, end: date) -> bool:
    return day.month == end.month and day.year in (None, end.year)


def _unbound(mention: Mention, run: Run, subject: Subject) -> Diagnostic:
    place = subject.at(run.place(mention.start))
    hint = proposal(mention, run, subject)
    if mention.in_words:
        message = f'the number "{mention.text}" is typed, and not taken from the ledger'
        return codes.NUMBER_IN_WORDS.at(place, message, hint, len(mention.text))
    kind = "date" if mention.kind is Kind.DATE else "figure"
    return codes.UNBOUND_FIGURE.at(place, f'{kind} "{mention.text}" is not in the ledger', hint, len(mention.text))


def altered_figures(subject: Subject) -> Iterator[Diagnostic]:
    """Signs and words typed beside a printed fact that make another figure of it."""
    for run, _ in _runs(subject):
        for offset, value in run.values:
            if value.fact in subject.ledger:
                yield from _altered(run, offset, value, subject)


def _altered(run: Run, offset: int, value: Value, subject: Subject) -> Iterator[Diagnostic]:
    entry = subject.ledger[value.fact]
    behind, before = run.text[offset + 1 :], run.text[max(0, offset - _BEFORE_LONGEST) : offset]
    if isinstance(entry.value, date):
        yield from _wrong_weekdays(run, offset, value, entry.value, subject)
        return
    if not isinstance(entry.value, Quantity):
        return
    for pattern, hint in _hints_behind(entry.value):
        if match := pattern.match(behind):
            yield _beside(run, offset + 1, match[0], value, hint, subject)
            return
    if match := _SIGN_BEFORE.search(before):
        hint = f"delete it; {{{{ {value.fact} | signed }}}} prints a sign"
        yield _beside(run, offset - len(match[0]), match[0], value, hint, subject)
    yield from _doubled(run, offset, value, entry, subject)
    yield from _other_unit(run, offset, value, entry.value, subject)


def _doubled(run: Run, offset: int, value: Value, entry: Entry, subject: Subject) -> Iterator[Diagnostic]:
    """Words that say again what the fact prints already: that it is approximate, and its unit."""
    before = run.text[max(0, offset - _BEFORE_LONGEST) : offset]
    hedge = _HEDGE_BEFORE.search(before) if entry.approx and "bare" not in value.formats else None
    if hedge:
        place = run.place(offset - len(before) + hedge.start())
        message = f'"{hedge[1]}" stands before "{value.fact}", which prints that it is approximate itself'
        hint = f"delete it, or write {{{{ {' | '.join((value.fact, *value.formats, 'bare'))} }}}}"
        yield codes.ALTERED_FIGURE.at(subject.at(place), message, hint, len(hedge[1]))
    if "unit" not in value.formats or not isinstance(entry.value, Quantity):
        return
    unit, is_rate = split_rate(entry.value.unit)
    word = _WORD_BEHIND.match(run.text, offset + 1)
    again = _RATE_BEHIND.match(run.text, offset + 1) if is_rate else None
    if again is None and word and word[1].casefold() in {unit, subject.edition.desk.units.get(unit, unit)}:
        again = word
    if again:
        words = again[0].strip()
        message, hint = (
            f'"{words}" stands behind "{value.fact}", which prints it itself',
            "delete it, or the format unit",
        )
        yield codes.ALTERED_FIGURE.at(subject.at(run.place(again.end() - len(words))), message, hint, len(words))


def _hints_behind(quantity: Quantity) -> Iterator[tuple[re.Pattern[str], str]]:
    percent = "the fact prints its own percent sign" if quantity.unit == PERCENT else 'give the fact the unit "%"'
    yield _PERCENT_BEHIND, f"delete it; {percent}"
    yield _POWER_BEHIND, "delete it; give the fact's value in full, and print it with the format compact"
    yield _RANK_BEHIND, "delete it; print the fact with the format ordinal"


def _beside(run: Run, at: int, text: str, value: Value, hint: str, subject: Subject) -> Diagnostic:
    skipped = len(text) - len(text.lstrip())
    message = f'"{text.strip()}" beside "{value.fact}" makes another figure of it'
    return codes.ALTERED_FIGURE.at(subject.at(run.place(at + skipped)), message, hint, len(text.strip()))


def _other_unit(run: Run, offset: int, value: Value, quantity: Quantity, subject: Subject) -> Iterator[Diagnostic]:
    """A word behind the figure that is the name of another unit of the desk."""
    match = _WORD_BEHIND.match(run.text, offset + 1)
    if not match or "unit" in value.formats or kind_of(quantity) is not FactKind.COUNT:
        return
    desk = subject.edition.desk
    own = quantity.unit.removesuffix("/day")
    word = match[1].casefold()
    if word in (own, desk.units.get(own, ""), *(each.casefold() for each in desk.unit_words.get(own, ()))):
        return
    if word in {*desk.units, *desk.units.values()}:
        message = f'"{value.fact}" is in {own}, but the text calls it {match[1]}'
        hint = "name what the fact counts, or correct its unit in facts.yaml"
        yield codes.ALTERED_FIGURE.at(subject.at(run.place(match.start(1))), message, hint, len(match[1]))


def _wrong_weekdays(run: Run, offset: int, value: Value, day: date, subject: Subject) -> Iterator[Diagnostic]:
    if "days_left" in value.formats:
        return
    for weekday in weekdays(run.text, subject.edition.desk.language):
        between = run.text[weekday.end : offset] if weekday.end <= offset else run.text[offset + 1 : weekday.start]
        if _BETWEEN_DAYS.fullmatch(between) and weekday.number != day.weekday():
            text = run.text[weekday.start : weekday.end]
            right = Printer(subject.edition, subject.ledger).date(day, "weekday")
            message = f"{day.isoformat()} is not a {text}, but a {right}"
            hint = f"correct the date, or write {{{{ {value.fact} | weekday_long }}}}, which knows the day"
            yield codes.WEEKDAY_DIFFERS.at(subject.at(run.place(weekday.start)), message, hint, len(text))

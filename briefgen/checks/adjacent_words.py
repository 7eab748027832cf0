"""Beside a printed fact: signs and words that are typed there and make another figure of it, or say it twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

from babel.numbers import is_currency

from briefgen import codes
from briefgen.checks.language_words import (
    AS_COMPACT,
    AS_PERCENT,
    AS_POINTS,
    currency_behind,
    currency_words,
    hedge_before,
    hedge_behind,
    words_behind,
)
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.ledger import FormatError, Printer
from briefgen.ledger.formats import ABOUT, ValueKind, kind_of_unit, split_rate
from briefgen.ledger.values import DAYS, POINTS
from briefgen.model.direction import without_isolates
from briefgen.model.fact import FigureValue, Interval, LedgerEntry, NameValue, Quantity, interval_of
from briefgen.model.inlines import Value
from briefgen.model.runs import BOUND, Run
from briefgen.numbers_in_text import Mention, MentionKind, TextDate, find, weekdays
from briefgen.patterns import lazy_regex


@frozen
class PrintedValue:
    """A fact in a printed text: where its value stands there, and where its stand-in stands in the run."""

    start: int
    end: int
    offset: int
    value: Value


@frozen
class PrintedRun:
    """A run with its facts' values in place of their stand-ins."""

    run: Run
    text: str
    values: tuple[PrintedValue, ...]

    def offset(self, at: int) -> int:
        """The offset in the run of a character of the printed text; a value's characters are its stand-in's."""
        number = bisect_right(self.values, at, key=lambda value: value.start) - 1
        if number < 0:
            return at
        value = self.values[number]
        return value.offset if at < value.end else value.offset + 1 + at - value.end


def printed_run(run: Run, printer: Printer) -> PrintedRun:
    """The run as it prints; a fact that cannot be printed stays its stand-in."""
    text, values, last = "", [], 0
    for offset, value in run.values:
        text += run.text[last:offset]
        shown = _shown(value, printer) or run.text[offset]
        values.append(PrintedValue(len(text), len(text) + len(shown), offset, value))
        text += shown
        last = offset + 1
    return PrintedRun(run, text + run.text[last:], tuple(values))


def _shown(value: Value, printer: Printer) -> str:
    try:
        return without_isolates(printer.text(value.fact, value.formats))
    except (FormatError, KeyError):
        return ""


SPACE = r"(?:[\s\u00a0\u202f]+)"
NOTHING = r"[\u200b-\u200d\u2060\ufeff]*"
BLANK = " \n\t\u00a0\u202f\u200b\u200c\u200d\u2060\ufeff"
_SCALES = "hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen|score"
_COMPOSED = (MentionKind.RATIO, MentionKind.DATE)
_WITHOUT_A_DAY = frozenset({"year", "month", "month_year", *ABOUT})

_BEHIND: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (lazy_regex(rf"{NOTHING}(?:{pattern})", re.IGNORECASE), hint)
    for pattern, hint in (
        (rf"{SPACE}?[%‰]|{SPACE}?(?:per ?cent|percent|pct|pc)\b", AS_PERCENT),
        (rf"{SPACE}?(?:percentage|basis) points?\b|{SPACE}pp\b", AS_POINTS),
        (rf"(?:{SPACE}|-)?(?:{_SCALES})s?\b", AS_COMPACT),
        (
            rf"{SPACE}?(?:bn|tn|mn|mln|mio|mrd)\b|{SPACE}[km]\b",
            AS_COMPACT,
        ),
        (rf"(?:{SPACE}|-)?fold\b|{SPACE}?[x×]\b|{SPACE}times\b", "print a fact that says how many times"),
        (r"(?:st|nd|rd|th|ths)\b", "print the fact with the format ordinal"),
        (rf"{SPACE}?/{SPACE}?\w+", "give the fact a unit of its own, such as deaths/day"),
    )
)
_BEFORE = lazy_regex(
    rf"(?:(?:(?<![\w{BOUND})])[-–]|(?<![\d{BOUND})%][\s\u00a0\u202f])[−+]{SPACE}|[−+]|[±~≈<>≤≥]{SPACE}?|(?:\b(?:minus|plus|negative|zero|half){SPACE})){NOTHING})$",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = lazy_regex(rf"(?:[£$€¥₹₨₽₺]|\b(?P<code>[A-Z]{{3}})|\bRs\.?){SPACE}?{NOTHING}$")
_RATE_BEHIND = lazy_regex(rf"{SPACE}(?:(?:a|per|each|every){SPACE}(?:day|week|month|year|hour)|daily|weekly|yearly)\b")
_RANGE_BEFORE = lazy_regex(
    rf"\b(between|from|no more than|no fewer than|no less than|a (?:minimum|maximum) of){SPACE}$", re.IGNORECASE
)
_WORD_BEHIND = lazy_regex(rf"(?:{SPACE}|-)(?P<word>[^\W\d_]+)\b(?!['’-])")
_FELL_BY = lazy_regex(
    rf"\b(?:fell|fallen|fall|falls|dropped|declined|decreased|down|reduced|cut|shrank|lost){SPACE}(?:by{SPACE})?$",
    re.IGNORECASE,
)
_PERSONS = frozenset(("people", "persons"))
_WITHIN_DATE = lazy_regex(rf",?{SPACE}(?:of{SPACE})?")
_OF_TIME = lazy_regex(rf"(?:{SPACE}|-)(?:weeks?|months?|years?|hours?)\b")
_BETWEEN_DAYS = lazy_regex(rf"{SPACE}|,{SPACE}?|{SPACE}\(|{SPACE}the{SPACE}|,{SPACE}the{SPACE}")
_LONGEST_BEFORE = 32


@cache
def _signs_of_currencies() -> re.Pattern[str]:
    """A sign, a code or the name of a currency behind a figure."""
    return re.compile(
        rf"{SPACE}?(?:[£$€¥₹₨₽₺]|(?P<code>[A-Z]{{3}})\b"
        rf"|(?:[A-Z][\w.]*{SPACE})?(?:{'|'.join(currency_words())}|pence|cent)s?\b)"
    )


def altered_figures(subject: Subject) -> Iterator[Diagnostic]:
    """What is typed beside a printed fact and makes another figure of it, or says again what it prints."""
    printer = subject.printer
    for run, _ in subject.runs:
        if run.values and run.text != BOUND:  # nothing stands beside a fact that is alone in its cell
            yield from _Beside(printed_run(run, printer), printer, subject).faults()


class _Beside:
    """The facts of one text, and what stands around them."""

    def __init__(self, printed: PrintedRun, printer: Printer, subject: Subject) -> None:
        self._printed = printed
        self._run: Run = printed.run
        self._printer = printer
        self._subject = subject
        self._desk = subject.edition.desk
        self._language = self._run.language or self._desk.language

    def faults(self) -> Iterator[Diagnostic]:
        found: dict[int, Diagnostic] = {}
        for offset, fault in (*self._touched(), *self._extended()):
            found.setdefault(offset, fault)
        yield from found.values()

    def _extended(self) -> Iterator[tuple[int, Diagnostic]]:
        """Facts that are only a part of the figure that a reader finds there."""
        for mention in find(self._printed.text, self._run.language or self._desk.language):
            inside = [v for v in self._printed.values if v.start < mention.end and v.end > mention.start]
            if mention.kind is MentionKind.DATE and len(inside) > 1:
                yield from self._composed(mention, inside)
            figures = [v for v in inside if self._is_figure(v.value)]
            if figures and (at := self._extra(mention, inside)) is not None:
                yield figures[0].offset, self._fault(at, figures[0].value, self._words(at, figures[0]))

    def _composed(self, mention: Mention, inside: list[PrintedValue]) -> Iterator[tuple[int, Diagnostic]]:
        """Dates that facts make together and that are not those of the facts."""
        gaps = [self._printed.text[left.end : right.start] for left, right in pairwise(inside)]
        if not all(_WITHIN_DATE.fullmatch(gap) for gap in gaps):
            return
        for shown in (each for each in inside if each.value.fact in self._subject.ledger):
            day = self._subject.ledger[shown.value.fact].value
            names_a_day = not _WITHOUT_A_DAY.intersection(shown.value.formats)
            if names_a_day and isinstance(day, date) and not any(_is_day(each, day) for each in mention.days):
                message = f'"{mention.text}" is not the date of "{shown.value.fact}", {day.isoformat()}'
                hint = f"print the whole date: {{{{ {shown.value.fact} | weekday_long }}}}"
                place = self._subject.at(self._run.place(shown.offset))
                yield shown.offset, codes.ALTERED_FIGURE.at(place, message, hint)
                return

    def _extra(self, mention: Mention, inside: list[PrintedValue]) -> int | None:
        """The first character of the figure that no fact prints; none where facts print all that counts of it."""
        between = [at for at in range(mention.start, mention.end) if not any(v.start <= at < v.end for v in inside)]
        shown = [at for at in between if not re.match(rf"{SPACE}|,", self._printed.text[at])]
        if shown and "".join(self._printed.text[at] for at in shown) in ("’s", "'s"):
            return None
        if shown:
            is_composed = mention.kind in _COMPOSED and not any(self._printed.text[at].isdigit() for at in shown)
            return None if is_composed else shown[0]
        gaps = [self._printed.text[left.end : right.start] for left, right in pairwise(inside)]
        is_glued = any(gap in ("", ".", ",") for gap in gaps)
        return inside[1].start if is_glued else None

    def _is_figure(self, value: Value) -> bool:
        return value.fact in self._subject.ledger and isinstance(
            self._subject.ledger[value.fact].value, Quantity | Interval
        )

    def _words(self, at: int, value: PrintedValue) -> str:
        """The typed characters beside a fact, up to the next space or fact."""
        text, start = self._run.text, self._printed.offset(at)
        end = start
        while end < len(text) and text[end] != BOUND and not text[end].isspace():
            end += 1
        return text[start:end] if start != value.offset else BOUND

    def _touched(self) -> Iterator[tuple[int, Diagnostic]]:
        for offset, value in self._run.values:
            if value.fact in self._subject.ledger:
                entry = self._subject.ledger[value.fact]
                faults = self._beside(offset, value, entry)
                yield from ((offset, fault) for fault in faults)

    def _beside(self, offset: int, value: Value, entry: LedgerEntry) -> Iterator[Diagnostic]:
        match entry.value:
            case Quantity() as quantity:
                yield from self._glued(offset, value)
                yield from self._signs(offset, value, quantity)
                yield from self._doubled(offset, value, entry, quantity)
                yield from self._unit_again(offset, value, quantity)
                yield from self._other_unit(offset, value, quantity)
            case Interval() as interval:
                yield from self._glued(offset, value)
                yield from self._signs(offset, value, interval)
                yield from self._bounded(offset, value)
                yield from self._unit_again(offset, value, interval)
                yield from self._other_unit(offset, value, interval)
            case date() as day:
                yield from self._glued(offset, value)
                if "days_left" in value.formats:
                    yield from self._days_left(offset, value, entry, day)
                else:
                    yield from self._hedged(offset, value, entry)
                    yield from self._weekdays(offset, value, day)
            case NameValue():
                return
            case _:
                yield from self._glued(offset, value)

    def _glued(self, offset: int, value: Value) -> Iterator[Diagnostic]:
        """Letters, and points of decimals, that touch the fact."""
        text = self._run.text
        before = re.search(rf"(?:\w|(?<![\w.…])\.|{BOUND}[.,]?){NOTHING}$", text[max(0, offset - 8) : offset])
        behind = re.match(rf"{NOTHING}(?:\w+|[.,]{NOTHING}{BOUND})", text[offset + 1 :])
        if before:
            at = offset - len(before[0])
            yield self._fault_at(at, value, before[0].replace(BOUND, "").strip() or "another fact")
        elif behind:
            yield self._fault_at(offset + 1, value, behind[0].replace(BOUND, ""))

    def _signs(self, offset: int, value: Value, figure: FigureValue) -> Iterator[Diagnostic]:
        text = self._run.text
        before, behind = text[max(0, offset - _LONGEST_BEFORE) : offset], text[offset + 1 :]
        if sign := _BEFORE.search(before):
            hint = f"delete it; {{{{ {value.fact} | signed }}}} prints a sign"
            yield self._fault_at(offset - len(sign[0]), value, sign[0], hint)
        for currency, at in (
            (_CURRENCY_BEFORE.search(before), -1),
            (_signs_of_currencies().match(behind), 1),
            (currency_behind(self._language).match(behind), 1),
        ):
            if currency and (not currency["code"] or is_currency(currency["code"])):
                hint = "delete it; give the fact a currency's code for its unit, such as GBP"
                yield self._fault_at(offset + 1 if at > 0 else offset - len(currency[0]), value, currency[0], hint)
        for pattern, hint in (*_BEHIND, *words_behind(self._language)):
            match = pattern.match(behind)
            is_of_points = figure.unit == POINTS and hint == AS_POINTS
            is_own = is_of_points and match is not None and ("points" in match[0] or (pattern, hint) not in _BEHIND)
            is_ratio = not figure.unit and "times" in match[0] if match else False
            if match and not is_own and not is_ratio:
                yield self._fault_at(offset + 1, value, match[0], f"delete it; {hint}")
                return

    def _doubled(self, offset: int, value: Value, entry: LedgerEntry, quantity: Quantity) -> Iterator[Diagnostic]:
        """Words that say again what the fact prints already: that it is approximate, and its sign."""
        yield from self._hedged(offset, value, entry)
        before = self._run.text[max(0, offset - _LONGEST_BEFORE) : offset]
        fell = _FELL_BY.search(before) if quantity.amount < 0 and "magnitude" not in value.formats else None
        if fell:
            use = " | ".join((value.fact, *value.formats, "magnitude"))
            hint = f"write {{{{ {use} }}}}, which prints it without its sign"
            yield self._again(offset - len(fell[0]), value, fell[0].strip(), hint)

    def _bounded(self, offset: int, value: Value) -> Iterator[Diagnostic]:
        """Words of a range or bound before one, which prints its own, or says another."""
        before = self._run.text[max(0, offset - _LONGEST_BEFORE) : offset]
        hedges, hint = list(self._hedges(offset)), "delete it; a range prints its own words"
        if not hedges and (words := _RANGE_BEFORE.search(before)):
            hedges = [(offset - len(before) + words.start(), words[1])]
        yield from (self._again(at, value, hedge, hint) for at, hedge in hedges)

    def _unit_again(self, offset: int, value: Value, figure: FigureValue) -> Iterator[Diagnostic]:
        """The word for the unit behind a figure that prints it."""
        if "unit" in value.formats:
            unit, is_rate = split_rate(figure.unit)
            word = _WORD_BEHIND.match(self._run.text, offset + 1)
            rate = _RATE_BEHIND.match(self._run.text, offset + 1) if is_rate else None
            if rate or (word and word["word"].casefold() in self._desk.words_of(unit, printed=True)):
                words = (rate[0] if rate else word[0] if word else "").strip()
                yield self._again(offset + 2, value, words, "delete it, or the format unit")

    def _hedged(self, offset: int, value: Value, entry: LedgerEntry) -> Iterator[Diagnostic]:
        hint = f"delete it, or write {{{{ {' | '.join((value.fact, *value.formats, 'bare'))} }}}}"
        if entry.approx and "bare" not in value.formats:
            yield from (self._again(at, value, words, hint) for at, words in self._hedges(offset))

    def _hedges(self, offset: int) -> Iterator[tuple[int, str]]:
        """The words beside a figure that make it approximate, or a bound, with where they begin."""
        text, start = self._run.text, max(0, offset - _LONGEST_BEFORE)
        if hedge := hedge_before(self._language).search(text[start:offset]):
            yield start + hedge.start(1), hedge[1]
        if hedge := hedge_behind(self._language).match(text, offset + 1):
            yield hedge.start(1), hedge[1]

    def _other_unit(self, offset: int, value: Value, figure: FigureValue) -> Iterator[Diagnostic]:
        """A word behind the figure that is the name of another unit of the desk."""
        match = _WORD_BEHIND.match(self._run.text, offset + 1)
        if not match or "unit" in value.formats or kind_of_unit(figure.unit) is not ValueKind.COUNT:
            return
        own, is_rate = split_rate(figure.unit)
        word = match["word"].casefold()
        own_words = set(map(str.casefold, self._desk.words_of(own)))
        unfit = "" if set(map(abs, interval_of(figure).ends)) == {1} else "one"
        forms = (word for each in self._desk.units.values() for name, word in each.forms.items() if name != unfit)
        others = {*self._desk.units, *forms} - _PERSONS
        is_of_time = own == DAYS and _OF_TIME.match(self._run.text, offset + 1) is not None
        if is_rate and word in own_words:
            yield from self._other_rate(match.end(), value)
        elif word not in own_words and (word in others or is_of_time):
            message = f'"{value.fact}" is in {own}, but the text calls it {match["word"]}'
            hint = "name what the fact counts, or correct its unit in facts.yaml"
            place = self._subject.at(self._run.place(*match.span("word")))
            yield codes.ALTERED_FIGURE.at(place, message, hint)

    def _days_left(self, offset: int, value: Value, entry: LedgerEntry, day: date) -> Iterator[Diagnostic]:
        left = Quantity(Decimal((day - self._subject.edition.date).days), DAYS)
        printed = value if "count" in value.formats else replace(value, formats=(*value.formats, "unit"))
        yield from self._signs(offset, printed, left)
        yield from self._doubled(offset, printed, entry, left)
        yield from self._unit_again(offset, printed, left)
        yield from self._other_unit(offset, printed, left)

    def _other_rate(self, at: int, value: Value) -> Iterator[Diagnostic]:
        rate = _RATE_BEHIND.match(self._run.text, at)
        if rate and "day" not in rate[0] and "daily" not in rate[0]:
            yield self._fault_at(at, value, rate[0], "delete it; the fact is a rate for each day")

    def _weekdays(self, offset: int, value: Value, day: date) -> Iterator[Diagnostic]:
        text = self._run.text
        for weekday in weekdays(text, self._run.language or self._desk.language):
            between = text[weekday.end : offset] if weekday.end <= offset else text[offset + 1 : weekday.start]
            if _BETWEEN_DAYS.fullmatch(between) and weekday.number != day.weekday():
                named = text[weekday.start : weekday.end]
                message = f"{day.isoformat()} is not a {named}, but a {self._printer.date(day, 'weekday')}"
                hint = f"correct the date, or write {{{{ {value.fact} | weekday_long }}}}, which knows the day"
                place = self._subject.at(self._run.place(weekday.start, weekday.end))
                yield codes.WEEKDAY_DIFFERS.at(place, message, hint)

    def _fault(self, at: int, value: Value, words: str) -> Diagnostic:
        shown = "another fact" if words in ("", BOUND) else words
        return self._fault_at(self._printed.offset(at), value, shown)

    def _fault_at(self, at: int, value: Value, words: str, hint: str = "") -> Diagnostic:
        shown = words.strip(BLANK)
        at += len(words) - len(words.lstrip(BLANK))
        message = f'"{shown}" beside "{value.fact}" makes another figure of it'
        place = self._subject.at(self._run.place(at, at + max(1, len(shown))))
        return codes.ALTERED_FIGURE.at(place, message, hint or "delete it, or set a space between them")

    def _again(self, at: int, value: Value, words: str, hint: str) -> Diagnostic:
        message = f'"{words}" stands beside "{value.fact}", which prints it itself'
        return codes.ALTERED_FIGURE.at(self._subject.at(self._run.place(at, at + len(words))), message, hint)


def _is_day(named: TextDate, day: date) -> bool:
    return named.fits(day) and named.weekday in (None, day.weekday())

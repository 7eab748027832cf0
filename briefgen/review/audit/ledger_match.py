"""The figures of a document against a ledger: which fact each is, as far as the words around it tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from datetime import date
from enum import Enum

from briefgen.checks.fact_uses import uses_of
from briefgen.checks.language_words import currency_words
from briefgen.checks.subject import Subject
from briefgen.checks.written_text import Headings, WrittenText
from briefgen.frozen import frozen
from briefgen.ledger.formats import ValueKind, kind_of_unit
from briefgen.model.characters import plain
from briefgen.model.fact import PERCENT, FactValue, Interval, LedgerEntry, Quantity, interval_of
from briefgen.model.runs import Run
from briefgen.numbers_in_text import MentionKind, TextDate, find
from briefgen.review.audit.figures import AuditedFigure, half_step, telling
from briefgen.review.audit.statements import contrasts_in, times_in
from briefgen.review.audit.wording import Wording, is_same


class FigureStatus(Enum):
    """What the ledger says of a figure."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Certainty(Enum):
    """How sure it is that a fact is meant: the edition has the same words; all words of its label; most, or none."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@frozen
class FigureFinding:
    """A figure of a document, what the ledger says of it, and how sure that is.

    `fact` and `label` are those of the fact that is meant, "" where the edition prints the figure and no fact is known.
    `ledger` is how the edition prints it.
    """

    figure: AuditedFigure
    status: FigureStatus = FigureStatus.UNKNOWN
    certainty: Certainty | None = None
    fact: str = ""
    label: str = ""
    ledger: str = ""

    @property
    def place(self) -> str:
        """Where the figure stands, in words."""
        return self.figure.passage.place(self.figure.mention.start)

    @property
    def around(self) -> str:
        """The words around the figure, with it."""
        return self.figure.passage.around(self.figure.mention.start, self.figure.mention.end)[0]


@frozen
class _Known:
    """A fact with the words and times of its label."""

    entry: LedgerEntry
    unit: str
    words: Set[str]
    times: Set[str]
    contrasts: Set[str]


@frozen
class _Candidate:
    """A fact that a figure may be: the words of its label that stand around, of how many."""

    entry: LedgerEntry
    shared: int
    words: int

    @property
    def covered(self) -> float:
        return self.shared / self.words if self.words else 0.0


_FEWEST_WORDS, _MOST_OF_THEM, _HALF = 2, 0.75, 0.5
_FEWEST_OF_MOST = 3
_OLD = re.compile(r"\bfrom\s(?:about\s|around\s)?\Z", re.IGNORECASE)
"""Before a figure that was, and is no more."""
_OTHER_YEAR = re.compile(r",?\s[0-9]{4}\b")
"""What stands behind a date without a year, and is none."""


class LedgerMatcher:
    """Tells which fact of an edition a figure is, by the edition's own words where it has them, else by the label."""

    def __init__(self, subject: Subject, wording: Wording) -> None:
        self._subject = subject
        self._wording = wording
        self._known = [
            _known(entry, value.unit)
            for entry in subject.ledger
            if isinstance(value := entry.value, Quantity | Interval)
        ]

    def find(self, figure: AuditedFigure, before: str, behind: str) -> FigureFinding:
        """What is known of a figure between words; one that differs by its label alone is settled by `settle`."""
        uncertain = None
        if same := next((each for each in self._wording.of_line(before, behind) if is_same(each, figure)), None):
            return self._agreeing(figure, same, Certainty.CERTAIN)
        for match in self._wording.matches(before, behind):
            if same := next((each for each in match.figures if is_same(each, figure)), None):
                return self._agreeing(figure, same, Certainty.CERTAIN)
            if (
                match.on_both_sides
                and uncertain is None
                and all(is_same(match.figures[0], each) for each in match.figures)
            ):
                uncertain = match.figures[0]
        if uncertain is not None:
            entry = self._best(self._uses(uncertain), uncertain)
            return self._finding(figure, FigureStatus.DIFFERS, Certainty.CERTAIN, entry, uncertain.text)
        return self._by_value(figure) or FigureFinding(figure)

    def settle(self, findings: Iterable[FigureFinding]) -> Iterator[FigureFinding]:
        """The findings of one sentence or cell, those unknown held against facts that none of the others is."""
        found = list(findings)
        taken = {each.fact for each in found if each.fact and each.figure.counts}
        units = {each.figure.mention.noun for each in found if each.fact and each.figure.mention.noun}
        for each in found:
            is_beside = each.figure.mention.noun in units
            yield self._by_label(each, taken, is_beside=is_beside) if each.status is FigureStatus.UNKNOWN else each

    def _agreeing(self, figure: AuditedFigure, printed: AuditedFigure, certainty: Certainty) -> FigureFinding:
        entry = self._best(self._uses(printed), printed)
        return self._finding(figure, FigureStatus.AGREES, certainty, entry, printed.text)

    def _finding(
        self,
        figure: AuditedFigure,
        status: FigureStatus,
        certainty: Certainty,
        entry: LedgerEntry | None,
        ledger: str = "",
    ) -> FigureFinding:
        if entry is None:
            return FigureFinding(figure, status, certainty, ledger=ledger)
        printed = ledger or self._subject.printer.value(entry.value)
        return FigureFinding(figure, status, certainty, entry.fact.id, entry.fact.label, printed)

    def _uses(self, figure: AuditedFigure) -> list[LedgerEntry]:
        """The facts that print a figure as it is typed."""
        passage = figure.passage
        headings = Headings(passage.row, passage.column) if passage.is_cell else None
        written = WrittenText(Run(passage.text, ()), self._subject, headings)
        return [use.entry for use in uses_of(figure.mention, written)]

    def _best(self, entries: Iterable[LedgerEntry], figure: AuditedFigure) -> LedgerEntry | None:
        """The fact of whose label most words stand around the figure."""
        around = telling(figure.words_around)
        return max(entries, key=lambda entry: _covered(entry, around), default=None)

    def _by_value(self, figure: AuditedFigure) -> FigureFinding | None:
        """A fact of the same value, or of one that is rounded so: known by its label's words, or by the value alone."""
        around = telling(figure.words_around)
        if figure.is_time and _OTHER_YEAR.match(figure.passage.text, figure.mention.end):
            return None
        if exact := self._best(self._uses(figure), figure):
            covered = _covered(exact, around)
            is_meant = covered >= _HALF or (figure.is_time and covered > 0)
            certainty = Certainty.LIKELY if is_meant else Certainty.POSSIBLE
            if covered or figure.is_time or self._counts_unit(figure, exact.value):
                return self._finding(figure, FigureStatus.AGREES, certainty, exact)
        if not figure.counts:
            return None
        close = [
            each.entry for each in self._known if self._is_of_unit(figure, each) and _is_rounded(figure, each.entry)
        ]
        if (near := self._best(close, figure)) and _covered(near, around) >= _HALF:
            return self._finding(figure, FigureStatus.AGREES, Certainty.LIKELY, near)
        return None

    def _by_label(self, finding: FigureFinding, taken: Set[str], *, is_beside: bool) -> FigureFinding:
        """The fact whose label the words around name, if one does best, though its value is another.

        If it `is_beside` a figure of the same noun that a fact is, a label of a single word is enough.
        """
        figure = finding.figure
        if not figure.counts or figure.mention.in_words or _OLD.search(figure.passage.text[: figure.mention.start]):
            return finding
        candidates = sorted(
            self._candidates(figure, taken, is_beside=is_beside), key=lambda each: (-each.covered, -each.shared)
        )
        if not candidates:
            return finding
        best, *others = candidates
        if others and (others[0].covered, others[0].shared) == (best.covered, best.shared):
            return finding  # two facts that their labels do not tell apart
        certainty = Certainty.LIKELY if best.shared == best.words else Certainty.POSSIBLE
        return self._finding(figure, FigureStatus.DIFFERS, certainty, best.entry)

    def _candidates(self, figure: AuditedFigure, taken: Set[str], *, is_beside: bool) -> Iterator[_Candidate]:
        around = telling(figure.words_around)
        contrasts, times = contrasts_in(figure.words_beside), times_in(figure.words_around)
        days = self._days_around(figure)
        for known in self._known:
            shared = len(known.words & around)
            is_all = shared == len(known.words) and shared >= _FEWEST_WORDS
            is_most = shared >= _FEWEST_OF_MOST and shared >= _MOST_OF_THEM * len(known.words)
            is_one = shared == 1 and bool(is_beside or days) and self._is_named_with_unit(figure, known)
            if (
                (is_all or is_most or is_one)
                and known.entry.fact.id not in taken
                and known.contrasts == contrasts
                and known.times <= times
                and self._is_of_unit(figure, known)
                and _is_of_time(known.entry, days, self._subject.edition.date)
            ):
                yield _Candidate(known.entry, shared, len(known.words) + is_one)

    def _is_named_with_unit(self, figure: AuditedFigure, known: _Known) -> bool:
        """Whether a figure is called by the unit of a fact that has a single word for its label."""
        noun = telling(figure.mention.noun)
        return len(known.words) == 1 and not noun.isdisjoint(self._words_for(known.unit) - known.words)

    def _days_around(self, figure: AuditedFigure) -> list[TextDate]:
        """The dates and years in the words around a figure."""
        found = find(plain(figure.words_around), self._subject.edition.desk.language)
        years = (TextDate(int(each)) for each in times_in(figure.words_around) if each.isdecimal())
        return [*(day for mention in found for day in mention.days[:1]), *years]

    def _is_of_unit(self, figure: AuditedFigure, known: _Known) -> bool:
        """Whether a figure is in a fact's unit: by its sign, or by what it counts."""
        unit, mention = known.unit, figure.mention
        if PERCENT in (unit, mention.unit):
            return unit == mention.unit
        is_money = kind_of_unit(unit) is ValueKind.MONEY
        noun = mention.noun.casefold()
        if is_money or mention.kind is MentionKind.MONEY:
            return (
                is_money
                and (mention.unit or unit) == unit
                and (mention.kind is MentionKind.MONEY or unit in currency_words().get(noun.removesuffix("s"), ()))
            )
        if figure.passage.is_cell and not noun:
            return True
        return not telling(noun).isdisjoint(self._words_for(unit) | known.words)

    def _words_for(self, unit: str) -> Set[str]:
        """The words for a unit."""
        return telling(" ".join(self._subject.edition.desk.words_of(unit)))

    def _counts_unit(self, figure: AuditedFigure, value: FactValue) -> bool:
        """Whether the word behind a figure is one for the unit of a value."""
        unit = value.unit if isinstance(value, Quantity | Interval) else ""
        return not telling(figure.mention.noun).isdisjoint(self._words_for(unit))


def _known(entry: LedgerEntry, unit: str) -> _Known:
    label = entry.fact.label
    times = times_in(label)
    return _Known(entry, unit, telling(label) - times, times, contrasts_in(label))


def _covered(entry: LedgerEntry, around: Set[str]) -> float:
    words = telling(entry.fact.label)
    return len(words & around) / len(words) if words else 0.0


def _is_rounded(figure: AuditedFigure, entry: LedgerEntry) -> bool:
    """Whether a figure is a fact's value, rounded to the figure's last digit, or an end of its range."""
    value = entry.value
    if isinstance(value, Interval):
        return figure.amount in value.ends
    exact = entry.exact if entry.exact is not None else interval_of(value).low if isinstance(value, Quantity) else None
    step = half_step(figure.mention, figure.amount)
    return exact is not None and abs(exact - figure.amount) <= step and abs(figure.amount) > step


def _is_of_time(entry: LedgerEntry, days: list[TextDate], today: date) -> bool:
    """Whether no date around speaks of another time than the fact."""
    fact = entry.fact
    first = entry.period.first if entry.period else fact.as_of or date(today.year - 1, 1, 1)
    last = entry.period.last if entry.period else fact.as_of or date(today.year, 12, 31)
    return all(any(_fits(day, each) for each in _months(first, last)) for day in days)


def _months(first: date, last: date) -> list[date]:
    """A day of each month of a time, and its ends; of a long time, of each year."""
    years = range(first.year, last.year + 1)
    between = [date(year, month, 1) for year in years for month in range(1, 13)]
    return [first, last, *(day for day in between if first <= day <= last)]


def _fits(day: TextDate, each: date) -> bool:
    return day.year in (None, each.year) and day.month in (None, each.month)

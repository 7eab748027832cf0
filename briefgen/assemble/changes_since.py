"""Since the last brief: the figures and deadlines that have changed, as they were, as they are, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import assert_never

from briefgen.assemble.deadlines import settled
from briefgen.ledger import ChangePrinter, Changes
from briefgen.ledger.comparison import DeadlineChange, FigureChange, Turn
from briefgen.ledger.table import SINCE, facts_shown
from briefgen.model.blocks import Align, Block, Cell, Column, Heading, Paragraph, Table
from briefgen.model.edition import OPEN
from briefgen.model.fact import LedgerEntry, NameValue
from briefgen.model.inlines import Inlines, LineBreak, Text, Value

HEADING = "since-the-last-brief"
ALIGNMENTS = (Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT)

SHOWN = 8
"""So many new figures are listed one by one, and so many dropped ones; `briefgen diff` shows all."""

Row = tuple[Cell, ...]


def since_the_last(changes: Changes) -> tuple[Block, ...]:
    """A heading and a table of what has changed since the last brief, or a sentence that nothing has.

    Figures that follow from the edition's date alone are left out: the upcoming dates show them.
    """
    return _Part(changes).blocks()


class _Part:
    """The part in the making."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._printer = ChangePrinter(changes)
        self._labels = changes.new.edition.labels
        self._none: Inlines = (Text(self._labels.nothing),)
        self._order = {
            fact: number
            for number, fact in enumerate(dict.fromkeys(facts_shown(changes.new.edition, changes.new.ledger)))
        }

    def blocks(self) -> tuple[Block, ...]:
        heading = Heading(1, (Text(self._labels.since),), id=HEADING, anchor=f"section:{HEADING}")
        rows = (*self._figures(), *self._deadlines())
        if not rows:
            text = self._labels.since_nothing.format(date=self._day(self._changes.old.edition.date, "long"))
            return heading, Paragraph((Text(text),), id="since-nothing")
        columns = tuple(Column(align) for align in ALIGNMENTS)
        return heading, Table(columns, self._head(), rows, id=SINCE, anchor="table:since")

    def _head(self) -> Row:
        last = _dated(self._labels.since_last, self._day(self._changes.old.edition.date, "short"))
        this = _dated(self._labels.since_this, self._day(self._changes.new.edition.date, "short"))
        return _row("head", (Text(self._labels.since_what),), last, this, self._labels.since_change)

    def _figures(self) -> Iterator[Row]:
        """The changed figures, then the new ones, then those that are gone."""
        changed = [each for each in self._changes.figures if each.new.fact.id not in self._changes.dated]
        limit = self._changes.new.edition.desk.since.limit
        if more := len(changed) - limit if len(changed) > limit + 1 else 0:
            changed = sorted(changed, key=self._rank)[:limit]
        yield from map(self._changed, changed)
        if more:
            yield self._more(more, "changed", self._labels.changed)
        yield from self._listed(self._changes.added, self._added, "added", self._labels.added)
        yield from self._listed(self._changes.dropped, self._dropped, "dropped", self._labels.dropped)

    def _changed(self, change: FigureChange) -> Row:
        difference = self._printer.change(change) or self._labels.nothing
        old, new = self._old(change.old), self._new(change.new)
        then, now = change.old.period, change.new.period
        if then and now and (then.first, then.last) != (now.first, now.last):
            old = (*old, LineBreak(), Text(self._printer.old_period(then)))
            new = (*new, LineBreak(), Text(self._printer.new_period(now)))
        return self._figure(change.new, old, new, difference)

    def _added(self, entry: LedgerEntry) -> Row:
        return self._figure(entry, self._none, self._new(entry), self._labels.added)

    def _dropped(self, entry: LedgerEntry) -> Row:
        return self._figure(entry, self._old(entry), self._none, self._labels.dropped)

    def _figure(self, entry: LedgerEntry, old: Inlines, new: Inlines, change: str) -> Row:
        label = Text(entry.fact.label, place=entry.fact.places.get("label", entry.fact.place))
        return _row(f"figure-{entry.fact.id}", (label,), old, new, change)

    def _listed(
        self, entries: Sequence[LedgerEntry], row: Callable[[LedgerEntry], Row], name: str, word: str
    ) -> Iterator[Row]:
        """A row for each figure, or where they are many for the first ones, and how many more there are."""
        figures = [e for e in entries if e.fact.id not in self._changes.dated and not isinstance(e.value, NameValue)]
        shown = len(figures) if len(figures) <= SHOWN + 1 else SHOWN
        yield from map(row, figures[:shown])
        if more := len(figures) - shown:
            yield self._more(more, name, word)

    def _more(self, count: int, name: str, word: str) -> Row:
        return _row(f"more-{name}", (Text(self._labels.counted(self._labels.more_figures, count)),), (), (), word)

    def _rank(self, change: FigureChange) -> int:
        """Where a figure stands among those that the brief prints: the key figures, then in the order of the texts."""
        return self._order.get(change.new.fact.id, len(self._order))

    def _deadlines(self) -> Iterator[Row]:
        """The deadlines by date; one that was settled already, or only reads otherwise, goes without a word."""
        told = (change for change in self._changes.deadlines if change.new or change.deadline.status == OPEN)
        for change in sorted(told, key=lambda change: change.deadline.by):
            old = (Text(self._day(change.old.by, "short")),) if change.old else self._none
            new = (Value(change.new.id, ("short",), place=change.new.place),) if change.new else self._none
            if turns := self._labels.listed(filter(None, (self._turn(turn, change) for turn in change.turns))):
                yield _row(f"deadline-{change.deadline.id}", self._task(change), old, new, turns)

    def _task(self, change: DeadlineChange) -> Inlines:
        """Who must do what, or what the deadline is called; one that is gone is called as the last brief did."""
        if change.new and not change.new.label:
            return (*change.new.who, Text(self._labels.separators.label), *change.new.what)
        text = self._labels.deadline.format(what=self._printer.deadline(change))
        return (Text(text, place=change.deadline.place),)

    def _turn(self, turn: Turn, change: DeadlineChange) -> str:
        match turn:
            case Turn.ADDED:
                return self._labels.added
            case Turn.DROPPED:
                return self._labels.dropped
            case Turn.MOVED:
                return self._printer.moved(change.days)
            case Turn.SETTLED:
                return settled(change.deadline, self._labels)
            case Turn.REOPENED:
                return self._labels.reopened
            case Turn.PASSED:
                return self._labels.passed
            case Turn.REWORDED:
                return ""
            case _:
                assert_never(turn)

    def _old(self, entry: LedgerEntry) -> Inlines:
        return (Text(self._printer.old(entry)),)

    def _new(self, entry: LedgerEntry) -> Inlines:
        return (Value(entry.fact.id, self._printer.formats(entry), place=entry.fact.place),)

    def _day(self, day: date, form: str) -> str:
        return self._printer.date(day, form)


def _dated(label: str, day: str) -> Inlines:
    return (Text(label), LineBreak(), Text(day))


def _row(name: str, what: Inlines, old: Inlines, new: Inlines, change: str) -> Row:
    contents = (what, old, new, (Text(change),))
    return tuple(Cell(text, id=f"since-{name}-{column}") for column, text in enumerate(contents, 1))

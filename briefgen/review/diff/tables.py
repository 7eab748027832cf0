"""Tables compared: columns and rows that were added or are gone, and the words of the cells that stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefgen.frozen import frozen
from briefgen.model.blocks import Cell, Change, ChangeKind, Column, GroupCell, SpanningCell, Table
from briefgen.model.traverse import plain_text
from briefgen.review.diff.align import Fingerprint, Sequences, align, by_words
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.diff.tokens import words_of

Row = tuple[Cell, ...]
Pair = tuple[int | None, int | None]
"""The places of one column in the old table and in the new one; none where it does not have it."""

SAME_NAME = 0.7
"""How alike two rows are at least that have the same first cell."""


@frozen
class TableComparison:
    """The comparison of two tables."""

    reviser: Reviser
    old: Table
    new: Table

    def table(self) -> Table | None:
        """The two as one table; none where they have no column in common, or too many in all.

        Nor are tables one whose headings do not span the same columns, above the rows or between them.
        """
        columns = self._columns()
        kept = [pair for pair in columns if None not in pair]
        spans = [[[cell.span for cell in row] for row in table.above] for table in (self.old, self.new)]
        grouped = any(isinstance(row[0], GroupCell) for table in (self.old, self.new) for row in table.rows)
        if spans[0] != spans[1] or ((self.new.above or grouped) and any(old != new for old, new in columns)):
            return None
        if not kept or len(columns) > max(len(self.old.columns), len(self.new.columns)) + 2:
            return None
        text = self.reviser.text
        return replace(
            self.new,
            columns=tuple(self._column(pair) for pair in columns),
            above=tuple(map(self._spanning, self.old.above, self.new.above)),
            header=self._row(self.old.header, self.new.header, columns),
            rows=tuple(self._rows(columns)),
            caption=text(self.old.caption, self.new.caption),
            source=text(self.old.source, self.new.source),
            scale=min(self.old.scale, self.new.scale),
        )

    def _spanning(self, old: tuple[SpanningCell, ...], new: tuple[SpanningCell, ...]) -> tuple[SpanningCell, ...]:
        """The cells of a row above the header, which span the same columns in both."""
        text = self.reviser.text
        return tuple(
            replace(after, content=text(before.content, after.content)) for before, after in zip(old, new, strict=True)
        )

    def _columns(self) -> list[Pair]:
        """The columns of both, by their heads, and by their order where there are as many between two."""
        olds, news = ([_element("", (cell,)) for cell in table.header] for table in (self.old, self.new))
        steps = align(Sequences(olds, news)).steps
        pairs: list[Pair] = []
        for is_kept, group in groupby(steps, key=lambda step: bool(step.old and step.new)):
            run = list(group)
            gone, come = [i for step in run for i in step.old], [j for step in run for j in step.new]
            if is_kept or len(gone) == len(come):
                pairs += zip(gone, come, strict=True)
            else:
                pairs += [*((i, None) for i in gone), *((None, j) for j in come)]
        return pairs

    def _column(self, pair: Pair) -> Column:
        old, new = pair
        return self.new.columns[new] if new is not None else self.old.columns[old or 0]

    def _rows(self, columns: Sequence[Pair]) -> Iterator[Row]:
        kept = [(i, j) for i, j in columns if i is not None and j is not None]
        olds = [_element(row[0].id, row) for row in self.old.rows]
        news = [_element(row[0].id, row) for row in self.new.rows]

        def alike(i: int, j: int) -> float:
            return _likeness(self.old.rows[i], self.new.rows[j], kept)

        for step in align(Sequences(olds, news, alike)).steps:
            before = self.old.rows[step.old[0]] if step.old else None
            after = self.new.rows[step.new[0]] if step.new else None
            yield self._row(before, after, columns)

    def _row(self, old: Row | None, new: Row | None, columns: Sequence[Pair]) -> Row:
        """A row of both tables, or one that only one has, with a cell in each of the columns of both."""
        return tuple(self._cell(old, new, *pair) for pair in columns)

    def _cell(self, old: Row | None, new: Row | None, before: int | None, after: int | None) -> Cell:
        """A cell; where a row is new and its column gone, or the other way round, there has never been one."""
        inserted, deleted = map(self.reviser.change, (ChangeKind.INSERTED, ChangeKind.DELETED))
        change: Change | None = deleted if after is None else inserted if before is None else None
        if change is None and (old is None or new is None):
            change = inserted if old is None else deleted
        origin = old[before] if old is not None and before is not None else None
        target = new[after] if new is not None and after is not None else None
        if origin and target:
            return replace(target, content=self.reviser.text(origin.content, target.content))
        cell = target or (replace(origin, id="", anchor="") if origin else Cell(()))
        return replace(cell, change=change)


def _likeness(old: Row, new: Row, columns: Sequence[tuple[int, int]]) -> float:
    before, after = [old[i] for i, _ in columns], [new[j] for _, j in columns]
    alike = by_words(_element("", before), _element("", after))
    named = bool(plain_text(before[0].content)) and words_of(before[0].content) == words_of(after[0].content)
    return max(alike, SAME_NAME) if named else alike


def _element(identity: str, cells: Sequence[Cell]) -> Fingerprint:
    texts = [cell.content for cell in cells]
    return Fingerprint((identity,), tuple(map(plain_text, texts)), words_of(*texts))

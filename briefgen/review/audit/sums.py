"""Sums and shares within the tables of a document: what does not add up to its total, or follow from its counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import permutations

from briefgen import codes
from briefgen.codes import Code
from briefgen.frozen import frozen
from briefgen.review.audit.figures import AuditedFigure, half_step, is_share
from briefgen.review.audit.tables import FigureGrid

_TOTAL = re.compile(
    r"(?:grand |sub-?|sub |overall )?(?:total|sum)s?\b|all\b(?! other)|both sexes|overall\b", re.IGNORECASE
)
_CERTAIN = re.compile(r"(?:grand |sub-?|sub )?(?:total|sum)s?\b", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(r"\b(?:grand |sub-?)?totals?$", re.IGNORECASE)
_OF_WHICH = re.compile(r"\W*(?:of (?:which|whom|these|them)|thereof|including|incl\.)", re.IGNORECASE)
_NO_SUM = re.compile(
    r"\b(?:rate|average|mean|median|per|index|ratio|price|change|growth|age|years?|rank|no|code|id|date|density|score"
    r"|difference|increase|decrease|minimum|maximum|min|max|yield|target|since)\b|[#Δ/]",
    re.IGNORECASE,
)
_ROUNDING = re.compile(
    r"\bround(?:ing|ed)\b|\bthousands?\b|\bmillions?\b|\bbillions?\b|\b(?:mn|bn)\b|['’]?000\b", re.IGNORECASE
)
_WHOLE = Decimal(100)
_NEAR_WHOLE = Decimal(5)
_MOST_TOTALS, _MOST_COUNTS = 50, 10
"""So many totals of a table are added up, and between so many columns relations are looked for."""
_FEWEST_PARTS, _FEWEST_SHARES = 2, 3

Expected = tuple[Decimal, str]
"""What a share should be, and of what it is said to be one."""

Relation = Callable[[int], Expected | None]
"""What the share in a row should be."""


@frozen
class DocumentFault:
    """A fault of a document in itself: its kind, the figure that is at fault, and what is wrong, with a hint.

    A total has the `parts` that were added.
    """

    code: Code
    figure: AuditedFigure
    message: str
    hint: str = ""
    parts: tuple[AuditedFigure, ...] = ()


def table_faults(grid: FigureGrid, *, is_rounded: bool) -> Iterator[DocumentFault]:
    """The faults of a table; `is_rounded` says that the document speaks of rounding."""
    checker = _Checker(grid, is_rounded or _ROUNDING.search(grid.table.caption) is not None)
    sums = _crossing([*checker.totals_below(), *checker.totals_beside()])
    seen = set[int]()
    for fault in (*sums, *checker.parts(), *checker.shares()):
        if id(fault.figure) not in seen:
            seen.add(id(fault.figure))
            yield fault


def _crossing(faults: list[DocumentFault]) -> list[DocumentFault]:
    """The faults of sums, with a hint at the figure in which the sum of a row and that of a column cross."""
    if len(faults) != 2:  # of more faults nobody can tell
        return faults
    first, last = ({id(figure): figure for figure in (fault.figure, *fault.parts)} for fault in faults)
    common = [figure for key, figure in first.items() if key in last]
    if len(common) != 1:
        return faults
    hint = f"both its row and its column do not add up: compare {common[0].text} with its source first"
    return [replace(fault, hint=hint) for fault in faults]


def shown(figures: Sequence[AuditedFigure]) -> str:
    """An addition as a message has it."""
    texts = [figure.text for figure in figures]
    return " + ".join(texts if len(texts) <= _MOST_SHOWN else [*texts[:_MOST_SHOWN], "…"])


_MOST_SHOWN = 6


def number(amount: Decimal) -> str:
    """A sum as a message has it."""
    plain = amount.normalize()
    return f"{plain:,f}"


@frozen
class _Sum:
    """A total with its parts: whether these add up to it, as far as rounding allows."""

    total: AuditedFigure
    parts: list[AuditedFigure]
    slack: Decimal

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        return abs(self.amount - self.total.amount) <= self.slack

    @property
    def looks_like_mean(self) -> bool:
        """Whether the total lies among its parts, as a mean does, with a fraction that sums of counts do not have."""
        amounts = [part.amount for part in self.parts]
        has_places = any(each.amount % 1 for each in (self.total, *self.parts))
        return bool(amounts) and has_places and min(amounts) <= self.total.amount <= max(amounts)

    @property
    def looks_cumulative(self) -> bool:
        """Whether the parts grow to the total, as counts up to each week do."""
        amounts = [part.amount for part in self.parts]
        return len(amounts) > 1 and amounts == sorted(amounts) and amounts[-1] == self.total.amount


@frozen
class _Checker:
    grid: FigureGrid
    is_rounded: bool

    @property
    def _rows(self) -> range:
        return range(len(self.grid.names))

    @cached_property
    def _total_rows(self) -> list[int]:
        return [row for row in self._rows if _is_total(self.grid.names[row])][:_MOST_TOTALS]

    @cached_property
    def _total_columns(self) -> list[int]:
        return [column for column in self.grid.figure_columns if _is_total(self.grid.columns[column])]

    def totals_below(self) -> Iterator[DocumentFault]:
        """Totals of columns."""
        for row in self._total_rows:
            columns = [c for c in self.grid.figure_columns if (row, c) in self.grid.figures]
            ways = [
                [self._sum((row, column), self.grid.column(column, parts)) for column in columns]
                for parts in self._parts_of(row, self._rows, self._total_rows, self._of_which_rows)
            ]
            is_certain = _CERTAIN.match(self.grid.names[row]) is not None
            for column, sums in zip(columns, zip(*ways, strict=True), strict=True):
                heading = self.grid.columns[column]
                yield from self._judged(heading, sums, ways, is_certain=is_certain)

    def _judged(
        self, heading: str, sums: Sequence[_Sum | None], ways: list[list[_Sum | None]], *, is_certain: bool
    ) -> Iterator[DocumentFault]:
        """The fault of one total, if no way of adding gives it, and others of its row or its name vouch for it."""
        tried = [each for each in sums if each]
        if not tried or any(each.holds or each.looks_cumulative for each in tried):
            return
        total = tried[0].total
        if is_share(total) or (_is_share_heading(heading)):
            if not abs(total.amount - _WHOLE) <= 1:
                return
        elif _NO_SUM.search(heading):
            return
        held = [sum(each is not None and each.holds for each in way) for way in ways]
        best = max(range(len(sums)), key=lambda way: (held[way], sums[way] is not None))
        found = sums[best] or tried[0]
        if held[best] == 0 and (not is_certain or found.looks_like_mean):
            return
        yield _not_sum(found)

    def totals_beside(self) -> Iterator[DocumentFault]:
        """Totals of rows, where most of the column are sums."""
        columns = [c for c in self.grid.figure_columns if not _NO_SUM.search(self.grid.columns[c])]
        for column in self._total_columns:
            for parts in self._parts_of(column, columns, self._total_columns, []):
                sums = [
                    found
                    for row in self._rows
                    if (row, column) in self.grid.figures
                    and (found := self._sum((row, column), self.grid.row(row, parts)))
                ]
                held = sum(each.holds for each in sums)
                if held and held >= len(sums) - held:
                    yield from (_not_sum(each) for each in sums if not each.holds)
                    break

    @cached_property
    def _of_which_rows(self) -> list[int]:
        return [row for row in self._rows if _OF_WHICH.match(self.grid.names[row])]

    def _parts_of(self, total: int, lines: Sequence[int], totals: list[int], inner: list[int]) -> Iterator[list[int]]:
        """What a total may add up: all above it to the total before, all above, the totals before, all below, all."""
        plain = [line for line in lines if line not in totals and line not in inner]
        before = max((line for line in totals if line < total), default=-1)
        behind = min((line for line in totals if line > total), default=len(lines) + total + 1)
        yield [line for line in plain if before < line < total]
        yield [line for line in plain if line < total]
        yield [line for line in totals if line < total]
        yield [line for line in plain if total < line < behind]
        yield plain

    def _sum(self, cell: tuple[int, int], parts: list[AuditedFigure] | None) -> _Sum | None:
        total = self.grid.figures[cell]
        if (
            parts is None
            or len(parts) < _FEWEST_PARTS
            or any(part.mention.unit != total.mention.unit for part in parts)
        ):
            return None
        steps = sum((half_step(part.mention, part.amount) for part in parts), half_step(total.mention, total.amount))
        is_exact = all(part.amount % 1 == 0 for part in (*parts, total)) and not is_share(total)
        heading = self.grid.columns[cell[1]]
        if is_exact and not (self.is_rounded or _ROUNDING.search(heading) or _is_share_heading(heading)):
            steps = Decimal(0)
        return _Sum(total, parts, steps)

    def parts(self) -> Iterator[DocumentFault]:
        """Rows of which others are parts, and that are less than these."""
        for row in self._of_which_rows:
            whole = max((r for r in range(row) if not _OF_WHICH.match(self.grid.names[r])), default=None)
            for column in self.grid.figure_columns if whole is not None else ():
                part, all_of = (self.grid.figures.get((r or 0, column)) for r in (row, whole))
                if part and all_of and part.mention.unit == all_of.mention.unit and part.amount > all_of.amount:
                    message = f"the document says {part.text} of {all_of.text}: the part is more than the whole"
                    yield DocumentFault(codes.PARTS_EXCEED_WHOLE, part, message, "compare both with their source")

    def shares(self) -> Iterator[DocumentFault]:
        """Shares that do not follow from the counts in their rows, and that do not make up a whole."""
        columns = [c for c in self.grid.figure_columns if self._is_share_column(c)]
        counts = [c for c in self.grid.figure_columns if c not in columns][:_MOST_COUNTS]
        for column in columns:
            followed = list(self._followed(column, counts))
            yield from followed
        yield from self._wholes(columns)

    def _is_share_column(self, column: int) -> bool:
        own = [self.grid.figures[cell] for cell in self.grid.figures if cell[1] == column]
        return bool(own) and (all(map(is_share, own)) or _is_share_heading(self.grid.columns[column]))

    def _followed(self, column: int, counts: list[int]) -> Iterator[DocumentFault]:
        """Shares that are not what most of their column are: of a total, of another column, or its change."""
        best: list[tuple[AuditedFigure, Decimal, str]] = []
        most = 1
        for relation in self._relations(counts):
            pairs = [
                (stated, expected, words)
                for row in self._rows
                if (stated := self.grid.figures.get((row, column))) and (found := relation(row))
                for expected, words in [found]
            ]
            wrong = [each for each in pairs if not _is_near(each[0], each[1])]
            held = len(pairs) - len(wrong)
            if held > most and len(wrong) < held:
                most, best = held, wrong
        for stated, expected, words in best:
            message = f"the document says {stated.text}, but {words} is {_percent(expected, stated)}"
            yield DocumentFault(codes.SHARE_DIFFERS, stated, message, _CORRECT)

    def _relations(self, counts: list[int]) -> Iterator[Relation]:
        for column in counts:
            if whole := self._whole(column):
                yield partial(self._share_of, whole, column)
        for part, other in permutations(counts, 2):
            yield partial(self._share_beside, other, part)
            if part < other:
                yield partial(self._change, part, other)

    def _whole(self, column: int) -> AuditedFigure | None:
        totals = [row for row in self._total_rows if (row, column) in self.grid.figures]
        return self.grid.figures[totals[-1], column] if totals else None

    def _share_of(self, whole: AuditedFigure, column: int, row: int) -> Expected | None:
        found = self.grid.figures.get((row, column))
        if found is None or not whole.amount or found.mention.unit != whole.mention.unit:
            return None
        return found.amount / whole.amount * 100, f"{found.text} of {whole.text}"

    def _share_beside(self, other: int, column: int, row: int) -> Expected | None:
        whole = self.grid.figures.get((row, other))
        return None if whole is None else self._share_of(whole, column, row)

    def _change(self, old: int, new: int, row: int) -> Expected | None:
        before, after = (self.grid.figures.get((row, column)) for column in (old, new))
        if before is None or after is None or not before.amount or before.mention.unit != after.mention.unit:
            return None
        return (after.amount / before.amount - 1) * 100, f"the change from {before.text} to {after.text}"

    def _wholes(self, columns: list[int]) -> Iterator[DocumentFault]:
        """Shares of one whole that do not add up to it."""
        rows = [row for row in self._rows if row not in self._total_rows]
        sides: list[list[list[AuditedFigure]]] = [
            [
                own
                for row in self._rows
                if (own := self.grid.row(row, [c for c in columns if c not in self._total_columns]))
            ],
            [own for column in columns if (own := self.grid.column(column, rows))],
        ]
        for side, lines in enumerate(sides):
            full = [line for line in lines if len(line) >= 2]
            off = [line for line in full if not adds_to_whole(line)]
            held = len(full) - len(off)
            for line in off:
                is_single = side == 1 and not held and len(line) >= _FEWEST_SHARES and is_near_whole(line)
                if (held > 1 and held > len(off)) or (is_single and not self._total_rows):
                    yield not_whole(line)


def _is_total(name: str) -> bool:
    return _TOTAL.match(name) is not None or _TOTAL_BEHIND.search(name) is not None


def _is_share_heading(heading: str) -> bool:
    return re.search(r"%|\bper ?cent\b|\bshare\b|\bproportion\b", heading, re.IGNORECASE) is not None


_CORRECT = "compare the figures with their source, and correct the one that is wrong"


def _not_sum(found: _Sum) -> DocumentFault:
    message = f"the total {found.total.text} is not the sum of its parts: {shown(found.parts)} = {number(found.amount)}"
    return DocumentFault(codes.TOTAL_DIFFERS, found.total, message, _CORRECT, tuple(found.parts))


def _is_near(stated: AuditedFigure, expected: Decimal) -> bool:
    """Whether a share, up to its sign, is what is expected at its own precision."""
    step = half_step(stated.mention, stated.amount) * Decimal("1.001")
    return min(abs(stated.amount - expected), abs(stated.amount - abs(expected))) <= step


def _percent(amount: Decimal, beside: AuditedFigure) -> str:
    """A share with a place more than the figure beside which it is said."""
    step = half_step(beside.mention, beside.amount)
    places = max(0, -step.adjusted())
    return f"{amount:.{places}f}%"


def adds_to_whole(shares: Sequence[AuditedFigure]) -> bool:
    """Whether shares add up to 100% as far as rounding allows."""
    slack = sum((half_step(share.mention, share.amount) for share in shares), Decimal(0))
    return abs(sum((share.amount for share in shares), Decimal(0)) - _WHOLE) <= slack


def is_near_whole(shares: Sequence[AuditedFigure]) -> bool:
    """Whether shares come so near to 100% that they are meant to be a whole."""
    return abs(sum((share.amount for share in shares), Decimal(0)) - _WHOLE) <= _NEAR_WHOLE


def not_whole(shares: Sequence[AuditedFigure]) -> DocumentFault:
    """The fault of shares that are no whole."""
    added = sum((share.amount for share in shares), Decimal(0))
    message = f"the shares do not make up a whole: {shown(shares)} = {number(added)}%"
    return DocumentFault(codes.SHARES_NO_WHOLE, shares[-1], message, _CORRECT)

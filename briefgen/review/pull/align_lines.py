"""Aligning lines: which line of a reviewed document came from which line of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.formats.docx.word_model import Item, WordParagraph, WordRow, WordTable
from briefgen.frozen import frozen
from briefgen.review.diff.align import ALIKE, Fingerprint, Matching, likeness, out_of_order, pair_best
from briefgen.review.diff.tokens import solid_words


@frozen
class ParagraphGroup:
    """Lines of ours and what became of them: none on one side where lines were added or taken out.

    `confidence` is 1 where their bookmark tells it, and how alike they are elsewhere. `after` is our line that stands
    before them in the reviewed document, none at the start, and `before` the one that follows them, none at the end;
    `beside` are lines that came to stand between `after` and them. `moved` says that they stand elsewhere than before.
    """

    base: tuple[WordParagraph, ...]
    reviewed: tuple[WordParagraph, ...]
    confidence: float = 1.0
    after: WordParagraph | None = None
    before: WordParagraph | None = None
    beside: tuple[WordParagraph, ...] = ()
    moved: bool = False


@frozen
class RowGroup:
    """A table's row of ours and what became of it; `cells` are the groups of its cells, column by column."""

    base: WordRow | None
    reviewed: WordRow | None
    cells: tuple[tuple[ParagraphGroup, ...], ...] = ()
    after: WordRow | None = None

    @property
    def is_reset(self) -> bool:
        """Whether the row has other cells than before, or what stood in one of them stands in another."""
        if self.base is None or self.reviewed is None:
            return False
        owners = {name: number for number, cell in enumerate(self.base.cells) for name in _names(cell)}
        found = ((number, name) for number, cell in enumerate(self.reviewed.cells) for name in _names(cell))
        is_rearranged = any(owners.get(name, number) != number for number, name in found)
        is_joined = self.base.is_merged != self.reviewed.is_merged
        return is_rearranged or is_joined or len(self.base.cells) != len(self.reviewed.cells)


@frozen
class TableGroup:
    """A table of ours and what became of it; `moved` says that it stands behind other lines than before."""

    base: WordTable | None
    reviewed: WordTable | None
    rows: tuple[RowGroup, ...] = ()
    moved: bool = False

    @property
    def kept(self) -> list[WordRow]:
        """Our rows that are still there, in the reviewed order."""
        return [row.base for row in self.rows if row.base is not None and row.reviewed is not None]

    @property
    def is_reordered(self) -> bool:
        """Whether rows that are still there stand in another order."""
        ranks = {id(row): rank for rank, row in enumerate(self.base.rows if self.base else ())}
        return any(ranks[id(one)] > ranks[id(other)] for one, other in pairwise(self.kept))


Aligned = ParagraphGroup | TableGroup


def align(base: Sequence[Item], reviewed: Sequence[Item]) -> list[Aligned]:
    """The groups of two flows, in the reviewed order; what was taken out stands at the end.

    The bookmarks of lines name what they came from.
    """
    ours = [item for item in base if isinstance(item, WordParagraph) and item.text.strip()]
    theirs = [item for item in reviewed if isinstance(item, WordParagraph) and item.text.strip()]
    groups: list[Aligned] = list(_lines(ours, theirs, _befores(reviewed, theirs)))
    return [*groups, *_in_flow(_grids(base, reviewed), base, reviewed, groups)]


def _in_flow(
    grids: Sequence[TableGroup], base: Sequence[Item], reviewed: Sequence[Item], groups: Iterable[Aligned]
) -> list[TableGroup]:
    """The tables, each knowing whether it has moved among the lines that have not, and the tables among each other."""
    stayed = [group for group in groups if isinstance(group, ParagraphGroup) and group.base and group.reviewed]
    stayed = [group for group in stayed if not group.moved]
    ours = _behind(base, {id(group.base[-1]) for group in stayed})
    theirs = _behind(reviewed, {id(group.reviewed[-1]) for group in stayed})
    both = [grid for grid in grids if grid.base is not None and grid.reviewed is not None]
    both.sort(key=lambda grid: theirs[id(grid.reviewed)][0])
    astray = out_of_order([ours[id(grid.base)][0] for grid in both])
    return [
        replace(grid, moved=ours[id(grid.base)][0] in astray or ours[id(grid.base)][1] != theirs[id(grid.reviewed)][1])
        if grid.base is not None and grid.reviewed is not None
        else grid
        for grid in grids
    ]


def _behind(items: Sequence[Item], stayed: set[int]) -> dict[int, tuple[int, int]]:
    """For each table, by its identity, its number in the flow and how many of some lines stand before it."""
    count = 0
    found: dict[int, tuple[int, int]] = {}
    for number, item in enumerate(items):
        if isinstance(item, WordTable):
            found[id(item)] = number, count
        count += id(item) in stayed
    return found


def _befores(items: Sequence[Item], lines: Sequence[WordParagraph]) -> dict[int, list[WordParagraph]]:
    """By the number of a reviewed line, the lines of the tables that stand between it and the line before."""
    numbers = {id(line): number for number, line in enumerate(lines)}
    before: dict[int, list[WordParagraph]] = {}
    waiting: list[WordParagraph] = []
    for item in items:
        if isinstance(item, WordTable):
            waiting += item.lines
        elif id(item) in numbers:
            before[numbers[id(item)]] = waiting
            waiting = []
    return before


def _lines(
    ours: Sequence[WordParagraph], theirs: Sequence[WordParagraph], between: dict[int, list[WordParagraph]]
) -> list[ParagraphGroup]:
    alts, others = ([thing.alt for line in lines for thing in line.things] for lines in (ours, theirs))
    by_alt = any(others) and (len(alts) != len(others) or sorted(alts) == sorted(others))
    matching = Matching(*([_fingerprint(line, by_alt=by_alt) for line in lines] for lines in (ours, theirs)))
    by_name = {name: line for line in ours for name in line.names}
    groups: list[ParagraphGroup] = []
    previous: WordParagraph | None = None
    beside: list[WordParagraph] = []
    done: set[int] = set()
    for number, line in enumerate(theirs):
        if number in done:
            continue
        for cell in between.get(number, ()):
            previous, beside = cell, []
        first = matching.old_of.get(number)
        if first is None and number not in matching.split_of:
            groups.append(ParagraphGroup((), (line,), 0.0, previous, beside=tuple(beside)))
            beside.append(line)
            continue
        first = matching.split_of[number] if first is None else first
        parts, whole = matching.parts(first), matching.joined(first)
        done.update(parts)
        confidence = matching.confidence[first]
        bases, reviews = tuple(ours[b] for b in whole), tuple(theirs[r] for r in parts)
        groups.append(
            ParagraphGroup(bases, reviews, confidence, previous, beside=tuple(beside), moved=first in matching.moved)
        )
        if first in matching.moved:
            beside += reviews
        else:
            previous = by_name.get(bases[-1].names[0], bases[-1]) if bases[-1].names else bases[-1]
            beside = []
    taken = {*matching.new_of, *matching.joined_to}
    return [*_followed(groups), *(ParagraphGroup((line,), ()) for b, line in enumerate(ours) if b not in taken)]


def _fingerprint(line: WordParagraph, *, by_alt: bool) -> Fingerprint:
    """What a line is known by; a picture by its alternative text, if that can tell."""
    heading = line.style if line.style.startswith("heading") else ""
    alts = tuple(thing.alt for thing in line.things) if by_alt else ()
    return Fingerprint(line.names, (line.text, alts), tuple(solid_words(line.text)), heading)


def _followed(groups: Sequence[ParagraphGroup]) -> list[ParagraphGroup]:
    """The groups in their order, each with our line that follows it."""
    following: WordParagraph | None = None
    found: list[ParagraphGroup] = []
    for group in reversed(groups):
        found.append(replace(group, before=following))
        if group.base and not group.moved:
            following = group.base[0]
    return found[::-1]


def _grids(base: Sequence[Item], reviewed: Sequence[Item]) -> list[TableGroup]:
    ours = [item for item in base if isinstance(item, WordTable)]
    theirs = [item for item in reviewed if isinstance(item, WordTable)]
    akin = ((_kinship(one, other), b, r) for b, one in enumerate(ours) for r, other in enumerate(theirs))
    pairs = pair_best(((-score, -b, -r), b, r) for score, b, r in akin if score > 0)
    groups = [
        TableGroup(ours[b], theirs[r], tuple(_rows(ours[b].rows, theirs[r].rows))) for b, r in sorted(pairs.items())
    ]
    groups += [TableGroup(grid, None) for b, grid in enumerate(ours) if b not in pairs]
    return [*groups, *(TableGroup(None, grid) for r, grid in enumerate(theirs) if r not in pairs.values())]


def _kinship(ours: WordTable, theirs: WordTable) -> float:
    """How many bookmarks two tables share, or else how alike their words are."""
    names = _names(ours.lines)
    shared = names & _names(theirs.lines)
    if shared:
        return 1.0 + len(shared)
    return likeness(_row_words(ours.rows), _row_words(theirs.rows), ALIKE)


def _names(lines: Iterable[WordParagraph]) -> set[str]:
    return {name for line in lines for name in line.names}


def _row_words(rows: Iterable[WordRow]) -> list[str]:
    return [word for row in rows for line in row.lines for word in solid_words(line.text)]


def _rows(ours: Sequence[WordRow], theirs: Sequence[WordRow]) -> list[RowGroup]:
    base_of = {r: b for b, r in _row_pairs(ours, theirs).items()}
    groups: list[RowGroup] = []
    previous: WordRow | None = None
    for r, row in enumerate(theirs):
        if (b := base_of.get(r)) is None:
            groups.append(RowGroup(None, row, (), previous))
            continue
        pairs = zip(ours[b].cells, row.cells, strict=True) if len(ours[b].cells) == len(row.cells) else ()
        cells = tuple(tuple(_lines(_filled(one), _filled(other), {})) for one, other in pairs)
        groups.append(RowGroup(ours[b], row, cells, previous))
        previous = ours[b]
    return [*groups, *(RowGroup(row, None) for b, row in enumerate(ours) if b not in base_of.values())]


def _row_pairs(ours: Sequence[WordRow], theirs: Sequence[WordRow]) -> dict[int, int]:
    """Which of our rows became which reviewed row: by bookmarks, then by likeness."""
    names = [[_names(row.lines) for row in rows] for rows in (ours, theirs)]
    shared = ((len(one & other), b, r) for b, one in enumerate(names[0]) for r, other in enumerate(names[1]))
    pairs = pair_best((-count, b, r) for count, b, r in shared if count)
    left = [b for b in range(len(ours)) if b not in pairs]
    said = {r: _row_words([row]) for r, row in enumerate(theirs) if r not in pairs.values()}
    alike = ((likeness(_row_words([ours[b]]), said[r], ALIKE), b, r) for b in left for r in said)
    return pair_best(((-ratio, abs(b - r), b, r), b, r) for ratio, b, r in alike if ratio >= ALIKE) | pairs


def _filled(lines: Iterable[WordParagraph]) -> list[WordParagraph]:
    return [line for line in lines if line.text]

"""Aligning lines: which line of a reviewed document came from which line of ours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from briefgen.formats.docx.word_model import Item, WordParagraph, WordRow, WordTable
from briefgen.frozen import frozen
from briefgen.review.diff.align import ALIKE, MOVED, likeness, pair_best
from briefgen.review.diff.tokens import find_hunks, solid_words

SAME_NAME, PART = 0.2, 0.6
"""How alike two lines must be at least that have one bookmark, and how much of a line another must have as its part."""


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
        return is_rearranged or len(self.base.cells) != len(self.reviewed.cells)


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
    astray = _moved([(ours[id(grid.base)][0], 0) for grid in both])
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
    matcher = _Matcher(ours, theirs)
    matcher.run()
    moved = _moved([(b, r) for r, b in sorted(matcher.base_of.items())])
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
        first = matcher.base_of.get(number)
        if first is None and number not in matcher.split_of:
            groups.append(ParagraphGroup((), (line,), 0.0, previous, beside=tuple(beside)))
            beside.append(line)
            continue
        first = matcher.split_of[number] if first is None else first
        parts = sorted({number, *_keys(matcher.split_of, first), matcher.reviewed_of[first]})
        done.update(parts)
        whole = sorted({first, *_keys(matcher.joined_to, matcher.reviewed_of[first])})
        confidence = matcher.confidence[first]
        bases, reviews = tuple(ours[b] for b in whole), tuple(theirs[r] for r in parts)
        groups.append(ParagraphGroup(bases, reviews, confidence, previous, beside=tuple(beside), moved=first in moved))
        if first in moved:
            beside += reviews
        else:
            previous = by_name.get(bases[-1].names[0], bases[-1]) if bases[-1].names else bases[-1]
            beside = []
    taken = {*matcher.reviewed_of, *matcher.joined_to}
    return [*_followed(groups), *(ParagraphGroup((line,), ()) for b, line in enumerate(ours) if b not in taken)]


def _followed(groups: Sequence[ParagraphGroup]) -> list[ParagraphGroup]:
    """The groups in their order, each with our line that follows it."""
    following: WordParagraph | None = None
    found: list[ParagraphGroup] = []
    for group in reversed(groups):
        found.append(replace(group, before=following))
        if group.base and not group.moved:
            following = group.base[0]
    return found[::-1]


def _moved(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of ours that stand out of order: those outside the longest run that kept it."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for index, (ours, _) in enumerate(pairs):
        place = bisect_left(ends, ours)
        back.append(at[place - 1] if place else -1)
        ends[place : place + 1] = [ours]
        at[place : place + 1] = [index]
    kept: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(pairs[index][0])
        index = back[index]
    return {ours for ours, _ in pairs if ours not in kept}


class _Matcher:
    """Matches lines: by their bookmarks, by their texts, by their likeness between neighbours, then anywhere."""

    def __init__(self, ours: Sequence[WordParagraph], theirs: Sequence[WordParagraph]) -> None:
        self.ours, self.theirs = ours, theirs
        self.our_words = [solid_words(line.text) for line in ours]
        self.their_words = [solid_words(line.text) for line in theirs]
        self.base_of: dict[int, int] = {}
        self.reviewed_of: dict[int, int] = {}
        self.confidence: dict[int, float] = {}
        self.split_of: dict[int, int] = {}
        self.joined_to: dict[int, int] = {}

    def run(self) -> None:
        self._by_name()
        self._by_text()
        self._between_neighbours()
        self._anywhere()
        self._split()
        self._join()
        self._rewritten()

    def _pair(self, b: int, r: int, confidence: float) -> None:
        self.base_of[r], self.reviewed_of[b], self.confidence[b] = b, r, confidence

    def _free(self) -> tuple[list[int], list[int]]:
        ours = [b for b in range(len(self.ours)) if b not in self.reviewed_of]
        return ours, [r for r in range(len(self.theirs)) if r not in self.base_of]

    def _likeness(self, b: int, r: int) -> float:
        return likeness(self.our_words[b], self.their_words[r], SAME_NAME)

    def _by_name(self) -> None:
        owners = {name: b for b, line in enumerate(self.ours) for name in line.names}
        shared = {(owners[name], r) for r, line in enumerate(self.theirs) for name in line.names if name in owners}
        alike = ((self._likeness(b, r), b, r) for b, r in shared)
        for b, r in pair_best((-ratio, b, r) for ratio, b, r in alike if ratio >= SAME_NAME).items():
            self._pair(b, r, 1.0)

    def _rewritten(self) -> None:
        """Pair what is left and has one bookmark, is alone in its cell or note, or is the only heading between others.

        No word need be the same.
        """
        ours, theirs = self._free()
        for b in ours:
            for r in theirs:
                alone = len(self.ours) == len(self.theirs) == 1
                free = b not in self.reviewed_of and b not in self.joined_to and r not in self.base_of
                named = set(self.ours[b].names) & set(self.theirs[r].names)
                if free and r not in self.split_of and (alone or named or self._is_heading_between(b, r)):
                    self._pair(b, r, 1.0 if alone or named else ALIKE)

    def _is_heading_between(self, b: int, r: int) -> bool:
        """Whether two lines are headings of one level, each between lines that are the same."""
        before, after = self.reviewed_of.get(b - 1), self.reviewed_of.get(b + 1)
        one, other = self.ours[b].style, self.theirs[r].style
        return one == other and one.startswith("heading") and (before, after) == (r - 1, r + 1)

    def _by_text(self) -> None:
        ours, theirs = self._free()
        where: dict[str, list[int]] = {}
        for r in theirs:
            where.setdefault(self.theirs[r].text, []).append(r)
        for b in ours:
            if same := where.get(self.ours[b].text):
                self._pair(b, same.pop(0), 1.0)

    def _between_neighbours(self) -> None:
        known = [(-1, -1), *sorted((b, r) for r, b in self.base_of.items()), (len(self.ours), len(self.theirs))]
        for (b0, r0), (b1, r1) in pairwise(known):
            start = r0 + 1
            for b in range(b0 + 1, b1):
                free = [r for r in range(start, r1) if r not in self.base_of]
                best = max(((self._likeness(b, r), -r) for r in free), default=(0.0, 0))
                if best[0] >= ALIKE:
                    self._pair(b, -best[1], best[0])
                    start = 1 - best[1]

    def _anywhere(self) -> None:
        ours, theirs = self._free()
        alike = {(b, r): self._likeness(b, r) for b in ours for r in theirs}
        for b, r in pair_best((-ratio, b, r) for (b, r), ratio in alike.items() if ratio >= MOVED).items():
            self._pair(b, r, alike[b, r])

    def _split(self) -> None:
        """Find lines that are a part of the line of ours from which a neighbour came."""

        def rest(b: int) -> list[str]:
            parts = sorted({self.reviewed_of[b], *_keys(self.split_of, b)})
            return _without(self.our_words[b], [word for r in parts for word in self.their_words[r]])

        _find_parts(self.their_words, self.base_of, self.split_of, rest)

    def _join(self) -> None:
        """Find lines of ours that went on in the line that their neighbour became."""

        def rest(r: int) -> list[str]:
            parts = [self.base_of[r], *_keys(self.joined_to, r)]
            return _without(self.their_words[r], [word for b in parts for word in self.our_words[b]])

        _find_parts(self.our_words, self.reviewed_of, self.joined_to, rest)


def _find_parts(
    words: Sequence[Sequence[str]], pairs: dict[int, int], parts: dict[int, int], rest: Callable[[int], list[str]]
) -> None:
    """Find, forwards and then backwards, lines that are a part of the rest of the line that a neighbour belongs to."""
    for step in (1, -1):
        for number in range(len(words))[::step]:
            whole = pairs.get(number - step, parts.get(number - step))
            is_free = number not in pairs and number not in parts
            if is_free and whole is not None and _share(words[number], rest(whole)) >= PART:
                parts[number] = whole


def _keys(pairs: Mapping[int, int], value: int) -> Iterator[int]:
    return (key for key, each in pairs.items() if each == value)


def _without(whole: Sequence[str], part: Sequence[str]) -> list[str]:
    """The words of a text that are not among those of another, in order."""
    return [word for hunk in find_hunks(whole, part) for word in hunk.old(whole)]


def _share(part: Sequence[str], whole: Sequence[str]) -> float:
    """How much of a text is found in another, in order: 0 to 1."""
    matcher = SequenceMatcher(None, part, whole, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(part) if part else 0.0


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

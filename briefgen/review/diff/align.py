"""Alignment: which elements of one sequence are those of another, in order; and which have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from briefgen.frozen import frozen

ALIKE = 0.5
"""From this likeness on two elements in one place are one that was edited."""
MOVED = 0.8
"""From this likeness on two elements in different places are one that moved."""
PARTED = 0.8
"""From this likeness on an element is what became of several, or several of one."""
MOST_PARTS = 3
FEWEST_MOVED = 3
"""The words from which on what stands elsewhere has moved, rather than been written twice."""


@frozen
class AlignmentStep:
    """What has become of elements, by their places: one for one, one and its parts, or one alone."""

    old: tuple[int, ...]
    new: tuple[int, ...]


@frozen
class Fingerprint:
    """What an element is known by: its id, empty for none, what it says, and its words."""

    id: str
    said: Hashable
    words: tuple[str, ...]


def by_words(old: Fingerprint, new: Fingerprint) -> float:
    """How alike two elements are by their words."""
    return likeness(old.words, new.words)


@frozen
class Sequences:
    """Two sequences of elements: how alike two of them are, whether they may be parted and joined, and may move.

    Elements are as alike as their words, unless something else tells.
    """

    old: Sequence[Fingerprint]
    new: Sequence[Fingerprint]
    alike: Callable[[int, int], float] | None = None
    can_be_parted: Callable[[range, range], bool] = lambda _old, _new: False
    can_move: bool = False

    @cached_property
    def likeness(self) -> Callable[[int, int], float]:
        """How alike two elements are, by their places."""
        return cache(self.alike or (lambda i, j: by_words(self.old[i], self.new[j])))

    def parted(self, old: range, new: range) -> float:
        """How alike elements are that stand in a row, of which one is alone."""
        if not self.can_be_parted(old, new):
            return 0.0
        first, second = (
            tuple(word for index in places for word in side[index].words)
            for side, places in ((self.old, old), (self.new, new))
        )
        return likeness(first, second)


@frozen
class Alignment:
    """The steps from one sequence to the other, in both their orders; `moves` pair elements that stand alone there."""

    steps: Sequence[AlignmentStep]
    moves: Mapping[int, int]


def likeness(old: Sequence[str], new: Sequence[str], least: float = ALIKE) -> float:
    """How alike two sequences of words are, from 0 to 1; 0 where that is less than makes them one."""
    if old == new:
        return 1.0
    shared = sum((Counter(old) & Counter(new)).values())
    if 2 * shared < least * (len(old) + len(new)):
        return 0.0
    ratio = SequenceMatcher(None, old, new, autojunk=False).ratio()
    return ratio if ratio >= least else 0.0


def align(sides: Sequences) -> Alignment:
    """What has become of each element."""
    steps = list(_aligned(sides, range(len(sides.old)), range(len(sides.new)), (_by_id, _by_text)))
    return Alignment(steps, _moves(steps, sides))


Anchors = Callable[[Sequences, range, range], Iterator[tuple[int, int]]]


def _aligned(sides: Sequences, old: range, new: range, ways: Sequence[Anchors]) -> Iterator[AlignmentStep]:
    """The steps from some elements to others: around those that one way finds, the next way, and likeness at last."""
    if not old or not new:
        yield from (AlignmentStep((index,), ()) for index in old)
        yield from (AlignmentStep((), (index,)) for index in new)
        return
    if not ways:
        yield from _by_likeness(sides, old, new)
        return
    way, *others = ways
    anchors = [(old.start - 1, new.start - 1), *way(sides, old, new), (old.stop, new.stop)]
    for (before, after), (next_before, next_after) in pairwise(anchors):
        yield from _aligned(sides, range(before + 1, next_before), range(after + 1, next_after), others)
        if next_before < old.stop:
            yield AlignmentStep((next_before,), (next_after,))


def _by_id(sides: Sequences, old: range, new: range) -> Iterator[tuple[int, int]]:
    first = [sides.old[index].id or f"\0old{index}" for index in old]
    second = [sides.new[index].id or f"\0new{index}" for index in new]
    for before, after in _matches(first, second):
        pair = old[before], new[after]
        if sides.likeness(*pair) > 0:
            yield pair


def _by_text(sides: Sequences, old: range, new: range) -> Iterator[tuple[int, int]]:
    first, second = [sides.old[index].said for index in old], [sides.new[index].said for index in new]
    return ((old[before], new[after]) for before, after in _matches(first, second))


def _matches(first: Sequence[Hashable], second: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        yield from ((block.a + offset, block.b + offset) for offset in range(block.size))


def _by_likeness(sides: Sequences, old: range, new: range) -> Iterator[AlignmentStep]:
    """The steps that together are the most alike, found from the end (Needleman and Wunsch, 1970)."""
    best: dict[tuple[int, int], tuple[float, AlignmentStep | None]] = {(old.stop, new.stop): (0.0, None)}
    for i in reversed(range(old.start, old.stop + 1)):
        for j in reversed(range(new.start, new.stop + 1)):
            options = [
                (score + best[i + len(step.old), j + len(step.new)][0], step)
                for score, step in _steps(sides, i, j, old.stop, new.stop)
            ]
            if options:
                best[i, j] = max(options, key=lambda option: option[0])
    place = old.start, new.start
    while (step := best[place][1]) is not None:
        yield step
        place = place[0] + len(step.old), place[1] + len(step.new)


def _steps(sides: Sequences, i: int, j: int, old_end: int, new_end: int) -> Iterator[tuple[float, AlignmentStep]]:
    """The steps that lead on from two places, each with what it is worth."""
    if i < old_end and j < new_end:
        alike = sides.likeness(i, j)
        if alike >= ALIKE:
            yield alike, AlignmentStep((i,), (j,))
        for count in range(2, MOST_PARTS + 1):
            yield from _parting(sides, range(i, i + 1), range(j, j + count), old_end, new_end)
            yield from _parting(sides, range(i, i + count), range(j, j + 1), old_end, new_end)
    if i < old_end:
        yield 0.0, AlignmentStep((i,), ())
    if j < new_end:
        yield 0.0, AlignmentStep((), (j,))


def _parting(
    sides: Sequences, old: range, new: range, old_end: int, new_end: int
) -> Iterator[tuple[float, AlignmentStep]]:
    if old.stop > old_end or new.stop > new_end:
        return
    closest = max(sides.likeness(i, j) for i in old for j in new)
    alike = sides.parted(old, new) if closest else 0.0
    if alike >= PARTED and alike > closest:
        yield alike, AlignmentStep(tuple(old), tuple(new))


def _moves(steps: Sequence[AlignmentStep], sides: Sequences) -> dict[int, int]:
    """The elements that stand alone paired with those that they are the most like elsewhere."""
    gone = [step.old[0] for step in steps if not step.new]
    come = [step.new[0] for step in steps if not step.old]
    long = (i for i in gone if sides.can_move and len(sides.old[i].words) >= FEWEST_MOVED)
    alike = ((sides.likeness(i, j), i, j) for i in long for j in come)
    return pair_best((-score, i, j) for score, i, j in alike if score >= MOVED)


def pair_best(costs: Iterable[tuple[Any, int, int]]) -> dict[int, int]:
    """The elements of two sequences in pairs, each in one at most, those of the least cost first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, new in sorted(costs):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs

"""Alignment: which elements of one sequence are those of another.

A comparison shows both orders, so that it wants the steps from one to the other (`align`). A pull asks of each element
where it came from, in whatever order they stand (`Matching`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from briefgen.frozen import frozen
from briefgen.review.diff.tokens import find_hunks

ALIKE = 0.5
"""From this likeness on two elements in one place are one that was edited."""
MOVED = 0.8
"""From this likeness on two elements in different places are one that moved."""
PARTED = 0.8
"""From this likeness on an element is what became of several, or several of one."""
SAME_NAME, PART = 0.2, 0.6
"""How alike elements must be at least that share a name, and how much of one another must have as its part."""
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
    """What an element is known by: its names, what it says, its words, and its kind if few are of it."""

    names: tuple[str, ...]
    said: Hashable
    words: tuple[str, ...]
    kind: str = ""


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
    first = ["".join(sides.old[index].names) or f"\0old{index}" for index in old]
    second = ["".join(sides.new[index].names) or f"\0new{index}" for index in new]
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


class Matching:
    """Which elements of a sequence came from which of another, in whatever order, and what was split and joined.

    They are found by names, by what they say, by likeness between neighbours, then anywhere. `new_of` and `old_of` are
    pairs, `split_of` has the old element of which a new one is a further part, and `joined_to` the new element of which
    an old one became a further part; `confidence` is how sure each pair is.
    """

    def __init__(self, old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> None:
        self.old, self.new = old, new
        self.old_of: dict[int, int] = {}
        self.new_of: dict[int, int] = {}
        self.confidence: dict[int, float] = {}
        self.split_of: dict[int, int] = {}
        self.joined_to: dict[int, int] = {}
        self._by_name()
        self._by_text()
        self._between_neighbours()
        self._anywhere()
        self._split()
        self._join()
        self._rewritten()

    @cached_property
    def moved(self) -> set[int]:
        """The old elements that stand elsewhere in the order now."""
        return out_of_order([i for _, i in sorted(self.old_of.items())])

    def parts(self, i: int) -> list[int]:
        """The new elements that an old one became."""
        return sorted({self.new_of[i], *_keys(self.split_of, i)})

    def joined(self, i: int) -> list[int]:
        """The old elements that went on in that which an old one became, this among them."""
        return sorted({i, *_keys(self.joined_to, self.new_of[i])})

    def _pair(self, i: int, j: int, confidence: float) -> None:
        self.old_of[j], self.new_of[i], self.confidence[i] = i, j, confidence

    def _free(self) -> tuple[list[int], list[int]]:
        old = [i for i in range(len(self.old)) if i not in self.new_of]
        return old, [j for j in range(len(self.new)) if j not in self.old_of]

    def _likeness(self, i: int, j: int) -> float:
        return likeness(self.old[i].words, self.new[j].words, SAME_NAME)

    def _by_name(self) -> None:
        owners = {name: i for i, element in enumerate(self.old) for name in element.names}
        shared = {(owners[name], j) for j, element in enumerate(self.new) for name in element.names if name in owners}
        alike = ((self._likeness(i, j), i, j) for i, j in shared)
        for i, j in pair_best((-ratio, i, j) for ratio, i, j in alike if ratio >= SAME_NAME).items():
            self._pair(i, j, 1.0)

    def _rewritten(self) -> None:
        """Pair what is left and has one name, is alone on both sides, or is the only one of its kind between others.

        No word need be the same.
        """
        old, new = self._free()
        for i in old:
            for j in new:
                alone = len(self.old) == len(self.new) == 1
                free = i not in self.new_of and i not in self.joined_to and j not in self.old_of
                named = set(self.old[i].names) & set(self.new[j].names)
                if free and j not in self.split_of and (alone or named or self._is_between(i, j)):
                    self._pair(i, j, 1.0 if alone or named else ALIKE)

    def _is_between(self, i: int, j: int) -> bool:
        """Whether two elements are of a kind of which few are, such as headings, each between elements of one pair."""
        before, after = self.new_of.get(i - 1), self.new_of.get(i + 1)
        one, other = self.old[i].kind, self.new[j].kind
        return one == other != "" and (before, after) == (j - 1, j + 1)

    def _by_text(self) -> None:
        old, new = self._free()
        where: dict[Hashable, list[int]] = {}
        for j in new:
            where.setdefault(self.new[j].said, []).append(j)
        for i in old:
            if same := where.get(self.old[i].said):
                self._pair(i, same.pop(0), 1.0)

    def _between_neighbours(self) -> None:
        known = [(-1, -1), *sorted((i, j) for j, i in self.old_of.items()), (len(self.old), len(self.new))]
        for (i0, j0), (i1, j1) in pairwise(known):
            start = j0 + 1
            for i in range(i0 + 1, i1):
                free = [j for j in range(start, j1) if j not in self.old_of]
                best = max(((self._likeness(i, j), -j) for j in free), default=(0.0, 0))
                if best[0] >= ALIKE:
                    self._pair(i, -best[1], best[0])
                    start = 1 - best[1]

    def _anywhere(self) -> None:
        old, new = self._free()
        alike = {(i, j): self._likeness(i, j) for i in old for j in new}
        for i, j in pair_best((-ratio, i, j) for (i, j), ratio in alike.items() if ratio >= MOVED).items():
            self._pair(i, j, alike[i, j])

    def _split(self) -> None:
        """Find new elements that are a part of the old one from which a neighbour came."""

        def rest(i: int) -> list[str]:
            return _without(self.old[i].words, [word for j in self.parts(i) for word in self.new[j].words])

        _find_parts(self.new, self.old_of, self.split_of, rest)

    def _join(self) -> None:
        """Find old elements that went on in that which their neighbour became."""

        def rest(j: int) -> list[str]:
            parts = [self.old_of[j], *_keys(self.joined_to, j)]
            return _without(self.new[j].words, [word for i in parts for word in self.old[i].words])

        _find_parts(self.old, self.new_of, self.joined_to, rest)


def _find_parts(
    side: Sequence[Fingerprint], pairs: dict[int, int], parts: dict[int, int], rest: Callable[[int], list[str]]
) -> None:
    """Find, forwards and then backwards, elements that are a part of the rest of that to which a neighbour belongs."""
    for step in (1, -1):
        for number in range(len(side))[::step]:
            whole = pairs.get(number - step, parts.get(number - step))
            is_free = number not in pairs and number not in parts
            if is_free and whole is not None and _share(side[number].words, rest(whole)) >= PART:
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


def out_of_order(places: Sequence[int]) -> set[int]:
    """Those of some places that are outside the longest run that ascends."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for index, old in enumerate(places):
        place = bisect_left(ends, old)
        back.append(at[place - 1] if place else -1)
        ends[place : place + 1] = [old]
        at[place : place + 1] = [index]
    kept: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(places[index])
        index = back[index]
    return set(places) - kept

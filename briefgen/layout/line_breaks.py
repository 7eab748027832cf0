"""Line breaks by total fit: of all ways to break a paragraph the one with the fewest and evenest lines.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), for ragged lines and justified ones: what stands for
badness is the square of the room that a line leaves or lacks, by the width of lines. Only its last line may be short.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from operator import sub

from briefgen.frozen import frozen

HAIR = 0.01
LINE, PARTED = 100.0, 0.04
"""What a line costs, which no evenness makes up for, and one that ends within a word; a line without words costs 1."""
MOST_ROOM = 0.4
"""The part of its width that a line leaves at most, unless words are too wide for more."""
MOST_HYPHENS = 3
"""So many lines that follow each other end within words."""


@frozen(slots=True)
class Breakpoints:
    """Places where lines may end: how far they reach from the paragraph's beginning, and where the next lines begin.

    `shrinks` and `shrinks_before` are by how much the spaces up to those ends, and up to those starts, may be narrower;
    `parted` are the numbers, from 1, of places within words.
    """

    ends: Sequence[float]
    starts: Sequence[float]
    shrinks: Sequence[float] = ()
    shrinks_before: Sequence[float] = ()
    parted: Set[int] = frozenset()


def best_breaks(breaks: Breakpoints, width: float, *, is_even: bool = False) -> list[int]:
    """The breaks at which lines end, by their numbers, the last among them; the last line is to be even, too, or not.

    Each stretch between two breaks is at most as wide as a line.
    """
    starts = [0.0, *breaks.starts]
    tight = [0.0, *map(sub, breaks.starts, breaks.shrinks_before)] if breaks.shrinks else starts
    reaches = [end - width - HAIR for end in breaks.ends]
    shrunk = [*map(sub, reaches, breaks.shrinks)] if breaks.shrinks else reaches
    costs, before, in_a_row = [0.0], [0], [0]
    low, last = 0, len(reaches)
    for number, (reach, least) in enumerate(zip(reaches, shrunk, strict=True), start=1):
        while low < number - 1 and tight[low] < least:
            low += 1
        counts, is_parted = number < last or is_even, number in breaks.parted
        best, found = float("inf"), low
        for start in range(low, number):
            room = (starts[start] - reach) / width
            cost = costs[start] + room * room * counts
            if cost < best and not (is_parted and in_a_row[start] == MOST_HYPHENS):
                best, found = cost, start
            if room > MOST_ROOM and counts:
                break
        costs.append(best + LINE + PARTED * is_parted)
        before.append(found)
        in_a_row.append(in_a_row[found] + 1 if is_parted else 0)
    return _chosen(before, last)


def _chosen(before: Sequence[int], last: int) -> list[int]:
    chosen = []
    while last:
        chosen.append(last - 1)
        last = before[last]
    return chosen[::-1]

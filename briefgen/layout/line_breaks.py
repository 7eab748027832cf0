"""Line breaks by total fit: of all ways to break a paragraph the one with the fewest and evenest lines.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), for ragged lines and justified ones: what stands for
badness is the square of the room that a line leaves or lacks, by the width of lines. Only its last line may be short.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.frozen import frozen

HAIR = 0.01
LINE, PARTED = 100.0, 0.04
"""What a line costs, which no evenness makes up for, and one that ends within a word; a line without words costs 1."""
MOST_ROOM = 0.4
"""The part of its width that a line leaves at most, unless words are too wide for more."""
MOST_HYPHENS = 3
"""So many lines that follow each other end within words."""


@frozen(slots=True)
class Breakpoint:
    """A place where a line may end: how far it reaches from the paragraph's beginning, and where the next begins.

    `shrink` and `shrink_before` are by how much the spaces up to that end, and up to that start, may be narrower.
    """

    end: float
    start: float
    is_parted: bool = False
    shrink: float = 0.0
    shrink_before: float = 0.0


def best_breaks(breaks: Sequence[Breakpoint], width: float, *, is_even: bool = False) -> list[int]:
    """The breaks at which lines end, by their numbers, the last among them; the last line is to be even, too, or not.

    Each stretch between two breaks is at most as wide as a line.
    """
    starts = [0.0, *(each.start for each in breaks)]
    tight = [0.0, *(each.start - each.shrink_before for each in breaks)]
    costs, before, in_a_row = [0.0], [0], [0]
    low, last = 0, len(breaks)
    for number, each in enumerate(breaks, start=1):
        reach = each.end - width - HAIR
        while low < number - 1 and tight[low] < reach - each.shrink:
            low += 1
        counts = number < last or is_even
        best, found = float("inf"), low
        for start in range(low, number):
            room = (starts[start] - reach) / width
            cost = costs[start] + room * room * counts
            if cost < best and not (each.is_parted and in_a_row[start] == MOST_HYPHENS):
                best, found = cost, start
            if room > MOST_ROOM and counts:
                break
        costs.append(best + LINE + PARTED * each.is_parted)
        before.append(found)
        in_a_row.append(in_a_row[found] + 1 if each.is_parted else 0)
    return _chosen(before, last)


def _chosen(before: Sequence[int], last: int) -> list[int]:
    chosen = []
    while last:
        chosen.append(last - 1)
        last = before[last]
    return chosen[::-1]

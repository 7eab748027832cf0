"""Lines are as few and as even as can be: of all ways to break a paragraph, tried one by one, none is better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from random import Random

import pytest

from briefgen.layout.line_breaks import Breakpoints, best_breaks

WIDTH = 100.0


def paragraph(random: Random, count: int) -> Breakpoints:
    """Words between 5 and 60 wide, with spaces of 4."""
    ends = accumulate((random.uniform(5, 60) for _ in range(count)), lambda end, word: end + 4 + word)
    return spaced([*ends])


def spaced(ends: Sequence[float]) -> Breakpoints:
    """Spaces of 4 behind words that end there."""
    return Breakpoints(ends, [end + 4 for end in ends])


def rooms(breaks: Breakpoints, chosen: Sequence[int]) -> list[float]:
    """What each line leaves of its width."""
    starts = [0.0, *(breaks.starts[number] for number in chosen)]
    return [WIDTH - breaks.ends[number] + start for number, start in zip(chosen, starts, strict=False)]


def every_way(breaks: Breakpoints) -> Iterator[tuple[int, ...]]:
    last = len(breaks.ends) - 1
    for count in range(last + 1):
        for inner in combinations(range(last), count):
            if min(rooms(breaks, (*inner, last))) >= 0:
                yield (*inner, last)


@pytest.mark.parametrize("is_even", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_way_is_better(seed: int, is_even: bool) -> None:
    breaks = paragraph(Random(seed), 10)  # noqa: S311

    def badness(chosen: Sequence[int]) -> tuple[int, float]:
        left = rooms(breaks, chosen)
        return len(left), round(sum(room**2 for room in (left if is_even else left[:-1])), 6)

    chosen = best_breaks(breaks, WIDTH, is_even=is_even)
    assert chosen == sorted(chosen)
    assert chosen[-1] == len(breaks.ends) - 1
    assert badness(chosen) == min(map(badness, every_way(breaks)))


def test_lines_are_evener_than_when_each_is_filled() -> None:
    """Filled one by one, the first line would leave 1 and the second 60."""
    words = (35, 34, 22, 40, 70, 10)
    ends = [sum(words[: number + 1]) + 4 * number for number in range(len(words))]
    breaks = spaced(ends)
    assert rooms(breaks, best_breaks(breaks, WIDTH)) == [27, 34, 16]


def test_the_time_grows_with_the_number_of_words_alone() -> None:
    """No line looks back further than it is wide."""
    breaks = paragraph(Random(1), 5000)  # noqa: S311
    chosen = best_breaks(breaks, WIDTH)
    assert all(end - start < 25 for start, end in pairwise(chosen))

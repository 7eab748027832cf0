"""Figures, dates, ranges, formulas and references among words from the right, made from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

TEXT = "کابل میں حالات بدل رہے ہیں اور ہزاروں خاندان کیمپوں کو لوٹے UNHCR نے COVID-19 کی سرحد کھولی"
WORDS = TEXT.split()
SIGNS = ("", "،", "؛", "۔", ":", ")", "»", "-", " ABC,")


@dataclass(frozen=True)
class Placed:
    """A figure between words, of which either side may have none."""

    before: str
    figure: str
    behind: str


def _number(random: Random) -> str:
    return f"{random.randint(1, 10 ** random.randint(1, 7)):,}"


def _decimal(random: Random) -> str:
    return f"{random.randint(0, 99)}.{random.randint(1, 9)}"


KINDS: tuple[Callable[[Random], str], ...] = (
    _number,
    lambda random: f"{_decimal(random)}%",
    lambda random: f"−{_decimal(random)}%",
    lambda random: f"+{random.randint(1, 20)}",
    lambda random: f"{random.randint(1, 9)}–{random.randint(10, 40)}",
    lambda random: f"{_decimal(random)}–{_decimal(random)}%",
    lambda random: f"20{random.randint(10, 40)}-0{random.randint(1, 9)}-{random.randint(10, 28)}",
    lambda random: f"{random.randint(10, 28)}/0{random.randint(1, 9)}/20{random.randint(10, 40)}",
    lambda random: f"{random.choice('<>≤≥')}{random.randint(1, 9)}",
    lambda random: f"${_decimal(random)}",
    lambda random: f"Rs {_decimal(random)} million",
    lambda random: f"{_number(random)} − {_number(random)} = {_number(random)}",
    lambda random: f"({_number(random)} + {_number(random)}) / {random.randint(2, 9)} × 100",
    lambda random: f"[{random.randint(1, 30)}, p. {random.randint(1, 300)}]",
    lambda random: f"{random.randint(10, 23)}:{random.randint(10, 59)}",
    lambda random: f"FY20{random.randint(10, 39)}/{random.randint(40, 50)}",
    lambda random: (
        f"{random.randint(10, 40)}.{random.randint(1, 9)}° N, {random.randint(50, 75)}.{random.randint(1, 9)}° E"
    ),
    lambda random: f"{random.randint(1, 9)} in {random.randint(10, 99)}",
)


def placed(count: int, seed: int = 22) -> Iterator[Placed]:
    """So many figures of all kinds, at the start, in the middle and at the end of texts, and alone."""
    random = Random(seed)  # noqa: S311  # tests that are the same each time
    for number in range(count):
        first, last = (random.choices(WORDS, k=random.randint(1, 4) * (random.random() < 0.75)) for _ in range(2))
        before = " ".join(first) + (random.choice((" ", " (", " «", ": ", "-")) if first else "")
        behind = f"{random.choice(SIGNS)} {' '.join(last)}" if last else random.choice(SIGNS)
        yield Placed(before, KINDS[number % len(KINDS)](random), behind)

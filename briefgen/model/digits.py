"""Numbers in digits, in groups as a language makes them."""

from __future__ import annotations

from decimal import Decimal


def grouped_digits(amount: Decimal, places: int, point: str, mark: str, sizes: tuple[int, int]) -> str:
    """The number with so many decimal places behind `point`, and `mark` between its groups.

    `sizes` are those of the last group and of each before it: 3 and 3, or 3 and 2 where lakhs are counted. Babel's own
    patterns take an apostrophe between groups for a quotation mark, and drop it.
    """
    whole, _, rest = f"{amount:.{places}f}".partition(".")
    return f"{_grouped(whole, mark, sizes)}{point if rest else ''}{rest}"


def _grouped(whole: str, mark: str, sizes: tuple[int, int]) -> str:
    last, before = sizes
    groups: list[str] = []
    size = last
    while mark and len(whole.lstrip("-")) > size:
        groups.insert(0, whole[-size:])
        whole, size = whole[:-size], before
    return mark.join((whole, *groups))

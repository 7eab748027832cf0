"""Rates: units such as "deaths per 100,000 people", "per 1,000", "in 10" and "AFN per USD", and what they say."""

from __future__ import annotations

from functools import lru_cache

from babel.numbers import is_currency

from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex

_WORDS = {"hundred thousand": 10**5, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_BASE = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+|{'|'.join(_WORDS)}"
_PER = lazy_regex(rf"(?:(?P<part>[^\s].*?) )?per (?:(?P<base>{_BASE})(?!\w)(?: (?P<of>\S.*))?|(?P<one>\S.*))")
_IN = lazy_regex(rf"in (?P<base>{_BASE})")


@frozen
class Rate:
    """A unit that is a rate: so much of `part` for each `base` of `whole`, any of which may be left unsaid.

    `base_text` is the base as it is written, empty for one; a rate that `is_ratio` is so many in so many.
    """

    part: str
    base: int
    whole: str
    base_text: str
    is_ratio: bool = False

    @property
    def is_exchange(self) -> bool:
        """Whether it tells what one currency, or one thing, costs in another."""
        return bool(is_currency(self.part))

    @property
    def is_bare(self) -> bool:
        """Whether it is a share in another base than a hundred, whatever it is of."""
        return not self.part and not self.whole

    def is_of(self, unit: str) -> bool:
        """Whether a unit is that of the whole; one of something is in the singular, whose first letters are alike."""
        if unit == self.whole:
            return True
        if self.base > 1 or is_currency(unit) or is_currency(self.whole):
            return False
        return unit[:2].casefold() == self.whole[:2].casefold()


@lru_cache(maxsize=1024)
def rate_of(unit: str) -> Rate | None:
    """The rate that a unit is; none for others, and for what is counted for each one of something, which is a count."""
    if match := _IN.fullmatch(unit):
        return Rate("", _number(match["base"]), "", match["base"], is_ratio=True)
    match = _PER.fullmatch(unit)
    if match is None:
        return None
    if match["base"]:
        return Rate(match["part"] or "", _number(match["base"]), match["of"] or "", match["base"])
    rate = Rate(match["part"] or "", 1, match["one"], "")
    return rate if rate.is_exchange else None


def _number(text: str) -> int:
    return _WORDS.get(text) or int(text.replace(",", ""))

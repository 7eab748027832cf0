"""Dates and periods as the desk prints them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton

from briefgen.frozen import frozen
from briefgen.ledger.formats import DATE_FORMS
from briefgen.model.fact import Period

_NAMED = {"long": "long", "short": "medium"}
_PATTERNS = {"month": "LLLL", "year": "y", "weekday": "cccc", "iso": "yyyy-MM-dd"}
_SKELETONS = {"day_month": "MMMMd", "day_month_short": "MMMd", "month_year": "yMMMM"}
_TOKEN = re.compile(r"'[^']*'|([A-Za-z])\1*|[^A-Za-z']+")
_DASH, _SPACED_DASH = "–", "\u00a0– "


@frozen
class Dates:
    """How one desk prints dates; `usual` is the form that a date takes where none is asked for."""

    locale: Locale
    usual: str = "long"

    def text(self, day: date, form: str = "") -> str:
        """The date in one of the forms of DATE_FORMS."""
        if form in _SKELETONS:
            return str(format_skeleton(_SKELETONS[form], day, locale=self.locale))
        return str(format_date(day, self._pattern(form), locale=self.locale))

    def _pattern(self, form: str = "") -> str:
        """The pattern of a form that has one of its own; British style puts no comma between weekday and day."""
        chosen = form or (self.usual if self.usual in DATE_FORMS else "long")
        if chosen == "weekday_long":
            return str(self.locale.date_formats["full"].pattern).replace("EEEE, d MMMM", "EEEE d MMMM")
        return _PATTERNS.get(chosen) or str(self.locale.date_formats[_NAMED[chosen]].pattern)

    def period(self, period: Period) -> str:
        """The period as short as it can be said: a year, a month, a day, or the first and last of them."""
        first, last = period.first, period.last
        if first == last:
            return self.text(first)
        if last.day != monthrange(last.year, last.month)[1] or first.day != 1:
            return _span(first, last, self._pattern(), self.locale)
        if (first.year, first.month) == (last.year, last.month):
            return self.text(first, "month_year")
        if (first.month, last.month) == (1, 12):
            return self.text(first, "year") if first.year == last.year else _span(first, last, "y", self.locale)
        if first.year == last.year and first.month % 3 == 1 and last.month == first.month + 2:
            return str(format_skeleton("yQQQ", first, locale=self.locale))
        return _span(first, last, self.locale.datetime_skeletons["yMMMM"].pattern, self.locale)


@lru_cache(maxsize=1024)
def _span(first: date, last: date, pattern: str, locale: Locale) -> str:
    """Two dates with a dash between what differs of them, and once what they share: "3–9 June", "30 May – 3 June".

    Put together here, since what Babel prints for intervals differs from what it prints for dates.
    """
    tokens = [token[0] for token in _TOKEN.finditer(pattern)]
    start, end = _differing(first, last, tokens)

    def said(day: date, part: list[str]) -> str:
        return str(format_date(day, "".join(part), locale=locale)) if part else ""

    begin, finish = (said(day, tokens[start:end]) for day in (first, last))
    dash = _DASH if f"{begin}{finish}".isalnum() else _SPACED_DASH
    return f"{said(first, tokens[:start])}{begin}{dash}{finish}{said(last, tokens[end:])}"


def _differing(first: date, last: date, tokens: list[str]) -> tuple[int, int]:
    """Where in a date's pattern that lies which is said of both dates: all of it, where more than spaces join it."""
    fields = "dEc" if (first.year, first.month) == (last.year, last.month) else "dEcML"
    is_one_word = any(not token[0].isalpha() and token.strip(" ,") for token in tokens)
    if first.year != last.year or is_one_word:
        return 0, len(tokens)
    differing = [number for number, token in enumerate(tokens) if token[0] in fields]
    return differing[0], differing[-1] + 1

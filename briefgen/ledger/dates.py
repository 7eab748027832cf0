"""Dates and periods as the desk prints them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from briefgen.frozen import frozen
from briefgen.ledger.formats import DATE_FORMS
from briefgen.model.fact import Period

_PATTERNS = {"long": "long", "short": "medium", "month": "LLLL", "year": "y", "weekday": "cccc"}
_SKELETONS = {"day_month": "MMMMd", "day_month_short": "MMMd", "month_year": "yMMMM"}


@frozen
class Dates:
    """How one desk prints dates; `usual` is the form that a date takes where none is asked for."""

    locale: Locale
    usual: str = "long"

    def text(self, day: date, form: str = "") -> str:
        """The date in one of the forms of DATE_FORMS."""
        chosen = form or (self.usual if self.usual in DATE_FORMS else "long")
        if chosen == "iso":
            return day.isoformat()
        if chosen == "weekday_long":
            return self._in_full(day)
        if chosen in _SKELETONS:
            return str(format_skeleton(_SKELETONS[chosen], day, locale=self.locale))
        return str(format_date(day, _PATTERNS[chosen], locale=self.locale))

    def _in_full(self, day: date) -> str:
        """With its weekday; British style puts no comma between that and the day's number."""
        pattern = self.locale.date_formats["full"].pattern.replace("EEEE, d MMMM", "EEEE d MMMM")
        return str(format_date(day, pattern, locale=self.locale))

    def period(self, period: Period) -> str:
        """The period as short as it can be said: a year, a month, a day, or the first and last of them."""
        first, last = period.first, period.last
        if first == last:
            return self.text(first)
        if last.day != monthrange(last.year, last.month)[1] or first.day != 1:
            return self._interval(first, last, "yMMMMd")
        if (first.year, first.month) == (last.year, last.month):
            return self.text(first, "month_year")
        if (first.month, last.month) == (1, 12):
            return self._interval(first, last, "y")
        if first.year == last.year and first.month % 3 == 1 and last.month == first.month + 2:
            return str(format_skeleton("yQQQ", first, locale=self.locale))
        return self._interval(first, last, "yMMMM")

    def _interval(self, first: date, last: date, skeleton: str) -> str:
        return _interval(first, last, skeleton, self.locale)


@lru_cache(maxsize=1024)
def _interval(first: date, last: date, skeleton: str, locale: Locale) -> str:
    """The days from one to another in a language; the facts of a brief mostly share a few periods."""
    return str(format_interval(first, last, skeleton, locale=locale))

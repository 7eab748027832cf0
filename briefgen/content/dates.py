"""Dates as readers write them, and the ISO form that content files take instead."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

from briefgen.languages import language_of, languages
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.patterns import lazy_regex

_WEEKDAY = r"(?:[^\W\d]{3,}\.?,? )?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[^\W\d]{3,})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_IN_WORDS = (
    lazy_regex(rf"{_WEEKDAY}{_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}"),
    lazy_regex(rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}"),
    lazy_regex(rf"{_YEAR}[ -]{_MONTH}[ -]{_DAY}"),
)
_NUMBER = r"(?P<number>[0-9]{1,2})"
_MONTHS = (
    lazy_regex(rf"{_MONTH},?[ /-](?:of )?{_YEAR}"),
    lazy_regex(rf"{_YEAR}[ /-]{_MONTH}"),
    lazy_regex(rf"{_NUMBER}[-/.]{_YEAR}"),
    lazy_regex(rf"{_YEAR}[-/.]{_NUMBER}"),
)
_DAY_ALONE = lazy_regex(rf"{_DAY}[ -](?:of )?{_MONTH}|(?P<before>[^\W\d]{{3,}})\.?[ -](?:[0-9]{{1,2}})(?:st|nd|rd|th)?")
_SPAN_HINT = "write it as 2031-06, 2031-Q1, 2030/2031 or 2031-06-02/2031-06-06"
_WEEK_HINT = "write its first and last day, such as 2031-03-31/2031-04-06"
_DAY_HINT = "write the day, such as 2025-02-28"
_YEAR_HINT = "write {} with the unit year, and the words beside it into the text; the time of a figure is `period: {}`"
_TIME_HINT = "write hours and minutes, such as 14:30, with the zone behind it if it is told: 14:30 UTC"
_YEARS = r"[12][0-9]{3} ?[-–/] ?(?:[12][0-9]{3}|[0-9]{2})"
_QUARTER = lazy_regex(r"[0-9]{4}[ -]?[QHqh][1-4]|[QHqh][1-4][ /-]?[0-9]{4}|[1-4][QHqh] ?[0-9]{2,4}")
_PARTS = lazy_regex(
    r"(?P<year>[0-9]{4})[ -]?(?P<part>[QHqh][1-4])|(?P<later>[QHqh][1-4])[ /-]?(?P<first>[0-9]{4})", re.IGNORECASE
)
_HALVES = {"H1": "Q1/{0}-Q2", "H2": "Q3/{0}-Q4"}
_DECADE = lazy_regex(r"(?:the )?([12][0-9]{2}0)['’]?s")
_YEAR_SPAN = lazy_regex(r"(?P<first>[12][0-9]{3}) ?[-–/] ?(?P<last>[12][0-9]{3}|[0-9]{2})")
_SHORT_SPAN = lazy_regex("[0-9]{4}/[0-9]{2}")
_JOIN = r"(?: ?[-–—] ?| to | until | till | through | and )"
_DAYS = lazy_regex(
    rf"(?:from |between )?{_DAY}(?: {_MONTH}(?:,? {_YEAR})?)?{_JOIN}(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    r" (?P<last_month>[^\W\d]{3,})\.?,? (?P<last_year>[0-9]{4})"
)
_MONTHS_OF_YEARS = lazy_regex(
    rf"(?:from |between )?{_MONTH}(?: {_YEAR})?{_JOIN}(?P<last_month>[^\W\d]{{3,}})\.?,? (?P<last_year>[0-9]{{4}})"
)
_WRITTEN = (
    (lazy_regex(r"[0-9]{4}-[0-9]{2}"), "a month"),
    (lazy_regex(r"[0-9]{4}-Q[1-4].*"), "a part of a year"),
    (lazy_regex(r"[0-9]{4}s"), "a decade"),
    (lazy_regex(r"[0-9]{4}/[0-9]{4}"), "a span of years"),
)
_OTHER_TIMES = (
    (_QUARTER, "a part of a year", _SPAN_HINT),
    (lazy_regex("FY.*"), "a fiscal year", "write FY2025/26 or FY2025, and in desk.yaml when it begins: fiscal_year"),
    (lazy_regex(r"[0-9]{4}[ -]?W[0-9]{1,2}|W[0-9]{1,2}[ /-]?[0-9]{4}"), "a week", _WEEK_HINT),
    (lazy_regex(_YEARS), "a span of years", _SPAN_HINT),
    (lazy_regex(r"[0-2]?[0-9][:.h][0-5][0-9](?::[0-5][0-9])? (?:hrs|[A-Z]{1,4})"), "a time of day", _TIME_HINT),
    (lazy_regex(r"[0-2]?[0-9][:h][0-5][0-9](?::[0-5][0-9])?"), "a time of day", _TIME_HINT),
    (lazy_regex(r"[01]?[0-9](?:[:.][0-5][0-9])? ?[ap]\.?m\.?"), "a time of day", _TIME_HINT),
)
_WORD = lazy_regex(r"[^\W\d_]+|[0-9]+(?:st|nd|rd|th)?|[^\s.,’'–/()-]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_A_YEAR = lazy_regex("(?:1[89]|20)[0-9]{2}")
_RELATIVE = _words("today tonight yesterday tomorrow")
_LINKS = _words("the of in on to by and or for from at")
_HERE = _words("this last next past previous coming current")
_WEEKS = _words("week weeks wk wks")
_STRETCHES = _WEEKS | _words("month months year years quarter half spring summer autumn fall winter season")
_BESIDE_TIMES = _words(
    """
    early earlier mid middle late later end ending ended start starting beginning first second third fourth
    fiscal financial school academic calendar fy q since until till through before after between during
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    """
)
_MONTHS_BEGIN = _words(
    """
    abr ago aoû apr aug avr dec dez dic déc ene feb fev fév jan jui jul jun mai mar may mär nov oct okt out sep set
    авг апр дек июл июн мар мая ноя окт сен фев янв آور أبر أغس أكت اوت اپر اکت اګس اگس جنو جول جون دسا دسم ديس سبت ستم
    سپت سېپ فبر فرو فور مئی مار ماي مه مۍ نوا نوف نوم ينا يول يون ژان ژوئ
    """
)
"""The first three letters of all names of months in the languages, so that their files are read for few words."""
_TIME_WORDS = _RELATIVE | _LINKS | _HERE | _STRETCHES | _BESIDE_TIMES
_YEAR_FIRST = lazy_regex(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_YEAR_LAST = lazy_regex(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|(?<=/)[0-9]{2})")


def dates_in(text: str) -> list[date] | None:
    """The days that a text can mean which is plainly a date, none where there is no such day; None for other texts."""
    text = " ".join(text.split())
    if match := _YEAR_FIRST.fullmatch(text):
        return _existing((int(match[1]), int(match[3]), int(match[4])))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
        month_first = [] if match[2] == "." else [(year, first, second)]
        return _existing((year, second, first), *month_first)
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(text)
        if match and (month := _month(match["month"])):
            return _existing((int(match["year"]), month, int(match["day"])))
    return None


def time_in(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that is a time other than a day, and what to write; None for other texts."""
    text = " ".join(text.split())
    is_span = text.casefold().startswith("between ") or " and " not in text
    if written := period_text(text) if is_span else "":
        fiscal = f", or FY{text} if that is a fiscal year" if _SHORT_SPAN.fullmatch(text) else ""
        what = next((what for pattern, what in _WRITTEN if pattern.fullmatch(written)), "a span of time")
        return f'"{text}" is {what}, but is not written as {written}', f"write {written}{fiscal}"
    if (match := _DAY_ALONE.fullmatch(text)) and _month(match["month"] or match["before"]):
        return f'"{text}" is a day without its year', "write the year as well, such as 2025-02-28"
    for pattern, what, hint in _OTHER_TIMES:
        if pattern.fullmatch(text):
            return f'"{text}" is {what}, which is written otherwise', hint
    if hint := _hint_for(_WORD.findall(text.casefold())):
        return f'"{text}" is a time, which is written otherwise', hint
    return None


def _hint_for(words: list[str]) -> str:
    """What to write for words that say nothing but a time: mid-May 2031, week 14, spring 2031; "" for others."""
    telling = [word for word in words if word not in _LINKS]
    if len(words) < 2 and not _RELATIVE.issuperset(words):
        return ""
    numbers = [word for word in telling if word[0].isdecimal()]
    months = [word for word in telling if word not in _TIME_WORDS and word not in numbers]
    years = [number for number in numbers if _A_YEAR.fullmatch(number)]
    is_in_words = any(map(str.isalpha, words))
    if not is_in_words or not all(len(word) >= len("may") and _month(word) for word in months):
        return ""
    if telling and (telling[0] in _RELATIVE or (telling[0] in _HERE and telling[-1] in _STRETCHES)):
        return _DAY_HINT
    if len(telling) < 2 and not (years and len(words) > 1):
        return ""
    if len(months) == len(years) == len(numbers) == 1:
        return f"write {_month_in(f'{months[0]} {years[0]}')} for the month, and the words beside it into the text"
    if _WEEKS.intersection(telling) and numbers and not years:
        return _WEEK_HINT
    if len(years) == len(numbers) == 1 and not months and {"quarter", "half"}.isdisjoint(telling):
        return _YEAR_HINT.format(years[0], years[0])
    return _SPAN_HINT if months or years or (telling[0] == "q" and numbers) else ""


def period_text(text: str) -> str:
    """A month, quarter, half, decade, or span of years, months or days as a period is written; "" for other texts."""
    if month := _month_in(text):
        return month
    if match := _PARTS.fullmatch(text):
        year, part = match["year"] or match["first"], (match["part"] or match["later"]).upper()
        return f"{year}-{_HALVES.get(part, part).format(year)}" if part[0] == "Q" or part in _HALVES else ""
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}s"
    if match := _YEAR_SPAN.fullmatch(text):
        last = match["last"] if len(match["last"]) > 2 else match["first"][:2] + match["last"]
        return f"{match['first']}/{last}" if int(last) > int(match["first"]) else ""
    return _span_of_days(text) or _span_of_months(text)


def _span_of_days(text: str) -> str:
    """Two days in words as a period: 2 to 6 June 2031, 28 April – 2 May 2031."""
    match = _DAYS.fullmatch(text)
    month = _month(match["last_month"]) if match else 0
    if not match or not month:
        return ""
    first_month = _month(match["month"]) if match["month"] else month
    begin = _existing((int(match["year"] or match["last_year"]), first_month, int(match["day"])))
    end = _existing((int(match["last_year"]), month, int(match["last"])))
    return f"{begin[0]}/{end[0]}" if begin and end and begin < end else ""


def _span_of_months(text: str) -> str:
    match = _MONTHS_OF_YEARS.fullmatch(text)
    first, last = (_month(match["month"]), _month(match["last_month"])) if match else (0, 0)
    if not match or not first or not last:
        return ""
    begin, end = f"{match['year'] or match['last_year']}-{first:02}", f"{match['last_year']}-{last:02}"
    return f"{begin}/{end}" if begin < end else ""


def _month_in(text: str) -> str:
    """The month that a text is, as a period is written; "" for other texts."""
    for pattern in _MONTHS:
        if match := pattern.fullmatch(text):
            month = int(match["number"]) if "number" in match.groupdict() else _month(match["month"])
            return f"{match['year']}-{month:02}" if 1 <= month <= 12 and int(match["year"]) else ""
    return ""


def _existing(*days: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in days:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _month(word: str) -> int:
    """The month that a word names or shortens in any language that a brief can have, 0 where it names none.

    Languages are asked one after the other, since the names of each are a file to read.
    """
    begin = word.casefold()
    if len(begin) >= len("may") and begin[: len("may")] not in _MONTHS_BEGIN:
        return 0
    asked = dict.fromkeys((language_of(DEFAULT_LANGUAGE), *languages()))
    return next((number for each in asked for name, number in _months(each) if name.startswith(begin)), 0)


@cache
def _months(language: str) -> tuple[tuple[str, int], ...]:
    """The months' names in a language."""
    return tuple((name.casefold(), number) for number, name in Locale(language).months["format"]["wide"].items())

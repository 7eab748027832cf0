"""Ranges, bounds, rates and spans of days: what several figures, or a figure and the words beside it, say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from briefgen.frozen import frozen
from briefgen.model.fact import Interval, Quantity
from briefgen.numbers_in_text.characters import one_of
from briefgen.numbers_in_text.conventions import conventions_of
from briefgen.numbers_in_text.mention import Mention, MentionKind, TextDate
from briefgen.numbers_in_text.nouns import looks_plural
from briefgen.numbers_in_text.numbers import MEASURES
from briefgen.numbers_in_text.vocabulary import vocabulary_of
from briefgen.numbers_in_text.words import SCALES
from briefgen.patterns import compiled, lazy_regex

_COUNTING = frozenset({MentionKind.NUMBER, MentionKind.PERCENT, MentionKind.MONEY})
_LINK = lazy_regex(r"\s?[-–—‑]\s?|\sto\s")
_AND = lazy_regex(r"\sand\s")
_BETWEEN = lazy_regex(r"\bbetween\s\Z", re.IGNORECASE)
_FROM = lazy_regex(r"\bfrom\s(?:[a-z]+\s)?\Z", re.IGNORECASE)
_YEAR = lazy_regex(r"[12][0-9]{3}")
_LONGEST = 20

_SPACE = r"[\s\u00a0]"
_LOW_BEFORE = lazy_regex(
    rf"(?:\b(?:(?P<open>more{_SPACE}than|over|above|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|upwards{_SPACE}of)"
    rf"|at{_SPACE}least|no{_SPACE}(?:fewer|less){_SPACE}than|a{_SPACE}minimum{_SPACE}of){_SPACE}|(?P<sign>>)|≥){_SPACE}?\Z",
    re.IGNORECASE,
)
_HIGH_BEFORE = lazy_regex(
    rf"(?:\b(?:(?P<open>(?<!no{_SPACE})(?:fewer|less){_SPACE}than|under|below)"
    rf"|up{_SPACE}to|at{_SPACE}most|not?{_SPACE}more{_SPACE}than|a{_SPACE}maximum{_SPACE}of){_SPACE}|(?P<sign><)|≤){_SPACE}?\Z",
    re.IGNORECASE,
)
_LOW_BEHIND = lazy_regex(rf"\+|{_SPACE}(?:\w+{_SPACE})?or{_SPACE}(?:more|over|above)\b", re.IGNORECASE)
_HIGH_BEHIND = lazy_regex(rf"{_SPACE}(?:\w+{_SPACE})?or{_SPACE}(?:less|fewer|under|below)\b", re.IGNORECASE)


DaysSaid = tuple[TextDate, TextDate]
"""The first and the last day of a span, or its first and last month."""


@frozen
class JointMention:
    """Figures that are one with each other or with the words beside them: where, which, and what they say together.

    A rate is a Quantity, and the range of a rate an Interval, in the unit of the rate.
    """

    start: int
    end: int
    text: str
    figures: tuple[Mention, ...]
    said: Interval | Quantity | DaysSaid

    @property
    def is_complete(self) -> bool:
        """Whether its figures mean something else alone than together: not where words bound one figure."""
        return len(self.figures) > 1 or isinstance(self.said, Quantity)


def joint_mentions(text: str, mentions: Sequence[Mention], language: str) -> Iterator[JointMention]:
    """The ranges, bounds, rates and spans of days of a text, of whose figures each is in one of them at most."""
    taken: dict[int, JointMention] = {}
    for first, last in pairwise(mentions):
        found = _span(text, first, last) or _american_span(text, first, last, mentions) or _range(text, first, last)
        if found and first.start not in taken:
            taken |= dict.fromkeys((figure.start for figure in found.figures), found)
    for mention in mentions:
        if mention.start not in taken:
            found = bound(text, mention) or _months(text, mention, language)
            taken |= {mention.start: found} if found else {}
    for number, mention in enumerate(mentions):
        plain = taken.get(mention.start)
        if plain is None or plain.figures[-1] is mention or plain.figures[-1].start == mention.start:
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            if rate := _rate(text, mention, following, plain):
                taken |= dict.fromkeys((figure.start for figure in rate.figures), rate)
    yield from sorted(dict.fromkeys(taken.values()), key=lambda each: each.start)


def bound(text: str, mention: Mention) -> JointMention | None:
    """The bound that a figure makes with the words right before it, or behind it; none where there are none."""
    if mention.kind not in _COUNTING or not mention.amounts or _is_year(mention):
        return None
    amount, near = mention.amounts[0], text[max(0, mention.start - _LONGEST) : mention.start]
    start, end = mention.start, mention.end
    if high := _HIGH_BEFORE.search(near):
        start -= len(high[0])
        interval = Interval(None, amount, mention.unit, below=bool(high["open"] or high["sign"]))
    elif low := _LOW_BEFORE.search(near):
        start -= len(low[0])
        interval = Interval(amount, None, mention.unit, above=bool(low["open"] or low["sign"]))
    elif behind := _LOW_BEHIND.match(text, end):
        end, interval = behind.end(), Interval(amount, None, mention.unit)
    elif behind := _HIGH_BEHIND.match(text, end):
        end, interval = behind.end(), Interval(None, amount, mention.unit)
    else:
        return None
    return JointMention(start, end, text[start:end], (mention,), interval)


def _range(text: str, first: Mention, last: Mention) -> JointMention | None:
    if not {first.kind, last.kind} <= _COUNTING or not first.amounts or not last.amounts or first.noun:
        return None
    near = text[max(0, first.start - _LONGEST) : first.start]
    between = _BETWEEN.search(near)
    link = (_AND if between else _LINK).fullmatch(text, first.end, last.start)
    if not link or _FROM.search(near) or (_is_year(first) and _is_year(last)):
        return None
    unit = last.unit or first.unit
    low, high = _low(first, last), last.amounts[0]
    if (first.unit and first.unit != unit) or low is None:
        return None
    start = first.start - (len(between[0]) if between else 0)
    return JointMention(
        start, last.end, text[start : last.end], (first, replace(last, unit=unit)), Interval(low, high, unit)
    )


_DAY = lazy_regex(r"(?P<day>[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?")
_YEAR_LINK = lazy_regex(r",?\s")
_TO = lazy_regex(r"\s?[-–—‑]\s?|\s(?:to|until|till|through)\s")


def _span(text: str, first: Mention, last: Mention) -> JointMention | None:
    """Two days, or two months, from one to the other; the first can leave out what it has in common with the last."""
    if last.kind is not MentionKind.DATE or len(last.days) != 1:
        return None
    between = _BETWEEN.search(text[max(0, first.start - _LONGEST) : first.start])
    if not (_AND if between else _TO).fullmatch(text, first.end, last.start):
        return None
    begin, end = _first_day(first, last.days[0]), last.days[0]
    if begin is None or (begin.day is None) != (end.day is None):
        return None
    start = first.start - (len(between[0]) if between else 0)
    return JointMention(start, last.end, text[start : last.end], (first, last), (begin, end))


def _american_span(text: str, first: Mention, last: Mention, mentions: Sequence[Mention]) -> JointMention | None:
    """Two days of one month that stands before them: May 3–5, 2031."""
    match = _DAY.fullmatch(last.text)
    begin = first.days[0] if first.kind is MentionKind.DATE and len(first.days) == 1 else None
    if not match or not begin or not begin.day or begin.year or not _TO.fullmatch(text, first.end, last.start):
        return None
    if int(match["day"]) <= begin.day or not first.text[:1].isalpha():
        return None
    behind = next((each for each in mentions if each.start > last.start), None)
    with_year = behind and _YEAR.fullmatch(behind.text) and _YEAR_LINK.fullmatch(text, last.end, behind.start)
    figures = (first, last, behind) if with_year and behind else (first, last)
    year = int(behind.text) if with_year and behind else None
    days = (replace(begin, year=year), TextDate(year, begin.month, int(match["day"])))
    return JointMention(first.start, figures[-1].end, text[first.start : figures[-1].end], figures, days)


def _first_day(first: Mention, end: TextDate) -> TextDate | None:
    """The day with which a span begins that ends with another one; none where it is no day before that."""
    if first.kind is MentionKind.DATE and len(first.days) == 1:
        return first.days[0]
    match = _DAY.fullmatch(first.text)
    is_before = match and end.day and end.month and int(match["day"]) < end.day
    return TextDate(end.year, end.month, int(match["day"])) if match and is_before else None


def _months(text: str, last: Mention, language: str) -> JointMention | None:
    """A month whose figures are those of another behind it: March to May 2031."""
    if last.kind is not MentionKind.DATE or len(last.days) != 1 or last.days[0].day:
        return None
    conventions = conventions_of(language)
    first = _month_before(language).search(text[max(0, last.start - _LONGEST) : last.start])
    month = conventions.months[first["month"]] if first else 0
    if not first or not last.days[0].month or month >= last.days[0].month:
        return None
    start = last.start - len(first[0])
    days = (TextDate(last.days[0].year, month), last.days[0])
    return JointMention(start, last.end, text[start : last.end], (last,), days)


@cache
def _month_before(language: str) -> re.Pattern[str]:
    return compiled(rf"(?<![\w.])(?P<month>{one_of(conventions_of(language).months)})(?:{_TO.pattern})\Z")


_NOUNS = r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,2}"
_PER = lazy_regex(rf"\s(?:(?P<part>{_NOUNS})\s)?(?:per|for\severy|for\seach)\s(?:an?\s)?", re.IGNORECASE)
_PER_ONE = lazy_regex(rf"\sper\s(?P<one>[A-Z]{{3}}(?!\w)|(?:{MEASURES})(?!\w)|[^\W\d_]{{2,}})")
_WHOLE = lazy_regex(rf"\s(?P<whole>{_NOUNS})")
_BASE = lazy_regex(r"10{1,9}|[0-9]{1,3}(?:,000){1,3}|(?:hundred\s)?(?:hundred|thousand|million|billion)", re.IGNORECASE)
_TIMES = frozenset(["annum", "day", "decade", "hour", "minute", "month", "night", "quarter", "second", "week", "year"])


def _rate(text: str, mention: Mention, following: Mention | None, plain: JointMention | None) -> JointMention | None:
    """A figure, or the range or bound that it ends, for each so many of something: 3 deaths per 1,000 births."""
    if mention.kind not in _COUNTING or not mention.amounts or isinstance(plain and plain.said, Quantity | tuple):
        return None
    start, figures = (plain.start, plain.figures) if plain else (mention.start, (mention,))
    if mention.kind is MentionKind.MONEY:
        one = _PER_ONE.match(text, mention.end)
        if one is None or not mention.unit or one["one"].lower() in _TIMES:
            return None
        return _rated(text, start, one.end(), figures, f"{mention.unit} per {one['one']}", plain)
    link = _PER.fullmatch(text, mention.end, following.start) if following else None
    if following is None or link is None or mention.unit or not _is_base(following):
        return None
    part, base = link["part"] or "", " ".join(following.text.lower().split())
    if vocabulary_of().breaks.intersection(part.lower().split()) or SCALES.keys() & {*part.lower().split()}:
        return None
    unit = f"{part.lower()} per {base}".strip()
    whole = _WHOLE.match(text, following.end)
    words = whole["whole"].split() if whole and following.noun else []
    if following.noun in words and looks_plural(following.noun):
        words = words[: words.index(following.noun) + 1]
        unit, end = f"{unit} {' '.join(words)}", text.index(words[-1], following.end) + len(words[-1])
    else:
        end = following.end
    return _rated(text, start, end, (*figures, following), unit, plain)


def _is_base(mention: Mention) -> bool:
    return mention.kind is MentionKind.NUMBER and _BASE.fullmatch(" ".join(mention.text.split())) is not None


def _rated(
    text: str, start: int, end: int, figures: tuple[Mention, ...], unit: str, plain: JointMention | None
) -> JointMention:
    said: Interval | Quantity = Quantity(figures[0].amounts[0], unit)
    if plain and isinstance(plain.said, Interval):
        said = replace(plain.said, unit=unit)
    return JointMention(start, end, text[start:end], figures, said)


def _low(first: Mention, last: Mention) -> Decimal | None:
    """What the first figure means before the last one: in millions where that is and it fits; none where it is more."""
    fitting = [amount for amount in first.amounts if amount < last.amounts[0]]
    return max(fitting, default=None)


def _is_year(mention: Mention) -> bool:
    return _YEAR.fullmatch(mention.text) is not None and not mention.noun

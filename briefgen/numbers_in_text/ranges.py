"""Ranges and bounds: what two figures, or a figure and the words beside it, say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from briefgen.frozen import frozen
from briefgen.model.fact import Interval
from briefgen.numbers_in_text.mention import Mention, MentionKind

_COUNTING = frozenset({MentionKind.NUMBER, MentionKind.PERCENT, MentionKind.MONEY})
_LINK = re.compile(r"\s?[-–—‑]\s?|\sto\s")
_AND = re.compile(r"\sand\s")
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:[a-z]+\s)?\Z", re.IGNORECASE)
_YEAR = re.compile(r"[12][0-9]{3}")
_LONGEST = 20

_SPACE = r"[\s\u00a0]"
_LOW_BEFORE = re.compile(
    rf"(?:\b(?:(?P<open>more{_SPACE}than|over|above|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|upwards{_SPACE}of)"
    rf"|at{_SPACE}least|no{_SPACE}(?:fewer|less){_SPACE}than|a{_SPACE}minimum{_SPACE}of){_SPACE}|(?P<sign>>)|≥){_SPACE}?\Z",
    re.IGNORECASE,
)
_HIGH_BEFORE = re.compile(
    rf"(?:\b(?:(?P<open>(?<!no{_SPACE})(?:fewer|less){_SPACE}than|under|below)"
    rf"|up{_SPACE}to|at{_SPACE}most|not?{_SPACE}more{_SPACE}than|a{_SPACE}maximum{_SPACE}of){_SPACE}|(?P<sign><)|≤){_SPACE}?\Z",
    re.IGNORECASE,
)
_LOW_BEHIND = re.compile(rf"\+|{_SPACE}(?:\w+{_SPACE})?or{_SPACE}(?:more|over|above)\b", re.IGNORECASE)
_HIGH_BEHIND = re.compile(rf"{_SPACE}(?:\w+{_SPACE})?or{_SPACE}(?:less|fewer|under|below)\b", re.IGNORECASE)


@frozen
class RangeMention:
    """A range or bound in a text: where it stands with its words, its figures, and what it says."""

    start: int
    end: int
    text: str
    figures: tuple[Mention, ...]
    interval: Interval

    @property
    def noun(self) -> str:
        """What it counts, as far as the words behind it tell."""
        return self.figures[-1].noun


def ranges(text: str, mentions: Sequence[Mention]) -> Iterator[RangeMention]:
    """The ranges and bounds of a text, of whose figures each is in one of them at most."""
    taken = -1
    for first, last in pairwise(mentions):
        if first.start >= taken and (found := _range(text, first, last)):
            taken = found.end
            yield found
    for mention in mentions:
        if found := bound(text, mention):
            yield found


def bound(text: str, mention: Mention) -> RangeMention | None:
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
    return RangeMention(start, end, text[start:end], (mention,), interval)


def _range(text: str, first: Mention, last: Mention) -> RangeMention | None:
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
    return RangeMention(
        start, last.end, text[start : last.end], (first, replace(last, unit=unit)), Interval(low, high, unit)
    )


def _low(first: Mention, last: Mention) -> Decimal | None:
    """What the first figure means before the last one: in millions where that is and it fits; none where it is more."""
    fitting = [amount for amount in first.amounts if amount < last.amounts[0]]
    return max(fitting, default=None)


def _is_year(mention: Mention) -> bool:
    return _YEAR.fullmatch(mention.text) is not None and not mention.noun

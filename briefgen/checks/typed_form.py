"""How a value prints as it is typed: the formats that give the figure of a text, and what they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from briefgen.frozen import frozen
from briefgen.ledger import FormatError, Printer
from briefgen.ledger.clock import parse_clock_time
from briefgen.ledger.formats import CAPITAL
from briefgen.ledger.values import rounded
from briefgen.model.characters import folded
from briefgen.model.fact import PERCENT, ClockTime, FactValue, Quantity
from briefgen.numbers_in_text import Mention, MentionKind, find
from briefgen.numbers_in_text.ratios import so_many
from briefgen.patterns import lazy_regex

Formats = tuple[str, ...]

_OF_DATES: tuple[tuple[Formats, ...], ...] = (
    *(((form,) if form else (),) for form in ("", "long", "short", "day_month", "day_month_short", "month_year")),
    (("weekday_long",),),
    (("weekday",), ("day_month",)),
    (("iso",),),
)
_OF_NUMBERS: tuple[tuple[Formats, ...], ...] = (
    *(((form,) if form else (),) for form in ("", "compact", "words", "ordinal", "signed")),
    (("ordinal", "words"),),
    (("fraction",),),
)


_OF_TIMES: tuple[tuple[Formats, ...], ...] = (((),), (("no_zone",),))
_OF_TIMES_OF_HALVES: tuple[tuple[Formats, ...], ...] = ((("am_pm",),), (("am_pm", "no_zone"),))
_HALF_DAY = re.compile(r"[ap]\.?m\b", re.IGNORECASE)


_DIGITS = re.compile(r"\d+")
_HOURS = 24
DECADE = lazy_regex(r"[12][0-9]{2}0s")
_MULTIPLE = re.compile(r"[0-9]\s?[x×]\Z")


@frozen
class TypedForm:
    """What prints a figure as it is typed: a fact's formats, once or several times in a row.

    `differs` is what they print where that is the figure in house style, and not to the letter as it is typed. One that
    is not `alike` prints another figure: there is no format for what was typed.
    """

    pieces: tuple[Formats, ...]
    differs: str = ""
    is_alike: bool = True

    def braces(self, fact: str) -> str:
        """The fact with its formats, as it is written in a text."""
        return " ".join(f"{{{{ {' | '.join((fact, *formats))} }}}}" for formats in self.pieces)

    @property
    def remark(self) -> str:
        """What is printed, if not what is typed."""
        return f", which prints {self.differs}" if self.differs else ""


def said_time(mention: Mention) -> ClockTime | None:
    """The time of day that a figure is, in the words of any language (14 h 30); none for other figures."""
    if mention.kind is not MentionKind.TIME:
        return None
    if (time := parse_clock_time(mention.text)) or _HALF_DAY.search(mention.text):
        return time
    hour, *minutes = map(int, _DIGITS.findall(mention.text))
    return ClockTime(hour, *minutes or (0,)) if hour < _HOURS and len(minutes) < 2 else None


def said_ratio(mention: Mention) -> Quantity | None:
    """So many in so many as a value; none for other figures."""
    numbers = so_many(mention.text) if mention.kind is MentionKind.RATIO else None
    return Quantity(Decimal(numbers[0]), f"in {numbers[1]}") if numbers else None


def said_share(mention: Mention) -> Quantity | None:
    """A part of a whole in words as a whole percentage; none where a figure is no part."""
    if not mention.in_words or mention.unit or not mention.amounts or not 0 < mention.amounts[0] < 1:
        return None
    return Quantity(rounded(Fraction(mention.amounts[0]) * 100, 0), PERCENT)


def typed_form(value: FactValue, mention: Mention, printer: Printer, language: str) -> TypedForm | None:
    """The formats that print a value as it is typed, to the letter or else in house style; None where none does."""
    near = None
    for pieces in _candidates(mention):
        text = _text(value, pieces, printer)
        if text and folded(text) == folded(mention.text):
            return TypedForm(pieces)
        if text and near is None and _is_alike(mention, text, language, printer.currency):
            near = TypedForm(pieces, folded(text))
    return near


def _candidates(mention: Mention) -> Iterator[tuple[Formats, ...]]:
    is_time = mention.kind is MentionKind.TIME
    forms = _OF_DATES if mention.days else _OF_TIMES if is_time else _OF_NUMBERS
    if is_time and _HALF_DAY.search(mention.text):
        forms = _OF_TIMES_OF_HALVES
    if mention.in_words and mention.text[0].isupper():
        yield from (tuple((*formats, CAPITAL) for formats in pieces) for pieces in forms)
    else:
        yield from forms


def _text(value: FactValue, pieces: tuple[Formats, ...], printer: Printer) -> str:
    """What the formats print; empty where they do not fit the value."""
    try:
        texts = [printer.value(value, tuple(form for form in formats if form != CAPITAL)) for formats in pieces]
    except FormatError:
        return ""
    text = " ".join(texts)
    return text[:1].upper() + text[1:] if CAPITAL in pieces[0] else text


def _is_alike(mention: Mention, text: str, language: str, currency: str) -> bool:
    """Whether a printed text is the typed figure in house style: the same parts of a date, or the number as short."""
    read = find(text, language, currency)
    if len(read) != 1 or read[0].in_words != mention.in_words or is_short(read[0]) != is_short(mention):
        return False
    if mention.kind is MentionKind.TIME:
        return said_time(read[0]) == said_time(mention)
    if mention.days:
        return read[0].days[:1] == mention.days[:1]
    if (_MULTIPLE.search(mention.text) and not _MULTIPLE.search(text)) or _has_plus(mention.text) != _has_plus(text):
        return False
    is_in_unit = read[0].unit == mention.unit or (not mention.unit and mention.kind is MentionKind.MONEY)
    return is_in_unit and read[0].kind is mention.kind and read[0].amounts[:1] == mention.amounts[:1]


def _has_plus(text: str) -> bool:
    return text.lstrip().startswith("+")


def is_short(mention: Mention) -> bool:
    """Whether a number has a scale behind it, and so fewer digits than it is worth: £3bn, 3 Mio."""
    is_number = mention.kind in (MentionKind.NUMBER, MentionKind.MONEY) and not mention.in_words
    amount = abs(mention.amounts[0]) if is_number and mention.amounts else 0
    return amount >= 1000 and Decimal(amount).adjusted() >= sum(map(str.isdecimal, mention.text))

"""Values that were meant for a number or a time, but are typed as readers see them: what to type instead."""

from __future__ import annotations

import re
from decimal import Decimal

from briefgen.content.dates import time_in
from briefgen.content.numerals import NUMBER, POWERS, ascii_digits, code_for, is_code, is_number, readings, sign_in
from briefgen.content.ranges import RANGE_HINT, in_thousands
from briefgen.frozen import frozen
from briefgen.ledger.rates import rate_of
from briefgen.model.currencies import CURRENCIES
from briefgen.patterns import lazy_regex

DIGITS_HINT = "the number in digits, such as 1234.5"
LIMIT_HINT = f"{RANGE_HINT}, in plain digits; what is counted goes into `unit`"
SEVERAL_HINT = (
    f"{RANGE_HINT}, in plain digits, with % or the currency in `unit`; else make a fact of each, or put a word to a"
    ' name: "the attacks of 9/11"'
)
MISSING_HINT = "leave the fact out, and say in the text what is not known; nothing at all is 0"
VAGUE_HINT = "write the words into the text itself; a fact is a number, a time, a position or a name"

_SIGNS = "".join(CURRENCIES)
_TOKEN = lazy_regex(rf"(?P<number>{NUMBER})|(?P<money>[A-Za-z]{{0,3}}[{_SIGNS}])|(?P<word>[^\W\d_]+)|\S")
_NOTE = lazy_regex(r"(?<=[0-9])\s?(?:\[[^\]]*\]|\([^)]*\)|[*†‡§¶#²³¹]+)+\s*\Z")
_NOTE_SIGNS = {*"*†‡§¶#?"}
_ASIDE = lazy_regex(r"\A[*†‡<]\s*|\s*(?:\([^)]*\)|[*†‡.])+\Z")
_EXCEL_FAULT = lazy_regex(r"#[A-Z0-9/!?]*")
_BRACKETED = lazy_regex(rf"\(({NUMBER})\)")
_GROUPED = lazy_regex(r"[0-9]{1,3}(?P<mark>[,'’ \u00a0\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_PLACEHOLDER = lazy_regex(r"x{2,}|tk|\[[^\]]*\]", re.IGNORECASE)
_TECHNICAL = lazy_regex(r"[-+]?[0-9.]+e[-+]?[0-9]+|0[xob].*|.*[\^×].*", re.IGNORECASE)
_RATE = lazy_regex(rf"(?P<number>{NUMBER}) (?P<unit>(?:\S.* )?(?:per|in) .*)")
_PAIR = lazy_regex(r"(?P<north>-?[0-9]{1,2}\.[0-9]{2,8}),? (?P<east>-?[0-9]{1,3}\.[0-9]{2,8})")
_LIMIT_IN_WORDS = lazy_regex(
    r"(?:(?:more|less|fewer) than|at (?:least|most)|up to|between) (?P<number>[a-z -]+)", re.IGNORECASE
)
_LONGEST_SIGN = 3  # letters of a unit or a mark behind a number, such as MW: a name has more

_POWERS_OF_MONEY = POWERS | {"k": 3, "m": 6}
_CODES = {code.casefold() for codes in CURRENCIES.values() for code in codes}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABOUT = _words("about almost approx approximately around c ca circa est estimated ish nearly odd roughly so some ~ ≈")
_LIMIT = _words("above below fewer least less max min more most over under up < > ≤ ≥")
_MINUS, _DASHES = _words("minus negative - −"), _words("– —")
_PERCENT = _words("% ٪ cent per percent pct")
_SMALL_WORDS = _words("at between exactly from just only or plus rs than to")
_BESIDE = _SMALL_WORDS | _ABOUT | _LIMIT | _MINUS | _PERCENT | _CODES | POWERS.keys()
_ONES = _words("zero one two three four five six seven eight nine ten eleven twelve half third quarter dozen hundred")
_TEENS = _words("thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_PARTS = _words("halves thirds quarters fifths tenths")
_NUMBER_WORDS = _ONES | _TEENS | _TENS | _PARTS | POWERS.keys()
_MANY = _words(
    "billions countless couple crores dozens few handful hundreds lakhs many millions most multiple numerous scores"
    " several some tens thousands various"
)
_MISSING = _words(
    "blank lod missing n/a n/d n.a n.d n.r na nan .nan nd nil none nr null inf .inf -.inf pending suppressed tba tbc"
    " tbd unavailable unknown"
) | {"no data", *(f"not {word}" for word in ("applicable", "available", "known", "recorded", "reported", "stated"))}


@frozen
class Slip:
    """What is wrong with a value, and what to type."""

    message: str
    hint: str


def slip_in(value: str, unit: str) -> Slip | None:
    """The slip in a fact's value that is a text; none where the text is a name."""
    text = value.strip()
    if value.isascii() and value.isdecimal() and not unit and not is_code(text):
        return None
    if _ASIDE.sub("", text.casefold()).replace(". ", ".") in _MISSING or _EXCEL_FAULT.fullmatch(text):
        return Slip(f'"{value}" says that there is no figure', MISSING_HINT)
    if time := time_in(text):
        message, hint = time
        amounts = in_thousands(text) if unit else ""
        return Slip(message, f"{hint}; for a range of {unit}, write {amounts}" if amounts else hint)
    if other := _other_form(text):
        return Slip(f'"{value}" is written otherwise', other)
    if _PLACEHOLDER.fullmatch(text):
        return Slip(f'"{value}" holds the place of a figure', MISSING_HINT)
    if _says_only(text, _MANY, _NUMBER_WORDS):
        return Slip(f'"{value}" is no number', VAGUE_HINT)
    if not any(map(str.isalnum, text)):
        return Slip(f'"{value}" is neither a number nor a name', MISSING_HINT)
    figure = ascii_digits(text)
    is_name = any(map(str.isalpha, text)) and not _Beside.of(figure).is_figure and not _says_only(text, _NUMBER_WORDS)
    is_mixed = unit and any(map(str.isdecimal, text))
    return None if is_name and not is_mixed else number_slip(value, unit)


def _other_form(text: str) -> str:
    """What to write for a rate, a position in two numbers, or a limit in words; "" for other texts."""
    if (match := _RATE.fullmatch(text)) and rate_of(match["unit"]):
        number = _choice(readings(match["number"])) or match["number"]
        return f'write {number}, and in a line of its own: unit: "{match["unit"]}"'
    if match := _PAIR.fullmatch(text):
        north, east = (Decimal(match[each]) for each in ("north", "east"))
        return f"write {abs(north)}°{'NS'[north < 0]} {abs(east)}°{'EW'[east < 0]}"
    words = _LIMIT_IN_WORDS.fullmatch(text)
    return LIMIT_HINT if words and _says_only(words["number"], _NUMBER_WORDS) else ""


def number_slip(value: str, unit: str = "") -> Slip:
    """The slip in a text that should be a number."""
    text = value.strip()
    if is_code(text):
        number = re.sub(r"\A(-?)0+(?=[0-9])", r"\1", text)
        return Slip(
            f'"{value}" starts with a zero', f'write {number}; a code is a name with a word to it: "No. {text}"'
        )
    if is_number(text.removeprefix("-")) and " " not in text:
        return Slip(f'"{value}" is a text, because it stands in quotes', f"write {text}, without quotes")
    return Slip(f'"{value}" is not a number that can be reckoned with', _hint(ascii_digits(text), unit))


def in_digits(text: str) -> str:
    """What to write for a number that was written for readers; "" where the text is none, or nobody can tell."""
    beside = _Beside.of(text)
    return beside.number if beside.is_figure else ""


def _says_only(text: str, telling: frozenset[str], others: frozenset[str] = frozenset()) -> bool:
    """Whether a text is nothing but such words, and a number in brackets; with those of a limit it is a name."""
    said = {*re.findall(r"[^\W_]+", re.sub(r"\([0-9]+\)", "", text.casefold()))}
    return bool(said & telling) and said <= telling | others | _ABOUT | {"a", "and", "in", "of", "the"}


def _hint(text: str, unit: str) -> str:
    """What to write for a number among signs and words."""
    if match := _BRACKETED.fullmatch(text):
        minus, number = (_choice(tuple(sign + each for each in readings(match[1]))) for sign in ("-", ""))
        return f"write {minus} if the brackets are a minus, else {number}" if number else f"write {DIGITS_HINT}"
    beside = _Beside.of(text)
    if _TECHNICAL.fullmatch(text) or not beside.is_figure:
        return f"write {DIGITS_HINT}"
    if beside.count > 1:
        return SEVERAL_HINT
    if beside.is_limit:
        return LIMIT_HINT
    return f"write {beside.number}{beside.remark(unit)}" if beside.number else f"write {DIGITS_HINT}"


def _choice(found: tuple[str, ...]) -> str:
    return f"{', or '.join(found)}{' if the comma marks decimals' * (len(found) - 1)}"


@frozen
class _Beside:
    """The first number of a text, how many there are, and the words and signs before and behind it as typed."""

    text: str
    first: str
    count: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_glued: bool

    @staticmethod
    def of(text: str) -> _Beside:
        """Those of a text, without the notes behind its number."""
        tokens = list(_TOKEN.finditer(_NOTE.sub("", text)))
        first = next((at for at, token in enumerate(tokens) if token["number"]), len(tokens))
        here, behind = tokens[first : first + 1], tokens[first + 1 :]
        return _Beside(
            text,
            "".join(token[0] for token in here),
            sum(token["number"] is not None for token in tokens),
            tuple(token[0] for token in tokens[:first]),
            tuple(token[0] for token in behind if not token["number"]),
            is_glued=any(token.end() == following.start() for token, following in zip(here, behind, strict=False)),
        )

    @property
    def is_figure(self) -> bool:
        """Whether nothing beside the number makes a name: no word before it but small ones, no capital behind it."""
        if _GROUPED.fullmatch(self.first) and (not self.before or "," in self.first):
            return True
        if not self.first or (self._is_rank and len(self.after) > 1) or not all(map(self._leads, self.before)):
            return False
        words = [each for each in self.after if each.isalpha()]
        if not words or words[0].islower() or words[0].casefold() in _BESIDE:
            return True
        is_brand = self.is_glued and len(self.first) == len(words[0]) == 1  # 5G
        return len("".join(words)) <= _LONGEST_SIGN and not is_brand

    def _leads(self, each: str) -> bool:
        is_mark = len(each) == 1 and each.islower() and re.search(rf"{each}[ )]", self.text) is not None
        return not each.isalpha() or each.casefold() in _BESIDE or is_mark

    @property
    def _is_rank(self) -> bool:
        return self.is_glued and "".join(self.after[:1]) in ("st", "nd", "rd", "th")

    @property
    def _around(self) -> set[str]:
        return {each.casefold() for each in (*self.before, *self.after)}

    @property
    def _sign(self) -> str:
        """The sign of the currency, or its code."""
        text = "".join((*self.before, *self.after))
        return sign_in(text) or next((each for each in (*self.before, *self.after) if each.casefold() in _CODES), "")

    @property
    def is_limit(self) -> bool:
        """Whether the true number may be another, in one direction."""
        return bool(_LIMIT & self._around) or self.text.endswith(("+", "plus"))

    @property
    def number(self) -> str:
        """What the number can be with what stands around it; "" where that can mean several things."""
        powers = _POWERS_OF_MONEY if self._sign else POWERS
        power = sum(powers.get(each.casefold(), 0) for each in self.after)
        if (
            "±" in self.before
            or (_MINUS | _DASHES) & {*self.after}
            or (not power and self._around & _POWERS_OF_MONEY.keys())
        ):
            return ""
        lead = {each.casefold() for each in self.before[:1]}
        minus = "-" if lead & (_MINUS | _DASHES) else ""
        found = (format(Decimal(each).scaleb(power), "f") if power else each for each in readings(self.first))
        number = _choice(tuple(minus + each for each in found))
        return f"{number} if the dash is a minus" if number and lead & _DASHES else number

    def remark(self, unit: str) -> str:
        """Where that belongs which stands beside the number."""
        words = [each for each in self.after if each.isalpha() and each.casefold() not in _BESIDE]
        counted = " ".join(each for each in words if len(each) > 1)
        if self._sign:
            code = code_for(self._sign) if sign_in(self._sign) else self._sign.upper()
            return "; the unit says the currency" if unit else f"; the currency goes into the unit: {code}"
        if _ABOUT & ({each.casefold() for each in self.before} | {each for each in self.after if len(each) > 1}):
            return ", and add the line approx: true"
        if self._around & _PERCENT - {"per"}:
            return '; the percent sign belongs to the unit: unit: "%"'
        if self._is_rank:
            return ", and print it with `ordinal`"
        if _NOTE.search(self.text) or _NOTE_SIGNS & self._around or (words and not counted and "°" not in self.after):
            return "; what the mark says goes into `caveat`"
        return f"; what is counted is the unit: unit: {counted}" if counted and not unit else ""

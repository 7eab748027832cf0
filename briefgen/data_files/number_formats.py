"""What a spreadsheet shows of a number, by its format code (ECMA-376, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from briefgen.frozen import frozen

_MONEY, _EXACT_MONEY = '"¤"#,##0_);("¤"#,##0)', '"¤"#,##0.00_);("¤"#,##0.00)'
_BRACKETS, _EXACT_BRACKETS = "#,##0_);(#,##0)", "#,##0.00_);(#,##0.00)"
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: _MONEY, 6: _MONEY, 7: _EXACT_MONEY, 8: _EXACT_MONEY,
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
    37: _BRACKETS, 38: _BRACKETS, 39: _EXACT_BRACKETS, 40: _EXACT_BRACKETS, 41: f"{_BRACKETS};-_)",
    42: f'{_MONEY};"¤"-_)', 43: f"{_EXACT_BRACKETS};-_)", 44: f'{_EXACT_MONEY};"¤"-_)', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that have a number and no code; 14 and 22 follow the reader's country, and stand here as ISO has them.

Those of money follow it, too, and have the sign for any currency here.
"""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DIGITS = 15
"""How many digits a spreadsheet keeps: what is stored beyond them is noise of binary fractions."""

_EXACT = Context(prec=400)
_KEPT = Context(prec=DIGITS, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|E[+-]|y+|m+|d+|h+|s+|[0#?,.%/@;]|.', re.IGNORECASE | re.DOTALL
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CLOCK = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_MASK = frozenset("0#?,.")
_WHOLE = ("general", "@")
_PLACEHOLDERS = frozenset("0#?")


@frozen
class FormatSection:
    """One of the parts of a format code that semicolons divide."""

    tokens: tuple[str, ...]
    condition: tuple[str, Decimal] | None = None


@lru_cache(1024)
def sections(code: str) -> tuple[FormatSection, ...]:
    """The sections of a code."""
    parts: list[list[str]] = [[]]
    for part in _TOKEN.findall(code):
        if part == ";":
            parts.append([])
        else:
            parts[-1].append(part)
    return tuple(_section(part) for part in parts)


def _section(tokens: Sequence[str]) -> FormatSection:
    condition = None
    for token in tokens:
        if found := _CONDITION.fullmatch(token):
            condition = (found[1], _decimal(found[2]))
    return FormatSection(tuple(tokens), condition)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def kept(text: str) -> Decimal | None:
    """The number of a stored text, without the noise of its binary fraction; None where it is none of a fair size."""
    try:
        number = _KEPT.plus(Decimal(text))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return None
    return _EXACT.create_decimal(format(number.normalize(_KEPT) + 0, "f"))


def is_date(code: str) -> bool:
    """Whether a format shows numbers as dates or times."""
    first = sections(code)[0]
    return any(_is_clock(token) for token in first.tokens)


def _is_clock(token: str) -> bool:
    return token[0].lower() in "ymdhs" or token.upper() in ("AM/PM", "A/P") or _CLOCK.fullmatch(token) is not None


def is_percent(code: str, number: Decimal) -> bool:
    """Whether a format shows a number as hundredths."""
    section = _chosen(sections(code), number)
    return section is not None and "%" in section.tokens


def shown_number(code: str, number: Decimal) -> str | None:
    """What is shown of a number, in English signs, or None where that cannot be told."""
    parts = sections(code)
    section = _chosen(parts, number)
    if section is None:
        return None
    if section.condition is None and len(parts) > 1 and section is parts[1]:
        number = abs(number)
    sign = "-" if number < 0 else ""
    tokens = [token for token in section.tokens if not _CONDITION.fullmatch(token)]
    if any(token.lower() in _WHOLE for token in tokens):
        plain = format(abs(number), "f")
        return sign + "".join(plain if token.lower() in _WHOLE else _literal(token) for token in tokens)
    if not _PLACEHOLDERS.intersection(tokens):
        return "".join(map(_literal, tokens)) if tokens or len(parts) > 1 else format(number, "f")
    body = _drawn(tokens, abs(number))
    return None if body is None else sign + body


def _chosen(parts: tuple[FormatSection, ...], number: Decimal) -> FormatSection | None:
    """The section that a number falls under: by its own conditions, or by the number's sign."""
    numeric = parts[:3]
    if any(part.condition for part in numeric):
        return next((part for part in numeric if part.condition is None or _holds(part.condition, number)), None)
    if len(numeric) == 1 or number > 0:
        return numeric[0]
    if number < 0:
        return numeric[1]
    return numeric[2] if len(numeric) == 3 else numeric[0]


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        ">": number > bound,
        "<=": number <= bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _literal(token: str) -> str:
    """What a token that stands for no digit prints."""
    if token.startswith('"'):
        return token.strip('"')
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("_"):
        return " "
    if found := _CURRENCY.fullmatch(token):
        return found[1]
    return "" if token[0] in "[*" else token


def _drawn(tokens: list[str], number: Decimal) -> str | None:
    """The digits of a number in the places of a section, with what stands around them."""
    places = [index for index, token in enumerate(tokens) if token in _PLACEHOLDERS]
    first, last = places[0], places[-1]
    while last + 1 < len(tokens) and tokens[last + 1] in ",.":
        last += 1
    mask = tokens[first : last + 1]
    before, after = tokens[:first], tokens[last + 1 :]
    if before and before[-1] == ".":
        before, mask = before[:-1], [".", *mask]
    between = [token for token in mask if token not in _MASK]
    if not all(map(_is_literal, between)) or "/" in after or any(t[0] in "eE" and len(t) == 2 for t in after):
        return None
    number = number.scaleb(2 * (before + after).count("%"))
    whole, _, decimals = "".join(token for token in mask if token in _MASK).partition(".")
    scale = sum(len(part) - len(part.rstrip(",")) for part in (whole, decimals))
    digits = _rounded(number.scaleb(-3 * scale), len(re.findall(r"[0#?]", decimals)))
    body = _masked(digits, whole.rstrip(","), decimals)
    if between:
        body = _spread(mask, body)
    return "".join(map(_literal, before)) + body + "".join(map(_literal, after))


def _is_literal(token: str) -> bool:
    return token[0] in '"\\'


def _spread(mask: list[str], digits: str) -> str:
    """Digits with what a mask has between them: from the right, the first place takes all that are left."""
    places = [index for index, token in enumerate(mask) if token in _PLACEHOLDERS]
    said: list[str] = []
    for index in reversed(range(places[0], len(mask))):
        token = mask[index]
        if index == places[0]:
            said.append(digits)
        elif token in (*_PLACEHOLDERS, "."):
            said.append(digits[-1:])
            digits = digits[:-1]
        elif _is_literal(token):
            said.append(_literal(token))
    return "".join(reversed(said))


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _masked(number: Decimal, whole: str, decimals: str) -> str:
    """A rounded number with as many digits as its mask wants, and thousands apart where it has a comma."""
    before, _, behind = format(number, "f").partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    needed = len(re.sub(r"[#?]+$", "", decimals.replace(",", "")))
    while len(behind) > needed and behind.endswith("0"):
        behind = behind[:-1]
    if "," in whole:
        before = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", before)
    return f"{before}.{behind}" if behind or "." in decimals or needed else before


def shown_moment(code: str, moment: date | datetime | time) -> str:
    """What is shown of a date or time; names of months in English."""
    tokens = [token for token in sections(code)[0].tokens if not token.startswith("[$")]
    half = any(token.upper() in ("AM/PM", "A/P") for token in tokens)
    clocks = [index for index, token in enumerate(tokens) if _is_clock(token)]
    parts = []
    for index, token in enumerate(tokens):
        if index not in clocks:
            parts.append(_literal(token))
            continue
        at = clocks.index(index)
        beside = [tokens[each][:2].strip("[").lower()[:1] for each in (clocks[at - 1 : at] + clocks[at + 1 : at + 2])]
        is_minutes = bool(beside) and ((at > 0 and beside[0] == "h") or beside[-1] == "s")
        parts.append(_moment_part(token, moment, half=half, is_minutes=is_minutes))
    return "".join(parts)


def _moment_part(token: str, moment: date | datetime | time, *, half: bool, is_minutes: bool) -> str:
    letter, length = token.strip("[]")[0].lower(), len(token.strip("[]"))
    day = moment if isinstance(moment, date) else date(1900, 1, 1)
    clock = moment.time() if isinstance(moment, datetime) else moment if isinstance(moment, time) else time()
    if token.upper() in ("AM/PM", "A/P"):
        return "AM" if clock.hour < 12 else "PM"
    if letter == "y":
        return f"{day.year:04}" if length > 2 else f"{day.year % 100:02}"
    if letter == "m" and not is_minutes and length > 2:
        return MONTHS[day.month - 1][: 3 if length == 3 else 1 if length == 5 else None]
    if letter == "d" and length > 2:
        name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
        return name[:3] if length == 3 else name
    hour = (clock.hour - 1) % 12 + 1 if half else clock.hour
    number = {"m": clock.minute if is_minutes else day.month, "d": day.day, "h": hour, "s": clock.second}[letter]
    return f"{number:0{min(length, 2)}}"


def moment_of(number: Decimal, *, is_1904: bool) -> date | datetime | time | None:
    """The date, or date and time, of a serial number; None where the calendar of spreadsheets has none."""
    if number < 0 or number > 2_958_465:
        return None
    days, rest = int(number), number % 1
    seconds = int((rest * 86_400).to_integral_value(ROUND_HALF_UP))
    if is_1904:
        first = date(1904, 1, 1)
    elif days == 60:  # 29 February 1900, which never was
        return None
    else:
        first = date(1899, 12, 31) if days < 60 else date(1899, 12, 30)
    if not days and seconds and not is_1904:
        return (datetime.min + timedelta(seconds=seconds)).time() if seconds < 86_400 else None
    try:
        moment = datetime.combine(first, time()) + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None
    return moment if seconds else moment.date()

"""The kinds of values that content files hold, each with its check and its JSON Schema."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from briefgen import codes
from briefgen.content.dates import dates_in
from briefgen.content.entries import Check, JsonSchema, Limits, Refused, fault, unexpected
from briefgen.content.numerals import POWERS, code_for, code_in_capitals, is_number, rank_in, sign_in
from briefgen.content.ranges import RANGE_PATTERN, interval_in
from briefgen.content.slips import DIGITS_HINT, number_slip, slip_in
from briefgen.content.text import is_blank
from briefgen.content.yaml import DIGIT_LIMIT
from briefgen.languages import languages
from briefgen.ledger.clock import parse_clock_time
from briefgen.ledger.periods import FISCAL_YEAR_FORM, FORMS, parse_period
from briefgen.ledger.persons import ONE_ALPHABET, mixed_alphabets
from briefgen.ledger.positions import parse_position
from briefgen.ledger.sign_off import SEAL
from briefgen.ledger.values import ORDINAL
from briefgen.model.currencies import CURRENCIES
from briefgen.model.edition import FiscalYear
from briefgen.model.fact import Interval, Position, Quantity
from briefgen.patterns import lazy_regex
from briefgen.suggest import did_you_mean

ID = lazy_regex(r"[a-z][a-z0-9_-]*")

LINE_ID = lazy_regex(r"[a-z0-9][a-z0-9_-]*")
FACT_ID = lazy_regex(rf"{ID.pattern}(?:(?:\.{LINE_ID.pattern}){{2}})?")
CELL_ID = lazy_regex(rf"{LINE_ID.pattern}(?:\.{LINE_ID.pattern})?")
"""A row of a table, or a cell: of what tables.yaml says of it alone."""
TICK_ID = lazy_regex(rf"{ID.pattern}(?:\.{LINE_ID.pattern}){{0,2}}")
"""What can be ticked: a fact, a table, a row of it, or a cell."""
FACT_IDS = lazy_regex(rf"{ID.pattern}(?:(?:\.(?:{LINE_ID.pattern}|\*)){{2}})?")

GUID = lazy_regex(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
QUOTE_LIMIT = 1000
MOST_GAPS = 10
GAP = lazy_regex(r"…|\.\.\.")

ISO_SHAPE = lazy_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_PART = (
    "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
)
MONTH_AND_DAY = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
_YEAR_PART = f"([0-9]{{4}}(-(Q[1-4]|0[1-9]|1[0-2]))?|[0-9]{3}0s|{FISCAL_YEAR_FORM}|{_DAY_PART})"
_STATED_POWERS = POWERS | {"k": 3, "m": 6, "mn": 6, "tn": 12}
_SCALED = lazy_regex(rf"[{''.join(CURRENCIES)}]?(-?[0-9]+(?:\.[0-9]+)?)(?: ?({'|'.join(_STATED_POWERS)}))?")
_SO_MANY = lazy_regex(r"([0-9]{1,9}) (?:in|out of) ([1-9][0-9]{0,8})")
_TIME = lazy_regex(
    rf"[0-9]{{4}}(-Q[0-9]|-[0-9]{{2}})|[0-9]{{3}}0s|[0-9]{{4}}[-0-9Q]* ?/ ?[0-9]{{4}}[-0-9Q]*|{FISCAL_YEAR_FORM}"
)
_OTHER_DATE = "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
_ISSUE = lazy_regex(r"[\w./-]{1,16}")
_WEB_ADDRESS = lazy_regex(r"(https?://\S+)?")
NO_BRACES = r"^(?![\s\S]*\{\{)[\s\S]*\S[\s\S]*$"


def is_id(text: str) -> bool:
    """Whether the text can be an id."""
    return ID.fullmatch(text) is not None


def is_fact_id(text: str) -> bool:
    """Whether the text can be the id of a fact, or of a table's cell: toll.north.deaths."""
    return FACT_ID.fullmatch(text) is not None


def looks_like_date(text: str) -> bool:
    """Whether the text has the shape of a date, possible or not."""
    return ISO_SHAPE.fullmatch(text) is not None


def _text(value: Any) -> Any:
    if isinstance(value, str) and is_blank(value):
        raise fault(codes.WRONG_VALUE, "the text is empty", "write the text, or delete the key")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, str) and "{{" in value:
        raise fault(codes.BAD_VALUE_MARKUP, "this text cannot hold facts", "write the words themselves, without {{ }}")
    return _text(value)


def _web_address(value: Any) -> Any:
    if isinstance(_plain(value), str) and not _WEB_ADDRESS.fullmatch(value):
        raise unexpected("an address, such as https://example.org/page.html")
    return value


def _cell_name(value: Any) -> Any:
    return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else _text(value)


def _person(value: Any) -> Any:
    if isinstance(value, str) and (mixture := mixed_alphabets(value)):
        raise fault(codes.WRONG_VALUE, mixture, ONE_ALPHABET)
    return _plain(value)


def _id(value: Any) -> Any:
    if isinstance(value, str) and not is_id(value):
        raise fault(codes.BAD_ID, f'"{value}" is not an id', "small letters, digits, - and _; the first is a letter")
    return value


def _fact_id(value: Any) -> Any:
    return value if isinstance(value, str) and FACT_IDS.fullmatch(value) else _id(value)


def _line_id(value: Any) -> Any:
    if isinstance(value, str) and not LINE_ID.fullmatch(value):
        raise fault(codes.BAD_ID, f'"{value}" is not an id', "small letters, digits, - and _")
    return value


def _cell_id(value: Any) -> Any:
    if isinstance(value, str) and not CELL_ID.fullmatch(value):
        hint = "write the id of a row, or of a row and a column with a dot between: north.deaths"
        raise fault(codes.BAD_ID, f'"{value}" is no cell', hint)
    return value


def parse_date(value: Any) -> Any:
    """A date from its ISO form; raises the fault that the schema reports."""
    if not isinstance(value, str):
        raise fault(codes.BAD_DATE, "this is not a date", "write it as 2025-02-28")
    try:
        if looks_like_date(value):
            return date.fromisoformat(value)
    except ValueError:
        raise fault(codes.BAD_DATE, f"there is no {value} in the calendar", "check the day and month") from None
    raise _otherwise_written(value) or fault(codes.BAD_DATE, f'"{value}" is not a date', "write it as 2025-02-28")


def _otherwise_written(value: str) -> Refused | None:
    """The fault of a date that is not in its ISO form; none where the text is no date."""
    days = dates_in(value)
    if days is None:
        return None
    if not days:
        hint = "check the day and month, and write it as 2025-02-28"
        return fault(codes.BAD_DATE, f"there is no {value} in the calendar", hint)
    hint = f"write {' or '.join(day.isoformat() for day in days)}"
    return fault(codes.BAD_DATE, f'"{value}" is a date, but is not written as year, month and day', hint)


def _unit(value: Any) -> Any:
    if isinstance(value, str) and (sign := sign_in(value)):
        hint = f"write {code_for(sign)}" if value.strip() == sign else f"write {code_for(sign)}, and the value in full"
        raise fault(codes.UNKNOWN_UNIT, f'"{value}" would not be printed: a currency is given by its code', hint)
    if isinstance(value, str) and (code := code_in_capitals(value)):
        raise fault(codes.UNKNOWN_UNIT, f'"{value}" is a currency in small letters', f"write {code}")
    return _plain(value)


def _period(value: Any, fiscal_year: FiscalYear | None) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise fault(codes.BAD_DATE, "this is not a period", f"write one like {FORMS}")
    try:
        return parse_period(str(value), fiscal_year)
    except ValueError as error:
        raise fault(codes.BAD_DATE, str(error)) from None


def _stated(value: Any) -> Any:
    """A number with as many digits as it is stated with: "1.2 million" holds to a tenth of a million."""
    match = _SCALED.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and match[0] != match[1]:
        return Decimal(match[1]).scaleb(_STATED_POWERS.get(match[2], 0))
    if isinstance(value, str) and (interval := _interval(value)):
        return interval
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise number_fault(value)
    return Decimal(value)


def _ratio(text: str) -> Quantity | None:
    """So many in so many, which has its unit in itself: "1 in 3"."""
    match = _SO_MANY.fullmatch(" ".join(text.split()))
    return Quantity(Decimal(match[1]), f"in {match[2]}") if match else None


def _ordinal(text: str) -> Quantity | None:
    """A place in an order: "43rd", "third"."""
    rank = rank_in(text.strip())
    return Quantity(Decimal(rank), ORDINAL) if rank else None


def _position(text: str) -> Position | None:
    try:
        return parse_position(text)
    except ValueError as error:
        raise fault(codes.WRONG_VALUE, str(error), "write latitude and longitude, such as 34.5°N 69.2°E") from None


def _interval(text: str) -> Interval | None:
    try:
        return interval_in(text)
    except ValueError as error:
        raise fault(codes.WRONG_VALUE, str(error), "write the smaller number first") from None


def number_fault(value: Any, unit: str = "", key: str = "") -> Refused:
    """The fault of a value that should be a number, with the number that was probably meant."""
    if not isinstance(value, str):
        return fault(codes.WRONG_VALUE, "this is not a number", f"write {DIGITS_HINT}", key)
    slip = number_slip(value, unit)
    return fault(codes.WRONG_VALUE, slip.message, slip.hint, key)


def value_fault(value: str, unit: str) -> Refused | None:
    """The fault of a fact's value that is a text, but was meant for a number or a time."""
    slip = slip_in(value, unit)
    return fault(codes.WRONG_VALUE, slip.message, slip.hint, "value") if slip else None


def _value(value: Any, fiscal_year: FiscalYear | None) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise fault(codes.WRONG_VALUE, "a fact's value is a number, a date or a name", "put a name in quotes")
    if isinstance(value, str) and is_number(value) and len(value) > DIGIT_LIMIT:
        hint = "give it in a larger unit, such as millions"
        raise fault(codes.WRONG_VALUE, f"a number may have at most {DIGIT_LIMIT} digits", hint)
    if isinstance(value, str):
        if looks_like_date(value):
            return parse_date(value)
        if mistyped := _otherwise_written(value):
            raise mistyped
        if _TIME.fullmatch(value.strip()):
            return _period(value, fiscal_year)
        made = _interval(value) or _ratio(value) or _ordinal(value) or parse_clock_time(value) or _position(value)
        return made or _plain(value)
    return Decimal(value)


def _currency(value: Any) -> Any:
    known = sorted(code for codes_of_sign in CURRENCIES.values() for code in codes_of_sign)
    if isinstance(value, str) and value not in known:
        message = f'"{value}" is not the code of a currency with a sign'
        raise fault(codes.WRONG_VALUE, message, did_you_mean(value.upper(), known) or "write a code such as USD")
    return value


def _issue(value: Any) -> Any:
    hint = "write a number, such as 8, or a short sign without spaces, such as 8A or 12/2031"
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise fault(codes.WRONG_VALUE, "this is not an edition's number", hint)
    if not _ISSUE.fullmatch(str(value)):
        raise fault(codes.WRONG_VALUE, f'"{value}" is not an edition\'s number', hint)
    return str(value)


def _quote(value: Any) -> Any:
    """A quote short enough to be read against its source: so many characters, and so few gaps."""
    if isinstance(value, str) and (len(value) > QUOTE_LIMIT or len(GAP.findall(value)) > MOST_GAPS):
        message = f"the quote has more than {QUOTE_LIMIT} characters, or more than {MOST_GAPS} gaps"
        raise fault(codes.TOO_LARGE, message, "quote only the words that give the value")
    return _plain(value)


def _is_name_somewhere(value: str) -> bool:
    """Whether the words beside the digits make a name in any language that a brief can have: annexe 3 du rapport."""
    from briefgen.numbers_in_text import is_figure

    return not all(is_figure(value, language=each) for each in languages())


def _name(value: Any) -> Any:
    """A name that holds a number, and more than that."""
    from briefgen.numbers_in_text import (
        has_numeric,
        is_figure,  # the words of numbers take long to compile, and few desks have such names
    )

    if isinstance(value, str) and is_figure(value) and not (has_numeric(value) and _is_name_somewhere(value)):
        hint = "write the whole name, such as Resolution 47; a figure belongs into facts.yaml"
        raise fault(codes.WRONG_VALUE, f'"{value}" is a figure, and no name', hint)
    return _plain(value)


def _seal(value: Any) -> Any:
    if isinstance(value, str) and not SEAL.fullmatch(value):
        hint = "delete the entry, and sign the fact off anew: briefgen facts ID --sign-off --by NAME"
        raise fault(codes.WRONG_VALUE, f'"{value}" is not a seal', hint)
    return value


def _guid(value: Any) -> Any:
    if isinstance(value, str) and not GUID.fullmatch(value):
        hint = "write it as the tenant gives it: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9, without braces"
        raise fault(codes.WRONG_VALUE, f'"{value}" is no GUID', hint)
    return value


def text_like(pattern: re.Pattern[str]) -> JsonSchema:
    """The JSON Schema of a text that is all of a pattern."""
    return {"type": "string", "pattern": f"^{pattern.pattern}$"}


Guid = Annotated[str, Check(_guid, text_like(GUID))]
Markup = Annotated[str, Check(_text, {"type": "string", "pattern": r"\S"})]
Plain = Annotated[str, Check(_plain, {"type": "string", "pattern": NO_BRACES})]
Currency = Annotated[
    str,
    Check(_currency, {"enum": sorted(code for alike in CURRENCIES.values() for code in alike)}),
]
CellName = Annotated[str, Check(_cell_name, {"type": ["string", "number"], "pattern": r"\S"})]
RowNumber = Annotated[int, Limits(1, 1 << 20)]
Person = Annotated[str, Check(_person, {"type": "string", "pattern": NO_BRACES})]
WebAddress = Annotated[str, Check(_web_address, {"type": "string", "pattern": NO_BRACES})]
Unit = Annotated[
    str,
    Check(_unit, {"type": "string", "pattern": NO_BRACES, "not": {"pattern": f"[{''.join(CURRENCIES)}]"}}),
]
Quote = Annotated[str, Check(_quote, {"type": "string", "pattern": NO_BRACES, "maxLength": QUOTE_LIMIT})]
NameText = Annotated[str, Check(_name, {"type": "string", "pattern": NO_BRACES})]
Id = Annotated[str, Check(_id, text_like(ID))]
FactId = Annotated[str, Check(_fact_id, text_like(FACT_IDS))]
CellId = Annotated[str, Check(_cell_id, text_like(CELL_ID))]
LineId = Annotated[str, Check(_line_id, text_like(LINE_ID))]
Seal = Annotated[str, Check(_seal, text_like(SEAL))]
Day = Annotated[
    Any,
    Check(parse_date, {"type": "string", "format": "date", "pattern": f"^{_DAY_PART}$"}),
]
PeriodText = Annotated[
    Any,
    Check(
        _period,
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {"type": "string", "pattern": f"^{_YEAR_PART}( ?/ ?{_YEAR_PART})?$"},
            ]
        },
        asks_year=True,
    ),
]
Stated = Annotated[
    Any,
    Check(
        _stated, {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_SCALED.pattern}$|{RANGE_PATTERN}"}]}
    ),
]
FactValue = Annotated[
    Any,
    Check(
        _value,
        {
            "anyOf": [
                {"type": "number"},
                {
                    "type": "string",
                    "pattern": NO_BRACES,
                    "if": {"pattern": f"^{ISO_SHAPE.pattern}$"},
                    "then": {"format": "date", "pattern": f"^{_DAY_PART}$"},
                    "else": {"not": {"pattern": f"^({_OTHER_DATE})$"}},
                },
            ]
        },
        asks_year=True,
    ),
]
Issue = Annotated[
    Any,
    Check(_issue, {"anyOf": [{"type": "integer"}, text_like(_ISSUE)]}),
]

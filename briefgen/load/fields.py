"""The kinds of values that content files hold, each with its check and its JSON Schema."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefgen import codes
from briefgen.ledger.periods import FORMS, parse_period
from briefgen.load.validate import fault
from briefgen.load.yaml import DIGIT_LIMIT

ID = re.compile(r"[a-z][a-z0-9_-]*")

ISO_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERIC = re.compile(r"[-+]?[0-9][0-9 _,.'’\u00a0\u202f]*[0-9](?: ?%)?")
_TECHNICAL = re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY_PART = (
    "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
)
_YEAR_PART = f"([0-9]{{4}}(-(Q[1-4]|0[1-9]|1[0-2]))?|{_DAY_PART})"
_NO_BRACES = r"^(?![\s\S]*\{\{)[\s\S]*\S[\s\S]*$"


def is_id(text: str) -> bool:
    """Whether the text can be an id."""
    return ID.fullmatch(text) is not None


def looks_like_date(text: str) -> bool:
    """Whether the text has the shape of a date, possible or not."""
    return ISO_SHAPE.fullmatch(text) is not None


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise fault(codes.WRONG_VALUE, "the text is empty", "write the text, or delete the key")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, str) and "{{" in value:
        raise fault(codes.BAD_VALUE_MARKUP, "this text cannot hold facts", "write the words themselves, without {{ }}")
    return _text(value)


def _id(value: Any) -> Any:
    if isinstance(value, str) and not is_id(value):
        raise fault(codes.BAD_ID, f'"{value}" is not an id', "small letters, digits, - and _; the first is a letter")
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
    raise fault(codes.BAD_DATE, f'"{value}" is not a date', "write it as 2025-02-28")


def _period(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise fault(codes.BAD_DATE, "this is not a period", f"write one like {FORMS}")
    try:
        return parse_period(str(value))
    except ValueError as error:
        raise fault(codes.BAD_DATE, str(error)) from None


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise number_fault(value)
    return Decimal(value)


def number_fault(value: Any, key: str = "") -> PydanticCustomError:
    """The fault of a value that should be a number, with the number that was probably meant."""
    if isinstance(value, str) and _NUMERIC.fullmatch(value.strip()):
        digits = re.sub(r"[ _,'’%\u00a0\u202f]", "", value)
        return fault(codes.WRONG_VALUE, f'"{value}" is not a number that can be reckoned with', f"write {digits}", key)
    return fault(codes.WRONG_VALUE, "this is not a number", "write a number in digits, such as 1234.5", key)


def is_number(text: str) -> bool:
    """Whether the text is a number in plain digits, such as a year in quotes."""
    return _DIGITS.fullmatch(text.strip()) is not None


def is_numeric(text: str) -> bool:
    """Whether the text looks like a number that was written for readers: grouped, in quotes, or with a sign."""
    return bool(_NUMERIC.fullmatch(text.strip()) or _TECHNICAL.fullmatch(text.strip()))


def _value(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise fault(codes.WRONG_VALUE, "a fact's value is a number, a date or a name", "put a name in quotes")
    if isinstance(value, str) and is_number(value) and len(value) > DIGIT_LIMIT:
        hint = "give it in a larger unit, such as millions"
        raise fault(codes.WRONG_VALUE, f"a number may have at most {DIGIT_LIMIT} digits", hint)
    if isinstance(value, str):
        return parse_date(value) if looks_like_date(value) else _plain(value)
    return Decimal(value)


def _issue(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise fault(codes.WRONG_VALUE, "this is not an edition's number", "write a number, such as 8, or a short text")
    return _plain(str(value))


Markup = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Plain = Annotated[str, BeforeValidator(_plain), WithJsonSchema({"type": "string", "pattern": _NO_BRACES})]
Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$"})]
Day = Annotated[
    Any,
    BeforeValidator(parse_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DAY_PART}$"}),
]
Span = Annotated[
    Any,
    BeforeValidator(_period),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {"type": "string", "pattern": f"^{_YEAR_PART}( ?/ ?{_YEAR_PART})?$"},
            ]
        }
    ),
]
Number = Annotated[Any, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
FactValue = Annotated[
    Any,
    BeforeValidator(_value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {
                    "type": "string",
                    "pattern": _NO_BRACES,
                    "if": {"pattern": f"^{ISO_SHAPE.pattern}$"},
                    "then": {"format": "date", "pattern": f"^{_DAY_PART}$"},
                },
            ]
        }
    ),
]
Issue = Annotated[
    Any,
    BeforeValidator(_issue),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _NO_BRACES}]}),
]

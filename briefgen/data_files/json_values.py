"""JSON files (RFC 8259), and what a pointer (RFC 6901) leads to in them."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from briefgen.codes import DATA_FILE_DAMAGED, NOT_IN_DATA_FILE, STANDS_TWICE
from briefgen.data_files.cells import DataCell, Refusal, Workbook, refusal
from briefgen.data_files.number_formats import kept
from briefgen.suggest import did_you_mean

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class _TwiceError(ValueError):
    """A key that stands twice in one object."""


def read_json(file: str, data: bytes) -> Workbook:
    """What a JSON file holds, numbers as exact decimals. Raises Refusal."""
    try:
        value = json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number,
            object_pairs_hook=_object,
        )  # fmt: skip
    except _TwiceError as error:
        raise refusal(STANDS_TWICE, file, str(error), "give one of them another name") from error
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise refusal(DATA_FILE_DAMAGED, file, "this is no JSON in UTF-8") from error
    return Workbook(file, json=(value,))


def _no_number(text: str) -> None:
    raise ValueError(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _TwiceError(f'the key "{twice}" stands twice in one object')
    return value


def pointed(file: str, value: object, pointer: str) -> DataCell:
    """What a pointer leads to, as a cell whose sheet is the pointer. Raises Refusal."""
    if pointer and not pointer.startswith("/"):
        raise refusal(
            NOT_IN_DATA_FILE, file, f'"{pointer}" is no pointer', "a pointer is written like /totals/3/deaths"
        )
    way = ""
    for part in pointer.split("/")[1:]:
        value = _step(file, value, _named(part), way)
        way += f"/{part}"
    match value:
        case Decimal():
            number = kept(str(value)) if len(value.as_tuple().digits) <= 15 else value
            if number is None or abs(number.adjusted()) > 300:
                raise refusal(NOT_IN_DATA_FILE, file, f"{pointer}: a number of this size is none that is read")
            return DataCell(pointer, 0, 0, number, format(number, "f"))
        case str() | bool() | None:
            return DataCell(pointer, 0, 0, value, value if isinstance(value, str) else "")
    raise refusal(
        NOT_IN_DATA_FILE, file, f"{pointer or '/'} leads to a list or an object, not to a value", _inside(value, way)
    )


def siblings(value: object, pointer: str) -> tuple[dict[str, object], str]:
    """The values of the object or list in which a pointer ends that leads somewhere, by their names, and its own."""
    *way, last = pointer.split("/")[1:] or [""]
    for part in way:
        value = _step("", value, _named(part), "")
    if isinstance(value, dict):
        return value, _named(last)
    return {str(at): each for at, each in enumerate(value)} if isinstance(value, list) else {"": value}, last


def _named(part: str) -> str:
    """The name for which a part of a pointer stands (RFC 6901, section 4)."""
    return part.replace("~1", "/").replace("~0", "~")


def _step(file: str, value: object, name: str, way: str) -> object:
    if isinstance(value, dict):
        if name in value:
            return value[name]
        raise _nothing(file, name, way, did_you_mean(name, value))
    if isinstance(value, list):
        if _INDEX.fullmatch(name) and int(name) < len(value):
            return value[int(name)]
        raise _nothing(file, name, way, f"its places are 0 to {len(value) - 1}" if value else "it is empty")
    raise _nothing(file, name, way, "a value stands there, in which nothing is")


def _nothing(file: str, name: str, way: str, hint: str) -> Refusal:
    return refusal(NOT_IN_DATA_FILE, file, f'there is no "{name}" in {way or "/"}', hint)


def _inside(value: object, way: str) -> str:
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return f"such as {way}/{next(iter(names))}" if names else ""

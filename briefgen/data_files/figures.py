"""A cell as a figure, a date or a text; refused by its address where that would be a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from briefgen.codes import CELL_REFUSED, CELL_SHOWS_OTHER, FORMULA_RESULT, UNCLEAR_DATE
from briefgen.data_files.cells import DataCell, DataSheet, ErrorValue, NoCells, clean
from briefgen.data_files.declared import Declared
from briefgen.data_files.delimited import has_decimal_points
from briefgen.data_files.formulas import done_again
from briefgen.data_files.number_formats import MONTHS
from briefgen.frozen import frozen
from briefgen.model.currencies import CURRENCIES

PERCENT = "%"
SHOW = "let it show its number, or say `stored: true` of the source where what is stored may be printed"
CALCULATE = "open the workbook, let it calculate, and save it"
_CONTEXT = Context(prec=400)
_SIGN = re.compile(r"[-−]")
_SIGNED = re.compile(r"[-−+]?")
_CODE = re.compile(r"0[0-9]+")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""A number that has thousands in one country and decimals in another."""
_SPACES = " '’"
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00)?")
_LONG = re.compile(r"([0-9]{1,2}) ([A-Za-z]+)\.? ([0-9]{4})")
_FORM = re.compile(r"YYYY|MM|DD|M|D")
_DATED = re.compile(
    r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|[A-Za-z]{3,9}[- ]?[0-9]{2,4}|[0-9]{1,2}[- ]?[A-Za-z]{3,9}"
)


@frozen
class DataFigure:
    """What a cell says as a figure: as it is shown, with its unit where that is a percentage, and as it is stored.

    `sign` is that of the currency in which the cell shows it.
    """

    value: Decimal
    unit: str = ""
    stored: Decimal | None = None
    sign: str = ""


@frozen
class MissingValue:
    """A cell without a figure: the mark that stands there, and what that means."""

    mark: str
    meaning: str


def missing(cell: DataCell, declared: Declared) -> MissingValue | None:
    """What a cell says instead of a figure: one of the declared marks, or blank."""
    if (
        cell.marks
        or not (cell.is_blank or isinstance(cell.value, str))
        or (cell.formula is not None and not cell.has_result)
    ):
        return None
    mark = clean(cell.value) if isinstance(cell.value, str) else ""
    return MissingValue(mark, declared.missing[mark]) if mark in declared.missing else None


def figure(sheet: DataSheet, cell: DataCell, declared: Declared) -> DataFigure:
    """A cell as a figure. Raises Refusal."""
    _refuse_broken(sheet, cell)
    match cell.value:
        case Decimal():
            return _shown_figure(sheet, cell, cell.value, declared)
        case str():
            return _text_figure(sheet, cell, clean(cell.value), declared)
        case bool():
            raise sheet.fault(CELL_REFUSED, cell, f"{cell.shown} is no figure")
        case None:
            raise sheet.fault(CELL_REFUSED, cell, "the cell is blank")
    raise sheet.fault(CELL_REFUSED, cell, f'"{cell.shown}" is a date or a time, no figure')


def text(sheet: DataSheet, cell: DataCell) -> str:
    """A cell as a name or code, with its leading zeros. Raises Refusal."""
    _refuse_broken(sheet, cell)
    if cell.shown is None:
        raise sheet.fault(CELL_SHOWS_OTHER, cell, "what the cell shows cannot be told")
    return cell.text


def day(sheet: DataSheet, cell: DataCell, declared: Declared) -> date:
    """A cell as a date. Raises Refusal."""
    _refuse_broken(sheet, cell)
    match cell.value:
        case datetime():
            return _shown_day(sheet, cell, cell.value.date())
        case date():
            return _shown_day(sheet, cell, cell.value)
        case str():
            return _text_day(sheet, cell, clean(cell.value), declared)
    raise sheet.fault(CELL_REFUSED, cell, f'"{cell.shown}" is no date')


def _refuse_broken(sheet: DataSheet, cell: DataCell) -> None:
    """What cannot be read as anything: errors, raised marks, and formulas whose result does not hold."""
    if cell.is_unseen and not cell.is_blank:
        message = (
            f"nobody sees what stands there, {_said(cell)}: it has the colour of its ground, or a format that hides it"
        )
        raise sheet.fault(CELL_SHOWS_OTHER, cell, message, "show it in the file, or leave its row or column out")
    if cell.is_struck and not cell.is_blank:
        hint = "write there what holds now, without the stroke, or leave its row or column out"
        raise sheet.fault(CELL_REFUSED, cell, f"{_said(cell)} is struck out", hint)
    if isinstance(cell.value, ErrorValue):
        raise sheet.fault(CELL_REFUSED, cell, f"the cell has an error, {cell.value.name}", "correct it in the file")
    if cell.marks:
        whole = cell.value if isinstance(cell.value, str) else cell.shown
        shown = clean(str(whole))
        message = f'"{shown}" has "{cell.marks}" raised, lowered or struck out, which is no digit of it'
        raise sheet.fault(
            CELL_REFUSED, cell, message, "move the mark to a cell of its own, or type the figure with its note"
        )
    if cell.formula is None:
        return
    if not cell.has_result:
        raise sheet.fault(FORMULA_RESULT, cell, f"the formula {_formula(cell)} has no stored result", CALCULATE)
    if cell.is_outdated:
        message = f"the workbook says that the result of {_formula(cell)} has to be calculated again"
        raise sheet.fault(FORMULA_RESULT, cell, message, CALCULATE)
    again = done_again(sheet, cell)
    if again is not None and again.is_other:
        message = f"the formula {_formula(cell)} does not give the {cell.shown} that is stored"
        raise sheet.fault(FORMULA_RESULT, cell, message, CALCULATE)
    if again is not None and again.left_out is not None:
        left_out = f"{again.left_out.address}, where {_said(again.left_out)} is stored as text"
        hint = "make it a number there, its mark in a cell of its own, let the workbook calculate, and save it"
        raise sheet.fault(FORMULA_RESULT, cell, f"the formula {_formula(cell)} leaves out {left_out}", hint)


def _said(cell: DataCell) -> str:
    return f'"{clean(cell.value)}"' if isinstance(cell.value, str) else str(cell.value)


def _formula(cell: DataCell) -> str:
    return f"={cell.formula}" if cell.formula else "of the cell"


def _shown_figure(sheet: DataSheet, cell: DataCell, stored: Decimal, declared: Declared) -> DataFigure:
    exact = _normal(stored.scaleb(2, _CONTEXT)) if cell.is_percent else _normal(stored)
    unit = PERCENT if cell.is_percent else ""
    if declared.stored:
        return DataFigure(exact, unit, stored)
    if cell.shown is None:
        raise sheet.fault(CELL_SHOWS_OTHER, cell, f"what the cell shows of the stored {exact} cannot be told", SHOW)
    for number in _shown_numbers(cell.shown, is_percent=cell.is_percent):
        places = max(0, -int(number.as_tuple().exponent))
        is_lost = bool(exact) and not number
        if not is_lost and exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _CONTEXT) == number:
            return DataFigure(number, unit, stored, next((each for each in cell.shown if each in CURRENCIES), ""))
    shown = f'shows "{clean(cell.shown)}"' if clean(cell.shown) else "shows nothing"
    raise sheet.fault(CELL_SHOWS_OTHER, cell, f"the cell {shown} and stores {stored}", SHOW)


def _normal(number: Decimal) -> Decimal:
    """A number without zeros at its end, and without an exponent."""
    return Decimal(format(number.normalize(_CONTEXT) + 0, "f"))


def _shown_numbers(shown: str, *, is_percent: bool) -> Iterator[Decimal]:
    """What a shown text can mean as a number, in one country or another; currency signs are no part of it."""
    body = clean(shown)
    if is_percent != ("%" in body):
        return
    body = "".join(each for each in body if unicodedata.category(each) != "Sc").replace("%", "").strip()
    negative = bool(_SIGN.match(body)) or (body.startswith("(") and body.endswith(")"))
    body = body.removeprefix("+").strip("()-− ")
    body = f"0{body}" if body.startswith((".", ",")) else body
    for thousands, decimal in ((",", "."), (".", ","), (_SPACES, ","), (_SPACES, "."), ("", ".")):
        number = _number(body, decimal, thousands)
        if number is not None:
            yield -number if negative else number


def _text_figure(sheet: DataSheet, cell: DataCell, text: str, declared: Declared) -> DataFigure:
    """A text by the signs that are declared; without any, only digits with a decimal point are a plain number."""
    body, unit = (text[:-1].rstrip(), PERCENT) if text.endswith("%") else (text, "")
    negative = _SIGN.match(body) is not None
    body = _SIGNED.sub("", body, count=1)
    if _TWO_WAYS.fullmatch(body) and not (declared.decimal or declared.thousands or _has_decimal_points(sheet)):
        message = f'"{text}" can be {body.replace(".", "")} or {body}'
        hint = 'declare the sign of decimals, decimal: "." or decimal: ",", and with it thousands: "."'
        raise sheet.fault(CELL_REFUSED, cell, message, hint)
    number = _number(body, declared.decimal or ".", declared.thousands)
    if number is not None:
        return DataFigure(-number if negative else number, unit)
    raise sheet.fault(CELL_REFUSED, cell, *_no_number(text, declared))


def _has_decimal_points(sheet: DataSheet) -> bool:
    """Whether a text is of a file whose own signs say that its decimals stand behind a point."""
    return isinstance(sheet.source, NoCells) or has_decimal_points(sheet)


def _number(body: str, decimal: str, thousands: str) -> Decimal | None:
    """The number of unsigned digits, with whole groups of three where thousands are apart."""
    grouped = rf"[0-9]{{1,3}}(?:([{re.escape(thousands)}])[0-9]{{3}}(?:\1[0-9]{{3}})*)?" if thousands else "[0-9]+"
    if not re.fullmatch(rf"(?:{grouped}|[0-9]+)(?:{re.escape(decimal)}[0-9]+)?", body) or len(body) > 60:
        return None
    if _CODE.match(body):
        return None
    whole, _, behind = body.partition(decimal)
    digits = re.sub(r"[^0-9]", "", whole)
    return Decimal(f"{digits}.{behind}" if behind else digits)


def _no_number(text: str, declared: Declared) -> tuple[str, str]:
    """What is wrong with a text that should be a number, and what to do."""
    message = f'"{text}" is not a plain number'
    if _CODE.fullmatch(text):
        return f'"{text}" begins with 0, as codes do', "bind it as a text"
    body = _SIGNED.sub("", text.removesuffix("%").rstrip(), count=1)
    for decimal, thousands in ((".", ","), (",", "."), (",", " "), (".", " "), (".", "'"), (".", "’")):
        if decimal == (declared.decimal or decimal) and _number(body, decimal, thousands) is not None:
            lines = [f'decimal: "{decimal}"', f'thousands: "{thousands}"']
            return message, "if the file writes numbers so, declare\n" + "\n".join(lines)
    if not declared.missing.get(text) and not any(each.isdigit() for each in text):
        return message, f'if it marks a missing value, declare\nmissing: {{"{text}": what it means}}'
    return message, "move notes and units out of the cell"


def _shown_day(sheet: DataSheet, cell: DataCell, value: date) -> date:
    """A date, where what is shown of it names its day and year."""
    numbers = [int(each) for each in re.findall(r"[0-9]+", cell.shown or "")][:10]
    if {value.year, value.year % 100}.intersection(numbers) and value.day in numbers:
        return value
    message = f'the cell shows "{clean(cell.shown or "")}", which is no whole date, and stores {value.isoformat()}'
    raise sheet.fault(UNCLEAR_DATE, cell, message, "let it show day, month and year")


def _text_day(sheet: DataSheet, cell: DataCell, text: str, declared: Declared) -> date:
    read = read_day(text, declared.dates)
    if read is not None:
        return read
    if not _DATED.match(text):
        raise sheet.fault(CELL_REFUSED, cell, f'"{text}" is no date')
    forms = [form for form in ("D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "D-M-YYYY", "YYYY/M/D") if _formed(text, form)]
    hint = "if that is right, declare " + " or ".join(f"dates: {form}" for form in forms) if forms else ""
    raise sheet.fault(UNCLEAR_DATE, cell, f'"{text}" is a date in a form that is not declared', hint)


def read_day(text: str, form: str = "") -> date | None:
    """The date of a text in a declared form, as 2030-12-28, or as 28 December 2030; None for anything else."""
    if found := _ISO.fullmatch(text):
        return _date(*map(int, found.groups()))
    if found := _LONG.fullmatch(text):
        name = found[2].lower()
        month = next((at for at, each in enumerate(MONTHS, 1) if name in (each.lower(), each[:3].lower())), 0)
        return _date(int(found[3]), month, int(found[1]))
    return _formed(text, form) if form else None


def _formed(text: str, form: str) -> date | None:
    """The date of a text in a form of YYYY, M, D and the signs between them."""
    pattern, at = "", 0
    for part in _FORM.finditer(form):
        pattern += re.escape(form[at : part.start()])
        pattern += f"(?P<{part[0][0].lower()}>[0-9]{{{'4' if part[0] == 'YYYY' else '1,2'}}})"
        at = part.end()
    try:
        found = re.fullmatch(pattern + re.escape(form[at:]), text)
    except re.error:
        return None
    if found is None or set(found.groupdict()) != {"y", "m", "d"}:
        return None
    return _date(int(found["y"]), int(found["m"]), int(found["d"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

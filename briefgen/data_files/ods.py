"""OpenDocument spreadsheets (ODF 1.3): as XLSX is read, save that what is shown stands in the file itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from briefgen.codes import DATA_FILE_REFUSED
from briefgen.data_files.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    DataCell,
    DataSheet,
    DataValue,
    ErrorValue,
    NamedTable,
    Workbook,
    read_area,
    refusal,
)
from briefgen.data_files.markup import MarkupError, Pieces, Tag, inside, pieces
from briefgen.data_files.number_formats import kept
from briefgen.data_files.package import MOST_UNPACKED, ZippedParts
from briefgen.frozen import frozen

AT_ONCE = 50
"""How many rows are parsed at a time: few, because their elements take more memory than their cells."""

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_RANGE = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^'.]+))\.(\$?[A-Z]+\$?[0-9]+)(?::(?:[^.]*)\.(\$?[A-Z]+\$?[0-9]+))?")
_ERROR = re.compile(r"#[A-Z0-9/!?]+|Err:[0-9]+")
_WHITE = "#ffffff"
_NO_LENGTH = re.compile(r"0+(?:\.0*)?(?:cm|mm|in|pt|pc|px)?")
_HIDDEN = ("collapse", "filter")
_CELLS = ("table-cell", "covered-table-cell")
_UNPRINTED = ("annotation", "tracked-changes")


@frozen
class _Styles:
    """The styles that raise letters, hide sheets, give rows or columns no size, and hide or strike out a cell."""

    raised: frozenset[str]
    hidden: frozenset[str]
    flat: frozenset[str]
    unseen: frozenset[str]
    struck: frozenset[str]


@frozen(eq=False)
class _OdsCells:
    """The cells of a table: its rows are counted by their tags, and parsed when they are asked for."""

    parts: ZippedParts
    sheet: str
    rows: Pieces
    at: dict[int, int]
    styles: _Styles

    @property
    def numbers(self) -> Collection[int]:
        return self.at.keys()

    def read(self, rows: Collection[int], column: int | None = None) -> Iterator[DataCell]:
        """The cells of some rows, or of one column of them."""
        numbers = [number for number in rows if number in self.at]
        try:
            for start in range(0, len(numbers), AT_ONCE):
                some = numbers[start : start + AT_ONCE]
                parsed = self.rows.parsed([self.rows.piece(self.at[number]) for number in some])
                for number, row in zip(some, parsed, strict=True):
                    yield from self._row(number, row, column)
        except (MarkupError, ValueError) as error:
            raise self.parts.damaged(f'its sheet "{self.sheet}" cannot be read') from error

    def _row(self, number: int, row: Tag, wanted: int | None) -> Iterator[DataCell]:
        column = 1
        for tag in row.children:
            if tag.name not in _CELLS:
                continue
            repeated = max(1, tag.number("number-columns-repeated", 1))
            if tag.name == "table-cell" and not _is_empty(tag):
                covered = range(column, min(column + repeated, MOST_COLUMNS + 1))
                for each in covered if wanted is None else (wanted,) if wanted in covered else ():
                    yield _decoded(self.sheet, number, each, tag, self.styles)
            column += repeated


def _is_empty(tag: Tag) -> bool:
    return tag.first("p") is None and not tag.get("value-type") and not tag.get("formula")


def _decoded(sheet: str, row: int, column: int, tag: Tag, styles: _Styles) -> DataCell:
    """A cell of its element."""
    lines = [_line(line) for line in tag.children if line.name == "p"]
    shown = "\n".join(lines)
    marks = "".join(
        span.text() for line in tag.children for span in line.all("span") if span.get("style-name") in styles.raised
    )
    formula = tag.attributes.get("formula")
    value = _value(tag, shown)
    return DataCell(
        sheet, row, column, value, shown, marks.strip(), tag.get("value-type") == "percentage",
        formula=None if formula is None else _english(formula),
        has_result=bool(tag.get("value-type")),
        is_unseen=tag.get("style-name") in styles.unseen,
        is_struck=tag.get("style-name") in styles.struck,
    )  # fmt: skip


def _line(tag: Tag) -> str:
    """A paragraph's text, with the spaces that ODF writes as elements (6.1)."""
    parts = []
    for each in tag.content:
        if isinstance(each, str):
            parts.append(each)
        elif each.name in ("s", "tab", "line-break"):
            parts.append(" " * min(each.number("c", 1), 100))
        elif each.name not in _UNPRINTED:
            parts.append(_line(each))
    return "".join(parts)


def _value(tag: Tag, shown: str) -> DataValue:
    """What a cell stores, by its type (19.385)."""
    if tag.get("calcext:value-type") == "error" or (tag.get("formula") and _ERROR.fullmatch(shown)):
        return ErrorValue(shown)
    match tag.get("value-type"):
        case "float" | "percentage" | "currency":
            number = kept(tag.get("value"))
            return ErrorValue(tag.get("value")) if number is None else number
        case "boolean":
            return tag.get("boolean-value") == "true"
        case "date":
            return _moment(tag.get("date-value"))
        case "time":
            return ErrorValue(f"a time: {shown}")
        case "":
            return shown or None
    return tag.get("string-value") or shown


def _moment(text: str) -> DataValue:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ErrorValue(text)
    return moment if moment.time() != datetime.min.time() else moment.date()


def _english(formula: str) -> str:
    """A formula of OpenFormula as Excel writes it, where both have it."""
    body = formula.partition("=")[2] or formula
    return re.sub(r"\[\.([A-Z$0-9]+)(?::\.([A-Z$0-9]+))?\]", _reference, body).replace(";", ",")


def _reference(found: re.Match[str]) -> str:
    return f"{found[1]}:{found[2]}" if found[2] else found[1]


def read_ods(parts: ZippedParts) -> Workbook:
    """The workbook of an OpenDocument file. Raises Refusal."""
    if any(tag.name == "encryption-data" for tag in parts.xml(MANIFEST).all("encryption-data")):
        raise refusal(DATA_FILE_REFUSED, parts.file, "the workbook is encrypted", "save it without a password")
    data = parts.part(CONTENT, MOST_UNPACKED)
    try:
        return _workbook(parts, data)
    except MarkupError as error:
        raise parts.damaged(f'its part "{CONTENT}" cannot be read: {error}') from error


def _workbook(parts: ZippedParts, data: bytes) -> Workbook:
    styles = list(_all(data, "style", *inside(data, "automatic-styles")))
    tests = (_is_mark, _hides, _is_flat, _is_unseen, _is_struck)
    known = _Styles(*(frozenset(style.get("name") for style in styles if test(style)) for test in tests))
    start, end = inside(data, "spreadsheet")
    found = pieces(data, "table", start, end)
    sheets = tuple(_sheet(parts, found, index, known) for index in range(len(found)))
    return Workbook(parts.file, sheets, _names(data, start, end), _tables(data, start, end))


def _all(data: bytes, name: str, start: int, end: int) -> Iterator[Tag]:
    return pieces(data, name, start, end).all()


def _is_mark(style: Tag) -> bool:
    """Whether a style raises, lowers or strikes out letters."""
    positions = (each.get("text-position", "0") for each in style.all("text-properties"))
    return _is_struck(style) or not all(each.startswith("0") for each in positions)


def _is_struck(style: Tag) -> bool:
    return any(each.get("text-line-through-style", "none") != "none" for each in style.all("text-properties"))


def _hides(style: Tag) -> bool:
    return any(each.get("display") == "false" for each in style.all("table-properties"))


def _is_flat(style: Tag) -> bool:
    """Whether a style gives rows no height, or columns no width."""
    sizes = [each.get("row-height") for each in style.all("table-row-properties")]
    sizes += [each.get("column-width") for each in style.all("table-column-properties")]
    return any(_NO_LENGTH.fullmatch(size) for size in sizes)


def _is_unseen(style: Tag) -> bool:
    """Whether letters have the colour of what is behind them."""
    letters = next((each.get("color") for each in style.all("text-properties")), "")
    ground = next((each.get("background-color") for each in style.all("table-cell-properties")), "")
    return bool(letters) and letters.lower() == (_WHITE if ground in ("", "transparent") else ground.lower())


def _is_hidden(tag: Tag, flat: frozenset[str]) -> bool:
    return tag.get("visibility") in _HIDDEN or tag.get("style-name") in flat


def _sheet(parts: ZippedParts, found: Pieces, index: int, styles: _Styles) -> DataSheet:
    start, end = found.starts[index], found.ends[index]
    rows = pieces(found.data, "table-row", start, end)
    head = found.opened(index)
    name = head.get("name")
    at, hidden_rows = _numbered(rows, styles.flat)
    return DataSheet(
        parts.file, name, _OdsCells(parts, name, rows, at, styles),
        is_hidden=head.get("style-name") in styles.hidden,
        merged=tuple(_merged(rows, at)),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(_hidden_columns(found.data, start, rows.starts[0] if len(rows) else end, styles.flat)),
    )  # fmt: skip


def _numbered(rows: Pieces, flat: frozenset[str]) -> tuple[dict[int, int], list[int]]:
    """Which piece each row with content is, and the hidden rows; a row can stand for many."""
    at: dict[int, int] = {}
    hidden: list[int] = []
    number = 1
    for index in range(len(rows)):
        head = rows.opened(index)
        repeated = max(1, head.number("number-rows-repeated", 1))
        numbers = range(number, min(number + repeated, MOST_ROWS + 1))
        number += repeated
        piece = rows.piece(index)
        if b"value-type" in piece or b"formula" in piece or repeated == 1:
            if repeated > 1 and len(at) + repeated > 2 * len(rows) + 1000:
                raise MarkupError("one of its rows stands for too many")
            at |= dict.fromkeys(numbers, index)
            hidden += numbers if _is_hidden(head, flat) else ()
    return at, hidden


def _merged(rows: Pieces, at: dict[int, int]) -> Iterator[Area]:
    for number, index in at.items():
        piece = rows.piece(index)
        if b"-spanned" not in piece:
            continue
        column = 1
        for tag in next(rows.parsed([piece])).children:
            down, right = tag.number("number-rows-spanned", 1), tag.number("number-columns-spanned", 1)
            if down > 1 or right > 1:
                yield Area(number, column, number + down - 1, column + right - 1)
            column += max(1, tag.number("number-columns-repeated", 1)) if tag.name in _CELLS else 0


def _hidden_columns(data: bytes, start: int, end: int, flat: frozenset[str]) -> Iterator[int]:
    column = 1
    for tag in _all(data, "table-column", start, end):
        repeated = min(max(1, tag.number("number-columns-repeated", 1)), MOST_COLUMNS)
        if _is_hidden(tag, flat):
            yield from range(column, min(column + repeated, MOST_COLUMNS + 1))
        column += repeated


def _names(data: bytes, start: int, end: int) -> dict[str, tuple[tuple[str, Area], ...]]:
    names: dict[str, tuple[tuple[str, Area], ...]] = {}
    for tag in _all(data, "named-range", start, end):
        if place := _placed(tag.get("cell-range-address")):
            names[tag.get("name")] = tuple(dict.fromkeys((*names.get(tag.get("name"), ()), place)))
    return names


def _tables(data: bytes, start: int, end: int) -> dict[str, NamedTable]:
    tables = {}
    for tag in _all(data, "database-range", start, end):
        place = _placed(tag.get("target-range-address"))
        if place and not tag.get("name").startswith("__"):
            tables[tag.get("name")] = NamedTable(tag.get("name"), *place, int(tag.get("contains-header") != "false"))
    return tables


def _placed(address: str) -> tuple[str, Area] | None:
    """The sheet and area of an address such as $Sheet1.$B$5:.$C$7."""
    found = _RANGE.fullmatch(address)
    area = read_area(f"{found[3]}:{found[4] or found[3]}") if found else None
    return ((found[1] or found[2]).replace("''", "'"), area) if found and area else None

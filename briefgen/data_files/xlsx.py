"""Excel workbooks (ECMA-376, SpreadsheetML): the parts, and the cells of their sheets as they are asked for."""

from __future__ import annotations

import operator
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime, time
from decimal import Decimal

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
    column_name,
    read_address,
    read_area,
    refusal,
)
from briefgen.data_files.markup import MarkupError, Pieces, Tag, inside, pieces
from briefgen.data_files.number_formats import (
    BUILT_IN,
    is_date,
    is_percent,
    kept,
    moment_of,
    shown_moment,
    shown_number,
)
from briefgen.data_files.package import MOST_UNPACKED, SAVE_AGAIN, ZippedParts
from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex

AT_ONCE = 50
"""How many rows are parsed at a time: few, because their elements take more memory than their cells."""

TYPES = "[Content_Types].xml"
_ROW = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
_LOW = re.compile(rb"""\sht\s*=\s*["']0(?:\.0*)?["']""")
_HIDDEN = lazy_regex(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_CELL = lazy_regex(rb"""<(?:[\w.-]+:)?c(?:\s[^<>]*?)?\sr\s*=\s*["']""")
_NEXT = lazy_regex(rb"<(?:(?:[\w.-]+:)?c[\s/>]|/(?:[\w.-]+:)?row[\s>])")
_NAME = lazy_regex(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)")
_TRUE = ("1", "true")
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "lessThan": operator.lt, "lessThanOrEqual": operator.le, "equal": operator.eq, "notEqual": operator.ne,
    "greaterThanOrEqual": operator.ge, "greaterThan": operator.gt,
}  # fmt: skip
WHITE = "FFFFFF"
NOTHING_SHOWN = ";;;"
_RAISED = ("superscript", "subscript")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@frozen(eq=False)
class _Book:
    """What all sheets of a workbook share: its parts, texts, formats and calendar."""

    parts: ZippedParts
    texts: tuple[ZippedParts, str] | None
    formats: list[str]
    is_1904: bool
    is_stale: bool
    rule_formats: list[str] = field(default_factory=list)
    unseen: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    _strings: dict[str, Pieces] = field(default_factory=dict)

    def shared(self, numbers: Collection[int]) -> dict[int, Tag]:
        """The texts of some numbers in the table of texts."""
        if self.texts is None or not numbers:
            return {}
        if "all" not in self._strings:
            data = self.parts.part(self.texts[1], MOST_UNPACKED)
            self._strings["all"] = pieces(data, "si")
        strings = self._strings["all"]
        wanted = [number for number in numbers if 0 <= number < len(strings)]
        return dict(zip(wanted, strings.parsed([strings.piece(number) for number in wanted]), strict=True))


@frozen
class _FormatRule:
    """A rule by which cells of some areas show their numbers in another format (18.3.1.10)."""

    areas: tuple[Area, ...]
    code: str
    condition: str
    bounds: tuple[Decimal, ...]

    def holds(self, number: Decimal) -> bool | None:
        """Whether a number is shown by the rule; None where that cannot be told."""
        compare = _COMPARISONS.get(self.condition)
        if compare and len(self.bounds) == 1:
            return compare(number, self.bounds[0])
        if self.condition in ("between", "notBetween") and len(self.bounds) == 2:
            return (min(self.bounds) <= number <= max(self.bounds)) == (self.condition == "between")
        return None


def _ruled(rules: tuple[_FormatRule, ...], cell: DataCell) -> DataCell:
    """A cell with what it shows by the first of the rules that holds."""
    if rules and isinstance(cell.value, Decimal):
        for rule in rules:
            if any((cell.row, cell.column) in area for area in rule.areas):
                holds = rule.holds(cell.value)
                if holds is None:
                    return replace(cell, shown=None)
                if holds:
                    is_hundredths = is_percent(rule.code, cell.value)
                    return replace(cell, shown=shown_number(rule.code, cell.value), is_percent=is_hundredths)
    return cell


@frozen(eq=False)
class _XlsxCells:
    """The cells of a sheet's part: its rows are counted by their tags, and parsed when they are asked for."""

    book: _Book
    sheet: str
    rows: Pieces
    at: dict[int, int]
    rules: tuple[_FormatRule, ...] = ()

    @property
    def numbers(self) -> Collection[int]:
        return self.at.keys()

    def read(self, rows: Collection[int], column: int | None = None) -> Iterator[DataCell]:
        """The cells of some rows, or of one column of them."""
        try:
            numbers = [number for number in rows if number in self.at]
            for start in range(0, len(numbers), AT_ONCE):
                yield from self._read(numbers[start : start + AT_ONCE], column)
        except MarkupError as error:
            raise self.book.parts.damaged(f'its sheet "{self.sheet}" cannot be read: {error}') from error

    def _read(self, numbers: list[int], column: int | None) -> Iterator[DataCell]:
        found = [self._stretch(number, column) for number in numbers]
        parsed = self.rows.parsed(found)
        cells = list(self._placed(numbers, parsed) if column is None else self._single(numbers, found, parsed, column))
        shared = self.book.shared(sorted({_index(tag) for *_, tag in cells if tag.get("t") == "s"}))
        for row, number, tag in cells:
            if column is None or number == column:
                yield _ruled(self.rules, _decoded(self.book, self.sheet, row, number, tag, shared))

    def _stretch(self, number: int, column: int | None) -> bytes:
        """A row's bytes; or those of one of its cells, where the row names its cells."""
        index = self.at[number]
        if column is None:
            return self.rows.piece(index)
        data, start, end = self.rows.data, self.rows.heads[index], self.rows.ends[index]
        named = f"{column_name(column)}{number}".encode()
        at = data.find(named, start, end)
        while at >= 0:
            cell = _CELL.match(data, data.rfind(b"<", start, at), end)
            if cell and cell.end() == at:
                following = _NEXT.search(data, at, end)
                return data[cell.start() : following.start() if following else end]
            at = data.find(named, at + 1, end)
        first = _NEXT.search(data, start, end)
        return b"" if first is None or _CELL.match(data, first.start(), end) else self.rows.piece(index)

    def _single(
        self, numbers: list[int], found: list[bytes], parsed: Iterator[Tag], column: int
    ) -> Iterator[tuple[int, int, Tag]]:
        """The parsed cells of a column; a whole row where it does not name its cells."""
        with_cells = [number for number, stretch in zip(numbers, found, strict=True) if stretch]
        for number, tag in zip(with_cells, parsed, strict=True):
            if tag.name == "c":
                yield number, column, tag
            else:
                yield from self._placed([number], iter((tag,)))

    def _placed(self, numbers: list[int], rows: Iterator[Tag]) -> Iterator[tuple[int, int, Tag]]:
        """Each cell of some rows with its row and column."""
        for number, row in zip(numbers, rows, strict=True):
            column = 0
            for tag in row.children:
                if tag.name == "c":
                    address = read_address(tag.get("r"))
                    column = address[1] if address else column + 1
                    yield number, column, tag


def _index(tag: Tag) -> int:
    child = tag.first("v")
    text = child.text() if child else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _decoded(book: _Book, sheet: str, row: int, column: int, tag: Tag, shared: dict[int, Tag]) -> DataCell:
    """A cell of its element."""
    stored, formula = tag.first("v"), tag.first("f")
    text = stored.text() if stored else ""
    kind = tag.get("t", "n")
    source = shared.get(_index(tag)) if kind == "s" else tag.first("is") if kind == "inlineStr" else None
    value: DataValue
    marks, code = "", _format(book, tag.number("s"))
    if source is not None:
        value, marks = _rich(source)
    else:
        value = _value(book, kind, text, code)
    shown, percent = _shown(value, text, kind, code)
    return DataCell(
        sheet, row, column, value, shown, marks, percent,
        formula=None if formula is None else formula.text(),
        has_result=bool(text) or (kind == "str" and stored is not None) or source is not None,
        is_outdated=book.is_stale and formula is not None,
        is_unseen=tag.number("s") in book.unseen or (code == NOTHING_SHOWN and isinstance(value, str)),
        is_struck=tag.number("s") in book.struck,
    )  # fmt: skip


def _format(book: _Book, style: int) -> str:
    return book.formats[style] if style < len(book.formats) else "General"


def _rich(source: Tag) -> tuple[str, str]:
    """A text, and what of it is raised, lowered or struck out; readings of characters (rPh) left out."""
    match source.content:
        case [Tag(name="t") as plain]:
            return _unescaped(plain.text()), ""
    marks = [run.text() for run in source.children if run.name == "r" and _is_mark(run)]
    return _unescaped(source.text(without=("rPh", "rPr"))), "".join(marks).strip()


def _is_mark(run: Tag) -> bool:
    """Whether a stretch of a text is raised, lowered or struck out, and so no part of its number."""
    return any(align.get("val") in _RAISED for align in run.all("vertAlign")) or _is_struck(run)


def _is_struck(letters: Tag) -> bool:
    return any(strike.get("val", "1") in _TRUE for strike in letters.all("strike"))


def _unescaped(text: str) -> str:
    """A text whose characters that XML cannot hold are written _xHHHH_ (22.4.2.4)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _value(book: _Book, kind: str, text: str, code: str) -> DataValue:
    if not text:
        return "" if kind == "str" else None
    match kind:
        case "s" | "str" | "inlineStr":
            return _unescaped(text) if kind != "s" else ""
        case "b":
            return text in _TRUE
        case "e":
            return ErrorValue(text)
        case "d":
            return _iso(text)
    number = kept(text)
    if number is None:
        return ErrorValue(text)
    if is_date(code):
        return moment_of(number, is_1904=book.is_1904) or ErrorValue(f"a date numbered {text}")
    return number


def _iso(text: str) -> DataValue:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if "T" in text else moment.date()


def _shown(value: DataValue, text: str, kind: str, code: str) -> tuple[str | None, bool]:
    """What is shown of a value, and whether as hundredths."""
    match value:
        case Decimal():
            return shown_number(code, value), is_percent(code, value)
        case bool():
            return str(value).upper(), False
        case date() | time():
            return shown_moment(code if is_date(code) else "yyyy-mm-dd", value), False
        case str():
            return value, False
        case ErrorValue():
            return value.name if kind == "e" else None, False
        case None:
            return text, False


def read_xlsx(parts: ZippedParts) -> Workbook:
    """The workbook of an Excel file. Raises Refusal."""
    types = parts.xml(TYPES)
    if any(_is_program(kind.get("ContentType")) for kind in types.children):
        raise refusal(DATA_FILE_REFUSED, parts.file, "the workbook brings programs", "save it without macros, as .xlsx")
    main = next((target for kind, target in _relations(parts, "").values() if kind == "officeDocument"), "")
    if not main.lower().endswith(".xml"):
        raise refusal(DATA_FILE_REFUSED, parts.file, "this is no workbook in XML", SAVE_AGAIN)
    relations = _relations(parts, main)
    root = parts.xml(main)
    if root.name != "workbook":
        raise refusal(DATA_FILE_REFUSED, parts.file, "this is no workbook but another document", SAVE_AGAIN)
    book = _book(parts, root, dict(relations.values()))
    listed = [tag for tag in root.all("sheet") if relations.get(tag.get("id"), ("", ""))[0] == "worksheet"]
    tables: dict[str, NamedTable] = {}
    sheets = tuple(_sheet(book, tag, relations[tag.get("id")][1], tables) for tag in listed)
    return Workbook(parts.file, sheets, _names(root), tables)


def _is_program(kind: str) -> bool:
    return "macroEnabled" in kind or "vbaProject" in kind


def _relations(parts: ZippedParts, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part by id: their kind, and the name of the part that each leads to."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in parts:
        return {}
    inner = [tag for tag in parts.xml(listed).children if tag.get("TargetMode") != "External"]
    return {
        tag.get("Id"): (
            posixpath.basename(tag.get("Type")),
            posixpath.normpath(posixpath.join("/", folder, tag.get("Target"))).lstrip("/"),
        )
        for tag in inner
    }


def _book(parts: ZippedParts, root: Tag, related: dict[str, str]) -> _Book:
    settings, calculation = root.first("workbookPr"), root.first("calcPr")
    texts = (parts, related["sharedStrings"]) if "sharedStrings" in related else None
    styles = parts.xml(related["styles"]) if "styles" in related else Tag("styleSheet", {})
    is_1904 = settings is not None and settings.get("date1904") in _TRUE
    is_stale = calculation is not None and _is_stale(calculation)
    return _Book(
        parts, texts, _formats(styles), is_1904, is_stale, _rule_formats(styles), _unseen(styles), _struck(styles)
    )


def _is_stale(calculation: Tag) -> bool:
    """Whether a workbook says itself that its results are not those of its inputs (18.2.2)."""
    by_hand = calculation.get("calcMode") == "manual" and calculation.get("calcOnSave", "1") not in _TRUE
    unfinished = calculation.get("calcCompleted", "1") not in _TRUE
    return by_hand or unfinished or calculation.get("fullCalcOnLoad") in _TRUE


def _formats(root: Tag) -> list[str]:
    """The format code of each of the styles that cells have."""
    own = {tag.number("numFmtId"): tag.get("formatCode") for tag in root.all("numFmt")}
    styles = root.first("cellXfs")
    numbers = [tag.number("numFmtId") for tag in styles.children] if styles else []
    return [own.get(each) or BUILT_IN.get(each, "General") for each in numbers]


def _unseen(root: Tag) -> frozenset[int]:
    """The styles whose letters have the colour of what is behind them (18.8.22, 18.8.32)."""
    fonts, fills, styles = (root.first(name) for name in ("fonts", "fills", "cellXfs"))
    letters = [_colour(font.first("color"), "000000") for font in fonts.children] if fonts else []
    grounds = [_ground(fill) for fill in fills.children] if fills else []
    return frozenset(
        at
        for at, style in enumerate(styles.children if styles else ())
        if letters[style.number("fontId") : style.number("fontId") + 1]
        == (grounds[style.number("fillId") : style.number("fillId") + 1] or [WHITE])
    )


def _struck(root: Tag) -> frozenset[int]:
    """The styles that strike out what they show (18.4.10)."""
    fonts, styles = root.first("fonts"), root.first("cellXfs")
    struck = {at for at, font in enumerate(fonts.children) if _is_struck(font)} if fonts else set()
    return frozenset(
        at for at, style in enumerate(styles.children if styles else ()) if style.number("fontId") in struck
    )


def _ground(fill: Tag) -> str:
    pattern = fill.first("patternFill")
    if pattern is None or pattern.get("patternType", "none") != "solid":
        return WHITE
    return _colour(pattern.first("fgColor"), WHITE)


def _colour(tag: Tag | None, automatic: str) -> str:
    """A colour as six hexadecimal digits, those of a theme by its number (0 is white, 1 black, as in every theme)."""
    if tag is None or tag.get("auto") in _TRUE:
        return automatic
    if tag.get("rgb"):
        return tag.get("rgb")[-6:].upper()
    shade = f"{tag.get('theme')} {tag.get('tint', '0')}"
    if tag.get("theme"):
        return {"0 0": WHITE, "1 0": "000000"}.get(shade, shade)
    return {"1": WHITE, "9": WHITE, "65": WHITE, "0": "000000", "8": "000000", "64": "000000"}.get(
        tag.get("indexed"), f"indexed {tag.get('indexed')}"
    )


def _rule_formats(root: Tag) -> list[str]:
    """The format codes of the styles that rules give, "" of those that leave the format as it is."""
    styles = root.first("dxfs")
    return [_own_format(style) for style in styles.children] if styles else []


def _own_format(style: Tag) -> str:
    """The format code that a rule gives; one that shows nothing, where letters have the colour of their ground."""
    font, fill = style.first("font"), style.first("fill")
    pattern = fill.first("patternFill") if fill else None
    ground = _colour(pattern.first("bgColor") or pattern.first("fgColor"), WHITE) if pattern else WHITE
    if font and font.first("color") and _colour(font.first("color"), "000000") == ground:
        return NOTHING_SHOWN
    found = style.first("numFmt")
    return found.get("formatCode") if found else ""


def _rules(book: _Book, data: bytes, behind: int) -> tuple[_FormatRule, ...]:
    """The rules of a sheet that change how numbers are shown, by their rank."""
    found: list[tuple[int, _FormatRule]] = []
    for tag in _all(data, "conditionalFormatting", behind):
        inner = tag.first("sqref")
        areas = [read_area(each) for each in (tag.get("sqref") or (inner.text() if inner else "")).split()]
        for rule in tag.all("cfRule"):
            index, own = rule.number("dxfId", -1), rule.first("dxf")
            code = _own_format(own) if own else book.rule_formats[index] if -1 < index < len(book.rule_formats) else ""
            if code:
                bounds = tuple(kept(each.text()) for each in rule.children if each.name in ("formula", "f"))
                known = tuple(each for each in bounds if each is not None)
                condition = rule.get("operator") if rule.get("type") == "cellIs" and len(known) == len(bounds) else ""
                made = _FormatRule(tuple(area for area in areas if area), code, condition, known)
                found.append((rule.number("priority"), made))
    return tuple(rule for _, rule in sorted(found, key=lambda each: each[0]))


def _sheet(book: _Book, tag: Tag, part: str, tables: dict[str, NamedTable]) -> DataSheet:
    name, parts = tag.get("name"), book.parts
    data = parts.part(part, MOST_UNPACKED)
    try:
        start, end = inside(data, "sheetData")
        rows = pieces(data, "row", start, end)
        at, hidden = _numbered(rows)
        merged = [read_area(each.get("ref")) for each in _all(data, "mergeCell", end)]
        columns = [column for each in _all(data, "col", 0, start) for column in _hidden_columns(each)]
        rules = _rules(book, data, end)
    except MarkupError as error:
        raise parts.damaged(f'its sheet "{name}" cannot be read: {error}') from error
    for kind, target in _relations(parts, part).values():
        if kind == "table" and (table := _table(parts.xml(target), name)):
            tables[table.name] = table
    return DataSheet(
        parts.file, name, _XlsxCells(book, name, rows, at, rules),
        is_hidden=tag.get("state", "visible") != "visible",
        merged=tuple(area for area in merged if area),
        hidden_rows=frozenset(hidden), hidden_columns=frozenset(columns),
    )  # fmt: skip


def _numbered(rows: Pieces) -> tuple[dict[int, int], list[int]]:
    """Which piece each row is, and the hidden rows."""
    at: dict[int, int] = {}
    hidden, number = [], 0
    for index in range(len(rows)):
        head = rows.head(index)
        named = _ROW.search(head)
        number = int(named[1]) if named else number + 1
        if number > MOST_ROWS or number in at:
            raise MarkupError(f"its row {number} stands twice or is beyond the last that there can be")
        at[number] = index
        if (b"hidden" in head and _HIDDEN.search(head)) or _LOW.search(head):
            hidden.append(number)
    return at, hidden


def _all(data: bytes, name: str, start: int, end: int | None = None) -> Iterator[Tag]:
    return pieces(data, name, start, end).all()


def _hidden_columns(tag: Tag) -> Iterator[int]:
    if tag.get("hidden") in _TRUE or re.fullmatch(r"0(\.0*)?", tag.get("width")):
        yield from range(tag.number("min"), min(tag.number("max"), MOST_COLUMNS) + 1)


def _table(root: Tag, sheet: str) -> NamedTable | None:
    area = read_area(root.get("ref"))
    if area is None:
        return None
    name = root.get("displayName") or root.get("name")
    return NamedTable(name, sheet, area, root.number("headerRowCount", 1), root.number("totalsRowCount"))


def _names(root: Tag) -> dict[str, tuple[tuple[str, Area], ...]]:
    """The names that lead to one area of one sheet."""
    names: dict[str, tuple[tuple[str, Area], ...]] = {}
    for tag in root.all("definedName"):
        found = _NAME.fullmatch(tag.text().strip())
        area = read_area(found[3]) if found else None
        if found and area and not tag.get("name").startswith("_xlnm."):
            place = (found[1].replace("''", "'") if found[1] else found[2], area)
            names[tag.get("name")] = tuple(dict.fromkeys((*names.get(tag.get("name"), ()), place)))
    return names

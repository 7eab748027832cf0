"""Where a table stands in a sheet: its headings, its rows, its totals, and what is hidden or stands behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from itertools import islice

from briefgen.codes import HIDDEN_CELLS, NOT_IN_DATA_FILE, STANDS_TWICE, TABLE_SHAPE, Code
from briefgen.data_files.cells import Area, DataCell, DataSheet, NamedTable, Refusal, clean, column_name, refusal
from briefgen.data_files.declared import MISSING
from briefgen.data_files.figures import read_day
from briefgen.frozen import frozen
from briefgen.suggest import did_you_mean

HEAD = 60
"""Among how many rows headings are looked for."""
MOST_COMPARED = 5_000
_SAY_HEADER = "say by its number which row has them: `header: [1]`"
_MOST_LISTED = 8
_TOTALS = frozenset(
    {
        "total", "totals", "grand total", "subtotal", "sub-total", "sum", "summe", "gesamt", "insgesamt",
        "gesamtsumme", "ensemble", "total général", "suma", "totale",
    }
)  # fmt: skip
_NOTE = re.compile(
    r"(?:sources?|notes?|data from|footnotes?|remarks?|quellen?|anmerkung(?:en)?|hinweis|fuente|nota|n\.b\.)\b\s*[:.]?"
    r"|©|\*|\[?[0-9a-z]{1,2}[\]).]?\s{2,}\S",
    re.IGNORECASE,
)
_OF_FIGURES = re.compile(
    r"(?:all\s+)?(?:figures|amounts|values|numbers|costs)\b|alle\s+angaben|angaben|(?:tous\s+les\s+)?(?:montants|chiffres)"
    r"|(?:todas\s+las\s+)?cifras|valores",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[*†‡¹²³]+)$")
"""What may stand behind the name of a total: (all ages), [1], *."""
_NUMBER = re.compile(r"[-−+(]?[0-9][0-9.,' ]*%?\)?")
_YEAR = re.compile(r"(?:1[89]|2[01])[0-9]{2}")


@frozen(kw_only=True)
class TableLayout:
    """What is declared of a table: rows of headings, rows to skip, the column of names, what is hidden or not."""

    header: tuple[int, ...] = ()
    skip: tuple[int, ...] = ()
    key: str = ""
    hidden: bool = False


@frozen(eq=False)
class FoundTable:
    """A table in a sheet: headings by column, rows of data and of totals, hidden rows, and those behind its end.

    `levels` are the texts of each heading by the rows of headings, where there are several: "" where it begins below.
    """

    sheet: DataSheet
    header: tuple[int, ...]
    headings: Mapping[int, str]
    key: int
    rows: tuple[int, ...]
    totals: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()
    levels: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def others(self) -> tuple[int, ...]:
        """The rows above its headings and behind its end, which can be those of other tables."""
        return (*(number for number in islice(self.sheet.numbers, HEAD) if number < self.header[0]), *self.behind)

    def names(self) -> dict[int, str]:
        """The name of each row of data and totals."""
        texts = self._texts(self.key)
        return {number: texts.get(number, "") for number in (*self.rows, *self.totals)}

    def _having(self, texts: Mapping[int, str], rows: Collection[int], column: int, wanted: str) -> list[int]:
        """The rows whose text in a column is one, or else those that hold the date that it names."""
        cells = self.sheet.column(column)
        found = [row for row in rows if texts.get(row, "") == wanted]
        return found or _on_day(wanted, {row: cells[row] for row in rows if row in cells})

    def _texts(self, column: int) -> dict[int, str]:
        """The texts of a column by row; one that stands in joined cells is that of each of their rows."""
        texts = {number: cell.text for number, cell in self.sheet.column(column).items()}
        last = max((*self.rows, *self.totals), default=0)
        for area in self.sheet.merged:
            if area.left == column and area.top in texts:
                texts.update(dict.fromkeys(range(area.top + 1, min(area.bottom, last) + 1), texts[area.top]))
        return texts

    def column_of(self, heading: str) -> int:
        """The column below a heading. Raises Refusal where there is none, or two."""
        wanted = clean(heading)
        found = [column for column, text in self.headings.items() if text == wanted]
        found = found or _on_day(wanted, {column: self.sheet.cell(self.header[-1], column) for column in self.headings})
        if len(found) == 1:
            return found[0]
        if found:
            places = _listed(f"{column_name(column)}{self.header[-1]}" for column in found)
            first = self.header[0]
            named = f"name all rows of headings, `header: {[first - 1, *self.header]}`, or " if first > 1 else ""
            hint = f"{named}bind the fact by `cell`"
            raise self.fault(STANDS_TWICE, f'the heading "{wanted}" stands twice ({places})', hint)
        above = _above(self.sheet, self.header, self.hidden_columns)
        hidden = [
            column
            for column in self.hidden_columns
            if _heading(self.sheet, self.header, column, from_left=column in above) == wanted
        ]
        if hidden:
            message = f'the column "{wanted}" is hidden ({column_name(hidden[0])})'
            raise self.fault(NOT_IN_DATA_FILE, message, "show it, or say `hidden: true`")
        if others := [row for row in self.others if any(each.text == wanted for each in self.sheet.row(row).values())]:
            message = f'the column "{wanted}" is one of another table of the sheet'
            raise self.fault(NOT_IN_DATA_FILE, message, f"name the rows of its headings: `header: [{others[0]}]`")
        below = (*self.rows, *self.totals)[:HEAD]
        heads = [
            row for row, cells in self.sheet.rows(below).items() if wanted in {each.text for each in cells.values()}
        ]
        hint = _near(wanted, self.headings.values()) or f"its headings are {_listed(self.headings.values())}"
        if heads:
            hint = f"it stands in row {heads[0]}; if that has the headings: `header: [{heads[0]}]`"
        raise self.fault(NOT_IN_DATA_FILE, f'there is no column "{wanted}"', hint)

    def row_of(self, name: str, where: Mapping[str, str]) -> int:
        """The one row of a name and of values in other columns. Raises Refusal where there is none, or several."""
        wanted = clean(name)
        names = self.names()
        found = self._having(names, names, self.key, wanted) if wanted else list(self.rows)
        if wanted and not found:
            raise self._no_row(wanted, names.values())
        for heading, value in where.items():
            found = self._filtered(found, heading, clean(value))
        if len(found) == 1:
            if wanted and not where:
                self._refuse_group(found[0], names)
            return found[0]
        conditions = ", ".join(
            [*([f'"{wanted}"'] if wanted else []), *(f"{key}: {value}" for key, value in where.items())]
        )
        if found:
            message = f"{len(found)} rows are {conditions} ({_listed(map(str, found))})"
            raise self.fault(STANDS_TWICE, message, self._told_apart(found))
        raise self.fault(NOT_IN_DATA_FILE, f"no row is {conditions}")

    def _told_apart(self, rows: Collection[int]) -> str:
        """How to say which of some rows is meant: by a column whose words or years differ, else by the cell."""
        for column, heading in self.headings.items():
            cells = [self.sheet.cell(row, column) for row in rows]
            differ = len({cell.text for cell in cells}) == len(cells)
            if differ and all(is_name(cell) or _YEAR.fullmatch(cell.text) for cell in cells):
                return f"say which by `where`, as in `where: {{{heading}: {cells[0].text}}}`"
        return "say which by its cell, as in `cell: B3`, or by `where`"

    def _refuse_group(self, row: int, names: Mapping[int, str]) -> None:
        """Raise Refusal for a row below which one without a name has words where it has some, as parts of groups do."""
        below = row + 1
        if names.get(below) != "":
            return
        for column, heading in self.headings.items():
            cell = self.sheet.cell(row, column)
            if is_name(cell) and is_name(self.sheet.cell(below, column)):
                message = f'row {below} has no name, and may belong to "{names[row]}" as row {row} does'
                raise self.fault(STANDS_TWICE, message, f"say which by `where`: `where: {{{heading}: {cell.text}}}`")

    def _filtered(self, rows: Collection[int], heading: str, value: str) -> list[int]:
        column = self.column_of(heading)
        texts = self._texts(column)
        found = self._having(texts, rows, column, value)
        if not found and rows:
            known = {texts[row] for row in rows if row in texts}
            hint = _near(value, known) or f"there is {_listed(sorted(known))}"
            raise self.fault(NOT_IN_DATA_FILE, f'no row has "{value}" in the column "{clean(heading)}"', hint)
        return found

    def _no_row(self, wanted: str, names: Iterable[str]) -> Refusal:
        keys = self.sheet.column(self.key)
        message = f'there is no row "{wanted}" in column {column_name(self.key)}'
        for rows, what, hint in (
            (self.hidden_rows, "is hidden", "show it, or say `hidden: true`"),
            (
                self.behind,
                f"stands behind the table, which ends above row {min(self.behind, default=0)}",
                "bind the fact by `cell`",
            ),
        ):
            for row in rows:
                if row in keys and keys[row].text == wanted:
                    return self.fault(NOT_IN_DATA_FILE, f'the row "{wanted}" {what} (row {row})', hint)
        for column, heading in self.headings.items():
            if wanted in self._texts(column).values():
                hint = f"it stands in column {column_name(column)}; if that has the names of the rows: `key: {heading}`"
                return self.fault(NOT_IN_DATA_FILE, message, hint)
        return self.fault(NOT_IN_DATA_FILE, message, _near(wanted, names) or self._row_names())

    def _row_names(self) -> str:
        listed = _listed(self.names().values())
        return f"its rows are {listed}" if listed else f"it has no rows below row {self.header[-1]}"

    def misplaced(self, row: int) -> Refusal | None:
        """The fault of a text's record that has more fields than there are headings, so that its figures have moved.

        Of a record as long as that of the headings, a field without a heading may hold a note, but no number.
        """
        if self.sheet.text is None:
            return None
        last, length = max(self.headings), max(max(self.sheet.row(number)) for number in self.header)
        for column, cell in self.sheet.row(row).items():
            if column > last and not cell.is_blank and (column > length or _NUMBER.fullmatch(cell.text)):
                message = f'"{cell.text}" has no heading: the record has more fields than the headings'
                hint = 'a number that has the sign between fields in it stands in quotes: "1,234"; else add a heading'
                return self.sheet.fault(TABLE_SHAPE, cell, message, hint)
        return None

    def fault(self, code: Code, message: str, hint: str = "") -> Refusal:
        """A fault of the table as a whole."""
        return sheet_fault(self.sheet, code, message, hint)


def _on_day(text: str, cells: Mapping[int, DataCell]) -> list[int]:
    """The numbers of the cells that hold the day of a text such as 2031-02-01, however they show it."""
    day = str(read_day(text))
    return [at for at, cell in cells.items() if isinstance(cell.value, date) and cell.value.isoformat()[:10] == day]


def sheet_fault(sheet: DataSheet, code: Code, message: str, hint: str = "") -> Refusal:
    """A fault of a sheet."""
    return refusal(code, sheet.file, f"{sheet.name}: {message}" if sheet.name else message, hint)


def _near(wanted: str, names: Iterable[str]) -> str:
    """The nearest of the first names: among very many it would take long to find."""
    return did_you_mean(wanted, islice(names, MOST_COMPARED))


def _listed(names: Iterable[str]) -> str:
    """Some names in quotes, the first of many."""
    named = [name for name in islice(names, _MOST_LISTED + 1) if name]
    return ", ".join(named[:_MOST_LISTED]) + (", ..." if len(named) > _MOST_LISTED else "")


def find_table(sheet: DataSheet, layout: TableLayout, known: NamedTable | None = None) -> FoundTable:
    """The table of a sheet, or one that the program knows. Raises Refusal where its headings cannot be found."""
    _refuse_disorder(sheet, layout.header)
    header = _known_header(known) if known else layout.header or _header(sheet)
    columns = _columns(sheet, header, known.area if known else None)
    shown = [column for column in columns if layout.hidden or column not in sheet.hidden_columns]
    above = _above(sheet, header, shown)
    headings = {
        column: text for column in shown if (text := _heading(sheet, header, column, from_left=column in above))
    }
    if not headings:
        raise sheet_fault(sheet, TABLE_SHAPE, f"row {header[-1]} has no headings", _SAY_HEADER)
    bare = FoundTable(sheet, header, headings, min(headings), ())
    key = bare.column_of(layout.key) if layout.key else min(columns)
    body = _Body(sheet, header, key, layout, known)
    left_out = tuple(column for column in columns if column not in shown)
    several = headings if len(header) > 1 else ()
    levels = {column: _levels(sheet, header, column, from_left=column in above) for column in several}
    return FoundTable(
        sheet,
        header,
        headings,
        key,
        tuple(body.rows),
        tuple(body.totals),
        tuple(body.hidden),
        left_out,
        body.behind,
        levels,
    )


def _refuse_disorder(sheet: DataSheet, header: tuple[int, ...]) -> None:
    """Rows of headings go from the top down, since the texts above a column are read in their order."""
    if sorted({*header}) != [*header]:
        message = f"the rows of headings, {[*header]}, are not in the order in which they stand, each once"
        raise sheet_fault(sheet, TABLE_SHAPE, message, f"name them from the top down: `header: {sorted({*header})}`")


def _known_header(known: NamedTable) -> tuple[int, ...]:
    return tuple(range(known.area.top, known.area.top + known.header_rows)) or (known.area.top,)


def _header(sheet: DataSheet) -> tuple[int, ...]:
    """The rows of headings: of those with only text and years, the first of the longest, and what is joined with it."""
    numbers = list(islice(sheet.numbers, HEAD))
    sheet.rows(numbers)
    widths = {number: _width(sheet, number) for number in numbers}
    longest = max(widths.values(), default=0)
    if longest < 2:
        raise sheet_fault(sheet, TABLE_SHAPE, "no row has headings", _SAY_HEADER)
    first = next(number for number, width in widths.items() if width == longest)
    last = max(
        (area.bottom for area in sheet.merged if area.top == first and area.top < area.bottom <= first + 3),
        default=first,
    )
    spans = [area for area in sheet.merged if area.top == first and area.right > area.left]
    if last == first and spans and widths.get(first + 1, 0) > 1:
        last = first + 1
    while _spans_part(sheet, first - 1, longest):
        first -= 1
    return tuple(range(first, last + 1))


def _width(sheet: DataSheet, number: int) -> int:
    """How many columns a row covers that can be one of headings; 0 where it cannot."""
    cells = {column: cell for column, cell in sheet.row(number).items() if not cell.is_blank}
    if not all(is_heading(cell) for cell in cells.values()) or len({cell.text for cell in cells.values()}) < 2:
        return 0
    covered = set(cells)
    for area in sheet.merged:
        if area.top <= number <= area.bottom and not sheet.cell(area.top, area.left).is_blank:
            covered.update(range(area.left, area.right + 1))
    return len(covered)


def is_heading(cell: DataCell) -> bool:
    """Whether a cell can be one of headings: words, a year or a date."""
    match cell.value:
        case str():
            return not _NUMBER.fullmatch(cell.text) or _YEAR.fullmatch(cell.text) is not None
        case Decimal():
            return _YEAR.fullmatch(cell.text) is not None
    return isinstance(cell.value, date)


def is_name(cell: DataCell) -> bool:
    """Whether a cell has words, and not a number or the mark of a missing value."""
    return isinstance(cell.value, str) and cell.text not in MISSING and any(each.isalpha() for each in cell.text)


def _spans_part(sheet: DataSheet, number: int, width: int) -> bool:
    """Whether a row has headings that span some of the columns below."""
    spans = [area for area in sheet.merged if area.top == area.bottom == number and area.right > area.left]
    return any(area.right - area.left + 1 < width and not sheet.cell(number, area.left).is_blank for area in spans)


def _columns(sheet: DataSheet, header: tuple[int, ...], area: Area | None) -> list[int]:
    if area:
        return list(range(area.left, area.right + 1))
    filled = {column for number in header for column, cell in sheet.row(number).items() if not cell.is_blank}
    for merged in sheet.merged:
        if merged.top in header and merged.left in filled:
            filled.update(range(merged.left, merged.right + 1))
    below = next((number for number in sheet.numbers if number > header[-1]), header[-1])
    filled |= {column for column, cell in sheet.row(below).items() if not cell.is_blank}
    return sorted(filled) or [1]


def _above(sheet: DataSheet, header: tuple[int, ...], columns: Collection[int]) -> frozenset[int]:
    """The columns whose blank headings above belong to those at their left.

    All in a text, which has no joined cells; in a workbook those that nothing else tells apart.
    """
    if sheet.text is not None:
        return frozenset(columns)
    texts = {column: _heading(sheet, header, column, from_left=False) for column in columns}
    counted = Counter(texts.values())
    return frozenset(column for column, text in texts.items() if counted[text] > 1)


def _heading(sheet: DataSheet, header: tuple[int, ...], column: int, *, from_left: bool) -> str:
    """The texts above a column from the top, those of joined cells for each of their columns, none twice in a row.

    If `from_left`, a blank cell above the last row belongs to what stands left of it.
    """
    texts: list[str] = []
    for number in header:
        text = _joined(sheet, number, column, from_left=from_left and number != header[-1])
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return " ".join(texts)


def _levels(sheet: DataSheet, header: tuple[int, ...], column: int, *, from_left: bool) -> tuple[str, ...]:
    """The texts of a heading row by row; one that covers several rows stands in the last of them."""
    texts = [_joined(sheet, number, column, from_left=from_left and number != header[-1]) for number in header]
    for at in range(len(texts) - 1, 0, -1):
        if not texts[at] or texts[at] == texts[at - 1]:
            texts[at], texts[at - 1] = texts[at - 1], ""
    return tuple(texts)


def _joined(sheet: DataSheet, number: int, column: int, *, from_left: bool) -> str:
    for area in sheet.merged:
        if (number, column) in area:
            return sheet.cell(area.top, area.left).text
    if from_left:
        row = sheet.row(number)
        return next((row[at].text for at in range(column, 0, -1) if at in row and row[at].text), "")
    return sheet.cell(number, column).text


class _Body:
    """The rows below the headings, sorted: of data, of totals, hidden ones, and those behind the table's end."""

    def __init__(
        self, sheet: DataSheet, header: tuple[int, ...], key: int, layout: TableLayout, known: NamedTable | None
    ) -> None:
        self.rows: list[int] = []
        self.totals: list[int] = []
        self.hidden: list[int] = []
        self.behind: tuple[int, ...] = ()
        self._sheet, self._key, self._layout, self._known = sheet, key, layout, known
        keys = sheet.column(key)
        numbers = [number for number in sheet.numbers if number > header[-1] and self._is_within(number)]
        before = header[-1]
        for at, number in enumerate(numbers):
            name = keys[number].text if number in keys else ""
            if self._has_begun and known is None and self._ends(number, name, before):
                self.behind = tuple(numbers[at:])
                break
            before = number
            self._sort(number, name)

    @property
    def _has_begun(self) -> bool:
        return bool(self.rows or self.totals or self.hidden)

    def _is_within(self, number: int) -> bool:
        return number not in self._layout.skip and (self._known is None or number <= self._known.area.bottom)

    def _ends(self, number: int, name: str, before: int) -> bool:
        """Whether the table has ended above a row: by a blank row, or by a note or source."""
        is_apart = any(between not in self._layout.skip for between in range(before + 1, number))
        return is_apart or _is_blank(self._sheet, number, name) or _is_note(self._sheet, number, name, self._key)

    def _sort(self, number: int, name: str) -> None:
        known = self._known
        if number in self._sheet.hidden_rows and not self._layout.hidden:
            self.hidden.append(number)
        elif _is_total(name) or (known is not None and number > known.area.bottom - known.totals_rows):
            self.totals.append(number)
        elif not self._has_begun and name.startswith("#") and _is_tags(self._sheet, number):
            message = f"row {number} has tags below the headings, not data"
            raise sheet_fault(self._sheet, TABLE_SHAPE, message, f"declare `skip: [{number}]`, or `header: [{number}]`")
        elif self._has_begun or not _is_blank(self._sheet, number, name):
            self.rows.append(number)


def _is_blank(sheet: DataSheet, number: int, name: str) -> bool:
    return not name and all(cell.is_blank for cell in sheet.row(number).values())


def _is_note(sheet: DataSheet, number: int, name: str, key: int) -> bool:
    """Whether a row has nothing but a note or source in the column of names."""
    return bool(_NOTE.match(name)) and all(cell.is_blank for at, cell in sheet.row(number).items() if at != key)


def notes_below(table: FoundTable) -> Iterator[str]:
    """The notes that stand below a table, one of its rows each, until something else does."""
    for number in table.behind:
        texts = [cell.text for cell in table.sheet.row(number).values() if not cell.is_blank]
        if len(texts) == 1 and (_NOTE.match(texts[0]) or _OF_FIGURES.match(texts[0])):
            yield texts[0]
        elif texts:
            return


def _is_total(name: str) -> bool:
    return _REMARK.sub("", name.casefold()).rstrip(": ") in _TOTALS


def _is_tags(sheet: DataSheet, number: int) -> bool:
    return all(cell.is_blank or cell.text.startswith("#") for cell in sheet.row(number).values())


def hidden_parts(table: FoundTable) -> list[Refusal]:
    """What of a table is hidden and was left out, as warnings."""
    named = []
    if table.hidden_rows:
        named.append("row " + ", ".join(f"{row} ({_named(table, row)})" for row in table.hidden_rows[:_MOST_LISTED]))
    if table.hidden_columns:
        named.append("column " + ", ".join(map(column_name, table.hidden_columns[:_MOST_LISTED])))
    message = f"hidden, and left out: {' and '.join(named)}"
    return [table.fault(HIDDEN_CELLS, message, "show them in the file, or say `hidden: true`")] if named else []


def _named(table: FoundTable, row: int) -> str:
    return table.sheet.cell(row, table.key).text or "without a name"

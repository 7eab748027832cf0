"""tables.yaml and tables/*.csv -> tables of data, each cell of which is a fact."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice, takewhile
from types import MappingProxyType
from typing import Any

from briefgen import codes
from briefgen.content.edition_context import EditionContext
from briefgen.content.editions import TABLE_FILES, TABLES
from briefgen.content.figure_scales import misread_lines
from briefgen.content.files import Located, read_entries
from briefgen.content.labels import LabelOverlay, has_words
from briefgen.content.ledger_files import Markup, Sources, cited
from briefgen.content.schema import CellEntry, CellKind, ColumnEntry, MarkedEntry, RowEntry, TableEntry
from briefgen.content.text import guarded
from briefgen.data_files import (
    MISSING,
    MOST_BYTES,
    DataFigure,
    Declared,
    MissingValue,
    ReadAs,
    Selector,
    TableLayout,
    TakenCell,
    TakenTable,
    Workbook,
    field_spans,
    read,
    take_table,
)
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.ledger.formula import FormulaError, parse_formula, references
from briefgen.model.fact import PERCENT, Citation, Fact, FactValue, NameValue, Quantity
from briefgen.model.fact_table import NOTHING, FactTable, MissingCell, TableLine
from briefgen.spans import SourceFile, Span
from briefgen.suggest import did_you_mean

TABLE_KIND = "table:"
ZERO = "0"
OTHERS = "…"
"""Stands among the parts of a total for those that the table does not have."""
LONGEST_ID = 40
_MOST_LINES = 5
"""So many lines at most can be headings of a file that was taken."""
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


def read_tables(context: EditionContext, sources: Sources) -> dict[str, FactTable]:
    """The tables of the edition by id; what uses a faulty one is no further fault."""
    tables = {}
    for name, located in read_entries(context.reading, context.path(TABLES), TableEntry, TABLE_KIND).items():
        table = _Reader(name, located, context, sources).read()
        if table is None:
            context.reading.broken.add(TABLE_KIND + name)
        else:
            tables[name] = table
    broken = (name.removeprefix(TABLE_KIND) for name in context.reading.broken if name.startswith(TABLE_KIND))
    context.table_files.update(f"{TABLE_FILES}/{name}.csv" for name in broken)
    return tables


def take_file(
    name: str, located: Located[TableEntry], context: EditionContext
) -> tuple[TakenTable, Mapping[tuple[int, int], Span]] | None:
    """What a table's own file has, and where in it each field stands; none where it cannot be taken."""
    reader = _Reader(name, located, context, Sources({}, frozenset()))
    workbook = reader.workbook()
    taken = reader.taken(workbook) if workbook else None
    return (taken, places_of_fields(workbook)) if workbook and taken else None


def places_of_fields(workbook: Workbook) -> dict[tuple[int, int], Span]:
    """Where the fields of a text stand, by row and column."""
    sheet = workbook.sheets[0]
    spans = ((row, field_spans(sheet, row)) for row in sheet.numbers)
    return {(row, column): span for row, found in spans for column, span in enumerate(found, 1)}


def line_id(name: str, entries: Mapping[str, RowEntry]) -> str:
    """The id of a row or column: its entry's, or what its name gives."""
    return (entries[name].id if name in entries else "") or slug(name)


def slug(name: str) -> str:
    """The id that a name of a row or column gives: its Latin letters and digits, small, with - between words."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = _NO_LETTERS.sub("-", plain).strip("-")
    return words[:LONGEST_ID].rpartition("-")[0] or words[:LONGEST_ID] if len(words) > LONGEST_ID else words


@frozen
class _Reader:
    """Reads one table."""

    name: str
    located: Located[TableEntry]
    context: EditionContext
    sources: Sources

    @property
    def entry(self) -> TableEntry:
        return self.located.entry

    def read(self) -> FactTable | None:
        """The table, none where the file cannot be read or nothing in it be found."""
        citation = self._cited()
        workbook = self.workbook()
        if workbook is None or workbook.sheets[0].text is None:
            return None
        taken = self.taken(workbook)
        if taken is None:
            return None
        text = workbook.sheets[0].text
        spans = {row: field_spans(workbook.sheets[0], row) for row in (taken.head, *taken.rows, *taken.total_rows)}
        self._hold(taken, spans, text)
        heads = {column: _at(spans[taken.head], column, text) for column in (taken.key, *taken.columns)}
        columns = self._lines("columns", taken.columns, heads, self._totals("columns"), taken.levels)
        names = dict(sorted({**taken.rows, **taken.total_rows}.items()))
        starts = {row: _at(spans[row], taken.key, text) for row in names}
        totals = {**{name: [] for name in taken.total_rows.values()}, **self._totals("rows")}
        rows = self._lines("rows", names, starts, totals)
        if columns is None or rows is None:
            return None
        return self._table(taken, rows, columns, spans, citation, heads[taken.key], text)

    def _cited(self) -> Citation | None:
        """The table's source, with the place in its data file where no other one is named."""
        entry = self.entry
        citation = cited(entry.source, self.located.place_of("source", "id"), self.context, self.sources)
        if citation is None or citation.at or entry.from_ is None:
            return citation
        parts = {"sheet": entry.from_.sheet, "table": entry.from_.table}
        return replace(citation, at=self.context.labels.place_in_file(parts))

    def _hold(self, taken: TakenTable | None, spans: Mapping[int, list[Span]], text: SourceFile | None) -> None:
        """Hold the table against the data file that it was taken from, where it was."""
        if self.entry.from_ is None:
            return
        from briefgen.content.bound_tables import TableFile, hold_table

        path = self.context.path(f"{TABLE_FILES}/{self.name}.csv")
        cells = (*taken.cells, *taken.totals) if taken else ()
        places = {cell.at: _at(spans[cell.at[0]], cell.at[1], text) for cell in cells if text}
        own = TableFile(path, self.context.reading.files.get(path), taken, places)
        hold_table(self.context.reading, self.name, self.located, self.sources.data, own)

    def workbook(self) -> Workbook | None:
        """The text that holds the table; none, with the fault noted, where it cannot be read."""
        reading = self.context.reading
        file = f"{TABLE_FILES}/{self.name}.csv"
        path = self.context.path(file)
        self.context.table_files.add(file)
        if not self.context.has(file) and self.entry.from_ is not None:
            self._hold(None, {}, None)
            return None
        if not self.context.has(file):
            hint = f"save the table there as CSV, or rename the entry in {TABLES}"
            message = f'the table "{self.name}" has no file {file}'
            reading.report(codes.FILE_MISSING.at(self.located.place, message, hint))
            return None
        data = reading.data(path, MOST_BYTES)
        if data is None:
            return None
        found = read(reading.place(path).file, _with_plain_ends(data), self._declared())
        if isinstance(found, Diagnostic):
            reading.report(found)
            return None
        if (text := found.sheets[0].text) is not None:
            reading.texts[text.name] = text.text
            faults = list(guarded(text)[1])
            reading.extend(faults)
            return None if faults else found
        return found

    def _declared(self) -> Declared:
        entry = self.entry
        marks = {mark: each.means for mark, each in entry.missing.items() if mark != ZERO}
        return Declared(
            encoding=entry.encoding,
            delimiter=entry.delimiter,
            decimal=entry.decimal or ("." if entry.from_ else ""),  # as `written_table` has it
            thousands=entry.thousands,
            dates=entry.dates,
            missing={**MISSING, **marks},
        )

    def taken(self, workbook: Workbook) -> TakenTable | None:
        """The table as it is written there; none, with the faults noted, where nobody can tell what it is."""
        entry = self.entry
        header = tuple(entry.header) or self._lines_of_headings(workbook)
        layout = TableLayout(header=header, skip=tuple(entry.skip), key=entry.key)
        read_as = {heading: ReadAs(column.as_.value) for heading, column in entry.columns.items()}
        taken = take_table(
            workbook,
            Selector(layout=layout),
            self._declared(),
            read_as=read_as,
            without=frozenset(() if entry.from_ else entry.without),  # which were not taken
            totals=False,
        )
        reading = self.context.reading
        if isinstance(taken, Diagnostic):
            reading.report(taken)
            return None
        reading.extend(taken.diagnostics)
        is_clear = not any(each.code == codes.STANDS_TWICE.code for each in taken.diagnostics)
        return taken if is_clear else None

    def _lines_of_headings(self, workbook: Workbook) -> tuple[int, ...]:
        """The lines of headings of a file that was taken: each of them begins with the heading of the names of rows."""
        if self.entry.from_ is None:
            return ()
        sheet = workbook.sheets[0]
        lines = [sheet.cell(number, 1).text for number in islice(sheet.numbers, _MOST_LINES)]
        return tuple(range(1, len([*takewhile(lambda text: text == lines[0], lines)]) + 1))

    @property
    def _labels(self) -> LabelOverlay | None:
        """The words of the table in a translation."""
        return self.context.reading.labels.get(self.context.path(TABLES))

    def _heading(self, heading: str) -> str:
        """The heading above the names of rows."""
        own = self._labels.text(self.name, "heading") if self._labels else ""
        if self._labels and not own and has_words(heading):
            self._labels.report_missing(self.name, ["heading"], self.context.reading)
        return own or heading

    def _totals(self, kind: str) -> dict[str, list[str]]:
        return dict(getattr(self.entry.total, kind))

    def _lines(
        self,
        kind: str,
        names: Mapping[int, str],
        places: Mapping[int, Span],
        totals: Mapping[str, list[str]],
        levels: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
    ) -> dict[int, TableLine] | None:
        """The rows or columns by their numbers; none, with the faults noted, where two of them have one id."""
        entries: Mapping[str, RowEntry] = getattr(self.entry, kind)
        self._check_names(kind, entries, names.values())
        parts = (part for parts in totals.values() for part in parts if part != OTHERS)
        self._check_names(f"total {kind}", [*totals, *parts], names.values())
        ids = {name: line_id(name, entries) for name in names.values()}
        seen: dict[str, str] = {}
        for number, name in names.items():
            what = kind.removesuffix("s")
            if not ids[name]:
                self._report(
                    codes.BAD_ID,
                    places[number],
                    f'no id can be made of the {what} "{name}"',
                    f'give it one in tables.yaml: `{kind}: {{"{name}": ...}}`',
                )
                return None
            if ids[name] in seen:
                message = f'the {what}s "{seen[ids[name]]}" and "{name}" both have the id {ids[name]}'
                is_same = seen[ids[name]] == name
                entry = f'give one of them another in tables.yaml: `{kind}: {{"{name}": ...}}`'
                self._report(
                    codes.STANDS_TWICE,
                    places[number],
                    message,
                    "write another name for one of them in the file" if is_same else entry,
                )
                return None
            seen[ids[name]] = name
        printed = {ids[name]: (entries[name].name if name in entries else "") or name for name in names.values()}
        own = self._labels.lines(self.name, kind, printed, self.context.reading) if self._labels else {}
        return {
            number: TableLine(
                ids[name],
                own.get(ids[name]) or printed[ids[name]],
                is_total=name in totals,
                parts=tuple(ids[part] for part in totals.get(name, ()) if part in ids),
                has_others=OTHERS in totals.get(name, ()),
                is_text=_is_text(entries.get(name)),
                levels=() if own or (name in entries and entries[name].name) else levels.get(number, ()),
                place=places[number],
            )
            for number, name in names.items()
        }

    def _check_names(self, kind: str, given: Iterable[str], known: Iterable[str]) -> None:
        """Report names of rows or columns that the file does not have (any more)."""
        names = set(known)
        for name in given:
            if name not in names:
                what = kind.rpartition(" ")[2]
                hint = did_you_mean(name, names) or f"the {what} are {', '.join(sorted(names)[:8])}"
                message = f'the table "{self.name}" has no {what.removesuffix("s")} "{name}"'
                self._report(codes.NOT_IN_DATA_FILE, self.located.place_of(*kind.split()), message, hint)

    def _table(
        self,
        taken: TakenTable,
        rows: Mapping[int, TableLine],
        columns: Mapping[int, TableLine],
        spans: Mapping[int, list[Span]],
        citation: Citation | None,
        key: Span,
        text: SourceFile,
    ) -> FactTable:
        entry = self.entry
        facts: dict[str, Fact] = {}
        missing: dict[str, MissingCell] = {}
        make = _Facts(self.located, citation)
        self._check_cells(rows, columns)
        for cell in sorted((*taken.cells, *taken.totals), key=lambda each: each.at):
            row, column = rows[cell.at[0]], columns[cell.at[1]]
            name, place = f"{self.name}.{row.id}.{column.id}", _at(spans[cell.at[0]], cell.at[1], text)
            own = make.own(row, column)
            if own.formula and not isinstance(cell.value, MissingValue):
                message = f"the cell has a figure of its own, and a formula in {TABLES}"
                self._report(codes.VALUE_OR_FORMULA, place, message, "keep one of them; a cell with a formula is blank")
            elif own.formula:
                facts[name] = make.derived(name, cell, row, column)
            elif isinstance(cell.value, MissingValue):
                missing[name] = MissingCell(cell.value.mark, cell.value.meaning, self._printed(cell.value.mark), place)
            else:
                facts[name] = make.fact(name, cell, row, column, place)
        for row_number, column_number in taken.refused:
            self.context.reading.broken.add(f"{self.name}.{rows[row_number].id}.{columns[column_number].id}")
        self.context.reading.extend(misread_lines(self.located, taken, rows, columns, facts))
        markup = Markup(self.located, self.context, self.name)
        by_row, by_column = {line.id: line for line in rows.values()}, {line.id: line for line in columns.values()}
        table = FactTable(
            self.name,
            self._heading(taken.key_heading),
            by_row,
            by_column,
            facts,
            missing,
            citation,
            markup("caption"),
            markup("notes"),
            self._printed(ZERO) if ZERO in entry.missing else "",
            entry.delimiter or ",",
            entry.decimal or ".",
            entry.encoding,
            key_place=key,
            place=self.located.place,
        )
        adding = frozenset(columns[at].id for at, head in taken.columns.items() if _adds(entry.columns.get(head)))
        apart = frozenset(f"{self.name}.{name}" for name, own in entry.cells.items() if own.unit is not None)
        return _with_parts(table, adding, apart)

    def _check_cells(self, rows: Mapping[int, TableLine], columns: Mapping[int, TableLine]) -> None:
        """Report what is said of cells that there are not, and formulas that are of no cell, or of other facts."""
        known = {"row": {line.id for line in rows.values()}, "column": {line.id for line in columns.values()}}
        for name, own in self.entry.cells.items():
            row, _, column = name.partition(".")
            for what, part in (("row", row), ("column", column)):
                if part and part not in known[what]:
                    message = f'the table "{self.name}" has no {what} "{part}"'
                    hint = did_you_mean(part, known[what]) or f"the {what}s are {', '.join(sorted(known[what])[:8])}"
                    self._report(codes.NOT_IN_DATA_FILE, self.located.place_of("cells", name), message, hint)
            if own.formula:
                self._check_formula(name, own.formula)

    def _check_formula(self, cell: str, formula: str) -> None:
        place = self.located.place_of("cells", cell, "formula")
        if "." not in cell:
            message, hint = f'"{cell}" is a row, and a formula gives one cell', f"name the cell: {cell}.COLUMN"
            self._report(codes.WRONG_VALUE, place, message, hint)
            return
        try:
            named = [each.fact for each in references(parse_formula(formula))]
        except FormulaError:
            return  # which whoever works it out reports
        if others := [fact for fact in named if not fact.startswith(f"{self.name}.")]:
            message = f"the formula takes {', '.join(others)}, and a cell follows from others of its table alone"
            hint = "write it as a fact of facts.yaml, so that a tick of the table does not stand for other figures"
            self._report(codes.WRONG_VALUE, place, message, hint)

    def _printed(self, mark: str) -> str:
        given = self.entry.missing.get(mark)
        return mark if given is None or given.print is None else given.print

    def _report(self, code: codes.Code, place: Span, message: str, hint: str = "") -> None:
        self.context.reading.report(code.at(place, message, hint))


class _Facts:
    """Makes the facts of a table's cells, without looking again at what a whole column shares."""

    def __init__(self, located: Located[TableEntry], citation: Citation | None) -> None:
        self._located, self._entry, self._citation = located, located.entry, citation
        self._columns: dict[str, tuple[Mapping[str, Any], Mapping[str, Span]]] = {}

    def fact(self, name: str, cell: TakenCell, row: TableLine, column: TableLine, place: Span) -> Fact:
        """A given figure, name or date."""
        more = self._more(cell, row, column)
        value = _value(cell.value, more["unit"])
        citation = self._citation
        if citation is not None:
            at = ", ".join(filter(None, (citation.at, f"row {cell.row}", f"column {cell.column}")))
            citation = Citation(citation.source, self.own(row, column).at or at, citation.document, citation.place)
        unit = value.unit if isinstance(value, Quantity) else ""
        places = {"value": place, **self._places(cell, row, column)}
        return Fact(
            name,
            self._label(row, column),
            value,
            citation=citation,
            place=place,
            places=places,
            **{**more, "unit": unit},
        )

    def derived(self, name: str, cell: TakenCell, row: TableLine, column: TableLine) -> Fact:
        """A blank cell that follows from others."""
        formula = self.own(row, column).formula
        places = self._places(cell, row, column)
        more = self._more(cell, row, column)
        return Fact(name, self._label(row, column), formula=formula, place=places["formula"], places=places, **more)

    def own(self, row: TableLine, column: TableLine) -> CellEntry:
        """What tables.yaml says of the row or cell alone, the cell's before the row's."""
        if not self._entry.cells:
            return _NOTHING_OWN
        given = [(name, self._entry.cells[name]) for name in _names(row, column) if name in self._entry.cells]
        keys = {key: getattr(entry, key) for _, entry in given for key in _said_in(entry)}
        if given and given[-1][0] == row.id:
            keys.pop("formula", None)  # which gives one cell
        return CellEntry(**keys)

    def _places(self, cell: TakenCell, row: TableLine, column: TableLine) -> dict[str, Span]:
        """Where what holds for a cell is said, by its keys: of the cell, of its row, of its column or of the table."""
        places = dict(self._of_column(cell, column)[1])
        for name in _names(row, column) if self._entry.cells else ():
            for key in _said_in(self._entry.cells[name]) if name in self._entry.cells else ():
                passage = self._located.passage("cells", name, key)
                places[key] = passage.span if passage else self._located.place_of("cells", name, key)
        return places

    def _label(self, row: TableLine, column: TableLine) -> str:
        return self._entry.label.replace("{column}", column.name).replace("{row}", row.name)

    def _more(self, cell: TakenCell, row: TableLine, column: TableLine) -> Mapping[str, Any]:
        own = self.own(row, column)
        shared = self._of_column(cell, column)[0]
        return {**shared, **{key: getattr(own, key) for key in own.given - {"at", "formula"}}}

    def _of_column(self, cell: TakenCell, column: TableLine) -> tuple[Mapping[str, Any], Mapping[str, Span]]:
        """What all cells of a column share, and where each of it is said."""
        found = self._columns.get(column.id)
        if found is None:
            entry = self._entry.columns.get(cell.column)
            found = self._columns[column.id] = self._shared(entry), self._shared_places(cell.column, entry)
        return found

    def _shared(self, column: ColumnEntry | None) -> Mapping[str, Any]:
        entry, own = self._entry, column or ColumnEntry()
        return {
            "unit": entry.unit if own.unit is None else own.unit,
            "period": own.period or entry.period,
            "as_of": own.as_of or entry.as_of,
            "approx": entry.approx if own.approx is None else own.approx,
            "caveat": own.caveat or entry.caveat,
            "stale_after": entry.stale_after,
            "forecast": entry.forecast,
            "signed": entry.signed,
            "author": entry.author,
        }

    def _shared_places(self, heading: str, column: ColumnEntry | None) -> Mapping[str, Span]:
        places: dict[str, Span] = {}
        for key in ("unit", "period", "as_of", "stale_after"):
            if column is not None and key in column.given:
                places[key] = self._located.place_of("columns", heading, key)
            elif key in self._entry.given:
                places[key] = self._located.place_of(key)
        return places


_NOTHING_OWN = CellEntry()


def _said_in(entry: CellEntry) -> set[str]:
    """The keys by which something is said of a cell itself, and not of releases."""
    return entry.given - MarkedEntry.__annotations__.keys()


def _names(row: TableLine, column: TableLine) -> tuple[str, str]:
    return row.id, f"{row.id}.{column.id}"


def _value(value: DataFigure | MissingValue | str | date, unit: str) -> FactValue:
    if isinstance(value, DataFigure):
        return Quantity(value.value, value.unit or unit)
    return value if isinstance(value, date) else NameValue(str(value))


def _with_plain_ends(data: bytes) -> bytes:
    """A text with one sign at the ends of its lines."""
    if data[:2] not in (BOM_UTF16_LE, BOM_UTF16_BE):
        return data.replace(b"\r\n", b"\n")
    try:
        return data.decode("utf-16").replace("\r\n", "\n").encode("utf-16")
    except UnicodeDecodeError:
        return data  # which is refused as it is


def _at(spans: list[Span], column: int, text: SourceFile) -> Span:
    """Where a field stands; the end of its record where that is shorter."""
    if column <= len(spans):
        return spans[column - 1]
    return text.span(spans[-1].end - 1, spans[-1].end) if spans else text.span(0)


def _is_text(entry: RowEntry | None) -> bool:
    return isinstance(entry, ColumnEntry) and entry.as_ is not CellKind.FIGURE


def _adds(entry: ColumnEntry | None) -> bool:
    return entry is None or (entry.adds and not _is_text(entry))


def _with_parts(table: FactTable, adding: frozenset[str], apart: frozenset[str]) -> FactTable:
    """The table with its sums, and the facts of totals with the cells that must add up to them, if all are known."""
    facts, sums = dict(table.facts), list(_sums(table, adding, apart))
    for total, cells in reversed(sums):
        if total in facts and all(cell in facts for cell in cells):
            facts[total] = replace(facts[total], parts=cells)
    return replace(table, facts=facts, sums=tuple(sums))


def _sums(table: FactTable, adding: frozenset[str], apart: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The cells of total rows, and then of total columns, each with the cells that it adds up, but those of nothing.

    Rows and cells that stand `apart` have a unit of their own, and are added up with those of the same unit alone.
    """
    units = {name.rpartition(".")[2]: fact.unit for name, fact in reversed(dict(table.facts).items())}
    plain = [line.id for line in table.columns.values() if not line.is_total and line.id in adding]
    for row in table.rows.values():
        for column in table.columns.values():
            total = f"{table.id}.{row.id}.{column.id}"
            unit = _unit_of_total(table, total, units.get(column.id, ""))
            if unit is None:
                continue
            sums: list[list[str]] = []
            if row.is_total and not row.has_others and column.id in adding:
                parts = row.parts or [line.id for line in table.rows.values() if not line.is_total]
                cells = [f"{table.id}.{part}.{column.id}" for part in parts]
                sums.append(cells if row.parts else [each for each in cells if _adds_to(unit, each, table, apart)])
            if column.is_total and not column.has_others:
                parts = column.parts or [each for each in plain if units.get(each) == unit]
                sums.append([f"{table.id}.{row.id}.{part}" for part in parts])
            for cells in sums:
                if some := tuple(cell for cell in cells if not _is_nothing(table, cell)):
                    yield total, some


def _unit_of_total(table: FactTable, total: str, usual: str) -> str | None:
    """The unit of a cell that adds up others, the `usual` one of its column if it has no figure; none of another."""
    if total not in table.facts:
        return usual if total in table.missing and usual != PERCENT else None
    fact = table.facts[total]
    return fact.unit if isinstance(fact.value, Quantity) and fact.unit != PERCENT else None


def _adds_to(unit: str, cell: str, table: FactTable, apart: frozenset[str]) -> bool:
    is_apart = not apart.isdisjoint((cell, cell.rpartition(".")[0]))
    return not is_apart or cell not in table.facts or table.facts[cell].unit == unit


def _is_nothing(table: FactTable, cell: str) -> bool:
    """Whether a cell has a mark that adds nothing to a total."""
    return cell in table.missing and table.missing[cell].meaning in NOTHING

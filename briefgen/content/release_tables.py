"""A table of figures as a release has it: without the rows, columns and cells that are for others, and its file anew.

A row or column that is marked goes, and so do those of which nothing is needed. A cell that is marked keeps its place,
where a mark says that its figure is withheld, as statistical offices print it. Totals of what goes stand for more than
the table has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from briefgen.content import yaml
from briefgen.content.bound_tables import written_table
from briefgen.content.edition_context import EditionContext
from briefgen.content.editions import TABLE_FILES, TABLES
from briefgen.content.fact_tables import OTHERS, line_id, places_of_fields, take_file
from briefgen.content.files import Located, read_entries
from briefgen.content.node_text import MadeFile, Written
from briefgen.content.schema import CellKind, MarkedEntry, RowEntry, TableEntry
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import Content
from briefgen.data_files import MISSING, Declared, MissingValue, TakenCell, TakenTable, read
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.edition import Desk
from briefgen.model.fact_table import ANY, cell_of
from briefgen.spans import Span

WITHHELD_MARK = "[c]"
"""Stands for what is confidential in the tables of British government statistics."""
_MEANINGS = ("withheld", "confidential")
_OF_FILE = ("from", "without", "header", "skip", "key")
"""What entries say of how their file is to be read, which the new one needs no more."""

Shows = Callable[[MarkedEntry], bool]


@frozen
class ReleaseTable:
    """A table before it is cut: what was taken of it, the ids of its rows and columns by number, and what is marked."""

    name: str
    located: Located[TableEntry]
    taken: TakenTable
    rows: Mapping[int, str]
    columns: Mapping[int, str]
    gone_rows: frozenset[int]
    gone_columns: frozenset[int]
    marked: frozenset[tuple[int, int]]
    formulas: Mapping[str, yaml.Node]
    places: Mapping[tuple[int, int], Span]

    @property
    def cells(self) -> tuple[TakenCell, ...]:
        """All its cells."""
        return (*self.taken.cells, *self.taken.totals)

    def id_of(self, at: tuple[int, int]) -> str:
        """The id of a cell, which is that of a fact where it has a figure."""
        return f"{self.name}.{self.rows[at[0]]}.{self.columns[at[1]]}"

    def is_hidden(self, at: tuple[int, int]) -> bool:
        """Whether a cell is for others."""
        return self.is_gone(at) or at in self.marked

    def is_gone(self, at: tuple[int, int]) -> bool:
        """Whether the row or column of a cell is for others."""
        return at[0] in self.gone_rows or at[1] in self.gone_columns

    def without(self, facts: Collection[str]) -> ReleaseTable:
        """The table whose cells are marked as well where they are among some facts, each as "fact:ID"."""
        marked = (cell.at for cell in self.cells if f"fact:{self.id_of(cell.at)}" in facts)
        return replace(self, marked=self.marked.union(marked))

    def hidden(self) -> Iterator[str]:
        """The ids of the cells that are for others."""
        return (self.id_of(cell.at) for cell in self.cells if self.is_hidden(cell.at))

    def hidden_lines(self, kind: str) -> set[str]:
        """The ids of the rows, or of the columns, that are for others."""
        gone = self.gone_rows if kind == "rows" else self.gone_columns
        return {name for number, name in self._lines(kind).items() if number in gone}

    def meant(self, fact: str) -> list[TakenCell]:
        """The cells for which an id stands; those of totals and texts only where it names them."""
        _, row, column = cell_of(fact) or ("", "", "")
        totals = self._totals("rows"), self._totals("columns")
        words = self._columns_of(CellKind.TEXT, CellKind.DATE)
        rows = {at for at, each in self.rows.items() if each == row or (row == ANY and at not in totals[0])}
        columns = {
            at
            for at, each in self.columns.items()
            if each == column or (column == ANY and at not in totals[1] and at not in words)
        }
        return [cell for cell in self.cells if cell.at[0] in rows and cell.at[1] in columns]

    def figures_of(self, fact: str) -> list[tuple[str, bool]]:
        """The cells for which an id stands, "" for one without a figure, and whether each went with its line."""
        return [
            (
                "" if isinstance(cell.value, MissingValue) or self.is_hidden(cell.at) else self.id_of(cell.at),
                self.is_gone(cell.at),
            )
            for cell in self.meant(fact)
        ]

    def _lines(self, kind: str) -> Mapping[int, str]:
        return self.rows if kind == "rows" else self.columns

    def names(self, kind: str) -> Mapping[int, str]:
        """The names of the rows, or of the columns, by their numbers."""
        return {**self.taken.rows, **self.taken.total_rows} if kind == "rows" else self.taken.columns

    def _totals(self, kind: str) -> set[int]:
        """The rows or columns that add up others."""
        named = getattr(self.located.entry.total, kind)
        found = {number for number, name in self.names(kind).items() if name in named}
        return found | set(self.taken.total_rows) if kind == "rows" else found

    def _columns_of(self, *kinds: CellKind) -> set[int]:
        """The columns whose cells are of some kinds."""
        names = {name for name, entry in self.located.entry.columns.items() if entry.as_ in kinds}
        return {number for number, name in self.taken.columns.items() if name in names}

    def cut(self, needed: Collection[str], meaning: str, *, is_whole: bool) -> CutTable:
        """What the release has of it, of which it needs some cells, or all that `is_whole` of it.

        `meaning` says why another one has no figure.
        """
        kept = [cell for cell in self.cells if self.id_of(cell.at) in needed and not self.is_hidden(cell.at)]
        lines = (
            [cell.at for cell in self.cells if not self.is_gone(cell.at)] if is_whole else [cell.at for cell in kept]
        )
        rows, columns = {row for row, _ in lines}, {column for _, column in lines}
        mark = next((mark for mark, each in self.located.entry.missing.items() if each.means in _MEANINGS), "")
        withheld, blank = MissingValue(mark or WITHHELD_MARK, meaning), MissingValue("", MISSING[""])
        shown, texts = {cell.at for cell in kept}, self._columns_of(CellKind.TEXT)

        def left(cells: tuple[TakenCell, ...]) -> tuple[TakenCell, ...]:
            there = (cell for cell in cells if cell.at[0] in rows and cell.at[1] in columns)
            return tuple(
                cell if cell.at in shown else replace(cell, value=blank if cell.at[1] in texts else withheld)
                for cell in there
            )

        taken = replace(
            self.taken,
            columns={at: name for at, name in self.taken.columns.items() if at in columns},
            rows={at: name for at, name in self.taken.rows.items() if at in rows},
            total_rows={at: name for at, name in self.taken.total_rows.items() if at in rows},
            cells=left(self.taken.cells),
            totals=left(self.taken.totals),
            levels={at: texts for at, texts in self.taken.levels.items() if at in columns},
        )
        is_withheld = any(cell.value == withheld for cell in (*taken.cells, *taken.totals))
        return CutTable(
            self._made(taken),
            frozenset(self.id_of(cell.at) for cell in self.cells if cell.at not in shown),
            frozenset((*map(self.id_of, shown), *(f"{self.name}.{self.rows[row]}" for row in rows))),
            {"rows": _named(self.names("rows"), rows), "columns": _named(self.names("columns"), columns)},
            {kind: dict(self._sums(kind, numbers)) for kind, numbers in (("rows", rows), ("columns", columns))},
            {WITHHELD_MARK: meaning} if is_withheld and not mark else {},
            max(map(len, taken.levels.values()), default=1),
            {"rows": _named(self.rows, rows), "columns": _named(self.columns, columns)},
        )

    def headings_without(self, cut: CutTable | None) -> Iterator[str]:
        """What names the rows and columns that a release does not have; a heading of several lines by each of them."""
        for kind in ("rows", "columns"):
            gone = {at: each for at, each in self.names(kind).items() if not cut or each not in cut.lines[kind]}
            for at, name in gone.items():
                yield from self.taken.levels.get(at, (name,)) if kind == "columns" else (name,)

    def _made(self, taken: TakenTable) -> MadeFile:
        """The table as a new file, each field with where it stood."""
        entry = self.located.entry
        data = written_table(taken, entry)
        origin = next(iter(self.places.values())).source
        depth = max(map(len, taken.levels.values()), default=1)
        rows = [*range(taken.head - depth + 1, taken.head + 1), *sorted({**taken.rows, **taken.total_rows})]
        columns = [taken.key, *taken.columns]
        found = read(origin.name, data, Declared(encoding=entry.encoding, delimiter=entry.delimiter))
        pairs = [] if isinstance(found, Diagnostic) else places_of_fields(found).items()
        starts = [(span.start, self.places.get((rows[row - 1], columns[column - 1]))) for (row, column), span in pairs]
        return MadeFile(
            origin,
            data.decode(entry.encoding or "utf-8"),
            [start for start, _ in starts],
            [place.start if place else -1 for _, place in starts],
        )

    def _sums(self, kind: str, left: Collection[int]) -> Iterator[tuple[str, list[str]]]:
        """The totals that are left, each with its parts as far as they are named, and the mark of others that went."""
        names, totals = self.names(kind), self._totals(kind)
        for number in sorted(totals.intersection(left)):
            given = getattr(self.located.entry.total, kind).get(names[number], [])
            parts = given or [name for at, name in names.items() if at not in totals]
            kept = {name for at, name in names.items() if at in left}
            if all(part in kept for part in parts):
                yield names[number], given
            else:
                yield names[number], [*(part for part in given if part in kept), OTHERS]


@frozen(eq=False)
class CutTable:
    """What a release has of a table: its file, the ids of the cells that are not in it, and what its entry says.

    `shown` are the ids of the rows and cells that are left, `lines` the names of rows and columns, `totals` those that
    add up others with their parts, `marks` what a mark that is new means; `depth` counts the lines of headings, and
    `ids` are those of rows and columns.
    """

    file: MadeFile
    withheld: frozenset[str]
    shown: frozenset[str]
    lines: Mapping[str, frozenset[str]]
    totals: Mapping[str, Mapping[str, list[str]]]
    marks: Mapping[str, str]
    depth: int
    ids: Mapping[str, frozenset[str]]

    def words(self, given: Mapping[yaml.Scalar, Written]) -> dict[yaml.Scalar, Written]:
        """Words of a translation, without those of the rows and columns that went."""
        return {
            key: _only(each, self.ids[key.text].__contains__) if key.text in self.ids else each
            for key, each in given.items()
        }

    def entry(self, entry: Mapping[yaml.Scalar, Written], table: str) -> dict[yaml.Scalar | str, Written]:
        """What its entry says in the release, of one without marks."""
        made: dict[yaml.Scalar | str, Written] = {}
        missing: Written = {}
        for key, value in entry.items():
            if key.text in ("rows", "columns"):
                made[key] = _only(value, self.lines[key.text].__contains__)
            elif key.text == "cells":
                made[key] = _only(value, lambda name: f"{table}.{name}" in self.shown)
            elif key.text == "missing":
                missing = value
            elif key.text not in (*_OF_FILE, "total"):
                made[key] = value
        if not any(key.text == "decimal" for key in entry):
            made["decimal"] = "."  # which no longer shows where the other figures went
        made["total"] = {kind: lines for kind, lines in self.totals.items() if lines}
        made["missing"] = {**_only(missing), **self.marks}
        return {**made, "header": [*range(1, self.depth + 1)]}


def _only(node: Written, is_kept: Callable[[str], bool] = lambda _: True) -> dict[yaml.Scalar | str, Written]:
    """The entries of a mapping whose names are to be kept."""
    pairs = node.entries if isinstance(node, yaml.Mapping) else node.items() if isinstance(node, Mapping) else ()
    return {key: value for key, value in pairs if is_kept(key.text)}


def _named(names: Mapping[int, str], left: Collection[int]) -> frozenset[str]:
    return frozenset(name for number, name in names.items() if number in left)


def read_release_tables(content: Content, edition: str, desk: Desk, shows: Shows) -> dict[str, ReleaseTable]:
    """The tables of an edition that has any, by their ids; one that is not sound is none."""
    context = EditionContext(SourceReader(content, fiscal_year=desk.fiscal_year), edition, desk)
    tables = {}
    for name, located in read_entries(context.reading, context.path(TABLES), TableEntry).items():
        taken = take_file(name, located, context) if context.has(f"{TABLE_FILES}/{name}.csv") else None
        if taken is not None:
            tables[name] = _before_cut(name, located, *taken, shows)
    return tables


def _before_cut(
    name: str, located: Located[TableEntry], taken: TakenTable, places: Mapping[tuple[int, int], Span], shows: Shows
) -> ReleaseTable:
    entry = located.entry
    names = dict(sorted({**taken.rows, **taken.total_rows}.items()))
    rows = {number: line_id(each, entry.rows) for number, each in names.items()}
    columns = {number: line_id(each, entry.columns) for number, each in taken.columns.items()}
    hidden = {each for each, own in entry.cells.items() if not shows(own)}
    formulas = {each: located.at("cells", each, "formula") for each, own in entry.cells.items() if own.formula}
    return ReleaseTable(
        name,
        located,
        taken,
        rows,
        columns,
        _gone(names, entry.rows, shows),
        _gone(taken.columns, entry.columns, shows),
        frozenset(
            (row, column)
            for row, first in rows.items()
            for column, second in columns.items()
            if first in hidden or f"{first}.{second}" in hidden
        ),
        {f"{name}.{each}": node for each, node in formulas.items()},
        places,
    )


def _gone(names: Mapping[int, str], entries: Mapping[str, RowEntry], shows: Shows) -> frozenset[int]:
    return frozenset(number for number, name in names.items() if name in entries and not shows(entries[name]))

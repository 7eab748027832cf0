"""Tables of data: each cell that holds a figure is a fact, under the id TABLE.ROW.COLUMN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field

from briefgen.frozen import frozen
from briefgen.model.fact import Citation, Fact
from briefgen.model.inlines import Inlines
from briefgen.spans import Span

ANY = "*"
FEW = 3
"""So many cells of a table are named one by one."""
NOTHING = frozenset({"does not apply", "nil", "none"})
"""Meanings of marks that add nothing to a total; what others leave open, nobody can add up."""


@frozen
class MissingCell:
    """A cell that has no figure: the mark that stands there, what it means, and how it is printed."""

    mark: str
    meaning: str
    printed: str
    place: Span | None = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """The mark and its meaning, as a message says it."""
        return f'"{self.mark}" ({self.meaning})' if self.mark else self.meaning


@frozen
class TableLine:
    """A row or column: its id, its name as printed, whether it adds up others, and which (none: all but totals).

    With `has_others` it adds up more than the table has, so that nothing can be held against it. `is_text` tells of a
    column that its cells are names, codes or dates, which no formula adds up. `levels` are the
    texts of its heading row by row, where the table has several rows of headings.
    """

    id: str
    name: str
    is_total: bool = False
    parts: tuple[str, ...] = ()
    has_others: bool = False
    is_text: bool = False
    levels: tuple[str, ...] = ()
    place: Span | None = field(default=None, compare=False)


@frozen
class FactTable:
    """A whole table as one thing: its rows and columns by id, the facts of its cells, and the cells without a figure.

    `key` is the heading above the names of rows; `zero` is how a 0 is printed, "" for the digit. `delimiter`, `decimal`
    and `encoding` are how its file is written. `sums` are the cells of totals, each with those that it adds up, even
    where these have no figure. `seals` keeps those of the table and its rows, once they were made.
    """

    id: str
    key: str
    rows: Mapping[str, TableLine]
    columns: Mapping[str, TableLine]
    facts: Mapping[str, Fact]
    missing: Mapping[str, MissingCell]
    citation: Citation | None = None
    caption: Inlines = ()
    notes: Inlines = ()
    zero: str = ""
    delimiter: str = ","
    decimal: str = "."
    encoding: str = ""
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    seals: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    key_place: Span | None = field(default=None, compare=False)
    place: Span | None = field(default=None, compare=False)

    def cells(self, row: str, column: str) -> list[str]:
        """The ids of the cells that are meant; * stands for all rows or columns that are no totals, nor of texts."""
        rows = _meant(row, self.rows)
        columns = _meant(column, self.columns)
        return [f"{self.id}.{each}.{other}" for each in rows for other in columns]


def _meant(name: str, lines: Mapping[str, TableLine]) -> list[str]:
    if name != ANY:
        return [name] if name in lines else []
    return [line.id for line in lines.values() if not (line.is_total or line.is_text)]


def groups_of(fact: str) -> tuple[str, ...]:
    """The row and the table of which a fact is a cell, by which it can be ticked: toll.kp and toll; none of others."""
    parts = cell_of(fact)
    return (f"{parts[0]}.{parts[1]}", parts[0]) if parts else ()


def cells_in(group: str, tables: Mapping[str, FactTable]) -> list[str]:
    """The facts of the cells of a table, or of one of its rows; none of anything else."""
    name, _, row = group.partition(".")
    table = tables.get(name)
    if table is None or (row and row not in table.rows):
        return []
    return [fact for fact in table.facts if not row or fact.startswith(f"{group}.")]


def gathered(facts: Iterable[str]) -> list[str]:
    """Ids as a message lists them: many cells of one table as the table, with their number."""
    listed = list(facts)
    counts = Counter(map(table_of, listed))
    many = {table for table, count in counts.items() if table and count > FEW}
    tables = map(table_of, listed)
    names = (f"{t} ({counts[t]} cells)" if t in many else fact for fact, t in zip(listed, tables, strict=True))
    return list(dict.fromkeys(names))


def table_of(fact: str) -> str:
    """The id of the table of which a fact is a cell; "" of any other fact."""
    table, dot, _ = fact.partition(".")
    return table if dot else ""


def cell_of(fact: str) -> tuple[str, str, str] | None:
    """Table, row and column of an id of a cell; none of any other."""
    parts = fact.split(".")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def cells_meant(group: str, tables: Mapping[str, FactTable]) -> list[str]:
    """The cells for which toll.*.deaths stands, without those that are marked as nothing; what is unknown as it is."""
    parts = cell_of(group)
    table = tables.get(parts[0]) if parts else None
    if parts is None or table is None or ANY not in parts:
        return [group]
    found = table.cells(parts[1], parts[2])
    return [each for each in found if each not in table.missing or table.missing[each].meaning not in NOTHING] or [
        group
    ]

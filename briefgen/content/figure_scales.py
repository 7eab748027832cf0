"""Figures of data files that count in thousands or millions: taken in full, and never as ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen import codes
from briefgen.content.files import Located
from briefgen.content.schema import CellKind, FactEntry, TableEntry
from briefgen.data_files import ONES, SCALES, DataFigure, Taken, TakenTable, multiplied, scales_in, scales_in_title
from briefgen.errors import Diagnostic
from briefgen.ledger.rates import rate_of
from briefgen.model.fact import PERCENT, Fact, NameValue, Quantity
from briefgen.model.fact_table import TableLine
from briefgen.spans import Span


def in_full(entry: FactEntry, taken: Taken) -> Taken:
    """What a cell says, its figure multiplied where the binding says that it counts in thousands or more."""
    scale = _scale(entry)
    if scale not in SCALES or not isinstance(taken.value, DataFigure):
        return taken
    return replace(taken, value=replace(taken.value, value=multiplied(taken.value.value, scale)))


def _scale(entry: FactEntry) -> str:
    return entry.from_.in_.value if entry.from_ and entry.from_.in_ else ""


def misread(fact: Located[FactEntry], taken: Taken, file: str) -> Diagnostic | None:
    """Why a cell's figure counts in something else than the binding says, by the words around it."""
    scale, found = _scale(fact.entry), taken.value
    if not isinstance(found, DataFigure):
        return None
    if scale in SCALES and found.unit:
        message = f"{found.value:f}{found.unit} counts in no {scale}s: {file}, {taken.place}"
        return codes.FIGURES_IN_SCALE.at(fact.place_of("from", "in"), message, "delete the key `in`")
    if not taken.scales or scale in (ONES, *taken.scales) or not _counts(fact.entry.unit):
        return None
    message = f"{file} gives {found.value:f} in {_plural(taken.scales)}, by the words around the cell: {taken.place}"
    ways = (f"`in: {each}`, for {multiplied(found.value, each):f}" for each in taken.scales)
    hint = f"write in `from` {' or '.join(ways)}; `in: {ONES}`, for {found.value:f}"
    return codes.FIGURES_IN_SCALE.at(fact.place_of("from"), message, hint)


def misread_lines(
    table: Located[TableEntry],
    taken: TakenTable,
    rows: Mapping[int, TableLine],
    columns: Mapping[int, TableLine],
    facts: Mapping[str, Fact],
) -> Iterator[Diagnostic]:
    """The rows and columns of a table that count in thousands or more, by their words, and have a unit as ones have."""
    in_title = tuple(sorted(scales_in_title(table.entry.caption)))
    for number, column in columns.items():
        scales = taken.scales.get(number) or in_title
        if scales and (unit := _unit(fact for name, fact in facts.items() if name.endswith(f".{column.id}"))):
            yield _line_fault(f'column "{taken.columns[number]}"', unit, scales, column.place or table.place)
    for row in rows.values():
        cells = [fact for name, fact in facts.items() if name.split(".")[1] == row.id]
        texts = (row.name, *(fact.value.full for fact in cells if isinstance(fact.value, NameValue)))
        scales = tuple(sorted(frozenset().union(*map(scales_in_title, texts))))
        if scales and (unit := _unit(cells)):
            yield _line_fault(f'row "{row.name}"', unit, scales, row.place or table.place)


def misread_by_title(table: Located[TableEntry], found: TakenTable) -> Iterator[Diagnostic]:
    """The columns that count in thousands or more by what stands around their headings in the data file alone."""
    misread = dict[tuple[str, tuple[str, ...]], list[str]]()
    for number, scales in found.scales.items():
        heading = found.columns[number]
        own = table.entry.columns.get(heading)
        unit = table.entry.unit if own is None or own.unit is None else own.unit
        is_figure = own is None or own.as_ is CellKind.FIGURE
        figures = [cell.value for cell in found.cells if cell.at[1] == number and isinstance(cell.value, DataFigure)]
        if unit and _counts(unit) and is_figure and not any(each.unit for each in figures) and not scales_in(heading):
            misread.setdefault((unit, scales), []).append(f'"{heading}"')
    for (unit, scales), headings in misread.items():
        what = f"column{'s' if len(headings) > 1 else ''} {', '.join(headings)}"
        yield _line_fault(what, unit, scales, table.place_of("from"))


def _line_fault(what: str, unit: str, scales: tuple[str, ...], place: Span) -> Diagnostic:
    message = f"the figures of the {what} are in {_plural(scales)}, and would be taken as ones: {unit}"
    hint = (
        "print it as it stands, without that `unit` in tables.yaml (other columns can have their own below `columns`); "
        f"for texts, bind facts to its cells with `in: {scales[0]}`"
    )
    return codes.FIGURES_IN_SCALE.at(place, message, hint)


def _unit(facts: Iterable[Fact]) -> str:
    """The first unit of figures that are counted."""
    figures = (fact for fact in facts if isinstance(fact.value, Quantity))
    return next((fact.unit for fact in figures if fact.unit and _counts(fact.unit)), "")


def _counts(unit: str) -> bool:
    """Whether a unit is counted, so that there can be millions of it."""
    return unit != PERCENT and rate_of(unit) is None


def _plural(scales: Iterable[str]) -> str:
    return " or ".join(f"{each}s" for each in scales)

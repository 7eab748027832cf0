"""Figures of a column below each other at their decimal signs: what stands behind the whole part of each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.ledger import Printer
from briefgen.model.blocks import Align, Block, Cell, Table
from briefgen.model.inlines import Strong, Value
from briefgen.model.traverse import map_blocks


def with_decimal_signs(blocks: Iterable[Block], printer: Printer) -> tuple[Block, ...]:
    """The blocks, in whose tables the cells of figures say what stands behind the whole part, where that differs."""
    return map_blocks(
        blocks, change_block=lambda block: _with_signs(block, printer) if isinstance(block, Table) else block
    )


def _with_signs(table: Table, printer: Printer) -> Table:
    if not table.rows:
        return table
    columns = [list(column) for column in zip(*table.rows, strict=True)]
    for at, (column, cells) in enumerate(zip(table.columns, columns, strict=True)):
        found = [_behind(cell, printer) for cell in cells] if column.align is Align.RIGHT else []
        if len({behind for behind in found if behind is not None}) > 1:
            columns[at] = [replace(cell, behind=behind) for cell, behind in zip(cells, found, strict=True)]
    return replace(table, rows=tuple(zip(*columns, strict=True)))


def _behind(cell: Cell, printer: Printer) -> str | None:
    """What stands behind the whole part of a cell that is one figure, bold or not; none for any other cell."""
    content = cell.content
    if len(content) == 1 and isinstance(content[0], Strong):
        content = content[0].content
    value = content[0] if len(content) == 1 else None
    if not isinstance(value, Value):
        return None
    return printer.behind_whole(value.fact, value.formats, value.text)

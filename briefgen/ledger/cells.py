"""Cells of tables in formulas: what toll.*.deaths stands for, and why a cell gives no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen import codes
from briefgen.ledger.formula import Call, Chain, FactReference, FormulaError, Negation, Node, references
from briefgen.model.fact_table import ANY, FactTable, cell_of, cells_meant
from briefgen.suggest import did_you_mean

Fault = tuple[codes.Code, str, str]
"""A code, a message and a hint."""


def expanded(node: Node, tables: Mapping[str, FactTable]) -> Node:
    """The formula with the cells for each reference to a whole row or column. Raises FormulaError."""
    if not any(_is_group(reference) for reference in references(node)):
        return node
    if isinstance(node, Call) and node.function in ("sum", "count"):
        arguments = (each for argument in node.arguments for each in _cells(argument, tables))
        return replace(node, arguments=tuple(arguments))
    if isinstance(node, Call):
        return replace(node, arguments=tuple(expanded(argument, tables) for argument in node.arguments))
    match node:
        case FactReference():
            message = f'"{node.fact}" is many figures'
            raise FormulaError(codes.BAD_FORMULA, node.span, message, f"add them up: sum({node.fact})")
        case Negation():
            return replace(node, operand=expanded(node.operand, tables))
        case Chain():
            steps = tuple(replace(step, operand=expanded(step.operand, tables)) for step in node.steps)
            return replace(node, first=expanded(node.first, tables), steps=steps)
    return node


def _is_group(reference: FactReference) -> bool:
    return ANY in reference.fact


def _cells(node: Node, tables: Mapping[str, FactTable]) -> Iterator[Node]:
    """The cells for an argument that is a whole row or column; any other as it is."""
    if isinstance(node, FactReference) and _is_group(node):
        yield from (FactReference(cell, node.span) for cell in cells_meant(node.fact, tables))
    else:
        yield expanded(node, tables)


def unknown_cell(fact: str, tables: Mapping[str, FactTable]) -> Fault | None:
    """Why an id of a cell gives no figure; none where it does, and of ids of other facts."""
    parts = cell_of(fact)
    if parts is None:
        return None
    name, row, column = parts
    table = tables.get(name)
    if table is None:
        return codes.UNKNOWN_FACT, f'there is no table "{name}"', did_you_mean(name, tables)
    for line, what, lines in ((row, "row", table.rows), (column, "column", table.columns)):
        if line not in lines and line != ANY:
            hint = did_you_mean(line, lines) or f"its {what}s are {', '.join([*lines][:8])}"
            return codes.UNKNOWN_FACT, f'the table "{name}" has no {what} "{line}"', hint
    if fact in table.missing:
        cell = table.missing[fact]
        message = f'"{fact}" has no figure: the cell is {cell.words}'
        return codes.CELL_MISSING, message, "that is not 0; say so in words, or take another figure"
    return None

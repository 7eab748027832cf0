"""Column widths: each column gets the share of the text width that its texts need, the same for every writer."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model.blocks import Block, Table
from briefgen.model.walk import plain_text

CHARACTERS_ACROSS = 116
"""How many characters of table text stand on a line as wide as the text."""

PADDING = 3
"""The space between two columns, in characters."""

NARROWEST = 0.5
"""A table is at least this share of the text width, so that it reads as a table and not as a scrap."""

STRETCHED_FROM = 0.7
"""A table that needs this share of the text width or more takes all of it."""


def with_columns(block: Block) -> Block:
    """A table with its columns' widths set; any other block as it is."""
    if not isinstance(block, Table):
        return block
    widths = column_widths([[plain_text(cell.content) for cell in row] for row in (block.header, *block.rows)])
    columns = tuple(replace(column, width=width) for column, width in zip(block.columns, widths, strict=True))
    return replace(block, columns=columns)


def column_widths(rows: list[list[str]]) -> list[float]:
    """The shares of the text width (0 to 1) for the columns of a table, given the texts of its rows.

    A table that fits is as wide as it needs; one that does not gives each column its longest word and shares the
    rest by the need, damped by a square root so that one long column does not starve the others.
    """
    texts = list(zip(*rows, strict=True))
    natural = [PADDING + max(map(len, column)) for column in texts]
    longest = [PADDING + max(len(word) for text in column for word in (text.split() or [""])) for column in texts]
    if sum(natural) <= CHARACTERS_ACROSS:
        return _stretched([width / CHARACTERS_ACROSS for width in natural])
    if sum(longest) >= CHARACTERS_ACROSS:
        return [width / sum(longest) for width in longest]
    spare = CHARACTERS_ACROSS - sum(longest)
    needs = [(wish - least) ** 0.5 for wish, least in zip(natural, longest, strict=True)]
    given = [least + spare * need / sum(needs) for least, need in zip(longest, needs, strict=True)]
    return [width / CHARACTERS_ACROSS for width in _capped(given, natural)]


def _stretched(shares: list[float]) -> list[float]:
    total = sum(shares)
    wanted = 1.0 if total >= STRETCHED_FROM else max(total, NARROWEST)
    widest = shares.index(max(shares))
    return [share + (wanted - total if column == widest else 0.0) for column, share in enumerate(shares)]


def _capped(given: list[float], natural: list[int]) -> list[float]:
    """No column gets more than it needs; what it leaves goes to the neediest."""
    capped = [min(width, wish) for width, wish in zip(given, natural, strict=True)]
    neediest = max(range(len(natural)), key=lambda column: natural[column] - capped[column])
    capped[neediest] += sum(given) - sum(capped)
    return capped

"""Tables on the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

UNBROKEN = 10_000
"""Columns of a table that is read by a program: its lines are never broken."""


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = ()) -> None:
    """Print rows below their heads, as wide as the terminal is; the columns named in `right` stand at the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(text) for text in row))
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else UNBROKEN
    Console(highlight=False, width=width).print(table)

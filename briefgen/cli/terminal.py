"""Tables and progress bars on the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

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


@contextmanager
def progress(ctx: click.Context, what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar that goes on with each call of what this gives; none where nobody sees it, or with --quiet."""
    if (ctx.find_root().obj or {}).get("quiet") or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)

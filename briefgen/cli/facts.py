"""`briefgen facts`: the ledger as a table, JSON or CSV."""

from __future__ import annotations

import csv
import json
import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import click

from briefgen.cli.options import desk_options, edition_argument, make_desk, verbosity_options
from briefgen.cli.report import count, show
from briefgen.pipeline import check

UNBROKEN = 10_000
"""Columns of a table that is read by a program: its lines are never broken."""

COLUMNS = ("id", "printed", "label", "working", "source", "at", "used")


@click.command(epilog="Example: briefgen facts --format csv > facts.csv")
@edition_argument()
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@desk_options
@verbosity_options
def command(edition: str | None, form: str, content: Path, assets: Path | None, out: Path | None) -> int:
    """Show every fact of an edition: its value, formula, source and where it is used."""
    from briefgen.ledger import ledger_rows
    from briefgen.load import choose_edition

    desk = make_desk(content, assets, out)
    checked = check(desk, choose_edition(desk.content, edition))
    errors = [diagnostic for diagnostic in checked.diagnostics if diagnostic.is_error]
    if checked.brief is None:
        show(errors, checked.texts)
        click.echo(f"{count(errors)}; the ledger cannot be shown", err=True)
        return 1
    rows = ledger_rows(checked.brief.edition, checked.brief.ledger)
    match form:
        case "json":
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        case "csv":
            click.echo(_as_csv(rows), nl=False)
        case _:
            _print_table(rows)
    return 0


def _as_csv(rows: list[dict[str, Any]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0] if rows else COLUMNS)
    for row in rows:
        writer.writerow("; ".join(value) if isinstance(value, list) else value for value in row.values())
    return text.getvalue()


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column == "printed" else "left", overflow="fold")
    for row in rows:
        values = (row[column] for column in COLUMNS)
        table.add_row(*(Text("\n".join(value) if isinstance(value, list) else str(value or "")) for value in values))
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else UNBROKEN
    Console(highlight=False, width=width).print(table)

"""`briefgen archive list`: the records, as a table or as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from briefgen.archive.records import Record, records_of
from briefgen.cli.archive.options import archive_options
from briefgen.cli.options import DateType, form_option
from briefgen.cli.report import print_json
from briefgen.cli.terminal import show_table
from briefgen.errors import StorageError

COLUMNS = ("record", "date", "title", "marking", "published", "reason")


@click.command(name="list", epilog="Example: briefgen archive list --since 2025-01-01 --all")
@click.option("--since", type=DateType(), help="Only editions of this day or later.")
@click.option("--until", type=DateType(), help="Only editions of this day or earlier.")
@click.option("--edition", default="", metavar="TEXT", help="Only editions whose name has this text.")
@click.option("--all", "everything", is_flag=True, help="Every version, not only the last of each edition.")
@form_option("table", "json")
@archive_options
def command(since: date | None, until: date | None, edition: str, form: str, archive: Path, *, everything: bool) -> int:
    """List the records of the archive, oldest edition first."""
    chosen = list(_chosen(archive, since, until, edition, everything=everything))
    rows = [_row(record) for record in chosen]
    if form == "json":
        print_json(rows)
        return 0
    show_table(COLUMNS, [[str(row[name]) for name in COLUMNS] for row in rows])
    return 0


def _row(record: Record) -> dict[str, object]:
    """What is shown of a record; of one that cannot be read, its name."""
    try:
        described = record.description()
    except StorageError:
        described = {"title": "cannot be read: briefgen archive verify"}
    return {**{name: described.get(name) or "" for name in COLUMNS}, "record": record.name}


def _chosen(archive: Path, since: date | None, until: date | None, text: str, *, everything: bool) -> Iterator[Record]:
    records = list(records_of(archive))
    last = {record.edition: record for record in records}
    for record in records:
        day = record.edition[:10]
        if (since and day < since.isoformat()) or (until and day > until.isoformat()) or text not in record.edition:
            continue
        if everything or last[record.edition] == record:
            yield record

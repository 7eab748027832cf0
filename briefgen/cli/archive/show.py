"""`briefgen archive show`: one record."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.archive.records import Record, choose_record
from briefgen.cli.archive.options import archive_options, record_argument
from briefgen.cli.options import form_option
from briefgen.cli.report import print_json

LINES = ("title", "number", "date", "marking", "published", "reason", "addendum_to", "follows", "unused_facts_left_out")


@click.command(epilog="Example: briefgen archive show 2025-02-25")
@record_argument
@form_option("text", "json")
@archive_options
def command(record: str, form: str, archive: Path) -> int:
    """Show what a record is, when and why it was published, who cleared it, and its files."""
    found = choose_record(archive, record)
    described = found.description()
    if form == "json":
        print_json({**described, "files": _files(found)})
        return 0
    click.echo(found.folder)
    for name in LINES:
        if described.get(name):
            click.echo(f"  {name.replace('_', ' ')}: {described[name]}")
    clearances = described.get("clearances")
    for clearance in clearances if isinstance(clearances, list) else []:
        if isinstance(clearance, dict):
            click.echo(f"  clearance: {clearance.get('by')}, {clearance.get('date') or 'none'}")
    for file in _files(found):
        click.echo(f"  {file}")
    return 0


def _files(record: Record) -> list[str]:
    return sorted(path.relative_to(record.data).as_posix() for path in record.data.rglob("*") if path.is_file())

"""`briefgen archive list`, `show` and `extract`: the records, what one is, and its files taken out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from briefgen.archive.records import Record, all_records, choose_record
from briefgen.archive.verify import check_record
from briefgen.cli.archive.options import archive_options, audience_options, record_argument
from briefgen.cli.options import DateType, form_option
from briefgen.cli.report import print_json
from briefgen.cli.terminal import show_table
from briefgen.errors import StorageError, UsageError
from briefgen.storage import copy_files

COLUMNS = ("record", "release", "date", "title", "marking", "published", "reason")


@click.command(name="list", epilog="Example: briefgen archive list --since 2025-01-01 --all")
@click.option("--since", type=DateType(), help="Only editions of this day or later.")
@click.option("--until", type=DateType(), help="Only editions of this day or earlier.")
@click.option("--edition", default="", metavar="TEXT", help="Only editions whose name has this text.")
@click.option("--all", "everything", is_flag=True, help="Every version, not only the last of each edition.")
@form_option("table", "json")
@audience_options
@archive_options
def list_command(
    since: date | None,
    until: date | None,
    edition: str,
    form: str,
    release: str | None,
    archive: Path,
    *,
    everything: bool,
) -> int:
    """List the records of the archive, oldest edition first."""
    found = _chosen(archive, since, until, edition, everything=everything)
    chosen = [record for record in found if release is None or record.is_of(release)]
    rows = [_row(record) for record in chosen]
    if form == "json":
        print_json(rows)
        return 0
    columns = [name for name in COLUMNS if name != "release" or any(row[name] for row in rows)]
    show_table(columns, [[str(row[name]) for name in columns] for row in rows])
    return 0


def _row(record: Record) -> dict[str, object]:
    """What is shown of a record; of one that is missing or has changed, its name."""
    try:
        described = record.description()
    except StorageError:
        what = "cannot be read" if record.folder.is_dir() else "is missing"
        described = {"title": f"{what}: briefgen archive verify"}
    return {**{name: described.get(name) or "" for name in COLUMNS}, "record": record.name}


def _chosen(archive: Path, since: date | None, until: date | None, text: str, *, everything: bool) -> Iterator[Record]:
    records = all_records(archive)
    last = {record.edition: record for record in records}
    for record in records:
        day = record.edition[:10]
        if (since and day < since.isoformat()) or (until and day > until.isoformat()) or text not in record.edition:
            continue
        if everything or last[record.edition] == record:
            yield record


DETAILS = (
    "title",
    "release",
    "release_of",
    "number",
    "date",
    "marking",
    "published",
    "reason",
    "addendum_to",
    "follows",
    "unused_facts_left_out",
)


@click.command(epilog="Example: briefgen archive show 2025-02-25")
@record_argument
@form_option("text", "json")
@archive_options
def show_command(record: str, form: str, archive: Path) -> int:
    """Show what a record is, when and why it was published, who cleared it, and its files."""
    found = choose_record(archive, record)
    described = found.description()
    if form == "json":
        print_json({**described, "files": _files(found)})
        return 0
    click.echo(found.folder)
    for name in DETAILS:
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


SOURCE = "source"


@click.command(epilog="Example: briefgen archive extract 2025-02-25 --to old-brief")
@record_argument
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A new folder to make.")
@click.option("--sources", is_flag=True, help="Only what the brief was made from, as a desk that briefgen can build.")
@archive_options
def extract_command(record: str, target: Path, archive: Path, *, sources: bool) -> int:
    """Copy a record's files into a new folder, where they can be changed."""
    found = choose_record(archive, record)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError(f"--to: {target} is there already")
    check_record(found)
    home = found.data / SOURCE if sources else found.data
    try:
        copy_files(home, target)
    except OSError as error:
        raise StorageError(f"cannot write {error.filename or target}: {error.strerror}") from error
    click.echo(target)
    return 0

"""`briefgen archive extract`: a record's files, taken out."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.archive.records import choose_record
from briefgen.archive.verify import check_record
from briefgen.cli.archive.options import archive_options, record_argument
from briefgen.errors import StorageError, UsageError
from briefgen.storage import copy_files

SOURCE = "source"


@click.command(epilog="Example: briefgen archive extract 2025-02-25 --to old-brief")
@record_argument
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A new folder to make.")
@click.option("--sources", is_flag=True, help="Only what the brief was made from, as a desk that briefgen can build.")
@archive_options
def command(record: str, target: Path, archive: Path, *, sources: bool) -> int:
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

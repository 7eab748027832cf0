"""`briefgen archive rebuild`: a record's documents, made again and compared with what was published."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.archive.records import choose_record
from briefgen.archive.verify import check_record
from briefgen.cli.archive.options import archive_options, record_argument
from briefgen.cli.options import say, verbosity_options
from briefgen.cli.report import plural
from briefgen.errors import StorageError, UsageError
from briefgen.rebuilding import Rebuilt, rebuild


@click.command(epilog="Example: briefgen archive rebuild 2025-02-25")
@record_argument
@click.option("--to", "target", type=click.Path(path_type=Path), help="A new folder for what was made.")
@archive_options
@verbosity_options
@click.pass_context
def rebuild_command(ctx: click.Context, record: str, target: Path | None, archive: Path) -> int:
    """Make a record's documents again from its own sources and compare them with those that were published.

    Ends with exit code 3 where a file differs, and says which, and which versions and fonts are others than they were.
    """
    if target is not None and target.exists():
        raise UsageError(f"--to: {target} is there already")
    found = choose_record(archive, record)
    check_record(found)
    rebuilt = rebuild(found)
    if target is not None:
        _write(target, rebuilt)
    if rebuilt.faults:
        raise StorageError(f"{found.folder} can no longer be built: {'; '.join(rebuilt.faults)}")
    for name in rebuilt.differing:
        click.echo(f"{found.data / name}: is another when made again")
    for change in rebuilt.changed:
        click.echo(f"made with {change}" if rebuilt.differing else f"although made with {change}")
    if rebuilt.differing:
        click.echo(f"error: {len(rebuilt.differing)} of {len(rebuilt.files)} files differ", err=True)
        return StorageError.exit_code
    say(ctx, f"{found.folder}: {plural(len(rebuilt.files), 'file')}, all to the byte as they were published")
    return 0


def _write(target: Path, rebuilt: Rebuilt) -> None:
    try:
        for name, data in rebuilt.files.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise StorageError(f"cannot write {error.filename or target}: {error.strerror}") from error

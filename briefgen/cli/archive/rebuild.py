"""`briefgen archive rebuild`: the documents of records, made again and compared with what was published."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click

from briefgen.archive.records import Record, all_records, choose_record
from briefgen.archive.verify import Listed, check_listed, listed
from briefgen.cli.archive.options import archive_options, records_argument
from briefgen.cli.options import say, verbosity_options
from briefgen.cli.report import plural
from briefgen.cli.terminal import progress
from briefgen.cli.workers import Order, jobs_options, results
from briefgen.errors import BriefgenError, StorageError, UsageError
from briefgen.rebuilding import Rebuilt, rebuild


@click.command(epilog="Example: briefgen archive rebuild 2025-02-25")
@records_argument
@click.option("--all", "everything", is_flag=True, help="Every record of the archive.")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), help="A new folder for what was made; of several, one for each."
)
@jobs_options("records")
@archive_options
@verbosity_options
@click.pass_context
def rebuild_command(
    ctx: click.Context,
    records: tuple[str, ...],
    target: Path | None,
    jobs: int,
    scheduler: str,
    archive: Path,
    *,
    everything: bool,
) -> int:
    """Make the documents of records again from their own sources and compare them with those that were published.

    Ends with exit code 3 where a file differs, and says which, and which versions and fonts are others than they were.
    """
    if target is not None and target.exists():
        raise UsageError(f"--to: {target} is there already")
    if everything is bool(records):
        raise UsageError("name the records to make again, or all of them with --all")
    chosen = all_records(archive) if everything else [choose_record(archive, name) for name in records]
    found = list(dict.fromkeys(chosen))
    if scheduler:  # whose workers are in other folders
        found = [replace(record, archive=archive.absolute()) for record in found]
        target = target and target.absolute()
    several = len(found) > 1
    lines = listed(archive)
    folders = (target / record.name if target and several else target for record in found)
    things = [(each, lines.get(each.path), folder) for each, folder in zip(found, folders, strict=True)]
    order = Order(_made_again, things, jobs, scheduler)
    with progress(ctx, "making again", len(found)) if several else nullcontext(lambda: None) as advance:
        codes = []
        for record, rebuilt in zip(found, results(order), strict=True):
            advance()
            codes.append(_tell(ctx, record, rebuilt))
    return max(codes, default=0)


def _made_again(asked: tuple[Record, Listed | None, Path | None]) -> Rebuilt:
    """A record made again, and written to a folder if there is one; its files come back without their bytes."""
    record, lines, target = asked
    check_listed(record, lines)
    rebuilt = rebuild(record)
    if target is not None:
        _write(target, rebuilt)
    if rebuilt.faults:
        raise StorageError(f"{record.folder} can no longer be built: {'; '.join(rebuilt.faults)}")
    return replace(rebuilt, files=dict.fromkeys(rebuilt.files, b""))


def _tell(ctx: click.Context, record: Record, rebuilt: Rebuilt | BriefgenError) -> int:
    """Print what is another than it was published, and give the exit code."""
    if isinstance(rebuilt, BriefgenError):
        click.echo(f"error: {rebuilt}", err=True)
        return rebuilt.exit_code
    for name in rebuilt.differing:
        click.echo(f"{record.data / name}: is another when made again")
    for change in rebuilt.changed:
        click.echo(f"made with {change}" if rebuilt.differing else f"although made with {change}")
    if rebuilt.differing:
        click.echo(f"error: {len(rebuilt.differing)} of {len(rebuilt.files)} files differ", err=True)
        return StorageError.exit_code
    say(ctx, f"{record.folder}: {plural(len(rebuilt.files), 'file')}, all to the byte as they were published")
    return 0


def _write(target: Path, rebuilt: Rebuilt) -> None:
    try:
        for name, data in rebuilt.files.items():
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise StorageError(f"cannot write {error.filename or target}: {error.strerror}") from error

"""The options that the commands of the archive share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from briefgen.cli.options import Command, content_of_desk
from briefgen.errors import StorageError, UsageError
from briefgen.suggest import did_you_mean


def archive_option(command: Command) -> Command:
    """Add --archive, by default that of the desk around the working folder."""
    return _archive_option(command, own_archive)


def other_archive_option(command: Command) -> Command:
    """Add --archive to a command that knows the desk; none is that desk's own."""
    return _archive_option(command, None)


def _archive_option(command: Command, default: Callable[[], Path] | None) -> Command:
    return click.option(
        "--archive",
        type=click.Path(path_type=Path),
        default=default,
        show_default="archive in the desk's out",
        help="The archive's folder.",
    )(command)


def archive_options(command: Command) -> Command:
    """Add --archive, whose folder must be there."""

    @wraps(command)
    def checked(*arguments: Any, archive: Path, **others: Any) -> Any:
        existing(archive)
        return command(*arguments, archive=archive, **others)

    return archive_option(checked)


def existing(archive: Path) -> None:
    """Raises UsageError where there is no such archive."""
    if not archive.is_dir():
        raise UsageError(f"there is no archive {archive}; `briefgen publish` makes one, --archive names another")


def own_archive() -> Path:
    """The archive of the desk around the working folder."""
    return content_of_desk().parent / "out/archive"


def audience_options(command: Command) -> Command:
    """Add --release and --whole, of which the command gets `release`: a name, "" for whole briefs, or none for all."""

    @wraps(command)
    def limited(*arguments: Any, release: str | None, whole: bool, archive: Path, **others: Any) -> Any:
        if whole and release:
            raise UsageError("--whole leaves out all releases; give either that or --release")
        if release:
            _check_release(archive, release)
        return command(*arguments, release="" if whole else release, archive=archive, **others)

    one = click.option(
        "--release",
        metavar="NAME",
        shell_complete=complete_archived_release,
        help="Only what was published of this release.",
    )
    return one(click.option("--whole", is_flag=True, help="Only whole briefs, no releases.")(limited))


def _check_release(archive: Path, release: str) -> None:
    """Raises UsageError for a release of which the archive has nothing."""
    if release not in (known := _releases_in(archive)):
        there = did_you_mean(release, known) or (f"there are {', '.join(known)}" if known else "there is none of any")
        raise UsageError(f'{archive} has no record of a release "{release}"; {there}')


def _releases_in(archive: Path) -> list[str]:
    """The releases of which there are records that can be read."""
    from briefgen.archive.records import records_of

    found = set()
    for record in records_of(archive):
        with suppress(StorageError):
            found.add(record.release)
    return sorted(found - {""})


def complete_archived_release(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The releases of which there are records, whose names start with what is typed."""
    known = _releases_in(ctx.params.get("archive") or own_archive())
    return [CompletionItem(name) for name in known if name.startswith(incomplete)]


def record_argument(command: Command) -> Command:
    """Add the argument RECORD; the shell completes it."""
    return click.argument("record", metavar="RECORD", shell_complete=complete_record)(command)


def records_argument(command: Command) -> Command:
    """Add the argument RECORD..., which may be left out; the shell completes it."""
    return click.argument("records", nargs=-1, metavar="[RECORD]...", shell_complete=complete_record)(command)


def complete_record(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The records whose names start with what is typed."""
    from briefgen.archive.records import records_of

    records = records_of(ctx.params.get("archive") or own_archive())
    return [CompletionItem(record.name) for record in records if record.name.startswith(incomplete)]

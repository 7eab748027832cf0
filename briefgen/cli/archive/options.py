"""The options that the commands of the archive share."""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from typing import Any

import click

from briefgen.cli.options import Command
from briefgen.errors import UsageError


def archive_option(command: Command) -> Command:
    """Add --archive, for a command that does not always need one."""
    return click.option(
        "--archive",
        type=click.Path(path_type=Path),
        default=Path("out/archive"),
        show_default=True,
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


def record_argument(command: Command) -> Command:
    """Add the argument RECORD; the shell completes it."""
    return click.argument("record", metavar="RECORD")(command)

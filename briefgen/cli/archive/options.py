"""The options that the commands of the archive share."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import Command
from briefgen.errors import UsageError


def archive_options(command: Command) -> Command:
    """Add --archive, whose folder must be there."""

    def existing(_ctx: click.Context, _parameter: click.Parameter, folder: Path) -> Path:
        if not folder.is_dir():
            raise UsageError(f"there is no archive {folder}; `briefgen publish` makes one, --archive names another")
        return folder

    option = click.option(
        "--archive",
        type=click.Path(path_type=Path),
        default=Path("out/archive"),
        show_default=True,
        callback=existing,
        help="The archive's folder.",
    )
    return option(command)


def record_argument(command: Command) -> Command:
    """Add the argument RECORD; the shell completes it."""
    return click.argument("record", metavar="RECORD")(command)

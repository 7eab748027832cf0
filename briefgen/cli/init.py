"""`briefgen init`: a new desk."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import click

from briefgen.cli.options import DateType, say, verbosity_options


@click.command(epilog="Example: briefgen init my-desk && cd my-desk && briefgen build")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--date", "day", type=DateType(), help="The first edition's date.  [default: today]")
@click.option("--blank", is_flag=True, help="Leave out the starter's content: an edition with nothing to delete.")
@click.option("--kind", default="brief", show_default=True, help="The first edition's kind; its parts are laid out.")
@verbosity_options
@click.pass_context
def command(ctx: click.Context, folder: Path, day: date | None, kind: str, *, blank: bool) -> None:
    """Make a new desk in DIR: its files, and a first edition to change, with invented content to learn from."""
    from briefgen.scaffold import start_desk

    for path in start_desk(folder, day or date.today(), blank=blank, kind=kind):
        click.echo(path)
    there = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    say(ctx, f"next: {there}briefgen build")

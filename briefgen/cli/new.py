"""`briefgen new`: the next edition, carried forward."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen.cli.options import DateType, complete_edition, content_option, form_option, say, verbosity_options
from briefgen.cli.report import print_json
from briefgen.errors import UsageError


@click.command(epilog="Example: briefgen new 2031-03-10 my-brief")
@click.argument("day", type=DateType(), metavar="DATE")
@click.argument("slug")
@click.option(
    "--from",
    "previous",
    metavar="EDITION",
    shell_complete=complete_edition,
    help="Carry forward from this edition.  [default: the last one before DATE]",
)
@form_option("text", "json")
@content_option
@verbosity_options
@click.pass_context
def command(ctx: click.Context, day: date, slug: str, previous: str | None, form: str, content: Path) -> None:
    """Make the edition of DATE, named SLUG, from an earlier one; what has gone stale is marked for review."""
    from briefgen.content import Folder, choose_edition, find_editions
    from briefgen.scaffold import carry_forward

    desk = Folder(content)
    earlier = [name for name in find_editions(desk) if name[:10] <= day.isoformat()]
    newest = choose_edition(desk, None)
    if not previous and not earlier:
        raise UsageError(f"there is no edition up to {day}; name the one to carry forward: --from {newest}")
    new = carry_forward(content, choose_edition(desk, previous or earlier[-1]), day, slug)
    if form == "json":
        marks = [{"file": mark.file, "line": mark.line, "column": mark.column} for mark in new.marks]
        print_json({"edition": new.folder.name, "folder": str(new.folder), "marks": marks})
    else:
        click.echo(new.folder)
    for mark in new.marks:
        say(ctx, f"{mark}: marked for review")

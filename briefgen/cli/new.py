"""`briefgen new`: the next edition, carried forward."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen.cli.options import (
    DateType,
    complete_edition,
    content_option,
    form_option,
    make_project,
    say,
    verbosity_options,
)
from briefgen.cli.report import print_json
from briefgen.model.fact_table import gathered


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
@click.option("--kind", default="", help="Lay out a new edition of this kind instead: submission, talking-points …")
@form_option("text", "json")
@content_option
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context, day: date, slug: str, previous: str | None, kind: str, form: str, content: Path
) -> None:
    """Make the edition of DATE, named SLUG, from an earlier one; what has gone stale is marked for review.

    With --kind it is made from no other: its parts are laid out, to be written.
    """
    new = make_project(content, None, None).new_edition(day, slug, previous, kind)
    if form == "json":
        marks = [{"file": mark.file, "line": mark.line, "column": mark.column} for mark in new.marks]
        found = {"edition": new.folder.name, "folder": str(new.folder), "marks": marks, "carried": list(new.carried)}
        print_json(found)
    else:
        click.echo(new.folder)
    for mark in new.marks:
        say(ctx, f"{mark}: marked for review")
    if new.carried:
        say(ctx, f"carried forward unchanged: {len(new.carried)} ({', '.join(gathered(new.carried))})")
        say(ctx, f"bring them up to date, or confirm them: briefgen facts {new.folder.name} ID... --confirm --by NAME")

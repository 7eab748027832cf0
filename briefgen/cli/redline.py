"""`briefgen redline`: what has changed from one edition or record to another, as documents with the changes marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefgen.api import Project
from briefgen.cli.archive.options import other_archive_option
from briefgen.cli.options import (
    DateType,
    complete_brief,
    desk_options,
    release_option,
    say,
    verbosity_options,
)
from briefgen.cli.report import count, show
from briefgen.errors import ContentError, UsageError
from briefgen.formats import FORMATS

FOLDER = "redlines"


@click.command(epilog="Example: briefgen redline 2031-03-03 2031-03-10 --author 'A. Reviewer'")
@click.argument("old", required=False, shell_complete=complete_brief)
@click.argument("new", required=False, shell_complete=complete_brief)
@click.option("--author", help="Who the changes are by.  [default: the desk]")
@click.option("--date", "day", type=DateType(), help="When they were made.  [default: the date of NEW]")
@click.option(
    "--format",
    "formats",
    type=click.Choice([name for name, format_ in FORMATS.items() if not format_.is_carrier]),
    multiple=True,
    help="Only this format.  [default: pdf, docx, and what else desk.yaml names]",
)
@release_option(
    "This release of OLD and NEW; given twice, the first is of OLD and the second of NEW, or of OLD as well."
)
@other_archive_option
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    old: str | None,
    new: str | None,
    author: str | None,
    day: date | None,
    formats: tuple[str, ...],
    releases: tuple[str, ...],
    archive: Path | None,
    project: Project,
) -> int:
    """Write out/redlines/OLD..NEW/ with what has changed from OLD to NEW: DOCX with tracked changes, and PDF or
    HTML with marks.

    OLD and NEW are editions, or records by the names of their folders. Without NEW, the edition OLD is compared with
    its last record. When the content has errors, or nothing has changed, nothing is written.
    """
    difference = project.compare(old, new, releases=releases, archive=archive, author=_one_line(author or ""), day=day)
    name = difference.name
    try:
        files = difference.render(formats)
    except ContentError as error:
        show(error.diagnostics, {**difference.before.checked.texts, **difference.after.checked.texts})
        click.echo(f"{name}: {count(error.diagnostics)}; nothing was written", err=True)
        return error.exit_code
    if not files:
        say(ctx, f"{name}: no differences; nothing was written")
        return 0
    folder = project.workspace.out / FOLDER / name
    for edited, other in difference.write(folder, files).items():
        click.echo(f"{edited}: had been edited since it was written; that is now {other}", err=True)
    for file in files:
        click.echo(folder / file)
    if difference.is_of_two_audiences:
        say(ctx, f"{name} shows what only one of the two has: it is for those alone who may read both")
    return 0


def _one_line(name: str) -> str:
    """A name without space around it or line ends in it; raises UsageError for one that no Word document can hold."""
    from briefgen.model.remark import LONGEST_NAME, name_length

    line = " ".join(name.split())
    if (length := name_length(line)) > LONGEST_NAME:
        raise UsageError(f"--author has {length} characters; a Word document takes at most {LONGEST_NAME}")
    return line

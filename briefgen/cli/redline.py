"""`briefgen redline`: what has changed from one edition or record to another, as documents with the changes marked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from briefgen.cli.archive.options import other_archive_option
from briefgen.cli.options import DateType, complete_edition, desk_options, make_workspace, say, verbosity_options
from briefgen.cli.report import count, show
from briefgen.errors import ContentError, UsageError

FOLDER = "redlines"


@click.command(epilog="Example: briefgen redline 2031-03-03 2031-03-10 --author 'A. Reviewer'")
@click.argument("old", shell_complete=complete_edition)
@click.argument("new", required=False, shell_complete=complete_edition)
@click.option("--author", help="Who the changes are by.  [default: the desk]")
@click.option("--date", "day", type=DateType(), help="When they were made.  [default: the date of NEW]")
@other_archive_option
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str | None,
    author: str | None,
    day: date | None,
    archive: Path | None,
    content: Path,
    assets: Path | None,
    out: Path | None,
) -> int:
    """Write out/redlines/OLD..NEW/ with what has changed from OLD to NEW: DOCX with tracked changes, and PDF.

    OLD and NEW are editions, or records by the names of their folders. Without NEW, the edition OLD is compared with
    its last record. When the content has errors, or nothing has changed, nothing is written.
    """
    from briefgen.model.remark import short_name
    from briefgen.output_folder import put_pack
    from briefgen.review.diff.inline_diff import Reviser
    from briefgen.review.inputs import comparison_inputs
    from briefgen.review.redline import Titles, compared, write
    from briefgen.version import __version__

    workspace = make_workspace(content, assets, out)
    before, after = comparison_inputs(workspace, archive, old, new)
    titles = Titles(before.name, after.name)
    texts = {**before.checked.texts, **after.checked.texts}
    brief = after.checked.brief
    who = _one_line(author or "") or (short_name(brief.edition.desk.name) if brief else "")
    made = day or (brief.edition.date if brief else date.min)
    reviser = Reviser(who, datetime.combine(made, time(), UTC))
    name = f"{titles.old}..{titles.new}"
    try:
        redline = compared(before.checked, after.checked, titles, reviser)
        files = write(redline, name) if redline else {}
    except ContentError as error:
        show(error.diagnostics, texts)
        click.echo(f"{name}: {count(error.diagnostics)}; nothing was written", err=True)
        return error.exit_code
    if not files:
        say(ctx, f"{name}: no differences; nothing was written")
        return 0
    folder = workspace.out / FOLDER / name
    made_from = {"old": titles.old, "new": titles.new, "author": who, "date": made.isoformat()}
    kept = put_pack(folder, files, {"briefgen": __version__, "redline": made_from})
    for edited, other in kept.items():
        click.echo(f"{edited}: had been edited since it was written; that is now {other}", err=True)
    for file in files:
        click.echo(folder / file)
    return 0


def _one_line(name: str) -> str:
    """A name without space around it or line ends in it; raises UsageError for one that no Word document can hold."""
    from briefgen.model.remark import LONGEST_NAME, name_length

    line = " ".join(name.split())
    if (length := name_length(line)) > LONGEST_NAME:
        raise UsageError(f"--author has {length} characters; a Word document takes at most {LONGEST_NAME}")
    return line

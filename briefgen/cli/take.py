"""`briefgen take`: what data files say now of the facts that are bound to their cells."""

from __future__ import annotations

from pathlib import Path, PurePath

import click

from briefgen.cli.options import complete_edition, desk_options, make_project, say, verbosity_options
from briefgen.cli.report import plural, refuse
from briefgen.data_files import SUFFIXES
from briefgen.errors import ContentError, UsageError


@click.command(epilog="Example: briefgen take content/data/2031-05.xlsx --write")
@click.argument("names", nargs=-1, metavar="[EDITION] [FILE] [ID]...", shell_complete=complete_edition)
@click.option("--write", is_flag=True, help="Write the values into facts.yaml; nothing else in it changes.")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    content: Path,
    assets: Path | None,
    out: Path | None,
    *,
    write: bool,
) -> int:
    """Show which facts are not what their cells in data files say now: those of a FILE, with an ID, or all.

    With --write, write the new values into facts.yaml. The ticks of these facts fall.
    """
    edition, files, facts = _sorted(names)
    chosen = make_project(content, assets, out).edition(edition)
    try:
        taken = chosen.take(files, facts)
        for each in taken.differences:
            click.echo(f"{each.fact}: {each.ledger} -> {each.says} ({each.file}: {each.place})")
        if write:
            path = chosen.write_taken(taken)
            say(ctx, f"wrote {plural(len(taken.differences), 'value')} to {path}" if path else "nothing differs")
            return 0
    except ContentError as error:
        return refuse(ctx, error.diagnostics, {}, "nothing was written")
    click.echo(taken.patch, nl=False)
    say(ctx, "nothing was written; --write does that" if taken.differences else "nothing differs")
    return 0


def _sorted(names: tuple[str, ...]) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """The edition, which starts with a digit, the data files, which end as such do, and the facts."""
    files = tuple(name for name in names if PurePath(name).suffix.lower() in SUFFIXES)
    rest = [name for name in names if name not in files]
    editions = [name for name in rest if not name[:1].isalpha() or "/" in name]
    if len(editions) > 1:
        raise UsageError(f"the values of one edition are taken at a time, not of {' and '.join(editions)}")
    return next(iter(editions), None), files, tuple(name for name in rest if name not in editions)

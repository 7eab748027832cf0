"""`briefgen take`: what data files say now of the facts that are bound to their cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import Project
from briefgen.cli.options import complete_edition, content_of, desk_options, form_option, say, verbosity_options
from briefgen.cli.report import count, plural, print_json, refuse, show, texts_of
from briefgen.data_files import SUFFIXES
from briefgen.errors import ContentError, UsageError, as_rows, errors_among

if TYPE_CHECKING:
    from briefgen.review.take import TakenValues

MOST_NAMED = 20


@click.command(epilog="Example: briefgen take content/data/2031-05.xlsx --write")
@click.argument("names", nargs=-1, metavar="[EDITION] [FILE] [ID]...", shell_complete=complete_edition)
@click.option("--write", is_flag=True, help="Write it into facts.yaml and tables/; nothing else in the files changes.")
@form_option("text", "json")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    form: str,
    project: Project,
    *,
    write: bool,
) -> int:
    """Show as a diff which facts and tables are not what data files say now: those of a FILE, with an ID, or all.

    It also says from which cells nothing can be taken, which hidden sheets were left out, and which dates and notes a
    file has beside its cells. With --write, write values, the days as of which they hold, and places in the source into
    facts.yaml, all or none. The ticks of facts that change fall.
    """
    edition, files, facts = _sorted(names)
    chosen = project.edition(edition)
    try:
        taken = chosen.take(files, facts)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, texts_of(error.diagnostics), "nothing was taken")
    is_stopped = any(fault.is_error for fault in taken.faults)
    paths = chosen.write_taken(taken) if write and not is_stopped else ()
    if form == "json":
        print_json(_as_data(taken, is_written=bool(paths)))
    else:
        for line in _lines(taken):
            click.echo(line)
        if not write:
            click.echo(taken.patch(content_of(project).name), nl=False)
        show(taken.faults, texts_of(taken.faults))
        _say_outcome(ctx, taken, paths, is_wanted=write)
    return int(is_stopped)


def _sorted(names: tuple[str, ...]) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """The edition, whose name begins with its day, the data files, which have an ending or a folder, and the facts."""
    files = tuple(name for name in names if _is_file(name))
    rest = [name for name in names if name not in files]
    editions = [name for name in rest if not name[:1].isalpha() or _is_edition(name)]
    if len(editions) > 1:
        raise UsageError(f"the values of one edition are taken at a time, not of {' and '.join(editions)}")
    return next(iter(editions), None), files, tuple(dict.fromkeys(name for name in rest if name not in editions))


def _is_file(name: str) -> bool:
    is_path = any(sign in name for sign in "./\\")
    return PurePath(name).suffix.lower() in SUFFIXES or (is_path and not _is_edition(name))


def _is_edition(name: str) -> bool:
    try:
        return bool(date.fromisoformat(PurePath(name).name[:10]))
    except ValueError:
        return False


def _lines(taken: TakenValues) -> Iterator[str]:
    """What differs, a line each, and what files say beside their cells."""
    for cell in taken.changed:
        for each in cell.differences:
            key = "" if each.key == "value" else f"{each.key} "
            old, new = click.style(each.ledger, fg="red"), click.style(each.says, fg="green")
            yield f"{cell.fact}: {key}{old} -> {new} ({cell.file}: {cell.place})"
    for table in taken.tables:
        if table.shape:
            yield f"{table.table}: {table.shape} ({table.file})"
        for where, before, now, _ in table.changed:
            old, new = click.style(before or "blank", fg="red"), click.style(now or "blank", fg="green")
            yield f"{table.table}: {old} -> {new} ({table.file}: {where})"
    for note in taken.notes:
        yield f"{click.style('note', fg='cyan')}: {note.file}: {note.text}; {note.hint}"


def _say_state(ctx: click.Context, taken: TakenValues) -> None:
    """Say how many facts have changed, and how many cannot be taken."""
    state = [f"{len(taken.changed)} changed", f"{taken.agree} unchanged"]
    state += [f"{len(taken.refused)} refused"] if taken.refused else []
    say(ctx, f"{plural(len(taken.cells), 'bound fact')}: {', '.join(state)}")


def _say_outcome(ctx: click.Context, taken: TakenValues, paths: tuple[Path, ...], *, is_wanted: bool) -> None:
    """Say what was written, which ticks fall, what is open then, and what to type next."""
    errors = errors_among(taken.faults)
    changed = [cell.fact for cell in taken.changed]
    changed += [table.table for table in taken.tables]
    if not taken.cells and not taken.tables and not errors:
        say(
            ctx,
            f"nothing to take: no fact of {taken.edition} is bound to a cell, and each table that is taken from a data "
            "file says what that says",
        )
        return
    if taken.cells:
        _say_state(ctx, taken)
    if taken.fallen and not errors:
        say(ctx, f"{'ticks fallen' if paths else 'ticks that fall'}: {', '.join(taken.fallen)}")
    if paths:
        what = plural(len(taken.changed), "fact") if taken.changed or not taken.tables else ""
        tables = plural(len(taken.tables), "table") if taken.tables else ""
        say(ctx, f"wrote {' and '.join(filter(None, (what, tables)))} to {', '.join(map(str, paths))}")
    elif errors:
        click.echo(f"{count(errors)}; nothing was written", err=True)
        is_by_cells = {*errors} <= {cell.fault for cell in taken.refused}
        if is_wanted and changed and is_by_cells and len(changed) <= MOST_NAMED:
            say(ctx, f"to take the others: briefgen take {taken.edition} {' '.join(changed)} --write")
    elif changed:
        say(ctx, "nothing was written; --write does that")
    if taken.open and not errors:
        say(ctx, f"{taken.edition} {'has' if paths else 'will have'} {count(taken.open)} that it had not:")
        for fault in taken.open:
            say(ctx, f"  {fault.place}: {fault.code}: {fault.message}")


def _as_data(taken: TakenValues, *, is_written: bool) -> dict[str, Any]:
    return {
        "edition": taken.edition,
        "written": is_written,
        "files": sorted(taken.after),
        "changed": [
            {
                "fact": cell.fact,
                "file": cell.file,
                "place": cell.place,
                "differences": [
                    {"key": each.key, "old": each.ledger, "new": each.says, "line": each.span.line}
                    for each in cell.differences
                ],
            }
            for cell in taken.changed
        ],
        "tables": [
            {
                "table": table.table,
                "file": table.file,
                "shape": table.shape,
                "cells": [{"place": where, "old": old, "new": new} for where, old, new, _ in table.changed],
            }
            for table in taken.tables
        ],
        "unchanged": taken.agree,
        "refused": [cell.fact for cell in taken.refused],
        "diagnostics": as_rows(taken.faults),
        "notes": [
            {"file": note.file, "fact": note.fact or None, "text": note.text, "hint": note.hint} for note in taken.notes
        ],
        "ticks_fallen": list(taken.fallen),
        "new_errors": as_rows(taken.open),
    }

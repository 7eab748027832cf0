"""`briefgen facts`: the ledger as a table, JSON or CSV, and signing its facts off."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from briefgen.api import Project, ProjectEdition, Report
from briefgen.cli.fact_uses import rename as rename_in
from briefgen.cli.fact_uses import show_impact, show_uses
from briefgen.cli.options import (
    DateType,
    complete_edition,
    desk_options,
    note_form,
    say,
    verbosity_options,
)
from briefgen.cli.report import count, print_json, refuse
from briefgen.cli.sheet_answers import sign_off_answers
from briefgen.cli.terminal import show_table
from briefgen.errors import ContentError, UsageError, errors_among
from briefgen.model.fact import PERCENT
from briefgen.storage import as_csv
from briefgen.suggest import with_guess

FEWEST_LETTERS = 2

COLUMNS = ("id", "printed", "what it is", "derived", "source", "ticked", "used")

Row = dict[str, Any]


@click.command(epilog='Example: briefgen facts doses target --sign-off --by "A. Berg"')
@click.argument("names", nargs=-1, metavar="[EDITION] [ID]...", shell_complete=complete_edition)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    callback=note_form,
    help="How to show them.  [default: table]",
)
@click.option("--sign-off", is_flag=True, help="Record that somebody has ticked these facts against their sources.")
@click.option("--confirm", is_flag=True, help="Record that facts of the last edition still hold in this one.")
@click.option(
    "--from",
    "answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --sign-off: tick what was found right on a check sheet, and list what was called wrong.",
)
@click.option("--by", metavar="NAME", help="Who ticks or confirms them; who ticks them is not who entered them.")
@click.option("--on", type=DateType(), help="The day on which they did.  [default: today]")
@click.option("--where", metavar="ID", help="Show every place that prints this fact, and all that needs it.")
@click.option("--impact", metavar="SOURCE|FILE", help="Show what would change if this source or data file changed.")
@click.option(
    "--rename", nargs=2, metavar="OLD NEW", help="Rename a fact in the edition and in later ones, and print the patch."
)
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    form: str | None,
    by: str | None,
    on: date | None,
    where: str | None,
    impact: str | None,
    rename: tuple[str, str] | None,
    answers: Path | None,
    project: Project,
    *,
    sign_off: bool,
    confirm: bool,
) -> int:
    """Show the facts of an edition, or those with an ID: value, formula, source, who ticked them, where they are used.

    With --sign-off, record that somebody other than their author has ticked them against their sources. A tick falls
    as soon as its fact changes. With --confirm, record that they still hold in this edition, since which nobody has
    touched them; their author may say so.

    With --sign-off --from, the ticks are made of the answers to a check sheet (`briefgen checksheet`): the file that
    it saved, or a mail with its text. Figures that have changed since are refused. The exit code is 1 if there are
    such, or figures that were called wrong or unclear.

    With --rename, the id is another in facts, formulas, texts, charts, key figures, ticks and confirmations. Ticks that
    hold go on to hold. The patch that is printed undoes it: `patch -R -p1`.
    """
    edition, ids = edition_and_ids(names)
    if answers is not None:
        _check_answers(ids, form, where or impact or rename, sign_off=sign_off, confirm=confirm)
        return sign_off_answers(ctx, project, edition, answers, by, on)
    _check_options(ids, form, by, on, sign_off=sign_off, confirm=confirm)
    if where or impact or rename:
        asked = {"--where": where, "--impact": impact, "--rename": rename, "--by": by, "an ID": ids}
        _check_alone([name for name, value in asked.items() if value], form)
        if rename:
            return rename_in(ctx, project, edition, rename)
        chosen = project.edition(edition)
        return show_uses(ctx, chosen, where, form) if where else show_impact(ctx, chosen, impact or "", form)
    chosen = project.edition(edition)
    report = chosen.facts()
    if by is None:
        return _list(ctx, report, ids, form)
    done = "confirmed" if confirm else "signed off"
    try:
        path = _record(chosen, report, ids, by, on or date.today(), confirm=confirm)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, report.checked.texts, f"nothing was {done}")
    say(ctx, f"{done} in {path}")
    return 0


def _list(ctx: click.Context, report: Report, ids: tuple[str, ...], form: str | None) -> int:
    """Show the facts with these ids, or all; gives the exit code."""
    errors = errors_among(report.diagnostics)
    if report.document is None:
        return refuse(ctx, errors, report.checked.texts, "the ledger cannot be shown")
    _show(_rows(report, ids), form)
    if errors:
        click.echo(f"the edition has {count(errors)}; `briefgen check` shows them", err=True)
    return int(bool(errors))


def _record(
    edition: ProjectEdition, report: Report, ids: tuple[str, ...], by: str, day: date, *, confirm: bool
) -> Path:
    """Record that somebody has ticked or confirmed the facts, and show them; raises ContentError for faulty ones."""
    rows = _rows(report, ids) if report.ok else []
    record = edition.confirm if confirm else edition.sign_off
    path = record(ids, by, day, report)
    order = [row["id"] for row in report.ledger]
    for name in sorted(ids, key=lambda name: next((n for n, each in enumerate(order) if _is_of(each, name)), 0)):
        cells = [row for row in rows if row["id"].startswith(f"{name}.")]
        single = (_sworn(row) for row in rows if row["id"] == name)
        click.echo(f"{name}: {len(cells)} cells ({cells[0]['source']})" if cells else "\n".join(single))
    if not confirm:
        _tell_replaced(rows, by)
    return path


def _is_of(fact: str, name: str) -> bool:
    """Whether a fact is meant by a name: its own, or that of the table or row in which it is a cell."""
    return fact == name or fact.startswith(f"{name}.")


def _tell_replaced(rows: list[Row], by: str) -> None:
    """Say whose ticks there were, if they still held and were another person's."""
    from briefgen.ledger.persons import may_be_same_person

    for row in rows:
        if row["tick"] == "valid" and not may_be_same_person(row["ticked_by"], by):
            click.echo(f"{row['id']}: replaces the tick of {row['ticked']}", err=True)


def edition_and_ids(names: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The edition, which starts with a digit or is a path, and the facts, whose ids start with a letter."""
    editions = [name for name in names if not name[:1].isalpha() or "/" in name or "\\" in name]
    if len(editions) > 1:
        raise UsageError(f"the facts of one edition are shown at a time, not of {' and '.join(editions)}")
    return next(iter(editions), None), tuple(dict.fromkeys(name for name in names if name not in editions))


def _check_options(
    ids: tuple[str, ...], form: str | None, by: str | None, on: date | None, *, sign_off: bool, confirm: bool
) -> None:
    option = "--confirm" if confirm else "--sign-off"
    done = "confirmed" if confirm else "ticked"
    if sign_off and confirm:
        raise UsageError("--sign-off ticks facts against their sources, --confirm says that they still hold; give one")
    if not (sign_off or confirm):
        if by is not None or on is not None:
            raise UsageError(f"{'--by' if on is None else '--on'} belongs to --sign-off or --confirm; give one")
        return
    if by is None:
        raise UsageError(f"{option} needs the name of who has {done} the facts: --by NAME")
    if not ids:
        raise UsageError(f"{option} needs the ids of the facts that were {done}; `briefgen facts` lists them")
    if sum(map(str.isalpha, by)) < FEWEST_LETTERS:
        raise UsageError(f'"{by}" is not a name; give that of the person who has {done} the facts')
    if form:
        raise UsageError(f"--format belongs to the list of facts; leave it out with {option}")


def _check_answers(ids: tuple[str, ...], form: str | None, other: object, *, sign_off: bool, confirm: bool) -> None:
    if not sign_off or confirm:
        raise UsageError("--from makes ticks of the answers to a check sheet; give --sign-off with it")
    if ids or form or other:
        raise UsageError("--sign-off --from takes what the answers say, without ids and other options")


def _check_alone(asked: list[str], form: str | None) -> None:
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} do not go together; give one")
    if form == "csv" or (form and asked == ["--rename"]):
        raise UsageError(f"--format {form} does not go with {asked[0]}")


def _rows(report: Report, ids: tuple[str, ...]) -> list[Row]:
    """The rows of the facts with these ids, or of all; raises UsageError for an id that the ledger does not have."""
    from briefgen.model.fact_table import groups_of

    rows = report.ledger
    known = list(dict.fromkeys(name for row in rows for name in (row["id"], *groups_of(row["id"]))))
    if unknown := [name for name in ids if name not in known]:
        missing = (with_guess(f'there is no fact "{name}"', name, known) for name in unknown)
        raise UsageError("\n       ".join(missing))
    return [
        {**row, "ticked": _ticked(row)}
        for row in rows
        if not ids or not {row["id"], *groups_of(row["id"])}.isdisjoint(ids)
    ]


def _ticked(row: Row) -> str:
    """Who has ticked the fact and when: "A. Berg, 2031-05-04", with a word if the tick has fallen."""
    fallen = "fallen: " if row["tick"] == "fallen" else ""
    return f"{fallen}{row['ticked_by']}, {row['ticked_on']}" if row["tick"] else ""


def _sworn(row: Row) -> str:
    """What was signed off: the fact as printed, what it was derived from, and its source with the place in it."""
    grounds = "; ".join(filter(None, (row["working"], ", ".join(filter(None, (row["source"], row["at"]))))))
    return f"{row['id']}: {row['printed']} ({grounds})"


def _show(rows: list[Row], form: str | None) -> None:
    match form:
        case "json":
            print_json(rows)
        case "csv":
            click.echo(as_csv(rows).decode(), nl=False)
        case _:
            show_table(COLUMNS, map(_cells, rows), right=("printed",))


def _cells(row: Row) -> tuple[str, ...]:
    """What the references annex says of a fact, and where it is used."""
    time = [row["period"], f"as of {row['as_of']}" if row["as_of"] else "", "forecast" if row["forecast"] else ""]
    account = "\n".join(filter(None, (", ".join(filter(None, (row["label"], *time))), row["caveat"])))
    sign = row["unit"] if row["unit"] == PERCENT else ""
    stated = f"stated {row['stated']}{sign}: agrees" if row["stated"] else ""
    derived = ", ".join(filter(None, (row["derivation"], stated)))
    source = ", ".join(filter(None, (row["source"], row["at"])))
    return row["id"], row["printed"], account, derived, source, row["ticked"], "\n".join(row["used"])

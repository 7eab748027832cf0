"""`briefgen diff`: what has changed from one edition to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from briefgen.api import Project, ProjectEdition
from briefgen.cli.archive.options import other_archive_option
from briefgen.cli.options import (
    complete_brief,
    desk_options,
    form_option,
    release_option,
    verbosity_options,
)
from briefgen.cli.report import count, print_json, refuse
from briefgen.errors import ContentError, Diagnostic, errors_among

NOTHING = "no differences"
NONE = "–"
KEPT = "kept"
SIGNS = {"added": "+", "deleted": "-", "changed": "~", "moved": ">", "reformatted": "*"}
"""The sign before a passage, by what has become of it."""
CUT = "…"
BESIDE = 40
"""The characters beside a change that are shown of what has not changed."""

Row = dict[str, Any]


@click.command(epilog="Example: briefgen diff 2031-03-03 2031-03-10")
@click.argument("old", required=False, shell_complete=complete_brief)
@click.argument("new", required=False, shell_complete=complete_brief)
@form_option("text", "json")
@click.option("--stat", is_flag=True, help="Only count the changes.")
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
    form: str,
    releases: tuple[str, ...],
    archive: Path | None,
    project: Project,
    *,
    stat: bool,
) -> int:
    """Show which figures, deadlines and paragraphs have changed from OLD to NEW.

    OLD and NEW are editions, or records by the names of their folders. Without NEW, the edition OLD is compared with
    its last record. A changed figure is shown once, with the sections that print it.
    """
    difference = project.compare(old, new, releases=releases, archive=archive)
    before, after = difference.before, difference.after
    try:
        changes = difference.changes
    except ContentError as error:
        texts = {**before.checked.texts, **after.checked.texts}
        return refuse(ctx, error.diagnostics, texts, "the editions cannot be compared")
    for name, checked in {side.name: side.checked for side in (before, after)}.items():
        _warn(name, checked.diagnostics)
    match form, stat:
        case "json", _:
            print_json(_counts(changes) if stat else changes)
        case _, True:
            click.echo(_summary(_counts(changes)))
        case _:
            click.echo("\n".join(_lines(changes)))
    if new is None and form == "text" and not any(_counts(changes).values()):
        _say_files(project.edition(after.name), archive or project.archive)
    return 0


def _say_files(edition: ProjectEdition, archive: Path) -> None:
    """Say which content files have changed since the last record, although nothing that is printed has."""
    from briefgen.archive.records import choose_record
    from briefgen.review.status import changed_files

    if files := dict(changed_files(choose_record(archive, edition.name), edition.workspace, edition.name)):
        click.echo(f"content files that have changed: {', '.join(files)}", err=True)


def _warn(name: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Say that an edition has errors, although its figures can be compared."""
    if errors := errors_among(diagnostics):
        click.echo(f"{name} has {count(errors)}; see `briefgen check {name}`", err=True)


def _counts(changes: Row) -> dict[str, dict[str, int]]:
    """How many figures, deadlines and texts have changed, by what happened to them; nothing that did not happen."""
    figures = {name: len(rows) for name, rows in changes["figures"].items() if rows}
    turns = [turn for row in changes["deadlines"] for turn in row["turns"]]
    texts = [passage["change"] for section in changes["text"] for passage in section["passages"]]
    return {
        "figures": figures,
        "deadlines": {turn: turns.count(turn) for turn in dict.fromkeys(turns)},
        "text": {change: texts.count(change) for change in dict.fromkeys(texts)},
    }


def _summary(counts: dict[str, dict[str, int]]) -> str:
    parts = [
        f"{name}: {', '.join(f'{number} {what}' for what, number in numbers.items())}"
        for name, numbers in counts.items()
        if numbers
    ]
    return "; ".join(parts) or NOTHING


def _lines(changes: Row) -> Iterator[str]:
    """The changes in groups, each with a heading."""
    yield click.style(f"{changes['old']['name']} → {changes['new']['name']}", bold=True)
    figures = changes["figures"]
    changed = [row for row in figures["changed"] if not row["dated"]]
    dated = [row for row in figures["changed"] if row["dated"]]
    groups = [
        *_group("Changed", "yellow", changed, _changed),
        *_group("Changed with the edition's date", "yellow", dated, _changed),
        *_group("New", "green", figures["added"], _alone),
        *_group("Dropped", "red", figures["dropped"], _alone),
        *_group("Restated: the same value", "cyan", figures["restated"], _restated),
        *_group("Deadlines", "yellow", changes["deadlines"], _deadline),
        *(line for section in changes["text"] for line in _section(section)),
    ]
    yield from groups or [NOTHING]


def _group(title: str, colour: str, rows: Sequence[Row], cells: Callable[[Row], tuple[str, ...]]) -> Iterator[str]:
    """A heading, and a line for each row in even columns, the second in colour, with what its entry now says below."""
    if not rows:
        return
    yield f"\n{click.style(title, bold=True)} ({len(rows)})"
    table = [cells(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row, texts in zip(rows, table, strict=True):
        name, value, *rest = (text.ljust(width) for text, width in zip(texts, widths, strict=True))
        yield "  ".join(["", name, click.style(value, fg=colour), *rest]).rstrip()
        if places := row.get("printed_in"):
            yield f"      in {'; '.join(places)}"
        for key, text in row.get("entry", {}).items():
            yield f"      {key}: {text['old'] or NONE} → {text['new'] or NONE}"


def _section(section: Row) -> Iterator[str]:
    """A section's title, and a paragraph, row or caption a line, with the words that differ in it marked."""
    title = section["title"] or "Title and details"
    yield f"\n{click.style(title, bold=True)} ({len(section['passages'])})"
    for passage in section["passages"]:
        shown = "".join(_words(**part) for part in _shortened(passage["words"]))
        yield f"  {SIGNS[passage['change']]} {shown}"


def _shortened(words: Sequence[Row]) -> Iterator[Row]:
    """The words of a passage, of those between its changes no more than tells where they stand."""
    last = len(words) - 1
    for number, part in enumerate(words):
        text = part["text"]
        if part["mark"] == KEPT and len(words) > 1 and len(text) > 2 * BESIDE + len(CUT):
            head = text[:BESIDE].rpartition(" ")[0] if number else ""
            tail = text[-BESIDE:].partition(" ")[2] if number < last else ""
            text = f"{head} {CUT} {tail}" if head and tail else f"{head} {CUT}" if head else f"{CUT} {tail}"
        yield {**part, "text": text}


def _words(mark: str, text: str) -> str:
    """Words with the signs of their mark, in its colour on a terminal."""
    match mark:
        case "deleted":
            return click.style(f"[-{text}-]", fg="red", strikethrough=True)
        case "inserted":
            return click.style(f"{{+{text}+}}", fg="green", underline=True)
        case "reformatted":
            return click.style(f"{{~{text}~}}", fg="cyan")
        case _:
            return text


def _changed(row: Row) -> tuple[str, ...]:
    return row["id"], f"{row['old']['printed']} → {row['new']['printed']}", row["change"], row["label"]


def _alone(row: Row) -> tuple[str, ...]:
    return row["id"], row["printed"], row["label"]


def _restated(row: Row) -> tuple[str, ...]:
    return row["id"], row["new"]["printed"], row["label"]


def _deadline(row: Row) -> tuple[str, ...]:
    old, new = (row[side]["by"] if row[side] else NONE for side in ("old", "new"))
    status = f": {row['new']['status']}" if "settled" in row["turns"] else ""
    days = f" by {row['days']:+} days" if row["days"] else ""
    turns = [{"settled": f"settled{status}", "moved": f"moved{days}"}.get(turn, turn) for turn in row["turns"]]
    return row["id"], old if old == new else f"{old} → {new}", ", ".join(turns), row["label"]

"""`briefgen facts` with --where, --impact and --rename: where facts are used, what a source changes, new names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import Project, ProjectEdition
from briefgen.cli.options import content_of, say
from briefgen.cli.report import plural, print_json, refuse
from briefgen.errors import ContentError

if TYPE_CHECKING:
    from briefgen.review.uses import FactUse, Impact


def show_uses(ctx: click.Context, edition: ProjectEdition, fact: str, form: str | None) -> int:
    """Show every place that prints a fact or needs it."""
    try:
        uses = edition.uses(fact)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, {}, "the ledger cannot be shown")
    if form == "json":
        print_json({"uses": [_row(use) for use in uses]})
    else:
        _list(uses)
        say(ctx, _count(uses))
    return 0


def show_impact(ctx: click.Context, edition: ProjectEdition, name: str, form: str | None) -> int:
    """Show what would change if a source or data file did."""
    try:
        found = edition.impact(name)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, {}, "the ledger cannot be shown")
    if form == "json":
        uses = [_row(use) for use in found.uses]
        print_json({"facts": list(found.facts), "derived": list(found.derived), "uses": uses})
        return 0
    click.echo(f"from {name}: {', '.join(found.facts) or 'no fact'}")
    if found.derived:
        click.echo(f"derived from these: {', '.join(found.derived)}")
    _list(use for use in found.uses if use.kind.is_printed)
    say(ctx, f"if {name} changed: {_told(found)}")
    return 0


def rename(ctx: click.Context, project: Project, edition: str | None, names: tuple[str, str]) -> int:
    """Rename a fact in an edition and in later ones, and print the patch."""
    try:
        renamed = project.rename_fact(*names, edition)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, {}, "nothing was renamed")
    project.write(renamed.change)
    click.echo(renamed.change.patch(content_of(project).name), nl=False)
    old, new = names
    say(ctx, f"renamed {old} to {new} in {plural(renamed.places, 'place')} of {', '.join(renamed.editions)}")
    if renamed.resealed:
        say(ctx, f"the ticks and confirmations of {', '.join(renamed.resealed)} hold on, under new seals")
    if renamed.earlier:
        say(ctx, f"{renamed.earlier} still has {old}: a comparison with it shows {old} gone and {new} new")
    return 0


def _list(uses: Iterable[FactUse]) -> None:
    for use in uses:
        said = f": {use.printed}" if use.printed else f": {use.name}" if use.name else ""
        through = f" (through {', '.join(use.through)})" if use.through else ""
        what = f"{use.kind.value} {use.name}" if use.name and use.printed else use.kind.value
        click.echo(f"{use.place}: {what}{said}{through}")


def _row(use: FactUse) -> dict[str, Any]:
    return {
        "fact": use.fact,
        "kind": use.kind.value,
        "file": use.place.file,
        "line": use.place.line,
        "column": use.place.column,
        "name": use.name,
        "printed": use.printed,
        "through": list(use.through),
    }


def _count(uses: list[FactUse]) -> str:
    printed = sum(use.kind.is_printed for use in uses)
    return f"{plural(len(uses), 'place')}, {printed} of them printed"


def _told(found: Impact) -> str:
    printed = sum(use.kind.is_printed for use in found.uses)
    return f"{plural(len(found.facts) + len(found.derived), 'fact')} in {plural(printed, 'printed place')}"

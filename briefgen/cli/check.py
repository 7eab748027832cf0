"""`briefgen check`: every fault of an edition, and no files."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import chosen_editions, desk_options, edition_argument, make_desk, say, verbosity_options
from briefgen.cli.report import as_github, as_json, count, show
from briefgen.pipeline import rehearse


@click.command(epilog="Example: briefgen check --strict --format github")
@edition_argument(many=True)
@click.option("--all", "everything", is_flag=True, help="Check every edition of the desk.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    editions: tuple[str, ...],
    form: str,
    content: Path,
    assets: Path | None,
    out: Path | None,
    *,
    everything: bool,
    strict: bool,
) -> int:
    """Report all faults and warnings of editions, and write nothing."""
    desk = make_desk(content, assets, out)
    names = chosen_editions(desk, editions, everything=everything)
    results = [rehearse(desk, name, early=len(names) == 1) for name in names]
    diagnostics = list(dict.fromkeys(diagnostic for result in results for diagnostic in result.diagnostics))
    if form == "text":
        show(diagnostics, {name: text for result in results for name, text in result.texts.items()})
        say(ctx, count(diagnostics))
        _say_notes(ctx, sum(len(result.remarks) for result in results))
    elif text := as_json(diagnostics) if form == "json" else as_github(diagnostics):
        click.echo(text)
    return int(any(diagnostic.is_error or strict for diagnostic in diagnostics))


def _say_notes(ctx: click.Context, notes: int) -> None:
    """Say how many notes to reviewers there are, and how they reach them."""
    if notes:
        many = "1 note" if notes == 1 else f"{notes} notes"
        say(ctx, f"{many} to reviewers; `briefgen build --comments` puts notes and warnings into the Word document")

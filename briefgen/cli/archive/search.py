"""`briefgen archive search`: where the records say something."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from briefgen.archive.catalogue import PAGE, Hit, rebuild_catalogue, search
from briefgen.cli.archive.options import archive_options
from briefgen.cli.options import form_option, say, verbosity_options
from briefgen.cli.report import plural, print_json
from briefgen.errors import UsageError

OPEN, SHUT = "\x02", "\x03"


@click.command(epilog='Example: briefgen archive search "state of play" 2,546')
@click.argument("words", nargs=-1, required=True)
@click.option("--anew", is_flag=True, help="Make the catalogue anew from the records first.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many places.")
@form_option("text", "json")
@archive_options
@verbosity_options
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], limit: int, form: str, archive: Path, *, anew: bool) -> int:
    """Find the pages, figures and sources that have all the WORDS; an argument with spaces is looked for as it stands.

    Accents and the case of letters make no difference.
    """
    asked = " ".join(f'"{word}"' if " " in word else word for word in words)
    if any("\ud800" <= sign <= "\udfff" for sign in asked):
        raise UsageError("the words to look for are not UTF-8")
    if anew:
        say(ctx, f"{archive}: catalogue of {plural(rebuild_catalogue(archive), 'record')} made anew")
    found = search(archive, asked, limit=limit, marks=(OPEN, SHUT))
    hits = found.hits
    for record in found.damaged:
        click.echo(
            f"{archive / record}: is damaged and was not looked at; `briefgen archive verify` says more", err=True
        )
    if form == "json":
        print_json([_plain(hit) for hit in hits])
        return 0
    if not any(map(str.isalnum, asked)):
        raise UsageError("there is no word to look for")
    for hit in hits:
        where = f"page {hit.page}" if hit.kind == PAGE else hit.kind
        click.echo(f"{archive / hit.record}: {where}: {_shown(hit.snippet)}")
    if not hits:
        say(ctx, f"nothing in {archive} has all of: {asked}")
    return 0


def _plain(hit: Hit) -> dict[str, object]:
    return {**asdict(hit), "snippet": hit.snippet.replace(OPEN, "").replace(SHUT, "")}


def _shown(snippet: str) -> str:
    """The words around what was found, on one line; what was found is bold on a terminal."""
    line = " ".join(snippet.split())
    bold, plain = (
        (click.style("", bold=True, reset=False), click.style("", reset=True)) if sys.stdout.isatty() else ("", "")
    )
    return line.replace(OPEN, bold).replace(SHUT, plain)

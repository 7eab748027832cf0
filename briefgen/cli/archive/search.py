"""`briefgen archive search` and `history`: where the records say something, and how that ran through the editions."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from briefgen.archive.catalogue import PAGE, Hit, Statement, history, rebuild_catalogue, search
from briefgen.archive.records import MORE
from briefgen.cli.archive.options import archive_options, audience_options
from briefgen.cli.options import form_option, say, verbosity_options
from briefgen.cli.report import plural, print_json
from briefgen.cli.terminal import show_table
from briefgen.errors import StorageError, UsageError
from briefgen.model.chart import Chart, Point, Series

OPEN, SHUT = "\x02", "\x03"


@click.command(epilog='Example: briefgen archive search "state of play" 2,546')
@click.argument("words", nargs=-1, required=True)
@click.option("--anew", is_flag=True, help="Make the catalogue anew from the records first.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many places.")
@form_option("text", "json")
@audience_options
@archive_options
@verbosity_options
@click.pass_context
def search_command(
    ctx: click.Context,
    words: tuple[str, ...],
    limit: int,
    form: str,
    release: str | None,
    archive: Path,
    *,
    anew: bool,
) -> int:
    """Find the pages, figures and sources that have all the WORDS; an argument with spaces is looked for as it stands.

    Accents and the case of letters make no difference.
    """
    asked = " ".join(f'"{word}"' if " " in word else word for word in words)
    if any("\ud800" <= sign <= "\udfff" for sign in asked):
        raise UsageError("the words to look for are not UTF-8")
    if anew:
        say(ctx, f"{archive}: catalogue of {plural(rebuild_catalogue(archive), 'record')} made anew")
    found = search(archive, asked, limit=limit, release=release, marks=(OPEN, SHUT))
    hits = found.hits
    _tell(archive, found.damaged)
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


def _tell(archive: Path, damaged: Iterable[str]) -> None:
    """Name the records that were not looked at."""
    for record in damaged:
        what = "is damaged" if (archive / record).is_dir() else "is missing"
        click.echo(f"{archive / record}: {what} and was not looked at; {MORE}", err=True)


def _plain(hit: Hit) -> dict[str, object]:
    return {**asdict(hit), "snippet": hit.snippet.replace(OPEN, "").replace(SHUT, "")}


def _shown(snippet: str) -> str:
    """The words around what was found, on one line; what was found is bold on a terminal."""
    line = " ".join(snippet.split())
    bold, plain = (
        (click.style("", bold=True, reset=False), click.style("", reset=True)) if sys.stdout.isatty() else ("", "")
    )
    return line.replace(OPEN, bold).replace(SHUT, plain)


@click.command(epilog="Example: briefgen archive history landings --chart landings.svg")
@click.argument("name", metavar="FACT-OR-PHRASE")
@click.option("--all", "everything", is_flag=True, help="Every version, not only the last of each edition.")
@click.option("--chart", type=click.Path(path_type=Path), help="Also draw the course as a new .svg or .png file.")
@form_option("table", "json")
@audience_options
@archive_options
@verbosity_options
@click.pass_context
def history_command(
    ctx: click.Context,
    name: str,
    chart: Path | None,
    form: str,
    release: str | None,
    archive: Path,
    *,
    everything: bool,
) -> int:
    """Show how each edition printed a fact or, where no fact has this id, how often it says a phrase."""
    course = history(archive, name, everything=everything, release=release)
    steps = course.steps
    _tell(archive, course.damaged)
    if form == "json":
        print_json([asdict(step) for step in steps])
    elif steps and steps[0].page:
        rows = [(step.record, step.printed, f"page {step.page}") for step in steps]
        show_table(("record", "times", "first on"), rows, right=("times",))
    elif steps:
        rows = [(step.record, step.printed, step.label) for step in steps]
        show_table(("record", "printed", "what it is"), rows, right=("printed",))
    if not steps:
        say(ctx, f'no record in {archive} has a fact "{name}", or says it')
    elif chart is not None:
        _draw(chart, name, steps)
        say(ctx, f"drawn into {chart}")
    return 0


def _draw(file: Path, name: str, steps: Sequence[Statement]) -> None:
    from briefgen.charts.render_charts import draw
    from briefgen.charts.validation import ChartError
    from briefgen.content import house_assets, load_theme

    if file.suffix not in (".svg", ".png"):
        raise UsageError(f"--chart: {file} is to be a .svg or .png file")
    points = [Point(name, _number(step), step.printed) for step in steps]
    kind = "line" if len(points) > 1 else "bars"
    names = tuple(
        step.record if len({s.edition[:10] for s in steps}) < len(steps) else step.edition[:10] for step in steps
    )
    course = Chart(kind, steps[0].unit, names, (Series(steps[0].label or name, tuple(points)),))
    theme = load_theme(house_assets())
    try:
        picture = draw(course, theme, theme.page.text_width)
        with file.open("xb") as target:
            target.write(picture.svg if file.suffix == ".svg" else picture.data)
    except ChartError as error:
        raise UsageError(f"--chart: {error}") from error
    except OSError as error:
        raise StorageError(f"cannot write {file}: {error.strerror}") from error


def _number(step: Statement) -> Decimal:
    try:
        return Decimal(step.value)
    except InvalidOperation as error:
        raise UsageError(f'--chart: "{step.printed}" in {step.record} is no number') from error

"""`briefgen bind`: typed figures become facts, one key each or all at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from briefgen.api import Project
from briefgen.cli.options import complete_edition, content_of, desk_options, say, verbosity_options
from briefgen.cli.report import plural, refuse
from briefgen.errors import ContentError, Fix, UsageError

if TYPE_CHECKING:
    from briefgen.review.bind import TypedFigure

TEXTS = (".md", ".yaml")
NEW, NAME, SKIP, QUIT = "y", "n", "s", "q"


@click.command(epilog="Example: briefgen bind sections/10-landings.md --all --source survey")
@click.argument("names", nargs=-1, metavar="[EDITION] [FILE]", shell_complete=complete_edition)
@click.option("--all", "everything", is_flag=True, help="Bind all figures that a fact can print, without asking.")
@click.option("--derive", is_flag=True, help="Guess formulas for figures that follow from facts beside them.")
@click.option("--source", default="", metavar="ID", help="The source of the new facts, if sources.yaml has several.")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    source: str,
    project: Project,
    *,
    everything: bool,
    derive: bool,
) -> int:
    """Go through the typed figures of an edition or of one FILE, make facts of them, and let the text print these.

    On a terminal each figure takes one key, also where it is a name, which goes into edition.yaml. With --all, a figure
    that is certainly a fact's prints that, and all others become new facts at the end of facts.yaml, which are marked
    `# REVIEW`: somebody says where in the source they stand. The patch that is printed undoes it: `patch -R -p1`. A
    second run finds nothing more to bind.
    """
    edition, file = _sorted(names)
    chosen = project.edition(edition)
    if not everything and not sys.stdin.isatty():
        raise UsageError("this is no terminal on which to choose: bind all figures with --all")
    try:
        figures = chosen.typed_figures(file, source, derive=derive)
        declared: list[str] = []
        fixes = list(_certain(figures) if everything else _asked(figures, declared))
        bound = chosen.bind(fixes, declared)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, {}, "nothing was bound")
    project.write(bound.change)
    click.echo(bound.change.patch(content_of(project).name), nl=False)
    made = [fix for fix in bound.fixes if fix in fixes]
    say(ctx, f"bound {plural(len(made), 'figure')}" if made else "no figure was bound")
    if len(bound.fixes) > len(made):
        say(ctx, bound.fixes[-1].title.replace("declare", "declared", 1))
    else:
        declared.clear()
    _say_left(ctx, [figure for figure in figures if figure.name not in declared], made)
    return 0


def _sorted(names: tuple[str, ...]) -> tuple[str | None, str]:
    """The edition and the file, which ends as texts do."""
    files = [name for name in names if PurePath(name).suffix in TEXTS]
    editions = [name for name in names if name not in files]
    if len(files) > 1 or len(editions) > 1:
        raise UsageError("figures are bound in one edition, or in one of its files, at a time")
    return next(iter(editions), None), next(iter(files), "")


def _certain(figures: Sequence[TypedFigure]) -> Iterator[Fix]:
    return (figure.certain for figure in figures if figure.certain)


def _asked(figures: Sequence[TypedFigure], names: list[str]) -> Iterator[Fix]:
    """What somebody chooses for each figure, by one key; names go into `names`, and are not asked for again."""
    for number, figure in enumerate(figures, 1):
        if figure.name in names:
            continue
        click.echo(f"\n{figure.place} ({number} of {len(figures)})\n{_marked(figure)}", err=True)
        choices = {str(key): fix for key, fix in enumerate(figure.existing[:9], 1)}
        if figure.new:
            choices[NEW] = figure.new
        for key, fix in choices.items():
            click.echo(f"  {key}  {fix.title}", err=True)
        if figure.name:
            click.echo(f'  {NAME}  it is a name: add "{figure.name}" to names in edition.yaml', err=True)
        click.echo(f"  {SKIP}  leave it\n  {QUIT}  stop here, and write what was chosen", err=True)
        keys = (*choices, SKIP, QUIT, *([NAME] if figure.name else []))
        while (key := click.getchar()) not in keys:
            pass
        if key == NAME:
            names.append(figure.name)
        if key == QUIT:
            return
        if key in choices:
            yield choices[key]


def _marked(figure: TypedFigure) -> str:
    """The line of a figure, with the figure itself in bold."""
    place, text = figure.place, figure.place.source.text
    start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    behind = text[place.end : end if end >= 0 else len(text)]
    return f"  {text[start : place.start]}{click.style(figure.text, bold=True, underline=True)}{behind}"


def _say_left(ctx: click.Context, figures: Sequence[TypedFigure], made: Sequence[Fix]) -> None:
    """Name the figures that are typed still."""
    bound = {edit.place for fix in made for edit in fix.edits}
    if left := [figure for figure in figures if figure.place not in bound]:
        for figure in left:
            say(ctx, f'{figure.place}: "{" ".join(figure.text.split())}" is typed still')
        say(ctx, f"{plural(len(left), 'figure')} left; `briefgen check` says what to do with each")

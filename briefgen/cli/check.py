"""`briefgen check`: every fault of an edition, and no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from briefgen.api import BuildOptions, Project
from briefgen.cli.options import (
    chosen_editions,
    content_of,
    desk_options,
    edition_argument,
    form_option,
    release_options,
    say,
    verbosity_options,
    with_releases,
)
from briefgen.cli.report import as_github, count, plural, print_json, show
from briefgen.errors import ContentError, Diagnostic, as_rows


@click.command(epilog="Example: briefgen check --strict --format github")
@edition_argument(many=True)
@click.option("--all", "everything", is_flag=True, help="Check every edition of the desk.")
@release_options
@form_option("text", "json", "github", "sarif")
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("--fix", is_flag=True, help="Mend what has one safe answer, and print the patch; `patch -R` undoes it.")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    editions: tuple[str, ...],
    releases: tuple[str, ...],
    form: str,
    project: Project,
    *,
    everything: bool,
    all_releases: bool,
    strict: bool,
    fix: bool,
) -> int:
    """Report all faults and warnings of editions, and write nothing.

    With --fix, first mend what has a safe fix: all files or none, and only if no new error comes of it. What is left is
    reported. A second run finds nothing to mend.
    """
    try:
        names = chosen_editions(project, editions, everything=everything)
        names = with_releases(project, names, releases, all_releases=all_releases)
    except ContentError as error:
        _report(ctx, form, error.diagnostics, {})
        return error.exit_code
    if fix:
        _mend(ctx, project, names, form)
    options = BuildOptions(parallel=len(names) == 1)
    results = [project[name].check(options).checked for name in names]
    diagnostics = list(dict.fromkeys(diagnostic for result in results for diagnostic in result.diagnostics))
    diagnostics += dict.fromkeys(note for result in results for note in result.notes)
    _report(ctx, form, diagnostics, {name: text for result in results for name, text in result.texts.items()})
    if form == "text":
        _say_notes(ctx, sum(len(result.remarks) for result in results))
    return int(any(diagnostic.is_error or (strict and not diagnostic.is_note) for diagnostic in diagnostics))


def _mend(ctx: click.Context, project: Project, names: Sequence[str], form: str) -> None:
    """Write the safe fixes of editions; their patch is printed where no program reads the results."""
    mended = project.mend(names)
    project.write(mended.change)
    if form == "text":
        click.echo(mended.change.patch(content_of(project).name), nl=False)
    count_of = plural(len(mended.fixes), "fault")
    say(ctx, f"mended {count_of} in {plural(len(mended.change.after), 'file')}" if mended.fixes else "nothing to mend")


def _report(ctx: click.Context, form: str, diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
    match form:
        case "json":
            print_json(as_rows(diagnostics))
        case "sarif":
            from briefgen.cli.sarif import as_sarif

            print_json(as_sarif(diagnostics, texts))
        case "github":
            click.echo(as_github(diagnostics), nl=bool(diagnostics))
        case _:
            show(diagnostics, texts)
            say(ctx, count(diagnostics))


def _say_notes(ctx: click.Context, notes: int) -> None:
    """Say how many notes to reviewers there are, and how they reach them."""
    if notes:
        many = "1 note" if notes == 1 else f"{notes} notes"
        say(ctx, f"{many} to reviewers; `briefgen build --comments` puts notes and warnings into the Word document")

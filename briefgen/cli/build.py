"""`briefgen build`: check an edition and write its pack."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.api import BuildOptions, Built, Outcome, Project
from briefgen.cli.options import (
    DateType,
    chosen_editions,
    content_of,
    desk_options,
    edition_argument,
    note_form,
    release_options,
    say,
    verbosity_options,
    with_releases,
)
from briefgen.cli.report import as_data, count, print_json, show, show_in_short, wants_data
from briefgen.cli.terminal import progress
from briefgen.cli.workers import EditionBuild, Order, jobs_options, results
from briefgen.errors import BriefgenError, ContentError, UsageError
from briefgen.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command(epilog="Example: briefgen build 2025-02-25 --format pdf")
@edition_argument(many=True)
@click.option(
    "--format",
    "formats",
    type=click.Choice((*FORMATS, "json")),
    multiple=True,
    callback=note_form,
    help="Only this format; json prints as JSON what was built.  [default: as desk.yaml says, or pdf and docx]",
)
@click.option("--all", "everything", is_flag=True, help="Build every edition of the desk.")
@release_options
@jobs_options("editions")
@click.option("--watch", is_flag=True, help="Build again whenever content or assets change, until Ctrl-C.")
@click.option(
    "--date",
    "day",
    type=DateType(),
    help="Date the brief so, instead of the edition's own date; days left count from it.",
)
@click.option(
    "--embed-sources/--no-embed-sources",
    "embed",
    default=None,
    help="Put the content files, the ledger and the charts' data into the PDF; Word has no place for them."
    "  [default: as desk.yaml says]",
)
@click.option(
    "--comments",
    is_flag=True,
    help="Put the authors' notes to reviewers, <!-- note: ... -->, and the warnings into the Word document as comments;"
    " the PDF does not get them.",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Write the plain text in ASCII alone.")
@click.option("--with-translations", is_flag=True, help="Put the edition's translations into its pack as well.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option(
    "--no-builder",
    is_flag=True,
    help="Use no builder that `serve` or `build --watch` keeps ready; with --watch, keep none.",
)
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    editions: tuple[str, ...],
    formats: tuple[str, ...],
    releases: tuple[str, ...],
    day: date | None,
    jobs: int,
    scheduler: str,
    project: Project,
    *,
    everything: bool,
    all_releases: bool,
    watch: bool,
    force: bool,
    embed: bool | None,
    comments: bool,
    ascii_only: bool,
    with_translations: bool,
    no_builder: bool,
) -> int:
    """Check editions and write out/EDITION/ with DOCX, PDF, figures and ledger.

    When the content has errors nothing is written, and the last good pack stays as it is.
    """
    options = BuildOptions(
        [name for name in formats if name in FORMATS],
        day,
        embed,
        comments,
        force,
        ascii_only=ascii_only,
        translations=with_translations,
    )
    if embed and not any(FORMATS[name].attaches for name in options.wanted()):
        raise UsageError(f"--embed-sources puts files into the PDF, which --format {formats[0]} leaves out")
    if comments and not any(FORMATS[name].is_reviewed for name in options.wanted()):
        raise UsageError(f"--comments puts comments into the Word document, which --format {formats[0]} leaves out")
    if ascii_only and "txt" not in options.formats:
        raise UsageError("--ascii is for the plain text; give --format txt with it")

    def order() -> Order[Built]:
        named = chosen_editions(project, editions, everything=everything)
        chosen = with_releases(project, named, releases, all_releases=all_releases)
        if comments and chosen != named:
            say(ctx, "a release has no notes to reviewers: its comments are the warnings alone")
        # All processors are there for one brief, but where this process builds again and again it keeps what it has.
        is_alone = len(chosen) == 1 and not scheduler and not watch
        task = EditionBuild(
            content_of(project),
            Path(project.workspace.assets.name),
            project.workspace.out,
            replace(options, parallel=is_alone),
            ctx.find_root().obj.get("known"),
        )
        return Order(task.from_anywhere() if scheduler else task, chosen, jobs, scheduler)

    if watch and wants_data(ctx):
        raise UsageError("--watch goes on building, and --format json is printed at the end: leave one of them out")
    if watch:
        from briefgen.cli.builder import offered

        with nullcontext() if no_builder else offered(content_of(project), Path(project.workspace.assets.name)):
            _watch(ctx, project, order)
    return _build_all(ctx, order())


def _build_all(ctx: click.Context, order: Order[Built]) -> int:
    code, ends = 0, {}
    with _progress(ctx, len(order.things)) as advance:
        for name, result in zip(order.things, results(order), strict=True):
            advance()
            code = max(code, _tell(ctx, result))
            ends[name] = result
    if wants_data(ctx):
        print_json({"editions": [_data(name, result) for name, result in ends.items()]})
    return code


def _data(name: str, result: Built | BriefgenError) -> dict[str, object]:
    error = str(result) if isinstance(result, BriefgenError) else None
    built = Built(name, Outcome.FAILED, Path()) if isinstance(result, BriefgenError) else result
    return {
        "edition": name,
        "outcome": built.outcome.value,
        "documents": list(map(str, built.documents)),
        "removed": list(map(str, built.removed)),
        "kept": {str(edited): str(other) for edited, other in built.kept.items()},
        "error": error,
        **as_data(built.diagnostics),
    }


def _tell(ctx: click.Context, result: Built | BriefgenError) -> int:
    if isinstance(result, BriefgenError):
        click.echo(f"error: {result}", err=True)
        return result.exit_code
    is_read = not wants_data(ctx)
    if is_read:
        show_in_short(ctx, result.diagnostics, result.texts, result.edition)
    match result.outcome:
        case Outcome.FAILED:
            click.echo(f"{result.edition}: {count(result.diagnostics)}; nothing was written", err=True)
            return 1
        case Outcome.UNCHANGED:
            say(ctx, f"{result.edition}: unchanged since the last build")
        case Outcome.BUILT:
            say(ctx, f"{result.edition}: built into {result.folder}", verbose=True)
    for edited, kept in result.kept.items():
        click.echo(f"{edited}: had been edited since it was built; that is now {kept}", err=True)
    for document in result.removed:
        say(ctx, f"{document}: removed, because it was not built anew")
    for document in result.documents if is_read else ():
        click.echo(document)
    return 0


def _progress(ctx: click.Context, total: int) -> AbstractContextManager[Callable[[], None]]:
    """A progress bar, when there are several editions to wait for."""
    return nullcontext(lambda: None) if total == 1 else progress(ctx, "building", total)


def _watch(ctx: click.Context, project: Project, order: Callable[[], Order[Built]]) -> None:
    """Build now and after every change; Ctrl-C ends it."""
    from threading import Thread

    from briefgen.charts.render_charts import import_matplotlib
    from briefgen.cli.watching import changes

    content = content_of(project)
    if not content.is_dir():
        raise UsageError(f"there is no folder {content} to watch")
    for number, _ in enumerate(changes((content, Path(project.workspace.assets.name)))):
        _attempt(ctx, order)
        if not number:
            say(ctx, "watching for changes; Ctrl-C ends")
            Thread(target=import_matplotlib, daemon=True).start()


def _attempt(ctx: click.Context, order: Callable[[], Order[Built]]) -> None:
    """Build once and report; a fault is shown and waited out, because the next change may mend it."""
    try:
        _build_all(ctx, order())
    except ContentError as error:
        show(error.diagnostics)
    except BriefgenError as error:
        click.echo(f"error: {error}", err=True)

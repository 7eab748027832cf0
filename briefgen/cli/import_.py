"""`briefgen import`: a document that was made elsewhere becomes an edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import Project
from briefgen.cli.options import DateType, desk_options, form_option, say, verbosity_options
from briefgen.cli.report import plural, print_json

if TYPE_CHECKING:
    from briefgen.review.importing.importing import Imported
    from briefgen.review.importing.old_document import ListedPart

LONGEST = 120


@click.command(epilog="Example: briefgen import last-week.docx --date 2031-05-12 --slug herring")
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--date", "day", type=DateType(), required=True, help="The date of the new edition.")
@click.option("--slug", required=True, help="Its name: small letters, digits and hyphens.")
@click.option(
    "--source", default="", metavar="ID", help="The source of its figures.  [default: the document, as a new source]"
)
@click.option("--bind", "binds", is_flag=True, help="Make facts of all figures at once, as `briefgen bind --all` does.")
@form_option("text", "json")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    document: Path,
    day: date,
    slug: str,
    source: str,
    form: str,
    project: Project,
    *,
    binds: bool,
) -> None:
    """Make an edition of a DOCUMENT in Word (.docx), Markdown, HTML or plain text, with its words as they are.

    Headings become sections, tables of figures become tables whose cells are facts, and pictures, footnotes, links and
    comments come along. All other figures stay typed until `briefgen bind` makes facts of them. What cannot be taken
    over is listed, each with its place and words; nothing is lost unsaid. Either the whole edition is written or
    nothing.
    """
    from briefgen.review.importing.importing import ImportOptions

    imported = project.import_document(document, ImportOptions(day, slug, source, binds))
    folder = project.write_imported(imported)
    if form == "json":
        print_json(_as_data(imported, folder))
        return
    click.echo(folder)
    for line in _lines(imported.listed):
        say(ctx, line)
    for line in _next(imported, is_bound=binds):
        say(ctx, line)


def _lines(parts: Sequence[ListedPart]) -> Iterator[str]:
    """What was not simply taken over, in groups."""
    from briefgen.review.importing.old_document import ImportFate

    titles = {
        ImportFate.LEFT_OUT: ("Left out", "red"),
        ImportFate.OTHERWISE: ("Taken over otherwise", "yellow"),
        ImportFate.GENERATED: ("Left out, since briefgen makes it by itself", "cyan"),
    }
    for fate, (title, colour) in titles.items():
        if own := [part for part in parts if part.fate is fate]:
            yield f"\n{click.style(title, bold=True, fg=colour)} ({len(own)})"
            yield from map(_line, own)


def _line(part: ListedPart) -> str:
    text = part.text if len(part.text) <= LONGEST else f"{part.text[: LONGEST - 1].rstrip()}…"
    where = f" at {part.where}" if part.where and part.text not in part.where else ""
    return f"  {part.what}{where}{f': {text}' if text else ''}"


def _next(imported: Imported, *, is_bound: bool) -> Iterator[str]:
    """What there is now, and what comes next."""
    sections = sum(name.startswith(f"{imported.edition}/sections/") for name in imported.change.after)
    tables = f", {plural(len(imported.tables), 'table')} of figures" if imported.tables else ""
    facts = f", {plural(imported.bound, 'figure')} made facts" if is_bound else ""
    yield f"\n{plural(sections, 'section')}{tables}{facts}; the source of its figures is {imported.source}"
    if imported.left:
        left = plural(imported.left, "figure")
        yield f"{left} left typed; `briefgen check {imported.edition}` says what to do with each"
    if not is_bound:
        yield f"next: briefgen bind {imported.edition} --all --source {imported.source}"
    yield f"then: briefgen build {imported.edition}" if not is_bound else f"next: briefgen build {imported.edition}"


def _as_data(imported: Imported, folder: Path) -> dict[str, Any]:
    return {
        "edition": imported.edition,
        "folder": str(folder),
        "source": imported.source,
        "files": sorted(imported.change.after),
        "tables": list(imported.tables),
        "bound": imported.bound,
        "left": imported.left,
        "listed": [
            {"fate": part.fate.value, "what": part.what, "where": part.where, "text": part.text}
            for part in imported.listed
        ],
    }

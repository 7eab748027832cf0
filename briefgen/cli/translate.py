"""`briefgen translate`: the files of a translation, how far it is, and what somebody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import content_option, edition_argument, form_option, make_project, say, verbosity_options
from briefgen.cli.report import plural, print_json
from briefgen.errors import UsageError, as_rows

if TYPE_CHECKING:
    from briefgen.review.translate import TranslationStatus


@click.command(epilog="Example: briefgen translate 2025-02-25 --language ur --stub")
@edition_argument()
@click.option("--stub", is_flag=True, help="Make the files of a translation, with the original as comments.")
@click.option("--language", metavar="TAG", default="", help="The language of the new translation: ur, fr-CA.")
@click.option("--status", is_flag=True, help="List what is translated, not translated, and changed since.  [default]")
@click.option("--confirm", is_flag=True, help="Record that the translation is that of the original as it is now.")
@click.option("--section", "sections", multiple=True, metavar="NAME", help="Confirm this section alone.")
@form_option("text", "json")
@content_option
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    edition: str | None,
    language: str,
    sections: tuple[str, ...],
    form: str,
    content: Path,
    *,
    stub: bool,
    status: bool,
    confirm: bool,
) -> int:
    """Begin a translation of EDITION, show how far the translation EDITION is, or confirm it.

    A translation has the facts, figures and tables of its original, and its own texts. `briefgen check` holds each of
    its texts against the original's.
    """
    if stub + status + confirm > 1:
        raise UsageError("give one of --stub, --status and --confirm")
    if stub != bool(language):
        raise UsageError("--stub and --language belong together: briefgen translate EDITION --language ur --stub")
    if sections and not confirm:
        raise UsageError("--section says what --confirm confirms; give both")
    project = make_project(content, None, None)
    chosen = project.edition(edition)
    if stub or confirm:
        change = chosen.start_translation(language) if stub else chosen.confirm_translation(sections)
        project.write(change)
        if form == "json":
            print_json({"edition": chosen.name, "files": list(change.after)})
        else:
            for file in change.after:
                click.echo(content / file)
        if confirm:
            say(ctx, f"{chosen.name}: confirmed" if change.after else f"{chosen.name}: was confirmed already")
        return 0
    found = chosen.translation_status()
    if form == "json":
        print_json(_data(found))
    else:
        click.echo("\n".join(_lines(found)))
    return 0


def _data(found: TranslationStatus) -> dict[str, object]:
    parts = [
        {"part": each.part, "texts": each.texts, "translated": each.translated, "changed": each.changed}
        for each in found.parts
    ]
    listed = {"untranslated": found.untranslated, "changed": found.changed}
    return {
        "edition": found.edition,
        "original": found.original,
        "language": found.language,
        "complete": found.is_complete,
        "confirmed": found.is_confirmed,
        "parts": parts,
        **{
            name: [{"file": each.place.file, "line": each.place.line, "message": each.message} for each in texts]
            for name, texts in listed.items()
        },
        "apart": as_rows(found.apart),
    }


def _lines(found: TranslationStatus) -> Iterator[str]:
    yield f"{click.style(found.edition, bold=True)}  translates {found.original} into {found.language}"
    width = max(len(part.part) for part in found.parts)
    for part in found.parts:
        changed = f", {part.changed} changed since" if part.changed else ""
        yield f"  {part.part:{width}}  {part.translated} of {plural(part.texts, 'text')}{changed}"
    for head, listed in (("not translated", found.untranslated), ("changed since", found.changed)):
        if listed:
            yield f"{head}: {len(listed)}"
            yield from (f"  {each.place}: {each.message}" for each in listed)
    if found.apart:
        yield f"differs from the original: {len(found.apart)}"
        yield from (f"  {each.place}: {each.code}: {each.message}" for each in found.apart)
    if not found.is_confirmed:
        yield f"nobody has confirmed it yet: briefgen translate {found.edition} --confirm"
    elif found.is_complete:
        yield "complete, and confirmed from the original as it is"

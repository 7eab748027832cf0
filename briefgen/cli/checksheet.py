"""`briefgen checksheet`: figures with their evidence as one page, for somebody who has a browser only."""

from __future__ import annotations

import re
from fractions import Fraction

import click

from briefgen.api import Project
from briefgen.cli.facts import edition_and_ids
from briefgen.cli.options import complete_edition, desk_options, say, verbosity_options
from briefgen.cli.report import plural, refuse
from briefgen.errors import ContentError, StorageError
from briefgen.storage import make_folder, replace_file

FOLDER = "checksheets"
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) ?%|([01](?:\.[0-9]{1,6})?)")


class ShareType(click.ParamType[Fraction]):
    """A share written 20% or 0.2."""

    name = "share"

    def convert(self, value: str | Fraction, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        if isinstance(value, Fraction):
            return value
        found = _SHARE.fullmatch(value.strip())
        share = (Fraction(found[1]) / 100 if found[1] else Fraction(found[2])) if found else Fraction(0)
        if not 0 < share <= 1:
            self.fail(f'"{value}" is no share; write it as 20% or 0.2', param, ctx)
        return share


@click.command(epilog='Example: briefgen checksheet 2025-02-25 --for "A. Berg" --share 20%')
@click.argument("names", nargs=-1, metavar="[EDITION] [ID]...", shell_complete=complete_edition)
@click.option("--for", "reader", metavar="NAME", required=True, help="Who is to check the figures.")
@click.option("--section", "sections", metavar="SECTION", multiple=True, help="Only what this section prints or draws.")
@click.option("--share", type=ShareType(), metavar="SHARE", help="Only a share drawn by chance, such as 20%.")
@click.option("--unticked", is_flag=True, help="Only figures that nobody has ticked as they are now.")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    reader: str,
    sections: tuple[str, ...],
    share: Fraction | None,
    project: Project,
    *,
    unticked: bool,
) -> int:
    """Write out/checksheets/EDITION_NAME.html: figures to be marked right, wrong or unclear against their sources.

    The page needs nothing but a browser, and no network. It shows each figure with its value, period, formula, source,
    quote or cell, and the sentences that print it. Its answers come back as a file or a mail; `briefgen facts
    --sign-off --from FILE` makes ticks of them.

    With IDs, only these facts, tables (toll), rows (toll.kp) or cells are asked for. A table is asked for by rows. What
    NAME entered is left out.
    """
    from briefgen.review.checksheet import SheetOptions

    edition, ids = edition_and_ids(names)
    chosen = project.edition(edition)
    report = chosen.facts()
    options = SheetOptions(reader, ids, sections, share, unticked)
    try:
        sheet = chosen.check_sheet(options, report)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, report.checked.texts, "no check sheet was written")
    path = project.workspace.out / FOLDER / sheet.name
    try:
        make_folder(path.parent)
        replace_file(path, sheet.data)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
    click.echo(path)
    say(ctx, f"{plural(len(sheet.names), 'figure')} for {sheet.reader} to check")
    return 0

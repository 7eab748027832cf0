"""`briefgen publish`: check an edition, build it, and store it for good."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.archive.records import Record
from briefgen.cli.options import desk_options, edition_argument, form_option, make_project, say, verbosity_options
from briefgen.cli.report import as_data, plural, print_json, refuse, show_in_short, texts_of
from briefgen.errors import ContentError, UsageError
from briefgen.publishing import Published, PublishOptions

LONGEST_REASON = 500


@click.command(epilog='Example: briefgen publish 2025-02-25 --reason "Figure 2 corrected"')
@edition_argument()
@click.option("--release", metavar="NAME", default="", help="This release for an audience, not the whole.")
@click.option("--reason", default="", help="Why another version follows, or why it goes out without a clearance.")
@click.option(
    "--without", multiple=True, metavar="NAME", help="Publish without this person's clearance; the record says so."
)
@click.option(
    "--leave-out-unused",
    is_flag=True,
    help="Publish although the ledger has facts that nothing uses: documents and ledger go out without them.",
)
@click.option("--with-translations", is_flag=True, help="Store the edition's translations in the same record.")
@click.option("--addendum-to", default="", metavar="RECORD", help="The record to which this edition adds.")
@form_option("text", "json")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    edition: str | None,
    release: str,
    reason: str,
    without: tuple[str, ...],
    addendum_to: str,
    form: str,
    content: Path,
    assets: Path | None,
    out: Path | None,
    *,
    leave_out_unused: bool,
    with_translations: bool,
) -> int:
    """Check an edition, build it, and store it in out/archive/ as a record that never changes.

    The record holds the documents, the content files, the ledger and what it was made with. It prints the record's
    folder and the register's head: note the head elsewhere, and `briefgen archive verify --since HEAD` can prove years
    later that nothing before it was changed.
    """
    reason = " ".join(reason.split())
    if not reason.isprintable() or len(reason) > LONGEST_REASON:
        raise UsageError(
            f"--reason: write one line of at most {LONGEST_REASON} characters, all of which can be printed"
        )
    project = make_project(content, assets, out)
    chosen = project.edition(edition)
    name = chosen.name
    try:
        chosen = chosen.release(release) if release else chosen
        name = chosen.name
        published = chosen.publish(PublishOptions(reason, addendum_to, without, leave_out_unused, with_translations))
    except ContentError as error:
        return refuse(ctx, error.diagnostics, texts_of(error.diagnostics), f"nothing was published of {name}")
    record = published.record
    if form == "json":
        print_json(_data(record, published))
    else:
        show_in_short(ctx, published.diagnostics, published.texts, name)
        click.echo(record.folder)
        click.echo(f"register head {published.head}")
    _say_what_it_holds(ctx, published)
    say(ctx, f"{name}: published as version {record.version}")
    return 0


def _data(record: Record, published: Published) -> dict[str, object]:
    return {
        "edition": record.edition,
        "record": record.name,
        "version": record.version,
        "folder": str(record.folder),
        "register_head": published.head,
        "facts_left_out": published.unused,
        **as_data(published.diagnostics),
    }


def _say_what_it_holds(ctx: click.Context, published: Published) -> None:
    """Say where what is not printed goes out all the same: in the record's sources, and in a PDF that carries them."""
    if published.unused:
        left_out = f"{plural(published.unused, 'fact')} that nothing uses left out of documents and ledger"
        say(ctx, f"{left_out}; the content files in the record's data/source/ still have what was left out")
    if published.embeds:
        say(ctx, "the PDF carries the content files, with all that stands in them (embed_sources in desk.yaml)")

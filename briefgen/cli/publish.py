"""`briefgen publish`: check an edition, build it, and store it for good."""

from __future__ import annotations

from collections.abc import Mapping

import click

from briefgen.api import Project, ProjectEdition
from briefgen.cli.options import (
    desk_options,
    edition_argument,
    form_option,
    release_options,
    say,
    verbosity_options,
    with_releases,
)
from briefgen.cli.report import as_data, plural, print_json, refuse, show_in_short, texts_of
from briefgen.errors import ContentError, UsageError
from briefgen.publishing import Published, PublishOptions

LONGEST_REASON = 500


@click.command(epilog='Example: briefgen publish 2025-02-25 --reason "Figure 2 corrected"')
@edition_argument()
@release_options
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
    releases: tuple[str, ...],
    reason: str,
    without: tuple[str, ...],
    addendum_to: str,
    form: str,
    project: Project,
    *,
    all_releases: bool,
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
    options = PublishOptions(reason, addendum_to, without, leave_out_unused, with_translations)
    names: tuple[str, ...] = (project.edition(edition).name,)
    try:
        names = with_releases(project, names, releases, all_releases=all_releases)
        ends = project.publish(names, options)
    except ContentError as error:
        return refuse(
            ctx, error.diagnostics, texts_of(error.diagnostics), f"nothing was published of {', '.join(names)}"
        )
    states = {name: _states(project[name]) for name in names}
    if form == "json":
        rows = [_data(published, states[name]) for name, published in zip(names, ends, strict=True)]
        print_json(rows[0] if len(rows) == 1 else {"records": rows})
    for name, published in zip(names, ends, strict=True):
        record = published.record
        if form == "text":
            show_in_short(ctx, published.diagnostics, published.texts, name)
            click.echo(record.folder)
            click.echo(f"register head {published.head}")
        _say_what_it_holds(ctx, published)
        say(ctx, f"{name}: published as version {record.version}")
        _say_what_is_not_published(ctx, name, states[name])
    return 0


def _states(edition: ProjectEdition) -> dict[str, str]:
    """Whether the last record of each release of an edition is of what it is now."""
    return {each.release: each.published for each in edition.release_states()}


def _say_what_is_not_published(ctx: click.Context, edition: str, states: Mapping[str, str]) -> None:
    """Say which releases of a whole brief have no record yet, or one of what they were before."""
    missing, outdated = (
        [name for name, each in states.items() if each == state] for state in ("unpublished", "outdated")
    )
    parts = [f"not published: {', '.join(missing)}"] if missing else []
    parts += [f"another now than in their records: {', '.join(outdated)}"] if outdated else []
    if parts:
        say(ctx, f"releases {'; '.join(parts)}; briefgen publish {edition} --release NAME, or --all-releases")


def _data(published: Published, states: Mapping[str, str]) -> dict[str, object]:
    record = published.record
    return {
        "edition": record.edition,
        "record": record.name,
        "version": record.version,
        "folder": str(record.folder),
        "register_head": published.head,
        "facts_left_out": published.unused,
        "releases": dict(states),
        **as_data(published.diagnostics),
    }


def _say_what_it_holds(ctx: click.Context, published: Published) -> None:
    """Say where what is not printed goes out all the same: in the record's sources, and in a PDF that carries them."""
    if published.unused:
        left_out = f"{plural(published.unused, 'fact')} that nothing uses left out of documents and ledger"
        say(ctx, f"{left_out}; the content files in the record's data/source/ still have what was left out")
    if published.embeds:
        say(ctx, "the PDF carries the content files, with all that stands in them (embed_sources in desk.yaml)")

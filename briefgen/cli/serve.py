"""`briefgen serve`: the live page of an edition in the browser."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.api import Project
from briefgen.cli.options import content_of, desk_options, edition_argument, say, verbosity_options
from briefgen.cli.watching import changes

if TYPE_CHECKING:
    from briefgen.live.live_edition import LiveEdition, Shown

SELDOM = 5_000
"""Milliseconds between two looks at what the system does not tell of: a page that nobody uses takes no time."""


@click.command(epilog="Example: briefgen serve 2025-02-25")
@edition_argument()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="The port of this machine.  [default: any free one]"
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--read-only", is_flag=True, help="Show everything, and let nothing be written.")
@click.option("--no-builder", is_flag=True, help="Keep no builder ready for `briefgen build`.")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    edition: str | None,
    port: int,
    project: Project,
    *,
    no_browser: bool,
    read_only: bool,
    no_builder: bool,
) -> int:
    """Open an edition in the browser, to read it with its evidence, tick its figures, note on it and edit it.

    The page follows the files, which other programs may edit meanwhile, until Ctrl-C. Nobody but who has the address
    that is printed can open it, and only on this machine.
    """
    from briefgen.cli.builder import offered
    from briefgen.live.live_edition import LiveEdition
    from briefgen.live.server import LiveServer

    watched = content_of(project), Path(project.workspace.assets.name)
    live = LiveEdition(project, project.edition(edition).require_whole().name, is_read_only=read_only)
    server = LiveServer(live, port, lambda message: click.echo(message, err=True))
    with nullcontext() if no_builder else offered(*watched), server:
        server.start()
        click.echo(server.access.address)
        if not no_browser and not _open(server.access.address):
            click.echo("no browser could be opened: open the address above in one", err=True)
        say(ctx, f"serving {live.name}; Ctrl-C ends")
        for number, _ in enumerate(changes(watched, SELDOM)):
            if number:
                _tell(live.refresh(), live)
    return 0


def _open(address: str) -> bool:
    """Open a browser that has a window of its own; a browser in this terminal would take it over."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser and browser.open(address)


def _tell(shown: Shown, live: LiveEdition) -> None:
    """Say in the terminal what keeps the edition from being read."""
    for message in filter(None, (shown.notice, shown.fault)):
        click.echo(f"{live.name}: {message}", err=True)

"""`briefgen archive`: what was published, found again, taken out and proven; each command is a module."""

from __future__ import annotations

from collections.abc import Mapping

import click

from briefgen.cli import LazyGroup


class ArchiveGroup(LazyGroup):
    """The commands of the archive."""

    home = "briefgen.cli.archive"
    summaries: Mapping[str, str] = {
        "extract": "take what was published out into a folder",
        "history": "show how a figure or a phrase ran through the editions",
        "list": "list the records",
        "export": "copy the archive to another place, never over anything",
        "rebuild": "make a record's documents again from its own sources",
        "search": "find where the records say something",
        "show": "show one record",
        "sign": "make a signed copy of a record's PDF",
        "timestamp": "ask for a time stamp of the register's head",
        "verify": "prove that nothing has changed since it was published",
    }


@click.group(cls=ArchiveGroup, epilog="Example: briefgen archive verify")
def command() -> None:
    """List, show, search, verify and take out what was published.

    A RECORD is the name of its folder, such as 2025-02-25_weekly_v001, or an edition, whose last version it is.
    """

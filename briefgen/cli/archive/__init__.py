"""`briefgen archive`: what was published, found again, taken out and proven; each module has commands of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from briefgen.cli import LazyGroup

COMMANDS = {
    "records": {
        "extract": "take what was published out into a folder",
        "list": "list the records",
        "show": "show one record",
    },
    "search": {
        "history": "show how a figure or a phrase ran through the editions",
        "search": "find where the records say something",
    },
    "proofs": {
        "export": "copy the archive to another place, never over anything",
        "sign": "make a signed copy of a record's PDF",
        "timestamp": "ask for a time stamp of the register's head",
        "verify": "prove that nothing has changed since it was published",
    },
    "rebuild": {"rebuild": "make a record's documents again from its own sources"},
}
"""The commands by the module of each, which is loaded only when one of them is called."""


class ArchiveGroup(LazyGroup):
    """The commands of the archive."""

    summaries: Mapping[str, str] = {name: summary for group in COMMANDS.values() for name, summary in group.items()}

    def load(self, name: str) -> click.Command:
        """The command of a name, from the module that has it."""
        module = next(module for module, names in COMMANDS.items() if name in names)
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), f"{name}_command")
        return command


@click.group(cls=ArchiveGroup, epilog="Example: briefgen archive verify")
def command() -> None:
    """List, show, search, verify and take out what was published.

    A RECORD is the name of its folder, such as 2025-02-25_weekly_v001, or an edition, whose last version it is.
    """

"""`briefgen explain`: what a diagnostic means and how to mend it."""

from __future__ import annotations

import click

from briefgen.cli.options import verbosity_options
from briefgen.codes import CODES
from briefgen.errors import UsageError


@click.command(epilog="Example: briefgen explain BG202")
@click.argument("code", required=False)
@verbosity_options
def command(code: str | None) -> None:
    """Say what the diagnostic CODE means and how to mend it; without CODE, list them all."""
    if code is None:
        for known in CODES.values():
            click.echo(f"{known.code}  {known.severity.value:<7}  {known.title}")
        return
    known_code = CODES.get(code.upper())
    if known_code is None:
        from briefgen.suggest import did_you_mean

        hint = did_you_mean(code, CODES) or "`briefgen explain` lists them all"
        raise UsageError(f"there is no diagnostic {code}; {hint}")
    click.echo(f"{known_code.code}: {known_code.title} ({known_code.severity.value})\n")
    click.echo(f"{known_code.meaning}\n\nTo mend it: {known_code.remedy}")
    if known_code.fixing:
        click.echo(f"\n{known_code.fixing}")

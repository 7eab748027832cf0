"""`briefgen completion`: what the shell needs to complete commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from briefgen.cli.options import verbosity_options

SHELLS = {shell.name: shell for shell in (BashComplete, FishComplete, ZshComplete)}


@click.command(epilog="Example: briefgen completion fish > ~/.config/fish/completions/briefgen.fish")
@click.argument("shell", type=click.Choice(list(SHELLS)), metavar="SHELL")
@verbosity_options
def command(shell: str) -> None:
    """Print the script by which SHELL (bash, fish or zsh) completes commands, options, editions and records.

    Have it read when the shell starts: bash and zsh by `eval "$(briefgen completion bash)"` (or zsh) in ~/.bashrc or
    ~/.zshrc, fish from the file below.
    """
    from briefgen.cli import group

    click.echo(SHELLS[shell](group, {}, "briefgen", "_BRIEFGEN_COMPLETE").source())

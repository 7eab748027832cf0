"""The command line: parses, calls the pipeline and prints; each command is a module, loaded when it is called."""

import click


@click.group()
def main() -> None:
    """Make briefing documents from content files."""

"""`briefgen schema`: the JSON Schema of each content file, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import content_option, verbosity_options
from briefgen.errors import UsageError


@click.command(epilog="Example: briefgen schema facts")
@click.argument("kind", required=False, metavar="[FILE-KIND]")
@click.option(
    "--write", is_flag=True, help="Write all schemas into content/.schema/, where the content files name them."
)
@content_option
@verbosity_options
def command(kind: str | None, content: Path, *, write: bool) -> None:
    """Print the JSON Schema of a kind of content file; without FILE-KIND, list the kinds."""
    from briefgen.content import FILE_KINDS, schema_text
    from briefgen.scaffold import write_schemas

    if write:
        for path in write_schemas(content):
            click.echo(path)
    elif kind is None:
        click.echo("\n".join(FILE_KINDS))
    elif kind in FILE_KINDS:
        click.echo(schema_text(kind), nl=False)
    else:
        raise UsageError(f'there is no kind of file "{kind}"; the kinds are {", ".join(FILE_KINDS)}')

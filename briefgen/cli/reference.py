"""`briefgen reference`: the Word document in which staff restyle the house style."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import content_of_desk, verbosity_options


@click.command(epilog="Example: briefgen reference --out new-reference.docx")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.  [default: reference.docx in assets]")
@click.option("--page", default="A4", show_default=True, help="The sheet of theme.yaml on which it is shown.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--assets", type=click.Path(path_type=Path), help="The house style.  [default: assets beside content]")
@verbosity_options
def command(out: Path | None, page: str, assets: Path | None, *, force: bool) -> None:
    """Make the reference document from theme.yaml: every style of the Word document, to be changed in Word.

    The styles of assets/reference.docx are those of the next briefs.
    """
    from briefgen.scaffold import write_reference

    click.echo(write_reference(assets or content_of_desk().parent / "assets", out, page, force=force))

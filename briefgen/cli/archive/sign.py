"""`briefgen archive sign`: a signed copy of a record's PDF."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.archive.records import choose_record
from briefgen.archive.signed import sign
from briefgen.cli.archive.options import archive_options, record_argument
from briefgen.errors import UsageError


@click.command(epilog="Example: briefgen archive sign 2025-02-25 --key desk.p12 --passphrase-file desk.txt")
@record_argument
@click.option("--key", type=click.Path(path_type=Path), required=True, help="A PKCS#12 file: key and certificate.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line opens the key.")
@archive_options
def command(record: str, key: Path, passphrase_file: Path | None, archive: Path) -> int:
    """Write a signed copy (PAdES) of a record's PDF beside the record, which stays as it is.

    Needs the extra briefgen[sign]. The record is verified first. The archival document is the record's, not the copy.
    """
    click.echo(sign(choose_record(archive, record), key, _passphrase(passphrase_file)))
    return 0


def _passphrase(file: Path | None) -> bytes | None:
    """What opens the key; an option would show it to everybody who lists processes."""
    if file is None:
        return None
    try:
        return file.read_bytes().partition(b"\n")[0].removesuffix(b"\r")
    except OSError as error:
        raise UsageError(f"--passphrase-file: cannot read {file}: {error.strerror}") from error

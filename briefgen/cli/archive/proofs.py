"""`briefgen archive verify`, `timestamp`, `sign` and `export`: proof that nothing has changed, and a second copy."""

from __future__ import annotations

import shlex
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.archive.export import export, failing, store_at, verify_copy
from briefgen.archive.records import choose_record
from briefgen.archive.register import BEGINNING, read_register
from briefgen.archive.signed import sign
from briefgen.archive.stamps import REPLY, request_stamp
from briefgen.archive.verify import Finding, log, verify
from briefgen.cli.archive.options import (
    archive_option,
    archive_options,
    audience_options,
    existing,
    record_argument,
)
from briefgen.cli.options import form_option, say, verbosity_options
from briefgen.cli.report import plural, print_json
from briefgen.cli.terminal import progress
from briefgen.errors import BriefgenError, StorageError, UsageError


@click.command(epilog="Example: briefgen archive verify --since 4f0c...")
@click.option("--since", default="", metavar="HEAD", help="A register head noted earlier, as publish printed it.")
@form_option("text", "json")
@archive_option
@verbosity_options
@click.pass_context
def verify_command(ctx: click.Context, since: str, form: str, archive: Path) -> int:
    """Compare every file of every record with its digest, the records with the register, and the register with HEAD.

    Says what has changed, where, and until when it was sound, and ends with exit code 3 if anything has. Each run is
    added to fixity.jsonl in the archive.
    """
    if since and len(since) != len(BEGINNING):
        raise UsageError("--since: a head has 64 digits, as `briefgen publish` printed it")
    if not since:
        existing(archive)
    register = read_register(archive)
    findings: list[Finding] = []
    records, broken = [], []
    with progress(ctx, "verifying", len(register.entries)) as advance:
        for entry, found in verify(archive, since.lower()):
            findings += found
            if entry is not None:
                records.append(entry.record)
                broken += [entry.record] if found else []
                advance()
    if form == "json":
        data = [{**asdict(finding), "sound_until": finding.sound_until or None} for finding in findings]
        print_json({"register_head": register.head, "records": records, "findings": data})
    for finding in findings if form == "text" else ():
        until = f" (sound until {finding.sound_until})" if finding.sound_until else ""
        click.echo(f"{archive / finding.where}: {finding.what}{until}")
    with suppress(OSError):  # the archive may be on a medium that cannot be written
        log(archive, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), register, records, broken)
    if findings:
        click.echo(f"error: {archive} is not as it was published: {plural(len(findings), 'finding')}", err=True)
        return StorageError.exit_code
    if records:
        say(ctx, f"{archive}: {plural(len(records), 'record')}, all as published; register head {register.head}")
    else:
        click.echo(f"{archive}: there is no record", err=True)
    if not since:
        say(
            ctx, "whether there were more records at the end, only `--since` with the last head that was noted can tell"
        )
    return 0


@click.command(epilog="Example: briefgen archive timestamp")
@archive_options
@verbosity_options
@click.pass_context
def timestamp_command(ctx: click.Context, archive: Path) -> int:
    """Write a request for a time stamp (RFC 3161) of the register's head, and say how to send it.

    A reply that is kept beside it proves when the register had this head. `briefgen archive verify` holds the register
    against every request, and every reply against its request.
    """
    request = request_stamp(archive)
    query, reply = shlex.quote(str(request)), shlex.quote(str(request.with_suffix(REPLY)))
    click.echo(request)
    header = "'Content-Type: application/timestamp-query'"
    say(ctx, f"send it:   curl -f -H {header} --data-binary @{query} URL > {reply}")
    say(ctx, f"prove it:  openssl ts -verify -in {reply} -queryfile {query} -CAfile CA.pem")
    return 0


@click.command(epilog="Example: briefgen archive sign 2025-02-25 --key desk.p12 --passphrase-file desk.txt")
@record_argument
@click.option("--key", type=click.Path(path_type=Path), required=True, help="A PKCS#12 file: key and certificate.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line opens the key.")
@archive_options
def sign_command(record: str, key: Path, passphrase_file: Path | None, archive: Path) -> int:
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


@click.command(epilog="Example: briefgen archive export /media/vault")
@click.argument("target", metavar="FOLDER-OR-ADDRESS")
@click.option("--verify", "only_verify", is_flag=True, help="Copy nothing; compare the copy with its own register.")
@click.option("--since", default="", metavar="HEAD", help="With --verify: a register head noted earlier.")
@audience_options
@archive_option
@verbosity_options
@click.pass_context
def export_command(
    ctx: click.Context, target: str, since: str, release: str | None, archive: Path, *, only_verify: bool
) -> int:
    """Copy the records that another place lacks; nothing there is ever replaced or deleted.

    With --release, or --whole, only those records and their lines of the register.

    The place is a folder or, with the extra briefgen[remote], an address that fsspec knows, such as s3://bucket/path.
    This is the only command that may use the network.
    """
    if since and not only_verify:
        raise UsageError("--since compares a copy: it needs --verify")
    if only_verify and release is not None:
        raise UsageError("--verify compares all that the copy has; leave out --release and --whole")
    if not only_verify:
        existing(archive)
    store = store_at(target)
    try:
        if only_verify:
            findings = [finding for _, found in verify_copy(store, since) for finding in found]
            for finding in findings:
                click.echo(f"{target}/{finding.where}: {finding.what}")
            if findings:
                click.echo(f"error: {target} is not as it was published: {plural(len(findings), 'finding')}", err=True)
                return StorageError.exit_code
            say(ctx, f"{target}: all as it was published")
            return 0
        added = [(entry, count) for entry, count in export(archive, store, release) if count]
    except BriefgenError:
        raise
    except Exception as error:  # whatever the library of a store raises
        raise failing(error, target) from error
    for entry, count in added:
        say(ctx, f"{entry.record}: {plural(count, 'file')}", verbose=True)
    say(ctx, f"{target}: {plural(len(added), 'record')} added")
    return 0

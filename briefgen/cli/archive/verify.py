"""`briefgen archive verify`: every file of every record against what was published."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.archive.register import BEGINNING, read_register
from briefgen.archive.verify import Finding, log, verify
from briefgen.cli.archive.options import archive_option, existing
from briefgen.cli.options import form_option, say, verbosity_options
from briefgen.cli.report import plural, print_json
from briefgen.cli.terminal import progress
from briefgen.errors import StorageError, UsageError


@click.command(epilog="Example: briefgen archive verify --since 4f0c...")
@click.option("--since", default="", metavar="HEAD", help="A register head noted earlier, as publish printed it.")
@form_option("text", "json")
@archive_option
@verbosity_options
@click.pass_context
def command(ctx: click.Context, since: str, form: str, archive: Path) -> int:
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
        log(archive, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), records, broken, register.head)
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

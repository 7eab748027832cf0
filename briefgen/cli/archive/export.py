"""`briefgen archive export`: a second copy elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.archive.export import export, failing, store_at, verify_copy
from briefgen.cli.archive.options import archive_option, existing
from briefgen.cli.options import say, verbosity_options
from briefgen.cli.report import plural
from briefgen.errors import BriefgenError, StorageError, UsageError


@click.command(epilog="Example: briefgen archive export /media/vault")
@click.argument("target", metavar="FOLDER-OR-ADDRESS")
@click.option("--verify", "only_verify", is_flag=True, help="Copy nothing; compare the copy with its own register.")
@click.option("--since", default="", metavar="HEAD", help="With --verify: a register head noted earlier.")
@archive_option
@verbosity_options
@click.pass_context
def command(ctx: click.Context, target: str, since: str, archive: Path, *, only_verify: bool) -> int:
    """Copy the records that another place lacks; nothing there is ever replaced or deleted.

    The place is a folder or, with the extra briefgen[remote], an address that fsspec knows, such as s3://bucket/path.
    This is the only command that may use the network.
    """
    if since and not only_verify:
        raise UsageError("--since compares a copy: it needs --verify")
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
        added = [(entry, count) for entry, count in export(archive, store) if count]
    except BriefgenError:
        raise
    except Exception as error:  # whatever the library of a store raises
        raise failing(error, target) from error
    for entry, count in added:
        say(ctx, f"{entry.record}: {plural(count, 'file')}", verbose=True)
    say(ctx, f"{target}: {plural(len(added), 'record')} added")
    return 0

"""`briefgen archive timestamp`: a request for a time stamp, which somebody else's clock answers."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from briefgen.archive.stamps import REPLY, request_stamp
from briefgen.cli.archive.options import archive_options
from briefgen.cli.options import say, verbosity_options


@click.command(epilog="Example: briefgen archive timestamp")
@archive_options
@verbosity_options
@click.pass_context
def command(ctx: click.Context, archive: Path) -> int:
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

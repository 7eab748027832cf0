"""Progress bars on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(ctx: click.Context, what: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar that goes on with each call of what this gives; none where nobody sees it, or with --quiet."""
    if (ctx.find_root().obj or {}).get("quiet") or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)

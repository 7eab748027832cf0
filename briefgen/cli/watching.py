"""Watching: when the files below some folders have changed, whether the folders were there before or not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep

from watchfiles import watch

QUIET = 10
"""Milliseconds without a change after which those before are told: editors save in several steps."""
LOOK = 500
"""Milliseconds after which the files are looked at although the system has told of no change."""

State = dict[str, tuple[int, int, int]]


def changes(folders: Sequence[Path]) -> Iterator[None]:
    """At once, and then whenever a file has come, gone or changed since the last time, without end.

    The system tells at once what happens in the folders that it watches. What it does not tell, since a folder was not
    there yet or is another one now, is seen by looking.
    """
    last = state(folders)
    yield
    while True:
        there = _identities(folders)
        for _ in _wakings(list(there)):
            now = state(folders)
            if now != last:
                last = now
                yield
            if _identities(folders) != there:
                break


def _wakings(folders: Sequence[Path]) -> Iterator[object]:
    """When it is time to look: soon after a change that the system tells, and else from time to time."""
    try:
        yield from watch(*folders, step=QUIET, rust_timeout=LOOK, yield_on_timeout=True, raise_interrupt=True)
    except FileNotFoundError:  # a folder went before it was watched, or there is none
        sleep(LOOK / 1000)
        yield None


def _identities(folders: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """The folders that are there, each with what tells it from another one of its name."""
    found = {}
    for folder in folders:
        try:
            known = folder.stat()
        except OSError:
            continue
        found[folder] = known.st_dev, known.st_ino
    return found


def state(folders: Sequence[Path]) -> State:
    """Every file below the folders but for hidden ones, and what is another as soon as it has been written again."""
    found: State = {}
    for folder in folders:
        for entry in _files(folder):
            with suppress(OSError):  # it went while we were looking
                known = entry.stat()
                found[entry.path] = known.st_mtime_ns, known.st_size, known.st_ino
    return found


def _files(folder: Path | os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry)
            else:
                yield entry

"""Watching: when the files below some folders have changed, whether the folders were there before or not."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from select import select
from time import sleep

from briefgen.folders import state

QUIET = 10
"""Milliseconds without a change after which those before are told: editors save in several steps."""
LOOK = 500
"""Milliseconds after which the files are looked at although the system has told of no change."""
TOLD = 0xFCC
"""What Linux tells of a folder: all changes of inotify(7), those of a file once it is closed."""


def changes(folders: Sequence[Path], look: int = LOOK) -> Iterator[None]:
    """At once, and then whenever a file has come, gone or changed since the last time, without end.

    The system tells at once what happens in the folders that it watches. What it does not tell, since a folder was not
    there yet or is another one now, or lies on a drive of the network, is seen by looking every `look` milliseconds.
    """
    last = state(folders)
    yield
    while True:
        there = _identities(folders)
        for _ in _wakings(folders, look):
            now = state(folders)
            if now != last:
                last = now
                yield
            if _identities(folders) != there:
                break


def _wakings(folders: Sequence[Path], look: int) -> Iterator[object]:
    """When it is time to look: soon after a change that the system tells, and else from time to time."""
    told = _told_by_linux if sys.platform == "linux" else _told_by_watchfiles
    return told(folders, look)


def _told_by_linux(folders: Sequence[Path], look: int) -> Iterator[object]:
    """Wait for the system without taking any time of the processor, where watchfiles asks it a hundred times a second.

    Folders that are new are watched as well, and those around, in which one may come again; where there can be no more
    watches, looking must do.
    """
    system = ctypes.CDLL(None, use_errno=True)
    handle = system.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        while True:
            for folder in (*(str(each.parent) for each in folders), *_folders(folders)):
                system.inotify_add_watch(handle, os.fsencode(folder), TOLD)
            is_told = _reads(handle, look)
            while is_told and _reads(handle, QUIET):
                pass
            yield None
    finally:
        if handle >= 0:
            os.close(handle)


def _reads(handle: int, patience: int) -> bool:
    """Whether the system tells of something within so many milliseconds, which is then read."""
    if handle < 0:
        sleep(patience / 1000)
        return False
    if not select([handle], [], [], patience / 1000)[0]:
        return False
    with suppress(BlockingIOError):
        os.read(handle, 1 << 16)
    return True


def _folders(folders: Sequence[str | Path]) -> Iterator[str]:
    """Folders with all below them but for hidden ones."""
    for folder in folders:
        yield str(folder)
        with suppress(OSError), os.scandir(folder) as entries:
            yield from _folders(
                [each.path for each in entries if each.is_dir(follow_symlinks=False) and each.name[0] != "."]
            )


def _told_by_watchfiles(folders: Sequence[Path], look: int) -> Iterator[object]:
    from watchfiles import watch

    try:
        yield from watch(
            *filter(Path.exists, folders), step=QUIET, rust_timeout=look, yield_on_timeout=True, raise_interrupt=True
        )
    except FileNotFoundError:  # a folder went before it was watched, or there is none
        sleep(look / 1000)
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

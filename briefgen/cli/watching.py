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
MOVED = 0x2000C00
"""What it tells of those above: that one, or the link in its place, has another name or is gone."""
MASK_ADD = 0x20000000
DISKS = frozenset(
    {0xEF53, 0x58465342, 0x9123683E, 0x01021994, 0x794C7630, 0x2FC12FC1, 0xF2F52010, 0xCA451A4E, 0x4D44, 0x2011BAB0}
)
"""File systems of which Linux tells (statfs(2)): ext, XFS, Btrfs, tmpfs, overlay, ZFS, F2FS, bcachefs, FAT, exFAT."""
LARGEST_STATFS = 256


def changes(folders: Sequence[Path], look: int = LOOK) -> Iterator[None]:
    """At once, and then whenever a file has come, gone or changed since the last time, without end.

    The system tells at once what happens in the folders that it watches. What it does not tell, since a folder was not
    there yet, or lies on a drive of the network, is seen by looking every `look` milliseconds.
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

    What is watched for the first time is looked at once; from then on, where the system tells of everything, only when
    it does.
    """
    system = ctypes.CDLL(None, use_errno=True)
    handle = system.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
    known: set[int] = set()
    try:
        while True:
            watched = {_watch(system, handle, os.fsencode(place), kind) for place, kind in _places(folders)}
            if known == (known := watched):
                is_told = _reads(handle, look / 1000 if -1 in watched else None)
                while is_told and _reads(handle, QUIET / 1000):
                    pass
            yield None
    finally:
        if handle >= 0:
            os.close(handle)


def _places(folders: Sequence[Path]) -> Iterator[tuple[str | Path, int]]:
    """What is to be watched, and for what; a folder that is not there comes in the one above it."""
    for folder in folders:
        yield from ((each, MOVED) for each in {*folder.absolute().parents, *folder.resolve().parents})
        yield folder.parent, TOLD
        if folder.exists():
            yield from ((each, TOLD) for each in _folders(folder))


def _watch(system: ctypes.CDLL, handle: int, place: bytes, kind: int) -> int:
    """The number under which the system tells of a place from now on; -1 where it does not tell of everything."""
    about = ctypes.create_string_buffer(LARGEST_STATFS)
    number: int = system.inotify_add_watch(handle, place, kind | MASK_ADD)
    is_on_disk = system.statfs(place, about) == 0 and ctypes.c_uint32.from_buffer(about).value in DISKS
    return number if is_on_disk or kind == MOVED else -1


def _reads(handle: int, patience: float | None) -> bool:
    """Whether the system tells of something within so many seconds, or ever, which is then read."""
    if not select([handle] if handle >= 0 else [], [], [], patience)[0]:
        return False
    with suppress(BlockingIOError):
        os.read(handle, 1 << 16)
    return True


def _folders(folder: str | Path) -> Iterator[str | Path]:
    """A folder with all below it but for hidden ones, and the links in them, to be watched as what they lead to."""
    yield folder
    with suppress(OSError), os.scandir(folder) as entries:
        for each in [each for each in entries if each.name[0] != "."]:
            if each.is_dir(follow_symlinks=False):
                yield from _folders(each.path)
            elif each.is_symlink():
                yield each.path


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

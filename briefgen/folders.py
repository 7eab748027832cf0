"""Folders of the disk: where the desk is, and whose a folder is; told before anything that takes long is loaded."""

from __future__ import annotations

import os
from os import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CONTENT, OUT, DESK = "content", "out", "desk.yaml"
OTHERS_MAY_WRITE = 0o022


def find_content() -> str:
    """The content folder of the desk that the working folder is or is in, as seen from there; `content` outside any.

    From inside `out` it is seen from the root: a build replaces packs as a whole, the working folder with them.
    """
    if path.isdir(CONTENT):
        return CONTENT
    try:
        here = folder = os.getcwd()
    except OSError:  # the working folder may be gone, or one above it shut
        return CONTENT
    steps = 0
    while folder != (folder := path.dirname(folder)):
        steps += 1
        content = path.join(folder, CONTENT)
        if path.isfile(path.join(content, DESK)):
            is_in_out = path.join(here, "").startswith(path.join(folder, OUT, ""))
            return content if is_in_out else path.join(*[".."] * steps, CONTENT)
    return CONTENT


def is_own(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is this user's, and no other may write to it; raises OSError where it is not there."""
    status = os.stat(folder)
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & OTHERS_MAY_WRITE)


def state(folders: Iterable[str | os.PathLike[str]]) -> dict[str, tuple[int, int, int]]:
    """Every file below the folders but hidden and compiled ones, and what is another once it has been written again."""
    found = {}
    left = [os.fspath(folder) for folder in folders]
    while left:
        try:
            entries = [*os.scandir(left.pop())]
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
                    continue
                known = entry.stat()
            except OSError:  # it went while we were looking
                continue
            found[entry.path] = known.st_mtime_ns, known.st_size, known.st_ino
    return found

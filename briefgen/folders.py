"""Folders of the disk: where the desk is, and whose a folder is; told before anything that takes long is loaded."""

from __future__ import annotations

import os
from os import path

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

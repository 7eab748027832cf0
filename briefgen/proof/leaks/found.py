"""What is found in a file: pieces of text, each with the name of its place and what kind of text it is; and files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from briefgen.frozen import frozen


class Zone(Enum):
    """What a piece of text is, as far as searching goes."""

    TEXT = "what people read"
    DATA = "values among the names of their fields"
    MARKUP = "what programs read, with sizes, coordinates and digests"
    CODE = "scripts and style sheets, whose names are their own"
    RAW = "letters that happen to stand in other bytes"


@frozen(slots=True)
class FoundText:
    """A piece of text in a file, and the part of the file in which it stands, in words."""

    part: str
    zone: Zone
    text: str


@frozen(slots=True)
class HeldFile:
    """A file in a file, or a stream of bytes as they were before they were packed, which need not be read itself."""

    part: str
    data: bytes
    path: str = ""
    is_read: bool = True


@frozen(slots=True)
class Unread:
    """A part of a file that cannot be read, so that nothing can be said of it."""

    part: str
    why: str


Found = FoundText | HeldFile | Unread


PARTED = "\x1f"
"""Stands between texts that have nothing to do with each other, so that no run of words goes from one to the next."""


def parted(texts: Iterable[str]) -> str:
    """The texts as one."""
    return PARTED.join(texts)


def within(around: str, name: str) -> str:
    """The name of a part in a part; either is "" for a file itself."""
    return f"{around}, {name}" if around and name else around or name


_LETTERS = re.compile(rb"[\t -~\xc2-\xf4\x80-\xbf]{6,}")
_WIDE_LETTERS = re.compile(rb"(?:[\t -~]\0){6,}|(?:\0[\t -~]){6,}")


def letters_in(data: bytes, part: str) -> FoundText:
    """The letters that stand in bytes of which no more is known, narrow and wide ones."""
    found = [run.decode("utf-8", "replace") for run in _LETTERS.findall(data)]
    found += [run.replace(b"\0", b"").decode() for run in _WIDE_LETTERS.findall(data)]
    return FoundText(within(part, "bytes") if part else "bytes", Zone.RAW, parted(found))

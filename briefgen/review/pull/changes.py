"""Changes: what a reviewer did, one by one, each with how it is written into the content files, or why it is not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from briefgen.frozen import frozen
from briefgen.spans import Span


@dataclass(frozen=True, order=True)
class Edit:
    """The characters of a file from `start` to `end`, and what is to stand in their place."""

    file: str
    start: int
    end: int
    text: str


NOTE_OPENS = " <!-- note"
"""How a note begins that stands behind words."""

Spot = tuple[str, int]
"""A printed fact by the id of its text, and how many facts that text prints before it."""


class PulledKind(Enum):
    """What a reviewer did."""

    TEXT = "text"
    LOOK = "look"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    FIGURE = "figure"
    COMMENT = "comment"
    OTHER = "other"


class ChangeOutcome(Enum):
    """What becomes of a change."""

    PLACED = "placed"
    THERE_ALREADY = "there already"
    LISTED = "listed in review.md"
    PROPOSED = "proposed"
    NEEDS_A_HAND = "needs a hand"
    CONFLICT = "conflict"


@frozen
class PulledChange:
    """One change: the old and the new words as people read them, its edits, and its place in the content.

    `authors` are those whom Word names, and `reviewer` is whose document it is. `confidence` is how certain it is that
    it belongs there, 0 to 1. `tracked` is false for what Word did not record. `reason` says why it is not written by
    itself; `fact` is the fact that a figure's change is about, and `spot` where it is printed. Changes of one `line`
    share what its paragraphs say `before` and `after` all of them. A note on new words stands `inside` the edit that
    writes them, at an offset of its text.
    """

    kind: PulledKind
    old: str
    new: str
    edits: tuple[Edit, ...] = ()
    place: Span | None = None
    where: str = ""
    authors: tuple[str, ...] = ()
    reviewer: str = ""
    tracked: bool = True
    confidence: float = 1.0
    outcome: ChangeOutcome = ChangeOutcome.PLACED
    reason: str = ""
    fact: str = ""
    spot: Spot = ("", 0)
    line: int = 0
    before: tuple[str, ...] = field(default=(), repr=False)
    after: tuple[str, ...] = field(default=(), repr=False)
    note: str = ""
    inside: tuple[Edit, int] | None = None

    def left(self, reason: str, outcome: ChangeOutcome = ChangeOutcome.NEEDS_A_HAND) -> PulledChange:
        """The change as one that is not written, and why."""
        return replace(self, edits=(), outcome=outcome, reason=reason)


def applied(text: str, edits: Iterable[Edit], start: int = 0) -> str:
    """A text after its edits, which do not overlap; their offsets count from `start`.

    What is put in at one place stands in the order of the edits: notes, words, then new lines. What is put in the place
    of the same characters twice, as where a value is printed twice, is put there once.
    """
    return applied_at(text, edits, start)[0]


def text_of(data: bytes) -> str:
    """A file's text as edits count it: without a byte order mark, and with one sign for a line's end."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def applied_to_bytes(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A file after edits, whose offsets count its characters without a byte order mark, and a line's end as one."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    raw = data[len(mark) :].decode()
    if "\r\n" not in raw:
        return mark + applied(raw, edits).encode()
    offsets = [at for at, character in enumerate(raw) if not raw.startswith("\r\n", at - 1) or character != "\n"]
    offsets.append(len(raw))
    moved = (Edit(e.file, offsets[e.start], offsets[e.end], e.text.replace("\n", "\r\n")) for e in edits)
    return mark + applied(raw, moved).encode()


def unified_patch(before: Mapping[str, bytes], after: Mapping[str, bytes], folder: str) -> str:
    """What becomes of files as a unified diff, for `patch -p1` and `git apply` beside a folder."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for name in after
        for line in difflib.unified_diff(
            _lines(before.get(name, b"")),
            _lines(after[name]),
            f"a/{folder}/{name}" if name in before else "/dev/null",
            f"b/{folder}/{name}",
        )
    )


def _lines(data: bytes) -> list[str]:
    """The lines of a file as `patch` and `git` count them, which other signs than this one do not end."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", "replace"))


def applied_at(text: str, edits: Iterable[Edit], start: int = 0) -> tuple[str, dict[Edit, tuple[int, int]]]:
    """A text after its edits, and where in it each has put its own."""
    pieces: list[str] = []
    places: dict[Edit, tuple[int, int]] = {}
    at, length = start, 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end, _rank(edit.text))):
        if edit in places and (edit.start < edit.end or not _is_block(edit.text)):
            continue
        pieces += (text[at - start : edit.start - start], edit.text)
        length += edit.start - at
        places[edit] = length, length + len(edit.text)
        length += len(edit.text)
        at = edit.end
    return "".join([*pieces, text[at - start :]]), places


def _rank(text: str) -> int:
    """Where a text stands among those put in at one place: a note is about what is there without them."""
    return 0 if text.startswith(NOTE_OPENS) else 2 if text.startswith("\n") else 1


def _is_block(text: str) -> bool:
    """Whether a text has lines of its own: two such may say the same."""
    return text.startswith("\n") or text.endswith("\n")


def overlap(edits: Sequence[Edit]) -> bool:
    """Whether two of the edits touch the same characters of a file."""
    ordered = sorted(edits, key=lambda edit: (edit.file, edit.start, edit.end))
    return any(one.file == other.file and other.start < one.end for one, other in pairwise(ordered))

"""What was read in a file: its characters, and where white space parted them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from itertools import accumulate

from briefgen.frozen import frozen

PICTURE, ALTERNATIVE, PAGE_BREAK = "\ue000", "\ue001", "\ue002"
"""Signs for what is no text, from the area that no text uses: a picture and its key, its alternative text, a break."""

COMMENT_STARTS, COMMENT_ENDS, COMMENT_SIGN = "\ue003", "\ue004", "\ue005"
"""Signs for where a comment starts and ends, and where its own sign stands; its key follows each."""

SOFT_HYPHEN, ZERO_WIDTH_SPACE = "\u00ad", "\u200b"


def squeezed(text: str) -> str:
    """The text without white space, soft hyphens and zero-width spaces: lines break where they may."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return text.replace(SOFT_HYPHEN, "").replace(ZERO_WIDTH_SPACE, "").split()


@frozen
class Reading:
    """A text without white space; `gaps` are the offsets in it at which white space stood, its ends among them."""

    text: str
    gaps: frozenset[int]

    def with_sign(self, sign: str, offset: int) -> Reading:
        """The reading with the sign of something that is no text at an offset, parted from the text around it."""
        end = offset + len(sign)
        moved = {gap if gap < offset else gap + len(sign) for gap in self.gaps}
        return Reading(f"{self.text[:offset]}{sign}{self.text[offset:]}", frozenset(moved | {offset, end}))

    def parted(self, offset: int) -> tuple[Reading, Reading]:
        """The reading as two, before and behind an offset."""
        before = frozenset(gap for gap in self.gaps if gap <= offset)
        behind = frozenset(gap - offset for gap in self.gaps if gap >= offset)
        return Reading(self.text[:offset], before), Reading(self.text[offset:], behind)


def joined(readings: Iterable[Reading]) -> Reading:
    """The readings one behind the other."""
    text, gaps = "", set[int]()
    for each in readings:
        gaps |= {gap + len(text) for gap in each.gaps}
        text += each.text
    return Reading(text, frozenset(gaps))


def reading(text: str) -> Reading:
    """A text as read."""
    words = _words(text)
    return Reading("".join(words), frozenset(accumulate(map(len, words), initial=0)))


def picture_sign(key: str) -> str:
    """How a picture stands in a reading."""
    return f"{PICTURE}{key}"


def alternative_sign(alternative: str) -> str:
    """How an alternative text stands in a reading; there is one, perhaps empty, behind every picture."""
    return f"{ALTERNATIVE}{squeezed(alternative)}"


def comment_key(author: str, day: str, text: str) -> str:
    """How a comment is known: by who says what, and on which day."""
    return blake2b("\0".join((author, day, text)).encode(), digest_size=8).hexdigest()

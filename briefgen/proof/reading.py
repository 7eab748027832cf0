"""What was read in a file: its characters, and where white space parted them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from itertools import accumulate, chain

from briefgen.frozen import frozen
from briefgen.model.direction import without_signs

PICTURE, ALTERNATIVE, PAGE_BREAK = "\ue000", "\ue001", "\ue002"
"""Signs for what is no text, from the area that no text uses: a picture and its key, its alternative text, a break."""

COMMENT_STARTS, COMMENT_ENDS, COMMENT_SIGN = "\ue003", "\ue004", "\ue005"
"""Signs for where a comment starts and ends, and where its own sign stands; its key follows each."""

LINE_BREAK = "\ue006"
"""The sign for where a line must end, in what is expected."""

LINK = "\ue007"
"""The sign for where a link starts; a key of what it leads to follows."""

CONTROL = "\ue008"
"""The sign for where a control starts; a key of the figure in it follows."""

UNDERLINE, TABLE = "\ue009", "\ue00a"
"""Signs for the line below a heading and for where a table starts, in a text of lines."""

GAP, LINE_END = 1, 2
"""What stands at an offset of a text as read: white space, and in it perhaps the end of a line."""

UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u2066\u2067\u2068\u2069"
"""What has no place in a text as read: soft hyphens, spaces of no width, and what says which way a text runs."""


def squeezed(text: str) -> str:
    """The text without white space and what is unseen: lines break where they may."""
    return "".join(without_signs(text, UNSEEN).split())


@frozen
class Squeezed:
    """A text without white space; `gaps` says for each offset whether white space or a line's end stood there."""

    text: str
    gaps: bytes

    def with_sign(self, sign: str, offset: int) -> Squeezed:
        """The reading with the sign of something that is no text at an offset, parted from the text around it."""
        around = bytes([1, *bytes(len(sign) - 1), 1])
        return Squeezed(
            f"{self.text[:offset]}{sign}{self.text[offset:]}",
            b"".join((self.gaps[:offset], around, self.gaps[offset + 1 :])),
        )

    def parted(self, offset: int) -> tuple[Squeezed, Squeezed]:
        """The reading as two, before and behind an offset."""
        offset = min(offset, len(self.text))
        before = Squeezed(self.text[:offset], self.gaps[: offset + 1])
        return before, Squeezed(self.text[offset:], self.gaps[offset:])


def joined(readings: Iterable[Squeezed]) -> Squeezed:
    """The readings one behind the other."""
    texts, gaps = list[str](), bytearray(1)
    for each in readings:
        texts.append(each.text)
        gaps[-1] |= each.gaps[0]
        gaps += each.gaps[1:]
    return Squeezed("".join(texts), bytes(gaps))


def reading(text: str) -> Squeezed:
    """A text as read."""
    lines = [line.split() for line in without_signs(text, UNSEEN).splitlines()]
    words = list(chain.from_iterable(lines))
    offsets = list(accumulate(map(len, words), initial=0))
    gaps = bytearray(offsets[-1] + 1)
    for offset in offsets:
        gaps[offset] = GAP
    for number in accumulate(map(len, lines), initial=0):
        gaps[offsets[number]] = GAP | LINE_END
    return Squeezed("".join(words), bytes(gaps))


def picture_sign(key: str) -> str:
    """How a picture stands in a reading."""
    return f"{PICTURE}{key}"


def alternative_sign(alternative: str) -> str:
    """How an alternative text stands in a reading; there is one, perhaps empty, behind every picture."""
    return f"{ALTERNATIVE}{squeezed(alternative)}"


def link_sign(address: str, fact: str = "", leads: str = "") -> str:
    """How the start of a link stands in a reading: where it leads, also in words, and the figure that it is about."""
    return f"{LINK}{blake2b(f'{address} {fact} {leads}'.encode(), digest_size=8).hexdigest()}"


def control_sign(fact: str, text: str) -> str:
    """How the start of a control stands in a reading: by its fact, and what it prints."""
    return f"{CONTROL}{blake2b(f'{fact} {squeezed(text)}'.encode(), digest_size=8).hexdigest()}"


def comment_key(author: str, day: str, text: str) -> str:
    """How a comment is known: by who says what, and on which day."""
    return blake2b("\0".join((author, day, text)).encode(), digest_size=8).hexdigest()

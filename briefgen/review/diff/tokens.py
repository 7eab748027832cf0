"""Tokens: a text as the words in which it is compared, each with how it is set, and the text made of tokens again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from briefgen.frozen import frozen
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import plain_text

_JOINED = re.compile(r"(?:(?<=\d)[.,](?=\d)|(?<=[^\W\d_])['’](?=[^\W\d_]))")
_ZERO_WIDTH_JOINERS = "\u200c\u200d"


def split_words(text: str) -> list[str]:
    """The text in pieces that give it when joined: "1,020" and "don’t" are one, and no letter loses its marks."""
    inside = {match.start() for match in _JOINED.finditer(text)}
    kinds = ["word" if at in inside else _kind(character) for at, character in enumerate(text)]
    pieces: list[str] = []
    for kind, group in groupby(zip(kinds, text, strict=True), key=lambda pair: pair[0]):
        run = "".join(character for _, character in group)
        pieces += [run] if kind else run
    return pieces


def _kind(character: str) -> str:
    """What a character makes a run with; a sign stands for itself."""
    if character.isspace():
        return "space"
    is_mark = unicodedata.category(character).startswith("M")
    return "word" if character.isalnum() or is_mark or character in _ZERO_WIDTH_JOINERS else ""


Style = tuple[Strong | Emphasis | Foreign, ...]


@frozen
class Token:
    """A word, a sign or white space; a value, link or reference as a whole; or, without a leaf, a paragraph's end.

    `key` is what it is compared by: what it prints and, of all but words and values, its kind. `style` are the inlines
    that it stands in, outer first, without their content.
    """

    key: str
    leaf: Inline | None
    style: Style = ()

    @property
    def is_space(self) -> bool:
        return self.key.isspace()


END = Token("\0end", None)
"""The end of a paragraph that another one follows."""


def pieces_of(inlines: Inlines, style: Style = (), *, accepted: bool = True) -> Iterator[Token]:
    """The pieces of a text with the changes of a redline accepted, or rejected."""
    for inline in inlines:
        match inline:
            case Text():
                yield from (Token(word, replace(inline, text=word), style) for word in split_words(inline.text))
            case Strong() | Emphasis() | Foreign():
                yield from pieces_of(inline.content, (*style, replace(inline, content=())), accepted=accepted)
            case Remarked():
                yield from pieces_of(inline.content, style, accepted=accepted)
            case Inserted() | Deleted() | Reformatted():
                yield from pieces_of(_settled(inline, accepted=accepted), style, accepted=accepted)
            case Value() | Link() | CrossReference() | NoteReference() | LineBreak():
                yield Token(_key(inline), inline, style)
            case _:
                assert_never(inline)


def _settled(inline: Inserted | Deleted | Reformatted, *, accepted: bool) -> Inlines:
    match inline:
        case Inserted():
            return inline.content if accepted else ()
        case Deleted():
            return () if accepted else inline.content
        case Reformatted():
            return inline.content if accepted else inline.before
        case _:
            assert_never(inline)


def _key(inline: Value | Link | CrossReference | NoteReference | LineBreak) -> str:
    """What an inline is compared by as a whole: a link also by its address, a reference by its words alone."""
    match inline:
        case Value():
            return inline.text
        case Link():
            return f"\0link\0{inline.target}\0{plain_text(inline.content)}"
        case CrossReference():
            return f"\0reference\0{plain_text((inline,))}"
        case NoteReference():
            return f"\0note\0{inline.note}"
        case LineBreak():
            return "\n"
        case _:
            assert_never(inline)


def text_of(pieces: Iterable[Token], depth: int = 0) -> Inlines:
    """The text that pieces make: each in the inlines of its style, which neighbours share, and words joined."""
    made: list[Inline] = []
    for outer, group in groupby(pieces, key=lambda piece: piece.style[depth] if len(piece.style) > depth else None):
        if outer is not None:
            made.append(replace(outer, content=text_of(group, depth + 1)))
        else:
            made += _joined(piece.leaf for piece in group if piece.leaf is not None)
    return tuple(made)


def _joined(leaves: Iterable[Inline]) -> Iterator[Inline]:
    for is_text, group in groupby(leaves, key=lambda leaf: isinstance(leaf, Text)):
        run = list(group)
        first = run[0]
        if is_text and isinstance(first, Text):
            yield replace(first, text="".join(leaf.text for leaf in run if isinstance(leaf, Text)))
        else:
            yield from run


def keys_of(inlines: Inlines) -> list[str]:
    """What a text is compared by, without white space."""
    return [piece.key for piece in pieces_of(inlines) if not piece.is_space]


def paragraphs_of(pieces: Sequence[Token]) -> list[list[Token]]:
    """The pieces of each paragraph, the ends between them left out."""
    paragraphs: list[list[Token]] = [[]]
    for piece in pieces:
        if piece == END:
            paragraphs.append([])
        else:
            paragraphs[-1].append(piece)
    return paragraphs

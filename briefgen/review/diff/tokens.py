"""Tokens: the words by which texts are compared, where two texts differ in them, and how words are set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeVar, assert_never

from briefgen.frozen import frozen
from briefgen.model.direction import without_isolates
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


def solid_words(text: str) -> list[str]:
    """The words, numbers and signs of a text, without white space."""
    return [word for word in split_words(text) if not word.isspace()]


def _kind(character: str) -> str:
    """What a character makes a run with; a sign stands for itself."""
    if character.isspace():
        return "space"
    is_mark = unicodedata.category(character).startswith("M")
    return "word" if character.isalnum() or is_mark or character in _ZERO_WIDTH_JOINERS else ""


Style = tuple[Strong | Emphasis | Foreign, ...]


END = "\n\n"
"""The text of the token that stands between two paragraphs."""


@frozen
class Token:
    """A word, a sign or white space of a text, or the end of a paragraph that another one follows."""

    text: str

    @property
    def is_space(self) -> bool:
        return self.text.isspace() and not self.is_end

    @property
    def is_end(self) -> bool:
        return self.text == END


T = TypeVar("T")
AnyToken = TypeVar("AnyToken", bound=Token)


def joined_text(tokens: Iterable[Token]) -> str:
    """The characters of tokens as one text."""
    return "".join(token.text for token in tokens)


def split_at_ends(tokens: Iterable[AnyToken]) -> list[list[AnyToken]]:
    """The tokens of each paragraph, the ends between them left out."""
    paragraphs: list[list[AnyToken]] = [[]]
    for token in tokens:
        if token.is_end:
            paragraphs.append([])
        else:
            paragraphs[-1].append(token)
    return paragraphs


@frozen
class Hunk:
    """A place where two texts differ: the tokens of the old one from `start` to `end`, and the new ones for them."""

    start: int
    end: int
    new_start: int
    new_end: int

    def old(self, tokens: Sequence[T]) -> Sequence[T]:
        """Those of the old text's tokens that the hunk is about."""
        return tokens[self.start : self.end]

    def new(self, tokens: Sequence[T]) -> Sequence[T]:
        """Those of the new text's tokens that the hunk is about."""
        return tokens[self.new_start : self.new_end]


def find_hunks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """Where two sequences differ, in order."""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Hunk(*places) for tag, *places in opcodes if tag != "equal"]


def join_hunks(hunks: Iterable[Hunk], are_one: Callable[[Hunk, Hunk], bool]) -> list[Hunk]:
    """The hunks, as one where two that follow each other are."""
    joined: list[Hunk] = []
    for hunk in hunks:
        while joined and are_one(joined[-1], hunk):
            last = joined.pop()
            hunk = Hunk(last.start, max(last.end, hunk.end), last.new_start, max(last.new_end, hunk.new_end))
        joined.append(hunk)
    return joined


@frozen
class InlineToken(Token):
    """A word, a sign or white space with its inline; a value, link or reference as a whole; or a paragraph's end.

    Its text is what it prints, with its kind if it is none of words and values; `style` are the inlines that it stands
    in, outer first, without their content.
    """

    leaf: Inline | None = None
    style: Style = ()

    @property
    def is_end(self) -> bool:
        return self.leaf is None


PARAGRAPH_END = InlineToken("\0end")
"""Between two paragraphs, whose texts may hold line ends of their own."""


def tokens_of(inlines: Inlines, style: Style = ()) -> Iterator[InlineToken]:
    """The tokens of a text; of a marked one, those of the text as it is now."""
    for inline in inlines:
        match inline:
            case Text():
                yield from (InlineToken(word, replace(inline, text=word), style) for word in split_words(inline.text))
            case Strong() | Emphasis() | Foreign():
                yield from tokens_of(inline.content, (*style, replace(inline, content=())))
            case Remarked() | Inserted() | Reformatted():
                yield from tokens_of(inline.content, style)
            case Deleted():
                pass
            case Value() | Link() | CrossReference() | NoteReference() | LineBreak():
                yield InlineToken(_key(inline), inline, style)
            case _:
                assert_never(inline)


def _key(inline: Value | Link | CrossReference | NoteReference | LineBreak) -> str:
    """What an inline is compared by as a whole: a link also by its address, a reference by its words alone."""
    match inline:
        case Value():
            return without_isolates(inline.text)
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


def text_of(tokens: Iterable[InlineToken], depth: int = 0) -> Inlines:
    """The text that tokens make: each in the inlines of its style, which neighbours share, and words joined."""
    made: list[Inline] = []
    for outer, group in groupby(tokens, key=lambda token: token.style[depth] if len(token.style) > depth else None):
        if outer is not None:
            made.append(replace(outer, content=text_of(group, depth + 1)))
        else:
            made += _joined(token.leaf for token in group if token.leaf is not None)
    return tuple(made)


def _joined(leaves: Iterable[Inline]) -> Iterator[Inline]:
    for is_text, group in groupby(leaves, key=lambda leaf: isinstance(leaf, Text)):
        run = list(group)
        first = run[0]
        if is_text and isinstance(first, Text):
            yield replace(first, text="".join(leaf.text for leaf in run if isinstance(leaf, Text)))
        else:
            yield from run


def words_of(*texts: Inlines) -> tuple[str, ...]:
    """What texts are compared by, without white space."""
    return tuple(token.text for text in texts for token in tokens_of(text) if not token.is_space)

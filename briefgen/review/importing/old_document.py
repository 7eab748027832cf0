"""An old document as its reader leaves it, whatever its format: lines, tables, notes, and what was left out so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from enum import Enum

from briefgen.formats.docx.word_model import PICTURE, Item, WordComment, WordParagraph, WordRun, lines_of
from briefgen.frozen import frozen

_SPACES = re.compile(r"[ \t\n\r]+")
_BETWEEN_FIGURES = re.compile(rf"(?<=[\d%])[ \u00a0]*[\t\n\r{PICTURE}][\s{PICTURE}]*(?=[-−–+(]?\d)")
"""What keeps two figures apart, and as a space would make one of them: 12 and 345 are not 12 345."""


class ImportFate(Enum):
    """What becomes of a part of a document that does not stand in the edition as it stood there."""

    LEFT_OUT = "left out"
    OTHERWISE = "taken over otherwise"
    GENERATED = "made by briefgen itself"


@frozen
class ListedPart:
    """A part of a document that was not simply taken over: what it is, where it stood, and its words."""

    fate: ImportFate
    what: str
    where: str = ""
    text: str = ""


@frozen
class OldDocument:
    """What is to be imported: its lines and tables, footnotes, comments and pictures.

    `part` gives the bytes of a picture by its name, and `words` those of a chart or diagram. `ids` are those of texts
    that briefgen has written, by their bookmarks. Where it `numbers_paragraphs`, its lines are without their numbers.
    """

    items: tuple[Item, ...]
    notes: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    comments: tuple[WordComment, ...] = ()
    title: str = ""
    margins: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    part: Callable[[str], bytes] = field(default=lambda _: b"", repr=False)
    words: Callable[[str], str] = field(default=lambda _: "", repr=False)
    listed: tuple[ListedPart, ...] = ()
    numbers_paragraphs: bool = False

    def id_of(self, line: WordParagraph) -> str:
        """The id of a line that briefgen has written; empty for others."""
        return next((self.ids[name] for name in line.names if name in self.ids), "")


def shown_of(items: Iterable[Item]) -> str:
    """The words of some items, on one line."""
    return one_line("\n".join(line.shown for line in lines_of(items)))


def has_things(items: Iterable[Item]) -> bool:
    """Whether something in some items is no text: a picture, a chart, an equation."""
    return any(piece.things for line in lines_of(items) for piece in line.pieces)


def one_line(text: str) -> str:
    """A text on one line; spaces that hold stay, since figures have them between their thousands.

    Between figures that tabs or ends of lines have kept apart stands a semicolon.
    """
    return _SPACES.sub(" ", _BETWEEN_FIGURES.sub("; ", text)).strip()


def without_tabs(line: WordParagraph) -> WordParagraph:
    """The line with a semicolon and a space for the tabs and things between its figures."""
    for match in reversed([match for match in _BETWEEN_FIGURES.finditer(line.text) if "\n" not in match[0]]):
        pieces = (*first_pieces(line.pieces, match.start()), WordRun("; "), *without_start(line, match.end()).pieces)
        longer = len("; ") - len(match[0])
        ranges = (replace(each, at=each.at + longer if each.at > match.start() else each.at) for each in line.comments)
        line = replace(line, pieces=pieces, comments=tuple(ranges))
    return line


def without_start(line: WordParagraph, count: int) -> WordParagraph:
    """The line without its first characters."""
    kept, left = [], count
    for piece in line.pieces:
        gone = min(left, len(piece.text))
        left -= gone
        if rest := piece.text[gone:]:
            kept.append(replace(piece, text=rest))
    ranges = tuple(replace(each, at=max(0, each.at - count)) for each in line.comments)
    return replace(line, pieces=tuple(kept), comments=ranges)


def first_pieces(pieces: Iterable[WordRun], count: int) -> tuple[WordRun, ...]:
    """The pieces up to a number of characters."""
    kept: list[WordRun] = []
    for piece in pieces:
        if own := piece.text[: max(count, 0)]:
            kept.append(replace(piece, text=own))
        count -= len(piece.text)
    return tuple(kept)


def without_bold(line: WordParagraph) -> WordParagraph:
    """The line of a heading or caption as plain, if all of it is bold, since a brief sets both in looks of its own."""
    if not all(piece.bold for piece in line.pieces if piece.text.strip()):
        return line
    return replace(line, pieces=tuple(replace(piece, bold=False) for piece in line.pieces))

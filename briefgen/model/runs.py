"""Runs: a text as one string that knows where each of its characters was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
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
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

BOUND = "\ufffc"
"""Stands in a run for what was not typed there: a printed fact, a reference, words in another language."""

_SOURCE = "source:"
_PLACE = lazy_regex(
    r"(?:(?:¶+|§+|p{1,2}\.|pages?|paras?\.?|paragraphs?|tables?|figures?|figs?\.|sections?|annex(?:es)?|appendix|chapters?"
    r"|lines?|notes?|items?|articles?|arts?\.|clauses?|box(?:es)?|columns?|rows?|slides?|sheets?|parts?|questions?|volumes?"
    r"|vols?\.|nos?\.|ll?\.|first|last|and|to|of|the|from|in|at|head|title|summary|preface|cover|ff?\.|[a-z]\)?"
    r"|[ivxlc]+|[A-Z]?[0-9][0-9a-z.()]*)(?:[\s\u00a0,;:–-]+|$))+",
    re.IGNORECASE,
)


def is_place(text: str) -> bool:
    """Whether words name a place in a source, such as a paragraph or a line of a table, and say nothing else."""
    return _PLACE.fullmatch(text.replace("¶", "¶ ").replace("§", "§ ")) is not None


@frozen
class Run:
    """A text with its pieces: the offset at which each begins, where that stands, and whether it was typed as it is.

    `values` are the printed facts by the offset of their stand-in. `language` is empty where it is the document's own.
    """

    text: str
    pieces: tuple[tuple[int, Span, bool], ...]
    values: tuple[tuple[int, Value], ...] = ()
    language: str = ""

    def place(self, start: int, end: int | None = None) -> Span | None:
        """Where characters were written, from one to before another, or a single one; none for what was not written."""
        end = start + 1 if end is None else end
        first, last = self._piece(start, end), self._piece(max(start, end - 1), end)
        return first.to(last) if first and last else None

    def _piece(self, offset: int, end: int) -> Span | None:
        """Where a character was written, and those behind it in its piece that are before the end."""
        number = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        if number < 0:
            return None
        start, place, is_typed = self.pieces[number]
        behind = self.pieces[number + 1][0] if number + 1 < len(self.pieces) else end
        return place.part(offset - start, min(end, behind) - start) if is_typed else place


def runs_of(inlines: Inlines, language: str = "", *, with_names: bool = False) -> Iterator[Run]:
    """The text as a run, and behind it a run for each stretch of another language; with printed names, or without."""
    builder = _Builder(with_names=with_names)
    builder.add(inlines)
    yield Run("".join(builder.text), tuple(builder.pieces), tuple(builder.values), language)
    for foreign in builder.foreign:
        yield from runs_of(foreign.content, foreign.language, with_names=with_names)


class _Builder:
    def __init__(self, *, with_names: bool) -> None:
        self._with_names = with_names
        self.text: list[str] = []
        self.pieces: list[tuple[int, Span, bool]] = []
        self.values: list[tuple[int, Value]] = []
        self.foreign: list[Foreign] = []
        self._length = 0

    def add(self, inlines: Inlines) -> None:
        for inline in inlines:
            self._inline(inline)

    def _inline(self, inline: Inline) -> None:
        match inline:
            case Text():
                self._put(inline.text if inline.place else BOUND, inline.place)
            case Value():
                self.values.append((self._length, inline))
                is_name = self._with_names and not any(character.isdigit() for character in inline.text)
                self._put(inline.text if is_name else BOUND, inline.place, is_printed=True)
            case LineBreak():
                self._put("\n", inline.place)
            case Foreign() if inline.language:
                self.foreign.append(inline)
                self._put(BOUND, inline.place)
            case Link():
                self._linked(inline)
            case CrossReference():
                self._referring(inline)
            case Strong() | Emphasis() | Inserted() | Reformatted() | Foreign() | Remarked():
                self.add(inline.content)
            case NoteReference() | Deleted():
                pass
            case _:
                assert_never(inline)

    def _linked(self, link: Link) -> None:
        """A link's words; one whose words are its address has none."""
        if plain_text(link.content) in (link.target, link.target.partition("://")[2], link.target.partition(":")[2]):
            self._put(BOUND, link.place)
        else:
            self.add(link.content)

    def _referring(self, reference: CrossReference) -> None:
        """A reference's words; those of a citation are none if they name a place in its source."""
        words = plain_text(reference.content)
        if words and not (reference.target.startswith(_SOURCE) and is_place(words)):
            self.add(reference.content)
        else:
            self._put(BOUND, reference.place)

    def _put(self, text: str, place: Span | None, *, is_printed: bool = False) -> None:
        if place:
            self.pieces.append((self._length, place, text != BOUND and not is_printed))
        self.text.append(text)
        self._length += len(text)

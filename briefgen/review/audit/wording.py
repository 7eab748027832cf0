"""What an edition prints, by the words around each figure: where a document has the same words, its figure is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from briefgen.checks.names import Names
from briefgen.frozen import frozen
from briefgen.model.characters import plain
from briefgen.review.audit.figures import AuditedFigure, figures_in
from briefgen.review.audit.passages import AuditedDocument, DocumentPassage, DocumentTable

FIGURE = "\x00"
"""Stands for each figure, so that words are compared without it."""

_LINE = "\n"
_BOTH, _ONE = 24, 28
"""The characters that are compared on each side, and where only one side is."""
_FARTHEST = 80
_FEWEST_OF_LINE, _FEWEST_LETTERS, _FEWEST_OF_ONE = 4, 10, 16
_DROPPED = re.compile(r"[\s\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffb\ufffc|]+")


@frozen
class Spoken:
    """A line of a document without spaces, each figure replaced by a sign, and these figures in their order."""

    text: str
    figures: tuple[AuditedFigure, ...]

    def windows(self) -> Iterator[tuple[AuditedFigure, str, str]]:
        """Each figure with what stands right before and behind it, and the ends of the line if they are near."""
        text = f"{_LINE}{self.text}{_LINE}"
        at = -1
        for figure in self.figures:
            at = text.index(FIGURE, at + 1)
            yield figure, text[max(0, at - _FARTHEST) : at], text[at + 1 : at + 1 + _FARTHEST]


def spoken(document: AuditedDocument, names: Names, language: str) -> Iterator[Spoken]:
    """The lines of a document: paragraphs, and rows of tables."""
    for item in document.items:
        rows = item.rows if isinstance(item, DocumentTable) else ((item,),)
        for row in rows:
            parts = [_spoken(cell, names, language) for cell in row if cell]
            yield Spoken("".join(part.text for part in parts), tuple(f for part in parts for f in part.figures))


def _spoken(passage: DocumentPassage, names: Names, language: str) -> Spoken:
    figures = tuple(figures_in(passage, names, language))
    pieces, end = [], 0
    text = plain(passage.text)
    for figure in figures:
        pieces += [_squeezed(text[end : figure.mention.start]), FIGURE]
        end = figure.mention.end
    return Spoken("".join([*pieces, _squeezed(text[end:])]), figures)


def _squeezed(text: str) -> str:
    return _DROPPED.sub("", text).casefold()


@frozen
class WordingMatch:
    """The figures that an edition prints between the same words, and whether these stand on both sides."""

    figures: tuple[AuditedFigure, ...]
    on_both_sides: bool


class Wording:
    """The words of an edition's document, in which those around a figure are looked up."""

    def __init__(self, lines: Sequence[Spoken]) -> None:
        self._text = _LINE.join(["", *(line.text for line in lines), ""])
        self._figures = [figure for line in lines for figure in line.figures]

    def of_line(self, before: str, behind: str) -> Iterator[AuditedFigure]:
        """What the edition prints on a line that is the same but for this figure, however short that is."""
        if _is_whole(before, behind):
            yield from self._found(before, behind)

    def matches(self, before: str, behind: str) -> Iterator[WordingMatch]:
        """What the edition prints between the same words on both sides, else before, else behind the same words.

        The end of a line stands for words: nothing stands there in both.
        """
        if _is_whole(before, behind):
            yield from self._match(before, behind, _FEWEST_OF_LINE, on_both_sides=True)
        yield from self._match(before[-_BOTH:], behind[:_BOTH], _FEWEST_LETTERS, on_both_sides=True)
        before, behind = before.lstrip(_LINE), behind.rstrip(_LINE)
        yield from self._match(before[-_BOTH:], behind[:_BOTH], _FEWEST_LETTERS, on_both_sides=bool(before and behind))
        yield from self._match(before[-_ONE:], "", _FEWEST_OF_ONE, on_both_sides=False)
        yield from self._match("", behind[:_ONE], _FEWEST_OF_ONE, on_both_sides=False)

    def _match(self, before: str, behind: str, fewest: int, *, on_both_sides: bool) -> Iterator[WordingMatch]:
        if sum(map(str.isalpha, before + behind)) >= fewest and (found := tuple(self._found(before, behind))):
            yield WordingMatch(found, on_both_sides)

    def _found(self, before: str, behind: str) -> Iterator[AuditedFigure]:
        wanted = f"{before}{FIGURE}{behind}"
        at = self._text.find(wanted)
        while at >= 0:
            yield self._figures[self._text.count(FIGURE, 0, at + len(before))]
            at = self._text.find(wanted, at + 1)


def _is_whole(before: str, behind: str) -> bool:
    """Whether what stands around a figure is all of its line."""
    return before.startswith(_LINE) and behind.endswith(_LINE)


def is_same(first: AuditedFigure, last: AuditedFigure) -> bool:
    """Whether two figures say the same."""
    if first.mention.days or last.mention.days:
        return first.mention.days[:1] == last.mention.days[:1]
    return (first.mention.unit, first.mention.amounts[:1]) == (last.mention.unit, last.mention.amounts[:1])


def by_passage(figures: Sequence[AuditedFigure]) -> dict[int, list[AuditedFigure]]:
    """The figures of each passage, by its identity."""
    return {key: list(group) for key, group in groupby(figures, lambda figure: id(figure.passage))}

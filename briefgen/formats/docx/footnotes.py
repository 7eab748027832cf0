"""Footnotes: which note has been called by which footnote.

A footnote has one reference in Word; further references are fields that repeat its number. Where a redline takes the
first reference out, the text that stays has a footnote of its own, so that accepting the change loses no note.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.formats.docx.markup import Element, w

SEPARATORS = {"separator": -1, "continuationSeparator": 0}
"""The two footnotes that every document has, by the rule that each holds (ISO/IEC 29500-1, 17.18.33), and their ids."""


@dataclass
class Footnotes:
    """The footnotes of a document, in the order of their references: the id of each, by its note and its fate."""

    known: frozenset[str]
    _ids: dict[tuple[str, bool], int] = field(default_factory=dict)

    def call(self, note: str, *, deleted: bool) -> int | None:
        """The id of the footnote that a reference brings; none for an unknown note, or where one has brought it."""
        if note not in self.known or (note, deleted) in self._ids:
            return None
        return self._ids.setdefault((note, deleted), len(self._ids) + 1)

    def called(self) -> list[tuple[int, str]]:
        """Every footnote by its id, with the name of its note."""
        return [(number, note) for (note, _), number in self._ids.items()]


def separators() -> list[Element]:
    """The footnotes that hold the rule above the others, on their first page and where they go on."""
    return [w("footnote", _tight(w(kind)), type=kind, id=number) for kind, number in SEPARATORS.items()]


def _tight(rule: Element) -> Element:
    """A paragraph as high as its line."""
    return w("p", w("pPr", w("spacing", before=0, after=0, line=240, lineRule="auto")), w("r", rule))


def announced() -> Element:
    """The setting that says which footnotes are the separators."""
    return w("footnotePr", *(w("footnote", id=number) for number in SEPARATORS.values()))

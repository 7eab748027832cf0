"""What a check looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import cast

from briefgen.frozen import frozen
from briefgen.ledger import Printer
from briefgen.memo import Memo
from briefgen.model.authored_texts import authored_texts, plain_texts
from briefgen.model.document import Document
from briefgen.model.edition import Edition
from briefgen.model.fact import PERCENT, Interval, Ledger, Quantity
from briefgen.model.inlines import Inlines
from briefgen.model.runs import Run, runs_of
from briefgen.spans import Span
from briefgen.theme import Theme


@frozen
class Subject:
    """An assembled brief: the edition, its ledger, the document made of it, the house style, and the files' texts.

    `broken` are ids whose fault was reported already, figures as "figure:ID". `unused_sources` are those that no
    edition of the desk cites. `is_sound` says that loading, deriving and assembling found no errors. `last` are the
    facts of the edition that this one follows, none where they cannot be told.
    """

    edition: Edition
    ledger: Ledger
    document: Document
    theme: Theme
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    broken: frozenset[str] = frozenset()
    unused_sources: frozenset[str] = frozenset()
    is_sound: bool = True
    last: Ledger | None = None
    memo: Memo | None = field(default=None, repr=False)

    @cached_property
    def runs(self) -> tuple[tuple[Run, Inlines], ...]:
        """Every run of what people wrote, each with the text that it is of."""
        texts = (*authored_texts(self.edition), *plain_texts(self.edition))
        return tuple((run, text) for text in texts if text for run in self._runs_of(text))

    def _runs_of(self, text: Inlines) -> tuple[Run, ...]:
        """The runs of a text, which are as they were where the text is the same object."""
        if self.memo is None:
            return tuple(runs_of(text))
        known = self.memo.get(("runs", id(text)), text)
        if known is None:
            known = tuple(runs_of(text))
            self.memo.put(("runs", id(text)), text, known)
        return cast("tuple[Run, ...]", known)

    @cached_property
    def words_of_units(self) -> frozenset[str]:
        """What the edition counts: the units of the desk and of the facts, by every word for them, in small letters."""
        desk = self.edition.desk
        units = {entry.value.unit for entry in self.ledger if isinstance(entry.value, Quantity | Interval)} - {PERCENT}
        return frozenset(word.casefold() for unit in (*units, *desk.units) for word in desk.words_of(unit) if word)

    def words_for(self, unit: str) -> set[str]:
        """All words for a unit, in small letters."""
        return {word.casefold() for word in self.edition.desk.words_of(unit) if word}

    @cached_property
    def printer(self) -> Printer:
        """What prints the facts of the ledger."""
        return Printer(self.edition, self.ledger)

    def at(self, place: Span | None) -> Span:
        """The place, or the edition's own where there is none."""
        return place or self.edition.home

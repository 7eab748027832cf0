"""What a check looks at."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.errors import Place
from briefgen.model.document import Document
from briefgen.model.edition import Edition
from briefgen.model.fact import Ledger
from briefgen.theme import Theme


@dataclass(frozen=True)
class Subject:
    """An assembled brief: the edition as loaded, its ledger, the document made of it, and the house style."""

    edition: Edition
    ledger: Ledger
    document: Document
    theme: Theme

    def at(self, place: Place | None) -> Place:
        """The place, or the edition's own where there is none."""
        return place or self.edition.place or Place(self.edition.id)

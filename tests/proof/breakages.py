"""Counting what a broken writer did, and whether the proof named it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.model.document import Document
from briefgen.proof.compare import Difference
from briefgen.proof.docx import FORM
from briefgen.proof.expected import FormatProfile, pieces_of
from tests.samples import MEDIA


def texts_by_block(document: Document, form: FormatProfile = FORM) -> dict[str, str]:
    """All that each block must say in a form, without white space, by its id."""
    texts: dict[str, str] = {}
    for piece in pieces_of(document, MEDIA, form):
        texts[piece.block] = texts.get(piece.block, "") + piece.text
    return texts


@dataclass
class Tally:
    """What was broken, what of it was caught, and what of that was named as another block."""

    tried: int = 0
    missed: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)

    def count(self, name: str, found: Iterable[Difference], blocks: Iterable[str]) -> None:
        """One breakage: what was found, and the blocks of which one must be named; none where any will do."""
        self.tried += 1
        named, right = [difference.piece.block for difference in found], set(blocks)
        if not named:
            self.missed.append(name)
        elif right and not right & set(named):
            self.misnamed.append(f"{name}: {named} instead of {sorted(right)}")

    def report(self, what: str) -> None:
        """Say how many were caught; fail unless all were, each in its own block."""
        caught = self.tried - len(self.missed)
        sys.stdout.write(f"\n{what}: {self.tried} breakages, {caught} caught, {len(self.misnamed)} misnamed\n")
        assert self.tried > 0
        assert self.missed == []
        assert self.misnamed == []

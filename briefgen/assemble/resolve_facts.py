"""Resolving facts: every value gets the text that the ledger gives it, and all texts are set as a typesetter would."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen import codes
from briefgen.assemble.typography import typeset
from briefgen.errors import Diagnostic
from briefgen.ledger import FormatError, Printer
from briefgen.ledger.cells import unknown_cell
from briefgen.model.blocks import Block
from briefgen.model.edition import Edition
from briefgen.model.fact import Ledger, LedgerEntry
from briefgen.model.fact_table import table_of
from briefgen.model.inlines import Inline, Inlines, Value
from briefgen.model.labels import NO_BREAK_SPACE
from briefgen.model.traverse import map_blocks, map_inlines, map_texts
from briefgen.spans import Span
from briefgen.suggest import did_you_mean

KEPT_ON_ONE_LINE = 40
"""Characters."""


def on_one_line(text: str) -> str:
    """The text, kept on one line if it is short; a long one would push everything beside it away."""
    return text.replace(" ", NO_BREAK_SPACE) if len(text) <= KEPT_ON_ONE_LINE else text


class Resolver:
    """Puts the ledger's values into texts, and collects a diagnostic for each that cannot be.

    `known` are what the content declares but could not be loaded, facts by id, figures and sources as "figure:ID" and
    "source:ID": their fault is reported where it lies, and what refers to them is no further fault.
    """

    def __init__(self, edition: Edition, ledger: Ledger, known: Iterable[str] = ()) -> None:
        self.edition = edition
        self.ledger = ledger
        self.printer = Printer(edition, ledger)
        self.diagnostics: list[Diagnostic] = []
        self.known = {*known, *(fact.id for fact in edition.facts), *(deadline.id for deadline in edition.deadlines)}

    def knows(self, fact: str, place: Span | None) -> bool:
        """Whether the ledger has a value for the fact; reports an id that nothing declares."""
        if fact in self.ledger:
            return True
        if fact in self.known or f"table:{table_of(fact)}" in self.known:
            return False
        if fault := unknown_cell(fact, self.edition.tables):
            self.report(fault[0], place, *fault[1:])
        else:
            candidates = [*self.known, *(entry.fact.id for entry in self.ledger)]
            self.report(
                codes.UNKNOWN_FACT, place, f'fact "{fact}" is not in the ledger', did_you_mean(fact, candidates)
            )
        return False

    def text(self, fact: str, formats: tuple[str, ...] = (), place: Span | None = None) -> str:
        """The fact as printed; empty, with a diagnostic, where it cannot be."""
        if not self.knows(fact, place):
            return ""
        try:
            return self.printer.text(fact, formats)
        except FormatError as error:
            self.report(codes.BAD_FORMAT, place, error.message, error.hint)
            return ""

    def working(self, entry: LedgerEntry) -> str:
        """How a derived fact was derived, with its result where that was rounded; a short one is kept on one line."""
        return on_one_line(self.printer.derivation(entry))

    def inlines(self, inlines: Inlines) -> Inlines:
        return typeset(map_inlines(inlines, self._resolved), self.edition.desk.language)

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return map_blocks(blocks, change_block=lambda block: map_texts(block, self.inlines))

    def report(self, code: codes.Code, place: Span | None, message: str, hint: str = "") -> None:
        """Add a diagnostic, at the edition's own place where the fault has none."""
        self.diagnostics.append(code.at(place or self.edition.home, message, hint))

    def _resolved(self, inline: Inline) -> Inline:
        if isinstance(inline, Value):
            text = self.text(inline.fact, inline.formats, inline.place)
            return Value(inline.fact, inline.formats, text, place=inline.place)
        return inline

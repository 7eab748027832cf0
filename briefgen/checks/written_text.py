"""The texts that people have written, each with all by which its figures are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import TypedForm, typed_form
from briefgen.frozen import frozen
from briefgen.model.authored_texts import authored_blocks, authored_texts
from briefgen.model.blocks import Table
from briefgen.model.fact import FactValue, LedgerEntry
from briefgen.model.runs import BOUND, Run
from briefgen.model.traverse import blocks_of, plain_text
from briefgen.numbers_in_text import Mention

BEFORE = 200
"""The characters before a figure among which the words stand that belong to it."""


@frozen
class Headings:
    """The words of a table that stand for a cell: of its row, and of its column."""

    row: str
    column: str


def headings_of_cells(subject: Subject) -> dict[int, Headings]:
    """The row and column of each cell below the head of a table and behind its first column, by the text's identity."""
    found: dict[int, Headings] = {}
    for table in (block for block in blocks_of(authored_blocks(subject.edition)) if isinstance(block, Table)):
        columns = [plain_text(head.content) for head in table.header]
        for name, *cells in table.rows:
            row = plain_text(name.content)
            found.update(
                (id(cell.content), Headings(row, column)) for cell, column in zip(cells, columns[1:], strict=False)
            )
    return found


@frozen
class WrittenText:
    """A text of a brief: its headings in a table, the entry of which it is a label, and whether it can print facts."""

    run: Run
    subject: Subject
    headings: Headings | None = None
    owner: LedgerEntry | None = None
    can_print: bool = True

    @property
    def text(self) -> str:
        return self.run.text

    @property
    def language(self) -> str:
        """Its own language, or that of the desk."""
        return self.run.language or self.subject.edition.desk.language

    def before(self, words: re.Pattern[str], mention: Mention) -> re.Match[str] | None:
        """The words of a pattern that end where a figure begins."""
        return words.search(self.text, max(mention.start - BEFORE, 0), mention.start)

    def form(self, value: FactValue, mention: Mention) -> TypedForm | None:
        """The formats that print a value as a figure is typed here; none where none does."""
        return typed_form(value, mention, self.subject.printer, self.language)


def written_texts(subject: Subject) -> Iterator[WrittenText]:
    """Every text that was written.

    What stands in the file of a table of figures is its source's: the headings and names of rows there bind nothing.
    """
    files = {table.key_place.source for table in subject.edition.tables.values() if table.key_place}
    owners = {
        id(text): entry for entry in subject.ledger for text in (entry.fact.label_text, entry.fact.caveat_text) if text
    }
    headings = headings_of_cells(subject)
    authored = {id(text) for text in authored_texts(subject.edition)}
    for run, text in subject.runs:
        is_typed = run.text != BOUND  # not a fact that is alone in its cell
        if is_typed and not (files and run.pieces and run.pieces[0][1].source in files):
            own = headings.get(id(text)), owners.get(id(text))
            yield WrittenText(run, subject, *own, can_print=id(text) in authored)

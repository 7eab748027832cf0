"""Evidence: what a person holds a fact against, all of it as texts: what it is, how it was derived, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from briefgen.frozen import frozen

REACH = 2
"""So many rows and columns on either side of a cell are its neighbours."""

Candidate = TypeVar("Candidate")


@frozen
class MarkedText:
    """A text, and the stretches of it that matter: where each begins and ends."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@frozen
class PrintedPassage:
    """A text of the brief that prints a fact, which is marked in it, and where it stands: "2 Landings and quota"."""

    where: str
    passage: MarkedText


@frozen
class FactInput:
    """A fact from which another one is derived, and how it is printed."""

    fact: str
    label: str
    printed: str


@frozen
class CellExcerpt:
    """A cell of a data file or table with its neighbours; `row` and `column` are its places among these, from 0.

    `place` is where it stands in words. `names` are those of the rows, or their numbers, and `columns` the headings, or
    letters.
    """

    file: str
    place: str
    columns: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    row: int
    column: int

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return self.cells[self.row][self.column]


@frozen
class FactEvidence:
    """All that a person needs to say whether a fact is right; what it does not have is empty.

    `printed` is as lists print it, with its unit, and `value` is as data. `terms` are a deadline's other words, each
    with what it says. `formula` is as written; `working` has the values put in, with the result. `stated` is what the
    source itself states for a derived fact. `source` is its id, `cited` the source in words, `at` the place in it.
    `paragraphs` are those of the source's text with the quote in them, or those that the place names, and `cell` is
    where it stands in a data file or table. `passages` are the texts of the brief that print it. `tick` is "valid",
    "fallen" or empty, and `seal` what a tick of it would be bound to now.
    """

    fact: str
    kind: str
    printed: str
    value: str
    label: str
    period: str
    as_of: str
    forecast: bool
    caveat: str
    terms: tuple[tuple[str, str], ...]
    formula: str
    working: str
    stated: str
    inputs: tuple[FactInput, ...]
    source: str
    cited: str
    url: str
    at: str
    quote: str
    paragraphs: tuple[MarkedText, ...]
    cell: CellExcerpt | None
    passages: tuple[PrintedPassage, ...]
    author: str
    ticked_by: str
    ticked_on: str
    tick: str
    seal: str


def neighbours(candidates: Sequence[Candidate], of: Candidate) -> Sequence[Candidate]:
    """One of some things in their order, with those on either side of it."""
    at = candidates.index(of)
    return candidates[max(0, at - REACH) : at + REACH + 1]

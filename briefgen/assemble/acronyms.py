"""The acronyms annex: each acronym of the text with the words that it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.model.acronyms import acronyms_in
from briefgen.model.blocks import Block, Cell, Column, Heading, Table
from briefgen.model.document import Note
from briefgen.model.edition import Desk
from briefgen.model.inlines import Text
from briefgen.model.labels import labels_for


def acronym_list(desk: Desk, blocks: Iterable[Block], notes: Iterable[Note]) -> tuple[Block, ...]:
    """A heading and a table of the acronyms whose words are known, by letter; nothing where there are none."""
    known = {each.letters: each for each in acronyms_in(blocks, notes, desk.acronyms) if each.words}
    if not known:
        return ()
    labels = labels_for(desk.language)
    rows = tuple(_row(f"acronym-{letters}", letters, known[letters].words) for letters in sorted(known))
    return (
        Heading(1, (Text(labels.acronyms),), id="acronyms", anchor="section:acronyms"),
        Table(
            (Column(), Column()),
            _row("acronyms-head", labels.acronym, labels.acronym_words),
            rows,
            id="acronyms-table",
            anchor="table:acronyms",
        ),
    )


def _row(name: str, *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),), id=f"{name}-{column}") for column, text in enumerate(texts, 1))

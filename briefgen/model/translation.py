"""A translation beside its original: the texts of both, so that each can be held against the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from hashlib import sha256
from typing import TYPE_CHECKING, assert_never

from briefgen.frozen import frozen
from briefgen.model.blocks import (
    Block,
    Callout,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.inlines import CrossReference, Inlines, LineBreak, Link, NoteReference, Text, Value
from briefgen.model.kind import PointUse
from briefgen.model.traverse import inlines_of, texts_of
from briefgen.spans import Span

if TYPE_CHECKING:
    from briefgen.model.edition import Edition

HEADER = "edition"
LABELS = "labels"
SECTION = "section-"
ROW = "row"
BETWEEN_CELLS = "\x1f"
_DIGITS = 10
_WORDS = 8
_RUN_ON = re.compile(r"(?<=\}\})(?=\w)")
"""Between a key figure and its caption."""


@frozen
class ConfirmedText:
    """A text of the original from which somebody has translated, by its digest; `order` is that of its figures there.

    The order is empty where the translation keeps that of the original.
    """

    digest: str
    words: str = ""
    order: tuple[str, ...] = ()


@frozen
class Translation:
    """What an edition translates: the original, and from which of its texts, by the parts that these are of.

    `confirmed` is none where nobody has confirmed anything yet. `is_side_by_side` says that a document of both is made
    as well. `place` is where the header names the original.
    """

    original: Edition
    confirmed: Mapping[str, tuple[ConfirmedText, ...]] | None = None
    is_side_by_side: bool = False
    place: Span | None = field(default=None, compare=False)


@frozen
class ParallelText:
    """A text that an original and its translation both have.

    `kind` is what it is, the same in both: a paragraph, an item, a row with so many cells; `key` tells texts apart that
    have an id of their own. Figures of a row stand in one order only.
    """

    kind: str
    content: Inlines
    key: str = ""
    place: Span | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """The first digits of the SHA-256 of its kind and its text as it was written."""
        text = " ".join("".join(_written(self.content)).split())
        return sha256(f"{self.kind}\x1f{self.key}\x1f{text}".encode()).hexdigest()[:_DIGITS]

    @property
    def words(self) -> str:
        """How it begins, for somebody who looks for it."""
        words = _RUN_ON.sub(" ", "".join(_written(self.content))).split()
        return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def _written(text: Inlines) -> Iterator[str]:
    for inline in inlines_of(text):
        match inline:
            case Text():
                yield inline.text
            case Value():
                yield f"{{{{ {' | '.join((inline.fact, *inline.formats))} }}}}"
            case CrossReference() | Link():
                yield f"({inline.target})"
            case NoteReference():
                yield f"[^{inline.note}]"
            case LineBreak():
                yield " "
            case _:
                pass


def parallel_texts(edition: Edition) -> dict[str, list[ParallelText]]:
    """The texts of an edition by the parts that they are of, in reading order: its header, sections, and labels."""
    header = [
        ParallelText("title", edition.title, "title", edition.place),
        *([ParallelText("subtitle", edition.subtitle, "subtitle", edition.place)] if edition.subtitle else ()),
        *_texts_of_blocks(edition.bottom_line, "bottom line, "),
        *(
            ParallelText("key figure", (Value(spec.fact, spec.formats), *spec.caption), place=spec.place)
            for spec in edition.key_figures
        ),
    ]
    parts = {HEADER: header}
    for section in edition.sections:
        notes = {name: note for name, note in edition.notes.items() if name.startswith(f"{section.name}:")}
        parts[SECTION + section.name] = [
            ParallelText("title", section.title, "title", section.place),
            *_texts_of_blocks(section.blocks),
            *(
                text
                for name, note in notes.items()
                for text in _texts_of_blocks(note.content, f"footnote [^{name.partition(':')[2]}], ")
            ),
        ]
    parts[LABELS] = list(_labels(edition))
    return parts


def _labels(edition: Edition) -> Iterator[ParallelText]:
    """The words of the ledger, figures and tables, each with an id."""
    for fact in edition.facts:
        yield from _keyed(f"facts {fact.id}", {"label": fact.label_text, "caveat": fact.caveat_text}, fact.place)
    for deadline in edition.deadlines:
        words = {key: getattr(deadline, key) for key in ("who", "what", "where", "document", "decision")}
        yield from _keyed(f"deadlines {deadline.id}", words, deadline.place)
    for name, chart in edition.charts.items():
        texts = {"title": chart.title, "caption": chart.caption, "alt": chart.alt, "notes": chart.notes}
        texts |= {f"category {number}": text for number, text in enumerate(chart.categories, 1)}
        texts |= {f"series {number}": series.name for number, series in enumerate(chart.series, 1)}
        labels = (item for series in chart.series for item in series.items if item)
        texts |= {f"label of {item.fact}": item.label for item in labels}
        yield from _keyed(f"figures {name}", texts, chart.place)
    for name, table in edition.tables.items():
        yield from _keyed(f"tables {name}", {"notes": table.notes}, table.place)


def _keyed(entry: str, texts: Mapping[str, Inlines], place: Span | None) -> Iterator[ParallelText]:
    for key, text in texts.items():
        if text:
            yield ParallelText("label", text, f"{entry}, {key}", next((i.place for i in text if i.place), place))


def _texts_of_blocks(blocks: tuple[Block, ...], within: str = "") -> Iterator[ParallelText]:
    for block in blocks:
        yield from _texts_of_block(block, within)


def _texts_of_block(block: Block, within: str) -> Iterator[ParallelText]:
    match block:
        case Heading():
            kind = f"{within}heading of level {block.level}{_form_of(block.use)}"
            yield ParallelText(kind, block.content, place=block.place)
        case Paragraph():
            kind = f"{within}paragraph{_form_of(block.use, block.answers)}"
            yield ParallelText(kind, block.content, place=block.place)
        case List():
            for item in block.items:
                kind = f"{'numbered item' if block.numbered else 'item'}{_form_of(None, item.answers)}"
                yield from _texts_of_blocks(item.content, f"{within}{kind}, ")
        case Callout():
            yield from _texts_of_blocks(block.content, f"{within}callout {block.kind.value}, ")
        case Quotation():
            yield from _texts_of_blocks(block.content, f"{within}quotation, ")
            yield ParallelText(f"{within}attribution of a quotation", block.attribution, place=block.place)
        case Table():
            yield from _texts_of_table(block, within)
        case Figure():
            content = tuple(inline for text in texts_of(block) for inline in text) + block.spoken
            name = block.anchor or f"figure:{block.picture}"
            yield ParallelText(f"{within}{name}", content, name, block.place)
        case KeyFigures() | Contents() | PageBreak():
            pass
        case _:
            assert_never(block)


def _form_of(use: PointUse | None, answers: tuple[str, ...] | None = None) -> str:
    """What a form says of a text, which original and translation say alike."""
    boxes = None if answers is None else f"answers: {', '.join(answers) or 'none'}"
    said = "; ".join(filter(None, (use and use.value, boxes)))
    return f" ({said})" if said else ""


def _texts_of_table(table: Table, within: str) -> Iterator[ParallelText]:
    """A table with its caption, and its rows; one of the ledger's tables is the original's, and one text."""
    cells = [cell for row in table.all_rows for cell in row]
    if table.data:
        figures = tuple(inline for cell in cells for inline in inlines_of(cell.content) if isinstance(inline, Value))
        yield ParallelText(f"{within}table:{table.data}", (*table.caption, *figures), table.anchor, table.place)
        return
    yield ParallelText(f"{within}table of {len(table.columns)} columns", (), table.anchor, table.place)
    if table.caption:
        yield ParallelText(f"{within}caption of a table", table.caption, place=table.place)
    for row in table.all_rows:
        content = tuple(inline for cell in row for inline in (*cell.content, Text(BETWEEN_CELLS)))
        yield ParallelText(f"{within}{ROW}", content, place=row[0].place or table.place)
    if table.source:
        yield ParallelText(f"{within}source of a table", table.source, place=table.place)

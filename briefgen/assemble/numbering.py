"""Numbers of sections, charts, tables and notes in the order in which a reader meets them, and references to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import is_
from typing import TypeGuard

from briefgen import codes
from briefgen.assemble.resolve_facts import Resolver, on_one_line
from briefgen.assemble.sources import ANCHOR as SOURCE
from briefgen.assemble.sources import origins
from briefgen.errors import Correction
from briefgen.model.blocks import Block, Callout, Figure, Heading, KeyFigures, List, Paragraph, Table
from briefgen.model.document import Note
from briefgen.model.inlines import CrossReference, Emphasis, Inline, Inlines, NoteReference, Strong
from briefgen.model.labels import Labels, spoken
from briefgen.model.traverse import (
    below_numbers,
    blocks_of,
    inlines_of,
    map_blocks,
    map_inlines,
    map_texts,
    plain_text,
    texts_of,
)
from briefgen.patterns import lazy_regex
from briefgen.suggest import did_you_mean

LONGEST_NAME = 60
"""The characters up to which a caption serves as a name."""
PARAGRAPHS = lazy_regex(r"¶+\s*")
PARAGRAPH = "para"
"""The kind of anchors of paragraphs."""
_SENTENCE_END = lazy_regex(
    r"(?<!\bcf)(?<!\bvs)(?<!\bсм)(?<!\bср)(?<!\bviz)(?<!\bvgl)(?<!\bcfr)(?<!\bver)(?<!\b[^\W\d_])"
    r"[.!?…؟۔][\"'”’»)\]]*\s+$"
)
"""The end of a sentence, and no abbreviation before what is referred to: cf., vgl., e.g., z. B."""


def number_figures(blocks: Iterable[Block], labels: Labels) -> tuple[Block, ...]:
    """The blocks with "Figure 1", "Table 1" and so on; a table without a caption has no number."""
    counts = {Figure: 0, Table: 0}

    def numbered(block: Block) -> Block:
        if isinstance(block, Figure) or (isinstance(block, Table) and block.caption):
            kind = type(block)
            counts[kind] += 1
            name = labels.figure if kind is Figure else labels.table
            return replace(block, label=labels.reference(name, counts[kind]))
        return block

    return map_blocks(blocks, change_block=numbered)


def name_again(blocks: Iterable[Block], labels: Labels) -> tuple[Block, ...]:
    """The blocks with what each table is called where it goes on: by its label, its caption or the heading above it."""
    heading = ""

    def named(block: Block) -> Block:
        nonlocal heading
        if isinstance(block, Heading):
            heading = plain_text(block.content)
        if not isinstance(block, Table):
            return block
        caption = plain_text(block.caption).removesuffix(".")
        what = block.label or (caption if len(caption) <= LONGEST_NAME else "") or heading
        return replace(block, again=labels.continued.format(what=what) if what else "")

    return map_blocks(blocks, change_block=named)


def number_notes(
    blocks: tuple[Block, ...], notes: Mapping[str, Note], before: tuple[Block, ...] = ()
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks with every note reference numbered, and the notes that are referred to, in that order.

    What the blocks `before` refer to has the first numbers.
    """
    numbers: dict[str, int] = {}
    for block in blocks_of((*before, *blocks)):
        for text in texts_of(block):
            for inline in inlines_of(text):
                if isinstance(inline, NoteReference):
                    numbers.setdefault(inline.note, len(numbers) + 1)

    def numbered(inline: Inline) -> Inline:
        return replace(inline, number=numbers[inline.note]) if isinstance(inline, NoteReference) else inline

    used = tuple(replace(notes[name], number=number) for name, number in numbers.items() if name in notes)
    return map_blocks(blocks, numbered), used


def _sub_paragraphs(blocks: Sequence[Block], labels: Labels) -> Iterator[tuple[str, str]]:
    """The anchors of items of lists below numbered paragraphs, each with both numbers: "7(b)"."""
    number = ""
    for block, is_below in zip(blocks, below_numbers(blocks), strict=True):
        if isinstance(block, Callout):
            yield from _sub_paragraphs(block.content, labels)
        elif isinstance(block, Paragraph):
            number = block.number
        elif is_below and isinstance(block, List):
            yield from _items(block, number, 0, labels)


def _items(block: List, before: str, depth: int, labels: Labels) -> Iterator[tuple[str, str]]:
    """The anchors of its items and of those within, as far as each list counts by marks of its own."""
    if not block.lettered or depth >= len(labels.sub_items):
        return
    for count, item in enumerate(block.items, block.start):
        number = before + labels.item_mark(count, depth, lettered=True)
        for part in item.content:
            if isinstance(part, Paragraph) and part.anchor:
                yield part.anchor, number
            elif isinstance(part, List):
                yield from _items(part, number, depth + 1, labels)


SHOWN = 12


class Anchors:
    """The names that cross-references can lead to, and the text with which each is referred to."""

    def __init__(self, blocks: Iterable[Block], numbers: Mapping[str, int], annexes: set[str], labels: Labels) -> None:
        self._numbers = numbers
        self._labels = labels
        self._texts = {SOURCE + source: labels.citation([number]) for source, number in numbers.items()}
        self._titles: dict[str, str] = {}
        titles: list[Heading] = []
        blocks = tuple(blocks)
        for block in blocks_of(blocks):
            if isinstance(block, Figure | Table | Heading) and block.anchor:
                named = block.content if isinstance(block, Heading) else block.caption
                self._titles[block.anchor] = plain_text(map_inlines(named, self._named)).removesuffix(
                    labels.separators.stop
                )
            if isinstance(block, Figure | Table) and block.anchor:
                self._texts[block.anchor] = block.label
            elif isinstance(block, Paragraph) and block.anchor:
                self._texts[block.anchor] = block.number and labels.reference(labels.paragraph, block.number)
            elif isinstance(block, Heading) and block.anchor:
                kind = labels.annex if block.anchor in annexes else labels.section
                self._texts[block.anchor] = block.number if block.level > 1 else labels.reference(kind, block.number)
                if not block.number:
                    titles.append(block)
        for anchor, number in _sub_paragraphs(blocks, labels):
            self._texts[anchor] = labels.reference(labels.paragraph, number)
        for heading in titles:
            title = plain_text(map_inlines(heading.content, self._named))
            self._texts[heading.anchor] = labels.titled.format(title=title)

    def _named(self, inline: Inline) -> Inline:
        """A reference inside a title, as far as what it leads to has a number."""
        if not isinstance(inline, CrossReference):
            return inline
        return replace(inline, text=self._texts.get(inline.target, ""))

    def resolve(self, blocks: Iterable[Block], resolver: Resolver) -> tuple[Block, ...]:
        """The blocks with every cross-reference resolved and every tile's source numbered; reports unknown names."""

        def resolved(inline: Inline) -> Inline:
            return self._resolved(inline, resolver) if isinstance(inline, CrossReference) else inline

        def tiled(block: Block) -> Block:
            if not isinstance(block, KeyFigures):
                return map_texts(block, with_capitals)
            tiles = (replace(tile, reference=self._origin(tile.value.fact, resolver)) for tile in block.tiles)
            return replace(block, tiles=tuple(tiles))

        return map_blocks(blocks, resolved, tiled)

    def _resolved(self, reference: CrossReference, resolver: Resolver) -> CrossReference:
        text = self._texts.get(reference.target, "")
        if number := self._numbers.get(reference.target.removeprefix(SOURCE)):
            place = on_one_line(plain_text(reference.content))
            leads = self._leading_to_source(number, reference.target.removeprefix(SOURCE), place, resolver)
            return replace(reference, content=(), text=self._labels.citation([number], place), leads=leads)
        is_known = reference.target in self._texts if reference.content else bool(text)
        if not is_known and reference.target not in resolver.known:
            self._report(reference, resolver)
        title = self._titles.get(reference.target, "")
        leads = self._labels.labelled(text, title) if text and title not in text else text
        return replace(reference, text=text, leads=spoken(leads))

    def _leading_to_source(self, number: int, source: str, place: str, resolver: Resolver) -> str:
        """Where a citation leads: "Source 2: Report on the fleet, paragraph 3"."""
        labels, title = self._labels, resolver.edition.sources[source].title
        where = PARAGRAPHS.sub(f"{labels.paragraph} ", place)
        leads = labels.labelled(labels.reference(labels.source, number), labels.listed(filter(None, (title, where))))
        return spoken(leads)

    def _report(self, reference: CrossReference, resolver: Resolver) -> None:
        kind, _, name = reference.target.partition(":")
        what, hint = ("paragraph" if kind == PARAGRAPH else kind), self._meant(kind, name)
        message = f'there is no {what} "{name}" to refer to'
        if reference.target in self._texts:
            message = f'{what} "{name}" has no number to refer to'
            hint = f"{_way_to_number(kind, resolver)}, or write a text in the brackets"
        resolver.report(codes.UNKNOWN_REFERENCE, reference.place, message, hint)

    def _meant(self, kind: str, name: str) -> str:
        """A hint at a thing of this name but another kind, or at a near name of this kind, or at all of them."""
        named = [target.partition(":") for target in self._texts]
        other = next((f"{other}:{name}" for other, _, own in named if own == name), "")
        names = [own for other, _, own in named if other == kind]
        meant = did_you_mean(name, names)
        if other:
            return Correction(f"{kind}:{name}", other)
        if isinstance(meant, Correction):
            return Correction(f"{kind}:{name}", f"{kind}:{meant.meant}", is_certain=meant.is_certain)
        return f"the names here are: {', '.join(names[:SHOWN])}" if names else ""

    def _origin(self, fact: str, resolver: Resolver) -> str:
        numbers = sorted(self._numbers[c.source] for c in origins(fact, resolver.ledger) if c.source in self._numbers)
        return self._labels.citation(numbers) if numbers else ""


def with_capitals(inlines: Inlines, before: str = "") -> Inlines:
    """A text in which references to paragraphs that open a sentence begin with a capital; `before` stands before it."""
    made: list[Inline] = []
    if not any(isinstance(inline, Strong | Emphasis | CrossReference) for inline in inlines):
        return inlines
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis):
            content = with_capitals(inline.content, before)
            made.append(inline if content is inline.content else replace(inline, content=content))
        elif _names_paragraph(inline) and (not before.strip() or _SENTENCE_END.search(before)):
            made.append(replace(inline, text=inline.text[:1].upper() + inline.text[1:]))
        else:
            made.append(inline)
        before += plain_text((inline,))
    return inlines if all(map(is_, made, inlines)) else tuple(made)


def _names_paragraph(inline: Inline) -> TypeGuard[CrossReference]:
    return isinstance(inline, CrossReference) and inline.target.startswith(f"{PARAGRAPH}:") and not inline.content


def _way_to_number(kind: str, resolver: Resolver) -> str:
    """What gives a thing of this kind a number."""
    if kind != PARAGRAPH:
        return "give it a caption"
    if resolver.edition.numbers_paragraphs:
        numbered = "running text of sections is numbered, and numbered lists below a paragraph of it"
        return f"move it out of its block or annex, or write a paragraph above its list, since {numbered}"
    return "write `numbered_paragraphs: true` in edition.yaml"

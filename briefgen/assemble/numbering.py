"""Numbers of sections, charts, tables and notes in the order in which a reader meets them, and references to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefgen import codes
from briefgen.assemble.resolve_facts import Resolver, on_one_line
from briefgen.assemble.sources import ANCHOR as SOURCE
from briefgen.assemble.sources import origins
from briefgen.errors import Correction
from briefgen.model.blocks import Block, Figure, Heading, KeyFigures, Table
from briefgen.model.document import Note
from briefgen.model.inlines import CrossReference, Inline, NoteReference
from briefgen.model.labels import Labels, spoken
from briefgen.model.traverse import blocks_of, inlines_of, map_blocks, map_inlines, plain_text, texts_of
from briefgen.patterns import lazy_regex
from briefgen.suggest import did_you_mean

LONGEST_NAME = 60
"""The characters up to which a caption serves as a name."""
PARAGRAPHS = lazy_regex(r"¶+\s*")


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


SHOWN = 12


class Anchors:
    """The names that cross-references can lead to, and the text with which each is referred to."""

    def __init__(self, blocks: Iterable[Block], numbers: Mapping[str, int], annexes: set[str], labels: Labels) -> None:
        self._numbers = numbers
        self._labels = labels
        self._texts = {SOURCE + source: labels.citation([number]) for source, number in numbers.items()}
        self._titles: dict[str, str] = {}
        titles: list[Heading] = []
        for block in blocks_of(blocks):
            if isinstance(block, Figure | Table | Heading) and block.anchor:
                named = block.content if isinstance(block, Heading) else block.caption
                self._titles[block.anchor] = plain_text(map_inlines(named, self._named)).removesuffix(
                    labels.separators.stop
                )
            if isinstance(block, Figure | Table) and block.anchor:
                self._texts[block.anchor] = block.label
            elif isinstance(block, Heading) and block.anchor:
                kind = labels.annex if block.anchor in annexes else labels.section
                self._texts[block.anchor] = labels.reference(kind, block.number)
                if not block.number:
                    titles.append(block)
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
                return block
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
        message = f'there is no {kind} "{name}" to refer to'
        hint = self._meant(kind, name)
        if reference.target in self._texts:
            message, hint = (
                f'{kind} "{name}" has no number to refer to',
                "give it a caption, or write a text in the brackets",
            )
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

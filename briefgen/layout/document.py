"""The document on its pages: blocks become boxes of the text's width, boxes are laid on pages, and figures may move.

Only then is anything drawn: so each page's number is known wherever it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, groupby

from briefgen.frozen import frozen, mutable
from briefgen.layout.blocks import FlowedBlock, flow_blocks
from briefgen.layout.boxes import LayoutBox, RowBox, SpaceBox, TextBox
from briefgen.layout.floats import floats_among, in_order
from briefgen.layout.footnotes import Notes, page_notes
from briefgen.layout.heads import RunningHeads
from briefgen.layout.inlines import runs_of
from briefgen.layout.measures import ABOVE_COVER
from briefgen.layout.mirrored import MirroredSurface
from briefgen.layout.page_breaks import paginate
from briefgen.layout.pages import PlacedPage, page_numbers
from briefgen.layout.structure import StructureTag, StructureType
from briefgen.layout.style_context import StyleContext
from briefgen.layout.surface import Surface
from briefgen.layout.text import TextRun, balanced_lines, break_lines, width_of
from briefgen.model.blocks import Figure, Heading, Table, is_optional
from briefgen.model.direction import script_of
from briefgen.model.document import Detail, Document, Front, Media
from briefgen.model.inlines import Inlines
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of
from briefgen.theme import Page, Role, Theme


@mutable
class PlacedDocument:
    """A document on its pages, not yet drawn. It is drawn once: each page, the largest thing there is, then goes.

    `logo` is the element of the logo. `numbers` are the page of each destination, from 1; the blocks of the document
    stand in the order of its pages.
    """

    document: Document
    root: StructureTag
    context: StyleContext
    pages: list[PlacedPage]
    numbers: Mapping[str, int]
    logo: StructureTag

    @cached_property
    def heads(self) -> tuple[RunningHeads, RunningHeads]:
        """What stands around portrait pages, and around landscape ones."""
        heads = RunningHeads(self.document.front, self.context, self.logo)
        return heads, heads.turned

    @cached_property
    def page_formats(self) -> Sequence[Page]:
        """The size of each page, and its margins."""
        return [self.heads[page.turned].context.theme.page for page in self.pages]

    @property
    def starts(self) -> dict[str, int]:
        """The page on which each heading, figure and table starts, by its id."""
        found = blocks_of(self.document.blocks)
        ids = [block.id for block in found if isinstance(block, Heading | Figure | Table) and block.id]
        return {name: self.numbers[name] for name in ids if name in self.numbers}

    def draw(self, surface: Surface) -> Iterator[int]:
        """Draw each page, and give its number when all of it is drawn."""
        count, formats = len(self.pages), self.page_formats
        self.pages.reverse()
        for number, page_format in enumerate(formats, 1):
            page = self.pages.pop()
            sheet = MirroredSurface(surface, page_format) if self.context.from_right else surface
            self.heads[page.turned].draw(sheet, number, count)
            page.draw(sheet, page_format)
            yield number


FEWEST_WITH_CONTENTS = 4
"""So many pages, without them, have contents that may be left out."""


def lay_out(document: Document, media: Media, theme: Theme) -> PlacedDocument:
    """The document on its pages; figures and low tables may move within their section, few pages have no contents.

    Raises ContentError for a character that no font has, a picture that is missing, and a block that fits no page.
    """
    root = StructureTag("Document")
    language = document.properties.language
    house, theme = theme, theme.written_in(language, script_of(language))
    hyphenates = document.properties.hyphenates
    context = StyleContext(theme, labels_for(language), media, language, hyphenates, root, house=house)
    logo = document.front.logo
    figure = root.child("Figure", alternative=logo.alt) if logo else StructureTag("Figure")
    heads = RunningHeads(document.front, context, figure)
    context = replace(heads.context, theme=replace(theme, page=heads.page()))
    width = float(theme.page.text_width)
    lowered = heads.lowered() + context.page_height * (ABOVE_COVER if document.front.is_cover else 0)
    front = front_boxes(document.front, width, context, lowered)
    context.calls.settle(root)
    flowed = [FlowedBlock(None, tuple(front), ()), *flow_blocks(document.blocks, width, context)]
    parts = _paginated(flowed, notes := page_notes(document.notes, width, context), context)
    if document.has_optional_contents and _count(parts) <= FEWEST_WITH_CONTENTS:
        without = [each for each in flowed if each.block is None or not is_optional(each.block)]
        few = _paginated(without, notes, context)
        parts = few if _count(few) < FEWEST_WITH_CONTENTS else parts
    pages = [page for part in parts for page in part.pages]
    blocks = chain.from_iterable(in_order(part.flowed, part.order) for part in parts)
    document = replace(document, blocks=tuple(blocks))
    return PlacedDocument(document, root, context, pages, page_numbers(pages), figure)


@frozen
class PaginatedPart:
    """Blocks that stand on pages of one format, with these and the order in which they are read there."""

    flowed: Sequence[FlowedBlock]
    pages: Sequence[PlacedPage]
    order: Sequence[int]


def _count(parts: Iterable[PaginatedPart]) -> int:
    return sum(len(part.pages) for part in parts)


def _paginated(flowed: Iterable[FlowedBlock], notes: Notes, context: StyleContext) -> list[PaginatedPart]:
    """The blocks on pages; the structure is not yet in the order of these."""
    parts = [list(part) for _, part in groupby(flowed, key=lambda each: each.turned)]
    boxes = [[each.boxes for each in part] for part in parts]
    found = list[PaginatedPart]()
    for part, flow, own in zip(parts, boxes, notes.parted([*map(chain.from_iterable, boxes)]), strict=True):
        turned = part[0].turned
        room = (context.turned if turned else context).page_height
        made, order = paginate(flow, room, own, floats_among(part, room))
        pages = [replace(page, turned=turned) for page in made]
        pages[-1] = replace(pages[-1], is_forced=pages[-1].is_forced or part is not parts[-1])
        found.append(PaginatedPart(part, pages, order))
    return found


DETAIL_GAP = 13.5


def front_boxes(front: Front, width: float, context: StyleContext, lowered: float = 0.0) -> list[LayoutBox]:
    """The boxes of the front, in reading order, lowered below a high head; the title stands away from its rule."""
    title = _display(front.title, Role.TITLE, width, context, context.levels.heading(1))
    subtitle = [_display(front.subtitle, Role.SUBTITLE, width, context, "P")] if front.subtitle else []
    return [SpaceBox(room=lowered, keep=True), title, *subtitle, *_details(front, width, context)]


def _display(content: Inlines, role: Role, width: float, context: StyleContext, type_: StructureType) -> TextBox:
    style = context.style(role)
    lines = balanced_lines(runs_of(content, context.char_style(role), context), width)
    return TextBox(
        lines=lines,
        leading=context.leading(role, lines),
        before=style.space_before,
        after=style.space_after,
        element=context.tag(type_),
        bar=context.bar_beside(content),
    )


def _details(front: Front, width: float, context: StyleContext) -> list[LayoutBox]:
    """The details side by side, as many as fit whole, on a cover each on its own line, as is one that is wider."""
    rows: list[list[tuple[float, LayoutBox]]] = []
    x = 0.0
    for before, detail in zip((None, *front.details), front.details, strict=False):
        runs = _detail(detail, context)
        natural = min(width_of(runs), width)
        if before is None or front.is_cover or detail.is_apart or before.is_apart or x + natural > width:
            rows.append([])
            x = 0.0
        lines = break_lines(runs, width)
        leading = context.leading(Role.DETAIL, lines)
        bar = context.bar(detail.change) or context.bar_beside(detail.text)
        rows[-1].append((x, TextBox(lines=lines, leading=leading, element=context.tag("P"), bar=bar)))
        x += natural + DETAIL_GAP
    made: list[LayoutBox] = [RowBox(cells=tuple(row)) for row in rows]
    return [*made[:-1], *(replace(row, after=context.style(Role.DETAIL).space_after) for row in made[-1:])]


def _detail(detail: Detail, context: StyleContext) -> tuple[TextRun, ...]:
    context = context.at(detail.change, None)
    char_style = context.char_style(Role.DETAIL)
    label = char_style.weighted(bold=True, italic=False)
    space = context.run("\u00a0", char_style)
    return (context.run(detail.label, label), space, *runs_of(detail.text, char_style, context))

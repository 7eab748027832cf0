"""Blocks: each as the boxes it is set in, one function a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.frozen import but, frozen
from briefgen.layout import boxes
from briefgen.layout.boxes import FEWEST_LINES, LayoutBox, OutlineEntry, StackBox, TextBox, names_of
from briefgen.layout.contents import contents_boxes
from briefgen.layout.figures import figure_boxes
from briefgen.layout.inlines import runs_of
from briefgen.layout.measures import NUMBER_ROOM
from briefgen.layout.structure import Sections, StructureTag
from briefgen.layout.style_context import StyleContext, is_new
from briefgen.layout.tables import table_boxes
from briefgen.layout.text import TextLine, TextRun, balanced_lines, break_lines, width_of
from briefgen.layout.tiles import tile_boxes
from briefgen.model.blocks import (
    BOX,
    Block,
    Callout,
    CalloutKind,
    Contents,
    Figure,
    FormLine,
    FormLineKind,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Quotation,
    Table,
)
from briefgen.model.blocks import Paragraph as ParagraphBlock
from briefgen.model.inlines import Deleted, Inlines, Inserted, Text
from briefgen.model.traverse import below_numbers, on_landscape_pages, outline_name, plain_text
from briefgen.theme import WIDEST_TRACKING, Role

HEADINGS = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3, 4: Role.HEADING_4}
BULLETS = ("•", "–")
MARKER_GAP = 6.0
MARKER_WIDTH = 16.0
QUOTATION_INDENT = 18.0
PILCROW = "¶"
CALLOUT_INSET = 13.0


@frozen
class FlowedBlock:
    """A block, or the front, as boxes of a width, with the elements of the structure that it has made.

    One that is `turned` stands on landscape pages.
    """

    block: Block | None
    boxes: tuple[LayoutBox, ...]
    elements: tuple[StructureTag, ...]
    turned: bool = False


def flow(blocks: Iterable[Block], width: float, context: StyleContext) -> list[LayoutBox]:
    """The blocks as boxes of a width, in reading order; what introduces a list keeps with it."""
    return [box for flowed in flow_blocks(blocks, width, context) for box in flowed.boxes]


def flow_blocks(blocks: Iterable[Block], width: float, context: StyleContext) -> Iterator[FlowedBlock]:
    """Each block as boxes, in reading order."""
    flowing = tuple(blocks)
    sections = Sections(context.parent)
    places = zip(on_landscape_pages(flowing), below_numbers(flowing), strict=True)
    for block, following, (turned, is_set_in) in zip(flowing, (*flowing[1:], None), places, strict=False):
        if isinstance(block, Heading):
            sections.open(block.level)
        parent = sections.current
        count = len(parent.kids)
        outer = context.turned if turned else context
        across = width if outer is context else float(outer.theme.page.text_width)
        made = (
            _set_in(block, across, outer.under(parent)) if is_set_in else boxes_of(block, across, outer.under(parent))
        )
        context.calls.settle(parent)
        if isinstance(block, ParagraphBlock) and isinstance(following, List | FormLine):
            made[-1] = replace(made[-1], keep=True)
        elements = tuple(kid for kid in parent.kids[count:] if isinstance(kid, StructureTag))
        yield FlowedBlock(block, tuple(made), elements, turned)


def boxes_of(block: Block, width: float, outer: StyleContext) -> list[LayoutBox]:
    """One block as boxes, the first with its destinations, all with its change bar."""
    context = outer.at(block.change, block.place)
    bar = context.bar(block.change)
    made = _boxes(block, width, context)
    if not made:
        return []
    first, *others = made
    name = outline_name(block, context.labels.key_figures)
    entry = OutlineEntry(0, name) if name else first.entry
    names = (*names_of(block), *first.names)
    return [
        but(first, bar=bar or first.bar, place=context.place, names=names, entry=entry),
        *[but(box, bar=bar or box.bar, place=context.place) for box in others],
    ]


def _boxes(block: Block, width: float, context: StyleContext) -> list[LayoutBox]:
    match block:
        case Heading():
            return [heading(block, width, context)]
        case FormLine():
            return [_form_line(block, width, context)]
        case ParagraphBlock() if block.number:
            return [_numbered(block, width, context)]
        case ParagraphBlock():
            return [paragraph((*block.content, *end_of(block)), context.body, width, context)]
        case List():
            return _items(block, width, context)
        case Callout():
            return [_callout(block, width, context)]
        case Quotation():
            return [_quotation(block, width, context)]
        case Table() | Figure() | KeyFigures() | Contents():
            return _displayed(block, width, context)
        case PageBreak():
            return [boxes.BreakBox()]
        case _:
            assert_never(block)


def _set_in(block: Block, width: float, context: StyleContext) -> list[LayoutBox]:
    """A list or quotation as far in as the numbered paragraph that it goes on with."""
    return [
        StackBox(
            children=(replace(box, names=(), bar=""),),
            indent=NUMBER_ROOM,
            names=box.names,
            bar=box.bar,
            place=box.place,
            keep=box.keep,
            before=box.before,
            after=box.after,
        )
        for box in boxes_of(block, width - NUMBER_ROOM, context)
    ]


def _displayed(block: Table | Figure | KeyFigures | Contents, width: float, context: StyleContext) -> list[LayoutBox]:
    match block:
        case Table():
            return table_boxes(block, width, context)
        case Figure():
            return figure_boxes(block, width, context)
        case KeyFigures():
            return tile_boxes(block, width, context)
        case Contents():
            return contents_boxes(block, width, context)
        case _:
            assert_never(block)


def heading(block: Heading, width: float, context: StyleContext) -> LayoutBox:
    """A heading that keeps with what it heads; its number hangs, and its own marking stands small behind it."""
    role = HEADINGS.get(block.level, Role.HEADING_4)
    char_style = context.char_style(role)
    number = (context.run(f"{block.number} ", char_style),) if block.number else ()
    marker = _one_line(number)
    indent = marker.width + char_style.size * 0.6 if number else 0.0
    content = runs_of(block.content, char_style, context) + _marking(block.marking, context)
    element = context.tag(context.levels.heading(block.level + 1))
    title = _text(balanced_lines(content, width - indent), role, context, element)
    entry = OutlineEntry(block.level - 1, f"{block.number} {plain_text(block.content)}".strip())
    style = context.style(role)
    return StackBox(
        children=(title,),
        indent=indent,
        marker=_text((marker,), role, context, element) if number else None,
        together=title.height <= context.page_height / 2,
        keep=True,
        entry=entry,
        bar=context.bar_beside(block.content),
        before=style.space_before,
        after=style.space_after,
    )


def _marking(marking: str, context: StyleContext) -> tuple[TextRun, ...]:
    """A section's marking, in one piece, on a line with the last word of its title."""
    if not marking:
        return ()
    own = context.char_style(Role.MARKING)
    char_style = replace(own, colour=context.colours.muted, tracking=WIDEST_TRACKING, hyphens_part=False)
    return (context.run("\u00a0\u00a0", char_style), context.run(f"({marking})".replace(" ", "\u00a0"), char_style))


def end_of(block: ParagraphBlock) -> Inlines:
    """The sign of a paragraph's end where a redline marks that alone."""
    if block.end is None:
        return ()
    marked = Inserted if is_new(block.end.kind) else Deleted
    return (marked((Text(PILCROW),), block.end.author, block.end.date),)


def paragraph(
    content: Inlines, role: Role, width: float, context: StyleContext, element: StructureTag | None = None
) -> TextBox:
    """Running text in a role, in a paragraph of its own unless its element is given."""
    own = context.speaking(content)
    is_justified = own.theme.justifies(role, own.language)
    lines = break_lines(runs_of(content, own.char_style(role), own), width, is_justified=is_justified)
    style = context.style(role)
    text = _text(lines, role, own, element or context.tag("P"))
    return but(
        text,
        width=width,
        align=context.start(own),
        before=style.space_before,
        after=style.space_after,
        bar=context.bar_beside(content),
    )


def _numbered(block: ParagraphBlock, width: float, context: StyleContext) -> LayoutBox:
    """A paragraph that hangs behind its number, which is read before it."""
    shown = [context.run(f"{block.shown_number}.", context.char_style(context.body))] if block.shown_number else []
    number = _one_line(shown)
    indent = max(NUMBER_ROOM, number.width + MARKER_GAP)
    element = context.tag("P")
    marker = _text((number,), context.body, context, element.child("Lbl")) if shown else None
    text = paragraph((*block.content, *end_of(block)), context.body, width - indent, context, element)
    return StackBox(children=(text,), indent=indent, marker=marker, bar=text.bar, before=text.before, after=text.after)


def _form_line(block: FormLine, width: float, context: StyleContext) -> LayoutBox:
    """What points may be used for, as a label above them; or boxes, each an element of its own with its answer."""
    if block.kind is FormLineKind.USE:
        return replace(paragraph(block.content, Role.CALLOUT_LABEL, width, context), keep=True)
    text = _text(break_lines(_boxes_to_tick(block, context), width), context.items, context, context.tag("P"))
    return replace(text, after=context.style(Role.BODY).space_after)


PRINTED_BOX = "/O/PrintField/Role/cb/checked/off"
"""A box to tick that is printed and no field (ISO 32000-1, 14.8.5.6)."""


def _boxes_to_tick(block: FormLine, context: StyleContext) -> Iterator[TextRun]:
    """The runs of a line of boxes; each box is read out with its answer, as one that is not ticked."""
    char_style = context.char_style(context.items)
    box: StructureTag | None = None
    for inline, following in zip(block.content, (*block.content[1:], None), strict=False):
        if inline == Text(BOX) and following is not None:
            answer = plain_text((following,)).strip()
            alternative = context.labels.unticked.format(answer=answer)
            box = StructureTag("Form", alternative=alternative, attributes=PRINTED_BOX)
            yield context.run(BOX, replace(char_style, inline=box))
        else:
            yield from runs_of((inline,), replace(char_style, inline=box), context)
            box = None


def _text(lines: Sequence[TextLine], role: Role, context: StyleContext, element: StructureTag) -> TextBox:
    return TextBox(lines=tuple(lines), leading=context.leading(role, lines), element=element)


def _one_line(runs: Iterable[TextRun]) -> TextLine:
    """The runs without a break; the space at their end, which parts them from what follows, takes no room."""
    return next(iter(break_lines(runs, float("inf"))), TextLine(()))


def _items(block: List, width: float, context: StyleContext) -> list[LayoutBox]:
    """The items, each behind its marker; outside other lists no line stands alone on a page as first or last item."""
    char_style = context.char_style(context.items)
    markers = [context.run(text, char_style) for text in _markers(block, context)]
    indent = max(MARKER_WIDTH, *(width_of([marker]) + MARKER_GAP for marker in markers))
    numbering = _list_numbering(block, context) if block.numbered else "/Disc"
    list_ = context.tag("L", attributes=f"/O/List/ListNumbering{numbering}")
    inner = replace(context, parent=list_, body=context.items, depth=context.depth + 1)
    made = [_item(item, width, indent, marker, inner) for item, marker in zip(block.items, markers, strict=True)]
    final = context.style(context.body).space_after
    made[-1] = replace(made[-1], after=max(final, made[-1].after))
    if not context.depth:
        for alone, kept in ((0, 0), (-1, -2)):
            if len(made) > 1 and made[alone].height <= FEWEST_LINES * char_style.size:
                made[kept] = replace(made[kept], keep=True)
    return made


def _markers(block: List, context: StyleContext) -> list[str]:
    if block.numbered:
        numbers = range(block.start, block.start + len(block.items))
        return [context.labels.item_mark(number, context.depth, lettered=block.lettered) for number in numbers]
    return [BULLETS[min(context.depth, len(BULLETS) - 1)]] * len(block.items)


def _list_numbering(block: List, context: StyleContext) -> str:
    """How a list counts, as its attribute says (ISO 32000-1, table 347)."""
    forms = {"(a)": "/LowerAlpha", "a)": "/LowerAlpha", "(i)": "/LowerRoman", "i)": "/LowerRoman"}
    return forms.get(context.labels.item_mark(1, context.depth, lettered=block.lettered), "/Decimal")


def _item(item: ListItem, width: float, indent: float, marker: TextRun, outer: StyleContext) -> LayoutBox:
    context = outer.at(item.change, item.place)
    role = context.items
    style = context.style(role)
    element = context.tag("LI")
    label = element.child("Lbl")
    children = nested(item.content, width - indent, context.under(element.child("LBody")))
    return StackBox(
        children=children,
        indent=indent,
        marker=_text((_one_line([marker]),), role, context, label),
        names=names_of(item),
        bar=context.bar(item.change),
        after=max([style.space_after, *(child.after for child in children[-1:])]),
    )


def nested(blocks: Iterable[Block], width: float, context: StyleContext) -> tuple[LayoutBox, ...]:
    """Blocks inside another block, where no page can be broken."""
    return tuple(flow((block for block in blocks if not isinstance(block, PageBreak)), width, context))


def _callout(block: Callout, width: float, outer: StyleContext) -> LayoutBox:
    """A block set apart: the bottom line on a tint, the others behind a thin rule; the label says which it is."""
    context = outer.inside(Role.CALLOUT).under(outer.tag("Div"))
    first = block.kind is CalloutKind.BOTTOM_LINE
    strong = first or block.kind in (CalloutKind.ACTION, CalloutKind.WARNING)
    label = replace(paragraph((Text(block.label),), Role.CALLOUT_LABEL, width, context), keep=True)
    right = CALLOUT_INSET if first else 0.0
    return StackBox(
        children=(label, *nested(block.content, width - CALLOUT_INSET - right, context)),
        width=width,
        indent=CALLOUT_INSET,
        padding=10.0 if first else 0.0,
        tint=context.colours.tint if first else "",
        edge=4.0 if first else 2.4 if strong else 0.9,
        colour=context.colours.structure if strong else context.colours.rule,
        before=10.0,
        after=12.0,
    )


def _quotation(block: Quotation, width: float, outer: StyleContext) -> LayoutBox:
    context = outer.inside(Role.QUOTATION).under(outer.tag("BlockQuote"))
    inner = width - 2 * QUOTATION_INDENT
    children = list(nested(block.content, inner, context))
    if block.attribution:
        children = [*children[:-1], *(replace(box, keep=True) for box in children[-1:])]
        children.append(
            paragraph((Text(context.labels.separators.quoted), *block.attribution), Role.CAPTION, inner, context)
        )
    return StackBox(children=tuple(children), indent=QUOTATION_INDENT, before=4.0, after=8.0)

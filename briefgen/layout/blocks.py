"""Blocks: each as the boxes it is set in, one function a type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.layout import boxes
from briefgen.layout.boxes import FEWEST_LINES, Box, Entry, Group, Paragraph
from briefgen.layout.contents import contents_boxes
from briefgen.layout.figures import figure_boxes
from briefgen.layout.inlines import runs_of
from briefgen.layout.structure import Element, Sections
from briefgen.layout.style_context import Setting, is_new
from briefgen.layout.tables import table_boxes
from briefgen.layout.text import Line, Run, balanced_lines, break_lines, width_of
from briefgen.layout.tiles import tile_boxes
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Contents,
    Figure,
    Heading,
    Identified,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Quotation,
    Table,
)
from briefgen.model.blocks import Paragraph as ParagraphBlock
from briefgen.model.inlines import Deleted, Inlines, Inserted, Text
from briefgen.model.traverse import plain_text
from briefgen.theme import WIDEST_TRACKING, Role

HEADINGS = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3, 4: Role.HEADING_4}
BULLETS = ("•", "–")
MARKER_GAP = 6.0
MARKER_WIDTH = 16.0
QUOTATION_INDENT = 18.0
PILCROW = "¶"
CALLOUT_INSET = 13.0


def flow(blocks: Iterable[Block], width: float, setting: Setting) -> list[Box]:
    """The blocks as boxes of a width, in reading order; what introduces a list keeps with it."""
    flowing = tuple(blocks)
    sections = Sections(setting.parent)
    made: list[Box] = []
    for block, following in zip(flowing, (*flowing[1:], None), strict=False):
        if isinstance(block, Heading):
            sections.open(block.level)
        made += boxes_of(block, width, setting.under(sections.current))
        setting.calls.settle(sections.current)
        if isinstance(block, ParagraphBlock) and isinstance(following, List):
            made[-1] = replace(made[-1], keep=True)
    return made


def boxes_of(block: Block, width: float, outer: Setting) -> list[Box]:
    """One block as boxes, the first with its destinations, all with its change bar."""
    setting = outer.at(block.change, block.place)
    bar = setting.bar(block.change)
    made = [replace(box, bar=bar or box.bar, place=setting.place) for box in _boxes(block, width, setting)]
    if made:
        made[0] = replace(made[0], names=(*names_of(block), *made[0].names))
    return made


def names_of(block: Identified) -> tuple[str, ...]:
    """The destinations by which a block is known."""
    return tuple(name for name in (block.id, block.anchor) if name)


def _boxes(block: Block, width: float, setting: Setting) -> list[Box]:
    match block:
        case Heading():
            return [heading(block, width, setting)]
        case ParagraphBlock():
            return [paragraph((*block.content, *end_of(block)), setting.body, width, setting)]
        case List():
            return _items(block, width, setting)
        case Callout():
            return [_callout(block, width, setting)]
        case Quotation():
            return [_quotation(block, width, setting)]
        case Table() | Figure() | KeyFigures() | Contents():
            return _displayed(block, width, setting)
        case PageBreak():
            return [boxes.PageBreak()]
        case _:
            assert_never(block)


def _displayed(block: Table | Figure | KeyFigures | Contents, width: float, setting: Setting) -> list[Box]:
    match block:
        case Table():
            return table_boxes(block, width, setting)
        case Figure():
            return figure_boxes(block, width, setting)
        case KeyFigures():
            return tile_boxes(block, width, setting)
        case Contents():
            return contents_boxes(block, width, setting)
        case _:
            assert_never(block)


def heading(block: Heading, width: float, setting: Setting) -> Box:
    """A heading that keeps with what it heads; its number hangs, and its own marking stands small behind it."""
    role = HEADINGS.get(block.level, Role.HEADING_4)
    look = setting.look(role)
    number = (setting.run(f"{block.number} ", look),) if block.number else ()
    marker = _one_line(number)
    indent = marker.width + look.size * 0.6 if number else 0.0
    content = runs_of(block.content, look, setting) + _marking(block.marking, setting)
    element = setting.tag(setting.levels.heading(block.level + 1))
    title = _text(balanced_lines(content, width - indent), role, setting, element)
    entry = Entry(block.level - 1, f"{block.number} {plain_text(block.content)}".strip())
    style = setting.style(role)
    return Group(
        children=(title,),
        indent=indent,
        marker=_text((marker,), role, setting, element) if number else None,
        together=title.height <= setting.page_height / 2,
        keep=True,
        entry=entry,
        bar=setting.bar_beside(block.content),
        before=style.space_before,
        after=style.space_after,
    )


def _marking(marking: str, setting: Setting) -> tuple[Run, ...]:
    """A section's marking, in one piece, on a line with the last word of its title."""
    if not marking:
        return ()
    own = setting.look(Role.MARKING)
    look = replace(own, colour=setting.colours.muted, tracking=WIDEST_TRACKING, hyphens_part=False)
    return (setting.run("\u00a0\u00a0", look), setting.run(f"({marking})".replace(" ", "\u00a0"), look))


def end_of(block: ParagraphBlock) -> Inlines:
    """The sign of a paragraph's end where a redline marks that alone."""
    if block.end is None:
        return ()
    marked = Inserted if is_new(block.end.kind) else Deleted
    return (marked((Text(PILCROW),), block.end.author, block.end.date),)


def paragraph(content: Inlines, role: Role, width: float, setting: Setting) -> Paragraph:
    """Running text in a role."""
    lines = break_lines(runs_of(content, setting.look(role), setting), width)
    style = setting.style(role)
    text = _text(lines, role, setting, setting.tag("P"))
    return replace(text, before=style.space_before, after=style.space_after, bar=setting.bar_beside(content))


def _text(lines: Sequence[Line], role: Role, setting: Setting, element: Element) -> Paragraph:
    return Paragraph(lines=tuple(lines), leading=setting.style(role).leading, element=element)


def _one_line(runs: Iterable[Run]) -> Line:
    """The runs without a break; the space at their end, which parts them from what follows, takes no room."""
    return next(iter(break_lines(runs, float("inf"))), Line(()))


def _items(block: List, width: float, setting: Setting) -> list[Box]:
    """The items, each behind its marker; outside other lists no line stands alone on a page as first or last item."""
    look = setting.look(setting.items)
    markers = [setting.run(text, look) for text in _markers(block, setting.depth)]
    indent = max(MARKER_WIDTH, *(width_of([marker]) + MARKER_GAP for marker in markers))
    numbering = "/Decimal" if block.numbered else "/Disc"
    list_ = setting.tag("L", attributes=f"/O/List/ListNumbering{numbering}")
    inner = replace(setting, parent=list_, body=setting.items, depth=setting.depth + 1)
    made = [_item(item, width, indent, marker, inner) for item, marker in zip(block.items, markers, strict=True)]
    final = setting.style(setting.body).space_after
    made[-1] = replace(made[-1], after=max(final, made[-1].after))
    if not setting.depth:
        for alone, kept in ((0, 0), (-1, -2)):
            if len(made) > 1 and made[alone].height <= FEWEST_LINES * look.size:
                made[kept] = replace(made[kept], keep=True)
    return made


def _markers(block: List, depth: int) -> list[str]:
    if block.numbered:
        return [f"{number}." for number in range(block.start, block.start + len(block.items))]
    return [BULLETS[min(depth, len(BULLETS) - 1)]] * len(block.items)


def _item(item: ListItem, width: float, indent: float, marker: Run, outer: Setting) -> Box:
    setting = outer.at(item.change, item.place)
    role = setting.items
    style = setting.style(role)
    element = setting.tag("LI")
    label = element.child("Lbl")
    children = nested(item.content, width - indent, setting.under(element.child("LBody")))
    return Group(
        children=children,
        indent=indent,
        marker=_text((_one_line([marker]),), role, setting, label),
        names=names_of(item),
        bar=setting.bar(item.change),
        after=max([style.space_after, *(child.after for child in children[-1:])]),
    )


def nested(blocks: Iterable[Block], width: float, setting: Setting) -> tuple[Box, ...]:
    """Blocks inside another block, where no page can be broken."""
    return tuple(flow((block for block in blocks if not isinstance(block, PageBreak)), width, setting))


def _callout(block: Callout, width: float, outer: Setting) -> Box:
    """A block set apart: the bottom line on a tint, the others behind a thin rule; the label says which it is."""
    setting = outer.inside(Role.CALLOUT).under(outer.tag("Div"))
    first = block.kind is CalloutKind.BOTTOM_LINE
    strong = first or block.kind in (CalloutKind.ACTION, CalloutKind.WARNING)
    label = replace(paragraph((Text(block.label),), Role.CALLOUT_LABEL, width, setting), keep=True)
    right = CALLOUT_INSET if first else 0.0
    return Group(
        children=(label, *nested(block.content, width - CALLOUT_INSET - right, setting)),
        width=width,
        indent=CALLOUT_INSET,
        padding=10.0 if first else 0.0,
        tint=setting.colours.tint if first else "",
        edge=4.0 if first else 2.4 if strong else 0.9,
        colour=setting.colours.structure if strong else setting.colours.rule,
        before=10.0,
        after=12.0,
    )


def _quotation(block: Quotation, width: float, outer: Setting) -> Box:
    setting = outer.inside(Role.QUOTATION).under(outer.tag("BlockQuote"))
    inner = width - 2 * QUOTATION_INDENT
    children = list(nested(block.content, inner, setting))
    if block.attribution:
        children = [*children[:-1], *(replace(box, keep=True) for box in children[-1:])]
        children.append(paragraph((Text("— "), *block.attribution), Role.CAPTION, inner, setting))
    return Group(children=tuple(children), indent=QUOTATION_INDENT, before=4.0, after=8.0)

"""Blocks: each as its elements, one function a type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import repeat
from typing import assert_never

from briefgen.formats.html.changes import is_gone, mark, whole
from briefgen.formats.html.context import HtmlContext, HtmlVoice
from briefgen.formats.html.figures import write_figure
from briefgen.formats.html.inlines import write_inlines, write_text
from briefgen.formats.html.markup import element, text, to
from briefgen.formats.html.tables import write_table
from briefgen.frozen import frozen
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Change,
    Contents,
    Figure,
    FormLine,
    FormLineKind,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.traverse import plain_text
from briefgen.theme import Role

HEADINGS = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3, 4: Role.HEADING_4}
DEEPEST = 6
PILCROW = "¶"


@frozen
class HtmlSetting:
    """The roles of running text and of lists' items, how deep lists stand, and whether a redline takes that out."""

    body: Role = Role.BODY
    items: Role = Role.LIST
    gone: bool = False
    depth: int = 0

    def inside(self, role: Role) -> HtmlSetting:
        """The setting of blocks whose running text has another role."""
        return replace(self, body=role, items=role, depth=0)

    def within(self, change: Change | None) -> HtmlSetting:
        """The setting of what has a change of its own."""
        return replace(self, gone=self.gone or is_gone(change))

    def voice(self, role: Role | None = None) -> HtmlVoice:
        """How a text in a role is set, running text unless one is given."""
        return HtmlVoice(role or self.body, gone=self.gone)


def write_blocks(blocks: Iterable[Block], setting: HtmlSetting, context: HtmlContext) -> str:
    """The markup of blocks, a line each."""
    return "\n".join(write_block(block, setting, context) for block in blocks)


def write_block(block: Block, setting: HtmlSetting, context: HtmlContext) -> str:
    """The markup of one block, inside the mark of its change if it has one."""
    if block.change is None:
        return _block(block, setting, context)
    return whole(block.change, _block(block, setting.within(block.change), context), context)


def _block(block: Block, setting: HtmlSetting, context: HtmlContext) -> str:
    match block:
        case Heading():
            return _heading(block, setting, context)
        case FormLine():
            return _form_line(block, setting, context)
        case Paragraph():
            return _paragraph(block, setting, context)
        case List():
            return _list(block, setting, context)
        case Callout():
            return _callout(block, setting, context)
        case Quotation():
            return _quotation(block, setting, context)
        case Table() | Figure() | KeyFigures() | Contents():
            return _displayed(block, setting, context)
        case PageBreak():
            return element("div", class_="new-page")
        case _:
            assert_never(block)


def _displayed(block: Table | Figure | KeyFigures | Contents, setting: HtmlSetting, context: HtmlContext) -> str:
    match block:
        case Table():
            return write_table(block, setting.voice(), context)
        case Figure():
            return write_figure(block, setting.voice(), context)
        case KeyFigures():
            tiles = "\n".join(_tile(tile, setting, context) for tile in block.tiles)
            name, id_ = context.labels.key_figures, context.identity(block)
            return element("div", "\n", tiles, "\n", class_="tiles", id=id_, role="list", aria_label=name)
        case Contents():
            return _contents(block, setting, context)
        case _:
            assert_never(block)


def _heading(block: Heading, setting: HtmlSetting, context: HtmlContext) -> str:
    voice = setting.voice(HEADINGS.get(block.level, Role.HEADING_4))
    parts = [write_inlines(block.content, voice, context)]
    if block.number:
        parts.insert(0, element("span", write_text(block.number, voice, context), class_="number") + " ")
    if block.marking:
        own = write_text(f"({block.marking})", HtmlVoice(Role.MARKING), context)
        parts.append(" " + element("span", own, class_="own-marking"))
    return element(f"h{min(block.level + 1, DEEPEST)}", *parts, id=context.identity(block))


def _paragraph(block: Paragraph, setting: HtmlSetting, context: HtmlContext) -> str:
    content = write_inlines(block.content, setting.voice(), context)
    if block.end:
        content += mark(block.end, write_text(PILCROW, setting.voice(), context))
    if not block.shown_number:
        return element("p", content, id=context.identity(block), **context.own_language(block.content))
    number = element("span", write_text(f"{block.shown_number}.", setting.voice(), context), class_="number")
    return element("p", f"{number} {content}", class_="numbered", id=context.identity(block))


def _form_line(block: FormLine, setting: HtmlSetting, context: HtmlContext) -> str:
    role = Role.CALLOUT_LABEL if block.kind is FormLineKind.USE else setting.items
    content = write_inlines(block.content, setting.voice(role), context)
    return element("p", content, class_=block.kind.value, id=context.identity(block))


def _list(block: List, setting: HtmlSetting, context: HtmlContext) -> str:
    context.set_in(setting.voice(setting.items), "0123456789.•–")
    inner = replace(setting, body=setting.items, depth=setting.depth + 1)
    numbers = range(block.start, block.start + len(block.items)) if block.lettered else ()
    marks = [context.labels.item_mark(number, setting.depth, lettered=True) for number in numbers] or repeat("")
    items = "\n".join(_item(*each, inner, context) for each in zip(block.items, marks, strict=False))
    if block.lettered:
        return element("ol", "\n", items, "\n", class_="lettered", id=context.identity(block), role="list")
    name, start = ("ol", block.start if block.start != 1 else None) if block.numbered else ("ul", None)
    return element(name, "\n", items, "\n", id=context.identity(block), start=start)


def _item(item: ListItem, mark: str, setting: HtmlSetting, context: HtmlContext) -> str:
    number = element("span", write_text(mark, setting.voice(), context), class_="number") + " " if mark else ""
    content = write_blocks(item.content, setting.within(item.change), context)
    if item.change:
        content = whole(item.change, content, context)
    return element("li", number, content, id=context.identity(item))


def _callout(block: Callout, setting: HtmlSetting, context: HtmlContext) -> str:
    """A block set apart under its label, which the bottom line has as a heading."""
    first = block.kind is CalloutKind.BOTTOM_LINE
    id_ = context.identity(block)
    label_id = f"{id_}/label" if id_ else ""
    written = write_text(block.label, setting.voice(Role.CALLOUT_LABEL), context)
    label = element("h2" if first else "p", written, class_="label", id=label_id)
    content = write_blocks(block.content, setting.inside(Role.CALLOUT), context)
    class_ = f"callout {block.kind.value}"
    role = "region" if first and label_id else "note"
    return element("aside", label, "\n", content, class_=class_, id=id_, role=role, aria_labelledby=label_id)


def _quotation(block: Quotation, setting: HtmlSetting, context: HtmlContext) -> str:
    content = write_blocks(block.content, setting.inside(Role.QUOTATION), context)
    quoted = element("blockquote", "\n", content, "\n")
    if not block.attribution:
        return element("div", quoted, class_="quotation", id=context.identity(block))
    voice = setting.voice(Role.CAPTION)
    quoted_from = context.labels.separators.quoted
    context.set_in(voice, quoted_from)
    who = element("p", text(quoted_from), write_inlines(block.attribution, voice, context), class_="caption")
    return element("div", quoted, "\n", who, class_="quotation", id=context.identity(block))


def _tile(tile: Tile, setting: HtmlSetting, context: HtmlContext) -> str:
    setting = setting.within(tile.change)
    context.measure_tile(plain_text(tile.printed))
    value = write_inlines(tile.printed, setting.voice(Role.TILE_VALUE), context)
    voice = setting.voice(Role.TILE_CAPTION)
    caption = write_inlines(tile.caption, voice, context)
    if tile.reference:
        caption += " " + element("span", write_text(tile.reference, voice, context), class_="reference")
    parts = (element("p", value, class_="value"), element("p", caption))
    content = "\n".join(parts)
    if tile.change:
        content = whole(tile.change, content, context)
    return element("div", content, class_="tile", role="listitem", id=context.identity(tile))


def _contents(block: Contents, setting: HtmlSetting, context: HtmlContext) -> str:
    id_ = context.identity(block)
    title_id = f"{id_}/title" if id_ else ""
    title = element("p", write_text(block.title, HtmlVoice(Role.CONTENTS_TITLE), context), class_="title", id=title_id)
    voice = HtmlVoice(Role.CONTENTS)
    lines = []
    for entry in block.entries:
        number = (
            element("span", write_text(entry.number, voice, context), class_="number") + " " if entry.number else ""
        )
        content = f"{number}{write_text(entry.text, voice, context)}"
        if entry.target in context.ids and not setting.gone:
            content = element("a", content, href=to(entry.target))
        lines.append(element("li", content, class_=f"level-{entry.level}"))
    entries = element("ul", "\n", "\n".join(lines), "\n", role="list") if lines else ""
    name = "nav" if id_ else "div"
    return element(name, title, "\n", entries, class_="contents", id=id_, aria_labelledby=title_id)

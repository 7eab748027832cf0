"""Blocks: each as the elements of the body that print it, one function a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from briefgen.formats.docx.bookmarks import part_of, seen_name
from briefgen.formats.docx.changes import in_range, is_move, mark_of
from briefgen.formats.docx.contents import write_contents
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import OpenElement, opened, w
from briefgen.formats.docx.figures import write_figure
from briefgen.formats.docx.form_lines import write_form_line
from briefgen.formats.docx.inlines import marked, write_inlines, write_text
from briefgen.formats.docx.numbering import FRAMED_NUMBERS, HEADING_GAP, LETTERS, NUMBERS, QUOTED_NUMBERS
from briefgen.formats.docx.own_language import set_in_language
from briefgen.formats.docx.pages import section_end
from briefgen.formats.docx.paragraphs import (
    first_paragraph,
    keep_with_next,
    mark_end,
    restyled,
    set_property,
    set_space,
    start_page,
    style_of,
)
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.styles import (
    CALLOUT_PADDING,
    HEADING_LEVELS,
    LABELS,
    LIST_INDENT,
    QUOTATION_INDENT,
    Style,
    frame,
    indent_of,
    level_style,
    role_of,
    space_after,
    space_before,
)
from briefgen.formats.docx.tables import write_table
from briefgen.formats.docx.tiles import write_key_figures
from briefgen.layout.measures import NUMBER_ROOM
from briefgen.layout.text import char_style
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Change,
    Contents,
    Figure,
    FormLine,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.inlines import Text
from briefgen.model.traverse import below_numbers, on_landscape_pages, outline_name
from briefgen.theme import Role, Theme

DEEPEST_LEVEL = 8
MARKER_GAP = 6.0
AFTER_CALLOUT = 12.0
AFTER_QUOTATION = 8.0


def write_blocks(blocks: Iterable[Block], setting: Setting, context: DocxContext) -> Iterator[OpenElement]:
    """The blocks in reading order; what follows a page break starts its page, what introduces a list keeps with it.

    A section ends where landscape pages begin or end.
    """
    flowing = tuple(blocks)
    breaking = was_turned = False
    places = zip(on_landscape_pages(flowing), below_numbers(flowing), strict=True)
    for block, following, (turned, is_set_in) in zip(flowing, (*flowing[1:], None), places, strict=False):
        if turned != was_turned:
            yield section_end(turned=was_turned)
        was_turned = turned
        elements = write_block(block, _set_in(setting) if is_set_in else setting, context)
        if breaking and elements:
            start_page(elements)
        if isinstance(block, Paragraph) and isinstance(following, List | FormLine):
            keep_with_next(elements)
        breaking = isinstance(block, PageBreak) or (breaking and not elements)
        yield from elements


def _set_in(setting: Setting) -> Setting:
    """The setting of what goes on with what a numbered paragraph says."""
    return replace(setting, left=setting.left + NUMBER_ROOM)


def _behind_number(block: Paragraph, setting: Setting) -> Setting:
    """The setting of a paragraph that its style numbers; what a redline takes out has another one."""
    here = _set_in(setting)
    return replace(here, style=Style.NUMBERED, hanging=NUMBER_ROOM) if block.shown_number else here


def write_block(block: Block, setting: Setting, context: DocxContext) -> list[OpenElement]:
    """One block with its bookmark and its change."""
    setting, move = _changed(block.change, [block], setting, context)
    elements = _block(block, setting, context)
    if isinstance(block, Paragraph | Heading):
        context.bookmarks.identify(elements[0], block.id, setting.mark)
    _bookmark(elements, context.bookmarks.leading_to(block.anchor or block.id), context)
    if name := outline_name(block, context.labels.key_figures):
        _bookmark(elements, seen_name(name), context)
    return in_range(elements, setting.mark, move) if move and setting.mark else elements


def _changed(
    change: Change | None, content: Sequence[Block], setting: Setting, context: DocxContext
) -> tuple[Setting, str]:
    """The setting with the mark of a block's change, and the name of the move whose end the block is.

    Rows cannot move in the format: they are taken out and put in. So is what moves within what is changed as a whole.
    """
    if change is None:
        return setting, ""
    in_rows = any(isinstance(block, Table | KeyFigures) for block in content)
    move = context.moves.name(change.kind, content) if is_move(change) and not in_rows else ""
    move = "" if setting.mark else move
    return replace(setting, mark=mark_of(change, context.annotations, move).inside(setting.mark)), move


def _bookmark(elements: Iterable[OpenElement], name: str | None, context: DocxContext) -> None:
    first = first_paragraph(elements)
    if first is not None:
        context.bookmarks.around_content(first, name)


def _block(block: Block, setting: Setting, context: DocxContext) -> list[OpenElement]:
    match block:
        case Heading():
            return [_heading(block, setting, context)]
        case Paragraph():
            return [_paragraph(block, setting, context)]
        case List():
            return _list(block, setting, context)
        case Callout():
            return _callout(block, setting, context)
        case Quotation():
            return _quotation(block, setting, context)
        case Table() | Figure() | KeyFigures() | Contents():
            return _display(block, setting, context)
        case PageBreak():
            return []
        case _:
            assert_never(block)


def _paragraph(block: Paragraph, setting: Setting, context: DocxContext) -> OpenElement:
    if isinstance(block, FormLine):
        return write_form_line(block, setting, context)
    setting = _behind_number(block, setting) if block.number else setting
    written = setting.text(block.content, setting.style, context)
    if block.end and not setting.mark:
        mark_end(written, mark_of(block.end, context.annotations))
    if gone := block.number and not block.shown_number and (block.change or block.end):
        restyled(written, Style.NUMBERED, mark_of(gone, context.annotations))
    return written


def _display(
    block: Table | Figure | KeyFigures | Contents, setting: Setting, context: DocxContext
) -> list[OpenElement]:
    match block:
        case Table():
            return write_table(block, setting, context)
        case Figure():
            return write_figure(block, setting, context)
        case KeyFigures():
            return write_key_figures(block, setting, context)
        case Contents():
            return write_contents(block, context)
        case _:
            assert_never(block)


def _heading(block: Heading, setting: Setting, context: DocxContext) -> OpenElement:
    """A heading, whose number its style counts; its own marking stands small behind it."""
    level = min(max(block.level, 1), HEADING_LEVELS)
    style = level_style("HEADING", level) if level > 1 else Style.UNNUMBERED_HEADING
    voice = setting.voice(style)
    content = list(write_inlines(block.content, voice, context))
    if block.number:
        counted = context.numbering.heading(block.number, level) if _is_counted(setting) else None
        if counted:
            style, listed = counted
            setting = replace(setting, number=(listed, 0) if listed else None)
        else:
            content[:0] = [write_text(block.number, voice, context), marked(w("r", w("tab")), setting.mark)]
            look = char_style(context.theme, role_of(style))
            hanging = look.width(block.number) + look.size * HEADING_GAP
            setting = replace(setting, left=setting.left + hanging, hanging=hanging)
    if block.marking:
        marking = replace(voice, style=Style.SECTION_MARKING)
        content += [write_text(" ", voice, context), write_text(f"({block.marking})", marking, context)]
    made = setting.paragraph(style, content, context)
    set_in_language(made, block.content, voice, context)
    return made


def _is_counted(setting: Setting) -> bool:
    """Whether Word can count a heading: not in a redline, where it would count in headings that have their number.

    Nor in a callout or a quotation, in which what its style says of its place does not hold.
    """
    return setting.mark is None and setting.frame is None and not setting.left


def _list(block: List, setting: Setting, context: DocxContext) -> list[OpenElement]:
    level = min(setting.depth, DEEPEST_LEVEL)
    number = _numbering(block, level, setting, context)
    in_text = setting.style is Style.BODY or setting.depth
    first, rest = ("LIST_NUMBER" if block.numbered else "LIST_BULLET"), "LIST_CONTINUE"
    hanging = _marker_room(block, setting, context)
    following = replace(
        setting,
        style=level_style(rest, level + 1) if in_text and not setting.frame else setting.style,
        left=setting.left + hanging,
        depth=setting.depth + 1,
    )
    opening = replace(
        following,
        style=level_style(first, level + 1) if in_text and not setting.frame else setting.style,
        hanging=hanging,
        number=(number, level),
    )
    items = [_item(item, opening, following, context) for item in block.items]
    if len(items) > 1 and not setting.depth:
        keep_with_next(items[0])
        keep_with_next(items[-2])
    elements = [element for item in items for element in item]
    if not setting.depth:
        _end(elements, context.theme.style(role_of(setting.style)).space_after)
    return elements


def _numbering(block: List, level: int, setting: Setting, context: DocxContext) -> int:
    """The list of Word's; one that has come or gone as a whole counts for itself, whatever becomes of others."""
    framed = setting.frame is not None
    if not block.numbered:
        return context.numbering.bullets(framed=framed)
    kind = LETTERS if block.lettered else FRAMED_NUMBERS if framed else QUOTED_NUMBERS if setting.quoted else NUMBERS
    return context.numbering.numbers(block, level, kind, can_go_on=setting.mark is None)


def _marker_room(block: List, setting: Setting, context: DocxContext) -> float:
    """How far the items stand from their signs: more where a number has many digits."""
    if not block.numbered:
        return LIST_INDENT
    last = block.start + len(block.items) - 1
    numbers = range(block.start, last + 1) if block.lettered else (last,)
    marks = (context.labels.item_mark(number, setting.depth, lettered=block.lettered) for number in numbers)
    look = char_style(context.theme, Role.LIST)
    return max(LIST_INDENT, max(map(look.width, marks)) + MARKER_GAP)


def _item(item: ListItem, opening: Setting, following: Setting, context: DocxContext) -> list[OpenElement]:
    opening, move = _changed(item.change, item.content, opening, context)
    following = replace(following, mark=opening.mark)
    elements = write_opened(item.content, opening, following, context)
    _bookmark(elements, context.bookmarks.leading_to(item.anchor), context)
    return in_range(elements, opening.mark, move) if move and opening.mark else elements


def write_opened(
    blocks: Sequence[Block], opening: Setting, following: Setting, context: DocxContext
) -> list[OpenElement]:
    """Blocks of which the first paragraph has a number or sign of its own, though they begin with something else."""
    if blocks and isinstance(blocks[0], Paragraph):
        return [*write_block(blocks[0], opening, context), *write_blocks(blocks[1:], following, context)]
    return [opening.paragraph(opening.style, (), context), *write_blocks(blocks, following, context)]


def _callout_style(kind: CalloutKind) -> Style:
    match kind:
        case CalloutKind.BOTTOM_LINE:
            return Style.BOTTOM_LINE
        case CalloutKind.ACTION | CalloutKind.WARNING:
            return Style.ACTION
        case CalloutKind.KEY | CalloutKind.NOTE:
            return Style.CALLOUT
        case _:
            assert_never(kind)


def _callout(block: Callout, setting: Setting, context: DocxContext) -> list[OpenElement]:
    """The label and the content, in paragraphs that share one frame, which Word draws as one."""
    style = _callout_style(block.kind)
    own = indent_of(style)
    left = setting.left + own.left
    inner = replace(
        setting, style=style, frame=style, edge=left, left=left, right=setting.right + own.right, hanging=0, depth=0
    )
    label = inner.text((Text(block.label),), LABELS[style], context)
    context.bookmarks.identify(label, part_of(block, "label"), setting.mark)
    elements = [label, *write_blocks(block.content, inner, context)]
    join(elements, style, context.theme)
    _end(elements, AFTER_CALLOUT)
    return elements


def _quotation(block: Quotation, setting: Setting, context: DocxContext) -> list[OpenElement]:
    inner = replace(
        setting,
        style=Style.QUOTATION,
        left=setting.left + QUOTATION_INDENT,
        right=setting.right + QUOTATION_INDENT,
        depth=0,
        quoted=True,
    )
    elements = list(write_blocks(block.content, inner, context))
    if not block.attribution:
        _end(elements, AFTER_QUOTATION)
        return elements
    if elements and elements[-1].tag == "w:p":
        set_property(elements[-1], w.open("keepNext"))
    source = inner.text((Text(context.labels.separators.quoted), *block.attribution), Style.QUOTATION_SOURCE, context)
    context.bookmarks.identify(source, part_of(block, "attribution"), setting.mark)
    return [*elements, source]


def _end(elements: Sequence[OpenElement], space: float) -> None:
    """Set apart from what follows, more than its paragraphs from each other."""
    if elements and elements[-1].tag == "w:p":
        set_space(elements[-1], after=space)


def join(elements: Sequence[OpenElement], style: Style, theme: Theme) -> None:
    """Let a callout of this style, its label first, go on around the tables and the picture at its start."""
    for position, element in enumerate(elements):
        above = elements[position - 1] if position else None
        is_first_picture = position == 1 and _is_paragraph(element) and style_of(element) is Style.FIGURE
        if above is None or not _is_paragraph(element):
            continue
        if not _is_paragraph(above):
            set_space(element, before=0)
            _frame_alone(elements, position, style, theme, CALLOUT_PADDING)
        elif is_first_picture:
            _frame_alone(elements, position, style, theme, _gap(above, element, theme))
    for above, below in pairwise(elements):
        if _is_paragraph(above) and not _is_paragraph(below):
            set_space(above, after=0)


def _frame_alone(elements: Sequence[OpenElement], position: int, style: Style, theme: Theme, above: float) -> None:
    """Give a paragraph a frame with the room above it inside, and the room below it where the callout goes on."""
    element = elements[position]
    following = [below for below in elements[position + 1 : position + 2] if _is_paragraph(below)]
    room = max((_gap(element, below, theme) for below in following), default=0.0)
    for part in frame(style, theme, above=above, below=room):
        set_property(element, opened(part))


def _gap(above: OpenElement, below: OpenElement, theme: Theme) -> float:
    """The space between two paragraphs, taken from them."""
    gap = max(_space(above, "after", theme), _space(below, "before", theme))
    set_space(above, after=0)
    set_space(below, before=0)
    return gap


def _is_paragraph(element: OpenElement) -> bool:
    return element.tag == "w:p"


def _space(element: OpenElement, side: str, theme: Theme) -> float:
    """The space that a paragraph has on a side: its own, or its style's."""
    own = element.properties.find("w:spacing")
    if own is not None and (twentieths := own.attributes.get(f"w:{side}")):
        return int(twentieths) / 20
    style = style_of(element)
    return space_before(style, theme) if side == "before" else space_after(style, theme)

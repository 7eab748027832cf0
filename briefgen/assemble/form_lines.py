"""What forms print beside the words of their author: what points may be used for, and boxes for answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.model.blocks import (
    BETWEEN_ANSWERS,
    BOX,
    Block,
    FormLine,
    FormLineKind,
    Heading,
    List,
    ListItem,
    Paragraph,
)
from briefgen.model.edition import Section
from briefgen.model.inlines import Inlines, Strong, Text
from briefgen.model.kind import QUESTION_LEVEL, KindPart, PointUse
from briefgen.model.labels import NO_BREAK_SPACE, Labels
from briefgen.model.traverse import plain_text, spread_blocks


def with_form_lines(section: Section, part: KindPart, labels: Labels) -> tuple[Block, ...]:
    """The blocks of a section with the lines of its form; items that say no answers have those of the part."""
    first: tuple[Block, ...] = ()
    if section.use and plain_text(section.title) != labels.uses[section.use.value]:
        first = (_use_line(section.use, f"section-{section.name}", labels),)
    return (*first, *lined((_answered(block, part.answers) for block in section.blocks), labels))


def lined(blocks: Iterable[Block], labels: Labels) -> tuple[Block, ...]:
    """Blocks with the lines that they ask for themselves."""
    return spread_blocks(blocks, lambda block: _with_lines(block, labels))


def with_questions(blocks: Iterable[Block], numbers: Iterator[int], labels: Labels) -> tuple[Block, ...]:
    """The blocks of a section with the numbers of its questions."""
    return tuple(
        replace(block, number=labels.question_number.format(number=next(numbers)))
        if isinstance(block, Heading) and block.level == QUESTION_LEVEL
        else block
        for block in blocks
    )


def _answered(block: Block, answers: tuple[str, ...]) -> Block:
    """A list whose items have answers."""
    if not isinstance(block, List) or not answers:
        return block
    items = (replace(each, answers=answers) if each.answers is None else each for each in block.items)
    return replace(block, items=tuple(items))


def _with_lines(block: Block, labels: Labels) -> Iterator[Block]:
    match block:
        case Heading(use=PointUse() as use):
            yield from (block, _use_line(use, block.id, labels))
        case Paragraph():
            yield replace(block, content=(*_lead(block.use, labels), *block.content)) if block.use else block
            if block.answers:
                yield _answer_line(block.answers, block.id, labels)
        case List():
            yield replace(block, items=tuple(_with_answers(item, labels) for item in block.items))
        case _:
            yield block


def _with_answers(item: ListItem, labels: Labels) -> ListItem:
    return replace(item, content=(*item.content, _answer_line(item.answers, item.id, labels))) if item.answers else item


def _lead(use: PointUse, labels: Labels) -> Inlines:
    """What a point may be used for, before its words."""
    return Strong((Text(labels.lead(labels.uses[use.value]).rstrip()),)), Text(" ")


def _use_line(use: PointUse, identity: str, labels: Labels) -> FormLine:
    return FormLine((Text(labels.uses[use.value]),), kind=FormLineKind.USE, id=f"{identity}-use")


def _answer_line(answers: Iterable[str], identity: str, labels: Labels) -> FormLine:
    """Each box with its answer, from which no line parts it."""
    parts: Inlines = ()
    for answer in answers:
        label = labels.answers[answer].replace(" ", NO_BREAK_SPACE)
        parts += (*([Text(BETWEEN_ANSWERS)] if parts else []), Text(BOX), Text(f"{NO_BREAK_SPACE}{label}"))
    return FormLine(parts, kind=FormLineKind.ANSWERS, id=f"{identity}-answers")

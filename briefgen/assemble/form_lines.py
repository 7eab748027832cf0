"""What forms print beside the words of their author: what points may be used for, and boxes for answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.model.blocks import (
    BETWEEN_ANSWERS,
    BOX,
    Align,
    Block,
    Cell,
    Column,
    FormLine,
    FormLineKind,
    Heading,
    List,
    ListItem,
    Paragraph,
    Table,
)
from briefgen.model.edition import Edition, Section, Signature
from briefgen.model.inlines import Inlines, LineBreak, Strong, Text
from briefgen.model.kind import QUESTION_LEVEL, KindPart, PointUse
from briefgen.model.labels import NO_BREAK_SPACE, Labels
from briefgen.model.traverse import plain_text, spread_blocks

SIGNED = "signature-"
"""With what the ids of the cells begin in which somebody signs."""


def with_form_lines(section: Section, part: KindPart, labels: Labels) -> tuple[Block, ...]:
    """The blocks of a section with the lines of its form; items that say no answers have those of the part."""
    first: tuple[Block, ...] = ()
    if section.use and plain_text(section.title) != labels.uses[section.use.value]:
        first = (_use_line(section.use, f"section-{section.name}", labels),)
    return (*first, *lined((_answered(block, part.answers) for block in section.blocks), labels))


def lined(blocks: Iterable[Block], labels: Labels) -> tuple[Block, ...]:
    """Blocks with the lines that they ask for themselves."""
    return spread_blocks(blocks, lambda block: _with_lines(block, labels))


def signature_table(part: KindPart, edition: Edition, labels: Labels) -> Iterator[Table]:
    """The lines on which those sign who are named for a part of the kind; nothing where nobody is."""
    signed = [each for each in edition.head.signatures if each.role in part.signatures]
    heads = labels.name_and_office, labels.signature, labels.signed_on
    if signed:
        yield Table(
            tuple(Column(Align.LEFT, width) for width in (0.5, 0.3, 0.2)),
            tuple(Cell((Text(head),), id=f"signatures-head-{at}") for at, head in enumerate(heads, 1)),
            tuple(_signed(number, each, edition, labels) for number, each in enumerate(signed, 1)),
            id="signatures",
            anchor="table:signatures",
            ruled=True,
        )


def _signed(number: int, signature: Signature, edition: Edition, labels: Labels) -> tuple[Cell, ...]:
    """As what somebody signs, who, and where: the lines leave room for a signature."""
    who = [(signature.name, signature.name_place), (signature.office, signature.office_place)]
    content: Inlines = (Strong((Text(labels.signatures[signature.role]),)),)
    for text, place in [each for each in who if each[0]] or [(edition.head.to, None)]:
        content += (LineBreak(), Text(text, place=place))
    return tuple(Cell(text, id=f"{SIGNED}{number}-{at}") for at, text in enumerate((content, (), ()), 1))


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

"""Whole paragraphs: deleted, added, moved, cut in two and joined, as Word writes it."""

from __future__ import annotations

from copy import deepcopy
from random import Random

from tests.review.editing import strokes
from tests.review.editing.opened import Element, Hand, Line, W, run_text, runs_of, w

MARKS_OF_PLACE = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
LOOSE = ("body", "list item")
"""Places whose paragraphs are taken out, moved and joined; the others belong to something."""


def follows(line: Line) -> Element | None:
    """The paragraph that comes right after a line's in the same text; none at its end or before a table."""
    after = line.paragraph.getnext()
    return after if after is not None and after.tag == f"{W}p" else None


def is_loose(line: Line) -> bool:
    """Whether a paragraph can be taken from its place without anything else."""
    return line.place in LOOSE and not line.settled and not line.note and follows(line) is not None


def is_plain(line: Line) -> bool:
    """Whether a paragraph holds nothing that exists once only: no note, field or comment."""
    found = line.paragraph.iter(
        *(f"{W}{tag}" for tag in ("footnoteReference", "fldChar", "commentReference", "ins", "del"))
    )
    return next(found, None) is None


def mark_end(paragraph: Element, mark: Element) -> None:
    """Mark the end of a paragraph as added, deleted or moved (ISO/IEC 29500-1, 17.13.5)."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    formatting = properties.find(f"{W}rPr")
    if formatting is None:
        formatting = w("rPr")
        properties.append(formatting)
    formatting.insert(0, mark)


def delete(line: Line, before: Line | None, hand: Hand) -> None:
    """Delete a paragraph: with its own end, or with the end of the one before, as Backspace does."""
    if not hand.tracked:
        line.paragraph.getparent().remove(line.paragraph)
        return
    strokes.take_out(runs_of(line.paragraph), hand)
    mark_end(line.paragraph if before is None else before.paragraph, hand.mark("del"))


def add_after(line: Line, text: str, hand: Hand, *, at_end: bool) -> Element:
    """Type a new paragraph after a line: from the line's end, or from the start of the next one."""
    new = w("p", *map(deepcopy, _bare_properties(line.paragraph)))
    run = strokes.typed(text, None)
    new.append(hand.mark("ins", run) if hand.tracked else run)
    line.paragraph.addnext(new)
    if hand.tracked:
        mark_end(line.paragraph if at_end else new, hand.mark("ins"))
    return new


def _bare_properties(paragraph: Element) -> list[Element]:
    """The properties that a paragraph passes on to the next."""
    properties = deepcopy(paragraph.find(f"{W}pPr"))
    if properties is None:
        return []
    for each in properties.findall(f"{W}rPr"):
        properties.remove(each)
    return [properties]


def move(line: Line, after: Line, hand: Hand, *, taken_along: bool) -> Element:
    """Move a paragraph behind another, with its bookmarks or without, and give it as it stands there."""
    source = line.paragraph
    if not hand.tracked:
        source.getparent().remove(source)
        if not taken_along:
            _unmark(source)
        after.paragraph.addnext(source)
        return source
    target = deepcopy(source)
    _unmark(source if taken_along else target)
    name = f"move{hand.file.next()}"
    _mark_moved(source, "moveFrom", name, hand)
    _mark_moved(target, "moveTo", name, hand)
    after.paragraph.addnext(target)
    _end_range(target, "moveTo")
    _end_range(source, "moveFrom")
    return target


def _unmark(paragraph: Element) -> None:
    for tag in MARKS_OF_PLACE:
        for each in paragraph.findall(f"{W}{tag}"):
            paragraph.remove(each)


def _mark_moved(paragraph: Element, kind: str, name: str, hand: Hand) -> None:
    """Put the marks of one end of a move into a paragraph."""
    for group in strokes.neighbours(runs_of(paragraph)):
        strokes.wrap(group, hand.mark(kind))
    mark_end(paragraph, hand.mark(kind))
    paragraph.find(f"{W}pPr").addnext(hand.mark(f"{kind}RangeStart", name=name))


def _end_range(paragraph: Element, kind: str) -> None:
    """Close the range of a move behind its paragraph, where Word does."""
    start = paragraph.find(f"{W}{kind}RangeStart")
    paragraph.addnext(w(f"{kind}RangeEnd", id=start.get(f"{W}id")))


def cut(line: Line, offset: int, hand: Hand) -> Element:
    """Press Enter within a paragraph, and give the second half."""
    paragraph = line.paragraph
    strokes.split(paragraph, offset)
    second = w("p", *_bare_properties(paragraph))
    first = _run_from(paragraph, offset)
    second.extend([first, *first.itersiblings()])
    paragraph.addnext(second)
    if hand.tracked:
        mark_end(paragraph, hand.mark("ins"))
    return second


def _run_from(paragraph: Element, offset: int) -> Element:
    """The child of a paragraph that holds the first text behind an offset."""
    position = 0
    for run in runs_of(paragraph):
        length = len(run_text(run))
        if length and position >= offset:
            while run.getparent() is not paragraph:
                run = run.getparent()
            return run
        position += length
    raise ValueError(f"nothing stands behind {offset}")


def join(line: Line, following: Line, hand: Hand) -> None:
    """Delete the end of a paragraph, so that the next one goes on in it."""
    if hand.tracked:
        mark_end(line.paragraph, hand.mark("del"))
        return
    line.paragraph.extend([each for each in following.paragraph if each.tag != f"{W}pPr"])
    following.paragraph.getparent().remove(following.paragraph)


def word_starts(text: str, rooms: str) -> list[int]:
    """The offsets at which a word of an author's begins behind another."""
    return [
        index
        for index in range(8, len(text) - 8)
        if text[index - 1] == " " and text[index].isalpha() and rooms[index - 1 : index + 1] == "aa"
    ]


def chance(random: Random, share: float = 0.5) -> bool:
    """Whether something that happens in this share of all cases happens now."""
    return random.random() < share

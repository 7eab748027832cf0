"""Footnotes: each with its number hanging before it, below a short rule at the foot of the page of its first reference.

What has no room there goes on at the foot of the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.layout.blocks import nested
from briefgen.layout.boxes import LayoutBox, RuleBox, StackBox, TextBox, fill, names_of, stack_height
from briefgen.layout.inlines import REFERENCE, note_name, reference_name, referring
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import HAIR, break_lines, width_of
from briefgen.model.document import Note
from briefgen.theme import Role

GAP = 10.0
"""The least distance between the text and the rule above the notes."""

NUMBER_GAP = 6.0
RULE = 60.0
RULE_WEIGHT = 0.5
BELOW_RULE = 4.0
LONG = 8
"""The lines up to which a note is not broken."""


def foot_height(foot: Sequence[LayoutBox]) -> float:
    """How much of a page a foot takes, with its distance from the text."""
    return stack_height(foot) + GAP if foot else 0.0


class Notes:
    """The notes by name, in order, and how far they have been placed; `rule` stands above those of each page."""

    def __init__(self, boxes: Mapping[str, LayoutBox], rule: RuleBox | None = None) -> None:
        self._boxes = boxes
        self._rule = rule or RuleBox(width=0.0, weight=0.0, colour="#000000")
        self._placed: set[str] = set()
        self._waiting: list[LayoutBox] = []

    def is_pending(self, *, more: bool) -> bool:
        """Whether notes are left for a page; once no text is left to call them, that is true of all."""
        if not more:
            self._waiting += self._new(self._boxes)
        return bool(self._waiting)

    def carried(self, room: float) -> list[LayoutBox]:
        """The foot that notes of earlier pages make, before any text: the whole page, if they need it."""
        if not self._waiting:
            return []
        foot, left = self._filled([self._rule], self._waiting, room - GAP)
        if len(foot) == 1:
            raise AssertionError("a note that is cut into lines always fits a page")
        self._waiting = list(left)
        return foot

    def called_by(self, boxes: Iterable[LayoutBox]) -> list[str]:
        """The notes that the boxes refer to, and those that these refer to, none of them placed yet."""
        if not self._boxes:
            return []
        called = dict.fromkeys(name for box in boxes for name in self._references(box))
        waiting = list(called)
        while waiting:
            for name in self._references(self._boxes[waiting.pop()]):
                if name not in called:
                    called[name] = None
                    waiting.append(name)
        return list(called)

    def _references(self, box: LayoutBox) -> Iterator[str]:
        for name in box.destinations():
            if name.startswith(REFERENCE):
                note = name.removeprefix(REFERENCE)
                if note in self._boxes and note not in self._placed:
                    yield note

    def fit(self, called: Sequence[str], carried: Sequence[LayoutBox], room: float) -> bool:
        """Whether the notes that are called fit below others; the last may go on elsewhere if it is long."""
        if self._waiting:
            return False
        boxes = [self._boxes[name] for name in called]
        foot, left = self._filled(carried or [self._rule], boxes, room - GAP)
        begun = len(foot) - len(carried or [self._rule])
        return not left or begun == len(boxes)

    def taken(self, called: Sequence[str], carried: Sequence[LayoutBox], room: float) -> list[LayoutBox]:
        """The foot with the notes that are called; what does not fit waits for the next page."""
        waiting = [*self._waiting, *self._new(called)]
        if not waiting or self._waiting:
            self._waiting = waiting
            return list(carried)
        foot, left = self._filled(carried or [self._rule], waiting, room - GAP)
        self._waiting = list(left)
        return foot if len(foot) > 1 else []

    def _new(self, names: Iterable[str]) -> list[LayoutBox]:
        fresh = [name for name in names if name not in self._placed]
        self._placed.update(fresh)
        return [self._boxes[name] for name in fresh]

    def _filled(
        self, foot: Sequence[LayoutBox], notes: Sequence[LayoutBox], room: float
    ) -> tuple[list[LayoutBox], Sequence[LayoutBox]]:
        """The foot with as many notes below it as there is room for, and the notes that are left."""
        taken, left = fill([*foot, *(replace(note, keep=False) for note in notes)], room + HAIR)
        return taken, left


def page_notes(notes: Sequence[Note], width: float, context: StyleContext) -> Notes:
    """All notes, ready to be placed on the pages of their references."""
    rule = RuleBox(width=RULE, weight=RULE_WEIGHT, colour=context.colours.muted, after=BELOW_RULE)
    char_style = context.char_style(Role.NOTE)
    indent = max((width_of([context.run(_number(note), char_style)]) for note in notes), default=0.0) + NUMBER_GAP
    return Notes({note.name: _note(note, width, indent, context) for note in notes}, rule)


def _number(note: Note) -> str:
    return f"{note.number}."


def _note(note: Note, width: float, indent: float, outer: StyleContext) -> LayoutBox:
    element = outer.calls.elements.get(note.name) or outer.tag("Note")
    element.identifier = note_name(note.name)
    context = outer.inside(Role.NOTE).at(note.change, note.place).under(element)
    char_style = referring(context.char_style(Role.NOTE), reference_name(note.name))
    style = context.style(Role.NOTE)
    number = TextBox(
        lines=break_lines([context.run(_number(note), char_style)], indent),
        leading=style.leading,
        element=context.tag("Lbl"),
    )
    children = nested(note.content, width - indent, context)
    return StackBox(
        children=children,
        together=stack_height(children) <= LONG * style.leading,
        indent=indent,
        marker=number,
        names=(note_name(note.name), *names_of(note)),
        bar=context.bar(note.change),
        place=note.place,
        after=style.space_after,
    )

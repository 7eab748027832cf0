"""Footnotes: each with its number hanging before it, below a short rule at the foot of the page of its first reference.

What has no room there goes on at the foot of the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from briefgen.frozen import frozen
from briefgen.layout.blocks import nested
from briefgen.layout.boxes import LayoutBox, RuleBox, StackBox, TextBox, fill, names_of, stack_height
from briefgen.layout.inlines import note_name, reference_name, referring
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


@frozen(slots=True)
class Called:
    """How far the notes have been placed before a page: those that have begun, and what of them goes on there."""

    begun: frozenset[str] = frozenset()
    left: tuple[LayoutBox, ...] = ()


@frozen
class Foot:
    """The notes of a page, what of them goes on elsewhere, and whether each that its text calls has begun."""

    boxes: tuple[LayoutBox, ...]
    after: Called
    is_fit: bool = True

    @cached_property
    def height(self) -> float:
        """How much of the page they take."""
        return foot_height(self.boxes)


class Notes:
    """The notes by name, in order; `rule` stands above those of each page."""

    def __init__(self, boxes: Mapping[str, LayoutBox], rule: RuleBox | None = None) -> None:
        self._boxes = {name: replace(box, keep=False) for name, box in boxes.items()}
        self._rule = rule or RuleBox(width=0.0, weight=0.0, colour="#000000")
        self._feet: dict[tuple[frozenset[str], tuple[str, ...]], Foot] = {}

    def parted(self, parts: Sequence[Iterable[LayoutBox]]) -> Iterator[Notes]:
        """The notes that each part of a text calls, with which its pages end; those that none calls with the last."""
        begun: frozenset[str] = frozenset()
        for number, part in enumerate(parts, 1):
            called = self._called(part, begun) if number < len(parts) else self._boxes.keys() - begun
            yield Notes({name: box for name, box in self._boxes.items() if name in called}, self._rule)
            begun |= set(called)

    def carried(self, before: Called, room: float) -> Foot:
        """The foot that notes of earlier pages make, before any text: the whole page, if they need it."""
        if not before.left:
            return Foot((), before)
        foot, left = fill([self._rule, *before.left], room - GAP + HAIR)
        if len(foot) == 1:
            raise AssertionError("a note that is cut into lines always fits a page")
        return Foot(tuple(foot), Called(before.begun, tuple(left)))

    def below(self, body: Iterable[LayoutBox], carried: Foot, room: float) -> Foot:
        """The foot with the notes that the text of a page calls; the last may go on elsewhere if it is long."""
        return self._with(self._called(body, carried.after.begun) if self._boxes else (), carried, room)

    def ending(self, after: Called) -> Called:
        """What is left once there is no text any more: notes that none has called as well."""
        never = [box for name, box in self._boxes.items() if name not in after.begun]
        return Called(after.begun.union(self._boxes), (*after.left, *never))

    def _with(self, called: Sequence[str], carried: Foot, room: float) -> Foot:
        if not called:
            return carried
        whole = self._whole(carried.after.begun, tuple(called))
        if not (carried.boxes or carried.after.left) and whole.height - GAP <= room - GAP + HAIR:
            return whole
        begun, waiting = whole.after.begun, whole.boxes[1:]
        if carried.after.left:
            return Foot(carried.boxes, Called(begun, (*carried.after.left, *waiting)), is_fit=False)
        above = carried.boxes or (self._rule,)
        foot, left = fill([*above, *waiting], room - GAP + HAIR)
        boxes = tuple(foot) if len(foot) > 1 else ()
        return Foot(boxes, Called(begun, tuple(left)), not left or len(foot) - len(above) == len(waiting))

    def _whole(self, begun: frozenset[str], called: tuple[str, ...]) -> Foot:
        """The foot of a page that has room for all it calls, the same one whenever a search for pages asks for it."""
        key = begun, called
        if (known := self._feet.get(key)) is None:
            boxes = (self._rule, *(self._boxes[name] for name in called))
            known = self._feet[key] = Foot(boxes, Called(begun.union(called)))
        return known

    def _called(self, body: Iterable[LayoutBox], begun: frozenset[str]) -> list[str]:
        """The notes that the boxes refer to, and those that these refer to, none of them begun yet."""
        called = dict.fromkeys([name for box in body for name in box.calls if self._can_begin(name, begun)])
        waiting = list(called)
        while waiting:
            for name in self._boxes[waiting.pop()].calls:
                if name not in called and self._can_begin(name, begun):
                    called[name] = None
                    waiting.append(name)
        return list(called)

    def _can_begin(self, name: str, begun: frozenset[str]) -> bool:
        return name in self._boxes and name not in begun


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
    char_style = referring(context.char_style(Role.NOTE), reference_name(note.name), context.labels.back_to_text)
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

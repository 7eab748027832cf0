"""Boxes: what a page is filled with. A box knows its height, where it may be broken, and how to draw itself.

Boxes are values: built once for a fixed width, measured without drawing, and split into two boxes at a page's end.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Self

from briefgen.frozen import but, frozen
from briefgen.layout.inlines import REFERENCE
from briefgen.layout.structure import StructureTag
from briefgen.layout.surface import Surface
from briefgen.layout.text import HAIR, TextLine
from briefgen.model.blocks import Identified
from briefgen.spans import Span

FEWEST_LINES = 2


@frozen
class OutlineEntry:
    """A line of the outline: its level from 0, and its title."""

    level: int
    title: str


@frozen(kw_only=True)
class LayoutBox(ABC):
    """The base of all boxes.

    Between two boxes stands the greater of `after` and `before`. A box with `keep` is never the last on a page, and
    one that is `together` is not broken;
    `names` are destinations at its top; `bar` is the colour of a redline's mark in the margin;
    `place` is where the block stands in the content. What is drawn belongs to `element`, or is an artifact without one.
    The `height` is without the space around the box, and `calls` are the notes to which it refers.
    """

    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    together: bool = False
    names: tuple[str, ...] = ()
    bar: str = ""
    entry: OutlineEntry | None = None
    place: Span | None = None
    element: StructureTag | None = None
    height: float = field(init=False, repr=False, compare=False)
    calls: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Not when they are first asked for: what an object gets later makes it three times as large.
        object.__setattr__(self, "height", self.measure())
        object.__setattr__(self, "calls", self.called())

    @abstractmethod
    def measure(self) -> float:
        """The height without the space around the box."""

    def split(self, room: float) -> tuple[LayoutBox, LayoutBox] | None:  # noqa: ARG002
        """The box as two, the first at most `room` high; none where it must not be broken."""
        return None

    @property
    def lower(self) -> LayoutBox:
        """The box, with its chart drawn lower if it has one."""
        return self

    def rest(self) -> Self:
        """The box as it goes on over a page's end, without what only its start has."""
        return but(self, names=(), entry=None, before=0.0)

    @property
    def parts(self) -> Iterable[LayoutBox]:
        """The boxes in the box that texts lead to or that call notes, in reading order."""
        return ()

    def destinations(self) -> Iterator[str]:
        """The names of all destinations in the box, in reading order."""
        yield from self.names
        for part in self.parts:
            yield from part.destinations()

    def called(self) -> tuple[str, ...]:
        """The notes to which the box refers, in reading order."""
        return tuple([name for part in self.parts for name in part.calls])

    def put(self, surface: Surface, x: float, top: float) -> None:
        """Draw the box with its top left corner at a point, with its destinations, outline entry and change bar."""
        for name in self.names:
            surface.destination(name, top)
        if self.entry:
            surface.outline(self.entry.title, self.entry.level, top)
        if self.bar:
            surface.change_bar(self.bar, top, self.height)
        self.draw(surface, x, top)

    @abstractmethod
    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Draw what is in the box."""


@frozen(kw_only=True)
class BreakBox(LayoutBox):
    """What follows starts on a new page."""

    def measure(self) -> float:
        return 0.0

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Nothing to see."""


@frozen(kw_only=True)
class SpaceBox(LayoutBox):
    """Nothing, at the top of a page, so that the space before what follows is kept; `room` is left above it."""

    room: float = 0.0

    def measure(self) -> float:
        return self.room

    def draw(self, surface: Surface, x: float, top: float) -> None:
        """Nothing to see."""


@frozen(kw_only=True)
class TextBox(LayoutBox):
    """Lines of text; `align` is 0 for left, 0.5 for centred and 1 for right within `width`."""

    lines: tuple[TextLine, ...]
    leading: float
    width: float = 0.0
    align: float = 0.0

    def measure(self) -> float:
        return len(self.lines) * self.leading

    def split(self, room: float) -> tuple[TextBox, TextBox] | None:
        if self.together:
            return None
        count = min(int((room + HAIR) // self.leading), len(self.lines) - FEWEST_LINES)
        return self.cut(count) if count >= FEWEST_LINES else None

    def cut(self, count: int) -> tuple[TextBox, TextBox]:
        """The first `count` lines and the others, the same boxes whenever it is cut there."""
        if (parts := self._cuts.get(count)) is None:
            first = but(self, lines=self.lines[:count])
            parts = first, but(self, names=(), entry=None, before=0.0, lines=self.lines[count:])
            self._cuts[count] = parts
        return parts

    @cached_property
    def _cuts(self) -> dict[int, tuple[TextBox, TextBox]]:
        return {}

    def destinations(self) -> Iterator[str]:
        yield from self.names
        yield from (part.style.name for line in self.lines for part in line.fragments if part.style.name)

    def called(self) -> tuple[str, ...]:
        names = [part.style.name for line in self.lines for part in line.fragments if part.style.name]
        return tuple([name.removeprefix(REFERENCE) for name in names if name.startswith(REFERENCE)])

    def draw(self, surface: Surface, x: float, top: float) -> None:
        for index, line in enumerate(self.lines):
            start = x + (self.width - line.width) * self.align if self.align else x
            surface.line_of_text(line.fragments, start, self.baseline(top, index), self.leading, self.element)

    def baseline(self, top: float, index: int = 0) -> float:
        """The height at which a line stands: capitals are centred within the leading."""
        capital = max([part.style.capital_height for part in self.lines[index].fragments], default=0.0)
        return top - self.leading * index - (self.leading + capital) / 2


def names_of(block: Identified) -> tuple[str, ...]:
    """The destinations by which a block is known."""
    return tuple(name for name in (block.id, block.anchor) if name)


def placed(boxes: Iterable[LayoutBox], spaces: float = 1.0) -> Iterator[tuple[LayoutBox, float]]:
    """Each box with its distance from the top of the stack; the space before the first is not kept.

    The other `spaces` are so much of what they would be.
    """
    offset, after = 0.0, None
    for box in boxes:
        offset += 0.0 if after is None else max(after, box.before) * spaces
        yield box, offset
        offset += box.height
        after = box.after


def stack_height(boxes: Iterable[LayoutBox], spaces: float = 1.0) -> float:
    """How high the boxes stand on top of each other."""
    return max((offset + box.height for box, offset in placed(boxes, spaces)), default=0.0)


def fill(boxes: Sequence[LayoutBox], room: float) -> tuple[list[LayoutBox], Sequence[LayoutBox]]:
    """The boxes that stand within the room, the last perhaps a part, and those that are left.

    Nothing is placed if the first must not be broken and does not fit, or if all that fit must keep with the next.
    """
    taken: list[LayoutBox] = []
    for index, (box, offset) in enumerate(placed(boxes)):
        if isinstance(box, BreakBox):
            return taken, boxes[index + 1 :]
        if offset + box.height > room + HAIR:
            if parts := box.split(room - offset):
                return [*taken, parts[0]], [parts[1], *boxes[index + 1 :]]
            return _without_kept(taken, boxes)
        taken.append(box)
    return taken, ()


def _without_kept(taken: list[LayoutBox], boxes: Sequence[LayoutBox]) -> tuple[list[LayoutBox], Sequence[LayoutBox]]:
    """What is taken without the boxes at its end that must keep with the next, save what can be parted from them."""
    count = len(taken)
    while count and (kept := taken[count - 1]).keep:
        count -= 1
        if parts := kept.split(kept.height - HAIR * 2):
            return [*taken[:count], parts[0]], [parts[1], *boxes[count + 1 :]]
    return taken[:count], boxes[count:]


@frozen(kw_only=True)
class StackBox(LayoutBox):
    """Boxes on top of each other, indented, perhaps on a tint with a rule at the left, perhaps behind a marker."""

    children: tuple[LayoutBox, ...]
    width: float = 0.0
    indent: float = 0.0
    padding: float = 0.0
    tint: str = ""
    edge: float = 0.0
    colour: str = ""
    marker: LayoutBox | None = None

    def measure(self) -> float:
        return stack_height(self.children) + 2 * self.padding

    @cached_property
    def lower(self) -> LayoutBox:
        children = tuple(child.lower for child in self.children)
        is_same = all(one is other for one, other in zip(children, self.children, strict=True))
        return self if is_same else replace(self, children=children)

    def split(self, room: float) -> tuple[StackBox, StackBox] | None:
        if self.together:
            return None
        taken, left = fill(self.children, room - 2 * self.padding)
        if not taken or not left:
            return None
        rest = replace(self.rest(), children=tuple(left), marker=None)
        return replace(self, children=tuple(taken)), rest

    @property
    def parts(self) -> Iterable[LayoutBox]:
        return self.children

    def draw(self, surface: Surface, x: float, top: float) -> None:
        if self.tint:
            surface.area(x, top, self.width, self.height, self.tint)
        if self.edge:
            surface.area(x, top, self.edge, self.height, self.colour)
        if self.marker:
            _, drop = drops((self.children[0], self.marker)) if self.children else (0.0, 0.0)
            self.marker.put(surface, x, top - self.padding - drop)
        for child, offset in placed(self.children):
            child.put(surface, x + self.indent, top - self.padding - offset)


@frozen(kw_only=True)
class RowBox(LayoutBox):
    """Boxes side by side, each at its distance from the left; `padding` above and below, `bottom` aligns their feet.

    First lines of different heights stand on one base line.
    """

    cells: tuple[tuple[float, LayoutBox], ...]
    padding: float = 0.0
    bottom: bool = False
    drops: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "drops", self._drops())
        super().__post_init__()

    def _drops(self) -> tuple[float, ...]:
        """How much lower than the row each cell stands."""
        cells = [cell for _, cell in self.cells]
        found = drops(cells)
        if not self.bottom or any(found):
            return found
        highest = max(cell.height for cell in cells)
        return tuple(highest - cell.height for cell in cells)

    def measure(self) -> float:
        heights = (cell.height + drop for (_, cell), drop in zip(self.cells, self.drops, strict=True))
        return max(heights, default=0.0) + 2 * self.padding

    @property
    def parts(self) -> Iterable[LayoutBox]:
        return [cell for _, cell in self.cells]

    def draw(self, surface: Surface, x: float, top: float) -> None:
        for (offset, cell), drop in zip(self.cells, self.drops, strict=True):
            cell.put(surface, x + offset, top - self.padding - drop)


def drops(boxes: Iterable[LayoutBox]) -> tuple[float, ...]:
    """How much lower boxes beside each other stand, so that first lines of different heights are on one base line."""
    texts = [box if isinstance(box, TextBox) and box.lines else None for box in boxes]
    given = [text for text in texts if text]
    if len({text.leading for text in given}) < 2:
        return (0.0,) * len(texts)
    deepest = min(text.baseline(0.0) for text in given)
    return tuple(text.baseline(0.0) - deepest if text else 0.0 for text in texts)


@frozen(kw_only=True)
class RuleBox(LayoutBox):
    """A horizontal rule."""

    width: float
    weight: float
    colour: str

    def measure(self) -> float:
        return self.weight

    def draw(self, surface: Surface, x: float, top: float) -> None:
        surface.area(x, top, self.width, self.weight, self.colour)

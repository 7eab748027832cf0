"""Pages: boxes laid on them, and the notes that these call."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from briefgen.codes import DOES_NOT_FIT
from briefgen.errors import ContentError
from briefgen.frozen import frozen
from briefgen.layout.boxes import BreakBox, LayoutBox, fill, placed, stack_height
from briefgen.layout.footnotes import Notes, foot_height
from briefgen.layout.style_context import NOWHERE
from briefgen.layout.surface import Surface
from briefgen.layout.text import HAIR
from briefgen.theme import Page


@frozen
class PlacedPage:
    """A page: its body from the top down, and its notes, which stand on its foot."""

    body: Sequence[LayoutBox]
    foot: Sequence[LayoutBox] = ()

    def draw(self, surface: Surface, page: Page) -> None:
        """Draw the body and the notes between a page's margins."""
        for box, offset in placed(self.body):
            box.put(surface, page.left, page.height - page.top - offset)
        foot = page.bottom + stack_height(self.foot)
        for box, offset in placed(self.foot):
            box.put(surface, page.left, foot - offset)


def paginate(boxes: Sequence[LayoutBox], room: float, notes: Notes | None = None) -> list[PlacedPage]:
    """The boxes as pages. Nothing is drawn yet, so every number of a page is known when drawing starts."""
    notes = notes or Notes({})
    pages: list[PlacedPage] = []
    left = _from_page_top(boxes)
    while left or notes.is_pending(more=bool(left)):
        page, rest = _page(left, room, notes)
        pages.append(page)
        left = _from_page_top(rest)
    return pages or [PlacedPage(())]


def _page(boxes: Sequence[LayoutBox], room: float, notes: Notes) -> tuple[PlacedPage, Sequence[LayoutBox]]:
    """The next page and the boxes that are left: as much text as fits together with the notes that it calls."""
    carried = notes.carried(room)
    limit = room - foot_height(carried)
    window, beyond = _window(boxes, limit)
    taken, rest = _with_notes(window, limit, room, notes, carried)
    if not taken and not carried and boxes:
        taken, rest = _kept_alone(window, room)
    foot = notes.taken(notes.called_by(taken), carried, room - stack_height(taken))
    return PlacedPage(taken, foot), [*rest, *beyond]


def _with_notes(
    boxes: Sequence[LayoutBox], limit: float, room: float, notes: Notes, carried: Sequence[LayoutBox]
) -> tuple[list[LayoutBox], Sequence[LayoutBox]]:
    """As many boxes as fit with the notes that they call; where none do, the fewest, unless there are carried notes."""

    def fits(attempt: tuple[list[LayoutBox], Sequence[LayoutBox]]) -> bool:
        called = notes.called_by(attempt[0])
        return not called or notes.fit(called, carried, room - stack_height(attempt[0]))

    source = _attempts(boxes, limit)
    attempts: list[tuple[list[LayoutBox], Sequence[LayoutBox]]] = []
    while more := list(islice(source, len(attempts) + 1)):
        attempts += more
        if fits(more[-1]):
            return attempts[bisect_left(attempts, True, key=fits)]
    return attempts[-1] if attempts and not carried else ([], boxes)


def _attempts(boxes: Sequence[LayoutBox], limit: float) -> Iterator[tuple[list[LayoutBox], Sequence[LayoutBox]]]:
    """Ever fewer boxes for a page, and those that are left."""
    while limit > 0:
        taken, rest = fill(boxes, limit)
        if not taken:
            return
        yield taken, rest
        limit = stack_height(taken) - 2 * HAIR


def _window(boxes: Sequence[LayoutBox], room: float) -> tuple[Sequence[LayoutBox], Sequence[LayoutBox]]:
    """The boxes that can have to do with the next page, so that the others are not looked at again and again."""
    for index, (_, offset) in enumerate(placed(boxes)):
        if offset > room:
            return boxes[: index + 1], boxes[index + 1 :]
    return boxes, ()


def _from_page_top(boxes: Sequence[LayoutBox]) -> Sequence[LayoutBox]:
    """A page break at the top of a page has done its work."""
    breaks = 0
    while breaks < len(boxes) and isinstance(boxes[breaks], BreakBox):
        breaks += 1
    return boxes[breaks:]


def _kept_alone(boxes: Sequence[LayoutBox], room: float) -> tuple[list[LayoutBox], Sequence[LayoutBox]]:
    """The boxes before one that has not room enough beside them even on a page of its own."""
    taken = [box for box, offset in placed(boxes) if offset + box.height <= room]
    count = next((i for i, box in enumerate(boxes) if not box.keep), len(boxes))
    if not (taken := taken[:count]):
        message = "the block is higher than a page and cannot be broken"
        raise ContentError([DOES_NOT_FIT.at(boxes[0].place or NOWHERE, message)])
    return taken, boxes[len(taken) :]


def page_numbers(pages: Sequence[PlacedPage]) -> dict[str, int]:
    """The page of each destination; the first of a name counts."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for box in (*page.body, *page.foot):
            for name in box.destinations():
                numbers.setdefault(name, number)
    return numbers

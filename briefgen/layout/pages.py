"""Pages: boxes laid on them, and the notes that these call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from briefgen.frozen import frozen
from briefgen.layout.boxes import LayoutBox, placed, stack_height
from briefgen.layout.footnotes import foot_height
from briefgen.layout.surface import Surface
from briefgen.theme import Page


@frozen
class PlacedPage:
    """A page: its body from the top down, and its notes, which stand on its foot.

    `order` is that in which the boxes of the body are read, unless they are so from the top down. It `is_forced` where
    somebody has asked for a break behind it. The `spaces` between the boxes are a part of what they would be. One
    that is `turned` is a landscape page.
    """

    body: Sequence[LayoutBox]
    foot: Sequence[LayoutBox] = ()
    order: Sequence[int] = ()
    is_forced: bool = False
    spaces: float = 1.0
    turned: bool = False

    @cached_property
    def height(self) -> float:
        """How much of the page is taken, with its notes."""
        return stack_height(self.body, self.spaces) + foot_height(self.foot)

    def draw(self, surface: Surface, page: Page) -> None:
        """Draw the body and the notes between a page's margins, in the order in which they are read."""
        body = list(placed(self.body, self.spaces))
        for box, offset in [body[at] for at in self.order] or body:
            box.put(surface, page.left, page.height - page.top - offset)
        foot = page.bottom + stack_height(self.foot)
        for box, offset in placed(self.foot):
            box.put(surface, page.left, foot - offset)


def page_numbers(pages: Sequence[PlacedPage]) -> dict[str, int]:
    """The page of each destination; the first of a name counts."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for box in (*page.body, *page.foot):
            for name in box.destinations():
                numbers.setdefault(name, number)
    return numbers

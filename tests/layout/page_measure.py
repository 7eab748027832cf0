"""What a typographer counts on pages: white, how full the last one is, lines that stand alone, headings at the foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefgen.layout.boxes import FEWEST_LINES, LayoutBox, StackBox, TextBox
from briefgen.layout.document import PlacedDocument
from briefgen.layout.pages import PlacedPage

MOST_WHITE, LEAST_LAST = 0.12, 0.15


@dataclass(frozen=True)
class PageMeasure:
    """The white of each page but the last, as a part of its height, how full that is, and what stands alone.

    Pages before a break that somebody has asked for count as last ones.
    """

    holes: tuple[float, ...]
    last: float
    alone: int
    kept_at_foot: int

    @property
    def largest(self) -> float:
        return max(self.holes, default=0.0)

    @property
    def is_good(self) -> bool:
        """Whether all is as it should be; a document of one page may be as short as it likes."""
        is_full = not self.holes or self.last >= LEAST_LAST
        return self.largest <= MOST_WHITE and is_full and not self.alone and not self.kept_at_foot


def measured(placed: PlacedDocument) -> PageMeasure:
    """Count what is on the pages of a document."""
    room = placed.context.page_height
    *pages, last = placed.pages
    return PageMeasure(
        holes=tuple(1 - page.height / room for page in pages if not page.is_forced),
        last=last.height / room,
        alone=sum(_alone(*each) for each in pairwise(placed.pages)),
        kept_at_foot=sum(page.body[-1].keep for page in pages if page.body and not page.is_forced),
    )


def _alone(page: PlacedPage, following: PlacedPage) -> int:
    """The paragraphs that go on over a page's end of which fewer lines than two stand on either page."""
    before, behind = (Counter[int](), Counter[int]())
    for count, boxes in ((before, page.body), (behind, following.body)):
        for text in _texts(boxes):
            count[id(text.element)] += len(text.lines)
    return sum(1 for element in before.keys() & behind.keys() if min(before[element], behind[element]) < FEWEST_LINES)


def _texts(boxes: Iterable[LayoutBox]) -> Iterator[TextBox]:
    """The paragraphs among boxes, but those in tables."""
    for box in boxes:
        if isinstance(box, TextBox):
            yield box
        elif isinstance(box, StackBox):
            yield from _texts(box.children)

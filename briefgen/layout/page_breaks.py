"""Page breaks by total fit: the boxes of a document on as few pages as can be, with little white on any of them.

A page may end wherever its boxes let it. A float that has no room left stands at the top of the next page while the
text of its section runs on, or before the text that calls it; charts may be drawn lower. Pages are made one after the
other from each of a few places at which the one before may end, and of all ways to the same place the best is kept: so
the time grows with the document's length alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter

from briefgen.codes import DOES_NOT_FIT
from briefgen.errors import ContentError
from briefgen.frozen import frozen
from briefgen.layout.boxes import LayoutBox, placed, stack_height
from briefgen.layout.floats import Float
from briefgen.layout.footnotes import Foot, Notes
from briefgen.layout.page_filling import BoxFlow, Ending, Filling, PageFiller, Place, Plan
from briefgen.layout.pages import PlacedPage
from briefgen.layout.style_context import NOWHERE
from briefgen.layout.text import HAIR

MOST_WHITE, LEAST_LAST = 0.12, 0.15
"""The parts of a page that may stay white, and that the last page at least fills."""
FULL, FILLS = (1.0,), (1.0, 0.985, 0.97, 0.955, 0.94, 0.925, 0.91, 0.895, 0.882)
"""How full a page is left, and may be where that mends those behind it."""
FEW, MANY = 2, 12
"""The places at which a page may end that are followed further: at first, and near a page with too much white."""
NEAR = 7
"""The pages before one with too much white that are made anew."""
MOST_ROUNDS = 3
"""How often that is done, since what mends one page may leave white on another."""
MOST_KEPT = 100
"""The boxes that are looked at where one keeps with the next, and none has room."""

PAGE = 1000.0
"""What a page costs; other costs are given by it."""
HOLE, WIDE_HOLE, TOO_WIDE, SHORT_LAST = 10_000.0, 60_000.0, 300.0, 4000.0
"""What white costs, by the square of its part of a page, beyond the most, and once; a last page that is too empty."""
BROKEN, WAITING, BEFORE_CALL, EARLY, LOWERED, CLOSER = 4.0, 40.0, 120.0, 40.0, 15.0, 25.0
"""What a broken block costs, a float that waits for another page, one pages or lines before its text, a lower chart."""
AS_IT_COMES = Plan()
CLOSE = 0.8
"""How much of the space between blocks is left where that saves a page from much white."""

NumberedPage = tuple[PlacedPage, Sequence[int]]
"""A page, and the numbers of the blocks on it as they are read."""


@frozen(slots=True)
class NextPage:
    """A page that may follow a place: where it ends, what it costs, and how to make it, since few are wanted.

    `key` is what tells its end apart.
    """

    place: Place
    key: tuple[object, ...]
    make: Callable[[], NumberedPage]
    cost: float = 0.0
    is_end: bool = False
    white: float = 0.0


@frozen(slots=True)
class PageNode:
    """A page in a search for the best, the one before it, and what all of them cost."""

    page: NextPage
    before: PageNode | None = None
    cost: float = 0.0

    def all(self) -> list[NextPage]:
        """All pages up to this one, in order."""
        found, node = list[NextPage](), self
        while node.before:
            found.append(node.page)
            node = node.before
        return found[::-1]

    def poor(self) -> set[int]:
        """The numbers, from 0, of pages that have too much white, and of those before them that can mend that."""
        *pages, last = self.all()
        found = [number for number, page in enumerate(pages) if page.white > MOST_WHITE]
        if pages and last.white > 1 - LEAST_LAST:
            found.append(len(pages))
        return {near for number in found for near in range(number - NEAR, number + 2)}


START = NextPage(Place(), (), lambda: (PlacedPage(()), ()))
"""What stands before the first page."""


def paginate(
    blocks: Sequence[Sequence[LayoutBox]], room: float, notes: Notes, floats: Mapping[int, Float]
) -> tuple[list[PlacedPage], list[int]]:
    """The boxes of the blocks as pages, and the blocks in the order in which they are then read.

    `floats` are the figures and tables among the blocks. Raises ContentError for a block that fits no page.
    """
    breaker = PageBreaker(BoxFlow(blocks, room, notes, floats))
    tried: set[int] = set()
    found = breaker.best(tried)
    for _ in range(MOST_ROUNDS):
        if tried >= (poor := found.poor()):
            break
        tried |= poor
        found = breaker.best(tried)
    pages = [page.make() for page in found.all()]
    breaker.known.clear()  # these pages know the breaker, too: nobody looks for such circles until much later
    return [page for page, _ in pages], [*dict.fromkeys(number for _, numbers in pages for number in numbers)]


class PageBreaker:
    """Searches the best way to break a flow of boxes into pages."""

    def __init__(self, flow: BoxFlow) -> None:
        self._flow = flow
        self._notes = flow.notes
        self.known: dict[tuple[object, ...], tuple[Place, list[NextPage]]] = {}

    def best(self, poor: Collection[int]) -> PageNode:
        """The last of the best pages; of the poor ones, by their numbers, many are tried."""
        nodes, ended, number = [PageNode(START)], list[PageNode](), 0
        while nodes:
            fills, most = (FILLS, MANY) if number in poor else (FULL, FEW)
            reached: dict[tuple[object, ...], PageNode] = {}
            for before, page in ((node, page) for node in nodes for page in self._following(node.page.place, fills)):
                cost = before.cost + PAGE + page.cost
                if page.is_end:
                    ended.append(PageNode(page, before, cost))
                elif (known := reached.get(page.key)) is None or cost < known.cost:
                    reached[page.key] = PageNode(page, before, cost)
            lowest = min((node.cost for node in ended), default=float("inf"))
            nodes = [node for node in sorted(reached.values(), key=self._expected)[:most] if node.cost < lowest]
            number += 1
        return min(ended, key=attrgetter("cost"))

    def _expected(self, node: PageNode) -> float:
        """What all pages will cost if no more white is left."""
        return node.cost + PAGE * self._flow.left(node.page.place) / self._flow.room

    def _following(self, place: Place, fills: Sequence[float]) -> list[NextPage]:
        """The pages that may follow a place, found once, of those to one end the cheapest.

        The place is kept, so that ids of its boxes stay theirs.
        """
        key = (*place.identity, len(fills))
        if (known := self.known.get(key)) is None:
            cheapest = dict[tuple[object, ...], NextPage]()
            for page in self._next(place, fills):
                if (other := cheapest.get(page.key)) is None or page.cost < other.cost:
                    cheapest[page.key] = page
            known = self.known[key] = place, list(cheapest.values())
        return known[1]

    def _next(self, place: Place, fills: Sequence[float]) -> Iterator[NextPage]:
        if self._flow.is_at_end(place):
            carried = self._notes.carried(self._notes.ending(place.notes), self._flow.room)
            yield self._ready(place, PlacedPage((), carried.boxes), (), replace(place, notes=carried.after))
            return
        carried = self._notes.carried(place.notes, self._flow.room)
        filling = PageFiller(self._flow, place, AS_IT_COMES, carried).filled()
        found = list(self._made_of(place, AS_IT_COMES, filling, carried, fills))
        for plan in self._plans(place, filling, is_poor=len(fills) > 1):
            found += self._made_of(place, plan, PageFiller(self._flow, place, plan, carried).filled(), carried, fills)
        yield from found or [self._with_what_must_be(place, carried)]

    def _plans(self, place: Place, filling: Filling, *, is_poor: bool) -> Iterator[Plan]:
        """What else may be tried where a float has no room on a page as it comes."""
        flow = self._flow
        if place.waiting and flow.is_begun(place):
            yield Plan(goes_on_first=True)
        if filling.passed:
            number = filling.passed[0][1]
        else:
            number = flow.owners[filling.end] if filling.end < len(flow.owners) else -1
        if number not in flow.floats and not filling.is_closed:
            if is_poor:
                yield Plan(spaces=CLOSE)
            return
        closer = (Plan(is_lowered=True), Plan(is_lowered=True, spaces=CLOSE))
        yield from closer if flow.can_be_lowered(place, filling.end) else closer[1:]
        if number in flow.floats:
            if (early := flow.place_before(number, place)) is not None:
                yield from (replace(plan, early=number, place=early) for plan in (AS_IT_COMES, *closer))
            if flow.can_be_broken(number):
                yield Plan(are_tables_broken=True)

    def _made_of(
        self, place: Place, plan: Plan, filling: Filling, carried: Foot, fills: Sequence[float]
    ) -> Iterator[NextPage]:
        """The pages that a filling makes: full, not quite so, or ended before a float that has no room."""
        limits = [self._flow.room * fill - carried.height for fill in fills]
        limits += [filling.feet[count - 1] for _, _, count in filling.passed[:1] if count]
        tried = set[tuple[int, float, float]]()
        for limit in limits:
            if (ending := filling.ending(limit)) is None or ending.key in tried:
                continue
            tried.add(ending.key)
            found = self._with_notes(filling, ending, carried)
            if found is None or (found[0] is not ending and found[0].key in tried):
                continue
            tried.add(found[0].key)
            if self._is_readable(place, filling, found[0]):
                yield self._made(place, plan, filling, *found)

    def _with_notes(self, filling: Filling, ending: Ending | None, carried: Foot) -> tuple[Ending, Foot] | None:
        """A page that has room for its notes, or the next lower one that has; where none has, the lowest, unless notes
        go on there.
        """
        found = None
        while ending:
            height = filling.height(ending)
            foot = self._notes.below(filling.callers(ending), carried, self._flow.room - height)
            found = ending, foot
            if foot.is_fit:
                return found
            ending = filling.ending(height - 2 * HAIR)
        return None if carried.boxes else found

    def _is_readable(self, place: Place, filling: Filling, ending: Ending) -> bool:
        """Whether a block that goes on below floats ends on the page: they stand behind it in the order of reading."""
        return not filling.on_top or filling.place_behind(ending) >= self._flow.end_of_begun(place)

    def _made(self, place: Place, plan: Plan, filling: Filling, ending: Ending, foot: Foot) -> NextPage:
        following = self._flow.following(place, filling, ending, foot.after)
        cost = (
            BROKEN * (ending.part is not None)
            + WAITING * len(following.waiting)
            + LOWERED * plan.is_lowered
            + CLOSER * (plan.spaces < 1)
        )
        cost += BEFORE_CALL * len(following.ahead) + EARLY * (plan.early >= 0)
        is_forced = filling.is_forced_by(ending)
        make = partial(self._page, place, filling, ending, foot)
        height = filling.height(ending) + foot.height
        return self._page_to(following, make, height, cost, is_first=place is START.place, is_forced=is_forced)

    def _page(self, place: Place, filling: Filling, ending: Ending, foot: Foot) -> NumberedPage:
        """The page from a place on that a filling makes."""
        body = filling.body(ending)
        order = self._order(place, filling, len(body))
        owners = [
            filling.floats[at] if filling.floats[at] >= 0 else self._flow.owners[filling.places[at]] for at in order
        ]
        is_forced, order_read = filling.is_forced_by(ending), order if filling.on_top else ()
        page = PlacedPage(tuple(body), foot.boxes, order_read, is_forced, filling.spaces)
        return page, owners

    def _order(self, place: Place, filling: Filling, count: int) -> Sequence[int]:
        """The order in which the boxes of a page are read: a block that has begun before goes on before its floats."""
        begun = self._flow.end_of_begun(place) if filling.on_top else 0
        first = [at for at in range(filling.on_top, count) if filling.places[at] < begun]
        return (*first, *(at for at in range(count) if at not in first)) if first else range(count)

    def _with_what_must_be(self, place: Place, carried: Foot) -> NextPage:
        """A page of notes alone, or of the boxes before one that has no room beside them even on a page of its own."""
        flow = self._flow
        if carried.boxes:
            return self._ready(place, PlacedPage((), carried.boxes), (), replace(place, notes=carried.after))
        left = [place.rest or flow.boxes[place.at], *flow.boxes[place.at + 1 :][:MOST_KEPT]]
        taken = [box for box, offset in placed(left) if offset + box.height <= flow.room]
        count = next((number for number, box in enumerate(left) if not box.keep), len(left))
        if not (taken := taken[:count]):
            message = "the block is higher than a page and cannot be broken"
            raise ContentError([DOES_NOT_FIT.at(left[0].place or NOWHERE, message)])
        foot = self._notes.below(taken, carried, flow.room - stack_height(taken))
        following = replace(place, at=place.at + len(taken), rest=None, notes=foot.after)
        numbers = flow.owners[place.at : following.at]
        return self._ready(place, PlacedPage(tuple(taken), foot.boxes), numbers, following)

    def _ready(self, place: Place, page: PlacedPage, numbers: Sequence[int], following: Place) -> NextPage:
        """A page that is made."""
        return self._page_to(following, lambda: (page, numbers), page.height, is_first=place is START.place)

    def _page_to(
        self,
        place: Place,
        make: Callable[[], NumberedPage],
        height: float,
        cost: float = 0.0,
        *,
        is_first: bool,
        is_forced: bool = False,
    ) -> NextPage:
        """A page of a height that ends at a place."""
        is_end = self._flow.is_at_end(place) and not self._notes.ending(place.notes).left
        white = max(1 - height / self._flow.room, 0.0)
        if is_end:
            cost += SHORT_LAST * (white > 1 - LEAST_LAST and not is_first)
        elif not is_forced:
            cost += HOLE * white**2
            if white > MOST_WHITE:
                cost += TOO_WIDE + WIDE_HOLE * (white - MOST_WHITE) ** 2
        white = 0.0 if is_forced else white
        return NextPage(place, place.key, make, cost, is_end, white)

"""Filling a page: from a place in the flow of boxes on until there is no room left, as a plan has it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import accumulate, chain

from briefgen.frozen import frozen, mutable
from briefgen.layout.boxes import BreakBox, LayoutBox
from briefgen.layout.floats import Float
from briefgen.layout.footnotes import Called, Foot, Notes
from briefgen.layout.tables import TableBox
from briefgen.layout.text import HAIR


@frozen(slots=True)
class Place:
    """Where a page ends and the next begins.

    `at` is the next box, of which perhaps only the `rest` is left; floats that are `waiting` were passed before, those
    `ahead` stand already, though their place is still to come.
    """

    at: int = 0
    rest: LayoutBox | None = None
    waiting: tuple[int, ...] = ()
    ahead: frozenset[int] = frozenset()
    notes: Called = Called()

    @property
    def key(self) -> tuple[object, ...]:
        """What tells two places apart."""
        left = self.rest.height if self.rest else 0.0
        return self.at, round(left, 1), self.waiting, self.ahead, len(self.notes.begun), len(self.notes.left)

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells two places apart of which each page behind them is the same."""
        return self.at, id(self.rest), self.waiting, self.ahead, self.notes.begun, tuple(map(id, self.notes.left))


@frozen(slots=True)
class Plan:
    """What to try with a page: lower charts, less space, broken tables, a float that is `early`, before its place.

    Where a block has begun before, it may go on above the floats that have waited.
    """

    is_lowered: bool = False
    spaces: float = 1.0
    early: int = -1
    place: int = -1
    are_tables_broken: bool = False
    goes_on_first: bool = False


@frozen(slots=True)
class Ending:
    """A page of the first `count` boxes of a filling, and a `part` of the next, whose `rest` begins the page behind."""

    count: int
    part: LayoutBox | None = None
    rest: LayoutBox | None = None

    @property
    def key(self) -> tuple[int, float, float]:
        """What tells endings of one filling apart: parts of a box that are equally high are the same."""
        return self.count, self.part.height if self.part else 0.0, self.rest.height if self.rest else 0.0


@mutable(slots=True)
class Filling:
    """What stands on a page while it is filled: of each box its place in the flow, and the float that it belongs to.

    The last box may be too much. `calling` are the numbers of the boxes that call notes, as far as somebody has asked.
    `passed` are floats without room: the place of each, itself, and the boxes before it. `end` is the place at which
    filling has ended, by a break where that is `forced`, or `closed` by a float's wall.
    """

    spaces: float = 1.0
    boxes: list[LayoutBox] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    feet: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    floats: list[int] = field(default_factory=list)
    calling: list[int] = field(default_factory=list)
    asked: int = 0
    passed: list[tuple[int, int, int]] = field(default_factory=list)
    end: int = 0
    on_top: int = 0
    is_closed: bool = False
    is_forced: bool = False

    def foot_with(self, boxes: Iterable[LayoutBox]) -> float:
        """Where more boxes would end."""
        foot, after = (self.feet[-1], self.boxes[-1].after) if self.boxes else (0.0, None)
        for box in boxes:
            foot += box.height + (0.0 if after is None else max(after, box.before) * self.spaces)
            after = box.after
        return foot

    def put(self, box: LayoutBox, place: int, of_float: int = -1) -> None:
        """Let a box stand below the others."""
        foot = height = box.height
        if self.boxes:
            foot = self.feet[-1] + (height + max(self.boxes[-1].after, box.before) * self.spaces)
        self.boxes.append(box)
        self.tops.append(foot - height)
        self.feet.append(foot)
        self.places.append(place)
        self.floats.append(of_float)

    def ending(self, limit: float) -> Ending | None:
        """The page that is at most so high; none where nothing can stand on it."""
        count = bisect_right(self.feet, limit + HAIR)
        if count < len(self.boxes):
            if self.floats[count] < 0 and (parts := self.boxes[count].split(limit - self.tops[count])):
                return Ending(count, *parts)
        elif self.is_forced or not self.is_closed:
            return Ending(count)
        while count and (kept := self.boxes[count - 1]).keep:
            count -= 1
            if parts := kept.split(kept.height - HAIR * 2):
                return Ending(count, *parts)
        return Ending(count) if count else None

    def body(self, ending: Ending) -> list[LayoutBox]:
        """The boxes of a page that ends so."""
        return [*self.boxes[: ending.count], *([ending.part] if ending.part else [])]

    def callers(self, ending: Ending) -> list[LayoutBox]:
        """The boxes of a page that ends so and may call notes."""
        self.calling += [at for at in range(self.asked, ending.count) if self.boxes[at].calls]
        self.asked = max(self.asked, ending.count)
        found = [self.boxes[at] for at in self.calling if at < ending.count]
        return [*found, ending.part] if ending.part else found

    def place_behind(self, ending: Ending) -> int:
        """The place in the flow at which what is behind a page begins that ends so."""
        return self.places[ending.count] if ending.count < len(self.boxes) else self.end

    def is_forced_by(self, ending: Ending) -> bool:
        """Whether a page that ends so does because somebody has asked for it."""
        return self.is_forced and ending.count == len(self.boxes)

    def height(self, ending: Ending) -> float:
        """How high the text of a page is that ends so."""
        if ending.part:
            return self.tops[ending.count] + ending.part.height
        return self.feet[ending.count - 1] if ending.count else 0.0


class BoxFlow:
    """The boxes of a document in reading order, of which some belong to floats, and what is asked of them."""

    def __init__(
        self, blocks: Sequence[Sequence[LayoutBox]], room: float, notes: Notes, floats: Mapping[int, Float]
    ) -> None:
        self.blocks = blocks
        self.room = room
        self.notes = notes
        self.floats = floats
        self.boxes = [*chain.from_iterable(blocks)]
        self.owners = [number for number, block in enumerate(blocks) for _ in block]
        self.firsts = [*accumulate(map(len, blocks), initial=0)]
        self.starts = {self.firsts[number]: number for number, block in enumerate(blocks) if block}
        self.plain = [
            number not in floats and not isinstance(box, BreakBox)
            for number, box in zip(self.owners, self.boxes, strict=True)
        ]
        heights = (box.height + max(box.before, box.after) for box in self.boxes)
        self._heights = [*accumulate(heights, initial=0.0)]

    def left(self, place: Place) -> float:
        """About how much is left from a place on."""
        left = self._heights[-1] - self._heights[place.at]
        if place.rest:
            left += place.rest.height - self.boxes[place.at].height
        return left + sum(map(self._height_of, place.waiting)) - sum(map(self._height_of, place.ahead))

    def _height_of(self, block: int) -> float:
        return self._heights[self.firsts[block + 1]] - self._heights[self.firsts[block]]

    def can_be_lowered(self, place: Place, end: int) -> bool:
        """Whether one of the boxes from a place to another, or one that waits, can be drawn lower."""
        numbers = {*self.owners[place.at : end + 1], *place.waiting}
        return any(box.lower is not box for number in numbers for box in self.blocks[number])

    def is_at_end(self, place: Place) -> bool:
        """Whether no text is left."""
        return place.at == len(self.boxes) and not place.waiting

    def is_begun(self, place: Place) -> bool:
        """Whether a block has begun on the page before."""
        return place.rest is not None or (place.at < len(self.boxes) and place.at not in self.starts)

    def end_of_begun(self, place: Place) -> int:
        """The place behind the block that has begun on the page before; the place itself where none has."""
        return self.firsts[self.owners[place.at] + 1] if self.is_begun(place) else place.at

    def can_be_broken(self, number: int) -> bool:
        """Whether a float may be broken where it stands, as a table."""
        return not self.blocks[number][-1].together

    def place_before(self, number: int, place: Place) -> int | None:
        """Where on a page a float may stand before its own place: on top, or before the block that it follows."""
        first, low = self.owners[place.at] if place.at < len(self.owners) else number, self.floats[number].first
        if number <= first or place.waiting or any(each in self.floats for each in range(first, number)):
            return None
        if low <= first:
            return place.at
        before = self.firsts[number - 1]
        is_free = low < number - 1 and not self.boxes[before - 1].keep and not self.boxes[before].keep
        return before if is_free else None

    def following(self, place: Place, filling: Filling, ending: Ending, notes: Called) -> Place:
        """Where the next page begins, behind these notes."""
        at = filling.place_behind(ending)
        rest = ending.rest or (place.rest if at == place.at else None)
        if not (place.waiting or place.ahead or filling.passed or max(filling.floats, default=-1) >= 0):
            return Place(at, rest, notes=notes)
        put = set(filling.floats[: ending.count])
        passed = [number for where, number, _ in filling.passed if where < at]
        waiting = tuple(number for number in (*place.waiting, *passed) if number not in put)
        ahead = frozenset(number for number in {*place.ahead, *put} if number >= 0 and self.firsts[number] >= at)
        return Place(at, rest, waiting, ahead, notes)


class PageFiller:
    """Fills a page of a flow from a place on, as a plan has it, above the notes that earlier pages have left."""

    def __init__(self, flow: BoxFlow, place: Place, plan: Plan, carried: Foot) -> None:
        self._flow = flow
        self._place = place
        self._plan = plan
        self._carried = carried
        self._filling = Filling(plan.spaces)
        self._waiting = list(place.waiting)
        self._at = place.at
        self._limit = flow.room - carried.height + HAIR

    def filled(self) -> Filling:
        """The page, until there is no room left."""
        flow, filling = self._flow, self._filling
        is_begun = flow.is_begun(self._place)
        if not (is_begun and (self._plan.goes_on_first or isinstance(flow.boxes[self._at], TableBox))):
            self._put_waiting()
        self._put_early()
        filling.on_top = len(filling.boxes)
        goes_on = not is_begun or self._put_next()
        while goes_on and self._at < len(flow.boxes):
            goes_on = self._put_plain() if flow.plain[self._at] and self._is_free() else self._step()
        if goes_on:
            self._put_waiting()
            filling.is_closed = bool(self._waiting)
        filling.end = self._at
        return filling

    def _is_free(self) -> bool:
        """Whether no float waits, or is to stand here before its place."""
        return not self._waiting and self._plan.place != self._at

    def _put_plain(self) -> bool:
        """Let a box stand that begins no float, and forces no break; whether there may be room for more."""
        box = self._flow.boxes[self._at]
        self._filling.put(box.lower if self._plan.is_lowered else box, self._at)
        if self._filling.feet[-1] > self._limit:
            return False
        self._at += 1
        return True

    def _step(self) -> bool:
        """Let the next box stand, or pass a float; whether there may be room for more."""
        number = self._flow.starts.get(self._at, -1)
        if number < 0:
            return self._put_next()
        if self._waiting and not self._is_free_of_waiting(number):
            return self._close()
        if number in self._filling.floats or number in self._place.ahead:
            self._at = self._flow.firsts[number + 1]
            return True
        if self._at != self._place.at:
            self._put_early()
        if (own := self._flow.floats.get(number)) is None:
            return self._put_next()
        must_wait = any(not own.passes(self._flow.floats[each]) for each in self._waiting)
        if not must_wait and self._has_room(number):
            return self._put_next()
        if own.wall > number + 1:
            return self._pass(number)
        return self._close() if must_wait else self._put_next()

    def _is_free_of_waiting(self, number: int) -> bool:
        """Whether a block may begin before the floats that wait, of which as many stand first as there is room for."""
        floats = self._flow.floats
        if not self._filling.on_top or any(number >= floats[each].wall for each in self._waiting):
            self._put_waiting()
        return not any(number >= floats[each].wall for each in self._waiting)

    def _close(self) -> bool:
        self._filling.is_closed = True
        return False

    def _pass(self, number: int) -> bool:
        """Let a float wait for another page, and what is behind it run up."""
        self._filling.passed.append((self._at, number, len(self._filling.boxes)))
        self._waiting.append(number)
        self._at = self._flow.firsts[number + 1]
        return True

    def _put_next(self) -> bool:
        """Let the next box stand; whether there may be room for more."""
        flow, filling, at = self._flow, self._filling, self._at
        box = self._place.rest if self._place.rest and at == self._place.at else flow.boxes[at]
        self._at += 1
        if isinstance(box, BreakBox):
            filling.is_forced = bool(filling.boxes)
            is_last = self._at == len(flow.boxes) or not isinstance(flow.boxes[self._at], BreakBox)
            return not (filling.is_forced and is_last)
        filling.put(box.lower if self._plan.is_lowered else box, at)
        if filling.feet[-1] > self._limit:
            self._at = at
            return False
        return True

    def _put_early(self) -> None:
        """Let a float stand before its place, if this is where it should."""
        number = self._plan.early
        if self._plan.place == self._at and number not in self._filling.floats and self._fits(number):
            self._put_float(number)

    def _put_waiting(self) -> None:
        """Let the floats stand that have waited, as far as there is room."""
        while self._waiting and self._fits(self._waiting[0]):
            self._put_float(self._waiting.pop(0))

    def _put_float(self, number: int) -> None:
        for box in self._float(number):
            self._filling.put(box, self._at, number)

    def _float(self, number: int) -> Sequence[LayoutBox]:
        boxes = self._flow.blocks[number]
        return [box.lower for box in boxes] if self._plan.is_lowered else boxes

    def _has_room(self, number: int) -> bool:
        """Whether a float may stand where its place is."""
        return (self._plan.are_tables_broken and self._flow.can_be_broken(number)) or self._fits(number)

    def _fits(self, number: int) -> bool:
        """Whether a float has room below what stands on the page, with the notes that this calls."""
        filling, room = self._filling, self._flow.room
        foot = filling.foot_with(self._float(number))
        if foot > room + HAIR:
            return False
        callers = filling.callers(Ending(len(filling.boxes)))
        notes = self._flow.notes.below(callers, self._carried, room - foot)
        return foot + notes.height <= room + HAIR and notes.is_fit

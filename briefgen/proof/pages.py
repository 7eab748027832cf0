"""Following the document over the pages of a PDF: what stands around each page, tables that go on, rows cut through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from briefgen.frozen import frozen, mutable
from briefgen.proof.compare import (
    MOST,
    ComparedGrid,
    Difference,
    Gap,
    Script,
    common_length,
    different,
    explained,
    follow,
    unbound,
)
from briefgen.proof.expected import ExpectedHead, of_front
from briefgen.proof.reading import PAGE_BREAK, Squeezed

STRAY = 200
"""The characters within which a line around a page is looked for, where another one differs."""


@frozen
class PageBody:
    """A page without what stands around it: the text starts at `begin`."""

    page: Squeezed
    begin: int


def bodies(
    pages: Sequence[Squeezed], heads: Sequence[Sequence[ExpectedHead]]
) -> tuple[list[PageBody], list[Difference]]:
    """The pages' bodies, and which marking, head or foot differs on which page."""
    found, differences = [], list[Difference]()
    for number, (page, expected) in enumerate(zip(pages, heads, strict=True), 1):
        begin = 0
        for index, head in enumerate(expected, 1):
            end = begin + len(head.text)
            if not page.text.startswith(head.text, begin):
                end = _next_start(expected[index:], page.text, begin)
                piece = of_front(head.text, f"{head.what} of page {number}")
                differences.append(different(piece, page.text[begin:end]))
            begin = end
        found.append(PageBody(page, begin))
    return found, differences


def _next_start(heads: Iterable[ExpectedHead], text: str, begin: int) -> int:
    """Where the next of the lines that is there starts; where nothing is there, right here."""
    for head in heads:
        at = text.find(head.text[:STRAY], begin, begin + STRAY)
        if at >= 0:
            return at
    return begin


@mutable
class Walk:
    """A walk along the script over the pages, so far.

    `cut` are the rests of the cells of a row that goes on over the page's end; `tops` where in the script pages start.
    """

    script: Script
    bodies: Sequence[PageBody]
    position: int = 0
    cut: list[str] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def page_of(self, offset: int) -> int:
        """The page, from 1, on which the piece at an offset starts."""
        return bisect_right(self.tops, offset)


def walk(script: Script, pages: Sequence[PageBody]) -> Walk:
    """Follow the script over the pages."""
    way = Walk(script, pages)
    for number in range(len(pages)):
        if len(way.gaps) > MOST:
            break
        _step(way, number)
    else:
        if way.cut:
            way.gaps.append(Gap(script.starts[script.cells_at(way.position - 1)[0]], way.position, ""))
        if way.position < len(script.text):
            way.gaps.append(Gap(way.position, len(script.text), ""))
    way.differences += explained(script, way.gaps)
    return way


def _step(way: Walk, number: int) -> None:
    """Follow the script over one page."""
    body = way.bodies[number]
    way.tops.append(way.position)
    if body.begin >= len(body.page.text):  # a page of notes
        return
    if way.script.text.startswith(PAGE_BREAK, way.position) and body.begin < len(body.page.text):
        way.position += len(PAGE_BREAK)
    begin = body.begin + _repeated(way, body)
    if way.cut:
        begin, way.cut = _rest_of_row(way, number, begin)
        if way.cut:
            return
    start = way.position
    end, gaps = follow(way.script, start, body.page.text, begin)
    row = way.script.cells_at(gaps[0].start if gaps else end)
    starts_here = bool(row) and start <= way.script.starts[row[0]] < (gaps[0].start + 1 if gaps else end)
    way.position = end
    if starts_here and (rests := _cut_through(way, number, row, begin - start)):
        end, gaps = way.script.starts[row[0]], []
        way.cut, way.position = rests, way.script.starts[row[-1] + 1]
    if not gaps:
        way.differences += unbound(way.script, start, end, body.page.gaps, begin - start)
    way.gaps += gaps


def _repeated(way: Walk, body: PageBody) -> int:
    """How many characters the header takes of a table that goes on at the top of a page; it must be there, once."""
    grid = _grid_around(way)
    if grid is None:
        return 0
    if body.page.text.startswith(grid.again, body.begin):
        return len(grid.again)
    if way.cut or grid.rows[0] < way.position < grid.end:
        header = way.script.pieces[grid.first]
        way.differences.append(Difference(header, f"does not stand again at the top of page {len(way.tops)}"))
    return 0


def _grid_around(way: Walk) -> ComparedGrid | None:
    """The table that goes on where the walk is; beside an empty row at its start or end nobody can tell."""
    position = way.position
    index = bisect_right(way.script.grids, position - bool(way.cut), key=lambda grid: grid.rows[0]) - 1
    if index < 0:
        return None
    grid = way.script.grids[index]
    first_is_empty, last_is_empty = grid.rows[0] == (*grid.rows, grid.end)[1], grid.rows[-1] == grid.end
    inside = grid.rows[0] < position < grid.end
    at_edge = (first_is_empty and position == grid.rows[0]) or (last_is_empty and position == grid.end)
    return grid if way.cut or inside or at_edge else None


def _cut_through(way: Walk, number: int, row: Sequence[int], shift: int) -> list[str]:
    """The rests of the cells of a row that starts on a page and is cut through by its end; none if it is not."""
    cells = [way.script.pieces[index].text for index in row]
    return _parted(way, number, cells, way.script.starts[row[0]] + shift)


def _rest_of_row(way: Walk, number: int, begin: int) -> tuple[int, list[str]]:
    """Where the rest of a row that was cut through ends, and what is left of its cells if it is cut once more."""
    text, rest = way.bodies[number].page.text, "".join(way.cut)
    if text.startswith(rest, begin):
        return begin + len(rest), []
    if rests := _parted(way, number, way.cut, begin):
        return begin, rests
    row = way.script.cells_at(way.position - 1)
    way.gaps.append(Gap(way.script.starts[row[0]], way.position, ""))
    return begin, []


def _parted(way: Walk, number: int, cells: Sequence[str], begin: int) -> list[str]:
    """What is left of the cells for the next page, given that this one ends with a part of each; empty if it cannot."""
    for rests in _partings(cells, way.bodies[number].page, begin):
        if any(rests) and _goes_on(way, _following(way, number), rests):
            return rests
    return []


def _following(way: Walk, number: int) -> int:
    """The next page that has more than notes."""
    number += 1
    while number < len(way.bodies) and way.bodies[number].begin >= len(way.bodies[number].page.text):
        number += 1
    return number


def _goes_on(way: Walk, number: int, rests: Sequence[str]) -> bool:
    """Whether a page begins with the rests of a row, or with parts of them as far as it reaches."""
    if number >= len(way.bodies):
        return False
    body = way.bodies[number]
    starts = {body.begin, *(body.begin + len(grid.again) for grid in way.script.grids if _begins(body, grid))}
    text = "".join(rests)
    return any(
        body.page.text.startswith(text, start)
        or any(
            _goes_on(way, _following(way, number), further)
            for further in _partings(rests, body.page, start)
            if any(further)
        )
        for start in starts
    )


def _begins(body: PageBody, grid: ComparedGrid) -> bool:
    return body.page.text.startswith(grid.again, body.begin)


def _partings(
    cells: Sequence[str], page: Squeezed, begin: int, vain: set[tuple[int, int]] | None = None
) -> Iterator[list[str]]:
    """The ways in which the rest of a page is one part of each cell after the other; lines end at white space.

    `vain` are the numbers of cells and the offsets from which there is none, so that none is tried twice.
    """
    vain = set() if vain is None else vain
    if not cells and begin == len(page.text):
        yield []
    if not cells or (len(cells), begin) in vain:
        return
    first, *others = cells
    found = False
    for length in range(common_length(first, 0, page.text, begin), min(len(first), 1) - 1, -1):
        if page.gaps[begin + length]:
            for rests in _partings(others, page, begin + length, vain):
                found = True
                yield [first[length:], *rests]
    if not found:
        vain.add((len(cells), begin))

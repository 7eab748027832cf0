"""Comparing what must be found with what was read: equal documents at once, and of others which pieces differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, groupby

from briefgen.frozen import frozen
from briefgen.model.document import Properties
from briefgen.patterns import lazy_regex
from briefgen.proof.expected import Expected, of_front
from briefgen.proof.reading import (
    ALTERNATIVE,
    COMMENT_ENDS,
    COMMENT_SIGN,
    COMMENT_STARTS,
    CONTROL,
    LINE_END,
    LINK,
    PAGE_BREAK,
    PICTURE,
    TABLE,
    UNDERLINE,
    Squeezed,
    squeezed,
)

KEYS = (160, 40, 16)
"""The numbers of characters by which a place is found again behind a difference, one tried after the other."""
FARTHEST = 4000
"""The pieces that may be missing before nothing is looked for any more."""
MOST = 12
"""The differences after which a comparison ends."""
LONGEST = 3_000
"""The characters of a difference up to which it is looked at closely."""
SHOWN = 60


@frozen
class Difference:
    """A piece that differs, and how in words that follow what the piece is."""

    piece: Expected
    how: str


SIGNS = lazy_regex(f"[{COMMENT_STARTS}{COMMENT_ENDS}{COMMENT_SIGN}{LINK}{CONTROL}](?:[0-9a-f]{{16}}|\\?)")
"""What stands in a text for comments, links and controls."""


def different(piece: Expected, read: str) -> Difference:
    """The difference of a piece in the place of which something else was read, or nothing."""
    if not read:
        return Difference(piece, f"is missing: {shown(piece.text)}")
    if LINK in piece.text + read and SIGNS.sub("", piece.text) == SIGNS.sub("", read):
        return Difference(piece, f"leads to another place, or nowhere: {shown(piece.text)}")
    if CONTROL in piece.text + read and SIGNS.sub("", piece.text) == SIGNS.sub("", read):
        return Difference(piece, f"has a figure in the control of another, or in none: {shown(piece.text)}")
    wanted, read = _around_difference(piece.text, read)
    return Difference(piece, f"should read {shown(wanted)}, and reads {shown(read)}")


@frozen
class ComparedGrid:
    """A table in the text that must be found.

    `first` is the piece that it starts with, `again` what stands above its rows where it goes on over a page's end: its
    header under a line of its own; `rows` are where its rows start, and `end` is where the last one ends.
    """

    first: int
    again: str
    rows: tuple[int, ...]
    end: int


@frozen
class Gap:
    """A part of the text that must be found, from `start` to `end`, in the place of which `found` was read."""

    start: int
    end: int
    found: str


class Script:
    """All pieces as one text, in which each starts at a known offset."""

    def __init__(self, pieces: Sequence[Expected]) -> None:
        self.pieces = pieces
        self.text = "".join([piece.text for piece in pieces])
        self.starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
        self.breaks = [start + at for piece, start in zip(pieces, self.starts, strict=False) for at in piece.breaks]

    def index_at(self, offset: int) -> int:
        """The piece that holds the character at an offset; the number of pieces at the end of the text."""
        return bisect_right(self.starts, offset) - 1

    def bounds(self, start: int, end: int) -> list[int]:
        """The offsets in a part of the text at which pieces start or end."""
        return self.starts[bisect_right(self.starts, start) : bisect_right(self.starts, end)]

    @cached_property
    def grids(self) -> list[ComparedGrid]:
        """The tables, in their order."""
        return list(self._grids())

    def _grids(self) -> Iterator[ComparedGrid]:
        cells = ((piece.cell, index) for index, piece in enumerate(self.pieces) if piece.cell)
        for _, table in groupby(cells, key=lambda cell: cell[0][0]):
            rows = [[index for _, index in row] for _, row in groupby(table, key=lambda cell: cell[0][1])]
            starts = [self.starts[row[0]] for row in rows]
            again = self.pieces[rows[0][0]].again + self.text[starts[0] : self.starts[rows[0][-1] + 1]]
            if len(rows) > 1:
                yield ComparedGrid(rows[0][0], again, tuple(starts[1:]), self.starts[rows[-1][-1] + 1])

    def cells_at(self, offset: int) -> list[int]:
        """The pieces of the row of a table in which an offset lies; none elsewhere and in a header."""
        index = min(self.index_at(offset), len(self.pieces) - 1)
        cell = self.pieces[index].cell
        if cell is None or cell[1] == 0:
            return []
        first = last = index
        while self.pieces[first - 1].cell == cell:
            first -= 1
        while last + 1 < len(self.pieces) and self.pieces[last + 1].cell == cell:
            last += 1
        return list(range(first, last + 1))


def common_length(text: str, start: int, other: str, begin: int) -> int:
    """How many characters two texts share from two offsets on."""
    low, high = 0, min(len(text) - start, len(other) - begin)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(other[begin + low : begin + middle], start + low):
            low = middle
        else:
            high = middle - 1
    return low


def follow(script: Script, start: int, found: str, begin: int) -> tuple[int, list[Gap]]:
    """Follow the script through a text that was read: where in the script it ends, and where they differ."""
    position, gaps = start, list[Gap]()
    while not script.text.startswith(found[begin:], position):
        common = common_length(script.text, position, found, begin)
        index = script.index_at(position + common)
        first = max(script.starts[index], position)
        begin += first - position
        position, end = _found_again(script, index, (first, position + common), found, begin)
        gaps.append(Gap(first, position, found[begin:end]))
        begin = end
        if len(gaps) > MOST:
            break
    return position + len(found) - begin, gaps


def _found_again(script: Script, index: int, differing: tuple[int, int], found: str, begin: int) -> tuple[int, int]:
    """Where both go on alike behind a difference: the nearest start of a piece that stands further on in the text.

    Long stretches are looked for first, since what is short may stand anywhere.
    """
    first, mismatch = differing
    for length in KEYS:
        best: tuple[int, int, int] | None = None
        for candidate in range(index, min(index + FARTHEST, len(script.pieces))):
            start = max(script.starts[candidate], first)
            if best and start - first >= best[0]:
                break
            key = _stretch(script.text, start, max(start, mismatch if candidate == index else 0) + length)
            at = _find(key, found, begin + (candidate == index), at_end=start + len(key) == len(script.text))
            if at >= 0 and (best is None or start - first + at - begin < best[0]):
                best = (start - first + at - begin, start, at)
        if best:
            return best[1:]
    return first, len(found)


def _stretch(text: str, start: int, end: int) -> str:
    """A part of the text, up to where a page must end behind its start."""
    broken = text.find(PAGE_BREAK, start + 1, end)
    return text[start : end if broken < 0 else broken]


def _find(key: str, found: str, begin: int, *, at_end: bool) -> int:
    """Where a stretch of the script stands in what was read; the script's end only stands at the end."""
    if not at_end:
        return found.find(key, begin)
    at = len(found) - len(key)
    return at if at >= begin and found.endswith(key) else -1


def unbound(script: Script, start: int, end: int, gaps: bytes, shift: int) -> list[Difference]:
    """The pieces of an equal part that run into what follows, as where cells run together, or over a forced line's end.

    `shift` is how much further the same character stands in the reading than in the script.
    """
    joined = [bound for bound in script.bounds(start, end) if not gaps[bound + shift]]
    unbroken = [at for at in script.breaks if start < at <= end and not gaps[at + shift] & LINE_END]
    return [
        *(
            Difference(script.pieces[script.index_at(bound) - 1], "runs into what follows")
            for bound in joined[:MOST]
            if bound < len(script.text)
        ),
        *(
            Difference(script.pieces[script.index_at(at - 1)], "runs on where a line is to end")
            for at in unbroken[:MOST]
        ),
    ]


def explained(script: Script, gaps: Iterable[Gap]) -> list[Difference]:
    """Which pieces differ, and how; at least one for each gap."""
    merged = list(_merged(gaps))
    elsewhere = "\n".join(gap.found for gap in merged)
    return [difference for gap in merged for difference in _explained(script, gap, elsewhere) or [_unread(script, gap)]]


def _unread(script: Script, gap: Gap) -> Difference:
    """The difference of a gap that cannot be told more closely."""
    piece = script.pieces[min(script.index_at(gap.start), len(script.pieces) - 1)]
    return Difference(piece, f"does not read as it should: {shown(piece.text)}")


def _merged(gaps: Iterable[Gap]) -> Iterator[Gap]:
    """The gaps, those in one that follow each other without anything alike between, as at the end of a page."""
    last: Gap | None = None
    for gap in gaps:
        if last and last.end == gap.start:
            last = Gap(last.start, gap.end, last.found + gap.found)
            continue
        if last:
            yield last
        last = gap
    if last:
        yield last


def _explained(script: Script, gap: Gap, elsewhere: str) -> list[Difference]:
    wanted = script.text[gap.start : gap.end]
    if len(wanted) * len(gap.found) > LONGEST**2:
        missing = [piece for piece, start, end in _parts(script, gap) if script.text[start:end] not in gap.found]
        return [different(piece, "") for piece in missing[:MOST]]
    steps = _steps(wanted, gap.found)
    differences = []
    for piece, start, end in _parts(script, gap):
        read = _counterpart(steps, start - gap.start, end - gap.start, gap.found)
        if read != script.text[start:end]:
            differences.append(_altered(replace(piece, text=script.text[start:end]), read, elsewhere))
    for at, text in _added(steps, gap.found):
        if gap.start + at in _bounds(script, gap):
            differences += _surplus(script, gap.start + at, text, wanted)
    return differences


def _parts(script: Script, gap: Gap) -> Iterator[tuple[Expected, int, int]]:
    """The pieces that a gap touches, each with the start and the end of what of it lies in the gap."""
    for index in range(script.index_at(gap.start), len(script.pieces)):
        start, end = max(script.starts[index], gap.start), min(script.starts[index + 1], gap.end)
        if start >= gap.end:
            return
        yield script.pieces[index], start, end


Steps = Sequence[tuple[str, int, int, int, int]]


def _steps(wanted: str, found: str) -> Steps:
    """How one text becomes the other."""
    if not wanted or not found:
        return [("insert", 0, len(wanted), 0, len(found))]
    return SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()


def _counterpart(steps: Steps, start: int, end: int, found: str) -> str:
    """What was read in the place of a part of the wanted text; what was added at its ends is not in it."""
    parts = []
    for kind, low, high, begin, stop in steps:
        if kind == "insert":
            if start < low < end:
                parts.append(found[begin:stop])
        elif low < end and high > start:
            if kind == "equal":
                parts.append(found[begin + max(start - low, 0) : begin + min(end, high) - low])
            elif kind == "replace":
                parts.append(found[begin:stop])
    return "".join(parts)


def _added(steps: Steps, found: str) -> Iterator[tuple[int, str]]:
    yield from ((low, found[begin:stop]) for kind, low, _, begin, stop in steps if kind == "insert")


def _bounds(script: Script, gap: Gap) -> set[int]:
    return {gap.start, gap.end, *script.bounds(gap.start, gap.end)}


def _altered(piece: Expected, read: str, elsewhere: str) -> Difference:
    if piece.text in elsewhere:
        return Difference(piece, f"stands in another place: {shown(piece.text)}")
    return different(piece, read)


def _surplus(script: Script, at: int, text: str, missing: str) -> Iterator[Difference]:
    """What was read although nothing says so: a piece again, the end of one that moved, or a text from nowhere."""
    if text in missing:
        return
    known = script.text.rfind(text, 0, at)
    known = known if known >= 0 else script.text.find(text)
    index = script.index_at(known if known >= 0 else max(at - 1, 0))
    piece = script.pieces[min(index, len(script.pieces) - 1)]
    how = f"stands twice: {shown(text)}" if known >= 0 else f"is followed by what is not in the content: {shown(text)}"
    yield Difference(piece, how)


def _around_difference(wanted: str, read: str) -> tuple[str, str]:
    """Both texts without most of what they share at the start and the end."""
    start = max(common_length(wanted, 0, read, 0) - SHOWN // 4, 0)
    shared = common_length(wanted[::-1], 0, read[::-1], 0)
    tail = max(min(shared, len(wanted) - start, len(read) - start) - SHOWN // 4, 0)
    lead, rest = "…" if start else "", "…" if tail else ""
    return tuple(f"{lead}{text[start : len(text) - tail]}{rest}" for text in (wanted, read))  # type: ignore[return-value]


def shown(text: str) -> str:
    """A text in quotation marks, cut short; what is no text, in words."""
    if text.startswith(PAGE_BREAK):
        return "a page break"
    if text.startswith(PICTURE):
        return f"the picture {text[1:9]}"
    if text in (UNDERLINE, TABLE):
        return "the line below it" if text == UNDERLINE else "a table"
    text = SIGNS.sub("", text).translate(dict.fromkeys(map(ord, (ALTERNATIVE, PICTURE, UNDERLINE, TABLE))))
    return f"“{text[: SHOWN - 1]}…”" if len(text) > SHOWN else f"“{text}”"


def compared(script: Script, found: Squeezed) -> list[Difference]:
    """The differences between the script and a text without pages."""
    end, gaps = follow(script, 0, found.text, 0)
    if len(gaps) <= MOST and end < len(script.text):
        gaps.append(Gap(end, len(script.text), ""))
    return explained(script, gaps) or unbound(script, 0, end, found.gaps, 0)


def property_differences(properties: Properties, title: str, language: str) -> Iterator[Difference]:
    """How the title and the language that a file gives of itself differ."""
    for what, wanted, read in (("title", properties.title, title), ("language", properties.language, language)):
        if squeezed(wanted) != squeezed(read):
            yield different(of_front(wanted, f"{what} among the file’s properties"), read)

"""A Word document as a reviewer left it: its lines of text with what was changed in them, and its comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from briefgen.formats.docx.manifest import digest
from briefgen.frozen import frozen

NOTE, PICTURE = "\ufffc", "\ufffb"
"""What stands in a line's text for a call of a footnote, and for a picture or another thing that is no text."""

ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|o|a|º|ª)\s*", re.IGNORECASE)
_COPY = re.compile(r"(?:_Copy_\d+)+$")


@frozen
class TrackedChange:
    """A tracked change: who made it, and when as the file says it, and its id there."""

    author: str
    date: str
    id: str = ""


@frozen
class WordThing:
    """What stands in a line and is no text: its kind, the part that holds it, its alternative text, the lines in it."""

    kind: str
    part: str = ""
    alt: str = ""
    items: tuple[Item, ...] = ()


@frozen
class FactControl:
    """A control of a printed fact, by the id that it has kept; `node` is what its node says, empty where it has none.

    `count` tells copies apart.
    """

    fact: str
    id: str
    node: str = ""
    count: int = 0


@frozen
class WordRun:
    """Characters of one look; `note` is the footnote that it calls, `link` the address that it leads to.

    `shows` is what people read in a thing that is no text, such as a box or an equation, for which a sign stands, and
    `things` are the parts of such a thing; `raised` is 1 for raised characters and -1 for lowered ones, and
    `repeats_call` says that they are the number of a footnote that is called again, and `repeats` is the bookmark of
    which they are the number by a field. `marks` say what the content cannot, such as that the characters are struck
    through, and `effects` what the house has a way of its own for or none, such as that they are underlined. `rivals`
    are the people who have each put in words of their own at this place, of which one does not stand in the middle of
    the other's; `doubled` says that words were put in on both sides of what was deleted.
    """

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    link: str = ""
    inserted: TrackedChange | None = None
    deleted: TrackedChange | None = None
    restyled: TrackedChange | None = None
    shows: str = ""
    marks: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    doubled: bool = False
    raised: int = 0
    things: tuple[WordThing, ...] = ()
    repeats_call: bool = False
    repeats: str = ""
    control: FactControl | None = None

    @property
    def look(self) -> tuple[bool, bool]:
        return self.bold, self.italic

    @property
    def side(self) -> str:
        """Whether characters are raised or lowered, and not by Word itself, as the ends of ordinal numbers are."""
        if not self.raised or self.note or ORDINAL.fullmatch(self.text):
            return ""
        return "raised" if self.raised > 0 else "lowered"


@frozen
class WordTick:
    """A box that was ticked: where it stands in its line, and who has ticked it where Word recorded that."""

    at: int
    author: str = ""


@frozen
class WordParagraph:
    """A paragraph's text: its pieces, the bookmarks that begin in it, and how it is set.

    `inserted` and `deleted` are the changes of its end, which join it to what follows when it goes. `listed` is the
    depth of a list's item and -1 elsewhere, `list` the list's id, `numbered` says that it counts, and `first` from
    where. `outline` is the level of a heading, by its style or those on which that is based. `authors` made the changes
    that a view has carried out, and `restyled` is the change of how it is set. `ticks` are on boxes in it, which its
    text has as they went out.
    """

    pieces: tuple[WordRun, ...] = ()
    names: tuple[str, ...] = ()
    style: str = ""
    listed: int = -1
    list: str = ""
    numbered: bool = False
    inserted: TrackedChange | None = None
    deleted: TrackedChange | None = None
    comments: tuple[CommentRange, ...] = ()
    authors: tuple[str, ...] = ()
    outline: int = 0
    first: int = 1
    ticks: tuple[WordTick, ...] = ()
    restyled: TrackedChange | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def things(self) -> tuple[WordThing, ...]:
        """What stands in it and is no text."""
        return tuple(thing for piece in self.pieces for thing in piece.things)

    @property
    def digest(self) -> str:
        """What the manifest of a document has of such a text."""
        return digest(self.text.replace(NOTE, "").replace(PICTURE, ""))

    @property
    def shown(self) -> str:
        """The text as people read it, without calls of footnotes and with the words in things that are no text."""
        return "".join(shown(piece.text, piece.shows) for piece in self.pieces if not piece.note)


@frozen
class CommentRange:
    """Where a comment begins or ends in a line, counted in the characters of all its pieces."""

    comment: str
    at: int
    is_start: bool


@frozen
class WordRow:
    """A table's row: the lines of each cell, and the change that brought it or takes it out.

    `spans` are the columns that each cell takes; `is_merged` says that a cell of it is one with others. `came` and
    `went` are the numbers of cells that Word has recorded as new and as taken out.
    """

    cells: tuple[tuple[WordParagraph, ...], ...]
    inserted: TrackedChange | None = None
    deleted: TrackedChange | None = None
    spans: tuple[int, ...] = ()
    is_merged: bool = False
    came: frozenset[int] = frozenset()
    went: frozenset[int] = frozenset()

    @property
    def lines(self) -> tuple[WordParagraph, ...]:
        return tuple(line for cell in self.cells for line in cell)

    @property
    def shown(self) -> str:
        """The row's text, with signs between its cells."""
        return " | ".join(" ".join(line.shown for line in cell) for cell in self.cells)


@frozen
class WordTable:
    """A table."""

    rows: tuple[WordRow, ...]

    @property
    def lines(self) -> tuple[WordParagraph, ...]:
        return tuple(line for row in self.rows for line in row.lines)

    @property
    def shown(self) -> str:
        """The table's text, with signs between its rows."""
        return " / ".join(row.shown for row in self.rows)


Item = WordParagraph | WordTable


@frozen
class WordComment:
    """A comment: who said what and when, on which words; `parent` is the one that it answers."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    done: bool = False


@frozen
class Manifest:
    """What the document was made from: its edition and version, and the digest of each text by its bookmark."""

    edition: str
    version: str
    ids: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


@frozen
class WordChartPoint:
    """A figure of a chart: its category and its value in the chart, and in the workbook, if there is one.

    `shown` is how the chart shows its value, by the format that it keeps.
    """

    category: str
    drawn: Decimal | None
    shown: str = ""
    stored_category: str | None = None
    stored: Decimal | None = None
    has_workbook: bool = False


@frozen
class WordChartSeries:
    """A series of a chart: its name in the chart and in the workbook, and its figures."""

    name: str
    stored_name: str | None
    points: tuple[WordChartPoint, ...]


@frozen
class WordChart:
    """A chart that Word draws: the name and the alternative text of its drawing, its series, and the text above it.

    One that cannot be read has a `fault` instead.
    """

    name: str
    alt: str
    series: tuple[WordChartSeries, ...] = ()
    title: str = ""
    fault: str = ""


@frozen
class WordDocument:
    """The whole document: its body, its footnotes by number, what stands in its margins, and its comments.

    `contents` are the lines of contents and of lists of figures and tables. `pictures` and `charts` say how many of
    these there are, whose figures are no text; `drawn` are the charts that were not deleted. `breaks` are the texts at
    which a page or a section begins by hand.
    """

    body: tuple[Item, ...]
    notes: dict[str, tuple[Item, ...]]
    margins: tuple[str, ...]
    comments: tuple[WordComment, ...]
    manifest: Manifest | None
    contents: tuple[WordParagraph, ...] = ()
    pictures: int = 0
    charts: int = 0
    drawn: tuple[WordChart, ...] = ()
    breaks: tuple[str, ...] = ()

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who made tracked changes and comments, in the order of their first."""
        marks = (mark for line in self.all_lines() for mark in _marks(line))
        names = [*(mark.author for mark in marks), *(comment.author for comment in self.comments)]
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def accepted(self) -> WordDocument:
        """The document with every change accepted; its lines tell who made those in them."""
        return self._settled(accept=True)

    @cached_property
    def rejected(self) -> WordDocument:
        """The document with every change rejected."""
        return self._settled(accept=False)

    def _settled(self, *, accept: bool) -> WordDocument:
        notes = {number: _view(items, accept=accept) for number, items in self.notes.items()}
        contents = tuple(lines_of(_view(self.contents, accept=accept)))
        return replace(self, body=_view(self.body, accept=accept), notes=notes, contents=contents)

    def all_lines(self) -> Iterator[WordParagraph]:
        """The lines of body and footnotes, those of tables among them."""
        for items in (self.body, *self.notes.values()):
            yield from lines_of(items)


def lines_of(items: Iterable[Item]) -> Iterator[WordParagraph]:
    """Every line, in reading order."""
    for item in items:
        yield from (item,) if isinstance(item, WordParagraph) else item.lines


def mapped(items: Iterable[Item], change: Callable[[WordParagraph], WordParagraph]) -> Iterator[Item]:
    """The items with every line changed, those of tables among them."""
    for item in items:
        if isinstance(item, WordTable):
            rows = (replace(row, cells=tuple(tuple(map(change, cell)) for cell in row.cells)) for row in item.rows)
            yield replace(item, rows=tuple(rows))
        else:
            yield change(item)


def _marks(line: WordParagraph) -> Iterator[TrackedChange]:
    for mark in (line.inserted, line.deleted):
        if mark:
            yield mark
    for piece in line.pieces:
        yield from filter(None, (piece.inserted, piece.deleted, piece.restyled))


def shown(text: str, shows: str) -> str:
    """A text with what a thing in it shows, in brackets."""
    return text.replace(PICTURE, f"[{shows or 'picture'}]")


def base_name(bookmark: str) -> str:
    """A bookmark's name without what LibreOffice adds to one that it copies."""
    return _COPY.sub("", bookmark)


def _view(items: Iterable[Item], *, accept: bool) -> tuple[Item, ...]:
    viewed: list[Item] = []
    waiting: list[WordParagraph] = []
    for item in items:
        if isinstance(item, WordTable):
            rows = tuple(_row(row, accept=accept) for row in item.rows if not (row.deleted if accept else row.inserted))
            viewed += [*_joined(waiting), *([WordTable(rows)] if rows else [])]
            waiting.clear()
            continue
        waiting.append(_line(item, accept=accept))
        if not (item.deleted if accept else item.inserted):
            viewed += _joined(waiting)
            waiting.clear()
    return (*viewed, *_joined(waiting))


def _row(row: WordRow, *, accept: bool) -> WordRow:
    kept = [number for number in range(len(row.cells)) if number not in (row.went if accept else row.came)]
    cells = (_view(row.cells[number], accept=accept) for number in kept)
    lines = tuple(tuple(line for line in cell if isinstance(line, WordParagraph)) for cell in cells)
    return WordRow(lines, spans=tuple(row.spans[number] for number in kept if row.spans), is_merged=row.is_merged)


def _joined(lines: Sequence[WordParagraph]) -> list[WordParagraph]:
    """One line of those whose ends are gone, set as the last of them; of empty ones, the last is left."""
    filled = [line for line in lines if line.pieces] or lines[-1:]
    if not filled:
        return []
    last = lines[-1]
    joined = replace(last, pieces=(), names=(), comments=(), ticks=(), inserted=None, deleted=None, authors=())
    for line in filled:
        shift = len(joined.text)
        ranges = tuple(replace(each, at=each.at + shift) for each in line.comments)
        ticks = tuple(replace(each, at=each.at + shift) for each in line.ticks)
        joined = replace(
            joined,
            pieces=joined.pieces + line.pieces,
            names=joined.names + line.names,
            comments=joined.comments + ranges,
            ticks=joined.ticks + ticks,
        )
    return [replace(joined, authors=tuple(dict.fromkeys(name for line in lines for name in line.authors)))]


def _line(line: WordParagraph, *, accept: bool) -> WordParagraph:
    """A line's text in a view, with its comments where they then are."""
    kept: list[WordRun] = []
    gone: list[tuple[int, int]] = []
    at = 0
    for piece in _with_doubles(line.pieces):
        if piece.deleted if accept else piece.inserted:
            gone.append((at, len(piece.text)))
        else:
            things = tuple(replace(each, items=_view(each.items, accept=accept)) for each in piece.things)
            kept.append(replace(piece, things=things) if things else piece)
        at += len(piece.text)

    def kept_before(at: int) -> int:
        return at - sum(min(length, max(0, at - start)) for start, length in gone)

    ranges = tuple(replace(each, at=kept_before(each.at)) for each in line.comments)
    ticks = tuple(replace(each, at=kept_before(each.at)) for each in line.ticks)
    authors = tuple(dict.fromkeys(mark.author for mark in _marks(line)))
    return replace(line, pieces=tuple(_with_rivals(kept)), comments=ranges, ticks=ticks, authors=authors)


def _with_rivals(pieces: Iterable[WordRun]) -> Iterator[WordRun]:
    """The pieces, of which those that were put in at one place by several people know it."""
    for is_new, group in groupby(pieces, lambda piece: piece.inserted is not None):
        own = list(group)
        people = tuple(dict.fromkeys(piece.inserted.author for piece in own if piece.inserted))
        is_open = is_new and own[0].inserted.author != own[-1].inserted.author  # type: ignore[union-attr]
        yield from (replace(piece, rivals=people) if is_open else piece for piece in own)


def _with_doubles(pieces: Iterable[WordRun]) -> Iterator[WordRun]:
    """The pieces, of which those know it that were put in on both sides of what was deleted, with nothing kept there.

    A figure that was changed digit by digit has other turns.
    """
    for _, group in groupby(pieces, lambda piece: piece.inserted is not None or piece.deleted is not None):
        own = list(group)
        turns = [is_gone for is_gone, _ in groupby(own, lambda piece: piece.deleted is not None)]
        yield from (replace(piece, doubled=True) for piece in own) if turns == [False, True, False] else own

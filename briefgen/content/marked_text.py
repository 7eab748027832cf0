"""A text without what its marks keep from a release: blocks by their lines, words in brackets by their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from briefgen.content.braces import braces_in
from briefgen.content.left_over import opens_block, says_nothing
from briefgen.content.markdown import Element, Grammar, References
from briefgen.content.marks import ReleaseMark, comment_stretches, find_marks, written_marks
from briefgen.frozen import frozen
from briefgen.model.kind import PointUse
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceLines

NOTE_REFERENCE = re.compile(r"\[\^([^\]\s^]+)\](?!:)")
_CAPTION, _NOTES = re.compile(r"Table:[ \t]*"), re.compile(r"Notes?:[ \t]*")
_CONTAINER = lazy_regex(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?:\[\^[^\]\s^]+\]:[ \t]*)?")
_EMPTY = lazy_regex(r"[\s>]+|(?:[-*+]|[0-9]{1,9}[.)])(?=\s|\Z)")
_NOTE = lazy_regex(r"^[ \t]*\[\^([^\]\s^]+)\]:", re.MULTILINE)
_HEADS_ROWS = lazy_regex(r"[ \t>]*\|?(?:[^|\\\n]|\\.)+\|{2,}[ \t]*(?:\n|\Z)")
"""A row that heads those below it."""
_BEHIND_WORDS = re.compile(r"[ \t\n.,;:!?)\]]|\[\^|\"\)|\Z")

_NUMBER = lazy_regex(r"[ \t>]*(?:[-*+][ \t]+)*([0-9]{1,9})[.)]")


@frozen
class Removal:
    """A stretch of a text that goes, what stands in its place, and whether it was hidden or is a mark alone."""

    start: int
    end: int
    instead: str = ""
    is_hidden: bool = True


@frozen
class _Extent:
    """The lines on which a mark is about the lines of the extent, from the first to before the last of each.

    `heads` are those lines of it that are worth nothing alone: a heading, the first line of a callout, a table's. The
    lines of `notes` stay where it goes, since anything in the section may call them. One that `is_part` is a heading's.
    """

    first: int
    behind: int
    extent: tuple[int, int]
    heads: tuple[int, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()
    is_part: bool = False

    def holds(self, other: _Extent) -> bool:
        """Whether another one lies in it."""
        return self.extent[0] <= other.extent[0] and other.extent[1] <= self.extent[1]

    @property
    def parts(self) -> Iterator[tuple[int, int]]:
        """The lines that go with it, from one to before another."""
        at = self.extent[0]
        for first, behind in self.notes:
            if first > at:
                yield at, first
            at = behind
        if at < self.extent[1]:
            yield at, self.extent[1]


class TextOfReleases:
    """A text whose marks are read once, however many releases it is cut for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks = tuple(find_marks(text))

    @cached_property
    def _lines(self) -> SourceLines:
        return SourceLines(self.text)

    @cached_property
    def _elements(self) -> list[Element]:
        return Grammar().elements(self.text, {"references": References()})

    @cached_property
    def _extents(self) -> list[_Extent]:
        return list(_extents(self._elements, self._lines))

    def removals(
        self,
        shows: Callable[[ReleaseMark], bool],
        needs_hidden: Callable[[str], bool] | None = None,
        use: PointUse | None = None,
    ) -> list[Removal]:
        """What a release has not of the text, in its order, none of them inside another.

        Comments go, and the marks themselves. A block of which it `needs_hidden` to print goes as well, and so do
        points that may not be used freely, where the `use` of those is given that do not say so themselves.
        """
        found = list(_comments(self.text))
        hidden = [replace(mark, otherwise=_released(mark.otherwise, shows)) for mark in self.marks if not shows(mark)]
        found += [_of_words(self.text, mark) for mark in hidden if mark.is_inline]
        found += [Removal(start, end, is_hidden=False) for start, end in written_marks(self.text, self.marks)]
        for mark in hidden:
            if not mark.is_inline:
                found += self._of_block(mark)
        found += self._needing(needs_hidden, found) if needs_hidden else ()
        found += self._not_freely_used(use) if use else ()
        found = self._with_what_is_left_over(_outermost(found))
        gone = [(each.start, each.end) for each in found if each.is_hidden and not each.instead]
        return _outermost([*found, *self._renumbered(self._elements, gone)]) if gone else found

    def emptied_heads(self, found: Sequence[Removal]) -> Iterator[tuple[int, int]]:
        """The headings, captions and items, from where to where, whose words all go, and not what belongs to them."""
        for each in self._extents:
            start, end = self._stretch(each.first, each.behind)
            inside = [gone for gone in found if start < gone.end and gone.start < end]
            if each.extent == (each.first, each.behind) or not any(gone.is_hidden for gone in inside):
                continue
            left = _EMPTY.sub("", _CAPTION.sub("", self._left(start, end, inside), count=1))
            if says_nothing(left) and not any(gone.start <= start and end <= gone.end for gone in found):
                yield start, start + len(self.text[start:end].rstrip())

    def _renumbered(self, elements: Sequence[Element], gone: Collection[tuple[int, int]]) -> Iterator[Removal]:
        """The numbers with which lists begin where items before those go: each list counts from where it did, or on."""
        counted = counts = 0
        for element in elements:
            kept = [each for each in element.children if not self._is_gone(each, gone)]
            if element.token.type == "ordered_list_open":
                first = int(element.token.attrs.get("start", 1))
                start = counts + 1 if first == counted + 1 else first
                counted, counts = first + len(element.children) - 1, start + len(kept) - 1
                number = (
                    _NUMBER.match(self.text, self._lines.starts[(kept[0].token.map or (0, 0))[0]]) if kept else None
                )
                if number and (kept[0] is not element.children[0] or start != first):
                    yield Removal(*number.span(1), str(start), is_hidden=False)
            yield from self._renumbered(kept, gone)

    def _is_gone(self, element: Element, gone: Collection[tuple[int, int]]) -> bool:
        start, end = self._stretch(*(element.token.map or (0, 0)))
        end = start + len(self.text[start:end].rstrip())
        return any(before <= start and end <= after for before, after in gone)

    def _not_freely_used(self, usual: PointUse) -> Iterator[Removal]:
        """The points that may not be used freely, and no others; what stands below a heading is used as it says."""
        said = [
            (about, use == PointUse.FREELY.value)
            for braces in braces_in(self.text)
            if (use := braces.words(self.text).get("use")) and (about := self._about(braces.start))
        ]
        if usual is PointUse.FREELY and not said:
            return
        for each in self._extents:
            over = [(own, is_free) for own, is_free in said if own.holds(each)]
            is_free = min(over, key=lambda pair: _length(pair[0]))[1] if over else usual is PointUse.FREELY
            has_free = any(own_is_free and each.holds(own) for own, own_is_free in said)
            if not (each.is_part or is_free or has_free or _NOTE.match(self.text, self._lines.starts[each.first])):
                yield from (self._removal(*part) for part in each.parts)

    def _about(self, offset: int) -> _Extent | None:
        """The innermost part about which something at an offset says something; none where it is about nothing."""
        line = self._lines.number_at(offset)
        around = (each for each in self._extents if each.first <= line < each.behind)
        return min(around, key=lambda each: each.behind - each.first, default=None)

    def _with_what_is_left_over(self, found: list[Removal]) -> list[Removal]:
        """The removals, with notes that nothing calls any more, calls of notes that went, and blocks that are empty."""
        while True:
            more = [*self._uncalled_notes(found), *self._calls_of_gone(found), *self._emptied(found)]
            grown = _outermost([*found, *more])
            if grown == found:
                return found
            found = grown

    def _left(self, start: int, end: int, found: Iterable[Removal]) -> str:
        """What is left of a stretch of the text."""
        parts, at = [], start
        for each in found:
            if each.end > start and each.start < end:
                parts += [self.text[at : max(at, each.start)], each.instead]
                at = max(at, each.end)
        return "".join((*parts, self.text[at:end]))

    def _uncalled_notes(self, found: Sequence[Removal]) -> Iterator[Removal]:
        """The notes that something called which went."""
        called = {match[1] for match in NOTE_REFERENCE.finditer(self.text)} if found else set()
        left = self._left(0, len(self.text), found) if called else ""
        called -= {match[1] for match in NOTE_REFERENCE.finditer(left)}
        for match in _NOTE.finditer(self.text) if called else ():
            if match[1] in called:
                line = self._lines.number_at(match.start())
                about = next((each.extent for each in self._extents if each.first <= line < each.behind), (line, line))
                yield self._removal(line, max(about[1], line + 1))

    def _calls_of_gone(self, found: Sequence[Removal]) -> Iterator[Removal]:
        """The calls of notes whose text goes with nothing in its place."""
        gone = (self.text[each.start : each.end] for each in found if each.is_hidden and not each.instead)
        notes = {name for stretch in gone for name in _NOTE.findall(stretch)}
        return (Removal(*call.span()) for call in NOTE_REFERENCE.finditer(self.text) if call[1] in notes)

    def _emptied(self, found: Sequence[Removal]) -> Iterator[Removal]:
        """The blocks of which something was hidden, and only their head is left: an item, a callout, a heading."""
        hidden = [each for each in found if each.is_hidden and not each.instead]
        for each in self._extents if hidden else ():
            start, end = self._stretch(*each.extent)
            if not any(start <= gone.start and gone.end <= end for gone in hidden):
                continue
            lines = (*each.heads, *(line for note in each.notes for line in range(*note)))
            heads = [(self._lines.starts[line], self._lines.starts[line + 1]) for line in lines]
            outside = sorted([*found, *(Removal(*head) for head in heads)], key=lambda gone: (gone.start, -gone.end))
            if says_nothing(_EMPTY.sub("", self._left(start, end, outside))):
                yield from (self._removal(*part) for part in each.parts)

    def _of_block(self, mark: ReleaseMark) -> Iterator[Removal]:
        """The block that a mark is about, with the empty lines behind it where others stand before it."""
        line = self._lines.number_at(mark.start)
        about = self._about(mark.start)
        otherwise = f"{mark.otherwise} {{#{mark.anchor}}}" if self._keeps_id(mark, about) else mark.otherwise
        for number, (first, behind) in enumerate(about.parts if about else [(line, line + 1)]):
            yield self._removal(first, behind, "" if number else otherwise)

    def _keeps_id(self, mark: ReleaseMark, about: _Extent | None) -> bool:
        """Whether what stands in place of a paragraph bears its id; a heading, table or picture takes its own along."""
        if not mark.anchor or not mark.otherwise or "{#" in mark.otherwise or about is None or about.heads:
            return False
        held = _CONTAINER.match(self.text, self._lines.starts[about.extent[0]])
        return not self.text.startswith("![", held.end() if held else 0)

    def _needing(self, needs_hidden: Callable[[str], bool], found: Collection[Removal]) -> Iterator[Removal]:
        """The innermost blocks that need what is hidden, of those that are not removed already."""
        gone = [(each.start, each.end) for each in found if each.is_hidden]
        for each in self._extents:
            start, end = self._stretch(each.first, each.behind)
            is_gone = any(first <= start and end <= last for first, last in gone)
            if not is_gone and needs_hidden(self.text[start:end]):
                yield from (self._removal(*part) for part in each.parts)

    def _removal(self, first: int, behind: int, otherwise: str = "") -> Removal:
        text, (start, end) = self.text, self._stretch(first, behind)
        while text.endswith("\n\n", start, end):  # an empty line behind the block parts others, too
            end -= 1
        if otherwise:
            held = _CONTAINER.match(text, start)
            return Removal(held.end() if held else start, end, f"{otherwise}\n")
        if text.endswith("\n\n", 0, start) or not start:
            end = _behind_empty_lines(text, end)
        return Removal(start, end)

    def _stretch(self, first: int, behind: int) -> tuple[int, int]:
        """Where lines start and end, from one to before another."""
        return self._lines.starts[first], min(self._lines.starts[min(behind, len(self._lines))], len(self.text))


def _length(extent: _Extent) -> int:
    return extent.extent[1] - extent.extent[0]


def _released(text: str, shows: Callable[[ReleaseMark], bool]) -> str:
    """What a release has of a text that stands in place of another."""
    parts, at = [], 0
    for each in TextOfReleases(text).removals(shows) if "{" in text else ():
        parts += [text[at : each.start], each.instead]
        at = each.end
    return "".join((*parts, text[at:]))


def _of_words(text: str, mark: ReleaseMark) -> Removal:
    """The words that a mark is about, with the space before them where none is needed there any more."""
    start = mark.opening
    opens = opens_block(text[:start]) and not text[mark.end : mark.end + 1].isspace()
    if not mark.otherwise and _BEHIND_WORDS.match(text, mark.end) and not opens:
        start = len(text[:start].rstrip(" \t"))
    return Removal(start, mark.end, mark.otherwise)


def _comments(text: str) -> Iterator[Removal]:
    """The comments, those that stand by themselves with the empty lines behind them."""
    for begin, end in comment_stretches(text):
        start = len(text[:begin].rstrip(" \t"))
        stands_alone = not start or text[start - 1] == "\n"
        yield Removal(start, _behind_empty_lines(text, end) if stands_alone else end)


def _behind_empty_lines(text: str, end: int) -> int:
    """Where the first line stands that is not empty, from the end of a line on."""
    while text.startswith("\n", end):
        end += 1
    return end


def _outermost(found: Collection[Removal]) -> list[Removal]:
    """The removals in their order, without those inside others."""
    kept: list[Removal] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _extents(elements: Sequence[Element], lines: Sequence[str]) -> Iterator[_Extent]:
    """On which lines a mark is about which lines."""
    for number, element in enumerate(elements):
        first, behind = element.token.map or (0, 0)
        match element.token.type:
            case "heading_open":
                end = _end_of_part(elements, number)
                yield _Extent(
                    first, behind, (first, end), tuple(range(first, behind)), _notes(elements, first, end), True
                )
            case "bullet_list_open" | "ordered_list_open":
                for item in element.children:
                    yield from _of_item(item, lines)
            case "blockquote_open":
                yield from _of_quotation(element, lines)
            case "table_open":
                yield from _of_table(element, lines)
            case "paragraph_open" if number + 1 < len(elements) and _CAPTION.match(lines[first].lstrip()):
                end = _end_of_table(elements, number + 1, lines)
                table = elements[number + 1].token.map or (behind, behind)
                heads = (*range(first, table[0] + 2), *range(table[1], end))
                yield _Extent(first, behind, (first, end), heads)
            case _:
                yield _Extent(first, behind, (first, behind))


def _notes(elements: Sequence[Element], first: int, behind: int) -> tuple[tuple[int, int], ...]:
    """The lines of the footnotes between two lines."""
    found = (each.token.map or (0, 0) for each in elements if each.token.type == "footnote_reference_open")
    return tuple((start, end) for start, end in found if first <= start < behind)


def _end_of_part(elements: Sequence[Element], number: int) -> int:
    """The line behind all that stands below a heading."""
    level = elements[number].token.tag
    for element in elements[number + 1 :]:
        if element.token.type == "heading_open" and element.token.tag <= level:
            return (element.token.map or (0, 0))[0]
    return (elements[-1].token.map or (0, 0))[1]


def _end_of_table(elements: Sequence[Element], number: int, lines: Sequence[str]) -> int:
    """The line behind a table and its notes."""
    end = (elements[number].token.map or (0, 0))[1]
    if number + 1 < len(elements):
        first, behind = elements[number + 1].token.map or (0, 0)
        if elements[number + 1].token.type == "paragraph_open" and _NOTES.match(lines[first].lstrip()):
            return behind
    return end


def _of_item(item: Element, lines: Sequence[str]) -> Iterator[_Extent]:
    first, behind = item.token.map or (0, 0)
    head = item.children[0].token if item.children else item.token
    yield _Extent(first, (head.map or (first, behind))[1], (first, behind))
    yield from _extents(item.children[1:], lines)


def _of_quotation(element: Element, lines: Sequence[str]) -> Iterator[_Extent]:
    first, behind = element.token.map or (0, 0)
    if re.match(r"[ \t>]*\[!", lines[first]):
        yield _Extent(first, first + 1, (first, behind), (first,))
        yield from (each for each in _extents(element.children, lines) if each.behind > first + 1)
    else:
        yield _Extent(first, behind, (first, behind))


def _of_table(element: Element, lines: Sequence[str]) -> Iterator[_Extent]:
    first, behind = element.token.map or (0, 0)
    yield _Extent(first, behind, (first, behind), (first, first + 1))
    bodies = (group.children for group in element.children if group.token.type == "tbody_open")
    rows = [(row.token.map or (0, 0))[0] for body in bodies for row in body]
    yield from (_Extent(line, line + 1, (line, line + 1)) for line in rows)
    heads = [line for line in rows if _HEADS_ROWS.match(lines[line])]
    for line, end in zip(heads, (*heads[1:], behind), strict=False):
        yield _Extent(line, line + 1, (line, end), (line,))

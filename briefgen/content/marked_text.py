"""A text without what its marks keep from a release: blocks by their lines, words in brackets by their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from briefgen.content.markdown import Element, Grammar, References
from briefgen.content.marks import ReleaseMark, find_marks, written_marks
from briefgen.frozen import frozen

COMMENT = re.compile(r"[ \t]*<!--.*?(?:-->|\Z)", re.DOTALL)
NOTE_REFERENCE = re.compile(r"\[\^([^\]\s^]+)\](?!:)")
_CAPTION, _NOTES = re.compile(r"Table:[ \t]*"), re.compile(r"Notes?:[ \t]*")
_CONTAINER = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?:\[\^[^\]\s^]+\]:[ \t]*)?")
_BEHIND_WORDS = re.compile(r"[ \t\n.,;:!?)\]]|\Z")


@frozen
class Removal:
    """A stretch of a text that goes, what stands in its place, and whether it was hidden or is a mark alone."""

    start: int
    end: int
    instead: str = ""
    is_hidden: bool = True


@frozen
class _Extent:
    """The lines on which a mark is about the lines of the extent, from the first to before the last of each."""

    first: int
    behind: int
    extent: tuple[int, int]


def removals(text: str, shows: Callable[[ReleaseMark], bool], needs_hidden: Callable[[str], bool]) -> list[Removal]:
    """What a release has not of a text, in its order, none of them inside another.

    Comments go, and the marks themselves. A block of which it `needs_hidden` to print goes as well.
    """
    marks = list(find_marks(text))
    found = list(_comments(text)) if "<!--" in text else []
    hidden = [mark for mark in marks if not shows(mark)]
    found += [_of_words(text, mark) for mark in hidden if mark.is_inline]
    found += [Removal(start, end, is_hidden=False) for start, end in written_marks(text, marks)]
    blocks = [mark for mark in hidden if not mark.is_inline]
    if blocks or needs_hidden(text):
        starts = _starts(text)
        extents = list(_extents(Grammar().elements(text, {"references": References()}), text.split("\n")))
        found += [_of_block(text, starts, mark, extents) for mark in blocks]
        found += _needing(text, starts, extents, needs_hidden, found)
    if not found:
        return []
    outermost = _outermost(found)
    notes = _hidden_notes(text, outermost)
    references = (each for each in NOTE_REFERENCE.finditer(text) if each[1] in notes)
    return _outermost([*outermost, *(Removal(*reference.span()) for reference in references)])


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _of_words(text: str, mark: ReleaseMark) -> Removal:
    """The words that a mark is about, with the space before them where none is needed there any more."""
    start = mark.opening
    if not mark.otherwise and _BEHIND_WORDS.match(text, mark.end):
        start = len(text[:start].rstrip(" \t"))
    return Removal(start, mark.end, mark.otherwise)


def _comments(text: str) -> Iterator[Removal]:
    """The comments, those that stand by themselves with the empty lines behind them."""
    for match in COMMENT.finditer(text):
        start, end = match.span()
        if (not start or text[start - 1] == "\n") and text.startswith("\n", end):
            end += len(text[end:]) - len(text[end:].lstrip("\n"))
        yield Removal(start, end)


def _of_block(text: str, starts: Sequence[int], mark: ReleaseMark, extents: Collection[_Extent]) -> Removal:
    """The block that a mark is about, with the empty lines behind it where others stand before it."""
    line = text.count("\n", 0, mark.start)
    about = [each for each in extents if each.first <= line < each.behind]
    first, behind = min(about, key=lambda each: each.behind - each.first).extent if about else (line, line + 1)
    return _lines(text, starts, first, behind, mark.otherwise)


def _lines(text: str, starts: Sequence[int], first: int, behind: int, otherwise: str = "") -> Removal:
    start, end = starts[first], min(starts[min(behind, len(starts) - 1)], len(text))
    while text.endswith("\n\n", start, end):  # an empty line behind the block parts others, too
        end -= 1
    if otherwise:
        held = _CONTAINER.match(text, start)
        return Removal(held.end() if held else start, end, f"{otherwise}\n")
    if text.endswith("\n\n", 0, start) or not start:
        while text.startswith("\n", end):
            end += 1
    return Removal(start, end)


def _needing(
    text: str,
    starts: Sequence[int],
    extents: Collection[_Extent],
    needs_hidden: Callable[[str], bool],
    found: Collection[Removal],
) -> Iterator[Removal]:
    """The innermost blocks that need what is hidden, of those that are not removed already."""
    gone = [(each.start, each.end) for each in found if each.is_hidden]
    for each in extents:
        start, end = starts[each.first], min(starts[min(each.behind, len(starts) - 1)], len(text))
        is_gone = any(first <= start and end <= last for first, last in gone)
        if not is_gone and needs_hidden(text[start:end]):
            yield _lines(text, starts, *each.extent)


def _hidden_notes(text: str, removed: Collection[Removal]) -> set[str]:
    """The names of the footnotes whose text goes with nothing in its place."""
    gone = (text[each.start : each.end] for each in removed if each.is_hidden and not each.instead)
    return {name for stretch in gone for name in re.findall(r"^[ \t]*\[\^([^\]\s^]+)\]:", stretch, re.MULTILINE)}


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
                yield _Extent(first, behind, (first, _end_of_part(elements, number)))
            case "bullet_list_open" | "ordered_list_open":
                for item in element.children:
                    yield from _of_item(item, lines)
            case "blockquote_open":
                yield from _of_quotation(element, lines)
            case "table_open":
                yield from _of_table(element)
            case "paragraph_open" if number + 1 < len(elements) and _CAPTION.match(lines[first].lstrip()):
                yield _Extent(first, behind, (first, _end_of_table(elements, number + 1, lines)))
            case _:
                yield _Extent(first, behind, (first, behind))


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
        yield _Extent(first, first + 1, (first, behind))
        yield from (each for each in _extents(element.children, lines) if each.behind > first + 1)
    else:
        yield _Extent(first, behind, (first, behind))


def _of_table(element: Element) -> Iterator[_Extent]:
    first, behind = element.token.map or (0, 0)
    yield _Extent(first, behind, (first, behind))
    for group in element.children:
        if group.token.type == "tbody_open":
            for row in group.children:
                line = (row.token.map or (0, 0))[0]
                yield _Extent(line, line + 1, (line, line + 1))

"""Insertion points: where a new paragraph goes in a section, what stands around it, and how lists then count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from briefgen.formats.docx.word_model import WordParagraph
from briefgen.frozen import frozen
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.edit_words import CannotPlaceError
from briefgen.review.pull.markdown import HOLDERS, ITEM, BlockLines, MarkdownFile


@frozen
class InsertionPoint:
    """An offset in a file, what parts a paragraph from what stands before it, its own first signs, and its end."""

    file: str
    at: int
    lead: str
    prefix: str = ""
    tail: str = ""

    def edit(self, text: str, level: int) -> Edit:
        """The edit that puts a paragraph there, a heading where it has a level."""
        head = f"{'#' * max(level, 2)} " if level and not self.prefix.strip(" >") else ""
        return Edit(self.file, self.at, self.at, f"{self.lead}{self.prefix}{head}{text}{self.tail}")


@frozen
class Neighbour:
    """A line of ours beside a new one, and the number of its line in the section, from 0."""

    line: WordParagraph
    number: int


@frozen
class Around:
    """Lines of ours around a new one: before and behind it, and the last before it of its kind and depth in lists.

    `beside` are new lines between the one before it and itself.
    """

    after: Neighbour
    before: Neighbour | None = None
    peer: Neighbour | None = None
    beside: tuple[WordParagraph, ...] = ()


def insertion_point(file: str, source: MarkdownFile, new: WordParagraph, around: Around) -> InsertionPoint:
    """Where a new line goes. Raises CannotPlaceError where the section has no place for it there."""
    after = around.after
    chain = source.around(after.number)
    if not chain:
        tail = "\n" if source.text[source.body : source.body + 1] in ("\n", "") else "\n\n"
        return InsertionPoint(file, source.body, "\n", tail=tail)
    if chain[0].kind == "footnote_reference_open":
        raise CannotPlaceError("a footnote has one paragraph")
    if source.captioned(chain[-1]):
        raise CannotPlaceError("it stands between a table and its caption")
    if new.listed >= 0:
        return _item(file, source, new, around)
    if new.listed < 0 and chain[0].kind == "blockquote_open" and new.style == after.line.style:
        prefix = source.prefix(after.number)
        return InsertionPoint(file, source.end_of(chain[-1]), f"\n{prefix.rstrip()}\n", prefix)
    return InsertionPoint(file, _end(source, chain[0], chain), "\n\n")


def _item(file: str, source: MarkdownFile, new: WordParagraph, around: Around) -> InsertionPoint:
    """Where a new item goes: into the list of a line beside it, or into one of its own, which joins neither."""
    after, before = around.after, around.before
    chain = source.around(after.number)
    items = source.around(after.number, ITEM)
    follows = before is not None and before.line.listed == new.listed and _is_of(before.line, new)
    if before is not None and follows and (not items or before.line.listed >= len(items)):
        return _on_top(file, source, before.number)
    if not items or any(line.listed < 0 for line in around.beside):
        inset = _inset(new, around.beside, 0)
        sign = f"{inset}{_sign(new)}" if inset else _first_sign(source, new, around)
        return InsertionPoint(file, _end(source, chain[0], chain), "\n\n", sign)
    if new.listed >= len(items):
        _refuse_before_what_goes_on(source, new, len(items), after.number)
        prefix = source.prefix(items[-1].start) + _inset(new, around.beside, len(items))
        return InsertionPoint(file, source.end_of(chain[-1]), "\n", f"{prefix}{_sign(new)}")
    item = items[new.listed]
    is_last = (
        before is None or before.line.listed < new.listed or source.list_of(before.number) != source.list_of(item.start)
    )
    if source.is_numbered(item) == new.numbered:
        peers = [after.line, *([around.peer.line] if around.peer else [])]
        if new.list in [line.list for line in peers] or (not is_last and not new.numbered):
            return InsertionPoint(file, _end(source, item, chain), "\n", source.next_marker(item))
        if not is_last:
            raise CannotPlaceError("it begins a list of its own in the middle of another")
    _refuse_before_what_goes_on(source, new, new.listed, after.number)
    lead = source.lead(item)
    prefix = f"{lead}{_sign(new, source.sign(item.start))}"
    apart = "\n" if around.beside and not is_last else f"\n{lead.rstrip()}\n"
    return InsertionPoint(file, _end(source, item, chain), apart, prefix, "" if is_last else f"\n{lead.rstrip()}")


def _inset(new: WordParagraph, beside: Sequence[WordParagraph], depth: int) -> str:
    """The room before the sign of an item that stands below new items of its list, from some depth on."""
    run = list(takewhile(lambda line: line.listed >= 0, reversed(beside)))
    above = [next((line for line in run if line.listed == level), None) for level in range(depth, new.listed)]
    return "".join(" " * len(_sign(line)) for line in takewhile(bool, above) if line)


def _first_sign(source: MarkdownFile, new: WordParagraph, around: Around) -> str:
    """The sign of an item that stands behind other text: its list goes on there, or begins."""
    peer, before = around.peer, around.before
    if peer is not None and new.numbered and new.listed == 0 and peer.line.list == new.list:
        item = next(iter(source.around(peer.number, ITEM)), None)
        if item is not None:
            return source.next_marker(item).lstrip(" \t>")
    _refuse_before_what_goes_on(source, new, 0, around.after.number)
    return _sign(new, source.sign(before.number) if before is not None and before.line.listed >= 0 else "")


def _refuse_before_what_goes_on(source: MarkdownFile, new: WordParagraph, depth: int, line: int) -> None:
    """Raises CannotPlaceError for numbers from 1 between the parts of a list, whose count would go on from them."""
    behind = (each for each in numbered_lists(source) if each.depth == depth and each.items[0].start > line)
    if new.numbered and (following := next(behind, None)) and following.start > 1:
        raise CannotPlaceError("it begins a list of its own between the parts of one that goes on behind it")


def _is_of(line: WordParagraph, new: WordParagraph) -> bool:
    """Whether a new item belongs to the list of a line."""
    return line.listed >= 0 and line.numbered == new.numbered and (line.list == new.list or line.listed != new.listed)


def _sign(new: WordParagraph, beside: str = "") -> str:
    """The sign of the first item of a list, another than that of the list beside it, which it would join."""
    first, other = ("1. ", "1) ") if new.numbered else ("- ", "* ")
    return other if beside == first.strip(" 1") else first


def _on_top(file: str, source: MarkdownFile, line: int) -> InsertionPoint:
    """The place before the first item of a list."""
    item = next(iter(source.around(line, ITEM)), None)
    if item is None:
        raise CannotPlaceError("the list that it begins stands elsewhere in the content")
    return InsertionPoint(file, source.starts[item.start], "", source.marker(item), "\n")


def _end(source: MarkdownFile, outer: BlockLines, chain: list[BlockLines]) -> int:
    """The offset behind a block, if nothing in it stands behind the innermost of a chain."""
    rest = (span for span in source.spans if span.kind not in HOLDERS and outer.start <= span.start < outer.end)
    if outer.kind in HOLDERS and any(span.start >= chain[-1].end for span in rest):
        raise CannotPlaceError("it stands in the middle of a list or a quotation, and is set otherwise")
    return source.end_of(outer)


_NUMBER = re.compile(r"^[ \t>]*\d{1,9}[.)][ \t]", re.MULTILINE)


def has_numbers(text: str) -> bool:
    """Whether a section can have a numbered list."""
    return _NUMBER.search(text) is not None


@frozen
class Numbered:
    """A numbered list of a section: its items, and how many lists stand around it."""

    items: tuple[BlockLines, ...]
    start: int
    depth: int

    @property
    def last(self) -> int:
        return self.start + len(self.items) - 1


def recounted(file: str, before: str, edits: Sequence[Edit], after: str) -> tuple[Edit, ...]:
    """The edits of a section, as its edits have left it, by which each list begins with the number that it then has.

    A list goes on from the one that it has gone on from, or from the rest of its own that stands before it now.
    """
    old, new = MarkdownFile(before), MarkdownFile(after)
    lists = list(numbered_lists(old))
    runs = _runs(lists)
    origins = {_moved(old.starts[item.start], edits): n for n, each in enumerate(lists) for item in each.items}
    reached: dict[tuple[int, int], int] = {}
    latest: dict[int, int] = {}
    found: list[Edit] = []
    for number, each in enumerate(numbered_lists(new), len(lists)):
        own = next((origins[new.starts[item.start]] for item in each.items if new.starts[item.start] in origins), None)
        first = each.start
        run = latest.get(each.depth, number) if own is None and first > 1 else number
        if own is not None:
            run, first = runs[own], lists[runs[own]].start
        start = reached.get((run, each.depth), first - 1) + 1
        reached[run, each.depth] = start + len(each.items) - 1
        latest[each.depth] = run
        if start != each.start:
            found += _renumbered(file, new, each.items[0], start)
    return tuple(found)


def numbered_lists(source: MarkdownFile) -> Iterator[Numbered]:
    """The numbered lists of a section, in its order."""
    for number, span in enumerate(source.spans):
        if span.kind == "ordered_list_open":
            within = (*span.holders, number)
            items = tuple(e for e in source.spans if e.kind == ITEM and e.holders == within)
            first, behind = source.number(items[0])
            depth = sum(source.spans[n].kind == ITEM for n in span.holders)
            yield Numbered(items, int(source.text[first:behind] or "1"), depth)


def _runs(lists: Sequence[Numbered]) -> list[int]:
    """For each list the number of the first of those with which it counts as one."""
    runs: list[int] = []
    for number, each in enumerate(lists):
        earlier = (n for n in reversed(range(number)) if lists[n].depth == each.depth)
        goes_on = each.start > 1
        runs.append(next((runs[n] for n in earlier if goes_on and lists[n].last == each.start - 1), number))
    return runs


def _moved(at: int, edits: Sequence[Edit]) -> int:
    """Where what stands at an offset stands after the edits; nowhere if it has gone."""
    if any(edit.start <= at < edit.end for edit in edits):
        return -1
    added = [edit for edit in edits if edit.start == edit.end <= at]
    replaced = {edit for edit in edits if edit.start < edit.end <= at}
    return at + sum(len(edit.text) - (edit.end - edit.start) for edit in (*added, *replaced))


def _renumbered(file: str, source: MarkdownFile, item: BlockLines, start: int) -> Iterator[Edit]:
    """The edits that give an item its number, and keep what else stands in it where it belongs."""
    first, behind = source.number(item)
    wider = len(str(start)) - (behind - first)
    yield Edit(file, first, behind, str(start))
    if wider < 0:
        yield Edit(file, behind + 1, behind + 1, " " * -wider)
    for line in range(item.start + 1, item.end) if wider > 0 else ():
        text = source.line(line)
        if text.strip(" \t>"):
            at = source.starts[line] + len(text) - len(text.lstrip(" \t>"))
            yield Edit(file, at, at, " " * wider)

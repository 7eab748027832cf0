"""Renumbering: lists that went on before a pull go on after it, from the numbers that those before them then reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.frozen import frozen
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.markdown import BlockLines, MarkdownFile

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
            items = tuple(e for e in source.spans if e.kind == "list_item_open" and e.holders == within)
            first, behind = source.number(items[0])
            depth = sum(source.spans[n].kind == "list_item_open" for n in span.holders)
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

"""Insertion points: where a new paragraph goes in a section, and what has to stand around it there."""

from __future__ import annotations

from briefgen.formats.docx.word_model import WordParagraph
from briefgen.frozen import frozen
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.edit_words import CannotPlaceError
from briefgen.review.pull.markdown import HOLDERS, BlockLines, MarkdownFile
from briefgen.review.pull.renumber import numbered_lists


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
    items = _items(chain)
    follows = before is not None and before.line.listed == new.listed and _is_of(before.line, new)
    if before is not None and follows and (not items or before.line.listed >= len(items)):
        return _on_top(file, source, before.number)
    if not items or any(line.listed < 0 for line in around.beside):
        return InsertionPoint(file, _end(source, chain[0], chain), "\n\n", _first_sign(source, new, around))
    if new.listed >= len(items):
        _refuse_before_what_goes_on(source, new, len(items), after.number)
        return InsertionPoint(file, source.end_of(chain[-1]), "\n", f"{source.prefix(items[-1].start)}{_sign(new)}")
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


def _first_sign(source: MarkdownFile, new: WordParagraph, around: Around) -> str:
    """The sign of an item that stands behind other text: its list goes on there, or begins."""
    peer, before = around.peer, around.before
    if peer is not None and new.numbered and new.listed == 0 and peer.line.list == new.list:
        item = next(iter(_items(source.around(peer.number))), None)
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
    item = next(iter(_items(source.around(line))), None)
    if item is None:
        raise CannotPlaceError("the list that it begins stands elsewhere in the content")
    return InsertionPoint(file, source.starts[item.start], "", source.marker(item), "\n")


def _items(chain: list[BlockLines]) -> list[BlockLines]:
    return [span for span in chain if span.kind == "list_item_open"]


def _end(source: MarkdownFile, outer: BlockLines, chain: list[BlockLines]) -> int:
    """The offset behind a block, if nothing in it stands behind the innermost of a chain."""
    rest = (span for span in source.spans if span.kind not in HOLDERS and outer.start <= span.start < outer.end)
    if outer.kind in HOLDERS and any(span.start >= chain[-1].end for span in rest):
        raise CannotPlaceError("it stands in the middle of a list or a quotation, and is set otherwise")
    return source.end_of(outer)

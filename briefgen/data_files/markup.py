"""The XML of workbooks: guarded, read as small trees, and in large parts only where somebody asks.

Comments, character data sections and instructions are taken out first. What then looks like a tag in a large part is
one, because XML has no "<" elsewhere. So its rows are counted by their tags alone, and only those asked for are parsed.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterator
from dataclasses import field
from functools import lru_cache
from xml.etree.ElementTree import ParseError, canonicalize  # what is declared is refused before
from xml.parsers.expat import ExpatError, ParserCreate

from briefgen.frozen import frozen

MOST_DEPTH = 64
_PROLOG = re.compile(rb"\s*(<\?xml\b[^>]*\?>)?\s*")
_ENCODING = re.compile(rb"""<\?xml\b[^>]*\bencoding\s*=\s*["']([^"'>]*)["']""")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class MarkupError(Exception):
    """XML that is not well-formed, or that declares what is not allowed; its text says which."""


class Tag:
    """An element without its namespace's prefix: name, attributes, texts and children in their order."""

    __slots__ = ("attributes", "content", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.content: list[Tag | str] = []

    def number(self, name: str, default: int = 0) -> int:
        """An attribute's whole number, or the default where it has none of a fair size."""
        text = self.attributes.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default

    @property
    def children(self) -> Iterator[Tag]:
        return (each for each in self.content if isinstance(each, Tag))

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, default)

    def first(self, name: str) -> Tag | None:
        """The first child of a name."""
        for child in self.content:
            if child.__class__ is Tag and child.name == name:
                return child
        return None

    def all(self, name: str) -> Iterator[Tag]:
        """Every element of a name within this one, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def text(self, without: Collection[str] = ()) -> str:
        """All text within, less that of elements of some names."""
        if len(self.content) == 1 and isinstance(self.content[0], str):
            return self.content[0]
        parts = (
            each if isinstance(each, str) else each.text(without) if each.name not in without else ""
            for each in self.content
        )
        return "".join(parts)


def plain(data: bytes) -> bytes:
    """A part as UTF-8 without comments, sections and instructions. Raises MarkupError where it declares anything."""
    data = _as_utf8(data)
    prolog = _PROLOG.match(data)
    if b"<!" not in data and data.find(b"<?", prolog.end() if prolog else 0) < 0:
        return data
    if _DECLARED.search(data):
        raise MarkupError("it declares a document type or entities")
    try:
        return canonicalize(data.decode("utf-8")).encode("utf-8")
    except (ParseError, ValueError, RecursionError) as error:
        raise MarkupError("it is not well-formed XML") from error


def tree(data: bytes) -> Tag:
    """The root of a plain part. Raises MarkupError where it is not well-formed or is too deep."""
    root = Tag("", {})
    open_tags = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        if ":" in name or ":" in "".join(attributes):
            name = _local(name)
            attributes = {_attribute(key): value for key, value in attributes.items()}
        tag = Tag(name, attributes)
        open_tags[-1].content.append(tag)
        open_tags.append(tag)
        if len(open_tags) > MOST_DEPTH:
            raise MarkupError("its elements are nested too deeply")

    def end(_: str) -> None:
        open_tags.pop()

    def text(data: str) -> None:
        open_tags[-1].content.append(data)

    parser = ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError) as error:
        raise MarkupError("it is not well-formed XML") from error
    return next(root.children)


def _as_utf8(data: bytes) -> bytes:
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16").encode("utf-8")
        data = data.removeprefix(b"\xef\xbb\xbf")
        declared = _ENCODING.match(data)
        if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise MarkupError("it is not UTF-8")
    except UnicodeDecodeError as error:
        raise MarkupError("it is not well-formed XML") from error
    return data


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _attribute(name: str) -> str:
    """An attribute's name without its prefix, save what has another meaning with it."""
    return name if name.startswith(("calcext:", "xmlns:")) else _local(name)


_QUOTED = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_LONGEST_PREFIX = 64
_ROOT = re.compile(rb"<([^\s/>!?]+)" + _QUOTED + rb">")


@frozen(eq=False)
class Pieces:
    """Elements of one name in a part that is large, of which only those that are asked for are parsed."""

    data: bytes = field(repr=False)
    starts: array[int] = field(repr=False)
    heads: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    def piece(self, index: int) -> bytes:
        """The bytes of an element."""
        return self.data[self.starts[index] : self.ends[index]]

    def head(self, index: int) -> bytes:
        """The start tag of an element."""
        return self.data[self.starts[index] : self.heads[index]]

    def opened(self, index: int) -> Tag:
        """The start tag of an element, as an element without content."""
        head = self.head(index)
        return next(self.parsed([head if head.endswith(b"/>") else head[:-1] + b"/>"]))

    def parsed(self, pieces: Collection[bytes]) -> Iterator[Tag]:
        """Some elements, or parts of such, parsed below the part's own root, which declares their prefixes."""
        root = _ROOT.search(self.data)
        if root is None or not pieces:
            return iter(())
        return tree(root[0] + b"".join(pieces) + b"</" + root[1] + b">").children

    def all(self) -> Iterator[Tag]:
        """All elements, parsed."""
        return self.parsed([self.piece(index) for index in range(len(self))])


def pieces(data: bytes, name: str, start: int = 0, end: int | None = None) -> Pieces:
    """The elements of a name in a stretch of a plain part; none stands in another."""
    starts, heads, ends = array("q"), array("q"), array("q")
    for first, last in _found(data, name, start, len(data) if end is None else end):
        if data[first + 1 : first + 2] == b"/":
            if len(ends) == len(starts):
                raise MarkupError("it is not well-formed XML")
            ends.append(last)
            continue
        if len(ends) < len(starts):
            raise MarkupError("it is not well-formed XML")
        starts.append(first)
        heads.append(last)
        if data[last - 2 : last - 1] == b"/":
            ends.append(last)
    if len(ends) < len(starts):
        raise MarkupError("it is not well-formed XML")
    return Pieces(data, starts, heads, ends)


def inside(data: bytes, name: str) -> tuple[int, int]:
    """Where the content of the first element of a name begins and ends in a plain part; nowhere is 0, 0."""
    found = _found(data, name, 0, len(data))
    first = next(found, None)
    if first is None or data[first[1] - 2 : first[1] - 1] == b"/":
        return 0, 0
    last = next(found, None)
    if last is None:
        raise MarkupError("it is not well-formed XML")
    return first[1], last[0]


def _found(data: bytes, name: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the start and end tags of a name stand: each place of the name, if a tag begins just before it."""
    word, pattern = name.encode(), _tags(name)
    at = data.find(word, start, end)
    while at >= 0:
        tag = pattern.match(data, data.rfind(b"<", max(start, at - _LONGEST_PREFIX), at), end) if at > start else None
        if tag is not None and tag.start() < at < tag.end():
            yield tag.span()
            at = tag.end() - 1
        at = data.find(word, at + 1, end)


@lru_cache
def _tags(name: str) -> re.Pattern[bytes]:
    """The start and end tags of elements of a name."""
    return re.compile(rb"</?(?:[\w.-]+:)?" + name.encode() + rb"(?:\s" + _QUOTED + rb")?/?>")

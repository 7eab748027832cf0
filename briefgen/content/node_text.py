"""YAML nodes -> the text of a file that says the same, and where each stretch of it stood before."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Union

from briefgen.content import yaml
from briefgen.frozen import frozen
from briefgen.spans import SourceFile, SourceText, Span

Written = Union[yaml.Node, "TextParts", str, int, None, Sequence["Written"], Mapping[Any, "Written"]]
"""What can be written: a node as it was read, or what stands instead of one."""


@frozen
class TextParts:
    """A text in parts, each with the offset in its file at which it stood, -1 for one that is new."""

    parts: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(text for text, _ in self.parts)

    def in_file(self, passage: SourceText) -> TextParts:
        """The parts of a passage, whose offsets are those in it, with their offsets in its file.

        Each stretch that stands there without a break is a part of its own.
        """
        found: list[tuple[str, int]] = []
        for part, start in self.parts:
            offsets, at, is_new = passage.offsets, 0, not passage.text.startswith(part, start)
            for end in range(1, len(part) + 1):
                is_last = is_new or end == len(part)
                if is_last or offsets[start + end] != offsets[start + end - 1] + 1:
                    found.append((part[at:] if is_last else part[at:end], offsets[start + at]))
                    at = end
                if is_last:
                    break
        return TextParts(tuple(found))


@frozen(eq=False)
class MadeFile:
    """A file that was made from another one: its text, and for the start of each stretch where it stood in that."""

    origin: SourceFile
    text: str
    starts: Sequence[int]
    offsets: Sequence[int]

    def at_origin(self, span: Span) -> Span:
        """The place in the file from which it was made; that of the whole for what stands nowhere there."""
        if span.start < 0:
            return Span(self.origin, -1, -1)
        number = bisect_right(self.starts, span.start) - 1
        while number >= 0 and self.offsets[number] < 0:
            number -= 1
        if number < 0:
            return self.origin.span(0)
        start = min(self.offsets[number] + span.start - self.starts[number], len(self.origin.text))
        return self.origin.span(start, min(start + max(span.end - span.start, 1), len(self.origin.text)))


class TextMaker:
    """Puts the text of a file together."""

    def __init__(self, origin: SourceFile) -> None:
        self.origin = origin
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        self._length = 0

    def put(self, text: str, offset: int = -1) -> None:
        """Add a stretch, that stood at an offset of the file from which this one is made."""
        if text:
            self._starts.append(self._length)
            self._offsets.append(offset)
            self._pieces.append(text)
            self._length += len(text)

    def put_parts(self, parts: TextParts) -> None:
        """Add a text in parts."""
        for text, offset in parts.parts:
            self.put(text, offset)

    def put_entries(self, entries: Mapping[Any, Written], indent: int = 0) -> None:
        """Add keys and what stands under them, each key on a line of its own."""
        for key, node in entries.items():
            self.put(" " * indent)
            self._put_scalar(key)
            self.put(":")
            self._put_below(node, indent)

    def _put_below(self, node: Written, indent: int) -> None:
        if isinstance(node, yaml.Mapping | Mapping):
            pairs = node.entries if isinstance(node, yaml.Mapping) else tuple(node.items())
            self.put("\n" if pairs else " {}\n")
            self.put_entries(dict(pairs), indent + 2)
        elif isinstance(node, yaml.Sequence) or (isinstance(node, Sequence) and not isinstance(node, str)):
            items = node.items if isinstance(node, yaml.Sequence) else node
            self.put("\n" if items else " []\n")
            for item in items:
                self.put(f"{' ' * indent}  -")
                self._put_below(item, indent + 2)
        else:
            self.put(" ")
            self._put_scalar(node)
            self.put("\n")

    def _put_scalar(self, node: yaml.Scalar | TextParts | str | int | None) -> None:
        if isinstance(node, TextParts):
            self._put_quoted(node)
        elif node is None or isinstance(node, str | int):
            self.put(json.dumps(node, ensure_ascii=False))
        else:
            written = node.file.text[node.start : node.end]
            if "\n" not in written and (node.style in ("'", '"') or written == node.text):
                self.put(written, node.start)
            else:
                self._put_quoted(TextParts(((node.text, 0),)).in_file(node.passage))

    def _put_quoted(self, text: TextParts) -> None:
        self.put('"', max((at for _, at in text.parts[:1]), default=-1))
        for part, offset in text.parts:
            self.put(json.dumps(part, ensure_ascii=False)[1:-1], offset)
        self.put('"')

    def made(self) -> MadeFile:
        """The file as it is now."""
        return MadeFile(self.origin, "".join(self._pieces), tuple(self._starts), tuple(self._offsets))


def with_entries(origin: SourceFile, entries: Mapping[Any, Written]) -> MadeFile:
    """A file made from another one that has some keys, and what stands under them."""
    maker = TextMaker(origin)
    maker.put_entries(entries)
    return maker.made()

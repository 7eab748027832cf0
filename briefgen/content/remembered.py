"""Files of an edition that are not read again as long as they are as they were, with all that reading them leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from briefgen.content.edition_context import EditionContext, Identities
from briefgen.content.tree import Content, FileStatus
from briefgen.frozen import frozen

T = TypeVar("T")


class _Watched:
    """A tree of content that notes which paths it is asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.name = content.name
        self.asked: set[str] = set()

    def status(self, path: str) -> FileStatus:
        self.asked.add(path)
        return self._content.status(path)

    def read(self, path: str) -> bytes:
        self.asked.add(path)
        return self._content.read(path)

    def list(self, folder: str) -> list[str]:
        self.asked.add(folder)
        return self._content.list(folder)

    def resolve(self, path: str) -> str | None:
        self.asked.add(path)
        return self._content.resolve(path)

    def below(self, folder: str) -> Content:
        self.asked.add(folder)
        return self._content.below(folder)


@frozen
class _Part:
    """What was read, and the context that was empty before."""

    value: object
    context: EditionContext


def remembered(name: str, context: EditionContext, read: Callable[[EditionContext], T], made_from: object = None) -> T:
    """What reading a file of the edition gives, from the memo if all that it is read with is as it was.

    That is the file, the desk, the tables and `made_from`. Nothing is kept of a file that has others read, and where a
    table is broken, which keeps quiet what would be said of its cells.
    """
    memo, path = context.reading.memo, context.path(name)
    if memo is None or context.tables_token is None:
        return read(context)
    inputs = (_bytes(context.reading.content, path), context.desk, context.tables_token, context.is_whole, made_from)
    part = cast("_Part | None", memo.get(("file", path), inputs))
    if part is None:
        content = _Watched(context.reading.content)
        own = _empty(context, content)
        part = _Part(read(own), own)
        if content.asked <= {path}:
            memo.put(("file", path), inputs, part)
    if _collides(part.context, context):
        return read(context)
    _join(part.context, context)
    return cast("T", part.value)


def _bytes(content: Content, path: str) -> bytes:
    try:
        return content.read(path)
    except (OSError, ValueError):
        return b""


def _empty(context: EditionContext, content: Content) -> EditionContext:
    return replace(
        context,
        reading=replace(context.reading, content=content, diagnostics=[], texts={}, files={}, broken=set(), cells=[]),
        identities=Identities(),
        anchors={},
        notes={},
        media={},
        images=set(),
        remarks={},
        table_files=set(),
    )


def _collides(part: EditionContext, context: EditionContext) -> bool:
    """Whether sections have anchors or ids in common, so that what one gets depends on the other."""
    return not (
        part.anchors.keys().isdisjoint(context.anchors)
        and part.identities.seen.keys().isdisjoint(context.identities.seen)
    )


def _join(part: EditionContext, context: EditionContext) -> None:
    """Leave in the context what reading the part would have left."""
    context.reading.diagnostics += part.reading.diagnostics
    context.reading.texts |= part.reading.texts
    context.reading.files |= part.reading.files
    context.reading.broken |= part.reading.broken
    context.reading.cells += part.reading.cells
    context.identities.seen.update(part.identities.seen)
    context.anchors |= part.anchors
    context.notes |= part.notes
    context.media |= part.media
    context.images |= part.images
    context.remarks |= part.remarks
    context.table_files |= part.table_files
    context.is_whole = context.is_whole and part.is_whole

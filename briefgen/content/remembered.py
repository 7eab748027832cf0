"""Files of an edition that are not read again as long as they are as they were, with all that reading them leaves."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TypeVar, cast

from briefgen.content.edition_context import EditionContext, Identities
from briefgen.content.tree import Content, FileKind, FileStatus, find_kind
from briefgen.frozen import frozen
from briefgen.memo import Memo

T = TypeVar("T")


class _Watched:
    """A tree of content that notes which paths it is asked for, and what it says of each."""

    def __init__(self, content: Content, asked: dict[str, object] | None = None, folder: str = "") -> None:
        self._content, self._folder = content, folder
        self.name = content.name
        self.asked = {} if asked is None else asked

    def status(self, path: str) -> FileStatus:
        self.asked.setdefault(self._folder + path, None)
        status = self._content.status(path)
        self._note(path, status.kind)
        return status

    def read(self, path: str) -> bytes:
        return self._note(path, self._content.read(path))

    def list(self, folder: str) -> list[str]:
        return self._note(folder, self._content.list(folder))

    def resolve(self, path: str) -> str | None:
        self.asked.setdefault(self._folder + path, None)
        return self._content.resolve(path)

    def below(self, folder: str) -> Content:
        self._note(folder, find_kind(self._content, folder))
        return _Watched(self._content.below(folder), self.asked, f"{self._folder}{folder}/")

    def _note(self, path: str, said: T) -> T:
        """Keep what is said; bytes and names say more than that there is a file or folder."""
        if not isinstance(said, FileKind) or self.asked.get(self._folder + path) is None:
            self.asked[self._folder + path] = said
        return said


def remembered_of(tree: Content, memo: Memo | None, key: Hashable, make: Callable[[Content], T]) -> T:
    """What is made of files of a tree, from the memo as long as the tree says of each path what it said then."""
    if memo is None:
        return make(tree)
    asked, made = cast("tuple[dict[str, object], T | None]", memo.get(key, None) or ({}, None))
    if made is None or any(_says(tree, path, said) != said for path, said in asked.items()):
        watched = _Watched(tree)
        made = make(watched)
        memo.put(key, None, (watched.asked, made))
    return made


def _says(tree: Content, path: str, said: object) -> object:
    """What a tree says now of a path: its bytes or the names in it where it said these, or what stands there."""
    try:
        if isinstance(said, bytes):
            return tree.read(path)
        return tree.list(path) if isinstance(said, list) else find_kind(tree, path)
    except OSError as error:
        return error


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
        if content.asked.keys() <= {path}:
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

"""What an edition's pack is made from: the files of its content and of the house style, by one digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.errors import StorageError
from briefgen.installed import house_digest

if TYPE_CHECKING:
    from briefgen.content import Content

_PLAIN_NAME, _ENTRY = re.compile(r"[A-Za-z0-9._-]+"), re.compile(r"([a-z][a-z0-9_-]*):")
_FORMATS = re.compile(rb"^formats:(.*?)(?=^[^\s#-]|\Z)", re.MULTILINE | re.DOTALL)


def fingerprint(content: Content, assets: Content | None, *names: str) -> str:
    """One SHA-256 over the names and bytes of all files that a pack of editions is made from, their predecessors' too.

    Without `assets` the house style is not among them.

    Hidden files are not among them, nor what reviewers have said, and a file that goes while it is read, as an
    editor's own do, is none. Raises StorageError for one that is there and cannot be read.
    """
    total = hashlib.sha256()
    try:
        if assets:
            total.update(house_digest().encode())
        for tree, path in _inputs(content, assets, names):
            with suppress(FileNotFoundError):
                data = tree.read(path)
                total.update(f"{path}\0{len(data)}\0".encode(errors="surrogateescape"))
                total.update(data)
    except OSError as error:
        raise StorageError(f"cannot read {error.filename or content.name}: {error.strerror or error}") from error
    return total.hexdigest()


def _inputs(content: Content, assets: Content | None, names: Iterable[str]) -> Iterator[tuple[Content, str]]:
    """The files that a pack of editions is made from, but those of the house, and the tree of each."""
    from briefgen.content import (
        COMMENTS,
        DATA,
        IMAGE_ENDINGS,
        editions_named,
        files_below,
        house_assets,
        is_file,
        is_folder,
    )

    editions = tuple(dict.fromkeys(each for name in names for each in (name, *editions_named(content, name))))
    folders = [(content, folder) for folder in (*editions, DATA)]
    may_be_used = _data_files_of(content, editions)
    if assets and assets != house_assets():
        folders.append((assets, ""))
    for folder, suffix in (("", (".yaml", *IMAGE_ENDINGS)), ("sources", ".txt")):
        names = content.list(folder) if is_folder(content, folder) else []
        paths = (
            f"{folder}/{each}".lstrip("/")
            for each in names
            if each.lower().endswith(suffix) and not each.startswith(".")
        )
        yield from ((content, path) for path in paths if is_file(content, path))
    for tree, folder in folders:
        inputs = files_below(tree, folder, lambda each: each.startswith(".")) if is_folder(tree, folder) else ()
        comments = f"{folder}/{COMMENTS}".lstrip("/")
        fitting = (path for path in inputs if path != comments and (folder != DATA or may_be_used(path)))
        yield from ((tree, path) for path in fitting if is_file(tree, path))


def _data_files_of(content: Content, editions: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether editions may be made from a data file: where sources.yaml has it under an id that they have.

    Nothing is parsed, because that takes long; what the texts leave open may be so.
    """
    from briefgen.content import is_file

    names = [f"{edition}/{file}" for edition in editions for file in ("facts.yaml", "tables.yaml")]
    own, sources = (
        "\n".join(content.read(path).decode(errors="replace") for path in paths if is_file(content, path))
        for paths in (names, ["sources.yaml"])
    )
    entries = re.split(r"^(?=\S)", re.sub(r"^#.*\n?", "", sources, flags=re.MULTILINE), flags=re.MULTILINE)

    def may_be_used(path: str) -> bool:
        file = path.rpartition("/")[2]
        if "\\" in sources or not _PLAIN_NAME.fullmatch(file):
            return True
        heads = [_ENTRY.match(entry) for entry in entries if file.casefold() in entry.casefold()]
        return any(head is None or head[1] in own for head in heads)

    return may_be_used


def formats_named(content: Content) -> list[str]:
    """The formats that desk.yaml names, found without reading all of it: only to know whether anything has changed."""
    with suppress(OSError):
        if named := _FORMATS.search(content.read("desk.yaml")):
            return [word.decode() for word in re.findall(rb"\w+", re.sub(rb"#.*", b"", named[1]))]
    return []

"""The parts of a file: everything in it that says something, and of the files in it, however deep."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from briefgen.frozen import frozen
from briefgen.proof.leaks.fonts import OPEN_TYPE, WOFF2, font_fragments
from briefgen.proof.leaks.found import Found, FoundText, HeldFile, Unread, Zone, letters_in, parted, within
from briefgen.proof.leaks.markup import ReadTags, markup_fragments
from briefgen.proof.leaks.pictures import JPEG, PNG, picture_fragments
from briefgen.proof.leaks.values import json_fragments, text_fragments

_OFFICE = ("word/", "xl/", "ppt/")
_MARKUP = re.compile(r"\s*(?:<\?\w+|<!--|<!doctype|<[A-Za-z][\w:.-]*[\s>/])", re.IGNORECASE)
_PDF = b"%PDF"
_ARCHIVE, _ARCHIVE_END = (b"PK\x03\x04", b"PK\x05\x06"), b"PK\x05\x06"
_LONGEST_END = 22 + 0xFFFF
"""How many bytes from its end the end of an archive can begin: its entry, and the longest comment."""
_KEPT = 1 << 16
"""The bytes of a file that is kept to know it again, as those that all workbooks of charts have."""
_DEEPEST = 8
"""How deep files may lie in files."""

Parts = Iterator[Found]


@frozen
class ReadBefore:
    """What has been read: `files` that are not read again where they are in another, and what `pages` of PDFs show.

    Tags of markup are not read again either, unless they are none.
    """

    files: set[bytes] = field(default_factory=set)
    pages: Mapping[bytes, Sequence[Found]] = field(default_factory=dict)
    tags: ReadTags | None = None


def parts_of(file: HeldFile, known: ReadBefore, depth: int = 0) -> Parts:
    """Every part of a file, and of the files in it; the file itself is the first of them.

    Files that are read come to those that are `known`.
    """
    yield file
    if depth > _DEEPEST:
        yield Unread(file.part, "it lies too deep in other files")
    elif file.is_read and file.data and (not depth or file.data not in known.files):
        if len(file.data) <= _KEPT:
            known.files.add(file.data)
        for part in _read(file.path, file.data, file.part, known):
            if isinstance(part, HeldFile):
                yield from parts_of(part, known, depth + 1)
            else:
                yield part


def _read(path: str, data: bytes, around: str, known: ReadBefore) -> Parts:
    """What a file says, and the archive that it ends as, if it does."""
    if data.startswith(_PDF):
        yield from _shown(known.pages[data] if data in known.pages else _pages_of(data), around)
    if not data.startswith(_ARCHIVE):
        yield from _by_beginning(path, data, around, known.tags)
    if data.startswith(_ARCHIVE) or _ARCHIVE_END in data[-_LONGEST_END:]:
        yield from _members(data, around)


def _pages_of(data: bytes) -> Parts:
    from briefgen.proof.leaks.pages import pages_of  # with PDFium, which reads pages where they are proven

    return pages_of(data)


def _shown(pages: Iterable[Found], around: str) -> Parts:
    """What pages show of a file in another."""
    return (replace(part, part=within(around, part.part)) for part in pages)


def _by_beginning(path: str, data: bytes, around: str, tags: ReadTags | None) -> Parts:
    """What a file says, by how it begins, or else by its name."""
    if data.startswith(_PDF):
        from briefgen.proof.leaks.pdf import pdf_fragments

        return pdf_fragments(data, around)
    if data.startswith((PNG, JPEG)):
        return picture_fragments(data, around)
    if data.startswith((*OPEN_TYPE, WOFF2)) or path.endswith(".odttf"):
        return font_fragments(data, around)
    if path.endswith(".eml"):
        from briefgen.proof.leaks.mail import mail_parts

        return mail_parts(data, around)
    text = _decoded(data)
    return iter([letters_in(data, around)]) if text is None else _text(path, text, around, tags)


def _text(path: str, text: str, around: str, tags: ReadTags | None) -> Parts:
    if path.endswith(".json"):
        return json_fragments(text, around, path)
    if path.endswith(".jsonl"):
        return (each for line in text.splitlines() for each in json_fragments(line, around, path))
    if _MARKUP.match(text):
        is_data = path.startswith(("customXml/", "docProps/")) or "XMP" in around
        return markup_fragments(text, around, office=path.startswith(_OFFICE), data=is_data, read=tags)
    return text_fragments(path, text, around)


def _decoded(data: bytes) -> str | None:
    """The text that bytes are; none where they are no text."""
    if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:1024]:
        return None
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return None


def _members(data: bytes, around: str) -> Parts:
    """The members of an archive, with their names and comments."""
    try:
        archive = ZipFile(BytesIO(data))
        members = [(entry, archive.read(entry)) for entry in archive.infolist()]
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        yield Unread(around or "file", f"the archive cannot be read: {error}")
        return
    yield FoundText(within(around, "comment of the archive"), Zone.DATA, archive.comment.decode("utf-8", "replace"))
    if before := data[: min((entry.header_offset for entry, _ in members), default=0)]:
        yield HeldFile(within(around, "before the archive"), before)
    for entry, content in members:
        name = within(around, entry.filename)
        beside = (entry.filename.encode(), entry.comment, entry.extra)
        said = parted(each.decode("utf-8", "replace") for each in beside)
        yield FoundText(within(name, "name and comment in the archive"), Zone.MARKUP, said)
        yield HeldFile(name, content, entry.filename)

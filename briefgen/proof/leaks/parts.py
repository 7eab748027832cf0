"""The parts of a file: everything in it that says something, or is a file itself."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from enum import Enum
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from briefgen.frozen import frozen

_TAGS = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


class Zone(Enum):
    """What a part is, as far as searching goes."""

    TEXT = "what people read"
    DATA = "values with the names of their fields"
    MARKUP = "what programs read: names, sizes and coordinates among it"


@frozen
class FoundPart:
    """A part of a file: its name in words, the text in it, and the bytes if it is a file of its own."""

    name: str
    zone: Zone
    text: str = ""
    data: bytes = b""


def parts_of(path: str, data: bytes, around: str = "") -> Iterator[FoundPart]:
    """Every part of a file, and of the files in it."""
    here = around or "the file"
    yield FoundPart(here, Zone.MARKUP, path, data)
    if data.startswith(b"PK"):
        yield from _members(data, around)
    elif data.startswith(b"%PDF"):
        yield from _pdf(data, around)
    elif path.endswith(".eml"):
        yield from _mail(data, around)
    elif path.endswith((".xml", ".rels", ".html", ".svg")):
        yield from _markup(data.decode("utf-8", "replace"), around)
    elif path.endswith(".json"):
        yield FoundPart(here, Zone.DATA, "\n".join(map(str, _values(json.loads(data)))))
    else:
        yield FoundPart(here, Zone.DATA, data.decode("utf-8", "replace"))


def _inside(around: str, name: str) -> str:
    return f"{around}, {name}" if around else name


def _members(data: bytes, around: str) -> Iterator[FoundPart]:
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile:
        return
    yield FoundPart(_inside(around, "comment of the archive"), Zone.TEXT, archive.comment.decode("utf-8", "replace"))
    for name in archive.namelist():
        yield from parts_of(name, archive.read(name), _inside(around, name))


def _markup(text: str, around: str) -> Iterator[FoundPart]:
    pieces = _TAGS.split(text)
    yield FoundPart(around or "text", Zone.TEXT, unescape("".join(pieces[::2])))
    yield FoundPart(_inside(around, "markup"), Zone.MARKUP, unescape("\n".join(dict.fromkeys(pieces[1::2]))))


def _pdf(data: bytes, around: str) -> Iterator[FoundPart]:
    from briefgen.proof.pdf import page_texts

    for number, text in enumerate(page_texts(data), 1):
        yield FoundPart(_inside(around, f"page {number}"), Zone.TEXT, text)
    for number, stream in enumerate(_STREAM.findall(data), 1):
        try:
            decoded = zlib.decompress(stream)
        except zlib.error:
            continue
        yield FoundPart(_inside(around, f"stream {number}"), Zone.MARKUP, decoded.decode("latin-1"), decoded)


def _mail(data: bytes, around: str) -> Iterator[FoundPart]:
    mail = message_from_bytes(data, policy=policy.default)
    yield FoundPart(_inside(around, "headers"), Zone.TEXT, "\n".join(f"{value}" for value in mail.values()))
    for part in mail.walk():
        if not part.is_multipart():
            name = part.get_filename() or {"text/html": "text.html"}.get(part.get_content_type(), "text")
            payload = part.get_payload(decode=True)
            yield from parts_of(name, payload if isinstance(payload, bytes) else b"", _inside(around, name))


def _values(value: object) -> Iterator[object]:
    match value:
        case dict():
            for key, each in value.items():
                yield key
                yield from _values(each)
        case list():
            for each in value:
                yield from _values(each)
        case _:
            yield value

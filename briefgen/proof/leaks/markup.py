"""Markup as it is written: texts, attributes, comments, scripts and style sheets of XML, HTML and SVG.

It is taken apart by patterns, since all that is sought are words: a page that is no XML is read as well as one that is.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from html import unescape
from urllib.parse import unquote, unquote_to_bytes

from briefgen.proof.leaks.found import PARTED, FoundText, HeldFile, Unread, Zone, parted, within
from briefgen.proof.leaks.values import json_fragments

ReadTags = Mapping[bool, set[str]]
"""The tags that have been read as those of data, or of texts."""

_TAGS = re.compile(r"((?:<[^>]*>)+)")
"""Tags with nothing between; behind a sign that should be a character reference its rest is read as text."""
_OPENING = re.compile(r"<[^/>][^>]*>")
_NAME = re.compile(r"<([\w:.-]+)")
_OPENED = re.compile(r"""<([\w:.-]+)|\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
"""What an element is called, or one of its attributes."""
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RAW = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_DIGEST = re.compile(r"\bsha\d{3}-[\w+/]+=*")
"""A digest in a policy of a page, whose letters say nothing."""
_CODE_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`")
_CODE_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|([0-9A-Fa-f]{1,6}) ?)")
_ADDRESS = re.compile(r"data:([\w.+-]+/[\w.+-]+)?((?:;[\w=.-]+)*),([^\"'()<>\s]*)")
_PROGRAM_TEXT = {
    *("instrText", "delInstrText", "f", "formatCode", "posOffset"),
    *("pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset"),
}
"""The elements of Office documents whose texts nobody reads: instructions of fields, formulas, forms, lengths."""
_PARTING = {"p", "br", "tab", "cr", "tc", "tr", "v", "c", "is", "si", "pt", "footnoteReference", "endnoteReference"}
"""The elements of Office documents that part words."""
_JOINING = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark"),
    *("q", "s", "samp", "small", "span", "strong", "time", "tspan", "u", "var", "wbr"),
}
"""The elements of pages and drawings that stand within words."""
_NAMED = r"(?:[\w.-]+:)*(?:{})(?![\w:.-])"
_PARTS_OFFICE = re.compile("</?" + _NAMED.format("|".join(_PARTING)))
_PARTS_PAGE = re.compile("<(?!/?" + _NAMED.format("|".join(_JOINING)) + ")")
"""The tags that part the words on their two sides."""
_READ = {
    "descr": "alternative text of a picture",
    "alt": "alternative text of a picture",
    "title": "title of an element",
    "aria-label": "name of an element for those who hear it",
    "aria-description": "description of an element for those who hear it",
    "tooltip": "what a link says",
    "string": "word across the page",
    "placeholder": "placeholder",
    "summary": "summary of a table",
    "author": "author of a comment or change",
    "initials": "initials of an author",
}
"""The attributes that say something to people."""
_NAMES = {"id", "name", "fact", "data-fact"}
"""The attributes that have a name and nothing beside it."""
_VALUES = {("alias", "val"), ("meta", "content"), ("time", "datetime"), ("data", "value")}
"""The attributes that have values of what people read."""
_KNOWN = {
    ("alias", "val"): "title of a control",
    ("meta", "content"): "metadata of the page",
    ("tag", "val"): "tag of a control",
    ("bookmarkStart", "name"): "name of a bookmark",
    ("Relationship", "Target"): "address of what is related",
    ("name", "val"): "name of a style",
    ("style", "styleId"): "id of a style",
    ("font", "name"): "name of a font",
    ("sheet", "name"): "name of a sheet",
    ("a", "href"): "address of a link",
    ("property", "name"): "name of a property",
}
"""What attributes are whose names alone say little."""


def markup_fragments(
    text: str, around: str, *, office: bool = False, data: bool = False, read: ReadTags | None = None
) -> Iterator[FoundText | HeldFile | Unread]:
    """All that markup says, and the files in its addresses.

    `office` says that it is of a document or workbook of Office, `data` that it has values rather than texts. Of the
    tags that have been `read` before, which become more, the attributes are not read again.
    """
    if "data:" in text:
        yield from _embedded(text, around)
        text = _ADDRESS.sub("", text)
    if "<script" in text or "<style" in text:
        for kind, attributes, code in _RAW.findall(text):
            yield from _code(kind.lower(), attributes, code, around)
        text = _RAW.sub(r"<\1\2>", text)
    if "<!--" in text:
        yield FoundText(within(around, "comment in its markup"), Zone.DATA, parted(_COMMENT.findall(text)))
        text = _COMMENT.sub("", text)
    if "<![CDATA[" in text:
        text = _CDATA.sub(lambda found: found[1].replace("&", "&amp;").replace("<", "&lt;"), text)
    pieces = _TAGS.split(text)
    tags = set(pieces[1::2])
    if office:
        unread = _taken(pieces, {each for each in tags if _opened_last(each) in _PROGRAM_TEXT})
        yield FoundText(within(around, "field or formula"), Zone.MARKUP, unescape(parted(unread)))
    parting = _PARTS_OFFICE if office else _PARTS_PAGE
    ends = {each: "\n" if parting.search(each) else "" for each in tags}
    pieces[1::2] = map(ends.__getitem__, pieces[1::2])
    yield FoundText(within(around, "text"), Zone.DATA if data else Zone.TEXT, unescape("".join(pieces)))
    opening = set(_OPENING.findall("".join(tags)))
    if read is not None:
        opening -= read[data]
        read[data].update(opening)
    yield from _attributes(opening, around, data=data)


def _opened_last(tags: str) -> str:
    """The name of the element that the last of some tags opens, without its prefix."""
    found = _NAME.match(tags, tags.rindex("<"))
    return found[1].rpartition(":")[2] if found else ""


def _taken(pieces: list[str], tags: Set[str]) -> list[str]:
    """The texts behind some tags, which are taken out of the pieces."""
    places = [at for at in range(1, len(pieces), 2) if pieces[at] in tags] if tags else []
    texts = [pieces[at + 1] for at in places]
    for at in places:
        pieces[at + 1] = ""
    return texts


def _attributes(tags: Iterable[str], around: str, *, data: bool) -> Iterator[FoundText]:
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    names, element = set[str](), ""
    for opened, key, double, single, bare in _OPENED.findall("\n".join(tags)):
        if opened:
            element = opened
            names.add(opened)
        else:
            values[element, key].add(double or single or bare)
    yield FoundText(within(around, "names of its elements"), Zone.MARKUP, parted(names))
    yield from (_attribute(name, key, found, around, data=data) for (name, key), found in values.items())


def _attribute(name: str, key: str, values: set[str], around: str, *, data: bool) -> FoundText:
    part, zone, kind = _described(name, key, data=data)
    if zone is Zone.MARKUP:  # in which a number alone is a coordinate, a size or a count
        values = {value for value in values if not value.isdecimal()}
    said = unescape(parted(values))
    if "sha" in said:
        said = _DIGEST.sub("", said)
    if zone is not Zone.TEXT:
        also = [unquote(said)] if "%" in said else []
        also += [f"{kind}:{value.replace(' ', '_')}" for value in said.split(PARTED)] if kind else []
        said = PARTED.join((said, *also)) if also else said
    return FoundText(within(around, part), zone, said)


@cache
def _described(name: str, key: str, *, data: bool) -> tuple[str, Zone, str]:
    """An attribute of an element in words, what its texts are, and what they are names of: "" for all but names."""
    name, key = name.rpartition(":")[2], key.rpartition(":")[2]
    part = _KNOWN.get((name, key)) or _READ.get(key) or f"attribute {key} of {name}"
    if key in _READ:
        return part, Zone.TEXT, ""
    is_value = data or key.startswith("data-") or (name, key) in _VALUES
    kind = "fact" if (name, key) == ("alias", "val") else key.removeprefix("data-") if key in _NAMES else ""
    return part, Zone.DATA if is_value else Zone.MARKUP, kind


def _code(kind: str, attributes: str, code: str, around: str) -> Iterator[FoundText]:
    """What a script or style sheet says: data in JSON by its fields, of others the strings besides."""
    if "json" in attributes:
        yield from json_fragments(code, within(around, "data in a script"))
        return
    name = within(around, "style sheet" if kind == "style" else "script")
    strings = parted(max(found) for found in _CODE_STRING.findall(code))
    yield FoundText(name, Zone.DATA, _CODE_ESCAPE.sub(lambda found: _character(found[1] or found[2]), strings))
    yield FoundText(name, Zone.CODE, code)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _embedded(text: str, around: str) -> Iterator[HeldFile | Unread]:
    for number, (_, options, body) in enumerate(_ADDRESS.findall(text), 1):
        part = within(around, f"file {number} in an address")
        try:
            data = b64decode(unquote(body)) if "base64" in options else unquote_to_bytes(unescape(body))
        except (Error, ValueError) as error:
            yield Unread(part, str(error))
        else:
            yield HeldFile(part, data)

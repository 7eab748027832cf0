"""The manifest: which text stands in which bookmark, and what it was, so that a reviewed file finds its source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.formats.docx.elements import Markup, part_of, quotable, unescaped
from briefgen.formats.docx.markup import Element, Vocabulary
from briefgen.model.direction import without_isolates
from briefgen.model.document import Properties
from briefgen.patterns import lazy_regex

ITEM = "{6B1F6D52-5C0E-4E0B-9B0D-2F5C8A7E31D4}"
"""The id by which Word knows this custom XML part: one for all briefs, as it is one for all files of a kind."""

DIGITS = 32
"""The hexadecimal digits of a text's SHA-256 that the manifest keeps."""

store = Vocabulary("ds", qualified_attributes=True)


def manifest(properties: Properties, texts: Iterable[Markup]) -> bytes:
    """The part with the edition, version and ledger of the brief, and the entries of its texts in reading order."""
    given = {"edition": properties.edition, "version": properties.version, "ledger": properties.ledger}
    named = "".join(f' {name}="{quotable(value)}"' for name, value in {"format": "1", **given}.items())
    return part_of("m:manifest", ("m",), "".join(texts), named)


def texts_in(markup: Markup, identities: Mapping[str, str]) -> Iterator[Markup]:
    """The entries of all texts in some markup that have ids, by the names of their bookmarks."""
    if "</w:moveFrom>" in markup:
        markup = Markup(_MOVED_AWAY.sub("", markup))
    for paragraph in markup.split("<w:p>")[1:]:
        names = [name for name in _BOOKMARK.findall(paragraph) if name in identities]
        if names:
            told = digest(text_of(Markup(paragraph)))
            for name in names:
                yield Markup(f'<m:text id="{quotable(identities[name])}" bookmark="{name}" sha256="{told}"/>')


_BOOKMARK = re.compile('<w:bookmarkStart [^>]*w:name="([^"]*)"')
_MOVED_AWAY = lazy_regex("<w:moveFrom (?:[^>]*[^/])?>.*?</w:moveFrom>")
_SAID = re.compile("<w:(?:(tab|br)/>|t(?: [^>]*)?>([^<]*))")


def digest(text: str) -> str:
    """What tells whether a text is still the same, but for the isolates in it, which nobody sees."""
    return hashlib.sha256(without_isolates(text).encode()).hexdigest()[:DIGITS]


def text_of(paragraph: Markup) -> str:
    """The characters of a paragraph with every change accepted; a tab and a line break are one each, a note is none."""
    return unescaped("".join([_SIGNS[sign] if sign else text for sign, text in _SAID.findall(paragraph)]))


def characters_in(markup: Markup) -> set[str]:
    """The characters of all texts in some markup, those of fields' instructions among them."""
    return set(unescaped("".join(_BETWEEN_TAGS.findall(markup))))


_SIGNS = {"tab": "\t", "br": "\n"}
_BETWEEN_TAGS = re.compile(">([^<]+)")


def item_properties(item: str, namespace: str) -> Element:
    """The properties of a custom XML part (ISO/IEC 29500-1, 22.5): its id and its namespace."""
    return store("datastoreItem", store("schemaRefs", store("schemaRef", uri=namespace)), itemID=item)

"""The manifest: which text stands in which bookmark, and what it was, so that a reviewed file finds its source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.markup import Element, Vocabulary, attribute, qualified
from briefgen.model.direction import without_isolates
from briefgen.model.document import Properties

ITEM = "{6B1F6D52-5C0E-4E0B-9B0D-2F5C8A7E31D4}"
"""The id by which Word knows this custom XML part: one for all briefs, as it is one for all files of a kind."""

DIGITS = 32
"""The hexadecimal digits of a text's SHA-256 that the manifest keeps."""

m = Vocabulary("m")
store = Vocabulary("ds", qualified_attributes=True)


def manifest(properties: Properties) -> Element:
    """The edition, version and ledger of the brief; the entries of its texts follow, by part and in reading order."""
    return m("manifest", format=1, edition=properties.edition, version=properties.version, ledger=properties.ledger)


def texts_in(elements: Iterable[Element], context: DocxContext) -> Iterator[Element]:
    """The entries of all texts with an id in some elements."""
    for paragraph in chain.from_iterable(element.iter(qualified("w:p")) for element in elements):
        for start in paragraph.iterchildren(qualified("w:bookmarkStart")):
            name = attribute(start, "w:name") or ""
            if identity := context.bookmarks.identities.get(name):
                yield m("text", id=identity, bookmark=name, sha256=digest(text_of(paragraph)))


def digest(text: str) -> str:
    """What tells whether a text is still the same, but for the isolates in it, which nobody sees."""
    return hashlib.sha256(without_isolates(text).encode()).hexdigest()[:DIGITS]


def text_of(paragraph: Element) -> str:
    """The characters of a paragraph with every change accepted; a tab and a line break are one each, a note is none."""
    return "".join(_characters(paragraph))


def _characters(paragraph: Element) -> Iterator[str]:
    gone = {run for moved in paragraph.iter(qualified("w:moveFrom")) for run in moved.iter(qualified("w:r"))}
    for run in paragraph.iter(qualified("w:r")):
        if run not in gone:
            for element in run:
                if element.tag == qualified("w:t"):
                    yield element.text or ""
                else:
                    yield _SIGNS.get(element.tag, "")


_SIGNS = {qualified("w:tab"): "\t", qualified("w:br"): "\n"}


def item_properties(item: str, namespace: str) -> Element:
    """The properties of a custom XML part (ISO/IEC 29500-1, 22.5): its id and its namespace."""
    return store("datastoreItem", store("schemaRefs", store("schemaRef", uri=namespace)), itemID=item)

"""The body, written a stretch at a time: the elements of a long brief would take ten times the room of their XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from docx.opc.oxml import serialize_part_xml

from briefgen.writers.docx.blocks import flowing
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.front import write_front
from briefgen.writers.docx.manifest import listed
from briefgen.writers.docx.markup import Element, root, w
from briefgen.writers.docx.pages import section
from briefgen.writers.docx.setting import Setting
from briefgen.writers.docx.tables import separated

STRETCH = 200
"""The elements of the body that are there at a time."""

OPENING, CLOSING = b"<w:body>", b"</w:body></w:document>"


def write_body(draft: Draft) -> tuple[bytes, list[Element]]:
    """The XML of the main part, and the manifest's entries for its texts."""
    opening, contents, entries = b"", list[bytes](), list[Element]()
    for stretch in _stretches(_elements(draft)):
        body = w("body", *stretch)
        opening, _, content = serialize_part_xml(root("document", body)).partition(OPENING)
        contents.append(content.removesuffix(CLOSING))
        entries += listed(body, draft)
    return b"".join([opening, OPENING, *contents, CLOSING]), entries


def _elements(draft: Draft) -> Iterator[Element]:
    yield from separated(chain(write_front(draft), flowing(draft.document.blocks, Setting(), draft)), draft.theme)
    yield section(draft)


def _stretches(elements: Iterator[Element]) -> Iterator[Iterable[Element]]:
    while stretch := list(islice(elements, STRETCH)):
        yield stretch

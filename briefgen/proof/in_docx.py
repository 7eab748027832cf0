"""The Word document against the document that it was written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from briefgen.model.blocks import Figure
from briefgen.model.document import Document, Media
from briefgen.model.labels import labels_for
from briefgen.model.remark import Remark
from briefgen.model.traverse import blocks_of
from briefgen.proof.addresses import addresses_of, in_order, leads_of
from briefgen.proof.compare import Difference, Script, compared, different, property_differences, shown
from briefgen.proof.docx import FORM, key_of_remark, read_docx
from briefgen.proof.expected import (
    FRONT,
    Expected,
    ExpectedHead,
    draft_of_page,
    foot_of_page,
    marking_of_page,
    of_front,
    pieces_of,
    top_of_page,
)

LONGEST_TIP = 260
"""The characters that Word takes of what it shows beside a link."""
if TYPE_CHECKING:
    from briefgen.proof.charts import ReadNativeChart

PAGES = {"first": "the first page", "default": "the pages from the second on"}


def docx_differences(document: Document, media: Media, data: bytes, remarks: Sequence[Remark] = ()) -> list[Difference]:
    """How the Word document differs from the document, in reading order."""
    try:
        found = read_docx(data)
    except (BadZipFile, KeyError, ParseError, ValueError) as error:
        return [Difference(of_front("", "file"), f"cannot be read: {error}")]
    differences = compared(Script(pieces_of(document, media, FORM)), found.text)
    differences += in_order(addresses_of(document), found.addresses)
    stray = sorted(found.leads - {leads[:LONGEST_TIP] for leads in leads_of(document)})
    differences += (Difference(of_front(each, "links"), f"say {shown(each)}, which is nowhere") for each in stray)
    differences += _chart_differences(document, media, found.charts)
    differences += _comment_differences(remarks, found.comments)
    if found.stray:
        differences.append(Difference(of_front("", "comments"), "hold one that stands nowhere in the text"))
    differences += (
        Difference(of_front(text, "part for figures"), f"holds {shown(text)}, which no control prints")
        for text in found.unbound
    )
    for (kind, pages), heads in _heads(document).items():
        read = found.heads[kind, pages].text if (kind, pages) in found.heads else ""
        differences += _head_differences(heads, read, f"{kind} of {PAGES[pages]}")
    return [*differences, *property_differences(document.properties, found.title, found.language)]


def _chart_differences(document: Document, media: Media, found: Sequence[ReadNativeChart]) -> Iterable[Difference]:
    """How the charts that Word draws differ from those that they must be."""
    if not found:
        return ()
    from briefgen.proof.charts import chart_differences

    figures = (block for block in blocks_of(document.blocks) if isinstance(block, Figure))
    native = [figure for figure in figures if figure.chart and media[figure.picture].plot]
    return chart_differences(native, found)


def _comment_differences(remarks: Sequence[Remark], found: Sequence[str]) -> Iterator[Difference]:
    """The remarks that stand nowhere in the text as a comment; what was not asked for is found where it stands."""
    left = Counter(found)
    for remark in remarks:
        key = key_of_remark(remark)
        if not left[key]:
            piece = Expected(remark.text, f"comment {shown(remark.text)}", FRONT.id, remark.place)
            yield Difference(piece, "is missing, or says something else")
        left[key] -= 1


def _heads(document: Document) -> dict[tuple[str, str], list[ExpectedHead]]:
    """What must stand at the top and bottom of the first page and of the others; Word counts the pages."""
    front = document.front
    page_of = labels_for(document.properties.language).page_of.format(page="{PAGE}", pages="{NUMPAGES}")
    top = [*draft_of_page(front, FORM), *marking_of_page(front, FORM, "top")]
    foot = [*foot_of_page(front, FORM, page_of), *marking_of_page(front, FORM, "bottom")]
    return {
        ("header", "first"): [*top, *top_of_page(front, FORM, first=True)],
        ("header", "default"): [*top, *top_of_page(front, FORM, first=False)],
        ("footer", "first"): foot,
        ("footer", "default"): foot,
    }


def _head_differences(heads: Iterable[ExpectedHead], read: str, where: str) -> Iterator[Difference]:
    wanted = "".join(head.text for head in heads)
    if read != wanted:
        yield different(of_front(wanted, where), read)

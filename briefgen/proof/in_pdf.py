"""The PDF against the document that it was written from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, repeat

from pypdfium2 import PdfiumError

from briefgen.model.blocks import Contents, Heading
from briefgen.model.characters import has_words_from_right
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of
from briefgen.model.document import Attachment, Document, Media
from briefgen.model.drawing import Picture, Words
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of, outline_name, plain_text, texts_of
from briefgen.proof.addresses import addresses_of, in_any_order, leads_of
from briefgen.proof.compare import Difference, Script, compared, different, property_differences, shown
from briefgen.proof.expected import (
    OUTLINED,
    Expected,
    ExpectedHead,
    FormatProfile,
    body_of,
    draft_of_page,
    foot_of_page,
    marking_of_page,
    notes_of,
    of_front,
    top_of_page,
)
from briefgen.proof.pages import Walk, bodies, walk
from briefgen.proof.pdf import KnownPictures, pdf_form, read_pdf
from briefgen.proof.reading import Squeezed, joined, squeezed
from briefgen.theme import Theme

NOTE_ID = "note/{}"
"""The id of a note in the structure, by its name."""


def pdf_differences(
    document: Document,
    media: Media,
    theme: Theme,
    data: bytes,
    attachments: Sequence[Attachment] = (),
    as_given: list[str] | None = None,
) -> list[Difference]:
    """How the PDF differs from the document, in reading order, and from what it should carry.

    The texts of its pages are added to those `as_given`.
    """
    from_right = direction_of(document.properties.language) == RIGHT_TO_LEFT
    known = KnownPictures(_pictures(document, media), by_glyphs=from_right or _has_words_from_right(document, media))
    form = pdf_form(theme, known)
    script, notes = (
        Script([_as_read(piece, known) for piece in pieces])
        for pieces in (body_of(document, media, form), notes_of(document, media, form))
    )
    around = (head.text for heads in _heads(document, form, known, 2) for head in heads)
    try:
        found = read_pdf(data, known, "\n".join([script.text, notes.text, *around]), as_given)
    except PdfiumError as error:
        return [Difference(of_front("", "file"), f"cannot be read: {error}")]
    pages, differences = bodies(found.pages, list(_heads(document, form, known, len(found.pages))))
    way = walk(script, pages)
    differences += way.differences
    differences += compared(notes, _in_order(found.notes, document))
    if not way.gaps:
        differences += _contents_differences(document, way)
        differences += _outline_differences(document, way, found.outline)
    differences += in_any_order(addresses_of(document), found.addresses)
    wanted = leads_of(document)
    differences += (different(piece, "") for leads, piece in wanted.items() if leads not in found.leads)
    differences += _attachment_differences(attachments, found.attachments)
    return [*differences, *property_differences(document.properties, found.title, found.language)]


def _pictures(document: Document, media: Media) -> list[Picture]:
    return [*media.values(), *([document.front.logo.picture] if document.front.logo else [])]


def _has_words_from_right(document: Document, media: Media) -> bool:
    """Whether a document from the left has words in it that run from the right, which PDFium turns round."""
    front = document.front
    blocks = chain(document.blocks, *(note.content for note in document.notes))
    texts = chain(
        (front.title, front.subtitle, *(detail.text for detail in front.details)),
        (text for block in blocks_of(blocks) for text in texts_of(block)),
    )
    drawings = (picture.drawing for picture in media.values() if picture.drawing)
    words = (mark.text for drawing in drawings for mark in drawing.marks if isinstance(mark, Words))
    names = (front.desk, front.marking, front.issue, front.running_title, *(detail.label for detail in front.details))
    return any(map(has_words_from_right, chain(names, words, map(plain_text, texts))))


def _as_read(piece: Expected, known: KnownPictures) -> Expected:
    """A piece as the file gives it back; where no words run from the right it is known to be so already."""
    if not known.by_glyphs:
        return piece
    return replace(piece, text=known.as_read(piece.text), again=known.as_read(piece.again))


def _in_order(notes: Sequence[tuple[str, Squeezed]], document: Document) -> Squeezed:
    """What was read of the notes, by their numbers: in a row that goes on over pages a later one may stand first."""
    order = {NOTE_ID.format(note.name): number for number, note in enumerate(document.notes)}
    return joined(reading for _, reading in sorted(notes, key=lambda note: order.get(note[0], len(order))))


def _attachment_differences(wanted: Sequence[Attachment], found: Mapping[str, bytes]) -> Iterator[Difference]:
    """The attachments that are not there, that are others, and those that nobody has asked for."""
    for attachment in wanted:
        if found.get(attachment.name) != attachment.data:
            how = "has other bytes" if attachment.name in found else "is missing"
            yield Difference(of_front(attachment.name, f"attachment {attachment.name}"), how)
    for name in found.keys() - {attachment.name for attachment in wanted}:
        yield Difference(of_front(name, f"attachment {name}"), "should not be there")


def _heads(document: Document, form: FormatProfile, known: KnownPictures, count: int) -> Iterator[list[ExpectedHead]]:
    """What must stand around the text of each page, in the order in which it is drawn."""
    front = document.front
    markings = [
        *draft_of_page(front, form),
        *marking_of_page(front, form, "top"),
        *marking_of_page(front, form, "bottom"),
    ]
    page_of = labels_for(document.properties.language).page_of
    for number in range(1, count + 1):
        foot = foot_of_page(front, form, page_of.format(page=number, pages=count))
        heads = [*markings, *top_of_page(front, form, first=number == 1), *foot]
        yield [replace(head, text=known.as_read(head.text)) for head in heads] if known.by_glyphs else heads


def _contents_differences(document: Document, way: Walk) -> Iterator[Difference]:
    """The entries of the contents that name another page than the one on which their heading stands."""
    starts: dict[str, int] = {}
    for piece, start in zip(way.script.pieces, way.script.starts, strict=False):
        starts.setdefault(piece.block, start)
    for block in blocks_of(document.blocks):
        if isinstance(block, Contents):
            for entry in block.entries:
                page = way.page_of(starts[entry.target]) if entry.target in starts else 0
                if entry.page != page:
                    piece = Expected("", f"page of “{entry.text}” in the contents", block.id, block.place)
                    yield Difference(piece, f"is given as {entry.page}, and the heading stands on page {page}")


def _outline_differences(document: Document, way: Walk, outline: Sequence[tuple[str, int]]) -> Iterator[Difference]:
    """The headings that the outline lacks, or names in other words, in another order or with another page."""
    pieces = zip(way.script.pieces, way.script.starts, strict=False)
    headings = [(piece, way.page_of(start)) for piece, start in pieces if piece.what in OUTLINED]
    for (piece, page), title, (read, target) in zip(
        headings, _titles(document), chain(outline, repeat(("", 0))), strict=False
    ):
        if squeezed(title) != squeezed(read):
            yield different(replace(piece, text=title, what=f"{piece.what} in the outline"), read)
            return
        if page != target:
            yield Difference(piece, f"stands on page {page}, and the outline leads to page {target}: {shown(title)}")
    if len(outline) > len(headings):
        yield Difference(of_front("", "outline"), f"has an entry without a heading: {shown(outline[-1][0])}")


def _titles(document: Document) -> Iterator[str]:
    """What the outline must say of each heading, the bottom line, the key figures and the contents."""
    labels = labels_for(document.properties.language)
    for block in blocks_of(document.blocks):
        if isinstance(block, Heading):
            yield f"{block.number} {plain_text(block.content)}".strip()
        elif name := outline_name(block, labels.key_figures):
            yield name

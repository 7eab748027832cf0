"""The addresses to which links lead: nobody sees them on paper, and a wrong one is found last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from briefgen.model.document import Document
from briefgen.model.inlines import CrossReference, Link, NoteReference
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of, inlines_of, parts_of, texts_of
from briefgen.proof.compare import Difference, different, shown
from briefgen.proof.expected import FRONT, Expected, of_front


def addresses_of(document: Document) -> list[Expected]:
    """The address of every link with its block, in reading order."""
    heads = (document.front.title, document.front.subtitle, *(detail.text for detail in document.front.details))
    front = ((FRONT, text) for text in heads)
    blocks = (*document.blocks, *(block for note in document.notes for block in note.content))
    return [
        Expected(plain(inline.target), "address of a link", block.id, block.place)
        for block, text in (*front, *((block, text) for block in blocks_of(blocks) for text in texts_of(block)))
        for inline in inlines_of(text)
        if isinstance(inline, Link)
    ]


def leads_of(document: Document) -> dict[str, Expected]:
    """What links inside the document must say of where they lead, as far as that is there, each with its first block.

    The entries of contents say what they print.
    """
    labels = labels_for(document.properties.language)
    blocks = list(blocks_of((*document.blocks, *(block for note in document.notes for block in note.content))))
    anchors = {each.anchor for block in blocks for each in (block, *parts_of(block))}
    notes = {note.name for note in document.notes}
    found: dict[str, Expected] = {}
    for block in blocks:
        for inline in (inline for text in texts_of(block) for inline in inlines_of(text)):
            leads = ""
            if isinstance(inline, CrossReference) and inline.target in anchors:
                leads = inline.leads
            elif isinstance(inline, NoteReference) and inline.note in notes:
                leads = labels.footnote_named(inline.number)
            if leads:
                found.setdefault(leads, Expected(leads, "words on where a link leads", block.id, block.place))
    return found


def plain(address: str) -> str:
    """An address without what is no ASCII, for which a PDF has no form (ISO 32000-1, 12.6.4.7)."""
    return "".join(sign for sign in address if " " < sign < "\x7f")


def in_order(expected: Sequence[Expected], found: Sequence[str]) -> Iterator[Difference]:
    """The first address that is another one than it should be."""
    for piece, read in zip_longest(expected, map(plain, found)):
        if piece is None:
            yield _surplus(read)
        elif piece.text != read:
            yield different(piece, read or "")
        else:
            continue
        return


def in_any_order(expected: Sequence[Expected], found: Iterable[str]) -> Iterator[Difference]:
    """The addresses that are nowhere, and those that should be nowhere: a link over two lines is there twice."""
    read = dict.fromkeys(map(plain, found))
    wanted = {piece.text: piece for piece in reversed(expected)}
    yield from (different(piece, "") for address, piece in wanted.items() if address not in read)
    yield from (_surplus(address) for address in read if address not in wanted)


def _surplus(address: str) -> Difference:
    return Difference(of_front(address, "content"), f"has no link to {shown(address)}")

"""Old documents whose paragraphs Word numbers from the first to the last, across their headings, as submissions are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.formats.docx.styles import NUMBERED_PARAGRAPH
from briefgen.formats.docx.word_model import Item, WordParagraph
from briefgen.review.importing.old_document import OldDocument

FEWEST, FEWEST_HEADINGS = 4, 2
"""So many numbered paragraphs, and headings that have one right below, tell such a document from one with lists."""
MOST_PLAIN = 0.1
"""So many paragraphs without a number may stand among them, by their count."""


def with_plain_paragraphs(document: OldDocument) -> OldDocument:
    """The document with its numbered paragraphs as paragraphs, and lists in them as lists, if all is numbered so."""
    own = any(isinstance(item, WordParagraph) and item.style == NUMBERED_PARAGRAPH.lower() for item in document.items)
    name = "" if own else _numbering([*document.items])
    if not name:
        return replace(document, numbers_paragraphs=own)
    items = tuple(_outside(item, name) for item in document.items)
    return replace(document, items=items, numbers_paragraphs=True)


def _outside(item: Item, name: str) -> Item:
    """A line one level up, if it is of the list that numbers the paragraphs."""
    if not isinstance(item, WordParagraph) or item.list != name or item.outline:
        return item
    if item.listed:
        return replace(item, listed=item.listed - 1)
    return replace(item, listed=-1, list="", numbered=False, style="")


def _numbering(items: Sequence[Item]) -> str:
    """The list that numbers the paragraphs of a document; empty where none does."""
    lines = [item for item in items if isinstance(item, WordParagraph) and item.text.strip()]
    found = Counter(line.list for line in lines if line.list and line.numbered and line.listed == 0)
    name, count = next(iter(found.most_common(1)), ("", 0))
    if count < FEWEST:
        return ""
    places = [at for at, line in enumerate(lines) if line.list == name]
    within = lines[max(places[0] - 1, 0) : places[-1] + 1]
    below = [line for above, line in pairwise(within) if above.outline and not line.outline]
    plain = [line for line in within if not line.outline and line.listed < 0 and not line.style.startswith("caption")]
    is_whole = len(plain) <= MOST_PLAIN * count and all(line.list == name for line in below)
    return name if is_whole and len(below) >= FEWEST_HEADINGS else ""

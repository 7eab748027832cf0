"""Old documents whose paragraphs Word numbers from the first to the last, across their headings, as submissions are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.formats.docx.styles import NUMBERED_PARAGRAPH
from briefgen.formats.docx.word_model import Item, WordParagraph
from briefgen.review.importing.old_document import ImportFate, ListedPart, OldDocument, without_start

_TYPED = re.compile(r"\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[.)]?(?:\t|[ \u00a0]+(?=\S))\s*(?P<next>\S)")
_TYPED_AT_HEADING = re.compile(r"\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]?[ \u00a0\t]+(?P<next>\S)")
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


def without_typed_numbers(document: OldDocument) -> OldDocument:
    """The document without the numbers of paragraphs that are typed, 1.1 and 1.2 and 2.1, which would be figures."""
    found = {
        at: match
        for at, item in enumerate(document.items)
        if isinstance(item, WordParagraph) and not item.outline and item.listed < 0
        if (match := _TYPED.match(item.text)) and not match["next"].islower()  # 1.2 million
    }
    if len(found) < FEWEST or not _run_on(found.values()):
        return document
    part = ListedPart(ImportFate.LEFT_OUT, "numbers of paragraphs, typed", "", _listed(found.values()))
    return replace(document, items=_without(document.items, found), listed=(*document.listed, part))


def without_numbers_of_headings(items: Sequence[Item]) -> tuple[tuple[Item, ...], list[ListedPart]]:
    """The items without the numbers that are typed at headings, 1 and 1.1 and 2, which a build counts by itself."""
    found = {
        at: match
        for at, item in enumerate(items)
        if isinstance(item, WordParagraph) and item.outline
        if (match := _TYPED_AT_HEADING.match(item.text)) and not match["next"].islower()
    }
    is_first = any(match["number"] == "1" for match in [*found.values()][:1])
    if len(found) < FEWEST_HEADINGS or not is_first or not _run_on(found.values()):
        return tuple(items), []
    what = "numbers of headings, typed, which a build counts by itself"
    return _without(items, found), [ListedPart(ImportFate.GENERATED, what, "", _listed(found.values()))]


def _without(items: Sequence[Item], found: Mapping[int, re.Match[str]]) -> tuple[Item, ...]:
    """The items without the typed numbers that were found at some of them."""
    return tuple(
        without_start(item, found[at].start("next")) if at in found and isinstance(item, WordParagraph) else item
        for at, item in enumerate(items)
    )


def _listed(found: Iterable[re.Match[str]]) -> str:
    return ", ".join(match["number"] for match in found)


def _run_on(found: Iterable[re.Match[str]]) -> bool:
    """Whether each of the numbers is the next behind the one before."""
    numbers = [[int(part) for part in match["number"].split(".")] for match in found]
    return all(_follows(*each) for each in pairwise(numbers))


def _follows(before: list[int], number: list[int]) -> bool:
    """Whether a number of a paragraph is the next behind another: 1.2 or 1.1.1 or 2.1 behind 1.1."""
    *above, last = number
    if before[: len(above)] == above:
        return last == (before[len(above)] + 1 if len(before) > len(above) else 1)
    return last == 1 and above > before[: len(above)]


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

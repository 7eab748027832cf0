"""What an old document opens with, and what briefgen makes by itself: told apart from the text of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from briefgen.formats.docx.word_model import Item, WordParagraph, WordTable, lines_of
from briefgen.frozen import frozen
from briefgen.languages import languages
from briefgen.model.labels import labels_for
from briefgen.review.importing.captions import is_caption
from briefgen.review.importing.old_document import (
    ImportFate,
    ListedPart,
    OldDocument,
    has_things,
    one_line,
    shown_of,
    without_bold,
    without_start,
)

DETAILS = "details of the edition"
SECTION = "section-"
"""How the ids of the headings begin that somebody has written, among those of a built document."""

_BOTTOM_LINE = re.compile(r"(?:bottom line(?: up front)?|bluf):?", re.IGNORECASE)
_BEFORE_WORDS = re.compile(rf"\s*{_BOTTOM_LINE.pattern.removesuffix(':?')}\s?[:–—]\s+(?=\S)", re.IGNORECASE)
_SOURCE_ID = re.compile(r"source-(.+)-text")
_SENTENCE = re.compile(r".{40,}[.!?]", re.DOTALL)
_LONGEST_HEADING = 90
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}|[IVX]{1,5}|[A-Z])[.)]\s*\S")
_KEY_FIGURE, _DETAILS_STYLE, _SOURCE = "key figure", "details", "table source"
"""The styles of what briefgen makes by itself, by their names."""


@frozen
class FrontMatter:
    """What a document opens with: its title and subtitle, its bottom line, and all that follows.

    `sources` are those of a built document's list, by their ids, in the order of their numbers.
    """

    title: WordParagraph | None
    subtitle: WordParagraph | None
    bottom_line: tuple[Item, ...]
    items: tuple[Item, ...]
    listed: tuple[ListedPart, ...] = field(default=())
    sources: Mapping[str, str] = field(default_factory=dict)


def front_matter(document: OldDocument) -> FrontMatter:
    """The document's parts, without those that briefgen makes by itself."""
    items, generated = _without_generated(document)
    items, headings = _with_headings(items)
    title, items = _title(items)
    subtitle, items = _styled(items, "subtitle")
    bottom_line, items, label = _bottom_line(items)
    listed = (*generated, *headings, *label)
    return FrontMatter(title, subtitle, tuple(bottom_line), tuple(items), listed, dict(_sources(document)))


def _sources(document: OldDocument) -> Iterator[tuple[str, str]]:
    """The sources that a built document lists, each by its id."""
    for line in lines_of(document.items):
        if found := _SOURCE_ID.fullmatch(document.id_of(line)):
            yield found[1], one_line(line.shown)


def _without_generated(document: OldDocument) -> tuple[list[Item], list[ListedPart]]:
    """The items but for what a build makes anew: details, key figures, sources of tables, annexes."""
    kept: list[Item] = []
    listed: list[ListedPart] = []
    annex: list[Item] = []

    def end() -> None:
        if annex:
            heading, *rest = annex
            listed.append(ListedPart(ImportFate.GENERATED, f"part “{shown_of([heading])}”", "", shown_of(rest)))
            annex.clear()

    for item in document.items:
        first = next(lines_of([item]), WordParagraph())
        identity = document.id_of(first)
        if first.outline == 1 and isinstance(item, WordParagraph):
            end()
            if identity and not identity.startswith(SECTION):
                annex.append(item)
                continue
        if annex:
            annex.append(item)
        elif what := _generated(first, identity):
            listed.append(ListedPart(ImportFate.GENERATED, what, "", shown_of([item])))
        else:
            kept.append(item)
    end()
    return kept, listed


def _generated(line: WordParagraph, identity: str) -> str:
    """What a line is that a build makes anew; nothing for others."""
    if line.style == _KEY_FIGURE:
        return "key figures"
    if line.style == _DETAILS_STYLE and (not identity or identity == "front/details"):
        return DETAILS
    if line.style == _SOURCE:
        return "source of a table"
    return ""


def _with_headings(items: list[Item]) -> tuple[list[Item], list[ListedPart]]:
    """The items; where no line is set as a heading, bold lines with text behind them are taken for such."""
    if any(isinstance(item, WordParagraph) and item.outline for item in items):
        return items, []
    made = [
        replace(without_bold(item), outline=1)
        if isinstance(item, WordParagraph) and _is_bold_line(item, items[at + 1 :]) and not _is_caption(items, at)
        else item
        for at, item in enumerate(items)
    ]
    found = [item for item in made if isinstance(item, WordParagraph) and item.outline]
    what = "bold line, taken for a heading: no line is set in the style of one"
    return made, [ListedPart(ImportFate.OTHERWISE, what, "", shown_of([item])) for item in found]


def _is_caption(items: Sequence[Item], at: int) -> bool:
    """Whether a line is the caption of a table or picture above or below it, empty lines apart."""
    line = items[at]
    near = [
        next((each for each in others if isinstance(each, WordTable) or shown_of([each]) or has_things([each])), None)
        for others in (reversed(items[:at]), items[at + 1 :])
    ]
    if not isinstance(line, WordParagraph):
        return False
    if any(isinstance(each, WordTable) for each in near) and is_caption(line, "table"):
        return True
    return any(each and has_things([each]) for each in near) and is_caption(line, "figure")


def _is_bold_line(line: WordParagraph, behind: Sequence[Item]) -> bool:
    """Whether a line is short, all bold, ends like no sentence, and has a text of another look behind it."""
    text = line.shown.strip()
    pieces = [piece for piece in line.pieces if piece.text.strip()]
    if not pieces or not all(piece.bold for piece in pieces) or line.style in ("title", "subtitle"):
        return False
    if line.listed >= 0 or len(text) > _LONGEST_HEADING or text.endswith((".", "!", "?", ";", ",")):
        return False
    following = next((item for item in behind if isinstance(item, WordTable) or item.text.strip()), None)
    return isinstance(following, WordTable) or (
        following is not None and not all(piece.bold for piece in following.pieces if piece.text.strip())
    )


def _title(items: list[Item]) -> tuple[WordParagraph | None, list[Item]]:
    """The title, by its style, or as the first heading: the only one of its level, or with nothing before the next."""
    title, rest = _styled(items, "title")
    if title is not None:
        return title, rest
    filled = [item for item in items if not isinstance(item, WordParagraph) or item.text.strip()]
    headings = [item for item in filled if isinstance(item, WordParagraph) and item.outline]
    highest = [item for item in headings if item.outline == min(each.outline for each in headings)]
    is_only = len(highest) == 1 or (len(filled) > 1 and filled[1] in headings) or _is_unnumbered(highest)
    if len(headings) > 1 and is_only and filled[0] is highest[0]:
        return highest[0], [item for item in items if item is not highest[0]]
    return None, items


def _is_unnumbered(headings: Sequence[WordParagraph]) -> bool:
    """Whether the first of some headings has no number, and all others have."""
    numbered = [_NUMBERED.match(each.text) is not None for each in headings]
    return len(numbered) > 2 and not numbered[0] and all(numbered[1:])


def _styled(items: list[Item], style: str) -> tuple[WordParagraph | None, list[Item]]:
    """The first line of a style above all headings, and the items without it."""
    for item in items:
        if isinstance(item, WordParagraph) and item.style == style and item.text.strip():
            return item, [each for each in items if each is not item]
        if isinstance(item, WordParagraph) and item.outline:
            break
    return None, items


def _bottom_line(items: list[Item]) -> tuple[list[Item], list[Item], list[ListedPart]]:
    """The bottom line below its label, or the only sentence or paragraph above the first heading; and the rest."""
    items = _with_labels_apart(items)
    start = next((at for at, item in enumerate(items) if _is_label(item)), None)
    if start is not None:
        label_line, end = next(lines_of([items[start]])), start + 1
        while end < len(items) and _goes_on(items[end], items[start + 1 : end], label_line):
            end += 1
        found = items[start + 1 : end]
        if shown_of(found):
            label = ListedPart(ImportFate.GENERATED, "label of the bottom line", "", shown_of([items[start]]))
            return found, items[:start] + items[end:], [label]
    first = next((at for at, item in enumerate(items) if isinstance(item, WordParagraph) and item.outline), len(items))
    opening = [item for item in items[:first] if shown_of([item])]
    is_one = len(opening) == 1 and isinstance(opening[0], WordParagraph) and first < len(items)
    if is_one and _SENTENCE.fullmatch(shown_of(opening)) and not has_things(opening):
        return opening, items[first:], []
    return [], items, []


def _with_labels_apart(items: list[Item]) -> list[Item]:
    """The items, a label of the bottom line that its words follow in one paragraph as a line of its own."""
    for at, item in enumerate(items):
        if isinstance(item, WordParagraph) and (label := _BEFORE_WORDS.match(item.text)):
            line = WordParagraph((replace(item.pieces[0], text=label[0].strip(" –—"), things=()),))
            return [*items[:at], line, without_start(item, label.end()), *items[at + 1 :]]
    return items


def _is_label(item: Item) -> bool:
    return isinstance(item, WordParagraph) and (
        item.style == "bottom line label" or _BOTTOM_LINE.fullmatch(item.text.strip()) is not None
    )


def _goes_on(item: Item, before: Sequence[Item], label: WordParagraph) -> bool:
    """Whether a line belongs to the bottom line: all below a heading, what is set so, or one paragraph or list."""
    if isinstance(item, WordTable) or item.outline or has_things([item]):
        return False
    if label.outline:
        return True
    if item.style == "bottom line" or not item.text.strip():
        return True
    is_other = any(line.style == "bottom line" for line in lines_of(before))
    return not is_other and (not shown_of(before) or (item.listed >= 0 and all(_is_listed(each) for each in before)))


def _is_listed(item: Item) -> bool:
    return isinstance(item, WordParagraph) and (item.listed >= 0 or not item.text.strip())


def callout_kind(label: str) -> str:
    """The kind of a callout by its label, in any language that briefgen prints; NOTE for one that it does not know."""
    for labels in map(labels_for, languages()):
        for kind in ("key", "note", "action", "warning"):
            if getattr(labels, kind).casefold() == label.strip().casefold():
                return kind.upper()
    return "NOTE"

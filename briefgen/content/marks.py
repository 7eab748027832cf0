"""Marks behind parts of a text: which releases have a part, its protective marking, and what the others say instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from briefgen import codes
from briefgen.content.braces import ID, braces_in, listed_in
from briefgen.content.source_reader import SourceReader
from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText, Span
from briefgen.suggest import did_you_mean

KEYS = ("for", "marking", "otherwise")
_COMMENT = lazy_regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_OPENED = lazy_regex(r"(?<![\\{])\{(?![{%])(?:[^{}]{0,400}\}|[^{}\n]*)")
_SAYS = lazy_regex(r"\b(?:for|marking|otherwise)\s*[=:]|\{\s*(?:for|marking|otherwise)\b", re.IGNORECASE)
_UNSEEN = lazy_regex("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ENDED = lazy_regex(r"[ \t>]*(?:\||#{1,6}[ \t]|\[!|\Z)|.*-->[ \t]*\Z")
"""A line behind which a paragraph begins."""
_BEGUN = lazy_regex(r"[ \t>]*(?:\||#{1,6}[ \t]|<!--|(?:[-*+]|[0-9]{1,9}[.)])[ \t]|\Z)")
"""A line before which one ends."""
_OPENS_ITEM = lazy_regex(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?")
_ENDS_BLOCK = lazy_regex(r"[ \t]*(?:\|[ \t]*)?(?:<!--.*?-->[ \t]*)*(?:\n|\Z)", re.DOTALL)


@frozen
class ReleaseMark:
    """What stands in braces behind a part of a text, between the offsets `start` and `end` of that text.

    `releases` are those that have the part (none: all of them whose marking is as high as its own `marking`).
    `otherwise` is what the others print, "" for nothing. Words of a line in brackets begin at `opening`; it is -1 where
    the mark is about a block. `names` are the offsets of its entries, `anchor` is the id beside them, and `unread` are
    the offsets of what cannot be read in the braces.
    """

    start: int
    end: int
    releases: tuple[str, ...]
    marking: str
    otherwise: str
    opening: int
    names: tuple[tuple[int, int], ...]
    stands_alone: bool
    ends_block: bool
    anchor: str
    unread: tuple[int, int] | None

    @property
    def is_inline(self) -> bool:
        """Whether it is about words of a line."""
        return self.opening >= 0


def find_marks(text: str) -> Iterator[ReleaseMark]:
    """The marks of a text, in their order."""
    if not any(key in text for key in KEYS):
        return
    comments = comment_stretches(text)
    for braces in braces_in(text):
        if "\n" in text[braces.start : braces.end] or any(start <= braces.start < end for start, end in comments):
            continue
        said, own = braces.words(text), [each for each in braces.entries if each.key in KEYS]
        if own:
            opening = _opening(text, braces.start - 1) if text.endswith("]", 0, braces.start) else -1
            yield ReleaseMark(
                braces.start,
                braces.end,
                tuple(listed_in(said.get("for", ""))),
                said.get("marking", ""),
                said.get("otherwise", ""),
                opening,
                tuple((each.start, each.end) for each in own),
                len(own) == len(braces.entries) and not braces.unread,
                _ENDS_BLOCK.match(text, braces.end) is not None,
                said.get(ID, ""),
                braces.unread,
            )


def _opening(text: str, closing: int) -> int:
    """The bracket that the one at `closing` closes; -1 where there is none in the paragraph, or it is an image's."""
    depth = 0
    for at in range(closing, max(-1, closing - 20_000), -1):
        if text[at] in "[]" and not (at and text[at - 1] == "\\"):
            depth += 1 if text[at] == "]" else -1
            if not depth:
                return -1 if at and text[at - 1] == "!" else at
        if text.startswith("\n\n", at):
            break
    return -1


def comment_stretches(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are comments, in which nothing is a mark."""
    return [match.span() for match in _COMMENT.finditer(text)] if "<!--" in text else []


def other_words(text: str) -> str:
    """What releases read instead of what is marked for others."""
    return "\n".join(mark.otherwise for mark in find_marks(text) if mark.otherwise)


def written_marks(text: str, marks: Iterable[ReleaseMark]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are marks, and are not printed: without them it says what the whole brief says."""
    for mark in marks:
        if not mark.stands_alone:
            yield from mark.names
        elif mark.is_inline:
            yield mark.opening, mark.opening + 1
            yield mark.start - 1, mark.end
        else:
            before = len(text[: mark.start].rstrip(" \t"))
            yield before, mark.end


def without_marks(passage: SourceText, reading: SourceReader) -> SourceText:
    """A passage as the whole brief prints it, with the faults of its marks noted."""
    text = passage.text
    if text.count("{") == 2 * text.count("{{"):  # there are values alone
        return passage
    marks = list(find_marks(text))
    known = [*comment_stretches(text), *((mark.start, mark.end) for mark in marks)]
    for match in _OPENED.finditer(text):
        if not any(start <= match.start() < end for start, end in known) and _is_almost(match[0], reading):
            _report_unread(passage.place(*match.span()), reading)
    for mark in marks:
        place = passage.place(mark.start, mark.end)
        if mark.unread:
            _report_unread(passage.place(*mark.unread), reading)
        check_marks(reading, mark.releases, place, mark.marking, place)
        for message, hint in _faults_of(mark, text):
            reading.report(codes.MARK_OF_NOTHING.at(place, message, hint))
    cuts = sorted(written_marks(text, marks))
    return passage.without(cuts) if cuts else passage


def _faults_of(mark: ReleaseMark, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a mark in a text, each with what to write."""
    keys = [text[start:end].strip().partition("=")[0] for start, end in mark.names]
    yield from (
        (f'this mark says "{key}" twice', 'write {for="minister, partner"}') for key in {*keys} if keys.count(key) > 1
    )
    if not mark.releases and not mark.marking:
        yield "this mark names neither a release nor a marking", "write {for=...} or {marking=...}"
    if mark.is_inline:
        if text.startswith("[^", mark.opening):
            yield "this mark stands behind the call of a footnote", "put it at the end of the footnote itself"
    elif not mark.ends_block:
        message = "this mark stands behind no words in brackets, and not at the end of a paragraph, item or row"
        yield message, "write [words]{for=...}, or put it at the end of the line"
    elif _is_alone(text, mark):
        yield "this mark stands alone, and is about nothing", "put it behind the last word of what it is about"


def _is_almost(braces: str, reading: SourceReader) -> bool:
    """Whether braces that are no mark were meant as one."""
    said = _UNSEEN.sub("", braces)
    known = (*reading.scheme.releases, *reading.scheme.markings)
    return _SAYS.search(said) is not None or said.strip("{} \t").lower() in map(str.lower, known)


def _is_alone(text: str, mark: ReleaseMark) -> bool:
    """Whether nothing else stands in the paragraph of a mark."""
    *before, own = text[: mark.start].rsplit("\n", 2)[-2:]
    behind, *after = text[mark.end :].split("\n", 2)[:2]
    is_line = not behind.strip() and _OPENS_ITEM.fullmatch(own) is not None
    return is_line and all(map(_ENDED.match, before)) and all(map(_BEGUN.match, after))


def _report_unread(place: Span, reading: SourceReader) -> None:
    message = "this looks like a mark for releases, and cannot be read as one"
    hint = 'write {for=minister} or {for="minister, partner" otherwise="..."}, in one line; \\{ prints a brace'
    reading.report(codes.MARK_OF_NOTHING.at(place, message, hint))


def check_marks(
    reading: SourceReader, releases: Iterable[str], releases_place: Span, marking: str, marking_place: Span
) -> None:
    """Report a release or a marking of a mark that there is not."""
    known, markings = reading.scheme.releases, reading.scheme.markings
    for name in releases:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "add `releases:` to desk.yaml or edition.yaml"
            hint = did_you_mean(name, known) or there
            reading.report(codes.UNKNOWN_RELEASE.at(releases_place, f'there is no release "{name}"', hint))
    check_marking(reading, markings, marking, marking_place)
    if reading.scheme.is_above(marking):
        message = f'this is marked "{marking}", above "{reading.scheme.own}", which stands on the pages'
        hint = f'write "marking: {marking}" into edition.yaml'
        reading.report(codes.MARKED_ABOVE.at(marking_place, message, hint))


def check_marking(reading: SourceReader, markings: Collection[str], marking: str, place: Span) -> None:
    """Report a marking that the desk's scheme does not have."""
    if marking and markings and marking not in markings:
        hint = did_you_mean(marking, markings) or f"the markings are: {', '.join(markings)}"
        message = f'"{marking}" is none of the desk\'s markings'
        reading.report(codes.UNKNOWN_MARKING.at(place, message, hint))

"""Notes for reviewers: HTML comments that begin with the word "note", which may go out beside the text.

    <!-- note: Is this the figure of the ministry? -->
    <!-- note (Ana Ruiz, 2025-02-24): The table's last column is new. -->

Every other comment is its author's own. In a name, a backslash before a bracket, a hyphen or another backslash lets it
stand for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from briefgen import codes
from briefgen.content.edition_context import EditionContext
from briefgen.content.text import comments
from briefgen.model.remark import Remark
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

FORM = "<!-- note: ... -->, or <!-- note (Name, 2025-02-24): ... -->"

_NOTE = lazy_regex(
    r"\s*note\s*(?:\(((?:[^()\\]|\\[\\()]|\\(?![\\()])|\([^()]*\))*)\)\s*)?:(.*)", re.IGNORECASE | re.DOTALL
)
_ALIKE = lazy_regex(
    r"\s*(?:note\s*\Z|note\b[^:\n]*:|note\b[^:]*\d{4}-\d\d-\d\d\)?\s*:|(?:notes|noet|ntoe|nota|nte)\s*(?:\([^\n]*\)\s*)?:)",
    re.IGNORECASE,
)
_ESCAPED = lazy_regex(r"\\([\\()>-])")
_DATE = lazy_regex(r"(?:^|[, ])(\d{4}-\d\d-\d\d)$")
_EMPTY_LINES = lazy_regex(r"\n\s*\n")


def signature(author: str, day: str) -> str:
    """A name and a day as a note bears them, so that they are read as they are."""
    name = " ".join(author.split())
    note = _NOTE.fullmatch(f"note ({name}): x")
    is_plain = note and note[1] == name == _ESCAPED.sub(r"\1", name) and ">" not in name
    if not is_plain or (not day and _DATE.search(name)):
        name = re.sub(r"[\\()>]|-(?=\d\d$)", r"\\\g<0>", name)
    return ", ".join(part for part in (name, day) if part)


def read_remarks(html: str, place: Callable[[int, int], Span], context: EditionContext, *, apart: bool) -> None:
    """Note the remarks that a piece of HTML holds; `place` tells where a stretch of it stands.

    `apart` says that it has lines of its own.
    """
    for start, end in comments(html):
        at = place(start, end)
        written = html[start:end].removeprefix("<!--").removesuffix("-->")
        note = _NOTE.fullmatch(written)
        if note is None:
            _warn_of_misspelling(written, at, context)
            continue
        text = _paragraphs(note[2])
        if not text:
            hint = "write its text behind the colon, or delete it"
            context.reading.report(codes.UNREAD_REMARK.at(at, "the note for reviewers is empty", hint))
            continue
        author, day = _author(note[1] or "", at, context)
        context.remarks.setdefault(
            (at, text), Remark(text, author, day, place=at.source.span(at.start, at.start), apart=apart)
        )


def in_threads(remarks: Mapping[tuple[Span, str], Remark]) -> tuple[Remark, ...]:
    """Remarks by their stretches and texts, each that stands directly behind another as an answer to it."""
    found: list[Remark] = []
    ends: dict[tuple[str, int], Span] = {}
    for (stretch, _), remark in remarks.items():
        before = stretch.source.text[: stretch.start].rstrip(" \t")
        head = ends.get((stretch.file, len(before)))
        ends[stretch.file, stretch.end] = head or stretch
        found.append(replace(remark, answers=head and head.source.span(head.start, head.start)))
    return tuple(found)


def _paragraphs(text: str) -> str:
    """The text with each paragraph on a line; empty lines part them, as they do in a section."""
    paragraphs = (" ".join(part.split()) for part in _EMPTY_LINES.split(text))
    return "\n".join(part for part in paragraphs if part)


def _author(written: str, place: Span, context: EditionContext) -> tuple[str, date | None]:
    """Who wrote a note and when, as far as it says so; a date that is none is reported, and left out."""
    name = " ".join(written.split())
    found = _DATE.search(name)
    if not found:
        return _ESCAPED.sub(r"\1", name), None
    author = _ESCAPED.sub(r"\1", name[: found.start()].removesuffix(",").strip())
    try:
        return author, date.fromisoformat(found[1])
    except ValueError:
        message, hint = f'the note\'s date "{found[1]}" is no day of the calendar', "correct it, or take it out"
        context.reading.report(codes.UNREAD_REMARK.at(place, message, hint))
        return author, None


def _warn_of_misspelling(comment: str, place: Span, context: EditionContext) -> None:
    """Report a comment that looks as if it were to be a note."""
    if _ALIKE.match(comment):
        hint = f"write {FORM}; begin a comment of your own with another word"
        message = "the comment is not read as a note for reviewers"
        context.reading.report(codes.UNREAD_REMARK.at(place, message, hint))

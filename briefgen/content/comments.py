"""review.md -> what reviewers have said, open and resolved; it lies beside the edition and is no part of the brief.

- [ ] Ana Ruiz, 2025-02-24, sections/20-vote.md:5: "three days" — Is this still so?
- [x] Bilal Khan, 2025-02-24: The map is out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefgen.content.editions import COMMENTS
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import MARKDOWN_LIMIT, Content, find_kind
from briefgen.errors import Diagnostic
from briefgen.model.remark import Comment
from briefgen.spans import SourceFile, Span

_ITEM = re.compile(r"[-*+] \[([ xX])\] +(.*)")
_FORMS = tuple(
    re.compile(rf"(?P<author>{name}), (?P<date>\d{{4}}-\d\d-\d\d){rest}", re.DOTALL)
    for name, rest in (
        (".+?", r'(?:, (?P<where>.*?))?: "(?P<quoted>.*?)" — (?P<text>.*)'),
        (".+?", r"(?:, (?P<where>.*?))? — (?P<text>.*)"),
        ("[^:,]+", r": (?P<text>.*)"),
    )
)
"""How an item says who wrote it when, about what; one of another form is a text and nothing else.

What `pull` and the live page write has a dash, and names of any form before it, such as “Ruiz, Ana”.
"""


def load_comments(content: Content, edition: str) -> tuple[tuple[Comment, ...], list[Diagnostic]]:
    """The comments of an edition, in the order of its review.md if it has one, and the faults of that file."""
    reading = SourceReader(content)
    path = f"{edition}/{COMMENTS}"
    file = reading.text(path, MARKDOWN_LIMIT) if find_kind(content, path) else None
    return tuple(_comments(file)) if file else (), reading.diagnostics


def _comments(file: SourceFile) -> Iterator[Comment]:
    for start, box, item in _items(file.text):
        yield _comment(item, is_open=box == " ", place=file.span(start))


def _items(text: str) -> Iterator[tuple[int, str, str]]:
    """The items of a list with boxes: where each starts, what is in its box, and its words with those below."""
    begun: tuple[int, str, list[str]] | None = None
    for start, line in ((found.start(), found[0]) for found in re.finditer(r"^.*$", text, re.MULTILINE)):
        item = _ITEM.match(line)
        if begun and (item or (line.strip() and not line.startswith((" ", "\t")))):
            yield begun[0], begun[1], " ".join(begun[2])
            begun = None
        if item:
            begun = start, item[1], [item[2].strip()]
        elif begun and line.strip():
            begun[2].append(line.strip())
    if begun:
        yield begun[0], begun[1], " ".join(begun[2])


def _comment(item: str, *, is_open: bool, place: Span) -> Comment:
    for form in _FORMS:
        if (found := form.fullmatch(item)) and (day := _day(found["date"])):
            said = {key: value or "" for key, value in found.groupdict().items() if key != "date"}
            return Comment(**said, date=day, is_open=is_open, place=place)
    return Comment(item, is_open=is_open, place=place)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

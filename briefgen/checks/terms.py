"""The desk's terms: what to write, and what not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.edition import Term
from briefgen.model.inlines import Text
from briefgen.model.walk import blocks_of, inlines_of, texts_of


def avoided_terms(subject: Subject) -> Iterator[Diagnostic]:
    """Terms that the desk avoids, each place where a text has one as a whole word, in capitals or not."""
    terms = [(_pattern(avoided), term) for term in subject.edition.desk.terms for avoided in term.avoid]
    for text in _texts(subject) if terms else ():
        for pattern, term in terms:
            yield from (_fault(match, term, text, subject) for match in pattern.finditer(text.text))


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)


def _fault(match: re.Match[str], term: Term, text: Text, subject: Subject) -> Diagnostic:
    place = subject.at(text.place)
    if text.place:
        place = replace(place, column=place.column + match.start())
    message = f'the desk does not write "{match[0]}"'
    return codes.AVOIDED_TERM.at(place, message, f'write "{term.use}"', len(match[0]))


def _texts(subject: Subject) -> Iterator[Text]:
    document = subject.document
    runs = [document.front.title, document.front.subtitle]
    for block in blocks_of((*document.blocks, *(block for note in document.notes for block in note.content))):
        runs += texts_of(block)
    for run in runs:
        yield from (inline for inline in inlines_of(run) if isinstance(inline, Text))

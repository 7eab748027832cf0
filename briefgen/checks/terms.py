"""The desk's terms: what to write, what rather not, and what never."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Place
from briefgen.model.edition import Term
from briefgen.model.equivalents import phrase_pattern, seen


def avoided_terms(subject: Subject) -> Iterator[Diagnostic]:
    """Terms that the desk avoids or forbids, each place where a text has one as whole words, in capitals or not."""
    terms = subject.edition.desk.terms
    avoided = [(phrase_pattern(each, any_case=True), term, codes.AVOIDED_TERM) for term in terms for each in term.avoid]
    avoided += [
        (phrase_pattern(each, any_case=True), term, codes.FORBIDDEN_TERM) for term in terms for each in term.forbid
    ]
    for run, _ in subject.runs if avoided else ():
        shown, places = seen(run.text)
        for pattern, term, code in avoided:
            for match in pattern.finditer(shown):
                place = subject.at(run.place(places[match.start()]))
                yield _fault(match, term, code, place)


def _fault(match: re.Match[str], term: Term, code: codes.Code, place: Place) -> Diagnostic:
    verb = "never writes" if code is codes.FORBIDDEN_TERM else "does not write"
    message = f'the desk {verb} "{" ".join(match[0].split())}"'
    hint = f'write "{term.use}"' if term.use else "write it in other words"
    return code.at(place, message, hint, len(match[0]))

"""Wording: the desk's terms, acronyms spelt out, and alphabets that pass for another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from babel.numbers import is_currency

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Fix, TextEdit
from briefgen.ledger.persons import ALIKE
from briefgen.model.acronyms import Acronym, acronyms_in
from briefgen.model.characters import phrase_pattern, plain, seen
from briefgen.model.edition import Term
from briefgen.patterns import lazy_regex
from briefgen.spans import Span


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
                place = subject.at(run.place(places[match.start()], places[match.end() - 1] + 1))
                yield _fault(match, term, code, place)


def _fault(match: re.Match[str], term: Term, code: codes.Code, place: Span) -> Diagnostic:
    verb = "never writes" if code is codes.FORBIDDEN_TERM else "does not write"
    message = f'the desk {verb} "{" ".join(match[0].split())}"'
    hint = f'write "{term.use}"' if term.use else "write it in other words"
    return code.at(place, message, hint, _fixes(match, term, place))


_ARTICLE_BEFORE = lazy_regex(r"\b(an?)\s+$", re.IGNORECASE)


def _fixes(match: re.Match[str], term: Term, place: Span) -> tuple[Fix, ...]:
    """The term to use for what was typed, with its capital; safe where nobody is quoted and `a` still fits."""
    typed = place.source.text[place.start : place.end]
    if not term.use or typed != match[0] or typed.isupper() != term.use.isupper():
        return ()
    use = term.use[0].upper() + term.use[1:] if typed[0].isupper() else term.use
    before = plain(match.string[: match.start()])
    article = _ARTICLE_BEFORE.search(before)
    fits = not article or (article[1].casefold() == "an") == (use[0].casefold() in "aeiou")
    is_quoted = before.count('"') % 2 == 1
    return (Fix(f'write "{use}"', (TextEdit(place, use),), safe=fits and not is_quoted),)


def acronyms_spelt_out(subject: Subject) -> Iterator[Diagnostic]:
    """Acronyms that the text uses before it has said what they stand for."""
    desk, document = subject.edition.desk, subject.document
    for acronym in acronyms_in(document.blocks, document.notes, desk.acronyms):
        is_known = acronym.letters in desk.understood or acronym.letters in ZONES or is_currency(acronym.letters)
        if acronym.is_spelt or is_known or not acronym.place:
            continue
        words = acronym.words or "..."
        message = f'"{acronym.letters}" is not spelt out where it is first used'
        hint = f"write {words} ({acronym.letters})"
        if not acronym.words:
            hint += f"; if all readers know it, add it to desk.yaml: understood: [{acronym.letters}]"
        yield codes.ACRONYM_NOT_SPELT.at(acronym.place, message, hint, _spelt_out(acronym, acronym.place))


def _spelt_out(acronym: Acronym, place: Span) -> tuple[Fix, ...]:
    """An acronym's words with its letters behind them, where these stand as they were typed, and for no plural."""
    text, start, end = place.source.text, place.start, place.end
    if not acronym.words or text[start:end] != acronym.letters or text[end : end + 1] == "s":
        return ()
    written = f"{acronym.words} ({acronym.letters})"
    return (Fix(f"write {written}", (TextEdit(place, written),), safe=not _is_in_brackets(text, start, end)),)


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands in brackets by itself, so that brackets of its own would stand in them."""
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


WORD = re.compile(r"[^\W\d_]+")
OTHER_LETTER = re.compile(r"[^\W\x00-\x7f]")
"""A letter or digit beyond those of ASCII."""
ZONES = frozenset(["GMT", "UTC"])
SYMBOLS = frozenset("ΔΩβγδλμπσ")
"""Greek letters that stand in units and formulas and look like no Latin one."""


def mixed_words(subject: Subject) -> Iterator[Diagnostic]:
    """Words of Latin letters with letters of another alphabet among them that can pass for Latin ones."""
    for run, _ in subject.runs:
        for match in WORD.finditer(run.text) if OTHER_LETTER.search(run.text) else ():
            if stranger := _stranger(match[0]):
                place = subject.at(run.place(*match.span()))
                message = f'the word "{match[0]}" mixes alphabets: {stranger} stands among Latin letters'
                yield codes.MIXED_ALPHABETS.at(place, message, "type the whole word anew")


def _stranger(word: str) -> str:
    """The first letter of an alphabet like the Latin one in a word that has Latin letters, too; "" for other words."""
    if word.isascii():
        return ""
    alphabets = {letter: _alphabet(letter) for letter in word}
    if "Latin" not in alphabets.values():
        return ""
    other = next((letter for letter in word if alphabets[letter] in ALIKE[1:]), "")
    return f"U+{ord(other):04X} ({unicodedata.name(other).lower()})" if other else ""


@cache
def _alphabet(letter: str) -> str:
    """The first word of a letter's name; none of a sign that stands in units."""
    return "" if letter in SYMBOLS else unicodedata.name(letter, "").partition(" ")[0].capitalize()

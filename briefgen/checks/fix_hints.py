"""What to type where a figure is not bound: the fact that prints it, an entry for the ledger, or other words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.checks.fact_uses import Use
from briefgen.checks.names import Names
from briefgen.checks.new_facts import (
    ABOUT_BEFORE,
    COMPOUND_BEHIND,
    GLUED_BEHIND,
    METRES_OR_MILLIONS,
    NO_NUMBER,
    OF_TWO,
    NewFact,
    is_multiple,
    is_nowhere,
)
from briefgen.checks.typed_form import DECADE
from briefgen.checks.written_text import WrittenText
from briefgen.numbers_in_text import Mention, MentionKind
from briefgen.patterns import lazy_regex

MOST_FACTS = 3
_CAPITALISED = r"[^\W\d_a-z][\w’'-]*"
_CAPITALISED_BEFORE = lazy_regex(rf"(?:{_CAPITALISED}[\s\u00a0]+){{1,3}}$")
_CAPITALISED_BEHIND = lazy_regex(rf"(?:[\s\u00a0]+{_CAPITALISED}){{1,3}}")
_WORD_BEHIND = lazy_regex(
    r"[\s\u00a0]+(?!(?:a|and|are|as|at|by|for|from|had|has|in|is|more|of|on|or|than|that|the|to|was|were|which|who|with)\b)"
    r"[^\W\d_]+"
)
_NUMBERED_BEFORE = lazy_regex(
    r"\b(?:annex|article|chapter|flight|form|line|page|paragraph|para\.?|resolution|route|section|table)[\s\u00a0]+$",
    re.IGNORECASE,
)
_NEVER_IN_NAMES = lazy_regex(
    r"A|About|After|All|And|At|Before|By|For|From|Half|In|Of|On|Only|Over|Since|Some|The|To|Until|With"
)


def proposal(mention: Mention, written: WrittenText, uses: Sequence[Use], new: NewFact | None) -> str:
    """What to write instead of a typed figure: one of the uses of facts, or a new one.

    A sign with letters is rather part of a name.
    """
    if otherwise := _said_otherwise(mention, written):
        return otherwise
    if uses:
        return f"write {' or '.join(use.shown for use in uses[:MOST_FACTS])}"
    name = _name_around(mention, written)
    is_name = name_of(mention, written) != ""
    if mention.in_words and new:
        return new.hint
    if mention.in_words:
        without = "write the sentence without it, or add a fact"
        return f'{without}; a name goes into edition.yaml: names: ["{name}"]' if is_name else without
    if NO_NUMBER.fullmatch(mention.text) and not is_name and not new:
        return "write it in words, or with the word to which it belongs"
    if new and (mention.kind is MentionKind.TIME or DECADE.fullmatch(mention.text)):
        return new.hint
    if mention.kind in (MentionKind.MARK, MentionKind.TIME) or NO_NUMBER.fullmatch(mention.text):
        return f'add it to edition.yaml, if it is a name: names: ["{name}"]'
    if glued := GLUED_BEHIND.match(written.text, mention.end):
        return f'set a space between the figure and "{glued[0]}": no fact is printed with letters that touch it'
    hint = new.hint if new else _otherwise(mention)
    is_part = is_name and name != mention.text and not mention.days
    return hint + (f'\nor, if it is part of a name, to edition.yaml: names: ["{name}"]' if is_part else "")


def _said_otherwise(mention: Mention, written: WrittenText) -> str:
    """What to write instead of signs and endings beside which no fact is printed; empty where there are none."""
    if sign := written.before(ABOUT_BEFORE, mention):
        return f'write "about" for "{sign[0].strip()}", and check again: no fact is printed beside a sign'
    if is_multiple(mention, written.text):
        return f'write "{mention.text.rstrip("x× ")} times", and check again'
    return ""


def _otherwise(mention: Mention) -> str:
    """What to write for a figure of which no fact can be made as it stands."""
    if METRES_OR_MILLIONS.fullmatch(mention.text):
        number = mention.text.rstrip("m").rstrip()
        return f'write "{number} million" or "{number} metres", whichever is meant, and check again'
    if OF_TWO.search(mention.text) and not mention.days:
        return "make a fact of each of the two numbers, and write both here, or one of the percentage"
    if is_nowhere(mention):
        return "there is no such day in the calendar: look the date up"
    return "write the sentence without it"


def name_of(mention: Mention, written: WrittenText) -> str:
    """The name of which a figure may be a part, as `names` can declare it; "" where it would be refused there."""
    name = _name_around(mention, written)
    subject = written.subject
    names = Names([name], subject.words_of_units, subject.edition.desk.language)
    return name if names.within(written.text).hold(mention.start, mention.end) else ""


def _name_around(mention: Mention, written: WrittenText) -> str:
    """The figure with what may be a name around it: capitalised words, a compound's rest, or what is numbered so."""
    text = written.text
    rest = COMPOUND_BEHIND.match(text, mention.end)
    end = rest.end() if rest else mention.end
    word = text[mention.start : end]
    if mention.in_words or mention.kind in (MentionKind.ORDINAL, MentionKind.TIME) or rest:
        behind = None if word.endswith(".") else _WORD_BEHIND.match(text, end)
        return f"{word}{behind[0]}".replace("\u00a0", " ") if behind else word
    before = written.before(_CAPITALISED_BEFORE, mention) or written.before(_NUMBERED_BEFORE, mention)
    behind = _CAPITALISED_BEHIND.match(text, mention.end)
    words = (before[0].split() if before else []) + [mention.text] + (behind[0].split() if behind else [])
    while _NEVER_IN_NAMES.fullmatch(words[0]):
        del words[0]
    return " ".join(words)

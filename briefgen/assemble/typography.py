"""Typography: what is typed on a keyboard becomes what a typesetter sets: quotation marks, dashes, spaces that hold."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from operator import is_
from typing import assert_never

from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.labels import NO_BREAK_SPACE
from briefgen.model.traverse import plain_text
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

OPENS_BEHIND = " \t\n\u00a0\u2002\u2003\u2009\u202f([{/-–—“‘«‹¿¡"
"""A quotation mark behind one of these opens; behind anything else it closes or is an apostrophe."""
MARKS = {'"': "“”", "'": "‘’"}
DASHES = {"-": "–", "--": "–", "---": "—"}

_ELIDED = "tisn?|twasn?|twere|twill|twould|em|til|nuff|nother|neath|gainst|twixt|tween|cos|coz|scuse|[nstdm]|[0-9]{2}s"
_ENDS = r"(?!\w|['’](?!\w))"
_ELISION = lazy_regex(rf"['‘](?:n['’](?!\w)|(?:{_ELIDED}){_ENDS})", re.IGNORECASE)
"""A word whose beginning is left out; in quotation marks of its own it is none."""
_PERHAPS_ELISION = lazy_regex(rf"'(?:cause|round|bout|till|hood|kay|\d\d?s?){_ENDS}", re.IGNORECASE)
"""A word that can begin a quotation as well, which then has an end."""
_LONGEST_QUOTATION = 400
_END_OF_QUOTATION = lazy_regex(r"(?<=[^\s'])(?:(?<!s)'(?!\w)|(?<=s)'(?!\w|\s\w))")
_SPACED_DASH = lazy_regex(r" (-{1,3}|–|—) ")
_DOUBLE_DASH = lazy_regex(r"(?<!-)-{2,3}(?!-)")
_SEVERAL = lazy_regex(r"-{1,3}|\.{3}")
_ELLIPSIS = lazy_regex(r"(?<!\.)\.{3}(?!\.)")
_TITLES = lazy_regex(r"\b(Mr|Mrs|Ms|Dr|Prof\.|No\.|Art\.|pp?\.) (?=[\w“‘])|(¶¶?) (?=\d)|\b([Aa]nnex) (?=[A-Z]\b)")
_BINDING = ("Mr", "Ms", "Dr", "Prof.", "No.", "Art.", "p. ", "¶", "nnex ")
"""What a text has one of, if it has anything that is bound without a number."""
_DIGIT = lazy_regex(r"\d")
_LABELS = (
    "figure|table|section|annex|article|chapter|page|pages|paragraph|paragraphs|note|notes|part|box|line|item|nos?\\."
)
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_UNITS = "mm|cm|m|km|kg|g|t|ha|°C|a\\.m\\.|p\\.m\\.|am|pm|thousand|million|billion|trillion|per cent|percent"
_NUMBERED = lazy_regex(
    rf"\b((?i:{_LABELS})|{_MONTHS}) (?=\d{{1,3}}(?!\d))|\b(?:{_MONTHS}) (?=[12]\d{{3}}(?!\d))"
    rf"|(?<=\d) (?=(?:{_MONTHS}|{_UNITS})(?![\w]))"
)
_ADDRESS = lazy_regex(r"\w://|\w@\w")
# Each looks behind for its own start: tried at every letter of a long word, it would take quadratic time.
_ADDRESSES = lazy_regex(r"""((?:(?<!\w)\w+://|(?<![\w.+-])[\w.+-]+@)[^\s"]+)""")


READ = 10_000
"""So many texts are remembered as they were set: an edition's, which are set anew for each check."""


def typeset(inlines: Inlines) -> Inlines:
    """The inlines of one text as they are set; words in another language and addresses stay as they were typed."""
    return _Compositor().set(inlines)


def typeset_text(text: str) -> str:
    """A plain text as it is set."""
    return plain_text(typeset((Text(text),)))


def bound(text: str) -> str:
    """A plain text in which labels hold on to their numbers, and numbers to what stands behind them."""
    if any(each in text for each in _BINDING):
        text = _TITLES.sub(lambda match: f"{match[0][:-1]}{NO_BREAK_SPACE}", text)
    return _NUMBERED.sub(lambda match: f"{match[0][:-1]}{NO_BREAK_SPACE}", text) if _DIGIT.search(text) else text


def _parts(text: str) -> list[str]:
    """The text in its addresses and what stands between them."""
    if "@" not in text and "://" not in text:
        return [text]
    return [part for part in _ADDRESSES.split(text) if part]


class _Compositor:
    """Sets one text from its start; `last` and `next` are the characters before what is set, and behind it."""

    def __init__(self) -> None:
        self.last, self.next = " ", ""

    def set(self, inlines: Inlines) -> Inlines:
        made = tuple(map(self._followed, inlines, (*inlines[1:], None)))
        return inlines if all(map(is_, made, inlines)) else made

    def _followed(self, inline: Inline, behind: Inline | None) -> Inline:
        self.next = behind.text[:1] if isinstance(behind, Text | Value) else ""
        return self._inline(inline)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                text = self._text(inline.text)
                return inline if text == inline.text else Text(text, place=_place_as_set(inline, text))
            case Value():
                is_stopped = inline.text.endswith(".") and self.next == "."  # the stop of "6 a.m." ends the sentence
                text = self._text(inline.text[:-1] if is_stopped else inline.text)
                return inline if text == inline.text else replace(inline, text=text)
            case Foreign() if inline.language:
                return self._kept(inline)
            case Link() if _ADDRESS.search(plain_text(inline.content)):
                return self._kept(inline)
            case CrossReference() if not inline.content:
                return self._kept(inline)
            case Strong() | Emphasis() | Link() | Foreign() | Inserted() | Deleted() | CrossReference() | Remarked():
                content = self.set(inline.content)
                return inline if content is inline.content else replace(inline, content=content)
            case NoteReference() | Reformatted():
                return inline
            case LineBreak():
                self.last = "\n"
                return inline
            case _:
                assert_never(inline)

    def _kept(self, inline: Inline) -> Inline:
        # A reference that has no text yet gets one that ends in a letter, a digit or a bracket.
        self.last = plain_text((inline,))[-1:] or "x"
        return inline

    def _text(self, text: str) -> str:
        if not text:
            return text
        return "".join(
            self._kept_text(part) if _ADDRESS.search(part) else self._set_text(part) for part in _parts(text)
        )

    def _kept_text(self, text: str) -> str:
        self.last = text[-1]
        return text

    def _set_text(self, text: str) -> str:
        return self._kept_text(_set_between(text, self.last, self.next))

    def set_words(self, text: str) -> str:
        """A text without addresses as it is set where it stands."""
        text = _SPACED_DASH.sub(lambda match: f"{NO_BREAK_SPACE}{DASHES.get(match[1], match[1])} ", text)
        if "--" in text:
            text = _DOUBLE_DASH.sub(lambda match: DASHES[match[0]], text)
        if "..." in text:
            text = _ELLIPSIS.sub("…", text)
        return self._quoted(self._bound(text))

    def _bound(self, text: str) -> str:
        """The text with what is bound in it, and to the number before it or behind it."""
        before, behind = (sign if sign.isdigit() else "" for sign in (self.last, self.next))
        whole = bound(f"{before}{text}{behind}")
        return whole[len(before) : len(whole) - len(behind)]

    def _quoted(self, text: str) -> str:
        if not any(mark in text for mark in (*MARKS, "‘")):
            return text
        found: list[str] = []
        for position, character in enumerate(text):
            before = found[-1] if found else self.last
            if character in MARKS:
                opens = before in OPENS_BEHIND and not _is_elision(text, position)
                character = MARKS[character][0 if opens else 1]
            elif character == "‘" and before in OPENS_BEHIND and _ELISION.match(text, position):
                character = "’"
            found.append(character)
        return "".join(found)


@lru_cache(maxsize=READ)
def _set_between(text: str, last: str, behind: str) -> str:
    """A text without addresses as it is set between two characters."""
    compositor = _Compositor()
    compositor.last, compositor.next = last, behind
    return compositor.set_words(text)


def _place_as_set(typed: Text, text: str) -> Span | None:
    """Where a text stands once it is set, in which a dash or an ellipsis can stand for several typed characters."""
    if typed.place is None or len(text) == len(typed.text) or len(typed.place.each) != len(typed.text) + 1:
        return typed.place
    at, offsets = 0, []
    for character in text:
        offsets.append(typed.place.each[at])
        signs = _SEVERAL.match(typed.text, at) if character in "–—…" else None
        at = signs.end() if signs else at + 1
    return typed.place.source.mapped([*offsets, typed.place.end])


def _is_elision(text: str, position: int) -> bool:
    """Whether the mark at a position stands for what is left out of the word behind it."""
    if _ELISION.match(text, position):
        return True
    word = _PERHAPS_ELISION.match(text, position)
    return word is not None and not _END_OF_QUOTATION.search(text, word.end(), word.end() + _LONGEST_QUOTATION)

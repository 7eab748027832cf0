"""Typography: what is typed on a keyboard becomes what a typesetter sets: quotation marks, dashes, spaces that hold."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from operator import is_
from typing import assert_never

from briefgen.assemble.typography_rules import APOSTROPHE, TypographyRules, rules_of
from briefgen.model.direction import ISOLATE_SIGNS
from briefgen.model.edition import Desk
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

_LONGEST_QUOTATION = 400
_END_OF_QUOTATION = lazy_regex(r"(?<=[^\s'])(?:(?<!s)'(?!\w)|(?<=s)'(?!\w|\s\w))")
_SPACED_DASH = lazy_regex(r" (-{1,3}|–|—)(?= )")
_DOUBLE_DASH = lazy_regex(r"(?<!-)-{2,3}(?!-)")
_SEVERAL = lazy_regex(r"-{1,3}|\.{3}")
_ELLIPSIS = lazy_regex(r"(?<!\.)\.{3}(?!\.)")
_DIGITS = lazy_regex(r"\d+")
_HARD = (NO_BREAK_SPACE, "\u202f")
_SPACES = (" ", *_HARD)
_STOPS = ":;!?"
_BEHIND_SIGNS = ")]»”’\"'!?"
"""Before one of these, a space or nothing a sign ends what it stands in: "12:30" and an address have none that does."""
_ADDRESS = lazy_regex(r"\w://|\w@\w")
# Each looks behind for its own start: tried at every letter of a long word, it would take quadratic time.
_ADDRESSES = lazy_regex(r"""((?:(?<!\w)\w+://|(?<![\w.+-])[\w.+-]+@)[^\s"]+)""")


READ = 10_000
"""So many texts are remembered as they were set: an edition's, which are set anew for each check."""


def typeset(inlines: Inlines, language: str) -> Inlines:
    """The inlines of one text as a language sets them; addresses, and words in a language without a file, stay."""
    rules = rules_of(language)
    return _Compositor(rules).set(inlines) if rules else inlines


def typeset_text(text: str, language: str) -> str:
    """A plain text as it is set."""
    return plain_text(typeset((Text(text),), language))


def bound(text: str, language: str) -> str:
    """A plain text in which labels hold on to their numbers, and numbers to what stands behind them."""
    rules = rules_of(language)
    return _bound(text, rules) if rules else text


def hyphenates(desk: Desk) -> bool:
    """Whether lines may end within words: as the desk says, or as is usual in its language."""
    rules = rules_of(desk.language)
    return desk.hyphenation if desk.hyphenation is not None else rules is not None and rules.hyphenates


def _bound(text: str, rules: TypographyRules) -> str:
    if " " not in text:
        return text
    if any(each in text for each in rules.binding):
        text = rules.titles.sub(_held, text)
    for digits in _DIGITS.finditer(text):  # nothing else is bound to a number than what stands beside it
        start, end = max(0, digits.start() - rules.reach), digits.end() + rules.reach
        for match in rules.numbered.finditer(text, start, end):
            text = f"{text[: match.start()]}{_held(match)}{text[match.end() :]}"
    return text


def _held(match: re.Match[str]) -> str:
    return match[0].replace(" ", NO_BREAK_SPACE)


class _Compositor:
    """Sets one text from its start; `last` and `next` are the characters before what is set, and behind it.

    `is_quoting` says whether an inner quotation is open, where its end is no apostrophe.
    """

    def __init__(self, rules: TypographyRules, last: str = " ", behind: str = "", *, is_quoting: bool = False) -> None:
        self.rules, self.last, self.next, self.is_quoting = rules, last, behind, is_quoting

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
                return inline if text == inline.text else Text(text, place=self._place_as_set(inline, text))
            case Value():
                is_stopped = inline.text.endswith(".") and self.next == "."  # the stop of "6 a.m." ends the sentence
                text = self._text(inline.text[:-1] if is_stopped else inline.text)
                return inline if text == inline.text else replace(inline, text=text)
            case Foreign() if inline.language:
                return self._foreign(inline)
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

    def _foreign(self, inline: Foreign) -> Inline:
        rules = rules_of(inline.language)
        content = _Compositor(rules, self.last, self.next).set(inline.content) if rules else inline.content
        return self._kept(inline if content is inline.content else replace(inline, content=content))

    def _kept(self, inline: Inline) -> Inline:
        # A reference that has no text yet gets one that ends in a letter, a digit or a bracket.
        self.last = plain_text((inline,)).rstrip(ISOLATE_SIGNS)[-1:] or "x"
        return inline

    def _text(self, text: str) -> str:
        if "@" not in text and "://" not in text:
            return self._set_text(text) if text else text
        parts = filter(None, _ADDRESSES.split(text))
        return "".join(self._kept_text(part) if _ADDRESS.search(part) else self._set_text(part) for part in parts)

    def _kept_text(self, text: str) -> str:
        self.last = text.rstrip(ISOLATE_SIGNS)[-1:] or self.last
        return text

    def _set_text(self, text: str) -> str:
        text, self.is_quoting = _set_between(self.rules, text, self.last, self.next, self.is_quoting)
        return self._kept_text(text)

    def set_words(self, text: str) -> str:
        """A text without addresses as it is set where it stands."""
        dashes = self.rules.dashes
        spaced = {"-": dashes["spaced"], "--": dashes["spaced"], "---": dashes["long"]}
        text = _SPACED_DASH.sub(lambda match: f"{NO_BREAK_SPACE}{spaced.get(match[1], match[1])}", text)
        if "--" in text:
            text = _DOUBLE_DASH.sub(lambda match: dashes["range" if match[0] == "--" else "long"], text)
        if "..." in text:
            text = _ELLIPSIS.sub(self.rules.ellipsis, text)
        return self._spaced(self._quoted(self._bound(text)))

    def _bound(self, text: str) -> str:
        """The text with what is bound in it, and to the number before it or behind it."""
        before, behind = (sign if sign.isdigit() else "" for sign in (self.last, self.next))
        whole = _bound(f"{before}{text}{behind}", self.rules)
        return whole[len(before) : len(whole) - len(behind)]

    def _quoted(self, text: str) -> str:
        if not any(mark in text for mark in (*self.rules.quotes, "‘")):
            return text
        found: list[str] = []
        for position, character in enumerate(text):
            before = found[-1] if found else self.last
            if character in self.rules.quotes:
                character = self._mark(text, position, before)
            elif character == "‘" and self._is_elided_again(text, position, before):
                character = APOSTROPHE
            found.append(character)
        return "".join(found)

    def _mark(self, text: str, position: int, before: str) -> str:
        """The mark for one that was typed."""
        rules, typed = self.rules, text[position]
        is_behind_elision = before in ("'", APOSTROPHE) and rules.elided.search(text, 0, position) is not None
        if (before in rules.opens_behind or is_behind_elision) and not self._is_elision(text, position):
            self.is_quoting |= typed == "'" and rules.has_own_apostrophe
            return rules.quotes[typed][0]
        if typed == "'" and rules.has_own_apostrophe:
            ends = self.is_quoting and not (text[position + 1 : position + 2] or self.next).isalnum()
            self.is_quoting &= not ends
            return rules.quotes[typed][1] if ends else APOSTROPHE
        return rules.quotes[typed][1]

    def _is_elision(self, text: str, position: int) -> bool:
        """Whether the mark at a position stands for what is left out of the word behind it."""
        rules = self.rules
        if not rules.has_elisions:
            return False
        if rules.elision.match(text, position):
            return True
        word = rules.perhaps_elision.match(text, position)
        return word is not None and not _END_OF_QUOTATION.search(text, word.end(), word.end() + _LONGEST_QUOTATION)

    def _is_elided_again(self, text: str, position: int, before: str) -> bool:
        rules = self.rules
        return rules.has_elisions and before in rules.opens_behind and bool(rules.elision.match(text, position))

    def _spaced(self, text: str) -> str:
        """The text with the spaces that its language has before signs and inside quotation marks."""
        if not any(sign in text for sign in self.rules.spaces):
            return text
        return self.rules.spaced.sub(self._with_space, text)

    def _with_space(self, match: re.Match[str]) -> str:
        if opening := match["behind"]:
            return f"{opening}{self.rules.spaces[opening]}"
        sign, text = match["before"], match.string
        before = text[match.start() - 1 : match.start()] or self.last
        behind = text[match.end() : match.end() + 1] or self.next
        is_typed = len(match[0]) > 1
        if before.isspace() or before in self.rules.opens_behind or (before in _STOPS and sign in _STOPS):
            return match[0]
        if sign == "%" and not (before.isdigit() and not behind.isalnum()):
            return match[0]
        is_end = sign in "%»" or not behind or behind.isspace() or behind in _BEHIND_SIGNS
        return f"{self.rules.spaces[sign]}{sign}" if is_typed or is_end else match[0]

    def _place_as_set(self, typed: Text, text: str) -> Span | None:
        """Where a text stands once it is set: a dash can be several typed characters, and a space none."""
        place = typed.place
        if place is None or len(place.each) != len(typed.text) + 1:
            return place
        if len(text) == len(typed.text) and not self.rules.spaces:
            return place
        at, offsets = 0, []
        for character in text:
            offsets.append(place.each[at])
            if character in _HARD and typed.text[at : at + 1] not in _SPACES:
                continue
            signs = _SEVERAL.match(typed.text, at) if character in "–—…" else None
            at = signs.end() if signs else at + 1
        return place.source.mapped([*offsets, place.end])


@lru_cache(maxsize=READ)
def _set_between(rules: TypographyRules, text: str, last: str, behind: str, is_quoting: bool) -> tuple[str, bool]:
    """A text without addresses as it is set between two characters, and whether an inner quotation is open then."""
    compositor = _Compositor(rules, last, behind, is_quoting=is_quoting)
    return compositor.set_words(text), compositor.is_quoting

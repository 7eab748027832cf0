"""What the typography of a language is: section `typography` of its file, by the country where countries differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from briefgen.languages import entries_of, language_of, languages
from briefgen.patterns import lazy_regex

APOSTROPHE = "’"
_BEFORE_QUOTATIONS = " \t\n\u00a0\u2002\u2003\u2009\u202f([{/-–—¿¡"
_OPENING = "“‘«‹"
_NOTHING = "(?!)"


class TypographyRules:
    """How one language sets texts: its marks, and patterns of what holds together.

    `quotes` are the opening and closing mark by the one that is typed, `dashes` the dash by where it is typed,
    `spaces` the space before a sign, or behind one that opens.
    """

    def __init__(self, entries: Mapping[str, Any]) -> None:
        outer, inner = entries["quotes"]["outer"], entries["quotes"]["inner"]
        self.quotes: Mapping[str, str] = {'"': outer, "'": inner}
        self.dashes: Mapping[str, str] = entries["dashes"]
        self.ellipsis: str = entries["ellipsis"]
        self.hyphenates = entries["hyphenation"] == "on"
        self.spaces: Mapping[str, str] = entries["spaces"]
        self.has_own_apostrophe = inner[1] != APOSTROPHE
        own = outer[0] + inner[0]
        self.opens_behind = _BEFORE_QUOTATIONS + "".join({*_OPENING} - {outer[1], inner[1]} | {*own})
        """A quotation mark behind one of these opens; behind anything else it closes or is an apostrophe."""
        self._take_elisions(entries["elisions"])
        self._take_spaces(outer[0])
        self._take_bound(entries["bound"], entries["dates"], own)

    def _take_elisions(self, words: Mapping[str, Iterable[str]]) -> None:
        ends = r"(?!\w|['’](?!\w))"
        starts, perhaps = _any_of(words["starts"]), _any_of(words["perhaps"])
        self.has_elisions = starts != _NOTHING
        self.elision = lazy_regex(rf"['‘](?:n['’](?!\w)|(?:{starts}|[0-9]{{2}}s){ends})", re.IGNORECASE)
        """A word whose beginning is left out; in quotation marks of its own it is none."""
        self.perhaps_elision = lazy_regex(rf"'(?:{perhaps}|\d\d?s?){ends}", re.IGNORECASE)
        """A word that can begin a quotation as well, which then has an end."""
        self.elided = lazy_regex(rf"(?<!\w)(?:{_any_of(words['ends'])})['’]$", re.IGNORECASE)
        """A word whose end is left out: what is quoted behind it opens."""

    def _take_spaces(self, opening: str) -> None:
        before = "".join(re.escape(sign) for sign in self.spaces if sign != opening)
        behind = re.escape(opening) if opening in self.spaces else _NOTHING
        self.spaced = lazy_regex(rf"[ \u00a0\u202f]?(?P<before>[{before}])|(?P<behind>{behind})[ \u00a0\u202f]?")

    def _take_bound(self, bound: Mapping[str, Iterable[str]], dates: Mapping[str, str], opening: str) -> None:
        titles, signs, lettered, labels, months, units = (
            _any_of(bound[key]) for key in ("titles", "signs", "lettered", "labels", "months", "units")
        )
        self.binding = tuple(f"{word} " for key in ("titles", "signs", "lettered") for word in bound[key])
        """A text has one of these, if it has anything that is bound without a number."""
        self.titles = lazy_regex(
            rf"(?<!\w)(?:{titles}) (?=[\w{opening}])|(?:{signs}) (?=\d)|(?<!\w)(?:{lettered}) (?=[A-Z]\b)"
        )
        day, year = (re.escape(dates[key]) for key in ("day", "year"))
        words = (word for key in ("labels", "months", "units") for word in bound[key])
        self.reach = 2 * max(map(len, words), default=0) + 10
        """So many characters before or behind a number stand what is bound to it and what it is told by."""
        self.numbered = lazy_regex(
            rf"(?<!\w)((?i:{labels})|{months}) (?=\d{{1,3}}(?!\d))|(?<!\w)(?:{months}){year}(?=[12]\d{{3}}(?!\d))"
            rf"|(?<=\d){day}(?=(?:{months})(?!\w))|(?<=\d) (?=(?:{units})(?!\w))"
        )


@cache
def rules_of(tag: str) -> TypographyRules | None:
    """The typography of a language tag ("fr-CA"); none for a language that has no file."""
    language = language_of(tag)
    if language not in languages():
        return None
    entries = entries_of(language)["typography"]
    regions = entries.get("regions", {})
    return TypographyRules(
        entries | next((regions[part] for part in tag.upper().split("-")[1:] if part in regions), {})
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern of words; one that is found nowhere where there are none."""
    return "|".join(map(re.escape, words)) or _NOTHING

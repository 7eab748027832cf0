"""Ids and labels for a figure from the words around it: a table's row and column, else those of its sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from briefgen.checks.written_text import Headings
from briefgen.numbers_in_text import Mention, find
from briefgen.numbers_in_text.phrases import WORDS
from briefgen.numbers_in_text.vocabulary import vocabulary_of
from briefgen.patterns import lazy_regex

LONGEST_ID = 40
_WORDS_OF_AN_ID = 3
_AROUND = 4
"""The words on each side of a figure that its label has."""

_WORD = lazy_regex(r"(?<!\w)[^\W\d_]+(?:['’‑-][^\W\d_]+)*")
_SENTENCE_END = lazy_regex(r"[.!?;:(),\n\ufffc–—]")
_SAYING = "am bn billion gmt had have has many million no per pm reported see thousand utc which"


@cache
def _general(language: str) -> frozenset[str]:
    """The words that say nothing of what a figure is."""
    words = vocabulary_of(language)
    return words.breaks | words.passed_over | WORDS | frozenset(_SAYING.split())


def label_of(mention: Mention, text: str, headings: Headings | None, language: str) -> str:
    """A label without figures: the row and column of a table, or the words before and behind in the sentence."""
    if headings:
        parts = [_without_figures(each, language) for each in (headings.row, headings.column)]
        return ", ".join(part for part in parts if part)
    before, behind = _before(text, mention), _behind(text, mention)
    words = _without_figures(" ".join((*before[-_AROUND:], *behind[:_AROUND])), language).split()
    breaks = vocabulary_of(language).breaks
    while words and words[0].casefold() in breaks:
        del words[0]
    while words and words[-1].casefold() in breaks:
        del words[-1]
    label = " ".join(words)
    return label[:1].upper() + label[1:]


def stem_of(mention: Mention, text: str, headings: Headings | None, noun: str, language: str) -> str:
    """What an id is made of: row and column; or the last name before the figure and what it counts."""
    if headings:
        both = (headings.row, headings.column)
        words = [word for heading in both for word in _telling(heading, language)[:_WORDS_OF_AN_ID]]
    else:
        behind = [noun] if noun else _telling(" ".join(_behind(text, mention)), language)[:2]
        before = _telling(" ".join(_before(text, mention)), language)
        names = [word for word in before if word[0].isupper()][-1:] or ([] if noun else before[-2:])
        words = [*names, *behind]
    return _slug(" ".join(dict.fromkeys(words)))


def _before(text: str, mention: Mention) -> list[str]:
    return _WORD.findall(_SENTENCE_END.split(text[max(0, mention.start - 120) : mention.start])[-1])


def _behind(text: str, mention: Mention) -> list[str]:
    return _WORD.findall(_SENTENCE_END.split(text[mention.end : mention.end + 120])[0])


def _telling(text: str, language: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 1 and word.casefold() not in _general(language)]


def _without_figures(text: str, language: str) -> str:
    kept = text
    for mention in reversed(find(text, language)):
        kept = f"{kept[: mention.start]}{kept[mention.end :]}"
    kept = " ".join(re.sub(r"[{}\[\]\\\"|*_`<>#:]|\([^\w(]*\)", " ", kept).split()).strip(" ,.-–—")
    return kept if kept.count("(") == kept.count(")") else kept.replace("(", "").replace(")", "").strip()


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_ID].strip("_")
    return slug if slug[:1].isalpha() else ""

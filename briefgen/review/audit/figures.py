"""The figures of a document: what counts or measures, without the numbers that only name or refer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter

from briefgen.checks.names import Names
from briefgen.frozen import frozen
from briefgen.model.characters import plain
from briefgen.model.fact import PERCENT
from briefgen.numbers_in_text import Mention, MentionKind, find
from briefgen.numbers_in_text.identifiers import FIGURES
from briefgen.numbers_in_text.vocabulary import vocabulary_of
from briefgen.review.audit.passages import AuditedDocument, DocumentPassage

COUNTING = frozenset({MentionKind.NUMBER, MentionKind.PERCENT, MentionKind.MONEY})
_NOT_COUNTING = frozenset({MentionKind.MARK, MentionKind.TIME, MentionKind.ORDINAL})
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}(?:[-–/][0-9]{2,4})?")
_HEADING_NUMBER = re.compile(r"\s*\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?\s+(?=[^\W\d_])")
_PERIOD = re.compile(r"(?:an?\s)?(?:decade|century|fortnight)", re.IGNORECASE)
_PAGES = re.compile(r"(?:page\s)?[0-9]{1,4}(?:\s(?:of|/)\s[0-9]{1,4})?\s*\Z", re.IGNORECASE)
_LEADERS = re.compile(r"[.…·_]{4,}\s*[0-9]{1,4}\s*\Z|\t[0-9]{1,4}\s*\Z")
_LIST_NUMBER = re.compile(r"\s*(?:\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+)\s+(?=[A-Z])")
_LONGEST_LEADERS, _LONGEST_SENTENCE = 200, 2_000
_IN_MARGIN = "header or footer"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?;])[\s\u00a0]+(?=[^a-z])|\n|[•▪◦●]")
_SAYING = "also had have has said see which figure figures"


@frozen
class AuditedFigure:
    """A figure of a document: where it stands, and the sentence or cell in which it does."""

    passage: DocumentPassage
    mention: Mention
    sentence: tuple[int, int]

    @property
    def text(self) -> str:
        return " ".join(self.mention.text.split())

    @property
    def with_noun(self) -> str:
        """The figure with what it counts, where that stands right behind it."""
        noun = self.mention.noun
        behind = self.passage.text[self.mention.end : self.mention.end + 1 + len(noun)]
        return f"{self.text} {noun}" if noun and behind[1:] == noun and behind[:1].isspace() else self.text

    @property
    def is_time(self) -> bool:
        """Whether it is a date or a year, and measures nothing."""
        return bool(self.mention.days) or is_year(self.mention)

    @property
    def counts(self) -> bool:
        """Whether it can be added or compared."""
        return self.mention.kind in COUNTING and bool(self.mention.amounts) and not self.is_time

    @property
    def amount(self) -> Decimal:
        return self.mention.amounts[0]

    @property
    def words_around(self) -> str:
        """The words of its sentence, or of its row and column."""
        start, end = self.sentence
        cell = f"{self.passage.row} {self.passage.column} " if self.passage.is_cell else ""
        return cell + self.passage.text[start:end]

    @property
    def words_beside(self) -> str:
        """The words of its sentence up to the figures before and behind it, or those of its row and column."""
        if self.passage.is_cell:
            return self.words_around
        start, end = self.sentence
        before = _DIGIT.split(self.passage.text[start : self.mention.start])[-1]
        return before + " " + _DIGIT.split(self.passage.text[self.mention.end : end])[0]


_DIGIT = re.compile("[0-9]")


def figures_of(document: AuditedDocument, names: Names, language: str) -> Iterator[AuditedFigure]:
    """The figures of all passages, in reading order."""
    for passage in document.passages:
        yield from figures_in(passage, names, language)


def figures_in(passage: DocumentPassage, names: Names, language: str) -> Iterator[AuditedFigure]:
    """The figures of a passage, in order."""
    text = plain(passage.text)
    mentions = [each for each in find(passage.text, language) if each.kind not in _NOT_COUNTING]
    if not mentions:
        return
    named, identified = names.within(text), names.identify(text)
    leaders, number = (
        _LEADERS.search(text, max(0, len(text) - _LONGEST_LEADERS)),
        (_HEADING_NUMBER if passage.text == passage.heading else _LIST_NUMBER).match(text),
    )
    pages = _PAGES.search(text) if passage.where == _IN_MARGIN else None
    sentences = sentences_of(passage.text)
    for mention in mentions:
        is_known = named.hold(mention.start, mention.end) or (
            mention.kind not in FIGURES and identified.hold(mention.start, mention.end)
        )
        is_page = any(found and mention.start >= found.start() for found in (leaders, pages))
        is_label = number is not None and not passage.is_cell and mention.end <= number.end() and not mention.days
        if not (is_known or is_page or (is_label and not mention.unit) or _PERIOD.fullmatch(mention.text)):
            yield AuditedFigure(passage, mention, sentences[bisect_right(sentences, mention.start, key=itemgetter(1))])


@lru_cache(maxsize=1 << 10)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences of a text begin and end, the last behind it; one that is too long to be one is parted."""
    ends = [0]
    for end in (*(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1):
        ends += [*range(ends[-1] + _LONGEST_SENTENCE, end, _LONGEST_SENTENCE), end]
    return tuple(pairwise(ends))


def is_year(mention: Mention) -> bool:
    """Whether a number is a year, by its look."""
    return not mention.unit and _YEAR.fullmatch(mention.text) is not None and mention.noun.casefold() in _NO_NOUNS


_NO_NOUNS = frozenset(["", "budget", "census", "election", "elections", "report", "season", "survey"])


def telling(text: str) -> Set[str]:
    """The words of a text that say what it is about, in small letters and without the ends of plurals."""
    general = _general()
    return {_stem(word) for word in _WORD.findall(plain(text).casefold()) if word not in general}


@cache
def _general() -> Set[str]:
    """The words that say nothing of what a figure is about."""
    words = vocabulary_of()
    return words.breaks | words.passed_over | frozenset(_SAYING.split())


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s", "ed", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word.removesuffix("e") if len(word) > 4 else word


def half_step(mention: Mention, amount: Decimal) -> Decimal:
    """How much rounding to the last digit that is shown can have changed a figure."""
    digits = re.search(r"[0-9][0-9.,'’\s\u00a0]*", mention.text)
    if mention.in_words or digits is None:
        return Decimal("0.5")
    shown = Decimal(re.sub(r"[^0-9.]", "", _with_point(digits[0])).strip(".") or 0)
    scale = abs(amount / shown) if shown and amount else Decimal(1)
    exponent = shown.as_tuple().exponent
    return Decimal("0.5").scaleb(exponent if isinstance(exponent, int) else 0) * scale


def _with_point(digits: str) -> str:
    """A number without marks between its groups, and with a point before its decimals."""
    found = re.fullmatch(
        r"(?P<whole>[0-9.,'’\s\u00a0]*?)(?:(?P<point>[.,])(?P<rest>[0-9]+))?", digits.strip(" .,\u00a0")
    )
    if found is None or found["point"] is None or (found["point"] == "," and len(found["rest"]) == 3):
        return re.sub(r"[^0-9]", "", digits)
    return re.sub(r"[^0-9]", "", found["whole"]) + "." + found["rest"]


def is_share(figure: AuditedFigure) -> bool:
    """Whether a figure is in percent."""
    return figure.mention.unit == PERCENT

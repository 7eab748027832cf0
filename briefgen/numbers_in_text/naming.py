"""Names that hold a number, such as Resolution 47, told from figures with what they count, such as 47 boats."""

from __future__ import annotations

from collections.abc import Set

from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.numbers_in_text.characters import LETTER
from briefgen.numbers_in_text.mention import Mention, MentionKind
from briefgen.numbers_in_text.numbers import MEASURES
from briefgen.numbers_in_text.reading import find
from briefgen.numbers_in_text.vocabulary import FigureWords, vocabulary_of
from briefgen.patterns import lazy_regex

_FIGURES = frozenset({MentionKind.NUMBER, MentionKind.PERCENT, MentionKind.MONEY})
_WORD = lazy_regex(rf"{LETTER}+(?:['’‑-]{LETTER}+)*")
_MEASURE = lazy_regex(rf"(?!h\b)(?:{MEASURES})(?!\w)")
_AREA_OR_VOLUME = lazy_regex(r"(?:[cdkm]?m|in|ft|yd|mi|[сдк]?м|[كک]?م)[²³]")
_IN_GROUPS = lazy_regex(r"[0-9][,'’\s][0-9]")
_BESIDE = lazy_regex(r"\s{1,2}")
_HAPPENED = lazy_regex(r".{2,}(?:ed|ing)\Z")


def is_figure(text: str, units: Set[str] = frozenset(), language: str = DEFAULT_LANGUAGE) -> bool:
    """Whether a text is a figure, alone or with what it counts, and no name; `units` are words that are counted."""
    found, words = find(text, language), vocabulary_of(language)
    figures = [mention for mention in found if mention.kind not in (MentionKind.MARK, MentionKind.TIME)]
    if len(figures) < len(found):
        return any(_is_counted(mention, text, units, words) for mention in figures)
    rest = " ".join(text[start:end] for start, end in _gaps(text, figures))
    says_nothing = not any(_says_something(word, words) for word in _WORD.findall(rest))
    return says_nothing or any(_is_counted(mention, text, units, words) for mention in figures)


def is_measure(mention: Mention) -> bool:
    """Whether what was found is the sign of an area or volume, such as km², whose raised digit is no figure."""
    return _AREA_OR_VOLUME.fullmatch(mention.text) is not None


def _gaps(text: str, mentions: list[Mention]) -> zip[tuple[int, int]]:
    return zip(
        (0, *(mention.end for mention in mentions)), (*(mention.start for mention in mentions), len(text)), strict=True
    )


def _says_something(word: str, words: FigureWords) -> bool:
    return not words.breaks_off(word) and word.casefold() not in words.passed_over


def _is_counted(mention: Mention, text: str, units: Set[str], words: FigureWords) -> bool:
    """Whether what stands beside a figure makes a count or an amount of it."""
    if mention.kind not in _FIGURES:
        return False
    before, behind = _label(text[: mention.start], words), _words_behind(text, mention.end, words)
    if not units.isdisjoint(word.casefold() for word in (before, *behind)) and before.casefold() not in words.labels:
        return True
    if mention.in_words:
        return False
    if mention.kind is not MentionKind.NUMBER:
        return not any(word[0].isupper() for word in _WORD.findall(text[: mention.start] + text[mention.end :]))
    is_large = _IN_GROUPS.search(mention.text) is not None  # which names are not
    is_counting = (
        bool(mention.noun and behind and (is_large or behind[0].islower()))
        or _MEASURE.match(text, mention.end) is not None
    )
    return is_counting and not _is_numbered(before, words)


def counts_in_units(text: str, end: int, units: Set[str], words: FigureWords) -> bool:
    """Whether the words behind the end of a number name one of the units."""
    return not units.isdisjoint(word.casefold() for word in _words_behind(text, end, words))


def is_followed_by_words(text: str, end: int, words: FigureWords, *, any_case: bool = False) -> bool:
    """Whether a word in small letters, or of any case, stands right behind a number, which the number may count."""
    return any(any_case or word[0].islower() for word in _words_behind(text, end, words)[:1])


def _label(before: str, known: FigureWords) -> str:
    """The word right before a figure, if it is one that can be numbered."""
    words = _WORD.findall(before)
    return words[-1] if words and _says_something(words[-1], known) else ""


def _is_numbered(label: str, words: FigureWords) -> bool:
    """Whether a word before a number can be what is numbered."""
    return label.casefold() in words.labels or (label[:1].isupper() and not _HAPPENED.match(label))


def _words_behind(text: str, end: int, known: FigureWords) -> list[str]:
    """The words behind a figure up to one that counts nothing; none where a hyphen makes a compound of them."""
    words: list[str] = []
    while (gap := _BESIDE.match(text, end)) and (word := _WORD.match(text, gap.end())):
        if known.breaks_off(word[0]):
            break
        words.append(word[0])
        end = word.end()
    return words

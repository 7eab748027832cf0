"""Reading a text for its figures: one kind after the other, each blind to what an earlier one has taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from briefgen.numbers_in_text.characters import SEEN, has_numeric, is_numeric, odd_characters, powers_of_ten
from briefgen.numbers_in_text.conventions import Conventions, conventions_of
from briefgen.numbers_in_text.dates import dates, times, weekdays_in
from briefgen.numbers_in_text.mention import Mention, MentionKind, Weekday, disjoint
from briefgen.numbers_in_text.nouns import noun_behind
from briefgen.numbers_in_text.numbers import numbers
from briefgen.numbers_in_text.phrases import WORDS, phrases
from briefgen.numbers_in_text.ratios import ratios
from briefgen.numbers_in_text.signs import addresses, left_over, marks_of_digits, marks_with_letters
from briefgen.numbers_in_text.vocabulary import FigureWords, vocabulary_of
from briefgen.numbers_in_text.word_numbers import number_word_spots, word_numbers
from briefgen.patterns import lazy_regex

_DIGITS = lazy_regex("[0-9]+")
_LETTERS = lazy_regex("[a-z]+")
_WORD = lazy_regex(r"[^\W\d_]+")
_AROUND = 64
"""The characters on each side of a digit or number word, and then on to a space, beyond which no reader looks."""


def stretches(text: str, vocabulary: FigureWords | None = None) -> Iterator[tuple[int, int]]:
    """The beginning and end of each stretch that is to be read, in order and apart; they begin and end at spaces."""
    start = end = 0
    for first, last in _spots(text, vocabulary or vocabulary_of()):
        begin = text.rfind(" ", end, max(end, first - _AROUND))
        if begin >= 0:
            if end > start:
                yield start, end
            start = begin
        if last + _AROUND >= end:
            space = text.find(" ", last + _AROUND)
            end = len(text) if space < 0 else space + 1
    if end > start:
        yield start, end


@lru_cache(maxsize=1)
def has_words(text: str) -> bool:
    """Whether any of the words is one with which figures begin: of a short text it is asked twice."""
    return not WORDS.isdisjoint(_LETTERS.findall(text.lower()))


def _spots(text: str, vocabulary: FigureWords) -> list[tuple[int, int]]:
    """Where the digits, numbers of other characters, and number words of a text stand, in order."""
    spots = [match.span() for match in _DIGITS.finditer(text)]
    if not text.isascii() and (others := [each for each in set(text) if not each.isascii() and is_numeric(each)]):
        spots += [(at, at + 1) for at, character in enumerate(text) if character in others]
    if vocabulary.number_words:
        spots += number_word_spots(text, vocabulary)
    elif has_words(text):
        spots += [match.span() for match in _WORD.finditer(text) if match[0].lower() in WORDS]
    return sorted(spots)


_COUNTING = frozenset(
    {MentionKind.NUMBER, MentionKind.PERCENT, MentionKind.MONEY, MentionKind.ORDINAL, MentionKind.RATIO}
)
MOST_DIGITS = 24
"""The digits of the longest amount; a numeral of more is a sign, with which nothing is calculated."""
READ = 1 << 12
"""So many texts are remembered, since several checks read each."""

_ALIKE_IN_CAPITALS = str.maketrans("ſıİ", "þþÞ")
"""Letters that patterns in any case take for s and i, and tables of words do not, become letters like no other."""

_PLAIN_NUMBER = lazy_regex(r"\s?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?%?\s?")
"""What only one reader finds anything in, as in most cells of tables."""

_INVISIBLE = lazy_regex("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_YEAR = lazy_regex(r"[12]\d{3}(?:['’]?s)?")


def find(text: str, language: str = "en-GB", currency: str = "") -> list[Mention]:
    """Every figure in a text, in order, disjoint; each digit and number character lies in one.

    U+FFFC stands for what has been looked at already: it is in no mention, and nothing joins over it. Words are read
    where the file of the language has them; an unknown language reads as British English. The `currency` is that which
    the bare sign means.
    """
    return list(_found(text, language, currency))


@lru_cache(maxsize=READ)
def _found(text: str, language: str, currency: str) -> tuple[Mention, ...]:
    if text.isascii() or not _INVISIBLE.search(text):
        return _found_in_seen(text, conventions_of(language, currency))
    kept = [at for at, character in enumerate(text) if not _INVISIBLE.match(character)]
    seen = "".join(text[at] for at in kept)
    return tuple(
        replace(mention, start=start, end=end, text=text[start:end])
        for mention in _found_in_seen(seen, conventions_of(language, currency))
        for start, end in [(kept[mention.start], kept[mention.end - 1] + 1)]
    )


def _found_in_seen(text: str, conventions: Conventions) -> tuple[Mention, ...]:
    """The figures of a text in which every character can be seen."""
    plain = text.translate(_ALIKE_IN_CAPITALS) if any(letter in text for letter in "ſıİ") else text
    plain = conventions.vocabulary.plain(plain)
    parts = ((start, plain[start:end]) for start, end in stretches(plain, conventions.vocabulary))
    read = (_moved(mention, start, text) for start, part in parts for mention in _read(part, conventions))
    found = [_as_mark(mention) if _is_no_amount(mention) else mention for mention in read]
    limits = [*(mention.start for mention in found[1:]), len(text)]
    return tuple(_with_noun(mention, text, limit, conventions) for mention, limit in zip(found, limits, strict=False))


def _is_no_amount(mention: Mention) -> bool:
    """Whether a numeral has more digits than any amount, as numbers of accounts and series have."""
    is_long = mention.end - mention.start > MOST_DIGITS
    return any(
        amount.adjusted() >= MOST_DIGITS or (is_long and len(amount.as_tuple().digits) > MOST_DIGITS)
        for amount in mention.amounts
    )


def _as_mark(mention: Mention) -> Mention:
    return Mention(mention.start, mention.end, mention.text, MentionKind.MARK)


def _read(text: str, conventions: Conventions) -> list[Mention]:
    """The mentions of a stretch of text, in order, without what they count."""
    if _PLAIN_NUMBER.fullmatch(text):
        return list(numbers(text, conventions))
    found: list[Mention] = []
    unread = text
    for reader in _readers(conventions, in_digits=has_numeric(text), in_words=has_words(text)):
        if mentions := disjoint(reader(unread)):
            unread = _without(unread, mentions)
            found.extend(mentions)
    return sorted(found, key=lambda mention: mention.start)


def _moved(mention: Mention, start: int, text: str) -> Mention:
    """The mention of a stretch that begins at `start` as one of the whole text."""
    first, last = start + mention.start, start + mention.end
    if first == mention.start and mention.text == text[first:last]:
        return mention
    return replace(mention, start=first, end=last, text=text[first:last])


def _readers(
    conventions: Conventions, *, in_digits: bool, in_words: bool
) -> Iterator[Callable[[str], Iterable[Mention]]]:
    """What is told by its shape alone goes before what could be cut out of it; most find nothing without digits."""
    if in_digits:
        yield addresses
        yield powers_of_ten
        yield odd_characters
        yield partial(marks_with_letters, conventions=conventions)
        yield partial(dates, conventions=conventions)
        yield partial(times, conventions=conventions)
        yield marks_of_digits
    yield partial(ratios, in_words=conventions.vocabulary.has_grammar)
    if in_digits:
        yield partial(numbers, conventions=conventions)
    if in_words and conventions.vocabulary.has_grammar:
        yield phrases
    elif conventions.vocabulary.number_words:
        yield partial(word_numbers, vocabulary=conventions.vocabulary)
    if in_digits:
        yield left_over


def weekdays(text: str, language: str = "en-GB") -> list[Weekday]:
    """The names of days in a text, those in dates as well; short forms are none."""
    return list(weekdays_in(text, conventions_of(language)))


def _without(text: str, mentions: Iterable[Mention]) -> str:
    return "".join(_pieces(text, mentions))


def _pieces(text: str, mentions: Iterable[Mention]) -> Iterator[str]:
    end = 0
    for mention in mentions:
        yield text[end : mention.start]
        yield SEEN * (mention.end - mention.start)
        end = mention.end
    yield text[end:]


def _with_noun(mention: Mention, text: str, limit: int, conventions: Conventions) -> Mention:
    if mention.kind not in _COUNTING or _YEAR.fullmatch(mention.text):
        return mention
    noun = noun_behind(text, mention.end, limit, conventions.vocabulary)
    return replace(mention, noun=noun) if noun else mention

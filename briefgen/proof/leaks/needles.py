"""What is withheld, as it is looked for: runs of words and numbers in sets, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from hashlib import blake2b

from briefgen.frozen import frozen
from briefgen.proof.leaks.parts import FoundPart, Zone
from briefgen.proof.leaks.texts import folded, tokens_of

RUN = 3
"""The words in a row by which a text is known."""
FEWEST_DIGITS = 3
"""A whole number of fewer digits is looked for with its unit only."""
_WORD = re.compile(r"[^\W\d]{3,}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_IDENTIFIER = re.compile(r"\w+(?:[-.:/_]\w+)+|\w*_\w*")
_PARTS = re.compile(r"[\W_]+")

Tokens = tuple[str, ...]


@frozen
class Withheld:
    """What a release must not hold, and what it does show.

    `texts` are plain texts (blocks, titles, captions, labels, caveats, quotes, notes, comments), `figures` values in
    every form in which they can be printed, `names` ids and names of files, `files` the files themselves, by name.
    `shown` is every text and name that the release does show, with the words of its charts and the printed furniture:
    what stands there is not withheld.
    """

    texts: Sequence[str] = ()
    figures: Sequence[str] = ()
    names: Sequence[str] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    shown: Sequence[str] = ()


class Needles:
    """What to look for, without what the release shows."""

    def __init__(self, withheld: Withheld) -> None:
        shown = [folded(text) for text in withheld.shown]
        said = [token for text in shown for token in (*tokens_of(text), "\n")]
        texts = [tokens_of(folded(text)) for text in withheld.texts]
        self._runs = {run for text in texts for run in _runs(text)} - set(_runs(said))
        self._words = {word for text in texts for word in text if _WORD.fullmatch(word)} - set(said)
        figures = _by_tokens(withheld.figures)
        self._figures = TokenRuns({key: what for key, what in figures.items() if not _is_short(key)}).without(said)
        self._sure = TokenRuns({key: what for key, what in self._figures.by_tokens.items() if _is_sure(key)})
        self._names = _names(withheld.names).without(_subwords(shown))
        self._digests = {_digest(data): name for name, data in withheld.files.items() if data}
        self._lengths = {len(data) for data in withheld.files.values()}

    def found_in(self, part: FoundPart) -> Iterator[str]:
        """What of it is in a part."""
        if len(part.data) in self._lengths and (name := self._digests.get(_digest(part.data))):
            yield f"the file {name}"
        text = folded(part.text)
        tokens = tokens_of(text)
        for run in sorted(self._runs.intersection(_runs(tokens))):
            yield f"the words “{' '.join(run)}”"
        for word in sorted(self._words.intersection(tokens)):
            yield f"the word “{word}”"
        figures = self._sure if part.zone is Zone.MARKUP else self._figures
        for what in figures.found_in(tokens):
            yield f"the figure “{what}”"
        for what in self._names.found_in(_subwords([text])):
            yield f"the name “{what}”"


class TokenRuns:
    """Runs of tokens of any length, found in one pass over a text by their first ones."""

    def __init__(self, by_tokens: Mapping[Tokens, str]) -> None:
        self.by_tokens = by_tokens

    @cached_property
    def _by_start(self) -> list[dict[Tokens, list[Tokens]]]:
        starts: list[dict[Tokens, list[Tokens]]] = [{}, {}, {}]
        for key in self.by_tokens:
            start = key[:RUN]
            starts[len(start) - 1].setdefault(start, []).append(key)
        return starts

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """Which of them stand in a text."""
        yield from (self.by_tokens[key] for key in self._keys_in(tokens))

    def without(self, tokens: Sequence[str]) -> TokenRuns:
        """Those that do not stand in a text."""
        found = set(self._keys_in(tokens))
        return TokenRuns({key: what for key, what in self.by_tokens.items() if key not in found})

    def _keys_in(self, tokens: Sequence[str]) -> Iterator[Tokens]:
        for length, starts in enumerate(self._by_start, 1):
            if starts and not starts.keys().isdisjoint(_grams(tokens, length)):
                for at, start in enumerate(_grams(tokens, length)):
                    for key in starts.get(start, ()):
                        if key == tuple(tokens[at : at + len(key)]):
                            yield key


def _grams(tokens: Sequence[str], length: int) -> Iterator[Tokens]:
    return zip(*(tokens[start:] for start in range(length)), strict=False)


def _runs(tokens: Sequence[str]) -> Iterator[Tokens]:
    return _grams(tokens, RUN)


def _by_tokens(texts: Iterable[str]) -> dict[Tokens, str]:
    return {key: text for text in texts if (key := tuple(tokens_of(folded(text))))}


def _is_short(key: Tokens) -> bool:
    """Whether a figure is too short to be told from any other number, or is no more than a sign."""
    return len(key) == 1 and len(key[0]) < FEWEST_DIGITS


def _is_sure(key: Tokens) -> bool:
    """Whether a figure can be told from a coordinate or a size: it has a word, or is a date."""
    return any(map(_WORD.fullmatch, key)) or _DATE.fullmatch("".join(key)) is not None


def _names(names: Iterable[str]) -> TokenRuns:
    return TokenRuns({key: name for name in names if (key := tuple(filter(None, _PARTS.split(folded(name)))))})


def _subwords(texts: Iterable[str]) -> list[str]:
    """The parts of the identifiers in folded texts, each identifier apart from the next."""
    found = dict.fromkeys(name for text in texts for name in _IDENTIFIER.findall(text))
    return [part for name in found for part in (*_PARTS.split(name), "\n")]


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()

"""What is withheld, as it is looked for: runs of words and numbers in sets, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from hashlib import blake2b
from itertools import compress, count
from pathlib import Path

from briefgen.frozen import frozen
from briefgen.proof.leaks.found import PARTED, Zone
from briefgen.proof.leaks.pictures import PNG, png_rows
from briefgen.proof.leaks.texts import folded, tokens_of

RUN = 3
"""The words in a row by which a text is known."""
FEWEST_DIGITS = 3
"""A whole number of fewer digits is looked for with its unit only."""
MOST_SHOWN = 12
"""The words of a text that a message shows."""
KINDS = (
    "id",
    "fact",
    "figure",
    "chart",
    "source",
    "section",
    "table",
    "deadline",
    "note",
    "reference",
    "used",
    "parts",
)
"""What stands before a name that is a word of the formats as well, as in "fact:share"."""

VOCABULARY = Path(__file__).with_name("vocabulary.txt")
"""The words of the formats, and the texts in fonts, a line each."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORT = re.compile(r"[^\W\d_]{1,2}[0-9]?")
"""What the formats may have in any of their names, such as `w:p`, or a workbook as the address of a cell."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_IDENTIFIER = re.compile(r"\b\w++[-.:/]\w[\w\-.:/]*|\b[^\W_]++_\w*|\b_\w+")
_GUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
"""Such a number, whose digits say nothing though they may look like words."""
_IN_GUID = re.compile(r"-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
"""What is found faster, since it begins with a sign."""
_PARTS = re.compile(r"[^\W_]+|\x1f")

Tokens = tuple[str, ...]


@frozen
class Withheld:
    """What a release must not hold, and what it does show.

    `texts` are plain texts (blocks, titles, captions, labels, caveats, quotes, notes, comments, values that are names),
    `figures` other values in every form in which they can be printed, `names` ids and names of files, `files` the files
    themselves, by name. `shown` is every text and name that the release does show, with the words of its charts and the
    printed furniture: what stands there is not withheld.
    """

    texts: Sequence[str] = ()
    figures: Sequence[str] = ()
    names: Sequence[str] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    shown: Sequence[str] = ()


class Needles:
    """What to look for, without what the release shows.

    A run of words is looked for everywhere; a word alone where people read it, and elsewhere unless it is one of the
    formats' own; a figure that is a number alone wherever there are values or texts, and not among coordinates.
    """

    def __init__(self, withheld: Withheld) -> None:
        shown = [folded(text) for text in dict.fromkeys(withheld.shown)]
        said = tokens_of(PARTED.join(shown))
        joined = [token for token in dict.fromkeys(said) if "_" in token]
        said += tokens_of(PARTED.join(("", *(token.replace("_", " ") for token in joined))))
        texts = [tokens_of(folded(text)) for text in withheld.texts]
        runs = frozenset(run for text in texts for run in _grams(text, RUN) if not any(map(_is_short_number, run)))
        runs = runs.difference(_grams(said, RUN))
        words = frozenset(word for text in texts for word in text if _WORD.fullmatch(word)).difference(said)
        figures = TokenRuns(_by_tokens(withheld.figures)).without(said)
        sure = TokenRuns({key: what for key, what in figures.by_tokens.items() if _is_sure(key)})
        names = _names(withheld.names, said, shown)
        alone = frozenset(key[0] for key in names.by_tokens if len(key) == 1 and _WORD.fullmatch(key[0]))
        alone = alone.difference(said)
        self._names = TokenRuns({key: name for key, name in names.by_tokens.items() if key[0] not in KINDS})
        self._names_by_kind = names
        strange_runs = runs.difference(_grams(vocabulary(), RUN))
        strange = words.difference(vocabulary()) | alone
        self._by_zone = {
            Zone.TEXT: Sought(runs, words, figures),
            Zone.DATA: Sought(strange_runs, strange, figures),
            Zone.MARKUP: Sought(strange_runs, strange, sure),
            Zone.CODE: Sought(strange_runs, strange, sure),
            Zone.RAW: Sought(runs, frozenset(), TokenRuns({})),
        }
        self._digests = {_digest(data): f"the file {name}" for name, data in withheld.files.items() if data}
        self._digests |= {
            _digest(png_rows(data)): f"the picture {name}"
            for name, data in withheld.files.items()
            if data.startswith(PNG)
        }
        self._lengths = {len(data) for name, data in withheld.files.items()} | {
            len(png_rows(data)) for data in withheld.files.values() if data.startswith(PNG)
        }

    def files_in(self, data: bytes) -> Iterator[str]:
        """Whether bytes are those of a file."""
        if len(data) in self._lengths and (what := self._digests.get(_digest(data))):
            yield what

    def found_in(self, text: str, zone: Zone) -> Iterator[str]:
        """What is in a text of a zone."""
        tokens = tokens_of(text)
        yield from self._by_zone[zone].found_in(tokens)
        names = self._names if zone is Zone.CODE else self._names_by_kind
        if names.may_be_in(tokens):
            yield from (f"the name “{name}”" for name in sorted(names.found_in(subwords([text]))))


def searched(text: str, zone: Zone) -> str:
    """A text of a zone as it is searched, without the numbers by which programs know a font or a file."""
    text = folded(text)
    return _GUID.sub("", text) if zone in (Zone.DATA, Zone.MARKUP) and _IN_GUID.search(text) else text


@frozen
class Sought:
    """What is looked for in texts of one zone."""

    runs: frozenset[Tokens]
    words: frozenset[str]
    figures: TokenRuns

    def found_in(self, tokens: Sequence[str]) -> Iterator[str]:
        if not self.runs.isdisjoint(_grams(tokens, RUN)):
            yield from (f"the words “{run}”" for run in sorted(set(self._runs_in(tokens))))
        if not self.words.isdisjoint(tokens):
            yield from (f"the word “{word}”" for word in sorted(self.words.intersection(tokens)))
        yield from (f"the figure “{figure}”" for figure in sorted(self.figures.found_in(tokens)))

    def _runs_in(self, tokens: Sequence[str]) -> Iterator[str]:
        """The runs in a text, those that overlap as one."""
        start, end = 0, 0
        for at, run in enumerate(_grams(tokens, RUN)):
            if run in self.runs:
                if at >= end:
                    yield from _shown(tokens[start:end])
                    start = at
                end = at + RUN
        yield from _shown(tokens[start:end])


class TokenRuns:
    """Runs of tokens of any length, found in one pass over a text by their first ones."""

    def __init__(self, by_tokens: Mapping[Tokens, str]) -> None:
        self.by_tokens = by_tokens
        self._by_start: dict[Tokens, list[Tokens]] = {}
        self._first = frozenset(key[0] for key in by_tokens)
        for key in by_tokens:
            self._by_start.setdefault(key[:RUN], []).append(key)

    def found_in(self, tokens: Sequence[str]) -> set[str]:
        """Which of them stand in a text."""
        return {self.by_tokens[key] for key in self._keys_in(tokens)}

    def may_be_in(self, tokens: Sequence[str]) -> bool:
        """Whether the first word of one of them is a token of a text, or a part of one such as `of_this`."""
        joint = " ".join(token for token in set(tokens) if not token.isalnum())
        for sign in "_.,'":
            joint = joint.replace(sign, " ")
        return not (self._first.isdisjoint(tokens) and self._first.isdisjoint(joint.split()))

    def without(self, tokens: Sequence[str]) -> TokenRuns:
        """Those that do not stand in a text."""
        found = set(self._keys_in(tokens))
        return TokenRuns({key: what for key, what in self.by_tokens.items() if key not in found})

    def _keys_in(self, tokens: Sequence[str]) -> Iterator[Tokens]:
        if self._first.isdisjoint(tokens):
            return
        for at in compress(count(), map(self._first.__contains__, tokens)):
            for length in range(1, RUN + 1):
                for key in self._by_start.get(tuple(tokens[at : at + length]), ()):
                    if key == tuple(tokens[at : at + len(key)]):
                        yield key


@cache
def vocabulary() -> Sequence[str]:
    """The words that the formats themselves have, whatever a brief says, and those of what fonts say, in their runs."""
    return VOCABULARY.read_text(encoding="utf-8").replace("\n", f" {PARTED} ").split(" ")


@cache
def own_ids() -> frozenset[str]:
    """The ids that the formats give, each behind what it is the id of."""
    return frozenset(VOCABULARY.read_text(encoding="utf-8").splitlines())


def _is_short_number(token: str) -> bool:
    """Whether a word of a text is a number such as notes and tables have, which come by others in a release."""
    return token.isdecimal() and len(token) < FEWEST_DIGITS


def _grams(tokens: Sequence[str], length: int) -> Iterator[Tokens]:
    return zip(*(tokens[start:] for start in range(length)), strict=False)


def _shown(tokens: Sequence[str]) -> Iterator[str]:
    if tokens:
        yield f"{' '.join(tokens[:MOST_SHOWN])}{' …' if len(tokens) > MOST_SHOWN else ''}"


def _by_tokens(texts: Iterable[str]) -> dict[Tokens, str]:
    """Figures by their tokens, but for those that are too short to be told from any other.

    A range is one also the other way round, as readers of PDFs have it among words that run from the right.
    """
    found = {key: text for text in texts if (key := tuple(tokens_of(folded(text)))) and not _is_short(key)}
    ranges = {key: text for key, text in found.items() if len(key) == 3 and key[1] == "-"}
    return {key[::-1]: text for key, text in ranges.items()} | found


def _is_short(key: Tokens) -> bool:
    """Whether a figure is a whole number of few digits, or a number, month or day of the week in one word."""
    return len(key) == 1 and (not any(map(str.isdigit, key[0])) or len(key[0]) < FEWEST_DIGITS)


def _is_sure(key: Tokens) -> bool:
    """Whether a figure can be told from a coordinate or a size: it has a word, or is a date."""
    return any(map(_WORD.fullmatch, key)) or _DATE.fullmatch("".join(key)) is not None


def _names(names: Iterable[str], said: Sequence[str], shown: Sequence[str]) -> TokenRuns:
    """The names by the words in them; one that is a word of the formats, or short, is looked for behind its kind.

    Those of the texts `shown` are none; `said` are their tokens.

    Of a longer one the first words are enough, since a bookmark has room for no more.
    """
    found = {key: name for name in names if (key := tuple(_PARTS.findall(folded(name))))}
    found |= {key[:RUN]: name for key, name in found.items() if len(key) > RUN}
    words = {key[0]: name for key, name in found.items() if len(key) == 1}
    known = words.keys() & vocabulary()
    alone = {(word,): name for word, name in words.items() if word in known or _SHORT.fullmatch(word)}
    kinds = {(kind, *key): name for key, name in alone.items() for kind in KINDS if f"{kind} {key[0]}" not in own_ids()}
    sought = TokenRuns({key: name for key, name in found.items() if key not in alone} | kinds)
    return sought.without(subwords(shown)) if sought.may_be_in(said) else sought


def subwords(texts: Iterable[str]) -> list[str]:
    """The parts of the identifiers in folded texts, each identifier apart from the next."""
    found = {name for text in texts for name in _IDENTIFIER.findall(text)}
    return _PARTS.findall(PARTED.join(found))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()

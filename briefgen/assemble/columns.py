"""Column widths: each column gets the share of the text width that its texts need, the same for every writer."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from briefgen.model.blocks import Block, Table
from briefgen.model.inlines import Inlines, LineBreak, Text
from briefgen.model.traverse import map_inlines, plain_text

EMS_ACROSS = 50.0
"""The text width in ems of the table's type: 160 mm at 9 points."""

PADDING = 1.6
"""The space between two columns, in ems."""

LEAST, TIGHTEST = 4.0, 3.0
"""A column with its padding has at least this many ems: room for a word, also in a list, or where columns are many."""

ADDRESS = re.compile(r"://|^www\.|@")
JOINT = re.compile(r"(?<=[/?&=#.:_@-])")
"""What tells an address, and behind what it may be broken."""

HYPHEN = re.compile(r"(?<=[^\W\d_][-–—])(?=[^\W\d_])")
"""Behind what every writer ends a line within a compound of words."""

UNBROKEN = 8.0
"""A text or a compound of at most this many ems, such as a date, stays on one line."""

LONGEST_WORD = 12.0
"""The width in ems up to which a word asks for smaller type before it is broken."""

SMALLEST, STEPS = 7 / 9, 18
"""The smallest scale, 7 points of 9, and the steps of a whole one."""

NARROW = frozenset(" \u00a0.,;:!'’iljtfrI|()[]/-")
WIDE = frozenset("mwMW%—")

NARROWEST = 0.5
"""A table is at least this share of the text width, so that it reads as a table and not as a scrap."""

STRETCHED_FROM = 0.7
"""A table that needs this share of the text width or more takes all of it."""


def with_columns(block: Block) -> Block:
    """A table with its columns' widths set; any other block as it is."""
    if not isinstance(block, Table):
        return block
    rows = [[_lines(cell.content) for cell in row] for row in (block.header, *block.rows)]
    scale = type_scale(rows)
    widths = column_widths(rows, EMS_ACROSS / scale)
    columns = tuple(replace(column, width=width) for column, width in zip(block.columns, widths, strict=True))
    return replace(block, columns=columns, scale=scale)


def _lines(content: Inlines) -> str:
    """The text of a cell, line by line."""
    return plain_text(map_inlines(content, lambda inline: Text("\n") if isinstance(inline, LineBreak) else inline))


def type_scale(rows: list[list[str]]) -> float:
    """How large a table's type is, by that of other tables, so that its words find room: in steps of half a point of 9.

    A word that is longer than any column should be, such as an address, is broken whatever the type.
    """
    words = (max(min(_longest_word_ems(text), LONGEST_WORD) for text in column) for column in zip(*rows, strict=True))
    needed = sum(PADDING + width for width in words)
    return min(max(int(EMS_ACROSS / needed * STEPS) / STEPS, SMALLEST), 1.0)


def column_widths(rows: list[list[str]], across: float = EMS_ACROSS) -> list[float]:
    """The shares of the text width (0 to 1) for the columns of a table, given the texts of its rows.

    The text width is `across` ems of the table's type.


    A table that fits is as wide as it needs; one that does not gives each column its longest word and shares the
    rest by the need, damped by a square root so that one long column does not starve the others. Where even the
    longest words do not fit, the columns that need more than their part share what the others leave.
    """
    texts = list(zip(*rows, strict=True))
    floor = LEAST if LEAST * len(texts) <= across else min(TIGHTEST, across / len(texts))
    natural = [max(floor, PADDING + max(map(_ems, column))) for column in texts]
    least = [max(floor, PADDING + max(map(_unbroken_ems, column))) for column in texts]
    if sum(natural) <= across:
        return _stretched([width / across for width in natural])
    if sum(least) >= across:
        return [width / across for width in _rationed(least, across)]
    spare = across - sum(least)
    needs = [(wish - must) ** 0.5 for wish, must in zip(natural, least, strict=True)]
    given = [must + spare * need / sum(needs) for must, need in zip(least, needs, strict=True)]
    return [width / across for width in _capped(given, natural)]


@lru_cache(maxsize=1 << 12)
def _ems(text: str) -> float:
    """About how wide the widest line of a text is in the table's type."""
    return max(sum(map(_em, line)) for line in text.split("\n"))


@cache
def _em(character: str) -> float:
    if character in NARROW:
        return 0.29
    if character in WIDE:
        return 0.8
    return 0.63 if character.isupper() else 0.54 if character.isalpha() else 0.51


def _unbroken_ems(text: str) -> float:
    """The width of the longest part that must not be broken: a word, or the whole of a short text."""
    whole = _ems(text)
    return whole if whole <= UNBROKEN else _longest_word_ems(text)


def _longest_word_ems(text: str) -> float:
    return max(_ems(part) for word in re.split(r"[ \n]", text) for part in _parts(word))


def _parts(word: str) -> list[str]:
    """What of a word stays on one line: what stands between the joints of an address or of a wide compound."""
    if ADDRESS.search(word):
        return JOINT.split(word)
    return HYPHEN.split(word) if _ems(word) > UNBROKEN else [word]


def _rationed(needs: list[float], across: float) -> list[float]:
    """The text width dealt out to more needs than it can meet: the small ones are met, the others get equal parts."""
    given = [0.0] * len(needs)
    left = across
    for dealt, column in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        given[column] = min(needs[column], left / (len(needs) - dealt))
        left -= given[column]
    return given


def _stretched(shares: list[float]) -> list[float]:
    """Every column wider by the same factor, so that none stands far from the others."""
    total = sum(shares)
    wanted = 1.0 if total >= STRETCHED_FROM else max(total, NARROWEST)
    return [share * wanted / total for share in shares]


def _capped(given: list[float], natural: list[float]) -> list[float]:
    """No column gets more than it needs; what it leaves goes to the neediest."""
    capped = [min(width, wish) for width, wish in zip(given, natural, strict=True)]
    neediest = max(range(len(natural)), key=lambda column: natural[column] - capped[column])
    capped[neediest] += sum(given) - sum(capped)
    return capped

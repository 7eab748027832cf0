"""Wording: what the text of a record says, and what is looked for in it, however both were typed or set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

HYPHENS = ("\ufffe", "\u0002")
"""By these PDFium gives a hyphen at a line's end, as records of the first version have them."""

_SIGN = "[,'’\u00a0\u202f\u2009 ]"
"""What may stand between the groups of a number's digits; two of one number are alike."""
_POINT = r"\.(?=\d{3}(?:\.\d{3})*(?!\d))"
"""A point groups thousands alone, as decimals have one, too."""
_GROUPED = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?=({_SIGN})\d)(?:\1\d{{2,3}})*\1\d{{3}}(?!\d)(?!\1\d)"
    r"|(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?!\d)(?![.,]\d)"
)
_DIGITS = re.compile(r"(?<![\d.,])\d{4,}(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_LAKHS = re.compile(r"(?<=\d)(?=(?:\d{2})*\d{3}$)")
_CUT = re.compile(r"([^\W_]+)(?:-\n?|\n)(?=([^\W_A-Z]\w*))")
_NOTE = re.compile(r"^(\d+)\. ", re.MULTILINE)
_TOP, _SEAM = 8, 200
"""So many lines of a page may be its heads and foot, and so many characters on either side of its end are a seam."""


def legible(text: str) -> str:
    """The text of a page with its hyphens as such, also where they end a line."""
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "-")
    return text


def seams(pages: Sequence[str]) -> Iterator[tuple[tuple[str, str], ...]]:
    """For each page but the last, how its text may go on: its end and the next one's beginning, without what is around.

    It is not seen whether numbered lines at a page's end are notes, so that its end is given with and without them.
    """
    for page, after in pairwise(pages):
        begins = _body(after, pages[0])[:_SEAM]
        yield tuple((end[-_SEAM:], begins) for end in dict.fromkeys((page.rstrip(), _without_notes(page))))


def _body(page: str, first: str) -> str:
    """A page's text behind its heads and foot, the last of which counts pages and stands on the first one too."""
    known = {_uncounted(line) for line in first.split("\n")[:_TOP]}
    lines = page.split("\n")
    tops = [at for at, line in enumerate(lines[:_TOP], 1) if _uncounted(line) in known and _uncounted(line) != line]
    return "\n".join(lines[max(tops, default=0) :]).lstrip()


def _uncounted(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _without_notes(page: str) -> str:
    """A page's text before the numbered lines at its end."""
    end, following = len(page), ""
    for match in reversed(list(_NOTE.finditer(page))):
        if following and int(match[1]) + 1 != int(following):
            break
        end, following = match.start(), match[1]
    return page[:end].rstrip()


def cut_words(text: str) -> str:
    """The words that a line's end may cut, whole: it is not seen whether one is cut there or another begins."""
    return " ".join(match[1] + match[2] for match in _CUT.finditer(text))


def spellings(phrase: str) -> list[str]:
    """The phrase as it may be printed: its figures without signs between their digits, by thousands, and by lakhs."""
    plain = _plain(phrase)
    return list(dict.fromkeys((phrase, plain, _grouped(plain, _THOUSANDS), _grouped(plain, _LAKHS))))


def _grouped(phrase: str, ends: re.Pattern[str]) -> str:
    """The phrase with spaces in its figures, where their groups of digits end."""
    return _DIGITS.sub(lambda match: ends.sub(" ", match[0]), phrase)


def pattern(phrase: str) -> re.Pattern[str]:
    """What finds a phrase in the text of a page, over the ends of lines and however its figures are grouped."""
    plain = legible(_plain(phrase))
    begins, ends = (
        (r"(?<!\d)(?<!\d[,.'’\u00a0\u202f])" if plain[:1].isdigit() else ""),
        (r"(?!\d)(?![,.]\d)" if plain[-1:].isdigit() else ""),
    )
    return re.compile(begins + r"\s+".join(map(_word, plain.split())) + ends)


def _plain(phrase: str) -> str:
    """The phrase with its grouped figures as digits alone."""
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), phrase)


def _word(word: str) -> str:
    """A word, which a line's end may cut, and in which digits may be grouped."""
    made = ""
    for before, sign in zip(("", *word), word, strict=False):
        grouped = f"(?:{_SIGN}|{_POINT})?\n?" if before.isdigit() and sign.isdigit() else ""
        between = grouped or ("-?\n?" if sign.isalpha() else "\n?")
        made += (between if before else "") + re.escape(sign)
    return made

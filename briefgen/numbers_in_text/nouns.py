"""What a figure counts, as far as the words behind it tell."""

from __future__ import annotations

import re

from briefgen.numbers_in_text.characters import LETTER
from briefgen.patterns import lazy_regex

_WORD = rf"{LETTER}+(?:['’‑-]{LETTER}+)*"
_BEHIND = lazy_regex(rf"(?P<link>[\s‑-]{{0,2}})(?P<first>{_WORD})(?:\s{{1,2}}(?P<second>{_WORD}))?")
_POINTS = lazy_regex(r"percentage\spoints?", re.IGNORECASE)
# Behind these words the figure before counts nothing.
_BREAKING = """
    a about above across after against all along also although among an and are around as at because been before
    behind being below between but by can could did do does during each either even every few for from had has have he
    her here his how however i if in into is it its just lies many may might most much must near neither nor not now of
    off on once one only onto or our out over per remain said same says several shall she should since so some still
    than that the their them then there these they this those though through till to too toward towards under unless
    until up upon via was we were when where whether which while who whom whose why will with within without would yet
    you your
"""
_PASSED_OVER = "additional estimated fewer full further less more new other separate such whole"
BREAKS = frozenset(_BREAKING.split())
PASSED = frozenset(_PASSED_OVER.split())
PLURALS = frozenset(["children", "fish", "men", "people", "personnel", "police", "sheep", "staff", "troops", "women"])
_NOT_PLURAL = ("ss", "us", "is", "’s", "'s")


def noun_behind(text: str, end: int, limit: int) -> str:
    """The word before `limit` that a figure ending at `end` may count: the plural of two, or the first plain one."""
    match = _BEHIND.match(text, end, limit)
    if not match:
        return ""
    if points := _POINTS.match(text, match.start("first")):
        return points[0]
    if "-" in match["link"] or "‑" in match["link"]:
        word = re.split("[‑-]", match["first"])[0]
        return "" if word.lower() in BREAKS else word
    words = _words(match)
    plurals = [word for word in words if looks_plural(word)]
    plain = [word for word in words if not re.search("[‑-]", word) and word.lower() not in PASSED]
    return next(iter([*plurals, *plain]), "")


def _words(match: re.Match[str]) -> list[str]:
    words = []
    for word in (match["first"], match["second"]):
        if not word or word.lower() in BREAKS:
            break
        words.append(word)
    return words


def looks_plural(word: str) -> bool:
    """Whether a word has the form of a plural, or is one of those that have none."""
    return word.lower() in PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL))

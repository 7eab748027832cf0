"""Names of persons: whether two of them may be one person's."""

from __future__ import annotations

import unicodedata


def may_be_same_person(one: str, other: str) -> bool:
    """Whether two names have the same last name, and first names that are equal or one the other's initial.

    Capitals, dots, hyphens, spaces and diacritics make no difference, nor do middle names; a last name alone may be
    anybody's who bears it.
    """
    (first, last), (other_first, other_last) = _first_and_last(one), _first_and_last(other)
    short, long = sorted((first, other_first), key=len)
    return last == other_last and (short == long or (len(short) < 2 and long.startswith(short)))


def _first_and_last(name: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(" " if c == "." else c for c in decomposed if c == "." or not _is_ornament(c)).split()
    return words[0] if len(words) > 1 else "", words[-1] if words else ""


def _is_ornament(character: str) -> bool:
    """Whether a character is a diacritic, punctuation, or cannot be seen."""
    category = unicodedata.category(character)
    return bool(unicodedata.combining(character)) or category.startswith("P") or category == "Cf"

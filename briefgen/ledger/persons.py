"""Names of persons: whether two of them may be one person's, and whether one is written in a single alphabet."""

from __future__ import annotations

import unicodedata

from briefgen.patterns import lazy_regex

TITLE = lazy_regex(
    "dr|prof|mr|mrs|ms|mx|amb|rev|hon|lt|maj|capt|col|gen|brig|adm|cdr|sgt"
    "|doctor|professor|miss|sir|dame|lord|lady|baron|baroness|ambassador|minister|judge"
    "|lieutenant|major|captain|colonel|general|brigadier|admiral|commander|sergeant"
)
HONOUR = lazy_regex("phd|dphil|msc|mba|obe|mbe|cbe|esq")  # and none that is a surname, as MA and KC are

ONE_ALPHABET = "type the whole name anew, in one alphabet"
ALIKE = ("Latin", "Greek", "Cyrillic", "Armenian", "Coptic", "Cherokee", "Lisu")
"""The alphabets whose letters look like those of another."""


def may_be_same_person(one: str, other: str) -> bool:
    """Whether two names have the same last name, and first names that are equal or one the other's initial.

    Capitals, dots, hyphens, spaces and diacritics make no difference, nor do middle names, titles and whether the last
    name stands first, with a comma behind it; a last name alone may be anybody's who bears it.
    """
    (first, last), (other_first, other_last) = _first_and_last(one), _first_and_last(other)
    short, long = sorted((first, other_first), key=len)
    return last == other_last and (short == long or (len(short) < 2 and long.startswith(short)))


def mixed_alphabets(name: str) -> str:
    """A word on the alphabets that a name mixes, whose letters look alike; "" where it keeps to one, titles apart."""
    words = (word for word in _words(_decomposed(name)) if not TITLE.fullmatch(word))
    alphabets = {unicodedata.name(letter, "").partition(" ")[0].capitalize() for word in words for letter in word}
    mixed = [alphabet for alphabet in ALIKE if alphabet in alphabets]
    return f'the name "{name}" mixes {" and ".join(mixed)} letters, which look alike' if len(mixed) > 1 else ""


def _first_and_last(name: str) -> tuple[str, str]:
    """The first name and the last one, which stands before a comma if there is one."""
    last, *others = _decomposed(name).split(",")
    words = [word for part in others for word in _untitled(part)] + _untitled(last, least=1)
    return words[0] if len(words) > 1 else "", words[-1] if words else ""


def _decomposed(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold()


def _untitled(text: str, least: int = 0) -> list[str]:
    """The words of a text without titles before and letters of honour behind them; the `least` words stay."""
    tokens = text.split()
    while len(tokens) > least and HONOUR.fullmatch("".join(_words(tokens[-1]))):
        tokens.pop()
    words = _words(" ".join(tokens))
    while len(words) > least and TITLE.fullmatch(words[0]):
        words.pop(0)
    return words


def _words(text: str) -> list[str]:
    return "".join(" " if c == "." else c for c in text if c == "." or not _is_ornament(c)).split()


def _is_ornament(character: str) -> bool:
    """Whether a character is a diacritic, punctuation, or cannot be seen."""
    category = unicodedata.category(character)
    return bool(unicodedata.combining(character)) or category.startswith("P") or category == "Cf"

"""The direction of a text, and isolates: what keeps a figure in a text that runs from the right as it is written.

Source: Unicode Standard Annex 9, sections 2.4 and 3.3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import bidirectional

from briefgen.languages import entries_of, language_of, languages
from briefgen.patterns import lazy_regex

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "ltr", "rtl"
LATIN, ARABIC = "Latn", "Arab"
"""Scripts (ISO 15924)."""
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
"""Begin an isolate that runs from the left, from the right, or as its first strong character does; end it."""

_FROM_THE_RIGHT = {"R", "AL", "NSM", "WS"}
_STRONG = {"L": LEFT_TO_RIGHT, "R": RIGHT_TO_LEFT, "AL": RIGHT_TO_LEFT}
_SIGNS = f"{LRI}-{PDI}"
ISOLATED = frozenset({"LRI", "RLI", "FSI"})
"""The classes of what begins an isolate."""

ISOLATE_SIGNS = f"{LRI}{RLI}{FSI}{PDI}"
ISOLATES = dict.fromkeys(map(ord, ISOLATE_SIGNS))
"""What begins and ends isolates, as a table for `str.translate`: no font has it, and no writer draws it."""

_INNERMOST = f"[{LRI}-{FSI}][^{_SIGNS}]*{PDI}"
_INNER = f"[{LRI}-{FSI}](?:[^{_SIGNS}]|{_INNERMOST})*{PDI}"
_ISOLATE = f"[{LRI}-{FSI}](?:[^{_SIGNS}]|{_INNER})*{PDI}"
_RIGHT = "\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LETTER_FROM_RIGHT = lazy_regex(f"[{_RIGHT}]")
_PIECE = (
    rf"[+\-−<>≥≤≈~]*(?:[$€£¥₨#]\s?)?[^\W_{_RIGHT}](?:[^\s()\[\]«»“”{_RIGHT}{_SIGNS}]*[^\W_{_RIGHT}])?"
    rf"[%٪‰°′″$€£¥₨+]*"
)
_FROM_LEFT = lazy_regex(rf"(?P<isolate>{_ISOLATE})|{_PIECE}(?:\s{_PIECE})*")
_ARABIC_NUMBER = lazy_regex("[٠-٩]+(?:[٬٫][٠-٩]+)*")
_OPERATOR = lazy_regex(r"(\s[−+×/=]\s|[()])")


def direction_of(language: str) -> str:
    """The direction of a language tag's texts, "ltr" where the language has no file."""
    return writing_of(language)[0]


@cache
def writing_of(language: str) -> tuple[str, str]:
    """The direction and the script of a language tag's texts: those of English where the language has no file."""
    name = language_of(language)
    if name not in languages():
        return LEFT_TO_RIGHT, LATIN
    entries = entries_of(name)
    return str(entries["direction"]), str(entries["script"])


def direction_of_words(text: str, language: str = "", direction: str = "") -> str:
    """The direction of words that are set apart: as said, else that of their language, else of their first letter.

    It is empty where nothing tells it.
    """
    if direction or language_of(language) in languages():
        return direction or direction_of(language)
    found = (bidirectional(character) for character in text)
    first = next((kind for kind in found if kind in _STRONG), "")
    return _STRONG[first] if first else ""


def script_of(language: str) -> str:
    """The script of a language tag's texts (ISO 15924), "Latn" where the language has no file."""
    return writing_of(language)[1]


def isolated(text: str, language: str) -> str:
    """A printed figure, date or reference as it stands in a text of a language: nothing moves its parts.

    One that has words of a language from the right ("5–7 مئی 2031") runs from there, and each figure in it is an
    isolate; what is one already stays. In a language from the left it stays as it is, so that its bytes do.
    """
    if not text or direction_of(language) == LEFT_TO_RIGHT:
        return text
    is_worded = _LETTER_FROM_RIGHT.search(text) or without_isolates(text) != text
    return _in_words(text) if is_worded else _from_left(text)


def isolated_formula(text: str, language: str) -> str:
    """A formula or its working, which runs from the left whatever words are in it."""
    if not text or direction_of(language) == LEFT_TO_RIGHT:
        return text
    parts = _OPERATOR.split(text)
    worded = (f"{RLI}{_in_words(part)}{PDI}" if _LETTER_FROM_RIGHT.search(part) else part for part in parts)
    return _from_left("".join(worded))


def _in_words(text: str) -> str:
    """The text with an isolate around each figure and name that runs from the left and has none."""
    return _FROM_LEFT.sub(lambda found: found[0] if found["isolate"] else _from_left(found[0]), text)


def _from_left(text: str) -> str:
    """An isolate from the left; several Arabic numbers in it are each their own, or they would change places."""
    if len(_ARABIC_NUMBER.findall(text)) > 1:
        text = _ARABIC_NUMBER.sub(rf"{LRI}\g<0>{PDI}", text)
    return f"{LRI}{text}{PDI}"


def embedded(text: str) -> str:
    """A text that fills one from the right, where it runs as its own first letter does and moves nothing around it.

    One of letters from the right alone, or that is isolated already, is as it is.
    """
    if text.startswith((LRI, FSI)) and text.find(PDI) == len(text) - 1:
        return text
    if {*map(bidirectional, text)} <= _FROM_THE_RIGHT:
        return text
    return f"{FSI}{_in_words(text) if _LETTER_FROM_RIGHT.search(text) else text}{PDI}"


def without_isolates(text: str) -> str:
    """The text as it is compared and drawn: isolates say where it stands and have no glyphs."""
    return without_signs(text, ISOLATE_SIGNS)


def without_signs(text: str, signs: str) -> str:
    """The text without some signs beyond ASCII, of which most texts have none."""
    if not text.isascii():
        for sign in signs:
            if sign in text:
                text = text.replace(sign, "")
    return text


def isolated_alone(lines: Iterable[str]) -> Iterator[str]:
    """The lines, in which an isolate that goes on over a line's end ends and begins anew, since each stands alone."""
    open_: list[str] = []
    for line in lines:
        begun = "".join(open_)
        for sign in line:
            kind = bidirectional(sign)
            if kind in ISOLATED:
                open_.append(sign)
            elif kind == "PDI" and open_:
                open_.pop()
        yield f"{begun}{line}{PDI * len(open_)}"

"""Characters that may not stand in content, because they are invisible, break a file format or turn the text around."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import codes
from briefgen.errors import Diagnostic, Fix, TextEdit
from briefgen.model.characters import INVISIBLE
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceFile, SourceText

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line feed
    "\u2028\u2029"  # line and paragraph separators, which some programs take for line ends
    "\u202a-\u202e\u2066-\u2069"  # overrides and isolates of direction
    "\ud800-\udfff\ufeff\ufffe\uffff]"  # surrogates, byte order mark, and what XML 1.0 (2.2) has no place for
)

# Unicode gives control characters no name of their own.
_NAMES = {
    0x00: "NULL",
    0x0B: "LINE TABULATION",
    0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0xFEFF: "BYTE ORDER MARK",
}


def comments(html: str) -> Iterator[tuple[int, int]]:
    """Where each comment of a piece of HTML starts and ends, with the marks around it; one without an end is none."""
    end = 0
    while (start := html.find("<!--", end)) >= 0 and (close := html.find("-->", start + 4)) >= 0:
        end = close + 3
        yield start, end


def without_comments(html: str) -> str:
    """What remains of a piece of HTML when its comments are left out."""
    if "<!--" not in html:
        return html
    kept, last = [], 0
    for start, end in comments(html):
        kept.append(html[last:start])
        last = end
    return "".join([*kept, html[last:]])


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text.translate(INVISIBLE).strip()


def code_point(character: str) -> str:
    """A character as U+XXXX and its name, so that what cannot be seen can be looked up."""
    number = ord(character)
    from unicodedata import name as name_of  # what is built from sound content needs none

    name = _NAMES.get(number) or name_of(character, "")
    kind = "surrogate" if 0xD800 <= number <= 0xDFFF else "control character" if number < 0xA0 else "not a character"
    return f"U+{number:04X} ({name or kind})"


def forbidden(passage: SourceText) -> Iterator[Diagnostic]:
    """A diagnostic for each character of the passage that may not stand in content."""
    for match in FORBIDDEN.finditer(passage.text):
        place = passage.place(match.start())
        yield codes.FORBIDDEN_CHARACTER.at(
            place,
            f"the character {code_point(match[0])} may not stand in content",
            "delete it; if it cannot be seen, delete and retype the word around it",
            (Fix("delete it", (TextEdit(place, ""),)),),
        )


_PASTED = str.maketrans(
    dict.fromkeys("\x0b\x0c\x85\u1680\u2008\u205f\u2028\u2029", " ") | dict.fromkeys("\u2060\ufeff", "\u200b")
)
"""What programs paste for spaces, line breaks in a paragraph and nothing, and a space or a space of no width for it."""

_UNUSUAL = re.compile("[\x0b\x0c\x85\u1680\u2008\u200c-\u200f\u205f\u2028\u2029\u2060\ufeff]")
_JOINERS = lazy_regex("(?<![\u0590-\u1fff])[\u200c-\u200f](?![\u0590-\u1fff])")
"""Joiners and marks of direction where no script beside them needs any."""


_ENDS_OF_VALUES = re.compile("(?m)^([^\\S\n]*[a-z_]+:[^\n]*?)([\u00a0\u00ad\u2000-\u200b\u202f\u3000]+)$")


def _spaced(file: SourceFile) -> str:
    """The text of a file with spaces for what other programs paste for them, each character in its place."""
    text = file.text
    if text.isascii() and "\x0b" not in text and "\x0c" not in text:
        return text
    if _UNUSUAL.search(text):
        text = _JOINERS.sub("\u200b", text.translate(_PASTED))
    if file.name.endswith(".yaml"):
        return _ENDS_OF_VALUES.sub(lambda match: match[1] + " " * len(match[2]), text)
    return text


def guarded(file: SourceFile) -> tuple[SourceFile, list[Diagnostic]]:
    """The file with a space for each forbidden character, so that it can be read on, and what was forbidden.

    Spaces of every kind, as they come with what is pasted, are spaces.
    """
    if (spaced := _spaced(file)) != file.text:
        file = SourceFile(file.name, spaced)
    diagnostics = list(forbidden(file.passage()))
    return SourceFile(file.name, clean(file.text)) if diagnostics else file, diagnostics


def clean(text: str) -> str:
    """The text with a space for each forbidden character."""
    return FORBIDDEN.sub(" ", text)

"""What a staffer can do about YAML that cannot be read: the usual slips, told in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen import codes
from briefgen.errors import Diagnostic
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText

NO_SPACE_HINT = "write a space behind the colon"
BRACES_HINT = 'put the whole text in quotes: "{{ ... }}"'

_LEAD = r"^[ \t]*(?:- +)*"
_KEY = r"(?:[\w-]+[ \t]*:[ \t]+)?"
_BRACES = lazy_regex(_LEAD + _KEY + r"(?P<at>\{\{)|[{,][ \t]*[\w-]+[ \t]*:[ \t]+(?P<inner>\{\{)")
_COLON = lazy_regex(_LEAD + r"[\w-]+[ \t]*:[ \t]+(?P<text>[^\s\"'|>{\[&*!#%@`][^\n]*?)(?P<at>:)(?:[ \t]|$)")
_BLANK = lazy_regex(r"[ \t]*(?:#|$)")
_TAB = lazy_regex(r"^ *(?P<at>\t)")
_SIGN = lazy_regex(_LEAD + _KEY + r"(?P<at>[@`%&*!]|[|>](?![-+0-9]*[ \t]*(?:#.*)?$))(?P<rest>.*)")
_SIGN_INSIDE = lazy_regex(r"[{,][ \t]*[\w-]+[ \t]*:[ \t]+(?P<at>[@`%])(?P<rest>[^,}\]]*)")
_NO_SPACE = lazy_regex(_LEAD + r"[^\W\d][\w-]*(?P<at>:)[^\s:/]|[{,][ \t]*[^\W\d][\w-]*(?P<inner>:)[^\s:/]")
_NO_KEY = lazy_regex(_LEAD + r"(?P<at>:)(?:[ \t]|$)")
_QUOTE = lazy_regex(_LEAD + _KEY + r"(?P<at>[\"'])(?:(?!(?P=at)).)*$")

_ESCAPE = lazy_regex(r"(?P<at>\\U(?!00(?:0|10))[0-9A-Fa-f]{8}|\\(?:u|U0000)[Dd][89A-Fa-f][0-9A-Fa-f]{2})")

Fault = Callable[[re.Match[str]], tuple[str, str]]

_FAULTS: list[tuple[re.Pattern[str], Fault]] = [
    (_TAB, lambda _: ("a tab stands before the text", "indent by spaces")),
    (_NO_KEY, lambda _: ("a key is missing here", "write the key's name")),
    (_BRACES, lambda _: ("a text that starts with {{ must stand in quotes", BRACES_HINT)),
    (_COLON, lambda match: ("a colon inside a text that stands without quotes", _quoted(match))),
    (_QUOTE, lambda _: ("a quotation mark without its partner", 'quotes stand in pairs; \\" is a quote within quotes')),
    (_ESCAPE, lambda match: (f"{match['at']} stands for no character", "delete it, or write the character itself")),
    (_SIGN, lambda match: _sign(match)),
    (_SIGN_INSIDE, lambda match: _sign(match)),
    (_NO_SPACE, lambda _: ("a space is missing behind the colon", NO_SPACE_HINT)),
]


def _sign(match: re.Match[str]) -> tuple[str, str]:
    text = (match["at"] + match["rest"].partition(" #")[0].rstrip()).replace('"', '\\"')
    return f"a text cannot start with {match['at']} unless it stands in quotes", f'put it in quotes: "{text}"'


def _quoted(match: re.Match[str]) -> str:
    line = match.string[match.start("text") :].rstrip().replace('"', '\\"')
    return f'put the text in quotes: "{line}"'


def explain(passage: SourceText, index: int) -> Diagnostic:
    """The fault at an index of the passage, or on a line above it, where the parser often notices too late."""
    text = passage.text
    index = max(0, min(index, len(text)))
    end = text.find("\n", index)
    lines = text[: end if end >= 0 else len(text)].split("\n")
    written = [number for number, line in enumerate(lines) if number == len(lines) - 1 or not _BLANK.match(line)]
    for number in reversed(written[-3:]):
        start = sum(len(line) + 1 for line in lines[:number])
        for pattern, describe in _FAULTS:
            if match := pattern.search(lines[number]):
                message, hint = describe(match)
                at = match.start("at") if match["at"] else match.start("inner")
                return codes.YAML_SYNTAX.at(passage.place(start + at), message, hint)
    hint = "look at this line and the one above: equal indentation, a space behind each colon, quotes in pairs"
    rest = passage.place(index, end if end >= 0 else len(text))
    return codes.YAML_SYNTAX.at(rest, "the file cannot be read from here on", hint)

"""What stands in braces behind a part of a text: an id, and keys with their values.

`{#toll rows="north, south" page=landscape}`: whatever reads such braces reads them by the same rules. Their parts have
spaces between them and stand in any order. A value is one word, or stands in quotation marks, straight or curly; names
in a list have commas or spaces between them. A backslash before the braces prints them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen import codes
from briefgen.content.source_reader import SourceReader
from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText
from briefgen.suggest import did_you_mean

ID = "id"
"""The key of what stands behind #."""
_QUOTED = r'"(?:[^"\n]|\n(?!\s*\n))*"|“(?:[^”\n]|\n(?!\s*\n))*”|„(?:[^“\n]|\n(?!\s*\n))*“'
_BRACES = lazy_regex(rf'\{{(?<![\\{{]\{{)(?![{{%])(?:[^{{}}"“„\n]|\n(?!\s*\n)|{_QUOTED})*\}}')
_ENTRY = lazy_regex(
    rf'\s*(?<![^\s{{])(?:#(?P<id>[^\s{{}}"“”„=]+)|(?P<key>[a-z]+)\s*=\s*(?P<value>{_QUOTED}|[^\s{{}}"“”„=]+))(?=[\s}}])'
)
_UNREAD = lazy_regex(r"\S(?:.*\S)?")
_LISTED = lazy_regex(r"[^,\s]+")


@frozen
class Attribute:
    """A key in braces, from where to where it stands with its value and the space before, and where the value does."""

    key: str
    start: int
    end: int
    value: tuple[int, int]


@frozen
class Braces:
    """Braces between two offsets of a text, what they say, and what first stands in them that cannot be read."""

    start: int
    end: int
    entries: tuple[Attribute, ...]
    unread: tuple[int, int] | None

    def words(self, text: str) -> dict[str, str]:
        """What they say by each key."""
        return {each.key: text[slice(*each.value)] for each in self.entries}


@frozen
class Sayable:
    """What braces behind something may say: the keys, and how they are written."""

    what: str
    keys: tuple[str, ...]
    hint: str


def braces_in(text: str) -> Iterator[Braces]:
    """All braces of a text that are neither values nor escaped."""
    return (_read(text, *match.span()) for match in _BRACES.finditer(text))


def braces_behind(text: str, at: int) -> Braces | None:
    """The braces right behind an offset, or with nothing but space before them."""
    while text[at : at + 1].isspace():
        at += 1
    match = _BRACES.match(text, at) if text.startswith("{", at) else None
    return _read(text, *match.span()) if match else None


def braces_at_end(text: str) -> Braces | None:
    """The braces with which a text ends, but for comments."""
    end = end_of_words(text)
    if not text.endswith("}", 0, end) or text.endswith("}}", 0, end):
        return None
    return next((_read(text, *match.span()) for match in _BRACES.finditer(text, 0, end) if match.end() == end), None)


def _read(text: str, start: int, end: int) -> Braces:
    entries, unread, at = [], None, start + 1
    for match in _ENTRY.finditer(text, start + 1, end):
        unread = unread or _UNREAD.search(text, at, match.start())
        at = match.end()
        first, last = match.span("id" if match["id"] else "value")
        quotes = 1 if text[first] in '"“„' else 0
        entries.append(Attribute(match["key"] or ID, *match.span(), (first + quotes, last - quotes)))
    unread = unread or _UNREAD.search(text, at, end - 1)
    return Braces(start, end, tuple(entries), unread.span() if unread else None)


def said_by(braces: Braces, content: SourceText, sayable: Sayable, reading: SourceReader) -> dict[str, SourceText]:
    """What braces of a text say by each key, with whatever else stands in them reported at its place."""
    said: dict[str, SourceText] = {}
    for each in braces.entries:
        message, hint = f'"{each.key}" stands twice in the braces', "delete one of the two"
        if each.key not in sayable.keys:
            message = f'{sayable.what} has no "{each.key}"'
            hint = did_you_mean(each.key, sayable.keys) or sayable.hint
        if each.key in said or each.key not in sayable.keys:
            key = content.text[each.start : each.end].lstrip()
            place = content.place(each.end - len(key), each.end)
            reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, hint))
        said.setdefault(each.key, content.part(*each.value))
    if braces.unread:
        message = f'"{content.text[slice(*braces.unread)]}" cannot be read in the braces'
        reading.report(codes.UNSUPPORTED_MARKUP.at(content.place(*braces.unread), message, sayable.hint))
    return said


def without_braces(
    content: SourceText, sayable: Sayable, reading: SourceReader
) -> tuple[SourceText, dict[str, SourceText]]:
    """A text without the braces at its end, and what they say; others are left that say nothing of the kind."""
    braces = braces_at_end(content.text)
    if braces is None or (braces.start and not content.text[braces.start - 1].isspace()):
        return content, {}
    if not any(each.key in sayable.keys or did_you_mean(each.key, sayable.keys) for each in braces.entries):
        return content, {}
    words = content.text[: braces.start].rstrip()
    return content.without([(len(words), braces.end)]), said_by(braces, content, sayable, reading)


def chosen(key: str, value: SourceText, known: Collection[str], reading: SourceReader) -> str:
    """A value that is one of some words; "", with the fault noted, for another one."""
    if value.text in known:
        return value.text
    hint = did_you_mean(value.text, known) or f"write one of {', '.join(known)}"
    reading.report(codes.WRONG_VALUE.at(value.whole, f'`{key}` cannot be "{value.text}"', hint))
    return ""


def listed(value: SourceText) -> list[SourceText]:
    """The names in a list."""
    return [value.part(*match.span()) for match in _LISTED.finditer(value.text)]


def listed_in(value: str) -> list[str]:
    """The names in a list whose place nobody asks for."""
    return _LISTED.findall(value)


def ids_in(text: str) -> set[str]:
    """The ids that a text gives in braces."""
    return {words[ID] for braces in braces_in(text) if ID in (words := braces.words(text))} if "#" in text else set()


def end_of_words(text: str) -> int:
    """Where a text ends but for the comments at its end."""
    end = len(text.rstrip())
    while text.endswith("-->", 0, end) and (start := text.rfind("<!--", 0, end)) >= 0:
        end = len(text[:start].rstrip())
    return end

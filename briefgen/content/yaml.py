"""YAML as plain nodes, each with its place: scalars, lists and mappings, and no feature beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Values
from decimal import Decimal
from typing import Any, Literal, cast

from briefgen import codes
from briefgen.content.slips import in_digits
from briefgen.content.text import FORBIDDEN, clean, code_point
from briefgen.content.yaml_faults import BRACES_HINT, NO_SPACE_HINT, explain
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen, mutable
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceFile, SourceText, Span

Kind = Literal["scalar", "sequence", "mapping", "end", "document", "alias"]
Step = tuple[Kind, Any]
"""An event of the parser, and what it is."""

_KINDS: dict[str, Kind] = {
    "ScalarEvent": "scalar",
    "SequenceStartEvent": "sequence",
    "MappingStartEvent": "mapping",
    "SequenceEndEvent": "end",
    "MappingEndEvent": "end",
    "DocumentStartEvent": "document",
    "AliasEvent": "alias",
}


def events(text: str) -> Iterator[Any]:
    """The events of a text, by libyaml where it is installed; raises yaml.YAMLError, and what the parser slips on."""
    import yaml

    return cast("Iterator[Any]", yaml.parse(text, yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader))


DEPTH_LIMIT = 32
NODE_LIMIT = 50_000
DIGIT_LIMIT = 28
FAULT_LIMIT = 50

_DEEP = lazy_regex(rf"((?:[\[{{][ \t\n]*){{{DEPTH_LIMIT - 1}}})[\[{{]")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+)")
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_ENDS_ENTRY = re.compile(r"\s*[,}]")
_RATE = re.compile(r"\bper \d")
"""A unit with a number of its own: deaths per 1,000 births."""
_MORE_COMMAS = lazy_regex(r"[ \t]*(?:,[^,:{}\[\]\"'\n]*(?=[,}]))*")
_NO_SPACE = re.compile(r"[^\W\d][\w-]*:(?=[^\s/])")
_ESCAPE_LENGTH = {"x": 4, "u": 6, "U": 10}

Value = str | int | Decimal | bool | list["Value"] | dict[str, "Value"] | None


@frozen(eq=False)
class Scalar:
    """A single value as written: its text, how it was quoted ("" for plain), and where it starts and ends."""

    file: SourceFile
    text: str
    style: str
    start: int
    end: int

    @property
    def place(self) -> Span:
        return self.file.span(self.start, self.end)

    @property
    def value(self) -> Value:
        """The value by YAML's core schema; a number is exact; too long a one, or one that starts with 0, is a text."""
        if self.style:
            return self.text
        if self.text in _CONSTANTS:
            return _CONSTANTS[self.text]
        if len(self.text) <= DIGIT_LIMIT:
            if _INTEGER.fullmatch(self.text):
                return int(self.text)
            if _DECIMAL.fullmatch(self.text):
                return Decimal(self.text)
        return self.text

    @property
    def passage(self) -> SourceText:
        """The text with the place of each of its characters in the file."""
        return SourceText(self.text, self.file.mapped(self._offsets()))

    def _offsets(self) -> list[int] | range:
        """Follow the value through its written form, in which lines are indented or folded and characters escaped."""
        written = self.file.text
        at = self._opening()
        if self._stands_as_it_is(at):
            return range(at, at + len(self.text) + 1)
        offsets = []
        for character in self.text:
            if not character.isspace():
                at = self._next_visible(at)
            offsets.append(min(at, self.end))
            if at < self.end and (not character.isspace() or written[at].isspace() or self._is_escape(at)):
                at += self._length(at)
        offsets.append(min(at, self.end))
        return offsets

    def _stands_as_it_is(self, at: int) -> bool:
        """Whether the value is written on one line from `at` on, without any sign that stands for another."""
        is_in_file = at + len(self.text) <= self.end and self.file.text.startswith(self.text, at)
        escape = {"'": "'", '"': "\\"}.get(self.style, "\n")
        return is_in_file and "\n" not in self.text and escape not in self.text

    def _opening(self) -> int:
        """Where the text itself starts: behind the quote, or below the line of a block's indicator."""
        if self.style in ("|", ">"):
            line_end = self.file.text.find("\n", self.start, self.end)
            at = self.end if line_end < 0 else line_end + 1
            while at < self.end and self.file.text[at] == " ":
                at += 1
            return at
        return self.start + len(self.style)

    def _next_visible(self, at: int) -> int:
        written = self.file.text
        while at < self.end and (written[at].isspace() or (self._is_escape(at) and written[at + 1 : at + 2] == "\n")):
            at += 1
        return at

    def _is_escape(self, at: int) -> bool:
        return self.style == '"' and self.file.text[at] == "\\"

    def _length(self, at: int) -> int:
        """How many characters the one character at `at` is written with."""
        written = self.file.text[at : at + 2]
        if self.style == "'" and written == "''":
            return 2
        if self._is_escape(at):
            return _ESCAPE_LENGTH.get(written[1:], 2)
        return 1


@frozen(eq=False)
class Sequence:
    """A list."""

    file: SourceFile
    start: int
    end: int
    items: tuple[Node, ...]

    @property
    def place(self) -> Span:
        return self.file.span(self.start, self.end)

    @property
    def value(self) -> Value:
        return [item.value for item in self.items]


@frozen(eq=False)
class Mapping:
    """A mapping of keys to values, in their order; no key stands twice."""

    file: SourceFile
    start: int
    end: int
    entries: tuple[tuple[Scalar, Node], ...]

    @property
    def place(self) -> Span:
        return self.file.span(self.start, self.end)

    @property
    def value(self) -> Value:
        return {key.text: node.value for key, node in self.entries}

    def get(self, name: str) -> Node | None:
        """The value under a key."""
        return next((node for key, node in self.entries if key.text == name), None)

    def key(self, name: str) -> Scalar | None:
        """The key itself, for its place."""
        return next((key for key, _ in self.entries if key.text == name), None)


Node = Scalar | Sequence | Mapping


def texts_under(node: Node | None, key: str) -> list[str]:
    """The texts of a list under a key, or the one text there."""
    found = node.get(key) if isinstance(node, Mapping) else None
    items = found.items if isinstance(found, Sequence) else (found,)
    return [item.text for item in items if isinstance(item, Scalar)]


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, none of anything else."""
    return node.items if isinstance(node, Sequence) else ()


def text_of(node: Node | None) -> str:
    """The text of a single value, "" of anything else."""
    return node.text if isinstance(node, Scalar) else ""


class _StopError(Exception):
    """The file cannot be read on; carries why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@mutable
class Parsed:
    """What a file holds: the node, none where there is none, and the faults; `lost` are keys whose value is broken."""

    node: Node | None
    diagnostics: list[Diagnostic]
    lost: frozenset[str] = frozenset()


def parse_yaml(passage: SourceText) -> Parsed:
    """The YAML of a passage that stands in its file as it is.

    Where the whole cannot be read, each top-level entry is read by itself, so that one fault does not hide the others.
    """
    parsed = _parse(passage)
    if parsed.node is not None or not parsed.diagnostics:
        return parsed
    if parsed.diagnostics[-1].code == codes.TOO_LARGE.code:
        return Parsed(None, parsed.diagnostics, frozenset(name for name, _ in _top_level(passage)))
    entries = list(_parts(passage))
    lost = frozenset(name for name, part in entries if part.node is None)
    if not lost:
        return Parsed(None, parsed.diagnostics, frozenset(name for name, _ in entries))
    diagnostics = [diagnostic for _, part in entries for diagnostic in part.diagnostics]
    found: dict[str, tuple[Scalar, Node]] = {}
    for _, part in entries:
        for key, node in part.node.entries if isinstance(part.node, Mapping) else ():
            if key.text in found:
                diagnostics.append(_duplicate(key, found[key.text][0]))
            else:
                found[key.text] = key, node
    node = Mapping(passage.span.source, passage.span.start, passage.span.end, tuple(found.values()))
    return Parsed(node, diagnostics, lost)


def _parts(passage: SourceText) -> Iterator[tuple[str, Parsed]]:
    """Each top-level entry read by itself, until so many are faulty that more faults would help nobody."""
    faulty = 0
    for name, part in _top_level(passage):
        parsed = _parse(part) if faulty < FAULT_LIMIT else Parsed(None, [])
        faulty += parsed.node is None
        yield name, parsed


_TOP_LEVEL = lazy_regex(r"^([^\s#:\[\]{},\"'&*!|>%@`-][^:\n]*?)[ \t]*:(?=[ \t\n]|$)", re.MULTILINE)


def _top_level(passage: SourceText) -> Iterator[tuple[str, SourceText]]:
    starts = [(match[1], match.start()) for match in _TOP_LEVEL.finditer(passage.text)]
    for number, (name, start) in enumerate(starts, 1):
        end = starts[number][1] if number < len(starts) else len(passage.text)
        yield name, passage.part(start, end)


def _parse(passage: SourceText) -> Parsed:
    from yaml import MarkedYAMLError, YAMLError

    builder = _Builder(passage, events(passage.text))
    try:
        return Parsed(builder.build(), builder.diagnostics)
    except _StopError as stop:
        fault = stop.diagnostic
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        deep = _DEEP.search(passage.text)  # libyaml looks ahead, and gives up before it has told of the first of them
        fault = _too_deep(passage.place(deep.end(1))) if deep else explain(passage, mark.index if mark else builder.at)
    except (YAMLError, ValueError, OverflowError, LookupError, AttributeError, TypeError):
        # The parser's own slips on odd input, such as an escape beyond Unicode.
        fault = explain(passage, builder.at)
    return Parsed(None, [*builder.diagnostics, fault])


def _too_deep(place: Span) -> Diagnostic:
    return codes.TOO_LARGE.at(place, f"values are nested more than {DEPTH_LIMIT} deep")


class _Builder:
    """Builds nodes from the parser's events, so that nothing is constructed that the limits forbid."""

    def __init__(self, passage: SourceText, events: Iterator[Any]) -> None:
        self.file = passage.span.source
        self.events = events
        self.base = passage.span.start
        self.diagnostics: list[Diagnostic] = []
        self.nodes = 0
        self.at = 0

    def build(self) -> Node | None:
        node: Node | None = None
        events = self._allowed()
        for step in events:
            node = self._node(step, events, 1)
        return node

    def _allowed(self) -> Iterator[Step]:
        """The events, without that with which the document begins."""
        documents = 0
        for event in self.events:
            kind = _KINDS.get(type(event).__name__)
            if kind is None:
                continue
            self.at = event.start_mark.index
            if kind == "document":
                documents += 1
                if documents > 1:
                    raise self._stop(codes.YAML_FEATURE, "a second document starts here", "remove the line `---`")
                continue
            if kind == "alias" or (kind != "end" and (event.anchor or event.tag)):
                raise self._refused(kind, event)
            yield kind, event

    def _refused(self, kind: Kind, event: Any) -> _StopError:
        """Why a value is not taken that stands for another one or says of what type it is."""
        remedy = "write the value out in full"
        if kind == "alias":
            return self._stop(codes.YAML_FEATURE, f'the alias "*{event.anchor}" is not allowed', remedy)
        if event.anchor:
            hint = f"{remedy}; a text that starts with & must stand in quotes"
            return self._stop(codes.YAML_FEATURE, f'the anchor "&{event.anchor}" is not allowed', hint)
        hint = "write the value alone; a text that starts with ! must stand in quotes"
        return self._stop(codes.YAML_FEATURE, "tags are not allowed", hint)

    def _stop(self, code: codes.Code, message: str, hint: str = "") -> _StopError:
        return _StopError(code.at(self.file.span(self.base + self.at), message, hint))

    def _node(self, step: Step, events: Iterator[Step], depth: int) -> Node:
        kind, event = step
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            raise self._stop(codes.TOO_LARGE, f"the file holds more than {NODE_LIMIT:,} values")
        if depth > DEPTH_LIMIT:
            raise _StopError(_too_deep(self.file.span(self.base + event.start_mark.index)))
        start = self.base + event.start_mark.index
        match kind:
            case "scalar":
                return self._scalar(event.value, event.style or "", start, self.base + event.end_mark.index)
            case "sequence":
                items = tuple(self._items(events, depth))
                return Sequence(self.file, start, self._end(event, items), items)
            case "mapping":
                entries = tuple(self._entries(events, depth, in_braces=bool(event.flow_style)))
                end = self._end(event, [node for _, node in entries])
                return Mapping(self.file, start, end, entries)
            case _:
                raise TypeError(event)

    def _end(self, event: Any, inside: Values[Node]) -> int:
        """Where a list or mapping ends: at its bracket, or else with the last value in it."""
        return self.base + self.at + 1 if event.flow_style or not inside else inside[-1].end

    def _scalar(self, text: str, style: str, start: int, end: int) -> Scalar:
        scalar = Scalar(self.file, text, style, start, end)
        if not FORBIDDEN.search(text):
            return scalar
        # Only an escape can bring such a character in: the file's own characters were looked at before.
        for match in FORBIDDEN.finditer(text):
            place = scalar.passage.place(match.start())
            message = f"the character {code_point(match[0])} may not stand in content"
            self.diagnostics.append(codes.FORBIDDEN_CHARACTER.at(place, message, "delete the escape"))
        return Scalar(self.file, clean(text), style, start, end)

    def _items(self, events: Iterator[Step], depth: int) -> Iterator[Node]:
        for step in events:
            if step[0] == "end":
                return
            yield self._node(step, events, depth + 1)

    def _entries(self, events: Iterator[Step], depth: int, *, in_braces: bool) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        before: Node | None = None
        for step in events:
            if step[0] == "end":
                return
            key = self._key(self._node(step, events, depth + 1), seen)
            node = self._node(next(events), events, depth + 1)
            if key is not None and in_braces and (fault := _comma_fault(key, before)):
                raise _StopError(fault)
            before = node
            if key is not None:
                seen[key.text] = key
                yield key, node

    def _key(self, node: Node, seen: dict[str, Scalar]) -> Scalar | None:
        """The key if it can be one; a merge key, a value that is no text and a second key of a name cannot."""
        if not isinstance(node, Scalar):
            raise _StopError(_bad_key(node))
        if not node.text:
            self.diagnostics.append(codes.YAML_SYNTAX.at(node.place, "a key is missing here", "write the key's name"))
        elif node.text == "<<" and not node.style:
            message = "merge keys (<<) are not allowed"
            self.diagnostics.append(codes.YAML_FEATURE.at(node.place, message, "write the values out in full"))
        elif node.text in seen:
            self.diagnostics.append(_duplicate(node, seen[node.text]))
        else:
            return node
        return None


def _comma_fault(key: Scalar, before: Node | None) -> Diagnostic | None:
    """The fault of what stands in braces without a colon: the rest of a text with a comma, or a key without a space."""
    text = key.file.text
    if key.style or not _ENDS_ENTRY.match(text, key.end):
        return None
    if slip := _NO_SPACE.match(key.text):
        place = key.file.span(key.start + slip.end() - 1)
        return codes.YAML_SYNTAX.at(place, "a space is missing behind the colon", NO_SPACE_HINT)
    if not isinstance(before, Scalar) or before.style or not before.text:
        return None
    more = _MORE_COMMAS.match(text, key.end)
    end = more.end() if more else key.end
    whole = " ".join(text[before.start : end].split()).rstrip(" ,")
    quoted = whole.strip("“”‘’„").replace('"', '\\"')
    digits = "" if _RATE.search(whole) else in_digits(whole)
    hint = f"write {digits}" if digits else f'put the text in straight quotes: "{quoted}"'
    message = f'the comma ends the text, so that "{key.text}" is read as a key'
    return codes.YAML_SYNTAX.at(before.place.to(key.file.span(key.start, end)), message, hint)


def _duplicate(key: Scalar, first: Scalar) -> Diagnostic:
    message = f'the key "{key.text}" stands twice: first at line {first.place.line}, and again here'
    return codes.DUPLICATE_KEY.at(key.place, message, "remove or rename one of the two")


def _bad_key(node: Sequence | Mapping) -> Diagnostic:
    text = node.file.text
    braces = text.rfind("{{", text.rfind("\n", 0, node.start) + 1, node.start + 1)
    if isinstance(node, Mapping) and braces >= 0:
        place = node.file.span(braces, braces + 2)
        return codes.YAML_SYNTAX.at(place, "a text that starts with {{ must stand in quotes", BRACES_HINT)
    return codes.YAML_SYNTAX.at(node.place, "a list or mapping cannot be a key", "write a plain name before the colon")

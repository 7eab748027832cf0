"""The grammar of section text: CommonMark with tables, footnotes, spans and values, every inline with its position.

An inline token's `meta["at"]` is the offset at which it starts in the text that was parsed. The last one of what a rule
has read says in `meta["end"]` where that ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any, Literal

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as table_rule
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from briefgen.content.braces import braces_behind
from briefgen.frozen import frozen
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText

# Stands for | inside {{ }}, so that a format does not end a table's cell; no content can hold this character.
STROKE = "\x01"

_INDENT = lazy_regex(r"^\t{1,3}(?=[^\W\d_]|[{\"“‘(])")
_HOLDS_MORE = lazy_regex(r"(?:[-*+>]|[0-9]{1,9}[.)]|\[\^[^\]]*\]:)(?:\s|$)")
"""What indented paragraphs may go on: an item, a quotation, a note."""

DELIMITER_ROW = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
MOST_HEADS = 4
"""The lines of headings that a table has at most."""
_STROKES = re.compile(r"\{\{[^{}]*\}\}")
_NOTE = re.compile(r"\[\^([^\]\s^]+)\]")
_ACTIVE = re.compile(r"[\n\\`*_~\[\]!<>&{}]")
"""A text without any of these is a single piece to each rule."""


def masked(text: str) -> str:
    """The text with the strokes inside {{ }} hidden from the table grammar; its length stays the same."""
    return _STROKES.sub(lambda match: match[0].replace("|", STROKE), text) if "|" in text else text


def unmasked(text: str) -> str:
    """The text as it was written."""
    return text.replace(STROKE, "|")


InlineRule = Callable[[StateInline, bool], bool]
_RULES: dict[str, InlineRule] = {
    "newline": rules_inline.newline,
    "escape": rules_inline.escape,
    "backticks": rules_inline.backtick,
    "link": rules_inline.link,
    "image": rules_inline.image,
    "autolink": rules_inline.autolink,
    "html_inline": rules_inline.html_inline,
    "entity": rules_inline.entity,
}
"""The rules of CommonMark whose tokens say where they end."""


@frozen
class Element:
    """A block token with the elements inside it; `content` is its text where only a part of that counts."""

    token: Token
    children: list[Element] = field(default_factory=list)
    content: SourceText | None = None


def _tree(tokens: Iterator[Token]) -> list[Element]:
    top: list[Element] = []
    levels = [top]
    for token in tokens:
        if token.nesting < 0:
            levels.pop()
            continue
        element = Element(token)
        levels[-1].append(element)
        if token.nesting > 0:
            levels.append(element.children)
    return top


def _without_indents(text: str) -> str:
    """The text with spaces for the tabs with which paragraphs begin outside lists and notes, each in its place."""
    if "\t" not in text:
        return text
    lines, within = ["", *text.split("\n")], False
    for number, line in enumerate(lines[1:], 1):
        if line.strip() and not line[0].isspace():
            within = _HOLDS_MORE.match(line) is not None
        if not within and not lines[number - 1].strip():
            lines[number] = _INDENT.sub(lambda match: " " * len(match[0]), line)
    return "\n".join(lines[1:])


class References(dict[str, Any]):
    """The addresses that a text defines for its links (`[name]: https://...`), and which of them it asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.used.add(label)
        return super().get(label, default)


class _State(StateInline):
    """An inline parser's state that remembers where each token starts."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        self._waiting: list[str] = []
        self._start = 0
        self._marked_at = -1
        self._marks = 0
        super().__init__(src, md, env, tokens)

    @property
    def pending(self) -> str:
        if len(self._waiting) > 1:
            self._waiting = ["".join(self._waiting)]
        return self._waiting[0] if self._waiting else ""

    @pending.setter
    def pending(self, value: str) -> None:
        if value and not self._waiting:
            self._start = self.pos
        self._waiting = [value] if value else []

    def append_pending(self, text: str) -> None:
        if not self._waiting:
            self._start = self.pos
        self._waiting.append(text)

    def pushPending(self) -> Token:  # noqa: N802
        start = self._start
        token = super().pushPending()
        token.meta["at"] = start
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        # The markers of one run of * or _ are pushed one by one from the run's start.
        same_run = ttype == "text" and self.pos == self._marked_at
        self._marks = self._marks + 1 if same_run else 0
        self._marked_at = self.pos if ttype == "text" else -1
        token.meta["at"] = self.pos + self._marks
        return token


class InlineParser(ParserInline):
    """The parser of inlines, whose tokens say where they stand."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class Grammar(MarkdownIt):
    """The parser; what CommonMark has and a brief has not is parsed all the same, so that it can be reported."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": 100})
        self.inline = InlineParser()
        self.block.ruler.enable("table")
        self.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        self.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
        self.inline.ruler.disable(["linkify"])
        for name, rule in _RULES.items():
            self.inline.ruler.at(name, _ending(rule))
        self.inline.ruler.before("escape", "literal_braces", _ending(_literal_braces))
        self.inline.ruler.before("escape", "value", _ending(_value))
        self.inline.ruler.before("link", "note", _ending(_note))
        self.inline.ruler.before("link", "span", _ending(_span))
        self.inline.ruler2.disable(["fragments_join"])

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        """Let every address through: a bad one is reported, and not printed as if it were text."""
        return True

    def blocks(self, text: str, environment: dict[str, Any]) -> list[Token]:
        """The block tokens; what stands in their inline tokens is not parsed yet."""
        tokens: list[Token] = []
        self.block.parse(text, self, environment, tokens)
        return tokens

    def elements(self, text: str, environment: dict[str, Any]) -> list[Element]:
        """The blocks of a text, each with those inside it."""
        return _tree(iter(self.blocks(masked(_without_indents(text)), environment)))

    def inlines(self, text: str, environment: dict[str, Any]) -> list[Token]:
        """The inline tokens of a text."""
        if text and not _ACTIVE.search(text):
            return [Token("text", "", 0, content=text, meta={"at": 0})]
        return self.inline.parse(text, self, environment, [])


def _ending(rule: InlineRule) -> InlineRule:
    """The rule, whose last token says where what it has read ends."""

    def ended(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        found = rule(state, silent)
        if found and len(state.tokens) > before:
            state.tokens[-1].meta["end"] = state.pos
        return found

    return ended


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The table rule, each of whose rows says where it starts in the source, behind indentation and quotation marks.

    The table itself says so of further lines of headings above the one that CommonMark's tables have.
    """
    before, header = len(state.tokens), _header_line(state, start, end)
    if not table_rule(state, header, end, silent):
        return False

    def span(line: int) -> tuple[int, int]:
        return state.bMarks[line] + state.tShift[line], state.eMarks[line]

    for token in state.tokens[before:]:
        if token.type == "tr_open" and token.map:
            token.meta["span"] = span(token.map[0])
        elif token.type == "table_open":
            token.meta["above"] = [span(line) for line in range(start, header)]
    return True


def _header_line(state: StateBlock, start: int, end: int) -> int:
    """The line of headings right above the dashes, where others stand above it, each between strokes."""
    for line in range(start, min(start + MOST_HEADS, end - 1)):
        text, below = (state.getLines(each, each + 1, state.blkIndent, False).strip() for each in (line, line + 1))
        if not text.startswith("|") or state.sCount[line] < state.blkIndent or state.is_code_block(line):
            break
        if DELIMITER_ROW.fullmatch(below):
            return line
    return start


def _literal_braces(state: StateInline, silent: bool) -> bool:
    r"""`\{{ text }}` prints the braces and what stands in them."""
    if not state.src.startswith("\\{{", state.pos):
        return False
    end = state.src.find("}}", state.pos, state.posMax)
    end = state.pos + 3 if end < 0 else end + 2
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = state.src[state.pos + 1 : end]
    state.pos = end
    return True


def _value(state: StateInline, silent: bool) -> bool:
    """`{{ fact | format }}`; braces that are not closed, or closed only, are a token of their own."""
    opening = state.src[state.pos : state.pos + 2]
    if opening not in ("{{", "}}"):
        return False
    end = state.src.find("}}", state.pos + 2, state.posMax) if opening == "{{" else -1
    inner = state.src[state.pos + 2 : end]
    closed = end >= 0 and "{" not in inner
    if not silent:
        token = state.push("value" if closed else "loose_braces", "", 0)
        token.content = inner if closed else opening
    state.pos = end + 2 if closed else state.pos + 2
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """`[^name]`, whether the name is defined or not."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("note", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{lang=fr}`."""
    if state.src[state.pos] != "[":
        return False
    start, maximum = state.pos + 1, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos, True)
    braces = braces_behind(state.src, end + 1) if state.src.startswith("]{", end) else None
    if braces is None or braces.end > maximum:
        return False
    if not silent:
        state.pos, state.posMax = start, end
        opening = state.push("span_open", "span", 1)
        opening.meta["braces"] = braces
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = braces.end, maximum
    return True


def page_of(text: str) -> str:
    """The HTML of a text in Markdown that was written elsewhere, with tables, strikes and footnotes; its HTML stays."""
    grammar = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"]).use(footnote_plugin)
    html: str = grammar.render(text)
    return html

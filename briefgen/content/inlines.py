"""Inline tokens -> inlines, each at its exact place; whatever a brief does not have is reported, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token

from briefgen import codes
from briefgen.content.dialects import HIDDEN, lost_markup
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.markdown import STROKE, masked, unmasked
from briefgen.content.remarks import read_remarks
from briefgen.content.schema_types import is_id
from briefgen.content.text import clean, forbidden, without_comments
from briefgen.model.inlines import (
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import inlines_of
from briefgen.spans import SourceText, Span
from briefgen.suggest import did_you_mean

DEPTH_LIMIT = 12
PARAGRAPH_LIMIT = 20_000  # the grammar takes quadratic time over a paragraph of nothing but brackets
ANCHOR_KINDS = ("section", "figure", "table", "source")
VALUE_HINT = "write {{ fact }} or {{ fact | format }}; \\{{ prints the braces themselves"

_SCHEME = re.compile(r"(?:https?://[^\s/?#]+|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_LOOSE_LINK = re.compile(r"\]\((?:#|https?:|mailto:)")
_WIDE_SPACES = dict.fromkeys(map(ord, "\t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u3000"), " ")
"""What is pasted from other programs' pages, and means no more than a space in a brief."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ATTRIBUTE = re.compile(r'([a-z]+)=(?:"([^"]*)"|([^\s"]+))')
_OPENING = {"strong_open", "em_open", "link_open", "span_open", "s_open"}
_CLOSING = {"s_close", "strong_close", "em_close", "link_close", "span_close"}


def read_inlines(passage: SourceText, context: EditionContext, part: EditionPart) -> Inlines:
    """The inlines of a passage."""
    return InlineReader(passage, context, part).read(inline_tokens(passage, context, part))


def inline_tokens(passage: SourceText, context: EditionContext, part: EditionPart) -> list[Token]:
    """The tokens of a passage, without empty ones and the gaps that comments leave.

    None, with the fault noted, where the passage is too long.
    """
    if len(passage.text) > PARAGRAPH_LIMIT:
        message = f"the paragraph has more than {PARAGRAPH_LIMIT:,} characters"
        context.reading.report(codes.TOO_LARGE.at(passage.place(0), message, "divide it with empty lines"))
        context.is_whole = False
        return []
    tokens = _closed(context.grammar.inlines(masked(passage.text), dict(part.environment)))
    for image in tokens:
        _closed(image.children or [])
    return [token for token in tokens if token.type != "text" or token.content]


def read_words(passage: SourceText, context: EditionContext, part: EditionPart) -> Inlines:
    """The inlines of a text that is drawn, read out or repeated on each page: links and references are reported."""
    inlines = read_inlines(passage, context, part)
    for inline in inlines_of(inlines):
        if isinstance(inline, Link | CrossReference):
            message, hint = "a link or reference would be lost here", "write the words themselves"
            context.reading.report(codes.UNSUPPORTED_MARKUP.at(inline.place or passage.place(0), message, hint))
    return inlines


def _closed(tokens: list[Token]) -> list[Token]:
    """The tokens without the spaces that a comment would leave: two between words, and any at the ends of the text."""
    before: Token | None = None
    gap = False
    for token in tokens:
        if is_comment(token):
            gap = True
            continue
        if gap and token.type == "text" and (before is None or _ends_in_space(before)):
            token.meta["at"] += len(token.content) - len(token.content.lstrip(" "))
            token.content = token.content.lstrip(" ")
        if gap and token.type == "softbreak":
            _end_here(before)
        if token.content or token.type != "text":
            before, gap = token, False
    if gap:
        _end_here(before)
    return tokens


def _is_text_as_typed(token: Token) -> bool:
    """Whether a token is text, and a backslash in it none that takes the meaning from what follows."""
    return token.type == "text" or (token.type == "text_special" and token.content.startswith("\\"))


def is_comment(token: Token) -> bool:
    """Whether a token is a comment, or several."""
    return token.type in ("html_inline", "html_block") and not without_comments(token.content).strip()


def _ends_in_space(token: Token) -> bool:
    return token.type == "softbreak" or (token.type == "text" and token.content.endswith(" "))


def _end_here(token: Token | None) -> None:
    """Take the space from the end of a text."""
    if token is not None and token.type == "text":
        token.content = token.content.rstrip(" ")


class InlineReader:
    """Turns the tokens of one passage into inlines."""

    def __init__(self, passage: SourceText, context: EditionContext, part: EditionPart) -> None:
        self.passage = passage
        self.context = context
        self.reading = context.reading
        self.part = part

    def read(self, tokens: list[Token]) -> Inlines:
        """The inlines of the tokens."""
        self._refuse_dialects(tokens)
        return tuple(self._sequence(iter(tokens), 0))

    def _refuse_dialects(self, tokens: list[Token]) -> None:
        """Report markup of neighbouring dialects, which would be printed."""
        for markup in lost_markup(self._text_alone(tokens)):
            place, width = self.passage.place(markup.start), markup.end - markup.start
            message = f"a brief does not have {markup.what}: {self.passage.text[markup.start : markup.end][:40]}"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, markup.hint, width))

    def _text_alone(self, tokens: list[Token]) -> str:
        """The passage with everything hidden but its text, in which nothing was escaped and no address stands."""
        pieces, end, is_address = [], 0, False
        for token in tokens:
            at = int(token.meta.get("at", end))
            if token.type in ("link_open", "link_close"):
                is_address = token.type == "link_open" and token.info == "auto"
            text = "\n" if token.type == "softbreak" else token.content if _is_text_as_typed(token) else ""
            if text and not is_address and at >= end and self.passage.text.startswith(unmasked(text), at):
                pieces += [HIDDEN * (at - end), text]
                end = at + len(text)
        return "".join(pieces)

    def _sequence(self, tokens: Iterator[Token], depth: int) -> list[Inline]:
        """The inlines up to the token that closes them."""
        found: list[Inline] = []
        for token in tokens:
            if token.type in _CLOSING:
                break
            match token.type:
                case "text" | "text_special":
                    self._add_text(found, token)
                case "softbreak":
                    self._add_space(found, token)
                case kind if kind in _OPENING and depth == DEPTH_LIMIT:
                    self._pass_over(token, tokens)
                case kind if kind in _OPENING:
                    found += self._container(token, tuple(self._sequence(tokens, depth + 1)))
                case _:
                    found += self._leaf(token)
        return found

    def _leaf(self, token: Token) -> list[Inline]:
        match token.type:
            case "hardbreak":
                return [LineBreak(place=self._place(token))]
            case "value":
                return self._value(token)
            case "note":
                return self._note(token)
            case "loose_braces":
                message = "braces that hold no fact" if token.content == "{{" else "braces are closed, but not opened"
                self._report(codes.BAD_VALUE_MARKUP, token, message, VALUE_HINT, 2)
            case "html_inline":
                self._html(token)
            case "code_inline":
                hint = "write the words without `backticks`"
                self._report(codes.UNSUPPORTED_MARKUP, token, "a brief has no code in its text", hint)
            case "image":
                self._note_image(token)
                hint = "put it into a paragraph of its own, with an empty line above and below"
                self._report(codes.UNSUPPORTED_MARKUP, token, "an image cannot stand inside a line", hint)
            case _:
                self._report(codes.UNSUPPORTED_MARKUP, token, f"{token.type} has no place in a brief")
        return []

    def _pass_over(self, opening: Token, tokens: Iterator[Token]) -> None:
        """Report what is nested too deep, and go on behind it."""
        message = f"emphasis and links are nested more than {DEPTH_LIMIT} deep"
        self._report(codes.NESTED_TOO_DEEP, opening, message, "take some of the marks away")
        level = 1
        while level:
            level += next(tokens).nesting

    def _container(self, token: Token, content: Inlines) -> Inlines:
        before = self.passage.place(max(0, self._at(token) - 1))
        match token.type:
            case "strong_open":
                return (Strong(content, place=before),)
            case "em_open":
                return (Emphasis(content, place=self._place(token)),)
            case "span_open":
                return self._span(token, content, before)
            case "s_open":
                hint = "delete the words, or the ~~ around them"
                self._report(codes.UNSUPPORTED_MARKUP, token, "a brief has no words struck through", hint)
                return content
            case _:
                automatic = token.markup == "autolink" or token.info == "auto"
                return self._link(token, content, self._place(token) if automatic else before)

    def _link(self, token: Token, content: Inlines, place: Span) -> Inlines:
        target = str(token.attrs.get("href", ""))
        if token.attrs.get("title"):
            message = "a link cannot have a title: it would not be printed"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, "delete the words behind the address"))
        if target.startswith("#"):
            return self._cross_reference(target[1:], content, place)
        if _SCHEME.match(target):
            if not content:
                self.reading.report(codes.BAD_LINK.at(place, "the link has no words", "write them in the brackets"))
            return (Link(content, target, place=place),)
        hint = "write the whole address: https://..., or [](#figure:name) for a place in this brief"
        self.reading.report(
            codes.BAD_LINK.at(place, f'"{target[:60]}" is not an address that a brief may link to', hint)
        )
        return content

    def _cross_reference(self, target: str, content: Inlines, place: Span) -> Inlines:
        kind, _, name = target.partition(":")
        if kind in ANCHOR_KINDS and is_id(name):
            return (CrossReference(target, content, place=place),)
        hint = did_you_mean(kind, ANCHOR_KINDS) if name and kind not in ANCHOR_KINDS else ""
        message = f'"#{target[:60]}" names nothing that can be referred to'
        fallback = "write #section:name, #figure:name, #table:name or #source:name"
        self.reading.report(codes.BAD_LINK.at(place, message, hint or fallback))
        return content

    def _span(self, token: Token, content: Inlines, place: Span) -> Inlines:
        attributes = {name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(token.content)}
        rest = _ATTRIBUTE.sub("", token.content).strip()
        language, direction = attributes.pop("lang", ""), attributes.pop("dir", "")
        sound = (not language or _LANGUAGE.fullmatch(language)) and direction in ("", "ltr", "rtl")
        if rest or attributes or not sound or not (language or direction):
            at = self.passage.place(token.meta["attributes"])
            hint = "write {lang=fr} or {lang=ur dir=rtl}"
            message = f'"{{{unmasked(token.content)}}}" is not a language or direction'
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(at, message, hint, len(token.content) + 2))
            return content
        return (Foreign(content, language, direction, place=place),)

    def _note(self, token: Token) -> list[Inline]:
        if self.part.has_notes:
            return [NoteReference(f"{self.part.name}:{token.content}", place=self._place(token))]
        message, hint = "footnotes belong in the text of a section", "say it in the text, or move it to a section"
        self._report(codes.UNKNOWN_NOTE, token, message, hint, len(token.content) + 3)
        return []

    def _value(self, token: Token) -> list[Inline]:
        fact, *formats = (piece.strip().removesuffix("\\").strip() for piece in token.content.split(STROKE))
        width = len(token.content) + 4
        if not is_id(fact):
            message = f'"{fact}" is not a fact\'s id' if fact else "the braces hold no fact"
            self._report(codes.BAD_VALUE_MARKUP, token, message, VALUE_HINT, width)
        elif not all(formats) or any(re.search(r"\s", each) for each in formats):
            hint = "write one word behind each stroke: {{ fact | words | unit }}"
            self._report(codes.BAD_VALUE_MARKUP, token, "a format is missing or is more than one word", hint, width)
        else:
            return [Value(fact, tuple(formats), place=self._place(token))]
        return []

    def _note_image(self, token: Token) -> None:
        """Take an image that is reported as misplaced for placed, so that nothing calls it unused as well."""
        source = unquote(str(token.attrs.get("src", "")))
        if source.startswith("figure:"):
            self.reading.broken.add(source)
        else:
            self.context.images.add(PurePosixPath(source).as_posix())

    def _html(self, token: Token) -> None:
        if is_comment(token):
            self.read_remarks(token, self._at(token))
        else:
            message = f"HTML has no meaning here: {token.content[:40]}"
            hint = "use Markdown; to print a smaller-than sign, write &lt;"
            self._report(codes.RAW_HTML, token, message, hint, len(token.content.partition("\n")[0]))

    def read_remarks(self, token: Token, start: int) -> None:
        """Note what a comment tells reviewers; it starts at an index of the passage."""
        read_remarks(unmasked(token.content), lambda at: self.passage.place(start + at), self.context, apart=False)

    def _add_space(self, found: list[Inline], token: Token) -> None:
        """A line's end in the content is a space, kept with the text before it so that each text is of one line."""
        if found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + " ", place=found[-1].place)
        else:
            found.append(Text(" ", place=self._place(token)))

    def _add_text(self, found: list[Inline], token: Token) -> None:
        """Text in pieces that stand in the file as they are, so that a column can be counted from a piece's place."""
        text, at = unmasked(token.content), self._at(token)
        if loose := _LOOSE_LINK.search(text):
            place = self.passage.place(at + loose.start())
            hint = "take footnotes, links and {{ }} out of it; \\] prints a bracket itself"
            self.reading.report(codes.BAD_LINK.at(place, "this cannot be read as a link", hint, len(loose[0])))
        if "<!--" in text:
            place = self.passage.place(at + text.index("<!--"))
            message = "the comment has no end in this paragraph, so that it would be printed"
            hint = "close it with -->; one with empty lines inside stands on lines of its own"
            self.reading.report(codes.RAW_HTML.at(place, message, hint, 4))
        if not self.passage.text.startswith(text, at):
            if not self.passage.text.startswith(text, at + 1):
                self._add_piece(found, text, at, at + 1)
                return
            at += 1
        if text and self._is_whole(at, len(text)):
            self._add_piece(found, text, at, at + len(text))
            return
        start = 0
        for end in range(1, len(text) + 1):
            if end == len(text) or not self._adjacent(at + end):
                self._add_piece(found, text[start:end], at + start, at + end)
                start = end

    def _is_whole(self, index: int, length: int) -> bool:
        """Whether so many characters stand in the file one behind the other, on the same line."""
        first = self.passage.offsets[index]
        in_file, offsets = range(first, first + length), self.passage.offsets[index : index + length]
        is_whole = offsets == in_file or [*offsets] == [*in_file]
        return is_whole and "\n" not in self._between(first, first + length - 1)

    def _adjacent(self, index: int) -> bool:
        """Whether a character stands in the file right behind the one before it, on the same line."""
        before, here = self.passage.offsets[index - 1], self.passage.offsets[index]
        return here == before + 1 and self.passage.span.source.text[before] != "\n"

    def _add_piece(self, found: list[Inline], text: str, start: int, end: int) -> None:
        piece = self.passage.part(start, end)
        if piece.text != text:  # an entity such as &#7; has not passed the guard yet
            place = replace(piece.span, offsets=[piece.span.start] * (len(text) + 1))
            self.reading.extend(forbidden(SourceText(text, place)))
            text = clean(text)
        text = text.translate(_WIDE_SPACES)
        last = found[-1] if found else None
        if isinstance(last, Text) and start and self._follows(last, start):
            found[-1] = Text(last.text + text, place=last.place)
        else:
            found.append(Text(text, place=piece.place(0)))

    def _follows(self, last: Text, start: int) -> bool:
        """Whether the text is written in the file right up to `start`."""
        end = self.passage.offsets[start]
        begin = end - len(last.text)
        place = self.passage.span.source.span(begin)
        return begin >= 0 and place == last.place and "\n" not in self._between(begin, end)

    def _between(self, begin: int, end: int) -> str:
        return self.passage.span.source.text[begin:end]

    def _at(self, token: Token) -> int:
        return int(token.meta["at"])

    def _place(self, token: Token) -> Span:
        return self.passage.place(self._at(token))

    def _report(self, code: codes.Code, token: Token, message: str, hint: str = "", width: int = 1) -> None:
        self.reading.report(code.at(self._place(token), message, hint, width))

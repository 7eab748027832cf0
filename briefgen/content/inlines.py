"""Inline tokens -> inlines, each at its exact place; whatever a brief does not have is reported, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it.token import Token

from briefgen import codes
from briefgen.content.braces import Braces, Sayable, chosen, said_by
from briefgen.content.dialects import HIDDEN, lost_markup
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.markdown import STROKE, masked, unmasked
from briefgen.content.marks import without_marks
from briefgen.content.remarks import read_remarks
from briefgen.content.schema_types import is_fact_id, is_id
from briefgen.content.text import clean, forbidden, is_blank, without_comments
from briefgen.model.characters import INVISIBLE as UNSEEN
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
from briefgen.model.traverse import inlines_of, plain_text
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceText, Span
from briefgen.suggest import did_you_mean

DEPTH_LIMIT = 12
PARAGRAPH_LIMIT = 20_000  # the grammar takes quadratic time over a paragraph of nothing but brackets
ANCHOR_KINDS = ("section", "figure", "table", "source", "para")
VALUE_HINT = "write {{ fact }} or {{ fact | format }}; \\{{ prints the braces themselves"

_SCHEME = lazy_regex(r"(?:https?://[^\s/?#]+|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_LOOSE_LINK = re.compile(r"\]\((?:#|https?:|mailto:)")
_WIDE_SPACES = re.compile("[\t\u2000-\u2006\u3000]")
"""What is pasted from other programs' pages, and means no more than a space in a brief."""
_LANGUAGE = lazy_regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_OF_WORDS = Sayable("a stretch of words", ("lang", "dir"), "write {lang=fr} or {lang=ur dir=rtl}")
_OPENING = {"strong_open", "em_open", "link_open", "span_open", "s_open"}
_CLOSING = {"s_close", "strong_close", "em_close", "link_close", "span_close"}


def read_inlines(passage: SourceText, context: EditionContext, part: EditionPart) -> Inlines:
    """The inlines of a passage."""
    passage = without_marks(passage, context.reading)
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
            context.reading.report(codes.UNSUPPORTED_MARKUP.at(inline.place or passage.whole, message, hint))
    return inlines


def read_value(
    passage: SourceText | None, context: EditionContext, part: EditionPart, *, words: bool = False
) -> Inlines:
    """The inlines of what a key says, or its words; none where it is not there, and reported where nothing is seen."""
    if passage is None:
        return ()
    faults = len(context.reading.diagnostics)
    inlines = (read_words if words else read_inlines)(passage, context, part)
    if shows_nothing(inlines) and len(context.reading.diagnostics) == faults:
        hint = "write the text, or delete the key"
        context.reading.report(codes.WRONG_VALUE.at(passage.whole, "the text is empty", hint))
    return inlines


def shows_nothing(inlines: Inlines) -> bool:
    """Whether nothing of some inlines can be seen; facts and references will be filled in."""
    is_filled = any(isinstance(each, Value | CrossReference) for each in inlines_of(inlines))
    return not is_filled and is_blank(plain_text(inlines))


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
        self._closing: Token | None = None

    def read(self, tokens: list[Token]) -> Inlines:
        """The inlines of the tokens."""
        self._refuse_dialects(tokens)
        return tuple(self._sequence(iter(tokens), 0))

    def _refuse_dialects(self, tokens: list[Token]) -> None:
        """Report markup of neighbouring dialects, which would be printed."""
        for markup in lost_markup(self._text_alone(tokens)):
            place = self.passage.place(markup.start, markup.end)
            message = f"a brief does not have {markup.what}: {self.passage.text[markup.start : markup.end][:40]}"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, markup.hint))

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
                self._closing = token
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
                return [LineBreak(place=self._line_end(self.passage.offsets[self._at(token)], token))]
            case "value":
                return self._value(token)
            case "note":
                return self._note(token)
            case "loose_braces":
                message = "braces that hold no fact" if token.content == "{{" else "braces are closed, but not opened"
                self._report(codes.BAD_VALUE_MARKUP, token, message, VALUE_HINT)
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
        place = self._around(token)
        match token.type:
            case "strong_open":
                return (Strong(content, place=place),)
            case "em_open":
                return (Emphasis(content, place=place),)
            case "span_open":
                return self._foreign(token, content, place)
            case "s_open":
                hint = "delete the words, or the ~~ around them"
                message = "a brief has no words struck through"
                self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, hint))
                return content
            case _:
                return self._link(token, content, place)

    def _around(self, opening: Token) -> Span:
        """Where a container stands, from its first mark to its last."""
        start, closing = self._at(opening), self._closing
        behind = int(closing.meta.get("end", closing.meta["at"] + len(closing.markup))) if closing else start + 1
        is_behind_its_mark = opening.type in ("strong_open", "span_open", "link_open") and opening.info != "auto"
        return self.passage.place(max(0, start - 1) if is_behind_its_mark else start, behind)

    def _link(self, token: Token, content: Inlines, place: Span) -> Inlines:
        target = str(token.attrs.get("href", ""))
        if token.attrs.get("title"):
            message = "a link cannot have a title: it would not be printed"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, "delete the words behind the address"))
        if target.startswith("#"):
            return self._cross_reference(target[1:], content, place)
        if _SCHEME.match(target):
            if shows_nothing(content):
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
        fallback = "write #section:name, #figure:name, #table:name, #para:name or #source:name"
        self.reading.report(codes.BAD_LINK.at(place, message, hint or fallback))
        return content

    def _foreign(self, token: Token, content: Inlines, place: Span) -> Inlines:
        braces: Braces = token.meta["braces"]
        said = said_by(braces, self.passage, _OF_WORDS, self.reading)
        language = said["lang"].text if "lang" in said else ""
        direction = chosen("dir", said["dir"], ("ltr", "rtl"), self.reading) if "dir" in said else ""
        if language and not _LANGUAGE.fullmatch(language):
            message = f'"{language}" is not a language'
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(said["lang"].whole, message, _OF_WORDS.hint))
        elif not braces.entries and not braces.unread:
            message = "the braces do not say which language the words are in"
            at = self.passage.place(braces.start, braces.end)
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(at, message, _OF_WORDS.hint))
        return (Foreign(content, language, direction, place=place),)

    def _note(self, token: Token) -> list[Inline]:
        if self.part.has_notes:
            return [NoteReference(f"{self.part.name}:{token.content}", place=self._place(token))]
        message, hint = "footnotes belong in the text of a section", "say it in the text, or move it to a section"
        self._report(codes.UNKNOWN_NOTE, token, message, hint)
        return []

    def _value(self, token: Token) -> list[Inline]:
        seen = token.content.translate(UNSEEN)
        fact, *formats = (piece.strip().removesuffix("\\").strip() for piece in seen.split(STROKE))
        if not is_fact_id(fact):
            message = f'"{fact}" is not a fact\'s id' if fact else "the braces hold no fact"
            self._report(codes.BAD_VALUE_MARKUP, token, message, VALUE_HINT)
        elif not all(formats) or any(re.search(r"\s", each) for each in formats):
            hint = "write one word behind each stroke: {{ fact | words | unit }}"
            self._report(codes.BAD_VALUE_MARKUP, token, "a format is missing or is more than one word", hint)
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
            self._report(codes.RAW_HTML, token, message, hint)

    def read_remarks(self, token: Token, start: int) -> None:
        """Note what a comment tells reviewers; it starts at an index of the passage."""

        def place(first: int, behind: int) -> Span:
            return self.passage.place(start + first, start + behind)

        read_remarks(unmasked(token.content), place, self.context, apart=False)

    def _add_space(self, found: list[Inline], token: Token) -> None:
        """A line's end in the content is a space, kept with the text before it so that each text is of one line."""
        at, last = self.passage.offsets[self._at(token)], found[-1] if found else None
        if isinstance(last, Text) and last.place and not self._between(last.place.end, at).strip():
            place = last.place.joined(self._line_end(last.place.end, token))
            found[-1] = Text(last.text + " ", place=place)
        else:
            found.append(Text(" ", place=self._line_end(at, token)))

    def _line_end(self, start: int, token: Token) -> Span:
        """A line's end as one character: from an offset in the file up to where the text goes on."""
        end = self.passage.offsets[min(int(token.meta["end"]), len(self.passage.text))]
        return self.passage.span.source.mapped((start, max(start, end)))

    def _add_text(self, found: list[Inline], token: Token) -> None:
        """Text, of which each piece stands on one line of the file."""
        text, at = unmasked(token.content), self._at(token)
        if loose := _LOOSE_LINK.search(text):
            place = self.passage.place(at + loose.start(), at + loose.end())
            hint = "take footnotes, links and {{ }} out of it; \\] prints a bracket itself"
            self.reading.report(codes.BAD_LINK.at(place, "this cannot be read as a link", hint))
        if "<!--" in text:
            start = at + text.index("<!--")
            place = self.passage.place(start, start + len("<!--"))
            message = "the comment has no end in this paragraph, so that it would be printed"
            hint = "close it with -->; one with empty lines inside stands on lines of its own"
            self.reading.report(codes.RAW_HTML.at(place, message, hint))
        for piece in self._lines(self._written(text, token)):
            self._add_piece(found, piece)

    def _written(self, text: str, token: Token) -> SourceText:
        """A token's text, with where each of its characters stands: an escaped one begins with its backslash."""
        at, passage = self._at(token), self.passage
        is_special = token.type == "text_special"
        hidden = int(token.meta["end"]) - at - len(text) if is_special else 0
        if hidden == 0 and passage.text.startswith(text, at):
            return SourceText(text, self._stretch(at, at, len(text)))
        if hidden < 2 and passage.text.startswith(text, at + 1):
            return SourceText(text, self._stretch(at if is_special else at + 1, at + 1, len(text)))
        # An entity such as &#7; has not passed the guard yet, nor has an address in angle brackets.
        start, end = (at, token.meta["end"]) if is_special else (at + 1, passage.text.find(">", at))
        place = passage.place(start, end)
        span = replace(place, offsets=(*[place.start] * len(text), place.end))
        self.reading.extend(forbidden(SourceText(text, span)))
        return SourceText(clean(text), span)

    def _stretch(self, start: int, at: int, length: int) -> Span:
        """So many characters of the passage from `at` on, of which the first begins at `start`."""
        offsets, source = self.passage.offsets, self.passage.span.source
        last = offsets[at + length - 1]
        is_escaped = source.text.startswith(("\\", "''"), last)
        end = offsets[at + length] if is_escaped else last + 1
        if start == at and end - offsets[at] == length:
            return Span(source, offsets[at], end)
        return source.mapped([offsets[start], *offsets[at + 1 : at + length], end])

    def _lines(self, written: SourceText) -> Iterator[SourceText]:
        """The text in pieces of one line of the file each."""
        if "\n" not in self._between(written.span.start, written.span.end):
            yield written
            return
        offsets, start = written.offsets, 0
        for end in range(1, len(written.text) + 1):
            if end == len(written.text) or "\n" in self._between(offsets[end - 1], offsets[end]):
                yield SourceText(written.text[start:end], self.passage.span.source.mapped(offsets[start : end + 1]))
                start = end

    def _add_piece(self, found: list[Inline], piece: SourceText) -> None:
        text, last = _WIDE_SPACES.sub(" ", piece.text), found[-1] if found else None
        if isinstance(last, Text) and last.place and self._goes_on(last.place, piece.span.start):
            found[-1] = Text(last.text + text, place=last.place.joined(piece.span))
        elif text:
            found.append(Text(text, place=piece.span))

    def _goes_on(self, place: Span, offset: int) -> bool:
        """Whether what stands there ends at an offset, on the line on which it has begun."""
        return place.end == offset and "\n" not in self._between(place.start, offset)

    def _between(self, start: int, end: int) -> str:
        return self.passage.span.source.text[start:end]

    def _at(self, token: Token) -> int:
        return int(token.meta["at"])

    def _place(self, token: Token) -> Span:
        at = self._at(token)
        return self.passage.place(at, token.meta.get("end", at + 1))

    def _report(self, code: codes.Code, token: Token, message: str, hint: str = "") -> None:
        self.reading.report(code.at(self._place(token), message, hint))

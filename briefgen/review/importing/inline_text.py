"""The words of a line in Markdown: their look, links, notes and comments, held against what they print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from briefgen.content.dialects import HIDDEN, lost_markup
from briefgen.content.inlines import PARAGRAPH_LIMIT
from briefgen.content.markdown import Grammar, masked, unmasked
from briefgen.content.text import clean
from briefgen.formats.docx.word_model import NOTE, PICTURE, WordComment, WordParagraph, WordRun
from briefgen.frozen import frozen
from briefgen.review.importing.old_document import ImportFate, ListedPart, one_line, without_tabs
from briefgen.review.pull.comments import note_of
from briefgen.review.pull.markdown import Context, composed
from briefgen.review.pull.session import beginning
from briefgen.review.pull.tokens import their_tokens

_ADDRESS = re.compile(r"(?:https?://[^\s/?#]+|mailto:[^\s@]+@[^\s@]+)\S*", re.IGNORECASE)
_NO_TEXT = re.compile(r"\\.|<!--.*?-->|\]\((?:<[^>]*>|[^)]*)\)|\[\^[\w.-]+\]", re.DOTALL)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LOOSE_BRACES = re.compile(r"(\\{\{[^{}]*\}\})|\}\}")
_MOST_SLIPS = 200


@frozen
class LineWriter:
    """Writes lines: `labels` are those of footnotes by their numbers, `comments` the remarks by their ids.

    What it cannot take over goes to the list, and the comments that it has written to `noted`.
    """

    labels: Mapping[str, str]
    comments: Mapping[str, WordComment]
    listed: list[ListedPart]
    noted: set[str] = field(default_factory=set)
    grammar: Grammar = field(default_factory=Grammar)

    def text(self, line: WordParagraph, *, opens: bool = True, in_cell: bool = False) -> str:
        """A line in Markdown, without the things in it that are no text; lines that break in it are kept."""
        where = f"“{beginning(line.shown)}”"
        tabbed, line = line, without_tabs(line)
        if line is not tabbed:
            what = "tabs or things between figures, as semicolons: where they make columns, write a table"
            self.listed.append(ListedPart(ImportFate.OTHERWISE, what, "", one_line(tabbed.shown)))
        line = replace(line, pieces=tuple(self._linked(piece, where) for piece in line.pieces))
        for changed in (lambda piece: piece, _without_look, _without_link):
            pieces = [changed(piece) for piece in line.pieces]
            found = self._written(pieces, line, opens=opens, in_cell=in_cell)
            if len(line.text) > PARAGRAPH_LIMIT or self._prints(found) == _squeezed(line.text):
                break
        return found

    def value(self, line: WordParagraph) -> str:
        """A line in Markdown as a value of YAML: in one line, without the calls of notes and without remarks."""
        for piece in line.pieces:
            if piece.link:
                what = f"link to {piece.link}, which a title cannot have"
                self.listed.append(ListedPart(ImportFate.LEFT_OUT, what, f"“{beginning(line.shown)}”"))
        pieces = tuple(replace(piece, link="") for piece in line.pieces if not piece.note)
        return one_line(self.text(replace(line, pieces=pieces, comments=()), opens=False).replace("\\\n", "\n"))

    def _linked(self, piece: WordRun, where: str) -> WordRun:
        """A piece whose link a brief can have."""
        piece = replace(piece, text=clean(piece.text))
        if not piece.link or _ADDRESS.fullmatch(piece.link):
            return piece
        what = f"link to {piece.link}, which is no address of the web or of mail"
        self.listed.append(ListedPart(ImportFate.LEFT_OUT, what, where))
        return replace(piece, link="")

    def _written(self, pieces: Sequence[WordRun], line: WordParagraph, *, opens: bool, in_cell: bool) -> str:
        found = notes = ""
        for stretch, comment in _stretches(pieces, line, self.comments):
            for number, row in enumerate(_rows(stretch)):
                context = Context(opens=opens and (number > 0 or not found), in_cell=in_cell, between=" ")
                text = composed(their_tokens([WordParagraph(tuple(row))], self.labels), context)
                if number and found.strip() and text.strip():
                    found = f"{found.rstrip()}\n" if in_cell else f"{found.rstrip()}\\\n"
                found += text.lstrip() if number else text
            found = one_line(found) if in_cell else found
            if comment:
                self.noted.add(comment.id)
                notes += note_of(comment, in_cell=in_cell)
            if found.strip():  # a line that begins with a comment would be nothing but a comment
                found, notes = found.rstrip() + notes if notes else found, ""
        found += notes
        return self._plain(found.strip())

    def _plain(self, text: str) -> str:
        """The text with a backslash before what other dialects of Markdown would take for markup."""
        text = _LOOSE_BRACES.sub(lambda match: match[1] or r"\}\}", text)
        for _ in range(_MOST_SLIPS if len(text) <= PARAGRAPH_LIMIT else 0):
            hidden = _NO_TEXT.sub(lambda match: HIDDEN * len(match[0]), text)
            slip = next(iter(lost_markup(hidden)), None)
            at = _PUNCTUATION.search(text, slip.start) if slip else None
            if at is None:
                break
            text = f"{text[: at.start()]}\\{text[at.start() :]}"
        return text

    def _prints(self, text: str) -> str:
        """What a text in Markdown prints, in one line without spaces."""
        tokens = self.grammar.inlines(masked(text), {})
        return _squeezed("".join(_printed(token.type, unmasked(token.content)) for token in tokens))


def _rows(pieces: Sequence[WordRun]) -> list[list[WordRun]]:
    """The pieces by the lines that they are broken into."""
    rows: list[list[WordRun]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        rows[-1].append(replace(piece, text=first))
        rows += ([replace(piece, text=other)] for other in others)
    return rows


def _printed(kind: str, content: str) -> str:
    return "" if kind == "html_inline" else content if kind in ("text", "text_special") else " "


def _squeezed(text: str) -> str:
    return "".join(text.replace(NOTE, "").replace(PICTURE, "").split())


def _without_look(piece: WordRun) -> WordRun:
    return replace(piece, bold=False, italic=False)


def _without_link(piece: WordRun) -> WordRun:
    return replace(piece, bold=False, italic=False, link="")


def _without_things(piece: WordRun) -> WordRun:
    return replace(piece, text=piece.text.replace(PICTURE, ""))


def _stretches(
    pieces: Sequence[WordRun], line: WordParagraph, comments: Mapping[str, WordComment]
) -> Iterator[tuple[list[WordRun], WordComment | None]]:
    """The pieces without things, up to the end of each comment, and that comment; none behind the last stretch."""
    ends = sorted((each.at, each.comment) for each in line.comments if not each.is_start)
    at = 0
    stretch: list[WordRun] = []
    rest = list(pieces)
    for end, identity in ends:
        while rest and at < end:
            piece = rest.pop(0)
            own, behind = piece.text[: end - at], piece.text[end - at :]
            at += len(own)
            stretch.append(replace(piece, text=own))
            if behind:
                rest.insert(0, replace(piece, text=behind))
        if (comment := comments.get(identity)) is not None:
            yield [*map(_without_things, stretch)], comment
            stretch = []
    yield [*map(_without_things, (*stretch, *rest))], None

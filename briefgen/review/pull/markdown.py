"""Markdown: words written so that they print as they are, and the blocks of a section by their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from briefgen.content.markdown import Grammar, masked
from briefgen.formats.docx.word_model import NOTE
from briefgen.frozen import frozen
from briefgen.review.diff.tokens import END, joined_text
from briefgen.review.pull.tokens import WordToken

_SPECIAL = re.compile(r"[\\*`\[<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|~(?<=~~)|\{(?=\{)|&(?=#?\w+;)")
_OPENS_BLOCK = re.compile(
    r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$|\|)|(?P<number>\d{1,9})(?P<sign>[.)])(?=\s|$)"
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?(?:^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"[ \t>]*$")
_MARKER = re.compile(r"([ \t>]*)(?:([-+*])|(\d{1,9})([.)]))([ \t]+)")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]+")
_QUOTED = re.compile(r"[ \t>]*")
_LABEL = re.compile(r"[ \t>]*\[\^([^\]]+)\]:")
LEAVES = ("paragraph_open", "heading_open")
ITEM, LISTS = "list_item_open", ("bullet_list_open", "ordered_list_open")
HOLDERS = (ITEM, *LISTS, "blockquote_open", "footnote_reference_open")


def escaped(text: str, *, opens: bool = False, in_cell: bool = False) -> str:
    """A text in Markdown: nothing of it is read as markup; `opens` says that it stands first in its block."""
    written = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    if in_cell:
        written = written.replace("|", "\\|")
    if opens and (block := _OPENS_BLOCK.match(written)):
        written = f"{block['number']}\\{written[block.end('number') :]}" if block["number"] else f"\\{written}"
    return written


@frozen
class Context:
    """Where words are written: the look that they have there by themselves, and what parts paragraphs.

    `source` is the text of the file from which facts are taken over as they are written.
    """

    bold: bool = False
    italic: bool = False
    opens: bool = False
    in_cell: bool = False
    between: str = "\n\n"
    source: str = ""


def composed(tokens: Sequence[WordToken], context: Context) -> str:
    """Words in Markdown, with the marks that their look and their links need where they stand."""
    found: list[str] = []
    dresses = _dresses(tokens, context)
    for (bold, italic, link), group in groupby(zip(tokens, dresses, strict=True), lambda each: each[1]):
        text = "".join(_written_all((token for token, _ in group), context, opens=context.opens and not found))
        found.append(_dressed(text, bold=bold, italic=italic, link=link))
    return "".join(found)


def _written_all(tokens: Iterable[WordToken], context: Context, *, opens: bool) -> Iterator[str]:
    """The tokens as written: words that follow each other are escaped as one text, and a fact is taken over once."""
    before = None
    for is_word, group in groupby(tokens, _is_word):
        if is_word:
            text = joined_text(group).replace("\t", " ")
            yield escaped(text, opens=opens, in_cell=context.in_cell)
        else:
            for token in group:
                if token.atom is None:
                    yield _sign(token, context)
                elif token.atom is not before:
                    yield context.source[slice(*token.atom.extent)] if token.atom.extent else token.atom.written
                before = token.atom
        opens = False


def _is_word(token: WordToken) -> bool:
    return token.atom is None and token.text not in (END, NOTE, "\n")


def _sign(token: WordToken, context: Context) -> str:
    """What stands for a paragraph's end, a footnote or a line's end."""
    if token.is_end:
        return context.between
    return f"[^{token.note}]" if token.text == NOTE else "\\\n"


def _dresses(tokens: Sequence[WordToken], context: Context) -> list[tuple[bool, bool, str]]:
    """How tokens are dressed: space between words of one look as these are, so that their marks stand once."""
    found = [_dress(token, context) for token in tokens]
    solid = [number for number, token in enumerate(tokens) if not token.is_space]
    for one, other in pairwise(solid):
        if found[one] == found[other]:
            found[one:other] = [found[one]] * (other - one)
    return found


def _dress(token: WordToken, context: Context) -> tuple[bool, bool, str]:
    if (token.is_space and not token.link) or token.text in (END, NOTE):
        return False, False, ""
    return token.bold and not context.bold, token.italic and not context.italic, token.link


def _dressed(text: str, *, bold: bool, italic: bool, link: str) -> str:
    core = text.strip()
    if not core:
        return text
    start = text.index(core[0])
    before, after = text[:start], text[start + len(core) :]
    if link:
        core = core.replace("]", "\\]")
        core = f"[{core}](<{link}>)" if re.search(r"[\s()<>]", link) else f"[{core}]({link})"
    if italic:
        core = f"*{core}*"
    if bold:
        core = f"**{core}**"
    return f"{before}{core}{after}"


@frozen
class BlockLines:
    """A block of a section by its lines: the first, and the one behind its last."""

    kind: str
    start: int
    end: int
    holders: tuple[int, ...] = ()


class MarkdownFile:
    """A content file of Markdown: its lines and its blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        front = _FRONT_MATTER.match(text)
        self.body = front.end() if front else 0

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line, and that of the end."""
        return [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text)]

    @cached_property
    def spans(self) -> list[BlockLines]:
        """Every block that has lines of its own, outer before inner; `holders` are the numbers of those around it."""
        first = self.text.count("\n", 0, self.body)
        found: list[BlockLines] = []
        open_spans: list[int] = []
        for token in Grammar().blocks(masked(self.text[self.body :]), {}):
            if token.nesting < 0:
                open_spans.pop()
                continue
            if token.map and token.type != "inline":
                lines = first + token.map[0], self._trimmed(first + token.map[0], first + token.map[1])
                found.append(BlockLines(token.type, *lines, tuple(n for n in open_spans if n >= 0)))
            if token.nesting > 0:
                open_spans.append(len(found) - 1 if token.map else -1)
        return found

    @cached_property
    def labels(self) -> set[str]:
        """The labels of the footnotes that are defined here."""
        openings = (span for span in self.spans if span.kind == "footnote_reference_open")
        return {found[1] for span in openings if (found := _LABEL.match(self.line(span.start)))}

    def _trimmed(self, start: int, end: int) -> int:
        """The end without the empty lines before it."""
        while end > start + 1 and _BLANK.match(self.line(end - 1)):
            end -= 1
        return end

    def line(self, number: int) -> str:
        """A line by its number from 0, without its end."""
        return (
            self.text[self.starts[number] : self.starts[number + 1]].rstrip("\n")
            if number + 1 < len(self.starts)
            else ""
        )

    def around(self, line: int, *kinds: str) -> list[BlockLines]:
        """The blocks in which a line stands, outer before inner; of some kinds alone, if any are named."""
        inside = [n for n, span in enumerate(self.spans) if span.start <= line < span.end]
        if not inside:
            return []
        innermost = max(inside, key=lambda n: len(self.spans[n].holders))
        chain = [*(self.spans[n] for n in self.spans[innermost].holders), self.spans[innermost]]
        return [span for span in chain if not kinds or span.kind in kinds]

    def whole(self, line: int) -> BlockLines | None:
        """What goes when the paragraph on a line goes: the outermost block that holds nothing else."""
        chain = self.around(line)
        if not chain:
            return None
        leaf = next((span for span in reversed(chain) if span.kind in LEAVES), chain[-1])
        gone = leaf
        for span in reversed(chain[: chain.index(leaf)]):
            held = [each for each in self.spans if each.kind not in HOLDERS and span.start <= each.start < span.end]
            if span.kind not in HOLDERS or not all(_inside(each, leaf) for each in held):
                break
            gone = span
        return gone

    def removal(self, span: BlockLines) -> tuple[int, int]:
        """The offsets of a block's lines with the empty ones behind it, or at the file's end with those before.

        The lines of a list stay apart from what follows when its last item goes.
        """
        start, end = span.start, span.end
        last = len(self.starts) - 2
        if self.starts[start] <= self.body or _BLANK.match(self.line(start - 1)):
            while end < last and _BLANK.match(self.line(end)):
                end += 1
        if self.starts[end] >= len(self.text):
            while self.starts[start] > self.body and _BLANK.match(self.line(start - 1)):
                start -= 1
        return self.starts[start], self.starts[end]

    def captioned(self, span: BlockLines) -> BlockLines | None:
        """The table of which a block is the caption."""
        following = next((each for each in self.spans if each.start >= span.end), None)
        is_caption = span.kind == "paragraph_open" and self.line(span.start).lstrip(" \t>").startswith("Table:")
        return following if is_caption and following and following.kind == "table_open" else None

    def end_of(self, span: BlockLines) -> int:
        """The offset behind a block's last character."""
        return self.starts[span.end - 1] + len(self.line(span.end - 1))

    def prefix(self, line: int) -> str:
        """What stands before the text of further paragraphs in the block of a line: quotation marks and indentation."""
        marker = _MARKER.match(self.line(line))
        if marker and any(item.start == line for item in self.around(line, ITEM)):
            return marker[1] + " " * (len(marker[0]) - len(marker[1]))
        return re.match(r"[ \t>]*", self.line(line))[0]  # type: ignore[index]

    def number(self, item: BlockLines) -> tuple[int, int]:
        """The offsets of an item's number."""
        marker = _MARKER.match(self.line(item.start))
        first, behind = marker.span(3) if marker else (0, 0)
        return self.starts[item.start] + first, self.starts[item.start] + behind

    def inside(self, line: int) -> tuple[int, int]:
        """The offsets of the text of the paragraph or heading on a line, with what stands behind it there."""
        leaf = self.around(line, *LEAVES)[-1]
        mark = _HEADING if leaf.kind == "heading_open" else _QUOTED
        items = any(item.start == leaf.start for item in self.around(line, ITEM))
        opening = (_MARKER if items else mark).match(self.line(leaf.start))
        return self.starts[leaf.start] + (opening.end() if opening else 0), self.end_of(leaf)

    def list_of(self, line: int) -> BlockLines | None:
        """The innermost list in whose item a line stands."""
        return next(reversed(self.around(line, *LISTS)), None)

    def is_numbered(self, item: BlockLines) -> bool:
        """Whether an item is of a numbered list."""
        return self.spans[item.holders[-1]].kind == "ordered_list_open"

    def sign(self, line: int) -> str:
        """What is the same before all items of the list on a line: a bullet, or the sign behind the number."""
        items = self.around(line, ITEM)
        marker = _MARKER.match(self.line(items[-1].start)) if items else None
        return (marker[2] or marker[4]) if marker else ""

    def lead(self, item: BlockLines) -> str:
        """What stands before the sign of an item."""
        marker = _MARKER.match(self.line(item.start))
        return marker[1] if marker else ""

    def marker(self, item: BlockLines) -> str:
        """The sign of an item, with what stands before it."""
        marker = _MARKER.match(self.line(item.start))
        return marker[0] if marker else "- "

    def next_marker(self, item: BlockLines) -> str:
        """The sign of an item that follows another in its list."""
        marker = _MARKER.match(self.line(item.start))
        if not marker:
            return "- "
        sign = marker[2] or f"{int(marker[3]) + 1}{marker[4]}"
        return f"{marker[1]}{sign}{marker[5]}"


def _inside(span: BlockLines, leaf: BlockLines) -> bool:
    return leaf.start <= span.start and span.end <= leaf.end

"""Lines and tables of an old document -> the Markdown of sections, with their pictures and tables of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cache
from itertools import chain
from itertools import count as counting

from briefgen.content.fact_tables import slug
from briefgen.content.schema_types import is_id
from briefgen.formats.docx.word_model import (
    NOTE,
    PICTURE,
    Item,
    WordParagraph,
    WordRow,
    WordRun,
    WordTable,
    WordThing,
    lines_of,
)
from briefgen.frozen import frozen, mutable
from briefgen.languages import languages
from briefgen.model.labels import labels_for
from briefgen.review.importing.captions import CAPTION, is_caption
from briefgen.review.importing.front_matter import callout_kind
from briefgen.review.importing.inline_text import LineWriter
from briefgen.review.importing.markdown_blocks import Leaf, ListBlock, MarkdownBlock, QuotationBlock, written
from briefgen.review.importing.old_document import (
    ImportFate,
    ListedPart,
    OldDocument,
    first_pieces,
    one_line,
    shown_of,
    without_bold,
    without_start,
)
from briefgen.review.importing.pictures import picture_file
from briefgen.review.importing.tables import FactTableFiles, cells_of, fact_table, markdown_table, rows_of
from briefgen.review.pull.session import beginning

DEEPEST_LIST = 4
DEEPEST_HEADING = 4
PICTURES = "pictures"
TO_WRITE = "To be written."

_BULLET = re.compile(r"\s*[•●▪◦‣·\uf0b7\uf0a7o–-](?:\t|[ \u00a0]{2,})\s*|\s*[•●▪◦‣]\s*")
_STYLE_LEVEL = re.compile(r"list (?P<kind>bullet|number|continue)(?: (?P<level>[2-5]))?\b")
_ATTRIBUTION = re.compile(r"[—–]\s*|--\s+")
_TITLE = "figure title"
_DATA = "-data/caption"
"""How the id of the caption of a table ends that a build makes of a figure's data."""
_LABELS = ("callout label", "action label")


@frozen
class DraftSection:
    """A section in the making: its name, its title in Markdown, and its text."""

    name: str
    title: str
    text: str


@mutable
class DraftFiles:
    """What sections put beside themselves: pictures by their paths, tables, and the ids of figures by their numbers."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    tables: list[FactTableFiles] = field(default_factory=list)
    references: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


class SectionWriter:
    """Writes sections; `as_text` are the ids of the tables that are written in Markdown although they hold figures.

    `decimal` is the sign before the decimals of their figures.
    """

    def __init__(
        self,
        document: OldDocument,
        writer: LineWriter,
        listed: list[ListedPart],
        source: str,
        as_text: set[str],
        decimal: str,
    ) -> None:
        self.files = DraftFiles()
        self._document, self._writer, self._listed = document, writer, listed
        self._source, self._as_text, self._decimal = source, as_text, decimal
        self._counts: dict[tuple[str, int], int] = {}
        self._behind: list[MarkdownBlock] = []
        self._level = 1
        self._title: WordParagraph | None = None
        self.defined: set[str] = set()
        self.labels: list[str] = []

    def section(self, heading: str, name: str, items: Sequence[Item], top: int) -> DraftSection:
        """A section with the footnotes that its lines call; headings below the level `top` are counted from there."""
        self._level = 1
        self._counts = {}
        blocks = [*self.blocks(items, top)]
        if not blocks:
            self._list(ImportFate.OTHERWISE, "heading without text below it", heading)
            blocks = [Leaf(TO_WRITE)]
        calls = dict.fromkeys(piece.note for line in lines_of(items) for piece in line.pieces if piece.note)
        notes = [note for number in calls if (note := self._note(number))]
        return DraftSection(self._name(name), heading, "\n".join([written(blocks), *notes]))

    def _name(self, wanted: str) -> str:
        name = slug(wanted)
        name = name if is_id(name) else f"section-{name}".rstrip("-")
        return self._own(name)

    def _own(self, name: str) -> str:
        """A name that nothing has yet."""
        names = chain([name], (f"{name}-{number}" for number in counting(2)))
        free = next(each for each in names if each not in self.files.ids)
        self.files.ids.add(free)
        return free

    def _note(self, number: str) -> str:
        """The definition of a footnote, its further paragraphs set in."""
        items = self._document.notes.get(number, ())
        self.defined.add(number)
        blocks = [*self.blocks(items, 0)]
        label = self._writer.labels.get(number, number)
        first, *rest = written(blocks or [Leaf(TO_WRITE)]).rstrip("\n").split("\n")
        return "".join(f"{line}\n" for line in (f"[^{label}]: {first}", *(f"    {each}".rstrip() for each in rest)))

    def blocks(self, items: Sequence[Item], top: int) -> Iterator[MarkdownBlock]:
        """The blocks of lines and tables, each list, quotation and callout as one."""
        rest = [item for item in items if isinstance(item, WordTable) or item.text.strip()]
        while rest:
            count, block = self._next(rest, top)
            if block is not None:
                yield block
            yield from self._behind
            self._behind.clear()
            del rest[:count]

    def _next(self, rest: Sequence[Item], top: int) -> tuple[int, MarkdownBlock | None]:
        """The block that the next items make, and how many they are."""
        first = rest[0]
        caption = self._caption(rest)
        if isinstance(first, WordTable) or (caption and isinstance(rest[1], WordTable)):
            return self._table(rest)
        if first.style in _LABELS:
            own = first.style.removesuffix(" label")
            end = _while(rest, 1, lambda line: line.style == own)
            self.labels.append(first.text.strip())
            return end, QuotationBlock((*self._inner(rest[1:end]),), f"[!{callout_kind(first.text)}]")
        if _is_quotation(first):
            end = _while(rest, 0, _is_quotation)
            return end, QuotationBlock((*self._quotation(rest[:end]),))
        if first.outline and top:
            return 1, self._heading(first, top)
        if _list_level(first) is not None:
            end = _while(rest, 0, lambda line: _list_level(line) is not None or _is_continued(line))
            return end, self._lists([line for line in rest[:end] if isinstance(line, WordParagraph)])
        return self._paragraph(rest)

    def _inner(self, items: Sequence[Item]) -> Iterator[MarkdownBlock]:
        """The blocks inside a callout or quotation, with what stands behind them."""
        plain = (replace(item, style="") if isinstance(item, WordParagraph) else item for item in items)
        yield from [*self._nested([*plain])]

    def _nested(self, items: Sequence[Item]) -> Iterator[MarkdownBlock]:
        kept = [*self._behind]
        self._behind.clear()
        yield from [*self.blocks(items, 0)]
        self._behind = kept

    def _quotation(self, lines: Sequence[Item]) -> Iterator[MarkdownBlock]:
        said = [line for line in lines if isinstance(line, WordParagraph) and line.style != "quote source"]
        yield from self._inner(said)
        for line in lines:
            if isinstance(line, WordParagraph) and line.style == "quote source":
                yield Leaf(f"— {_ATTRIBUTION.sub('', self._writer.text(line, opens=False), count=1)}")

    def _heading(self, line: WordParagraph, top: int) -> MarkdownBlock:
        self._level = min(max(line.outline - top + 1, 2), self._level + 1, DEEPEST_HEADING)
        if line.outline - top + 1 > DEEPEST_HEADING:
            self._list(ImportFate.OTHERWISE, "heading below the fourth level, as one of the fourth", line.shown)
        self._take_things(line)
        return Leaf(f"{'#' * self._level} {self._one_line(line)}")

    def _one_line(self, line: WordParagraph) -> str:
        return one_line(self._writer.text(line, opens=False).replace("\\\n", "\n"))

    def _paragraph(self, rest: Sequence[Item]) -> tuple[int, MarkdownBlock | None]:
        """A paragraph; of pictures and charts with a caption behind them, these alone."""
        line = rest[0]
        assert isinstance(line, WordParagraph)  # noqa: S101  # tables are told apart before
        count = 1
        following = rest[1] if len(rest) > 1 else None
        caption = None
        if _has_picture(line) and isinstance(following, WordParagraph) and is_caption(following, "figure"):
            caption, count = following, 2
        elif _has_chart(line) and isinstance(following, WordParagraph) and is_caption(following, "figure"):
            caption, count = following, 2
            what = "caption of a chart that is left out, as a paragraph with its number, while figures are counted anew"
            self._list(ImportFate.OTHERWISE, what, following.shown)
        self._take_things(line, caption)
        if line.style == _TITLE and isinstance(following, WordParagraph) and _has_picture(following):
            self._title = line
            return 1, None
        text = self._writer.text(line)
        return count, Leaf(text) if text else None

    def _lists(self, lines: Sequence[WordParagraph]) -> MarkdownBlock:
        """The list that lines make; deeper ones are part of the items above them, and so are lines that go on."""
        items: list[tuple[WordParagraph, list[WordParagraph]]] = []
        base = _list_level(lines[0]) or 0
        kind = lines[0].numbered, lines[0].list
        behind: Sequence[WordParagraph] = ()
        for at, line in enumerate(lines):
            level = _list_level(line)
            if items and (level is None or level > base):
                items[-1][1].append(line)
            elif items and (line.numbered, line.list) != kind:
                behind = lines[at:]
                break
            else:
                items.append((line, []))
        first = self._first(lines[0], base, len(items))
        made = tuple(blocks for line, below in items if (blocks := (*self._item(line), *self._inside(below))))
        if behind:
            following = self._lists(behind)
            self._behind.insert(0, following)
        return ListBlock(made, lines[0].numbered, first)

    def _item(self, line: WordParagraph) -> Iterator[MarkdownBlock]:
        """An item's first paragraph, and the things in it."""
        self._take_things(line)
        things = self._taken()
        sign = _BULLET.match(line.text) if not line.list else None
        if text := self._writer.text(without_start(line, sign.end()) if sign else line):
            yield Leaf(text)
        yield from things

    def _inside(self, lines: Sequence[WordParagraph]) -> Iterator[MarkdownBlock]:
        """What stands in an item below its first paragraph."""
        rest = [*lines]
        while rest:
            if _list_level(rest[0]) is None:
                yield from self._item(rest.pop(0))
            else:
                end = _while(rest, 0, lambda each: _list_level(each) is not None)
                yield self._lists(rest[:end])
                yield from self._taken()
                del rest[:end]

    def _taken(self) -> list[MarkdownBlock]:
        taken = [*self._behind]
        self._behind.clear()
        return taken

    def _first(self, line: WordParagraph, level: int, count: int) -> int:
        """From where a list counts: on from its items so far, as Word does."""
        if not line.numbered:
            return 1
        key = (line.list, level)
        if key not in self._counts and line.first != 1:
            self._list(ImportFate.OTHERWISE, f"list that counts from {line.first}, from 1", "", line)
        first = self._counts.get(key, 1)
        self._counts[key] = first + count
        for other in [each for each in self._counts if each[1] > level]:
            del self._counts[other]
        return first

    def _caption(self, rest: Sequence[Item]) -> bool:
        """Whether the next line is the caption of the table behind it."""
        first, behind = rest[0], rest[1] if len(rest) > 1 else None
        if not isinstance(first, WordParagraph) or not isinstance(behind, WordTable):
            return False
        return is_caption(first, "table")

    def _table(self, rest: Sequence[Item]) -> tuple[int, MarkdownBlock | None]:
        """A table with the caption above or below it."""
        caption, table = (rest[0], rest[1]) if isinstance(rest[0], WordParagraph) else (None, rest[0])
        count = 2 if caption is not None else 1
        below = rest[count] if len(rest) > count else None
        following = rest[count + 1] if len(rest) > count + 1 else None
        if caption is None and isinstance(below, WordParagraph) and is_caption(below, "table"):
            caption, count = (below, 2) if not isinstance(following, WordTable) else (None, 1)
        assert isinstance(table, WordTable)  # noqa: S101  # as the caller has seen
        rows = rows_of(table)
        for row in table.rows:
            for line in row.lines:
                self._take_things(line)
        if not any(any(row) for row in rows):
            return count, Leaf(self._captioned(caption)) if caption else None
        if len(rows) == 1 or len(rows[0]) == 1:
            what = "table of one row or column, as paragraphs"
            self._list(ImportFate.OTHERWISE, what, shown_of([table]))
            self._behind = [*self._nested([line for row in table.rows for line in row.lines]), *self._behind]
            return count, Leaf(self._captioned(caption)) if caption else None
        return count, self._table_block(table, caption, rows)

    def _captioned(self, caption: WordParagraph) -> str:
        """A caption as a paragraph, with its label."""
        return self._writer.text(self._without_source(caption, caption))

    def _table_block(
        self, table: WordTable, caption: WordParagraph | None, rows: Sequence[Sequence[str]]
    ) -> MarkdownBlock:
        title, number = self._caption_text(caption)
        name = self._own(self._table_id(title))
        if number:
            self.files.references["table", number] = f"table:{name}"
        if caption is not None and self._document.id_of(caption).endswith(_DATA):
            what = "table of a figure's data, with a number of its own: its caption names the figure by its old number"
            self._list(ImportFate.OTHERWISE, what, caption.shown)
        has_notes = caption is not None and any(piece.note for piece in caption.pieces)
        is_text = name in self._as_text or has_notes
        files = None if is_text else fact_table(table, name, title, self._source, self._decimal)
        if files is not None:
            self.files.tables.append(files)
            return Leaf(f"![](table:{name})")
        if any(row.is_merged for row in table.rows):
            self._list(ImportFate.OTHERWISE, "merged cells, with empty ones beside the first", shown_of([table]))
        if any(len([line for line in cell if line.text.strip()]) > 1 for row in table.rows for cell in row.cells):
            self._list(ImportFate.OTHERWISE, "cells of several paragraphs, each as one", shown_of([table]))
        cells = [[*self._cells(row)] for row in table.rows]
        width = len(rows[0])
        text = markdown_table([row + [""] * (width - len(row)) for row in cells], rows)
        above = f"Table: {title} {{#{name}}}\n\n" if title else ""
        return Leaf(f"{above}{text}")

    def _cells(self, row: WordRow) -> Iterator[str]:
        for cell in cells_of(row):
            lines = [line for line in cell if line.text.strip()]
            yield one_line("\n".join(self._writer.text(line, opens=False, in_cell=True) for line in lines))

    def _table_id(self, title: str) -> str:
        words = slug(re.sub(r"[*_\\\[\]]", "", title))
        return words if is_id(words) and words else f"table-{words}".rstrip("-")

    def _caption_text(self, caption: WordParagraph | None) -> tuple[str, str]:
        """A caption without its label, which briefgen prints by itself, and the number that it had."""
        if caption is None:
            return "", ""
        self._take_things(caption)
        label = CAPTION.match(caption.text)
        if label:
            self.labels.append(label[0].strip().rstrip(".:–— "))
        line = self._without_source(caption, without_start(caption, label.end()) if label else caption)
        return self._one_line(without_bold(line)), label["number"] if label else ""

    def _without_source(self, caption: WordParagraph, line: WordParagraph) -> WordParagraph:
        """The line of a built figure's caption without from where its facts are, which briefgen prints by itself."""
        source = _source().search(line.text) if self._document.id_of(caption).endswith("/caption") else None
        if source is None:
            return line
        self._list(ImportFate.GENERATED, "source of a figure", source[0].strip())
        return replace(line, pieces=first_pieces(line.pieces, source.start()))

    def _take_things(self, line: WordParagraph, caption: WordParagraph | None = None) -> None:
        """Put what a line holds that is no text behind it, or list it."""
        for piece in line.pieces:
            if (piece.shows or PICTURE in piece.text) and not piece.things:
                what = "thing that is no text" if piece.shows else "drawing without words and without a picture in it"
                self._list(ImportFate.LEFT_OUT, what, piece.shows, line)
            for thing in piece.things:
                if thing.kind == "picture":
                    self._picture(thing, line, caption)
                    caption = None
                elif thing.kind == "box":
                    self._list(
                        ImportFate.OTHERWISE, "text box, as paragraphs behind the text", shown_of(thing.items), line
                    )
                    self._behind += self._nested(thing.items)
                else:
                    words = self._document.words(thing.part) if thing.part else piece.shows
                    self._list(ImportFate.LEFT_OUT, _NAMES.get(thing.kind, thing.kind), words or thing.alt, line)
        if caption is not None:
            self._behind.append(Leaf(self._captioned(caption)))

    def _picture(self, thing: WordThing, line: WordParagraph, caption: WordParagraph | None) -> None:
        data = self._document.part(thing.part)
        found = picture_file(data)
        if found is None:
            what = (
                "picture in a form that a brief cannot have"
                if data
                else "picture that is not in or beside the document"
            )
            self._list(ImportFate.LEFT_OUT, f"{what}: {thing.part[-60:]}", thing.alt, line)
            self._behind += (Leaf(text) for text in (self._finding(), caption and self._captioned(caption)) if text)
            return
        title, number = self._caption_text(caption)
        title = " ".join(filter(None, (self._finding(), title)))
        path = self._path(*found)
        label = CAPTION.match(caption.shown) if caption else None
        alt = self._read_out(thing.alt or (caption.shown[label.end() if label else 0 :] if caption else ""))
        if not alt:
            alt = "Picture"
            self._list(
                ImportFate.OTHERWISE,
                f"picture without a text for those who cannot see it: say in {path}'s brackets what it shows",
                "",
                line,
            )
        name = self._own(f"figure-{number}" if number and is_id(f"figure-{number}") else "figure")
        if number:
            self.files.references["figure", number] = f"figure:{name}"
        quoted = re.sub(r'"([^"]*)"', r"“\1”", title).replace("\\", "\\\\").replace('"', "”")
        words = f' "{quoted}"' if title else ""
        self._behind.append(Leaf(f"![{alt}]({path}{words}){{#{name}}}"))

    def _read_out(self, text: str) -> str:
        """A text as it stands in the brackets of a picture."""
        words = " ".join(text.replace(PICTURE, "").replace(NOTE, "").split())
        return re.sub(r"(?<!\\)\]", r"\\]", self._writer.value(WordParagraph((WordRun(words),))))

    def _finding(self) -> str:
        """What stands above a picture as its title, to open its caption in bold."""
        line, self._title = self._title, None
        if line is None:
            return ""
        dot = "" if line.text.rstrip().endswith((".", "!", "?")) else "."
        pieces = (*line.pieces[:-1], *(replace(piece, text=piece.text.rstrip() + dot) for piece in line.pieces[-1:]))
        return self._one_line(replace(line, pieces=tuple(replace(piece, bold=True) for piece in pieces)))

    def _path(self, data: bytes, ending: str) -> str:
        """The file of a picture; one that stands twice is one file."""
        for path, known in self.files.pictures.items():
            if known == data:
                return path
        path = f"{PICTURES}/picture-{len(self.files.pictures) + 1}.{ending}"
        self.files.pictures[path] = data
        return path

    def _list(self, fate: ImportFate, what: str, text: str, line: WordParagraph | None = None) -> None:
        where = f"“{beginning(line.shown)}”" if line is not None and line.shown.strip() else ""
        self._listed.append(ListedPart(fate, what, where, text))


_NAMES = {
    "equation": "equation",
    "chart": "chart of Word's",
    "diagram": "diagram of Word's (SmartArt)",
    "ruby": "text with a reading above it",
}


def _while(rest: Sequence[Item], start: int, holds: object) -> int:
    """The number of the first item behind those lines for which something holds."""
    end = start
    while end < len(rest) and isinstance(rest[end], WordParagraph) and holds(rest[end]):  # type: ignore[operator]
        end += 1
    return end


def _has_picture(line: WordParagraph) -> bool:
    return any(thing.kind == "picture" for piece in line.pieces for thing in piece.things)


def _has_chart(line: WordParagraph) -> bool:
    return any(thing.kind == "chart" for piece in line.pieces for thing in piece.things)


def _is_quotation(line: WordParagraph) -> bool:
    return line.style in ("quote", "intense quote", "quote source", "block text", "quotations") and line.outline == 0


def _list_level(line: WordParagraph) -> int | None:
    """How deep an item of a list stands; none for lines that are none."""
    if line.outline:
        return None
    named = _STYLE_LEVEL.match(line.style)
    by_style = int(named["level"] or 1) - 1 if named and named["kind"] != "continue" else None
    if line.listed >= 0:
        return min(line.listed or by_style or 0, DEEPEST_LIST)
    if by_style is not None:
        return min(by_style, DEEPEST_LIST)
    return 0 if _BULLET.match(line.text) else None


def _is_continued(line: WordParagraph) -> bool:
    """Whether a line goes on an item of a list."""
    return line.style.startswith("list continue")


@cache
def _source() -> re.Pattern[str]:
    """What a built figure's caption ends in, in any language: from where its facts are."""
    return re.compile(rf"\s(?:{'|'.join(re.escape(labels_for(each).source) for each in languages())}): .*", re.DOTALL)

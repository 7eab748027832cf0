"""An HTML page -> an old document: its headings, lists, tables, pictures and footnotes; nothing is run or fetched."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

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
    mapped,
)
from briefgen.frozen import mutable
from briefgen.review.importing.cleaning import LineCleaner
from briefgen.review.importing.old_document import ListedPart, OldDocument, one_line

MOST_COLUMNS = 1000
DEEPEST = 400
"""How many elements may stand in each other; those below are read as if they stood beside."""

_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNREAD = {"script", "style", "template", "head"}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
    *("legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
}
_THINGS = {"svg": "drawing", "math": "equation", "iframe": "page in the page", "object": "object", "canvas": "drawing"}
_STYLES = {"blockquote": "quote", "caption": "table caption", "figcaption": "caption"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    **{tag: {"bold": True} for tag in ("b", "strong")},
    **{tag: {"italic": True} for tag in ("i", "em", "cite", "dfn")},
    **{tag: {"marks": ("struck through",)} for tag in ("del", "s", "strike")},
    "mark": {"marks": ("highlighted",)},
    "sup": {"raised": 1},
    "sub": {"raised": -1},
}
_CLOSES = {
    "p": {"p"},
    "li": {"li", "p"},
    "tr": {"tr", "td", "th", "p"},
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
    "dt": {"dt", "dd", "p"},
    "dd": {"dt", "dd", "p"},
}
"""The elements that end, where they are open, when one begins that cannot stand in them."""

_NOTE = re.compile(r"#_?(fn|ftn|edn|footnote|endnote|cite_note)(?!ref)[-:]?(.+)")
_NOTES = ("li", "div", "p", "aside")
_BACK = re.compile(r"#_?(?:fn|ftn|edn)ref|#cite_ref")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+(;base64)?,", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")


def read_html(data: bytes, folder: Path) -> OldDocument:
    """The document of an HTML page; its pictures are files of its folder, or stand in it."""
    return page_document(_decoded(data), folder)


def page_document(text: str, folder: Path, listed: Iterable[ListedPart] = (), title: str = "") -> OldDocument:
    """The document of the text of a page, with what was listed of it before."""
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    items, notes = reader.read()
    cleaner = LineCleaner()
    return OldDocument(
        cleaner.all_cleaned(items),
        {name: cleaner.all_cleaned(own) for name, own in notes.items()},
        title=title or reader.title,
        part=lambda name: picture_of(name, folder),
        listed=(*listed, *cleaner.listed),
    )


def _decoded(data: bytes) -> str:
    """The text of a page in the encoding that it says, in UTF-8, or as Windows writes it."""
    said = _CHARSET.search(data[:2048])
    for encoding in ("utf-8-sig", said[1].decode() if said else "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def picture_of(name: str, folder: Path) -> bytes:
    """The bytes of a picture that a page names: in its own text, or a file of its folder or below; else nothing."""
    if inline := _DATA.match(name):
        rest = name[inline.end() :]
        try:
            return b64decode(rest) if inline[1] else unquote_to_bytes(rest)
        except ValueError:
            return b""
    home = folder.resolve()
    try:
        path = (home / unquote(name)).resolve()
        return path.read_bytes() if path.is_relative_to(home) and path.is_file() else b""
    except (OSError, ValueError):
        return b""


@mutable
class _ListInMaking:
    """A list that is open: its id, whether it counts, from where, and whether an item's first line is to come."""

    id: str
    numbered: bool
    first: int
    is_fresh: bool = False


@mutable
class _TableInMaking:
    """A table that is open: its rows, the cells of the last one, and how far cells above reach into the next rows."""

    rows: list[WordRow] = field(default_factory=list)
    cells: list[tuple[tuple[WordParagraph, ...], int]] = field(default_factory=list)
    merged: bool = False
    reaching: dict[int, int] = field(default_factory=dict)

    def end_row(self) -> None:
        if self.cells:
            lines, spans = zip(*self.cells, strict=True)
            self.rows.append(WordRow(lines, spans=spans, is_merged=self.merged))
        self.cells, self.merged = [], False

    def fill(self) -> None:
        """Put in empty cells where those above reach down."""
        while self.reaching.get(at := sum(span for _, span in self.cells), 0) > 0:
            self.reaching[at] -= 1
            self.cells.append(((), 1))
            self.merged = True

    def add(self, lines: tuple[WordParagraph, ...], across: int, down: int) -> None:
        at = sum(span for _, span in self.cells)
        if down > 1:
            self.reaching |= dict.fromkeys(range(at, at + across), down - 1)
        self.merged = self.merged or across > 1 or down > 1
        self.cells.append((lines, across))


@mutable
class _OpenElement:
    """An element that is open: its name, the look of the text in it, and what is done when it ends."""

    tag: str
    look: WordRun
    note: str = ""
    across: int = 1
    down: int = 1
    is_silent: bool = False
    lists: list[_ListInMaking] = field(default_factory=list)


class _PageReader(HTMLParser):
    """Reads one page into lines and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._frames: list[list[Item]] = [[]]
        self._pieces: list[WordRun] = []
        self._open: list[_OpenElement] = []
        self._lists: list[_ListInMaking] = []
        self._tables: list[_TableInMaking] = []
        self._notes: dict[str, tuple[Item, ...]] = {}
        self._numbers = count(1)

    def read(self) -> tuple[tuple[Item, ...], dict[str, tuple[Item, ...]]]:
        """All items, and the footnotes by their names; a call that leads to none is the text that it was."""
        while self._open:
            self._end()
        self._end_line()
        items = [item for frame in self._frames for item in frame]

        def with_calls(line: WordParagraph) -> WordParagraph:
            return replace(line, pieces=tuple(map(self._settled, line.pieces)))

        notes = {name: tuple(mapped(own, with_calls)) for name, own in self._notes.items()}
        return tuple(mapped(items, with_calls)), notes

    def _settled(self, piece: WordRun) -> WordRun:
        """A piece, with its text where it calls a footnote that there is not."""
        if not piece.note:
            return piece
        is_known = piece.note in self._notes
        return replace(piece, shows="") if is_known else replace(piece, text=piece.shows, note="", shows="")

    @property
    def _look(self) -> WordRun:
        return self._open[-1].look if self._open else WordRun("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        while (closing := _CLOSES.get(tag)) and self._open and self._open[-1].tag in closing:
            self._end()
        if tag in _BLOCKS:
            self._end_line()
        if tag in _EMPTY:
            self._empty(tag, given)
        elif len(self._open) < DEEPEST:
            self._begin(tag, given)

    def _empty(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "br":
            self._pieces.append(replace(self._look, text="\n"))
        elif tag == "img" and given.get("src"):
            thing = WordThing("picture", given["src"], given.get("alt", ""))
            self._pieces.append(replace(self._look, text=PICTURE, things=(thing,)))

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        look = replace(self._look, **_LOOKS.get(tag, {}))  # type: ignore[arg-type]
        if "hidden" in given or _HIDDEN.search(given.get("style", "")):
            look = replace(look, marks=("hidden",))
        element = _OpenElement(tag, look)
        if tag == "a":
            self._link(element, given.get("href", ""))
        elif tag in ("ul", "ol"):
            first = int(given["start"]) if tag == "ol" and given.get("start", "").isdecimal() else 1
            self._lists.append(_ListInMaking(f"list {next(self._numbers)}", tag == "ol", first))
        elif tag == "li" and self._lists:
            self._lists[-1].is_fresh = True
        elif tag == "table":
            self._tables.append(_TableInMaking())
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].fill()
            element.across, element.down = (_number(given.get(name, "")) for name in ("colspan", "rowspan"))
            self._frames.append([])
        elif tag in _THINGS:
            self._pieces.append(replace(look, text=PICTURE, things=(WordThing(_THINGS[tag]),)))
        if tag in _NOTES and (found := _NOTE.match(f"#{given.get('id', '')}")):
            element.note, element.lists = _note_name(found), self._lists
            self._lists = []
            self._frames.append([])
        self._open.append(element)

    def _link(self, element: _OpenElement, address: str) -> None:
        """A link; one to a footnote is its call, and one back from it nothing."""
        if found := _NOTE.match(address):
            name = _note_name(found)
            self._pieces.append(replace(element.look, text=NOTE, note=name, link="", raised=0))
            element.note = f"call {name}"
        elif _BACK.match(address):
            element.is_silent = True
        elif not address.startswith("#"):
            element.look = replace(element.look, link=address.strip())

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self._open):
            while self._open and self._open[-1].tag != tag:
                self._end()
            self._end()

    def _end(self) -> None:
        """End the innermost element."""
        element = self._open[-1]
        if element.tag in _BLOCKS:
            self._end_line()
        self._open.pop()
        if element.note and not element.note.startswith("call "):
            self._notes[element.note] = tuple(self._frames.pop())
            self._lists = element.lists
        elif element.tag in ("td", "th") and self._tables:
            self._tables[-1].add(tuple(lines_of(self._frames.pop())), element.across, element.down)
        elif element.tag == "tr" and self._tables:
            self._tables[-1].end_row()
        elif element.tag == "table" and self._tables:
            table = self._tables.pop()
            table.end_row()
            if table.rows:
                self._frames[-1].append(WordTable(tuple(table.rows)))
        elif element.tag in ("ul", "ol") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        tags = [each.tag for each in self._open]
        if "title" in tags and "body" not in tags and not self.title:
            self.title = one_line(data)
        if any(tag in _UNREAD for tag in tags) or "title" in tags or any(each.is_silent for each in self._open):
            return
        call = next((each.note for each in self._open if each.note.startswith("call ")), "")
        last = self._pieces[-1] if self._pieces else None
        if call and last and last.note:
            self._pieces[-1] = replace(last, shows=last.shows + data)
        elif any(tag in _THINGS for tag in tags) and last and last.things:
            self._pieces[-1] = replace(last, shows=one_line(f"{last.shows} {data}"))
        else:
            self._add(data if "pre" in tags else _SPACES.sub(" ", data))

    def _add(self, text: str) -> None:
        """Add characters to the line, as one piece with those before them where they are of one look."""
        last = self._pieces[-1] if self._pieces else None
        if last and not last.note and replace(last, text="") == self._look:
            self._pieces[-1] = replace(last, text=last.text + text)
        else:
            self._pieces.append(replace(self._look, text=text))

    def _end_line(self) -> None:
        """Make a line of the text so far."""
        pieces = _trimmed(self._pieces)
        self._pieces = []
        if not pieces:
            return
        tags = [each.tag for each in self._open]
        heading = next((tag for tag in reversed(tags) if re.fullmatch(r"h[1-6]", tag)), "")
        style = next((_STYLES[tag] for tag in reversed(tags) if tag in _STYLES), "")
        line = WordParagraph(tuple(pieces), style=style, outline=int(heading[1]) if heading else 0)
        if heading:
            line = replace(line, pieces=tuple(replace(piece, bold=False) for piece in pieces))
        elif self._lists and "li" in tags:
            line = self._listed(line)
        self._frames[-1].append(line)

    def _listed(self, line: WordParagraph) -> WordParagraph:
        """A line in its list: the first of an item with its sign, the others below it."""
        inner = self._lists[-1]
        if not inner.is_fresh:
            return replace(line, style=line.style or "list continue")
        inner.is_fresh = False
        depth = len(self._lists) - 1
        return replace(line, listed=depth, list=inner.id, numbered=inner.numbered, first=inner.first)


def _note_name(found: re.Match[str]) -> str:
    return f"endnote {found[2]}" if found[1] in ("edn", "endnote") else found[2]


def _number(text: str) -> int:
    return min(max(int(text), 1), MOST_COLUMNS) if text.isdecimal() else 1


def _trimmed(pieces: Iterable[WordRun]) -> list[WordRun]:
    """The pieces without space at the ends and double space between; none where there is nothing to see."""
    kept: list[WordRun] = []
    for piece in pieces:
        before = kept[-1].text[-1:] if kept else " "
        text = piece.text.lstrip(" ") if before in (" ", "\n") else piece.text
        if text:
            kept.append(replace(piece, text=text))
    while kept and not kept[-1].text.strip() and not kept[-1].note:
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept

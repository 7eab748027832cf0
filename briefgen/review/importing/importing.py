"""An old document -> the files of an edition, and the list of what does not stand in them as it stood there."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from itertools import count
from pathlib import Path

from briefgen.codes import SUM_DIFFERS
from briefgen.content import COMMENTS, TABLE_FILES, Content, Overlay, find_editions, is_id, place_in
from briefgen.content.desk import read_desk
from briefgen.content.fact_tables import slug
from briefgen.content.source_reader import SourceReader
from briefgen.errors import Diagnostic, StorageError, UsageError
from briefgen.formats.docx.safe_open import UnfitError
from briefgen.formats.docx.word_model import Item, WordParagraph, lines_of
from briefgen.frozen import frozen
from briefgen.numbers_in_text.conventions import conventions_of
from briefgen.pipeline import check
from briefgen.review.bind import bind, figures_to_bind
from briefgen.review.content_change import ContentChange, bytes_or_none, change_of
from briefgen.review.importing.front_matter import DETAILS, SECTION, front_matter
from briefgen.review.importing.html_pages import read_html
from briefgen.review.importing.inline_text import LineWriter
from briefgen.review.importing.markdown_blocks import written
from briefgen.review.importing.old_document import ImportFate, ListedPart, OldDocument, has_things, shown_of
from briefgen.review.importing.paragraph_numbers import without_numbers_of_headings, without_typed_numbers
from briefgen.review.importing.plain_texts import UTF_16, read_markdown, read_text
from briefgen.review.importing.sections import TO_WRITE, DraftSection, SectionWriter
from briefgen.review.importing.tabbed_lines import with_tables
from briefgen.review.importing.tables import FactTableFiles
from briefgen.review.importing.word import read_word
from briefgen.review.pull.changes import text_of
from briefgen.review.pull.comments import Thread, threads
from briefgen.review.pull.comments import listed as listed_threads
from briefgen.scaffold import REVIEW, new_name, place_edition
from briefgen.spans import Span
from briefgen.workspace import Workspace

READERS = {
    ".docx": read_word,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".txt": read_text,
}
"""How documents are read, by the endings of their names."""

MOST_BYTES = 1 << 26
INTRODUCTION = "Introduction"
DESK, SOURCES = "desk.yaml", "sources.yaml"
_REFERENCE = re.compile(r"\b(Figure|Table)([ \u00a0])(\d+(?:[.-]\d+)*)\b")
_BRACES = re.compile(r"([{}])(?=\1)")
_CITATION = re.compile(r"\\\[(\d+)(?:,[ \u00a0]([^\]\n]+))?\]")
_APART = re.compile(r"((?<!\\)\[(?:\\.|[^\[\]\\\n])*\]\([^)\n]*\)|^!\[[^\n]*|<!--.*?-->)", re.MULTILINE | re.DOTALL)
"""What of a section's text is no place for a reference: links, pictures and remarks."""


@frozen
class ImportOptions:
    """The date and name of the edition, the source of its figures if the desk has it, and whether they are bound."""

    day: date
    slug: str
    source: str = ""
    bind: bool = False


@frozen
class Imported:
    """What an import makes: the edition, the files, its source, and what was not simply taken over.

    `bound` counts the figures that were made facts, and `left` those that no fact could print; `tables` are those whose
    cells are facts.
    """

    edition: str
    source: str
    change: ContentChange = field(repr=False)
    listed: tuple[ListedPart, ...] = ()
    tables: tuple[str, ...] = ()
    bound: int = 0
    left: int = 0


def import_document(workspace: Workspace, path: Path, wish: ImportOptions) -> Imported:
    """The edition that a document makes; nothing is written.

    Raises UsageError for a document that cannot be used, an edition that is there already and a source that is not,
    ContentError where there is no desk, and StorageError for a file that cannot be read.
    """
    find_editions(workspace.content)
    edition = new_name(workspace.content, wish.day, wish.slug)
    document = _read(path)
    made = _Importer(workspace, path.name, document, edition, wish).made()
    return _with_bound(workspace, made) if wish.bind else made


def _read(path: Path) -> OldDocument:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        *most, last = READERS
        raise UsageError(f"{path}: this is none of {', '.join(most)} and {last}; save it as one of them")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageError(f"{path} has {size:,} bytes; at most {MOST_BYTES:,} are read")
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
    if reader is not read_word and b"\0" in data and not data.startswith(UTF_16):
        raise UsageError(f"{path}: it is no text, whatever its name says; a Word document must end in .docx")
    try:
        return reader(data, path.parent)
    except UnfitError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise UsageError(f"{path}: {error.message}{hint}") from error


@frozen
class _Faulty:
    """Tables that cannot be tables of figures, with the reason, and columns whose totals do not hold, by table."""

    as_text: dict[str, str] = field(default_factory=dict)
    sums: dict[str, dict[str, str]] = field(default_factory=dict)

    def note(self, table: FactTableFiles, faults: Sequence[Diagnostic]) -> None:
        """Note what keeps a table from being one of figures; totals that do not hold only keep it from adding up."""
        known = self.sums.setdefault(table.id, {})
        totals = {_heading_at(table, fault.place): fault.message for fault in faults if fault.code == SUM_DIFFERS.code}
        others = [fault for fault in faults if fault.code != SUM_DIFFERS.code]
        if others or not totals or totals.keys() & known.keys():
            self.as_text[table.id] = (others or [*faults])[0].message
        known |= totals


def _heading_at(table: FactTableFiles, place: Span) -> str:
    """The heading of the column in which a fault of a table stands."""
    lines = table.csv.split("\n")
    before = next(csv.reader([lines[place.line - 1][: place.column - 1]]), [])
    headings = next(csv.reader([lines[0]]))
    return headings[min(max(len(before) - 1, 0), len(headings) - 1)]


class _Importer:
    """Makes the files of one edition of one document."""

    def __init__(
        self, workspace: Workspace, name: str, document: OldDocument, edition: str, wish: ImportOptions
    ) -> None:
        document = with_tables(without_typed_numbers(document))
        self._workspace, self._name, self._document = workspace, name, document
        self._edition, self._wish = edition, wish
        front = front_matter(document)
        items, numbers = without_numbers_of_headings(front.items)
        self._front = replace(front, items=items, listed=(*front.listed, *numbers))
        self._desk = read_desk(SourceReader(workspace.content), DESK)
        self._decimal = conventions_of(self._desk.language).decimal
        self._sources = _text(workspace.content, SOURCES)
        self._source = wish.source or _source_id(name, self._title, self._sources)
        if wish.source and not _has_key(self._sources, wish.source):
            raise UsageError(f'there is no source "{wish.source}" in {SOURCES}; without --source, the document is one')

    def made(self) -> Imported:
        """The edition; a table of figures that cannot be read as one is written in Markdown."""
        faulty = _Faulty()
        while True:
            imported, tables = self._draft(faulty)
            faults = self._faults(imported.change, tables)
            if not faults:
                return imported
            for table in tables:
                if table.id in faults:
                    faulty.note(table, faults[table.id])

    def _faults(self, change: ContentChange, tables: Sequence[FactTableFiles]) -> dict[str, list[Diagnostic]]:
        """The errors of each table, by its id."""
        found: dict[str, list[Diagnostic]] = {}
        if not tables:
            return found
        over = replace(self._workspace, content=Overlay(self._workspace.content, change.after))
        names = {
            place_in(over.content, f"{self._edition}/{TABLE_FILES}/{each.id}.csv").file: each.id for each in tables
        }
        for fault in check(over, self._edition).diagnostics:
            if fault.is_error and (name := names.get(fault.place.file)):
                found.setdefault(name, []).append(fault)
        return found

    def _draft(self, faulty: _Faulty) -> tuple[Imported, list[FactTableFiles]]:
        """The edition, with some tables as text, and columns that are not added up."""
        listed = [*self._document.listed, *self._front.listed]
        comments = {comment.id: comment for comment in self._document.comments if not comment.done}
        labels = {number: number.replace("endnote ", "e") for number in self._document.notes}
        writer = LineWriter(labels, comments, listed)
        sections = SectionWriter(self._document, writer, listed, self._source, set(faulty.as_text), self._decimal)
        header = self._header(writer, sections)
        drafts = [*self._sections(writer, sections)]
        listed += self._left(sections, writer, faulty)
        files = {name: text.encode() for name, text in self._texts(header, drafts, sections, faulty)}
        files = {f"{self._edition}/{name}": data for name, data in (*files.items(), *sections.files.pictures.items())}
        if review := listed_threads(self._threads(writer), ""):
            files[f"{self._edition}/{COMMENTS}"] = review.encode()
        if entries := self._source_entries().strip("\n"):
            before = f"{self._sources.rstrip()}\n\n" if self._sources.strip() else ""
            files[SOURCES] = f"{before}{entries}\n".encode()
        change = change_of(self._workspace.content, files)
        tables = sections.files.tables
        names = tuple(table.id for table in tables)
        return Imported(self._edition, self._source, change, tuple(listed), names), tables

    def _left(self, sections: SectionWriter, writer: LineWriter, faulty: _Faulty) -> Iterator[ListedPart]:
        """What is known to be left when all has been written: footnotes without a call, comments, tables as text."""
        for number, items in self._document.notes.items():
            if number not in sections.defined:
                yield ListedPart(ImportFate.LEFT_OUT, "footnote that no section calls", "", shown_of(items))
        for thread in self._threads(writer):
            said = " ".join(comment.text for comment in thread.comments)
            what = "comment that is resolved, or not on the words of a section, in review.md"
            yield ListedPart(ImportFate.OTHERWISE, what, "", " ".join(said.split()))
        if sections.labels:
            what = "labels of pictures, tables and callouts"
            yield ListedPart(ImportFate.GENERATED, what, "", ", ".join(sections.labels))
        for name, reason in faulty.as_text.items():
            yield ListedPart(ImportFate.OTHERWISE, f'table "{name}" in the text, not as one of figures: {reason}')
        for name, totals in faulty.sums.items():
            for heading, message in totals.items():
                what = f'column "{heading}" of the table "{name}", which is not added up: {message}'
                yield ListedPart(ImportFate.OTHERWISE, what)

    def _threads(self, writer: LineWriter) -> list[Thread]:
        """The comments that no section has, those of briefgen's own checks left out."""
        found = threads(self._document.comments, {}, ())
        return [thread for thread in found if not any(each.id in writer.noted for each in thread.comments)]

    def _header(self, writer: LineWriter, sections: SectionWriter) -> str:
        """The text of edition.yaml."""
        front = self._front
        title = writer.value(front.title) if front.title else self._document.title or Path(self._name).stem
        if not front.title:
            what = "title, from the properties of the document or its name: no line is set in the style of one"
            writer.listed.append(ListedPart(ImportFate.OTHERWISE, what, "", title))
        lines = [
            "# yaml-language-server: $schema=../.schema/edition.json",
            "",
            f"{REVIEW}: taken over from {self._name}",
            f"title: {_quoted(title)}",
            *([f"subtitle: {_quoted(writer.value(front.subtitle))}"] if front.subtitle else []),
            f"date: {self._wish.day.isoformat()}",
            *self._marking(),
            *(["numbered_paragraphs: true"] if self._document.numbers_paragraphs else []),
            "",
        ]
        plain = [
            replace(line, comments=(), style=line.style if line.style.startswith("list") else "")
            for line in lines_of(front.bottom_line)
        ]
        plain = [replace(line, pieces=tuple(piece for piece in line.pieces if not piece.note)) for line in plain]
        bottom_line = self._cited(written([*sections.blocks(plain, 0)]).rstrip("\n"))
        if not bottom_line:
            lines.append(f"{REVIEW}: {self._name} has none")
        shown = (f"  {line}".rstrip() for line in (bottom_line or TO_WRITE).split("\n"))
        return "".join(f"{line}\n" for line in (*lines, "bottom_line: |", *shown))

    def _marking(self) -> Iterator[str]:
        """The lines for the marking: the highest that the old pages show; where they show none, the desk's highest."""
        beside = (part.text for part in self._front.listed if part.what == DETAILS)
        text = "\n".join((*self._document.margins, *beside))
        shown = [each for each in self._desk.markings if re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", text)]
        if self._desk.markings and not shown:
            yield f"{REVIEW}: {self._name} shows none of the desk's markings, so that this is the highest"
        yield from (f"marking: {_quoted(each)}" for each in (shown or self._desk.markings)[-1:])

    def _sections(self, writer: LineWriter, sections: SectionWriter) -> Iterator[DraftSection]:
        """The sections, each with all below its heading; what stands above the first is one of its own."""
        items = self._front.items
        headings = [item for item in items if isinstance(item, WordParagraph) and item.outline and item.text.strip()]
        top = min((heading.outline for heading in headings), default=0)
        opening, rest = _until(items, top)
        if shown_of(opening) or has_things(opening) or not rest:
            if rest:
                what = f"text above the first heading, as a section “{INTRODUCTION}”"
                writer.listed.append(ListedPart(ImportFate.OTHERWISE, what))
            yield sections.section(INTRODUCTION, INTRODUCTION, opening, top)
        while rest:
            heading, (own, rest) = rest[0], _until(rest[1:], top)
            assert isinstance(heading, WordParagraph)  # noqa: S101  # only lines have an outline
            identity = self._document.id_of(heading).removeprefix(SECTION)
            yield sections.section(writer.value(heading), identity or heading.shown, (*_things_of(heading), *own), top)

    def _texts(
        self, header: str, drafts: Sequence[DraftSection], sections: SectionWriter, faulty: _Faulty
    ) -> Iterator[tuple[str, str]]:
        """The text files by their paths in the edition."""
        yield "edition.yaml", header
        yield "facts.yaml", "# yaml-language-server: $schema=../.schema/facts.json\n"
        for number, draft in enumerate(drafts, 1):
            text = self._cited(_with_references(draft.text, sections.files.references))
            yield f"sections/{number * 10:02}-{draft.name}.md", f"---\ntitle: {_quoted(draft.title)}\n---\n\n{text}"
        tables = sections.files.tables
        if tables:
            review = f"taken over from {self._name}; say where in {self._source} it stands"
            entries = (table.yaml(review, faulty.sums.get(table.id)) for table in tables)
            head = "# yaml-language-server: $schema=../.schema/tables.json\n"
            yield "tables.yaml", "\n".join([head, *entries])
        for table in tables:
            yield f"{TABLE_FILES}/{table.id}.csv", table.csv

    def _cited(self, text: str) -> str:
        """The text with references to the sources of a built document where it cites them by their numbers."""
        ids = list(self._front.sources)

        def cited(found: re.Match[str]) -> str:
            number = int(found[1])
            return f"[{found[2] or ''}](#source:{ids[number - 1]})" if 0 < number <= len(ids) else found[0]

        return _CITATION.sub(cited, text) if ids else text

    @property
    def _title(self) -> str:
        """The title of the document as a source."""
        title = " ".join(self._front.title.shown.split()) if self._front.title else self._document.title
        return _BRACES.sub(r"\1 ", title or Path(self._name).stem)

    def _source_entries(self) -> str:
        """What sources.yaml lacks: the document, unless --source names another, and what a built one cites."""
        entries = {} if self._wish.source else {self._source: ("earlier brief", self._title)}
        entries |= {name: ("source of an earlier brief", text) for name, text in self._front.sources.items()}
        return "".join(
            f"\n{REVIEW}: taken over from {self._name}; say what it is, and where figures come from\n{name}:\n"
            f"  kind: {kind}\n  title: {_quoted(words)}\n  undated: the file does not say of which day it is\n"
            f"  location: {_quoted(self._name)}\n"
            for name, (kind, title) in entries.items()
            for words in (_BRACES.sub(r"\1 ", title),)
            if not _has_key(self._sources, name)
        )


def _until(items: Sequence[Item], top: int) -> tuple[tuple[Item, ...], Sequence[Item]]:
    """The items up to the next heading of a level, and those from there on."""
    end = next(
        (
            at
            for at, item in enumerate(items)
            if isinstance(item, WordParagraph) and item.outline == top and top and item.text.strip()
        ),
        len(items),
    )
    return tuple(items[:end]), items[end:]


def _things_of(heading: WordParagraph) -> Iterator[Item]:
    """A line of what a heading holds that is no text, to stand below it."""
    pieces = tuple(piece for piece in heading.pieces if piece.things)
    if pieces:
        yield WordParagraph(pieces)


def _with_references(text: str, known: Mapping[tuple[str, str], str]) -> str:
    """The text with references to figures and tables where it names them by the numbers that they had."""

    def referred(found: re.Match[str]) -> str:
        target = known.get((found[1].casefold(), found[3]))
        return f"[](#{target})" if target else found[0]

    parts = _APART.split(text)
    return "".join(part if number % 2 else _REFERENCE.sub(referred, part) for number, part in enumerate(parts))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _has_key(text: str, key: str) -> bool:
    return re.search(rf"(?m)^{re.escape(key)}:", text) is not None


def _text(content: Content, path: str) -> str:
    """The text of a file; nothing where there is none."""
    return text_of(bytes_or_none(content, path) or b"")


def _source_id(file: str, title: str, sources: str) -> str:
    """The id of the document among the sources: that of an earlier import of it, or one that is free.

    A file of this name may have been another document last week, with another title.
    """
    name = slug(Path(file).stem)
    name = name if is_id(name) else f"brief-{name}".rstrip("-")
    is_own = (f"  title: {_quoted(title)}\n", f"  location: {_quoted(file)}")
    for number in count(1):
        numbered = name if number == 1 else f"{name}-{number}"
        own = sources.partition(f"\n{numbered}:\n")[2].partition("\n\n")[0]
        if not _has_key(sources, numbered) or all(line in own for line in is_own):
            return numbered
    raise AssertionError


def _with_bound(workspace: Workspace, made: Imported) -> Imported:
    """The import with its typed figures bound, all that can be."""
    over = replace(workspace, content=Overlay(workspace.content, made.change.after))
    figures = figures_to_bind(over, made.edition, source=made.source)
    bound = bind(over, made.edition, [figure.certain for figure in figures if figure.certain])
    change = ContentChange(made.change.before, {**made.change.after, **bound.change.after})
    return replace(made, change=change, bound=len(bound.fixes), left=len(figures) - len(bound.fixes))


def write_imported(content: Path, imported: Imported) -> Path:
    """Write an imported edition, all of it or nothing; gives its folder.

    Raises UsageError where the edition has come to be there, and StorageError, also where another file has changed.
    """
    folder = content / imported.edition
    if folder.exists():
        raise UsageError(f"{folder} is there already")
    own = {name: data for name, data in imported.change.after.items() if name.startswith(f"{imported.edition}/")}
    beside = {name: data for name, data in imported.change.after.items() if name not in own}
    before = {name: data for name, data in imported.change.before.items() if name in beside}

    def fill(staging: Path) -> None:
        for name, data in own.items():
            path = staging / name.removeprefix(f"{imported.edition}/")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        ContentChange(before, beside).write(content)

    try:
        place_edition(folder, fill)
    except StorageError:
        back = ContentChange(beside, before)
        with suppress(StorageError):
            back.write(content)
        raise
    return folder

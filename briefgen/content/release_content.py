"""The content of a release: the files of an edition with nothing in them that the release leaves out.

A release is an edition of its own, whose folder has the release's name behind that of the edition. Its files hold only
what its documents need: what is marked for others is cut, and so are entries that nothing of what is left uses, the
desk's terms, comments, ticks of such facts, and all data files and texts of sources. Everything that is made of it,
documents, ledger and record, can have no more than these files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.content_texts import ContentTexts, mapping_in, read_or_nothing
from briefgen.content.edition import SOURCES
from briefgen.content.editions import (
    CONFIRMATIONS,
    DEADLINES,
    FACTS,
    FIGURES,
    HEADER,
    LABELS,
    SECTIONS,
    SIGN_OFFS,
    TABLE_FILES,
    TABLES,
    find_editions,
    translated_by,
)
from briefgen.content.kinds import kind_of
from briefgen.content.marked_text import Removal, TextOfReleases
from briefgen.content.marks import ReleaseMark
from briefgen.content.node_text import MadeFile, TextMaker, TextParts, Written
from briefgen.content.release_charts import CutChart, cut_chart, fact_of
from briefgen.content.release_uses import NamedUse, UsedCells, named_in, uses_of, uses_of_text
from briefgen.content.schema import MarkedEntry
from briefgen.content.sections import section_files, section_name
from briefgen.content.source_reader import BoundCell
from briefgen.content.tree import (
    DATA,
    IMAGE_ENDINGS,
    Content,
    Memory,
    composed,
    files_below,
    find_kind,
    is_folder,
    place_in,
)
from briefgen.content.yaml import items_of, text_of, texts_under
from briefgen.errors import ContentError, Diagnostic
from briefgen.folders import DESK
from briefgen.frozen import frozen, mutable
from briefgen.model.edition import Desk, Edition
from briefgen.model.fact_table import table_of
from briefgen.model.kind import BRIEF, PointUse
from briefgen.model.labels import Labels, labels_for
from briefgen.model.release import Release, release_folder
from briefgen.spans import SourceFile, Span
from briefgen.suggest import did_you_mean

if TYPE_CHECKING:
    from briefgen.content.release_tables import CutTable, ReleaseTable

_KINDS = {FACTS: "fact", DEADLINES: "deadline", FIGURES: "figure", TABLES: "table", SOURCES: "source"}
_TICKS = (SIGN_OFFS, CONFIRMATIONS)
_OF_MARKS = ("for", "marking")
_OF_SOURCE = ("fact", "table", "deadline")
"""What has a source, and may have its words."""
_OF_DATA = {
    "fact": ("from", "quote"),
    "deadline": ("quote",),
    "source": (
        "otherwise",
        *("file", "encoding", "delimiter", "decimal", "thousands"),
        *("dates", "missing", "notes", "stored", "attach"),
    ),
}
"""What ties an entry to files that a release does not have, by its kind, and quotes, which were held against these."""
_OF_WHOLE = ("releases", "audience", "distribution")
_OVER_EDITION = ("audience", "distribution", "contact", "contents", "references")
"""What edition.yaml says of whom the whole is for, and what a release says in its place."""
_WITHOUT_WORDS = (
    *("id", "kind", "unit", "fact", "facts", "formula", "status", "arrangement", "direction", "scale", "starts"),
    *("via", "marking", "for", "format", "value", "by", "date", "period", "as_of", "covers", "as"),
)
"""Keys under which there are names of others, choices, and values, which the ledger tells in every form."""
CLEARANCES, SINCE = "clearances", "since"
_NOT_PRINTED = "–"
"""What stands for a text of the last edition of which nothing is left, since none of its texts is printed."""
_TABLE = re.compile(r"!\[[^\]]*\]\(\s*<?table:(?P<table>[A-Za-z0-9_.%-]+)[^)]*\)\s*\{(?P<options>[^{}]*)\}")
_LINES = re.compile(r'\b(rows|columns|order)="?([^"{}]*[^"{}\s])"?')
_CITATION = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?#?source:(?P<source>[A-Za-z0-9_.%-]+)>?\s*\)")
_SAID = {"para": "paragraph"}
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)>\s]+)")
_ANCHOR = re.compile(r"\{#([^{}\s]+)")
_WORD = re.compile(r"\w+")

Entries = dict[Any, Written]
"""What stands under keys, each as it was read or as a text."""


@frozen
class WithheldContent:
    """What a release must not hold: texts as written, the ids of facts, other names, and files by their paths.

    Of the facts some are `marked` for others; the rest is what nothing of the release uses. A table stands for its
    cells.
    """

    texts: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@frozen(eq=False)
class ReleaseContent:
    """The content of a release: its tree, the name of its edition, what it must not hold, and the faults of its marks.

    `made` are its files by the names that places in them bear.
    """

    release: Release
    content: Memory
    edition: str
    withheld: WithheldContent
    faults: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...] = ()
    made: Mapping[str, MadeFile] = field(default_factory=dict, repr=False)

    def at_origin(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What was found in the release's files, each at its place in those that people edit."""
        return tuple(self._moved(each) for each in found)

    def _moved(self, found: Diagnostic) -> Diagnostic:
        place = self.origin_of(found.place)
        return found if place is found.place else replace(found, place=place, fixes=())

    def origin_of(self, place: Span) -> Span:
        """A place in the release's files as one in those that people edit."""
        made = self.made.get(place.file)
        is_made = made and (place.start < 0 or place.source.text == made.text)  # the desk's files have one name in both
        return made.at_origin(place) if made and is_made else place

    def origin_in_tree(self, place: Span) -> Span:
        """The same where files are named by their paths in the content."""
        named = SourceFile(place_in(self.content, place.file).file, place.source.text)
        return self.origin_of(replace(place, source=named)).within(Path(self.content.name))


def _declared(content: Content, path: str) -> tuple[tuple[yaml.Scalar, yaml.Node], ...]:
    """The releases that a file declares, by their names; a file without any is not parsed."""
    file = ContentTexts(content).text(path)
    releases = mapping_in(file.passage()).get("releases") if "\nreleases:" in f"\n{file.text}" else None
    return releases.entries if isinstance(releases, yaml.Mapping) else ()


def find_releases(content: Content, edition: str) -> list[str]:
    """The names of the releases of an edition, as desk.yaml and edition.yaml have them, or that of its original."""
    paths = (DESK, f"{translated_by(content, edition) or edition}/{HEADER}", f"{edition}/{HEADER}")
    return list(dict.fromkeys(name.text for path in paths for name, _ in _declared(content, path)))


def left_out_by_name(content: Content, edition: str, name: str) -> Iterator[Span]:
    """Where `leave_out` of a release names a part such as "fact:toll", in the edition's header and in the desk."""
    for path in (f"{edition}/{HEADER}", DESK):
        for _, release in _declared(content, path):
            named = release.get("leave_out") if isinstance(release, yaml.Mapping) else None
            items = items_of(named) or (named,)
            yield from (each.place for each in items if isinstance(each, yaml.Scalar) and each.text == name)


def releases_around(content: Content, name: str) -> dict[str, tuple[str, str]]:
    """The releases of the editions whose names a name begins with, by their own names: edition and release of each."""
    editions = [each for each in find_editions(content) if name.startswith(f"{each}-")]
    pairs = ((each, release) for each in editions for release in find_releases(content, each))
    return {release_folder(*pair): pair for pair in pairs}


def cut_release(texts: ContentTexts, name: str, edition: Edition, cells: Iterable[BoundCell]) -> ReleaseContent:
    """The content of a release of an edition that has no errors; `cells` are those that its facts are bound to.

    Raises ContentError where there is no such release, or an edition has its name.
    """
    release = edition.desk.releases.get(name)
    if release is None:
        known = ", ".join(edition.desk.releases)
        hint = f"there are {known}" if known else "add `releases:` to desk.yaml or edition.yaml"
        raise ContentError([codes.UNKNOWN_RELEASE.at(edition.home, f'the edition has no release "{name}"', hint)])
    content = texts.content
    if is_folder(content, folder := release_folder(edition.id, name)):
        message = f'the release "{name}" would be called "{folder}", and so is an edition'
        raise ContentError([codes.RELEASE_NAME.at(release.place or edition.home, message, "rename the release")])
    labels = labels_for(edition.desk.language)
    places = {cell.fact: labels.place_in_file(cell.where) for cell in cells}
    own = edition.translation.original if edition.translation else edition
    cutter = _Cutter(texts, own.id, release, own.desk, places, labels)
    cutters, files = [cutter], cutter.cut()
    hidden = cutter.hidden | (set(cutter.entries) - cutter.needed) | cutter.withheld
    if own.follows and SINCE not in cutter.left_out:
        cutters.append(_Cutter(texts, own.follows, release, own.desk, hidden=set(hidden), is_last=True))
        files |= cutters[1].cut()
    if own is not edition:
        cutters.append(_Cutter(texts, edition.id, release, own.desk, hidden=set(hidden), of=cutter))
        files |= cutters[-1].cut()
        cutter.warnings += cutters[-1].without_marks_of(cutter)
    needed = {name for each in cutters for name in (*each.needed, *(f"fact:{cell}" for cell in each.cells))}
    names = {name for each in cutters for name in (*each.hidden, *each.entries, *each.withheld)} - needed
    sources = cutter.entries_of(SOURCES, needed)
    made = {name: file for each in cutters for name, file in each.made.items()} | {sources.origin.name: sources}
    files[SOURCES] = sources.text.encode()
    desk = cutter.desk_file("\n".join(file.text for file in made.values()))
    files, made = {**files, DESK: desk.text.encode()}, {**made, desk.origin.name: desk}
    withheld = WithheldContent(
        tuple(text for each in cutters for text in each.texts),
        _facts(names),
        _facts(cutter.hidden),
        frozenset(_ids(names) - _ids(needed) - {section_name(path.rpartition("/")[2]) for path in files}),
        _files_left(content, [each.edition for each in cutters], files),
    )
    found = tuple(fault for each in cutters for fault in each.faults), tuple(cutter.warnings)
    return ReleaseContent(release, Memory(files, content.name), folder, withheld, *found, made)


def _ids(names: Iterable[str]) -> set[str]:
    """The ids in names such as "source:report"; what else bears one of them is known by it."""
    return {each.partition(":")[2] for each in names}


def _facts(names: Iterable[str]) -> frozenset[str]:
    """The names of what has figures."""
    return frozenset(_ids(each for each in names if each.startswith(("fact:", "deadline:", "table:"))))


def _files_left(content: Content, editions: Iterable[str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures, data files and texts of sources that the release does not have."""
    kept = set(files.values())
    folders = [each for each in (*editions, DATA, "sources") if is_folder(content, each)]
    paths = (path for folder in folders for path in files_below(content, folder))
    others = ((path, read_or_nothing(content, path)) for path in paths if not path.endswith((".yaml", ".md")))
    return {path: data for path, data in others if data and data not in kept}


@frozen(eq=False)
class _Section:
    """What a release has of a section: its file as it was, and front matter and body."""

    file: SourceFile
    matter: Entries
    body: TextParts


@mutable
class _Cutter:
    """Cuts one edition for a release.

    `places` are those of the cells that facts are bound to, in the words of the `labels`. Of the last edition whatever
    the release `hidden` of the present one is cut, with each block that needs it. A translation has the entries of what
    it is a translation `of`, of which it has the words alone.
    """

    read: ContentTexts
    edition: str
    release: Release
    desk: Desk
    places: Mapping[str, str] = field(default_factory=dict)
    labels: Labels | None = None
    hidden: set[str] = field(default_factory=set)
    is_last: bool = False
    of: _Cutter | None = None
    texts: list[str] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    hidden_words: dict[str, set[int]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    made: dict[str, MadeFile] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    cells: set[str] = field(default_factory=set)
    whole_tables: set[str] = field(default_factory=set)
    kept: dict[str, Entries] = field(default_factory=dict)
    entries: dict[str, yaml.Mapping] = field(init=False)

    def __post_init__(self) -> None:
        self.folder = release_folder(self.edition, self.release.name)
        names = (HEADER, FACTS, DEADLINES, FIGURES, TABLES, *_TICKS)
        self.content = self.read.content
        self.nodes = {path: self.read.node(path) for path in (DESK, SOURCES)}
        self.nodes |= {name: self.read.node(f"{self.edition}/{name}") for name in names}
        self.entry = self._entry_of_release()
        self.left_out = frozenset(texts_under(self.entry, "leave_out"))
        self.cites: dict[str, str] = {}
        self.tables: dict[str, ReleaseTable] = {}
        self.cut_tables: dict[str, CutTable] = {}
        self.charts: dict[str, CutChart] = {}
        if self.of:
            self.entries, self.cites, self.tables = self.of.entries, self.of.cites, self.of.tables
            self.hidden |= {name for name in self.left_out if ":" in name}
            return
        self.entries = {
            f"{kind}:{key.text}": node
            for file, kind in _KINDS.items()
            for key, node in self.nodes[file].entries
            if isinstance(node, yaml.Mapping)
        }
        self.hidden |= {name for name in self.left_out if ":" in name}
        self.hidden |= {name for name, node in self.entries.items() if not self._shows_entry(node)}
        self.cites = {source: instead for source in self.entries if (instead := self._cited_instead(source))}
        self._hide_parts()

    def _cited_instead(self, source: str) -> str:
        """The source that is cited in place of a hidden one; "" where there is none."""
        seen = set[str]()
        while source in self.hidden and source.startswith("source:") and source not in seen:
            seen.add(source)
            source = f"source:{next(iter(texts_under(self.entries.get(source), 'otherwise')), '')}"
        return source.partition(":")[2] if seen and source in self.entries and source not in self.hidden else ""

    def _hide_parts(self) -> None:
        """Hide cells of tables, and tables and charts of which nothing is left."""
        if find_kind(self.content, f"{self.edition}/{TABLES}"):
            from briefgen.content.release_tables import read_release_tables  # with the readers of data files

            self.tables = read_release_tables(self.content, self.edition, self.desk, self._shows_marked)
        if self.is_last:
            self.tables = {name: table.without(self.hidden) for name, table in self.tables.items()}
        for name, table in self.tables.items():
            cells = {f"fact:{cell}" for cell in table.hidden()}
            self.hidden |= cells
            if len(cells) == len(table.cells):
                self.hidden.add(f"table:{name}")
        for name, node in self.entries.items():
            if name.startswith("figure:") and name not in self.hidden:
                chart = cut_chart(node, self._value, self._shows_item, self._cells_of_line)
                if chart is None:
                    self.hidden.add(name)
                else:
                    self.charts[name] = chart

    @property
    def markings(self) -> tuple[str, ...]:
        return self.desk.markings

    def _entry_of_release(self) -> yaml.Mapping:
        """What is said of the release: by the edition, or else by the desk."""
        headers = [self.nodes[HEADER], *([self.of.nodes[HEADER]] if self.of else [])]
        for node in (*headers, self.nodes[DESK]):
            releases = node.get("releases")
            found = releases.get(self.release.name) if isinstance(releases, yaml.Mapping) else None
            if isinstance(found, yaml.Mapping):
                return found
        return yaml.Mapping(self.nodes[DESK].file, 0, 0, ())

    def cut(self) -> dict[str, bytes]:
        """The files of the edition's folder as a release; notes what it hides and needs, and what is at fault."""
        sections = dict(self._sections())
        if not self.is_last:
            self._check_left_out()
            self._check_sections(sections)
        header = self._header()
        needed = self.needed = self._needed(sections.values(), header)
        files = {f"{SECTIONS}/{name}": _written(section) for name, section in sections.items()}
        files[HEADER] = _with_entries(self.nodes[HEADER].file, header)
        text = "\n".join(file.text for file in files.values())
        files |= {LABELS: self._words_of(self.of, text)} if self.of else self._ledger_files(needed)
        text += "\n".join(file.text for file in files.values())
        files[HEADER] = _with_entries(self.nodes[HEADER].file, self._with_names(header, text))
        self.made = {place_in(self.content, f"{self.folder}/{name}").file: file for name, file in files.items()}
        own = {f"{self.folder}/{name}": file.text.encode() for name, file in files.items()}
        return own | self._other_files(text)

    def _with_names(self, header: Entries, text: str) -> Entries:
        """The header, with the names that stand in a text of the release."""
        node = self.nodes[HEADER].get("names")
        names = [item for item in items_of(node) if text_of(item) in text] if node else []
        self.texts += [text_of(item) for item in items_of(node) if item not in names] if node else []
        key = self.nodes[HEADER].key("names")
        return {**header, key: names} if key and names else header

    def _ledger_files(self, needed: Collection[str]) -> dict[str, MadeFile]:
        """The files of entries, and their ticks."""
        self._cut_tables(needed)
        files = {}
        for file in (FACTS, DEADLINES, FIGURES, TABLES):
            made = self.entries_of(file, needed)
            if made.text or file == FACTS:
                files[file] = made
        for file in _TICKS:
            ticks: Entries = {key: node for key, node in self.nodes[file].entries if self._is_ticked(key.text, needed)}
            if ticks:
                files[file] = _with_entries(self.nodes[file].file, ticks)
        return files

    def _words_of(self, original: _Cutter, text: str) -> MadeFile:
        """The words of a translation for what the release has of its original, and for the desk."""
        node = self.read.node(f"{self.edition}/{LABELS}")
        made: Entries = {}
        for kind, entries in node.entries:
            if kind.text == "desk":
                continue
            kept: Entries = {}
            for key, words in entries.entries if isinstance(entries, yaml.Mapping) else ():
                name = f"{kind.text.removesuffix('s')}:{key.text}"
                if name in original.needed:
                    kept[key] = self._words(name, words, original)
                else:
                    self.texts += _scalars(words)
            made[kind] = kept
        if (desk := node.key("desk")) is not None:
            made[desk] = self._words_of_desk(node.get("desk"), original, text)
        return _with_entries(node.file, made)

    def _words(self, name: str, words: yaml.Node, original: _Cutter) -> Written:
        """The words of one entry, without those of parts that the release does not have."""
        value = self._value(words)
        kind, _, own = name.partition(":")
        if isinstance(value, dict) and name in original.charts:
            return {key: original.charts[name].words(key.text, each) for key, each in value.items()}
        if isinstance(value, dict) and kind == "table":
            return original.cut_tables[own].words(value)
        return value

    def _words_of_desk(self, node: yaml.Node | None, original: _Cutter, text: str) -> Entries:
        """The words of the desk that the release has."""
        known, spoken = "\n".join(file.text for file in original.made.values()), set(_WORD.findall(text))
        lists = original.nodes[DESK].get("distribution")
        members = {name for key in texts_under(self.entry, "distribution") for name in texts_under(lists, key)}
        uses: dict[str, Callable[[yaml.Node], Written]] = {
            "markings": lambda words: _only(words, {each for each in self.markings if self._marking(each) == each}),
            "distribution": lambda words: _only(words, members),
            "units": lambda words: _only(words, known),
            "acronyms": lambda words: _only(words, spoken),
            "agreed": lambda words: [
                each for each in items_of(words) if any(w in text for w in texts_under(each, "about"))
            ],
        }
        entries = node.entries if isinstance(node, yaml.Mapping) else ()
        return {key: uses[key.text](each) if key.text in uses else each for key, each in entries}

    def entries_of(self, file: str, needed: Collection[str]) -> MadeFile:
        """A file with those of its entries that are needed."""
        kept: Entries = {}
        for key, node in self.nodes[file].entries:
            name = f"{_KINDS[file]}:{key.text}"
            if name in needed and isinstance(node, yaml.Mapping):
                kept[key] = self._entry(name, needed)
            else:
                self.texts += _scalars(node)
        return _with_entries(self.nodes[file].file, kept)

    def _cut_tables(self, needed: Collection[str]) -> None:
        """Cut the tables that are needed, and note the names of the rows and columns that the release does not have."""
        meaning = labels_for(self.desk.language).withheld
        self.cut_tables = {
            name: table.cut(self.cells, meaning, is_whole=f"table:{name}" in self.whole_tables)
            for name, table in self.tables.items()
            if f"table:{name}" in needed
        }
        for name, table in self.tables.items():
            self.texts += table.headings_without(self.cut_tables.get(name))

    @property
    def withheld(self) -> set[str]:
        """The cells of its tables that the release does not have."""
        return {f"fact:{cell}" for table in self.cut_tables.values() for cell in table.withheld}

    def _is_ticked(self, name: str, needed: Collection[str]) -> bool:
        first = name.partition(".")[0]
        return any(f"{kind}:{first}" in needed for kind in ("fact", "deadline", "table"))

    def _other_files(self, text: str) -> dict[str, bytes]:
        """The pictures that the texts show, and the files of tables."""
        shown = {composed(unquote(target)) for target in _IMAGE.findall(text)}
        files = {}
        for path in files_below(self.content, self.edition):
            name = path.removeprefix(f"{self.edition}/")
            if name.lower().endswith(IMAGE_ENDINGS) and composed(name) in shown:
                files[f"{self.folder}/{name}"] = read_or_nothing(self.content, path)
        for table, cut in self.cut_tables.items():
            path = f"{self.folder}/{TABLE_FILES}/{table}.csv"
            files[path] = cut.file.text.encode(self.tables[table].located.entry.encoding or "utf-8")
            self.made[place_in(self.content, path).file] = cut.file
        return files

    # What the release has of texts and entries

    def _shows_entry(self, node: yaml.Mapping) -> bool:
        """Whether the release has what is marked by keys of its own."""
        return self.release.shows(texts_under(node, "for"), next(iter(texts_under(node, "marking")), ""), self.markings)

    def _shows_marked(self, entry: MarkedEntry) -> bool:
        return self.release.shows(entry.for_, entry.marking, self.markings)

    def _shows_item(self, node: yaml.Node) -> bool:
        """Whether the release has an item of a chart; what has no words any more has gone with them."""
        if isinstance(node, yaml.Mapping) and not self._shows_entry(node):
            return False
        fact = fact_of(node)
        if self.is_last and fact and self._home(f"fact:{fact.text}") in self.hidden:
            return False
        name = node.get("name") if isinstance(node, yaml.Mapping) else node
        return not isinstance(name, yaml.Scalar) or self._value(name) is not None

    def _cells_of_line(self, fact: str) -> list[tuple[str, bool]]:
        """The cells of a row or column of a table, "" for one without a figure, and whether each went with its line."""
        table = self.tables.get(table_of(fact))
        return table.figures_of(fact) if table else []

    def _cells(self, use: NamedUse) -> list[str]:
        """The cells of a table that are needed."""
        kind, _, own = use.name.partition(":")
        table = self.tables.get(own.partition(".")[0]) if kind in ("fact", "table") else None
        if table is None:
            return []
        cells = table.cells if kind == "table" else table.meant(own)
        if kind == "table" or use.cells is UsedCells.SHOWN:
            cells = [cell for cell in cells if not table.is_hidden(cell.at)]
        elif use.cells is UsedCells.OF_LINES:
            cells = [cell for cell in cells if not table.is_gone(cell.at)]
        return [table.id_of(cell.at) for cell in cells]

    def without_marks_of(self, original: _Cutter) -> Iterator[Diagnostic]:
        """Its files in which fewer words are left out than in those of the same names of its original."""
        for file in self.made.values():
            name = Path(file.origin.name).name
            there, here = (len(each.hidden_words.get(name, ())) for each in (original, self))
            if here < there:
                message = f'the release "{self.release.name}" leaves out words of the original in {there} places here'
                message += f", and of the translation in {here}"
                hint = "mark the same words: [words]{for=...}"
                yield codes.FEWER_WORDS_LEFT_OUT.at(file.origin.span(0, 0), message, hint)

    def _shows(self, mark: ReleaseMark) -> bool:
        return self.release.shows(mark.releases, mark.marking, self.markings)

    def _needs_hidden(self, text: str) -> bool:
        return any(self._home(name) in self.hidden for name, _, _ in named_in(text))

    def _parts(
        self, text: str, file: SourceFile, offset_of: Callable[[int], int], use: PointUse | None = None
    ) -> TextParts:
        """What the release has of a text, each part with where it stands in its file."""
        parts, at = [], 0
        marked = self.read.marked(text)
        ends = {mark.end for mark in marked.marks if mark.is_inline}
        for each in self._removals(marked, file, offset_of, use):
            if each.is_hidden and each.end in ends:
                self.hidden_words.setdefault(Path(file.name).name, set()).add(offset_of(each.start))
            parts += [(text[at : each.start], offset_of(at)), (each.instead, offset_of(each.start))]
            if each.is_hidden:
                self.texts.append(text[each.start : each.end])
            at = each.end
        parts.append((text[at:], offset_of(at)))
        return TextParts(tuple((part, offset) for part, offset in parts if part))

    def _removals(
        self, marked: TextOfReleases, file: SourceFile, offset_of: Callable[[int], int], use: PointUse | None
    ) -> list[Removal]:
        """What goes out of a text: with what is marked, rows and columns of tables, and what cites another source."""
        text, found = marked.text, marked.removals(self._shows, self._needs_hidden if self.is_last else None, use)
        for match in _TABLE.finditer(text) if "](table:" in text else ():
            table = self.tables.get(unquote(match["table"]))
            if table is None or any(each.start <= match.start() < each.end for each in found):
                continue
            for option in _LINES.finditer(text, *match.span("options")):
                kind = "columns" if option[1] == "order" else option[1]
                gone = table.hidden_lines(kind)
                names = [name.strip() for name in option[2].split(",")]
                left = [name for name in names if name.removeprefix("-") not in gone]
                if not left:
                    place = file.span(offset_of(option.start(2)), offset_of(option.end(2)))
                    self._refuse(NamedUse(f"{kind.removesuffix('s')}:{option[2]}", place))
                elif left != names:
                    found.append(Removal(*option.span(2), ", ".join(left), is_hidden=False))
        for match in _CITATION.finditer(text) if "source:" in text else ():
            instead = self.cites.get(f"source:{unquote(match['source'])}")
            if instead and not any(each.start <= match.start() < each.end for each in found):
                found.append(Removal(*match.span(), f"[](#source:{instead})", is_hidden=False))
        return sorted(found, key=lambda each: each.start)

    def _sections(self) -> Iterator[tuple[str, _Section]]:
        """The sections that the release has, by their files."""
        folder = f"{self.edition}/{SECTIONS}"
        for name in section_files(self.content, folder) if is_folder(self.content, folder) else ():
            file = self.read.text(f"{folder}/{name}")
            matter, end = self.read.front_matter(f"{folder}/{name}")
            anchor = f"section:{section_name(name)}"
            self.named.add(anchor)
            self.within.update(_ANCHOR.findall(file.text))
            body = self._parts(
                file.text[end:], file, partial(int.__add__, end), self._use_of(section_name(name), matter)
            )
            if anchor in self.hidden or not self._shows_entry(matter) or not body.text.strip():
                self.hidden.add(anchor)
                self.texts.append(file.text)
                body = TextParts(())
            gone = set(_ANCHOR.findall(file.text)) - set(_ANCHOR.findall(body.text))
            self.hidden |= {f"{kind}:{each}" for each in gone for kind in ("section", "table", "figure", "para")}
            if body.parts:
                kept = ((key, self._value(node)) for key, node in matter.entries if key.text != "for")
                yield name, _Section(file, {key: value for key, value in kept if value is not None}, body)

    def _use_of(self, section: str, matter: yaml.Mapping) -> PointUse | None:
        """What the points of a section may be used for; none where the release has all of them."""
        if "all" in texts_under(self.entry, "talking_points"):
            return None
        kind = kind_of(next(iter(texts_under(self.nodes[HEADER], "kind")), BRIEF.name))
        said = next(iter(texts_under(matter, "use")), "")
        return PointUse(said) if said else kind.part(section).use or PointUse.FREELY

    def _check_left_out(self) -> None:
        """Note what is to be left out by a name that is none of the edition's, so that nothing would be."""
        from briefgen.content.entries import keys_of
        from briefgen.content.schema import EditionFile

        keys = [*keys_of(EditionFile), SINCE]
        named = self.entry.get("leave_out")
        for item in named.items if isinstance(named, yaml.Sequence) else (named,):
            if not isinstance(item, yaml.Scalar) or item.text in {*keys, *self.entries, *self.named}:
                continue
            kind, _, own = item.text.partition(":")
            said = f'the release "{self.release.name}" is to leave out "{item.text}"'
            table, _, cell = own.partition(".")
            if own in self.within or (cell and table in self.tables):
                hint = "mark it where it stands: behind its heading or caption, or in tables.yaml"
                message = f"{said}, which is a part of a text or table"
                self.faults.append(codes.LEAVES_OUT_NOTHING.at(item.place, message, hint))
                continue
            known = [*self.entries, *self.named] if own else keys
            hint = did_you_mean(item.text, known) or "write a key of edition.yaml, or section:NAME, fact:ID, figure:ID"
            is_of_desk = item.file is self.nodes[DESK].file and kind in {*_KINDS.values(), "section"}
            code = codes.NOT_IN_EDITION if is_of_desk else codes.LEAVES_OUT_NOTHING
            found = code.at(item.place, f"{said}, which {self.edition} does not have", hint)
            (self.warnings if is_of_desk else self.faults).append(found)

    def _header(self) -> Entries:
        """The header, with what the release says of itself."""
        said = {key.text: node for key, node in self.entry.entries if key.text in _OVER_EDITION}
        header: Entries = {}
        for key, node in self.nodes[HEADER].entries:
            if key.text not in (*_OF_WHOLE, *said, "names"):
                value = self._of_header(key.text, node)
                if value is None:
                    self.texts += _scalars(node)
                else:
                    header[key] = value
        return {**header, **said, "release": self.release.name}

    def _of_header(self, key: str, node: yaml.Node) -> Written | None:
        if key == "follows":
            is_told = isinstance(node, yaml.Scalar) and not self.is_last and SINCE not in self.left_out
            return release_folder(node.text, self.release.name) if is_told and isinstance(node, yaml.Scalar) else None
        if key == "translates":
            return release_folder(node.text, self.release.name) if isinstance(node, yaml.Scalar) else None
        if key == "marking":
            return self._marking(node.text) if isinstance(node, yaml.Scalar) else None
        if key == CLEARANCES and key in self.left_out:
            return _open_clearances(node)
        return None if key in self.left_out else self._value(node)

    def _marking(self, own: str) -> str:
        """The lower one of the edition's marking and the release's highest."""
        highest = self.release.marking
        both = [each for each in self.markings if each in (own, highest)]
        return both[0] if highest and both else own

    def _value(self, node: yaml.Node) -> Written | None:
        """What the release has under a key; none of what is marked for others."""
        if isinstance(node, yaml.Scalar):
            if "{" not in node.text and "<!--" not in node.text:
                return node
            parts = self._parts(node.text, node.file, lambda at: at).in_file(node.passage)
            if not parts.text.strip():
                return _NOT_PRINTED if self.is_last else None
            return node if parts.text == node.text else parts
        if isinstance(node, yaml.Sequence):
            values = [self._value(item) for item in node.items]
            return [value for value in values if value is not None]
        if not self._shows_entry(node):
            self.texts += _scalars(node)
            return None
        kept = ((key, self._value(value)) for key, value in node.entries if key.text not in _OF_MARKS)
        return {key: value for key, value in kept if value is not None}

    def _entry(self, name: str, needed: Collection[str]) -> Written:
        """What the release has of an entry: no parts of a total that it does not have, and of a table what it needs."""
        kind, _, own = name.partition(":")
        has_parts = all(self._is_needed(part, needed) for part in texts_under(self.entries[name], "parts"))
        entry = {key: value for key, value in self._kept(name).items() if has_parts or key.text != "parts"}
        return self.cut_tables[own].entry(entry, own) if kind == "table" and own in self.cut_tables else entry

    def _is_needed(self, fact: str, needed: Collection[str]) -> bool:
        return self._home(f"fact:{fact}") in needed and (not table_of(fact) or fact in self.cells)

    def _cited(self, fact: str, node: yaml.Mapping) -> Written | None:
        """The source of an entry that is bound to a data file, with the place there; none where it names a place."""
        source, bound = node.get("source"), node.get("from")
        if not isinstance(bound, yaml.Mapping) or (isinstance(source, yaml.Mapping) and source.get("at")):
            return None
        named = {what: name for what in ("sheet", "table") for name in texts_under(bound, what)}
        labels = self.labels or labels_for(self.desk.language)
        place = self.places.get(fact) or labels.place_in_file(named)
        return {"id": _source_id(source), "at": place} if place else None

    # What is needed

    def _home(self, name: str) -> str:
        """The entry that has something of a name: a table has its cells, and a deadline is a fact as well."""
        kind, _, own = name.partition(":")
        if kind != "fact":
            return name
        if "." in own:
            return f"table:{own.partition('.')[0]}"
        return f"deadline:{own}" if f"deadline:{own}" in self.entries else name

    def _needed(self, sections: Iterable[_Section], header: Entries) -> set[str]:
        """What is needed for sections, header and deadlines, and all that that needs; what is hidden is a fault."""
        file = self.nodes[HEADER].file
        waiting = list(uses_of(header, file))
        for section in sections:
            waiting += [*uses_of(section.matter, section.file), *uses_of_text(section.body, section.file)]
        waiting += [NamedUse(name, node.place) for name, node in self.entries.items() if name.startswith("deadline:")]
        needed: set[str] = set()
        while waiting:
            use = waiting.pop()
            home = self._home(use.name)
            cells = self._cells(use)
            if not self.hidden.isdisjoint((home, use.name, *(f"fact:{cell}" for cell in cells))):
                if not home.startswith("deadline:") or use.place != self.entries[home].place:
                    self._refuse(use)
                continue
            formulas = (self._formula_of(cell) for cell in set(cells) - self.cells)
            self.cells.update(cells)
            self.whole_tables.update([home] if home == use.name else [])
            waiting += (each for formula in formulas if formula for each in uses_of(formula, file, "formula"))
            if home not in needed:
                needed.add(home)
                if entry := self.entries.get(home):
                    kept = self._kept(home).items()
                    is_table = home.startswith("table:")
                    own = {key: value for key, value in kept if not (is_table and key.text == "cells")}
                    waiting += uses_of(own, entry.file)
        return needed

    def _formula_of(self, cell: str) -> yaml.Node | None:
        """The formula of a cell that follows from others of its table."""
        return self.tables[table_of(cell)].formulas.get(cell)

    def _kept(self, name: str) -> Entries:
        """What the release has of an entry, whatever of it is needed: nothing of data files, and no quotes."""
        if name not in self.kept:
            self.kept[name] = self.charts[name].entry if name in self.charts else self._made(name)
        return self.kept[name]

    def _made(self, name: str) -> Entries:
        kind, node = name.partition(":")[0], self.entries[name]
        left_out = {*_OF_MARKS, *_OF_DATA.get(kind, ())}
        values = ((key, self._value(value)) for key, value in node.entries if key.text not in left_out)
        made: Entries = {key: value for key, value in values if value is not None}
        source = node.get("source") if kind in _OF_SOURCE else None
        instead = self.cites.get(f"source:{_source_id(source)}", "")
        if source and (cited := instead or self._cited(name.partition(":")[2], node)):
            made = {key: cited if key.text == "source" else value for key, value in made.items()}
        if kind == "table":
            gone = ("quote", "at") if instead else ("quote",)
            made = {key: _cells_without(value, gone) if key.text == "cells" else value for key, value in made.items()}
        if kind == "source" and any(f"source:{via}" in self.cites for via in texts_under(node, "via")):
            made = {key: value for key, value in made.items() if key.text not in ("via", "via_at")}
        return made

    def _check_sections(self, sections: Collection[str]) -> None:
        """Note where the release has no section of those that there are."""
        file = self.nodes[HEADER].file
        folder = f"{self.edition}/{SECTIONS}"
        if not sections and is_folder(self.content, folder) and section_files(self.content, folder):
            message = f'the release "{self.release.name}" leaves out all sections'
            self.faults.append(
                codes.LEFT_OUT.at(file.span(0, 0), message, "let it have one, or write one for it alone")
            )

    def _refuse(self, use: NamedUse) -> None:
        if self.is_last:
            return
        kind, _, name = use.name.partition(":")
        message = f'the release "{self.release.name}" leaves out the {_SAID.get(kind, kind)} "{name}", which this needs'
        hint = 'mark this as well, or give the release other words: [words]{for=... otherwise="..."}'
        self.faults.append(codes.LEFT_OUT.at(use.place, message, hint))

    # The desk

    def desk_file(self, text: str) -> MadeFile:
        """The desk as far as the files of the release need it, whose text is given."""
        words = set(_WORD.findall(text))
        uses: dict[str, Callable[[yaml.Node], Written]] = {
            "markings": self._markings,
            "distribution": lambda node: _only(node, set(texts_under(self.entry, "distribution"))),
            "acronyms": lambda node: _only(node, words),
            "units": lambda node: _only(node, text),
            "understood": lambda node: [item for item in items_of(node) if text_of(item) in words],
            "names": lambda node: [item for item in items_of(node) if text_of(item) in text],
            "agreed": lambda node: [
                item for item in items_of(node) if any(each in text for each in texts_under(item, "about"))
            ],
        }
        kept: Entries = {}
        for key, node in self.nodes[DESK].entries:
            if key.text not in ("releases", "terms"):
                kept[key] = uses[key.text](node) if key.text in uses else node
        return _with_entries(self.nodes[DESK].file, kept)

    def _markings(self, node: yaml.Node) -> Written:
        """The markings up to the highest that the release may have."""
        items = items_of(node)
        own = self.nodes[HEADER].get("marking")
        highest = self._marking(own.text if isinstance(own, yaml.Scalar) else "")
        names = [text_of(item) or next(iter(texts_under(item, "name")), "") for item in items]
        return list(items[: names.index(highest) + 1] if highest in names else items)


def _source_id(source: yaml.Node | None) -> str:
    """The id of a source that is cited in its long form or its short one."""
    found = source.get("id") if isinstance(source, yaml.Mapping) else source
    return found.text if isinstance(found, yaml.Scalar) else ""


def _cells_without(cells: Written, keys: Collection[str]) -> Written:
    """What is said of cells, without some keys; what is written alone is a quote."""
    pairs = cells.items() if isinstance(cells, dict) else ()
    return {
        cell: {key: each for key, each in own.items() if key.text not in keys} if isinstance(own, dict) else {}
        for cell, own in pairs
    }


def _only(node: yaml.Node, names: Container[str]) -> Written:
    entries = node.entries if isinstance(node, yaml.Mapping) else ()
    return {key: value for key, value in entries if key.text in names}


def _open_clearances(node: yaml.Node) -> Written | None:
    """The clearances that are open, without which what is a draft would not say so."""
    waiting = [item for item in items_of(node) if isinstance(item, yaml.Mapping) and not texts_under(item, "date")]
    return waiting or None


def _scalars(node: yaml.Node) -> Iterator[str]:
    """The texts in a node, but for its keys, and for what is under keys that have no words of people."""
    if isinstance(node, yaml.Scalar):
        yield node.text
    elif isinstance(node, yaml.Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.entries:
            if key.text not in _WITHOUT_WORDS:
                yield from _scalars(value)


def _with_entries(origin: SourceFile, entries: Entries) -> MadeFile:
    maker = TextMaker(origin)
    maker.put_entries(entries)
    return maker.made()


def _written(section: _Section) -> MadeFile:
    maker = TextMaker(section.file)
    maker.put("---\n")
    maker.put_entries(section.matter)
    maker.put("---\n")
    maker.put_parts(section.body)
    return maker.made()

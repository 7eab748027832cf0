"""Cuts one edition for a release: which parts of it the release has and needs, and the files that hold no more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.braces import ids_in
from briefgen.content.content_texts import read_or_nothing
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
)
from briefgen.content.kinds import kind_of
from briefgen.content.node_text import MadeFile, TextMaker, TextParts, Written, with_entries
from briefgen.content.release_charts import CutChart, cut_chart
from briefgen.content.release_desk import translated_words
from briefgen.content.release_last import NO_WORDS, chart_without_words, values_in, without_words
from briefgen.content.release_texts import OF_MARKS, Entries, ReleaseTexts, scalars
from briefgen.content.release_uses import NamedUse, UsedCells, uses_of, uses_of_text
from briefgen.content.sections import section_files, section_name
from briefgen.content.tree import (
    IMAGE_ENDINGS,
    composed,
    files_below,
    find_kind,
    is_folder,
    place_in,
)
from briefgen.content.yaml import items_of, text_of, texts_under
from briefgen.errors import Diagnostic
from briefgen.folders import DESK
from briefgen.frozen import frozen, mutable
from briefgen.model.direction import without_isolates
from briefgen.model.edition import Desk
from briefgen.model.fact_table import table_of
from briefgen.model.kind import BRIEF, EditionKind, PointUse
from briefgen.model.labels import Labels, labels_for
from briefgen.model.release import Release, release_folder
from briefgen.spans import SourceFile
from briefgen.suggest import did_you_mean

if TYPE_CHECKING:
    from briefgen.content.release_tables import CutTable

_KINDS = {FACTS: "fact", DEADLINES: "deadline", FIGURES: "figure", TABLES: "table", SOURCES: "source"}
_TICKS = (SIGN_OFFS, CONFIRMATIONS)
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
_WORDS = {
    "fact": ("value", "label"),
    "deadline": ("who", "what"),
    "source": ("title",),
    "figure": ("title", "caption"),
}
"""The words that an entry must have, by its kind."""
_ITEMS = {"key_figures": ("caption",), "clearances": ("by",)}
_WORDS_OF_LAST = ("title", "to", "from", "bottom_line", "key_figures")
_OF_LAST = (*_WORDS_OF_LAST, "kind", "date", "number", "period", "marking", "language", "decision_by", "next_report")
"""What edition.yaml of the last edition must say so that this one can tell what has changed, the former no words."""
_NOT_OF_LAST = {
    "fact": ("caveat",),
    "deadline": ("where", "document", "decision"),
    "table": ("caption", "notes", "caveat"),
}
CLEARANCES, SIGNATURES, SINCE = "clearances", "signatures", "since"
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)>\s]+)")


@frozen(eq=False)
class _Section:
    """What a release has of a section: its file as it was, and front matter and body."""

    file: SourceFile
    matter: Entries
    body: TextParts


@mutable
class Cutter:
    """Cuts one edition for a release.

    `places` are those of the cells that facts are bound to, in the words of the `labels`. A translation has the entries
    of what it is a translation `of`, of which it has the words alone.
    """

    has: ReleaseTexts
    edition: str
    desk: Desk
    places: Mapping[str, str] = field(default_factory=dict)
    labels: Labels | None = None
    of: Cutter | None = None
    named: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    made: dict[str, MadeFile] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    cells: set[str] = field(default_factory=set)
    whole_tables: set[str] = field(default_factory=set)
    kept: dict[str, Entries] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = release_folder(self.edition, self.release.name)
        names = (HEADER, FACTS, DEADLINES, FIGURES, TABLES, *_TICKS)
        self.content = self.has.read.content
        self.nodes = {path: self.has.read.node(path) for path in (DESK, SOURCES)}
        self.nodes |= {name: self.has.read.node(f"{self.edition}/{name}") for name in names}
        self.entry = self._entry_of_release()
        self.left_out = frozenset(texts_under(self.entry, "leave_out"))
        self.cut_tables: dict[str, CutTable] = {}
        self.charts: dict[str, CutChart] = {}
        if self.of:
            whole = self.of.has
            self.has.entries, self.has.cites, self.has.tables = whole.entries, whole.cites, whole.tables
            self.charts, self.kept = self.of.charts, self.of.kept
            self.has.hidden |= {name for name in self.left_out if ":" in name}
            return
        self.has.entries = {
            f"{kind}:{key.text}": node
            for file, kind in _KINDS.items()
            for key, node in self.nodes[file].entries
            if isinstance(node, yaml.Mapping)
        }
        self.has.hidden |= {name for name in self.left_out if ":" in name}
        self.has.hidden |= {name for name, node in self.entries.items() if not self.has.shows_entry(node)}
        self.has.cites = {source: instead for source in self.entries if (instead := self._cited_instead(source))}
        self._hide_parts()

    @property
    def release(self) -> Release:
        """The release for which it is cut."""
        return self.has.release

    @property
    def entries(self) -> Mapping[str, yaml.Mapping]:
        """Its entries before they are cut, by names such as "fact:toll"."""
        return self.has.entries

    def _cited_instead(self, source: str) -> str:
        """The source that is cited in place of a hidden one; "" where there is none."""
        seen = set[str]()
        while source in self.has.hidden and source.startswith("source:") and source not in seen:
            seen.add(source)
            source = f"source:{next(iter(texts_under(self.entries.get(source), 'otherwise')), '')}"
        return source.partition(":")[2] if seen and source in self.entries and source not in self.has.hidden else ""

    def _hide_parts(self) -> None:
        """Hide cells of tables, and tables and charts of which nothing is left."""
        if find_kind(self.content, f"{self.edition}/{TABLES}"):
            from briefgen.content.release_tables import read_release_tables  # with the readers of data files

            self.has.tables = read_release_tables(self.content, self.edition, self.desk, self.has.shows_marked)
        if self.has.is_last:
            self.has.tables = {name: table.without(self.has.hidden) for name, table in self.has.tables.items()}
        for name, table in self.has.tables.items():
            cells = {f"fact:{cell}" for cell in table.hidden()}
            self.has.hidden |= cells
            if len(cells) == len(table.cells):
                self.has.hidden.add(f"table:{name}")
        for name, node in self.entries.items():
            if name.startswith("figure:") and name not in self.has.hidden:
                chart = cut_chart(node, self.has.value, self.has.shows_item, self._cells_of_line)
                if chart is None:
                    self.has.hidden.add(name)
                else:
                    self.charts[name] = (
                        replace(chart, entry=chart_without_words(chart.entry)) if self.has.is_last else chart
                    )

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
        if not self.has.is_last:
            self._check_left_out()
            self._check_sections(sections)
        header = self._header()
        needed = self.needed = self._needed(sections.values(), header)
        files = {f"{SECTIONS}/{name}": _written(section) for name, section in sections.items()}
        files[HEADER] = with_entries(self.nodes[HEADER].file, header)
        text = "\n".join(file.text for file in files.values())
        files |= {LABELS: translated_words(self, self.of, text)} if self.of else self._ledger_files(needed)
        text += "\n".join(file.text for file in files.values())
        files[HEADER] = with_entries(self.nodes[HEADER].file, self._with_names(header, text))
        self.made = {place_in(self.content, f"{self.folder}/{name}").file: file for name, file in files.items()}
        own = {f"{self.folder}/{name}": file.text.encode() for name, file in files.items()}
        return own | self._other_files(text)

    def _with_names(self, header: Entries, text: str) -> Entries:
        """The header, with the names that stand in a text of the release."""
        node = self.nodes[HEADER].get("names")
        names = [item for item in items_of(node) if text_of(item) in text] if node else []
        self.has.texts += [text_of(item) for item in items_of(node) if item not in names] if node else []
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
                files[file] = with_entries(self.nodes[file].file, ticks)
        return files

    def entries_of(self, file: str, needed: Collection[str]) -> MadeFile:
        """A file with those of its entries that are needed."""
        kept: Entries = {}
        for key, node in self.nodes[file].entries:
            name = f"{_KINDS[file]}:{key.text}"
            if name in needed and isinstance(node, yaml.Mapping):
                kept[key] = self._entry(name, needed)
            else:
                self.has.texts += scalars(node)
        return with_entries(self.nodes[file].file, kept)

    def _cut_tables(self, needed: Collection[str]) -> None:
        """Cut the tables that are needed, and note the names of the rows and columns that the release does not have."""
        meaning = labels_for(self.desk.language).withheld
        self.cut_tables = {
            name: table.cut(self.cells, meaning, is_whole=f"table:{name}" in self.whole_tables)
            for name, table in self.has.tables.items()
            if f"table:{name}" in needed
        }
        for name, table in self.has.tables.items():
            self.has.texts += table.headings_without(self.cut_tables.get(name))

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
            files[path] = cut.file.text.encode(self.has.tables[table].located.entry.encoding or "utf-8")
            self.made[place_in(self.content, path).file] = cut.file
        return files

    # What the release has of texts and entries

    def _cells_of_line(self, fact: str) -> list[tuple[str, bool]]:
        """The cells of a row or column of a table, "" for one without a figure, and whether each went with its line."""
        table = self.has.tables.get(table_of(fact))
        return table.figures_of(fact) if table else []

    def _cells(self, use: NamedUse) -> list[str]:
        """The cells of a table that are needed."""
        kind, _, own = use.name.partition(":")
        table = self.has.tables.get(own.partition(".")[0]) if kind in ("fact", "table") else None
        if table is None:
            return []
        cells = table.cells if kind == "table" else table.meant(own)
        if kind == "table" or use.cells is UsedCells.SHOWN:
            cells = [cell for cell in cells if not table.is_hidden(cell.at)]
        elif use.cells is UsedCells.OF_LINES:
            cells = [cell for cell in cells if not table.is_gone(cell.at)]
        return [table.id_of(cell.at) for cell in cells]

    def without_marks_of(self, original: Cutter) -> Iterator[Diagnostic]:
        """Its files in which fewer words are left out than in those of the same names of its original."""
        for file in self.made.values():
            name = Path(file.origin.name).name
            there, here = (len(each.has.hidden_words.get(name, ())) for each in (original, self))
            if here < there:
                message = f'the release "{self.release.name}" leaves out words of the original in {there} places here'
                message += f", and of the translation in {here}"
                hint = "mark the same words: [words]{for=...}"
                yield codes.FEWER_WORDS_LEFT_OUT.at(file.origin.span(0, 0), message, hint)

    def _sections(self) -> Iterator[tuple[str, _Section]]:
        """The sections that the release has, by their files."""
        folder, printing = f"{self.edition}/{SECTIONS}", 0
        for name in section_files(self.content, folder) if is_folder(self.content, folder) else ():
            file = self.has.read.text(f"{folder}/{name}")
            matter, end = self.has.read.front_matter(f"{folder}/{name}")
            anchor = f"section:{section_name(name)}"
            self.named.add(anchor)
            self.within |= (ids := ids_in(file.text))
            body = self.has.parts(
                file.text[end:], file, partial(int.__add__, end), self._use_of(section_name(name), matter)
            )
            if anchor in self.has.hidden or not self.has.shows_entry(matter) or not body.text.strip():
                self.has.hidden.add(anchor)
                self.has.texts.append(file.text)
                body = TextParts(())
            gone = ids - ids_in(body.text)
            self.has.hidden |= {f"{kind}:{each}" for each in gone for kind in ("section", "table", "figure", "para")}
            if body.parts and self.has.is_last:
                printed = TextParts(((f"\n{values_in(body.text)}\n", -1),))
                printing += 1
                yield f"{printing}-printed.md", _Section(file, {"title": NO_WORDS}, printed)
            elif body.parts:
                values = ((key, self.has.value(node)) for key, node in matter.entries if key.text != "for")
                kept: Entries = {key: value for key, value in values if value is not None}
                self._check_words(matter, kept, ("title",))
                yield name, _Section(file, kept, body)

    def _use_of(self, section: str, matter: yaml.Mapping) -> PointUse | None:
        """What the points of a section may be used for; none where the release has all of them."""
        if "all" in texts_under(self.entry, "talking_points"):
            return None
        said = next(iter(texts_under(matter, "use")), "")
        return PointUse(said) if said else self._kind.part(section).use or PointUse.FREELY

    @property
    def _kind(self) -> EditionKind:
        """The kind of the edition, which is its original's where it is a translation."""
        return kind_of(next(iter(texts_under((self.of or self).nodes[HEADER], "kind")), BRIEF.name))

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
            if own in self.within or (cell and table in self.has.tables):
                hint = "mark it where it stands: behind its heading or caption, or in tables.yaml"
                message = f"{said}, which is a part of a text or table"
                self.has.faults.append(codes.LEAVES_OUT_NOTHING.at(item.place, message, hint))
                continue
            known = [*self.entries, *self.named] if own else keys
            hint = did_you_mean(item.text, known) or "write a key of edition.yaml, or section:NAME, fact:ID, figure:ID"
            is_of_desk = item.file is self.nodes[DESK].file and kind in {*_KINDS.values(), "section"}
            code = codes.NOT_IN_EDITION if is_of_desk else codes.LEAVES_OUT_NOTHING
            found = code.at(item.place, f"{said}, which {self.edition} does not have", hint)
            (self.has.warnings if is_of_desk else self.has.faults).append(found)

    def _header(self) -> Entries:
        """The header, with what the release says of itself."""
        said = {key.text: node for key, node in self.entry.entries if key.text in _OVER_EDITION}
        header: Entries = {}
        for key, node in self.nodes[HEADER].entries:
            if key.text not in (*_OF_WHOLE, *said, "names") and (not self.has.is_last or key.text in _OF_LAST):
                value = self._of_header(key.text, node)
                if value is None:
                    self.has.texts += scalars(node)
                else:
                    header[key] = value
        self._check_words(self.nodes[HEADER], header, () if "title" in self.left_out else ("title",))
        return {**header, **said, "release": self.release.name}

    def _of_header(self, key: str, node: yaml.Node) -> Written | None:
        if key == "follows":
            is_told = isinstance(node, yaml.Scalar) and not self.has.is_last and SINCE not in self.left_out
            return release_folder(node.text, self.release.name) if is_told and isinstance(node, yaml.Scalar) else None
        if key == "translates":
            return release_folder(node.text, self.release.name) if isinstance(node, yaml.Scalar) else None
        if key == "marking":
            return self.marking(node.text) if isinstance(node, yaml.Scalar) else None
        if key == CLEARANCES and key in self.left_out:
            return _open_clearances(node)
        parts = [f"section:{part.name}" for part in self._kind.parts if key == SIGNATURES and part.signatures]
        is_gone = key in self.left_out or (parts and self.has.hidden.issuperset(parts))
        if self.has.is_last and key in _WORDS_OF_LAST:
            return without_words(self.has.value(node)) or NO_WORDS
        value = None if is_gone else self.has.value(node)
        for item in items_of(node) if isinstance(value, list) and key in _ITEMS else ():
            if isinstance(item, yaml.Mapping) and isinstance(kept := self.has.value(item), dict):
                self._check_words(item, kept, _ITEMS[key])
        return value

    def _check_words(self, node: yaml.Mapping, kept: Entries, needed: Iterable[str]) -> None:
        """Note the keys that an entry must have, and of whose words the release has none."""
        left = {key.text for key in kept}
        for key in needed if not self.has.is_last else ():
            if key not in left and (words := node.get(key)):
                self.has.refuse_emptied(f'"{key}"', words.place)

    def marking(self, own: str) -> str:
        """The lower one of the edition's marking and the release's highest."""
        highest = self.release.marking
        both = [each for each in self.has.markings if each in (own, highest)]
        return both[0] if highest and both else own

    def _entry(self, name: str, needed: Collection[str]) -> Written:
        """What the release has of an entry: no parts of a total that it does not have, and of a table what it needs."""
        kind, _, own = name.partition(":")
        has_parts = all(self._is_needed(part, needed) for part in texts_under(self.entries[name], "parts"))
        entry = {key: value for key, value in self._kept(name).items() if has_parts or key.text != "parts"}
        return self.cut_tables[own].entry(entry, own) if kind == "table" and own in self.cut_tables else entry

    def _is_needed(self, fact: str, needed: Collection[str]) -> bool:
        return self.has.home(f"fact:{fact}") in needed and (not table_of(fact) or fact in self.cells)

    def _cited(self, fact: str, node: yaml.Mapping) -> Written | None:
        """The source of an entry that is bound to a data file, with the place there; none where it names a place."""
        source, bound = node.get("source"), node.get("from")
        if not isinstance(bound, yaml.Mapping) or (isinstance(source, yaml.Mapping) and source.get("at")):
            return None
        named = {what: name for what in ("sheet", "table") for name in texts_under(bound, what)}
        labels = self.labels or labels_for(self.desk.language)
        place = without_isolates(self.places.get(fact) or labels.place_in_file(named))
        return {"id": _source_id(source), "at": place} if place else None

    # What is needed

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
            home = self.has.home(use.name)
            cells = self._cells(use)
            if not self.has.hidden.isdisjoint((home, use.name, *(f"fact:{cell}" for cell in cells))):
                if not home.startswith("deadline:") or use.place != self.entries[home].place:
                    self.has.refuse(use)
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
        return self.has.tables[table_of(cell)].formulas.get(cell)

    def _kept(self, name: str) -> Entries:
        """What the release has of an entry, whatever of it is needed: nothing of data files, and no quotes."""
        if name not in self.kept:
            self.kept[name] = self.charts[name].entry if name in self.charts else self._made(name)
            self._check_words(self.entries[name], self.kept[name], _WORDS.get(name.partition(":")[0], ()))
        return self.kept[name]

    def _made(self, name: str) -> Entries:
        kind, node = name.partition(":")[0], self.entries[name]
        left_out = {*OF_MARKS, *_OF_DATA.get(kind, ()), *(_NOT_OF_LAST.get(kind, ()) if self.has.is_last else ())}
        values = ((key, self.has.value(value)) for key, value in node.entries if key.text not in left_out)
        made: Entries = {key: value for key, value in values if value is not None}
        source = node.get("source") if kind in _OF_SOURCE else None
        instead = self.has.cites.get(f"source:{_source_id(source)}", "")
        if source and (cited := instead or self._cited(name.partition(":")[2], node)):
            made = {key: cited if key.text == "source" else value for key, value in made.items()}
        if kind == "table":
            gone = ("quote", "at") if instead else ("quote",)
            made = {key: _cells_without(value, gone) if key.text == "cells" else value for key, value in made.items()}
        if kind == "source" and any(f"source:{via}" in self.has.cites for via in texts_under(node, "via")):
            made = {key: value for key, value in made.items() if key.text not in ("via", "via_at")}
        return made

    def _check_sections(self, sections: Collection[str]) -> None:
        """Note where the release has no section of those that there are."""
        file = self.nodes[HEADER].file
        folder = f"{self.edition}/{SECTIONS}"
        if not sections and is_folder(self.content, folder) and section_files(self.content, folder):
            message = f'the release "{self.release.name}" leaves out all sections'
            self.has.faults.append(
                codes.LEFT_OUT.at(file.span(0, 0), message, "let it have one, or write one for it alone")
            )


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


def _open_clearances(node: yaml.Node) -> Written | None:
    """The clearances that are open, without which what is a draft would not say so."""
    waiting = [item for item in items_of(node) if isinstance(item, yaml.Mapping) and not texts_under(item, "date")]
    return waiting or None


def _written(section: _Section) -> MadeFile:
    maker = TextMaker(section.file)
    maker.put("---\n")
    maker.put_entries(section.matter)
    maker.put("---\n")
    maker.put_parts(section.body)
    return maker.made()

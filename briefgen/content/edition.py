"""An edition's folder -> the edition, and every fault of all its files in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import PurePosixPath

from briefgen import codes
from briefgen.cache import Cache
from briefgen.content.blocks import read_blocks
from briefgen.content.desk import (
    check_review,
    contact_of,
    offered_language,
    read_desk,
    read_sources,
    releases_of,
)
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.editions import (
    COMMENTS,
    CONFIRMATIONS,
    DEADLINES,
    FACTS,
    FIGURES,
    FILES,
    HEADER,
    LEDGER_FILES,
    SECTIONS,
    SIGN_OFFS,
    TABLE_FILES,
    TABLES,
    TRANSLATION_FILES,
    edition_date,
    originals,
    translated_by,
)
from briefgen.content.files import Located, check_entry, read_file
from briefgen.content.inlines import read_value
from briefgen.content.kinds import called, kind_faults, kind_of
from briefgen.content.ledger_files import Sources, read_charts, read_deadlines, read_facts
from briefgen.content.marks import check_marking
from briefgen.content.pictures import is_image
from briefgen.content.references import note_missing_files
from briefgen.content.remarks import in_threads
from briefgen.content.remembered import remembered
from briefgen.content.schema import EditionFile
from briefgen.content.sections import read_sections
from briefgen.content.sign_offs import read_sign_offs
from briefgen.content.source_reader import BoundCell, BoundTable, FileNote, SourceReader
from briefgen.content.translation import (
    completed,
    in_language,
    original_fault,
    read_confirmed,
    read_labels,
    report_shared_files,
)
from briefgen.content.tree import Content, composed, files_below, is_folder
from briefgen.content.yaml import Scalar
from briefgen.errors import Diagnostic, Fix, TextEdit, sorted_diagnostics
from briefgen.folders import DESK
from briefgen.frozen import frozen
from briefgen.memo import Memo
from briefgen.model.blocks import Block, Figure, List, Paragraph
from briefgen.model.edition import ChartSpec, Clearance, Deadline, Desk, Edition, FormHead, KeyFigureSpec, Signature
from briefgen.model.fact import Fact
from briefgen.model.fact_table import FactTable
from briefgen.model.inlines import Inlines, Text
from briefgen.model.kind import EditionKind
from briefgen.model.protection import ReviewRules
from briefgen.model.release import MarkScheme, release_folder
from briefgen.model.translation import Translation
from briefgen.model.traverse import blocks_of
from briefgen.spans import Span
from briefgen.suggest import did_you_mean

BOTTOM_LINE = "bottom-line"
SOURCES = "sources.yaml"


@frozen
class Loaded:
    """What loading found: the edition, none where not even its date is known, and the faults.

    `files` are the bytes of all files that were read, by their paths in the content, and `texts` their texts by the
    names that places bear. `broken` are ids that the content declares, but whose entries are faulty: facts and
    deadlines as they are, figures as "figure:ID", sources as "source:ID"; a reference to one of them is no further
    fault. `cells` are the facts that are bound to cells of data files, `notes` what stands around these, and
    `tables` those that are taken from data files and say something else now.
    """

    edition: Edition | None
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    broken: frozenset[str] = frozenset()
    cells: tuple[BoundCell, ...] = ()
    notes: tuple[FileNote, ...] = ()
    tables: tuple[BoundTable, ...] = ()


def load_edition(
    content: Content,
    edition: str,
    cache: Cache | None = None,
    *,
    looks_around: bool = False,
    holds_cells: bool = True,
    memo: Memo | None = None,
) -> Loaded:
    """Load an edition by its folder's name; what the `cache` has of the cells of data files is not read again.

    With `looks_around`, what stands around the cells is read as well, and nothing is taken from the cache. Without
    `holds_cells`, it is no fault that a data file has moved on since. Sections that the `memo` has are not read again.
    """
    notes: list[FileNote] | None = [] if looks_around else None
    reading = SourceReader(content, cache=cache, notes=notes, holds_cells=holds_cells, memo=memo, parsed=memo or Memo())
    loaded = _edition(reading, edition)
    return Loaded(
        loaded,
        tuple(sorted_diagnostics(reading.diagnostics)),
        reading.files,
        reading.texts,
        frozenset(reading.broken),
        tuple(reading.cells),
        tuple(reading.notes or ()),
        tuple(reading.tables),
    )


def is_of_figures(diagnostic: Diagnostic) -> bool:
    """Whether what loading found may lie in the figures: what it found in sections, charts and ticks does not."""
    path = PurePosixPath(diagnostic.place.file)
    return path.suffix != ".md" and path.name not in (FIGURES, SIGN_OFFS, CONFIRMATIONS)


def _edition(reading: SourceReader, name: str) -> Edition | None:
    day = edition_date(name)
    if day is None:
        message, hint = f'the folder "{name}" is not named as an edition', "rename it to YYYY-MM-DD-slug"
        reading.report(codes.EDITION_NAME.at(reading.place(name), message, hint))
        return None
    if not is_folder(reading.content, name):
        reading.report(codes.NO_EDITION.at(reading.place(""), f'there is no edition "{name}"'))
        return None
    desk = read_desk(reading, DESK)
    reading.fiscal_year = desk.fiscal_year
    desk_is_sound = not any(diagnostic.is_error for diagnostic in reading.diagnostics)
    stand_ins = {"title": name[11:], "date": day.isoformat()}
    located = read_file(reading, f"{name}/{HEADER}", EditionFile, stand_ins)
    if located is None:
        read_sources(reading, SOURCES)
        return None
    original = _original(reading, name, located)
    if original is None and located.entry.translates:
        return None
    words = read_labels(reading, name, original) if original else None
    desk = in_language(desk, words, original) if words and original else desk
    header = _Header(reading, desk, desk_is_sound, located, _kind(reading, located, original))
    header.check_keys(is_translation=original is not None)
    desk = header.desk_of_edition()
    reading.scheme = MarkScheme(desk.releases, desk.markings)
    header.check_releases()
    sources = read_sources(reading, SOURCES)  # which other editions have as well, under their own markings
    reading.scheme = replace(reading.scheme, own=located.entry.marking)
    context = EditionContext(reading, name, desk, original.id if original else "", header.kind)
    loaded = _assembled(name, header, desk, sources, context)
    if words and original:
        translation = Translation(
            original, read_confirmed(context), located.entry.side_by_side, located.place_of("translates")
        )
        loaded = completed(loaded, located.written, words, translation)
    _report_duplicates(reading, loaded.facts, loaded.deadlines)
    _report_unused_files(context)
    note_missing_files(context, sources, loaded)
    return loaded


def _original(reading: SourceReader, name: str, located: Located[EditionFile]) -> Edition | None:
    """The edition that this one translates; none, with the fault noted, where it cannot."""
    translates = located.entry.translates
    if not translates:
        if located.entry.side_by_side:
            message, hint = "`side_by_side` is for a translation, and this edition translates none", "delete the line"
            reading.report(codes.TRANSLATES_NOTHING.at(located.place_of("side_by_side"), message, hint))
        return None
    place = located.place_of("translates")
    if fault := original_fault(reading, name, translates):
        message = f'this edition translates "{translates}": {fault}'
        others = originals(reading.content, filter(edition_date, reading.content.list("")))
        of = translated_by(reading.content, translates) if translates != name else ""
        hint = (
            f"translate {of}" if of in others else did_you_mean(translates, [each for each in others if each != name])
        )
        reading.report(codes.TRANSLATES_NOTHING.at(place, message, hint))
        return None
    cache, memo, parsed = reading.cache, reading.memo, reading.parsed
    own = SourceReader(reading.content, cache=cache, holds_cells=False, memo=memo, parsed=parsed)
    original = _edition(own, translates)
    reading.texts |= own.texts
    reading.files |= own.files
    if original is None or any(diagnostic.is_error for diagnostic in own.diagnostics):
        message = f'the original, "{translates}", has errors, so that nothing can be held against it'
        reading.report(codes.TRANSLATES_NOTHING.at(place, message, f"briefgen check {translates} shows them"))
    return original


def _kind(reading: SourceReader, located: Located[EditionFile], original: Edition | None) -> EditionKind:
    """What an edition is: what it says itself, or what its original is."""
    kind = kind_of(located.entry.kind)
    if original is None:
        return kind
    if "kind" in located.written and kind != original.kind:
        message = f'the kind is "{kind.name}", but that of the original is "{original.kind.name}"'
        reading.report(codes.WRONG_VALUE.at(located.place_of("kind"), message, "delete the line"))
    return original.kind


def _assembled(name: str, header: _Header, desk: Desk, sources: Sources, context: EditionContext) -> Edition:
    entry = header.located.entry
    header.check_date(name)
    made_from = sources, context.reading.labels
    facts = remembered(FACTS, context, lambda own: read_facts(own.path(FACTS), own, sources), made_from)
    context.tables, context.tables_token = _tables(context, sources)
    cells = tuple(fact for table in context.tables.values() for fact in table.facts.values())
    sections = read_sections(context)
    if context.is_whole and not entry.release:
        context.reading.extend(kind_faults(header.kind, sections, header.located.place_of("kind")))
    return Edition(
        id=name,
        desk=desk,
        sources=sources.known,
        date=entry.date,
        kind=header.kind,
        head=header.head(),
        title=header.words(context, "title") or (Text(name[11:]),),
        subtitle=header.words(context, "subtitle"),
        short_title=header.words(context, "short_title"),
        number=entry.number,
        marking=header.marking(),
        period=entry.period,
        audience=tuple(entry.audience),
        distribution=header.distribution(),
        prepared_by=entry.prepared_by,
        translated_by=entry.translated_by,
        clearances=tuple(Clearance(clearance.by, clearance.date) for clearance in entry.clearances),
        follows=header.follows(),
        bottom_line=header.bottom_line(context),
        key_figures=header.key_figures(context),
        facts=(*facts, *cells),
        tables=context.tables,
        deadlines=_deadlines(context, sources) if context.has(DEADLINES) else (),
        charts=_charts(context) if context.has(FIGURES) else {},
        sections=sections,
        notes=context.notes,
        media=context.media,
        remarks=in_threads(context.remarks),
        names=tuple(entry.names),
        places=header.places(),
        period_place=header.located.place_of("period"),
        author=entry.author,
        release=entry.release,
        sign_offs=read_sign_offs(context.reading, context.path(SIGN_OFFS)),
        confirmations=read_sign_offs(context.reading, context.path(CONFIRMATIONS)),
        place=header.located.place,
        follows_place=header.located.place_of("follows"),
    )


def _tables(context: EditionContext, sources: Sources) -> tuple[dict[str, FactTable], object]:
    """The tables of the edition, and what is the same as long as they are sound and the same.

    They are read each time, as they may lie anywhere. Their readers load only where the edition has any.
    """
    if not context.has(TABLES):
        return {}, context.tables_token
    from briefgen.content.fact_tables import read_tables

    memo, broken = context.reading.memo, len(context.reading.broken)
    tables = read_tables(context, sources)
    if memo is None or len(context.reading.broken) > broken:
        return tables, None
    files = {(place.source.name, place.source.text) for place in _places(tables)}
    key, made_from = context.path(TABLES), (tables, files)
    token = memo.get(key, made_from)
    if token is None:
        token = object()
        memo.put(key, made_from, token)
    return tables, token


def _places(tables: Mapping[str, FactTable]) -> Iterator[Span]:
    """Where the parts of tables stand, which comparing them leaves aside."""
    for table in tables.values():
        parts = table.rows, table.columns, table.facts, table.missing
        places = (part.place for each in parts for part in each.values())
        yield from filter(None, (table.place, table.key_place, *places))


def _deadlines(context: EditionContext, sources: Sources) -> tuple[Deadline, ...]:
    return remembered(
        DEADLINES,
        context,
        lambda own: read_deadlines(own.path(DEADLINES), own, sources),
        (sources, context.reading.labels),
    )


def _charts(context: EditionContext) -> dict[str, ChartSpec]:
    return remembered(FIGURES, context, lambda own: read_charts(own.path(FIGURES), own), context.reading.labels)


@frozen
class _Header:
    """edition.yaml against the desk and the other editions."""

    reading: SourceReader
    desk: Desk
    desk_is_sound: bool
    located: Located[EditionFile]
    kind: EditionKind

    def check_keys(self, *, is_translation: bool) -> None:
        """Report the keys that are missing of those that editions of the kind must have.

        A translation has those of its original but for its own words, and a release what it does not leave out.
        """
        if self.located.entry.release:
            return
        required = [key for key in self.kind.required if not is_translation or key not in self.kind.head]
        for key in required:
            if key not in self.located.written:
                message = f'the key "{key}" is missing'
                if key in self.kind.head:
                    message = f'{message}, which an edition of the kind "{called(self.kind)}" has'
                self.reading.report(codes.MISSING_KEY.at(self.located.node.place, message, f'add a line "{key}: ..."'))

    def head(self) -> FormHead:
        entry = self.located.entry
        days = self._later("decision_by", entry.decision_by), self._later("next_report", entry.next_report)
        return FormHead(entry.to, entry.from_, *days, tuple(self._signatures()))

    def _signatures(self) -> Iterator[Signature]:
        """Who signs; reports signatures of a kind of edition that has none."""
        signed = self.located.entry.signatures
        if signed and not self.kind.signatures:
            message = f'nobody signs an edition of the kind "{called(self.kind)}"'
            hint = "delete the lines; a submission is signed below its recommendations"
            self.reading.report(codes.WRONG_VALUE.at(self._place("signatures"), message, hint))
        for number, each in enumerate(signed):
            places = (self._place("signatures", number, key) for key in ("name", "office"))
            yield Signature(each.as_, each.name, each.office, *places)

    def _later(self, key: str, day: date | None) -> date | None:
        """A day that an edition looks forward to; reports one that is over."""
        if day is not None and day < self.located.entry.date:
            message = f"{key} is {day}, which is before the edition's date, {self.located.entry.date}"
            self.reading.report(codes.WRONG_VALUE.at(self._place(key), message, "write a day that is still to come"))
        return day

    def desk_of_edition(self) -> Desk:
        """The desk with what this edition sets for itself, such as its language, sheet and contact."""
        entry = self.located.entry
        language = entry.language and offered_language(self.reading, entry.language, self._place("language"))
        references = entry.references or self.desk.references
        contents = entry.contents or self.desk.contents
        cover = self.desk.cover if entry.cover is None else entry.cover
        contact = contact_of(entry.contact) or self.desk.contact
        profile = entry.pdf or self.desk.pdf
        counts = self.desk.numbered_paragraphs if entry.numbered_paragraphs is None else entry.numbered_paragraphs
        desk = replace(self.desk, cover=cover, contents=contents, references=references, contact=contact, pdf=profile)
        desk = replace(desk, numbered_paragraphs=counts)
        desk = replace(desk, releases={**desk.releases, **releases_of(self.located)})
        desk = replace(desk, review=self._review(), word_charts=entry.word_charts or self.desk.word_charts)
        desk = replace(desk, language=language, language_place=self._place("language")) if language else desk
        desk = replace(desk, theme=entry.theme, theme_place=self._place("theme")) if entry.theme else desk
        return replace(desk, page=entry.page, page_place=self._place("page")) if entry.page else desk

    def _review(self) -> ReviewRules:
        entry, of_desk = self.located.entry, self.desk.review
        tracks = of_desk.track_changes if entry.track_changes is None else entry.track_changes
        review = ReviewRules(tracks, entry.protection or of_desk.protection)
        if written := sorted({"track_changes", "protection"} & self.located.written):
            check_review(self.reading, review, self._place(written[-1]))
        return review

    def check_date(self, folder: str) -> None:
        day = self.located.entry.date.isoformat()
        if folder[:10] != day:
            message = f"the date is {day}, but the folder is named {folder}"
            hint = f"write {folder[:10]} here, or rename the folder"
            place = self._place("date")
            fix = Fix(f"write {folder[:10]}", (TextEdit(place, folder[:10]),))
            self.reading.report(codes.EDITION_NAME.at(place, message, hint, (fix,)))

    def marking(self) -> str:
        marking = self.located.entry.marking
        if not self.desk_is_sound:
            return marking
        if marking:
            check_marking(self.reading, self.desk.markings, marking, self._place("marking"))
        elif self.desk.markings and not {"marking", "translates"} & self.located.written:
            hint = f'add a line "marking: {self.desk.markings[0]}"; the desk has {", ".join(self.desk.markings)}'
            self.reading.report(codes.UNKNOWN_MARKING.at(self.located.place, "the edition has no marking", hint))
        return marking

    def check_releases(self) -> None:
        """Report releases, and marks of key figures, that name what there is not, and two that would be one folder."""
        folders: dict[str, str] = {}
        for release in self.reading.scheme.releases.values():
            other = folders.setdefault(release_folder("", release.name), release.name)
            if other != release.name:
                message = (
                    f'the releases "{other}" and "{release.name}" would both be called …{release_folder("", other)}'
                )
                place = release.place or self.located.place
                self.reading.report(codes.RELEASE_NAME.at(place, message, "rename one of them"))
            if release.marking and release.place and self.desk_is_sound:
                check_marking(self.reading, self.desk.markings, release.marking, release.place)
        check_entry(self.reading, self.located)

    def distribution(self) -> tuple[str, ...]:
        """The names on the distribution list."""
        name, lists = self.located.entry.distribution, self.desk.distribution
        if name and name not in lists and self.desk_is_sound:
            known = f"the lists are: {', '.join(lists)}" if lists else "desk.yaml has no lists yet"
            message = f'desk.yaml has no distribution list "{name}"'
            hint = did_you_mean(name, lists) or known
            self.reading.report(codes.UNKNOWN_LIST.at(self._place("distribution"), message, hint))
        return tuple(lists.get(name, ()))

    def follows(self) -> str:
        """The edition before this one; none where it cannot be that."""
        name = self.located.entry.follows
        day = edition_date(name)
        if not name:
            return ""
        content = self.reading.content
        if day is None or not is_folder(content, name):
            others = filter(edition_date, content.list(""))
            fault, message, hint = codes.NO_EDITION, "which is not there", did_you_mean(name, others)
        elif day >= self.located.entry.date:
            fault, message = codes.FOLLOWS_LATER, f"which is not before its own date, {self.located.entry.date}"
            hint = "name an earlier edition, or take the line out"
        else:
            return name
        message = f'the edition follows "{name}", {message}'
        self.reading.report(fault.at(self._place("follows"), message, hint))
        return ""

    def bottom_line(self, context: EditionContext) -> tuple[Block, ...]:
        """The bottom line, which may have paragraphs and lists only."""
        node = self.located.at("bottom_line")
        if not isinstance(node, Scalar):
            return ()
        blocks = read_blocks(node.passage, context, BOTTOM_LINE, has_notes=False)
        for block in blocks_of(blocks):
            if isinstance(block, Figure) and block.anchor:
                self.reading.broken.add(block.anchor)
            if not isinstance(block, (Paragraph, List)):
                hint = "write paragraphs and lists only"
                message = "the bottom line cannot hold a heading, table, figure, callout or quotation"
                self.reading.report(codes.UNSUPPORTED_MARKUP.at(block.place or node.place, message, hint))
        return tuple(block for block in blocks if isinstance(block, (Paragraph, List)))

    def key_figures(self, context: EditionContext) -> tuple[KeyFigureSpec, ...]:
        return tuple(
            KeyFigureSpec(
                figure.fact,
                tuple(each.strip() for each in figure.format.split("|") if each.strip()),
                self.inlines(context, "key_figures", number, "caption"),
                place=self._place("key_figures", number, "fact"),
            )
            for number, figure in enumerate(self.located.entry.key_figures)
        )

    def places(self) -> dict[str, Span]:
        """Where the masthead's words were written, by their keys."""
        details = ("date", "number", "marking", "clearances", "decision_by", "next_report", "signatures")
        keys = (*details, "audience", "distribution", "prepared_by", "translated_by", "to", "from")
        return {key: self._place(key) for key in keys if key in self.located.written}

    def words(self, context: EditionContext, *location: str | int) -> Inlines:
        """A text that the running head repeats, in which nothing can be followed."""
        return read_value(self.located.passage(*location), context, EditionPart("edition"), words=True)

    def inlines(self, context: EditionContext, *location: str | int) -> Inlines:
        return read_value(self.located.passage(*location), context, EditionPart("edition"))

    def _place(self, *location: str | int) -> Span:
        return self.located.place_of(*location)


def _report_duplicates(reading: SourceReader, facts: Iterable[Fact], deadlines: Iterable[Deadline]) -> None:
    """Report ids that a fact and a deadline share: the deadline's date is a fact too."""
    known = {fact.id: fact.place for fact in facts}
    for deadline in deadlines:
        if deadline.id in known and deadline.place:
            message = f'the id "{deadline.id}" is a fact\'s already: {known[deadline.id]}'
            hint = "delete the fact, or rename one of the two; a deadline's date is a fact by itself"
            reading.report(codes.DUPLICATE_ID.at(deadline.place, message, hint))


def _report_unused_files(context: EditionContext) -> None:
    """Warn of files in the edition's folder that nothing reads; of images only where every section could be read."""
    used = {*FILES, COMMENTS, *context.table_files, *map(composed, context.images)}
    names = [
        composed(path.removeprefix(f"{context.folder}/"))
        for path in files_below(context.reading.content, context.folder)
    ]
    if context.original:
        used.update(TRANSLATION_FILES)
        shared = [name for name in names if name in LEDGER_FILES or name.startswith(f"{TABLE_FILES}/")]
        report_shared_files(context, shared)
        used.update(shared)
    for name in names:
        path = f"{context.folder}/{name}"
        folder, _, file = name.rpartition("/")
        may_be_used = (is_image(path) and not context.is_whole) or (folder == SECTIONS and file.endswith(".md"))
        if name not in used and not may_be_used:
            is_of_translation = name in TRANSLATION_FILES
            hint = did_you_mean(name, [each for each in FILES if not context.has(each)])
            if is_of_translation:
                hint = "write in edition.yaml which edition this one translates, `translates: ...`, or delete the file"
            translates = "is for a translation, and this edition translates none"
            message = f'"{name}" {translates if is_of_translation else "is none of the files that briefgen reads"}'
            context.reading.report(
                codes.FILE_UNKNOWN.at(context.reading.place(path), message, hint or "move it elsewhere")
            )

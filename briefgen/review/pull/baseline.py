"""The baseline: the content from which a reviewed document was made, found again and read as its document was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from briefgen.archive.records import versions_of
from briefgen.content import Memory, Overlay, read_record
from briefgen.errors import BriefgenError, ContentError, Diagnostic, UsageError, errors_among
from briefgen.formats import FORMATS
from briefgen.formats.docx.reader import read_reviewed
from briefgen.formats.docx.word_model import Manifest, WordDocument, WordParagraph
from briefgen.frozen import frozen
from briefgen.model.blocks import Figure, Table
from briefgen.model.document import Document
from briefgen.model.edition import Issue
from briefgen.model.remark import Remark
from briefgen.model.traverse import blocks_of
from briefgen.pipeline import Checked, check
from briefgen.publishing import CONTENT, archive_of
from briefgen.rebuilding import issue_of
from briefgen.render import Brief, draw, paginated
from briefgen.review.pull.bound_figures import PrintedForms
from briefgen.review.pull.markdown import MarkdownFile
from briefgen.review.pull.source_map import TracedText, trace
from briefgen.snapshots import find_snapshot
from briefgen.spans import SourceFile, Span
from briefgen.workspace import Workspace


@frozen
class BaseDocument:
    """What the reviewed document was made from: our document as read, its texts by id, and the content files.

    `homes` are the places of figures and tables in the sections, by the id of their block. A base that is not exact is
    the content as it is now, which may have changed since the document was made.
    """

    reviewed: WordDocument
    units: Mapping[str, TracedText]
    texts: Mapping[str, str]
    homes: Mapping[str, Span] = field(default_factory=dict)
    is_exact: bool = True

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of texts by their bookmarks."""
        return self.reviewed.manifest.ids if self.reviewed.manifest else {}

    @cached_property
    def forms(self) -> PrintedForms:
        return PrintedForms(self.units)

    @cached_property
    def sources(self) -> Mapping[str, MarkdownFile]:
        return {name: MarkdownFile(text) for name, text in self.texts.items() if name.endswith(".md")}

    def id_of(self, line: WordParagraph | None) -> str:
        """The id of a line of ours; empty for what has none."""
        return next((self.ids[name] for name in (line.names if line else ()) if name in self.ids), "")

    def unit_of(self, line: WordParagraph | None) -> TracedText | None:
        return self.units.get(self.id_of(line))

    def unit_of_any(self, lines: Iterable[WordParagraph]) -> TracedText | None:
        """The first text that lines of ours have in the files."""
        return next((unit for line in lines if (unit := self.unit_of(line))), None)

    def key(self, line: WordParagraph) -> str:
        """What a line of ours is known by: its id, or else its text."""
        return self.id_of(line) or line.text

    def place(self, file: str, offset: int) -> Span:
        """Where a character of a file stands."""
        return SourceFile(file, self.texts[file]).span(offset)

    def line(self, unit: TracedText) -> int:
        """The number of a text's first line in its file, from 0."""
        return unit.place.line - 1 if unit.place else 0

    def is_in_front(self, unit: TracedText) -> bool:
        """Whether a text stands between the lines of --- at the top of a section."""
        source = self.sources.get(unit.file)
        return source is not None and self.line(unit) < source.text.count("\n", 0, source.body)

    def is_in_note(self, unit: TracedText) -> bool:
        """Whether a text of a section stands in the definition of a footnote."""
        chain = self.sources[unit.file].around(self.line(unit))
        return bool(chain) and chain[0].kind == "footnote_reference_open"

    def home_of(self, line: WordParagraph | None) -> Span | None:
        """Where a line of ours, or the figure or table that it belongs to, stands in a section; none elsewhere."""
        unit = self.unit_of(line)
        is_of_section = unit is not None and unit.file in self.sources
        home = unit.place if unit and is_of_section else self.homes.get(self.id_of(line).partition("/")[0])
        return home if home is not None and home.file in self.sources else None


@frozen
class KnownNote:
    """A note that the content had when the document went out: who says what, and where in which file it begins."""

    author: str
    text: str
    file: str
    offset: int
    place: Span | None = None


@frozen
class Baseline:
    """The base of a review: what it is called, its content files by path, and whether it is the content as it is.

    `faults` are the errors that it has, by codes and messages.
    """

    name: str
    base: BaseDocument
    brief: Brief = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    is_current: bool = False
    day: date | None = None
    issue: Issue | None = None
    notes: tuple[KnownNote, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


@frozen
class BaselineFinder:
    """Where the bases of an edition's documents are: the content as it is, which is read once, drafts and records."""

    workspace: Workspace
    edition: str

    @cached_property
    def current(self) -> Baseline | None:
        """The content as it is; none where it cannot be assembled."""
        return read_base(self.workspace, self.edition, "the content as it is", is_current=True)

    def find(self, manifest: Manifest | None) -> Baseline:
        """The content from which a document was made: the desk's, a draft's or a record's; else the desk's as it is.

        Raises UsageError where the desk's content cannot be read at all.
        """
        if manifest is None:
            return self._inexact()
        if self.current and _is_base(self.current, manifest.digests):
            return self.current
        return self._draft(manifest.digests) or self._record(manifest.digests) or self._inexact()

    def _draft(self, digests: Mapping[str, str]) -> Baseline | None:
        draft = find_snapshot(self.workspace.out, self.edition, digests)
        if draft is None:
            return None
        then = replace(self.workspace, content=Memory(draft.files, self.workspace.content.name))
        return read_base(then, self.edition, "the draft that was built", draft.day)

    def _record(self, digests: Mapping[str, str]) -> Baseline | None:
        for record in reversed(versions_of(archive_of(self.workspace), self.edition)):
            with suppress(BriefgenError):
                then = replace(self.workspace, content=read_record(record, CONTENT))
                found = read_base(then, self.edition, f"record {record.name}", issue=issue_of(record))
                if found and _is_base(found, digests):
                    return found
        return None

    def _inexact(self) -> Baseline:
        if self.current is None:
            hint = f"`briefgen check {self.edition}` shows them; mend them, then pull again"
            raise UsageError(f"{self.edition} has errors: {hint}")
        return replace(self.current, base=replace(self.current.base, is_exact=False))


def _is_base(found: Baseline, digests: Mapping[str, str]) -> bool:
    own = found.base.reviewed.manifest
    return own is not None and own.digests == digests


def with_edits(workspace: Workspace, files: Mapping[str, bytes], edits: Mapping[str, bytes]) -> Workspace:
    """A desk with some other content files, and edits of them."""
    return replace(workspace, content=Overlay(Memory(files, workspace.content.name), edits))


def read_base(
    workspace: Workspace,
    edition: str,
    name: str,
    day: date | None = None,
    issue: Issue | None = None,
    *,
    is_current: bool = False,
) -> Baseline | None:
    """A base from a desk's content; none where that cannot be assembled."""
    checked = check(workspace, edition, day, issue=issue)
    brief = checked.brief or checked.draft
    if brief is None:
        return None
    notes = tuple(_known_notes(checked.remarks, Path(workspace.content.name)))
    try:
        base = base_of(brief, checked, Path(workspace.content.name))
    except ContentError:
        return None
    faults = tuple(errors_among(checked.diagnostics))
    return Baseline(name, base, brief, checked.files, is_current, day, issue, notes, faults)


def _known_notes(remarks: Iterable[Remark], content: Path) -> Iterator[KnownNote]:
    for remark in remarks:
        if remark.place:
            file = Path(remark.place.file).relative_to(content).as_posix()
            yield KnownNote(remark.author, " ".join(remark.text.split()), file, remark.place.start, remark.place)


def base_of(brief: Brief, checked: Checked, content: Path) -> BaseDocument:
    """The document of a brief as a reader of its Word file finds it, with where its texts stand."""
    job = paginated(brief.job(draw(brief)))
    document, written = job.document, FORMATS["docx"].write(job).data
    texts = _named(checked.texts, content)
    units = trace(document, content)
    return BaseDocument(read_reviewed(written), units, texts, dict(_homes(document, content)))


def _named(texts: Mapping[str, str], content: Path) -> dict[str, str]:
    return {_name(name, content): text for name, text in texts.items()}


def _name(name: str, content: Path) -> str:
    """A file's path in the content folder, by the name that places bear."""
    return Path(name).relative_to(content).as_posix()


def _homes(document: Document, content: Path) -> Iterator[tuple[str, Span]]:
    """Where figures and tables stand in sections, by their ids."""
    for block in blocks_of(document.blocks):
        if isinstance(block, Figure | Table) and block.place and block.id:
            yield block.id, block.place.within(content)

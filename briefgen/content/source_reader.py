"""Reading content files: only regular UTF-8 files inside the content folder, with all faults noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from briefgen import codes
from briefgen.cache import Cache
from briefgen.content.labels import LabelOverlay
from briefgen.content.text import guarded
from briefgen.content.tree import Content, examine, place_in, read_file
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen, mutable
from briefgen.memo import Memo
from briefgen.model.edition import FiscalYear
from briefgen.model.labels import place_in_words
from briefgen.model.release import MarkScheme
from briefgen.spans import SourceFile, Span, whole_file


@frozen
class CellDifference:
    """What a fact's entry says under a `key`, at a `span`, and what it is to say for its cell, as plain text.

    The keys are `value`, `as_of`, and `at`, the place in the source.
    """

    key: str
    span: Span
    ledger: str
    says: str


@frozen
class BoundCell:
    """A fact that is bound to a cell of a data file, and where the two differ.

    `file` is the path of the data file in the content, and `where` that of the cell in it. `fault` says why nothing can
    be taken from the cell, if so.
    """

    fact: str
    file: str
    where: Mapping[str, str] = field(default_factory=dict)
    differences: tuple[CellDifference, ...] = ()
    fault: Diagnostic | None = None

    @property
    def place(self) -> str:
        """Where the cell stands, in words for messages."""
        return place_in_words(self.where)

    @property
    def has_changed(self) -> bool:
        """Whether something can be taken over."""
        return bool(self.differences) and self.fault is None


@frozen
class BoundTable:
    """A table that was taken from a data file: its own file now, none where there is none yet, and as it is to be.

    `changed` are the cells that say something else, and `shape` what rows and columns have come and gone, in words.
    """

    table: str
    path: str
    file: str
    before: bytes | None
    after: bytes
    changed: tuple[tuple[str, str, str, Span], ...] = ()
    shape: str = ""


@frozen
class FileNote:
    """What a data file says beside its cells that may concern the ledger or one fact, and what to do about it."""

    file: str
    text: str
    hint: str
    fact: str = ""


@mutable
class SourceReader:
    """One pass over the content: what was read so far, and the faults found in it.

    The `cache` keeps what was taken from the cells of data files, and `parsed` what files of YAML hold, of which a
    translation and its original have most in common. `cells` are the facts that are bound to them, which
    are held against them only if that is asked for. What stands around the cells is looked at only if there are `notes`
    to be taken. The `fiscal_year` is the desk's, once its file has been read, and so is the `scheme` of what can be
    marked for releases. The `labels` of a translation are laid over the original's files, by their paths.
    """

    content: Content
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    tables: list[BoundTable] = field(default_factory=list)
    cache: Cache | None = None
    memo: Memo | None = None
    parsed: Memo = field(default_factory=Memo)
    cells: list[BoundCell] = field(default_factory=list)
    notes: list[FileNote] | None = None
    holds_cells: bool = True
    fiscal_year: FiscalYear | None = None
    scheme: MarkScheme = field(default_factory=MarkScheme)
    labels: Mapping[str, LabelOverlay] = field(default_factory=dict)

    def report(self, *diagnostics: Diagnostic) -> None:
        """Note faults."""
        self.diagnostics.extend(diagnostics)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note the faults of a part."""
        self.diagnostics.extend(diagnostics)

    def place(self, path: str) -> Span:
        """A file as a whole, as a place."""
        return place_in(self.content, path)

    def text(self, path: str, limit: int) -> SourceFile | None:
        """The text of a file, or none, with the fault noted, where it cannot be read."""
        name = self.place(path).file
        data = self.data(path, limit)
        if data is None:
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.report(_not_utf8(name, data, error))
            return None
        text = text.replace("\r\n", "\n")
        self.texts[name] = text
        file, faults = guarded(SourceFile(name, text))
        self.extend(faults)
        return file

    def data(self, path: str, limit: int) -> bytes | None:
        """The bytes of a file, or none, with the fault noted, where it cannot be read."""
        found = read_file(self.content, path, limit)
        if isinstance(found, Diagnostic):
            self.report(found)
            return None
        self.files[path] = found
        return found

    def examine(self, path: str, limit: int) -> None:
        """Note the fault of a file that must not be read."""
        fault = examine(self.content, path, limit)
        self.extend([fault] if fault else [])

    def has_read(self, path: str) -> bool:
        """Whether the text of the file could be read."""
        return self.place(path).file in self.texts


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return codes.FILE_UNREADABLE.at(whole_file(name), "the file is UTF-16, not UTF-8", "save it as UTF-8 text")
    message = f"the file is not UTF-8 text: byte 0x{data[error.start]:02X} stands here"
    before = data[: error.start].decode("utf-8", "replace")
    return codes.FILE_UNREADABLE.at(SourceFile(name, before).span(len(before)), message, "save it as UTF-8 text")

"""What the texts of one edition share while they are read: faults, ids, anchors, footnotes and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256

from briefgen import codes
from briefgen.content.editions import LEDGER_FILES, TABLE_FILES
from briefgen.content.markdown import Grammar
from briefgen.content.schema_types import is_id
from briefgen.content.source_reader import SourceReader
from briefgen.content.text import without_comments
from briefgen.content.tree import find_kind
from briefgen.frozen import frozen, mutable
from briefgen.model.document import Note
from briefgen.model.drawing import Picture
from briefgen.model.edition import Desk
from briefgen.model.fact_table import FactTable
from briefgen.model.kind import BRIEF, EditionKind
from briefgen.model.labels import Labels, labels_for
from briefgen.model.remark import Remark
from briefgen.spans import Span


class Identities:
    """Stable ids: a digest of an element's own text and of where it belongs, counted up among equals.

    Comments are no part of the text: a note to reviewers changes no id.
    """

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def give(self, letter: str, *parts: str) -> str:
        """The id of the next element with these parts; `letter` says what it is."""
        seed = "\x1f".join((letter, *(" ".join(without_comments(part).split()) for part in parts)))
        number = self.seen[seed]
        self.seen[seed] += 1
        return letter + sha256(f"{seed}\x1f{number}".encode()).hexdigest()[:10]


@mutable
class EditionContext:
    """The edition's texts in the making. `folder` is the edition's; images are named from there.

    `original` is the folder of the edition that this one translates, if so, and `kind` is what the edition is.

    `images` are the files that texts name as images, usable or not; `remarks` are by place and text; `table_files` are
    those of tables that are declared; `tables_token` is the same as long as these are, and none where one is broken.
    The whole is not known where a section could not be read to its end: what no other section shows or names may be in
    there.
    """

    reading: SourceReader
    folder: str
    desk: Desk
    original: str = ""
    kind: EditionKind = BRIEF
    grammar: Grammar = field(default_factory=Grammar)
    identities: Identities = field(default_factory=Identities)
    anchors: dict[str, Span] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    media: dict[str, Picture] = field(default_factory=dict)
    images: set[str] = field(default_factory=set)
    remarks: dict[tuple[Span, str], Remark] = field(default_factory=dict)
    tables: dict[str, FactTable] = field(default_factory=dict)
    tables_token: object = ""
    table_files: set[str] = field(default_factory=set)
    is_whole: bool = True

    @property
    def labels(self) -> Labels:
        """The words of the edition's language."""
        return labels_for(self.desk.language)

    def path(self, name: str) -> str:
        """The path of a file of the edition in the content; a translation has the ledger's of the original."""
        is_shared = self.original and (name in LEDGER_FILES or name.startswith(f"{TABLE_FILES}/"))
        return f"{self.original if is_shared else self.folder}/{name}"

    def has(self, name: str) -> bool:
        """Whether the edition has a file."""
        return find_kind(self.reading.content, self.path(name)) is not None

    def place(self, name: str) -> Span:
        """A file of the edition as a whole, as a place."""
        return self.reading.place(self.path(name))

    def anchor(self, kind: str, name: str, place: Span) -> str:
        """The anchor for a name, noted as taken; a second one of the same kind and name is a fault."""
        if not is_id(name):
            hint = "small letters, digits, - and _; the first is a letter"
            self.reading.report(codes.BAD_ID.at(place, f'"{name}" is not an id', hint))
            return ""
        anchor = f"{kind}:{name}"
        first = self.anchors.setdefault(anchor, place)
        if first is not place:
            message = f'the {kind} id "{name}" is taken: it stands at {first} already'
            self.reading.report(codes.DUPLICATE_ID.at(place, message, "choose another"))
        return anchor


@frozen
class EditionPart:
    """The part of the edition that a text belongs to: its name, whether it has footnotes, and its link targets."""

    name: str
    has_notes: bool = False
    environment: Mapping[str, object] = field(default_factory=dict)

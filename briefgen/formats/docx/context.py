"""What grows while a document is written."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field

from docx.opc.part import Part

from briefgen.formats.docx.bookmarks import Bookmarks
from briefgen.formats.docx.changes import Annotations, Moves
from briefgen.formats.docx.comments import Comments
from briefgen.formats.docx.complex_script import characters_of, writing_in
from briefgen.formats.docx.elements import Markup, changed
from briefgen.formats.docx.fact_controls import FactControls, take_looks
from briefgen.formats.docx.from_right import turn, turn_words
from briefgen.formats.docx.markup import Element
from briefgen.formats.docx.numbering import Numbering
from briefgen.formats.docx.package import Relations
from briefgen.formats.docx.styles import Style, exact_lines, tracked_styles
from briefgen.frozen import mutable
from briefgen.model.direction import RIGHT_TO_LEFT, writing_of
from briefgen.model.document import Document, Media
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import has_numbers
from briefgen.theme import Theme


@mutable
class Footnotes:
    """The footnotes of a document, in the order of their references: the id of each, by its note and its fate.

    A footnote has one reference in Word; further references are fields that repeat its number. Where a redline takes
    the first reference out, the text that stays has a footnote of its own, so that accepting the change loses no note.
    """

    known: frozenset[str]
    _ids: dict[tuple[str, bool], int] = field(default_factory=dict)

    def call(self, note: str, *, deleted: bool) -> int | None:
        """The id of the footnote that a reference brings; none for an unknown note, or where one has brought it."""
        if note not in self.known or (note, deleted) in self._ids:
            return None
        return self._ids.setdefault((note, deleted), len(self._ids) + 1)

    def called(self) -> list[tuple[int, str]]:
        """Every footnote by its id, with the name of its note."""
        return [(number, note) for (note, _), number in self._ids.items()]


@mutable
class DocxContext:
    """One document in the making: what it is made from, and the ids, lists and relationships given so far.

    `counted` is the number that comes next of each kind of caption, as Word counts them; `relations` are those of the
    part that is being written, and `in_notes` says whether it is that of the footnotes. The `run_properties` were
    made once, by how a run is set. `writing` is that of a document from the right, and `foreign` the
    language of words from the right in another. `form_styles` are those of forms' lines that it has.
    """

    document: Document
    media: Media
    theme: Theme
    relations: Relations
    annotations: Annotations = field(default_factory=Annotations)
    drawings: int = 0
    counted: dict[str, int] = field(default_factory=dict)
    run_properties: dict[Hashable, Markup] = field(default_factory=dict)
    in_notes: bool = False
    foreign: str | None = None
    form_styles: set[Style] = field(default_factory=set)

    def __post_init__(self) -> None:
        language = self.document.properties.language
        self.labels: Labels = labels_for(language)
        counts_paragraphs = has_numbers(self.document.blocks)
        self.numbering = Numbering(self.theme, counts_paragraphs, self.labels)
        self.direction, script = writing_of(language)
        self.from_right = self.direction == RIGHT_TO_LEFT
        self.writing = self.theme.writing(language, script) if self.from_right else None
        self.bookmarks = Bookmarks(self.document, self.annotations)
        self.moves = Moves(self.document)
        self.comments = Comments()
        self.facts = FactControls(self.document.properties)
        self.footnotes = Footnotes(frozenset(note.name for note in self.document.notes))

    def turned(self, markup: Markup) -> Markup:
        """What was written, with which way it runs, in a document from the right or with words that do."""
        return changed(markup, self.turn) if self.turns else markup

    @property
    def turns(self) -> bool:
        """Whether anything that is written must say which way it runs."""
        return self.from_right or self.foreign is not None

    def turn(self, elements: Sequence[Element]) -> None:
        """Say of elements which way they run."""
        if self.from_right:
            turn(elements, characters_of(self.writing))
            take_looks(elements)
        elif self.foreign is not None:
            signs = characters_of(writing_in(self.theme, self.foreign))
            turn_words(elements, signs, tracked_styles(self.theme), exact_lines(self.theme))

    def next_drawing(self) -> int:
        """The id of the next drawing."""
        self.drawings += 1
        return self.drawings

    @contextmanager
    def inside_notes(self, part: Part) -> Iterator[None]:
        """While the part of the footnotes is written, which has relationships of its own."""
        outside = self.relations
        self.relations, self.in_notes = outside.beside(part), True
        yield
        self.relations, self.in_notes = outside, False

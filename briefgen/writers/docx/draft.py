"""What grows while a document is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.model.document import Document, Media
from briefgen.model.labels import Labels, labels_for
from briefgen.theme import Theme
from briefgen.writers.docx.bookmarks import Bookmarks
from briefgen.writers.docx.changes import Annotations, Moves
from briefgen.writers.docx.numbering import Numbering
from briefgen.writers.docx.relations import Relations


@dataclass
class Draft:
    """One document in the making: what it is made from, and the ids, lists and relationships given so far."""

    document: Document
    media: Media
    theme: Theme
    relations: Relations
    numbering: Numbering = field(default_factory=Numbering)
    annotations: Annotations = field(default_factory=Annotations)
    drawings: int = 0

    def __post_init__(self) -> None:
        self.labels: Labels = labels_for(self.document.properties.language)
        self.bookmarks = Bookmarks(self.document, self.annotations)
        self.moves = Moves(self.document)

    def next_drawing(self) -> int:
        """The id of the next drawing."""
        self.drawings += 1
        return self.drawings

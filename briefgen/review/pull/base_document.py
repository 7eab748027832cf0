"""The base of a review: our document as it is read back, and where its texts stand in the content files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from briefgen.errors import Place
from briefgen.formats.docx.word_model import WordDocument, WordParagraph
from briefgen.frozen import frozen
from briefgen.review.pull.markdown import MarkdownFile
from briefgen.review.pull.source_map import TracedText


@frozen
class BaseDocument:
    """What the reviewed document was made from: our document as read, its texts by id, and the content files.

    `homes` are the places of figures and tables in the sections, by the id of their block. A base that is not exact is
    the content as it is now, which may have changed since the document was made.
    """

    reviewed: WordDocument
    units: Mapping[str, TracedText]
    texts: Mapping[str, str]
    homes: Mapping[str, Place] = field(default_factory=dict)
    is_exact: bool = True

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of texts by their bookmarks."""
        return self.reviewed.manifest.ids if self.reviewed.manifest else {}

    @cached_property
    def sources(self) -> Mapping[str, MarkdownFile]:
        return {name: MarkdownFile(text) for name, text in self.texts.items() if name.endswith(".md")}

    def id_of(self, line: WordParagraph | None) -> str:
        """The id of a line of ours; empty for what has none."""
        return next((self.ids[name] for name in (line.names if line else ()) if name in self.ids), "")

    def unit_of(self, line: WordParagraph | None) -> TracedText | None:
        return self.units.get(self.id_of(line))

    def key(self, line: WordParagraph) -> str:
        """What a line of ours is known by: its id, or else its text."""
        return self.id_of(line) or line.text

    def place(self, file: str, offset: int) -> Place:
        """The line and column of an offset in a file."""
        text = self.texts[file]
        start = text.rfind("\n", 0, offset) + 1
        return Place(file, text.count("\n", 0, offset) + 1, offset - start + 1)

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

    def home_of(self, line: WordParagraph | None) -> Place | None:
        """Where a line of ours, or the figure or table that it belongs to, stands in a section; none elsewhere."""
        unit = self.unit_of(line)
        is_of_section = unit is not None and unit.file in self.sources
        home = unit.place if unit and is_of_section else self.homes.get(self.id_of(line).partition("/")[0])
        return home if home is not None and home.file in self.sources else None

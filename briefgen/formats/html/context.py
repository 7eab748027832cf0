"""What the parts of a page share: where references lead, what each face has to say, which ids are given away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import field
from functools import cached_property
from itertools import product

from briefgen.formats.html.markup import tag, to
from briefgen.frozen import frozen, mutable
from briefgen.languages import language_of
from briefgen.model.blocks import Block, Identified
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of
from briefgen.model.document import Document, Media
from briefgen.model.drawing import Drawing, Words
from briefgen.model.inlines import Inlines
from briefgen.model.labels import Labels
from briefgen.model.supplement import FigureEvidence, Supplement
from briefgen.model.traverse import blocks_of, language_of_text, parts_of
from briefgen.theme import Family, Role, Theme, Writing

NOTE, CALL, ENTRY = "note/{}", "call/{}", "evidence/{}"
"""The ids of a note, of the text's first reference to it, and of the evidence of a fact; a section has no such name."""

SYSTEM_WIDER = 1.2
"""How much wider than the house's the faces may run that browsers take of their own."""


@frozen
class HtmlVoice:
    """How a text is set: the role of its block, and whether it is strong or stressed.

    What is `linked` stands in a link already, and what is `gone` leads nowhere, since a redline takes it out.
    `language` is that of words in another one than the page.
    """

    role: Role
    strong: bool = False
    stressed: bool = False
    linked: bool = False
    gone: bool = False
    language: str = ""


@mutable
class HtmlContext:
    """What a page is made of, and what its parts tell each other.

    `letters` are the characters that are set in each face, by the name of its family and whether it is bold and italic,
    and `other_letters` those that ASCII lacks, by their language and whether they are bold;
    `widest` is the width of the widest word among the values of tiles, in ems. `insets` are those of figures in tables,
    in hundredths of an em.
    """

    document: Document
    media: Media
    theme: Theme
    labels: Labels
    supplement: Supplement
    letters: dict[tuple[str, bool, bool], set[str]] = field(default_factory=lambda: defaultdict(set))
    other_letters: dict[tuple[str, bool], set[str]] = field(default_factory=lambda: defaultdict(set))
    called: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    widest: float = 0.0
    insets: set[int] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)

    def set_in(self, voice: HtmlVoice, characters: str) -> None:
        """Note that characters are set so, in capitals where the role has them."""
        style = self.theme.style(voice.role)
        italic = style.italic is not voice.stressed
        shown = characters.upper() if style.capitals else characters
        self.letters[style.family, style.bold or voice.strong, italic].update(shown)
        if not shown.isascii():
            self.other_letters[voice.language or self.language, style.bold or voice.strong].update(shown)

    def own_language(self, inlines: Inlines) -> dict[str, str]:
        """What the element of a text says of its language and direction, where all of it is in another language."""
        language = language_of_text(inlines, self.language)
        if language == self.language:
            return {}
        self.spoken.add(language)
        direction = direction_of(language)
        return {"lang": language, "dir": direction if (direction == RIGHT_TO_LEFT) != self.from_right else ""}

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.document.properties.language

    @cached_property
    def writings(self) -> Mapping[str, tuple[str, Writing]]:
        """The writing of each language that has letters here which the families of the styles lack, by its name."""
        found: dict[str, tuple[str, Writing]] = {}
        for language in sorted({language for language, _ in self.other_letters}):
            letters = self.lacking(language, bold=False) | self.lacking(language, bold=True)
            for name, writing in self.theme.writings.items():
                is_own = name == language_of(language)
                if (is_own or name.istitle()) and letters & writing.family.regular.characters:
                    found[language] = (name, writing) if is_own else found.get(language, (name, writing))
        return found

    def lacking(self, language: str, *, bold: bool) -> Set[int]:
        """The characters set in a language that not every family of the styles has."""
        return frozenset(map(ord, self.other_letters.get((language, bold), ()))) - self._styled

    @cached_property
    def _styled(self) -> Set[int]:
        return frozenset.intersection(*(family.regular.characters for family in self.theme.families.values()))

    @property
    def own_writing(self) -> Writing | None:
        """The writing of the page's own language, none where the styles' families are for that."""
        return self.writings[self.language][1] if self.language in self.writings and self.from_right else None

    @cached_property
    def from_right(self) -> bool:
        """Whether the page runs from the right."""
        return direction_of(self.language) == RIGHT_TO_LEFT

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """The id of what each anchor names."""
        return {each.anchor: each.id or each.anchor for each in self._identified if each.anchor}

    @cached_property
    def drawings(self) -> list[Drawing]:
        """All charts."""
        return [picture.drawing for picture in self.media.values() if picture.drawing]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all that has one."""
        return frozenset(each.id or each.anchor for each in self._identified)

    @cached_property
    def notes(self) -> frozenset[str]:
        """The names of the notes that there are: a redline also calls those that are gone."""
        return frozenset(note.name for note in self.document.notes)

    @cached_property
    def _identified(self) -> list[Identified]:
        notes = (block for note in self.document.notes for block in note.content)
        blocks: list[Block] = list(blocks_of((*self.document.blocks, *notes)))
        return [*blocks, *(part for block in blocks for part in parts_of(block))]

    @cached_property
    def targets(self) -> frozenset[str]:
        """The ids of cells to which something leads; others go without."""
        return frozenset(each.target for each in self.supplement.evidence.values() if each.target)

    @cached_property
    def own_entries(self) -> tuple[FigureEvidence, ...]:
        """The evidence that has no entry in the references, of what the texts print."""
        return tuple(each for each in self.supplement.evidence.values() if not each.target)

    def identity(self, part: Identified) -> str:
        """The id of a block or item, once: what a redline has moved stands in two places."""
        return self.claim(part.id or part.anchor)

    def claim(self, identity: str) -> str:
        """An id, unless it is given away."""
        if identity in self.given:
            return ""
        self.given.add(identity)
        return identity

    def link_of(self, fact: str) -> str:
        """The start of the link from a printed figure to its evidence."""
        if (link := self.links.get(fact)) is None:
            href = entry_of(self.supplement.evidence[fact])
            link = self.links[fact] = tag("a", class_="figure", href=href, data_fact=fact)
        return link

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """The families of the styles, and those of writings, which charts name."""
        return {**{name: each.family for name, each in self.theme.writings.items()}, **self.theme.families}

    @cached_property
    def _faces(self) -> Mapping[str, tuple[str, bool, bool]]:
        """Each face by its name: the first family that has it, and whether it is bold and italic there."""
        found: dict[str, tuple[str, bool, bool]] = {}
        for name, family in self.families.items():
            for bold, italic in product((False, True), repeat=2):
                found.setdefault(family.face(bold=bold, italic=italic).name, (name, bold, italic))
        return found

    def face_named(self, name: str) -> tuple[str, bool, bool]:
        """The family of a face, and whether it is bold and italic in it."""
        return self._faces[name]

    def measure_tile(self, value: str) -> None:
        """Note how wide the words of a tile's value run."""
        from briefgen.layout.fonts import font

        style = self.theme.style(Role.TILE_VALUE)
        face = font(self.theme.families[style.family].face(bold=style.bold, italic=style.italic))
        wider = SYSTEM_WIDER if self.theme.system_fonts else 1
        self.widest = max(self.widest, *(face.width(word) * wider / 1000 for word in value.split(" ")))

    def length_of(self, words: Words) -> float | None:
        """How long a line of a chart runs, which only other faces than the house's need to be told."""
        if not self.theme.system_fonts:
            return None
        from briefgen.layout.fonts import font

        if words.face not in (faces := {face.name: face for face in self.theme.faces}):
            return None
        face = faces[words.face]
        return round(font(face).width(words.text) * words.size / 1000, 2)


def entry_of(evidence: FigureEvidence) -> str:
    """The address of a figure's entry, among the references or in the list of evidence."""
    return to(evidence.target or ENTRY.format(evidence.fact))

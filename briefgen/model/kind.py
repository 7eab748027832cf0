"""The kinds of edition: what each must have, in which order, and what it has unless a desk or an edition says so."""

from __future__ import annotations

from enum import Enum

from briefgen.frozen import frozen


class ContentsRule(Enum):
    """When there are contents: in a brief that has pages enough to need them, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class ListedReferences(Enum):
    """What the annex of references lists: all figures, the derived ones, their sources alone, or nothing.

    Sources that the texts themselves cite are listed in any case.
    """

    FULL = "full"
    DERIVED = "derived"
    SOURCES = "sources"
    NONE = "none"


class PointUse(Enum):
    """What a point may be used for, by whoever speaks with it before them."""

    FREELY = "freely"
    IF_RAISED = "if raised"
    NOT_AT_ALL = "not to be used"


@frozen
class KindPart:
    """A section that editions of a kind have, by its name.

    `answers` are the boxes behind each item of its lists, and `use` is what its points may be used for, unless an item
    or a point says otherwise. Below it those sign whom an edition names, each as one of `signatures`. `says` is what
    stands there, for whoever is to write it.
    """

    name: str
    says: str = ""
    is_optional: bool = False
    answers: tuple[str, ...] = ()
    use: PointUse | None = None
    signatures: tuple[str, ...] = ()


@frozen
class EditionKind:
    """A kind of edition: "submission".

    Editions of it have the keys of `head`, a bottom line if it `has_bottom_line`, and the `parts` in their order; where
    it `asks`, headings of the second level are questions. `contents`, `references` and `numbered_paragraphs` are what
    they have where neither they nor the desk say otherwise. `bottom_line_label` names the bottom line among the parts'
    labels, if that is called something else; sections count unless they are not `numbered_sections`.
    """

    name: str
    has_bottom_line: bool = True
    contents: ContentsRule = ContentsRule.AUTO
    references: ListedReferences = ListedReferences.FULL
    numbered_paragraphs: bool = False
    head: tuple[str, ...] = ()
    parts: tuple[KindPart, ...] = ()
    asks: bool = False
    bottom_line_label: str = ""
    numbered_sections: bool = True

    @property
    def signatures(self) -> tuple[str, ...]:
        """As what somebody may sign editions of it."""
        return tuple(role for part in self.parts for role in part.signatures)

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that the header of such an edition must have, beside those of every one."""
        return (*self.head, *(["bottom_line"] if self.has_bottom_line else []))

    def part(self, name: str) -> KindPart:
        """The part that a section is, by its name; one that nothing is said of for another section."""
        return next((part for part in self.parts if part.name == name), KindPart(name, is_optional=True))


DECIDES = "decision"
"""As what somebody signs who decides, and who need not be named: it is whom the edition is for."""

QUESTION_LEVEL = 2
"""The level of headings that are questions in editions that ask some."""

BRIEF = EditionKind("brief")
"""The kind of an edition that names none."""

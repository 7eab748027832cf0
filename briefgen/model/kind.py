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


@frozen
class KindPart:
    """A section that editions of a kind have, by its name; `answers` stand behind each item of its lists."""

    name: str
    is_optional: bool = False
    answers: str = ""


@frozen
class EditionKind:
    """A kind of edition: "submission".

    Editions of it have the keys of `head`, and the `parts` in their order. `contents`, `references` and
    `numbered_paragraphs` are what they have where neither they nor the desk say otherwise.
    """

    name: str
    has_bottom_line: bool = True
    contents: ContentsRule = ContentsRule.AUTO
    references: ListedReferences = ListedReferences.FULL
    numbered_paragraphs: bool = False
    head: tuple[str, ...] = ()
    parts: tuple[KindPart, ...] = ()


BRIEF = EditionKind("brief")
"""The kind of an edition that names none."""

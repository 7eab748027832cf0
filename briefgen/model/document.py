"""The document: the edition as blocks and inlines, with every fact resolved; what writers write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import Enum

from briefgen.frozen import frozen
from briefgen.model.blocks import Block, Change, Identified, is_optional
from briefgen.model.drawing import Picture
from briefgen.model.inlines import Inlines
from briefgen.model.length import Length
from briefgen.model.protection import ReviewRules, SensitivityLabel


class Relationship(Enum):
    """What an attachment is to the document: the values of AFRelationship (ISO 32000-2, 7.11.3; ISO 19005-3, 6.8)."""

    SOURCE = "Source"
    DATA = "Data"
    ALTERNATIVE = "Alternative"
    SUPPLEMENT = "Supplement"
    UNSPECIFIED = "Unspecified"


@frozen
class Attachment:
    """A file by its name, a path that leads nowhere upwards; `description` is what a reader is told of it."""

    name: str
    data: bytes = field(repr=False)
    media_type: str
    description: str
    relationship: Relationship


class PdfProfile(Enum):
    """What a PDF claims to conform to: the newest that every archive knows, or the newest there is.

    PDF/UA-1 and PDF/A-2a, or 3a with attachments (ISO 14289-1, ISO 19005-2 and 3); or PDF/UA-2 and PDF/A-4, with
    attachments 4f, of PDF 2.0 (ISO 14289-2, ISO 19005-4).
    """

    UA_1_A_2A = "ua-1+a-2a"
    UA_2_A_4F = "ua-2+a-4f"


Media = Mapping[str, Picture]


@frozen
class Logo:
    """A logo or crest, what is read out for it, and its height on the first page; it is small in other heads."""

    picture: Picture = field(repr=False)
    alt: str
    height: Length

    def size(self, height: float, widest: float) -> tuple[float, float]:
        """Its width and height in points, at most so high and so wide."""
        scale = min(height / self.picture.height, widest / self.picture.width)
        return self.picture.width * scale, self.picture.height * scale


@frozen
class Detail:
    """A line of the masthead, such as "Covers" and "February 2025"; `change` is the mark of a redline on all of it.

    One that is apart shares its line with no other.
    """

    label: str
    text: Inlines
    change: Change | None = None
    is_apart: bool = False


@frozen
class Front:
    """What stands above the first block and on every page, all as printed.

    `title` and `subtitle` are the heading of page 1; `issue` is "Brief No. 8"; `running_title` and `running_issue`
    head the pages from the second on; `marking` stands at the top and bottom of each page. `draft` is the word to print
    across each page until the brief is cleared; empty once it is. With a cover all of this has a page of its own.
    """

    desk: str
    title: Inlines
    subtitle: Inlines
    issue: str
    marking: str
    running_title: str
    running_issue: str
    details: tuple[Detail, ...] = ()
    draft: str = ""
    logo: Logo | None = None
    is_cover: bool = False


@frozen
class Properties:
    """What goes into the files' properties: plain texts and the edition's date.

    `edition` is its folder's name; `version` counts its records, 0 for what is none; `ledger` is the SHA-256 of its
    ledger as data, empty until the ledger is written. `hyphenates` says whether lines may end within words, `review`
    what Word lets reviewers do, `label` how sensitive it is, and `pdf` what the PDF claims.
    """

    title: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    language: str
    date: date
    edition: str = ""
    version: str = "0"
    ledger: str = ""
    hyphenates: bool = False
    review: ReviewRules = ReviewRules()
    label: SensitivityLabel | None = None
    pdf: PdfProfile = PdfProfile.UA_1_A_2A


@frozen
class Note(Identified):
    """A footnote: its name in the content, its number once resolved, and its text."""

    name: str
    content: tuple[Block, ...]
    number: int = 0


@frozen
class Document:
    """The whole brief. `notes` are in the order of their first reference; `pages` counts its pages once known."""

    front: Front
    properties: Properties
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int = 0

    @property
    def has_optional_contents(self) -> bool:
        """Whether there are contents that are left out where pages are few."""
        return any(map(is_optional, self.blocks))

    def without_optional_contents(self) -> Document:
        """The document without these."""
        return replace(self, blocks=tuple(block for block in self.blocks if not is_optional(block)))

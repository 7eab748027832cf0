"""What a writer is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property

from briefgen.cache import Cache
from briefgen.frozen import frozen
from briefgen.model.blocks import Block
from briefgen.model.document import Attachment, Document, Media
from briefgen.model.remark import Remark
from briefgen.model.supplement import Supplement
from briefgen.spans import Span
from briefgen.theme import Theme


@frozen
class Sender:
    """Whom a mail is from, and the address at which readers find the page of the brief; what is not known is empty.

    So is the name of the `release` that is sent, where it is none.
    """

    name: str = ""
    address: str = ""
    online: str = ""
    place: Span | None = field(default=None, compare=False)
    release: str = ""


@frozen
class Job:
    """A document to be written, with its pictures and its style; `home` is the place of what has none of its own.

    `attachments` are for formats that carry files, `remarks`, which are marked in the document, for those in which
    reviewers work, and the `supplement` for those that show more when they are asked. The `cache` keeps what takes long
    to make of the house style. Plain text `is_ascii` where nothing else is wanted in it. A mail is
    from a `sender`, and `enclosures` are the documents that it carries. The texts of pages that the proof reads are
    added to those `as_given`.
    """

    document: Document
    media: Media
    theme: Theme
    home: Span
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[Remark, ...] = ()
    supplement: Supplement = Supplement()
    cache: Cache | None = None
    is_ascii: bool = False
    sender: Sender = Sender()
    enclosures: tuple[Attachment, ...] = ()
    as_given: list[str] | None = None


@frozen
class Written:
    """A document as it is laid out, and its file, which `finish` makes when it is first asked for.

    `pages` are the page (from 1) of each id, where the format has pages, and `page_count` is their count; `blocks` are
    the document's, in the order in which they stand, where the format has moved any.
    """

    finish: Callable[[], bytes] = field(repr=False)
    pages: Mapping[str, int] = field(default_factory=dict)
    page_count: int = 0
    blocks: tuple[Block, ...] = field(default=(), repr=False)

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file; raises what the writer raises."""
        return self.finish()

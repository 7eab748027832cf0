"""Inlines: what a line of text is made of. The set is closed; a text is a text and never markup."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from briefgen.frozen import frozen
from briefgen.model.remark import Remark
from briefgen.spans import Span


@frozen(kw_only=True)
class Spanned:
    """Anything that stands somewhere in the content; the place takes no part in comparison."""

    place: Span | None = field(default=None, compare=False)


@frozen
class Text(Spanned):
    """Plain characters."""

    text: str


@frozen
class Strong(Spanned):
    """Text of strong importance, set bold."""

    content: tuple[Inline, ...]


@frozen
class Emphasis(Spanned):
    """Stressed text, set italic."""

    content: tuple[Inline, ...]


@frozen
class Link(Spanned):
    """A link out of the document to an https, http, mailto or tel address."""

    content: tuple[Inline, ...]
    target: str


@frozen
class Value(Spanned):
    """A fact printed in the text: its id and formats as written, and its `text` once resolved."""

    fact: str
    formats: tuple[str, ...] = ()
    text: str = ""


@frozen
class CrossReference(Spanned):
    """A reference to an anchor of this document (`figure:by-province`), and its `text` once resolved.

    `content` is what the author wrote in the brackets; where it is empty, the text is the anchor's number or title.
    `leads` says where it leads, for whoever follows it without seeing the place; it takes no part in comparison.
    """

    target: str
    content: tuple[Inline, ...] = ()
    text: str = ""
    leads: str = field(default="", compare=False)


@frozen
class NoteReference(Spanned):
    """A reference to a note, by the note's name, and its number once resolved."""

    note: str
    number: int = 0


@frozen
class Foreign(Spanned):
    """Text in another language (BCP 47) or direction (`ltr`, `rtl`)."""

    content: tuple[Inline, ...]
    language: str = ""
    direction: str = ""


@frozen
class LineBreak(Spanned):
    """A forced new line inside a paragraph."""


@frozen
class Inserted(Spanned):
    """Text that a redline shows as added."""

    content: tuple[Inline, ...]
    author: str
    date: datetime


@frozen
class Deleted(Spanned):
    """Text that a redline shows as taken out."""

    content: tuple[Inline, ...]
    author: str
    date: datetime


@frozen
class Reformatted(Spanned):
    """Text that a redline shows as set in another way: `content` as it is set now, `before` as it was.

    Both hold one text, one value or one line break, in the inlines that say how it is set.
    """

    content: tuple[Inline, ...]
    before: tuple[Inline, ...]
    author: str
    date: datetime


@frozen
class Remarked(Spanned):
    """What remarks are about; nothing is a point between other words."""

    content: tuple[Inline, ...]
    remarks: tuple[Remark, ...]


Inline = (
    Text
    | Strong
    | Emphasis
    | Link
    | Value
    | CrossReference
    | NoteReference
    | Foreign
    | LineBreak
    | Inserted
    | Deleted
    | Reformatted
    | Remarked
)
Inlines = tuple[Inline, ...]

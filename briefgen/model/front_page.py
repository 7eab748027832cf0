"""What a mail says of a brief: its bottom line, key figures and dates, and where its sections are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.model.blocks import Block, Contents, ContentsEntry, Heading, Identified, List, Listed, ListItem, Paragraph
from briefgen.model.document import Document
from briefgen.model.inlines import Inline, Link, Text
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import section_entries

KEPT = ("bottom-line", "key-figures", "upcoming-dates", "deadlines")
"""The ids of the blocks that stand in a mail as they are."""


def front_page(document: Document, online: str, attached: Sequence[str]) -> Document:
    """The document of a mail, with its sections as links to a page that is `online`, if it is, and attached files."""
    labels = labels_for(document.properties.language)
    kept: list[Block] = [block for block in document.blocks if isinstance(block, Identified) and block.id in KEPT]
    files = labels.attached.format(files=labels.listed(attached))
    blocks = (*kept, *_sections(document, online, labels), Paragraph((Text(files),), id="attached"))
    return replace(document, blocks=blocks, notes=())


def _sections(document: Document, online: str, labels: Labels) -> Iterator[Block]:
    """The contents, as a list under a heading, those of a document that has none itself without pages."""
    listed = [block for block in document.blocks if isinstance(block, Contents) and block.of is Listed.HEADINGS]
    entries = listed[0].entries if listed else section_entries(document.blocks)
    if entries:
        yield Heading(1, (Text(labels.contents),), id="mail-contents")
        items = (ListItem((_section(entry, online, labels),), id=f"mail-{entry.target}") for entry in entries)
        yield List(tuple(items), id="mail-sections")


def _section(entry: ContentsEntry, online: str, labels: Labels) -> Paragraph:
    name = Text(f"{entry.number} {entry.text}".strip())
    named: Inline = Link((name,), f"{online}#{entry.target}") if online else name
    page = (Text(labels.page_in_pdf.format(page=entry.page)),) if entry.page else ()
    return Paragraph((named, *page), id=f"mail-{entry.target}-text")

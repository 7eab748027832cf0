"""What people wrote: every text of an edition that is printed, drawn or read out, as it stands in the content."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.blocks import Block, Figure
from briefgen.model.edition import Edition
from briefgen.model.inlines import Inlines, Text
from briefgen.model.traverse import blocks_of, texts_of


def authored_blocks(edition: Edition) -> list[Block]:
    """The blocks that were written: the bottom line, the sections, and the notes."""
    blocks = [*edition.bottom_line, *(block for section in edition.sections for block in section.blocks)]
    return blocks + [block for note in edition.notes.values() for block in note.content]


def authored_texts(edition: Edition) -> Iterator[Inlines]:
    """Every text in which facts can be printed."""
    yield from (edition.title, edition.subtitle, edition.short_title, *(section.title for section in edition.sections))
    yield from (text for block in blocks_of(authored_blocks(edition)) for text in texts_of(block))
    for block in blocks_of(authored_blocks(edition)):
        if isinstance(block, Figure) and block.spoken:
            yield block.spoken
    yield from (figure.caption for figure in edition.key_figures)
    for spec in edition.charts.values():
        yield from (spec.title, spec.caption, spec.alt, spec.notes, *spec.categories)
        for series in spec.series:
            yield from (series.name, *(item.label for item in series.items if item))
    yield from (table.notes for table in edition.tables.values())
    for deadline in edition.deadlines:
        yield from (deadline.who, deadline.what, deadline.where, deadline.document, deadline.decision)
    for fact in edition.facts:
        yield from (fact.label_text, fact.caveat_text)


def plain_texts(edition: Edition) -> Iterator[Inlines]:
    """The printed texts that can hold no facts: the masthead's, and deadlines' labels."""
    masthead = {
        "to": (edition.head.to,),
        "from": (edition.head.sender,),
        "audience": edition.audience,
        "distribution": edition.distribution,
        "prepared_by": (edition.prepared_by,),
        "translated_by": (edition.translated_by,),
        "clearances": tuple(clearance.by for clearance in edition.clearances),
    }
    for key, names in masthead.items():
        yield from ((Text(name, place=edition.places.get(key, edition.place)),) for name in names if name)
    for each in edition.head.signatures:
        yield (Text(each.name, place=each.name_place), Text(" "), Text(each.office, place=each.office_place))
    for deadline in edition.deadlines:
        if deadline.label:
            yield (Text(deadline.label, place=deadline.places.get("label", deadline.place)),)

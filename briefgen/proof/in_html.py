"""The page against the document that it was written from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never
from urllib.parse import unquote

from briefgen.model.blocks import Block, ContentsEntry, GroupCell, Table
from briefgen.model.document import Document, Media, Note
from briefgen.model.inlines import CrossReference, Link, NoteReference, Value
from briefgen.model.labels import Labels, labels_for
from briefgen.model.supplement import EvidenceLine, FigureEvidence, Supplement
from briefgen.model.traverse import blocks_of, parts_of
from briefgen.proof.compare import Difference, Script, compared, different, property_differences, shown
from briefgen.proof.expected import (
    Expected,
    FormatProfile,
    Leading,
    LogoPlace,
    body_of,
    draft_of_page,
    marking_of_page,
    notes_of,
    of_front,
    top_of_page,
)
from briefgen.proof.html import HeadingSpans, HtmlContent, PageReader, picture_key
from briefgen.proof.reading import link_sign, squeezed

NOTE, CALL, ENTRY, TEXT = "#note/{}", "#call/{}", "#evidence/{}", "#text"
FORM = FormatProfile(picture_key, LogoPlace.TEXT, charts_are_drawn=True, end="¶", has_pages=False, tells_changes=True)


def html_differences(document: Document, media: Media, supplement: Supplement, data: bytes) -> list[Difference]:
    """How the page differs from the document, in reading order, and from the evidence that it should show."""
    try:
        found = PageReader().read(data)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [Difference(of_front("", "file"), f"cannot be read: {error}")]
    labels = labels_for(document.properties.language)
    links = _Links(document, supplement, frozenset(found.ids))
    form = replace(FORM, leads=links.sign, entries=links.entries, data_tables=supplement.data_tables)
    differences = compared(Script(list(_pieces(document, media, supplement, form, labels))), found.text)
    differences += _heading_differences(document, found.headings)
    differences += _faults(found)
    differences += _evidence_differences(supplement, found.evidence, labels)
    return [*differences, *property_differences(document.properties, found.title, found.language)]


class _Links:
    """Where each link of a page must lead: `ids` are those that the page has."""

    def __init__(self, document: Document, supplement: Supplement, ids: frozenset[str]) -> None:
        notes = (block for note in document.notes for block in note.content)
        blocks: list[Block] = list(blocks_of((*document.blocks, *notes)))
        identified = (*blocks, *(part for block in blocks for part in parts_of(block)))
        self.named = frozenset(each.id or each.anchor for each in identified)
        self.notes = frozenset(note.name for note in document.notes)
        self.anchors = {each.anchor: f"#{each.id or each.anchor}" for each in identified if each.anchor}
        self.evidence = supplement.evidence
        self.entries = frozenset(each.target for each in supplement.evidence.values() if each.target)
        self.ids = ids
        self.labels = labels_for(document.properties.language)

    def sign(self, what: Leading) -> str:
        """The sign of a link; none of what leads nowhere."""
        leads = ""
        match what:
            case Value():
                evidence = self.evidence.get(what.fact)
                return link_sign(address_of(evidence), what.fact) if evidence else ""
            case CrossReference():
                address, leads = self.anchors.get(what.target, ""), what.leads
            case Link():
                address = what.target
            case NoteReference():
                address = NOTE.format(what.note) if what.note in self.notes else ""
                leads = self.labels.footnote_named(what.number)
            case ContentsEntry():
                address = f"#{what.target}" if what.target in self.named else ""
            case Note():
                address = CALL.format(what.name)
                address = address if address[1:] in self.ids else ""
                leads = f"{self.labels.back_to_text}: {what.number}."
            case _:
                assert_never(what)
        return link_sign(address, leads=leads) if address else ""


def address_of(evidence: FigureEvidence) -> str:
    """Where a figure leads: to its entry among the references, or in the list of evidence."""
    return f"#{evidence.target}" if evidence.target else ENTRY.format(evidence.fact)


def _pieces(
    document: Document, media: Media, supplement: Supplement, form: FormatProfile, labels: Labels
) -> Iterator[Expected]:
    """All that a reader must find, from the first link to the last marking."""
    front = document.front
    heads = [*marking_of_page(front, form, "top"), *draft_of_page(front, form)]
    skip = of_front(f"{link_sign(TEXT)}{squeezed(labels.skip)}", "link to the text")
    yield skip
    yield from (of_front(head.text, head.what) for head in (*heads, *top_of_page(front, form, first=True)))
    yield from body_of(document, media, form)
    if document.notes:
        yield of_front(squeezed(labels.footnotes), "title of the notes")
        yield from notes_of(document, media, form)
    yield from _entries(supplement, labels)
    yield of_front(squeezed(front.desk), "desk at the bottom")
    yield from (of_front(head.text, head.what) for head in heads)


def _entries(supplement: Supplement, labels: Labels) -> Iterator[Expected]:
    """The list of evidence of the figures that the references leave out."""
    own = [each for each in supplement.evidence.values() if not each.target]
    if own:
        yield of_front(squeezed(labels.evidence), "title of the evidence")
    for each in own:
        what = f'evidence of "{each.fact}"'
        yield of_front(squeezed(each.value), what)
        yield of_front(squeezed(each.label), what)
        for line in each.lines:
            sign = _sign_of(line, supplement)
            yield of_front(f"{squeezed(line.label)}:{sign}{squeezed(line.text)}", what)


def _sign_of(line: EvidenceLine, supplement: Supplement) -> str:
    address = _address_of(line, supplement)
    return link_sign(address, line.fact) if address else ""


def _address_of(line: EvidenceLine, supplement: Supplement) -> str:
    if line.fact in supplement.evidence:
        return address_of(supplement.evidence[line.fact])
    return f"#{line.target}" if line.target else ""


def _spans(table: Table) -> HeadingSpans:
    heads = [[(each.columns, each.rows) for each in row] for row in table.heads]
    return [*heads, *([(len(row), 1)] for row in table.rows if isinstance(row[0], GroupCell))]


def _heading_differences(document: Document, found: Sequence[HeadingSpans]) -> Iterator[Difference]:
    """The tables in which headings stand over other columns, or over groups of rows, where any spans several."""
    notes = (block for note in document.notes for block in note.content)
    tables = (block for block in blocks_of((*document.blocks, *notes)) if isinstance(block, Table))
    spans = [_spans(table) for table in tables]
    if [each for each in spans if _spans_any(each)] != [each for each in found if _spans_any(each)]:
        yield _fault("has headings of tables over other columns or rows")


def _spans_any(heads: HeadingSpans) -> bool:
    return any(span != (1, 1) for row in heads for span in row)


def _faults(found: HtmlContent) -> Iterator[Difference]:
    """What no page may have: doors to the outside, links that lead nowhere, ids that two elements have."""
    yield from (Difference(of_front("", "page"), fault) for fault in dict.fromkeys(found.faults))
    ids = Counter(found.ids)
    yield from (_fault(f"has the id {shown(id_)} twice") for id_, count in ids.items() if count > 1)
    yield from (_fault(f"has a link to {shown(name)}, which is nowhere") for name in {*found.targets} - ids.keys())


def _fault(how: str) -> Difference:
    return Difference(of_front("", "page"), how)


def _evidence_differences(supplement: Supplement, found: Mapping[str, Any], labels: Labels) -> Iterator[Difference]:
    """The figures of which the page tells anything else than is known, or that it tells nothing of."""
    named = {"entry": labels.evidence_entry, "back": labels.back, "close": labels.close}
    if supplement.evidence and found.get("labels") != named:
        yield _fault("names the parts of evidence otherwise")
    figures = found.get("figures", {})
    for name, evidence in supplement.evidence.items():
        piece = of_front(evidence.value, f'evidence of "{name}"')
        if name not in figures:
            yield different(piece, "")
        elif (read := unquote(as_text(figures[name]))) != (wanted := as_text(_as_data(evidence, supplement))):
            yield different(replace(piece, text=wanted), read)
    yield from (_fault(f"has evidence of {shown(name)}") for name in figures.keys() - supplement.evidence.keys())


def as_text(data: object) -> str:
    """Data as one text, by which two can be compared and shown."""
    return json.dumps(data, ensure_ascii=False)


def _as_data(evidence: FigureEvidence, supplement: Supplement) -> dict[str, object]:
    """The evidence of a figure, as the page must tell it to its script."""
    return {
        "value": evidence.value,
        "label": evidence.label,
        "entry": address_of(evidence),
        "lines": [_line_as_data(line, supplement) for line in evidence.lines],
    }


def _line_as_data(line: EvidenceLine, supplement: Supplement) -> dict[str, str]:
    parts = {"label": line.label, "text": line.text, "fact": line.fact, "target": _address_of(line, supplement)}
    return {name: part for name, part in parts.items() if part}

"""Attachments: what a brief was made from, its ledger and its charts' data, as files that the PDF can carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.charts import CHART_TYPES
from briefgen.model.blocks import Figure
from briefgen.model.document import Attachment, Document, Relationship
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import blocks_of
from briefgen.storage import as_csv, media_type

CONTENT = "content"
"""The folder below which the content files stand, so that all attachments together are a desk again."""


def make_attachments(
    content: Mapping[str, bytes], ledger: Mapping[str, bytes], document: Document
) -> tuple[Attachment, ...]:
    """The content files by their paths, the ledger's files, and the data of each chart as figures/NAME.csv, by name."""
    labels = labels_for(document.properties.language)
    sources = [
        _attachment(f"{CONTENT}/{name}", data, labels.attached_content, Relationship.SOURCE)
        for name, data in content.items()
    ]
    figures = [_attachment(name, data, labels.attached_ledger, Relationship.DATA) for name, data in ledger.items()]
    figures += _charts(document, labels)
    return tuple(sorted((*sources, *figures), key=lambda attachment: attachment.name))


def _attachment(name: str, data: bytes, description: str, relationship: Relationship) -> Attachment:
    return Attachment(name, data, media_type(name), description, relationship)


def _charts(document: Document, labels: Labels) -> Iterator[Attachment]:
    for block in blocks_of(document.blocks):
        if isinstance(block, Figure) and block.chart:
            description = labels.data_of.format(figure=block.label or labels.figure)
            data = as_csv(list(CHART_TYPES[block.chart.kind].records(block.chart)))
            yield _attachment(f"figures/{block.picture}.csv", data, description, Relationship.DATA)

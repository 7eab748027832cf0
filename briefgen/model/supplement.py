"""What a screen shows of a brief beside its pages: where each printed figure comes from, and the data of its charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefgen.frozen import frozen
from briefgen.model.blocks import Table


@frozen
class EvidenceLine:
    """A line of a figure's evidence: "Source" and what it is.

    `fact` is another figure that it names, and `target` the id of what it leads to in the document; empty for neither.
    """

    label: str
    text: str
    fact: str = ""
    target: str = ""


@frozen
class FigureEvidence:
    """Where a printed figure comes from: its value and label as printed, and all that is known of it, line by line.

    `target` is the id of its entry in the references; empty where they leave it out.
    """

    fact: str
    value: str
    label: str
    lines: tuple[EvidenceLine, ...]
    target: str = ""


@frozen
class Supplement:
    """The evidence of printed figures by their facts, and for each chart by its picture the table of its data.

    A chart whose data stand in the document as a table has none here.
    """

    evidence: Mapping[str, FigureEvidence] = field(default_factory=dict)
    data_tables: Mapping[str, Table] = field(default_factory=dict)

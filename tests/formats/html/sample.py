"""The sample as a page, with evidence of its figures, with a chart and the table of its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from briefgen.charts.render_charts import draw
from briefgen.formats.html import write
from briefgen.formats.written import Job
from briefgen.model.blocks import Figure
from briefgen.model.document import Document, Media
from briefgen.model.inlines import Value
from briefgen.model.supplement import EvidenceLine, FigureEvidence, Supplement
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.proof.compare import Difference
from briefgen.proof.in_html import html_differences
from briefgen.spans import whole_file
from tests.charts.gallery import bars, series
from tests.house import house
from tests.proof.documents import table
from tests.samples import DOCUMENT, MEDIA, cells, text

STYLE = replace(house(), system_fonts=True)
"""The house style without its fonts, which take long to make small."""
HOME = whole_file("content/edition")


@dataclass(frozen=True)
class PageSample:
    """A page, and what it was written from."""

    document: Document
    media: Media
    supplement: Supplement
    data: bytes

    def differences(self, data: bytes | None = None) -> list[Difference]:
        """What the proof finds in the page, or in another one in its place."""
        return html_differences(self.document, self.media, self.supplement, self.data if data is None else data)


def page_of(document: Document, media: Media = MEDIA, supplement: Supplement | None = None) -> PageSample:
    """A document as a page."""
    supplement = supplement or Supplement()
    return PageSample(document, media, supplement, write(Job(document, media, STYLE, HOME, supplement=supplement)).data)


def evidence_of(document: Document) -> dict[str, FigureEvidence]:
    """Some evidence of every figure that the document prints, each derived from the one before."""
    facts: list[str] = []
    for block in blocks_of(document.blocks):
        for inlines in texts_of(block):
            facts += [inline.fact for inline in inlines_of(inlines) if isinstance(inline, Value)]
    evidence, before = {}, ""
    for fact in dict.fromkeys(facts):
        lines = (
            EvidenceLine("Formula", f"{before or fact} * 2"),
            *([EvidenceLine("From", f"what {before} is", fact=before)] if before else []),
            EvidenceLine("Source", "[1] Report, p. 3", target="h-quota"),
            EvidenceLine("Quote", "</script><b>quoted & such</b>"),
        )
        evidence[fact] = FigureEvidence(fact, f"value of {fact}", f"label of {fact}", lines)
        before = fact
    return evidence


@cache
def sample() -> PageSample:
    """The sample document."""
    chart = bars(("2030", "2031"), series("", 940, 210))
    figure = Figure(
        "bars", "Two bars.", text("A finding"), text("A caption."), id="f-bars", label="Figure 9", chart=chart
    )
    front = replace(DOCUMENT.front, draft="DRAFT")
    document = replace(DOCUMENT, front=front, blocks=(*DOCUMENT.blocks, figure))
    media = {**MEDIA, "bars": draw(chart, house(), house().page.text_width)}
    data = replace(table(("Year", "Value"), ("2030", "940"), ("2031", "210")), id="data", label="", again="")
    supplement = Supplement(evidence_of(document), {"bars": replace(data, header=cells("data-h", "Year", "Value"))})
    return page_of(document, media, supplement)

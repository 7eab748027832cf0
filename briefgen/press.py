"""The press: a brief becomes its files - drawn, laid out, written in both formats, and proven.

The PDF is laid out first, since the contents' page numbers and the order of figures come from it. The Word document
needs no more of it, so that a process can make each of them, and the PDF can be begun before the checks have ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefgen import codes
from briefgen.errors import ContentError, Diagnostic, Place
from briefgen.frozen import frozen
from briefgen.pack import as_csv, as_json, digest

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.charts import Drawing
    from briefgen.formats import Written
    from briefgen.model.attachment import Attachment
    from briefgen.model.blocks import Block
    from briefgen.model.document import Document, Media
    from briefgen.model.edition import Edition
    from briefgen.model.fact import Ledger
    from briefgen.model.figure import Chart
    from briefgen.model.remark import Remark
    from briefgen.theme import Theme
    from briefgen.workers import Workers

FORMATS = ("pdf", "docx")
LONG = 100
"""The pages from which on freed memory goes back to the system, which takes longer than a short brief has time for."""
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@frozen
class Brief:
    """An edition ready to be written; `attachments` are what its PDF is to carry."""

    edition: Edition
    ledger: Ledger
    document: Document
    theme: Theme
    attachments: tuple[Attachment, ...] = ()

    @property
    def charts(self) -> dict[str, Chart]:
        """What is to be drawn, by the names of the pictures."""
        from briefgen.model.blocks import Figure
        from briefgen.model.traverse import blocks_of

        figures = (block for block in blocks_of(self.document.blocks) if isinstance(block, Figure))
        return {figure.picture: figure.chart for figure in figures if figure.chart}


def ledger_files(brief: Brief) -> dict[str, bytes]:
    """The ledger as data, in two forms, as far as the brief prints it."""
    from briefgen.ledger import ledger_rows, printed

    rows = ledger_rows(*printed(brief.edition, brief.ledger))
    return {"ledger.json": as_json(rows), "ledger.csv": as_csv(rows)}


def draw(brief: Brief, cache: Cache | None = None) -> Media:
    """The pictures of the brief: its charts, drawn or kept in the cache, and the images that came with its content.

    Raises ContentError for the charts that cannot be drawn, with the places where they are declared.
    """
    with _drawing(brief, cache) as charts:
        return _media(brief, charts)


def write(
    brief: Brief,
    formats: tuple[str, ...] = FORMATS,
    remarks: tuple[Remark, ...] = (),
    texts: Mapping[str, str] = NO_TEXTS,
    cache: Cache | None = None,
) -> dict[str, bytes]:
    """The files of the pack by name, as those of `Press.files`; charts that are in the cache are not drawn."""
    with press(brief, cache) as it:
        return it.files(formats, remarks, texts)


@contextmanager
def press(brief: Brief, cache: Cache | None = None, workers: Workers | None = None) -> Iterator[Press]:
    """A brief under way: `workers`, if there are any, begin with its charts and its PDF at once."""
    with _drawing(brief, cache, workers) as charts:
        ledger = ledger_files(brief)
        it = Press(_sealed(brief, ledger["ledger.json"]), ledger, charts, workers)
        if charts.is_done:
            it.begin()
        yield it


@dataclass
class Press:
    """A brief whose files are being made."""

    brief: Brief
    ledger: Mapping[str, bytes]
    charts: Drawing
    workers: Workers | None

    @cached_property
    def media(self) -> Media:
        """The pictures, once all are drawn; raises ContentError for those that cannot be."""
        if not self.charts.is_done:  # others draw: there is time to import what comes next
            from briefgen.formats import pdf  # noqa: F401
            from briefgen.proof import in_pdf  # noqa: F401
        return _media(self.brief, self.charts)

    @cached_property
    def paper(self) -> Iterator[Any]:
        """The PDF's layout, then its bytes and the faults of its proof."""
        from briefgen.workers import Worker

        task = partial(_paper, self.brief, self.media)
        return (self.workers.start(task) if self.workers else Worker(task)).results

    def begin(self) -> None:
        """Begin with the PDF, which waits for the charts."""
        _ = self.paper

    def files(
        self, formats: tuple[str, ...] = FORMATS, remarks: tuple[Remark, ...] = (), texts: Mapping[str, str] = NO_TEXTS
    ) -> dict[str, bytes]:
        """The files of the pack by name. The PDF is made and proven even where only the Word document is asked for.

        `remarks` become comments of the Word document; `texts` are those of the content files, in which they stand.
        Raises ContentError for what can be neither drawn nor set, with its place, and for a document that says
        anything else than the content.
        """
        from briefgen.proof import prove_moves

        layout: Layout = next(self.paper)
        as_set = layout.document(self.brief.document)
        faults = prove_moves(self.brief.document, as_set, self.brief.edition.home)
        written = {}
        if "docx" in formats:
            written["docx"], found = self._word(layout.paged(as_set), remarks, texts)
            faults += found
        written["pdf"], found = next(self.paper)
        if faults := [*faults, *found]:
            raise ContentError(faults)
        name = self.brief.edition.id
        files = {f"{name}.{format_}": written[format_] for format_ in FORMATS if format_ in formats}
        for picture, image in self.media.items():
            if picture not in self.brief.edition.media:
                files[f"figures/{picture}.png"] = image.data
                files[f"figures/{picture}.svg"] = image.svg
        return files | dict(self.ledger)

    def _word(
        self, document: Document, remarks: tuple[Remark, ...], texts: Mapping[str, str]
    ) -> tuple[bytes, list[Diagnostic]]:
        """The Word document, and the faults of its proof."""
        from briefgen.assemble import with_remarks
        from briefgen.formats import WRITERS
        from briefgen.proof import prove_docx

        if remarks:
            document, remarks = with_remarks(document, self.brief.edition, remarks, texts)
        data = WRITERS["docx"](document, self.media, self.brief.theme).data
        _give_back(document.pages)
        return data, prove_docx(document, self.media, data, self.brief.edition.home, remarks)


@frozen
class Layout:
    """What the PDF's pages have decided: the page of each id, how many there are, and the order of the blocks.

    A block is told by its place in the document, and given as it is only where it has none.
    """

    pages: Mapping[str, int]
    page_count: int
    order: tuple[int | Block, ...]

    @classmethod
    def of(cls, pdf: Written, document: Document) -> Layout:
        """The layout of a PDF of that document."""
        places = {id(block): place for place, block in enumerate(document.blocks)}
        return cls(pdf.pages, pdf.page_count, tuple(places.get(id(block), block) for block in pdf.blocks))

    def document(self, document: Document) -> Document:
        """The document with its blocks in this order."""
        blocks = (document.blocks[each] if isinstance(each, int) else each for each in self.order)
        return replace(document, blocks=tuple(blocks))

    def paged(self, document: Document) -> Document:
        """The document with its pages in its contents."""
        from briefgen.assemble import with_pages

        return with_pages(document, self.pages, self.page_count)


def _paper(brief: Brief, media: Media, _sent: Iterator[object]) -> Iterator[Any]:
    """The PDF's layout, then its bytes and the faults of its proof."""
    from briefgen.formats import WRITERS
    from briefgen.proof import prove_pdf

    pdf = WRITERS["pdf"](brief.document, media, brief.theme, brief.attachments)
    layout = Layout.of(pdf, brief.document)
    yield layout
    document = layout.paged(layout.document(brief.document))
    data = pdf.data
    _give_back(document.pages)
    yield data, prove_pdf(document, media, brief.theme, data, brief.edition.home, brief.attachments)


def _give_back(pages: int) -> None:
    """Give memory back after a long document was written, since its proof needs other memory."""
    if pages > LONG:
        from briefgen.memory import give_back

        give_back()


def _drawing(brief: Brief, cache: Cache | None, workers: Workers | None = None) -> AbstractContextManager[Drawing]:
    from briefgen.charts import drawing

    return drawing(brief.charts, brief.theme, brief.theme.page.text_width, cache, workers)


def _media(brief: Brief, charts: Drawing) -> Media:
    """All pictures of the brief, its charts among them; raises ContentError for charts that cannot be drawn."""
    from briefgen.charts import ChartError

    media = dict(brief.edition.media)
    faults = []
    for name, drawn in charts.pictures().items():
        if isinstance(drawn, ChartError):
            place = brief.edition.figures[name].place or Place(brief.edition.id)
            faults.append(codes.UNFIT_CHART.at(place, f'figure "{name}": {drawn}'))
        else:
            media[name] = drawn
    if faults:
        raise ContentError(faults)
    return media


def _sealed(brief: Brief, ledger: bytes) -> Brief:
    """The brief with the digest of its ledger among its properties."""
    properties = replace(brief.document.properties, ledger=digest(ledger))
    return replace(brief, document=replace(brief.document, properties=properties))

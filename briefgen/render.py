"""Rendering: a brief becomes its files - drawn, laid out, written in every format, and proven.

The PDF is laid out first, since the contents' page numbers and the order of figures come from it. The other formats
need no more of it, so that a process can make it and another the others, and it can be begun before the checks have
ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import field, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen import codes
from briefgen.errors import ContentError, Diagnostic
from briefgen.formats import FORMATS, by_default
from briefgen.frozen import frozen, mutable
from briefgen.patterns import keep_now
from briefgen.spans import whole_file
from briefgen.storage import as_csv, as_json, digest

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.charts.render_charts import PendingCharts
    from briefgen.formats import Format
    from briefgen.formats.written import Job, Written
    from briefgen.model.blocks import Block
    from briefgen.model.chart import Chart
    from briefgen.model.document import Attachment, Document, Media
    from briefgen.model.edition import Edition
    from briefgen.model.fact import Ledger
    from briefgen.model.remark import Remark
    from briefgen.proof.leaks.found import Found
    from briefgen.theme import Theme
    from briefgen.workers import Workers


LONG = 100
"""The pages from which on freed memory goes back to the system, which takes longer than a short brief has time for."""
Made = tuple[bytes, Sequence[Diagnostic]]
"""The bytes of a document, and the faults of its proof."""
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

    def job(self, media: Media) -> Job:
        """The brief's document as a job of the writers."""
        from briefgen.formats.written import Job, Sender

        desk = self.edition.desk
        online = desk.online.replace("{edition}", self.edition.id)
        sender = Sender(desk.name, desk.contact.email, online, desk.place, self.edition.release)
        return Job(self.document, media, self.theme, self.edition.home, self.attachments, sender=sender)


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


def render(
    brief: Brief,
    formats: Collection[str] = (),
    remarks: tuple[Remark, ...] = (),
    texts: Mapping[str, str] = NO_TEXTS,
    cache: Cache | None = None,
) -> dict[str, bytes]:
    """The files of the pack by name, as those of `Render.files`; charts that are in the cache are not drawn.

    Without formats, they are those that are made by default.
    """
    formats = formats or by_default()
    with start_render(brief, formats, cache) as it:
        return it.files(formats, remarks, texts)


def are_drawn(brief: Brief, cache: Cache | None) -> bool:
    """Whether all charts of a brief are in the cache; none is drawn."""
    with _drawing(brief, cache) as charts:
        return charts.is_done


def preview(brief: Brief, name: str, cache: Cache | None = None) -> bytes:
    """A brief in one format without pages, for whoever is still editing it: nothing has proven it.

    Raises ContentError for the charts that cannot be drawn.
    """
    with start_render(brief, (name,), cache) as it:
        return FORMATS[name].write(it.job((name,))).data


@contextmanager
def start_render(
    brief: Brief,
    formats: Collection[str],
    cache: Cache | None = None,
    workers: Workers | None = None,
    *,
    is_searched: bool = False,
) -> Iterator[Render]:
    """A brief under way: `workers`, if there are any, begin with its charts, and with pages if formats need them.

    What its pages show is kept if the files are to be searched.
    """
    with _drawing(brief, cache, workers) as charts:
        it = Render(brief, charts, workers, is_searched)
        if charts.is_done and _are_paged(formats):
            it.begin()  # before the ledger is written, whose digest the pages do not name
        it.ledger = ledger_files(brief)
        it.brief = _sealed(brief, it.ledger["ledger.json"])
        yield it


def _are_paged(formats: Collection[str]) -> bool:
    """Whether any of the formats has pages."""
    return any(FORMATS[name].is_paged for name in formats)


@mutable
class Render:
    """A brief whose files are being made."""

    brief: Brief
    charts: PendingCharts
    workers: Workers | None
    is_searched: bool = False
    ledger: Mapping[str, bytes] = field(default_factory=dict)
    shown: dict[bytes, Sequence[Found]] = field(default_factory=dict)
    _stages: Iterator[Stage] | None = None

    @cached_property
    def media(self) -> Media:
        """The pictures, once all are drawn; raises ContentError for those that cannot be."""
        if not self.charts.is_done:  # others draw: there is time to import what comes next
            from briefgen.formats import pdf  # noqa: F401
            from briefgen.proof import in_pdf  # noqa: F401
        return _media(self.brief, self.charts)

    def begin(self) -> Iterator[Stage]:
        """Begin with the PDF, which waits for the charts, unless it is begun."""
        if self._stages is None:
            job, begun = self.brief.job(self.media), set_pages
            if self.is_searched:
                from briefgen.proof import leaks  # noqa: F401 - before the processes part, of which each needs it

                begun = _searched_pages
            stages = self.workers.start(partial(_stages, begun, job)).results if self.workers else begun(job)
            self._stages = self._noting(stages)
        return self._stages

    def _noting(self, stages: Iterator[Stage]) -> Iterator[Stage]:
        for stage in stages:
            if stage.shown:
                self.shown[stage.made[0]] = stage.shown
            yield stage

    def files(
        self,
        formats: Collection[str],
        remarks: tuple[Remark, ...] = (),
        texts: Mapping[str, str] = NO_TEXTS,
        *,
        is_ascii: bool = False,
    ) -> dict[str, bytes]:
        """The files of the pack by name. The PDF is made and proven as well where other formats with pages are wanted.

        `remarks` become comments of the Word document; `texts` are those of the content files, in which they stand.
        Raises ContentError for what can be neither drawn nor set, with its place, and for a document that says
        anything else than the content.
        """
        is_paged = _are_paged(formats)
        stages = self.begin() if is_paged else None
        wanted = {*formats, *(each for name in formats for each in FORMATS[name].encloses)}
        made = [name for name, format_ in FORMATS.items() if name in wanted or (is_paged and format_.sets_pages)]
        marked = partial(self._with_remarks, remarks=remarks, texts=texts) if remarks else _as_is
        documents = typeset(replace(self.job(made), is_ascii=is_ascii), made, stages, marked)
        name = self.brief.edition.id
        files = {f"{name}{FORMATS[each].extension}": documents[each] for each in made if each in formats}
        for picture, image in self.media.items():
            if picture not in self.brief.edition.media:
                files[f"figures/{picture}.png"] = image.data
                files[f"figures/{picture}.svg"] = image.svg
        return files | dict(self.ledger)

    def job(self, formats: Collection[str]) -> Job:
        """The brief as a job of some formats, with all that any of them needs."""
        job = replace(self.brief.job(self.media), cache=self.charts.cache)
        if not any(FORMATS[name].has_supplement for name in formats):
            return job
        from briefgen.assemble import make_supplement

        supplement = make_supplement(self.brief.edition, self.brief.ledger, self.brief.document)
        return replace(job, supplement=supplement)

    def _with_remarks(self, job: Job, remarks: tuple[Remark, ...], texts: Mapping[str, str]) -> Job:
        """The job with remarks, each on the words that it is about."""
        from briefgen.assemble import with_remarks

        document, remarks = with_remarks(job.document, self.brief.edition, remarks, texts)
        return replace(job, document=document, remarks=remarks)


def _as_is(job: Job) -> Job:
    return job


@frozen
class Pagination:
    """What the pages have decided: the page of each id, how many there are, and the order of the blocks.

    A block is told by its place in the document, and given as it is only where it has none.
    """

    pages: Mapping[str, int]
    page_count: int
    order: tuple[int | Block, ...]

    @classmethod
    def of(cls, laid_out: Written, document: Document) -> Pagination:
        """The pages of that document, laid out."""
        places = {id(block): place for place, block in enumerate(document.blocks)}
        order = tuple(places.get(id(block), block) for block in laid_out.blocks)
        return cls(laid_out.pages, laid_out.page_count, order)

    def ordered(self, document: Document) -> Document:
        """The document with its blocks in this order."""
        blocks = (document.blocks[each] if isinstance(each, int) else each for each in self.order)
        return replace(document, blocks=tuple(blocks))

    def with_contents(self, job: Job) -> Job:
        """The job with its blocks in their own order, and with contents only where its pages have them."""
        from briefgen.model.blocks import is_optional

        if any(is_optional(job.document.blocks[each]) for each in self.order if isinstance(each, int)):
            return job
        return replace(job, document=job.document.without_optional_contents())

    def paged(self, job: Job) -> Job:
        """The job with its blocks in this order, and with its pages in its contents."""
        from briefgen.assemble import with_pages

        document = with_pages(self.ordered(job.document), self.pages, self.page_count)
        return replace(job, document=document)


@frozen
class Stage:
    """How far the format that sets the pages is: first it has them, and then its file, with the faults of its proof.

    `shown` is what the pages of a file show that is to be searched.
    """

    pagination: Pagination
    made: Made = (b"", ())
    shown: Sequence[Found] = ()


def _stages(begun: Callable[[Job], Iterator[Stage]], job: Job, _sent: Iterator[object]) -> Iterator[Stage]:
    """The stages as the task of a worker, which is told no more than the job."""
    for stage in begun(job):
        if stage.made[0]:
            keep_now()
        yield stage


def set_pages(job: Job) -> Iterator[Stage]:
    """The stages of the format that sets the pages."""
    (format_,) = (format_ for format_ in FORMATS.values() if format_.sets_pages)
    written = format_.write(job)
    pagination = Pagination.of(written, job.document)
    yield Stage(pagination)
    yield Stage(pagination, _proven(format_, pagination.paged(job), written))


def _searched_pages(job: Job) -> Iterator[Stage]:
    """These stages with what the pages show, as far as possible as they were read for their proof."""
    texts: list[str] = []
    for stage in set_pages(replace(job, as_given=texts)):
        if stage.made[0]:
            from briefgen.proof.leaks.pages import pages_of

            yield replace(stage, shown=tuple(pages_of(stage.made[0], texts)))
        else:
            yield stage


def paginated(job: Job) -> Job:
    """The job as its pages have it, without any document of it."""
    return next(set_pages(job)).pagination.paged(job)


def typeset(
    job: Job,
    formats: Collection[str],
    stages: Iterator[Stage] | None = None,
    marked: Callable[[Job], Job] = _as_is,
) -> dict[str, bytes]:
    """The documents of a job by their formats, each laid out, written and proven.

    The `stages` are those of its pages, if these are begun, and `marked` marks what reviewers are told. Raises
    ContentError for what cannot be set, with its place, and for a document that says anything else than the job.
    """
    faults, loose, paged = list[Diagnostic](), job, job
    if _are_paged(formats) or job.document.has_optional_contents:
        stages = stages or set_pages(job)
        pagination = next(stages).pagination
        faults += _moved(job, pagination)
        loose, paged = pagination.with_contents(job), pagination.paged(job)
    made = dict[str, Made]()
    for name in sorted(formats, key=_order):
        format_ = FORMATS[name]
        given = paged if format_.is_paged else loose
        given = replace(given, enclosures=_enclosures(format_, given, made)) if format_.encloses else given
        made[name] = next(stages).made if stages and format_.sets_pages else _made(format_, given, marked)
    faults += (fault for _, found in made.values() for fault in found)
    if faults:
        raise ContentError(faults)
    return {name: data for name, (data, _) in made.items()}


def _order(name: str) -> tuple[bool, bool]:
    """What sets the pages comes last, since another process does so meanwhile, and behind it what encloses others."""
    return bool(FORMATS[name].encloses), FORMATS[name].sets_pages


def _enclosures(format_: Format, job: Job, made: Mapping[str, Made]) -> tuple[Attachment, ...]:
    """The documents that a format carries, as they were made."""
    from briefgen.model.document import Attachment, Relationship

    name, kind = job.document.properties.edition, Relationship.ALTERNATIVE
    formats = ((FORMATS[each], made[each][0]) for each in format_.encloses)
    return tuple(Attachment(f"{name}{each.extension}", data, each.media_type, "", kind) for each, data in formats)


def _moved(job: Job, pagination: Pagination) -> list[Diagnostic]:
    """What its pages have moved that they must not move."""
    from briefgen.proof import prove_moves

    return prove_moves(job.document, pagination.ordered(job.document), job.home)


def _made(format_: Format, job: Job, marked: Callable[[Job], Job]) -> Made:
    """A job in a format; what reviewers are told is marked where they work in it."""
    given = marked(job) if format_.is_reviewed else job
    return _proven(format_, given, format_.write(given))


def _proven(format_: Format, job: Job, written: Written) -> Made:
    """The bytes of what was written, and the faults of their proof, which needs other memory than writing did."""
    data = written.data
    if job.document.pages > LONG:
        give_back()
    return data, format_.prove(job, data)


def _drawing(
    brief: Brief, cache: Cache | None, workers: Workers | None = None
) -> AbstractContextManager[PendingCharts]:
    from briefgen.charts.render_charts import drawing

    return drawing(brief.charts, brief.theme, brief.theme.page.text_width, cache, workers)


def _media(brief: Brief, charts: PendingCharts) -> Media:
    """All pictures of the brief, its charts among them, each with what it is drawn from in Word.

    Raises ContentError for charts that cannot be drawn.
    """
    from briefgen.charts.validation import ChartError
    from briefgen.model.edition import WordCharts

    media = dict(brief.edition.media)
    is_native = brief.edition.desk.word_charts is WordCharts.NATIVE
    faults = []
    for name, drawn in charts.pictures().items():
        if isinstance(drawn, ChartError):
            place = brief.edition.charts[name].place or whole_file(brief.edition.id)
            faults.append(codes.UNFIT_CHART.at(place, f'figure "{name}": {drawn}'))
        else:
            is_plotted = is_native and drawn.plot is not None
            media[name] = replace(drawn, outlines=b"") if is_plotted else replace(drawn, plot=None)
    if faults:
        raise ContentError(faults)
    return media


def _sealed(brief: Brief, ledger: bytes) -> Brief:
    """The brief with the digest of its ledger among its properties."""
    properties = replace(brief.document.properties, ledger=digest(ledger))
    return replace(brief, document=replace(brief.document, properties=properties))


def give_back() -> None:
    """Let the C library return what was freed, which glibc else keeps; others have no such call (malloc_trim(3))."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)

"""What the validators are shown: every document of the tests, every chart and kind of picture, and the editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from briefgen.charts.render_charts import draw as draw_chart
from briefgen.content import Folder, house_assets
from briefgen.content.tree import Overlay
from briefgen.formats.pdf import write
from briefgen.model.blocks import Figure
from briefgen.model.document import Attachment, Document, Media, PdfProfile, Relationship
from briefgen.pipeline import check
from briefgen.render import draw
from briefgen.workspace import Workspace
from tests.charts.gallery import GALLERY
from tests.formats.pdf.brief import BRIEF, document
from tests.formats.pdf.test_images import drawn
from tests.house import house
from tests.proof.documents import PICTURES, documents
from tests.samples import text
from tests.shared import made_once

ROOT = Path(__file__).parents[3]
EDITIONS = {
    "2025-02-25-afghanistan": ROOT / "content",
    "2031-04-14-punctuality": ROOT / "tests/desks/rail/content",
}
KINDS = (
    *((mode, "PNG") for mode in ("RGB", "RGBA", "P", "1", "L", "LA", "I;16")),
    *((mode, "JPEG") for mode in ("RGB", "L", "CMYK")),
)
ATTACHMENTS = (
    Attachment("content/facts.yaml", b"dead: 4\n", "application/yaml", "Facts.", Relationship.SOURCE),
    Attachment("ledger.csv", "Größe;1\r".encode() * 99, "text/csv", "Ledger.", Relationship.DATA),
    Attachment("figures/empty.csv", b"", "text/csv", "A chart's data.", Relationship.DATA),
)


TRANSLATION = "2025-02-25-afghanistan-ur"
STRUCTURED = (
    "sample",
    "brief",
    "nothing",
    "generated 1",
    "changed",
    "nested",
    "lists",
    "notes",
    "contents",
    "cut",
    "numbered paragraphs",
    "form",
)
FLAVOURS = {2: ("ua1", "2a"), 3: ("ua1", "3a"), 4: ("ua2", "wt1a", "4f")}


@dataclass(frozen=True)
class Claim:
    """A file to be, by its name, and the part of PDF/A that it claims beside PDF/UA-1 or, with the fourth, PDF/UA-2."""

    name: str
    part: int
    write: Callable[[], bytes]

    @property
    def flavours(self) -> tuple[str, ...]:
        """What veraPDF calls all that the file claims."""
        return FLAVOURS[self.part]


@cache
def corpus() -> tuple[Claim, ...]:
    """Every file that must conform, written once a run of the tests."""
    return tuple(
        replace(claim, write=cache(partial(made_once, f"pdf {claim.name}", claim.write))) for claim in _claims()
    )


def _claims() -> Iterator[Claim]:
    for name, each in documents():
        yield Claim(name, 2, partial(_written, each, PICTURES))
    for name in ("sample", "brief", "nothing", "notes"):
        yield Claim(f"{name} with attachments", 3, partial(_written, dict(documents())[name], PICTURES, ATTACHMENTS))
    yield Claim("justified", 2, lambda: write(BRIEF, PICTURES, replace(house(), justified=True)).data)
    yield Claim("charts", 2, _charts)
    yield Claim("pictures", 2, _pictures)
    for name, content in EDITIONS.items():
        yield Claim(name, 2, partial(edition, content, name))
        yield Claim(f"{name} with sources", 3, partial(edition, content, name, embed=True))
    yield from _of_pdf_2()


def _of_pdf_2() -> Iterator[Claim]:
    """Those in PDF 2.0 of which each has a structure of its own."""
    for name, each in documents():
        if name.startswith(STRUCTURED):
            yield Claim(f"{name}, PDF 2.0", 4, partial(_written, in_pdf_2(each), PICTURES, ATTACHMENTS))
    yield Claim("charts, PDF 2.0", 4, partial(_charts, in_pdf_2))
    yield Claim("pictures, PDF 2.0", 4, partial(_pictures, in_pdf_2))
    for name, content in (*EDITIONS.items(), (TRANSLATION, ROOT / "content")):
        yield Claim(f"{name}, PDF 2.0", 4, partial(edition, content, name, profile=PdfProfile.UA_2_A_4F))


def in_pdf_2(each: Document) -> Document:
    """A document whose PDF conforms to PDF/UA-2 and PDF/A-4."""
    return replace(each, properties=replace(each.properties, pdf=PdfProfile.UA_2_A_4F))


def _as_is(each: Document) -> Document:
    return each


def _written(each: Document, media: Media, attachments: tuple[Attachment, ...] = ()) -> bytes:
    return write(each, media, house(), attachments).data


def _charts(made: Callable[[Document], Document] = _as_is) -> bytes:
    media = {name: draw_chart(chart, house(), house().page.text_width) for name, chart in GALLERY.items()}
    figures = (
        Figure(name, f"A chart: {name}.", text("A finding"), text("A caption."), chart=GALLERY[name]) for name in media
    )
    return _attached(made(document(figures)), media)


def _attached(each: Document, media: Media) -> bytes:
    """A document that carries files if it is to."""
    return _written(each, media, ATTACHMENTS if each.properties.pdf is PdfProfile.UA_2_A_4F else ())


def _pictures(made: Callable[[Document], Document] = _as_is) -> bytes:
    media = {f"{mode} {form}": drawn(mode, form) for mode, form in KINDS}
    return _attached(made(document(Figure(name, f"A picture, {name}.") for name in media)), media)


def edition(content: Path, name: str, *, embed: bool = False, profile: PdfProfile = PdfProfile.UA_1_A_2A) -> bytes:
    """An edition as a build writes it."""
    tree = Overlay(
        Folder(content), {"desk.yaml": (content / "desk.yaml").read_bytes() + f"\npdf: {profile.value}\n".encode()}
    )
    brief = check(Workspace(tree, house_assets(), Path("out")), name, embed=embed).brief
    assert brief is not None
    assert bool(brief.attachments) is (embed or profile is PdfProfile.UA_2_A_4F)
    return write(brief.document, draw(brief), brief.theme, brief.attachments).data

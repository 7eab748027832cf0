"""What the validators are shown: every document of the tests, every chart and kind of picture, and the editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from briefgen.charts.render_charts import draw as draw_chart
from briefgen.content import Folder, house_assets
from briefgen.formats.pdf import write
from briefgen.model.blocks import Figure
from briefgen.model.document import Attachment, Document, Media, Relationship
from briefgen.pipeline import Workspace, check
from briefgen.render import draw
from tests.charts.gallery import GALLERY
from tests.formats.pdf.brief import document
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


@dataclass(frozen=True)
class Claim:
    """A file to be, by its name, and the part of PDF/A that it claims beside PDF/UA-1."""

    name: str
    part: int
    write: Callable[[], bytes]


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
    yield Claim("charts", 2, _charts)
    yield Claim("pictures", 2, _pictures)
    for name, content in EDITIONS.items():
        yield Claim(name, 2, partial(edition, content, name))
        yield Claim(f"{name} with sources", 3, partial(edition, content, name, embed=True))


def _written(each: Document, media: Media, attachments: tuple[Attachment, ...] = ()) -> bytes:
    return write(each, media, house(), attachments).data


def _charts() -> bytes:
    media = {name: draw_chart(chart, house(), house().page.text_width) for name, chart in GALLERY.items()}
    figures = (
        Figure(name, f"A chart: {name}.", text("A finding"), text("A caption."), chart=GALLERY[name]) for name in media
    )
    return _written(document(figures), media)


def _pictures() -> bytes:
    media = {f"{mode} {form}": drawn(mode, form) for mode, form in KINDS}
    return _written(document(Figure(name, f"A picture, {name}.") for name in media), media)


def edition(content: Path, name: str, *, embed: bool = False) -> bytes:
    """An edition as a build writes it."""
    brief = check(Workspace(Folder(content), house_assets(), Path("out")), name, embed=embed).brief
    assert brief is not None
    assert bool(brief.attachments) is embed
    return write(brief.document, draw(brief), brief.theme, brief.attachments).data

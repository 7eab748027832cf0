"""The proof finds nothing in the pages that the writer writes, whatever the document holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.assemble import make_supplement
from briefgen.charts.render_charts import draw as draw_chart
from briefgen.content import Folder, Overlay, house_assets
from briefgen.model.blocks import Change, ChangeKind, Figure, List, ListItem
from briefgen.model.kind import ListedReferences
from briefgen.model.traverse import blocks_of
from briefgen.pipeline import check
from briefgen.render import draw
from briefgen.workspace import Workspace
from tests.charts.gallery import GALLERY
from tests.formats.html.sample import page_of, sample
from tests.formats.pdf.brief import document
from tests.house import house
from tests.proof.documents import PICTURES
from tests.proof.test_holds import DOCUMENTS, EDITIONS, EXTREMES
from tests.samples import REVIEWED, paragraph, text


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_written_pages_are_proven(name: str) -> None:
    assert page_of(DOCUMENTS[name], PICTURES).differences() == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", [*GALLERY, *EXTREMES])
def test_every_chart_is_proven(name: str) -> None:
    media = {"c": draw_chart((GALLERY | EXTREMES)[name], house(), house().page.text_width)}
    blocks = (Figure("c", "A chart.", text("Finding"), text("Caption."), id="f"), paragraph("After.", "p"))
    assert page_of(document(blocks), media).differences() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b' colspan="4"', b""),
        (b' rowspan="3"', b' rowspan="2"'),
        (b'scope="colgroup" colspan="2">2029<', b'scope="colgroup">2029<'),
        (b"<tbody>\n<tr><th", b'<tbody>\n<tr><th colspan="2"'),
        (b"<tr><th", b'<tr colspan="2"><th'),
    ],
)
def test_headings_over_several_columns_are_proven(old: bytes, new: bytes) -> None:
    made = page_of(DOCUMENTS["spanning headings"], PICTURES)
    assert made.differences() == []
    assert old in made.data
    assert made.differences(made.data.replace(old, new, 1))


@pytest.mark.parametrize("kind", ChangeKind)
def test_the_data_of_a_chart_goes_with_it(kind: ChangeKind) -> None:
    made = sample()
    *_, figure = made.document.blocks
    change = Change(kind, "A. Reviewer", REVIEWED)
    inside = List((ListItem((replace(figure, id="inside"),), change=change),))
    marked = replace(made.document, blocks=(replace(figure, change=change), inside, figure))
    page = page_of(marked, made.media, replace(made.supplement, evidence={}))
    assert page.differences() == []
    assert page.data.count(b"<details") == (1 if kind in (ChangeKind.DELETED, ChangeKind.MOVED_FROM) else 3)


@pytest.mark.slow
@pytest.mark.parametrize("listed", ListedReferences)
@pytest.mark.parametrize("desk", EDITIONS)
def test_editions_are_proven_and_their_figures_missed(desk: str, listed: ListedReferences) -> None:
    folder, name = EDITIONS[desk]
    written = (folder / "desk.yaml").read_bytes() + f"\nreferences: {listed.value}\n".encode()
    content = Overlay(Folder(folder), {"desk.yaml": written})
    brief = check(Workspace(content, house_assets(), Path("out")), name).brief
    assert brief is not None
    assert brief.edition.desk.references is listed
    media = draw(brief)
    supplement = make_supplement(brief.edition, brief.ledger, brief.document)
    assert len(supplement.evidence) > 20
    made = page_of(brief.document, media, supplement)
    assert made.differences() == []
    one, other, *_ = media
    exchanged = replace(made, media={**media, one: media[other], other: media[one]})
    figures = (block for block in blocks_of(brief.document.blocks) if isinstance(block, Figure))
    places = {figure.place for figure in figures if figure.picture in (one, other)}
    assert places <= {difference.piece.place for difference in exchanged.differences()}

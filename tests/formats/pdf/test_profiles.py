"""What a PDF claims, and how it is built then: PDF/UA-1 with PDF/A-2a, or PDF/UA-2 with PDF/A-4 in PDF 2.0."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Pdf

from briefgen.formats.pdf import write
from tests.commands import briefgen
from tests.formats.pdf.brief import BRIEF, MEDIA
from tests.formats.pdf.corpus import ATTACHMENTS, EDITIONS, in_pdf_2
from tests.house import house

EDITION = "2031-04-14-punctuality"
OF_PDF_2 = "http://iso.org/pdf2/ssn"


@pytest.fixture(scope="module")
def modern() -> Iterator[Pdf]:
    with Pdf.open(BytesIO(write(in_pdf_2(BRIEF), MEDIA, house(), ATTACHMENTS).data)) as pdf:
        yield pdf


def elements(pdf: Pdf) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, Dictionary) and "/S" in each and "/P" in each]


def named(pdf: Pdf) -> dict[str, str]:
    with pdf.open_metadata() as packet:
        return {str(key).rpartition("}")[2]: str(value) for key, value in packet.items() if "id/" in str(key)}


def test_the_usual_pdf_claims_what_every_archive_knows() -> None:
    with Pdf.open(BytesIO(write(BRIEF, MEDIA, house()).data)) as pdf:
        assert pdf.pdf_version == "1.7"
        assert "/Title" in pdf.docinfo
        assert named(pdf) == {"part": "1", "conformance": "A"}
        assert not any("/NS" in each or "/Ref" in each for each in elements(pdf))


def test_pdf_2_says_so_and_has_no_information_dictionary(modern: Pdf) -> None:
    assert modern.pdf_version == "2.0"
    assert "/Info" not in modern.trailer
    packet = modern.Root.Metadata.read_bytes().decode()
    for claim in (
        "pdfaid:part>4<",
        "pdfaid:rev>2020<",
        "pdfaid:conformance>F<",
        "pdfuaid:part>2<",
        "pdfuaid:rev>2024<",
    ):
        assert claim in packet
    assert "http://pdfa.org/declarations/wtpdf#accessibility1.0" in packet


def test_without_attachments_it_claims_the_part_that_needs_none() -> None:
    data = write(in_pdf_2(BRIEF), MEDIA, house()).data
    assert b"<pdfaid:part>4<" in data
    assert b"pdfaid:conformance" not in data


def test_every_element_is_of_a_namespace(modern: Pdf) -> None:
    found = Counter((str(each.S), str(each.NS.NS) == OF_PDF_2) for each in elements(modern))
    assert {kind for kind, is_new in found if not is_new} == {"/BlockQuote", "/Reference", "/TOC", "/TOCI"}
    assert {"/Document", "/FENote", "/Aside", "/H1", "/Table", "/TH"} <= {kind for kind, is_new in found if is_new}
    assert not {"/Note", "/Div2"} & {kind for kind, _ in found}
    assert {str(each.NS) for each in modern.Root.StructTreeRoot.Namespaces} == {OF_PDF_2, "http://iso.org/pdf/ssn"}


def test_contents_and_references_name_what_they_lead_to(modern: Pdf) -> None:
    entries = [each for each in elements(modern) if each.S == "/TOCI"]
    assert [str(each.Ref[0].S) for each in entries] == ["/H2", "/H3", "/H2", "/H3", "/H2", "/H2"]
    led_to = {str(other.S) for each in elements(modern) if each.S == "/Reference" for other in each.get("/Ref", ())}
    assert {"/FENote", "/Aside"} <= led_to


def test_notes_and_what_refers_to_them_name_each_other(modern: Pdf) -> None:
    notes = [each for each in elements(modern) if each.S == "/FENote"]
    assert len(notes) == 2
    for note in notes:
        assert {str(each.S) for each in note.Ref} == {"/Reference"}
        assert all(note.objgen in {other.objgen for other in each.Ref} for each in note.Ref)
        assert note.A.NoteType == "/Footnote"


def test_links_and_outline_lead_to_elements_and_to_places(modern: Pdf) -> None:
    links = [each.A for page in modern.pages for each in page.obj.get("/Annots", ()) if each.A.S == "/GoTo"]
    first = modern.Root.Outlines.First
    assert len(links) > 10
    for action in (*links, first.A):
        assert isinstance(action.D, Array)
        assert action.D[0].Type == "/Page"
        assert "/S" in action.SD[0]
    assert [first.Title, first.A.SD[0].S] == ["Bottom line", "/Div"]
    assert modern.Root.Outlines.Last.A.SD[0].S == "/H2"


def test_a_caption_stands_last_beside_its_figure(modern: Pdf) -> None:
    """Beside it and not in it, since most readers say nothing that stands in what has an alternative text."""
    groups = [each for each in elements(modern) if each.S == "/Aside"]
    assert [[str(kid.S) for kid in each.K] for each in groups] == [["/P", "/Figure", "/Caption"]] * 2


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    content = shutil.copytree(EDITIONS[EDITION], tmp_path / "content")
    with (content / "desk.yaml").open("a") as file:
        file.write("\npdf: ua-2+a-4f\n")
    return tmp_path


def built(desk: Path) -> Path:
    (path,) = desk.glob("out/*/*.pdf")
    return path


@pytest.mark.slow
def test_a_desk_asks_for_pdf_2_which_carries_its_figures(desk: Path) -> None:
    briefgen(desk, "build")
    with pikepdf.open(built(desk)) as pdf:
        assert pdf.pdf_version == "2.0"
        assert {"ledger.csv", "ledger.json"} < set(pdf.attachments)
        assert not any(name.startswith("content/") for name in pdf.attachments)


def test_an_unknown_profile_is_refused_with_those_that_there_are(desk: Path) -> None:
    path = desk / "content/desk.yaml"
    path.write_text(path.read_text().replace("ua-2+a-4f", "a-1b"))
    result = briefgen(desk, "check")
    assert result.returncode == 1
    assert "desk.yaml" in result.stderr
    assert "ua-1+a-2a" in result.stderr
    assert "ua-2+a-4f" in result.stderr

"""The repository's own edition: faultless, and every fact of its source in both documents."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from briefgen.content import FILE_KINDS, Folder, schema_text
from briefgen.pipeline import check
from briefgen.render import Brief, render
from briefgen.workspace import Workspace

ROOT = Path(__file__).parent.parent
EDITION = "2025-02-25-afghanistan"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

POSITIONS = {
    "who speaks": ["Ishaq Dar", "Deputy Prime Minister", "Foreign Minister"],
    "the demand": ["interim government", "soil from being used for terrorism", "no country should let its territory"],
    "the stance reiterated": ["recent interview", "stance on the issue is unchanged"],
    "neighbours": ["Regional peace and stability", "does not want tensions with its neighbours"],
    "background": ["since the Taliban took power", "2021", "asked Kabul again and again"],
    "deportations": ["Afghans without documents are being deported"],
    "the request refused": ["turned down Kabul’s request", "Islamabad and Rawalpindi"],
    "first deadline": ["28 February 2025", "a few days", "three days from this brief"],
    "second deadline": ["31 March 2025", "valid documents for travel to another country", "must leave Pakistan"],
    "records": ["detailed records", "addresses and whereabouts"],
    "Kashmir": ["Indian Illegally Occupied Jammu and Kashmir (IIOJK)", "resolutions of the United Nations"],
    "self-determination": ["committed to supporting Kashmiris in their struggle for self-determination"],
    "the military leadership": ["267th Corps Commanders’ Conference", "General Headquarters (GHQ)", "Asim Munir"],
    "the chief of staff": ["Chief of Army Staff (COAS)", "serious concern"],
    "the statement": ["Inter-Services Public Relations (ISPR)", "decisive action", "instead of issuing denials"],
    "the right to defend": ["right to defend its people"],
    "the report": [
        "CRSS",
        "Annual Security Report 2024",
        "deadliest in ten years for civilians and security personnel",
    ],
    "the year before": ["66%", "nine-year high", "seven lives", "November"],
    "closing": ["keeps pressing Kabul", "firm on national security", "external threats"],
    "no day of publication": ["undated", "gives no day of publication"],
}
FIGURES = (
    *("685", "444", "1,612", "63%", "73%", "934", "66%", "1,616", "782", "2,546", "2,267", "1,166"),
    *("927", "148", "722", "about 1,534", "3 days", "34"),
)


@cache
def brief() -> Brief:
    checked = check(Workspace(Folder(ROOT / "content"), Folder(ROOT / "assets"), ROOT / "out"), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief is not None
    return checked.brief


@cache
def files() -> dict[str, bytes]:
    return render(brief())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@cache
def pdf_text() -> str:
    reader = PdfReader(io.BytesIO(files()[f"{EDITION}.pdf"]))
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


@cache
def docx_text() -> str:
    with zipfile.ZipFile(io.BytesIO(files()[f"{EDITION}.docx"])) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    paragraphs = ("".join(text.text or "" for text in p.iter(f"{W}t", f"{W}delText")) for p in body.iter(f"{W}p"))
    return squeezed(" ".join(paragraphs))


@pytest.fixture(params=["pdf", "docx"])
def text(request: pytest.FixtureRequest) -> str:
    return pdf_text() if request.param == "pdf" else docx_text()


@pytest.mark.sample(4)
@pytest.mark.parametrize("position", POSITIONS)
def test_every_position_is_in_both_documents(text: str, position: str) -> None:
    assert [phrase for phrase in POSITIONS[position] if phrase not in text] == []


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_in_both_documents(text: str, figure: str) -> None:
    assert re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d,])", text)


def test_stated_results_agree_with_the_figures() -> None:
    stated = {entry.fact.id: str(entry.fact.stated) for entry in brief().ledger if entry.fact.stated is not None}
    assert stated == {"losses_share": "63", "losses_excess": "73", "deaths_a_day": "7"}


def test_every_given_fact_names_its_source_and_the_place_in_it() -> None:
    given = [entry.fact for entry in brief().ledger if not entry.is_derived]
    assert len(given) > 20
    assert [fact.id for fact in given if not fact.citation or not fact.citation.at.startswith("¶ ")] == []


def test_figures_show_what_was_asked_for() -> None:
    names = {name.removeprefix("figures/") for name in files() if name.endswith(".png")}
    assert names == {
        "deadlines.png",
        "who-was-killed.png",
        "by-province.png",
        "two-years.png",
        "attacks-among-incidents.png",
    }


def test_schemas_beside_the_content_are_current() -> None:
    folder = ROOT / "content/.schema"
    assert {path.stem for path in folder.iterdir()} == set(FILE_KINDS)
    for kind in FILE_KINDS:
        assert (folder / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind)


def test_content_files_name_a_schema_that_is_there() -> None:
    paths = list((ROOT / "content").rglob("*.yaml"))
    assert len(paths) == 10
    for path in paths:
        modeline = path.read_text(encoding="utf-8").splitlines()[0]
        schema = modeline.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file()

"""What a PDF is to carry on request: a desk from which the same brief can be made again, and its figures as data."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.formats import FORMATS
from briefgen.formats.written import Job, Written
from briefgen.model.document import Attachment, Relationship
from briefgen.pipeline import check
from briefgen.render import Brief, render
from briefgen.workspace import Workspace

ROOT = Path(__file__).parent.parent
CONTENTS = {
    "2025-02-25-afghanistan": ROOT / "content",
    "2031-04-14-punctuality": ROOT / "tests/desks/rail/content",
}
DESK_FILES = {
    "2025-02-25-afghanistan": {"desk.yaml", "sources.yaml", "sources/report.txt"},
    "2031-04-14-punctuality": {"desk.yaml", "sources.yaml"},
}


def checked(content: Path, edition: str) -> Brief:
    result = check(Workspace(Folder(content), house_assets(), Path("out")), edition, embed=True)
    assert result.diagnostics == ()
    assert result.brief is not None
    return result.brief


@pytest.fixture(scope="module", params=CONTENTS)
def brief(request: pytest.FixtureRequest) -> Brief:
    return checked(CONTENTS[request.param], request.param)


def named(brief: Brief) -> dict[str, Attachment]:
    return {attachment.name: attachment for attachment in brief.attachments}


def test_content_files_are_byte_for_byte_those_of_the_desk(brief: Brief) -> None:
    name, root = brief.edition.id, CONTENTS[brief.edition.id]
    found = {each.name: each.data for each in brief.attachments if each.relationship is Relationship.SOURCE}
    own = {path.relative_to(root).as_posix() for path in (root / name).rglob("*") if path.is_file()}
    assert len(own) > 7
    assert set(found) == {f"content/{each}" for each in own | DESK_FILES[name]}
    assert all(data == (root.parent / path).read_bytes() for path, data in found.items())


def test_data_are_the_ledger_and_every_chart(brief: Brief) -> None:
    found = {each.name for each in brief.attachments if each.relationship is Relationship.DATA}
    assert found == {"ledger.json", "ledger.csv", *(f"figures/{name}.csv" for name in brief.edition.charts)}
    rows = json.loads(named(brief)["ledger.json"].data)
    assert {row["id"] for row in rows} >= set(brief.edition.declared)


def test_every_chart_has_its_facts_as_the_ledger_has_them(brief: Brief) -> None:
    ledger = {row["id"]: row for row in json.loads(named(brief)["ledger.json"].data)}
    for name, spec in brief.edition.charts.items():
        rows = list(csv.DictReader(io.StringIO(named(brief)[f"figures/{name}.csv"].data.decode())))
        items = [item.fact for series in spec.series for item in series.items if item]
        given = [row for row in rows if row["fact"]]
        assert sorted(row["fact"] for row in given) == sorted(items)
        for row in given:
            fact = ledger[row["fact"]]
            if spec.kind == "timeline":
                assert row["date"] == fact["value"]
            else:
                assert (row["value"], row["unit"], row["printed"]) == (fact["value"], fact["unit"], fact["printed"])


def test_attachments_are_in_order_unique_and_said_what_they_are(brief: Brief) -> None:
    names = [each.name for each in brief.attachments]
    assert names == sorted(set(names))
    assert all(each.description and each.media_type != "application/octet-stream" for each in brief.attachments)
    assert not any(name.startswith(("/", ".")) or ".." in name or "/." in name for name in names)


def test_they_are_the_same_every_time(brief: Brief) -> None:
    assert checked(CONTENTS[brief.edition.id], brief.edition.id).attachments == brief.attachments


def test_the_attached_desk_makes_the_same_brief_again(brief: Brief, tmp_path: Path) -> None:
    for attachment in brief.attachments:
        path = tmp_path / attachment.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(attachment.data)
    again = checked(tmp_path / "content", brief.edition.id)
    assert again.document == brief.document
    assert again.attachments == brief.attachments


def test_none_are_made_unless_somebody_asks() -> None:
    (edition, content), *_ = CONTENTS.items()
    result = check(Workspace(Folder(content), house_assets(), Path("out")), edition)
    assert result.brief is not None
    assert result.brief.attachments == ()


@pytest.mark.sample(1)
def test_the_pdf_writer_is_given_them(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[Attachment, ...]] = []
    pdf = FORMATS["pdf"]

    def noting(job: Job) -> Written:
        given.append(job.attachments)
        return pdf.write(job)

    monkeypatch.setitem(FORMATS, "pdf", replace(pdf, write=noting))
    files = render(brief, ("pdf",))
    assert given == [brief.attachments]
    assert files["ledger.json"] == named(brief)["ledger.json"].data
    assert files["ledger.csv"] == named(brief)["ledger.csv"].data

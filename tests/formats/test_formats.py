"""The table of formats: one that is added to it is built, proven, compared and published like those that are there."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen import codes
from briefgen.building import BuildOptions, Outcome, build
from briefgen.content import Folder, house_assets
from briefgen.errors import Diagnostic
from briefgen.formats import FORMATS, Format
from briefgen.formats.written import Job, Written
from briefgen.model.blocks import Contents, PageBreak
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from briefgen.pipeline import check
from briefgen.publishing import PublishOptions, publish
from briefgen.render import paginated
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.redline import Titles, compared, write
from briefgen.spans import whole_file
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk
from tests.house import house
from tests.samples import DOCUMENT, MEDIA

ROOT = Path(__file__).parent.parent.parent
NAMES = tuple(FORMATS)
NOW = datetime(2031, 5, 5, tzinfo=UTC)


def as_text(job: Job) -> bytes:
    """The texts of a document, and the pages in its contents."""
    lines = []
    for block in blocks_of(job.document.blocks):
        lines += map(plain_text, texts_of(block))
        if isinstance(block, Contents):
            lines += [str(entry.page) for entry in block.entries]
    return "\n".join(lines).encode()


def prove(job: Job, data: bytes) -> list[Diagnostic]:
    return [] if data == as_text(job) else [codes.PDF_DIFFERS.at(job.home, "the text differs from the document")]


@pytest.fixture(autouse=True)
def text(monkeypatch: pytest.MonkeyPatch) -> Format:
    made = Format(".text", "text/x-brief", lambda job: Written(lambda: as_text(job)), prove)
    monkeypatch.setitem(FORMATS, "text", made)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace(Folder(write_desk(tmp_path)), house_assets(), tmp_path / "out")


def test_it_is_built_with_the_others_or_alone(desk: Workspace) -> None:
    assert {path.suffix for path in build(desk, EDITION).documents} == {".pdf", ".docx", ".text"}
    alone = build(desk, EDITION, BuildOptions(["text"]))
    assert {path.suffix for path in alone.removed} == {".pdf", ".docx"}
    (document,) = alone.documents
    assert "Landings stood at 12,480\u00a0tonnes" in document.read_text("utf-8")


def test_it_is_proven(desk: Workspace, text: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "text", replace(text, write=lambda _job: Written(lambda: b"something else")))
    built = build(desk, EDITION)
    assert built.outcome is Outcome.FAILED
    assert "the text differs from the document" in {fault.message for fault in built.diagnostics}


def test_it_has_the_pages_of_the_pdf(desk: Workspace, text: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Job] = []
    monkeypatch.setitem(FORMATS, "text", replace(text, write=lambda job: given.append(job) or text.write(job)))  # type: ignore[func-returns-value]
    build(desk, EDITION, BuildOptions(["text"]))
    assert [job.document.pages > 0 for job in given] == [True]


def test_it_is_published(desk: Workspace) -> None:
    published = publish(desk, EDITION, PublishOptions(without=("Head of desk",), reason="Out of office"), NOW)
    assert published.record is not None
    rows = csv.DictReader((published.record.data / "filelist.csv").read_text().splitlines(), delimiter="|")
    assert {row["media type"] for row in rows if row["path"] == f"{EDITION}.text"} == {"text/x-brief"}
    assert (published.record.data / f"{EDITION}.text").is_file()


def test_it_has_redlines(desk: Workspace, tmp_path: Path) -> None:
    changed = {f"{EDITION}/edition.yaml": FILES[f"{EDITION}/edition.yaml"].replace("Landings stood", "Catches stood")}
    other = replace(desk, content=Folder(write_desk(tmp_path / "other", changed)))
    redline = compared(check(desk, EDITION), check(other, EDITION), Titles("then", "now"), Reviser("Ana Ruiz", NOW))
    assert redline is not None
    summary, _, text = write(redline, "redline")["redline.text"].decode().partition("\n")
    assert summary == "Changes from then to now"
    assert "Catches stood" in text


@pytest.mark.parametrize("name", [name for name in NAMES if not FORMATS[name].encloses])
def test_the_proof_of_each_finds_what_is_not_written(name: str) -> None:
    format_, job = FORMATS[name], paginated(Job(DOCUMENT, MEDIA, house(), whole_file("content/edition")))
    data = format_.write(job).data
    assert format_.prove(job, data) == []
    kinds = {type(block): place for place, block in enumerate(job.document.blocks)}
    assert len(kinds) > 8
    for place in (place for kind, place in kinds.items() if kind is not PageBreak):
        shorter = replace(job.document, blocks=(*job.document.blocks[:place], *job.document.blocks[place + 1 :]))
        assert format_.prove(job, format_.write(replace(job, document=shorter)).data)


def test_no_writer_may_import_another_or_the_proof() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (apart,) = (set(contract["modules"]) for contract in contracts if contract["type"] == "independence")
    children = {path.stem for path in (ROOT / "briefgen/formats").iterdir() if not path.name.startswith("__")}
    assert apart == {"briefgen.proof", *(f"briefgen.formats.{child}" for child in children - {"written"})}

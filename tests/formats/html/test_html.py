"""The page of the small desk: made with the others or alone, the same each time, kept in records, and in redlines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.content.schema import DocumentFormat
from briefgen.formats import FORMATS, by_default
from briefgen.formats.html import write
from briefgen.formats.html.palette import GROUND, READ, on_dark
from briefgen.formats.written import Job
from briefgen.model.blocks import Align, Cell, Column, Figure, Heading, Paragraph, Table
from briefgen.model.inlines import Link, Text, Value
from briefgen.theme import PAPER, contrast
from tests.commands import briefgen
from tests.desk import EDITION, replaced, write_desk
from tests.formats.html.sample import HOME, STYLE, page_of, sample
from tests.formats.pdf.test_hostile import HOSTILE
from tests.house import house
from tests.proof.documents import table
from tests.samples import DOCUMENT, MEDIA, paragraph, text

PAGE = f"out/{EDITION}/{EDITION}.html"


def as_usual_and_html(folder: Path) -> None:
    changes = replaced("desk.yaml", "language: en-GB", "language: en-GB\nformats: [html, pdf]")
    write_desk(folder, changes)


def test_the_schema_knows_all_formats() -> None:
    assert [each.value for each in DocumentFormat] == list(FORMATS)
    assert by_default() == ("pdf", "docx")


def test_figures_at_decimal_signs_have_room_behind_them() -> None:
    row = (Cell((Text("North"),)), Cell((Text("5"),), behind="", inset=0.5))
    table = Table((Column(), Column(Align.RIGHT)), (Cell(()), Cell(())), (row,), id="t")
    page = page_of(replace(DOCUMENT, blocks=(table,), notes=())).data.decode()
    assert '<td class="right in-50">5</td>' in page
    assert '.in-50::after{content:"";padding-left:0.5em}' in page


@pytest.mark.slow
def test_a_desk_chooses_its_formats(tmp_path: Path) -> None:
    as_usual_and_html(tmp_path)
    done = briefgen(tmp_path, "build")
    assert [Path(line).suffix for line in done.stdout.splitlines()] == [".pdf", ".html"]
    record = json.loads((tmp_path / "out" / EDITION / "build.json").read_text())
    assert record["formats"] == ["pdf", "html"]
    again = briefgen(tmp_path, "build")
    assert "unchanged since the last build" in again.stderr + again.stdout
    alone = briefgen(tmp_path, "build", "--format", "docx")
    assert "removed, because it was not built anew" in alone.stderr + alone.stdout
    assert not (tmp_path / PAGE).exists()


def test_a_format_that_there_is_not_is_a_fault(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("desk.yaml", "language: en-GB", "language: en-GB\nformats: [odt]"))
    done = briefgen(tmp_path, "build")
    assert done.returncode == 1
    assert "content/desk.yaml:3:11: error" in done.stderr
    assert "html" in done.stderr


@pytest.mark.slow
def test_a_page_alone_is_the_page_beside_the_others(tmp_path: Path) -> None:
    write_desk(tmp_path)
    assert briefgen(tmp_path, "build", "--format", "html").returncode == 0
    alone = (tmp_path / PAGE).read_bytes()
    assert briefgen(tmp_path, "build", "--format", "html", "--format", "pdf").returncode == 0
    assert (tmp_path / PAGE).read_bytes() == alone
    assert b"https://" not in re.sub(rb'<a [^>]*href="[^"]*"', b"", alone)


@pytest.mark.slow
def test_a_record_has_the_page_that_its_desk_wants_and_makes_it_again(tmp_path: Path) -> None:
    changes = replaced("desk.yaml", "language: en-GB", "language: en-GB\nformats: [html]")
    write_desk(tmp_path, {**changes, **replaced("/edition.yaml", "  - {by: Head of desk}\n", "")})
    done = briefgen(tmp_path, "publish", "--leave-out-unused")
    assert done.returncode == 0, done.stderr
    (page,) = (tmp_path / "out/archive").rglob(f"{EDITION}.html")
    assert sorted(path.suffix for path in page.parent.glob(f"{EDITION}.*")) == [".docx", ".html", ".pdf"]
    assert f"{EDITION}.html|" in (page.parent / "filelist.csv").read_text()
    assert "|text/html" in (page.parent / "filelist.csv").read_text()
    assert briefgen(tmp_path, "archive", "verify").returncode == 0
    rebuilt = briefgen(tmp_path, "archive", "rebuild", page.parent.parent.name)
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    page.write_bytes(page.read_bytes().replace(b"12,480", b"12,840"))
    assert briefgen(tmp_path, "archive", "verify").returncode == 3


@pytest.mark.slow
def test_a_redline_is_a_page_as_well(tmp_path: Path) -> None:
    write_desk(tmp_path)
    other = "2031-05-12-herring"
    copytree(tmp_path / "content" / EDITION, tmp_path / "content" / other)
    header = tmp_path / "content" / other / "edition.yaml"
    header.write_text(header.read_text().replace("2031-05-05", "2031-05-12").replace("Landings stood", "Catches stood"))
    done = briefgen(tmp_path, "redline", EDITION, other, "--format", "html", "--author", "A. Reviewer")
    assert done.returncode == 0, done.stderr
    (path,) = done.stdout.split()
    said = (tmp_path / path).read_text(encoding="utf-8")
    assert re.search(r'<del title="A. Reviewer" datetime="2031-05-12[^"]*">Landings</del>', said)
    assert re.search(r'<ins title="A. Reviewer" datetime="2031-05-12[^"]*">Catches</ins>', said)
    assert "How to read the marks" in said


@pytest.mark.sample(6)
@pytest.mark.parametrize("harm", [*HOSTILE, "</style><script>alert(1)</script>", '" onclick="alert(1)', "<!--", "]]>"])
def test_what_is_markup_elsewhere_is_printed_to_the_letter(harm: str) -> None:
    front = replace(DOCUMENT.front, **dict.fromkeys(("desk", "issue", "marking", "draft"), harm))
    blocks = (
        Heading(1, text(harm), harm, harm, id="a"),
        Paragraph((Text(harm), Value("f", text=harm), Link(text(harm), "https://example.org/?a=1&b='\"<>")), id="b"),
        replace(table((harm, harm), (harm, harm)), caption=text(harm), label=harm),
        Figure("landings", harm, text(harm), text(harm), text(harm), label=harm, id="c"),
    )
    properties = replace(DOCUMENT.properties, title=harm, author=harm, subject=harm, keywords=(harm,))
    document = replace(DOCUMENT, front=front, blocks=blocks, notes=(), properties=properties)
    made = page_of(document, MEDIA)
    assert made.differences() == []
    said = made.data.decode()
    assert len(re.findall("<style>", said)) == len(re.findall("</style>", said)) == 1
    assert "<script" not in said


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "vbscript:x", "file:///x"]
)
def test_a_link_of_another_scheme_is_none(address: str) -> None:
    document = replace(DOCUMENT, blocks=(Paragraph((Link(text("here"), address),), id="p"),), notes=())
    made = page_of(document, MEDIA)
    assert address.encode() not in made.data
    assert [difference.piece.block for difference in made.differences()] == ["p"]


def test_the_page_carries_the_faces_that_it_sets_and_no_others() -> None:
    job = Job(replace(DOCUMENT, blocks=(paragraph("Plain.", "p"),), notes=()), MEDIA, house(), HOME)
    first, second = (write(job).data for _ in range(2))
    assert first == second
    faces = re.findall(rb'font-family:"(\w+)";font-weight:(\w+);font-style:(\w+);src', first)
    assert (b"serif", b"normal", b"normal") in faces
    assert (b"serif", b"bold", b"normal") not in faces
    assert len(first) < 200_000
    assert b"@font-face" not in write(replace(job, theme=STYLE)).data


def test_dark_colours_can_be_read() -> None:
    dark = on_dark(house().colours)
    for name in ("ink", "muted", "structure", "link", "inserted", "deleted"):
        assert contrast(getattr(dark, name), GROUND) >= READ
    fills = [colour for colour in dark.data if contrast(colour, GROUND) < READ]
    assert fills
    assert all(contrast(PAPER, colour) >= READ for colour in fills)


def test_tables_say_what_heads_what() -> None:
    said = sample().data.decode()
    tables = [block for block in sample().document.blocks if isinstance(block, Table)]
    assert tables
    assert said.count('scope="col"') >= sum(len(table.header) for table in tables)
    assert 'scope="row"' in said

"""`briefgen import`: three commands from a Word document to a pack, and what is refused."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from tests.commands import briefgen
from tests.desk import EDITION, write_desk

NEXT = ("--date", "2031-05-12", "--slug", "old")
HOME = "content/2031-05-12-old"


def old(folder: Path, text: str = "Boats landed 4,321 crates, two of them late.") -> Path:
    """A Word document with a figure in digits and one in words."""
    document = Document()
    document.add_heading("Landings", 1)
    document.add_paragraph(text)
    path = folder / "old.docx"
    document.save(str(path))
    return path


def test_the_commands_lead_to_a_ledger_without_errors(tmp_path: Path) -> None:
    write_desk(tmp_path)
    done = briefgen(tmp_path, "import", old(tmp_path).name, *NEXT)
    assert (done.returncode, done.stdout) == (0, f"{HOME}\n"), done.stderr
    *_, second, third = done.stderr.splitlines()
    assert second == "next: briefgen bind 2031-05-12-old --all --source old"
    assert briefgen(tmp_path, *second.split()[2:]).returncode == 0
    section = (tmp_path / HOME / "sections/10-landings.md").read_text()
    assert "Boats landed {{ boats_crates }} crates, {{ late | words }} of them late." in section
    assert third == "then: briefgen build 2031-05-12-old"
    checked = briefgen(tmp_path, "check", "2031-05-12-old")
    assert checked.returncode == 0, checked.stderr


def test_a_file_of_the_same_name_with_another_title_is_another_source(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    for number, day in ((14, "2031-05-12"), (14, "2031-05-13"), (15, "2031-05-19")):
        document = Document()
        document.add_paragraph(f"Situation report {number}", "Title")
        document.add_paragraph("Boats are out.")
        document.save(str(tmp_path / "old.docx"))
        done = briefgen(tmp_path, "import", "old.docx", "--date", day, "--slug", "old")
        assert f"the source of its figures is {'old' if number == 14 else 'old-2'}\n" in done.stderr
    sources = (content / "sources.yaml").read_text()
    assert (sources.count("Situation report 14"), sources.count("Situation report 15")) == (1, 1)


def test_binding_at_once_says_what_is_left(tmp_path: Path) -> None:
    write_desk(tmp_path)
    done = briefgen(tmp_path, "import", old(tmp_path, "They met at 0042, and sold 5x more.").name, *NEXT, "--bind")
    assert "2 figures left typed; `briefgen check 2031-05-12-old` says what to do with each\n" in done.stderr


def test_without_a_desk(tmp_path: Path) -> None:
    done = briefgen(tmp_path, "import", old(tmp_path).name, *NEXT, "--content", "content")
    assert (done.returncode, "BG001" in done.stderr, list(tmp_path.iterdir())) == (1, True, [tmp_path / "old.docx"])


def test_the_marking_is_that_of_the_pages_or_the_highest(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    path = old(tmp_path)
    assert briefgen(tmp_path, "import", path.name, *NEXT).returncode == 0
    assert 'highest\nmarking: "Official-Sensitive"\n' in (tmp_path / HOME / "edition.yaml").read_text()
    document = Document(str(path))
    document.sections[0].footer.paragraphs[0].text = "Official – for the Minister"
    document.save(str(path))
    assert briefgen(tmp_path, "import", path.name, "--date", "2031-05-19", "--slug", "old").returncode == 0
    assert '\nmarking: "Official"\n' in (content / "2031-05-19-old/edition.yaml").read_text()


def test_bind_at_once_and_json(tmp_path: Path) -> None:
    write_desk(tmp_path)
    done = briefgen(tmp_path, "import", old(tmp_path).name, *NEXT, "--source", "survey", "--bind", "--format", "json")
    data = json.loads(done.stdout)
    assert (data["bound"], data["left"], data["source"], data["folder"]) == (2, 0, "survey", HOME)
    assert f"{HOME.removeprefix('content/')}/facts.yaml" in data["files"]
    assert "sources.yaml" not in data["files"]


def test_a_second_import_cites_the_same_source(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    path = old(tmp_path)
    for day in ("2031-05-12", "2031-05-19"):
        assert briefgen(tmp_path, "import", path.name, "--date", day, "--slug", "old").returncode == 0
    assert (content / "sources.yaml").read_text().count("\nold:\n") == 1


def test_nothing_is_written_where_the_edition_is_there(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    before = {path: path.read_bytes() for path in content.rglob("*.*")}
    done = briefgen(tmp_path, "import", old(tmp_path).name, "--date", EDITION[:10], "--slug", EDITION[11:])
    assert (done.returncode, f"{EDITION} is there already" in done.stderr) == (2, True)
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("old.doc", b"", "save it as"),
        ("old.docx", bytes.fromhex("D0CF11E0A1B11AE1"), "Word 97 to 2003 (.doc); open it in Word and save it again"),
        (
            "old.docx",
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("old.docx", b"no archive", "it is not a Word document, or damaged"),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    write_desk(tmp_path)
    (tmp_path / name).write_bytes(data)
    done = briefgen(tmp_path, "import", name, *NEXT)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / HOME).exists()


def test_a_source_that_there_is_not(tmp_path: Path) -> None:
    write_desk(tmp_path)
    done = briefgen(tmp_path, "import", old(tmp_path).name, *NEXT, "--source", "surve")
    assert (done.returncode, 'there is no source "surve"' in done.stderr) == (2, True)


def test_a_picture_is_written_under_a_name_of_our_own(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = old(tmp_path)
    file = BytesIO(path.read_bytes())
    with ZipFile(file, "a") as archive:
        archive.writestr("word/media/..%2fout.png", b"no picture")
    path.write_bytes(file.getvalue())
    assert briefgen(tmp_path, "import", path.name, *NEXT).returncode == 0
    assert not list((tmp_path / HOME).rglob("*.png"))

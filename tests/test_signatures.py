"""The lines below the recommendations of a submission on which people sign: printed, proven, pulled and released."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefgen.content import Folder, Memory, load_edition
from briefgen.content.kinds import kind_names, kind_of
from briefgen.languages import languages
from briefgen.model.blocks import FormLine, List, Table
from briefgen.model.labels import labels_for
from briefgen.model.traverse import plain_text
from briefgen.releases import open_whole
from tests.archives import unzipped, zipped
from tests.assemble.test_form_lines import blocks
from tests.commands import briefgen
from tests.desk import EDITION
from tests.forms import SUBMISSION, form

SIGNED = f"""{SUBMISSION}signatures:
  - {{as: author, name: A. Berg, office: Fisheries desk}}
  - {{as: approver, office: Director of Fisheries}}
  - {{as: decision}}
"""
ROWS = ["Prepared by A. Berg Fisheries desk", "Approved by Director of Fisheries", "Decision Minister for Fisheries"]


def faults(content: Path) -> list[tuple[str, int, int, str]]:
    found = load_edition(Folder(content), EDITION).diagnostics
    return [(each.code, each.place.line, each.place.column, each.message) for each in found]


def test_who_is_named_signs_below_the_recommendations(tmp_path: Path) -> None:
    found = blocks(form(tmp_path, SIGNED))
    (table,) = (each for each in found if isinstance(each, Table))
    assert [plain_text(cell.content) for cell in table.header] == ["Name and office", "Signature", "Date"]
    assert [[plain_text(cell.content) for cell in row] for row in table.rows] == [[row, "", ""] for row in ROWS]
    before = found[found.index(table) - 1]
    assert isinstance(before, List | FormLine)
    assert not table.label


def test_nobody_signs_where_nobody_is_named(tmp_path: Path) -> None:
    assert not any(isinstance(each, Table) for each in blocks(form(tmp_path)))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("as: approver, ", "as: aprover, ", ("BG105", 10, 10, 'the text "aprover" stands here')),
        ("as: approver, ", "", ("BG104", 10, 5, 'the key "as" is missing')),
        ("approver, office: Director of Fisheries", "approver", ("BG104", 10, 5, "nothing says who signs")),
        ("kind: submission", "kind: note-to-file", ("BG105", 9, 3, "nobody signs an edition of the kind")),
    ],
)
def test_faults_are_told_where_they_stand(
    tmp_path: Path, before: str, after: str, fault: tuple[str, int, int, str]
) -> None:
    found = faults(form(tmp_path, SIGNED.replace(before, after)))
    *place, message = fault
    assert [each[:3] for each in found if each[3].startswith(message)] == [tuple(place)]


def test_each_language_says_as_what_people_sign() -> None:
    roles = {role for name in kind_names() for role in kind_of(name).signatures}
    assert roles == {"author", "approver", "decision"}
    assert all(labels_for(language).signatures.keys() == roles for language in languages())


def test_a_new_submission_has_lines_to_sign(tmp_path: Path) -> None:
    assert briefgen(tmp_path, "init", "desk", "--kind", "submission", "--date", "2031-05-05").returncode == 0
    header = (tmp_path / "desk/content/2031-05-05-submission/edition.yaml").read_text(encoding="utf-8")
    assert header.endswith(
        "signatures:\n  - {as: author, name: To be written}\n  - {as: approver, name: To be written}\n"
        "  - {as: decision}\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_format_has_them_and_is_proven(tmp_path: Path, language: str) -> None:
    content = form(tmp_path, f"{SIGNED}language: {language}\ncontact: {{email: desk@example.org}}\n")
    formats = ("docx", "pdf", "html", "txt", "eml")
    done = briefgen(tmp_path, "build", *(each for name in formats for each in ("--format", name)))
    assert done.returncode == 0, done.stderr
    with ZipFile(content.parent / f"out/{EDITION}/{EDITION}.docx") as built:
        assert built.read("word/document.xml").count(b"<w:insideH ") == 1
    text = (content.parent / f"out/{EDITION}/{EDITION}.txt").read_text(encoding="utf-8")
    labels = labels_for(language)
    for each in (labels.name_and_office, labels.signature, *labels.signatures.values(), "A. Berg"):
        assert each in text


def pulled(tmp_path: Path, old: str, new: str) -> str:
    """What pull says of a Word document in which a stretch of markup is another one."""
    form(tmp_path, SIGNED)
    assert briefgen(tmp_path, "build", "--format", "docx").returncode == 0
    document = tmp_path / "reviewed.docx"
    parts = unzipped((tmp_path / f"out/{EDITION}/{EDITION}.docx").read_bytes())
    body, count = re.subn(old, new, parts["word/document.xml"].decode())
    assert count == 1
    document.write_bytes(zipped({**parts, "word/document.xml": body}))
    done = briefgen(tmp_path, "pull", str(document))
    return done.stdout + done.stderr


@pytest.mark.slow
def test_pull_brings_another_name_back(tmp_path: Path) -> None:
    said = pulled(tmp_path, ">A. Berg<", ">C. Lund<")
    assert "edition.yaml:9:24: [-A. Berg-] {+C. Lund+}" in said
    assert "name: C. Lund, office" in (tmp_path / f"content/{EDITION}/edition.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_pull_says_that_a_signature_stays_in_the_signed_document(tmp_path: Path) -> None:
    said = pulled(tmp_path, r'(w:name="_bg_signature_1_3_\w+"/>)', r"\1<w:r><w:t>6 May 2031</w:t></w:r>")
    assert "who signs, and when, is kept in the signed document alone" in said


@pytest.mark.parametrize("left_out", ["signatures", '"section:recommendation"'])
def test_a_release_has_no_names_of_those_who_do_not_sign_it(tmp_path: Path, left_out: str) -> None:
    content = form(tmp_path, SIGNED)
    (content / "desk.yaml").write_text(
        f"name: Fisheries desk\nreleases:\n  press: {{leave_out: [{left_out}]}}\n", encoding="utf-8"
    )
    files = {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*.*")}
    cut = open_whole(Memory(files), EDITION).release("press").content.files
    assert not any(b"Berg" in data for data in cut.values())

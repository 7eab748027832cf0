from __future__ import annotations

import os
import posixpath
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from tests.office import converted
from tests.samples import DOCUMENT, paragraph
from tests.writers.docx.reading import document_written, written
from tests.writers.pdf.brief import BRIEF, document, generated
from tests.writers.pdf.brief import MEDIA as PICTURES

PLAIN = {"customXml/item1.xml"}
"""The parts of which nothing more is said than that they are XML."""

ROOT = Path(__file__).parents[3]
DIGEST = """
import hashlib
from tests.house import house
from tests.samples import DOCUMENT, MEDIA
from briefgen.writers.docx import write
print(hashlib.sha256(write(DOCUMENT, MEDIA, house()).data).hexdigest())
"""


def digest(folder: Path, **environment: str) -> str:
    """The digest of the sample as another process in another folder writes it."""
    result = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    here = digest(ROOT, PYTHONHASHSEED="0", TZ="UTC")
    assert digest(tmp_path, PYTHONHASHSEED="77", TZ="America/St_Johns", LC_ALL="C") == here


def test_the_archive_is_normal() -> None:
    with ZipFile(BytesIO(document_written(DOCUMENT).data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert len({entry.filename for entry in entries}) == len(entries) > 10


def test_every_part_has_a_type_and_an_owner() -> None:
    sample = document_written(DOCUMENT)
    types = sample.xml("[Content_Types].xml")
    defaults = {e.get("Extension") for e in types if e.get("Extension")}
    overrides = {e.get("PartName") for e in types if e.get("PartName")}
    for name in sample.names[1:]:
        assert f"/{name}" in overrides or name.rsplit(".", 1)[-1] in defaults - {"xml"} or name in PLAIN, name
    owned = set()
    for name in sample.names:
        if name.endswith(".rels"):
            folder = name.rpartition("_rels/")[0]
            targets = (e.get("Target", "") for e in sample.xml(name) if e.get("TargetMode") != "External")
            owned |= {posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/") for target in targets}
    parts = {name for name in sample.names if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert len(parts) > 10
    assert parts == owned


def test_the_library_opens_it() -> None:
    opened = docx.Document(BytesIO(document_written(DOCUMENT).data))
    assert opened.core_properties.title == "Herring: weekly brief"
    assert "Landings rose while the quota fell; the ministry must choose by June." in [
        p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Bottom Line"
    ]
    assert [cell.text for cell in opened.tables[1].rows[0].cells] == ["State", "Vote", "Quota, tonnes"]


@pytest.mark.parametrize("seed", range(6))
def test_blocks_in_any_order_make_a_sound_document(seed: int) -> None:
    sample = document_written(document(generated(seed)), PICTURES)
    assert len(sample.all("/w:document/w:body/*")) > 60


def test_a_brief_of_the_usual_length_is_sound() -> None:
    assert len(document_written(BRIEF, PICTURES).all("//w:p")) > 100


def test_writing_leaves_nothing_behind() -> None:
    """A second document does not go on with the ids, lists or pictures of the first."""
    first = document_written(DOCUMENT)
    written(paragraph("between", ""))
    assert document_written(DOCUMENT).data == first.data


@pytest.mark.libreoffice
def test_libreoffice_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "sample.docx"
    source.write_bytes(document_written(DOCUMENT).data)
    converted(source, "odt")
    with ZipFile(tmp_path / "sample.odt") as archive:
        content = archive.read("content.xml").decode()
        pages = archive.read("meta.xml").decode()
    assert "the ministry must choose by June" in content
    assert "Weighed at the quay" in content
    assert 'meta:page-count="0"' not in pages
    assert "meta:page-count=" in pages

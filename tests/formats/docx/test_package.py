from __future__ import annotations

import os
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from briefgen.cache import Cache
from briefgen.charts.render_charts import draw
from briefgen.formats.docx import package, write
from briefgen.model.blocks import Figure
from tests.charts.gallery import GALLERY
from tests.formats.docx.reading import document_written, written
from tests.house import house
from tests.samples import DOCUMENT, MEDIA, paragraph

ROOT = Path(__file__).parents[3]
DIGEST = """
import hashlib
from tests.house import house
from tests.samples import DOCUMENT, MEDIA
from briefgen.formats.docx import write
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


@pytest.mark.slow
def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    here = digest(ROOT, PYTHONHASHSEED="0", TZ="UTC")
    assert digest(tmp_path, PYTHONHASHSEED="77", TZ="America/St_Johns", LC_ALL="C") == here


def test_fonts_that_are_kept_are_not_packed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    sound = zlib.compressobj

    def noting(level: int, *rest: int) -> object:
        packed.append(level)
        return sound(level, *rest)

    monkeypatch.setattr(zlib, "compressobj", noting)
    files = []
    for cache in (Cache(tmp_path), Cache(tmp_path), None):
        package._deflated.cache_clear()
        files.append((write(DOCUMENT, MEDIA, house(), cache).data, packed.count(package.FONTS)))
        packed.clear()
    (first, made), kept, (alone, again) = files
    assert kept == (first, 0)
    assert (alone, again) == (first, made)
    assert made > 2


def test_the_archive_is_normal() -> None:
    with ZipFile(BytesIO(document_written(DOCUMENT).data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert len({entry.filename for entry in entries}) == len(entries) > 10


def test_the_library_opens_it() -> None:
    opened = docx.Document(BytesIO(document_written(DOCUMENT).data))
    assert opened.core_properties.title == "Herring: weekly brief"
    assert "Landings rose while the quota fell; the ministry must choose by June." in [
        p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Bottom Line"
    ]
    assert [cell.text for cell in opened.tables[1].rows[0].cells] == ["State", "Vote", "Quota, tonnes"]


def test_writing_leaves_nothing_behind() -> None:
    """A second document does not go on with the ids, lists or pictures of the first."""
    first = document_written(DOCUMENT)
    written(paragraph("between", ""))
    assert document_written(DOCUMENT).data == first.data


def test_no_part_has_a_document_type() -> None:
    """With a chart in the document, of whose parts SVG is one that matplotlib writes."""
    chart = draw(GALLERY["line"], house(), house().page.text_width)
    figure = Figure("chart", "Landings", label="Figure 1")
    docx = written(figure, media={"chart": chart})
    assert any(name.endswith(".svg") for name in docx.names)
    assert [name for name, data in docx.parts.items() if b"<!DOCTYPE" in data or b"<!ENTITY" in data] == []

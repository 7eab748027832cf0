"""The sample as both writers write it, compared part by part with what was looked at and found good.

`pytest --update-golden` writes the golden files anew; look at the pages and at the difference before committing it.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from briefgen.formats.docx import write as write_docx
from briefgen.formats.pdf import write as write_pdf
from tests.house import house
from tests.samples import DOCUMENT, MEDIA

GOLDEN = Path(__file__).parent / "golden"


@cache
def parts() -> dict[str, str]:
    """Every XML part of the Word document, indented, and the text and outline of the PDF by page."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(write_docx(DOCUMENT, MEDIA, house()).data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                etree.indent(root)
                found[f"docx/{name}"] = etree.tostring(root, encoding="unicode") + "\n"
    reader = PdfReader(io.BytesIO(write_pdf(DOCUMENT, MEDIA, house()).data))
    for number, page in enumerate(reader.pages, 1):
        found[f"pdf/page-{number}.txt"] = (
            "\n".join(" ".join(line.split()) for line in page.extract_text().splitlines()) + "\n"
        )
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    found["pdf/outline.txt"] = "\n".join(titles) + "\n"
    return found


def update(name: str, text: str) -> None:
    path = GOLDEN / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_parts_are_those_that_were_found_good(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        for path in GOLDEN.rglob("*.*"):
            path.unlink()
        for name, text in parts().items():
            update(name, text)
    known = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*") if path.is_file()}
    assert len(known) > 10
    assert known == set(parts())


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.*") if path.is_file())
)
def test_part_is_as_it_was_found_good(name: str) -> None:
    assert parts()[name] == (GOLDEN / name).read_text(encoding="utf-8")

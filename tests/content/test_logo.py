"""The logo of a desk is a sound picture beside desk.yaml, and its alternative text is there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from briefgen.content import Folder, load_edition
from briefgen.model.length import mm
from tests.desk import EDITION, FILES, write_desk


def faults(folder: Path, logo: str) -> list[str]:
    content = write_desk(folder, {"desk.yaml": f"{FILES['desk.yaml']}logo: {logo}\n"})
    file = BytesIO()
    Image.new("RGBA", (60, 72), (0, 40, 90, 128)).save(file, "PNG")
    (content / "crest.png").write_bytes(file.getvalue())
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.edition is not None
    if not any(each.is_error for each in loaded.diagnostics):
        logo_ = loaded.edition.desk.logo
        assert logo_ is not None
        assert (logo_.alt, logo_.height, logo_.picture.data) == ("Arms", mm(14), file.getvalue())
        assert loaded.files["crest.png"] == file.getvalue(), "records and attachments keep it"
    return [f"{each.place.line} {each.code} {each.message}" for each in loaded.diagnostics if each.is_error]


@pytest.mark.parametrize(
    ("logo", "found"),
    [
        ("{file: crest.png, alt: Arms}", []),
        ("{file: crst.png, alt: Arms}", ['10 BG155 there is no image "crst.png"']),
        ("{file: ../crest.png, alt: Arms}", ['10 BG156 "../crest.png" is not a file of that folder']),
        ("{file: desk.yaml, alt: Arms}", ['10 BG157 "desk.yaml" is not a sound PNG or JPEG image']),
        ("{file: crest.png}", ['10 BG104 the key "alt" is missing']),
    ],
)
def test_the_picture_is_guarded(tmp_path: Path, logo: str, found: list[str]) -> None:
    assert faults(tmp_path, logo) == found

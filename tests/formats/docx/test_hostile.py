"""Content that means something to XML comes into the Word document as it is; what XML cannot hold stops the build."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.commands import briefgen
from tests.desk import EDITION, replaced, write_desk
from tests.formats.docx.test_readers import seen_by_the_library

MARKUP = "a &amp; b, c < d &gt; e, ]]> and &lt;w:p/&gt;"
READ = "a & b, c < d > e, ]]> and <w:p/>"


def test_markup_is_text(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/sections/10-landings.md", "Boats landed", f"{MARKUP}: boats landed"))
    assert briefgen(tmp_path, "build").returncode == 0
    document = docx.Document(BytesIO((tmp_path / f"out/{EDITION}/{EDITION}.docx").read_bytes()))
    assert "".join(READ.split()) in seen_by_the_library(document)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("/edition.yaml", "title: Herring", 'title: "Her\\u0001ring"', "BG151"),
        ("/edition.yaml", "title: Herring", 'title: "Her\\ud800ring"', "BG101"),
        ("/figures.yaml", "caption: The vote.", 'caption: "The \\ufffe vote."', "BG151"),
        ("/sections/10-landings.md", "Boats landed", "Boats &#1; landed", "BG152"),
        ("/sections/10-landings.md", "Boats landed", "Boats &#xD800; landed", "BG152"),
        ("/sections/10-landings.md", "Boats landed", "Boats \U0001f600 landed", "BG152"),
        ("/sections/10-landings.md", "A blue field", "A blue &#1; field", "BG152"),
    ],
    ids=[
        "control",
        "surrogate",
        "no character",
        "control's entity",
        "surrogate's entity",
        "emoji",
        "in an alternative",
    ],
)
def test_what_no_document_can_hold_is_an_error_at_its_place(
    tmp_path: Path, path: str, old: str, new: str, code: str
) -> None:
    write_desk(tmp_path, replaced(path, old, new))
    ended = briefgen(tmp_path, "build")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"content/{EDITION}{path}:")
    assert f"error {code}:" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()

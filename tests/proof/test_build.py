"""A build with a broken writer: it says so, writes nothing, and leaves the last pack."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from briefgen.model.blocks import Cell
from briefgen.model.inlines import Text
from briefgen.snapshots import SNAPSHOTS
from tests.commands import briefgen
from tests.desk import EDITION, replaced, write_desk


def files(folder: Path) -> dict[str, bytes]:
    """The files of a pack's folder, or of all packs', without the drafts beside them."""
    paths = (path for path in folder.rglob("*") if path.is_file() and SNAPSHOTS not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


CELLS = {"docx": ("briefgen.formats.docx.tables", "_content"), "pdf": ("briefgen.layout.tables", "_cell")}
"""What writes a table's cell in each format."""


def break_cells(form: str, patch: pytest.MonkeyPatch) -> None:
    """Let a format print another figure in a table than the document has."""
    module, writer = CELLS[form]
    tables = import_module(module)
    sound = getattr(tables, writer)

    def other(value: Any) -> Any:
        is_figure = isinstance(value, Cell) and value.content and getattr(value.content[0], "text", "") == "12,480"
        return replace(value, content=(Text("12,840"),)) if is_figure else value

    patch.setattr(tables, writer, lambda *values: sound(*map(other, values)))


@pytest.mark.sample(1)
@pytest.mark.parametrize(("form", "code", "name"), [("docx", "BG501", "Word document"), ("pdf", "BG502", "PDF")])
def test_a_broken_writer_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, code: str, name: str
) -> None:
    write_desk(tmp_path)
    assert briefgen(tmp_path, "build").returncode == 0
    before = files(tmp_path / "out")
    assert len(before) == 9
    break_cells(form, monkeypatch)
    write_desk(tmp_path, replaced("/edition.yaml", "Landings and quota", "Landings and the quota"))
    ended = briefgen(tmp_path, "build")
    assert ended.returncode == 1
    assert ended.stdout == ""
    said = ended.stderr.splitlines()
    assert (
        f"error {code}: the {name} differs from the document: the text of cell 2 of row 1 of Table\u00a01 should read"
        in said[0]
    )
    assert said[0].startswith(f"content/{EDITION}/sections/10-landings.md:")
    assert "“12,480”, and reads “12,840”" in said[0]
    assert "this is a fault of briefgen, not of the content: please report it" in ended.stderr
    assert "nothing was written" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert files(tmp_path / "out") == before
    checked = briefgen(tmp_path, "check")
    assert (checked.returncode, code in checked.stderr + checked.stdout) == (1, True)

"""A build with a broken writer, as a process: it says so, writes nothing, and leaves the last pack."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import briefgen
from briefgen.snapshots import SNAPSHOTS
from tests.desk import EDITION, replaced, write_desk

BROKEN = """
from dataclasses import replace

from briefgen.model.inlines import Text
from briefgen.formats.{format} import tables

sound = tables._cell


def broken(cell, *others):
    if cell.content and getattr(cell.content[0], "text", "") == "12,480":
        cell = replace(cell, content=(Text("12,840"),))
    return sound(cell, *others)


tables._cell = broken
"""


def files(folder: Path) -> dict[str, bytes]:
    """The files of a pack's folder, or of all packs', without the drafts beside them."""
    paths = (path for path in folder.rglob("*") if path.is_file() and SNAPSHOTS not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def run(command: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process that takes what is broken from a module that Python loads at its start."""
    paths = os.pathsep.join((str(folder / "broken"), str(Path(briefgen.__file__).parent.parent)))
    return subprocess.run(
        [sys.executable, "-m", "briefgen", command, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.sample(1)
@pytest.mark.parametrize(("form", "code", "name"), [("docx", "BG501", "Word document"), ("pdf", "BG502", "PDF")])
def test_a_broken_writer_writes_nothing(tmp_path: Path, form: str, code: str, name: str) -> None:
    write_desk(tmp_path)
    assert run("build", tmp_path).returncode == 0
    before = files(tmp_path / "out")
    assert len(before) == 9
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/sitecustomize.py").write_text(BROKEN.format(format=form), encoding="utf-8")
    write_desk(tmp_path, replaced("/edition.yaml", "Landings and quota", "Landings and the quota"))
    ended = run("build", tmp_path)
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
    checked = run("check", tmp_path)
    assert (checked.returncode, code in checked.stderr + checked.stdout) == (1, True)

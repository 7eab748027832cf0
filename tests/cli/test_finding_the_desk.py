"""Commands called from within a desk, and from outside any."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk import EDITION, replaced, write_desk

INSIDE = ("content", f"content/{EDITION}", f"content/{EDITION}/sections", "out", "content/.schema", "notes/old")


@pytest.fixture
def folder(desk: Path) -> Path:
    """A desk with folders of every kind, and not the working folder."""
    for name in INSIDE:
        (desk / name).mkdir(parents=True, exist_ok=True)
    return desk


@pytest.mark.parametrize("inside", INSIDE)
def test_any_folder_inside_a_desk_is_in_the_desk(
    folder: Path, inside: str, monkeypatch: pytest.MonkeyPatch, briefgen: Run
) -> None:
    write_desk(folder, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))
    monkeypatch.chdir(folder / inside)
    ended = briefgen("check", "--format", "json")
    (fault,) = json.loads(ended.out)
    assert ended.code == 1
    assert Path(fault["file"]).resolve() == folder / "content" / EDITION / "sections/20-vote.md"
    assert fault["file"].startswith(f"{folder}/" if inside == "out" else "../")


def test_builds_are_the_same_from_anywhere(folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    briefgen("build", "--comments")
    pack = folder / "out" / EDITION
    before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    monkeypatch.chdir(pack / "figures")
    assert "unchanged" in briefgen("build", "--comments").err
    ended = briefgen("build", "--comments", "--force")
    assert ended.out.splitlines() == [f"{pack}/{EDITION}.{form}" for form in ("pdf", "docx")]
    assert {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_packs_are_built_from_inside_one_that_is_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run
) -> None:
    briefgen("new", "2031-05-12", "herring")
    briefgen("build", "--all", "--format", "docx")
    monkeypatch.chdir(folder / "out" / EDITION / "figures")
    ended = briefgen("build", "--all", "--format", "docx", "--force")
    assert (ended.code, len(ended.out.splitlines())) == (0, 2)
    monkeypatch.chdir(folder)


def test_an_edition_s_folder_does_not_choose_the_edition(
    folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run
) -> None:
    briefgen("new", "2031-05-12", "herring")
    monkeypatch.chdir(folder / "content" / EDITION)
    assert json.loads(briefgen("review", "--format", "json").out)["edition"] == "2031-05-12-herring"


@pytest.mark.slow
def test_new_schema_reference_and_archive_find_it_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run
) -> None:
    monkeypatch.chdir(folder / "notes")
    assert briefgen("new", "2031-05-12", "herring").out == "../content/2031-05-12-herring\n"
    assert "../content/.schema/facts.json" in briefgen("schema", "--write").out.splitlines()
    assert briefgen("reference").out == "../assets/reference.docx\n"
    assert "there is no archive ../out/archive;" in briefgen("archive", "list").err
    (folder / "out/archive").mkdir()
    assert briefgen("archive", "list").code == 0


@pytest.mark.slow
def test_options_name_other_folders(folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    other = folder / "other"
    write_desk(other)
    monkeypatch.chdir(folder / "content")
    ended = briefgen("build", "--format", "pdf", "--content", str(other / "content"))
    assert ended.out == f"{other}/out/{EDITION}/{EDITION}.pdf\n"
    ended = briefgen("build", "--format", "pdf", "--out", "elsewhere")
    assert ended.out == f"elsewhere/{EDITION}/{EDITION}.pdf\n"
    assert "other/out/archive" in briefgen("diff", EDITION, "--content", str(other / "content")).err


def test_the_nearest_desk_counts(folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    inner = folder / "notes"
    write_desk(inner, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))
    monkeypatch.chdir(inner / "old")
    assert f"../content/{EDITION}/sections/20-vote.md:5:1: error BG202" in briefgen("check").err


def test_a_desk_without_its_desk_yaml_is_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run
) -> None:
    write_desk(folder / "notes", {"desk.yaml": None})
    monkeypatch.chdir(folder / "notes")
    assert "content/desk.yaml: error BG003" in briefgen("check").err


def test_a_folder_named_desk_yaml_makes_no_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    (tmp_path / "content/desk.yaml").mkdir(parents=True)
    (tmp_path / "deep/er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep/er")
    ended = briefgen("build")
    assert ended.code == 1
    assert ended.err == (
        'content: error BG001: there is no content folder "content"\n'
        "  hint: run briefgen in a desk, which has content/desk.yaml, or below it, or name the folder with --content\n"
    )


def test_a_link_into_a_desk_is_followed(folder: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    link = folder.parent / f"{folder.name}-link"
    link.symlink_to(folder / "content" / EDITION)
    monkeypatch.chdir(link)
    assert briefgen("check").code == 0


def test_a_working_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ended = briefgen("check")
    assert (ended.code, ended.out) == (1, "")
    assert "BG001" in ended.err
    os.chdir(tmp_path)

"""A pack is put in place whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from briefgen import output_folder
from briefgen.errors import StorageError
from briefgen.output_folder import is_current, put_pack

RECORD = {"edition": "e", "inputs": "1"}
OLD = {"e.pdf": b"old", "figures/a.png": b"picture"}
NEW = {"e.pdf": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "build.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_pack_holds_just_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "e"
    put_pack(folder, OLD, RECORD)
    assert contents(folder) == OLD
    put_pack(folder, NEW, RECORD)
    assert contents(folder) == NEW
    assert [path.name for path in folder.parent.iterdir()] == ["e"]


def test_pack_is_current_until_record_or_file_changes(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    assert not is_current(folder, RECORD)
    put_pack(folder, OLD, RECORD)
    assert is_current(folder, RECORD)
    assert not is_current(folder, {**RECORD, "inputs": "2"})
    (folder / "figures/a.png").write_bytes(b"damaged")
    assert not is_current(folder, RECORD)


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"files": 3}', '{"files": {"e.pdf": 1}}'])
def test_damaged_record_is_not_current(tmp_path: Path, record: str) -> None:
    put_pack(tmp_path / "e", OLD, RECORD)
    (tmp_path / "e/build.json").write_text(record)
    assert not is_current(tmp_path / "e", RECORD)


@pytest.mark.parametrize("step", ["mkdir", "open", "rename"])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_at_any_step_leaves_the_last_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    """Each call of the step fails in turn, until a build gets through without reaching the failing call."""
    folder = tmp_path / "e"
    put_pack(folder, OLD, RECORD)
    failures = 0
    for failing in range(20):
        with monkeypatch.context() as patch:
            patch.setattr(Path, step, failing_at(failing, getattr(Path, step), fault))
            try:
                put_pack(folder, NEW, RECORD)
            except (StorageError, KeyboardInterrupt):
                failures += 1
            else:
                break
        assert contents(folder) == OLD
        assert [path.name for path in tmp_path.iterdir()] == ["e"]
    assert failures
    assert contents(folder) == NEW


def failing_at(call: int, original: Callable[..., object], fault: BaseException) -> Callable[..., object]:
    """The original, save that its call number `call`, from 0, raises the fault."""
    calls = count()

    def fail(*arguments: object, **options: object) -> object:
        if next(calls) == call:
            raise fault
        return original(*arguments, **options)

    return fail


def test_pack_moved_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    put_pack(folder, OLD, RECORD)
    folder.rename(tmp_path / ".e.old-4711-0")
    output_folder.recover(folder)
    assert contents(folder) == OLD


def test_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match=r"cannot write .*out"):
        put_pack(tmp_path / "out" / "e", OLD, RECORD)


@pytest.mark.parametrize("kind", ["folder", "file", "link", "dangling link"])
def test_what_is_no_pack_is_not_replaced(tmp_path: Path, kind: str) -> None:
    folder, elsewhere = tmp_path / "out" / "e", tmp_path / "elsewhere"
    folder.parent.mkdir()
    if kind == "folder":
        folder.mkdir()
        (folder / "edition.yaml").write_text("content")
    elif kind == "file":
        folder.write_text("content")
    else:
        folder.symlink_to(elsewhere, target_is_directory=True)
    if kind == "link":
        put_pack(elsewhere, OLD, RECORD)
    with pytest.raises(StorageError, match="no pack"):
        put_pack(folder, NEW, RECORD)
    assert [path.name for path in folder.parent.iterdir()] == ["e"]
    assert kind != "folder" or (folder / "edition.yaml").read_text() == "content"
    assert kind != "link" or contents(elsewhere) == OLD


def test_empty_folder_gives_way_to_a_pack(tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    put_pack(tmp_path / "e", NEW, RECORD)
    assert contents(tmp_path / "e") == NEW


@pytest.mark.parametrize("has_links", [True, False])
def test_what_is_the_same_is_not_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    """On a disk without links it is. What was edited is written anew, however it was edited."""
    folder = tmp_path / "e"
    put_pack(folder, {**OLD, "figures/b.png": b"another"}, RECORD)
    (folder / "figures/b.png").write_bytes(b"edited")
    before = (folder / "figures/a.png").stat().st_ino
    again = {**OLD, **NEW, "figures/b.png": b"another", "figures/moved.png": OLD["figures/a.png"]}
    if not has_links:

        def refuse(path: Path, _target: Path) -> None:
            raise OSError(1, "Operation not permitted", str(path))

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    put_pack(folder, again, RECORD)
    assert contents(folder) == {**again, "figures/b.edited.png": b"edited"}
    assert ((folder / "figures/a.png").stat().st_ino == before) is has_links
    assert (folder / "figures/moved.png").stat().st_ino != before
    assert is_current(folder, RECORD)


def test_file_that_somebody_else_put_into_a_pack_stays(tmp_path: Path) -> None:
    """A reviewer's copy of the Word document, say; what an earlier build wrote goes."""
    folder = tmp_path / "e"
    put_pack(folder, OLD, RECORD)
    (folder / "reviewed").mkdir()
    (folder / "reviewed/e.docx").write_bytes(b"comments")
    put_pack(folder, NEW, RECORD)
    assert contents(folder) == {**NEW, "reviewed/e.docx": b"comments"}


def test_what_a_killed_build_left_aside_hinders_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    put_pack(folder, OLD, RECORD)
    left = tmp_path / f".e.old-{os.getpid()}-0"
    left.mkdir()
    (left / "e.pdf").write_bytes(b"older")
    put_pack(folder, NEW, RECORD)
    assert contents(folder) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["e"]


@pytest.mark.parametrize("record", ["", "<<<<<<<", "[]", '{"files": 3}'])
def test_a_damaged_record_loses_no_file(tmp_path: Path, record: str) -> None:
    folder = tmp_path / "e"
    put_pack(folder, OLD, RECORD)
    (folder / "notes.txt").write_bytes(b"notes")
    (folder / "build.json").write_text(record)
    put_pack(folder, NEW, RECORD)
    assert {b"old", b"picture", b"notes", b"new"} == set(contents(folder).values())


def test_what_somebody_edited_in_a_pack_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "e"
    for words in (b"first marks", b"second marks"):
        put_pack(folder, OLD, RECORD)
        (folder / "e.pdf").write_bytes(words)
        kept = put_pack(folder, NEW, RECORD)
        assert [held.read_bytes() for held in kept.values()] == [words]
    assert contents(folder) == {**NEW, "e.edited.pdf": b"first marks", "e.edited-2.pdf": b"second marks"}

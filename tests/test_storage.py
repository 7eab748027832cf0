"""Files are replaced whole or not at all, and one process has what it has locked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from briefgen import storage
from briefgen.storage import as_json, lock, replace_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    return path


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_replaced_and_keeps_its_rights(file: Path, durable: bool) -> None:
    replace_file(file, b"new", durable=durable)
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_missing_is_made(tmp_path: Path) -> None:
    replace_file(tmp_path / "new.yaml", b"new")
    assert (tmp_path / "new.yaml").read_bytes() == b"new"


@pytest.mark.parametrize("what", ["fsync", "chmod", "replace"])
def test_a_failure_leaves_the_file_as_it_was(file: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((storage.os, what) if what == "fsync" else (Path, what)), fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_one_has_a_folder_until_it_lets_go(tmp_path: Path) -> None:
    first, second = (os.open(tmp_path, os.O_RDONLY) for _ in range(2))
    assert lock(first)
    assert not lock(second, 0.1)
    os.close(first)
    assert lock(second, 60)
    os.close(second)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        None,
        "x",
        [{"a": [], "b": {}, "c": [1, "x", None, True, 1.5], "d": {"é": "\u2028\n"}}],
        [[1], [{"k": ()}]],
    ],
)
def test_json_is_indented_as_the_library_does(data: object) -> None:
    assert as_json(data) == (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()

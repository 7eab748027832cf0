"""Who looks into an archive is told of what is missing or has changed there, whichever command they ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.archive.records import Record
from briefgen.storage import remove_tree
from tests.archive.store import EDITION, store
from tests.commands import briefgen

OLD, LAST = "2031/2031-05-05_herring_v001", "2031/2031-05-05_herring_v002"
MORE = "`briefgen archive verify` says more"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with two versions of one edition, of which the last is missing."""
    for _ in range(2):
        store(tmp_path)
    remove_tree(tmp_path / LAST)
    return tmp_path


def asked(archive: Path, *arguments: str) -> tuple[int, str]:
    """What a command of the archive prints in both streams, and its exit code."""
    ended = briefgen(archive, "archive", *arguments, "--archive", str(archive))
    return ended.returncode, ended.stdout + ended.stderr


def test_list_shows_a_record_that_is_missing(archive: Path) -> None:
    code, said = asked(archive, "list")
    assert code == 0
    assert "2031-05-05_herring_v002" in said and "is missing: briefgen archive verify" in said


@pytest.mark.parametrize("command", [("show", EDITION), ("show", "2031-05-05_herring_v002"), ("show", "2031-05-05")])
def test_an_earlier_version_does_not_stand_in_for_one_that_is_missing(archive: Path, command: tuple[str, ...]) -> None:
    assert asked(archive, *command) == (3, f"error: {archive / LAST} is missing; {MORE}\n")


def test_an_earlier_version_is_not_taken_out_for_one_that_is_missing(archive: Path, tmp_path: Path) -> None:
    assert asked(archive, "extract", EDITION, "--to", "copy") == (3, f"error: {archive / LAST} is missing; {MORE}\n")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    "command", [("search", "herring"), ("history", "herring"), ("history", "x", "--format", "json")]
)
def test_searches_say_that_a_record_is_missing(archive: Path, command: tuple[str, ...]) -> None:
    code, said = asked(archive, *command)
    assert code == 0
    assert f"{archive / LAST}: is missing and was not looked at; {MORE}\n" in said


def test_all_records_are_made_again_or_said_to_be_missing(archive: Path) -> None:
    code, said = asked(archive, "rebuild", "--all")
    assert code == 3
    assert f"error: {archive / LAST} is missing; {MORE}\n" in said


@pytest.mark.parametrize("text", ["{", '[{"id": "landings", "printed": "9"}]'])
def test_what_has_changed_is_not_believed(tmp_path: Path, text: str) -> None:
    record: Record = store(tmp_path)
    for name in ("record.json", "ledger.json", "text.json"):
        (record.data / name).chmod(0o600)
        (record.data / name).write_text(text)
    told = f"{record.data / 'record.json'} has changed; {MORE}\n"
    assert asked(tmp_path, "show", EDITION) == (3, f"error: {told}")
    assert "cannot be read: briefgen archive verify" in asked(tmp_path, "list")[1]
    code, said = asked(tmp_path, "history", "landings")
    assert (code, f"{record.folder}: is damaged and was not looked at; {MORE}\n" in said) == (0, True)
    assert "landings  " not in said

"""Watching folders: what changes is noticed, wherever it stands and whenever its folder was made."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from briefgen.cli import watching
from briefgen.cli.watching import changes
from briefgen.folders import state

pytestmark = pytest.mark.slow

PATIENCE = 20
"""Seconds; a change is noticed within one."""


class Watch:
    """Changes of a desk's two folders, one after the other; it begins once it has told the first time."""

    def __init__(self, root: Path, content: str = "content") -> None:
        self._changes: Iterator[None] = changes((root / content, root / "assets"))
        next(self._changes)

    def notices(self, change: Callable[[], object]) -> bool:
        told: list[bool] = []
        waiting = Thread(target=lambda: told.append(next(self._changes, False) is None), daemon=True)
        change()
        waiting.start()
        waiting.join(PATIENCE)
        return told == [True]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A desk with one edition and no assets."""
    (tmp_path / "content/first").mkdir(parents=True)
    (tmp_path / "content/desk.yaml").write_text("name: Desk\n")
    (tmp_path / "content/first/facts.yaml").write_text("a: 1\n")
    return tmp_path


def put(path: Path, text: str = "x\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


NEW = ["assets/theme.yaml", "assets/fonts/A.ttf", "content/sources/crss.txt", "content/first/sections/10-a.md"]


@pytest.mark.sample(2)
@pytest.mark.parametrize("path", [*NEW, "content/second/edition.yaml", "content/first/maps/north.png"])
def test_a_file_in_a_new_folder_and_then_its_changes(root: Path, path: str) -> None:
    watch = Watch(root)
    assert watch.notices(lambda: put(root / path))
    assert watch.notices(lambda: put(root / path, "another\n"))
    assert watch.notices((root / path).unlink)


@pytest.mark.slow
def test_a_folder_that_was_thrown_away_and_made_again(root: Path) -> None:
    put(root / "assets/theme.yaml")
    watch = Watch(root)
    for folder in ("assets", "content/first"):
        files = list((root / folder).iterdir())
        assert watch.notices(lambda folder=folder: shutil.rmtree(root / folder))
        for file in files:
            assert watch.notices(lambda file=file: put(file, "again\n"))
            assert watch.notices(lambda file=file: put(file, "and again\n"))


def test_another_folder_under_the_name_of_one(root: Path) -> None:
    put(root / "assets/theme.yaml")
    put(root / "new/theme.yaml", "new\n")
    watch = Watch(root)

    def change_places() -> None:
        (root / "assets").rename(root / "old")
        (root / "new").rename(root / "assets")

    assert watch.notices(change_places)
    assert watch.notices(lambda: put(root / "assets/theme.yaml", "newer\n"))


@pytest.mark.slow
def test_all_of_the_content_moved_away_and_back(root: Path) -> None:
    watch = Watch(root)
    assert watch.notices(lambda: (root / "content").rename(root / "aside"))
    assert watch.notices(lambda: (root / "aside").rename(root / "content"))
    assert watch.notices(lambda: put(root / "content/desk.yaml", "name: Another\n"))


def test_a_file_that_another_one_replaces(root: Path) -> None:
    watch = Watch(root)
    put(root / "elsewhere.yaml", "name: Dask\n")
    assert watch.notices(lambda: (root / "elsewhere.yaml").replace(root / "content/desk.yaml"))


def test_what_changes_while_a_brief_is_built_is_not_lost(root: Path) -> None:
    watch = Watch(root)
    put(root / "content/desk.yaml", "name: Other\n")
    assert watch.notices(lambda: None)


def test_folders_reached_by_links_that_lead_elsewhere_then(root: Path) -> None:
    """Links above the content, to it, and in it, each replaced as programs do that put files in place."""
    put(root / "new/content/desk.yaml", "name: New\n")
    put(root / "elsewhere/crss.txt")
    (root / "content/crss.txt").symlink_to(root / "elsewhere/crss.txt")
    (root / "current").symlink_to(root)
    (root / "newer").symlink_to(root / "new")
    (root / "now").symlink_to(root / "current/content")
    linked, behind = Watch(root / "current"), Watch(root, "now")
    for watch in (linked, behind):
        assert watch.notices(lambda: put(root / "elsewhere/crss.txt", "another\n"))
    assert linked.notices(lambda: (root / "newer").replace(root / "current"))
    assert behind.notices(lambda: None)


def test_a_desk_whose_folder_is_renamed_and_comes_again(root: Path) -> None:
    watch = Watch(root / "a/b/desk")
    assert watch.notices(lambda: put(root / "a/b/desk/content/desk.yaml"))
    assert watch.notices(lambda: (root / "a").rename(root / "c"))
    assert watch.notices(lambda: (root / "c").rename(root / "a"))
    assert watch.notices(lambda: put(root / "a/b/desk/content/desk.yaml", "another\n"))


def test_what_the_system_does_not_tell_is_seen_all_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "TOLD", watching.MOVED)
    monkeypatch.setattr(watching, "DISKS", frozenset())
    watch = Watch(root)
    assert watch.notices(lambda: put(root / "content/desk.yaml", "name: Other\n"))
    assert watch.notices(lambda: put(root / "content/second/edition.yaml"))


def test_hidden_files_are_none(root: Path) -> None:
    folders = (root / "content", root / "assets")
    before = state(folders)
    assert len(before) == 2
    put(root / "content/.schema/facts.json")
    put(root / "content/first/.facts.yaml.swp")
    (root / "assets").mkdir()
    assert state(folders) == before

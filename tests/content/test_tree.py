"""Content is the same wherever its files are, and only the tree touches the disk."""

import ast
import os
from pathlib import Path

import pytest

from briefgen.archive.bag import bag
from briefgen.archive.records import Record
from briefgen.content import Folder, Loaded, Memory, Overlay, files_below, load_edition, read_record
from briefgen.content.tree import examine, files_typed, find_kind, is_folder, read_file
from briefgen.errors import Diagnostic, StorageError
from briefgen.storage import write_tree
from tests.content.contents import EDITION, FILES, write

PACKAGE = Path(__file__).parents[2] / "briefgen" / "content"
ON_THE_DISK = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text", "stat", "lstat", "walk"),
    *("exists", "is_file", "is_dir", "is_symlink", "iterdir", "listdir", "scandir", "glob", "rglob", "cwd"),
}
BYTES = {name: text.encode() for name, text in FILES.items()}
FACTS = f"{EDITION}/facts.yaml"


def touches(tree: ast.Module) -> set[str]:
    """The calls of a module that ask something of the disk."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if not (isinstance(call, ast.Attribute) and ast.unparse(call.value) == "Image"))
    return ON_THE_DISK & {call.attr if isinstance(call, ast.Attribute) else ast.unparse(call) for call in named}


def test_only_the_tree_touches_the_disk() -> None:
    found = {path.name: touches(ast.parse(path.read_text())) for path in sorted(PACKAGE.rglob("*.py"))}
    assert len(found) > 20
    assert {name for name, calls in found.items() if calls} == {"tree.py"}


def values(loaded: Loaded) -> tuple[object, ...]:
    return loaded.edition, loaded.diagnostics, loaded.files, {Path(name).name for name in loaded.texts}, loaded.broken


@pytest.mark.parametrize("faulty", [False, True])
def test_content_is_the_same_wherever_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, faulty: bool) -> None:
    monkeypatch.chdir(tmp_path)
    changed = {FACTS: b"landings: {value: 3\n", f"{EDITION}/notes.txt": b"x"} if faulty else {}
    write(tmp_path, {name.partition("/")[2]: data for name, data in changed.items()})
    on_disk = load_edition(Folder(Path("content")), EDITION)
    assert bool(on_disk.diagnostics) is faulty
    for tree in (Memory({**BYTES, **changed}), Overlay(Memory(BYTES), changed)):
        assert values(load_edition(tree, EDITION)) == values(on_disk)


class TestMemory:
    TREE = Memory({"a/b.yaml": b"1", "a/c/d.md": b"22", "e.md": b""})

    def test_folders_are_there_if_they_have_files(self) -> None:
        assert [self.TREE.list(path) for path in ("", "a", "a/c")] == [["a", "e.md"], ["b.yaml", "c"], ["d.md"]]
        assert [is_folder(self.TREE, path) for path in ("a/c", "e.md", "x")] == [True, False, False]
        assert find_kind(self.TREE, "x") is None

    def test_what_is_not_there_is_told_as_a_disk_does(self) -> None:
        with pytest.raises(FileNotFoundError):
            self.TREE.list("x")
        with pytest.raises(NotADirectoryError):
            self.TREE.list("e.md")
        with pytest.raises(IsADirectoryError):
            self.TREE.read("a")

    @pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
    def test_no_file_is_outside(self, path: str) -> None:
        with pytest.raises(ValueError, match="not the path of a file"):
            Memory({path: b""})

    def test_paths_may_go_up_and_down_again(self) -> None:
        assert (self.TREE.read("a/c/../b.yaml"), self.TREE.resolve("a/../../x")) == (b"1", None)

    def test_a_folder_is_a_tree_of_its_own(self) -> None:
        below = self.TREE.below("a")
        assert (below.name, below.read("c/d.md"), below.resolve("../e.md")) == ("content/a", b"22", None)


class TestOverlay:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        (tmp_path / "a").mkdir()
        (tmp_path / "a/b.md").write_text("old")
        (tmp_path / "link.md").symlink_to("a/b.md")
        return Folder(tmp_path)

    def test_edits_stand_before_what_is_there(self, folder: Folder) -> None:
        tree = Overlay(folder, {"a/b.md": b"new", "c/d.md": b"more"})
        assert list(files_below(tree, "")) == ["a/b.md", "c/d.md", "link.md"]
        assert [tree.read(path) for path in files_below(tree, "")] == [b"new", b"more", b"new"]
        assert (tree.below("a").read("b.md"), folder.read("a/b.md")) == (b"new", b"old")
        assert (is_folder(tree, "c"), tree.list("c"), find_kind(tree, "d")) == (True, ["d.md"], None)

    def test_a_link_may_be_edited_by_its_own_name(self, folder: Folder) -> None:
        tree = Overlay(folder, {"link.md": b"new"})
        assert (tree.read("link.md"), tree.read("a/b.md")) == (b"new", b"old")

    def test_what_is_in_neither_is_missing(self, folder: Folder) -> None:
        tree = Overlay(folder, {"c/d.md": b""})
        for ask in (tree.status, tree.read, tree.list):
            with pytest.raises(FileNotFoundError):
                ask("e")

    def test_an_edit_is_no_larger_than_a_file(self, folder: Folder) -> None:
        fault = read_file(Overlay(folder, {"a/b.md": bytes(11)}), "a/b.md", 10)
        assert isinstance(fault, Diagnostic)
        assert (fault.code, fault.place.file) == ("BG110", f"{folder.name}/a/b.md")


class TestGuards:
    @pytest.mark.parametrize("path", ["out.md", "folder.md", "fifo.md", "long.md", "away.md", "no\0name.md"])
    def test_a_folder_gives_only_its_own_regular_files(self, tmp_path: Path, path: str) -> None:
        content = tmp_path / "content"
        (content / "folder.md").mkdir(parents=True)
        (tmp_path / "secret.md").write_text("secret")
        (content / "out.md").symlink_to("../secret.md")
        os.mkfifo(content / "fifo.md")
        (content / "long.md").write_bytes(bytes(11))
        found = read_file(Folder(content), path, 10)
        assert isinstance(found, Diagnostic)
        assert examine(Folder(content), path, 10) == found

    def test_a_link_that_stays_inside_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").write_text("a")
        (tmp_path / "b.md").symlink_to("a.md")
        assert read_file(Folder(tmp_path), "b.md", 1) == b"a"

    def test_links_to_folders_are_named_and_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a/b.md").write_text("b")
        (tmp_path / "c").symlink_to("a")
        assert list(files_below(Folder(tmp_path), "")) == ["a/b.md", "c"]

    @pytest.mark.parametrize("stored", ["a/re\u0301sume\u0301.png", "a/r\u00e9sum\u00e9.png"])
    def test_accents_may_be_stored_either_way(self, stored: str) -> None:
        for tree in (Memory({stored: b""}), Overlay(Memory({}), {stored: b""})):
            assert files_typed(tree, "a", "r\u00e9sum\u00e9.png") == [stored]


class TestRecords:
    @pytest.fixture
    def record(self, tmp_path: Path) -> Record:
        record = Record(tmp_path, "2031-05-05-herring", 1)
        record.folder.parent.mkdir()
        write_tree(record.folder, bag({"source/content/desk.yaml": b"name: x\n", "text.json": b"[]"}, ()))
        return record

    def test_a_folder_of_a_record_is_read(self, record: Record) -> None:
        tree = read_record(record, "source/content")
        assert (tree.name, tree.files) == ("content", {"desk.yaml": b"name: x\n"})
        assert read_record(record, "source/assets").files == {}

    def test_a_record_that_is_not_there_cannot_be_read(self, record: Record) -> None:
        with pytest.raises(StorageError, match="cannot read"):
            read_record(Record(record.archive, record.edition, 2), "source/content")

    def test_links_in_a_record_are_not_followed(self, record: Record) -> None:
        folder = record.data / "source/content"
        (folder / "link.md").symlink_to("/etc/passwd")
        assert list(read_record(record, "source/content").files) == ["desk.yaml"]


def test_a_folder_is_the_same_by_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Folder(Path()) == Folder(tmp_path) != Folder(tmp_path / "a")
    assert len({Folder(Path()), Folder(tmp_path)}) == 1

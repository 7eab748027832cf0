from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from time import sleep

import bagit
import pytest

from briefgen.archive import publication as module
from briefgen.archive.publication import PENDING, STAGING, publication
from briefgen.archive.records import Record, choose_record, record_at, records_of
from briefgen.archive.register import BEGINNING, locked, read_end, read_register
from briefgen.archive.verify import Finding, verify
from briefgen.errors import StorageError, UsageError
from briefgen.storage import move_new, remove_tree
from tests.archive.store import EDITION, INFO, PUBLISHED, payload, store

ROOT = Path(__file__).parents[2]


def findings(archive: Path, since: str = "") -> list[Finding]:
    return [finding for _, found in verify(archive, since) for finding in found]


def test_a_record_is_a_bag_that_others_accept(tmp_path: Path) -> None:
    record = store(tmp_path / "archive")
    assert record.folder == tmp_path / "archive/2031/2031-05-05_herring_v001"
    assert bagit.Bag(str(record.folder)).validate()
    assert {p.name for p in record.folder.iterdir()} == {
        "bag-info.txt",
        "bagit.txt",
        "data",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    }
    assert (record.data / "brief.pdf").read_bytes() == payload(1)["brief.pdf"]
    check = subprocess.run(["sha256sum", "-c", "--quiet", "manifest-sha256.txt"], cwd=record.folder, check=False)
    assert check.returncode == 0


def test_versions_follow_each_other_and_the_chain_holds(tmp_path: Path) -> None:
    records = [store(tmp_path) for _ in range(3)] + [store(tmp_path, "2031-05-12-cod")]
    assert [record.version for record in records] == [1, 2, 3, 1]
    register = read_register(tmp_path)
    assert [entry.record for entry in register.entries] == [record.path for record in records]
    assert [entry.previous for entry in register.entries] == [BEGINNING, *(e.digest for e in register.entries[:-1])]
    assert read_end(tmp_path).head == register.head
    assert findings(tmp_path) == findings(tmp_path, register.entries[1].digest) == []


def test_a_record_cannot_be_written_to(tmp_path: Path) -> None:
    record = store(tmp_path)
    for path in (record.folder, *record.folder.rglob("*")):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o222, path


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    store(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", STAGING, "2031", "register.jsonl"]
    assert list((tmp_path / STAGING).iterdir()) == []


def test_a_taken_name_is_never_replaced(tmp_path: Path) -> None:
    for name in ("new", "taken"):
        (tmp_path / name).mkdir()
    with pytest.raises(FileExistsError):
        move_new(tmp_path / "new", tmp_path / "taken")
    assert (tmp_path / "new").is_dir()


def test_a_file_that_no_manifest_can_name_is_refused(tmp_path: Path) -> None:
    with publication(tmp_path, EDITION) as slot, pytest.raises(StorageError, match="percent"):
        slot.store({"a%20b.pdf": b""}, INFO, PUBLISHED)
    assert list(records_of(tmp_path)) == []


def record_gone(archive: Path) -> None:
    remove_tree(archive / "2031/2031-05-05_herring_v002")


def line_gone(archive: Path) -> None:
    lines = (archive / "register.jsonl").read_bytes().splitlines(keepends=True)
    (archive / "register.jsonl").write_bytes(lines[1])


def register_gone(archive: Path) -> None:
    (archive / "register.jsonl").unlink()


class TestAfterACrash:
    """What a killed publication leaves, made here by hand; the killing itself is in test_crashes."""

    def interrupted(self, archive: Path, step: str) -> Record:
        """A publication that ends in a step as if the machine had stopped there."""

        class Stopped(BaseException):
            pass

        def stop(*_: object) -> None:
            raise Stopped

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, step, stop)
            patch.setattr(module, "_forget", lambda _: None)
            patch.setattr(module.shutil, "rmtree", lambda *_, **__: None)
            with pytest.raises(Stopped), publication(archive, EDITION) as slot:
                slot.store(payload(slot.record.version), INFO, PUBLISHED)
            return slot.record

    def test_what_had_its_place_is_entered(self, tmp_path: Path) -> None:
        record = self.interrupted(tmp_path, "enter")
        assert [f.what for f in findings(tmp_path)] == [
            "was being published when briefgen was interrupted; the next publication finishes it"
        ]
        assert store(tmp_path).version == record.version + 1
        assert read_register(tmp_path).entries[0].record == record.path
        assert findings(tmp_path) == []

    def test_what_had_none_is_thrown_away(self, tmp_path: Path) -> None:
        record = self.interrupted(tmp_path, "move_new")
        assert not record.folder.exists()
        assert store(tmp_path).version == 1
        assert findings(tmp_path) == []
        assert list((tmp_path / STAGING).iterdir()) == []

    def test_half_a_line_of_the_register_is_written_again(self, tmp_path: Path) -> None:
        store(tmp_path)
        self.interrupted(tmp_path, "enter")
        with (tmp_path / "register.jsonl").open("ab") as register:
            register.write((tmp_path / PENDING).read_bytes()[:40])
        assert store(tmp_path).version == 3
        assert findings(tmp_path) == []

    def test_a_record_that_somebody_slipped_in_is_not_entered(self, tmp_path: Path) -> None:
        store(tmp_path)
        store(tmp_path / "elsewhere", "2031-06-01-slipped")
        (tmp_path / "elsewhere/2031/2031-06-01_slipped_v001").rename(tmp_path / "2031/2031-06-01_slipped_v001")
        store(tmp_path)
        assert [(f.where, f.what) for f in findings(tmp_path)] == [
            ("2031/2031-06-01_slipped_v001", "is not in the register")
        ]

    def test_what_is_stopped_behind_the_renaming_is_entered_later(self, tmp_path: Path) -> None:
        real = module.move_new

        def moved(source: Path, target: Path) -> None:
            real(source, target)
            raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "move_new", moved)
            with pytest.raises(KeyboardInterrupt):
                store(tmp_path)
        assert store(tmp_path).version == 2
        assert findings(tmp_path) == []

    def test_a_link_in_the_place_of_the_staging_leads_nowhere(self, tmp_path: Path) -> None:
        precious = tmp_path / "precious"
        precious.mkdir()
        (precious / "thesis").write_text("x")
        store(tmp_path / "archive")
        (tmp_path / "archive" / STAGING).rmdir()
        (tmp_path / "archive" / STAGING).symlink_to(precious)
        assert store(tmp_path / "archive").version == 2
        assert (precious / "thesis").read_text() == "x"

    def test_nothing_is_built_on_records_and_a_register_that_differ(self, tmp_path: Path) -> None:
        for number, damage in enumerate((record_gone, line_gone, register_gone)):
            archive = tmp_path / str(number)
            store(archive)
            store(archive)
            damage(archive)
            before = sorted(path for path in archive.rglob("*") if path.name != STAGING)
            with pytest.raises(StorageError, match=r"missing|lost lines|not in the register"):
                store(archive)
            assert sorted(path for path in archive.rglob("*") if path.name != STAGING) == before

    def test_a_register_cut_off_by_hand_stops_publishing(self, tmp_path: Path) -> None:
        store(tmp_path)
        data = (tmp_path / "register.jsonl").read_bytes()
        (tmp_path / "register.jsonl").write_bytes(data[:-9])
        with pytest.raises(StorageError, match="damaged at its end"):
            store(tmp_path)
        assert (tmp_path / "register.jsonl").read_bytes() == data[:-9]


class TestNames:
    def test_paths_and_records_are_one(self, tmp_path: Path) -> None:
        record = Record(tmp_path, "2031-05-05-herring-and-cod", 12)
        assert record.path == "2031/2031-05-05_herring-and-cod_v012"
        assert record_at(tmp_path, record.path) == record
        for path in ("2031/x", "2030/2031-05-05_a_v001", "2031-05-05_a_v001", "2031/2031-05-05_a_v1", "2031/../x"):
            assert record_at(tmp_path, path) is None

    def test_an_edition_or_its_date_means_its_last_version(self, tmp_path: Path) -> None:
        store(tmp_path)
        last = store(tmp_path)
        for name in (last.name, last.path, EDITION, "2031-05-05"):
            assert choose_record(tmp_path, name) == last
        assert choose_record(tmp_path, "2031-05-05_herring_v001").version == 1
        store(tmp_path, "2031-05-05-cod")
        with pytest.raises(UsageError, match="several editions"):
            choose_record(tmp_path, "2031-05-05")
        with pytest.raises(UsageError, match="is no record"):
            choose_record(tmp_path, "2031-05-06")


class TestTogether:
    def publisher(self, archive: Path, edition: str = EDITION) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.archive.store", "publish", str(archive), edition]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    @pytest.mark.sample(1)
    @pytest.mark.parametrize("count", [2, 8])
    def test_racing_publishers_have_a_version_each(self, tmp_path: Path, count: int) -> None:
        running = [self.publisher(tmp_path) for _ in range(count)]
        with ThreadPoolExecutor(count) as pool:
            ends = list(pool.map(lambda process: process.communicate(timeout=120), running))
        names = sorted(out.strip() for out, _ in ends)
        assert names == [f"2031-05-05_herring_v{number:03}" for number in range(1, count + 1)], ends
        assert findings(tmp_path) == []

    @pytest.mark.slow
    def test_killed_among_others_it_takes_nothing_with_it(self, tmp_path: Path) -> None:
        random = Random(7)  # noqa: S311
        stored = []
        for _ in range(4):
            running = [self.publisher(tmp_path) for _ in range(4)]
            sleep(random.uniform(0.05, 0.4))
            for victim in running[:2]:
                victim.kill()
            ends = [process.communicate(timeout=120) for process in running]
            stored += [out.strip() for (out, _), p in zip(ends, running, strict=True) if p.returncode == 0]
        assert len(stored) >= 8
        last = store(tmp_path)
        versions = [record.version for record in records_of(tmp_path)]
        assert versions == list(range(1, last.version + 1))
        assert set(stored) <= {record.name for record in records_of(tmp_path)}
        assert findings(tmp_path) == []

    def test_who_waits_too_long_is_told_for_whom(self, tmp_path: Path) -> None:
        with locked(tmp_path), pytest.raises(StorageError, match=f"in use by process {os.getpid()} on "):  # noqa: SIM117
            with locked(tmp_path, patience=0.2):
                pass


def test_publishing_reads_no_more_of_a_register_that_has_grown(tmp_path: Path) -> None:
    store(tmp_path)
    entry = read_end(tmp_path)
    lines = b"".join(b"{}\n" for _ in range(2000))
    data = (tmp_path / "register.jsonl").read_bytes()
    (tmp_path / "register.jsonl").write_bytes(lines * 10 + data)
    assert read_end(tmp_path).last == entry.last
    assert json.loads(data)["number"] == 1

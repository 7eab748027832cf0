"""Disks that are full, small or read-only, and files that must not grow: one line, and nothing lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.archive.records import records_of
from briefgen.archive.verify import verify
from briefgen.output_folder import is_current
from tests.archive.store import build, store

ROOT = Path(__file__).parents[2]
SIZES = 25
"""So many pages of memory, of which the small disk is made, are left free, one more each time."""

PAGE = 4096


def run(*command: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    def lower() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "tests.archive.store", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lower,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def said_so(ended: subprocess.CompletedProcess[str]) -> bool:
    """Whether it failed, which it must have said in one line."""
    assert ended.returncode in (0, 3), ended.stderr
    assert len(ended.stderr.splitlines()) == (1 if ended.returncode else 0), ended.stderr
    return ended.returncode == 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=524288", "tmpfs", disk], check=True)
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.root
def test_a_full_disk_leaves_no_half_record(small_disk: Path) -> None:
    archive = small_disk / "archive"
    store(archive)
    failed, filler = 0, small_disk / "filler"
    for step in range(SIZES):
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize
        filler.write_bytes(b"x" * max(free - step * PAGE, 0))
        before = [record.version for record in records_of(archive)]
        failed += said_so(run("publish", str(archive)))
        filler.unlink()
        store(archive)
        after = [record.version for record in records_of(archive)]
        assert after == list(range(1, after[-1] + 1))
        assert len(after) >= len(before) + 1
        assert [finding for _, found in verify(archive) for finding in found] == []
        if len(after) > 3:
            subprocess.run(["rm", "-rf", archive], check=True)
            store(archive)
    assert SIZES > failed > 5
    sys.stdout.write(f"full at {SIZES} sizes, {failed} failures, none lost\n")


@pytest.mark.root
def test_a_full_disk_keeps_a_whole_pack(small_disk: Path) -> None:
    pack, filler = small_disk / "edition", small_disk / "filler"
    build(pack, 1)
    failed = 0
    for step in range(SIZES):
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize
        filler.write_bytes(b"x" * max(free - step * PAGE, 0))
        failed += said_so(run("build", str(pack), "2"))
        assert any(is_current(pack, {"number": number}) for number in (1, 2))
        filler.unlink()
        build(pack, 1)
    assert SIZES > failed > 2


@pytest.mark.sample(1)
@pytest.mark.parametrize("limit", [0, 50, 400, 2000])
def test_files_that_must_not_grow(tmp_path: Path, limit: int) -> None:
    archive, pack = tmp_path / "archive", tmp_path / "edition"
    store(archive)
    build(pack, 1)
    assert said_so(run("publish", str(archive), limit=limit))
    assert said_so(run("build", str(pack), "2", limit=limit))
    assert is_current(pack, {"number": 1})
    assert store(archive).version == 2
    assert [finding for _, found in verify(archive) for finding in found] == []


@pytest.mark.root
def test_a_read_only_disk(small_disk: Path) -> None:
    archive, pack = small_disk / "archive", small_disk / "edition"
    store(archive)
    build(pack, 1)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert said_so(run("publish", str(archive)))
    assert said_so(run("build", str(pack), "2"))
    assert [finding for _, found in verify(archive) for finding in found] == []
    assert is_current(pack, {"number": 1})

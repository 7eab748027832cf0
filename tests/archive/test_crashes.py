"""Killing and starving a publication and a build at each system call that changes anything on the disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from briefgen.archive.records import records_of
from briefgen.archive.register import read_register
from briefgen.archive.stamps import request_of, request_stamp
from briefgen.archive.verify import verify
from briefgen.output_folder import is_current
from tests.archive.store import build, payload, store
from tests.desk import replaced, write_desk

ROOT = Path(__file__).parents[2]
CALLS = (
    "openat", "write", "pwrite64", "fsync", "ftruncate", "fchmod", "chmod", "fchmodat", "mkdir", "rename", "renameat2",
    "unlink", "unlinkat", "rmdir",
)  # fmt: skip
OPENS_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
SHORTAGES = ("ENOSPC", "EIO", "EDQUOT")
"""Taken by turns, since the code tells none of them from the others."""

pytestmark = pytest.mark.strace


@dataclass(frozen=True)
class Point:
    """The nth call of a kind."""

    call: str
    number: int


def run(
    folder: Path, command: tuple[str, ...], *inject: str, output: Path | None = None
) -> subprocess.CompletedProcess[str]:
    trace = ["strace", "-f", "-y", "-qq", "-o", str(output or os.devnull), "-e", f"trace={','.join(CALLS)}"]
    return subprocess.run(
        [*trace, *inject, sys.executable, "-m", "tests.archive.store", command[0], str(folder), *command[1:]],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def points(folder: Path, command: tuple[str, ...], log: Path, home: Path) -> list[Point]:
    """Every call of a run that changes something below `home`."""
    ended = run(folder, command, output=log)
    assert ended.returncode == 0, ended.stderr
    return changing(log, home)


def changing(log: Path, home: Path) -> list[Point]:
    """The calls in a trace that change something below a folder."""
    counts: Counter[str] = Counter()
    found = []
    for line in log.read_text().splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        counts[match[1]] += 1
        changes = match[1] != "openat" or OPENS_TO_WRITE.search(match[2])
        if changes and str(home) in match[2] and " = -1" not in line:
            found.append(Point(match[1], counts[match[1]]))
    return found


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    home = tmp_path / "archive"
    store(home)
    return home


def copies(original: Path, count: int) -> Iterator[Path]:
    """Fresh copies of a folder, each in the place of the one before."""
    kept = original.with_name("kept")
    shutil.copytree(original, kept, symlinks=True)
    for _ in range(count):
        subprocess.run(["rm", "-rf", original], check=True)
        shutil.copytree(kept, original, symlinks=True)
        yield original


def intact(archive: Path) -> None:
    """Nothing that was published before is lost, and the next publication needs no hand."""
    stored = store(archive)
    assert [finding for _, found in verify(archive) for finding in found] == []
    assert [record.version for record in records_of(archive)] == list(range(1, stored.version + 1))
    assert stored.version in (2, 3)
    assert not list((archive / ".staging").iterdir())


def test_a_publication_killed_at_any_point_leaves_all_or_nothing(archive: Path, tmp_path: Path) -> None:
    first = next(copies(archive, 1))
    found = points(first, ("publish",), tmp_path / "log", first)
    assert len(found) > 40
    subprocess.run(["rm", "-rf", tmp_path / "kept"], check=True)
    subprocess.run(["rm", "-rf", archive], check=True)
    store(archive)
    for point, home in zip(found, copies(archive, len(found)), strict=True):
        killed = run(home, ("publish",), "-e", f"inject={point.call}:signal=KILL:when={point.number}")
        assert killed.returncode != 0, point
        intact(home)
    sys.stdout.write(f"publish: killed at {len(found)} calls, none lost\n")


def test_a_publication_starved_at_any_point_says_so_in_one_line(archive: Path, tmp_path: Path) -> None:
    first = next(copies(archive, 1))
    found = points(first, ("publish",), tmp_path / "log", first)
    subprocess.run(["rm", "-rf", tmp_path / "kept"], check=True)
    subprocess.run(["rm", "-rf", archive], check=True)
    store(archive)
    cases = list(zip(found, cycle(SHORTAGES)))
    for (point, error), home in zip(cases, copies(archive, len(cases)), strict=True):
        starved = run(home, ("publish",), "-e", f"inject={point.call}:error={error}:when={point.number}")
        said_so(starved, point, error)
        intact(home)
    sys.stdout.write(f"publish: starved at {len(cases)} calls, none lost\n")


def said_so(ended: subprocess.CompletedProcess[str], point: Point, error: str) -> None:
    """A run that failed said why in one line; one that went on, since it could do without the call, said nothing."""
    assert "Traceback" not in ended.stderr, (point, error, ended.stderr)
    assert ended.returncode in (0, 3), (point, error, ended.stderr)
    assert len(ended.stderr.splitlines()) == (1 if ended.returncode else 0), (point, error, ended.stderr)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "out" / "edition"
    build(folder, 1)
    return folder


def is_whole(folder: Path) -> bool:
    """Whether the folder holds the old pack or the new one."""
    return any(is_current(folder, {"number": number}) for number in (1, 2))


def test_a_build_killed_at_any_point_leaves_a_whole_pack(pack: Path, tmp_path: Path) -> None:
    home = pack.parent
    first = next(copies(home, 1))
    found = points(first / "edition", ("build", "2"), tmp_path / "log", first)
    assert len(found) > 15
    subprocess.run(["rm", "-rf", tmp_path / "kept", home], check=True)
    build(pack, 1)
    for point, copy in zip(found, copies(home, len(found)), strict=True):
        run(copy / "edition", ("build", "2"), "-e", f"inject={point.call}:signal=KILL:when={point.number}")
        build(copy / "edition", 2)
        assert is_current(copy / "edition", {"number": 2}), point
        assert sorted(path.name for path in copy.iterdir()) == ["edition"], point
    sys.stdout.write(f"build: killed at {len(found)} calls, none lost\n")


def test_a_build_starved_at_any_point_keeps_a_whole_pack(pack: Path, tmp_path: Path) -> None:
    home = pack.parent
    first = next(copies(home, 1))
    found = points(first / "edition", ("build", "2"), tmp_path / "log", first)
    subprocess.run(["rm", "-rf", tmp_path / "kept", home], check=True)
    build(pack, 1)
    cases = list(zip(found, cycle(SHORTAGES)))
    for (point, error), copy in zip(cases, copies(home, len(cases)), strict=True):
        starved = run(copy / "edition", ("build", "2"), "-e", f"inject={point.call}:error={error}:when={point.number}")
        said_so(starved, point, error)
        assert is_whole(copy / "edition"), (point, error)
        build(copy / "edition", 2)
        assert is_current(copy / "edition", {"number": 2})
    sys.stdout.write(f"build: starved at {len(cases)} calls, none lost\n")


def test_payloads_differ() -> None:
    """The tests above would be blind if the old and the new files were alike."""
    assert not set(payload(1).values()) & set(payload(2).values()) - {b"[]"}


SAMPLE = 8
"""Of the whole command, which takes seconds, so many points are tried: those above take all."""


def test_the_command_itself_leaves_all_or_nothing(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    write_desk(desk, PLAIN)
    assert command(desk).returncode == 0
    write_desk(desk, {**PLAIN, **replaced("/facts.yaml", "value: 12480", "value: 12490")})
    found = points_of(desk, tmp_path / "log")
    assert len(found) > 100
    step = len(found) // SAMPLE
    for number, point in enumerate(found[step // 2 :: step]):
        for fault in ("signal=KILL", f"error={SHORTAGES[number % len(SHORTAGES)]}"):
            ended = command(desk, "-e", f"inject={point.call}:{fault}:when={point.number}")
            assert ended.returncode != 0 or fault.startswith("error"), point
            assert "Traceback" not in ended.stderr
            assert command(desk).returncode == 0
            archive = desk / "out/archive"
            assert [finding for _, each in verify(archive) for finding in each] == [], (point, fault)
            versions = [record.version for record in records_of(archive)]
            assert versions == list(range(1, len(versions) + 1))


PLAIN = {
    **replaced("/edition.yaml", "  - {by: Head of desk}\n", ""),
    "/figures.yaml": None,
    "/sections/20-vote.md": None,
    "/sections/10-landings.md": "---\ntitle: Landings\n---\n\nBoats landed {{ landings | unit }}.\n",
}


CONFIRMED = ("--reason", "again", "--leave-out-unused")


def command(desk: Path, *inject: str, output: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`briefgen publish` itself, under strace where a call is to fail."""
    trace = ["strace", "-f", "-y", "-qq", "-o", str(output or os.devnull), "-e", f"trace={','.join(CALLS)}", *inject]
    return subprocess.run(
        [*(trace if inject or output else []), sys.executable, "-m", "briefgen", "publish", *CONFIRMED],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def points_of(desk: Path, log: Path) -> list[Point]:
    assert command(desk, output=log).returncode == 0
    return changing(log, desk / "out/archive")


@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_request_for_a_stamp_is_whole_or_not_there(archive: Path, tmp_path: Path, fault: str) -> None:
    whole = request_of(read_register(archive).head)
    first = next(copies(archive, 1))
    found = points(first, ("stamp",), tmp_path / "log", first)
    assert {"mkdir", "write", "fsync", "renameat2"} <= {point.call for point in found}
    subprocess.run(["rm", "-rf", tmp_path / "kept", archive / "stamps"], check=True)
    for point, home in zip(found, copies(archive, len(found)), strict=True):
        run(home, ("stamp",), "-e", f"inject={point.call}:{fault}:when={point.number}")
        assert [path.read_bytes() for path in home.glob("stamps/*.tsq") if path.name[0] != "."] in ([], [whole]), point
        assert [finding for _, found in verify(home) for finding in found] == []
        assert request_stamp(home).read_bytes() == whole, point
        assert len(list((home / "stamps").iterdir())) == 1, point

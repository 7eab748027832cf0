"""Many packs, by several processes or on a cluster: one that is killed midway costs no pack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from briefgen.snapshots import SNAPSHOTS
from tests.commands import briefgen, briefgen_process
from tests.desk import EDITION, write_desk

COUNT = 6
PATIENCE = 120
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The small desk with several editions."""
    content = write_desk(tmp_path)
    first = content / EDITION
    for number in range(1, COUNT):
        name = f"2031-05-{5 + number:02}-herring"
        for path in (path for path in first.rglob("*") if path.is_file()):
            copy = content / name / path.relative_to(first)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes().replace(b"date: 2031-05-05", f"date: 2031-05-{5 + number:02}".encode()))
    return tmp_path


KILLED = """
import os, signal
from pathlib import Path
from briefgen import output_folder

sound, first = output_folder._replace, os.getpid()


def replace(folder, staging):
    if os.getpid() != first and folder.name == "2031-05-07-herring":
        Path(__file__).with_name("killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    sound(folder, staging)


output_folder._replace = replace
"""
"""A module that Python loads at its start: another process than the first is killed when it has one pack ready."""


def build(desk: Path, *arguments: str, modules: Path | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "briefgen", "build", "--all", *arguments]
    environment = ENVIRONMENT if modules is None else {**ENVIRONMENT, "PYTHONPATH": f"{modules}{os.pathsep}{ROOT}"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=desk, env=environment, stdout=pipe, stderr=pipe, text=True)


def packs(desk: Path) -> list[str]:
    return sorted(record.parent.name for record in desk.glob("out/*/build.json"))


def digests(desk: Path) -> list[dict[str, str]]:
    return [json.loads(record.read_bytes())["files"] for record in sorted(desk.glob("out/*/build.json"))]


def wait_for_packs(desk: Path, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not packs(desk) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of the cluster, which has started and is ended at last."""
    null = subprocess.DEVNULL
    with subprocess.Popen([sys.executable, "-m", *command], env=ENVIRONMENT, stdout=null, stderr=null) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on this machine, and its two workers."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        common = ("--no-dashboard", "--scheduler-file", str(file))
        stack.enter_context(started("distributed.cli.dask_scheduler", *common, "--port", "0", "--host", "127.0.0.1"))
        end = time.monotonic() + PATIENCE
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.05)
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder), *common)
        workers = [stack.enter_context(started("distributed.cli.dask_worker", *options)) for _ in range(2)]
        yield json.loads(file.read_text())["address"], workers


@pytest.mark.slow
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs processes that are copies of the first")
def test_a_killed_process_costs_no_pack(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    modules = tmp_path_factory.mktemp("modules")
    (modules / "sitecustomize.py").write_text(KILLED, encoding="utf-8")
    with build(desk, "--jobs", "2", modules=modules) as process:
        out, err = process.communicate(timeout=PATIENCE)
    assert (modules / "killed").exists()
    assert (process.returncode, len(out.splitlines()), err) == (0, 2 * COUNT, "")
    assert len(packs(desk)) == COUNT
    assert [path.name for path in desk.glob("out/.*")] == [SNAPSHOTS]


@pytest.mark.slow
def test_a_killed_worker_costs_no_pack(desk: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = cluster
    with build(desk, "--scheduler", address) as process:
        wait_for_packs(desk, process)
        workers[0].kill()
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, len(out.splitlines())) == (0, 2 * COUNT), err
    assert len(packs(desk)) == COUNT
    on_cluster = digests(desk)
    with build(desk, "--force") as process:
        process.communicate(timeout=PATIENCE)
    assert digests(desk) == on_cluster


@pytest.mark.slow
def test_records_are_made_again_by_several_processes_and_on_a_cluster(
    desk: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    """One of them has been damaged, which keeps none of the others from being made again."""
    for folder in sorted((desk / "content").glob("2031-*"))[:4]:
        edition = folder / "edition.yaml"
        text = edition.read_text(encoding="utf-8")
        edition.write_text(text.replace("{by: Head of desk}", "{by: Head of desk, date: 2031-05-05}"), encoding="utf-8")
        published = briefgen(desk, "publish", folder.name)
        assert published.returncode == 0, published.stderr
    archive = desk / "out/archive"
    damaged = archive / "2031/2031-05-06_herring_v001/data/ledger.csv"
    damaged.chmod(0o644)
    damaged.write_text("")
    address, _ = cluster
    again = ("archive", "rebuild", "--all", "--to")
    alone = briefgen(desk, *again, "alone")
    by_two, on_cluster = (
        briefgen_process(desk, *again, jobs[0].strip("-"), *jobs)
        for jobs in (("--jobs", "2"), ("--scheduler", address))
    )
    assert alone.stdout == by_two.stdout == on_cluster.stdout == ""
    assert alone.stderr == by_two.stderr
    assert on_cluster.stderr.replace(f"{desk}/", "") == alone.stderr
    assert [ended.returncode for ended in (alone, by_two, on_cluster)] == [3, 3, 3]
    assert alone.stderr.count("all to the byte") == 3
    assert "ledger.csv has changed" in alone.stderr
    made = [
        {path.relative_to(desk / folder).as_posix(): path.read_bytes() for path in sorted((desk / folder).rglob("*.*"))}
        for folder in ("alone", "jobs", "scheduler")
    ]
    assert len(made[0]) > 15
    assert made[0] == made[1] == made[2]


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_said(desk: Path) -> None:
    pytest.importorskip("distributed")
    with build(desk, "--scheduler", "nonsense://127.0.0.1:1") as process:
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "no scheduler answers at nonsense://127.0.0.1:1" in err

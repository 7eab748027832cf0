"""Builds that are left to a builder, and builds that are not: with real processes, and the same either way."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from briefgen import handover
from briefgen.cli.serve import SELDOM
from briefgen.installed import house_folder
from briefgen.output_folder import BUILD_RECORD
from tests.desk import EDITION, replaced, write_desk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="there are builders on Linux alone"),
]

ROOT = Path(__file__).parents[2]
PATIENCE = 60
NOBODY = 65_534
CALL = """\
import atexit, os, sys
import briefgen.handover
told = int(sys.argv.pop(1))
briefgen.handover.SILENCE = 3
atexit.register(lambda: os.write(told, b"here" if "briefgen.cli" in sys.modules else b"left"))
from briefgen.start import main
main()
"""
"""A command that tells who has done it."""


@dataclass(frozen=True)
class Ended:
    """How a command has ended, and whether it was left to a builder."""

    code: int
    out: bytes
    err: bytes
    is_left: bool


@dataclass
class Desk:
    """A desk, and where the user's programs listen."""

    root: Path
    run: Path

    @property
    def pack(self) -> Path:
        return self.root / "out" / EDITION

    @property
    def socket(self) -> Path:
        content = (self.root / "content").stat()
        return self.run / "briefgen" / f"{content.st_dev:x}-{content.st_ino:x}"

    def files(self) -> dict[str, tuple[bytes, int]]:
        """What the pack holds, with the rights of each file."""
        return {
            path.relative_to(self.pack).as_posix(): (path.read_bytes(), path.stat().st_mode)
            for path in sorted(self.pack.rglob("*"))
            if path.is_file()
        }

    def record(self) -> bytes:
        """What the pack says that it was built from; nothing while another pack takes its place."""
        with suppress(FileNotFoundError):
            return (self.pack / BUILD_RECORD).read_bytes()
        return b""

    def is_built_since(self, record: bytes) -> bool:
        """Whether there is another pack than the one with a record."""
        return self.record() not in (b"", record)

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(self.run), "COLUMNS": "90", **more}

    def begun(self, *arguments: str, inside: str = "", umask: int = -1, **more: str) -> Begun:
        """A command under way in a folder of the desk."""
        told, telling = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-c", CALL, str(telling), *arguments],
            cwd=self.root / inside,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[telling],
            umask=umask,
        )
        os.close(telling)
        return Begun(process, told)

    def ended(self, *arguments: str, inside: str = "", umask: int = -1, **more: str) -> Ended:
        return self.begun(*arguments, inside=inside, umask=umask, **more).end()

    @contextmanager
    def watched(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A process that builds whenever the content changes, or another one that follows it."""
        null = subprocess.DEVNULL
        command = [sys.executable, "-m", "briefgen", *(arguments or ("build", "--watch"))]
        with subprocess.Popen(command, cwd=self.root, env=self.environment(), stdout=null, stderr=null) as process:
            try:
                yield process
            finally:
                process.terminate()


@dataclass
class Begun:
    """A command under way."""

    process: subprocess.Popen[bytes]
    told: int

    def end(self) -> Ended:
        out, err = self.process.communicate(timeout=PATIENCE)
        with os.fdopen(self.told, "rb") as file:
            return Ended(self.process.returncode, out, err, file.read() == b"left")


def until(happens: Callable[[], object], what: str, pause: float = 0.01) -> None:
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(pause)


def children(process: int) -> list[int]:
    """The processes that one has started and that are there."""
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def desk_at(root: Path) -> Desk:
    (root / "run").mkdir(mode=0o700)
    write_desk(root / "desk")
    return Desk(root / "desk", root / "run")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that has been built once, and has a builder."""
    desk = desk_at(tmp_path_factory.mktemp("builder"))
    with desk.watched() as watching:
        until(desk.socket.exists, "the builder")
        builders[desk.root] = children(watching.pid)[0]
        until(desk.pack.exists, "the first pack")
        yield desk


builders: dict[Path, int] = {}
"""The builder's process of each desk."""


@pytest.fixture
def builder(desk: Desk) -> int:
    """The builder's process, which does nothing at present, with a copy that waits."""
    until(lambda: is_at_rest(builders[desk.root]), "rest")
    return builders[desk.root]


def is_at_rest(builder: int) -> bool:
    """Whether a builder has no copy but the one that waits."""
    return len(children(builder)) == 1 and not at_work(builder)


def at_work(builder: int) -> list[int]:
    """The processes that do builds: they have gone to the folders of those who have asked for them."""
    found = []
    for each in (each for copy in children(builder) for each in children(copy)):
        with suppress(OSError):
            found += [each] if Path(f"/proc/{each}/cwd").readlink() != Path("/") else []
    return found


@pytest.mark.parametrize("command", [("build", "--watch"), ("serve", "--no-browser")])
def test_nobody_wakes_at_rest(tmp_path: Path, command: tuple[str, ...]) -> None:
    desk = desk_at(tmp_path)
    with desk.watched(*command) as watching:
        until(lambda: any(is_at_rest(each) for each in children(watching.pid)), "a copy that waits")
        until(lambda: sleeps(watching.pid, SELDOM / 1000 + 1), "rest")


def sleeps(process: int, seconds: float) -> bool:
    """Whether for so many seconds nothing wakes a process, a thread of it, or a process that it has started."""
    before = wakings(process)
    time.sleep(seconds)
    return wakings(process) == before


def wakings(process: int) -> dict[str, str]:
    """How often each thread of a process, and of those that it has started, has waited for something and gone on."""
    found = {
        str(thread): next(each for each in (thread / "status").read_text().splitlines() if each.startswith("voluntary"))
        for thread in Path(f"/proc/{process}/task").iterdir()
    }
    for child in children(process):
        found |= wakings(child)
    return found


ALIKE = {
    "unchanged": (["build"], {}),
    "forced": (["build", "--force"], {}),
    "of a format": (["build", EDITION, "--format", "pdf", "--force"], {}),
    "quiet": (["-q", "build", "--force", "--date", "2031-05-06"], {}),
    "verbose, with comments": (["build", "2031-05-05", "--force", "--comments", "-v"], {}),
    "as JSON": (["build", "--force", "--format", "json", "--format", "docx"], {}),
    "of no edition": (["build", "2031-05-07"], {}),
    "of no format": (["build", "--format", "docxx"], {}),
    "of no date": (["build", "--date", "today"], {}),
    "elsewhere": (["build", "--force"], {"inside": f"content/{EDITION}/sections"}),
    "with other rights": (["build", "--force"], {"umask": 0o077}),
    "in another time": (["build", "--force"], {"SOURCE_DATE_EPOCH": "86400", "NO_COLOR": "1"}),
    "in colour": (["build", "--force"], {"FORCE_COLOR": "1", "COLUMNS": "40"}),
}


@pytest.mark.parametrize(("arguments", "circumstances"), ALIKE.values(), ids=ALIKE)
def test_a_build_is_the_same_with_a_builder(
    desk: Desk, builder: int, arguments: list[str], circumstances: dict[str, str | int]
) -> None:
    assert builder
    shutil.copytree(desk.root / "out", desk.root / "before")
    there = desk.ended(*arguments, **circumstances)  # type: ignore[arg-type]
    made = desk.files()
    shutil.rmtree(desk.root / "out")
    (desk.root / "before").rename(desk.root / "out")
    here = desk.ended(*arguments, "--no-builder", **circumstances)  # type: ignore[arg-type]
    assert (there.is_left, here.is_left) == (True, False)
    assert (there.code, there.out, there.err) == (here.code, here.out, here.err)
    assert made == desk.files()


def test_faults_are_the_same_with_a_builder_and_nothing_is_written(desk: Desk, builder: int) -> None:
    assert builder
    made = desk.files()
    section = desk.root / "content" / EDITION / "sections/20-vote.md"
    before = section.read_text(encoding="utf-8")
    section.write_text(replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}")["/sections/20-vote.md"] or "")
    try:
        for inside in ("", "content", ""):
            there, here = desk.ended("build", inside=inside), desk.ended("build", "--no-builder", inside=inside)
            assert there.is_left
            assert (there.code, there.out, there.err) == (1, here.out, here.err)
            assert b"chairs" in there.err
    finally:
        section.write_text(before, encoding="utf-8")
    assert made == desk.files()


def test_what_was_edited_since_the_last_build_is_in_the_next_one(desk: Desk, builder: int) -> None:
    files = [desk.root / "content" / EDITION / name for name in ("sections/20-vote.md", "facts.yaml", "edition.yaml")]
    before = {file: file.read_bytes() for file in files}
    section, facts, edition = files
    changes = {section: (b"votes", b"ballots"), facts: (b"value:", b"value: "), edition: (b"title:", b"title: New")}
    try:
        for file, (old, new) in changes.items():
            record = desk.record()
            file.write_bytes(before[file].replace(old, new))
            assert file.read_bytes() != before[file]
            # Who watches the desk builds it by itself, and of what is edited the builder's copy knows nothing yet.
            until(partial(desk.is_built_since, record), "the build of who watches")
            until(lambda: is_at_rest(builder), "rest")
            there, made = desk.ended("build", "--force"), desk.files()
            here = desk.ended("build", "--no-builder", "--force")
            assert (there.code, there.is_left, here.code, here.is_left) == (0, True, 0, False)
            assert made == desk.files()
    finally:
        for file, data in before.items():
            file.write_bytes(data)


def test_a_terminal_gets_colours_through_a_builder(desk: Desk, builder: int) -> None:
    assert builder
    seen = []
    for more in ([], ["--no-builder"]):
        leader, follower = pty.openpty()
        command = [sys.executable, "-m", "briefgen", "build", "--date", "tomorrow", *more]
        with subprocess.Popen(
            command, cwd=desk.root, env=desk.environment(), stdout=follower, stderr=follower
        ) as process:
            assert process.wait(PATIENCE) == 2
        os.close(follower)
        seen.append(os.read(leader, 1 << 16))
        os.close(leader)
    assert seen[0] == seen[1]


OTHERWISE: dict[str, dict[str, str]] = {
    "another seed": {"PYTHONHASHSEED": "1"},
    "another language": {"LC_ALL": "C"},
    "another home": {"HOME": "/nowhere"},
    "no folder of running programs": {"XDG_RUNTIME_DIR": ""},
}


@pytest.mark.parametrize("more", OTHERWISE.values(), ids=OTHERWISE)
def test_a_build_in_other_surroundings_is_done_here(desk: Desk, builder: int, more: dict[str, str]) -> None:
    assert builder
    ended = desk.ended("build", **more)
    assert (ended.code, ended.is_left) == (0, False)


def test_a_builder_begins_anew_when_other_files_are_installed(desk: Desk, builder: int) -> None:
    theme = house_folder() / "theme.yaml"
    known = theme.stat()
    os.utime(theme, ns=(known.st_atime_ns, known.st_mtime_ns + 1))
    try:
        assert not desk.ended("build").is_left
        until(lambda: not desk.socket.exists() or desk.ended("build").is_left, "the builder")
    finally:
        os.utime(theme, ns=(known.st_atime_ns, known.st_mtime_ns))
    until(lambda: desk.ended("build").is_left, "the builder again")
    assert Path(f"/proc/{builder}").exists()


def test_a_builder_that_hangs_costs_no_build(desk: Desk, builder: int) -> None:
    os.kill(builder, signal.SIGSTOP)
    try:
        ended = desk.ended("build", "--force")
    finally:
        os.kill(builder, signal.SIGCONT)
    assert (ended.code, ended.is_left) == (0, False)
    assert ended.out.count(b".docx") == 1
    assert desk.ended("build").is_left


def has_ended(process: int) -> bool:
    """Whether a process has ended, though the system may not have forgotten it yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def working(builder: int) -> int:
    """The process that does a build for the builder, as soon as there is one."""
    found: list[int] = []
    until(lambda: found.extend(at_work(builder)) or found, "the build", 0)
    return found[0]


@pytest.mark.parametrize("with_what", [signal.SIGKILL, signal.SIGSTOP])
def test_a_build_that_dies_or_hangs_at_the_builder_is_done_here(
    desk: Desk, builder: int, with_what: signal.Signals
) -> None:
    made = desk.files()
    begun = desk.begun("build", "--force")
    os.kill(working(builder), with_what)
    ended = begun.end()
    assert (ended.code, ended.is_left) == (0, False)
    assert ended.out.count(b".docx") == 1
    assert made.keys() == desk.files().keys()
    until(lambda: is_at_rest(builder), "the end of what was interrupted")


def test_an_interrupted_build_ends_at_the_builder_too(desk: Desk, builder: int) -> None:
    made = desk.files()
    begun = desk.begun("build", "--force", "--date", "2031-06-01")
    process = working(builder)
    os.kill(process, signal.SIGSTOP)  # or it may end before
    begun.process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    os.kill(process, signal.SIGCONT)
    ended = begun.end()
    assert (ended.code, ended.out, ended.err.strip(), ended.is_left) == (130, b"", b"interrupted", True)
    assert made == desk.files()
    until(lambda: is_at_rest(builder), "the end of the build")


def test_what_does_not_end_when_it_is_interrupted_is_ended(desk: Desk, builder: int) -> None:
    begun = desk.begun("build", "--force")
    os.kill(working(builder), signal.SIGSTOP)
    begun.process.send_signal(signal.SIGINT)
    ended = begun.end()
    assert (ended.code, ended.err, ended.is_left) == (130, b"interrupted\n", True)
    until(lambda: is_at_rest(builder), "the end of the build")


def test_a_build_ends_with_whoever_asked_for_it(desk: Desk, builder: int) -> None:
    begun = desk.begun("build", "--force")
    process = working(builder)
    begun.process.kill()
    begun.end()
    until(lambda: has_ended(process), "the end of the build")


def test_two_builds_at_once(desk: Desk, builder: int) -> None:
    assert builder
    begun = [desk.begun("build", "--force") for _ in range(3)]
    ended = [each.end() for each in begun]
    assert [(each.code, each.is_left) for each in ended] == [(0, True)] * 3
    assert not list((desk.root / "out").glob(f".{EDITION}*"))


def test_the_builder_of_one_desk_is_none_of_another(desk: Desk, tmp_path: Path) -> None:
    write_desk(tmp_path)
    ended = Desk(tmp_path, desk.run).ended("build")
    assert (ended.code, ended.is_left) == (0, False)


def test_the_socket_is_its_users_alone(desk: Desk, builder: int) -> None:
    assert builder
    assert desk.socket.stat().st_mode & 0o777 == 0o600
    assert desk.socket.parent.stat().st_mode & 0o777 == 0o700


def test_the_second_builder_follows_the_first_and_goes_with_its_owner(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    with desk.watched() as first:
        until(desk.socket.exists, "the builder")
        with desk.watched() as second:
            until(lambda: children(second.pid), "the second builder")
            first.kill()
            until(lambda: not desk.socket.exists(), "the end of the first")
            until(desk.socket.exists, "the second")
            until(lambda: desk.ended("build").is_left, "a build that is left to it")
            (waiting,) = children(second.pid)
    until(lambda: has_ended(waiting), "the end of the second")
    assert not desk.socket.exists()
    assert not desk.ended("build").is_left


def test_a_builder_without_a_sound_brief_gets_ready_with_the_first(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    (desk.root / "content" / EDITION / "edition.yaml").unlink()
    with desk.watched():
        until(desk.socket.exists, "the builder")
        ended = desk.ended("build")
        assert (ended.code, ended.is_left) == (1, True)
        write_desk(desk.root)
        until(lambda: desk.ended("build").is_left, "a builder that is ready")  # it may be at it just now
        assert desk.pack.exists()


def test_a_builder_is_kept_only_where_it_may_be(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    (desk.run / "briefgen").mkdir(mode=0o770)
    (desk.run / "briefgen").chmod(0o770)
    with desk.watched() as watching:
        until(desk.pack.exists, "the first pack")
        assert not children(watching.pid)
    assert handover.socket_of(str(desk.root / "content")) is None
    assert not list((desk.run / "briefgen").iterdir())


@pytest.mark.root
def test_another_account_gets_nothing_of_a_builder(desk: Desk, builder: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.socket.parent)
    desk.socket.parent.chmod(0o755)
    with pytest.raises(PermissionError):
        answered_as(NOBODY, desk.socket.name)
    desk.socket.chmod(0o666)
    assert answered_as(NOBODY, desk.socket.name) == b""
    assert not at_work(builder)
    assert desk.ended("build").is_left


def answered_as(user: int, place: str) -> bytes:
    """What a builder answers to a user who asks for nothing yet."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(handover.ANSWER / 2)
        os.seteuid(user)
        try:
            connection.connect(place)
        finally:
            os.seteuid(os.getuid())
        return connection.recv(1)


def test_a_builder_that_hangs_keeps_its_owner_from_nothing(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    with desk.watched() as watching:
        until(desk.socket.exists, "the builder")
        until(desk.pack.exists, "the first pack")
        (hanging,) = children(watching.pid)
        os.kill(hanging, signal.SIGSTOP)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(PATIENCE) == 130
    assert not Path(f"/proc/{hanging}").exists()

"""What a build leaves to a builder, and what it makes of what one answers: the end of the build, or nothing at all."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from threading import Thread

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import handover
from briefgen.cli.build import command
from tests.desk import write_desk

ELSEWHERE = {"all", "all-releases", "release", "jobs", "scheduler", "watch", "no-builder", "j"}
"""The options of builds that no builder does."""
END = (b"3", b"1", b"out\n", b"2", b"err\n", b"1", "Łódź\n".encode())
Answer = Callable[[socket.socket], object]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are builders on Linux alone")


@pytest.mark.parametrize(
    ("arguments", "content"),
    [
        (["build"], "content"),
        (["-q", "build", "2031-05-05", "-v", "--force", "--date", "2031-05-06"], "content"),
        (["build", "--content=there", "--format=pdf", "--format", "docx"], "there"),
        (["build", "--out", "elsewhere", "--content", "there", "herring"], "there"),
        (["build", "one", "two"], None),
        (["build", "--no-builder"], None),
        (["build", "--", "-odd"], None),
        (["build", "-qv"], None),
        (["build", "--help"], None),
        (["check"], None),
        (["--version"], None),
        ([], None),
    ],
)
def test_builds_that_are_left_to_a_builder(
    arguments: list[str], content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert handover.content_of_build(arguments) == content


def test_each_option_of_builds_is_known_to_be_left_to_a_builder_or_not() -> None:
    options = [each for each in command.params if isinstance(each, click.Option)]
    names = {name for each in options for name in (*each.opts, *each.secondary_opts)}
    assert len(names) > 15
    known = {*handover.VALUED, *handover.PLAIN, *handover.SAID}
    assert known <= names
    assert {name.lstrip("-") for name in names - known} == ELSEWHERE
    valued = {name for each in options if not each.is_flag for name in each.opts if name in known}
    assert set(handover.VALUED) == valued


@given(st.lists(st.binary(max_size=20), min_size=1))
def test_messages_come_apart_as_they_were_put_together(fields: list[bytes]) -> None:
    message = handover.joined(fields)
    assert handover.parted(message) == fields
    for damaged in (message[:-1], message + b"\0"):
        with pytest.raises(ValueError, match="ended"):
            handover.parted(damaged)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the builder of a desk listens, which the working folder is."""
    write_desk(tmp_path / "desk")
    (tmp_path / "run/briefgen").mkdir(mode=0o700, parents=True)
    (tmp_path / "run").chmod(0o700)
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    place = handover.socket_of("content")
    assert place
    return place


def test_no_folder_that_others_can_write_to_is_used(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path / "run", tmp_path / "run/briefgen"):
        folder.chmod(0o770)
        assert handover.socket_of("content") is None
        folder.chmod(0o700)
    assert handover.socket_of("content") == place
    for home in ("run", "", str(tmp_path / "nowhere")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", home)
        assert handover.socket_of("content") is None


def test_two_desks_have_two_builders_by_whatever_name_they_go(place: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "desk/content")
    assert handover.socket_of(str(tmp_path / "link")) == place
    assert handover.socket_of(str(tmp_path)) != place
    assert handover.socket_of("nowhere") is None


@pytest.fixture
def asked(place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answer], int | None]]:
    """Hands a build over to somebody who reads all of it and then answers."""
    monkeypatch.setattr(handover, "ANSWER", 0.2)
    monkeypatch.setattr(handover, "SILENCE", 0.2)
    with socket.socket(socket.AF_UNIX) as calls:
        calls.bind(place)
        calls.listen()

        def ask(answer: Answer) -> int | None:
            def attend() -> None:
                connection, _ = calls.accept()
                with connection, suppress(OSError):
                    length, *_ = socket.recv_fds(connection, handover.LENGTH, 3)
                    handover.read_whole(connection, int.from_bytes(length))
                    answer(connection)

            attending = Thread(target=attend)
            attending.start()
            with pytest.MonkeyPatch.context() as patch:
                for number, name in enumerate(("stdin", "stdout", "stderr")):
                    patch.setattr(sys, name, open(number, closefd=False))  # noqa: SIM115
                done = handover.handed_over(["build"])
            attending.join()
            return done

        yield ask


def said(*words: bytes) -> Answer:
    return lambda connection: connection.sendall(b"".join(words))


def length(number: int) -> bytes:
    return number.to_bytes(handover.LENGTH)


def ended(*fields: bytes) -> Answer:
    """Says that a build has ended, with these fields."""
    end = handover.joined(fields)
    return said(handover.TAKEN, handover.BUSY, handover.DONE, length(len(end)), end)


def test_what_a_builder_has_printed_is_printed_in_its_order(
    asked: Callable[[Answer], int | None], capfd: pytest.CaptureFixture[str]
) -> None:
    assert asked(ended(*END)) == 3
    assert capfd.readouterr() == ("out\nŁódź\n", "err\n")


RUBBISH = {
    "nothing": said(),
    "silence": lambda connection: connection.recv(1),
    "silence after it was taken on": lambda connection: (connection.sendall(b"+."), connection.recv(1)),
    "an end without its beginning": said(handover.joined(END)),
    "a refusal": said(b"-"),
    "a death": said(b"+..."),
    "half an end": said(b"+=", length(40), b"0123"),
    "an end that is too long": said(b"+=", length(1 << 40)),
    "a code in words": ended(b"three"),
    "a stream that there is not": ended(b"0", b"7", b"x"),
    "a stream without words": ended(b"0", b"1"),
}


@pytest.mark.parametrize("answer", RUBBISH.values(), ids=RUBBISH)
def test_a_build_is_done_here_after_any_other_answer(
    answer: Answer, asked: Callable[[Answer], int | None], capfd: pytest.CaptureFixture[str]
) -> None:
    assert asked(answer) is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("stream", [None, StringIO()], ids=["closed", "no file"])
def test_a_build_is_done_here_where_a_stream_is_no_file_of_its_number(
    stream: StringIO | None, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", stream)
    with socket.socket(socket.AF_UNIX) as calls:
        calls.bind(place)
        calls.listen()
        assert handover.handed_over(["build"]) is None


def test_a_build_is_done_here_where_nobody_listens(place: str) -> None:
    with socket.socket(socket.AF_UNIX) as calls:
        calls.bind(place)
    assert Path(place).exists()
    assert handover.handed_over(["build"]) is None


def test_another_users_builder_is_not_used(
    asked: Callable[[Answer], int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "peer_of", lambda _connection: -1)
    assert asked(ended(*END)) is None


def test_little_is_imported_before_a_build_is_handed_over() -> None:
    code = "import os, sys; before = set(sys.modules); import briefgen.handover; print(*set(sys.modules) - before)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {"briefgen", "briefgen.folders", "briefgen.handover", "briefgen.version"}
    assert ours <= set(told.stdout.split()) <= ours | {"__future__"}

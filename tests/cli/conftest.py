"""A desk to run commands in, and the command line run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import run
from tests import commands
from tests.desk import CLEARED, write_desk

Run = Callable[..., "Ended"]


class Ended:
    """How a command ended: its exit code and what it printed."""

    def __init__(self, code: int, captured: pytest.CaptureResult[str]) -> None:
        self.code = code
        self.out = captured.out
        self.err = captured.err


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small desk, as the current directory."""
    write_desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose edition is cleared and in the archive; not to be changed."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder, CLEARED)
    assert commands.briefgen(folder, "publish").returncode == 0
    return folder


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def call(*arguments: str) -> Ended:
        code = run(list(arguments))
        return Ended(code, capsys.readouterr())

    return call

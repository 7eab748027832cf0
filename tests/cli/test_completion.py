"""What the shell offers when somebody presses the tab key."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli import COMMANDS
from tests.cli.conftest import Run
from tests.commands import ROOT
from tests.desk import EDITION

PRESS_TAB = """\
eval "$(briefgen completion bash)"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_briefgen_completion briefgen
printf '%s\\n' "${COMPREPLY[@]}"
"""
BASH = shutil.which("bash") or ""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program `briefgen`, as pip puts it on the path."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "briefgen"
    program.write_text(f"#!{sys.executable}\nfrom briefgen.cli import main\nmain()\n")
    program.chmod(0o755)
    return folder


def offered(folder: Path, programs: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words of a command line."""
    path = f"{programs}:{os.environ['PATH']}"
    ended = subprocess.run(
        [BASH, "--norc", "-c", PRESS_TAB, "bash", "briefgen", *words],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stderr == ""
    return ended.stdout.split()


@pytest.mark.skipif(not BASH, reason="needs bash")
class TestBash:
    def test_commands(self, tmp_path: Path, programs: Path) -> None:
        assert offered(tmp_path, programs, "re") == sorted(name for name in COMMANDS if name.startswith("re"))
        assert offered(tmp_path, programs, "archive", "ex") == ["export", "extract"]

    @pytest.mark.slow
    def test_editions_of_the_desk_around_the_folder(self, desk: Path, programs: Path) -> None:
        (desk / "content/2031-06-02-cod").mkdir()
        (desk / "content/minutes").mkdir()
        assert offered(desk / "content", programs, "build", "") == [EDITION, "2031-06-02-cod"]
        assert offered(desk, programs, "check", EDITION, "2031-06") == ["2031-06-02-cod"]
        assert offered(desk, programs, "new", "2031-07-01", "cod", "--from", "2031-05") == [EDITION]

    def test_nothing_and_no_message_where_there_is_no_desk(self, tmp_path: Path, programs: Path) -> None:
        assert offered(tmp_path, programs, "build", "2") == []

    @pytest.mark.slow
    def test_records(self, desk: Path, programs: Path) -> None:
        for name in ("2031-05-05_herring_v001", "2031-05-05_herring_v002"):
            (desk / "out/archive/2031" / name).mkdir(parents=True)
        assert offered(desk, programs, "archive", "show", "2031-05-05_herring_v002"[:-1]) == [
            "2031-05-05_herring_v001",
            "2031-05-05_herring_v002",
        ]
        assert offered(desk, programs, "archive", "show", "--archive", "elsewhere", "2031") == []


@pytest.mark.parametrize(("shell", "sign"), [("bash", "complete -o nosort"), ("zsh", "compdef"), ("fish", "complete ")])
def test_a_script_for_each_shell(shell: str, sign: str, briefgen: Run) -> None:
    ended = briefgen("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert sign in ended.out
    assert f"_BRIEFGEN_COMPLETE={shell}_complete" in ended.out


def test_another_shell_is_refused(briefgen: Run) -> None:
    assert briefgen("completion", "tcsh").code == 2

"""The hook of this repository for pre-commit, which runs `briefgen check` before a commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run
from tests.commands import ROOT
from tests.desk import EDITION, replaced, write_desk

MANIFEST = ".pre-commit-hooks.yaml"
BROKEN = replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}")


def hook() -> dict[str, object]:
    (found,) = yaml.safe_load((ROOT / MANIFEST).read_text(encoding="utf-8"))
    return found


def test_the_hook_refuses_errors_of_any_edition(desk: Path, briefgen: Run) -> None:
    entry, arguments = hook()["entry"], hook()["args"]
    assert isinstance(entry, str)
    assert isinstance(arguments, list)
    program, *command = (*entry.split(), *arguments)
    assert program == "briefgen"
    assert briefgen("new", "2031-05-12", "herring").code == briefgen(*command).code == 0
    write_desk(desk, BROKEN)
    assert briefgen(*command).code == 1


def test_the_hook_looks_at_content_and_house_style_only() -> None:
    files = re.compile(str(hook()["files"]))
    assert all(
        map(files.search, ("content/desk.yaml", "desk/content/2031-05-05-herring/facts.yaml", "assets/theme.yaml"))
    )
    assert not any(map(files.search, ("README.md", "src/contents/x.py", "my-content/x")))


@pytest.mark.hooks
def test_pre_commit_runs_it(tmp_path: Path) -> None:
    """A commit of a sound desk passes, one with an error is refused; pre-commit installs briefgen from a repository."""
    source = tmp_path / "source"
    kept = shutil.ignore_patterns(".git", ".venv", "out", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, source, ignore=kept)
    desk = tmp_path / "desk"
    write_desk(desk)
    revision = _commit(source)
    (desk / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks: [{{id: briefgen-check}}]\n"
    )
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    _commit(desk)
    program = os.environ["BRIEFGEN_PRE_COMMIT"]
    _run(desk, program, "install", environment=environment)
    (desk / "content" / EDITION / "sections/30-more.md").write_text("---\ntitle: More\n---\n\nMore text.\n")
    _run(desk, "git", "add", ".")
    assert "briefgen check" in _run(desk, *GIT, "commit", "-m", "More", environment=environment).stderr
    write_desk(desk, BROKEN)
    refused = _run(desk, *GIT, "commit", "-am", "Worse", environment=environment, code=1)
    assert f"content/{EDITION}/sections/20-vote.md:5:1: error BG202" in refused.stderr


GIT = ("git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org")


def _commit(folder: Path) -> str:
    """Make a repository of a folder; gives the commit."""
    _run(folder, "git", "init", "-q")
    _run(folder, "git", "add", ".")
    _run(folder, *GIT, "commit", "-qm", "All")
    return _run(folder, "git", "rev-parse", "HEAD").stdout.strip()


def _run(
    folder: Path, *command: str, environment: dict[str, str] | None = None, code: int = 0
) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended

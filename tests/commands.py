"""briefgen as its users run it, in a desk's folder: in this process, or in one of its own where that is the point."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from briefgen.cli import run

ROOT = Path(__file__).parent.parent
WIDE = {"COLUMNS": "200"}
"""Lines long enough that nothing is broken."""


def briefgen(folder: Path, *arguments: str, **environment: str) -> CompletedProcess[str]:
    """Run a command to its end in this process; a traceback is the test's."""
    out, err = (TextIOWrapper(BytesIO(), "utf-8", errors="backslashreplace", newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, chdir(folder), redirect_stdout(out), redirect_stderr(err):
        for name, value in {**WIDE, **environment}.items():
            patch.setenv(name, value)
        code = run([*arguments])
    return CompletedProcess(arguments, code, _text(out), _text(err))


def _text(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def briefgen_process(
    folder: Path, *arguments: str, umask: int = -1, encoding: str | None = None, **environment: str
) -> CompletedProcess[str]:
    """Run a command to its end in a process of its own, for signals, encodings, hash seeds, umasks and exit codes."""
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **WIDE, **environment},
        capture_output=True,
        text=True,
        encoding=encoding,
        timeout=120,
        check=False,
        umask=umask,
    )

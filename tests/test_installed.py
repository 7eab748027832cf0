"""What is installed beside briefgen."""

from __future__ import annotations

import os
from importlib import invalidate_caches
from pathlib import Path

import pytest

from briefgen.installed import release_of


def test_releases_of_a_library_are_told_apart_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library_of_tests.py"
    monkeypatch.syspath_prepend(tmp_path)
    told = [release_of(library.stem)]
    for text, time in (("1 / 0", 10**18), ("1 / 0", 10**18 + 10**9), ("1 / 00", 10**18)):
        library.write_text(text)
        os.utime(library, ns=(time, time))
        invalidate_caches()
        told += [release_of(library.stem)]
        assert release_of(library.stem) == told[-1]
    assert len({*told}) == 4

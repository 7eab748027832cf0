"""Regular expressions that are compiled when they are first used behave as any other."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from copy import copy, deepcopy
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import briefgen
from briefgen.patterns import IS_KNOWN, KeptPrograms, _LazyPattern, keep_all, lazy_regex


def test_they_find_what_a_pattern_finds() -> None:
    lazy, plain = (make(r"(?P<word>[a-z]+)-(\d+)", re.IGNORECASE) for make in (lazy_regex, re.compile))
    for _ in range(2):  # the second time, the methods are known
        assert [each.span() for each in lazy.finditer("Tier-1, b-22")] == [(0, 6), (8, 12)]
        assert lazy.sub(r"\2", "Tier-1, b-22") == plain.sub(r"\2", "Tier-1, b-22")
        assert (lazy.pattern, lazy.flags, lazy.groups) == (plain.pattern, plain.flags, plain.groups)
    assert lazy_regex(rb"a+").findall(b"aab") == [b"aa"]


def test_a_wrong_one_says_so_when_it_is_used() -> None:
    wrong = lazy_regex("(")
    assert wrong.pattern == "("  # others are made of it
    with pytest.raises(re.error, match="unterminated subpattern"):
        wrong.search("")


def test_they_can_be_copied_and_sent_before_and_after_their_first_use() -> None:
    lazy = lazy_regex("a+")
    for _ in range(2):
        for again in (copy(lazy), deepcopy(lazy), pickle.loads(pickle.dumps(lazy))):  # noqa: S301
            assert again.findall("aab") == ["aa"]
        assert lazy.findall("aab") == ["aa"]


def test_what_is_kept_is_what_would_be_compiled(tmp_path: Path) -> None:
    for module in walk_packages(briefgen.__path__, "briefgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    modules = [module for name, module in sys.modules.items() if name.startswith("briefgen.")]
    lazy = {id(each): each for module in modules for each in vars(module).values() if isinstance(each, _LazyPattern)}
    sources = [each._source for each in lazy.values()]
    assert len(sources) > 100
    writer = KeptPrograms(tmp_path)
    assert [writer.pattern(*each) for each in sources] == [re.compile(*each) for each in sources]
    writer.keep()
    reader = KeptPrograms(tmp_path)
    assert [reader.pattern(*each) for each in sources] == [re.compile(*each) for each in sources]
    assert not reader._made


def test_a_damaged_file_is_thrown_away(tmp_path: Path) -> None:
    writer = KeptPrograms(tmp_path)
    writer.pattern("[0-9]+", 0)
    writer.keep()
    (kept,) = tmp_path.iterdir()
    data = bytearray(kept.read_bytes())
    data[-5] ^= 1
    kept.write_bytes(data)
    reader = KeptPrograms(tmp_path)
    assert reader.pattern("[0-9]+", 0) == re.compile("[0-9]+")
    assert reader._made
    assert not kept.exists()


def test_those_of_modules_are_kept_and_those_of_functions_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = KeptPrograms(tmp_path)
    monkeypatch.setattr("briefgen.patterns._KEPT", kept)
    monkeypatch.setattr("re._compiler.compile", import_module("re._compiler").compile)  # which is exchanged now
    keep_all()
    re.purge()
    (tmp_path / "library.py").write_text(
        "import re\n\nclass Words(str):\n    ONE = re.compile('in a class', re.I)\n\n"
        "def made():\n    return re.compile('in a function')\n\n"
        "ALL = [re.compile('in a module'), Words.ONE, made(), re.compile(Words('of its own kind'))]\n"
        "SAME = re.sub('used in a module', '', 'now used in a module')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    library = import_module("library")
    assert {pattern for pattern, _ in kept._made} == {"in a class", "in a module", "used in a module"}
    assert [re.compile(each.pattern, each.flags) for each in library.ALL] == library.ALL
    assert library.SAME == "now "
    with pytest.raises(re.error, match="unterminated"):
        exec("import re; re.compile('(')")  # noqa: S102


def test_patterns_of_earlier_versions_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.patterns.MOST", 3)
    for number in range(5):
        kept = KeptPrograms(tmp_path)
        kept.pattern(f"a{number}", 0)
        kept.keep()
    assert set(KeptPrograms(tmp_path)._known) == {("a3", 0), ("a4", 0)}


def test_nothing_is_kept_where_python_keeps_no_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept = KeptPrograms(tmp_path / "cannot")
    assert kept.pattern("a", re.IGNORECASE) == re.compile("a", re.IGNORECASE)
    kept.keep()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept.pattern("b", 0)
    kept.keep()  # a folder that is not there, which is no error
    assert not (tmp_path / "cannot").exists()


def test_another_python_compiles_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert IS_KNOWN
    monkeypatch.setattr("briefgen.patterns.IS_KNOWN", False)
    kept = KeptPrograms(tmp_path)
    assert kept.pattern("a+", 0) == re.compile("a+")
    kept.keep()
    assert not list(tmp_path.iterdir())


def test_no_process_makes_patterns_of_its_own(tmp_path: Path) -> None:
    libraries = "babel.numbers, markdown_it, yaml, reportlab.pdfgen.canvas"
    code = f"from briefgen.patterns import keep_all; keep_all(); import {libraries}"
    kept = set[bytes]()
    for seed in ("1", "2", "3"):
        own = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code], env=own, check=True)
        kept.add(next(tmp_path.rglob("patterns.*[!c]")).read_bytes())
    assert len(kept) == 1

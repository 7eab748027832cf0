"""Every diagnostic's code is documented, and only documented codes exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import briefgen
from briefgen import codes
from briefgen.codes import CODES
from briefgen.errors import Diagnostic, Severity, sorted_diagnostics
from briefgen.spans import whole_file
from tests.places import span_at

PACKAGE = Path(briefgen.__file__).parent
WORD = re.compile(r"\w+")


def used_codes(constants: set[str]) -> set[str]:
    """The names of codes that the modules use, as `codes.X` or as `X`; none is parsed for what is known already."""
    names = set[str]()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name == "codes.py" or not constants & {*WORD.findall(text)} - names:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "codes":
                names.add(node.attr)
            elif isinstance(node, ast.Name):
                names.add(node.id)
    return names


def test_codes_are_well_formed_and_explained() -> None:
    assert len(CODES) > 40
    for name, code in CODES.items():
        assert re.fullmatch(r"BG[0-9]{3}", name)
        assert code.meaning.endswith(".")
        assert code.remedy.endswith(".")
        assert not code.title.endswith(".")


def test_every_code_is_used_somewhere() -> None:
    constants = {name for name, value in vars(codes).items() if isinstance(value, codes.Code)}
    used = used_codes(constants)
    assert len(used) > 40
    assert constants <= used


def test_diagnostics_sort_by_place_and_appear_once() -> None:
    def fault(line: int, column: int) -> Diagnostic:
        return Diagnostic("BG101", Severity.ERROR, span_at("a.yaml", line, column), "fault")

    assert sorted_diagnostics([fault(2, 1), fault(1, 9), fault(1, 2), fault(2, 1)]) == [
        fault(1, 2),
        fault(1, 9),
        fault(2, 1),
    ]


def test_place_reads_as_editors_open_it() -> None:
    assert str(span_at("content/a.md", 12, 34)) == "content/a.md:12:34"
    assert str(whole_file("content/a.md")) == "content/a.md"

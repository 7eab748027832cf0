"""Agreed language: to the letter, or reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.load import house_assets
from briefgen.pipeline import Desk, check
from tests.desk import EDITION, FILES, write_desk

AGREED = """\
agreed:
  - text: The bank is closed to all until the council has met.
    about: [Dogger Bank]
"""
EXACT = "The bank is closed to all until the council has met."


def found(folder: Path, text: str) -> list[tuple[str, int, int, int]]:
    changes = {"desk.yaml": FILES["desk.yaml"] + AGREED, "/sections/30-more.md": f"---\ntitle: More\n---\n\n{text}\n"}
    content = write_desk(folder, changes)
    faults = check(Desk(content, house_assets(), folder / "out"), EDITION).diagnostics
    return [(fault.code, fault.place.line, fault.place.column, fault.width) for fault in faults]


@pytest.mark.parametrize(
    "text",
    [
        EXACT,
        f"Of the Dogger Bank: {EXACT}",
        "Of the Dogger Bank: The bank is closed\nto all until the council has met.",
        "Of the Dogger Bank: The bank is closed to **all** until the council has met.",
        "The bank has closed.",
        "All is closed.",
    ],
)
def test_agreed_words_and_others_altogether(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The bank is closed to most until the council has met.", ("BG453", 5, 23, 4)),
        ("the bank is closed to all until the council has met.", ("BG453", 5, 1, 3)),
        ("The bank is closed to all until the council has met!", ("BG453", 5, 49, 4)),
        ("They said: The bank is open to all until the council has met.", ("BG453", 5, 24, 4)),
        (f"{EXACT} Again: The bank is closed to all till the council has met.", ("BG453", 5, 87, 4)),
    ],
)
def test_changed_words(tmp_path: Path, text: str, fault: tuple[str, int, int, int]) -> None:
    assert found(tmp_path, text) == [fault]


def test_missing_words(tmp_path: Path) -> None:
    assert found(tmp_path, "Boats left the\nDogger Bank, the Dogger Bank.") == [("BG454", 6, 1, 11)]

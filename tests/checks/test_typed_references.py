"""Typed references to what the brief numbers itself: each is a warning with the reference that follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, write_desk

HEAD = "---\ntitle: More\n---\n\n"


def hints(folder: Path, text: str) -> list[tuple[str, str, int, str]]:
    content = write_desk(folder, {"/sections/30-more.md": f"{HEAD}{text}\n"})
    faults = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    return [(each.code, each.message.split('"')[1], each.place.column, each.hint) for each in faults]


@pytest.mark.parametrize(
    ("text", "typed", "hint"),
    [
        ("See Table 1.", "Table 1", "[](#table:quota)"),
        ("See fig. 1 there.", "fig. 1", "[](#figure:landed)"),
        ("In section 2 it says so.", "section 2", "[](#section:vote)"),
        ("Note 1 has it.", "Note 1", "[^weighed]"),
        ("It says so [1].", "[1]", "[](#source:survey)"),
        ("It says so [1, page 3].", "[1, page 3]", "[page 3](#source:survey)"),
    ],
)
def test_a_typed_reference_has_the_one_to_write(tmp_path: Path, text: str, typed: str, hint: str) -> None:
    (found,) = hints(tmp_path, text)
    assert found[:3] == ("BG455", typed, text.index(typed) + 1)
    assert found[3].startswith(f"write {hint}")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Table 9 has it.",
            "Table 1 of the survey has it.",
            "Note 1 in the minutes.",
            "Section 7 has it.",
            "It says so [9].",
        ),
        *("Annex 3 has it.", "[](#table:quota) has it.", "See [table 1](#source:survey).", "the tables"),
    ],
)
def test_other_references_are_none_of_the_brief(tmp_path: Path, text: str) -> None:
    assert hints(tmp_path, text) == []


def test_what_has_no_name_is_to_get_one(tmp_path: Path) -> None:
    text = "See Table 2.\n\nTable: More.\n\n| A | B |\n| --- | --- |\n| a | b |\n"
    assert hints(tmp_path, text) == [
        ("BG455", "Table 2", 5, "write [](#table:name), and {#name} behind what it refers to")
    ]

"""Numbered lists that go on, and those that begin with a number to which nothing counts up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_unbound_numbers import found


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n2. b\n   1. x\n   2. y\n\nThen.\n\n3. c\n   1. z\n\nThen.\n\n4. d",
        "1. a\n   - x\n     1. y\n     2. z\n\nThen.\n\n2. b",
        "1. a\n   1. x\n\n   So.\n\n   2. y\n2. b\n\n- u\n\n3. c",
        "1. a\n2. b\n\n> 1. q\n> 2. r\n> 3. s\n\n3. c",
        "1. a\n2. b\n\n> [!KEY]\n>\n> 3. q\n\n4. c",
        "1. a\n2. b\n\n> [!KEY]\n>\n> 3. q\n\n## More\n\n4. c",
        "0. a\n1. b\n\nThen.\n\n2. c",
        "7\\. a",
    ],
)
def test_a_list_goes_on_from_one_before_it(tmp_path: Path, text: str) -> None:
    assert [fault for fault in found(tmp_path, text) if "the list" in fault.message] == []


@pytest.mark.parametrize(
    ("text", "line", "number"),
    [
        ("1. a\n2. b\n   1. x\n   2. y\n   3. z\n\nThen.\n\n4. c", 13, "3 to go on from the list before it, or 1"),
        ("1. a\n2. b\n\nThen.\n\n2. c", 10, "3 to go on from the list before it, or 1"),
        ("5. a", 5, "1"),
        ("- a\n  1. x\n  2. y\n\nThen.\n\n3. c", 11, "1"),
        ("1. a\n   1. x\n   2. y\n\nThen.\n\n1. b\n\n   3. z", 13, "1"),
        ("1. a\n2. b\n\n> 1. q\n\nThen.\n\n9. c", 12, "3 to go on from the list before it, or 1"),
        ("a[^n]\n\n[^n]: b\n\n    4. c", 9, "1"),
    ],
)
def test_a_list_to_which_nothing_counts_up_is_told_where_to_begin(
    tmp_path: Path, text: str, line: int, number: str
) -> None:
    (fault,) = found(tmp_path, text)
    assert (fault.code, fault.place.line) == ("BG201", line)
    assert fault.hint.startswith(f"write {number}; ")

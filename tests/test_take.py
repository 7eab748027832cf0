"""Values taken from data files: shown as a diff, and written without another byte touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import briefgen
from tests.content.test_data_sources import BOUND, FACTS, LANDED, WORKBOOK, bound_desk
from tests.data_files.books import texts, xlsx
from tests.desk import EDITION

CHANGED = xlsx(texts(("Port", "Landed 2029", "Landed 2030", "Chair"), ("North", 11556, 12600, "Bo Lind")))
NAMED = FACTS.replace("  value: Anna Berg\n", "  value: 'Anna Berg' # since May\n  from: {row: North, column: Chair}\n")
NAMED = NAMED.replace("source: {id: minutes, at: page 1}", "source: {id: survey, at: page 1}")


def desk_with(root: Path, facts: str, newline: str = "\n", mark: bytes = b"") -> Path:
    """A desk whose workbook has changed; gives facts.yaml."""
    content = bound_desk(root, CHANGED, facts)
    path = content / EDITION / "facts.yaml"
    path.write_bytes(mark + facts.replace("\n", newline).encode())
    return path


def test_what_differs_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    path = desk_with(tmp_path, FACTS)
    done = briefgen(tmp_path, "take")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == f"landings: 12480 -> 12600 ({WORKBOOK}: sheet Data, row North, column Landed 2030 (cell C2))"
    assert {"-  value: 12480", "+  value: 12600"} <= set(lines)
    assert "nothing was written" in done.stderr
    assert path.read_text() == FACTS


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_values_are_written_and_nothing_else(tmp_path: Path, newline: str, mark: bytes) -> None:
    path = desk_with(tmp_path, NAMED, newline, mark)
    before = path.read_bytes()
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, "wrote 2 values" in done.stderr) == (0, True), done.stderr
    assert path.read_bytes() == before.replace(b"12480", b"12600").replace(b"'Anna Berg'", b'"Bo Lind"')
    assert "nothing differs" in briefgen(tmp_path, "take").stderr


def test_only_some_facts_or_files_are_taken(tmp_path: Path) -> None:
    path = desk_with(tmp_path, NAMED)
    assert briefgen(tmp_path, "take", "chair").stdout.splitlines()[0].startswith("chair: ")
    assert briefgen(tmp_path, "take", "data/other.csv").stdout == ""
    done = briefgen(tmp_path, "take", EDITION, f"content/{WORKBOOK}", "landings", "--write")
    assert "wrote 1 value to" in done.stderr
    assert path.read_text() == NAMED.replace("12480", "12600")


def test_a_value_that_does_not_fit_is_not_written(tmp_path: Path) -> None:
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{cell: A1}")
    content = bound_desk(tmp_path, xlsx('<row r="1"><c r="A1" s="1"><v>0.63</v></c></row>', formats=("0%",)), facts)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, "BG614" in done.stderr) == (1, True)
    assert (content / EDITION / "facts.yaml").read_text() == facts


def test_a_value_that_would_break_the_edition_is_not_written(tmp_path: Path) -> None:
    rows = texts(("Port", "Landed 2030", "Chair"), ("North", 12600, "5 March 2031"))
    content = bound_desk(tmp_path, xlsx(rows), NAMED)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, "BG107" in done.stderr, "nothing was written" in done.stderr) == (1, True, True)
    assert (content / EDITION / "facts.yaml").read_text() == NAMED


def test_wrong_names(tmp_path: Path) -> None:
    desk_with(tmp_path, FACTS)
    assert 'did you mean "landings"?' in briefgen(tmp_path, "take", "landing").stderr
    assert briefgen(tmp_path, "take", "2031-05-05", "2031-05-06").returncode == 2


def test_a_workbook_that_agrees(tmp_path: Path) -> None:
    content = bound_desk(tmp_path, LANDED, FACTS)
    assert BOUND in FACTS
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, done.stdout) == (0, "")
    assert (content / EDITION / "facts.yaml").read_text() == FACTS

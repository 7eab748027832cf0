"""Whole tables are taken from data files: written anew where their shape has changed, else cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.cache import Cache
from briefgen.content import Folder, load_edition
from tests.commands import briefgen
from tests.data_files.books import texts, xlsx
from tests.desk import EDITION, FILES, write_desk

WORKBOOK = "data/catch.xlsx"
ROWS: tuple[tuple[object, ...], ...] = (
    ("Port", "Before", "After", "Remarks"),
    ("Sule", 1007, 903, "a"),
    ("Wick", "..", 104.5, "b"),
    ("Total", None, 1007.5, None),
)
TAKEN = "Port,Before,After\nSule,1007,903\nWick,..,104.5\nTotal,,1007.5\n"
TABLES = "catch:\n  source: {id: survey, at: table 4}\n  from: {sheet: Data}\n  without: [Remarks]\n"
FILE = f"{EDITION}/tables/catch.csv"
SOURCES = FILES["sources.yaml"].replace("title: Coastal survey", f"title: Coastal survey\n  file: {WORKBOOK}")


def desk(root: Path, csv: str = TAKEN, rows: tuple[tuple[object, ...], ...] = ROWS, tables: str = TABLES) -> Path:
    section = FILES[f"{EDITION}/sections/20-vote.md"] + "\n![](table:catch)\n"
    changes: dict[str, str | None] = {
        "sources.yaml": SOURCES,
        f"{EDITION}/tables.yaml": tables,
        f"{EDITION}/sections/20-vote.md": section,
    }
    content = write_desk(root, changes | ({FILE: csv} if csv else {}))
    (content / "data").mkdir()
    (content / WORKBOOK).write_bytes(xlsx(texts(*rows)))  # type: ignore[arg-type]
    return content


def faults(content: Path, cache: Cache | None = None) -> list[tuple[str, str, int]]:
    loaded = load_edition(Folder(content), EDITION, cache)
    return [(each.code, Path(each.place.file).name, each.place.line) for each in loaded.diagnostics]


def test_a_table_that_says_what_its_workbook_says(tmp_path: Path) -> None:
    content, cache = desk(tmp_path), Cache(tmp_path / "cache")
    assert faults(content, cache) == []
    loaded = load_edition(Folder(content), EDITION, cache)
    assert loaded.diagnostics == ()
    assert WORKBOOK in loaded.files
    (content / FILE).write_text(TAKEN.replace("903", "904"))
    assert faults(content, cache) == [("BG614", "catch.csv", 2)]


def test_a_changed_cell_is_written_in_its_place_alone(tmp_path: Path) -> None:
    csv = '\ufeffPort,Before,After\r\nSule,"1007",900\r\nWick,n/a,104.5\r\nTotal,,1007.5\r\n'
    content = desk(tmp_path, csv)
    assert faults(content) == [("BG614", "catch.csv", 2), ("BG614", "catch.csv", 3)]
    shown = briefgen(tmp_path, "take")
    assert "catch: 900 -> 903 (data/catch.xlsx: row Sule, column After)" in shown.stdout
    assert '+Sule,"1007",903' in shown.stdout
    assert (content / FILE).read_bytes() == csv.encode()
    assert briefgen(tmp_path, "take", "catch", "--write").returncode == 0
    assert (content / FILE).read_bytes() == csv.replace(",900", ",903").replace("n/a", "..").encode()
    assert faults(content) == []


def test_a_table_is_taken_for_the_first_time(tmp_path: Path) -> None:
    content = desk(tmp_path, "")
    assert ("BG003", "tables.yaml", 1) in faults(content)
    done = briefgen(tmp_path, "take", "catch", "--write")
    assert done.returncode == 0, done.stderr
    assert (content / FILE).read_text() == TAKEN
    assert faults(content) == []


def test_another_shape_is_one_fault_and_the_table_is_written_anew(tmp_path: Path) -> None:
    rows = (*ROWS[:2], ("Thurso", 1, 2, ""), ROWS[3])
    content = desk(tmp_path, rows=rows)
    loaded = load_edition(Folder(content), EDITION)
    (fault,) = (each for each in loaded.diagnostics if each.code == "BG617")
    assert fault.message.endswith("has other rows or columns: row new: Thurso; row gone: Wick")
    found = json.loads(briefgen(tmp_path, "take", "--format", "json").stdout)
    assert found["tables"] == [
        {"table": "catch", "file": WORKBOOK, "shape": "row new: Thurso; row gone: Wick", "cells": []}
    ]
    assert briefgen(tmp_path, "take", f"content/{WORKBOOK}", "--write").returncode in (0, 1)
    assert "Thurso,1,2" in (content / FILE).read_text()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{sheet: Data}", "{sheet: Date}", "BG604"),
        ("id: survey", "id: minutes", "BG104"),
        ("without: [Remarks]", "without: [Remark]", "BG604"),
        ("{sheet: Data}", "{table: Catch}", "BG604"),
    ],
)
def test_what_cannot_be_found_is_a_fault_at_the_table(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = faults(desk(tmp_path, tables=TABLES.replace(old, new)))
    assert (code, "tables.yaml", 3) in found


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    content = desk(tmp_path)
    (content / WORKBOOK).unlink()
    assert [code for code, *_ in faults(content)] == ["BG003"]


def test_a_cell_of_the_workbook_that_is_no_figure(tmp_path: Path) -> None:
    content = desk(tmp_path, rows=(*ROWS[:2], ("Wick", "..", "104 a", "b"), ROWS[3]))
    assert [code for code, *_ in faults(content)] == ["BG606"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_bytes_beside_the_cell_stay_whatever_ends_lines_and_encodes_them(tmp_path: Path, encoding: str) -> None:
    content = desk(tmp_path, tables=TABLES + ("  encoding: utf-16\n" if "16" in encoding else ""))
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    before = f"{mark}Port,Before,After\r\nSule,1007,900\nWick,..,104.5\r\nTotal,,1007.5\n".encode(encoding)
    (content / FILE).write_bytes(before)
    done = briefgen(tmp_path, "take", "catch", "--write")
    assert done.returncode == 0, done.stderr
    nine = encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le"
    assert (content / FILE).read_bytes() == before.replace("900".encode(nine), "903".encode(nine))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((ROWS[0], ("Sule", "1007 a", 903, "a"), *ROWS[2:]), "BG606"),
        ((ROWS[0], ROWS[1], ROWS[1], *ROWS[2:]), "BG605"),
        ((("Port", "Before", "Before", "Remarks"), *ROWS[1:]), "BG605"),
    ],
)
def test_what_cannot_be_taken_is_said_by_take(tmp_path: Path, rows: tuple[tuple[object, ...], ...], code: str) -> None:
    content = desk(tmp_path, rows=rows)
    for names in ((), ("catch",)):
        done = briefgen(tmp_path, "take", *names, "--write")
        assert (done.returncode, f"error {code}" in done.stderr) == (1, True), done.stderr
        assert "nothing was written" in done.stderr
    assert (content / FILE).read_text() == TAKEN


def test_a_table_whose_own_file_is_damaged_is_taken_anew(tmp_path: Path) -> None:
    content = desk(tmp_path, TAKEN.replace("903", "90 3 a"))
    done = briefgen(tmp_path, "take", "--write")
    assert done.returncode == 0, done.stderr
    assert (content / FILE).read_text() == TAKEN


def test_review_counts_tables_that_were_not_taken_yet(tmp_path: Path) -> None:
    desk(tmp_path, TAKEN.replace("903", "900"))
    done = briefgen(tmp_path, "review")
    assert "1 table changed, not yet taken" in done.stdout
    assert "catch: 1 cell" in done.stdout
    assert json.loads(briefgen(tmp_path, "review", "--format", "json").stdout)["cells"]["tables"] == ["catch"]


@pytest.mark.parametrize(
    ("own", "says", "unit", "is_told"),
    [
        ("63%", 0.64, "tonnes", True),
        ("63%", 0.64, '"%"', True),
        ("63", 0.64, '"%"', True),
        ("63", 64, '"%"', False),
        ("63", 64, "tonnes", False),
    ],
)
def test_a_share_of_1_is_not_taken_for_one_of_100(
    tmp_path: Path, own: str, says: object, unit: str, is_told: bool
) -> None:
    tables = f"{TABLES}  unit: {unit}\n".replace("  without: [Remarks]\n", "")
    content = desk(tmp_path, f"Port,Share\nSule,{own}\n", (("Port", "Share"), ("Sule", says)), tables)
    before = (content / EDITION / "tables/catch.csv").read_bytes()
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode == 1, "format 0%" in done.stderr) == (is_told, is_told), done.stderr
    assert ((content / EDITION / "tables/catch.csv").read_bytes() == before) == is_told


@pytest.mark.parametrize(("name", "is_told"), [("Süle", False), ("Łeba", True)])
def test_a_table_is_written_in_its_own_encoding(tmp_path: Path, name: str, is_told: bool) -> None:
    tables = "catch:\n  source: survey\n  from: {}\n  encoding: windows-1252\n"
    rows = (("Port", "Landed"), ("Sule", 5), (name, 6))
    content = desk(tmp_path, "Port,Landed\nSule,5\n", rows, tables)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode == 1) == is_told, done.stderr
    data = (content / EDITION / "tables/catch.csv").read_bytes()
    assert data == ("Port,Landed\nSule,5\n" if is_told else "Port,Landed\nSule,5\nSüle,6\n").encode("cp1252")


def test_a_table_in_thousands_has_no_unit_as_ones_have(tmp_path: Path) -> None:
    titled = (("The catch (000)",), *ROWS)
    unit = TABLES + "  unit: tonnes\n"
    assert faults(desk(tmp_path / "title", rows=titled, tables=unit)) == [("BG620", "tables.yaml", 3)]
    assert faults(desk(tmp_path / "bare", rows=titled)) == []
    headed = tuple(tuple("After, thousand t" if each == "After" else each for each in row) for row in ROWS)
    csv = TAKEN.replace("After", '"After, thousand t"')
    assert faults(desk(tmp_path / "heading", csv, headed, unit)) == [("BG620", "catch.csv", 1)]
    captioned = unit + "  caption: The catch, in thousands\n"
    assert {each[0] for each in faults(desk(tmp_path / "caption", tables=captioned))} == {"BG620"}
    as_share = TABLES + '  unit: "%"\n'
    assert faults(desk(tmp_path / "share", rows=titled, tables=as_share)) == []
    named = tuple(tuple("Sule (thousand t)" if each == "Sule" else each for each in row) for row in ROWS)
    csv = TAKEN.replace("Sule", "Sule (thousand t)")
    assert faults(desk(tmp_path / "row", csv, named, unit)) == [("BG620", "catch.csv", 2)]

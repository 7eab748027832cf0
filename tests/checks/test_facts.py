"""Figures that the ledger itself would hide."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

FACTS = FILES[f"{EDITION}/facts.yaml"]
END = FACTS.count("\n")
SOURCE = "source: {id: survey, at: page 4}"


def found(folder: Path, entry: str, text: str = "{{ it }}") -> list[tuple[str, int]]:
    section = f"---\ntitle: More\n---\n\n{text}\n"
    content = write_desk(folder, {"/facts.yaml": f"{FACTS}{entry}\n", "/sections/30-more.md": section})
    faults = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    return [(fault.code, fault.place.column) for fault in faults]


@pytest.mark.sample(8)
@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        (f"it: {{value: 4321 dead, label: l, {SOURCE}}}", [("BG105", 13)]),
        (f'it: {{value: "63% of all", label: l, {SOURCE}}}', [("BG105", 13)]),
        (f"it: {{value: The 63% of all, label: l, {SOURCE}}}", [("BG201", 13)]),
        (f"it: {{value: nine million dead, label: l, {SOURCE}}}", [("BG201", 13)]),
        (f"it: {{value: The dead, short: 12 dead, label: l, {SOURCE}}}", [("BG201", 30)]),
        (f"it: {{value: 12 Boats, label: l, {SOURCE}}}", [("BG201", 13)]),
        (f"it: {{value: BOATS 12, label: l, {SOURCE}}}", [("BG201", 13)]),
        (f"it: {{value: 12 Boats Inn, label: l, {SOURCE}}}", []),
        (f"it: {{value: 12 Angry Men, label: l, {SOURCE}}}", []),
        (f"it: {{value: 267th Corps Commanders’ Conference, label: l, {SOURCE}}}", []),
        (f"it: {{value: Resolution 47 (1948), label: l, {SOURCE}}}", []),
        (f"it: {{value: November, label: l, {SOURCE}}}", []),
        ("it: {formula: 43 %, label: l}", [("BG204", 15)]),
        ("it: {formula: 5 * 4, label: l}", [("BG204", 15)]),
        ("it: {formula: landings * 4321, label: l}", [("BG229", 26)]),
        ("it: {formula: vote + 300, label: l}", [("BG229", 22)]),
        ("it: {formula: landings * (1 + 5 %), label: l}", [("BG229", 31)]),
        ("it: {formula: landings / 12, label: l}", []),
        ("it: {formula: landings / (1 + rise), label: l}", []),
        ("it: {formula: edition_date - vote, label: l, signed: true}", []),
        (f"it: {{value: 3, unit: deaths out of 4321, label: l, {SOURCE}}}", [("BG212", 22)]),
        ("it: {value: 3, unit: boats, label: l, source: {id: survey, at: page 3 of 9 boats seen}}", [("BG201", 64)]),
        (f"it: {{value: 3, unit: refugee campps, label: l, {SOURCE}}}", [("BG227", 22)]),
    ],
)
def test_facts(tmp_path: Path, entry: str, faults: list[tuple[str, int]]) -> None:
    assert found(tmp_path, entry) == faults


@pytest.mark.parametrize(
    ("units", "more"),
    [
        (["crates"], ""),
        (["crates"] * 2, ", here and in 1 more fact"),
        (["crates", "crates/day", "crates"], ", here and in 2 more facts"),
    ],
)
def test_a_unit_that_is_not_listed_is_reported_once(tmp_path: Path, units: list[str], more: str) -> None:
    entries = [f"it{n}: {{value: {n}, unit: {unit}, label: l{n}, {SOURCE}}}" for n, unit in enumerate(units)]
    content = write_desk(tmp_path, {"/facts.yaml": "\n".join([FACTS, *entries, ""])})
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    (fault,) = [fault for fault in faults if fault.code == "BG227"]
    assert fault.message == f'"crates" is none of the units that desk.yaml lists{more}'
    assert (fault.place.line, fault.place.column) == (END + 2, 23)


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("7777. people died", [("BG201", 1)]),
        ("3. this\n4. that", [("BG201", 1)]),
        ("1. this\n2. that\n\nAnd on:\n\n3. more", []),
        ("[4,321](https://x.org/4,321) dead", [("BG201", 2)]),
        ("[https://x.org/4,321](https://x.org/4,321)", []),
        ("[9,999 people died](#source:survey)", [("BG201", 2)]),
        ("[table 3, last line](#source:survey)", []),
        ("[¶¶ 7–9](#source:survey)", []),
        ("[p. 12 and annex B](#source:survey)", []),
        ("zero boats", [("BG214", 1)]),
        ("COVID-19, 24/7, the G20", []),
    ],
)
def test_texts(tmp_path: Path, text: str, faults: list[tuple[str, int]]) -> None:
    assert found(tmp_path, "", text) == faults


@pytest.mark.parametrize("name", ["4,321", "2030", "forty", "4,321 %"])
def test_a_figure_is_no_name(tmp_path: Path, name: str) -> None:
    content = write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + f'names: ["{name}"]\n'})
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    assert [fault.code for fault in faults] == ["BG105"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("audience: [Minister]", "audience: [Minister of 6 boats]"),
        ("prepared_by: Fisheries desk", "prepared_by: Fisheries desk of 12"),
        ("{by: Head of desk}", "{by: Head of 3 desks}"),
    ],
)
def test_the_masthead(tmp_path: Path, old: str, new: str) -> None:
    edition = FILES[f"{EDITION}/edition.yaml"]
    assert old in edition
    content = write_desk(tmp_path, {"/edition.yaml": edition.replace(old, new)})
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    assert [fault.code for fault in faults] == ["BG201"]
    assert faults[0].place.file.endswith("edition.yaml")


def test_an_editions_number_is_a_short_sign(tmp_path: Path) -> None:
    edition = FILES[f"{EDITION}/edition.yaml"].replace("number: 19", "number: 19 (5,555 dead)")
    content = write_desk(tmp_path, {"/edition.yaml": edition})
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    assert [(fault.code, fault.place.line, fault.place.column) for fault in faults] == [("BG105", 3, 9)]

"""Figures that make up a whole and do not add up to it as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

THIRDS = "".join(
    f"{name}: {{value: {value}, unit: boats, label: Boats of the {name}, source: {{id: survey, at: page 4}}}}\n"
    for name, value in (("north", 100), ("south", 100), ("west", 100), ("all", 300), ("most", 310))
)
NOTE = "Shares may not add up to the whole because of rounding."


def shares(*names: str, whole: str = "all", keys: str = "") -> str:
    return "".join(f"{n}_share: {{formula: 'share({n}, {whole})', label: Share of the {n}{keys}}}\n" for n in names)


def given(*values: str) -> str:
    return "".join(
        f"g{n}: {{value: {value}, unit: '%', label: Part {n}, source: {{id: survey, at: page 4}}}}\n"
        for n, value in enumerate(values)
    )


def stacked(*names: str) -> str:
    series = ", ".join(f"{{name: Part {name}, facts: [{name}]}}" for name in names)
    return (
        f"parts:\n  kind: bars\n  arrangement: stacked\n  categories: [Boats]\n  series: [{series}]\n"
        "  title: Most boats are of the north\n  caption: The boats.\n"
    )


def found(folder: Path, facts: str, figures: str = "", text: str = "") -> list[tuple[int, str]]:
    files = {
        "/facts.yaml": f"{FILES[f'{EDITION}/facts.yaml']}{facts}",
        "/figures.yaml": f"{FILES[f'{EDITION}/figures.yaml']}{figures}",
        "/sections/30-more.md": f"---\ntitle: More\n---\n\nNothing.{text}\n",
    }
    faults = check(Workspace(Folder(write_desk(folder, files)), house_assets(), folder / "out"), EDITION).diagnostics
    return [(fault.place.line, fault.message) for fault in faults if fault.code == "BG230"]


def test_shares_of_one_whole_are_told_where_the_first_stands(tmp_path: Path) -> None:
    line = f"{FILES[f'{EDITION}/facts.yaml']}{THIRDS}".count("\n") + 1
    faults = found(tmp_path, THIRDS + shares("north", "south", "west"))
    assert faults == [(line, "as printed, 33% + 33% + 33% = 99%, not 100%")]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (shares("north", "south"), ""),
        (shares("north", "south", "west", whole="most"), ""),
        (shares("north", "south", "west", keys=", round: 1") + shares(), f" {NOTE}"),
        (shares("north", "south", "west"), " Shares differ from the sum by rounding."),
        (
            shares("north", "south", "west") + "x: {formula: north + south, label: Two, caveat: Subject to rounding}\n",
            "",
        ),
    ],
)
def test_what_is_not_all_of_it_or_is_said_is_no_fault(tmp_path: Path, facts: str, text: str) -> None:
    assert found(tmp_path, THIRDS + facts, text=text) == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (("33", "33", "33"), "as printed, 33% + 33% + 33% = 99%, not 100%"),
        (("33.4", "33.4", "33.3"), "as printed, 33.4% + 33.4% + 33.3% = 100.1%, not 100%"),
        (("33.4", "33.3", "33.3"), ""),
        (("30", "30", "30"), ""),
        (("50", "49"), "as printed, 50% + 49% = 99%, not 100%"),
        (("50.0", "49.0"), ""),
    ],
)
def test_bars_that_are_stacked_to_a_whole(tmp_path: Path, values: tuple[str, ...], message: str) -> None:
    names = [f"g{number}" for number in range(len(values))]
    assert [text for _, text in found(tmp_path, given(*values), stacked(*names))] == [
        message for _ in range(bool(message))
    ]


def test_parts_of_a_total_that_rounding_alone_parts_from_it(tmp_path: Path) -> None:
    total = "t: {value: 100, unit: '%', label: All of it, parts: [g0, g1, g2], source: {id: survey, at: page 4}}\n"
    faults = found(tmp_path, given("33", "33", "33") + total)
    assert [text for _, text in faults] == ["as printed, 33% + 33% + 33% = 99%, not 100%"]

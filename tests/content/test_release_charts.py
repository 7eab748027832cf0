"""Charts in releases: facts, series and categories that are for others, each point in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import load_edition
from briefgen.model.edition import ChartSpec
from briefgen.model.traverse import plain_text
from tests.content.test_release_tables import CODE, HIDDEN, PRESS, errors, files_of, found, released
from tests.desk import EDITION, FILES, replaced, write_desk

pytestmark = pytest.mark.slow

SERIES = """\
landed:
  kind: bars
  series:
    - {name: At sea, facts: [ports.amble.boats-at-sea, ports.blyth.boats-at-sea, null]}
    - {name: In port, facts: [ports.amble.in-port, ports.blyth.in-port, ports.craster.in-port]}
  categories: [Amble, Blyth, Craster]
  title: Most boats are at sea
  caption: Boats by port.
"""
DATES = FILES[f"{EDITION}/figures.yaml"].partition("\n\n")[2]


def chart(root: Path, figure: str, entry: str = CODE) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The categories of the chart of a release, and its series with the ids of their facts, "" for none."""
    files = files_of(entry, **{"/figures.yaml": f"{figure}\n{DATES}"})
    release = released(root, files)
    assert errors(root, files) == []
    edition = load_edition(release.content, PRESS).edition
    assert edition is not None
    spec: ChartSpec = edition.charts["landed"]
    series = [
        (plain_text(each.name), [item.fact.removeprefix("ports.") if item else "" for item in each.items])
        for each in spec.series
    ]
    return [plain_text(each) for each in spec.categories], series


ROWS = CODE + f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n"
CASES = {
    "a fact": (
        SERIES.replace("ports.blyth.in-port", "{fact: ports.blyth.in-port, for: minister}"),
        ["Amble", "Blyth", "Craster"],
        [
            ("At sea", ["amble.boats-at-sea", "blyth.boats-at-sea", ""]),
            ("In port", ["amble.in-port", "", "craster.in-port"]),
        ],
    ),
    "the last fact of a category": (
        SERIES.replace("ports.craster.in-port", "{fact: ports.craster.in-port, for: minister}").replace(
            "null", "{fact: ports.craster.boats-at-sea, for: [minister]}"
        ),
        ["Amble", "Blyth"],
        [
            ("At sea", ["amble.boats-at-sea", "blyth.boats-at-sea"]),
            ("In port", ["amble.in-port", "blyth.in-port"]),
        ],
    ),
    "a series": (
        SERIES.replace("{name: At sea,", "{name: At sea, for: minister,"),
        ["Amble", "Blyth", "Craster"],
        [("In port", ["amble.in-port", "blyth.in-port", "craster.in-port"])],
    ),
    "a category": (
        SERIES.replace("[Amble, Blyth,", "[{name: Amble, for: minister}, Blyth,"),
        ["Blyth", "Craster"],
        [("At sea", ["blyth.boats-at-sea", ""]), ("In port", ["blyth.in-port", "craster.in-port"])],
    ),
    "a category by its words": (
        SERIES.replace("[Amble, Blyth,", '["Amble {for=minister}", Blyth,'),
        ["Blyth", "Craster"],
        [("At sea", ["blyth.boats-at-sea", ""]), ("In port", ["blyth.in-port", "craster.in-port"])],
    ),
}
COLUMN = """\
landed:
  kind: bars
  series:
    - {name: At sea, facts: [ports.*.boats-at-sea]}
    - {name: In port, facts: [ports.*.in-port]}
  title: Most boats are at sea
  caption: Boats by port.
"""


@pytest.mark.sample(2)
@pytest.mark.parametrize("case", CASES)
def test_what_is_left_stands_in_its_place(case: str, tmp_path: Path) -> None:
    figure, categories, series = CASES[case]
    assert chart(tmp_path, figure) == (categories, series)


def test_a_column_of_a_table_without_some_of_its_rows(tmp_path: Path) -> None:
    categories, series = chart(tmp_path, COLUMN, ROWS)
    assert categories == ["Craster", "Dunbar"]
    assert series[0] == ("At sea", ["craster.boats-at-sea", "dunbar.boats-at-sea"])


def test_a_column_with_categories_of_its_own(tmp_path: Path) -> None:
    figure = COLUMN.replace("  title:", '  categories: [A, B, C, "D {for=minister}"]\n  title:')
    categories, series = chart(tmp_path, figure, ROWS)
    assert categories == ["C"]
    assert series == [("At sea", ["craster.boats-at-sea"]), ("In port", ["craster.in-port"])]


def test_a_withheld_cell_is_a_gap(tmp_path: Path) -> None:
    entry = CODE + f"  cells: {{amble.in-port: {{{HIDDEN}}}, blyth.in-port: {{{HIDDEN}}}}}\n"
    categories, series = chart(tmp_path, COLUMN, entry)
    assert categories == ["Amble", "Blyth", "Craster", "Dunbar"]
    assert series[1] == ("In port", ["", "", "craster.in-port", "dunbar.in-port"])


def test_a_chart_of_facts_without_some(tmp_path: Path) -> None:
    figure = FILES[f"{EDITION}/figures.yaml"].partition("\n\n")[0] + "\n"
    figure = figure.replace("[landings, quota,", "[landings, {fact: quota, label: Norvania, for: minister},")
    assert chart(tmp_path, figure)[1] == [("", ["landings", "excess"])]
    files = released(tmp_path, files_of(**{"/figures.yaml": f"{figure}\n{DATES}"})).content.files.values()
    assert not any(b"Norvania" in data for data in files)


def test_a_chart_of_facts_with_labels(tmp_path: Path) -> None:
    figure = FILES[f"{EDITION}/figures.yaml"].partition("\n\n")[0] + "\n"
    figure = figure.replace("[landings, quota,", "[{fact: landings, label: Landed}, {fact: quota, label: Allowed},")
    assert chart(tmp_path, figure)[1] == [("", ["landings", "quota", "excess"])]


@pytest.mark.parametrize("items", ["{fact: landings, for: minister}", "{fact: landings, for: [minister]}"])
def test_a_chart_with_nothing_left_is_a_fault_of_what_refers_to_it(items: str, tmp_path: Path) -> None:
    files = files_of(**replaced("/figures.yaml", "[landings, quota, excess]", f"[{items}]"))
    assert errors(tmp_path, files) == [("BG903", "10-landings.md", 6), ("BG903", "10-landings.md", 8)]


def test_marks_in_the_words_of_a_chart(tmp_path: Path) -> None:
    caption = "caption: Landings and quota, {{ edition_date | year }}."
    alt = "alt: 'Bars [of Norvania]{for=minister otherwise=\"of two states\"}.'"
    marked = f"{alt}\n  {caption} [Secretly.]{{for=minister}}"
    figure = FILES[f"{EDITION}/figures.yaml"].replace(caption, marked.replace(": Landings", ": 'Landings") + "'")
    files = files_of(**{"/figures.yaml": figure})
    text = released(tmp_path, files).content.files[f"{PRESS}/figures.yaml"].decode()
    assert "Bars of two states." in text
    assert not {"Norvania", "Secretly"}.intersection(text.split())
    assert errors(tmp_path, files) == []


def test_marks_that_name_what_there_is_not(tmp_path: Path) -> None:
    figure = SERIES.replace("null", "{fact: ports.craster.boats-at-sea, for: pres}").replace(
        "[Amble,", "[{name: Amble, for: ministe},"
    )
    write_desk(tmp_path, files_of(**{"/figures.yaml": f"{figure}\n{DATES}"}))
    assert [(each.code, each.place.line) for each in found(tmp_path)] == [("BG901", 4), ("BG901", 6)]

"""Where the categories of a line stand, as far apart as the times that they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.blocks import Figure
from tests.assemble.test_document import document, find
from tests.desk import EDITION, FILES

FACTS = FILES[f"{EDITION}/facts.yaml"] + "".join(
    f"c{year}:\n  {{value: {year}, label: Count, period: {period}, as_of: {day}, source: survey}}\n"
    for year, period, day in (
        (7, "2019", "2031-01-01"),
        (8, "2020-01/2020-06", "2031-01-11"),
        (9, "2024", "2031-02-10"),
        (10, "2025", "2031-02-20"),
    )
)


def positions(folder: Path, categories: list[str], kind: str = "line") -> list[float]:
    facts = ["c7", "c8", "c9", "c10"][: len(categories)]
    figure = f"landed:\n  kind: {kind}\n  title: T\n  caption: C.\n  categories: {categories}\n"
    figure += f"  series: [{{name: All, facts: {facts}}}, {{name: Some, facts: {facts}}}]\n"
    figures = FILES[f"{EDITION}/figures.yaml"]
    changes = {"/facts.yaml": FACTS, "/figures.yaml": figure + figures[figures.index("\ndates:") :]}
    block = find(document(folder, changes), Figure, "figure:landed")
    assert isinstance(block, Figure)
    assert block.chart
    assert block.chart.categories
    return [round(each, 3) for each in block.chart.positions]


@pytest.mark.sample(12)
@pytest.mark.parametrize(
    ("categories", "places"),
    [
        (["2019", "2020", "2024"], [0, 0.2, 1]),
        (["2019", "2020 (est.)", "2022", "2029*"], [0, 0.1, 0.3, 1]),
        (["2019/20", "2020/21", "2024/25"], [0, 0.2, 1]),
        (["FY 2019-20", "FY 2020-21", "FY 2024-25"], [0, 0.2, 1]),
        (["Q1 2030", "Q2 2030", "Q1 2031"], [0, 0.25, 1]),
        (["H1 2030", "H2 2030", "H2 2031"], [0, 0.333, 1]),
        (["2030-Q1", "2030-Q2", "2031-Q1"], [0, 0.25, 1]),
        (["Jan", "Feb", "Apr", "Nov"], [0, 0.1, 0.3, 1]),
        (["Oct", "Nov", "Jan"], [0, 0.333, 1]),
        (["March 2030", "Apr. 2030", "Sept 2030"], [0, 0.167, 1]),
        (["Week 7", "Week 8", "Week 17"], [0, 0.1, 1]),
        (["wk 51", "wk 52", "wk 9"], [0, 0.1, 1]),
        (["2030-W50", "W51 2030", "Week 8 of 2031"], [0, 0.1, 1]),
        (["Day 0", "Day 3", "Day 30"], [0, 0.1, 1]),
        (["Month 2", "Month 3", "Month 12"], [0, 0.1, 1]),
        (["23:00", "23:30", "04:00"], [0, 0.1, 1]),
        (["FY2019", "FY2020", "FY2029"], [0, 0.1, 1]),
        (["1999/00", "2000/01", "2009/10"], [0, 0.1, 1]),
        (["2019", "2020e", "2029 est."], [0, 0.1, 1]),
        (["mid-2019", "Mid 2020", "End of 2029"], [0, 0.1, 1]),
        (["1990s", "2000s", "2040s"], [0, 0.2, 1]),
        (["Jan–Mar 2030", "Apr-Jun 2030", "Dec 2030–Feb 2031"], [0, 0.273, 1]),
        (["2–8 May", "9–15 May", "11–17 July"], [0, 0.1, 1]),
        (["28 May to 3 June 2031", "4 to 10 June 2031", "6–12 August 2031"], [0, 0.1, 1]),
        (["Jan-30", "Feb-30", "Nov ’30"], [0, 0.1, 1]),
        (["01/2030", "02/2030", "11/2030"], [0, 0.1, 1]),
        (["2030-05", "2030-06", "2031-03"], [0, 0.1, 1]),
        (["2031Q1", "2031 Q2", "Q3/2033"], [0, 0.1, 1]),
        (["Mon 5 May", "Tuesday, 6 May", "15th May"], [0, 0.1, 1]),
        (["2029", "2020", "2019"], [0, 0.9, 1]),
        (["1 May 2031", "2 May 2031", "11 May 2031"], [0, 0.1, 1]),
        (["May 1, 2031", "May 2, 2031", "May 11, 2031"], [0, 0.1, 1]),
        (["2031-05-01", "2031-05-02", "2031-05-11"], [0, 0.1, 1]),
        (["30 December", "31 December", "9 January"], [0, 0.1, 1]),
        (["{{ c7 | period }}", "{{ c8 | period }}", "{{ c9 | period }}", "{{ c10 | period }}"], [0, 0.125, 0.833, 1]),
        (["{{ c7 | as_of }}", "{{ c8 | as_of }}", "{{ c9 | as_of }}", "{{ c10 | as_of }}"], [0, 0.2, 0.8, 1]),
    ],
)
def test_times_stand_as_far_apart_as_they_are(tmp_path: Path, categories: list[str], places: list[float]) -> None:
    assert positions(tmp_path, categories) == places


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    "categories",
    [
        ["2019", "2020", "2021"],
        ["Jan", "Feb", "Mar"],
        ["Nov", "Dec", "Jan"],
        ["2019", "2024"],
        ["North", "South", "West"],
        ["2019", "2020", "Target"],
        ["2024", "2020", "2022"],
        ["Week 7", "Week 8", "Week 9"],
        ["Ward 1", "Ward 2", "Ward 9"],
        ["2019", "Day 3", "Day 9"],
        ["Day 9", "Day 3", "Day 1"],
        ["2019", "2019", "2024"],
        ["May Day", "March", "Sunday"],
        ["31 February 2030", "1 March 2030", "9 March 2030"],
    ],
)
def test_what_is_no_time_or_follows_evenly_stands_evenly(tmp_path: Path, categories: list[str]) -> None:
    assert positions(tmp_path, categories) == []


@pytest.mark.parametrize("kind", ["bars", "dot"])
def test_only_a_line_has_an_axis_of_time(tmp_path: Path, kind: str) -> None:
    assert positions(tmp_path, ["2019", "2020", "2024"], kind) == []

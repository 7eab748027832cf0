"""What a quote must hold: the whole figure as it stands in the source, in the fact's unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

FACTS = FILES[f"{EDITION}/facts.yaml"]
DESK = FILES["desk.yaml"].replace(
    "  tonnes: tonne\n",
    "  tonnes: tonne\n  deaths: {one: death, also: [fatalities, losses]}\n"
    "  injuries: injury\n  people: person\n  schools: school\n",
)
TEXT = """\
The count was 2,546 deaths, of which 63 per cent came before 28 February 2031; in the year 2030 there were 685 security
force fatalities, 12 deaths and 30 injuries. The combined losses reached 1,612.

Costs were 2 million dollars, then £3.5m. The index moved by -3.5 points and fell by 7%; it had risen by 9 percent.

It was the worst in a decade, a nine-year high. One kitchen closed. Anna Berg of the 12th Council spoke on Friday,
28 February 2031 and on Sunday, 2 March 2031.

It cost $35. Deaths rose from 1,530 to 2,546, between 10 and 15 per cent of all; 4 to 5 million people saw it.
One in four agreed, half did not. The talks went on from 26 to 28 April 2031. A 14-week truce held;
10 decades of war went before, and 7 deaths a week. There were 7 deaths a day. Exports rose by 8%,
although imports fell by 3%. No one shut 12 schools.
More than 18 schools shut.
Of every boat, 1 in 3 sank. It was 12.5 deaths per 1,000 people; a dollar cost AFN 86.
They met at 2.30 p.m. and ranked 43rd of all, at 34.5° N, 69.2° E.
It cost 2 million kroner; 40 people were injured, but no deaths came of it. Trade contracted by 6%.
"""


def found(folder: Path, entry: str) -> list[str]:
    changes = {
        "desk.yaml": DESK,
        "sources/survey.txt": TEXT,
        "/facts.yaml": f"{FACTS}it: {{label: l, source: {{id: survey, at: the text}}, {entry}}}\n",
        "/sections/30-more.md": "---\ntitle: More\n---\n\n{{ it }}\n",
    }
    content = write_desk(folder, changes)
    return [
        fault.code for fault in check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    ]


@pytest.mark.sample(8)
@pytest.mark.parametrize(
    "entry",
    [
        "value: 2546, unit: deaths, quote: 'count was 2,546 deaths'",
        "value: 10 to 15, unit: '%', quote: between 10 and 15 per cent",
        "value: 4 to 5 million, unit: people, quote: 4 to 5 million people",
        "value: more than 18, unit: schools, quote: More than 18 schools",
        "value: 1 in 3, quote: 1 in 3 sank",
        "value: 12.5, unit: 'deaths per 1,000 people', quote: '12.5 deaths per 1,000 people'",
        "value: 86, unit: AFN per USD, quote: a dollar cost AFN 86",
        "value: 2031-02, quote: came before 28 February 2031",
        "value: 685, unit: deaths, quote: 685 security force fatalities",
        "value: 1612, unit: deaths, quote: 'The combined losses reached 1,612'",
        "value: 30, unit: injuries, quote: 12 deaths and 30 injuries",
        "value: 63, unit: '%', quote: 63 per cent",
        "value: 9, unit: '%', quote: risen by 9 percent",
        "value: -7, unit: '%', quote: fell by 7%",
        "value: 7, unit: '%', quote: fell by 7%",
        "value: 2000000, unit: USD, quote: 2 million dollars",
        "value: 3500000, unit: GBP, quote: £3.5m",
        "value: -3.5, unit: percentage points, quote: moved by -3.5 points",
        "value: 10, unit: years, quote: the worst in a decade",
        "value: 9, unit: years, quote: a nine-year high",
        "value: 1, quote: One kitchen closed",
        "value: 2030, unit: year, quote: in the year 2030",
        "value: 2031-02-28, quote: 'Friday, 28 February 2031'",
        "value: Anna Berg, quote: Anna Berg of the 12th Council",
        "value: The 12th Council, quote: Anna Berg of the 12th Council",
        "value: 2546, unit: deaths, quote: 'The count was 2,546 deaths … came before 28 February 2031'",
        "value: 35, unit: USD, quote: It cost $35",
        "value: 2546, unit: deaths, quote: 'Deaths rose from 1,530 to 2,546'",
        "value: 1530, unit: deaths, quote: 'Deaths rose from 1,530 to 2,546'",
        "value: 10, unit: '%', quote: between 10 and 15 per cent",
        "value: 25, unit: '%', quote: One in four agreed",
        "value: 50, unit: '%', quote: half did not",
        "value: 2031-04-26, quote: from 26 to 28 April 2031",
        "value: 2031-04-26/2031-04-28, quote: from 26 to 28 April 2031",
        "value: '14:30', quote: met at 2.30 p.m.",
        "value: 43rd, quote: ranked 43rd of all",
        "value: 34.5°N 69.2°E, quote: 'at 34.5° N, 69.2° E'",
        "value: 7, unit: deaths/day, quote: There were 7 deaths a day",
        "value: -6, unit: '%', quote: Trade contracted by 6%",
        "value: 2000000, unit: NOK, quote: It cost 2 million kroner",
    ],
)
def test_a_quote_that_holds_the_value(tmp_path: Path, entry: str) -> None:
    assert found(tmp_path, entry) == []


@pytest.mark.sample(8)
@pytest.mark.parametrize(
    "entry",
    [
        "value: 1 in 4, quote: 1 in 3 sank",
        "value: 12.5, unit: 'deaths per 100,000 people', quote: '12.5 deaths per 1,000 people'",
        "value: 86, unit: EUR per USD, quote: a dollar cost AFN 86",
        "value: 2031-03, quote: came before 28 February 2031",
        "value: 2031-04-26/2031-04-29, quote: from 26 to 28 April 2031",
        "value: '14:40', quote: met at 2.30 p.m.",
        "value: 44th, quote: ranked 43rd of all",
        "value: 34.6°N 69.2°E, quote: 'at 34.5° N, 69.2° E'",
        "value: 1990s, quote: It was the worst in a decade",
        "value: 546, unit: deaths, quote: 546 deaths",
        "value: 10 to 16, unit: '%', quote: between 10 and 15 per cent",
        "value: 10 to 15, unit: deaths, quote: between 10 and 15 per cent",
        "value: at least 18, unit: schools, quote: More than 18 schools",
        "value: fewer than 18, unit: schools, quote: More than 18 schools",
        "value: more than 12, unit: schools, quote: No one shut 12 schools",
        "value: 2, unit: deaths, quote: the count was 2",
        "value: 2, unit: deaths, quote: The count was 2 … 546 deaths",
        "value: 63, unit: deaths, quote: deaths … 63",
        "value: 28, unit: deaths, quote: deaths … 28",
        "value: 2, unit: USD, quote: Costs were 2",
        "value: 2000000, unit: GBP, quote: 2 million dollars",
        "value: 3.5, unit: percentage points, quote: 3.5 points",
        "value: 2029-02-28, quote: 28 February",
        "value: 2030, unit: deaths, quote: 'came before 28 February 2031; in the year 2030 there were 685 security'",
        "value: 30, unit: deaths, quote: 12 deaths and 30 injuries",
        "value: -63, unit: '%', quote: 63 per cent",
        "value: 63, unit: deaths, quote: 63 per cent",
        "value: 685, unit: injuries, quote: 685 security force fatalities",
        "value: 685, unit: year, quote: 685 security force fatalities",
        "value: The 13th Council, quote: Anna Berg of the 12th Council",
        "value: The 46 deaths of the Council, quote: 'count was 2,546 deaths'",
        "value: Bea Berg, quote: Anna Berg of the 12th Council",
        "value: The Council, short: 13th Council, quote: Anna Berg of the 12th Council",
        "value: 2, quote: One kitchen closed",
        "value: 35, unit: GBP, quote: It cost $35",
        "value: 2000000, unit: GBP, quote: It cost 2 million kroner",
        "value: 14, unit: days, quote: A 14-week truce held",
        "value: 10, unit: years, quote: 10 decades of war",
        "value: 7, unit: deaths/day, quote: 7 deaths a week",
        "value: 7, unit: deaths, quote: There were 7 deaths a day",
        "value: -8, unit: '%', quote: 'Exports rose by 8%, although imports fell by 3%'",
        "value: 1, unit: schools, quote: No one shut 12 schools",
        "value: 40, unit: deaths, quote: '40 people were injured, but no deaths came of it'",
    ],
)
def test_a_quote_that_does_not(tmp_path: Path, entry: str) -> None:
    codes = found(tmp_path, entry)
    assert codes
    assert set(codes) <= {"BG224", "BG225", "BG201"}


def test_a_weekday_that_is_not_the_dates(tmp_path: Path) -> None:
    assert found(tmp_path, "value: 2031-03-02, quote: 'Sunday, 2 March 2031'") == []
    changed = TEXT.replace("Sunday, 2 March", "Monday, 2 March")
    content = write_desk(
        tmp_path / "wrong",
        {
            "sources/survey.txt": changed,
            "/facts.yaml": f"{FACTS}it: {{label: l, value: 2031-03-02, quote: 'Monday, 2 March 2031', "
            "source: {id: survey, at: the text}}\n",
            "/sections/30-more.md": "---\ntitle: More\n---\n\n{{ it }}\n",
        },
    )
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    assert [fault.code for fault in faults] == ["BG423"]


def test_a_quote_is_short(tmp_path: Path) -> None:
    assert found(tmp_path, f"value: 3, quote: '{'word ' * 300}'")[0] == "BG110"
    assert found(tmp_path, f"value: 3, quote: '{'word … ' * 11}'")[0] == "BG110"


LABELLED = """\
Boats lost: 12; boats found: 3. Deaths: 2,546, injuries: 30. Deaths stood at 1,612 last year. Deaths 41 Injuries 17.
Landings (tonnes) 12,480, up from 11,000. Share (%): 63. The percentage rose to 64 overall, and by 9 boats.
Per cent: 65. Costs: US$ 5 million, Rs 3bn, in euros 7 million. Percentage points: 4.
Deaths (2030): 2029. Deaths in 2031 fell.
"""


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    ("value", "unit", "quote", "is_given"),
    [
        (2546, "deaths", "Deaths: 2,546, injuries: 30", True),
        (30, "injuries", "Deaths: 2,546, injuries: 30", True),
        (30, "deaths", "Deaths: 2,546, injuries: 30", False),
        (2546, "injuries", "Deaths: 2,546, injuries: 30", False),
        (41, "deaths", "Deaths 41 Injuries 17", True),
        (17, "injuries", "Deaths 41 Injuries 17", True),
        (41, "injuries", "Deaths 41 Injuries 17", False),
        (17, "deaths", "Deaths 41 Injuries 17", False),
        (1612, "deaths", "Deaths stood at 1,612 last year", True),
        (12480, "tonnes", "Landings (tonnes) 12,480", True),
        (11000, "tonnes", "Landings (tonnes) 12,480, up from 11,000", True),
        (63, "%", "Share (%): 63", True),
        (64, "%", "The percentage rose to 64 overall", True),
        (9, "%", "The percentage rose to 64 overall, and by 9 boats", False),
        (65, "%", "Per cent: 65", True),
        (4, "%", "Percentage points: 4", False),
        (4, "percentage points", "Percentage points: 4", True),
        (5000000, "USD", "US$ 5 million", True),
        (3000000000, "PKR", "Rs 3bn", True),
        (3000000000, "USD", "Rs 3bn", False),
        (7000000, "EUR", "in euros 7 million", True),
        (2029, "deaths", "Deaths (2030): 2029", True),
        (2031, "deaths", "Deaths in 2031 fell", False),
    ],
)
def test_a_unit_can_stand_before_the_figure(tmp_path: Path, value: int, unit: str, quote: str, is_given: bool) -> None:
    changes = {
        "desk.yaml": DESK,
        "sources/survey.txt": LABELLED,
        "/facts.yaml": f"{FACTS}it: {{label: l, source: {{id: survey, at: the text}}, value: {value}, unit: '{unit}', "
        f"quote: '{quote}'}}\n",
        "/sections/30-more.md": "---\ntitle: More\n---\n\n{{ it }}\n",
    }
    content = write_desk(tmp_path, changes)
    diagnostics = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    assert ("BG225" not in {fault.code for fault in diagnostics}) == is_given

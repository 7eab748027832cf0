"""Figures that a reviewer has changed: what the place did not show stays, and one fact has one figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.content import yaml
from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.review.pull.pulling import Pulled, PullOptions
from briefgen.spans import SourceFile
from tests.desk import EDITION, FILES
from tests.review.editing import strokes
from tests.review.editing.opened import OpenFile, text_of
from tests.review.hands import hand, left, paragraph, replace_words, section, trip_with
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

FACTS = f"{EDITION}/facts.yaml"
MORE = """
catch_change: {value: -12.5, unit: "%", label: Change, signed: true, period: 2030, source: {id: survey, at: p. 1}}
crews: {value: -48, unit: boats, label: Change of boats, signed: true, period: 2030, source: {id: survey, at: p. 2}}
eaters: {value: 4817309, label: People who eat it, period: 2030, source: {id: survey, at: p. 3}}
meals: {value: 2300000, label: Meals, period: 2030, source: {id: survey, at: p. 4}}
worth: {value: 7.5, unit: EUR, label: Worth of a kilo, period: 2030, source: {id: survey, at: p. 5}}
ports: {value: 12, label: Ports, period: 2030, source: {id: survey, at: p. 6}}
body: {value: the Council of the North Sea, short: the Council, label: Council, source: {id: survey, at: p. 7}}
sealed: {value: 2031-03-14, label: Day of the seal, source: {id: survey, at: p. 8}}
"""
KINDS = """
crew: {value: 15 to 71, unit: boats, label: Crew, period: 2030, source: {id: survey, at: p. 9}}
folk: {value: 35 to 40 million, label: Folk, period: 2030, source: {id: survey, at: p. 9}}
most: {value: more than 90, unit: "%", label: Most, period: 2030, source: {id: survey, at: p. 9}}
few: {value: up to 20, label: Few, period: 2030, source: {id: survey, at: p. 9}}
odds: {value: 1 in 3, label: Odds, period: 2030, source: {id: survey, at: p. 9}}
part: {value: 33, unit: "%", label: Part, period: 2030, source: {id: survey, at: p. 9}}
risk: {value: 12.5, unit: "boats per 1,000 crews", label: Risk, period: 2030, source: {id: survey, at: p. 9}}
price: {value: 75, unit: AFN per USD, label: Price, period: 2030, source: {id: survey, at: p. 9}}
month: {value: 2021-08, label: Month, source: {id: survey, at: p. 9}}
quarter: {value: 2024-Q1, label: Quarter, source: {id: survey, at: p. 9}}
decade: {value: 1990s, label: Decade, source: {id: survey, at: p. 9}}
years: {value: 2019/2021, label: Years, source: {id: survey, at: p. 9}}
talks: {value: 2031-04-03/2031-04-05, label: Talks, source: {id: survey, at: p. 9}}
fiscal: {value: FY2025/26, label: Fiscal, source: {id: survey, at: p. 9}}
call: {value: "14:30 UTC", label: Call, source: {id: survey, at: p. 9}}
dawn: {value: 6 a.m., label: Dawn, source: {id: survey, at: p. 9}}
rank: {value: 43rd, label: Rank, source: {id: survey, at: p. 9}}
camp: {value: 34.5°N 69.2°E, label: Camp, source: {id: survey, at: p. 9}}
"""
KINDS_SECTION = """---
title: Kinds
---

Crew {{ crew }}, that is {{ crew | between }}, {{ crew | words | to }}.

Folk {{ folk | compact }}.

Most {{ most }}. Few {{ few }}. Odds {{ odds }}, so {{ odds | words }}. Part {{ part | fraction }}.

Risk {{ risk | unit }}. Price {{ price | unit }}.

Month {{ month }}, or {{ month | short }}. Quarter {{ quarter }}. Decade {{ decade }}. Years {{ years }}.

Talks {{ talks }}, so {{ talks | day_month | to }}.

Fiscal {{ fiscal }}, the {{ fiscal | long }}.

Call {{ call }}, or {{ call | no_zone }}. Dawn {{ dawn | am_pm }}.

Rank {{ rank }}, or {{ rank | words }}. Camp {{ camp }}.
"""
SECTION = """---
title: The vote
---

Shares: {{ catch_change | magnitude }} less.

Crews: {{ crews | magnitude | unit }} fewer, that is {{ crews | signed }}.

Eaters: {{ eaters | compact }} of them. Exactly {{ eaters }} by the count.

Meals: {{ meals | compact }} each year.

Worth: {{ worth }} a kilo.

Ports: {{ ports | words }} of them, this one the {{ ports | ordinal }}. All of {{ ports }} are open.
The figure {{ ports }} stands.

Body: {{ body | short }} met. Then {{ body }} went home. {{ body | capital }} rests.

Seals: {{ sealed | day_month }}, in {{ sealed | month_year }}, on {{ sealed | long }}, {{ sealed | iso }}.

Until: {{ vote | days_left }}.
"""


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    facts = FILES[f"{EDITION}/facts.yaml"] + MORE
    return trip_with(tmp_path_factory.mktemp("desk"), {"/facts.yaml": facts, "/sections/20-vote.md": SECTION})


def accepted(trip: Trip, document: bytes, *changes: Callable[[OpenFile], None]) -> Pulled:
    file = OpenFile(document)
    for change in changes:
        change(file)
    return trip.pulled(file.saved(), PullOptions(accept_figures=True))


def replaced(begins: str, old: str, new: str, author: str = "Ana Ruiz") -> Callable[[OpenFile], None]:
    return lambda file: replace_words(paragraph(file, begins), old, new, hand(file, author))


def value(pulled: Pulled, fact: str) -> str:
    text = pulled.after.get(FACTS, pulled.before[FACTS]).decode()
    entry = yaml.parse_yaml(SourceFile("", text).passage()).node.get(fact)  # type: ignore[union-attr]
    return str(entry.get("value").text)  # type: ignore[union-attr]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("begins", "old", "new", "fact", "expected"),
    [
        ("Shares", "12.5%", "13.5%", "catch_change", "-13.5"),
        ("Crews", "48 boats", "47 boats", "crews", "-47"),
        ("Crews", "−48", "−47", "crews", "-47"),
        ("Crews", "−48", "+47", "crews", "47"),
        ("Meals", "2.3 million", "2.4 million", "meals", "2400000"),
        ("Worth", "€7.50", "€7.75", "worth", "7.75"),
        ("Ports", "12th", "13th", "ports", "13"),
        ("Ports", "twelve", "thirteen", "ports", "13"),
        ("Body", "the Council of the North Sea", "the Council: North", "body", "the Council: North"),
        ("Seals", "14 March,", "15 March,", "sealed", "2031-03-15"),
        ("Seals", "2031-03-14", "2031-03-15", "sealed", "2031-03-15"),
    ],
)
def test_a_figure_that_shows_its_whole_value_is_written(
    trip: Trip, document: bytes, begins: str, old: str, new: str, fact: str, expected: str
) -> None:
    pulled = accepted(trip, document, replaced(begins, old, new))
    assert value(pulled, fact) == expected, pulled.changes
    assert left(pulled) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("begins", "old", "new", "fact"),
    [
        ("Eaters", "4.8", "4.9", "eaters"),
        ("Meals", "2.3", "2.35", "meals"),
        ("Meals", "2.3 million", "2,400,000", "meals"),
        ("Ports", "twelve", "13", "ports"),
        ("Body", "the Council met", "the Board met", "body"),
        ("Body", "The Council", "The Board", "body"),
        ("Seals", "March 2031", "April 2031", "sealed"),
        ("Seals", "2031-03-14", "next spring", "sealed"),
        ("Until", "27", "28", "vote"),
    ],
)
def test_a_figure_that_hides_a_part_of_its_value_is_listed(
    trip: Trip, document: bytes, begins: str, old: str, new: str, fact: str
) -> None:
    pulled = accepted(trip, document, replaced(begins, old, new))
    (change,) = left(pulled)
    assert (change.kind, change.fact, change.outcome) == (PulledKind.FIGURE, fact, ChangeOutcome.NEEDS_A_HAND), (
        pulled.changes
    )
    assert change.reason
    assert dict(pulled.after) == {}


def test_one_fact_with_two_figures_is_a_conflict(trip: Trip, document: bytes) -> None:
    one, other = replaced("Ports", "12th", "13th"), replaced("Ports", "of 12 are", "of 14 are", "Bilal Khan")
    pulled = accepted(trip, document, one, other)
    assert {(change.outcome, change.fact) for change in pulled.changes} == {(ChangeOutcome.CONFLICT, "ports")}
    assert "“14” (Bilal Khan)" in pulled.changes[0].reason and "“13th” (Ana Ruiz)" in pulled.changes[1].reason
    assert dict(pulled.after) == {}


def test_one_fact_with_the_same_figure_everywhere_is_written(trip: Trip, document: bytes) -> None:
    one, other = replaced("Eaters", "4.8", "4.9"), replaced("Eaters", "4,817,309", "4,917,310", "Bilal Khan")
    pulled = accepted(trip, document, one, other)
    assert left(pulled) == []
    assert value(pulled, "eaters") == "4917310"
    assert len({change.reason for change in pulled.changes}) == 1


def more(begins: str, behind: str, new: str, author: str, *, tracked: bool = True) -> Callable[[OpenFile], None]:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, begins)
        at = text_of(spot).replace("\u00a0", " ").index(behind) + len(behind)
        strokes.insert(spot, at, new, hand(file, author, tracked=tracked), outside=True)

    return change


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("begins", "first", "second"),
    [
        ("Ports", ("12 are", "6 are"), ("6", "7", "Bilal Khan", True)),
        ("Ports", ("12 are", "6 are"), ("6", "7", "Ana Ruiz", False)),
        ("Seals", ("14 March,", "15 March,"), ("15", "6", "Bilal Khan", True)),
        ("Ports", ("open", "shut"), ("shut", "closed", "Bilal Khan", True)),
        ("Ports", ("open", "shut"), ("shut", "closed", "Ana Ruiz", False)),
    ],
)
def test_two_edits_of_one_place_are_a_conflict(
    trip: Trip, document: bytes, begins: str, first: tuple[str, str], second: tuple[str, str, str, bool]
) -> None:
    *added, is_tracked = second
    pulled = accepted(trip, document, replaced(begins, *first), more(begins, *added, tracked=is_tracked))
    assert [change.outcome for change in pulled.changes] == [ChangeOutcome.CONFLICT], pulled.changes
    assert dict(pulled.after) == {}


def test_a_correction_inside_what_another_has_added_is_none(trip: Trip, document: bytes) -> None:
    one, other = more("Ports", "are", " all of them", "Ana Ruiz"), more("Ports", " all", " the rest", "Bilal Khan")
    pulled = accepted(trip, document, one, other)
    assert left(pulled) == []
    assert [change.new for change in pulled.changes] == ["all the rest of them"]


def typed(begins: str, behind: str, new: str, author: str = "Ana Ruiz") -> Callable[[OpenFile], None]:
    """Type a text as Word keeps it: its first character is an insertion of its own."""

    def change(file: OpenFile) -> None:
        spot = paragraph(file, begins)
        at = text_of(spot).replace("\u00a0", " ").index(behind) + len(behind)
        for part in filter(None, (new[:1], new[1:])):
            strokes.insert(spot, at, part, hand(file, author))
            at += len(part)

    return change


def struck(begins: str, behind: str, old: str, author: str = "Ana Ruiz") -> Callable[[OpenFile], None]:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, begins)
        start = text_of(spot).replace("\u00a0", " ").index(f"{behind}{old}") + len(behind)
        strokes.remove(spot, start, start + len(old), hand(file, author))

    return change


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("changes", "fact", "expected"),
    [
        ([typed("Ports", "of 12", "14"), struck("Ports", "of ", "12")], "ports", "14"),
        ([struck("Ports", "All of ", "12"), typed("Ports", "All of ", "14")], "ports", "14"),
        ([struck("Body", "Then ", "the ")], "body", "Council of the North Sea"),
        ([struck("Body", "Then the", " Council of the")], "body", "the North Sea"),
        ([typed("Worth", "€7.50", "7.75"), struck("Worth", "€", "7.50")], "worth", "7.75"),
        ([typed("Seals", "on 14", "15"), struck("Seals", "on ", "14")], "sealed", "2031-03-15"),
        (
            [
                *(typed("Eaters", "Exactly 4", "5"), struck("Eaters", "Exactly ", "4")),
                *(typed("Eaters", "Exactly 5,8", "9"), struck("Eaters", "Exactly 5,", "8")),
                *(typed("Eaters", "Exactly 5,9", "2"), struck("Eaters", "Exactly 5,92", "1")),
            ],
            "eaters",
            "5927309",
        ),
    ],
)
def test_what_one_person_has_done_to_a_figure_in_parts_is_one_edit(
    trip: Trip, document: bytes, changes: list[Callable[[OpenFile], None]], fact: str, expected: str
) -> None:
    pulled = accepted(trip, document, *changes)
    assert value(pulled, fact) == expected, pulled.changes
    assert left(pulled) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            [typed("Ports", "All of ", "6"), typed("Ports", "of 612", "7"), struck("Ports", "of 6", "12")],
            "on both sides",
        ),
        (
            [replaced("Seals", "on 14", "on 15"), replaced("Seals", "March 2031, 2", "May 2031, 2", "Bilal Khan")],
            "each",
        ),
        ([struck("Worth", "€", "7"), typed("Worth", "€.50", "9", "Bilal Khan")], "each"),
        ([struck("Eaters", "Exactly 4,", "8"), struck("Eaters", "Exactly 4,17,", "3", "Bilal Khan")], "each"),
    ],
)
def test_one_figure_of_two_proposals_is_a_conflict(
    trip: Trip, document: bytes, changes: list[Callable[[OpenFile], None]], reason: str
) -> None:
    pulled = accepted(trip, document, *changes)
    assert [(change.kind, change.outcome) for change in pulled.changes] == [(PulledKind.FIGURE, ChangeOutcome.CONFLICT)]
    assert reason in pulled.changes[0].reason
    assert dict(pulled.after) == {}


@pytest.mark.sample(1)
@pytest.mark.parametrize("is_tracked", [True, False])
def test_words_before_a_figure_bring_no_hard_space_of_the_house(trip: Trip, document: bytes, is_tracked: bool) -> None:
    pulled = accepted(trip, document, more("Ports", "The figure ", "above ", "Ana Ruiz", tracked=is_tracked))
    assert left(pulled) == []
    assert "The figure above {{ ports }} stands." in section(trip, pulled)


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Trip, bytes]:
    files = {
        "/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + KINDS,
        "/sections/40-kinds.md": KINDS_SECTION,
        "desk.yaml": FILES["desk.yaml"] + 'fiscal_year: {starts: "04-01"}\n',
    }
    trip = trip_with(tmp_path_factory.mktemp("kinds"), files)
    return trip, trip.document()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("begins", "old", "new", "fact", "expected"),
    [
        ("Crew", "15–71,", "15–72,", "crew", "15 to 72"),
        ("Crew", "between 15 and 71", "between 14 and 71", "crew", "14 to 71"),
        ("Crew", "fifteen to seventy-one", "fifteen to seventy-two", "crew", "15 to 72"),
        ("Folk", "35–40 million", "35–42 million", "folk", "35 to 42 million"),
        ("Most", "more than 90%", "more than 95%", "most", "more than 95"),
        ("Most", "more than 90%", "at least 90%", "most", "at least 90"),
        ("Most", "up to 20", "fewer than 20", "few", None),
        ("Most", "up to 20", "up to 21", "few", "up to 21"),
        ("Most", "1 in 3,", "1 in 4,", "odds", "1 in 4"),
        ("Most", "one in three", "two in three", "odds", "2 in 3"),
        ("Most", "a third", "a quarter", "part", "25"),
        ("Risk", "12.5 boats per 1,000 crews", "13.5 boats per 1,000 crews", "risk", "13.5"),
        ("Risk", "12.5 boats per 1,000 crews", "12.5 boats per 10,000 crews", "risk", None),
        ("Risk", "AFN 75 per USD", "AFN 76 per USD", "price", "76"),
        ("Month", "August 2021", "September 2021", "month", "2021-09"),
        ("Month", "Aug 2021", "Aug 2022", "month", "2022-08"),
        ("Month", "Q1 2024", "Q3 2024", "quarter", "2024-Q3"),
        ("Month", "1990s", "1980s", "decade", "1980s"),
        ("Month", "2019–2021", "2018–2021", "years", "2018/2021"),
        ("Talks", "3–5 April 2031", "3–6 April 2031", "talks", "2031-04-03/2031-04-06"),
        ("Talks", "3 to 5 April.", "30 March to 5 April.", "talks", "2031-03-30/2031-04-05"),
        ("Fiscal", "FY2025/26", "FY2026/27", "fiscal", "FY2026/27"),
        ("Fiscal", "fiscal year 2025/26", "fiscal year 2026/27", "fiscal", "FY2026/27"),
        ("Call", "14:30 UTC", "15:30 UTC", "call", "15:30 UTC"),
        ("Call", "14:30 UTC", "14:30 EST", "call", "14:30 EST"),
        ("Call", "14:30.", "14:45.", "call", "14:45 UTC"),
        ("Call", "6 a.m.", "7 a.m.", "dawn", "07:00"),
        ("Rank", "43rd", "44th", "rank", "44th"),
        ("Rank", "forty-third", "forty-fourth", "rank", "44th"),
        ("Rank", "69.2°E", "69.3°E", "camp", "34.5°N 69.3°E"),
        ("Crew", "15–71,", "about 40,", "crew", None),
        ("Talks", "3–5 April 2031", "next week", "talks", None),
        ("Rank", "43rd", "last", "rank", None),
    ],
)
def test_every_kind_of_value_comes_back(
    kinds: tuple[Trip, bytes], begins: str, old: str, new: str, fact: str, expected: str | None
) -> None:
    """As another value of the fact, or listed as not taken; never lost, and never another figure."""
    trip, document = kinds
    pulled = accepted(trip, document, replaced(begins, old, new))
    if expected is None:
        (change,) = left(pulled)
        assert (change.fact, change.outcome) == (fact, ChangeOutcome.NEEDS_A_HAND), pulled.changes
        assert dict(pulled.after) == {}
    else:
        assert value(pulled, fact) == expected, pulled.changes
        assert left(pulled) == []

"""Two ledgers compared: what has changed, by how much, and what only follows from the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from briefgen.ledger import ChangePrinter, Changes, build_ledger, change_rows, compare, parse_period
from briefgen.ledger.comparison import Turn
from briefgen.model.edition import Deadline, Desk, Edition
from briefgen.model.fact import Citation, Fact, FactValue, Ledger, LedgerEntry, NameValue, Quantity
from briefgen.model.inlines import Text
from tests.ledger.editions import TODAY, derived, edition, given

LAST_WEEK = TODAY - timedelta(days=7)


def compared(old: Edition, new: Edition) -> Changes:
    return compare(old, build_ledger(old)[0], new, build_ledger(new)[0])


def changes(
    old: Sequence[Fact], new: Sequence[Fact], before: Sequence[Deadline] = (), after: Sequence[Deadline] = ()
) -> Changes:
    """From last week's edition to today's, both without a fault."""
    editions = edition(*old, deadlines=before, day=LAST_WEEK), edition(*new, deadlines=after)
    assert [build_ledger(each)[1] for each in editions] == [[], []]
    return compared(*editions)


def deadline(name: str = "vote", by: date = date(2031, 6, 1), status: str = "open") -> Deadline:
    return Deadline(name, by, (Text("The council"),), (Text("vote"),), status=status)


def ids(changes: Changes) -> dict[str, list[str]]:
    return {
        "figures": [change.new.fact.id for change in changes.figures],
        "restated": [change.new.fact.id for change in changes.restated],
        "added": [entry.fact.id for entry in changes.added],
        "dropped": [entry.fact.id for entry in changes.dropped],
    }


@pytest.mark.parametrize(
    ("old", "new", "unit", "printed"),
    [
        ("1616", "1650", "deaths", "+34 (+2.1%)"),
        ("1650", "1616", "deaths", "−34 (−2.1%)"),
        ("2.5", "3", "tonnes", "+0.5 (+20.0%)"),
        ("1000000", "1000001", "deaths", "+1 (+0.0001%)"),
        ("100000000000000000", "100000000000000001", "deaths", "+1"),
        ("0", "12", "deaths", "+12"),
        ("-3", "4", "", "+7"),
        ("14", "-85", "days", "−99"),
        ("14", "0", "days", "−14 (−100.0%)"),
        ("80", "87", "%", "+7\u00a0percentage points"),
        ("100", "99", "%", "−1\u00a0percentage point"),
        ("2", "1.5", "percentage points", "−0.5\u00a0percentage points"),
        ("1200", "1500", "GBP", "+£300 (+25.0%)"),
        ("2030", "2031", "year", "+1"),
        ("7", "8", "deaths/day", "+1 (+14.3%)"),
        ("999999999999999999", "0.0000000001", "", "−999,999,999,999,999,998.9999999999 (−100.0%)"),
    ],
)
def test_difference_of_two_figures_of_one_unit(old: str, new: str, unit: str, printed: str) -> None:
    found = changes([given("it", old, unit)], [given("it", new, unit)])
    (change,) = found.figures
    assert ChangePrinter(found).change(change) == printed


def test_a_difference_among_words_from_the_right_is_isolated() -> None:
    desk = Desk("Desk", "ur")
    old, new = (edition(given("it", amount), desk=desk, day=day) for amount, day in ((1616, LAST_WEEK), (1650, TODAY)))
    found = compared(old, new)
    assert ChangePrinter(found).change(found.figures[0]) == "\u2066+34\u2069 (\u2068+2.1%\u2069)"
    assert change_rows(found)["figures"]["changed"][0]["change"] == "+34 (+2.1%)"


@pytest.mark.parametrize(("days", "printed"), [(7, "7\u00a0days later"), (-1, "1\u00a0day earlier")])
def test_difference_of_two_dates(days: int, printed: str) -> None:
    found = changes([given("it", TODAY)], [given("it", TODAY + timedelta(days=days))])
    (change,) = found.figures
    assert ChangePrinter(found).change(change) == printed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Quantity(Decimal(5), "boats"), Quantity(Decimal(5), "ships")),
        (Quantity(Decimal(5), "boats"), Quantity(Decimal(6), "%")),
        (Quantity(Decimal(5), "boats"), TODAY),
        (NameValue("Anna Berg"), NameValue("Bo Ek")),
        (TODAY, NameValue("Bo Ek")),
    ],
)
def test_unlike_values_have_no_difference(old: FactValue, new: FactValue) -> None:
    found = changes([given("it", old)], [given("it", new)])
    (change,) = found.figures
    assert (change.difference, change.percentage) == (None, None)
    assert ChangePrinter(found).change(change) == ""


def test_about_is_part_of_the_value() -> None:
    found = changes([given("it", 1534, approx=True)], [given("it", 1534)])
    (change,) = found.figures
    printer = ChangePrinter(found)
    assert (printer.old(change.old), printer.new(change.new), printer.change(change)) == ("about 1,534", "1,534", "")
    found = changes([given("it", 1500, approx=True)], [given("it", 1530)])
    assert ChangePrinter(found).change(found.figures[0]) == "about +30 (+2.0%)"


def test_a_number_written_with_more_places_is_the_same() -> None:
    found = changes([given("it", "2.5", "tonnes")], [given("it", "2.50", "tonnes")])
    assert (found.figures, found.restated) == ((), ())


REVISED: dict[str, tuple[object, dict[str, str]]] = {
    "label": ("Landed", {"label": "Landed"}),
    "formula": ("a + b", {"formula": "a + b"}),
    "unit": ("boats", {"unit": "boats"}),
    "decimals": (0, {"round": "0"}),
    "stated": (Decimal("5.0"), {"stated": "5.0"}),
    "period": (parse_period("2031-04"), {"period": "2031-04"}),
    "as_of": (TODAY, {"as_of": "2031-05-05"}),
    "citation": (Citation("survey", "table 1"), {"source": "survey", "at": "table 1"}),
    "caveat": ("Provisional", {"caveat": "Provisional"}),
    "stale_after": (TODAY, {"stale_after": "2031-05-05"}),
    "quote": ("five boats", {"quote": "five boats"}),
    "parts": (("a", "b"), {"parts": "a b"}),
    "forecast": (True, {"forecast": "true"}),
    "signed": (True, {"signed": "true"}),
}
# The entry's own value and `approx` say what the fact's give, its label and caveat what the texts do; a fact is known
# by its id; who entered it and where it lies is nothing that it says.
UNREVISED = {"id", "value", "approx", "author", "terms", "label_text", "caveat_text", "place", "places"}


def test_every_field_of_a_fact_is_compared_or_is_not_on_purpose() -> None:
    assert {field.name for field in fields(Fact)} == REVISED.keys() | UNREVISED


@pytest.mark.parametrize("name", REVISED)
def test_an_entry_that_says_more_of_the_same_value(name: str) -> None:
    value, texts = REVISED[name]
    plain = LedgerEntry(Fact("it", ""), Quantity(Decimal(5), "boats"))
    more = replace(plain, fact=replace(plain.fact, **{name: value}))  # type: ignore[arg-type]
    old, new = edition(day=LAST_WEEK), edition()
    found = compare(old, Ledger({"it": plain}), new, Ledger({"it": more}))
    assert ids(found) == {"figures": [], "restated": ["it"], "added": [], "dropped": []}
    assert {revision.key: (revision.old, revision.new) for revision in found.restated[0].revisions} == {
        key: ("", text) for key, text in texts.items()
    }


def test_another_formula_and_another_stated_result_with_the_same_value() -> None:
    parts = [given("a", 3, "boats"), given("b", 2, "boats")]
    old = derived("it", "a + b", stated="5", unit="boats")
    found = changes([*parts, old], [*parts, derived("it", "sum(a, b)", stated="5.0", decimals=0)])
    (change,) = found.restated
    assert {revision.key: (revision.old, revision.new) for revision in change.revisions} == {
        "formula": ("a + b", "sum(a, b)"),
        "stated": ("5", "5.0"),
        "unit": ("boats", ""),
        "round": ("", "0"),
    }


def test_a_names_short_form_is_no_part_of_its_value() -> None:
    found = changes([given("it", NameValue("Anna Berg"))], [given("it", NameValue("Anna Berg", "Berg"))])
    assert ids(found)["restated"] == ["it"]


def test_new_and_dropped_facts_in_the_order_of_their_ledgers() -> None:
    found = changes(
        [given("b", 1), given("a", 1), given("kept", 1)], [given("d", 1), given("kept", 1), given("c", TODAY)]
    )
    assert ids(found) == {"figures": [], "restated": [], "added": ["d", "c"], "dropped": ["b", "a"]}


DATED = [derived("left", "days_left(opens)"), derived("twice", "2 * left"), derived("next", "edition_date + 7")]


def test_what_follows_from_the_date_alone_is_told_apart() -> None:
    opens = given("opens", date(2031, 7, 1))
    found = changes([opens, *DATED], [opens, *DATED, derived("later", "next + 7")])
    assert ids(found)["figures"] == ["left", "twice", "next"]
    assert found.dated == {"left", "twice", "next", "later"}


def test_a_date_that_moves_is_a_change_of_its_own() -> None:
    found = changes([given("opens", date(2031, 7, 1)), *DATED], [given("opens", date(2031, 7, 2)), *DATED])
    assert set(ids(found)["figures"]) - found.dated == {"opens"}


def test_a_figure_that_follows_from_the_date_and_from_another_figure_is_no_matter_of_the_date() -> None:
    facts = [given("opens", date(2031, 7, 1)), derived("each", "catch / days_left(opens)", unit="tonnes for each day")]
    found = changes([given("catch", 900, "tonnes"), *facts], [given("catch", 900, "tonnes"), *facts])
    assert (ids(found)["figures"], found.dated) == (["each"], {"each"})
    found = changes([given("catch", 900, "tonnes"), *facts], [given("catch", 990, "tonnes"), *facts])
    assert (ids(found)["figures"], found.dated) == (["catch", "each"], frozenset())


def test_another_formula_is_no_matter_of_the_date() -> None:
    opens = given("opens", date(2031, 7, 1))
    found = changes([opens, derived("it", "days_left(opens)")], [opens, derived("it", "2 * days_left(opens)")])
    assert (ids(found)["figures"], found.dated) == (["it"], frozenset())


def test_a_fact_that_is_called_days_left_is_no_function() -> None:
    facts = [derived("twice", "2 * (days_left)")]
    found = changes([given("days_left", 3), *facts], [given("days_left", 4), *facts])
    assert (ids(found)["figures"], found.dated) == (["days_left", "twice"], frozenset())


@pytest.mark.parametrize(
    ("before", "after", "turns"),
    [
        ([], [deadline()], [Turn.ADDED]),
        ([deadline()], [], [Turn.DROPPED]),
        ([deadline()], [deadline(by=date(2031, 6, 8))], [Turn.MOVED]),
        ([deadline()], [deadline(status="met")], [Turn.SETTLED]),
        ([deadline()], [deadline(by=date(2031, 6, 8), status="extended")], [Turn.MOVED]),
        ([deadline(status="met")], [deadline()], [Turn.REOPENED]),
        ([deadline(by=LAST_WEEK)], [deadline(by=LAST_WEEK)], [Turn.PASSED]),
        ([deadline()], [replace(deadline(), who=(Text("The press office"),))], [Turn.REWORDED]),
        ([deadline()], [replace(deadline(), citation=Citation("survey", "page 9"))], [Turn.REWORDED]),
        ([deadline()], [replace(deadline(by=date(2031, 6, 8)), label="Vote")], [Turn.MOVED, Turn.REWORDED]),
        ([deadline(by=TODAY)], [deadline(by=TODAY)], []),
        ([deadline(by=date(2031, 1, 1))], [deadline(by=date(2031, 1, 1))], []),
        ([deadline(by=LAST_WEEK, status="met")], [deadline(by=LAST_WEEK, status="met")], []),
    ],
)
def test_what_became_of_a_deadline(before: list[Deadline], after: list[Deadline], turns: list[Turn]) -> None:
    found = changes([], [], before, after)
    assert [turn for change in found.deadlines for turn in change.turns] == turns
    assert ids(found) == {"figures": [], "restated": [], "added": [], "dropped": []}


def test_a_date_that_becomes_a_deadline_is_no_longer_a_figure() -> None:
    found = changes([given("vote", date(2031, 6, 1))], [], [], [deadline()])
    assert ids(found)["dropped"] == ["vote"]
    assert [change.turns for change in found.deadlines] == [(Turn.ADDED,)]


def test_data_are_exact_and_plain() -> None:
    found = changes(
        [given("it", "1616", "deaths"), given("gone", TODAY)],
        [given("it", "1650", "deaths", period="2030")],
        [deadline()],
        [deadline(by=date(2031, 6, 8))],
    )
    rows = change_rows(found)
    assert list(rows) == ["old", "new", "figures", "deadlines"]
    assert rows["old"]["date"] == "2031-04-28"
    (changed,) = rows["figures"]["changed"]
    assert (changed["old"]["value"], changed["new"]["value"]) == ("1616", "1650")
    assert (changed["difference"], changed["percentage"]) == ({"value": "34", "unit": "deaths"}, "2.1")
    assert changed["entry"] == {"period": {"old": "", "new": "2030"}}
    assert rows["figures"]["dropped"][0]["value"] == "2031-05-05"
    assert rows["deadlines"] == [
        {
            "id": "vote",
            "label": "vote",
            "turns": ["moved"],
            "days": 7,
            "old": {"by": "2031-06-01", "status": "open"},
            "new": {"by": "2031-06-08", "status": "open"},
        }
    ]


def test_a_deadline_without_an_entry_in_the_ledger_is_called_by_what_must_be_done() -> None:
    named = Deadline("sale", date(2031, 6, 1), (Text("The council"),), (Text("sell"),), label="The sale")
    before = edition(day=LAST_WEEK)
    after = edition(derived("vote", "1 / 0"), derived("sale", "1 / 0"), deadlines=[deadline(), named])
    rows = change_rows(compared(before, after))
    assert [row["label"] for row in rows["deadlines"]] == ["vote", "The sale"]


DAYS = st.dates(date(2031, 1, 1), date(2031, 12, 31))
AMOUNTS = st.decimals(-1000, 1000, places=1, allow_nan=False)
VALUES = st.one_of(
    st.builds(Quantity, AMOUNTS, st.sampled_from(["", "boats", "%", "year", "GBP"])),
    DAYS,
    st.builds(NameValue, st.sampled_from(["Anna Berg", "Bo Ek"]), st.sampled_from(["", "short"])),
)
GIVEN = st.builds(
    given, st.sampled_from("abcd"), VALUES, approx=st.booleans(), caveat=st.sampled_from(["", "Provisional"])
)
FORMULAS = st.sampled_from(["a + b", "share(a, b)", "days_left(c)", "edition_date + 1", "e * 2", "d"])
DERIVED = st.builds(derived, st.sampled_from("efg"), FORMULAS)
DEADLINES = st.builds(deadline, st.sampled_from("vw"), DAYS, st.sampled_from(["open", "met", "extended"]))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Editions whose facts may be anything; those that cannot be resolved are missing from their ledgers."""
    facts = draw(st.lists(st.one_of(GIVEN, DERIVED), unique_by=lambda fact: fact.id))
    deadlines = draw(st.lists(DEADLINES, unique_by=lambda deadline: deadline.id))
    return edition(*facts, deadlines=deadlines, day=draw(DAYS))


@for_any(editions())
def test_nothing_has_changed_from_an_edition_to_itself(same: Edition) -> None:
    found = compared(same, same)
    assert (found.figures, found.restated, found.added, found.dropped, found.deadlines) == ((), (), (), (), ())


@pytest.mark.slow
@for_any(editions(), editions())
def test_the_way_back_mirrors_the_way_there(old: Edition, new: Edition) -> None:
    there, back = compared(old, new), compared(new, old)
    assert {(c.old, c.new) for c in there.figures} == {(c.new, c.old) for c in back.figures}
    assert {(c.old, c.new) for c in there.restated} == {(c.new, c.old) for c in back.restated}
    assert (there.added, there.dropped, there.dated) == (back.dropped, back.added, back.dated)
    backwards = {c.new.fact.id: c.difference for c in back.figures}
    for change in there.figures:
        mirrored = backwards[change.new.fact.id]
        assert (change.difference is None) == (mirrored is None)
        if change.difference and mirrored:
            assert (change.difference.amount, change.difference.unit) == (-mirrored.amount, mirrored.unit)
    moved = {c.deadline.id: c.days for c in there.deadlines if Turn.MOVED in c.turns}
    assert moved == {c.deadline.id: -c.days for c in back.deadlines if Turn.MOVED in c.turns}
    added = {c.deadline.id for c in there.deadlines if Turn.ADDED in c.turns}
    assert added == {c.deadline.id for c in back.deadlines if Turn.DROPPED in c.turns}


@pytest.mark.slow
@for_any(editions(), editions())
def test_every_fact_that_differs_is_named_once_and_can_be_printed(old: Edition, new: Edition) -> None:
    found = compared(old, new)
    named = [name for group in ids(found).values() for name in group]
    assert len(named) == len(set(named))
    rows = change_rows(found)
    assert all(row["printed"] for row in (*rows["figures"]["added"], *rows["figures"]["dropped"]))

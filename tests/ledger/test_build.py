"""The ledger as a whole: what it holds, in which order, and every fault with its code and place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from briefgen.ledger import Printer, build_ledger
from briefgen.model.edition import Deadline
from briefgen.model.fact import Citation, Fact, NameValue, Quantity
from briefgen.model.inlines import Strong, Text, Value
from tests.ledger.editions import FILE, FORMULA_COLUMN, TODAY, derived, edition, given, resolve
from tests.places import span_at

NORTH = given("north", 685, "tonnes", line=10)
SOUTH = given("south", 927, "tonnes", line=20)


def deadline(name: str, by: date, what: str = "vote", *, label: str = "", line: int = 1) -> Deadline:
    place = span_at("content/2031-05-05-herring/deadlines.yaml", line, 1)
    return Deadline(name, by, (Text("States"),), (Text(what),), label=label, place=place)


def test_derived_fact_with_its_working_and_inputs() -> None:
    total = resolve(derived("total", "north + south"), NORTH, SOUTH)["total"]
    assert total.value == Quantity(Decimal(1612), "tonnes")
    assert (total.exact, total.working, total.inputs) == (Decimal(1612), "685 + 927", ("north", "south"))
    assert total.is_derived


def test_ledger_keeps_the_order_of_the_file_and_puts_deadlines_behind() -> None:
    vote = deadline("vote", date(2031, 6, 1))
    facts = (derived("left", "days_left(vote)"), derived("total", "north + south"), SOUTH, NORTH)
    ledger, diagnostics = build_ledger(edition(*facts, deadlines=[vote]))
    assert diagnostics == []
    assert [entry.fact.id for entry in ledger] == ["left", "total", "south", "north", "vote"]


def test_next_formula_calculates_with_the_exact_result() -> None:
    third = derived("third", "north / 3")
    ledger = resolve(NORTH, third, derived("whole", "third * 3"))
    assert ledger["third"].value == Quantity(Decimal(228), "tonnes")
    assert str(ledger["third"].exact).startswith("228.333333333333333333333333333333")
    assert ledger["whole"].value == Quantity(Decimal(685), "tonnes")
    assert ledger["whole"].working == "228.3 × 3"


def test_approximate_is_inherited() -> None:
    facts = (given("guess", 900, "tonnes", approx=True), NORTH, derived("sum", "guess + north"), derived("a", "sum"))
    ledger = resolve(*facts, derived("b", "north"), derived("c", "north", approx=True))
    assert {entry.fact.id for entry in ledger if entry.approx} == {"guess", "sum", "a", "c"}


def test_deadline_is_a_date_fact() -> None:
    cited = Deadline(
        "vote",
        date(2031, 6, 1),
        (Text("States"),),
        (Text("vote on "), Strong((Value("total"),)), Value("nobody"), Value("total", ("ordinary",))),
        citation=Citation("minutes", "item 4"),
        place=span_at("deadlines.yaml", 3, 1),
    )
    labelled = deadline("answer", date(2031, 7, 1), label="Answer")
    ledger, _ = build_ledger(edition(NORTH, derived("total", "north * 2"), deadlines=[cited, labelled]))
    vote = ledger["vote"]
    assert (vote.value, vote.fact.label) == (date(2031, 6, 1), "vote on 1,370")
    assert (vote.fact.citation, vote.fact.place) == (Citation("minutes", "item 4"), span_at("deadlines.yaml", 3, 1))
    assert ledger["answer"].fact.label == "Answer"


def test_edition_date_can_be_looked_up_and_is_not_listed() -> None:
    ledger = resolve(NORTH)
    assert "edition_date" in ledger
    assert ledger["edition_date"].value == TODAY
    assert [entry.fact.id for entry in ledger] == ["north"]


@pytest.mark.parametrize(
    ("stated", "formula", "decimals"),
    [
        ("42", "share(north, total)", None),
        ("42.5", "share(north, total)", None),
        ("42.49", "share(north, total)", 0),
        ("4E+1", "share(north, total)", None),
        ("1612", "total", None),
        ("1.6E+3", "total", None),
        ("228", "north / 3", None),
    ],
)
def test_stated_result_agrees_at_its_own_precision(stated: str, formula: str, decimals: int | None) -> None:
    total = derived("total", "north + south")
    resolve(NORTH, SOUTH, total, derived("it", formula, stated=stated, decimals=decimals))


@pytest.mark.parametrize(
    ("stated", "formula", "message"),
    [
        ("43", "share(north, total)", "685 / 1,612 = 42.5%, stated 43%"),
        ("42.4", "share(north, total)", "685 / 1,612 = 42.49%, stated 42.4%"),
        ("1600", "north + south", "685 + 927 = 1,612, stated 1,600"),
        ("227", "north / 3", "685 / 3 = 228.3, stated 227"),
        ("6", "per_day(catch)", "2,546 / 366\u00a0days = 7.0, stated 6"),
    ],
)
def test_stated_result_differs(stated: str, formula: str, message: str) -> None:
    catch = given("catch", 2546, "tonnes", period="2032")
    facts = (NORTH, SOUTH, catch, derived("total", "north + south"), derived("it", formula, stated=stated, line=40))
    ledger, diagnostics = build_ledger(edition(*facts))
    (fault,) = diagnostics
    assert (fault.code, fault.message) == ("BG209", message)
    assert fault.place == span_at(FILE, 43, 11)
    assert "it" in ledger


@pytest.mark.parametrize(
    ("stated", "value", "hint"),
    [
        ("2300000", "2345678", "if the source rounds, write `stated: 2.3 million`; else check it_all (line 2)"),
        ("2350000", "2345678", "if the source rounds, write `stated: 2.35 million`; else check it_all (line 2)"),
        ("2000", "2345", "if the source rounds, write `stated: 2 thousand`; else check it_all (line 2)"),
        ("7000000000", "7123456789", "if the source rounds, write `stated: 7 billion`; else check it_all (line 2)"),
        ("2400000", "2345678", "check it_all (line 2)"),
        ("90", "91", "check it_all (line 2)"),
    ],
)
def test_stated_result_that_may_be_rounded_says_how_to_state_it(stated: str, value: str, hint: str) -> None:
    facts = (given("it_all", value, "tonnes"), derived("it", "it_all * 1", stated=stated, line=9))
    _, (fault,) = build_ledger(edition(*facts))
    assert (fault.code, fault.hint) == ("BG209", hint)


def faults(*facts: Fact, broken: tuple[str, ...] = ()) -> list[tuple[str, str, str, str]]:
    _, diagnostics = build_ledger(edition(*facts), broken)
    return [(fault.code, str(fault.place).removeprefix(FILE), fault.message, fault.hint) for fault in diagnostics]


def at(line: int, column: int) -> str:
    return f":{line + 1}:{FORMULA_COLUMN + column - 1}"


def test_every_unknown_fact_of_a_formula() -> None:
    assert faults(NORTH, derived("it", "nroth + 2 * zebra", line=30)) == [
        ("BG202", at(30, 1), 'fact "nroth" is not in the ledger', 'did you mean "north"?'),
        ("BG202", at(30, 13), 'fact "zebra" is not in the ledger', ""),
    ]


def test_minus_without_spaces() -> None:
    ((code, place, message, hint),) = faults(NORTH, SOUTH, derived("it", "north-south"))
    assert (code, place, message) == ("BG202", at(1, 1), 'fact "north-south" is not in the ledger')
    assert hint == "to subtract, write spaces around the minus: north - south"


def test_formula_that_cannot_be_read() -> None:
    assert faults(NORTH, derived("it", "north + (2", line=30)) == [
        ("BG204", at(30, 9), "a parenthesis is not closed", "")
    ]


@pytest.mark.parametrize(
    ("formulas", "place", "path"),
    [
        (["a * 2"], at(30, 1), "a → a"),
        (["north + b", "c", "2 * a"], at(30, 9), "a → b → c → a"),
        (["north", "c", "d", "b"], at(31, 1), "b → c → d → b"),
    ],
)
def test_circle_is_reported_once_with_its_path(formulas: list[str], place: str, path: str) -> None:
    facts = [derived("abcd"[number], formula, line=30 + number) for number, formula in enumerate(formulas)]
    found = faults(NORTH, *facts, derived("user", f"{path[0]} + 1"))
    assert found == [("BG205", place, f"the formula needs its own result: {path}", "")]


def test_what_depends_on_a_failed_fact_is_left_out_without_a_word() -> None:
    facts = (
        NORTH,
        given("huge", "1E+18", line=30),
        derived("bad", "north / 0", line=40),
        derived("second", "bad + north"),
        derived("third", "second + huge + lost"),
        derived("sound", "north * 2"),
    )
    ledger, diagnostics = build_ledger(edition(*facts), broken=["lost"])
    assert [(fault.code, fault.place.line) for fault in diagnostics] == [("BG105", 31), ("BG206", 41)]
    assert [entry.fact.id for entry in ledger] == ["north", "sound"]


def test_id_given_twice_is_reported_at_its_second_place() -> None:
    facts = (NORTH, given("north", 1, "tonnes", line=50), given("edition_date", 1, line=60))
    ledger, diagnostics = build_ledger(edition(*facts, deadlines=[deadline("north", TODAY, line=7)]))
    assert [(fault.code, str(fault.place), fault.message) for fault in diagnostics] == [
        ("BG109", f"{FILE}:50:1", f'"north" is already given at {FILE}:10:1'),
        ("BG109", f"{FILE}:60:1", '"edition_date" is the edition\'s own date, given by edition.yaml'),
        ("BG109", "content/2031-05-05-herring/deadlines.yaml:7:1", f'"north" is already given at {FILE}:10:1'),
    ]
    assert ledger["north"].value == Quantity(Decimal(685), "tonnes")
    assert ledger["edition_date"].value == TODAY


@pytest.mark.parametrize(
    ("formula", "unit", "place", "message", "hint"),
    [
        ("north", "boats", ":3:9", 'the unit is "boats", but the formula gives "tonnes"', 'write "tonnes"'),
        ("share(north, south)", "tonnes", ":3:9", 'the unit is "tonnes", but the formula gives a percentage', "%"),
        ("edition_date + 1", "days", ":3:9", "the formula gives a date, which has no unit", "remove the unit"),
        ("south / ships", "", at(1, 1), "the formula divides tonnes by ships", "give the fact a unit"),
    ],
)
def test_unit_of_the_result(formula: str, unit: str, place: str, message: str, hint: str) -> None:
    ((code, where, said, hinted),) = faults(NORTH, SOUTH, given("ships", 4, "ships"), derived("it", formula, unit=unit))
    assert (code, where) == ("BG212", place)
    assert message in said
    assert hint in hinted


@pytest.mark.parametrize(
    ("fact", "code", "place", "message"),
    [
        (Fact("it", "It", place=span_at(FILE, 5, 1)), "BG210", ":5:1", '"it" has neither a value nor a formula'),
        (
            Fact("it", "It", Quantity(Decimal(1)), "1", place=span_at(FILE, 5, 1)),
            "BG210",
            ":5:1",
            '"it" has both a value and a formula',
        ),
        (replace(given("it", TODAY), unit="days"), "BG212", ":3:9", "a date has no unit"),
        (replace(given("it", NameValue("Ada Moor")), unit="days"), "BG212", ":3:9", "a name has no unit"),
        (given("it", "NaN"), "BG105", ":2:10", "a figure may have at most 18 digits"),
        (given("it", "0.00000000001"), "BG105", ":2:10", "a figure may have at most 18 digits"),
        (derived("it", "1", decimals=11), "BG105", ":5:13", "a result may have 0 to 10 decimal places"),
        (derived("it", "1", decimals=-1), "BG105", ":5:13", "a result may have 0 to 10 decimal places"),
        (derived("it", "1", stated="Infinity"), "BG105", ":4:11", "a figure may have at most 18 digits"),
        (derived("it", "edition_date", stated="1"), "BG105", ":4:11", "only a figure can be compared"),
        (derived("it", "1" + "0" * 17 + " * 10"), "BG204", ":2:12", "the result is too large"),
        (derived("it", " * ".join(["1" + "0" * 17] * 40)), "BG204", at(1, 757), "grow too large"),
    ],
)
def test_fault_of_one_fact(fact: Fact, code: str, place: str, message: str) -> None:
    ((found, where, said, _),) = faults(fact)
    assert (found, where) == (code, place)
    assert message in said


def test_fault_of_a_formula_whose_place_is_not_known() -> None:
    fact = Fact("it", "It", formula="1 +", place=span_at(FILE, 5))
    assert [(code, place) for code, place, *_ in faults(fact)] == [("BG204", ":5:1")]


def test_long_chain_of_facts() -> None:
    chain = [derived(f"f{number}", f"f{number + 1} + 1") for number in range(2000)]
    assert resolve(*chain, given("f2000", 1))["f0"].value == Quantity(Decimal(2001))


IDS = st.sampled_from(["a", "b", "c-d", "edition_date"])
AMOUNTS = st.decimals(allow_nan=True, allow_infinity=True) | st.decimals(-1000, 1000, places=3)
UNITS = st.sampled_from(["", "%", "tonnes", "year", "days", "GBP", "tonnes/day", "/"])
FACTS = st.builds(
    Fact,
    IDS,
    st.just("Label"),
    value=st.none() | st.builds(Quantity, AMOUNTS, UNITS) | st.dates(),
    formula=st.sampled_from(["", "a", "b + 1", "a / c-d", "share(a, b)", "days_left(a)", "a - b", "b * b"]),
    unit=UNITS,
    decimals=st.none() | st.integers(-1, 11),
    stated=st.none() | AMOUNTS,
    approx=st.booleans(),
)


@example(st.lists(FACTS, max_size=5))
def test_every_fact_is_resolved_or_something_is_reported(facts: list[Fact]) -> None:
    ledger, diagnostics = build_ledger(edition(*facts))
    printer = Printer(edition(*facts), ledger)
    for entry in ledger:
        assert printer.text(entry.fact.id)
        printer.derivation(entry)
        printer.stated(entry)
    if len(ledger.entries) < len(facts):
        assert diagnostics

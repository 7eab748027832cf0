"""Formulas worked out: results, units, workings, and the operand at fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from briefgen.ledger import Printer, build_ledger
from briefgen.ledger.values import rounded
from briefgen.model.fact import FactValue, NameValue, Quantity
from tests.ledger.editions import FORMULA_COLUMN, derived, edition, given, quantity, resolve

FACTS = (
    given("north", 685, "tonnes", period="2030"),
    given("south", 927, "tonnes", period="2030"),
    given("total", 1612, "tonnes", period="2030"),
    given("before", 934, "tonnes", period="2029"),
    given("loss", -5, "tonnes", signed=True),
    given("none", 0, "tonnes"),
    given("rise", 66, "%"),
    given("fall", "63.5", "%"),
    given("boats", 403, "boats"),
    given("fee", "3.50", "GBP"),
    given("year", 2030, "year"),
    given("span", 10, "years"),
    given("notice", 14, "days"),
    given("ratio", "1.25"),
    given("vote", date(2031, 6, 1)),
    given("start", date(2031, 5, 1)),
    given("minister", NameValue("Ada Moor")),
)


def result(formula: str, unit: str = "", decimals: int | None = None) -> FactValue:
    return resolve(*FACTS, derived("it", formula, unit=unit, decimals=decimals))["it"].value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("north + south", quantity("1612", "tonnes")),
        ("total - south - north", quantity("0", "tonnes")),
        ("sum(north, south, -north)", quantity("927", "tonnes")),
        ("-loss", quantity("5", "tonnes")),
        ("total * 66 %", quantity("1064", "tonnes")),
        ("rise * total", quantity("1064", "tonnes")),
        ("total / (1 + rise)", quantity("971", "tonnes")),
        ("1 + rise", quantity("1.66")),
        ("2 * rise", quantity("132", "%")),
        ("50 % * 50 %", quantity("25", "%")),
        ("rise - fall", quantity("2.5", "percentage points")),
        ("fall + (rise - fall)", quantity("66.0", "%")),
        ("100 % - rise", quantity("34", "%")),
        ("rise / fall", quantity("1.0")),
        ("total / 2", quantity("806", "tonnes")),
        ("total / north", quantity("2.4")),
        ("total / loss", quantity("-322.4")),
        ("(north + south) / total", quantity("1")),
        ("share(north, total)", quantity("42", "%")),
        ("share(ratio, 2 * ratio)", quantity("50", "%")),
        ("change(before, total)", quantity("73", "%")),
        ("change(total, before)", quantity("-42", "%")),
        ("per_day(total)", quantity("4", "tonnes/day")),
        ("per_day(north + south)", quantity("4", "tonnes/day")),
        ("per_day(total) * 30", quantity("132", "tonnes/day")),
        ("fee * 3", quantity("10.50", "GBP")),
        ("ratio * 3", quantity("3.75")),
        ("days_left(vote)", quantity("27", "days")),
        ("days_left(start)", quantity("-4", "days")),
        ("vote - start", quantity("31", "days")),
        ("vote - edition_date", quantity("27", "days")),
        ("vote + 7", date(2031, 6, 8)),
        ("notice + start", date(2031, 5, 15)),
        ("vote - notice", date(2031, 5, 18)),
        ("year - 1", quantity("2029", "year")),
        ("span + year", quantity("2040", "year")),
        ("year - span", quantity("2020", "year")),
        ("year - (year - 1)", quantity("1", "years")),
        ("edition_date", date(2031, 5, 5)),
    ],
)
def test_result(formula: str, value: FactValue) -> None:
    assert str(result(formula)) == str(value)


@pytest.mark.parametrize(("stated", "unit"), [("", "percentage points"), ("%", "%"), ("percentage points",) * 2])
def test_percentages_differ_by_points_unless_the_fact_says_that_they_are_parts(stated: str, unit: str) -> None:
    facts = (given("whole", 80, "%"), given("part", 79, "%"), derived("rest", "whole - part", unit=stated))
    ledger = resolve(*facts)
    assert ledger["rest"].value == quantity("1", unit)
    text = Printer(edition(*facts), ledger).text("rest", ("unit",))
    assert text == ("1%" if unit == "%" else "1\u00a0percentage point")


@pytest.mark.parametrize(
    ("formula", "unit", "decimals", "value"),
    [
        ("total / north", "times", None, quantity("2.4", "times")),
        ("total / boats", "tonnes per boat", None, quantity("4", "tonnes per boat")),
        ("north / boats", "tonnes per boat", 2, quantity("1.70", "tonnes per boat")),
        ("north / total", "%", None, quantity("42", "%")),
        ("north / total", "%", 1, quantity("42.5", "%")),
        ("share(north, total)", "%", 2, quantity("42.49", "%")),
        ("per_day(total)", "tonnes a day", 1, quantity("4.4", "tonnes a day")),
        ("total / 3", "tonnes", 0, quantity("537", "tonnes")),
        ("per_day(total)", "", 2, quantity("4.42", "tonnes/day")),
    ],
)
def test_unit_and_decimals_of_the_fact(formula: str, unit: str, decimals: int | None, value: FactValue) -> None:
    assert str(result(formula, unit, decimals)) == str(value)


@pytest.mark.parametrize(
    ("formula", "unit", "message", "hint"),
    [
        ("north / total", "boats", "a ratio of two figures of one unit", 'write "%" or "times", or remove the unit'),
        ("total / north * 1000", "tonnes", "a ratio of two figures of one unit", 'write "%" or "times"'),
        ("1 - north / total", "tonnes", "a ratio of two figures of one unit", 'write "%" or "times"'),
        ("-(north / total) / 2", "GBP", "a ratio of two figures of one unit", 'write "%" or "times"'),
        ("north / total", "percentage points", "a ratio of two figures of one unit", 'write "%" or "times"'),
        ("north / boats", "boats", '"tonnes/boats"', 'such as "tonnes for each ..."'),
        ("north / boats", "%", '"tonnes/boats"', 'such as "tonnes for each ..."'),
        ("per_day(total)", "boats", '"tonnes/day"', 'write "tonnes/day", or remove the unit'),
        ("per_day(total) * 2", "boats a day", '"tonnes/day"', 'write "tonnes/day", or remove the unit'),
    ],
)
def test_unit_that_is_not_the_results(formula: str, unit: str, message: str, hint: str) -> None:
    _, (fault,) = build_ledger(edition(*FACTS, derived("it", formula, unit=unit)))
    assert (fault.code, fault.message) == ("BG212", f'the unit is "{unit}", but the formula gives {message}')
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("formula", "unit", "text"),
    [
        ("total / north", "-fold", "2.4"),
        ("north / total * 1000", "per mille of all", "424.9"),
        ("north / boats", "per boat", "1.7"),
        ("north / boats", "tonnes", "1.7"),
        ("cost / boats", "GBP", "£2.52"),
        ("cost / boats", "GBP for each boat", "2.5"),
        ("count(north, total)", "reports", "2"),
    ],
)
def test_unit_that_a_result_can_have(formula: str, unit: str, text: str) -> None:
    facts = (*FACTS, given("cost", "1014.05", "GBP"), derived("it", formula, unit=unit))
    ledger = resolve(*facts)
    assert Printer(edition(*facts), ledger).text("it") == text


@pytest.mark.parametrize("formula", ["north / total * 100", "100 * north / total"])
def test_percentage_that_is_multiplied_by_a_hundred_twice(formula: str) -> None:
    _, (fault,) = build_ledger(edition(*FACTS, derived("it", formula, unit="%")))
    assert (fault.code, fault.place and fault.place.column) == ("BG207", FORMULA_COLUMN + formula.index("100"))
    assert "share(part, whole)" in fault.hint


@pytest.mark.parametrize(
    ("formula", "working"),
    [
        ("total - north", "1,612 − 685"),
        ("sum(north, south)", "685 + 927"),
        ("2 * sum(north, south)", "2 × (685 + 927)"),
        ("share(north, total)", "685 / 1,612"),
        ("share(north + south, 2 * total)", "(685 + 927) / (2 × 1,612)"),
        ("change(before, total)", "(1,612 − 934) / 934"),
        ("per_day(total)", "1,612 / 365\u00a0days"),
        ("total / (1 + rise)", "1,612 / (1 + 66%)"),
        ("total * 5.50 %", "1,612 × 5.50%"),
        ("total - (north - south)", "1,612 − (685 − 927)"),
        ("total - loss", "1,612 − (−5)"),
        ("loss + total", "−5 + 1,612"),
        ("-(north + south)", "−(685 + 927)"),
        ("days_left(vote)", "1 June 2031 − 5 May 2031"),
        ("fee * 3", "£3.50 × 3"),
        ("year - 1", "2030 − 1"),
        ("sum(total)", "1,612"),
        ("sum(loss) * 2", "−5 × 2"),
    ],
)
def test_working(formula: str, working: str) -> None:
    assert resolve(*FACTS, derived("it", formula, signed=True))["it"].working == working


@pytest.mark.parametrize(
    ("formula", "code", "column", "width", "message"),
    [
        ("total + boats", "BG207", 9, 5, '"boats" cannot be added to "tonnes"'),
        ("total - 5", "BG207", 9, 1, 'a bare number cannot be taken from "tonnes"'),
        ("total + rise", "BG207", 9, 4, 'a percentage cannot be added to "tonnes"'),
        ("1500 + rise", "BG207", 8, 4, "a percentage cannot be added to a bare number"),
        ("sum(north, south, boats)", "BG207", 19, 5, "cannot be added"),
        ("total * boats", "BG207", 9, 5, '"tonnes" cannot be multiplied by "boats"'),
        ("2 / total", "BG207", 5, 5, 'a bare number cannot be divided by "tonnes"'),
        ("rise / total", "BG207", 8, 5, 'a percentage cannot be divided by "tonnes"'),
        ("share(north, boats)", "BG207", 1, 19, '"tonnes" cannot be compared with "boats"'),
        ("change(loss, total)", "BG207", 1, 19, "a change from a negative figure has no percentage"),
        ("total + minister", "BG207", 9, 8, '"minister" is a name; a formula takes figures and dates'),
        ("vote + start", "BG207", 8, 5, "two dates cannot be added"),
        ("5 - vote", "BG207", 5, 4, "a date cannot be taken from a number"),
        ("vote + total", "BG207", 8, 5, 'a date can be shifted by days only, not by "tonnes"'),
        ("vote + ratio", "BG207", 8, 5, "a date can be shifted by whole days only"),
        ("vote + 99999999", "BG207", 8, 8, "outside the years 1 to 9999"),
        ("vote + 99999999999999999", "BG207", 8, 17, "outside the years 1 to 9999"),
        ("2 * vote", "BG207", 5, 4, "a date cannot be"),
        ("-vote", "BG207", 2, 4, "a date cannot have a sign"),
        ("year * 2", "BG207", 8, 1, "a calendar year cannot be multiplied"),
        ("year + year", "BG207", 8, 4, "cannot be added"),
        ("span - year", "BG207", 8, 4, "cannot be subtracted"),
        ("days_left(total)", "BG207", 11, 5, "days are left to a date only"),
        ("2 * per_day(boats)", "BG207", 13, 5, '"boats" has no period'),
        ("per_day(total - before)", "BG207", 9, 14, "facts that all have the same period"),
        ("per_day(5)", "BG207", 9, 1, "facts that all have the same period"),
        ("total / none", "BG206", 9, 4, "division by zero"),
        ("total / (north - north)", "BG206", 10, 13, "division by zero"),
        ("share(north, none)", "BG206", 14, 4, "the whole is zero"),
        ("change(none, north)", "BG206", 8, 4, "a change from zero has no percentage"),
    ],
)
def test_fault_at_its_operand(formula: str, code: str, column: int, width: int, message: str) -> None:
    ledger, diagnostics = build_ledger(edition(*FACTS, derived("it", formula)))
    (fault,) = diagnostics
    assert (fault.code, fault.place.column, fault.place.width) == (code, FORMULA_COLUMN + column - 1, width)
    assert message in fault.message
    assert "it" not in ledger
    assert "total" in ledger


OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {"+": add, "-": sub, "*": mul, "/": truediv}
Tree = tuple[str, Fraction | None]


def leaf(number: Decimal) -> Tree:
    return f"{number:f}", Fraction(number)


def combined(parts: tuple[Tree, str, Tree]) -> Tree:
    (left, first), operator, (right, second) = parts
    text = f"({left}) {operator} ({right})"
    if first is None or second is None or (operator == "/" and not second):
        return text, None
    return text, OPERATIONS[operator](first, second)


def unbracketed(parts: tuple[list[str], list[int]]) -> Tree:
    """A chain without parentheses, whose precedence is Python's own."""
    operators, numbers = parts
    text = str(numbers[0]) + "".join(f" {o} {n}" for o, n in zip(operators, numbers[1:], strict=True))
    python = f"Fraction({numbers[0]})" + "".join(
        f" {o} Fraction({n})" for o, n in zip(operators, numbers[1:], strict=True)
    )
    return text, eval(python, {"Fraction": Fraction})  # noqa: S307 - generated above, from digits and operators


LEAVES = st.decimals(0, 9999, places=2).map(leaf)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(combined),
        inner.map(lambda tree: (f"-({tree[0]})", None if tree[1] is None else -tree[1])),
    ),
    max_leaves=12,
)
CHAINS = st.lists(st.sampled_from("+-*/"), min_size=1, max_size=12).flatmap(
    lambda operators: st.tuples(
        st.just(operators), st.lists(st.integers(1, 999), min_size=len(operators) + 1, max_size=len(operators) + 1)
    ).map(unbracketed)
)


@example(TREES | CHAINS)
def test_result_is_that_of_exact_fractions(tree: Tree) -> None:
    text, expected = tree
    ledger, diagnostics = build_ledger(edition(derived("it", text, decimals=9)))
    if expected is None:
        assert [fault.code for fault in diagnostics] == ["BG206"]
    elif abs(expected) >= 10**18:
        assert [fault.code for fault in diagnostics] == ["BG204"]
    else:
        assert diagnostics == []
        assert ledger["it"].value == Quantity(rounded(expected, 9))


@example(TREES)
def test_working_gives_the_same_result_when_read_again(tree: Tree) -> None:
    ledger, _ = build_ledger(edition(derived("it", tree[0])))
    if "it" in ledger:
        again = resolve(derived("it", ledger["it"].working.replace(",", "")))
        assert again["it"].exact == ledger["it"].exact


IMPLAUSIBLE = {"BG216", "BG218", "BG221"}
NAMES = st.sampled_from([fact.id for fact in FACTS])
FORMULAS = st.recursive(
    NAMES | st.sampled_from(["0", "1", "2.5", "10 %", "edition_date"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " - ", " * ", " / "]), inner).map("".join),
        st.tuples(st.sampled_from(["share", "change"]), inner, inner).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        st.tuples(st.sampled_from(["sum", "per_day", "days_left", "-", ""]), inner).map(lambda p: f"{p[0]}({p[1]})"),
    ),
    max_leaves=8,
)


@example(FORMULAS, st.sampled_from(["", "%", "tonnes", "days"]))
def test_any_formula_over_facts_gives_an_entry_or_one_fault(formula: str, unit: str) -> None:
    facts = (*FACTS, derived("it", formula, unit=unit))
    ledger, diagnostics = build_ledger(edition(*facts))
    codes = [fault.code for fault in diagnostics]
    if "it" in ledger:
        assert set(codes) <= IMPLAUSIBLE
        printer = Printer(edition(*facts), ledger)
        assert printer.text("it")
        assert ledger["it"].working in printer.derivation(ledger["it"])
    else:
        (code,) = codes
        assert code in {"BG204", "BG206", "BG207", "BG212"}


@example(st.text(max_size=40))
def test_any_text_as_a_formula_gives_an_entry_or_a_fault(formula: str) -> None:
    ledger, diagnostics = build_ledger(edition(*FACTS, derived("it", formula)))
    codes = {fault.code for fault in diagnostics}
    assert codes <= IMPLAUSIBLE if "it" in ledger else codes


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        ("tiny * 12.5 %", "0.3\u00a0tonnes"),
        ("share(tiny, huge)", "0.002%"),
        ("tiny - tiny", "0\u00a0tonnes"),
        ("tiny / 3", "1\u00a0tonne"),
    ],
)
def test_a_result_that_is_not_nothing_never_prints_as_nothing(formula: str, printed: str) -> None:
    facts = (given("tiny", 2, "tonnes"), given("huge", 98765, "tonnes"), derived("it", formula))
    assert Printer(edition(*facts), resolve(*facts)).text("it", ("unit",)) == printed

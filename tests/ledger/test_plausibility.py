"""What units allow and meaning does not: parts over their whole, negative counts, figures of different periods."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.ledger import build_ledger
from tests.ledger.editions import FORMULA_COLUMN, derived, edition, faults, given

WHOLE = given("whole", 1000, "boats", period="2030")
PART = given("part", 400, "boats", period="2030")
MORE = given("more", 1200, "boats", period="2030")
BEFORE = given("before", 1500, "boats", period="2029")
FUND = given("fund", 100, "GBP")
FACTS = (WHOLE, PART, MORE, BEFORE, FUND)


@pytest.mark.parametrize(
    ("formula", "code", "column", "message"),
    [
        ("share(more, whole)", "BG216", 1, "1,200 / 1,000 = 120.0%: a share lies between 0 and 100%"),
        ("share(part - more, whole)", "BG216", 1, "= −80.0%: a share lies between 0 and 100%"),
        ("100 % - share(more, whole)", "BG216", 9, "a share lies between 0 and 100%"),
        ("share(share(more, whole), 200 %)", "BG216", 7, "120.0%: a share lies between 0 and 100%"),
        ("whole - more", "BG216", 1, "1,000 − 1,200 = −200: more is taken than there is"),
        ("whole - part - more", "BG216", 1, "1,000 − 400 − 1,200 = −600"),
        ("-whole", "BG218", 1, "−1,000 = −1,000: there cannot be fewer than none"),
        ("whole + before", "BG221", 9, '"before" covers 2029, but "whole" covers 2030'),
        ("sum(whole, part, before)", "BG221", 18, '"before" covers 2029'),
        ("share(part, before)", "BG221", 13, '"before" covers 2029'),
        ("change(whole, part) + share(part, before)", "BG221", 35, '"before" covers 2029'),
    ],
)
def test_implausible_formula(formula: str, code: str, column: int, message: str) -> None:
    (fault,) = faults(*FACTS, derived("it", formula))
    assert (fault.code, fault.place.column - FORMULA_COLUMN + 1) == (code, column)
    assert message in fault.message


@pytest.mark.parametrize(
    "formula",
    [
        "share(whole, whole)",
        "share(part - part, whole)",
        "whole - before",
        "change(before, whole)",
        "change(whole, part)",
        "fund - 2 * fund",
        "whole - part",
        "before / whole",
    ],
)
def test_plausible_formula(formula: str) -> None:
    assert faults(*FACTS, derived("it", formula)) == []


def test_a_ratio_that_is_called_a_percentage_is_a_share() -> None:
    (fault,) = faults(*FACTS, derived("it", "more / whole", unit="%"))
    assert (fault.code, fault.message) == ("BG216", "1,200 / 1,000 = 120.0%: a share lies between 0 and 100%")
    assert faults(*FACTS, derived("it", "before / whole", unit="%")) == []
    assert faults(*FACTS, derived("it", "more / whole")) == []


def test_a_change_says_that_it_is_signed() -> None:
    assert faults(*FACTS, derived("it", "part - more", signed=True)) == []
    assert [fault.code for fault in faults(given("loss", -5, "boats"))] == ["BG218"]
    assert faults(given("loss", -5, "boats", signed=True)) == []
    assert faults(given("deficit", -5, "GBP"), given("fall", -5, "%"), given("shift", -5)) == []


def test_what_follows_from_a_negative_figure_is_reported_once() -> None:
    assert len(faults(given("loss", -5, "boats"), derived("twice", "2 * loss"))) == 1


@pytest.mark.parametrize(
    ("formula", "code"),
    [("whole - part", "BG221"), ("share(part, whole)", "BG221"), ("per_day(whole)", "BG221"), ("whole * 50 %", None)],
)
def test_a_result_covers_the_period_of_its_figures(formula: str, code: str | None) -> None:
    found = [fault.code for fault in faults(*FACTS, derived("it", formula, period="2029"))]
    assert found == ([code] if code else [])


def test_a_derived_fact_takes_over_the_period_that_its_figures_share() -> None:
    facts = (
        *FACTS,
        derived("left", "whole - part"),
        derived("mixed", "whole - before"),
        derived("daily", "per_day(left)"),
    )
    ledger, diagnostics = build_ledger(edition(*facts))
    assert diagnostics == []
    assert ledger["left"].period == WHOLE.period
    assert ledger["mixed"].period is None
    assert "600 / 365" in ledger["daily"].working


def test_count_counts_facts() -> None:
    ledger, diagnostics = build_ledger(edition(*FACTS, derived("it", "count(whole, part, fund)")))
    assert diagnostics == []
    assert ledger["it"].exact == Decimal(3)
    assert ledger["it"].working == "count of Label of whole, Label of part, Label of fund"


@pytest.mark.parametrize(
    ("formula", "column"), [("count(whole, 3)", 14), ("count(part, part)", 13), ("count(-part)", 7)]
)
def test_count_takes_facts_only(formula: str, column: int) -> None:
    (fault,) = faults(*FACTS, derived("it", formula))
    assert (fault.code, fault.place.column - FORMULA_COLUMN + 1) == ("BG207", column)

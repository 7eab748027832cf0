"""Facts that nobody has touched since the last edition, and those of an earlier time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefgen.ledger import build_ledger, carried_forward, ended_before, parse_period, stale_since
from briefgen.ledger.carried import confirmation_seal
from briefgen.model.edition import ChartSpec, Desk, Edition, FactItem, SeriesSpec, SignOff
from briefgen.model.fact import Fact, Ledger
from tests.ledger.editions import DESK, derived, edition, given

TODAY = date(2031, 5, 12)


def ledger_of(brief: Edition) -> Ledger:
    ledger, faults = build_ledger(brief)
    assert faults == []
    return ledger


def ids(brief: Edition, last: Edition) -> list[str]:
    return [entry.fact.id for entry in carried_forward(brief, ledger_of(brief), ledger_of(last))]


def confirmed(brief: Edition, name: str, *, for_edition: str = "") -> Edition:
    named = replace(brief, id=for_edition or brief.id)
    seal = confirmation_seal(named, ledger_of(brief)[name])
    return replace(brief, confirmations={name: SignOff(name, "A. Berg", TODAY, seal)})


LAST = edition(given("boats", 5), given("crews", 7), derived("all", "boats + crews"))


@pytest.mark.parametrize(
    ("facts", "carried"),
    [
        ((given("boats", 5), given("crews", 7)), ["boats", "crews"]),
        ((given("boats", 6), given("crews", 7)), ["crews"]),
        ((given("boats", 5, as_of=TODAY), given("crews", 7, caveat="Provisional")), []),
        ((given("ships", 5), given("crews", 7, stale_after=TODAY)), ["crews"]),
        ((derived("all", "2 * crews"), given("crews", 7)), ["crews"]),
    ],
)
def test_given_facts_that_are_as_they_were(facts: tuple[Fact, ...], carried: list[str]) -> None:
    assert ids(edition(*facts), LAST) == carried


def test_a_confirmation_holds_for_one_edition_and_until_the_fact_changes() -> None:
    brief = edition(given("boats", 5), given("crews", 7))
    assert ids(confirmed(brief, "boats"), LAST) == ["crews"]
    assert ids(confirmed(brief, "boats", for_edition="2031-05-19-another"), LAST) == ["boats", "crews"]
    changed = replace(confirmed(edition(given("boats", 4)), "boats"), facts=brief.facts)
    assert ids(changed, LAST) == ["boats", "crews"]


@pytest.mark.parametrize(
    ("facts", "ended"),
    [
        ([given("it", 5, as_of=date(2031, 5, 4))], ["it"]),
        ([given("it", 5, as_of=date(2031, 5, 5))], []),
        ([given("it", 5, period="2031-04-28/2031-05-04")], ["it"]),
        ([given("it", 5, period="2030")], []),
        ([given("it", 5)], []),
        ([given("it", 5, as_of=date(2031, 5, 4), forecast=True)], []),
        (
            [
                given("it", 5, as_of=date(2031, 5, 4)),
                given("now", 6, as_of=date(2031, 5, 11)),
                derived("up", "now - it"),
            ],
            [],
        ),
        (
            [given("it", 5, as_of=date(2031, 5, 4)), given("at", 6, as_of=date(2031, 5, 3)), derived("up", "it - at")],
            ["it", "at"],
        ),
    ],
)
def test_facts_of_a_time_before_the_edition(facts: list[Fact], ended: list[str]) -> None:
    brief = replace(edition(*facts), period=parse_period("2031-05-05/2031-05-11"))
    assert [entry.fact.id for entry in ended_before(brief, ledger_of(brief))] == ended
    assert [*ended_before(replace(brief, period=None), ledger_of(brief))] == []
    if ended:
        held = confirmed(brief, "it")
        assert "it" not in [entry.fact.id for entry in ended_before(held, ledger_of(held))]


def test_a_line_of_a_chart_compares_earlier_figures_with_one_of_the_edition() -> None:
    old, new = given("old", 5, as_of=date(2031, 5, 4)), given("new", 6, as_of=date(2031, 5, 11))
    brief = replace(edition(old, new), period=parse_period("2031-05-05/2031-05-11"))
    assert [entry.fact.id for entry in ended_before(brief, ledger_of(brief))] == ["old"]
    line = ChartSpec("c", "line", (SeriesSpec((), (FactItem("old"), None, FactItem("new"))),))
    assert [*ended_before(replace(brief, charts={"c": line}), ledger_of(brief))] == []


@pytest.mark.parametrize(
    ("fact", "days", "stale"),
    [
        (given("it", 5, as_of=TODAY), 10, date(2031, 5, 22)),
        (given("it", 5, period="2031-04"), 10, date(2031, 5, 10)),
        (given("it", 5, as_of=TODAY, stale_after=date(2031, 6, 1)), 10, date(2031, 6, 1)),
        (given("it", 5, as_of=TODAY), 0, None),
        (given("it", 5), 10, None),
    ],
)
def test_the_day_from_which_on_a_fact_is_stale(fact: Fact, days: int, stale: date | None) -> None:
    assert stale_since(fact, Desk("Desk", stale_after=days)) == stale
    assert stale_since(fact, DESK) == fact.stale_after

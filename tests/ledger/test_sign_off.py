"""Which ticks hold, and which facts need one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from briefgen.ledger import author_of, build_ledger, entries_to_tick, is_by_author, seal, valid_sign_off
from briefgen.model.edition import Deadline, Edition, SignOff
from briefgen.model.fact import Ledger
from briefgen.model.inlines import Text
from tests.ledger.editions import derived, edition, given, resolve

DAY = date(2031, 5, 4)
LANDINGS = given("landings", 12480, "tonnes")


def ticked(by: str, *, fact_author: str = "", **header: str) -> tuple[Edition, Ledger]:
    """An edition of one fact, ticked as it is."""
    plain = replace(edition(replace(LANDINGS, author=fact_author)), **header)  # type: ignore[arg-type]
    ledger, _ = build_ledger(plain)
    return replace(plain, sign_offs={"landings": SignOff("landings", by, DAY, seal(ledger["landings"]))}), ledger


@pytest.mark.parametrize(
    ("fact", "author", "prepared_by", "expected"),
    [
        ("Anna Berg", "Ben Ode", "Fisheries desk", "Anna Berg"),
        ("", "Ben Ode", "Fisheries desk", "Ben Ode"),
        ("", "", "Fisheries desk", "Fisheries desk"),
        ("", "", "", ""),
    ],
)
def test_the_author_is_the_nearest_that_is_named(fact: str, author: str, prepared_by: str, expected: str) -> None:
    entered = replace(edition(replace(LANDINGS, author=fact)), author=author, prepared_by=prepared_by)
    assert author_of(entered, entered.facts[0]) == expected
    assert is_by_author(entered, entered.facts[0], expected.upper()) == bool(expected)


def test_a_tick_holds_while_the_fact_is_as_it_was() -> None:
    signed, ledger = ticked("Ben Ode", author="Anna Berg")
    tick = valid_sign_off(signed, ledger["landings"])
    assert tick and (tick.by, tick.on) == ("Ben Ode", DAY)
    changed = resolve(replace(LANDINGS, label="Landed"))
    assert valid_sign_off(signed, changed["landings"]) is None


def test_a_tick_of_the_author_does_not_hold() -> None:
    for fact_author, author in (("", "Anna Berg"), ("Anna Berg", "Ben Ode")):
        signed, ledger = ticked("A. Berg", fact_author=fact_author, author=author)
        assert valid_sign_off(signed, ledger["landings"]) is None


def test_a_fact_without_a_tick() -> None:
    assert valid_sign_off(edition(LANDINGS), resolve(LANDINGS)["landings"]) is None


def test_facts_that_only_count_days_need_no_tick() -> None:
    vote = Deadline("vote", date(2031, 6, 1), (Text("The council"),), (Text("vote"),))
    facts = (
        given("landings", 12480, "tonnes"),
        given("session", date(2031, 5, 20)),
        given("chair", 3),
        derived("left", "days_left(vote)"),
        derived("twice_left", "left * 2"),
        derived("since", "edition_date - session"),
        derived("between", "vote - session"),
        derived("a_day", "landings / days_left(vote)", unit="tonnes for each day left"),
        derived("a_day_more", "a_day * 2"),
        derived("dozen", "3 * 4"),
    )
    ledger, diagnostics = build_ledger(edition(*facts, deadlines=[vote]))
    assert diagnostics == []
    needed = [entry.fact.id for entry in entries_to_tick(ledger)]
    assert needed == ["landings", "session", "chair", "between", "a_day", "a_day_more", "dozen", "vote"]


def test_a_long_derivation_is_followed() -> None:
    def facts() -> Iterator[str]:
        yield "days_left(vote)"
        yield from (f"step{number} * 1" for number in range(1500))

    chain = [derived(f"step{number}", formula) for number, formula in enumerate(facts())]
    ledger = resolve(given("vote", date(2031, 6, 1)), *reversed(chain))
    assert [entry.fact.id for entry in entries_to_tick(ledger)] == ["vote"]

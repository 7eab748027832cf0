"""Signing off: what changes the seal of a fact, and which ticks hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.ledger import author_of, build_ledger, entries_to_tick, is_by_author, parse_period, seal, valid_sign_off
from briefgen.ledger.sign_off import SEAL
from briefgen.model.edition import Deadline, Edition, SignOff
from briefgen.model.fact import Citation, Fact, FactValue, Ledger, LedgerEntry, NameValue, Quantity
from briefgen.model.inlines import Text
from tests.content.contents import EDITION, FILES, load
from tests.ledger.editions import TODAY, derived, edition, given, resolve
from tests.places import span_at

FACT = Fact(
    id="landings",
    label="Landings",
    value=Quantity(Decimal("12480.5"), "tonnes"),
    unit="tonnes",
    period=parse_period("2030"),
    citation=Citation("survey", "table 1"),
    caveat="Without landings abroad",
)
ENTRY = LedgerEntry(FACT, Quantity(Decimal("12480.5"), "tonnes"), Decimal("12480.5"))

CHANGED_FACT: dict[str, Any] = {
    "id": "landing",
    "label": "Landed",
    "formula": "north + south",
    "unit": "boats",
    "decimals": 0,
    "stated": Decimal(8),
    "period": parse_period("2030-01-01/2030-12-31"),
    "as_of": date(2031, 5, 5),
    "citation": Citation("survey", "table 2"),
    "caveat": "",
    "quote": "12,480.5 tonnes",
    "parts": ("north", "south"),
    "forecast": True,
    "signed": True,
    "terms": "Everybody but the minister",
}
CHANGED_ENTRY: dict[str, Any] = {
    "value": Quantity(Decimal("12480.50"), "tonnes"),
    "exact": Decimal("12480.49999"),
    "approx": True,
}
# The entry's own value and `approx` say what the fact's give, its label and caveat what the texts do; the others are no
# part of what is ticked.
UNSEALED_FACT = {"value", "approx", "stale_after", "author", "label_text", "caveat_text", "place", "places"}
# An input's change shows in the value; the working is the formula with values as this desk prints them.
UNSEALED_ENTRY = {"fact", "working", "inputs", "period"}


def test_every_field_is_sealed_or_is_not_on_purpose() -> None:
    assert {field.name for field in fields(Fact)} == CHANGED_FACT.keys() | UNSEALED_FACT
    assert {field.name for field in fields(LedgerEntry)} == CHANGED_ENTRY.keys() | UNSEALED_ENTRY


@pytest.mark.parametrize("name", CHANGED_FACT)
def test_a_change_of_the_fact_shows(name: str) -> None:
    assert getattr(FACT, name) != CHANGED_FACT[name]
    assert seal(replace(ENTRY, fact=replace(FACT, **{name: CHANGED_FACT[name]}))) != seal(ENTRY)


@pytest.mark.parametrize("name", CHANGED_ENTRY)
def test_a_change_of_the_result_shows(name: str) -> None:
    assert seal(replace(ENTRY, **{name: CHANGED_ENTRY[name]})) != seal(ENTRY)


@pytest.mark.parametrize(
    "value",
    [
        Quantity(Decimal(12480), "tonnes"),
        Quantity(Decimal("-12480.5"), "tonnes"),
        Quantity(Decimal("12480.5"), "boats"),
        date(2031, 5, 5),
        NameValue("12480.5 tonnes"),
        NameValue("12480.5", "tonnes"),
    ],
    ids=str,
)
def test_another_value_shows(value: FactValue) -> None:
    assert seal(replace(ENTRY, value=value)) != seal(ENTRY)


def test_another_source_shows() -> None:
    seals = {
        seal(replace(ENTRY, fact=replace(FACT, citation=citation)))
        for citation in (FACT.citation, Citation("minutes", "table 1"), Citation("survey"), None)
    }
    assert len(seals) == 4


def test_another_document_under_the_same_id_shows() -> None:
    other = replace(FACT, citation=Citation("survey", "table 1", "Institute | Another survey | 2031-04-30 | "))
    assert seal(replace(ENTRY, fact=other)) != seal(ENTRY)


def test_where_a_fact_lies_and_who_looks_after_it_do_not_show() -> None:
    moved = replace(FACT, place=span_at("a.yaml", 9, 9), places={"value": span_at("a.yaml", 10, 9)})
    cited = replace(moved, citation=Citation("survey", "table 1", place=span_at("a.yaml", 11, 9)))
    kept = replace(cited, stale_after=date(2032, 1, 1), author="Anna Berg")
    assert seal(replace(ENTRY, fact=kept)) == seal(ENTRY)


def test_a_seal_of_today_is_a_seal_for_good() -> None:
    """Files hold these: a release that computed them otherwise would fell every tick there is."""
    assert seal(ENTRY) == "9cf136b57125dc67"
    ledger = resolve(given("north", 1), given("south", 3), derived("third", "north / south", decimals=2))
    assert seal(ledger["third"]) == "8dd45eeafc219a5d"
    assert all(SEAL.fullmatch(seal(entry)) for entry in ledger)


def test_inputs_show_through_the_result() -> None:
    def of_the_sum(north: int, south: int) -> str:
        facts = given("north", north, "boats"), given("south", south, "boats"), derived("all", "north + south")
        return seal(resolve(*facts)["all"])

    assert of_the_sum(4, 3) != of_the_sum(4, 2)
    assert of_the_sum(4, 3) == of_the_sum(5, 2)


def test_a_result_that_prints_alike_but_is_another_shows() -> None:
    def of_the_share(part: int) -> str:
        return seal(resolve(given("part", part), given("whole", 1000), derived("it", "share(part, whole)"))["it"])

    assert of_the_share(631) != of_the_share(632)


def test_the_editions_date_does_not_show() -> None:
    facts = given("north", 4, "boats"), given("vote", date(2031, 6, 1)), derived("after", "vote + 3")
    today, later = resolve(*facts), resolve(*facts, day=date(2031, 5, 12))
    assert [seal(entry) for entry in today] == [seal(entry) for entry in later]
    left = derived("left", "days_left(vote)")
    assert seal(resolve(*facts, left)["left"]) != seal(resolve(*facts, left, day=TODAY.replace(day=6))["left"])


def test_the_order_of_facts_and_keys_and_comments_do_not_show() -> None:
    def seals(facts: str) -> dict[str, str]:
        loaded = load({"facts.yaml": facts})
        assert loaded.edition
        ledger, _ = build_ledger(loaded.edition)
        return {entry.fact.id: seal(entry) for entry in ledger}

    facts = FILES[f"{EDITION}/facts.yaml"]
    entries = facts.split("\n\n")
    first, *keys = entries[0].split("\n")
    shuffled = "\n\n".join([*entries[:0:-1], "# Looked up again.", "\n".join([first, *reversed(keys)])])
    assert shuffled != facts
    assert seals(shuffled) == seals(facts)
    assert len(seals(facts)) == 6


@for_all(st.tuples(st.text(), st.text(), st.text()), st.tuples(st.text(), st.text(), st.text()))
def test_no_text_passes_for_that_of_another_key(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    def sealed(texts: tuple[str, str, str]) -> str:
        label, caveat, at = texts
        return seal(replace(ENTRY, fact=replace(FACT, label=label, caveat=caveat, citation=Citation("survey", at))))

    assert (sealed(one) == sealed(other)) == (one == other)


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

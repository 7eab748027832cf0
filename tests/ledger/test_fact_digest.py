"""The seal of a fact: another as soon as what was ticked has changed, and the same as long as it has not."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from briefgen.ledger import build_ledger, parse_period, seal
from briefgen.ledger.sign_off import SEAL
from briefgen.model.fact import Citation, Fact, FactValue, LedgerEntry, NameValue, Quantity
from tests.content.contents import EDITION, FILES, load
from tests.ledger.editions import TODAY, derived, given, resolve
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

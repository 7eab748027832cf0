"""Totals with their parts, and facts that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given as example
from hypothesis import strategies as st

from briefgen.model.fact import Fact
from tests.ledger.editions import FILE, derived, faults, given
from tests.places import span_at


def total(amount: int | str, *parts: str, unit: str = "boats", **more: object) -> Fact:
    return given("total", amount, unit, line=20, parts=parts, **more)


A, B = given("a", 685, "boats", line=3), given("b", 927, "boats", line=9)


def test_a_total_that_is_the_sum_of_its_parts() -> None:
    assert faults(A, B, total(1612, "a", "b")) == []


def test_a_total_that_is_not() -> None:
    (fault,) = faults(A, B, total(1613, "a", "b"))
    assert (fault.code, fault.place.line) == ("BG217", 21)
    assert fault.message == "685 + 927 = 1,612, not 1,613"
    assert fault.hint == "check total (line 21); a (line 4); b (line 10)"


@example(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(-5, 5))
def test_any_total(amounts: list[int], slip: int) -> None:
    parts = [given(f"p{number}", amount, "boats") for number, amount in enumerate(amounts)]
    if sum(amounts) + slip >= 0:
        found = faults(*parts, total(sum(amounts) + slip, *(part.id for part in parts)))
        assert [fault.code for fault in found if fault.code != "BG219"] == (["BG217"] if slip else [])


def test_rounded_shares_may_miss_their_total_by_their_rounding() -> None:
    thirds = [given(f"p{number}", "33.3", "%") for number in range(3)]
    assert faults(*thirds, total("100.0", "p0", "p1", "p2", unit="%")) == []
    assert [fault.code for fault in faults(*thirds, total("100.2", "p0", "p1", "p2", unit="%"))] == ["BG217"]


def test_approximate_figures_may_miss_it_by_their_last_digit_that_counts() -> None:
    about = given("a", 700, "boats", approx=True)
    assert faults(about, B, total(1612, "a", "b")) == []
    assert [fault.code for fault in faults(about, B, total(1800, "a", "b"))] == ["BG217"]
    rough = given("total", 100000, "boats", parts=("a", "b"), approx=True)
    assert [fault.code for fault in faults(given("a", 61000, "boats"), B, rough)] == ["BG217"]


def test_derived_totals_are_compared_too() -> None:
    assert [f.code for f in faults(A, B, derived("twice", "2 * a", line=20, parts=("a", "b")))] == ["BG217"]


def test_parts_that_cannot_be() -> None:
    assert [f.code for f in faults(A, total(685, "a", "c"))] == ["BG202"]
    assert [f.code for f in faults(A, given("d", 5, "tonnes"), total(690, "a", "d"))] == ["BG207"]
    old = given("o", 5, "boats", period="2029")
    assert [f.code for f in faults(A, old, total(690, "a", "o", period="2030"))] == ["BG221"]
    assert faults(given("bad", -1, "boats"), total(0, "bad"))[0].code == "BG218"


def test_a_total_is_no_part_of_itself() -> None:
    own = given("a", 685, "boats", line=3, parts=("a",))
    (fault,) = faults(replace(own, places={**own.places, "parts": span_at(FILE, 9, 10)}))
    assert (fault.code, fault.place) == ("BG207", span_at(FILE, 9, 10))
    assert fault.message == '"a" is the total, and cannot be a part of itself'
    assert fault.hint == "take it out of the parts"


def test_a_part_counts_once() -> None:
    (fault,) = faults(A, total(1370, "a", "a"))
    assert (fault.code, fault.message) == ("BG207", '"a" is named twice among the parts of "total"')
    (fault,) = faults(A, B, total(2297, "a", "b", "a", "a"))
    assert fault.message == '"a" is named 3 times among the parts of "total"'


def same(name: str, amount: int | date, line: int, **more: object) -> Fact:
    value = amount if isinstance(amount, date) else given("x", amount, "boats").value
    return Fact(
        name, "Boats", value, place=given("x", 1, line=line).place, places=given("x", 1, line=line).places, **more
    )


def test_two_facts_that_give_a_figure_differently() -> None:
    (fault,) = faults(same("a", 5, 3), same("b", 6, 9))
    assert (fault.code, fault.place.line) == ("BG219", 10)
    assert fault.message.startswith('"Boats" is 6 here, but 5 at ')
    assert fault.message.endswith("facts.yaml:4:10")
    assert [f.code for f in faults(same("a", date(2031, 1, 1), 3), same("b", date(2031, 1, 2), 9))] == ["BG219"]


def test_facts_that_differ_in_time_or_unit_do_not_contradict_each_other() -> None:
    first, later = (given("x", 1, period=year).period for year in ("2029", "2030"))
    assert faults(same("a", 5, 3, period=first), same("b", 6, 9, period=later)) == []
    assert faults(same("a", 5, 3, as_of=date(2031, 1, 1)), same("b", 6, 9, as_of=date(2031, 2, 1))) == []
    assert faults(same("a", 5, 3), same("b", 5, 9)) == []
    assert faults(given("x", 5, "boats"), given("y", 6, "boats")) == []

"""Damaged content, case by case: no traceback, no hang; and the fuzzer itself sees each of them."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content.yaml import parse_yaml
from briefgen.errors import StorageError
from briefgen.ledger.formula import FormulaError, parse_formula
from briefgen.spans import SourceFile
from tests import fuzz

pytestmark = pytest.mark.slow

YAML = st.lists(st.sampled_from([*fuzz.PIECES, *fuzz.UNICODE, "a", "9" * 4301]) | st.text(max_size=4), max_size=25)
SIGNS = ["landings", "(", ")", "+", "-", "*", "/", ",", "change(", "share(", "sum(", "1", "0.5", "%", "9" * 4301, " "]
FORMULA = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=25)


@pytest.mark.parametrize("count", [25, pytest.param(60, marks=pytest.mark.slow)])
def test_damaged_desks_give_diagnostics(count: int) -> None:
    figures = fuzz.run_all(count, seed=20)
    assert "\n".join(map(fuzz.shown, figures.failures)) == ""
    assert figures.ends["written"] >= count // 12
    assert figures.ends["faulty"] >= count // 3


def test_the_desks_that_are_damaged_are_sound() -> None:
    with fuzz.bench() as desk:
        assert [fuzz.outcome(desk.lay(files)) for files in (fuzz.WHOLE, fuzz.PLAIN)] == [("written", "")] * 2


def test_a_case_is_the_same_at_any_time_and_unlike_the_others() -> None:
    cases = [fuzz.case(3, number) for number in range(100)]
    assert cases == [fuzz.case(3, number) for number in range(100)]
    assert len({repr(files) for files in cases}) > 90
    assert fuzz.case(4, 0) != cases[0]


@pytest.mark.parametrize("mutation", sorted(set(fuzz.MUTATIONS), key=lambda each: each.__name__))
def test_each_mutation_changes_texts(mutation: fuzz.Mutation) -> None:
    text = fuzz.PLAIN["desk.yaml"].decode()
    assert sum(mutation(random.Random(seed), text) != text for seed in range(20)) >= 10  # noqa: S311


def endless(*_: object) -> None:
    try:
        while True:
            pass
    except Exception:
        return


def asleep(*_: object) -> None:
    time.sleep(60)


def broken(*_: object) -> None:
    raise KeyError("fault")


def greedy(*_: object) -> None:
    raise MemoryError


def stopped(*_: object) -> None:
    raise StorageError("the disk")


@pytest.mark.parametrize(
    ("fault", "end"),
    [(endless, "HANG"), (asleep, "HANG"), (broken, "TRACEBACK"), (greedy, "MEMORY"), (stopped, "refused")],
)
def test_a_planted_fault_is_seen(fault: object, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "check", fault)
    monkeypatch.setattr(fuzz, "SECONDS", 0.2)
    monkeypatch.setattr(fuzz, "PATIENCE", 1.0)
    figures = fuzz.run_all(1, seed=1)
    assert dict(figures.ends) == {end: 1}
    assert [failure.kind for failure in figures.failures] == ([] if end == "refused" else [end])


def test_a_failure_is_reduced_to_the_line_that_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(desk: fuzz.Desk, _: str) -> None:
        if b"FAULT" in (desk.content.path / "desk.yaml").read_bytes():
            raise KeyError("fault")
        raise StorageError("none")

    monkeypatch.setattr(fuzz, "check", check)
    files = {**fuzz.PLAIN, "desk.yaml": b"name: a\nFAULT: b\nunits: {}\n"}
    with fuzz.bench() as desk:
        end = fuzz.outcome(desk.lay(files))
        assert fuzz.reduced(desk, files, end) == {"desk.yaml": b"FAULT: b\n"}


@given(YAML)
def test_any_yaml_is_parsed_or_refused(pieces: list[str]) -> None:
    parse_yaml(SourceFile("a.yaml", "".join(pieces)).passage())


@given(FORMULA)
def test_any_formula_is_parsed_or_refused(pieces: list[str]) -> None:
    try:
        parse_formula("".join(pieces))
    except FormulaError as error:
        assert str(error)

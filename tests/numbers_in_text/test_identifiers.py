"""Numbers that are no statistics: every row of the table finds its examples, and no row finds any counter-example."""

from __future__ import annotations

import pytest

from briefgen.checks.names import Covered
from briefgen.model.characters import plain
from briefgen.numbers_in_text import find
from briefgen.numbers_in_text.identifiers import FIGURES, IDENTIFIERS, Identifier, identifiers

UNITS = frozenset({"boat", "boats"})
EXAMPLES = [pytest.param(row, text, id=f"{row.what}: {text}") for row in IDENTIFIERS for text in row.examples]
COUNTER_EXAMPLES = [
    pytest.param(text, id=f"{row.what}: {text}") for row in IDENTIFIERS for text in row.counter_examples
]


def test_every_kind_has_examples_of_what_it_is_and_of_what_it_is_not() -> None:
    assert len(IDENTIFIERS) >= 20
    assert all(len(row.examples) >= 3 and len(row.counter_examples) >= 3 for row in IDENTIFIERS)


@pytest.mark.parametrize(("row", "text"), EXAMPLES)
def test_every_number_of_an_example_is_found_by_its_row(row: Identifier, text: str) -> None:
    covered = Covered(row.within(plain(text), UNITS))
    mentions = [mention for mention in find(text) if not mention.in_words]
    assert mentions
    assert [mention.text for mention in mentions if not covered.hold(mention.start, mention.end)] == []


@pytest.mark.parametrize("text", COUNTER_EXAMPLES)
def test_no_number_of_a_counter_example_is_found(text: str) -> None:
    covered = Covered(identifiers(plain(text), UNITS))
    mentions = find(text)
    assert mentions
    open_to_it = [mention for mention in mentions if mention.kind not in FIGURES]
    assert [mention.text for mention in open_to_it if covered.hold(mention.start, mention.end)] == []

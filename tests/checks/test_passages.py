"""Where a quote stands in a source's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.passages import QuotePosition, SourceParagraphs, paragraphs_named, text_of
from briefgen.content import Folder, house_assets
from briefgen.model.edition import Source
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, replaced, write_desk
from tests.work import calls

TEXT = SourceParagraphs("""\
The council’s members met – for the third time.

They agreed on “a quota of
11,000 tonnes”, and on nothing else. They met again.

A quota of 11,000 tonnes was agreed.
""")


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The council's members met - for the third time", QuotePosition(1, 1)),
        ('"a quota of 11,000 tonnes"', QuotePosition(2, 2)),
        ("They agreed … nothing else", QuotePosition(2, 2)),
        ("They agreed ... nothing else", QuotePosition(2, 2)),
        ("The council’s members […] nothing else", QuotePosition(1, 2)),
        ("quota of 11,000 tonnes", QuotePosition(2, 2)),
        ("nothing else … They agreed", None),
        ("quota of 1,000 tonnes", None),
        ("quota of 11,000 tonne", None),
        ("1,000 tonnes", None),
        ("…", None),
        ("", None),
    ],
)
def test_a_quote_is_found_in_its_words_and_their_order(quote: str, found: QuotePosition | None) -> None:
    assert TEXT.find(quote, None) == found


def test_a_quote_that_stands_twice_is_found_where_it_is_said_to_stand() -> None:
    assert TEXT.find("quota of 11,000 tonnes", frozenset({3})) == QuotePosition(3, 3)
    assert TEXT.find("quota of 11,000 tonnes", frozenset({1})) == QuotePosition(2, 2)
    assert TEXT.find("quota of 11,000 tonnes", frozenset({1, 3})) == QuotePosition(3, 3)
    assert TEXT.find("quota of 11,000 tonnes", frozenset()) == QuotePosition(2, 2)


def test_lines_are_paragraphs_where_none_is_empty() -> None:
    assert SourceParagraphs("one\ntwo\nthree\n").find("two", None) == QuotePosition(2, 2)
    assert SourceParagraphs("one\ntwo\n\nthree\n").find("two", None) == QuotePosition(1, 1)
    assert SourceParagraphs("").find("two", None) is None


def test_the_closest_sentence_helps_to_find_what_was_meant() -> None:
    assert TEXT.closest("A quota of 12,000 tonnes was agreed on") == "A quota of 11,000 tonnes was agreed."
    assert TEXT.closest("Something else altogether, 77") == ""


def test_the_closest_sentence_is_found_however_its_words_are_typed() -> None:
    many = "Nothing at all was said. " * 30 + "of the and " * 500
    text = SourceParagraphs(f"The council’s boats left. A boat.\n\n{many}")
    assert text.closest("The COUNCIL's boat left") == "The council's boats left."
    assert text.closest("") == ""
    assert SourceParagraphs("").closest("The council") == ""


def test_long_texts_are_read_once_for_all_closest_sentences() -> None:
    """A hundred quotes that are nowhere take under thirty times the calls of the first, for which the text is read."""
    text = SourceParagraphs(
        "\n\n".join(f"Boat {n} of the fleet landed {n * 7} tonnes on day {n % 31}." for n in range(8000))
    )
    first = calls(lambda: text.closest("Boat 77 of the fleet landed 540 tonnes on day 15."))
    others = calls(lambda: [text.closest(f"Boat {n} of a fleet landed {n} tonnes on day 3.") for n in range(100)])
    assert others < 30 * first


@pytest.mark.parametrize(
    ("at", "named"),
    [
        ("¶ 7", {7}),
        ("¶7", {7}),
        ("¶\u00a07", {7}),
        ("¶¶ 7–9", {7, 8, 9}),
        ("¶ 7\u20119", {7, 8, 9}),
        ("paragraphs 7 to 9", {7, 8, 9}),
        ("¶ 7 to ¶ 9", {7, 8, 9}),
        ("para. 7", {7}),
        ("§ 3 and 4", {3, 4}),
        ("¶ 7 and 9", {7, 9}),
        ("¶ 7, ¶ 9", {7, 9}),
        ("¶¶ 3, 5 and 9", {3, 5, 9}),
        ("paragraphs 3, 5, and 7–9", {3, 5, 7, 8, 9}),
        ("¶ 9 to 7", set()),
        ("¶¶ 3, 9 to 7", set()),
        ("page 7", None),
        ("table 1", None),
        ("¶ 7, last line", None),
        ("¶ 7 and", None),
        ("", None),
    ],
)
def test_places_that_name_paragraphs(at: str, named: set[int] | None) -> None:
    assert paragraphs_named(at) == named


@pytest.mark.parametrize("at", ["¶ " + "1" * 5000, "¶ 1000000", "¶ 1 to " + "9" * 5000])
def test_numbers_too_high_for_any_text_are_beyond_it(at: str) -> None:
    named = paragraphs_named(at)
    assert named
    assert max(named) == 100_000


QUOTED = "The landings are 12480 tonnes."


@pytest.mark.parametrize(
    ("at", "faults"),
    [
        ("¶ 2", []),
        ("¶¶ 1 and 2", []),
        ("¶ 3 to 2", ["¶ 3 to 2 ends before it begins"]),
        ("¶ 1 and 3", ["the quote stands in ¶ 2 of the text, not in ¶ 1 and 3"]),
        ("¶ 2, 4", ['the text of "survey" ends with ¶ 3, and has no ¶ 2, 4']),
        ("¶ " + "1" * 5000, None),
    ],
)
def test_facts_are_held_to_the_paragraphs_that_they_name(tmp_path: Path, at: str, faults: list[str] | None) -> None:
    messages = misplaced(tmp_path, at, f"One.\n\n{QUOTED}\n\nThree.\n")
    assert messages == faults if faults is not None else len(messages) == 2


def test_a_text_that_numbers_its_paragraphs_itself_ends_with_its_last_number(tmp_path: Path) -> None:
    assert misplaced(tmp_path, "¶ 40", f"40. {QUOTED}\n\n41. No more.\n") == []


def misplaced(folder: Path, at: str, text: str) -> list[str]:
    """What is said of a fact's place in its source, whose text is given."""
    old = "{id: survey, at: table 1}"
    facts = replaced("/facts.yaml", old, f'{{id: survey, at: "{at}"}}\n  quote: {QUOTED}')
    content = write_desk(folder, {**facts, "sources/survey.txt": text})
    found = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    assert "BG226" not in {fault.code for fault in found}
    return [fault.message for fault in found if fault.code in ("BG224", "BG228")]


def test_the_text_of_a_source_is_its_own_or_that_of_the_one_in_which_it_was_read() -> None:
    report = Source("report", "k", "t", text="The report.")
    statement = Source("statement", "k", "t", via="report")
    circular = Source("circular", "k", "t", via="circular")
    sources = {source.id: source for source in (report, statement, circular)}
    assert text_of(statement, sources) is text_of(report, sources)
    assert text_of(circular, sources) is None
    assert text_of(None, sources) is None

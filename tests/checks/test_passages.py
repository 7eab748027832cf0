"""Where a quote stands in a source's text."""

from __future__ import annotations

import pytest

from briefgen.checks.passages import Found, SourceText, paragraphs_named, text_of
from briefgen.model.edition import Source

TEXT = SourceText("""\
The council’s members met – for the third time.

They agreed on “a quota of
11,000 tonnes”, and on nothing else. They met again.

A quota of 11,000 tonnes was agreed.
""")


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The council's members met - for the third time", Found(1, 1)),
        ('"a quota of 11,000 tonnes"', Found(2, 2)),
        ("They agreed … nothing else", Found(2, 2)),
        ("They agreed ... nothing else", Found(2, 2)),
        ("The council’s members […] nothing else", Found(1, 2)),
        ("quota of 11,000 tonnes", Found(2, 2)),
        ("nothing else … They agreed", None),
        ("quota of 1,000 tonnes", None),
        ("quota of 11,000 tonne", None),
        ("1,000 tonnes", None),
        ("…", None),
        ("", None),
    ],
)
def test_a_quote_is_found_in_its_words_and_their_order(quote: str, found: Found | None) -> None:
    assert TEXT.find(quote, None) == found


def test_a_quote_that_stands_twice_is_found_where_it_is_said_to_stand() -> None:
    assert TEXT.find("quota of 11,000 tonnes", range(3, 4)) == Found(3, 3)
    assert TEXT.find("quota of 11,000 tonnes", range(1, 2)) == Found(2, 2)


def test_lines_are_paragraphs_where_none_is_empty() -> None:
    assert SourceText("one\ntwo\nthree\n").find("two", None) == Found(2, 2)
    assert SourceText("one\ntwo\n\nthree\n").find("two", None) == Found(1, 1)
    assert SourceText("").find("two", None) is None


def test_the_closest_sentence_helps_to_find_what_was_meant() -> None:
    assert TEXT.closest("A quota of 12,000 tonnes was agreed on") == "A quota of 11,000 tonnes was agreed."
    assert TEXT.closest("Something else altogether, 77") == ""


@pytest.mark.parametrize(
    ("at", "named"),
    [
        ("¶ 7", range(7, 8)),
        ("¶7", range(7, 8)),
        ("¶¶ 7–9", range(7, 10)),
        ("paragraphs 7 to 9", range(7, 10)),
        ("para. 7", range(7, 8)),
        ("§ 3 and 4", range(3, 5)),
        ("page 7", None),
        ("table 1", None),
        ("¶ 7, last line", None),
    ],
)
def test_places_that_name_paragraphs(at: str, named: range | None) -> None:
    assert paragraphs_named(at) == named


def test_the_text_of_a_source_is_its_own_or_that_of_the_one_in_which_it_was_read() -> None:
    report = Source("report", "k", "t", text="The report.")
    statement = Source("statement", "k", "t", via="report")
    circular = Source("circular", "k", "t", via="circular")
    sources = {source.id: source for source in (report, statement, circular)}
    assert text_of(statement, sources) is text_of(report, sources)
    assert text_of(circular, sources) is None
    assert text_of(None, sources) is None

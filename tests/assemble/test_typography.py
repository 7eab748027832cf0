from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.assemble.typography import typeset, typeset_text
from briefgen.model.inlines import (
    CrossReference,
    Emphasis,
    Foreign,
    LineBreak,
    Link,
    NoteReference,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import plain_text


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('He said "no".', "He said “no”."),
        ("the ministers' offices don't", "the ministers’ offices don’t"),
        ('"the \'open\' door" ("so called")', "“the ‘open’ door” (“so called”)"),
        ("in the '90s and '7", "in the ’90s and ’7"),
        (
            "'Twas the '80s: fish 'n' chips, bread-'n'-butter; tell 'em 'tisn't",
            "’Twas the ’80s: fish ’n’ chips, bread-’n’-butter; tell ’em ’tisn’t",
        ),
        ("‘Tis ‘em, ‘n’ the ‘80s", "’Tis ’em, ’n’ the ’80s"),
        ("'tis' and 'em' and ‘em’ are words, '5' a number", "‘tis’ and ‘em’ and ‘em’ are words, ‘5’ a number"),
        (
            "'Round tables are better', she said; 'cause they are",
            "‘Round tables are better’, she said; ’cause they are",
        ),
        ("'12 boats left.' In '24 the crews' wives", "‘12 boats left.’ In ’24 the crews’ wives"),
        ("the crews' and crew 's, a 6' wall, Hull' s", "the crews’ and crew ’s, a 6’ wall, Hull’ s"),
        ("(\"'Tis 'so'\")—'yes' ['no'] «'x'»", "(“’Tis ‘so’”)—‘yes’ [‘no’] «‘x’»"),
        ("Sana‘a, ‘Ali and ‘the sea’", "Sana‘a, ‘Ali and ‘the sea’"),
        ("a\u2003'new' quay", "a\u2003‘new’ quay"),
        ('"', "“"),
        ('"so"—"or"/"and"', "“so”—“or”/“and”"),
        ("one - two -- three --- four", "one\u00a0– two\u00a0– three\u00a0— four"),
        ("typed – already — so", "typed\u00a0– already\u00a0— so"),
        ("pages 3--4, and---well", "pages\u00a03–4, and—well"),
        ("well-known, -5, ----, a -b", "well-known, -5, ----, a -b"),
        ("wait... and.... so", "wait… and.... so"),
        ("Mr Dar, Dr Khan, No. 8, p. 4, ¶ 7", "Mr\u00a0Dar, Dr\u00a0Khan, No.\u00a08, p.\u00a04, ¶\u00a07"),
        ("“already” ‘set’ it’s", "“already” ‘set’ it’s"),
        (
            'mail a--b@b.org, "yes" - https://e.org/a--b?c=\'d\' "no"',
            "mail a--b@b.org, “yes”\u00a0– https://e.org/a--b?c='d' “no”",
        ),
        ("", ""),
    ],
)
def test_what_is_typed_is_set(typed: str, set_: str) -> None:
    assert typeset_text(typed) == set_


def test_a_text_is_set_over_its_inlines() -> None:
    content = (
        Text('"'),
        Strong((Text("He"),)),
        Text("'s \""),
        Emphasis((Value("x", text="O'Neill"),)),
        Text('"'),
        NoteReference("n", 1),
        Text(' and "'),
        CrossReference("figure:x", text=""),
        Text('"'),
        LineBreak(),
        Text('"new"'),
    )
    assert plain_text(typeset(content)) == "“He’s “O’Neill” and “” “new”"


def test_addresses_and_other_languages_stay() -> None:
    address = Link((Text("https://example.org/a--b?c='d'"),), "https://example.org")
    foreign = Foreign((Text('l\'"état" - là'),), "fr")
    assert typeset((address, foreign, Text('"'))) == (address, foreign, Text("”"))
    assert typeset((Link((Text('"here"'),), "https://example.org"),))[0].content == (Text("“here”"),)
    assert typeset_text("a--b@example.org") == "a--b@example.org"


@given(st.text("ab \"'-.–—“”‘’¶1"))
def test_what_is_set_stays_set_and_loses_nothing(typed: str) -> None:
    once = typeset_text(typed)
    assert typeset_text(once) == once
    assert [c for c in once if c.isalnum()] == [c for c in typed if c.isalnum()]
    assert "'" not in once
    assert '"' not in once


BOUND = {
    "As Figure 2 and Table 12 show": "As Figure~2 and Table~12 show",
    "Section 4.2, Annex A, Annex 3": "Section~4.2, Annex~A, Annex~3",
    "page 5, pages 12 to 14, note 3": "page~5, pages~12 to 14, note~3",
    "Brief No. 8, nos. 9 and 10, ¶ 9, ¶¶ 3 and 5": "Brief No.~8, nos.~9 and 10, ¶~9, ¶¶~3 and 5",
    "12 April 2031, 3 Sept, April 12, 2031": "12~April~2031, 3~Sept, April~12, 2031",
    "30 km at 5 p.m., 3.5 million fish": "30~km at 5~p.m., 3.5~million fish",
    "In May 2031 may 5 boats land": "In May~2031 may 5 boats land",
    "The figure 2031 boats and annex to it, 30 kmh": "The figure 2031 boats and annex to it, 30 kmh",
}


@pytest.mark.parametrize("typed", BOUND)
def test_labels_hold_on_to_their_numbers(typed: str) -> None:
    assert typeset_text(typed) == BOUND[typed].replace("~", "\u00a0")


def test_one_stop_ends_a_sentence_that_a_fact_ends_with_one() -> None:
    time = Value("dawn", text="6\u00a0a.m.")
    assert plain_text(typeset((Text("It opens at "), time, Text(". It shuts."))))[-19:] == "at 6\u00a0a.m. It shuts."
    assert plain_text(typeset((Text("Open at "), time, Text("?")))) == "Open at 6\u00a0a.m.?"


def test_numbers_that_facts_print_are_held_as_well() -> None:
    inlines = (Text("See page "), Value("p", text="5"), Text(" km off, on "), Value("d", text="12"), Text(" April."))
    assert plain_text(typeset(inlines)) == "See page\u00a05\u00a0km off, on 12\u00a0April."

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.assemble.typography import typeset, typeset_text
from briefgen.languages import languages
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
from briefgen.spans import SourceFile

LANG = "en-GB"


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
    assert typeset_text(typed, LANG) == set_


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
    assert plain_text(typeset(content, LANG)) == "“He’s “O’Neill” and “” “new”"


def test_addresses_and_other_languages_stay() -> None:
    address = Link((Text("https://example.org/a--b?c='d'"),), "https://example.org")
    foreign = Foreign((Text('l\'"état" - là'),), "xx")
    assert typeset((address, foreign, Text('"')), LANG) == (address, foreign, Text("”"))
    assert typeset((Link((Text('"here"'),), "https://example.org"),), LANG)[0].content == (Text("“here”"),)
    assert typeset_text("a--b@example.org", LANG) == "a--b@example.org"


@given(st.text("ab \"'-.–—“”‘’¶1"))
def test_what_is_set_stays_set_and_loses_nothing(typed: str) -> None:
    once = typeset_text(typed, LANG)
    assert typeset_text(once, LANG) == once
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
    assert typeset_text(typed, LANG) == BOUND[typed].replace("~", "\u00a0")


def test_one_stop_ends_a_sentence_that_a_fact_ends_with_one() -> None:
    time = Value("dawn", text="6\u00a0a.m.")
    assert (
        plain_text(typeset((Text("It opens at "), time, Text(". It shuts.")), LANG))[-19:] == "at 6\u00a0a.m. It shuts."
    )
    assert plain_text(typeset((Text("Open at "), time, Text("?")), LANG)) == "Open at 6\u00a0a.m.?"


def test_numbers_that_facts_print_are_held_as_well() -> None:
    inlines = (Text("See page "), Value("p", text="5"), Text(" km off, on "), Value("d", text="12"), Text(" April."))
    assert plain_text(typeset(inlines, LANG)) == "See page\u00a05\u00a0km off, on 12\u00a0April."


OTHERS = {  # ~ is a no-break space, _ a narrow one
    ("fr-FR", 'Oui! Non? "vrai"; fin: 5%.'): "Oui_! Non_? «~vrai~»_; fin~: 5~%.",
    ("fr", "Quoi?! « déjà » ; «fait» : (oui)!"): "Quoi_?! «~déjà~»_; «~fait~»~: (oui)_!",
    ("fr", "l'\"État\", qu'\"il\" dit 'oui' l'été"): "l’«~État~», qu’«~il~» dit “oui” l’été",
    ("fr", "à 12:30, http://a.fr/?b! 1:5 a ?b"): "à 12:30, http://a.fr/?b! 1:5 a_?b",
    ("fr", "Figure 3 et n° 4, M. Dar, 1 mars 2031"): "Figure~3 et n°~4, M.~Dar, 1~mars~2031",
    ("fr", "nos amis, 3 millions d'euros - oui"): "nos amis, 3~millions d’euros~– oui",
    ("fr-CA", '"Oui"; non! fin: 5 %'): "«~Oui~»; non! fin~: 5~%",
    ("fr-CH", '"Oui"; fin:'): "«_Oui_»_; fin_:",
    ("de-DE", "\"Das 'neue' geht's\" - so war's"): "„Das ‚neue‘ geht’s“~– so war’s",
    ("de", "am 25. Februar 2031: 5% von 3 Mio. Euro"): "am 25.~Februar~2031: 5~% von 3~Mio. Euro",
    ("de", "Abb. 3, S. 4, § 5, z. B. 100%ig; gut!"): "Abb.~3, S.~4, §~5, z.~B.~100%ig; gut!",
    ("de-CH", "\"so\" und 'so'"): "«so» und ‹so›",
    ("ar", '"نص" - 25 فبراير 2031؟'): "“نص”~– 25~فبراير~2031؟",
    ("fa", "\"متن\" و 'متن'"): "«متن» و “متن”",
}


@pytest.mark.parametrize(("language", "typed"), OTHERS)
def test_each_language_has_its_own_typography(language: str, typed: str) -> None:
    assert typeset_text(typed, language) == OTHERS[language, typed].replace("~", "\u00a0").replace("_", "\u202f")


@pytest.mark.parametrize("language", languages())
@given(st.text("ab \"'-.–—“”‘’«»„‚¶1:;!?%"))
def test_in_no_language_a_letter_or_a_mark_is_lost(language: str, typed: str) -> None:
    once = typeset_text(typed, language)
    assert typeset_text(once, language) == once
    assert [c for c in once if c.isalnum() or c in ":;!?%¶"] == [c for c in typed if c.isalnum() or c in ":;!?%¶"]
    assert "'" not in once
    assert '"' not in once


def test_words_of_another_language_are_set_by_it() -> None:
    content = (Text('He said "'), Foreign((Text('"oui"!'),), "fr"), Text('" and "no!"'))
    assert plain_text(typeset(content, LANG)) == "He said “«\u00a0oui\u00a0»\u202f!” and “no!”"


def test_signs_are_set_apart_from_what_stands_before_them_in_another_inline() -> None:
    content = (
        Strong((Text("Risque"),)),
        Text(": "),
        Value("x", text="63"),
        Text('%; "'),
        Emphasis((Text("a"),)),
        Text('"!'),
    )
    assert plain_text(typeset(content, "fr")) == "Risque\u00a0: 63\u00a0%\u202f; «\u00a0a\u00a0»\u202f!"


def test_each_character_that_is_set_knows_where_it_was_typed() -> None:
    typed = 'Oui! "fin" -- et...: l\'"a"'
    place = SourceFile("a.md", typed).span(0, len(typed))
    (made,) = typeset((Text(typed, place=place),), "fr")
    assert isinstance(made, Text)
    assert made.place is not None
    assert made.text == "Oui\u202f! «\u00a0fin\u00a0»\u00a0– et…\u00a0: l’«\u00a0a\u00a0»"
    assert len(made.place.each) == len(made.text) + 1
    stretches = zip(made.text, made.place.each, made.place.each[1:], strict=False)
    wrote = [(character, typed[at:end]) for character, at, end in stretches]
    assert [part for sign, part in wrote if sign in "!«»–…’"] == ["!", '"', '"', "--", "...", "'", '"', '"']
    assert "".join(part for _, part in wrote) == typed
    assert [part for sign, part in wrote if sign in "\u00a0\u202f"] == ["", "", "", " ", "", "", ""]

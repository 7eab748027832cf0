"""Acronyms at their first use, and what they stand for."""

from __future__ import annotations

import pytest

from briefgen.model.acronyms import acronyms_in
from briefgen.model.blocks import Block, Heading, Paragraph
from briefgen.model.document import Note
from briefgen.model.inlines import NoteReference, Strong, Text, Value
from tests.places import span_at
from tests.work import HANG, seconds

KNOWN = {"GHQ": "General Headquarters", "KP": "Khyber Pakhtunkhwa", "OCH": "Owners' Club-House, Old"}


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(Text(text, place=span_at("a.md", line, 1, len(text))) for line, text in enumerate(texts, 1)))


def found(*blocks: Block) -> dict[str, tuple[str, bool]]:
    return {each.letters: (each.words, each.is_spelt) for each in acronyms_in(blocks, (), KNOWN)}


@pytest.mark.parametrize(
    ("text", "letters", "words", "spelt"),
    [
        ("The Chief of Army Staff (COAS) spoke.", "COAS", "Chief of Army Staff", True),
        ("Inter-Services Public Relations (ISPR) said", "ISPR", "Inter-Services Public Relations", True),
        ("the High Commissioner for Refugees (HCR)", "HCR", "High Commissioner for Refugees", True),
        ("the HCR (High Commissioner for Refugees) said", "HCR", "High Commissioner for Refugees", True),
        ("at General Headquarters (GHQ) in", "GHQ", "General Headquarters", True),
        ("at Great Headquarters (GHQ) in", "GHQ", "General Headquarters", False),
        ("Non-Governmental Organisations (NGOs) left", "NGO", "Non-Governmental Organisations", True),
        ("Research & Development (R&D) rose", "R&D", "Research & Development", True),
        ("the IMF lent", "IMF", "", False),
        ("the bank (IMF) lent", "IMF", "", False),
        ("a UN-led mission", "UN", "", False),
        ("a UN\u2011led mission", "UN", "", False),
        ("the talks\u2014IMF and others", "IMF", "", False),
        ("an IMF\u2013led talk", "IMF", "", False),
        ("Food, Agriculture and Fisheries (FAF) said", "FAF", "Food, Agriculture and Fisheries", True),
        ("the FAF (Food, Agriculture and Fisheries) said", "FAF", "Food, Agriculture and Fisheries", True),
        ("Food/Agriculture Office (FAO) said", "FAO", "Food/Agriculture Office", True),
        ("Food / Agriculture Office (FAO) said", "FAO", "Food / Agriculture Office", True),
        ("the “Food and Agriculture Office” (FAO) said", "FAO", "Food and Agriculture Office", True),
        ("the Food and Agriculture Office (“FAO”) said", "FAO", "Food and Agriculture Office", True),
        ("the FAO (“Food and Agriculture Office”) said", "FAO", "Food and Agriculture Office", True),
        ("Food and Agriculture Office, (FAO) said", "FAO", "Food and Agriculture Office", True),
        ("Inter\u2011Services Public Relations (ISPR)", "ISPR", "Inter\u2011Services Public Relations", True),
        ("the Boats’ Owners Club (BOC)", "BOC", "Boats’ Owners Club", True),
        ("the Department of Justice (DOJ)", "DOJ", "Department of Justice", True),
        ("Food. The office (FAO) said", "FAO", "", False),
        ("at “General\u00a0Headquarters” (GHQ) in", "GHQ", "General Headquarters", True),
        ("at GENERAL HEADQUARTERS (GHQ) in", "GHQ", "General Headquarters", True),
        ("at the GHQ (“general headquarters”) in", "GHQ", "General Headquarters", True),
        ("at the GHQ (general headquarters of it) in", "GHQ", "General Headquarters", False),
        ("at General Headquarters, the old (GHQ) in", "GHQ", "General Headquarters", False),
        ("the Owners\u2019 Club\u2011House, Old (OCH)", "OCH", "Owners' Club-House, Old", True),
        ("the “Owners' Club-House, Old” (OCH)", "OCH", "Owners' Club-House, Old", True),
        ("the Owners' Club-House (OCH)", "OCH", "Owners' Club-House, Old", False),
        ("the KP government", "KP", "Khyber Pakhtunkhwa", False),
    ],
)
def test_acronyms(text: str, letters: str, words: str, spelt: bool) -> None:
    assert found(paragraph(text)) == {letters: (words, spelt)}


@pytest.mark.parametrize(
    "text",
    [
        "NOTE TO ALL STAFF",
        "A NOTE TO ALL OF THE STAFF",
        "THE CO-OPERATION OF ALL",
        "He read: NOTE TO KP STAFF.",
        "NOTE\u00a0TO\nALL",
        "ÉCOLE DES ARTS",
    ],
)
def test_nothing_is_an_acronym_among_words_in_capitals(text: str) -> None:
    assert found(paragraph(text)) == {}


@pytest.mark.parametrize("text", ["the UN, WHO and ILO", "of WHO. UN and ILO", "WHO (UN) by ILO", "UNs WHO, ILO"])
def test_acronyms_are_told_from_words_in_capitals(text: str) -> None:
    assert found(paragraph(text)).keys() == {"UN", "WHO", "ILO"}


def test_known_acronyms_stand_side_by_side() -> None:
    assert found(paragraph("the GHQ KP staff")).keys() == {"GHQ", "KP"}


@pytest.mark.parametrize(
    "text",
    [
        "Part II and IV of it",
        "F-16 and MH-17",
        "MH\u201117",
        "COVID-19",
        "Mr Dar",
        "ATTENTION",
        "A B C",
        "US$ 5m and HK$3",
    ],
)
def test_what_is_no_acronym(text: str) -> None:
    assert found(paragraph(text)) == {}


def test_the_first_use_counts_over_lines_and_emphasis() -> None:
    assert found(paragraph("Chief of Army ", "Staff (COAS)"), paragraph("COAS"))["COAS"][1]
    assert not found(paragraph("COAS"), paragraph("Chief of Army Staff (COAS)"))["COAS"][1]
    words = Text("Chief of Army Staff", place=span_at("a.md", 1, 3))
    strong = Paragraph((Strong((words,)), Text(" (COAS)", place=span_at("a.md", 1, 24))))
    assert found(strong)["COAS"][1]


def test_names_of_the_ledger_are_read_and_figures_are_not() -> None:
    name = Value("x", text="the World Food Programme", place=span_at("a.md", 1, 1))
    figure = Value("y", text="PKR 5", place=span_at("a.md", 1, 30))
    text = Text(" (WFP) ", place=span_at("a.md", 1, 20))
    assert found(Paragraph((name, text, figure))) == {"WFP": ("World Food Programme", True)}


def test_annexes_are_left_out() -> None:
    annex = Heading(1, (Text("References"),), anchor="section:references")
    assert found(annex, paragraph("the IMF")) == {}


def test_a_note_is_read_behind_the_text_that_refers_to_it() -> None:
    note = Note("one", (paragraph("the WFP and the UN"),))
    unused = Note("two", (paragraph("the IMF"),))
    first = Paragraph(
        (Text("the United Nations (UN)", place=span_at("a.md", 2, 1, 23)), NoteReference("one"), Text(" and others"))
    )
    blocks = (first, first, paragraph("the World Food Programme (WFP)"))
    acronyms = acronyms_in(blocks, (unused, note), KNOWN)
    assert [(each.letters, each.is_spelt, each.place) for each in acronyms] == [
        ("UN", True, span_at("a.md", 2, 21, 2)),
        ("WFP", False, span_at("a.md", 1, 5, 3)),
    ]


def test_a_note_spells_out_for_what_follows_it() -> None:
    note = Note("one", (paragraph("the World Food Programme (WFP)"),))
    blocks = (Paragraph((Text("Food"), NoteReference("one"))), paragraph("the WFP"))
    (acronym,) = acronyms_in(blocks, (note,), KNOWN)
    assert acronym.is_spelt


@pytest.mark.sample(1)
@pytest.mark.parametrize("text", ["Word " * 4 + "(ABCD) ", "NOTE TO ALL (ABCD) ", "GHQ (" + "general " * 3, "A&A&"])
def test_long_texts_take_no_long_time(text: str) -> None:
    blocks = (paragraph(text * 50_000),)
    assert seconds(lambda: acronyms_in(blocks, (), KNOWN)) < HANG

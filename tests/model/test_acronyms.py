"""Acronyms at their first use, and what they stand for."""

from __future__ import annotations

import pytest

from briefgen.errors import Place
from briefgen.model.acronyms import acronyms_in
from briefgen.model.blocks import Block, Heading, Paragraph
from briefgen.model.inlines import Strong, Text, Value

KNOWN = {"GHQ": "General Headquarters", "KP": "Khyber Pakhtunkhwa"}


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(Text(text, place=Place("a.md", line, 1)) for line, text in enumerate(texts, 1)))


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
        ("the KP government", "KP", "Khyber Pakhtunkhwa", False),
    ],
)
def test_acronyms(text: str, letters: str, words: str, spelt: bool) -> None:
    assert found(paragraph(text)) == {letters: (words, spelt)}


@pytest.mark.parametrize("text", ["Part II and IV of it", "F-16 and MH-17", "COVID-19", "Mr Dar", "ATTENTION", "A B C"])
def test_what_is_no_acronym(text: str) -> None:
    assert found(paragraph(text)) == {}


def test_the_first_use_counts_over_lines_and_emphasis() -> None:
    assert found(paragraph("Chief of Army ", "Staff (COAS)"), paragraph("COAS"))["COAS"][1]
    assert not found(paragraph("COAS"), paragraph("Chief of Army Staff (COAS)"))["COAS"][1]
    words = Text("Chief of Army Staff", place=Place("a.md", 1, 3))
    strong = Paragraph((Strong((words,)), Text(" (COAS)", place=Place("a.md", 1, 24))))
    assert found(strong)["COAS"][1]


def test_names_of_the_ledger_are_read_and_figures_are_not() -> None:
    name = Value("x", text="the World Food Programme", place=Place("a.md", 1, 1))
    figure = Value("y", text="PKR 5", place=Place("a.md", 1, 30))
    text = Text(" (WFP) ", place=Place("a.md", 1, 20))
    assert found(Paragraph((name, text, figure))) == {"WFP": ("World Food Programme", True)}


def test_annexes_are_left_out() -> None:
    annex = Heading(1, (Text("References"),), anchor="section:references")
    assert found(annex, paragraph("the IMF")) == {}

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale

from briefgen.ledger.formats import FormatError
from briefgen.ledger.numerals import Numerals
from briefgen.model.edition import NumberStyle, UnitWords
from briefgen.model.labels import labels_for

WORDS = {
    "ru": {"one": "смерть", "few": "смерти", "many": "смертей", "other": "смерти"},
    "fr": {"one": "mort", "many": "de morts"},
}


def counted(language: str, text: str, amount: str, forms: dict[str, str]) -> str:
    unit = {"ru": "смерти", "fr": "morts"}[language]
    numerals = Numerals(Locale(language), NumberStyle(), labels_for("en"), {unit: UnitWords(forms)})
    return numerals.counted(text.replace(" ", "\u00a0"), Decimal(amount), unit).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("language", "text", "amount", "printed"),
    [
        ("ru", "21", "21", "21_смерть"),
        ("ru", "3", "3", "3_смерти"),
        ("ru", "1 616", "1616", "1_616_смертей"),
        ("ru", "3,5", "3.5", "3,5_смерти"),
        ("ru", "3,5 миллиона", "3500000", "3,5_миллиона смертей"),
        ("fr", "1,5", "1.5", "1,5_mort"),
        ("fr", "3,5 millions", "3500000", "3,5_millions de morts"),
        ("fr", "3,5 mille", "3500", "3,5_mille morts"),
        ("fr", "3 500 000", "3500000", "3_500_000_morts"),
    ],
)
def test_what_is_counted_takes_the_form_of_its_number(language: str, text: str, amount: str, printed: str) -> None:
    assert counted(language, text, amount, WORDS[language]) == printed


def test_a_form_that_the_desk_does_not_give_is_asked_for_with_those_it_gives() -> None:
    with pytest.raises(FormatError) as caught:
        counted("ru", "5", "5", {"one": "смерть"})
    assert caught.value.message == '"смерти" has no plural "many" to print with 5'
    assert caught.value.hint == "add `смерти: {one: смерть, few: ..., many: ...}` to units in desk.yaml"

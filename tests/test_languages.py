from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any
from unicodedata import category, is_normalized

import pytest
from babel import Locale

from briefgen.charts import CHART_TYPES
from briefgen.installed import house_folder
from briefgen.languages import entries_of, languages
from briefgen.model.direction import script_of
from briefgen.model.labels import Labels, Separators, labels_for
from briefgen.model.truetype import characters
from briefgen.theme import Role
from tests.house import house


def filled(text: str) -> set[str]:
    """What is filled in a label."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(entry: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each text of an entry with its key."""
    if isinstance(entry, str):
        yield key, entry
    else:
        for name, inner in entry.items() if isinstance(entry, Mapping) else enumerate(entry):
            yield from texts(inner, f"{key}/{name}")


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_label_once_and_no_other(language: str) -> None:
    assert "en" in languages()
    written = (house_folder() / "languages" / f"{language}.yaml").read_text(encoding="utf-8")
    labels = re.split(r"^(?=\w)", written.partition("\nlabels:\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    keys = re.findall(r"^  (\w+):", labels, re.MULTILINE)
    assert len(keys) > 160
    assert sorted(keys) == sorted(Labels.__annotations__)


@pytest.mark.parametrize("language", languages())
def test_a_language_has_a_word_for_every_kind_of_chart(language: str) -> None:
    assert len(CHART_TYPES) > 5
    assert set(labels_for(language).chart_kinds) == set(CHART_TYPES)


@pytest.mark.parametrize("language", languages())
def test_each_text_of_a_language_can_be_printed(language: str) -> None:
    for key, text in texts(entries_of(language)):
        assert text, key
        assert is_normalized("NFC", text), key
        assert not any(category(sign) in ("Cc", "Co", "Cn") for sign in text), key


@pytest.mark.parametrize("language", languages())
def test_each_label_of_a_language_is_filled_as_in_english(language: str) -> None:
    english, own = entries_of("en")["labels"], entries_of(language)["labels"]
    for key, entry in english.items():
        forms, known = list(_of_one_label(own[key])), list(_of_one_label(entry))
        assert len(forms) == len(known), key
        for form, example in zip(forms, known, strict=True):
            assert filled(" ".join(form.values())) == filled(" ".join(example.values())), key


@pytest.mark.parametrize("language", languages())
def test_what_is_counted_has_a_text_for_each_plural_of_the_language(language: str) -> None:
    """One that leaves its number out stands beside that number alone: "a third"."""
    rule = Locale(language).plural_form
    labels = entries_of(language)["labels"]
    counted = [(key, form) for key, entry in labels.items() for form in _of_one_label(entry) if "other" in form]
    assert len(counted) > 10
    for key, form in counted:
        assert form.keys() == rule.tags | {"other"}, form
        numbers = range(1, 9) if key == "part_names" else range(200)
        for name, text in form.items():
            is_for_one = sum(rule(number) == name for number in numbers) == 1
            assert is_for_one or filled(text) == filled(form["other"]), text


def _of_one_label(entry: Any) -> Iterator[Mapping[str, str]]:
    """The forms of a label, each of whose texts is filled alike: one, or those of its plural."""
    match entry:
        case str():
            yield {"": entry}
        case Mapping() if "other" in entry:
            yield entry
        case Mapping():
            yield from ({"": text} for text in entry.values())
        case _:
            for inner in entry:
                yield from _of_one_label(inner)


@pytest.mark.parametrize("language", languages())
def test_a_language_says_how_its_texts_are_set(language: str) -> None:
    english, own = (entries_of(name)["typography"] for name in ("en", language))
    assert own.keys() - {"regions"} == english.keys()
    for key in ("quotes", "dashes", "elisions", "dates", "bound"):
        assert own[key].keys() == english[key].keys(), key
    for entries in (own, *own.get("regions", {}).values()):
        assert entries.keys() <= own.keys()
        assert set(entries.get("spaces", {}).values()) <= {"\u00a0", "\u202f"}
        assert all(len(pair) == 2 for pair in entries.get("quotes", {}).values())


@pytest.mark.parametrize("tag", ["xx", "", "../theme", "en/../en"])
def test_only_the_name_of_a_file_is_a_language(tag: str) -> None:
    with pytest.raises(KeyError):
        labels_for(tag)


def test_a_language_is_read_once() -> None:
    assert labels_for("EN-gb") is labels_for("en")


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_separator_filled_as_in_english(language: str) -> None:
    english, own = entries_of("en")["separators"], entries_of(language)["separators"]
    assert own.keys() == english.keys() == Separators.__annotations__.keys()
    assert {key: filled(text) for key, text in own.items()} == {key: filled(text) for key, text in english.items()}


def test_what_fills_a_text_from_the_right_moves_nothing_around_it() -> None:
    labels = labels_for("ur")
    assert labels.version_because.format(version=2, reason="نیا عدد") == "⁨2⁩: نیا عدد"
    assert labels.lead(labels.source) + labels.listed(["UNHCR", "2025", "کابل"]) == "ماخذ: ⁨UNHCR⁩، ⁨2025⁩، کابل"
    assert labels.more_than.format(amount="⁦63%⁩") == "⁦63%⁩ سے زیادہ"
    assert labels.counted(labels.days_left_count, 3) == "⁨3⁩\u00a0دن باقی"
    assert labels_for("de").more_than.format(amount="63 %") == "mehr als 63 %"


@pytest.mark.parametrize("language", languages())
def test_a_language_says_whose_words_these_are(language: str) -> None:
    source = entries_of(language).get("source", "")
    assert language == "en" or len(source) > 20


@pytest.mark.parametrize("language", languages())
def test_the_fonts_of_its_script_have_every_character_of_a_language(language: str) -> None:
    theme = house()
    known = set(characters(theme.face(Role.BODY).data))
    if writing := theme.writing(language, script_of(language)):
        known |= set(characters(writing.family.faces[0].data))
    printed = [texts(entries_of(language)[key]) for key in ("labels", "separators")]
    letters = {sign for pairs in printed for _, text in pairs for sign in text}
    assert len(letters) > 40
    assert {sign for sign in letters if ord(sign) not in known} == set()


@pytest.mark.parametrize("language", languages())
def test_the_quotation_marks_of_a_language_are_pairs(language: str) -> None:
    quotes = entries_of(language)["typography"]["quotes"]
    assert quotes.keys() == {"outer", "inner"}
    assert all(len(pair) == 2 for pair in quotes.values())

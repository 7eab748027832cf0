from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any
from unicodedata import category, is_normalized

import pytest

from briefgen.charts import CHART_TYPES
from briefgen.installed import house_folder
from briefgen.languages import entries_of, languages
from briefgen.model.labels import Labels, labels_for


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
def test_each_text_of_a_language_can_be_printed_and_filled_as_in_english(language: str) -> None:
    english, own = dict(texts(entries_of("en")["labels"])), dict(texts(entries_of(language)["labels"]))
    assert own.keys() == english.keys()
    for key, text in own.items():
        assert text.strip(), key
        assert is_normalized("NFC", text), key
        assert not any(category(sign) in ("Cc", "Co", "Cn") for sign in text), key
        assert filled(text) == filled(english[key]), key


@pytest.mark.parametrize("tag", ["xx", "", "../theme", "en/../en"])
def test_only_the_name_of_a_file_is_a_language(tag: str) -> None:
    with pytest.raises(KeyError):
        labels_for(tag)


def test_a_language_is_read_once() -> None:
    assert labels_for("EN-gb") is labels_for("en")

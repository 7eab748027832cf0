"""Entries of content files: what they hold, and the words and order of all that can be wrong with one."""

from __future__ import annotations

import pickle

import pytest

from briefgen.content import yaml
from briefgen.content.entries import entry_of, keys_of, value_type
from briefgen.content.schema import (
    CitationEntry,
    ColumnEntry,
    DeskFile,
    EditionFile,
    FactEntry,
    FigureEntry,
    MarkedEntry,
    SchemaEntry,
    SeriesEntry,
    SinceEntry,
    TableEntry,
)
from briefgen.content.validate import Validated, validated
from briefgen.spans import SourceFile

EXPECTED = "stands here; expected"
FIGURE = "kind: bars, title: t, caption: c"


def read(model: type[SchemaEntry], text: str) -> Validated[SchemaEntry]:
    node = yaml.parse_yaml(SourceFile("a.yaml", "{" + text + "}").passage()).node
    assert node is not None
    return validated(model, node)


@pytest.mark.parametrize(
    ("model", "text", "message", "hint"),
    [
        (CitationEntry, "id: a, at: 3", f"the number 3 {EXPECTED} a text", 'put it in quotes: "3"'),
        (CitationEntry, "id: a, at: [b]", f"a list {EXPECTED} a text", ""),
        (DeskFile, "name: a, cover: yes", f'the text "yes" {EXPECTED} true or false', "write true"),
        (DeskFile, "name: a, cover: 1", f"the number 1 {EXPECTED} true or false", ""),
        (DeskFile, "name: a, cover: null", f"nothing {EXPECTED} true or false", ""),
        (SinceEntry, "limit: 2.5", f"the number 2.5 {EXPECTED} a whole number", ""),
        (SinceEntry, "limit: true", f"true (yes or no) {EXPECTED} a whole number", ""),
        (SinceEntry, "limit: 0", f"the number 0 {EXPECTED} at least 1", ""),
        (FactEntry, "label: a, formula: b, round: 11", f"the number 11 {EXPECTED} at most 10", ""),
        (DeskFile, "name: a, logo: {file: f, alt: a, height: tall}", f'the text "tall" {EXPECTED} a number', ""),
        (DeskFile, "name: a, logo: {file: f, alt: a, height: 4.5}", f"the number 4.5 {EXPECTED} at least 5", ""),
        (DeskFile, "name: a, names: b", f'the text "b" {EXPECTED} a list, such as [one, two]', ""),
        (DeskFile, "name: a, units: [b]", f"a list {EXPECTED} a mapping of keys to values", ""),
        (DeskFile, "name: a, since: 3", f"the number 3 {EXPECTED} a mapping of keys to values", ""),
        (DeskFile, "name: a, since: limit:3", f'the text "limit:3" {EXPECTED} a mapping of keys to values', "space"),
        (DeskFile, "name: a, online: b", f'the text "b" {EXPECTED} an address, such as https://', ""),
        (DeskFile, "name: a, pdf: ua-1", f'the text "ua-1" {EXPECTED} one of ua-1+a-2a, ua-2+a-4f', "mean"),
        (DeskFile, "name: a, formats: [[]]", f"a list {EXPECTED} one of pdf, docx, html, txt, eml", ""),
        (
            FigureEntry,
            "kind: bar, title: t, caption: c, facts: [a]",
            f'the text "bar" {EXPECTED} one of bars',
            '"bars"?',
        ),
        (FigureEntry, f"{FIGURE}, facts: []", "the list has 0 items; expected at least 1", ""),
        (
            EditionFile,
            "title: a, date: 2025-01-01, key_figures: [1, 2, 3, 4, 5]",
            "the list has 5 items; expected at",
            "",
        ),
        (CitationEntry, "id: a, att: b", 'the key "att" is not known here', 'did you mean "at"?'),
        (
            EditionFile,
            "title: a, date: 2031-05-05, formats: [pdf]",
            'the key "formats" is not known here',
            "it is a key of desk.yaml",
        ),
        (DeskFile, "name: a, bottom_line: b", 'the key "bottom_line" is not known', "it is a key of edition.yaml"),
        (CitationEntry, "id: a, page: b", 'the key "page" is not known here', "the keys here are: id, at"),
        (CitationEntry, "at: b", 'the key "id" is missing', 'add a line "id: ..."'),
    ],
)
def test_the_words_of_a_fault(model: type[SchemaEntry], text: str, message: str, hint: str) -> None:
    (fault,) = read(model, text).diagnostics
    assert fault.message.startswith(message)
    assert (hint in fault.hint) if hint else (fault.hint == "")


def test_all_faults_are_told_in_the_order_of_the_keys_and_those_of_unknown_ones_last() -> None:
    text = "foo: 1, parts: [A, b, 3], round: 99, source: {id: A, at: 2}, for: [4], bar: 2, value: 1"
    found = [(fault.message.split(" stands")[0], fault.place.column) for fault in read(FactEntry, text).diagnostics]
    assert found == [
        ("the number 4", text.index("4") + 2),
        ('the key "label" is missing', 1),
        ("the number 99", text.index("99") + 2),
        ('"A" is not an id', text.index("A, at") + 2),
        ("the number 2", text.index("2}") + 2),
        ('"A" is not an id', text.index("A, b") + 2),
        ("the number 3", text.index("3]") + 2),
        ('the key "foo" is not known here', text.index("foo") + 2),
        ('the key "bar" is not known here', text.index("bar") + 2),
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("rows: {name: {data: 1}}", 'the key "data" is not known here', "the keys here are: for, marking, id, name"),
        ("columns: {id: {as: figur}}", "one of figure, text, date", 'did you mean "figure"?'),
        (
            "columns: {unit: {rows: {}}}",
            'the key "rows" is not known here',
            "the keys here are: for, marking, id, name",
        ),
    ],
)
def test_a_name_that_an_author_gives_is_no_key(text: str, message: str, hint: str) -> None:
    (fault,) = read(TableEntry, f"source: a, {text}").diagnostics
    assert message in fault.message
    assert fault.hint.startswith(hint)


def test_what_is_faulty_is_left_out_and_what_is_sound_is_kept() -> None:
    found = read(SeriesEntry, "name: a, facts: [A, b, 3, null], for: 3")
    assert len(found.diagnostics) == 3
    assert found.entry == entry_of(SeriesEntry, {"name": "a", "facts": ["b", None]})


def test_an_entry_has_what_was_written_and_defaults_for_the_rest() -> None:
    entry = entry_of(ColumnEntry, {"as": "date", "id": "a"})
    assert entry.given == {"as_", "id"}
    assert (entry.id, entry.as_.value, entry.name, entry.unit, entry.for_) == ("a", "date", "", None, ())
    assert entry == entry_of(ColumnEntry, {"id": "a", "as": "date"}) == pickle.loads(pickle.dumps(entry))  # noqa: S301
    assert entry != entry_of(ColumnEntry, {"as": "date"}) != CitationEntry(id="a")
    assert repr(CitationEntry(id="a")) == "CitationEntry({'id': 'a'})"


def test_keys_are_named_as_in_files_and_those_that_entries_share_come_first() -> None:
    assert keys_of(MarkedEntry) == ["for", "marking"]
    assert keys_of(ColumnEntry)[:5] == ["for", "marking", "id", "name", "as"]


def test_short_forms() -> None:
    assert entry_of(SeriesEntry, {"name": "a", "facts": ["b", {"fact": "c"}, None], "for": "press"}) == entry_of(
        SeriesEntry, {"name": "a", "facts": [{"fact": "b"}, {"fact": "c"}, None], "for": ["press"]}
    )


@pytest.mark.parametrize("annotation", [float, int | str, "Plain"])
def test_an_annotation_that_says_nothing_of_content_files(annotation: object) -> None:
    with pytest.raises(KeyError):
        value_type(annotation)

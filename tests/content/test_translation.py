"""What a translation has of its original: words laid over its ledger, and files that it cannot have."""

from __future__ import annotations

import pytest

from briefgen.api import open_project
from briefgen.content import Memory
from briefgen.content.labels import LabelOverlay
from briefgen.content.source_reader import SourceReader
from tests.desk import EDITION
from tests.translated import FRENCH, TRANSLATION, changed, files, found

HEADER, LABELS = "edition.yaml", "labels.yaml"

CASES = {
    "words of a fact": (LABELS, "  quota: {label: Quota}\n", "", "BG807", '"quota" is not translated (label)'),
    "name": (LABELS, "name: Mme Anna Berg, ", "", "BG807", '"chair" is not translated (name)'),
    "marking of the desk": (LABELS, "{Official: Officiel, ", "{", "BG807", "markings"),
    "words of no fact": (LABELS, "  quota: {label", "  quotas: {label", "BG808", 'nothing called "quotas"'),
    "words that the original lacks": (LABELS, "{label: Quota}", "{label: Quota, caveat: Non}", "BG808", "no caveat"),
    "figure for a name": (LABELS, "{label: Quota}", "{label: Quota, name: Quota}", "BG808", "no name"),
}


@pytest.mark.parametrize("case", CASES)
def test_words_that_are_missing_or_unknown_are_named(case: str) -> None:
    path, old, new, code, words = CASES[case]
    faults = [fault for fault in found(changed(path, old, new)) if fault.code == code]
    assert any(words in fault.message for fault in faults), [fault.message for fault in faults]


def test_the_ledger_is_the_originals_in_other_words() -> None:
    original, translated = (open_project(Memory(files()))[name].facts() for name in (EDITION, TRANSLATION))
    assert [row["value"] for row in original.ledger if row["id"] != "chair"] == [
        row["value"] for row in translated.ledger if row["id"] != "chair"
    ]
    labels = {row["id"]: row["label"] for row in translated.ledger}
    assert labels["landings"] == "Débarquements"
    draft = translated.checked.draft
    assert draft is not None
    edition = draft.edition
    assert (edition.marking, edition.desk.markings, edition.distribution) == (
        "Officiel",
        ("Officiel", "Officiel sensible"),
        ("Cabinet du ministre",),
    )
    assert draft.document.front.desk == "Bureau de la pêche"


def test_what_the_header_does_not_say_is_the_originals() -> None:
    keys = ("number: 19", "period: 2031-04", "marking: Official", "audience: [Ministre]", "distribution: weekly")
    text = files()[f"{TRANSLATION}/edition.yaml"].decode()
    for key in keys:
        assert f"{key}\n" in text
        text = text.replace(f"{key}\n", "")
    tree = Memory({**files(), f"{TRANSLATION}/edition.yaml": text.encode()})
    report = open_project(tree)[TRANSLATION].facts()
    draft = report.checked.draft
    assert draft is not None
    edition = draft.edition
    assert not [fault for fault in report.diagnostics if fault.is_error]
    assert (edition.number, edition.marking, edition.audience) == ("19", "Officiel", ("Minister",))
    assert (edition.period and edition.period.text, edition.distribution) == ("2031-04", ("Cabinet du ministre",))


def test_a_file_of_the_ledger_is_refused() -> None:
    faults = found({f"{TRANSLATION}/facts.yaml": "quota: {value: 1, label: Quota, source: survey}\n"})
    assert [(fault.code, fault.place.file.rpartition("/")[2]) for fault in faults] == [("BG802", "facts.yaml")]


@pytest.mark.parametrize("name", ["2031-05-05-hering", TRANSLATION, "..", "../content", "data"])
def test_what_cannot_be_translated_is_named(name: str) -> None:
    (fault,) = found(changed(HEADER, f"translates: {EDITION}", f"translates: {name}"))
    assert fault.code == "BG801"
    assert "which is not there" in fault.message or "no edition but another one" in fault.message


def test_a_translation_of_a_translation_is_led_to_the_original() -> None:
    other = f"{EDITION}-de"
    header = changed(HEADER, f"translates: {EDITION}", f"translates: {other}")
    german = {f"{other}/edition.yaml": FRENCH[HEADER].replace("language: fr", "language: de")}
    (fault,) = found({**header, **german})
    assert (fault.code, fault.hint) == ("BG801", f"translate {EDITION}")


@pytest.mark.parametrize(
    "text", ["desk: {name: [", FRENCH[LABELS].replace("{label: Quota}", "{label: [Quota]}"), "- a\n"]
)
def test_labels_that_cannot_be_read_are_the_only_fault(text: str) -> None:
    assert [fault for fault in found({f"{TRANSLATION}/{LABELS}": text}) if fault.is_error]
    assert "BG807" not in [fault.code for fault in found({f"{TRANSLATION}/{LABELS}": text})]


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("label", "label: ..."),
        ("row north", "rows: {north: ...}"),
        ("column share", "columns: {share: ...}"),
        ("label of quota", "labels: {quota: ...}"),
    ],
)
def test_missing_words_are_shown_as_the_file_has_them(what: str, written: str) -> None:
    reading = SourceReader(Memory({}))
    LabelOverlay("tables", None, reading.place("labels.yaml")).report_missing("clinics", [what], reading)
    (fault,) = reading.diagnostics
    assert fault.hint == f"write in labels.yaml, under tables: `clinics: {{{written}}}`"


def test_an_original_with_errors_is_named() -> None:
    faults = found(changed("original/sections/20-vote.md", "{{ chair }} chairs", "{{ chair chairs"))
    assert "BG801" in [fault.code for fault in faults]


def test_a_confirmation_that_cannot_be_read_says_nothing_of_the_texts() -> None:
    faults = found({f"{TRANSLATION}/translated.yaml": "edition: ["})
    assert [fault.place.file.endswith("translated.yaml") for fault in faults if fault.is_error] == [True]
    assert ["nobody has confirmed" in fault.message for fault in faults if fault.code == "BG809"] == [True]

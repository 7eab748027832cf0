"""A translation against its original: what differs is named at both places, and what agrees is not."""

from __future__ import annotations

import pytest

from briefgen.api import open_project
from briefgen.content import Memory
from briefgen.errors import UsageError
from tests.desk import EDITION
from tests.translated import FRENCH, TRANSLATION, changed, files, found

HEADER, LABELS, LANDINGS, VOTE = "edition.yaml", "labels.yaml", "sections/10-landings.md", "sections/20-vote.md"


def test_a_faithful_translation_has_no_fault() -> None:
    assert found() == []


CASES = {
    "missing figure": (LANDINGS, "de {{ excess }}.", "de loin.", "BG803", "prints {{ excess }} here"),
    "other figure": (LANDINGS, "de {{ excess }}.", "de {{ quota }}.", "BG803", "{{ quota }} is not printed by"),
    "added figure": (
        VOTE,
        "préside",
        "({{ rise }}) préside",
        "BG803",
        "{{ rise }} is not printed",
    ),
    "figure of another text": (HEADER, "title: Le hareng", "title: Le hareng {{ rise }}", "BG803", "{{ rise }}"),
    "date for days": (
        VOTE,
        "dans {{ vote | days_left }}",
        "le {{ vote }}",
        "BG803",
        "{{ vote | days_left }}",
    ),
    "place in a source": (LANDINGS, "[table 1]", "[table 2]", "BG803", "(source:survey) 2 is not printed"),
    "source": (LANDINGS, "#source:survey", "#source:minutes", "BG803", "(source:minutes) 1"),
    "reference": (LANDINGS, "[](#section:vote)", "[](#figure:dates)", "BG803", "(figure:dates)"),
    "exchanged cells": (LANDINGS, "{{ quota }} |", "{{ landings }} |", "BG803", "{{ landings }}"),
    "note in another place": (
        LANDINGS,
        "[^weighed]: Pesé au quai.",
        "[^weighed]: Pesé : {{ quota }}.",
        "BG803",
        "{{ quota }}",
    ),
    "figure of a label": (
        LABELS,
        "{{ edition_date | year }}",
        "{{ edition_date }}",
        "BG803",
        "{{ edition_date | year }}",
    ),
    "key figure": (HEADER, "{fact: rise,", "{fact: excess,", "BG803", "{{ excess }}"),
    "exchanged figures": (
        HEADER,
        "{{ landings | unit }}, soit {{ rise | signed }}",
        "{{ rise | signed }}, soit {{ landings | unit }}",
        "BG804",
        "{{ rise }} and what follows stand in another order",
    ),
    "missing paragraph": (
        VOTE,
        "{{ chair }} préside le conseil qui votera le {{ vote | long }}, dans {{ vote | days_left }}.\n\n",
        "",
        "BG805",
        'the paragraph "{{ chair }} chairs the council that votes…" of the original',
    ),
    "added paragraph": (VOTE, "![](figure:dates)", "Rien.\n\n![](figure:dates)", "BG805", 'the paragraph "Rien."'),
    "missing figure of a section": (VOTE, "![](figure:dates)", "", "BG805", "the figure:dates"),
    "missing row": (LANDINGS, "| Quota         |    {{ quota }} |\n", "", "BG805", "the row"),
    "missing key figure": (HEADER, "  - {fact: rise, format: signed, caption: en un an}\n", "", "BG805", "key figure"),
    "number": (HEADER, "number: 19", "number: 91", "BG806", "the number is 91"),
    "period": (HEADER, "period: 2031-04", "period: 2031-03", "BG806", "the period is 2031-03"),
    "marking": (
        HEADER,
        "marking: Official",
        "marking: Official-Sensitive",
        "BG806",
        "the marking is",
    ),
    "marking of a section": (VOTE, "title: Le vote", "title: Le vote\nmarking: Official-Sensitive", "BG806", "section"),
    "kind of a section": (
        VOTE,
        "title: Le vote",
        "title: Le vote\nkind: annex",
        "BG806",
        "the kind of",
    ),
    "clearance": (HEADER, ", date: 2031-05-04", "", "BG806", "the clearances is open, open"),
    "audience": (HEADER, "[Ministre]", "[Ministre, Presse]", "BG806", "audience"),
    "changed since": (
        "original/sections/20-vote.md",
        "chairs the council",
        "leads the council",
        "BG809",
        "has changed",
    ),
    "changed words of a fact": (
        "original/figures.yaml",
        "title: The vote comes in June",
        "title: The vote comes soon",
        "BG809",
        "has changed",
    ),
}


@pytest.mark.sample(8)
@pytest.mark.parametrize("case", CASES)
def test_what_differs_is_named(case: str) -> None:
    path, old, new, code, words = CASES[case]
    faults = [fault for fault in found(changed(path, old, new)) if fault.code == code]
    assert faults, case
    assert any(words in fault.message for fault in faults), [fault.message for fault in faults]
    if code in ("BG803", "BG804", "BG809"):
        here, there = (str(faults[0].place), faults[0].message)
        assert {TRANSLATION, EDITION} == {name for name in (TRANSLATION, EDITION) if f"{name}/" in here + there}


@pytest.mark.parametrize("key", ["number", "period", "marking"])
def test_a_detail_that_differs_is_named_at_its_line(key: str) -> None:
    path, old, new, code, _ = CASES[key]
    (fault,) = [each for each in found(changed(path, old, new)) if each.code == code]
    assert fault.place.line == FRENCH[path].replace(old, new).split("\n").index(new) + 1


@pytest.mark.parametrize("case", ["missing paragraph", "missing row", "missing key figure"])
def test_what_is_missing_is_named_where_it_is_to_stand(case: str) -> None:
    path, old, new, code, _ = CASES[case]
    hints = [each.hint for each in found(changed(path, old, new)) if each.code == code]
    assert any(f"{TRANSLATION}/{path}:" in hint for hint in hints), hints


def test_markings_that_a_translation_calls_alike_are_an_error() -> None:
    faults = found(changed(LABELS, "Official-Sensitive: Officiel sensible", "Official-Sensitive: Officiel"))
    (fault,) = [each for each in faults if each.code == "BG105"]
    assert '"Officiel" is the translation of two markings' in fault.message
    assert (
        fault.place.line
        == FRENCH[LABELS].split("\n").index("  markings: {Official: Officiel, Official-Sensitive: Officiel sensible}")
        + 1
    )


def test_two_facts_that_a_translation_calls_alike_are_named_where_it_does() -> None:
    faults = found(changed(LABELS, "quota: {label: Quota}", "quota: {label: Débarquements}"))
    assert {each.place.file.rpartition("/")[2] for each in faults if each.code == "BG219"} == {LABELS}


def test_a_figure_that_moved_is_named_once_with_all_three_places() -> None:
    moved = changed(LANDINGS, "de {{ excess }}.", "de loin.") | changed(VOTE, "préside", "({{ excess }}) préside")
    (fault,) = found(moved)
    assert (fault.code, fault.place.file.rpartition("/")[2]) == ("BG803", "20-vote.md")
    assert f"{EDITION}/sections/10-landings.md:5:" in fault.message
    assert f"{TRANSLATION}/sections/10-landings.md:5:" in fault.hint


def test_a_translation_in_the_making_is_not_confirmed() -> None:
    (fault,) = found({f"{TRANSLATION}/translated.yaml": None})
    assert (fault.code, fault.is_error) == ("BG809", False)


def test_a_typed_figure_is_led_to_the_ledger_of_the_original() -> None:
    faults = found(changed("sections/20-vote.md", "préside le conseil", "préside les 37 du conseil"))
    hints = [fault.hint for fault in faults if fault.code == "BG201"]
    assert [hint.partition(",")[0] for hint in hints] == [f"add to {EDITION}/facts.yaml"]


def test_what_its_language_is_not_read_for_is_said_where_it_is_named() -> None:
    (note,) = open_project(Memory(files()))[TRANSLATION].facts().checked.notes
    assert note.place.file.endswith(f"{TRANSLATION}/edition.yaml")
    assert note.place.line == FRENCH["edition.yaml"].split("\n").index("language: fr") + 1


@pytest.mark.parametrize("act", ["typed_figures", "take"])
def test_facts_of_a_translation_are_made_in_its_original(act: str) -> None:
    with pytest.raises(UsageError, match=f"is a translation, and prints the facts of {EDITION}: "):
        getattr(open_project(Memory(files()))[TRANSLATION], act)()

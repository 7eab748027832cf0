"""The files of a translation to begin with: what the week before has of the same words is taken from there."""

from __future__ import annotations

from briefgen.api import open_project
from briefgen.content import Memory
from tests.desk import EDITION
from tests.translated import FRENCH, TRANSLATION, files

NEXT = "2031-05-12-herring"
VOTE = "{{ chair }} chairs the council"


def begun(changes: dict[tuple[str, str], str], language: str = "fr") -> dict[str, str]:
    """The files of a translation of the next edition, whose words are those of the last but for some changes."""
    own = files()
    for path, data in files().items():
        if path.startswith(f"{EDITION}/"):
            text = data.replace(b"date: 2031-05-05", f"follows: {EDITION}\ndate: 2031-05-12".encode())
            name = path.removeprefix(f"{EDITION}/")
            for (file, old), new in changes.items():
                assert file != name or old.encode() in text
                text = text.replace(old.encode(), new.encode()) if file == name else text
            own[f"{NEXT}/{name}"] = text
    made = open_project(Memory(own))[NEXT].start_translation(language).after
    return {path.removeprefix(f"{NEXT}-{language}/"): data.decode(errors="replace") for path, data in made.items()}


def test_what_has_not_changed_is_as_it_was_translated() -> None:
    made = begun({})
    for path in ("sections/20-vote.md", "sections/10-landings.md"):
        assert made[path].split() == FRENCH[path].split()
    assert made["edition.yaml"].startswith("# yaml-language-server")
    assert f"translates: {NEXT}\nlanguage: fr\ndate: 2031-05-12\n" in made["edition.yaml"]
    assert "\ntitle: Le hareng\n" in made["edition.yaml"]
    assert NEXT in made["translated.yaml"]
    assert EDITION not in made["translated.yaml"]
    assert made["halves.png"] == files()[f"{TRANSLATION}/halves.png"].decode(errors="replace")


def test_what_has_changed_is_a_comment() -> None:
    made = begun({("sections/20-vote.md", VOTE): "{{ chair }} leads the council", ("edition.yaml", "Herring"): "Boats"})
    assert "<!--\n{{ chair }} leads the council" in made["sections/20-vote.md"]
    assert "![](figure:dates)\n" in made["sections/20-vote.md"]
    assert made["sections/10-landings.md"].split() == FRENCH["sections/10-landings.md"].split()
    assert "\n# title: Boats\n" in made["edition.yaml"]


def test_labels_of_the_same_words_are_taken_each_by_itself() -> None:
    made = begun({("facts.yaml", "label: Landings"): "label: All landings"})["labels.yaml"]
    assert "\nfacts:\n" in made
    assert '#     label: "All landings"\n' in made
    assert '\n  chair:\n    name: "Mme Anna Berg"\n' in made


def test_another_language_takes_nothing() -> None:
    made = begun({}, "de")
    assert "translated.yaml" not in made
    assert "<!--\n" + VOTE in made["sections/20-vote.md"]

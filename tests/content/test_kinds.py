"""Kinds of edition: each a data file that says what an edition has unless the desk or the edition says otherwise."""

from __future__ import annotations

from pathlib import Path

from briefgen.content import Folder, load_edition
from briefgen.content.kinds import kind_names, kind_of
from briefgen.model.kind import BRIEF, ContentsRule, ListedReferences
from tests.desk import EDITION, FILES, write_desk

HEADER = FILES[f"{EDITION}/edition.yaml"]


def test_a_brief_is_what_an_edition_is_that_names_no_kind(tmp_path: Path) -> None:
    assert kind_names()[0] == BRIEF.name
    assert kind_of(BRIEF.name) == BRIEF
    loaded = load_edition(Folder(write_desk(tmp_path)), EDITION)
    assert loaded.edition
    assert loaded.edition.kind == BRIEF


def test_a_kind_that_there_is_not_is_named_with_the_nearest(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"/edition.yaml": f"{HEADER}kind: submision\n"})
    (found,) = load_edition(Folder(content), EDITION).diagnostics
    assert (found.code, found.hint) == ("BG105", 'did you mean "submission"?')
    assert found.place.file.endswith("edition.yaml")


def test_what_a_desk_or_an_edition_says_wins_over_the_kind(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"desk.yaml": f"{FILES['desk.yaml']}references: derived\n", "/edition.yaml": HEADER})
    header = content / EDITION / "edition.yaml"
    header.write_text(f"{HEADER}kind: submission\n", encoding="utf-8")
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert (edition.contents, edition.references) == (ContentsRule.NEVER, ListedReferences.DERIVED)
    header.write_text(f"{HEADER}kind: submission\ncontents: always\nreferences: none\n", encoding="utf-8")
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert (edition.contents, edition.references) == (ContentsRule.ALWAYS, ListedReferences.NONE)

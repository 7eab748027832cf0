"""Options of desk.yaml that need something of a language, where no edition of the desk has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.errors import Diagnostic
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk


def found(folder: Path, option: str, language: str, header: str = "") -> list[Diagnostic]:
    """The warnings of options without effect on a desk of a language, whose edition has one more line in its header."""
    desk = f"{FILES['desk.yaml'].replace('language: en-GB', f'language: {language}')}{option}\n"
    content = write_desk(folder, {"desk.yaml": desk, "/edition.yaml": f"{FILES[f'{EDITION}/edition.yaml']}{header}\n"})
    faults = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    return [fault for fault in faults if fault.code == "BG429"]


def said(folder: Path, *arguments: str) -> str:
    """What a command that ends well tells."""
    done = briefgen(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("option", "language", "word"),
    [
        ("numbers: {digits: own}", "en-GB", "own"),
        ("numbers: {digits: own}", "fr", "own"),
        ("numbers: {lakh: true}", "de", "true"),
        ("hyphenation: true", "fa", "true"),
    ],
)
def test_an_option_that_the_language_cannot_honour_is_a_warning_at_its_place(
    tmp_path: Path, option: str, language: str, word: str
) -> None:
    (fault,) = found(tmp_path, option, language)
    line = (tmp_path / "content/desk.yaml").read_text(encoding="utf-8").splitlines()[fault.place.line - 1]
    assert line[fault.place.column - 1 :].startswith(word)
    assert not fault.is_error
    assert "delete the line" in fault.hint


@pytest.mark.parametrize(
    ("option", "language"),
    [
        ("numbers: {digits: own}", "ur"),
        ("numbers: {digits: own}", "fa-AF"),
        ("numbers: {lakh: true}", "ur"),
        ("hyphenation: true", "de-CH"),
        ("hyphenation: false", "fa"),
        ("numbers: {digits: latin}", "fr"),
    ],
)
def test_one_that_it_can_is_none(tmp_path: Path, option: str, language: str) -> None:
    assert found(tmp_path, option, language) == []


def test_files_of_a_translation_in_an_edition_that_is_none_are_named_as_such(tmp_path: Path) -> None:
    write_desk(tmp_path, {"/labels.yaml": "desk: {name: Fischerei}\n"})
    told = said(tmp_path, "check", EDITION)
    assert "this edition translates none" in told
    assert "`translates: ...`" in told


def test_a_release_of_a_desk_with_such_an_edition_is_not_warned_either(tmp_path: Path) -> None:
    desk = f"{FILES['desk.yaml']}numbers: {{digits: own}}\nreleases: {{all: {{marking: Official}}}}\n"
    write_desk(tmp_path, {"desk.yaml": desk, "2031-05-12-herring/edition.yaml": "language: ur\n"})
    assert "BG429" not in said(tmp_path, "check", EDITION, "--release", "all")


def test_a_desk_with_an_edition_in_a_language_that_can_is_not_warned(tmp_path: Path) -> None:
    assert found(tmp_path, "numbers: {digits: own}", "en-GB", "language: ur") == []

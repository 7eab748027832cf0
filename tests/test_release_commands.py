"""Commands on releases: compared, listed, and refused where they would work on what is made anew each time."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefgen.api import open_project
from tests.commands import briefgen
from tests.desk import EDITION, write_desk
from tests.test_releases import HIDDEN, PRESS, marked

MINISTER = f"{EDITION}-minister"
SENSITIVE = {
    path: text and text.replace("\nmarking: Official\naudience", "\nmarking: Official-Sensitive\naudience")
    for path, text in marked().items()
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with releases, which no test changes."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder, marked())
    return folder


class TestDiff:
    def test_two_releases_by_their_names(self, desk: Path) -> None:
        ended = briefgen(desk, "diff", MINISTER, PRESS)
        assert ended.returncode == 0, ended.stderr
        assert f"{MINISTER} → {PRESS}" in ended.stdout
        assert f"- [-{HIDDEN}-]" in ended.stdout
        assert "Release: [-minister-]{+press+}" in ended.stdout

    def test_options_mean_the_same(self, desk: Path) -> None:
        ended = briefgen(desk, "diff", "--release", "minister", "--release", "press", "--stat")
        assert ended.stdout == briefgen(desk, "diff", MINISTER, PRESS, "--stat").stdout

    def test_a_release_against_the_whole(self, desk: Path) -> None:
        ended = briefgen(desk, "diff", EDITION, PRESS, "--format", "json")
        changes = json.loads(ended.stdout)
        assert [row["id"] for row in changes["figures"]["dropped"]] == ["before", "rise"]

    def test_a_name_that_is_nearly_that_of_a_release(self, desk: Path) -> None:
        ended = briefgen(desk, "diff", f"{EDITION}-pres", EDITION)
        assert ended.returncode == 1
        assert "BG901" in ended.stderr
        assert f'did you mean "{PRESS}"?' in ended.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((PRESS, "--release", "press"), "is a release itself"),
            (("2031-05-05_herring_v001", EDITION, "--release", "press"), "is a record"),
            (("--release", "press", "--release", "press", "--release", "press"), "two at most"),
        ],
    )
    def test_what_cannot_be_meant(self, desk: Path, arguments: tuple[str, ...], said: str) -> None:
        ended = briefgen(desk, "diff", *arguments)
        assert ended.returncode == 2
        assert said in ended.stderr


class TestFacts:
    def test_places_are_those_of_the_files_that_people_edit(self, desk: Path) -> None:
        rows = json.loads(briefgen(desk, "facts", PRESS, "vote", "--format", "json").stdout)
        assert rows[0]["used"][0] == "sections/20-vote.md:5"
        ended = briefgen(desk, "facts", PRESS, "--where", "chair")
        assert f"{EDITION}/sections/20-vote.md:5" in ended.stdout
        assert PRESS not in ended.stdout


WORKING = [
    ("bind", PRESS, "--all"),
    ("take", PRESS),
    ("facts", PRESS, "chair", "--sign-off", "--by", "A. Person"),
    ("facts", PRESS, "--rename", "chair", "head"),
    ("checksheet", PRESS, "--for", "A. Person"),
    ("translate", PRESS, "--status"),
    ("serve", PRESS, "--no-browser"),
    ("check", "--fix", "--release", "press"),
    ("new", "2031-05-12", "herring", "--from", PRESS),
]


class TestRefusals:
    @pytest.mark.parametrize("arguments", WORKING, ids=lambda arguments: arguments[0])
    def test_work_on_a_release(self, desk: Path, arguments: tuple[str, ...]) -> None:
        ended = briefgen(desk, *arguments)
        assert ended.returncode == 2
        said = f"{PRESS} is a release, which is made from {EDITION} each time: do this with {EDITION} instead"
        assert ended.stderr == f"error: {said}\n"

    def test_an_edition_with_the_name_of_a_release(self, desk: Path) -> None:
        ended = briefgen(desk, "new", EDITION[:10], "herring-press", "--from", EDITION)
        assert ended.returncode == 2
        assert f'is what the release "press" of {EDITION} is called' in ended.stderr


class TestNew:
    def test_marks_are_carried_forward(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        assert briefgen(tmp_path, "new", "2031-05-12", "herring").returncode == 0
        copy = tmp_path / "content/2031-05-12-herring"
        assert "{for=minister}" in (copy / "sections/20-vote.md").read_text()
        assert "for: minister" in (copy / "facts.yaml").read_text()


@pytest.mark.slow
class TestRedline:
    def test_it_is_marked_as_the_higher_one(self, tmp_path: Path) -> None:
        write_desk(tmp_path, SENSITIVE)
        ended = briefgen(tmp_path, "redline", "--release", "minister", "--release", "press", "--format", "docx")
        assert ended.returncode == 0, ended.stderr
        assert "for those alone who may read both" in ended.stderr
        with ZipFile(tmp_path / ended.stdout.strip()) as package:
            heads = [package.read(name).decode() for name in package.namelist() if "header" in name]
        assert heads
        assert any("Official-Sensitive" in text for text in heads)
        assert any(f"Changes from {MINISTER} to {PRESS}" in text for text in heads)

    def test_the_marking_does_not_depend_on_the_order(self, tmp_path: Path) -> None:
        write_desk(tmp_path, SENSITIVE)
        project = open_project(tmp_path)
        for names in ((MINISTER, PRESS), (PRESS, MINISTER), (EDITION, PRESS)):
            compared = project.compare(*names)
            assert compared.document.front.marking == "Official-Sensitive"
            assert compared.is_of_two_audiences


@pytest.mark.slow
class TestPull:
    def test_what_a_reviewer_did_is_listed_at_its_places_and_not_written(self, tmp_path: Path) -> None:
        content = write_desk(tmp_path, marked())
        before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
        briefgen(tmp_path, "build", "--release", "press", "--format", "docx")
        document, reviewed = tmp_path / f"out/{PRESS}/{PRESS}.docx", tmp_path / "reviewed.docx"
        with ZipFile(document) as old, ZipFile(reviewed, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b" chairs the council", b" leads the council"))
        ended = briefgen(tmp_path, "pull", "reviewed.docx", "--format", "json")
        assert ended.returncode == 0, ended.stderr
        (change,) = json.loads(ended.stdout)["changes"]
        assert (change["file"], change["line"]) == (f"{EDITION}/sections/20-vote.md", 5)
        assert (change["old"], change["new"], change["fate"]) == ("chairs", "leads", "needs a hand")
        assert before == {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}

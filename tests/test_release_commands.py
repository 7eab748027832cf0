"""Commands on releases: compared, listed, and refused where they would work on what is made anew each time."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import click
import pytest

from briefgen.api import open_project
from briefgen.cli import group
from briefgen.cli.options import complete_brief, complete_release
from tests.archives import unzipped, zipped
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

    @pytest.mark.slow
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
    @pytest.mark.sample(3)
    @pytest.mark.parametrize("arguments", WORKING, ids=lambda arguments: arguments[0])
    def test_work_on_a_release(self, desk: Path, arguments: tuple[str, ...]) -> None:
        ended = briefgen(desk, *arguments)
        assert ended.returncode == 2
        said = f"{PRESS} is a release, which is made from {EDITION} each time: do this with {EDITION} instead"
        assert ended.stderr == f"error: {said}\n"

    def test_a_fact_that_is_left_out_by_its_name_is_not_renamed(self, tmp_path: Path) -> None:
        desk = str(marked()["desk.yaml"]).replace("[prepared_by]", '[prepared_by, "fact:before"]')
        write_desk(tmp_path, marked(**{"desk.yaml": desk}))
        ended = briefgen(tmp_path, "facts", "--rename", "before", "earlier")
        assert ended.returncode == 2
        assert "first mark the fact itself instead" in ended.stderr

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
        parts = unzipped(document.read_bytes())
        said = {name: part.replace(b" chairs the council", b" leads the council") for name, part in parts.items()}
        reviewed.write_bytes(zipped(said))
        ended = briefgen(tmp_path, "pull", "reviewed.docx", "--format", "json")
        assert ended.returncode == 0, ended.stderr
        (change,) = json.loads(ended.stdout)["changes"]
        assert (change["file"], change["line"]) == (f"{EDITION}/sections/20-vote.md", 5)
        assert (change["old"], change["new"], change["fate"]) == ("chairs", "leads", "needs a hand")
        assert before == {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


def warned(text: str) -> dict[str, str | None]:
    """The desk with a warning behind a note to reviewers, and one in what the minister alone reads."""
    files = marked()
    section = str(files["/sections/20-vote.md"])
    section = section.replace(
        "{{ chair }} chairs", "<!-- note: ask Norvania -->\n\nThe two fleets rest. {{ chair }} chairs"
    )
    return {**files, "/sections/20-vote.md": section.replace(HIDDEN, text)}


OUT = ("--without", "Head of desk", "--reason", "Out of office")


@pytest.mark.slow
class TestOutward:
    """What is told with a release outside of the desk."""

    def test_comments_are_warnings_at_their_words_and_no_notes(self, tmp_path: Path) -> None:
        write_desk(tmp_path, warned("The three fleets of Norvania rest."))
        ended = briefgen(tmp_path, "build", "--release", "press", "--format", "docx", "--comments")
        assert ended.returncode == 0, ended.stderr
        assert "a release has no notes to reviewers" in ended.stderr
        with ZipFile(tmp_path / f"out/{PRESS}/{PRESS}.docx") as package:
            comments, body = (package.read(f"word/{name}.xml").decode() for name in ("comments", "document"))
        assert comments.count("<w:comment ") == 1
        assert "BG214: the number" in comments
        assert "Norvania" not in comments
        (marked_words,) = re.findall(r"<w:commentRangeStart.*?<w:commentRangeEnd", body, re.DOTALL)
        assert "".join(re.findall(r"<w:t[^>]*>([^<]*)", marked_words)) == "two"

    def test_a_record_names_places_in_its_own_sources(self, tmp_path: Path) -> None:
        write_desk(tmp_path, warned("The three fleets of Norvania rest."))
        assert briefgen(tmp_path, "publish", "--release", "press", *OUT).returncode == 0
        (path,) = (tmp_path / "out/archive").rglob("record.json")
        described = json.loads(path.read_text())
        assert (described["release"], described["release_of"]) == ("press", EDITION)
        (warning,) = described["warnings"]
        place, _, _ = warning.partition(": ")
        name, line, _ = place.rsplit(":", 2)
        source = path.parent / "source" / name
        assert "two fleets" in source.read_text().splitlines()[int(line) - 1]


@pytest.mark.slow
class TestPublish:
    def test_all_or_none(self, tmp_path: Path) -> None:
        content = write_desk(tmp_path, marked())
        section = content / EDITION / "sections/20-vote.md"
        sound = section.read_text()
        section.write_text(sound.replace("{{ chair }} chairs", "{{ before }} landed; {{ chair }} chairs"))
        ended = briefgen(tmp_path, "publish", "--all-releases", *OUT)
        assert ended.returncode == 1
        assert "BG903" in ended.stderr
        assert not list((tmp_path / "out/archive").rglob("record.json"))
        section.write_text(sound)
        ended = briefgen(tmp_path, "publish", "--all-releases", *OUT, "--format", "json")
        records = json.loads(ended.stdout)["records"]
        assert [each["record"] for each in records] == [f"2031-05-05_herring-{x}_v001" for x in ("minister", "press")]
        assert briefgen(tmp_path, "archive", "verify").returncode == 0
        section.write_text(sound.replace(HIDDEN, f"{HIDDEN} Often."))
        ended = briefgen(tmp_path, "publish", *OUT)
        assert f"releases another now than in their records: minister; briefgen publish {EDITION} --r" in ended.stderr

    def test_a_release_that_has_not_changed_is_told_of_no_files(self, tmp_path: Path) -> None:
        content = write_desk(tmp_path, marked())
        assert briefgen(tmp_path, "publish", "--release", "press", *OUT).returncode == 0
        header = content / EDITION / "edition.yaml"
        header.write_text(f"# for the minister\n{header.read_text()}")
        for asked in ((PRESS,), (EDITION, "--release", "press")):
            ended = briefgen(tmp_path, "diff", *asked)
            assert ended.stdout.endswith("no differences\n")
            assert ended.stderr == ""

    def test_a_whole_brief_says_which_releases_are_not(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        ended = briefgen(tmp_path, "publish", *OUT, "--format", "json")
        assert json.loads(ended.stdout)["releases"] == {"minister": "unpublished", "press": "unpublished"}
        assert "releases not published: minister, press; briefgen publish" in ended.stderr


@pytest.mark.slow
class TestReview:
    def test_packs_records_and_faults(self, tmp_path: Path) -> None:
        content = write_desk(tmp_path, marked())
        section = content / EDITION / "sections/20-vote.md"

        def states() -> dict[str, tuple[str, str, int]]:
            rows = json.loads(briefgen(tmp_path, "review", "--format", "json").stdout)["releases"]
            return {row["release"]: (row["pack"], row["published"], row["errors"]) for row in rows}

        assert states() == {"minister": ("none", "unpublished", 0), "press": ("none", "unpublished", 0)}
        briefgen(tmp_path, "build", "--all-releases", "--format", "txt")
        briefgen(tmp_path, "publish", "--release", "press", *OUT)
        assert states() == {"minister": ("current", "unpublished", 0), "press": ("current", "current", 0)}
        section.write_text(section.read_text().replace(HIDDEN, f"{HIDDEN} Often."))
        assert states() == {"minister": ("stale", "unpublished", 0), "press": ("current", "current", 0)}
        section.write_text(section.read_text().replace("{{ chair }} chairs", "{{ before }} landed; {{ chair }} chairs"))
        assert states() == {"minister": ("stale", "unpublished", 0), "press": ("stale", "outdated", 1)}
        ended = briefgen(tmp_path, "review")
        assert "releases    0 of 2 built as they are now" in ended.stdout
        assert "press: stale, build it again; published as version 1, another now; 1 error" in ended.stdout

    def test_a_pack_is_proven_again_where_the_whole_has_changed(self, tmp_path: Path) -> None:
        content = write_desk(tmp_path, marked())
        build = ("build", "--release", "press", "--format", "txt")
        briefgen(tmp_path, *build)
        assert "unchanged" in briefgen(tmp_path, *build).stderr
        pack = tmp_path / "out" / PRESS
        before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}
        section = content / EDITION / "sections/20-vote.md"
        section.write_text(section.read_text().replace(HIDDEN, f"{HIDDEN} Often."))
        assert "unchanged" not in briefgen(tmp_path, *build).stderr
        assert {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()} == before
        assert "unchanged" in briefgen(tmp_path, *build).stderr


class TestBuild:
    def test_faults_of_the_whole_are_told_at_their_places(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked(**{"/facts.yaml": "landings: [\n"}))
        ended = briefgen(tmp_path, "build", "--release", "press", "--format", "json")
        assert ended.returncode == 1
        (built,) = json.loads(ended.stdout)["editions"]
        assert (built["edition"], built["outcome"]) == (PRESS, "failed")
        assert [each["code"] for each in built["diagnostics"]] == ["BG101"]

    def test_an_edition_without_releases(self, tmp_path: Path) -> None:
        write_desk(tmp_path)
        ended = briefgen(tmp_path, "build", "--all-releases")
        assert ended.returncode == 2
        assert "no releases; add `releases:` to desk.yaml or edition.yaml" in ended.stderr


class TestCompletion:
    def test_names_of_releases(self, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(desk)
        with click.Context(group) as ctx:
            offered = {
                typed: [item.value for item in complete_brief(ctx, click.Argument(["edition"]), typed)]
                for typed in ("2031", EDITION, f"{EDITION}-p")
            }
            names = [item.value for item in complete_release(ctx, click.Option(["--release"]), "p")]
        assert offered == {"2031": [EDITION], EDITION: [EDITION, MINISTER, PRESS], f"{EDITION}-p": [PRESS]}
        assert names == ["press"]


class TestTranslations:
    @pytest.mark.parametrize("command", ["build", "publish"])
    def test_a_release_has_none(self, desk: Path, command: str) -> None:
        ended = briefgen(desk, command, "--release", "press", "--with-translations")
        assert ended.returncode == 2
        assert f"--with-translations is for a whole brief, such as {EDITION}" in ended.stderr

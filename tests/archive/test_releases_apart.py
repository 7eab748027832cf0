"""The records of releases by themselves: listed, searched, followed and copied, beside whole briefs of every age."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefgen.archive.catalogue import CATALOGUE, search
from briefgen.archive.publication import publication
from briefgen.archive.records import choose_record
from tests.archive.store import EDITION, INFO, PUBLISHED, payload
from tests.commands import briefgen

SAID = {"": "Norvania lands herring.", "minister": "Norvania lands herring now.", "press": "Herring was landed."}
PRESS = "2031/2031-05-05_herring-press_v001"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a whole brief, as records were before there were releases, and two releases of it."""
    folder = tmp_path_factory.mktemp("archive")
    for release, text in SAID.items():
        with publication(folder, f"{EDITION}-{release}" if release else EDITION) as slot:
            described = {"title": "Herring", **({"release": release} if release else {})}
            files = {"record.json": described, "text.json": [text]}
            made = {name: json.dumps(value).encode() for name, value in files.items()}
            slot.store({**payload(1), **made}, INFO, PUBLISHED)
    return folder


def found(archive: Path, *limits: str) -> list[str]:
    """The releases of the records that a search finds."""
    ended = briefgen(archive, "archive", "search", "herring", *limits, "--archive", ".", "--format", "json")
    assert ended.returncode == 0, ended.stderr
    return sorted({hit["release"] for hit in json.loads(ended.stdout)})


class TestSearch:
    def test_all_of_one_release_or_whole_briefs_alone(self, archive: Path) -> None:
        assert found(archive) == ["", "minister", "press"]
        assert found(archive, "--release", "press") == ["press"]
        assert found(archive, "--whole") == found(archive, "--release", "") == [""]

    def test_a_catalogue_of_the_form_before_is_made_again(self, archive: Path) -> None:
        (archive / CATALOGUE).unlink(missing_ok=True)
        search(archive, "herring", limit=1)
        with closing(sqlite3.connect(archive / CATALOGUE)) as catalogue:
            catalogue.executescript("alter table records drop column release; pragma user_version = 3")
        assert [hit.release for hit in search(archive, "landed", limit=5, release="press").hits] == ["press"]

    def test_a_release_that_there_is_not(self, archive: Path) -> None:
        ended = briefgen(archive, "archive", "search", "herring", "--release", "pres", "--archive", ".")
        assert ended.returncode == 2
        assert ended.stderr == 'error: . has no record of a release "pres"; did you mean "press"?\n'

    def test_both_limits(self, archive: Path) -> None:
        ended = briefgen(archive, "archive", "list", "--release", "press", "--whole", "--archive", ".")
        assert ended.returncode == 2


def test_list_shows_releases_only_where_there_are_any(archive: Path) -> None:
    listed = briefgen(archive, "archive", "list", "--archive", ".").stdout.splitlines()
    assert listed[0].split()[:2] == ["record", "release"]
    assert [line.split()[1] for line in listed[2:]] == ["minister", "press"]
    whole = briefgen(archive, "archive", "list", "--whole", "--archive", ".").stdout.splitlines()
    assert len(whole) == 2
    assert "release" not in whole[0]


def test_history_of_one_release(archive: Path) -> None:
    rows = briefgen(archive, "archive", "history", "herring", "--release", "press", "--archive", ".").stdout
    assert [line.split()[0] for line in rows.splitlines()[1:]] == [PRESS.partition("/")[2]]


def test_a_date_means_the_whole_brief(archive: Path) -> None:
    assert choose_record(archive, EDITION[:10]).edition == EDITION


class TestExport:
    def test_one_release_with_its_lines_alone(self, archive: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy"
        ended = briefgen(archive, "archive", "export", str(copy), "--release", "press", "--archive", ".")
        assert ended.returncode == 0, ended.stderr
        files = [path for path in copy.rglob("*") if path.is_file()]
        assert all(path.is_relative_to(copy / PRESS) or path.suffix == ".jsonl" for path in files)
        assert not any(word in path.read_bytes() for path in files for word in (b"Norvania", b"minister"))

    def test_such_a_copy_is_verified(self, archive: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy"
        briefgen(archive, "archive", "export", str(copy), "--release", "press", "--archive", ".")
        assert briefgen(archive, "archive", "export", str(copy), "--verify").returncode == 0
        (copy / PRESS / "data/text.json").write_bytes(b'["Herring was lost."]')
        ended = briefgen(archive, "archive", "export", str(copy), "--verify")
        assert ended.returncode == 3
        assert "data/text.json" in ended.stdout
        (line,) = (copy / "registers").rglob("*.jsonl")
        line.write_bytes(line.read_bytes().replace(b'"number":3', b'"number":1'))
        assert "line 1 has been changed" in briefgen(archive, "archive", "export", str(copy), "--verify").stdout

    @pytest.mark.slow
    def test_all_may_follow(self, archive: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy"
        for limits in (["--release", "press"], ["--whole"], []):
            assert briefgen(archive, "archive", "export", str(copy), *limits, "--archive", ".").returncode == 0
            assert briefgen(archive, "archive", "export", str(copy), "--verify").returncode == 0
        assert sorted(path.name for path in (copy / "registers").iterdir() if path.is_dir()) == [
            "release-press",
            "whole",
        ]

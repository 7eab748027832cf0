"""Where facts are used, what a source changes, and facts under new names."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.errors import UsageError
from briefgen.review.uses import UseKind
from tests.commands import briefgen
from tests.content.test_data_sources import FACTS, WORKBOOK, bound_desk
from tests.data_files.books import texts, xlsx
from tests.desk import EDITION, replaced, write_desk

pytestmark = pytest.mark.slow

LATER = "2031-05-12-herring"


def later_desk(root: Path) -> Path:
    """A desk with a second edition, which follows the first."""
    content = write_desk(
        root, replaced("/facts.yaml", "label: Landings\n", "label: Landings\n  parts: [quota, excess]\n")
    )
    shutil.copytree(content / EDITION, content / LATER)
    header = content / LATER / "edition.yaml"
    text = header.read_text().replace("date: 2031-05-05\n", f"date: 2031-05-12\nfollows: {EDITION}\n")
    header.write_text(text)
    return content


def test_each_use_is_found_where_its_id_stands(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    uses = open_project(tmp_path).latest.uses("landings")
    assert {use.place.source.text[use.place.start : use.place.end] for use in uses} == {
        use.fact if not use.through else use.through[-1] for use in uses
    }
    own = [use for use in uses if not use.through]
    assert {use.kind for use in own} == set(UseKind) - {UseKind.PART, UseKind.SIGN_OFF, UseKind.CONFIRMATION}
    assert [use.printed for use in own if use.kind is UseKind.TABLE] == ["12,480"]
    assert {use.name for use in own if use.kind is UseKind.FORMULA} == {"excess", "rise"}
    assert {use.through for use in uses if use.through} == {("excess",), ("rise",)}
    written = "".join(path.read_text() for path in (content / EDITION).rglob("*.*") if path.suffix != ".png")
    assert len(own) == written.replace("Rise of the landings", "").count("landings")


def test_uses_as_a_table_and_for_programs(tmp_path: Path) -> None:
    write_desk(tmp_path)
    done = briefgen(tmp_path, "facts", "--where", "excess")
    assert f"content/{EDITION}/figures.yaml:3:28: chart landed: 1,480" in done.stdout.splitlines()
    assert "2 of them printed" in done.stderr
    rows = json.loads(briefgen(tmp_path, "facts", "--where", "excess", "--format", "json").stdout)["uses"]
    assert [row["kind"] for row in rows] == ["text", "declared", "chart"]
    assert 'did you mean "excess"?' in briefgen(tmp_path, "facts", "--where", "exces").stderr
    assert briefgen(tmp_path, "facts", "--where", "excess", "--impact", "survey").returncode == 2


def test_what_a_source_changes(tmp_path: Path) -> None:
    write_desk(tmp_path)
    found = open_project(tmp_path).latest.impact("minutes")
    assert (found.facts, found.derived) == (("quota", "chair", "vote"), ("excess",))
    done = briefgen(tmp_path, "facts", "--impact", "minutes")
    assert "derived from these: excess" in done.stdout
    assert "declared" not in done.stdout
    assert 'did you mean "survey"?' in briefgen(tmp_path, "facts", "--impact", "surve").stderr


def test_what_a_data_file_changes(tmp_path: Path) -> None:
    workbook = xlsx(texts(("Port", "Landed 2029", "Landed 2030", "Chair"), ("North", 11556, 12480, "Anna Berg")))
    bound_desk(tmp_path, workbook, FACTS)
    assert "landings" in open_project(tmp_path).latest.impact(f"content/{WORKBOOK}").facts


@pytest.mark.slow
def test_a_fact_has_another_name_everywhere(tmp_path: Path) -> None:
    content = later_desk(tmp_path)
    for edition in (EDITION, LATER):
        for mark in ("--sign-off", "--confirm"):
            assert briefgen(tmp_path, "facts", edition, "landings", "quota", mark, "--by", "A. Berg").returncode == 0
    before = briefgen(tmp_path, "check", "--all").stderr
    old = {path: path.read_bytes() for path in content.rglob("*.*")}
    done = briefgen(tmp_path, "facts", EDITION, "--rename", "quota", "the-limit")
    assert done.returncode == 0, done.stderr
    assert f"of {EDITION}, {LATER}" in done.stderr
    assert "of landings, the-limit hold on" in done.stderr
    for path in (path for path in content.rglob("*.*") if path.suffix in (".md", ".yaml")):
        assert "{{ quota" not in path.read_text()
    assert briefgen(tmp_path, "check", "--all").stderr == before.replace("quota", "the-limit")
    subprocess.run(["git", "apply", "-R"], input=done.stdout, text=True, cwd=tmp_path, check=True)
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == old


def test_an_edition_before_keeps_the_old_name(tmp_path: Path) -> None:
    content = later_desk(tmp_path)
    done = briefgen(tmp_path, "facts", "--rename", "vote", "council_vote")
    assert f"{EDITION} still has vote" in done.stderr
    assert (content / EDITION / "deadlines.yaml").read_text().startswith("vote:")
    assert (content / LATER / "deadlines.yaml").read_text().startswith("council_vote:")


def test_a_tick_that_had_fallen_does_not_hold_again(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    briefgen(tmp_path, "facts", "quota", "--sign-off", "--by", "A. Berg")
    facts = content / EDITION / "facts.yaml"
    facts.write_text(facts.read_text().replace("11000", "11001"))
    done = briefgen(tmp_path, "facts", "--rename", "quota", "limit")
    assert (done.returncode, "hold on" in done.stderr) == (0, False)
    assert "BG415" in briefgen(tmp_path, "check").stderr


@pytest.mark.parametrize(
    ("old", "new"), [("vote", "quota"), ("vote", "sum"), ("vote", "1a"), ("fish", "x"), ("a.b.c", "x")]
)
def test_names_that_cannot_be(old: str, new: str, tmp_path: Path) -> None:
    write_desk(tmp_path)
    with pytest.raises(UsageError):
        open_project(tmp_path).rename_fact(old, new)


def test_an_edition_with_errors_is_not_renamed_in(tmp_path: Path) -> None:
    content = write_desk(tmp_path, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))
    old = {path: path.read_bytes() for path in content.rglob("*.*")}
    done = briefgen(tmp_path, "facts", "--rename", "landings", "landed")
    assert (done.returncode, "BG202" in done.stderr, "nothing was renamed" in done.stderr) == (1, True, True)
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == old

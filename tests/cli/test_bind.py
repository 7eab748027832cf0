"""`briefgen bind`: typed figures become facts, and the text prints what was typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefgen.api import open_project
from briefgen.model.characters import plain
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk

VOTE = "/sections/20-vote.md"
ALL = ("bind", "--all", "--source", "survey")
TABLE = """
Table: Crews. {#crews}

| Port  | Boats | Share |
| ----- | ----: | ----: |
| North |   214 |  63%  |
| South |   126 |  37%  |
"""
TEXT = "It was 12,480 tonnes, 12,480 crates and 4,321 crates; 4,321 crates; on 3 March 2031."


def typed(text: str, **more: str) -> dict[str, str]:
    return {**replaced(VOTE, "{{ chair }} chairs", f"{text}\n\n{{{{ chair }}}} chairs"), **more}


def texts(content: Path) -> list[str]:
    """What the brief says, paragraph by paragraph and cell by cell."""
    document = open_project(content.parent).latest.facts().document
    assert document
    return [plain_text(text) for block in blocks_of(document.blocks) for text in texts_of(block)]


def test_all_figures_are_bound_and_the_brief_says_the_same(tmp_path: Path) -> None:
    content = write_desk(tmp_path, typed(TEXT + "\n" + TABLE))
    before = {path: path.read_bytes() for path in content.rglob("*.*")}
    said = next(text for text in texts(content) if text.startswith("It was"))
    done = briefgen(tmp_path, *ALL)
    assert (done.returncode, "bound 9 figures" in done.stderr) == (0, True), done.stderr
    section = (content / f"{EDITION}{VOTE}").read_text()
    assert "It was {{ landings }} tonnes, {{ crates }} crates and {{ crates_2 }} crates; {{ crates_2 }}" in section
    assert "| North |   {{ north_boats }} |  {{ north_share }}  |" in section
    assert said in texts(content)
    facts = (content / EDITION / "facts.yaml").read_text()
    assert facts.startswith(FILES[f"{EDITION}/facts.yaml"])
    assert '# REVIEW: typed as "214" in sections/20-vote.md: say where in survey it stands\nnorth_boats:\n' in facts
    assert facts.count("value: 4321") == 1
    assert '"12,480" in sections/20-vote.md: say where in survey it stands\ncrates:' in facts
    checked = briefgen(tmp_path, "check")
    assert (checked.returncode, "BG201" in checked.stderr) == (0, False), checked.stderr
    assert "BG406" in checked.stderr
    assert "BG213" not in checked.stderr  # the mark asks for the place already
    again = briefgen(tmp_path, *ALL)
    assert (again.stdout, "no figure was bound" in again.stderr) == ("", True)
    subprocess.run(["git", "apply", "-R"], input=done.stdout, text=True, cwd=tmp_path, check=True)
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == before


def test_figures_in_other_forms_are_bound_in_house_style_and_none_becomes_another(tmp_path: Path) -> None:
    text = (
        "In the 2010s 12 out of 31 crews, or 73:1, had 60–70 per cent; 17% to 20%; $35 to $40 million. "
        "It rose 9.8m (+38 per cent), 5x more, and four of nine crews left. Ask +254 20 555 0147 before 1,406 calls."
    )
    weeks = "\n\n| Week | CFR (%) |\n| --- | --- |\n| 17 | 1.5% |\n| 18 | 1.5% |\n"
    content = write_desk(tmp_path, typed(text + weeks))
    done = briefgen(tmp_path, *ALL)
    said = plain(" ".join(texts(content)))
    assert "In the 2010s 12 out of 31 crews, or 73:1, had 60-70%; 17 to 20%; US$35 million to US$40 million." in said
    assert "It rose 9.8m (+38%), 5x more, and four of nine crews left. Ask +254 20 555 0147 before 1,406 calls." in said
    left = {line.split('"')[1] for line in done.stderr.splitlines() if "typed still" in line}
    assert left == {"9.8m", "5x"}
    section = (content / f"{EDITION}{VOTE}").read_text()
    assert "nine" not in section and "{{ cfr }}" in section and "{{ cfr_2 }}" in section
    assert "label: CFR\n" in (content / EDITION / "facts.yaml").read_text()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_untouched_bytes_stay(newline: str, tmp_path: Path) -> None:
    content = write_desk(tmp_path, replaced("/edition.yaml", "title: Herring", "title: 4,321 crates"))
    for path in (content / EDITION).glob("*.yaml"):
        path.write_bytes(path.read_text().rstrip("\n").replace("\n", newline).encode())
    facts = (content / EDITION / "facts.yaml").read_bytes()
    assert briefgen(tmp_path, *ALL).returncode == 0
    assert (
        (content / EDITION / "edition.yaml")
        .read_bytes()
        .startswith(f'title: "{{{{ crates }}}} crates"{newline}'.encode())
    )
    written = (content / EDITION / "facts.yaml").read_bytes()
    assert written.startswith(facts)
    assert newline == "\n" or b"\n" not in written.replace(b"\r\n", b"")


def test_what_no_fact_prints_is_left_and_named(tmp_path: Path) -> None:
    write_desk(tmp_path, typed("They met at 0042 with others."))
    done = briefgen(tmp_path, *ALL)
    assert (done.returncode, done.stdout) == (0, "")
    assert '"0042" is typed still' in done.stderr


def test_one_file_only(tmp_path: Path) -> None:
    changes = {**typed("4,321 crates."), **replaced("/sections/10-landings.md", "Boats landed", "5,432 men landed")}
    content = write_desk(tmp_path, changes)
    assert "bound 1 figure" in briefgen(tmp_path, *ALL, EDITION, "sections/20-vote.md").stderr
    assert "5,432 men" in (content / EDITION / "sections/10-landings.md").read_text()
    assert 'did you mean "20-vote.md"?' in briefgen(tmp_path, *ALL, "20-votes.md").stderr


def test_the_source_is_named_where_there_are_several(tmp_path: Path) -> None:
    write_desk(tmp_path, typed("4,321 crates."))
    done = briefgen(tmp_path, "bind", "--all")
    assert (done.returncode, "sources.yaml has survey, minutes" in done.stderr) == (2, True)
    assert 'did you mean "survey"?' in briefgen(tmp_path, "bind", "--all", "--source", "surve").stderr


def test_a_broken_edition_is_refused(tmp_path: Path) -> None:
    write_desk(tmp_path, {**typed("4,321 crates."), "/facts.yaml": None})
    done = briefgen(tmp_path, *ALL)
    assert (done.returncode, "BG003" in done.stderr, "nothing was bound" in done.stderr) == (1, True, True)


def test_one_key_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_desk(tmp_path, typed("It was 12,480 and 4,321 crates; 5,432 crates; 6,543 crates."))
    keys = iter("1xysq")
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    done = briefgen(tmp_path, "bind", "--source", "survey")
    assert (done.returncode, "bound 2 figures" in done.stderr) == (0, True), done.stderr
    section = (content / f"{EDITION}{VOTE}").read_text()
    assert "It was {{ landings }} and {{ crates }} crates; 5,432 crates; 6,543 crates." in section
    assert "1  print it from the ledger: {{ landings }} (Landings)" in done.stderr
    assert "2 figures left" in done.stderr


def test_no_terminal(tmp_path: Path) -> None:
    write_desk(tmp_path, typed("4,321 crates."))
    assert "--all" in briefgen(tmp_path, "bind").stderr


def test_one_key_for_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The Herring 47 Club met; 4,321 crates came, and the Herring 47 Club left."
    content = write_desk(tmp_path, typed(text))
    keys = iter("ny")
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    done = briefgen(tmp_path, "bind", "--source", "survey")
    assert 'n  it is a name: add "Herring 47 Club" to names in edition.yaml' in done.stderr
    assert "bound 1 figure" in done.stderr and "declared as a name: Herring 47 Club" in done.stderr, done.stderr
    assert "left" not in done.stderr.rpartition("declared")[2]
    header = (content / f"{EDITION}/edition.yaml").read_text()
    assert header.endswith('names: ["Herring 47 Club"]\n')


@pytest.mark.parametrize(
    ("names", "after"),
    [
        ("names: [Quay 9]\n", 'names: [Quay 9, "Herring 47 Club"]\n'),
        ("names:\n  - Quay 9\n", 'names:\n  - Quay 9\n  - "Herring 47 Club"\n'),
        ("names: []\n", 'names: ["Herring 47 Club"]\n'),
    ],
)
def test_a_name_stands_behind_those_that_there_are(tmp_path: Path, names: str, after: str) -> None:
    header = FILES[f"{EDITION}/edition.yaml"] + names
    write_desk(tmp_path, {**typed("The Herring 47 Club met at Quay 9."), "/edition.yaml": header})
    bound = open_project(tmp_path, out=tmp_path / "out").latest.bind([], ["Herring 47 Club"])
    assert [fix.title for fix in bound.fixes] == ["declare as a name: Herring 47 Club"]
    assert bound.change.after[f"{EDITION}/edition.yaml"].decode().endswith(after)


def test_a_formula_is_guessed_only_if_that_is_asked(tmp_path: Path) -> None:
    content = write_desk(tmp_path, typed("Of {{ quota }} tonnes and {{ landings }}, 23,480 tonnes in all."))
    ledger = content / EDITION / "facts.yaml"
    before = ledger.read_text()
    done = briefgen(tmp_path, *ALL)
    assert done.returncode == 0, done.stderr
    assert "value: 23480\n" in ledger.read_text(), done.stderr + done.stdout
    write_desk(tmp_path, {**typed("Of {{ quota }} tonnes and {{ landings }}, 23,480 tonnes in all.")})
    assert ledger.read_text() == before
    briefgen(tmp_path, *ALL, "--derive")
    assert "formula: quota + landings" in ledger.read_text()


def test_a_figure_that_a_new_unit_shows_to_be_typed_keeps_none_from_being_bound(tmp_path: Path) -> None:
    assert briefgen(tmp_path, "init", "--blank", "desk").returncode == 0
    desk = tmp_path / "desk"
    (desk / "old.txt").write_text("POSITION\n\nThe fleet has 212 boats.\n\n1 234 boats; split figure 456 boats.\n")
    assert briefgen(desk, "import", "old.txt", "--date", "2031-05-12", "--slug", "old").returncode == 0
    bind = ("bind", "2031-05-12-old", "--all", "--source", "old")
    assert "bound 2 figures\n" in briefgen(desk, *bind).stderr
    assert 'figure "456" is not in the ledger' in briefgen(desk, "check").stderr
    assert "bound 1 figure\n" in briefgen(desk, *bind).stderr
    assert briefgen(desk, "check").returncode == 0

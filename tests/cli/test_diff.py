"""`briefgen diff` as a user types it: what has changed from one edition to another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from briefgen.scaffold import carry_forward
from tests.commands import briefgen, briefgen_process
from tests.desk import EDITION, write_desk

SECOND = "2031-05-12-herring"
CHANGES = {
    "facts.yaml": {
        "value: 12480": "value: 12900",
        "stated: 8": "stated: 12",
        "Anna Berg": "Bo Ek",
        "at: page 2": "at: page 3",
    },
    "deadlines.yaml": {"by: 2031-06-01": "by: 2031-06-08\n  status: extended"},
}
MORE = """
days_to_vote:
  formula: days_left(vote) + edition_date - edition_date
  label: Days to the vote

boats:
  value: 34
  unit: boats
  label: Boats at sea
  source: survey
"""
SPACES = str.maketrans("\u00a0", " ")

Diff = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The small desk with a second edition, in which figures and a deadline have changed."""
    content = write_desk(tmp_path)
    first = content / EDITION / "facts.yaml"
    first.write_text(first.read_text() + MORE.partition("\nboats")[0], encoding="utf-8")
    carry_forward(content, EDITION, date(2031, 5, 12), "herring")
    for name, changes in CHANGES.items():
        path = content / SECOND / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    facts = content / SECOND / "facts.yaml"
    facts.write_text(facts.read_text() + "\nboats" + MORE.partition("\nboats")[2], encoding="utf-8")
    return tmp_path


@pytest.fixture
def diff(desk: Path) -> Diff:
    """Run the command on the desk."""
    return partial(briefgen, desk, "diff")


def test_text_is_grouped(diff: Diff) -> None:
    ended = diff("2031-05-05", SECOND)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [" ".join(line.translate(SPACES).split()) for line in ended.stdout.splitlines()] == [
        f"{EDITION} → {SECOND}",
        "",
        "Changed (4)",
        "landings 12,480 tonnes → 12,900 tonnes +420 (+3.4%) Landings",
        "in Bottom line; Key figures; 1 Landings",
        "excess 1,480 tonnes → 1,900 tonnes +420 (+28.4%) Landed above the quota",
        "in 1 Landings",
        "rise 8% → 12% +4 percentage points Rise of the landings",
        "in Bottom line; Key figures",
        "stated: 8 → 12",
        "chair Anna Berg → Bo Ek Chair of the council",
        "in 2 The vote",
        "",
        "New (1)",
        "boats 34 boats Boats at sea",
        "",
        "Restated: the same value (1)",
        "quota 11,000 tonnes Quota",
        "in 1 Landings",
        "at: page 2 → page 3",
        "",
        "Deadlines (1)",
        "vote 2031-06-01 → 2031-06-08 moved by +7 days vote on the quota",
        "",
        "Title and details (3)",
        "~ Heads of pages: [-Brief No. 19-]{+Brief No. 20+}",
        "~ Edition: [-5-]{+12+} May 2031",
        "~ No.: [-19-]{+20+}",
    ]
    assert "\x1b[" not in ended.stdout


def test_the_other_way_round(diff: Diff) -> None:
    lines = diff(SECOND, EDITION).stdout.translate(SPACES).splitlines()
    assert "Dropped (1)" in lines
    assert any("−420 (−3.3%)" in line for line in lines)
    assert any(line.endswith("vote on the quota") and "moved by -7 days, reopened" in line for line in lines)


def test_what_follows_from_the_date_stands_apart(desk: Path, diff: Diff) -> None:
    (desk / "content" / SECOND / "deadlines.yaml").write_bytes(
        (desk / "content" / EDITION / "deadlines.yaml").read_bytes()
    )
    lines = [" ".join(line.split()) for line in diff(EDITION, SECOND).stdout.splitlines()]
    heading = lines.index("Changed with the edition's date (1)")
    assert lines[heading + 1].startswith("days_to_vote 27 days → 20 days")


def test_counts_in_one_line(diff: Diff) -> None:
    ended = diff(EDITION, SECOND, "--stat")
    assert ended.stdout == "figures: 4 changed, 1 restated, 1 added; deadlines: 1 moved; text: 3 changed\n"
    assert json.loads(diff(EDITION, SECOND, "--stat", "--format", "json").stdout) == {
        "figures": {"changed": 4, "restated": 1, "added": 1},
        "deadlines": {"moved": 1},
        "text": {"changed": 3},
    }


def test_json_for_programs(diff: Diff) -> None:
    data = json.loads(diff(EDITION, SECOND, "--format", "json").stdout)
    assert data["old"] == {"name": EDITION, "edition": EDITION, "date": "2031-05-05", "number": "19"}
    assert data["new"] == {"name": SECOND, "edition": SECOND, "date": "2031-05-12", "number": "20"}
    landings = data["figures"]["changed"][0]
    assert landings["difference"] == {"value": "420", "unit": "tonnes"}
    assert (landings["old"]["value"], landings["new"]["value"], landings["percentage"]) == ("12480", "12900", "3.4")
    assert [row["id"] for row in data["figures"]["added"]] == ["boats"]
    assert data["deadlines"][0]["turns"] == ["moved"]


def test_nothing_has_changed(diff: Diff) -> None:
    ended = diff(EDITION, EDITION)
    assert (ended.returncode, ended.stdout) == (0, f"{EDITION} → {EDITION}\nno differences\n")
    assert diff(EDITION, EDITION, "--stat").stdout == "no differences\n"


@pytest.mark.parametrize("broken", [(EDITION,), (SECOND,), (EDITION, SECOND)])
def test_editions_with_errors_are_reported(desk: Path, diff: Diff, broken: tuple[str, ...]) -> None:
    for name in broken:
        facts = desk / "content" / name / "facts.yaml"
        facts.write_text(facts.read_text().replace("value: 11000", "value: The council"), encoding="utf-8")
    ended = diff(EDITION, SECOND)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count(": error BG212: ") == len(broken)
    assert all(f"content/{name}/facts.yaml:10:9: error BG212" in ended.stderr for name in broken)
    assert ended.stderr.endswith("; the editions cannot be compared\n")
    assert "a name has no unit" in ended.stderr


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "text", ["{{ chairs }} chairs it.\n", "{{ chair chairs it.\n", "In 1999 it met.\n", "![a](b.png)\n"]
)
def test_errors_outside_the_figures_keep_nobody_from_comparing(desk: Path, diff: Diff, text: str) -> None:
    whole = diff(EDITION, SECOND)
    section = desk / "content" / EDITION / "sections" / "20-vote.md"
    section.write_text(section.read_text() + f"\n{text}", encoding="utf-8")
    ended = diff(EDITION, SECOND)
    figures = whole.stdout.partition("\n2 The vote")[0]
    assert (ended.returncode, ended.stdout.startswith(figures)) == (0, True)
    assert ended.stderr == f"{EDITION} has 1 error; see `briefgen check {EDITION}`\n"
    assert diff(EDITION, EDITION).stderr == ended.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((EDITION,), 2, f'"{EDITION}" is no record of '),
        ((EDITION, "2031-05-19"), 1, 'there is no edition "2031-05-19"'),
    ],
)
def test_both_sides_must_be_there(diff: Diff, arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = diff(*arguments)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert message in ended.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal as Unix has it")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal(desk: Path, environment: dict[str, str], coloured: bool) -> None:
    terminal, end = os.openpty()
    plain = {name: text for name, text in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "briefgen", "diff", EDITION, SECOND]
    subprocess.run(command, cwd=desk, env={**plain, **environment}, stdout=end, timeout=120, check=True)
    os.close(end)
    shown = os.read(terminal, 1 << 16).decode()
    os.close(terminal)
    assert "Changed" in shown
    assert ("\x1b[33m" in shown) is coloured


@pytest.mark.slow
def test_output_that_cannot_hold_every_character_is_no_fault(desk: Path) -> None:
    ended = briefgen_process(desk, "diff", EDITION, SECOND, encoding="latin-1", PYTHONIOENCODING="latin-1")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "\\u2192" in ended.stdout


EDITS = {
    "Boats landed": "Trawlers landed",
    "[](#section:vote) says what comes next.": "[](#section:vote) says **what comes next**.",
    "[^weighed]: Weighed at the quay.": "[^weighed]: Weighed at the quay, ice taken off.",
    "| Quota    |     {{ quota }} |": "| Quota    |     {{ quota }} |\n| Cod      |               – |",
}


def edit(desk: Path, edition: str = SECOND) -> None:
    """Edit the words of a section."""
    section = desk / "content" / edition / "sections" / "10-landings.md"
    text = section.read_text(encoding="utf-8")
    for old, new in EDITS.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    section.write_text(text, encoding="utf-8")


def test_words_are_shown_by_section(desk: Path, diff: Diff) -> None:
    edit(desk)
    lines = diff(EDITION, SECOND).stdout.translate(SPACES).splitlines()
    assert lines[lines.index("1 Landings (2)") + 1 :] == [
        "  ~ [-Boats-]{+Trawlers+} landed [-12,480 tonnes-]{+12,900 tonnes+} [1, table 1], which is [-1,480-]{+1,900+} "
        "above the quota. Figure 1 and Table 1 show it; Section 2 says {~what comes next~}.",
        "  + {+Cod | –+}",
        "",
        "Footnotes (1)",
        "  ~ Weighed at the quay{+, ice taken off+}.",
    ]


def test_a_changed_fact_is_one_change_wherever_it_is_printed(diff: Diff) -> None:
    ended = diff(EDITION, SECOND)
    assert ended.stdout.count("12,900") == 1
    data = json.loads(diff(EDITION, SECOND, "--format", "json").stdout)
    assert data["figures"]["changed"][0]["printed_in"] == ["Bottom line", "Key figures", "1 Landings"]
    assert [section["title"] for section in data["text"]] == [""]


def test_an_edition_is_compared_with_its_last_record(desk: Path, diff: Diff) -> None:
    cleared = desk / "content" / EDITION / "edition.yaml"
    cleared.write_text(cleared.read_text().replace("{by: Head of desk}", "{by: Head of desk, date: 2031-05-05}"))
    assert briefgen(desk, "publish", EDITION, "--leave-out-unused").returncode == 0
    record = "2031-05-05_herring_v001"
    unchanged = diff(EDITION)
    assert (unchanged.returncode, unchanged.stdout) == (0, f"{record} → {EDITION}\nno differences\n")
    edit(desk, EDITION)
    edited = diff(EDITION).stdout
    assert edited.startswith(f"{record} → {EDITION}\n\n1 Landings (2)\n  ~ [-Boats-]{{+Trawlers+}} landed")
    assert diff(record, EDITION).stdout == edited
    assert "{+Boats+}" in diff(EDITION, record).stdout


def test_the_documents_show_what_is_printed(desk: Path, diff: Diff) -> None:
    edit(desk)
    printed = diff(EDITION, SECOND).stdout.translate(SPACES).splitlines()
    page = (Path(__file__).parents[2] / "docs/how-to/redline.md").read_text(encoding="utf-8")
    shown = page.partition(f"```text\n{EDITION} → ")[2].partition("```")[0].splitlines()[1:]
    lines = [line.removesuffix(" …") for line in shown if line.strip() not in ("", "…")]
    assert len(lines) == 8
    assert [line for line in lines if not any(each.startswith(line) for each in printed)] == []

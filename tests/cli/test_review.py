"""`briefgen review` as a user types it: where an edition stands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.archive.test_verify import unlock
from tests.commands import briefgen
from tests.desk import CLEARED, EDITION, FILES, replaced, write_desk

ROOT = Path(__file__).parent.parent.parent
SAID = """\
- [ ] Ana Ruiz, 2031-05-06, sections/20-vote.md:5: "the council" — Is this still so?
- [x] Bo Ek, 2031-05-06: Done.
"""
VOTE = FILES[f"{EDITION}/sections/20-vote.md"]


def lines(folder: Path, *options: str) -> list[str]:
    ended = briefgen(folder, "review", *options)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.splitlines()


def data(folder: Path) -> dict[str, Any]:
    return json.loads(briefgen(folder, "review", "--format", "json").stdout)


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(published, tmp_path / "copy", symlinks=True)
    unlock(tmp_path / "copy/out")
    return tmp_path / "copy"


def test_a_new_edition(tmp_path: Path) -> None:
    write_desk(tmp_path)
    assert lines(tmp_path) == [
        f"{EDITION}  Herring",
        "content     no faults",
        "notes       none",
        "comments    none",
        "figures     0 of 7 signed off  the desk does not ask for it",
        "clearances  1 of 2  missing: Head of desk",
        "deadlines   none near",
        "published   not yet",
    ]


def test_everything_that_is_open(tmp_path: Path) -> None:
    changes = {
        **replaced("/deadlines.yaml", "2031-06-01", "2031-05-12"),
        "desk.yaml": FILES["desk.yaml"] + "sign_off_required: true\n",
        "/sections/20-vote.md": VOTE + "\n<!-- note (Bo Ek, 2031-05-04): Who is it? -->\n",
        "/review.md": SAID,
    }
    write_desk(tmp_path, changes)
    shown = "\n".join(lines(tmp_path))
    assert f"1 warning  briefgen check {EDITION}" in shown
    assert "notes       1 open\n  20-vote.md:9: Bo Ek, 2031-05-04: Who is it?" in shown
    about = 'review.md:1: Ana Ruiz, 2031-05-06, sections/20-vote.md:5: "the council" — Is this still so?'
    assert f"comments    1 open, 1 resolved\n  {about}\n" in shown
    assert "figures     0 of 7 signed off\n  landings: 12,480, Landings\n" in shown
    assert "deadlines   1 near\n  vote: 2031-05-12, 7 days left: vote on the quota" in shown


def test_a_deadline_that_has_passed(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/deadlines.yaml", "2031-06-01", "2031-05-04"))
    assert "  vote: 2031-05-04, passed 1 day before the edition: vote on the quota" in lines(tmp_path)


def test_a_tick_that_has_fallen(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    tick = ("--sign-off", "--by", "A. Tick", "--on", "2031-05-05")
    assert briefgen(tmp_path, "facts", "landings", "quota", *tick).returncode == 0
    facts = content / EDITION / "facts.yaml"
    facts.write_text(facts.read_text().replace("value: 12480", "value: 12490"))
    shown = lines(tmp_path)
    assert "figures     1 of 7 signed off  the desk does not ask for it" in shown
    assert "  landings: 12,490, changed since A. Tick ticked it on 2031-05-05" in shown


def test_long_lists_and_long_texts_are_cut_unless_more_is_asked_for(tmp_path: Path) -> None:
    notes = "".join(f"\n<!-- note: {number} {'word ' * 40}-->\n" for number in range(10))
    write_desk(tmp_path, {"/sections/20-vote.md": VOTE + notes})
    shown = lines(tmp_path)
    assert "  and 4 more; --verbose shows them" in shown
    assert all(len(line) <= 102 for line in shown)
    whole = lines(tmp_path, "--verbose")
    assert len([line for line in whole if line.endswith("word word")]) == 10


def test_what_is_as_it_was_published(published: Path) -> None:
    (folder,) = (published / "out/archive/2031").iterdir()
    head = json.loads((published / "out/archive/register.jsonl").read_text())["digest"]
    said = json.loads((folder / "data/record.json").read_text())["published"]
    assert lines(published)[-3:] == [
        f"published   version 1  {said}  2031/{folder.name}",
        f"  register head {head}",
        "since then  no changes",
    ]
    record = data(published)["record"]
    assert (record["version"], record["register_head"], record["files"], record["changes"]) == (1, head, {}, None)


@pytest.mark.slow
def test_what_has_changed_since_it_was_published(desk: Path) -> None:
    more = {"/sections/30-more.md": "---\ntitle: More\n---\n\nMore.\n", "/review.md": SAID}
    figures = replaced("/facts.yaml", "value: 12480", "value: 12490")
    write_desk(desk, {**CLEARED, **figures, **replaced("/deadlines.yaml", "-06-01", "-06-02"), **more})
    (desk / "content" / EDITION / "sections/20-vote.md").rename(desk / "content" / EDITION / "sections/25-vote.md")
    shown = lines(desk)
    assert shown[shown.index("since then  5 files") + 1 :] == [
        "  changed: deadlines.yaml, facts.yaml",
        "  gone: sections/20-vote.md",
        "  new: sections/25-vote.md, sections/30-more.md",
        "  landings: 12,480 tonnes → 12,490 tonnes",
        "  excess: 1,480 tonnes → 1,490 tonnes",
        "  vote: moved, 2031-06-02",
    ]
    found = data(desk)
    assert found["record"]["files"][f"{EDITION}/sections/20-vote.md"] == "gone"
    assert [row["id"] for row in found["record"]["changes"]["figures"]["changed"]] == ["landings", "excess"]
    assert [comment["open"] for comment in found["comments"]] == [True, False]


def test_a_record_that_cannot_be_read_hides_nothing_else(desk: Path) -> None:
    (folder,) = (desk / "out/archive/2031").iterdir()
    (folder / "data/record.json").write_text("{")
    shown = lines(desk)
    assert shown[1] == "content     no faults"
    assert shown[-1] == "since then  unknown  it cannot be read: briefgen archive verify says more"
    (folder / "data/record.json").unlink()
    shutil.rmtree(folder / "data/source")
    assert data(desk)["record"]["fault"]


def test_content_with_errors_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))
    ended = briefgen(tmp_path, "review")
    assert (ended.returncode, "content     1 error" in ended.stdout) == (1, True)
    assert "clearances  1 of 2" in ended.stdout


def test_comments_that_cannot_be_read_are_no_fault_of_the_content(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"/review.md": f"{SAID}- [ ] a\x1b[31m sign\n"})
    shown = lines(tmp_path)
    assert (shown[1], shown[3]) == ("content     no faults", "comments    2 open, 1 resolved")
    assert shown[4].startswith(f"  content/{EDITION}/review.md:3:8: ")
    assert "\x1b" not in "".join(shown)
    (content / EDITION / "review.md").unlink()
    (content / EDITION / "review.md").mkdir()
    assert data(tmp_path)["comment_faults"] == [f'content/{EDITION}/review.md: "review.md" is not a regular file']


def test_an_edition_that_cannot_be_read(tmp_path: Path) -> None:
    write_desk(tmp_path, {"/edition.yaml": None})
    ended = briefgen(tmp_path, "review")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "the edition cannot be read" in ended.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal as Unix has it")
@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal(tmp_path: Path, no_colour: str, coloured: bool) -> None:
    write_desk(tmp_path)
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "briefgen", "review"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": no_colour}
    assert subprocess.run(command, cwd=tmp_path, env=environment, stdout=end, timeout=120, check=False).returncode == 0
    os.close(end)
    shown = os.read(terminal, 1 << 16).decode()
    os.close(terminal)
    assert "not yet" in shown
    assert ("\x1b[33mnot yet\x1b[0m" in shown) is coloured
    assert ("\x1b" in shown) is coloured


CHANGES = {
    "nothing": ({}, True, "no changes"),
    "a remark in a file": ({"/facts.yaml": "# looked at\n" + FILES[f"{EDITION}/facts.yaml"]}, True, "1 file  nothing"),
    "a word": (replaced("/sections/20-vote.md", "chairs", "leads"), False, "1 file"),
    "who must meet a deadline": (replaced("/deadlines.yaml", "The council", "The mayor"), False, "1 file"),
    "a figure": (replaced("/facts.yaml", "value: 12480", "value: 12490"), False, "1 file"),
    "a clearance": ({"/edition.yaml": CLEARED["/edition.yaml"].replace("-05-05}", "-05-04}")}, False, "1 file"),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("change", CHANGES)
def test_review_and_diff_say_the_same_of_what_went_out_in_spite_of_a_clearance(tmp_path: Path, change: str) -> None:
    late = CLEARED["/edition.yaml"].replace("Head of desk, date: 2031-05-05", "Head of desk")
    late = late.replace("Legal adviser, date: 2031-05-04", "Legal adviser, date: 2031-05-05")
    write_desk(tmp_path, {"/edition.yaml": late})
    ended = briefgen(tmp_path, "publish", "--without", "Head of desk", "--reason", "He is on leave")
    assert ended.returncode == 0, ended.stderr
    changes, same, said = CHANGES[change]
    text = changes.get("/edition.yaml", late).replace("Head of desk, date: 2031-05-05", "Head of desk")
    write_desk(tmp_path, {**changes, "/edition.yaml": text})
    differing = briefgen(tmp_path, "diff", EDITION, "--stat").stdout.strip()
    assert (differing == "no differences") is same
    assert any(line.startswith(f"since then  {said}") for line in lines(tmp_path))

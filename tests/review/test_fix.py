"""Fixes: which faults an edit mends, which of those unasked, and what `check --fix` writes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.codes import CODES, MENDED
from briefgen.content import Folder, Overlay
from briefgen.errors import Diagnostic, StorageError
from briefgen.review.content_change import change_of, edited
from briefgen.review.fix import without_refused
from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk

Changes = dict[str, str]
DESK, LANDINGS, VOTE = "desk.yaml", "/sections/10-landings.md", "/sections/20-vote.md"
BEFORE = "2031-04-28-herring/edition.yaml"
TEXT = "{{ chair }} chairs"


def typed(text: str, **desk: str) -> Changes:
    """The second section with a text in it, and a desk with more keys."""
    more = "".join(f"{key}: {value}\n" for key, value in desk.items())
    return {**replaced(VOTE, TEXT, f"{text} {TEXT}"), DESK: FILES[DESK] + more}


CASES: dict[str, tuple[Changes, str, bool]] = {
    "key but for a capital": (replaced("/facts.yaml", "stated: 8", "Stated: 8"), "BG103", True),
    "key": (replaced("/facts.yaml", "stated: 8", "statd: 8"), "BG103", False),
    "one of some words": (replaced("/figures.yaml", "kind: timeline", "kind: Timeline"), "BG105", True),
    "edition before": (
        {**replaced("/edition.yaml", "number: 19\n", "number: 19\nfollows: 2031-04-28_herring\n"), BEFORE: FILES[DESK]},
        "BG002",
        True,
    ),
    "date of the folder": (replaced("/edition.yaml", "date: 2031-05-05\n", "date: 2031-05-06\n"), "BG005", False),
    "character": (typed("Read\x01this."), "BG151", False),
    "image": (replaced(LANDINGS, "(halves.png", "(Halves.png"), "BG155", True),
    "footnote": (replaced(LANDINGS, "quota.[^weighed]", "quota.[^Weighed]"), "BG158", True),
    "kind of anchor": (replaced(LANDINGS, "[](#figure:landed)", "[](#Figure:landed)"), "BG161", True),
    "callout": (replaced(VOTE, "![](figure:dates)", "> [!Note]\n> Look.\n\n![](figure:dates)"), "BG166", True),
    "figure with its unit": (typed("It was 12,480 tonnes."), "BG201", True),
    "figure alone": (typed("It was 12,480."), "BG201", False),
    "figure in words": (typed("They took eleven thousand tonnes."), "BG214", False),
    "fact but for a hyphen": (replaced(VOTE, "{{ chair }}", "{{ ch-air }}"), "BG202", True),
    "fact": (replaced(VOTE, "{{ chair }}", "{{ chairs }}"), "BG202", False),
    "part": (replaced("/facts.yaml", "label: Quota\n", "label: Quota\n  parts: [landngs]\n"), "BG202", False),
    "source": (replaced(LANDINGS, "#source:survey", "#source:surveys"), "BG304", False),
    "cited source": (
        replaced("/facts.yaml", "source: {id: minutes, at: page 2}", "source: {id: min-utes, at: page 2}"),
        "BG203",
        True,
    ),
    "function": (replaced("/facts.yaml", "change(before", "Change(before"), "BG204", True),
    "format": (replaced(LANDINGS, "{{ landings | unit }}", "{{ landings | Unit }}"), "BG208", True),
    "unit": (replaced("/facts.yaml", "value: 11000\n  unit: tonnes", "value: 11000\n  unit: tonne"), "BG227", False),
    "chart": (replaced(VOTE, "(figure:dates)", "(figure:dat-es)"), "BG301", True),
    "reference": (replaced(LANDINGS, "[](#figure:landed)", "[](#figure:land_ed)"), "BG304", True),
    "marking": (replaced("/edition.yaml", "marking: Official\n", "marking: official\n"), "BG403", True),
    "list": (replaced("/edition.yaml", "distribution: weekly", "distribution: Weekly"), "BG404", True),
    "mark": (replaced("/facts.yaml", "quota:\n", "# REVIEW: look\nquota:\n"), "BG406", False),
    "avoided term": (typed("Fishers wait.", terms="[{use: Crews, avoid: [Fishers]}]"), "BG408", True),
    "avoided term in a quotation": (
        typed("He said “the fishers wait”.", terms="[{use: crews, avoid: [fishers]}]"),
        "BG408",
        False,
    ),
    "article": (typed("There is a fisher.", terms="[{use: angler, avoid: [fisher]}]"), "BG408", False),
    "forbidden term": (typed("The fishers wait.", terms="[{use: crews, forbid: [fishers]}]"), "BG451", True),
    "typed reference": (typed("See Table 1."), "BG455", False),
    "cell": (
        {
            **replaced("sources.yaml", "minutes:\n", "minutes:\n  file: data/catch.csv\n"),
            **replaced("/facts.yaml", "value: 11000\n", "value: 11000\n  from: {row: Quota, column: Tonnes}\n"),
            "data/catch.csv": "Port,Tonnes\nQuota,11500\n",
        },
        "BG614",
        False,
    ),
    "acronym": (typed("The ICES met.", acronyms="{ICES: Council for the Sea}"), "BG452", True),
}

NEVER = {
    "a file is made, moved or saved anew, which is no edit of text": (
        "BG001 BG003 BG004 BG006 BG007 BG008 BG110 BG156 BG157 BG226 BG405 BG409 BG410 BG414 BG431 BG432 BG433 BG434 "
        "BG172 BG173 BG435 BG436 BG501 BG502 BG503 BG504 BG505 BG506"
    ),
    "only the author knows what was to stand there": (
        "BG101 BG102 BG104 BG106 BG107 BG108 BG109 BG152 BG153 BG154 BG160 BG162 BG163 BG164 BG165 BG167 BG168 BG171 "
        "BG231 BG302 BG303 BG305 BG306 BG307 BG308 BG402 BG429 BG507"
    ),
    "a fix would take words out that somebody wrote": "BG159 BG170 BG215 BG222 BG223 BG453 BG454",
    "one of two figures or dates is wrong, and the source says which": (
        "BG205 BG206 BG207 BG209 BG210 BG211 BG212 BG213 BG216 BG217 BG218 BG219 BG221 BG224 BG225 BG228 BG229 BG230 "
        "BG407 BG413 BG421 BG422 BG423 BG425"
    ),
    "somebody decides, ticks or confirms": (
        "BG169 BG401 BG411 BG412 BG415 BG416 BG417 BG418 BG419 BG420 BG424 BG426 BG427 BG428"
    ),
    "what an audience may read is for people to say": "BG901 BG902 BG903 BG904 BG905 BG906 BG907 BG908 BG909 BG910",
    "whoever reads both languages decides": "BG801 BG802 BG803 BG804 BG805 BG806 BG807 BG808 BG809",
    "an audited document is nobody's content": "BG701 BG702 BG703 BG704 BG705 BG706 BG707",
    "the data file is looked at; `briefgen take --write` takes over": (
        "BG601 BG602 BG603 BG604 BG605 BG606 BG607 BG608 BG609 BG610 BG611 BG612 BG613 BG615 BG617 BG618 BG619 BG620"
    ),
}


def check(content: Path, edits: dict[str, bytes] | None = None) -> tuple[Diagnostic, ...]:
    tree = Overlay(Folder(content), edits or {})
    return open_project(tree, out=content.parent / "out").latest.facts().diagnostics


def test_each_code_is_decided() -> None:
    never = [code for codes in NEVER.values() for code in codes.split()]
    assert len(never) == len(set(never))
    others = {code for code in CODES if code not in never}
    assert others == set(MENDED)
    assert {code for _, code, _ in CASES.values()} == others
    assert {code for _, code, is_safe in CASES.values() if is_safe} == {code for code in MENDED if MENDED[code]} - {
        "BG214"
    }


@pytest.mark.sample(15)
@pytest.mark.parametrize("case", CASES)
def test_a_fix_mends_its_fault(case: str, tmp_path: Path) -> None:
    changes, code, is_safe = CASES[case]
    content = write_desk(tmp_path, changes)
    before = check(content)
    (fault,) = [each for each in before if each.code == code and each.fixes]
    assert [fix.safe for fix in fault.fixes] == [is_safe]
    after = check(content, edited(Folder(content), fault.fixes[0].edits))
    assert (code, fault.message) not in {(each.code, each.message) for each in after}
    if is_safe:
        assert not {each.code for each in after if each.is_error} - {each.code for each in before}


def test_safe_fixes_are_written_once_and_undone_by_their_patch(tmp_path: Path) -> None:
    changes = {**typed("It was 12,480 tonnes: {{ chairs }}."), **replaced("/facts.yaml", "stated: 8", "Stated: 8")}
    content = write_desk(tmp_path, changes)
    old = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    done = briefgen(tmp_path, "check", "--fix")
    assert (done.returncode, "mended 2 faults in 2 files" in done.stderr) == (1, True), done.stderr
    assert "It was {{ landings }} tonnes: {{ chairs }}." in (content / EDITION / "sections/20-vote.md").read_text()
    assert "BG202" in done.stderr
    again = briefgen(tmp_path, "check", "--fix")
    assert (again.stdout, "nothing to mend" in again.stderr) == ("", True)
    subprocess.run(["git", "apply", "-R"], input=done.stdout, text=True, cwd=tmp_path, check=True)
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == old


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_untouched_bytes_stay(newline: str, tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    path = content / EDITION / "edition.yaml"
    text = FILES[f"{EDITION}/edition.yaml"].replace("title: Herring", "title: 12,480 tonnes # landed", 1)
    path.write_bytes(("\ufeff" + text.replace("\n", newline)).encode())
    assert briefgen(tmp_path, "check", "--fix").returncode == 0
    wanted = text.replace("12,480 tonnes", '"{{ landings }} tonnes"')
    assert path.read_bytes() == ("\ufeff" + wanted.replace("\n", newline)).encode()


def test_programs_get_only_what_is_left(tmp_path: Path) -> None:
    write_desk(tmp_path, typed("It was 12,480 tonnes, and 12,480."))
    done = briefgen(tmp_path, "check", "--fix", "--format", "json")
    (fault,) = [row for row in json.loads(done.stdout) if row["code"] == "BG201"]
    (fix,) = fault["fixes"]
    assert (fix["safe"], fix["edits"][0]["text"]) == (False, "{{ landings }}")
    assert fix["edits"][0]["range"]["end"]["column"] - fix["edits"][0]["range"]["start"]["column"] == len("12,480")


def test_a_fix_that_brings_an_error_is_left_out() -> None:
    assert without_refused([1, 2, 3, 4], lambda chosen: 3 in chosen) == [1, 2, 4]  # type: ignore[list-item,comparison-overlap]


def test_all_files_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text("old")
    second.write_text("old")
    (tmp_path / "c").write_text("no folder")
    change = change_of(Folder(tmp_path), {"a.md": b"new", "b.md": b"new", "c/d.md": b"new"})
    with pytest.raises(StorageError):
        change.write(tmp_path)
    assert (first.read_text(), second.read_text()) == ("old", "old")
    second.write_text("changed meanwhile")
    with pytest.raises(StorageError, match="has changed"):
        change_of(Folder(tmp_path), {}).__class__({"b.md": b"old"}, {"b.md": b"new"}).write(tmp_path)

"""A desk's second edition: both documents say what has changed since the first, and follow it when that changes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from briefgen.building import BuildOptions, Outcome, build
from briefgen.content import Folder, house_assets
from briefgen.model.blocks import Heading, Table
from briefgen.model.traverse import plain_text
from briefgen.pipeline import check
from briefgen.render import render
from briefgen.scaffold import carry_forward
from briefgen.workspace import Workspace
from tests.desk import EDITION, write_desk

pytestmark = pytest.mark.slow

SECOND = "2031-05-12-herring"
WORD = BuildOptions(["docx"])
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = {"value: 12480": "value: 12900", "stated: 8": "stated: 12", "Anna Berg": "Bo Ek"}
DEADLINES = {"2031-06-01": "2031-06-08"}
ROWS = (
    "Landings 12,480 tonnes 12,900 tonnes +420 (+3.4%)",
    "Landed above the quota 1,480 tonnes 1,900 tonnes +420 (+28.4%)",
    "Rise of the landings 8% 12% +4 percentage points",
    "Chair of the council Anna Berg Bo Ek –",
    "The council: vote on the quota 1 Jun 2031 8 Jun 2031 7 days later",
)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """The small desk with a second edition, as `briefgen new` makes it."""
    content = write_desk(tmp_path)
    carry_forward(content, EDITION, date(2031, 5, 12), "herring")
    return Workspace(Folder(content), house_assets(), tmp_path / "out")


def change(path: Path, changes: dict[str, str]) -> None:
    """Replace passages of a file, each of which must be there once."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def change_figures(desk: Workspace) -> None:
    change(desk.content.path / SECOND / "facts.yaml", FACTS)
    change(desk.content.path / SECOND / "deadlines.yaml", DEADLINES)


def faults(desk: Workspace, name: str = SECOND) -> list[tuple[str, str, int, int, int]]:
    """Code and place of every fault, with its width, but for what `new` leaves to be looked at."""
    return [
        (fault.code, Path(fault.place.file).name, fault.place.line, fault.place.column, fault.place.width)
        for fault in check(desk, name).diagnostics
        if fault.code not in ("BG406", "BG411")
    ]


def pdf_text(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return " ".join("".join(text.text or "" for text in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))


READERS: dict[str, Callable[[bytes], str]] = {"pdf": pdf_text, "docx": docx_text}


@pytest.mark.sample(1)
@pytest.mark.parametrize("form", READERS)
def test_both_documents_say_what_has_changed(desk: Workspace, form: str) -> None:
    change_figures(desk)
    assert faults(desk) == []
    brief = check(desk, SECOND).brief
    assert brief is not None
    text = re.sub(r"\s+", " ", READERS[form](render(brief)[f"{SECOND}.{form}"]))
    part = text[text.rindex("Since the last brief") :]
    assert [row for row in ROWS if row not in part] == []
    assert "Quota 11,000 tonnes 11,000 tonnes" not in part


@pytest.mark.parametrize("form", READERS)
def test_both_documents_say_that_nothing_has(desk: Workspace, form: str) -> None:
    brief = check(desk, SECOND).brief
    assert brief is not None
    text = re.sub(r"\s+", " ", READERS[form](render(brief)[f"{SECOND}.{form}"]))
    assert "Since the last brief No figure or deadline has changed since the brief of 5 May 2031." in text


def test_the_part_stands_behind_the_upcoming_dates_and_in_the_contents(desk: Workspace) -> None:
    change_figures(desk)
    brief = check(desk, SECOND).brief
    assert brief is not None
    heads = [plain_text(block.content) for block in brief.document.blocks if isinstance(block, Heading)]
    assert heads[:3] == ["Upcoming dates", "Since the last brief", "Landings"]
    table = next(block for block in brief.document.blocks if isinstance(block, Table) and block.id == "since-table")
    assert table.source == ()
    assert brief.document.blocks.index(table) == 1 + next(
        number for number, block in enumerate(brief.document.blocks) if block.id == "since-the-last-brief"
    )


def test_an_edition_that_follows_none_has_no_such_part(desk: Workspace) -> None:
    brief = check(desk, EDITION).brief
    assert brief is not None
    assert [block.id for block in brief.document.blocks if block.id.startswith("since")] == []


def test_to_stand_in_the_table_is_no_use(desk: Workspace) -> None:
    def uses(name: str) -> dict[str, list[str]]:
        brief = check(desk, name).brief
        assert brief is not None
        return {row["id"]: row["used"] for row in json.loads(render(brief, ())["ledger.json"])}

    change_figures(desk)
    first, second = uses(EDITION), uses(SECOND)
    assert first["landings"]
    assert {fact: len(used) for fact, used in first.items()} == {fact: len(used) for fact, used in second.items()}


class TestFaults:
    def test_a_predecessor_with_errors_is_a_warning_and_leaves_the_part_out(self, desk: Workspace) -> None:
        line = 1 + (desk.content.path / SECOND / "edition.yaml").read_text().split("\n").index(f"follows: {EDITION}")
        change(desk.content.path / EDITION / "facts.yaml", {"value: 11000": "value: many"})
        assert faults(desk) == [("BG424", "edition.yaml", line, 10, len(EDITION))]
        brief = check(desk, SECOND).brief
        assert brief is not None
        assert [block.id for block in brief.document.blocks if block.id.startswith("since")] == []

    def test_so_is_one_whose_ledger_has_errors(self, desk: Workspace) -> None:
        change(desk.content.path / EDITION / "facts.yaml", {"stated: 8": "stated: 9"})
        assert [fault[0] for fault in faults(desk)] == ["BG424"]

    def test_errors_of_its_texts_alone_leave_the_part_in(self, desk: Workspace) -> None:
        change(desk.content.path / EDITION / "sections" / "20-vote.md", {"{{ chair }}": "{{ chair"})
        assert [fault[:2] for fault in faults(desk, EDITION) if fault[0] != "BG222"] == [("BG162", "20-vote.md")]
        assert faults(desk) == []
        brief = check(desk, SECOND).brief
        assert brief is not None
        assert [block.id for block in brief.document.blocks if block.id.startswith("since")] != []

    def test_warnings_of_the_predecessor_are_its_own_matter(self, desk: Workspace) -> None:
        (desk.content.path / EDITION / "notes.txt").write_text("x")
        assert [fault[0] for fault in faults(desk, EDITION)] == ["BG006"]
        assert faults(desk) == []

    @pytest.mark.parametrize("later", ["2031-05-12-herring", "2031-05-12-cod", "2031-06-02-herring"])
    def test_an_edition_that_follows_no_earlier_one(self, desk: Workspace, later: str) -> None:
        (desk.content.path / later).mkdir(exist_ok=True)
        header = desk.content.path / SECOND / "edition.yaml"
        line = 1 + header.read_text().split("\n").index(f"follows: {EDITION}")
        change(header, {f"follows: {EDITION}": f"follows: {later}"})
        assert faults(desk) == [("BG425", "edition.yaml", line, 10, len(later))]

    @pytest.mark.parametrize("day", [date(2031, 5, 5), date(2031, 5, 1)])
    def test_what_is_carried_to_no_later_date_follows_nothing(self, desk: Workspace, day: date) -> None:
        carry_forward(desk.content.path, SECOND, date(2031, 5, 19), "herring")
        carry_forward(desk.content.path, "2031-05-19-herring", day, "cod")
        assert "follows" not in (desk.content.path / f"{day}-cod" / "edition.yaml").read_text()
        assert faults(desk, f"{day}-cod") == []


class TestFingerprint:
    def test_a_change_of_the_predecessor_builds_again(self, desk: Workspace) -> None:
        change_figures(desk)
        assert build(desk, SECOND, WORD).outcome is Outcome.BUILT
        assert build(desk, SECOND, WORD).outcome is Outcome.UNCHANGED
        change(desk.content.path / EDITION / "facts.yaml", {"value: 12480": "value: 12481"})
        assert build(desk, SECOND, WORD).outcome is Outcome.BUILT

    @pytest.mark.slow
    def test_an_edition_that_follows_nothing_is_not_built_again(self, desk: Workspace) -> None:
        assert build(desk, EDITION, WORD).outcome is Outcome.BUILT
        change(desk.content.path / SECOND / "facts.yaml", FACTS)
        assert build(desk, EDITION, WORD).outcome is Outcome.UNCHANGED

    @pytest.mark.parametrize(
        "line",
        [
            f"follows: {EDITION} # the last",
            f"follows: '{EDITION}'",
            f'"follows" : "{EDITION}"',
            f"follows:\n  {EDITION}",
            f"follows: >-\n  {EDITION}",
        ],
    )
    def test_however_it_is_written(self, desk: Workspace, line: str) -> None:
        change(desk.content.path / SECOND / "edition.yaml", {f"follows: {EDITION}": line})
        assert faults(desk) == []
        before = desk.fingerprint(SECOND)
        change(desk.content.path / EDITION / "facts.yaml", {"value: 12480": "value: 12481"})
        assert desk.fingerprint(SECOND) != before

    def test_in_flow_style(self, desk: Workspace) -> None:
        text = f'{{title: t, date: 2031-05-12, marking: Official, bottom_line: "{{{{ rise }}}}", follows: {EDITION}}}\n'
        (desk.content.path / SECOND / "edition.yaml").write_text(text)
        assert faults(desk) == []
        before = desk.fingerprint(SECOND)
        change(desk.content.path / EDITION / "deadlines.yaml", DEADLINES)
        assert desk.fingerprint(SECOND) != before

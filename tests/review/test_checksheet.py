"""Check sheets: which figures they ask for, what they show of each, and that they need nothing from anywhere."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.review.sheet_answers import SheetReader
from tests.review.test_evidence import QUOTED, REPORT
from tests.test_fact_tables import desk as desk_with_table

ALL = ["landings", "quota", "excess", "before", "rise", "chair", "vote"]
DESK = {f"{EDITION}/facts.yaml": QUOTED, "sources/survey.txt": REPORT}


def sheet(root: Path, *arguments: str, reader: str = "A. Ruiz") -> Path:
    """The sheet that a command writes."""
    done = briefgen(root, "checksheet", "--for", reader, *arguments)
    assert done.returncode == 0, done.stderr
    return root / done.stdout.strip()


def read(root: Path, *arguments: str) -> SheetReader:
    return SheetReader(sheet(root, *arguments).read_text("utf-8"))


def names(root: Path, *arguments: str) -> list[str]:
    return list(read(root, *arguments).items)


def test_a_sheet_shows_each_figure_with_its_evidence(tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    path = sheet(tmp_path)
    assert path == tmp_path / "out/checksheets" / f"{EDITION}_a-ruiz.html"
    page = SheetReader(path.read_text("utf-8"))
    assert list(page.items) == ALL
    shown = page.words["landings"].replace("\u00a0", " ")
    for words in (
        "1. Landings",
        "12,480 tonnes",
        "2030",
        "Institute of the Sea. Coastal survey (survey; 30 April 2031).",
        "¶ 2",
        "“landings … 12,480 tonnes”",
        "In 2030 the landings rose. They came to 12,480 tonnes.",
        "Bottom line: Landings stood at 12,480 tonnes, +8% on the year before.",
        "Fisheries desk",
        "☐ right",
    ):
        assert words in shown
    assert "change(before, landings) = (12,480 − 11,556) / 11,556 → 8%" in page.words["rise"]
    assert "before: 11,556\u00a0tonnes, Landings of the year before" in page.words["rise"]
    assert "The council: vote on the quota" in page.words["vote"]
    assert page.words[""].count("Official") == 2
    assert page.words[""].count("DRAFT") == 2


def test_a_sheet_loads_nothing_and_runs_only_its_own_script(tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    page = sheet(tmp_path).read_text("utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src &#x27;none&#x27;; ")
    for element in ("style", "script"):
        ((attributes, content),) = re.findall(rf"<{element}([^>]*)>(.*?)</{element}>", page, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{element}-src &#x27;sha256-{digest}&#x27;" in policy
        assert attributes == ""
    assert not re.search(r"\b(?:src|srcset|href|action|style|on\w+)=", page)
    assert not re.search(r"url\(|@import|innerHTML|eval\(|fetch\(|XMLHttpRequest|WebSocket", page)


def test_equal_content_gives_equal_sheets(tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    first = sheet(tmp_path).read_bytes()
    assert sheet(tmp_path).read_bytes() == first


def test_what_people_write_is_text_and_no_markup(tmp_path: Path) -> None:
    changes = {
        "sources.yaml": FILES["sources.yaml"].replace("title: Coastal survey", "title: A </section><script> & 'b'"),
        "desk.yaml": FILES["desk.yaml"].replace("name: Fisheries desk", "name: '\"><b onclick=1>'"),
        "sources/survey.txt": "<script>alert(1)</script>\n",
    }
    write_desk(tmp_path, changes)
    page = read(tmp_path, "landings")
    assert list(page.items) == ["landings"]
    assert "A </section><script> & 'b'" in page.words["landings"].replace("‘", "'").replace("’", "'")
    assert page.main["desk"] == '"><b onclick=1>'


def test_facts_sections_and_those_without_a_tick_can_be_asked_for(tmp_path: Path) -> None:
    write_desk(tmp_path)
    assert names(tmp_path, "rise", "chair") == ["rise", "chair"]
    assert names(tmp_path, EDITION, "--section", "vote") == ["chair", "vote"]
    assert names(tmp_path, "--section", "landings") == ["landings", "quota", "excess"]
    briefgen(tmp_path, "facts", "landings", "rise", "--sign-off", "--by", "A. Ruiz")
    assert names(tmp_path, "--unticked") == [name for name in ALL if name not in ("landings", "rise")]


def test_a_share_is_drawn_from_edition_and_name_and_says_so(tmp_path: Path) -> None:
    write_desk(tmp_path)
    drawn = read(tmp_path, "--share", "40%")
    assert len(drawn.items) == 3
    assert names(tmp_path, "--share", "0.4") == list(drawn.items)
    assert f"drawn by chance from 7, by the seed “{EDITION} / A. Ruiz”" in drawn.words[""]
    other = sheet(tmp_path, "--share", "40%", reader="C. Dorn").read_text("utf-8")
    assert list(SheetReader(other).items) != list(drawn.items)
    assert len(names(tmp_path, "--share", "1%")) == 1


def test_a_table_is_asked_for_by_rows_and_cells_by_name(tmp_path: Path) -> None:
    desk_with_table(tmp_path)
    page = read(tmp_path, "catch")
    assert list(page.items) == ["catch.sule", "catch.wick", "catch.total"]
    shown = page.words["catch.wick"]
    assert "2. Wick (row of the table catch)" in shown
    assert "Port of Sule\n1,000\n900\n90%\nWick\n*\n100\n10%\nTotal" in re.sub(r"\n+", "\n", shown)
    assert "row Wick" in shown
    assert names(tmp_path, "catch.sule") == ["catch.sule"]
    assert names(tmp_path, "catch.sule.after", "landings") == ["landings", "catch.sule.after"]
    assert names(tmp_path)[-4:] == ["catch.sule", "catch.wick", "catch.total", "vote"]


def test_nobody_is_asked_for_figures_of_their_own(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/facts.yaml", "label: Quota\n", "label: Quota\n  author: Ana Ruiz\n"))
    page = read(tmp_path)
    assert "quota" not in page.items
    assert "1 that A. Ruiz entered are left out" in page.words[""]
    done = briefgen(tmp_path, "checksheet", "quota", "--for", "A. Ruiz")
    assert done.returncode == 1
    assert 'error BG417: "quota" was entered by Ana Ruiz, so that A. Ruiz cannot tick it' in done.stderr
    assert done.stderr.endswith("1 error; no check sheet was written\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("landing", "--for", "A. Ruiz"), 2, 'there is no fact "landing"; did you mean "landings"?'),
        (("--section", "votes", "--for", "A. Ruiz"), 2, 'there is no section "votes"; did you mean "vote"?'),
        (("--for", "?"), 2, '"?" is not a name'),
        (("--for", "A. Ruiz", "--share", "0%"), 2, '"0%" is no share; write it as 20% or 0.2'),
        (("--for", "A. Ruiz", "--share", "half"), 2, '"half" is no share'),
        (("--for", "Fisheries desk"), 2, "there is no figure left to check; the 7 that there are were entered by"),
        (("2031-06-01", "--for", "A. Ruiz"), 1, 'there is no edition "2031-06-01"'),
        ((), 2, "Missing option '--for'"),
    ],
)
def test_what_cannot_be_asked_for_is_said(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    write_desk(tmp_path)
    done = briefgen(tmp_path, "checksheet", *arguments)
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert not (tmp_path / "out/checksheets").exists()


def test_an_edition_with_errors_has_no_sheet(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/facts.yaml", "stated: 8", "stated: 9"))
    done = briefgen(tmp_path, "checksheet", "--for", "A. Ruiz")
    assert done.returncode == 1
    assert "BG209" in done.stderr


def test_words_of_a_brief_in_another_language_stand_in_their_own_direction(tmp_path: Path) -> None:
    write_desk(tmp_path, {**DESK, "desk.yaml": DESK.get("desk.yaml", FILES["desk.yaml"]).replace("en-GB", "ur")})
    page = sheet(tmp_path).read_text("utf-8")
    assert '<html lang="en-GB">' in page
    assert '<span lang="ur" dir="rtl">Landings</span></h2>' in page
    assert re.search(r'class="where">[^<]*</span><span lang="ur" dir="rtl">', page)
    assert "lang=" not in sheet_in_english(tmp_path).split("<body>")[1]


def sheet_in_english(root: Path) -> str:
    write_desk(root / "english", DESK)
    return sheet(root / "english").read_text("utf-8")

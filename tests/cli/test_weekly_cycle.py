"""A week with a workbook, as a desk goes through it: each command in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import briefgen_process
from tests.content.test_data_sources import FACTS, WORKBOOK, bound_desk
from tests.data_files.books import texts, xlsx
from tests.desk import EDITION, FILES
from tests.review.test_take import CHANGED

NEXT = "2031-05-12-herring"
RECORDS = ("2031-05-05_herring_v001", "2031-05-12_herring_v001")
PUBLISH = ("--without", "Head of desk", "--reason", "It is due.")
COMMENTED = FACTS.replace("  stated: 8\n", "").replace("  value: 12480\n", "  value: 12480   # of the sheet\n")


def tick(edition: str) -> tuple[str, ...]:
    return ("facts", edition, "landings", "--sign-off", "--by", "B. Reader")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose brief of last week has gone out."""
    root = tmp_path_factory.mktemp("week")
    content = bound_desk(root, facts=COMMENTED)
    header = content / EDITION / "edition.yaml"
    header.write_text(f"{header.read_text()}author: A. Writer\n")
    done(root, *tick(EDITION))
    done(root, "build")
    done(root, "publish", EDITION, *PUBLISH)
    return root


def done(desk: Path, *arguments: str, code: int = 0) -> str:
    """What a command prints, results and messages, if it ends as it should."""
    found = briefgen_process(desk, *arguments)
    assert found.returncode == code, found.stderr
    return found.stdout + found.stderr


@pytest.mark.slow
def test_a_changed_workbook_goes_through_the_week(desk: Path) -> None:
    ledger = desk / "content" / NEXT / "facts.yaml"
    (desk / "content" / WORKBOOK).write_bytes(CHANGED)
    done(desk, "new", NEXT[:10], NEXT[11:])
    before = ledger.read_bytes()

    found = done(desk, "check", "--all", code=1)
    assert f"content/{NEXT}/facts.yaml:2:10: error BG614: the ledger says 12480, " in found
    assert "1 error" in found, "last week's edition is none of the workbook's any more"
    assert "nothing was written" in done(desk, "build", code=1)
    assert "1 of 1 changed, not yet taken" in done(desk, "review", code=1)
    assert "ticks that fall: landings" in done(desk, "take")
    assert ledger.read_bytes() == before
    assert "ticks fallen: landings" in done(desk, "take", f"content/{WORKBOOK}", "--write")
    assert ledger.read_bytes() == before.replace(b"12480   # of", b"12600   # of")
    assert "fallen: B. Reader" in done(desk, "facts", "landings")

    assert "error" not in done(desk, "check")
    done(desk, "build")
    assert "12,480" in done(desk, "diff", EDITION, NEXT)
    assert "12,600" in done(desk, "diff", RECORDS[0], NEXT)
    done(desk, "redline", EDITION, NEXT)
    made = {path.name for path in (desk / "out/redlines").rglob("*.*") if path.is_file()}
    assert {f"{EDITION}..{NEXT}.docx", f"{EDITION}..{NEXT}.pdf"} <= made
    done(desk, *tick(NEXT))
    assert RECORDS[1] in done(desk, "publish", NEXT, *PUBLISH)
    for record in RECORDS:
        assert "to the byte" in done(desk, "archive", "rebuild", record)
    kept = [path.read_bytes() for path in sorted((desk / "out/archive").rglob("2031-05.xlsx"))]
    assert len(kept) == 2
    assert kept[1] == CHANGED != kept[0]


TABLES = """
ports:
  source: survey
  from: {sheet: Data}
  caption: Boats by port
"""
AT = "<mergeCells><mergeCell ref='B1:C1'/><mergeCell ref='A1:A2'/></mergeCells>"


def ports(boats: int, total: int) -> bytes:
    """A sheet whose headings take two rows."""
    rows = texts(
        ("Port", "Boats", ""), ("", 2029, 2030), ("Wick", 7001, 8002), ("Sule", 6003, boats), ("Total", 13004, total)
    )
    return xlsx(rows, behind=AT)


@pytest.mark.slow
def test_a_whole_table_goes_through_the_week(tmp_path: Path) -> None:
    content = bound_desk(tmp_path, ports(9004, 17006), FILES[f"{EDITION}/facts.yaml"])
    (content / EDITION / "tables.yaml").write_text(TABLES)
    section = content / EDITION / "sections/20-vote.md"
    section.write_text(f"{section.read_text()}\nSule has {{{{ ports.sule.boats-2030 }}}}.\n\n![](table:ports)\n")
    assert "was not taken from content/data/2031-05.xlsx yet" in done(tmp_path, "check", code=1)
    done(tmp_path, "take", "ports", "--write")
    done(tmp_path, "facts", "ports", "--sign-off", "--by", "B. Reader")
    done(tmp_path, "build")
    done(tmp_path, "publish", EDITION, *PUBLISH)

    (content / WORKBOOK).write_bytes(ports(9005, 17007))
    done(tmp_path, "new", NEXT[:10], NEXT[11:])
    assert "the table says 9004" in done(tmp_path, "check", code=1)
    assert "fall" in done(tmp_path, "take", "--write")
    taken = (content / NEXT / "tables/ports.csv").read_text()
    assert taken == "Port,Boats,\nPort,2029,2030\nWick,7001,8002\nSule,6003,9005\nTotal,13004,17007\n"
    done(tmp_path, "build")
    assert "9,004 → 9,005" in done(tmp_path, "diff", EDITION, NEXT)
    done(tmp_path, "redline", EDITION, NEXT)
    done(tmp_path, "facts", "ports", "--sign-off", "--by", "B. Reader")
    done(tmp_path, "publish", NEXT, *PUBLISH)
    assert "9,005" in done(tmp_path, "archive", "history", "ports.sule.boats-2030")
    assert RECORDS[1] in done(tmp_path, "archive", "search", "9,005")
    for record in RECORDS:
        assert "to the byte" in done(tmp_path, "archive", "rebuild", record)

"""A week with a workbook: it changes after the brief went out, its values are taken, ticked, compared and published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import briefgen
from tests.content.test_data_sources import FACTS, WORKBOOK, bound_desk
from tests.desk import EDITION
from tests.test_take import CHANGED

RECORD = "2031-05-05_herring_v00{}"
PUBLISH = ("publish", "--without", "Head of desk", "--reason", "It is due.")
TICK = ("facts", EDITION, "landings", "--sign-off", "--by", "B. Reader")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("week")
    content = bound_desk(root, facts=FACTS.replace("  stated: 8\n", ""))
    header = content / EDITION / "edition.yaml"
    header.write_text(f"{header.read_text()}author: A. Writer\n")
    return root


def done(desk: Path, *arguments: str, code: int = 0) -> str:
    """What a command prints, results and messages, if it ends as it should."""
    found = briefgen(desk, *arguments)
    assert found.returncode == code, found.stderr
    return found.stdout + found.stderr


@pytest.mark.slow
def test_a_changed_workbook_goes_through_the_week(desk: Path) -> None:
    done(desk, *TICK)
    done(desk, "build")
    done(desk, *PUBLISH)
    (desk / "content" / WORKBOOK).write_bytes(CHANGED)
    assert "the ledger says 12480, " in done(desk, "check", code=1)
    assert "nothing was written" in done(desk, "build", code=1)
    assert "landings: 12480 -> 12600" in done(desk, "take", "--write")
    assert "fallen: B. Reader" in done(desk, "facts", "landings")
    done(desk, *TICK)
    done(desk, "check")
    done(desk, "build")
    assert "12,600" in done(desk, "diff", RECORD.format(1), EDITION)
    done(desk, "redline", RECORD.format(1), EDITION)
    assert RECORD.format(2) in done(desk, *PUBLISH)
    for version in (1, 2):
        assert "to the byte" in done(desk, "archive", "rebuild", RECORD.format(version))
    kept = [path.read_bytes() for path in sorted((desk / "out/archive").rglob("2031-05.xlsx"))]
    assert len(kept) == 2
    assert kept[1] == CHANGED != kept[0]

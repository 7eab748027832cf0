"""Sources that have other numbers now: a redline marks the sources, and not every reference to them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.model.blocks import List
from briefgen.model.document import Document
from briefgen.model.inlines import Deleted, Inserted
from briefgen.model.traverse import blocks_of, inlines_of, plain_text, texts_of
from briefgen.pipeline import check
from briefgen.review.diff.compare import mark_changes
from briefgen.review.diff.inline_diff import Reviser
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, replaced, write_desk

LOG = "\nlog:\n  kind: log\n  title: Harbour log\n  date: 2031-04-29\n"
SECTION = "/sections/10-landings.md"
CITING = replaced("/edition.yaml", "  Landings stood", "  [page 9](#source:log) Landings stood")
ADDED = {**CITING, "sources.yaml": FILES["sources.yaml"] + LOG}
SAME: dict[str, str] = {"sources.yaml": FILES["sources.yaml"] + LOG}


def document(folder: Path, changes: dict[str, str]) -> Document:
    found = check(Workspace(Folder(write_desk(folder, changes)), house_assets(), folder / "out"), EDITION)
    assert found.brief is not None, found.diagnostics
    return found.brief.document


def marked(made: Document) -> list[str]:
    inlines = [i for block in blocks_of(made.blocks) for text in texts_of(block) for i in inlines_of(text)]
    return [plain_text(i.content) for i in inlines if isinstance(i, Inserted | Deleted)]


@pytest.mark.parametrize(("before", "after"), [(SAME, ADDED), (ADDED, SAME)])
def test_only_the_source_that_has_come_or_gone_is_marked(
    tmp_path: Path, before: dict[str, str], after: dict[str, str]
) -> None:
    old, new = document(tmp_path / "old", before), document(tmp_path / "new", after)
    made = mark_changes(old, new, Reviser("Desk", datetime(2031, 5, 5, tzinfo=UTC)))
    assert marked(made) == ["[1,\u00a0page\u00a09] "]
    (sources,) = (block for block in made.blocks if isinstance(block, List) and block.id == "sources-list")
    assert sum(item.change is not None for item in sources.items) == 1


def test_a_reference_that_names_another_source_or_place_is_marked(tmp_path: Path) -> None:
    other = replaced(SECTION, "[table 1](#source:survey)", "[page 2](#source:minutes)")
    old, new = document(tmp_path / "old", {}), document(tmp_path / "new", other)
    made = mark_changes(old, new, Reviser("Desk", datetime(2031, 5, 5, tzinfo=UTC)))
    assert any("table" in text for text in marked(made)) and any("page" in text for text in marked(made))

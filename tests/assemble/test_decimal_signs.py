"""Figures of a column say what stands behind their whole part, where that differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model.blocks import Table
from tests.assemble.test_document import document
from tests.desk import EDITION, FILES

FACTS = """
five: {value: 5, unit: "%", label: A share, source: {id: survey, at: p. 1}}
twelve: {value: 12.5, unit: "%", label: A rate, source: {id: survey, at: p. 1}}
many: {value: 1234, unit: homes, label: Homes, source: {id: survey, at: p. 1}}
"""
SECTION = """

Table: Shares. {#shares}

| Region | Share | Same | Mixed |
| :-- | --: | --: | --: |
| North | {{ five }} | {{ many }} | {{ many }} |
| South | **{{ twelve }}** | {{ many }} | {{ twelve }} |
| East | none | {{ many }} | {{ many \\| words }} |
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    folder: Path = tmp_path_factory.mktemp("desk")
    section = next(path for path in FILES if path.startswith(f"{EDITION}/sections/"))
    facts = f"{EDITION}/facts.yaml"
    made = document(folder, {facts: FILES[facts] + FACTS, section: FILES[section] + SECTION})
    return next(block for block in made.blocks if isinstance(block, Table) and block.anchor == "table:shares")


def test_figures_say_what_stands_behind_their_whole_part(table: Table) -> None:
    """Words, and columns in which all figures end alike, are left as they are."""
    assert [[cell.behind for cell in column] for column in zip(*table.rows, strict=True)] == [
        [None, None, None],
        ["%", ".5%", None],
        [None, None, None],
        ["", ".5%", None],
    ]

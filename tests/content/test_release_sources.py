"""Sources in releases: what is cited in place of one that is for others, and what a source said in its own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.pipeline import check
from tests.content.test_release_tables import CODE, PRESS, errors, files_of, released
from tests.desk import EDITION, FILES, replaced, write_desk

pytestmark = pytest.mark.slow

CABLE = """
cable:
  kind: cable
  title: Cable from Norvania
  date: 2031-04-12
  for: minister
  otherwise: minutes
"""
SOURCES = FILES["sources.yaml"] + CABLE


def cited(**more: str) -> dict[str, str | None]:
    """The desk, where the quota comes from a cable that only the minister may know of."""
    facts = FILES[f"{EDITION}/facts.yaml"].replace(
        "source: {id: minutes, at: page 2}",
        'source: {id: cable, at: line 4}\n  quote: "the Norvanians ask 11,000 tonnes"',
    )
    return files_of(**{"sources.yaml": SOURCES, "/facts.yaml": facts, **more})


def written(root: Path, files: dict[str, str | None], path: str) -> str:
    return released(root, files).content.files[path].decode()


def test_another_source_without_place_and_quote(tmp_path: Path) -> None:
    facts = written(tmp_path, cited(), f"{PRESS}/facts.yaml")
    assert 'source: "minutes"' in facts
    assert "line 4" not in facts
    assert "Norvanians" not in facts
    assert "able" not in written(tmp_path, cited(), "sources.yaml")
    assert errors(tmp_path, cited()) == []


def test_nobody_is_asked_for_a_place_in_what_is_cited_instead(tmp_path: Path) -> None:
    write_desk(tmp_path, cited())
    release = open_project(tmp_path).latest.release("press")
    found = check(release.workspace, release.name)
    assert "BG213" not in {each.code for each in found.diagnostics}


def test_in_texts_tables_and_deadlines(tmp_path: Path) -> None:
    section = FILES[f"{EDITION}/sections/10-landings.md"].replace("[table 1](#source:survey)", "[¶ [3]](#source:cable)")
    deadlines = FILES[f"{EDITION}/deadlines.yaml"].replace("{id: minutes, at: page 3}", "{id: cable, at: end}")
    entry = CODE + "  cells: {amble.in-port: {at: cell B2, caveat: old}, blyth.in-port: Norvanians at 4}\n"
    files = cited(**{"/sections/10-landings.md": section, "/deadlines.yaml": deadlines})
    files["/tables.yaml"] = str(files_of(entry)["/tables.yaml"]).replace("{id: survey, at: table 3}", "cable")
    assert "[](#source:minutes), which" in written(tmp_path, files, f"{PRESS}/sections/10-landings.md")
    assert 'source: "minutes"' in written(tmp_path, files, f"{PRESS}/deadlines.yaml")
    table = written(tmp_path, files, f"{PRESS}/tables.yaml")
    assert 'source: "minutes"' in table
    assert "caveat: old" in table
    assert not any(word in table for word in ("B2", "Norvanians"))
    assert errors(tmp_path, files) == []


def test_a_source_that_was_read_in_it(tmp_path: Path) -> None:
    sources = SOURCES.replace("via: survey", "via: cable\n  via_at: line 2")
    text = written(tmp_path, cited(**{"sources.yaml": sources}), "sources.yaml")
    assert "Agreed minutes" in text
    assert "via" not in text
    assert errors(tmp_path, cited(**{"sources.yaml": sources})) == []


@pytest.mark.parametrize("otherwise", ["", "  otherwise: cable\n", "  otherwise: other\n"])
def test_without_another_one_it_is_a_fault(otherwise: str, tmp_path: Path) -> None:
    other = "\nother: {kind: cable, title: Another, date: 2031-04-12, for: minister, otherwise: cable}\n"
    sources = SOURCES.replace("  otherwise: minutes\n", otherwise) + other
    assert errors(tmp_path, cited(**{"sources.yaml": sources})) == [("BG903", "facts.yaml", 13)]


def test_one_that_there_is_not(tmp_path: Path) -> None:
    write_desk(tmp_path, cited(**{"sources.yaml": SOURCES.replace("otherwise: minutes", "otherwise: minuts")}))
    edition = open_project(tmp_path).latest
    report = check(edition.workspace, edition.name)
    assert [(each.code, each.place.line) for each in report.diagnostics if each.is_error] == [("BG203", 18)]


def test_one_that_only_releases_cite_is_not_unused(tmp_path: Path) -> None:
    sources = SOURCES.replace("otherwise: minutes", "otherwise: leaflet")
    sources += "\nleaflet: {kind: leaflet, title: A leaflet, date: 2031-04-12}\n"
    write_desk(tmp_path, cited(**{"sources.yaml": sources}))
    edition = open_project(tmp_path).latest
    assert not [each for each in check(edition.workspace, edition.name).diagnostics if "leaflet" in each.message]
    assert 'source: "leaflet"' in written(tmp_path, cited(**{"sources.yaml": sources}), f"{PRESS}/facts.yaml")


def test_no_release_has_quotes(tmp_path: Path) -> None:
    changes = replaced("/deadlines.yaml", "what: vote", 'quote: "a vote on 1 June 2031"\n  what: vote')
    assert "quote" not in written(tmp_path, files_of(**changes), f"{PRESS}/deadlines.yaml")

"""Which sources no edition of a desk cites: its own files are known, those of the others are searched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.content import Folder, load_edition, unused_sources
from tests.content.contents import EDITION, FILES, write

OTHER = "2031-04-28-herring"
SOURCES = FILES["sources.yaml"] + "census: {kind: census, title: Census of boats, undated: yearly, via: office}\n"
SOURCES += "office: {kind: register, title: Register of boats, undated: kept daily}\n"


def unused(folder: Path, others: dict[str, str]) -> set[str]:
    """The desk's unused sources, with other editions that have these files."""
    content = write(folder, {"sources.yaml": SOURCES})
    for name, text in others.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    return set(unused_sources(Folder(content), edition))


def test_a_source_that_nobody_cites(tmp_path: Path) -> None:
    assert unused(tmp_path, {}) == {"census", "office"}
    assert unused(tmp_path / "other", {f"{OTHER}/facts.yaml": "boats: {source: office}"}) == {"census"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("facts.yaml", "boats:\n  value: 3\n  source: census\n"),
        ("facts.yaml", "boats: {value: 3, source: census}\n"),
        ("facts.yaml", "boats:\n  source: {id: census, at: page 2}\n"),
        ("facts.yaml", "boats:\n  source:\n    at: page 2\n    id: census\n"),
        ("facts.yaml", "boats:\n  source:\n    id: 'census'\n"),
        ("facts.yaml", '{"boats":{"source":{"id":"census","at":"page 2"}}}'),
        ("facts.yaml", 'boats:\n  "source" : "census"\n'),
        ("facts.yaml", "boats:\n  source:\n    census\n"),
        ("facts.yaml", "boats:\n  source: >-\n    census\n"),
        ("facts.yaml", "boats:\r\n  source: census\r\n"),
        ("facts.yaml", "boats: {via: census}\n"),
        ("deadlines.yaml", "vote:\n  source: {id: census}\n"),
        ("deadlines.yaml", "vote:\n  what: vote on [the boats](#source:census)\n"),
        ("figures.yaml", "boats:\n  caption: See [the census](#source:census).\n"),
        ("edition.yaml", "bottom_line: |\n  Boats are [counted](#source:census).\n"),
        ("sections/10-boats.md", "Boats are [counted](#source:census).\n"),
        ("sections/10-boats.md", "Boats are [](#source:census)\n"),
    ],
)
def test_what_another_edition_cites_is_used_with_its_origin(tmp_path: Path, name: str, text: str) -> None:
    assert unused(tmp_path, {f"{OTHER}/{name}": text}) == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("facts.yaml", "boats:\n  label: The census\n  caveat: from a census\n"),
        ("facts.yaml", "census:\n  source:\n    id: survey\n"),
        ("facts.yaml", "boats:\n  source:\n    census: 3\n"),
        ("facts.yaml", "boats: {source: census-2030}\n"),
        ("facts.yaml", "boats: {source: the-census}\n"),
        ("facts.yaml", "boats: {resource: census, grid: census, id-via: census-id}\n"),
        ("sections/10-boats.md", "The census counts boats, as [this](#figure:census) shows.\n"),
        ("notes.txt", "source: census\n"),
        ("sections/10-boats.txt", "source: census\n"),
    ],
)
def test_what_another_edition_only_mentions_is_not(tmp_path: Path, name: str, text: str) -> None:
    assert unused(tmp_path, {f"{OTHER}/{name}": text}) == {"census", "office"}


def test_a_source_whose_id_is_a_key_is_no_exception(tmp_path: Path) -> None:
    content = write(tmp_path, {"sources.yaml": FILES["sources.yaml"] + "id: {kind: k, title: t, undated: u}\n"})
    (content / OTHER).mkdir()
    (content / OTHER / "facts.yaml").write_text("boats:\n  source:\n    id: survey\n")
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert unused_sources(Folder(content), edition) == {"id"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes as Unix has them")
def test_files_that_cannot_be_read_cite_nothing_and_hold_nobody_up(tmp_path: Path) -> None:
    content = write(tmp_path, {"sources.yaml": SOURCES})
    (content / OTHER / "sections").mkdir(parents=True)
    os.mkfifo(content / OTHER / "facts.yaml")
    (content / OTHER / "deadlines.yaml").mkdir()
    (content / OTHER / "figures.yaml").write_bytes(b"source: census\n" + b" " * (1 << 20))
    (content / OTHER / "sections" / "10-boats.md").write_bytes(b"\xff source:" + b" " * 100_000 + b"x")
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert unused_sources(Folder(content), edition) == {"census", "office"}


def test_the_newest_edition_is_searched_first_and_no_more_than_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"2031-04-0{day}-herring" for day in range(1, 5)]
    assert unused(tmp_path, {f"{name}/facts.yaml": "boats: {source: census}" for name in names[:-1]}) == set()
    content = tmp_path / "content"
    (content / names[-1]).mkdir()
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    read: list[Path] = []
    original = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path)
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert unused_sources(Folder(content), edition) == set()
    assert read == [content / names[-2] / "facts.yaml"]


def test_where_all_sources_are_cited_nothing_is_searched_and_loading_searches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write(tmp_path)
    monkeypatch.setattr("briefgen.content.references.find_editions", lambda _: pytest.fail("the desk was searched"))
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert unused_sources(Folder(content), edition) == set()

"""An edition while somebody edits it: what is as it was is not read again, and a fresh check would find the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefgen.api import EditSession, open_project
from briefgen.content import Content, Folder, Overlay, house_assets
from briefgen.content.assets import load_theme
from briefgen.errors import UsageError
from briefgen.theme import Theme
from tests.benchmarks.brief import EDITION as LANDINGS
from tests.benchmarks.desk import write_desk as write_brief
from tests.desk import EDITION, FILES, write_desk
from tests.test_fact_tables import desk as desk_with_table

FILES_OF_EDITION = [path for path in FILES if path.startswith(EDITION)] + ["desk.yaml", "sources.yaml"]


def edits(path: str) -> Iterator[bytes]:
    """A file as it is, with a line less each time, and with words that a check looks at."""
    text = FILES[path]
    yield text.encode()
    lines = text.splitlines(keepends=True)
    for number in range(0, len(lines), 3):
        yield "".join([*lines[:number], *lines[number + 1 :]]).encode()
    for old, new in (("landings", "landing"), ("quota", "12,480 tonnes"), ("title:", "titel:"), ("# ", "## ")):
        yield text.replace(old, new).encode()
    yield b""


@pytest.mark.sample(3)
@pytest.mark.parametrize("path", FILES_OF_EDITION)
def test_what_is_found_is_what_a_fresh_check_finds(path: str, tmp_path: Path) -> None:
    content = Folder(write_desk(tmp_path))
    session = open_project(tmp_path).latest.edit()
    for data in edits(path):
        found = session.check({path: data})
        fresh = open_project(Overlay(content, {path: data}), out=tmp_path / "out")[EDITION].facts()
        assert found.diagnostics == fresh.diagnostics
        assert [str(each.place) for each in found.diagnostics] == [str(each.place) for each in fresh.diagnostics]
        assert [each.fixes for each in found.diagnostics] == [each.fixes for each in fresh.diagnostics]
        assert found.document == fresh.document
        assert found.ledger == fresh.ledger


def test_an_edition_with_a_table_is_read_again_only_where_it_has_changed(tmp_path: Path) -> None:
    content = Folder(desk_with_table(tmp_path))
    session = open_project(tmp_path).latest.edit()
    session.check()
    section, tables, rows = (f"{EDITION}/{name}" for name in ("sections/20-vote.md", "tables.yaml", "tables/catch.csv"))
    session.check({section: content.read(section) + b"\nAnother line.\n"})
    assert session.work[0] < 35
    for path, data in (
        (tables, b"# Weekly.\n" + content.read(tables)),
        (tables, content.read(tables).replace(b"Catch by port", b"Landings")),
        (rows, content.read(rows).replace(b"900", b"901")),
        (rows, b"\n".join(reversed(content.read(rows).split(b"\n")[1:]))),
    ):
        found = session.check({path: data})
        fresh = open_project(Overlay(content, {path: data}), out=tmp_path / "out")[EDITION].facts()
        assert found.diagnostics == fresh.diagnostics
        assert [str(each.place) for each in found.diagnostics] == [str(each.place) for each in fresh.diagnostics]
        assert found.document == fresh.document


def test_the_house_style_is_read_again_only_where_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[str]()

    def noting(tree: Content, page: str, *rest: Any) -> Theme:
        read.append(page)
        return load_theme(tree, page, *rest)

    monkeypatch.setattr("briefgen.content.load_theme", noting)
    content = Folder(write_desk(tmp_path))
    own = tmp_path / "assets"
    (own / "fonts").mkdir(parents=True, exist_ok=True)
    session = open_project(tmp_path).latest.edit()
    path, house = f"{EDITION}/sections/20-vote.md", house_assets()
    theme, font = house.read("theme.yaml"), house.read("fonts/SourceSans3-Regular.ttf")
    for data, file, codes, count in (
        (b"A", None, set(), 1),
        (b"B", None, set(), 1),
        (b"C", "theme.yaml", set(), 2),
        (b"D", "theme.yaml", set(), 2),
        (theme + b"\nodd: 1\n", "theme.yaml", {"BG405"}, 3),
        (theme, "theme.yaml", set(), 3),
        (b"damaged", "fonts/SourceSans3-Regular.ttf", {"BG405"}, 4),
        (font, "fonts/SourceSans3-Regular.ttf", set(), 5),
        (font, "fonts/SourceSans3-Regular.ttf", set(), 5),
    ):
        if file:
            (own / file).write_bytes(theme if len(data) == 1 else data)
        found = session.check({path: content.read(path) + data})
        assert {fault.code for fault in found.diagnostics} & {"BG405"} == codes
        assert len(read) == count, data[:9]


def test_two_sections_that_share_an_anchor(tmp_path: Path) -> None:
    content = Folder(write_desk(tmp_path))
    session = open_project(tmp_path).latest.edit()
    path = f"{EDITION}/sections/20-vote.md"
    twice = FILES[path] + "\nTable: Again. {#quota}\n\n| A | B |\n| - | - |\n| C | D |\n"
    for data in (FILES[path], twice, FILES[path], twice):
        found = session.check({path: data.encode()}).diagnostics
        fresh = open_project(Overlay(content, {path: data.encode()}), out=tmp_path / "out")[EDITION].facts()
        assert found == fresh.diagnostics
    assert "BG109" in {fault.code for fault in found}


@pytest.mark.parametrize("parts", [2, 8])
def test_work_does_not_grow_with_what_is_not_edited(parts: int, tmp_path: Path) -> None:
    write_brief(tmp_path, parts)
    session = open_project(tmp_path)[LANDINGS].edit()
    session.check()
    path = sorted((tmp_path / "content" / LANDINGS / "sections").glob("*.md"))[1]
    name = path.relative_to(tmp_path / "content").as_posix()
    session.check({name: path.read_bytes() + b"\nAnother line.\n"})
    made, found = session.work
    assert found > 50 * parts
    assert made < 60


def test_a_file_that_names_a_picture_is_read_again(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    session = open_project(tmp_path).latest.edit()
    assert session.check().ok
    (content / EDITION / "halves.png").unlink()
    assert "BG155" in {fault.code for fault in session.check().diagnostics}


def session_of(root: Path) -> EditSession:
    write_desk(root)
    return open_project(root).latest.edit()


def test_completion_and_what_is_printed_at_a_place(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    assert [(each.fact, each.printed) for each in session.complete("Landings")] == [
        ("landings", "12,480"),
        ("before", "11,556"),
    ]
    path = f"{EDITION}/sections/10-landings.md"
    found = session.printed_at(path, 5, 18)
    assert found
    assert (found.fact, found.printed) == ("landings", "12,480\u00a0tonnes")
    assert session.printed_at(path, 4, 1) is None
    session.check({path: FILES[path].replace("Boats landed", "They landed").encode()})
    assert session.printed_at(path, 5, 17) is not None


def test_edits_outside_of_the_content_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        session_of(tmp_path).check({"../x.md": b""})

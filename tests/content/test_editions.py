from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, choose_edition, find_editions
from briefgen.errors import ContentError

NAMES = ["2031-04-28-herring", "2031-05-05-cod", "2031-05-12-cod", "2031-05-12-herring"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name in [*NAMES, ".schema", "drafts", "2031-02-30-cod", "2031-05-19-Cod"]:
        (tmp_path / name).mkdir()
    (tmp_path / "2031-05-20-file").write_text("")
    return tmp_path


def refused(content: Path, asked: str | None) -> tuple[str, str]:
    with pytest.raises(ContentError) as raised:
        choose_edition(Folder(content), asked)
    (fault,) = raised.value.diagnostics
    return fault.code, f"{fault.message}; {fault.hint}"


def test_editions_are_found_in_the_order_of_their_dates(content: Path) -> None:
    assert find_editions(Folder(content)) == NAMES


@pytest.mark.parametrize(
    "asked", ["2031-05-05-cod", "2031-05-05", "content/2031-05-05-cod/", "content\\2031-05-05-cod"]
)
def test_an_edition_is_its_folder_or_its_date(content: Path, asked: str) -> None:
    assert choose_edition(Folder(content), asked) == "2031-05-05-cod"


def test_the_newest_edition(content: Path) -> None:
    (content / "2031-06-01-cod").mkdir()
    assert choose_edition(Folder(content), None) == "2031-06-01-cod"


@pytest.mark.parametrize("asked", ["2031-05-12", None])
def test_an_ambiguous_date_names_both(content: Path, asked: str | None) -> None:
    code, text = refused(content, asked)
    assert code == "BG002"
    assert all(name in text for name in NAMES[2:])


def test_a_misspelt_edition_is_suggested(content: Path) -> None:
    assert refused(content, "2031-05-05-code") == (
        "BG002",
        'there is no edition "2031-05-05-code"; did you mean "2031-05-05-cod"?',
    )


def test_an_unknown_edition_shows_the_newest(content: Path) -> None:
    code, text = refused(content, "weekly")
    assert (code, NAMES[3] in text) == ("BG002", True)


@pytest.mark.parametrize("asked", ["drafts", "2031-05-19-Cod", "2031-02-30-cod"])
def test_a_folder_that_cannot_be_an_edition(content: Path, asked: str) -> None:
    assert refused(content, asked)[0] == "BG005"


def test_no_content_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing", None)[0] == "BG001"
    (tmp_path / "file").write_text("")
    assert refused(tmp_path / "file", "x")[0] == "BG001"


@pytest.mark.parametrize("asked", [None, "2031-05-05", ""])
def test_a_desk_without_editions(tmp_path: Path, asked: str | None) -> None:
    assert refused(tmp_path, asked)[0] == "BG002"

"""`briefgen build --comments` as a user types it: what the Word document says to reviewers, and what stays as it is."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from briefgen.formats.docx.comments import Comments
from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.remarks import COVERED, NOTED, ODD, comments_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
SECTION = "/sections/20-vote.md"


def built(folder: Path, *arguments: str, edition: str = EDITION) -> dict[str, bytes]:
    """The PDF and the Word document of a build, by their endings."""
    ended = briefgen(folder, "build", *arguments)
    assert ended.returncode == 0, ended.stderr
    return {path.suffix: path.read_bytes() for path in (folder / "out" / edition).glob(f"{edition}.*")}


def part(docx: bytes, name: str = "word/document.xml") -> bytes:
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read(name)


def noted(line: str) -> str:
    """The section on the vote with more behind its last line."""
    return FILES[EDITION + SECTION] + line


def test_notes_and_warnings_come_as_comments(tmp_path: Path) -> None:
    write_desk(tmp_path, NOTED)
    comments = comments_in(built(tmp_path, "--comments")[".docx"])
    warnings = [comment for comment in comments if comment.author == "briefgen check"]
    notes = {comment.text.split()[0]: comment for comment in comments if comment not in warnings}
    assert {name: note.about for name, note in notes.items()} == COVERED
    assert len(comments) == len(COVERED) + len(warnings)
    assert (notes["n03"].text, notes["n03"].author, notes["n03"].date[:10]) == (f"n03 {ODD}", "Ana Ruiz", "2031-05-02")
    assert (notes["n02"].author, notes["n02"].initials, notes["n02"].date[:10]) == (
        "Fisheries desk",
        "FD",
        "2031-05-05",
    )
    assert notes["n05"].text == "n05 on lines\nof its own"
    (warning,) = warnings
    assert warning.text.startswith('BG214: the number "two" is typed, and not taken from the ledger\nhint: ')
    assert (warning.about, warning.initials) == ("two", "BC")
    checked = json.loads(briefgen(tmp_path, "check", "--format", "json").stdout)
    assert [f"{each['code']}: {each['message']}\nhint: {each['hint']}" for each in checked] == [warning.text]


@pytest.mark.slow
def test_without_the_option_nothing_of_them_is_in_any_document(tmp_path: Path) -> None:
    write_desk(tmp_path, NOTED)
    files = built(tmp_path)
    with ZipFile(BytesIO(files[".docx"])) as archive:
        assert not [name for name in archive.namelist() if b"omment" in archive.read(name) or "omment" in name]
        assert b"n01" not in b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.slow
def test_the_pdf_is_the_same_to_the_byte(tmp_path: Path) -> None:
    write_desk(tmp_path, NOTED)
    assert built(tmp_path)[".pdf"] == built(tmp_path, "--comments")[".pdf"]
    assert built(tmp_path, "--comments", "--force") == built(tmp_path, "--comments", "--force")


@pytest.mark.slow
@pytest.mark.parametrize("note", ["\n<!-- note: below -->\n", "\nMore<!-- note: a --> <!-- note: b --> text.\n"])
def test_a_note_changes_no_byte_of_the_word_document(tmp_path: Path, note: str) -> None:
    """The ledger's places are in it by their digest, so that the note stands behind the last figure."""
    bare = re.sub(r"<!--.*?-->", "", note).replace("More  text", "More text")
    write_desk(tmp_path / "a", {SECTION: noted(note)})
    write_desk(tmp_path / "b", {SECTION: noted(bare)})
    assert built(tmp_path / "a")[".docx"] == built(tmp_path / "b")[".docx"]


@pytest.mark.slow
def test_a_note_between_words_changes_no_byte_of_the_text(tmp_path: Path) -> None:
    note = replaced(SECTION, "the council", "the <!-- note: which? --> council")
    write_desk(tmp_path / "a", note)
    write_desk(tmp_path / "b")
    assert part(built(tmp_path / "a")[".docx"]) == part(built(tmp_path / "b")[".docx"])


@pytest.mark.slow
def test_a_long_name_of_an_author_or_a_desk_is_cut_where_word_has_no_room(tmp_path: Path) -> None:
    notes = "".join(f"\n<!-- note{name}: x -->\n" for name in (f" ({'É' * 256})", f" ({'😀' * 128})", ""))
    write_desk(tmp_path, {**replaced("desk.yaml", "Fisheries desk", "Fish " * 60), SECTION: noted(notes)})
    authors = [comment.author for comment in comments_in(built(tmp_path, "--comments")[".docx"])]
    assert authors == ["É" * 254 + "…", "😀" * 127 + "…", "Fish " * 50 + "Fish…"]


@pytest.mark.slow
def test_the_choice_is_recorded_and_builds_again(tmp_path: Path) -> None:
    write_desk(tmp_path, NOTED)

    def chosen(*arguments: str) -> tuple[bool, bool]:
        ended = briefgen(tmp_path, "build", *arguments)
        assert ended.returncode == 0, ended.stderr
        record = json.loads((tmp_path / "out" / EDITION / "build.json").read_bytes())
        return "unchanged" not in ended.stderr, record["comments"]

    assert chosen() == (True, False)
    assert chosen("--comments") == (True, True)
    assert chosen("--comments") == (False, True)
    assert chosen() == (True, False)


@pytest.mark.slow
def test_the_other_date_is_that_of_notes(tmp_path: Path) -> None:
    write_desk(tmp_path, {SECTION: noted("\n<!-- note: x -->\n")})
    (comment,) = comments_in(built(tmp_path, "--comments", "--date", "2031-05-20")[".docx"])
    assert comment.date == "2031-05-20T00:00:00Z"


def test_only_a_word_document_has_comments(tmp_path: Path) -> None:
    write_desk(tmp_path)
    ended = briefgen(tmp_path, "build", "--comments", "--format", "pdf")
    assert ended.returncode == 2
    assert "--comments puts comments into the Word document, which --format pdf leaves out" in ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("notes", "told"), [(0, ""), (1, "1 note to reviewers; "), (2, "2 notes to reviewers; ")])
def test_check_counts_the_notes(tmp_path: Path, notes: int, told: str) -> None:
    write_desk(tmp_path, {SECTION: noted("\n<!-- note: x -->\n" * notes)})
    ended = briefgen(tmp_path, "check", "--strict")
    assert ended.returncode == 0
    assert ended.stdout == ""
    lines = ended.stderr.splitlines()
    assert lines[0] == "no faults"
    assert [line for line in lines[1:] if told and line.startswith(told)] == lines[1:]
    assert len(lines) == (2 if notes else 1)
    assert briefgen(tmp_path, "-q", "check").stderr == ""
    assert json.loads(briefgen(tmp_path, "check", "--format", "json").stdout) == []


def test_check_counts_the_notes_of_a_brief_with_errors(tmp_path: Path) -> None:
    write_desk(tmp_path, {SECTION: noted("\n{{ nothing }} <!-- note: x -->\n")})
    ended = briefgen(tmp_path, "check")
    assert ended.returncode == 1
    assert "1 note to reviewers" in ended.stderr


def test_a_note_that_cannot_be_read_is_a_warning_and_a_comment(tmp_path: Path) -> None:
    write_desk(tmp_path, {SECTION: noted("\nIt is so. <!-- notes: x -->\n")})
    (comment,) = comments_in(built(tmp_path, "--comments")[".docx"])
    assert comment.text.startswith("BG170: the comment is not read as a note for reviewers\nhint: write <!-- note")
    assert comment.about == "It is so."


def test_a_warning_of_a_file_whose_name_no_document_can_hold_comes_out(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    shutil.copy(content / EDITION / "halves.png", content / EDITION / "caf\ufffe.png")
    comments = comments_in(built(tmp_path, "--comments")[".docx"])
    assert ["caf\\ufffe.png" in comment.text for comment in comments] == [True]
    assert comments[0].style == "Title"


@pytest.mark.slow
def test_every_line_of_the_repositorys_edition_may_have_a_note(tmp_path: Path) -> None:
    for folder in ("content", "assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    count = 0
    edition = "2025-02-25-afghanistan"
    for path in (tmp_path / "content" / edition / "sections").glob("*.md"):
        front, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        lines = []
        for line in body.split("\n"):
            if line.startswith(("|", "[^")) or not line:
                lines.append(line)
                continue
            count += 1
            lines.append(f"{line} <!-- note: x{count} of {path.name} -->")
        path.write_text(f"{front}\n---\n" + "\n".join(lines), encoding="utf-8")
    comments = comments_in(built(tmp_path, "--comments", edition=edition)[".docx"])
    noted = [comment for comment in comments if comment.author != "briefgen check"]
    assert len(noted) == len({comment.text for comment in noted}) >= count > 20
    assert all(comment.about.strip() for comment in noted)


def test_a_writer_that_loses_a_comment_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_desk(tmp_path, NOTED)
    sound = Comments.around

    def broken(self: Comments, elements: Any, remarks: Any, mark: Any) -> Any:
        return sound(self, elements, remarks[1:], mark)

    with monkeypatch.context() as patch:
        patch.setattr(Comments, "around", broken)
        ended = briefgen(tmp_path, "build", "--comments")
    assert ended.returncode == 1
    assert "error BG501: the Word document differs from the document: " in ended.stderr
    assert not (tmp_path / "out").exists()
    assert briefgen(tmp_path, "build").returncode == 0

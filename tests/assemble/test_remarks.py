"""Remarks come to the words that they are about: every note and every warning, wherever it stands in the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.assemble import warning_remarks, with_remarks
from briefgen.building import BuildOptions, try_writing
from briefgen.codes import UNUSED_FACT
from briefgen.content import Folder
from briefgen.errors import Diagnostic, Severity
from briefgen.model.blocks import Block, Table
from briefgen.model.document import Document
from briefgen.model.inlines import Remarked
from briefgen.model.remark import Remark
from briefgen.model.traverse import blocks_of, inlines_of, plain_text, texts_of
from briefgen.pipeline import Checked, check
from briefgen.spans import SourceFile
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.house import ASSETS
from tests.places import span_at
from tests.remarks import COVERED, NOTED

Changes = Mapping[str, str | None]


def checked(folder: Path, changes: Changes | None = None) -> Checked:
    return check(Workspace(Folder(write_desk(folder, changes)), Folder(ASSETS), folder / "out"), EDITION)


def remarked(found: Checked, *remarks: Remark) -> tuple[Document, tuple[Remark, ...]]:
    assert found.brief
    return with_remarks(found.brief.document, found.brief.edition, remarks, found.texts)


def said(document: Document) -> dict[str, tuple[str, str]]:
    """By the first word of each remark, the id of the block or the name of the front, and the words it stands on."""
    found: dict[str, tuple[str, str]] = {}
    texts = [("title", document.front.title), ("subtitle", document.front.subtitle)]
    texts += [(owner(block, text), text) for block in blocks_of(document.blocks) for text in texts_of(block)]
    for name, text in texts:
        for inline in inlines_of(text):
            if isinstance(inline, Remarked):
                for remark in inline.remarks:
                    assert remark.text.split()[0] not in found
                    found[remark.text.split()[0]] = (name, plain_text(inline.content))
    return found


def owner(block: Block, text: object) -> str:
    """The id of the cell that holds a text, or else of the block."""
    cells = (cell for row in (block.header, *block.rows) for cell in row) if isinstance(block, Table) else ()
    return next((cell.id for cell in cells if cell.content is text), block.id)


def test_every_note_stands_on_its_words(tmp_path: Path) -> None:
    found = checked(tmp_path, NOTED)
    document, remarks = remarked(found, *found.remarks)
    assert len(remarks) == len(found.remarks) == len(COVERED)
    words = {name: text for name, (_, text) in said(document).items()}
    assert words == {name: text.replace("¹", "") for name, text in COVERED.items()}


def test_nothing_but_remarks_is_added(tmp_path: Path) -> None:
    found = checked(tmp_path, NOTED)
    assert found.brief
    document, _ = remarked(found, *found.remarks)
    before, after = (list(blocks_of(each.blocks)) for each in (found.brief.document, document))
    for block, other in zip(before, after, strict=True):
        assert [plain_text(text) for text in texts_of(block)] == [plain_text(text) for text in texts_of(other)]
        assert block.id == other.id


def test_a_note_is_the_desks_and_of_the_edition_unless_it_says_otherwise(tmp_path: Path) -> None:
    found = checked(tmp_path, NOTED)
    _, remarks = remarked(found, *found.remarks)
    by_name = {remark.text.split()[0]: (remark.author, remark.date) for remark in remarks}
    assert by_name.pop("n03") == ("Ana Ruiz", date(2031, 5, 2))
    assert set(by_name.values()) == {("Fisheries desk", date(2031, 5, 5))}


def at(path: str, words: str, name: str = "") -> Remark:
    """A warning that covers words of one of the desk's files, which stand there once."""
    text = FILES[path]
    assert text.count(words) == 1
    start = text.index(words)
    place = SourceFile(name or path, text).span(start, start + len(words))
    return Remark("w", "briefgen check", place=place)


@pytest.mark.parametrize(
    ("path", "words", "block", "about"),
    [
        ("edition.yaml", "Herring", "title", "Herring"),
        ("edition.yaml", "quota", "subtitle", "quota"),
        ("edition.yaml", "Landings stood", "p", "Landings stood"),
        ("edition.yaml", "on the year before}", "key-figures", "on the year before"),
        ("edition.yaml", "prepared_by", "title", "Herring"),
        ("edition.yaml", "Legal adviser", "title", "Herring"),
        ("facts.yaml", "12480", "p", "12,480 tonnes"),
        ("deadlines.yaml", "vote on", "deadline-vote-2", "vote on"),
        ("deadlines.yaml", "page 3", "deadline-vote-2", "[2, page 3]"),
        ("figures.yaml", "passed", "f", "passed"),
        ("figures.yaml", "[landings, quota, excess]", "f", "Landings passed the quota"),
        ("figures.yaml", "[vote]", "f", "The vote comes in June"),
        ("sections/10-landings.md", "above the quota", "p", "above the quota"),
        ("sections/10-landings.md", "Weighed", "p", ""),
        ("sections/10-landings.md", "A blue field", "f", "The fields."),
        ("sections/20-vote.md", "The vote", "section-vote", "The vote"),
    ],
)
def test_a_warning_stands_on_what_it_is_about(tmp_path: Path, path: str, words: str, block: str, about: str) -> None:
    found = checked(tmp_path)
    name = (tmp_path / "content" / EDITION / path).as_posix()
    document, (remark,) = remarked(found, at(f"{EDITION}/{path}", words, name))
    ((where, covered),) = said(document).values()
    assert where.rstrip("0123456789abcdef") == block.rstrip("0123456789abcdef")
    assert covered.replace("\u00a0", " ") == about
    assert remark.text.endswith("w")
    assert (remark.text == "w") == (about != "Herring" or words == "Herring")


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ("desk.yaml", 3, "desk.yaml, line 3: w"),
        ("sources.yaml", 0, "sources.yaml: w"),
        (f"{EDITION}/edition.yaml", 0, "edition.yaml: w"),
        (f"{EDITION}/photo.png", 0, "photo.png: w"),
        ("elsewhere.yaml", 999, "elsewhere.yaml, line 999: w"),
    ],
)
def test_what_is_about_nothing_printed_goes_to_the_title(tmp_path: Path, path: str, line: int, text: str) -> None:
    place = span_at((tmp_path / "content" / path).as_posix(), line, 1)
    document, (remark,) = remarked(checked(tmp_path), Remark("w", place=place))
    assert remark.text == text
    assert list(said(document).values()) == [("title", "Herring")]


def test_an_unused_source_goes_to_no_other(tmp_path: Path) -> None:
    more = FILES["sources.yaml"] + "\nzander: {kind: x, title: Unused, date: 2031-05-01}\n"
    found = checked(tmp_path, {"sources.yaml": more})
    (warning,) = (each for each in found.diagnostics if "zander" in each.message)
    document, _ = remarked(found, *warning_remarks([warning]))
    assert [where for where, _ in said(document).values()] == ["title"]


def test_remarks_that_overlap_share_their_words(tmp_path: Path) -> None:
    found = checked(tmp_path)
    path = f"{EDITION}/sections/10-landings.md"
    name = (tmp_path / "content" / path).as_posix()
    spots = [at(path, words, name) for words in ("above the", "the quota.[", " above", "landed ")]
    named = [replace(spot, text=f"w{n}") for n, spot in enumerate(spots)]
    document, remarks = remarked(found, *named)
    assert len(remarks) == 4
    words = {name: covered for name, (_, covered) in said(document).items()}
    assert words == {"w0": "above the quota.", "w1": "above the quota.", "w2": "above the quota.", "w3": "landed"}
    (text,) = [
        plain_text(text)
        for block in blocks_of(document.blocks)
        for text in texts_of(block)
        if any(isinstance(each, Remarked) for each in inlines_of(text))
    ]
    assert text.startswith("Boats landed")


def test_many_notes_on_one_paragraph_all_stand_there(tmp_path: Path) -> None:
    notes = "".join(f" <!-- note: m{n} -->" for n in range(500))
    found = checked(tmp_path, replaced("/sections/10-landings.md", "comes next.", f"comes next.{notes}"))
    document, remarks = remarked(found, *found.remarks)
    assert len(remarks) == 500
    assert set(said(document).values()) == {(next(iter(said(document).values()))[0], "next.")}


@pytest.mark.parametrize("name", ["\ufffe.txt", "\uffff.txt"])
def test_a_file_whose_name_no_document_can_hold_is_named_all_the_same(tmp_path: Path, name: str) -> None:
    write_desk(tmp_path)
    (tmp_path / "content" / EDITION / name).touch()
    found = check(Workspace(Folder(tmp_path / "content"), Folder(ASSETS), tmp_path / "out"), EDITION)
    written, files = try_writing(found, BuildOptions(["docx"], comments=True))
    assert [diagnostic.code for diagnostic in written.diagnostics] == ["BG006"]
    assert f"{EDITION}.docx" in files


def test_a_warning_says_its_code_message_and_hint() -> None:
    place = span_at("a.yaml", 1, 1)
    warning = UNUSED_FACT.at(place, "fact \x07 in \udcff", "do\n  this")
    fault = Diagnostic("BG001", Severity.ERROR, place, "an error")
    (remark,) = warning_remarks([warning, fault])
    assert remark == Remark(f"{UNUSED_FACT.code}: fact \\x07 in \\udcff\nhint: do\n  this", "briefgen check")
    assert remark.place == place

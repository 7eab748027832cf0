"""The reviewer of the tests is trusted only where other programs agree with what he says he did."""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx_plus.comments import read_comments, read_threads
from docx_plus.revisions import accept_all_revisions, read_revisions, reject_all_revisions

from tests.formats.docx.validators import audited, validated
from tests.review.documents import first, quiet, small
from tests.review.editing.opened import OpenFile, in_contents, text_of
from tests.review.editing.view import view
from tests.review.editor import KINDS, PROGRAM, TEXT_KINDS, Session, edited, sessions, without_ids

pytestmark = pytest.mark.slow

FEW, MANY = 10, 60
SEEDS = range(MANY)
DOCUMENTS = {"small": small, "first": first}
SILENT = {"quiet": quiet, "first": first}
"""Documents without comments, which LibreOffice saves whole."""


of_sessions = pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])


@cache
def made(name: str, count: int = MANY) -> list[Session]:
    return sessions(DOCUMENTS[name](), range(count))


def read_by_the_library(session: Session, *, accepted: bool) -> str:
    """The body's text as docx-plus resolves it, which joins no paragraphs and takes out no rows, but their text."""
    document = docx.Document(BytesIO(session.docx))
    (accept_all_revisions if accepted else reject_all_revisions)(document)
    return "".join(text_of(each) for each in document.element.body.xpath(".//w:p") if not in_contents(each))


@pytest.mark.sample(1)
@of_sessions
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.slow
def test_the_document_says_what_the_reviewer_says(name: str, count: int) -> None:
    for session in made(name, count):
        assert view(session.docx, accepted=True) == session.accepted, session.edits
        if session.all_tracked:
            assert view(session.docx, accepted=False) == session.base, session.edits


@pytest.mark.sample(1)
@of_sessions
@pytest.mark.parametrize("name", DOCUMENTS)
def test_docx_plus_reads_what_the_reviewer_says(name: str, count: int) -> None:
    for session in made(name, count):
        assert "".join(session.accepted).startswith(read_by_the_library(session, accepted=True)), session.edits
        if session.all_tracked:
            assert "".join(session.base).startswith(read_by_the_library(session, accepted=False)), session.edits


@of_sessions
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.slow
def test_each_edit_of_a_text_leads_from_the_old_one_to_the_new_one(name: str, count: int) -> None:
    """The last word on each text is in the document, and the first was."""
    for session in made(name, count):
        for edit in session.edits:
            assert not edit.tracked or (edit.author and edit.date)
            if edit.kind in TEXT_KINDS:
                assert edit.old != edit.new or edit.kind == "move paragraph", edit
        begun = {edit.unit: edit for edit in reversed(session.edits) if edit.unit and "row" not in edit.kind}
        ended = {edit.unit: edit for edit in session.edits if edit.unit and "row" not in edit.kind}
        for unit, edit in begun.items():
            assert edit.old.split("\n")[0] in "\n".join(session.base), (unit, edit)
        taken_out = "\n".join(edit.old for edit in session.edits if edit.kind.startswith("delete "))
        for edit in ended.values():
            later = edit.kind in ("split paragraph", "join paragraphs")
            assert later or edit.new in "\n".join((*session.accepted, taken_out)), edit


@pytest.mark.slow
def test_every_kind_of_edit_is_made_both_ways() -> None:
    found = Counter((edit.kind, edit.tracked) for name in DOCUMENTS for each in made(name) for edit in each.edits)
    silent = set(KINDS) - {"second thoughts", "comment", "reply", "resolve"}
    assert {kind for kind, tracked in found if tracked} == {*KINDS, PROGRAM}
    assert {kind for kind, tracked in found if not tracked} == {*silent, PROGRAM}
    places = {edit.place for name in DOCUMENTS for each in made(name) for edit in each.edits}
    assert {"title", "subtitle", "bottom line", "heading", "list item", "cell", "caption", "footnote"} <= places
    assert {"figure title", "table caption", "callout", "key figure caption", "made up"} <= places


@pytest.mark.sample(3)
@pytest.mark.parametrize("kind", (*KINDS, PROGRAM))
def test_one_kind_alone_can_be_asked_for(kind: str) -> None:
    session = edited(small(), 3, kinds=[kind], tracked=True)
    assert {edit.kind for edit in session.edits} == {kind}
    assert session.all_tracked
    assert edited(small(), 3, kinds=[kind], tracked=True).docx == session.docx


@pytest.mark.slow
def test_without_tracking_nothing_is_marked() -> None:
    session = edited(first(), 7, kinds=TEXT_KINDS, tracked=False)
    assert len(session.edits) > 1
    assert read_revisions(docx.Document(BytesIO(session.docx))) == []
    assert session.accepted != session.base


@pytest.mark.slow
def test_a_document_that_is_only_saved_says_what_it_said() -> None:
    for seed in SEEDS[:10]:
        session = edited(first(), seed, kinds=["resolve"])
        assert not session.edits
        assert view(session.docx, accepted=True) == session.base == OpenFile(first()).accepted()


@pytest.mark.parametrize("manifest", [True, False])
@pytest.mark.slow
def test_a_document_can_lose_its_ids_and_say_the_same(tmp_path: Path, manifest: bool) -> None:
    session = without_ids(made("small", FEW)[0], manifest=manifest)
    assert view(session.docx, accepted=True) == session.accepted
    assert b"bookmarkStart" not in OpenFile(session.docx).parts["word/document.xml"]
    assert any(name.startswith("customXml/") for name in OpenFile(session.docx).parts) is manifest
    (tmp_path / "stripped.docx").write_bytes(session.docx)
    assert [error for error in audited(tmp_path / "stripped.docx") if "smartTag" not in error] == []


@pytest.mark.slow
def test_docx_plus_reads_the_comments() -> None:
    """What is said, by whom, about which words, as an answer to what, and whether it is done."""
    answered = resolved = 0
    for seed in range(30):
        session = edited(small(), seed, kinds=["comment", "reply", "resolve"])
        document = docx.Document(BytesIO(session.docx))
        found = {(each.text, each.author) for each in read_comments(document)}
        for edit in session.edits:
            if edit.kind != "resolve":
                assert (edit.text.replace("\n", ""), edit.author) in found, (edit, found)
        threads = read_threads(document)
        answered += sum(len(thread.replies) for thread in threads)
        resolved += sum(thread.resolved for thread in threads)
    assert answered > 10
    assert resolved > 10


@pytest.mark.slow
def test_openxml_audit_finds_nothing(tmp_path: Path) -> None:
    """But smart tags, which are of the standard (ISO/IEC 29500-1, 17.5.1.9) and not of its newest schema."""
    for name in DOCUMENTS:
        for session in made(name)[:12]:
            path = tmp_path / f"{name}-{session.seed}.docx"
            path.write_bytes(session.docx)
            assert [error for error in audited(path) if "smartTag" not in error] == [], session.edits


@pytest.mark.openxml
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    paths = []
    for session in made("small")[:20]:
        paths.append(tmp_path / f"{session.seed}.docx")
        paths[-1].write_bytes(session.docx)
    for name, errors in validated(paths).items():
        assert [error for error in errors if "smartTag" not in error] == [], name


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", SILENT)
def test_libreoffice_saves_what_the_reviewer_says(name: str) -> None:
    every = 3
    saved = [each for each in sessions(SILENT[name](), SEEDS, office_every=every) if each.by == "LibreOffice"]
    assert len(saved) == len(SEEDS) // every
    for session in saved:
        assert view(session.docx, accepted=True) == session.accepted, session.edits


@pytest.mark.libreoffice
def test_one_session_alone_can_go_through_libreoffice() -> None:
    session = edited(quiet(), 5, through_office=True)
    assert session.by == "LibreOffice"
    assert view(session.docx, accepted=True) == session.accepted
    with pytest.raises(ValueError, match="LibreOffice"):
        edited(small(), 5, through_office=True)

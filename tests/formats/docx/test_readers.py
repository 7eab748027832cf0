"""Readers that are not ours read a document whole: python-docx, docx-plus with its tracked changes, and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Opened
from docx.table import Table as OpenedTable
from docx_plus.bookmarks import read_bookmarks
from docx_plus.fields import read_fields
from docx_plus.notes import read_footnotes
from docx_plus.revisions import accept_all_revisions, read_revisions, reject_all_revisions
from lxml import etree

from briefgen.formats.docx import write
from briefgen.model.direction import without_isolates
from tests.formats.docx.corpus import EDITIONS, Claim, Made, corpus
from tests.formats.docx.lint import fields
from tests.formats.docx.opened import Docx, uncontrolled
from tests.formats.docx.said import as_in_word, resolved, said, squeezed
from tests.house import house
from tests.office import converted_together

CLAIMS = {claim.name: claim for claim in corpus()}
CHANGED = {"sample", "draft", "lines", "redline of words", "redline of blocks", "redline of cells", "redline of moves"}
CHANGED |= {name for name in CLAIMS if name.startswith(("changed", "moved", "from the right"))}
FRONTS = {"long head", "long running title", "no marking", "bare", "many details", "logo and cover"}
"""The sample under other heads."""

PLAIN = [name for name in CLAIMS if name not in CHANGED | FRONTS | {"form"}]
"""Those without marks, other heads, and the controls of boxes, whose text the library leaves out."""
WHOLE = (*EDITIONS, "starter", "brief", "lists", "nested", "notes", "harsh texts", "generated 0", "cut two tables")
OPEN_DOCUMENT = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}


UNREAD = ("text:note", "svg:title", "svg:desc", "text:sequence-decls", "text:table-of-content-source")
"""What stands in a text document of LibreOffice's, but not in its text."""


def opened(data: bytes) -> Opened:
    """A document with its figures out of their controls, into which these libraries do not look."""
    return docx.Document(BytesIO(uncontrolled(data)))


def seen_by_the_library(document: Opened) -> str:
    """The text of every paragraph and cell that python-docx gives, without isolates."""
    return squeezed(without_isolates("".join(_seen(document))))


def _seen(holder: Opened) -> Iterator[str]:
    told: set[object] = set()
    for element in holder.iter_inner_content():
        if isinstance(element, OpenedTable):
            for row in element.rows:
                # A cell that spans others is given again for each of them: the same again stands beside or below it.
                cells = {cell._tc: cell for cell in row.cells if cell._tc not in told}
                told.update(cells)
                yield from (text for cell in cells.values() for text in _seen(cell))
        else:
            yield element.text


def text(made: Made, *, contents: bool) -> str:
    return squeezed(without_isolates("".join(said(as_in_word(made.document).blocks, contents=contents))))


def front(made: Made) -> str:
    """What python-docx gives of the document without its blocks."""
    bare = replace(made.document, blocks=(), notes=())
    return seen_by_the_library(opened(write(bare, {}, house()).data))


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", PLAIN)
def test_the_library_reads_every_paragraph_and_cell(name: str) -> None:
    made = CLAIMS[name].make()
    assert seen_by_the_library(opened(made.docx)) == front(made) + text(made, contents=False)


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", [*EDITIONS, "notes", "three hundred notes", "notes of a cut row"])
def test_docx_plus_reads_every_footnote(name: str) -> None:
    made = CLAIMS[name].make()
    notes = [squeezed(note.text) for note in read_footnotes(opened(made.docx))]
    expected = {note.name: squeezed("".join(said(note.content))) for note in made.document.notes}
    assert sorted(notes) == sorted(expected.values())
    assert notes


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", EDITIONS)
def test_docx_plus_reads_every_bookmark_and_field(name: str) -> None:
    made = CLAIMS[name].make()
    own, document = Docx(made.docx), opened(made.docx)
    bookmarks = {mark.name for mark in read_bookmarks(document)}
    assert bookmarks == set(own.values("//w:bookmarkStart/@w:name"))
    assert len(bookmarks) > 100
    ours = [field.instruction.strip() for field in fields.read(own.body) if isinstance(field, fields.Field)]
    theirs = [field.instruction.strip() for field in read_fields(document)]
    # What spans paragraphs, as the contents do, docx-plus does not read.
    assert set(ours) - set(theirs) <= {
        instruction for instruction in ours if instruction.startswith(("TOC", "PAGEREF"))
    }
    assert set(theirs) <= set(ours)


@pytest.mark.sample(3)
@pytest.mark.parametrize("accepted", [True, False], ids=["accepted", "rejected"])
@pytest.mark.parametrize("name", sorted(CHANGED))
def test_docx_plus_resolves_tracked_changes(name: str, accepted: bool) -> None:
    """Accepting gives the new text, rejecting the old one, and neither leaves a mark."""
    made = CLAIMS[name].make()
    document = opened(made.docx)
    assert read_revisions(document)
    (accept_all_revisions if accepted else reject_all_revisions)(document)
    assert document.element.xpath("//w:p//w:ins[*] | //w:p//w:del[*] | //w:moveFrom[*] | //w:moveTo[*]") == []
    left = resolved(as_in_word(made.document).blocks, accepted=accepted)
    expected = squeezed(without_isolates("".join(said(left, contents=False))))
    assert seen_by_the_library(document) == front(made) + expected


def open_text(path: Path) -> tuple[str, list[str]]:
    """The body's text and the footnotes of a text document of LibreOffice's, without isolates."""
    with ZipFile(path) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    body = root.find("office:body/office:text", OPEN_DOCUMENT)
    assert body is not None
    notes = []
    for note in body.xpath("//text:note", namespaces=OPEN_DOCUMENT):
        inner = note.find("text:note-body", OPEN_DOCUMENT)
        notes.append(squeezed(without_isolates("".join(inner.itertext()))))
    for gone in body.xpath(f"//{' | //'.join(UNREAD)}", namespaces=OPEN_DOCUMENT):
        _take_out(gone)
    return squeezed(without_isolates("".join(body.itertext()))), notes


def _take_out(element: etree._Element) -> None:
    """Takes an element out of its parent, but not the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


@pytest.mark.libreoffice
def test_libreoffice_reads_every_text(tmp_path: Path) -> None:
    made: dict[str, Made] = {}
    for name in WHOLE:
        claim: Claim = CLAIMS[name]
        made[name] = claim.make()
        (tmp_path / f"{name}.docx").write_bytes(made[name].docx)
    read = converted_together([tmp_path / f"{name}.docx" for name in WHOLE], "odt")
    for path in read:
        body, notes = open_text(path)
        expected = text(made[path.stem], contents=True)
        assert body[-len(expected) :] == expected, path.stem
        wanted = [squeezed(without_isolates("".join(said(note.content)))) for note in made[path.stem].document.notes]
        assert notes == wanted, path.stem

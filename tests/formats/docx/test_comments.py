"""Comments: their part, their marks around runs, and files that Word, python-docx and LibreOffice take for sound."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from briefgen.formats.docx.comments import initials
from briefgen.formats.docx.markup import NAMESPACES, qualified
from briefgen.formats.docx.reader import read_reviewed
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Change,
    ChangeKind,
    Column,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Inlines,
    Inserted,
    Link,
    NoteReference,
    Remarked,
    Strong,
    Text,
)
from briefgen.model.remark import Remark
from briefgen.spans import whole_file
from tests.formats.docx.reading import Docx, document_written, find, written
from tests.office import converted
from tests.remarks import ODD, comments_in
from tests.samples import DOCUMENT, REVIEWED, paragraph, text

pytestmark = pytest.mark.slow

DAY = date(2031, 5, 4)


def remarked(content: Inlines, *texts: str) -> Inlines:
    return (Remarked(content, tuple(Remark(each, "Ana Ruiz", DAY) for each in texts or ("c",))),)


def on(content: Inlines, *texts: str) -> Paragraph:
    return Paragraph((Text("Before "), *remarked(content, *texts), Text(" after.")), id="p")


def about(*blocks: Block) -> list[str]:
    """The words on which the comments of a document of these blocks stand."""
    return [comment.about for comment in comments_in(written(*blocks, notes=DOCUMENT.notes).data)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (text("words"), "words"),
        ((Strong(text("strong")), Emphasis(text(" words"))), "strong words"),
        ((Link(text("a link"), "https://example.org/"),), "a link"),
        ((CrossReference("section:landings", text("a reference"), "1"),), "a reference"),
        ((NoteReference("method", 1),), ""),
        ((), ""),
    ],
)
def test_a_comment_stands_on_any_inline(content: Inlines, expected: str) -> None:
    heading = Heading(1, text("Landings"), "1", id="h", anchor="section:landings")
    docx = written(heading, on(content), notes=DOCUMENT.notes)
    (comment,) = comments_in(docx.data)
    assert comment.about.replace("¹", "") == expected
    assert (comment.text, comment.author, comment.initials) == ("c", "Ana Ruiz", "AR")
    assert comment.date == "2031-05-04T00:00:00Z"


def test_a_comment_stands_in_any_block() -> None:
    words = remarked(text("words"))
    cells = (Cell(words, id="d"), Cell((Remarked((), (Remark("c", "A", DAY),)),), id="e"))
    blocks = (
        Heading(2, words, id="h"),
        List((ListItem((Paragraph(words, id="p1"),), id="i"),), id="l"),
        Callout(CalloutKind.KEY, "Key", (Paragraph(words, id="p2"),), id="c"),
        Quotation((Paragraph(words, id="p3"),), words, id="q"),
        Table((Column(), Column()), cells, (cells,), words, words, "Table 1", id="t"),
    )
    assert about(*blocks) == ["words"] * 6 + ["words", "", "words", "", "words"]


def test_comments_on_the_same_words_and_around_each_other_are_counted_as_they_start() -> None:
    inner = remarked(text("inner"), "second", "third")
    (outer,) = remarked((Text("outer "), *inner), "first")
    comments = comments_in(written(Paragraph((outer,), id="p")).data)
    assert [(c.text, c.about) for c in comments] == [
        ("first", "outer inner"),
        ("second", "inner"),
        ("third", "inner"),
    ]
    assert [comment.get(f"{{{NAMESPACES['w']}}}id") for comment in part(written(Paragraph((outer,), id="p")))] == [
        *("0", "1", "2"),
    ]


def part(docx: Docx) -> list[object]:
    return list(docx.xml("word/comments.xml"))


@pytest.mark.parametrize("said", [ODD, "one\ntwo\n\n  three", "long " * 2000 + "end", " spaces  within "])
def test_any_text_is_kept(said: str) -> None:
    (comment,) = comments_in(written(on(text("words"), said)).data)
    assert comment.text == said


@pytest.mark.parametrize(
    ("author", "expected"),
    [("Ana Ruiz", "AR"), ("ana", "A"), ("(Dr) Ana-Maria Ruiz y Soto", "DAR"), ("李 明", "李明"), ("—", ""), ("", "")],
)
def test_initials_are_those_of_the_first_words(author: str, expected: str) -> None:
    assert initials(author) == expected


def test_without_remarks_nothing_of_comments_is_in_the_file() -> None:
    docx = written(paragraph("Words.", "p"))
    assert not [name for name, data in docx.parts.items() if b"omment" in data or "omment" in name]


def test_the_styles_are_those_of_word() -> None:
    styles = document_written(DOCUMENT).xml("word/styles.xml")
    names = {style.get(f"{{{NAMESPACES['w']}}}styleId"): find(style, "w:name/@w:val") for style in styles}
    assert names["CommentText"] == ["annotation text"]
    assert names["CommentReference"] == ["annotation reference"]


CHANGES: Sequence[Inlines] = (
    remarked((Inserted(text("new"), "A", REVIEWED),)),
    remarked((Deleted(text("old"), "A", REVIEWED),)),
    (Inserted(remarked(text("new")), "A", REVIEWED),),
    (Deleted(remarked(text("old")), "A", REVIEWED),),
    remarked((Text("kept "), Deleted(text("old"), "A", REVIEWED), Inserted(text("new"), "A", REVIEWED))),
)


@pytest.mark.parametrize("content", CHANGES)
def test_a_redline_may_be_commented(content: Inlines) -> None:
    docx = written(paragraph("First.", "a"), Paragraph((Text("Before "), *content, Text(".")), id="p"))
    (comment,) = comments_in(docx.data)
    assert comment.text == "c"
    (sign,) = docx.all("//w:r[w:commentReference]")
    inside = isinstance(content[0], Inserted | Deleted)
    assert (sign.getparent().tag != qualified("w:p")) == inside


@pytest.mark.parametrize("kind", ChangeKind)
def test_a_changed_block_may_be_commented(kind: ChangeKind) -> None:
    """The sign of its comment goes with the block, whether the change is accepted or rejected."""
    change = Change(kind, "A", REVIEWED)
    docx = written(paragraph("First.", "a"), replace(on(text("words")), change=change), paragraph("Last.", "b"))
    (comment,) = comments_in(docx.data)
    assert comment.text == "c"
    (sign,) = docx.all("//w:r[w:commentReference]")
    gone = kind in (ChangeKind.DELETED, ChangeKind.MOVED_FROM)
    assert sign.getparent().tag == qualified("w:del" if gone else "w:ins")


def test_python_docx_reads_them() -> None:
    document = docx.Document(io.BytesIO(document_written(DOCUMENT).data))
    assert [(each.author, each.text) for each in document.comments] == [
        ("Ana Ruiz", "Is this still so?\nThe survey says otherwise.")
    ]


@pytest.mark.libreoffice
def test_libreoffice_keeps_them(tmp_path: Path) -> None:
    words = remarked(text("words"), ODD, "two\nlines")
    docx = written(Heading(1, words, "1", id="h"), on(text("words")), *CALLS, notes=DOCUMENT.notes)
    source = tmp_path / "before.docx"
    source.write_bytes(docx.data)
    odt = converted(source, "odt").rename(tmp_path / "after.odt")
    kept, sent = (sorted(comments_in(each), key=lambda c: c.text) for each in (converted(odt, "docx"), docx.data))
    assert [(c.text, c.author, c.date[:10], c.about) for c in kept] == [
        (c.text, c.author, c.date[:10], c.about) for c in sent
    ]


CALLS = (Paragraph((Text("A note"), *remarked((NoteReference("method", 1),))), id="n"),)


def test_comments_have_threads_lasting_ids_and_people() -> None:
    """What Word 365 keeps of comments beside their text ([MS-DOCX] 2.5)."""
    place = whole_file("content/x/sections/10.md")
    asked, apart = Remark("Why?", "Ana Ruiz", DAY, place), Remark("Why?", "Bo Ek", DAY)
    answers = [Remark(each, "Bo Ek", DAY, answers=place) for each in ("Because.", "Or not.")]
    document = replace(DOCUMENT, blocks=(Paragraph((Remarked(text("words"), (asked, *answers, apart)),), id="p"),))
    docx = document_written(document)
    extended = docx.xml("word/commentsExtended.xml")
    ids = extended.xpath("*/@w15:paraId", namespaces=NAMESPACES)
    assert ids == docx.xml("word/comments.xml").xpath("//@w14:paraId", namespaces=NAMESPACES)
    assert [each.get(qualified("w15:paraIdParent")) for each in extended] == [None, ids[0], ids[0], None]
    assert extended.xpath("*/@w15:done", namespaces=NAMESPACES) == ["0"] * 4
    lasting = docx.xml("word/commentsIds.xml")
    assert lasting.xpath("*/@w16cid:paraId", namespaces=NAMESPACES) == ids
    durable = lasting.xpath("*/@w16cid:durableId", namespaces=NAMESPACES)
    assert durable == docx.xml("word/commentsExtensible.xml").xpath("*/@w16cex:durableId", namespaces=NAMESPACES)
    assert len({*ids, *durable}) == 8
    people = docx.xml("word/people.xml").xpath("*/@w15:author", namespaces=NAMESPACES)
    assert people == ["Ana Ruiz", "Bo Ek"]
    read = read_reviewed(docx.data).comments
    assert [(each.text, each.parent) for each in read][:3] == [("Why?", ""), ("Because.", "0"), ("Or not.", "0")]

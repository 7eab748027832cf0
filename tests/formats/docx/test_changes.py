from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefgen.formats.docx.changes import timestamp
from briefgen.model.blocks import Cell, Change, ChangeKind, Figure, List, ListItem, Paragraph, Table
from briefgen.model.inlines import CrossReference, Deleted, Inserted, Link, NoteReference, Strong, Text
from tests.formats.docx.reading import Docx, document_written, find, text_of, written
from tests.samples import BLOCKS, DOCUMENT, REVIEWED, paragraph, text

TABLE = next(block for block in BLOCKS if isinstance(block, Table))
FIGURE = next(block for block in BLOCKS if isinstance(block, Figure))
WHO = {"author": "A. Reviewer", "date": REVIEWED}


def change(kind: ChangeKind) -> Change:
    return Change(kind, "A. Reviewer", REVIEWED)


@pytest.fixture(scope="module")
def sample() -> Docx:
    return document_written(DOCUMENT)


def test_added_and_dropped_words_are_tracked(sample: Docx) -> None:
    (body,) = [p for p in sample.paragraphs("BodyText") if text_of(p).startswith("Plain text")]
    assert [text_of(e) for e in find(body, "w:ins")] == ["added words"]
    assert [text_of(e) for e in find(body, "w:del/w:r/w:delText")] == ["dropped words"]
    assert find(body, "w:ins/@w:author") == ["A. Reviewer"]
    assert find(body, "w:ins/@w:date") == ["2031-05-05T09:30:00Z"]


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("A paragraph that a reviewer added.", "ins"),
        ("A paragraph that a reviewer took out.", "del"),
    ],
)
def test_a_changed_paragraph_is_marked_with_its_end(sample: Docx, words: str, mark: str) -> None:
    (changed,) = [p for p in sample.paragraphs("BodyText") if text_of(p) == words]
    assert len(find(changed, f"w:pPr/w:rPr/w:{mark}")) == 1
    assert [text_of(e) for e in find(changed, f"w:{mark}")] == [words]
    assert find(changed, "w:r") == []


def test_a_move_has_two_ends_of_one_name(sample: Docx) -> None:
    names = sample.values("//w:moveFromRangeStart/@w:name | //w:moveToRangeStart/@w:name")
    assert len(names) == 2
    assert len(set(names)) == 1
    (origin,), (target,) = sample.all("//w:p[w:moveFrom]"), sample.all("//w:p[w:moveTo]")
    assert text_of(origin) == text_of(target) == "A paragraph that moved."
    assert find(origin, "w:moveFrom//w:t")
    assert find(origin, "preceding-sibling::*[1][self::w:moveFromRangeStart]")
    assert sample.values("//w:moveFromRangeStart/@w:id") == sample.values("//w:moveFromRangeEnd/@w:id")


def test_equal_texts_that_move_are_paired_in_order() -> None:
    kinds = (ChangeKind.MOVED_FROM, ChangeKind.MOVED_FROM, ChangeKind.MOVED_TO, ChangeKind.MOVED_TO)
    docx = written(*(replace(paragraph("same", ""), change=change(kind)) for kind in kinds))
    sources, targets = docx.values("//w:moveFromRangeStart/@w:name"), docx.values("//w:moveToRangeStart/@w:name")
    assert sources == targets
    assert len(set(sources)) == 2


def test_an_end_without_its_other_is_a_deletion_or_insertion() -> None:
    gone = replace(paragraph("gone", ""), change=change(ChangeKind.MOVED_FROM))
    come = replace(paragraph("come", ""), change=change(ChangeKind.MOVED_TO))
    docx = written(gone, come)
    assert [text_of(e) for e in docx.all("//w:del[w:r]")] == ["gone"]
    assert [text_of(e) for e in docx.all("//w:ins[w:r]")] == ["come"]
    assert docx.all("//w:moveFromRangeStart | //w:moveToRangeStart") == []


def test_an_item_can_move() -> None:
    item = ListItem((paragraph("item", ""),))
    docx = written(
        List((replace(item, change=change(ChangeKind.MOVED_FROM)),)),
        List((replace(item, change=change(ChangeKind.MOVED_TO)),)),
    )
    assert len(docx.values("//w:moveFromRangeStart/@w:name")) == 1


def test_what_stands_in_a_changed_block_is_changed() -> None:
    inner = List((ListItem((paragraph("inner", ""),)),), change=change(ChangeKind.DELETED))
    assert [text_of(e) for e in written(inner).all("//w:del[w:r]")] == ["inner"]


def test_a_changed_table_is_marked_row_by_row() -> None:
    docx = written(replace(TABLE, change=change(ChangeKind.DELETED)))
    assert len(docx.all("//w:tr/w:trPr/w:del")) == 3
    assert docx.all("//w:tc//w:t") == []
    assert docx.values("//w:instrText/text()") == []


def test_the_ends_of_cells_are_left_to_their_rows() -> None:
    docx = written(replace(TABLE, caption=(), source=(), label="", change=change(ChangeKind.DELETED)))
    assert len(docx.all("//w:tc/w:p")) == 9
    assert docx.all("//w:tc/w:p/w:pPr/w:rPr") == []


def test_what_follows_changed_captions_counts_on() -> None:
    gone = replace(FIGURE, id="", anchor="", change=change(ChangeKind.INSERTED))
    docx = written(gone, replace(FIGURE, label="Figure 2"), replace(FIGURE, id="f-3", label="Figure 3"))
    fields = [text.strip() for text in docx.values("//w:instrText/text()") if "SEQ" in text]
    assert fields == ["SEQ Figure \\* ARABIC \\r 2", "SEQ Figure \\* ARABIC"]


def test_a_table_that_moved_is_a_deletion_and_an_insertion() -> None:
    docx = written(
        replace(TABLE, change=change(ChangeKind.MOVED_FROM)), replace(TABLE, change=change(ChangeKind.MOVED_TO))
    )
    assert len(docx.all("//w:tr/w:trPr/w:del")) == len(docx.all("//w:tr/w:trPr/w:ins")) == 3


def test_a_changed_cell_is_marked_alone() -> None:
    (first, *others), *rows = TABLE.rows
    changed = Cell(first.content, change=change(ChangeKind.INSERTED))
    docx = written(replace(TABLE, rows=((changed, *others), *rows)))
    assert [text_of(e) for e in docx.all("//w:tc//w:ins[w:r]")] == ["North & Co"]
    assert docx.all("//w:trPr/w:ins") == []


def test_a_picture_can_be_deleted() -> None:
    assert written(replace(FIGURE, change=change(ChangeKind.DELETED))).all("//w:del/w:r/w:drawing")


def test_changes_inside_a_changed_block_keep_their_own_mark() -> None:
    block = Paragraph(
        (Text("new "), Deleted(text("slip"), **WHO), Strong((Inserted(text("more"), **WHO),))),
        change=change(ChangeKind.INSERTED),
    )
    docx = written(block)
    assert [text_of(e) for e in docx.all("//w:del[w:r]")] == ["slip"]
    assert [text_of(e) for e in docx.all("//w:ins[w:r]")] == ["new ", "more"]


def test_links_hold_the_marks_of_their_runs() -> None:
    content = (
        Link((Text("address"),), "https://example.org"),
        CrossReference("figure:landings", text="Figure 1"),
        NoteReference("method", 1),
    )
    docx = written(FIGURE, Paragraph((Deleted(content, **WHO),)), notes=DOCUMENT.notes)
    assert [text_of(e) for e in docx.all("//w:hyperlink/w:del")] == ["address", "Figure 1"]


def test_fields_hold_the_marks_of_their_runs_and_none_is_taken_out() -> None:
    reference = CrossReference("figure:landings", text="Figure 1")
    docx = written(FIGURE, Paragraph((Inserted((reference,), **WHO), Deleted((reference,), **WHO))))
    instructions = [e.text.split()[0] for e in docx.all("//w:ins/w:r/w:instrText")]
    assert instructions == ["REF"]
    assert docx.all("//w:del//w:instrText | //w:del//w:fldChar") == []


def test_a_note_called_in_a_move_survives_at_either_end() -> None:
    called = (Text("Called"), NoteReference("method", 1))
    moved = [
        Paragraph(called, id=kind.value, change=change(kind)) for kind in (ChangeKind.MOVED_FROM, ChangeKind.MOVED_TO)
    ]
    docx = written(*moved, Paragraph(called), notes=DOCUMENT.notes)
    assert docx.values("//w:moveFrom//w:footnoteReference/@w:id") == ["1"]
    assert docx.values("//w:moveTo//w:footnoteReference/@w:id") == ["2"]
    assert len(docx.values("//w:instrText[contains(., 'NOTEREF')]")) == 1
    assert [text_of(note) for note in docx.footnotes.values()] == ["\tWeighed at the quay, ice taken off."] * 2


@pytest.mark.parametrize(
    ("moment", "stamp"),
    [
        (datetime(2031, 5, 5, 9, 30, 15, 999, tzinfo=UTC), "2031-05-05T09:30:15Z"),
        (datetime(2031, 5, 5, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))), "2031-05-04T19:15:00Z"),
        (datetime(2031, 5, 5, 9, 30), "2031-05-05T09:30:00Z"),
    ],
)
def test_moments_are_written_in_universal_time(moment: datetime, stamp: str) -> None:
    assert timestamp(moment) == stamp

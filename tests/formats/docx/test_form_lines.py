"""Boxes of answers in Word: controls that a click ticks, in a style that other documents are without."""

from __future__ import annotations

from briefgen.formats.docx import write
from briefgen.formats.docx.styles import FORM_STYLES
from briefgen.model.blocks import (
    BETWEEN_ANSWERS,
    BOX,
    Change,
    ChangeKind,
    FormLine,
    FormLineKind,
    Heading,
    List,
    ListItem,
    Paragraph,
)
from briefgen.model.inlines import Inserted, Text
from tests.formats.docx.opened import Docx, find, text_of
from tests.formats.pdf.brief import document
from tests.house import house
from tests.samples import REVIEWED

AGREE, DISAGREE = Text("\u00a0Agree"), Text("\u00a0Disagree")
ANSWERS = FormLine((Text(BOX), AGREE, Text(BETWEEN_ANSWERS), Text(BOX), DISAGREE), kind=FormLineKind.ANSWERS, id="a")
BLOCKS = (
    Heading(1, (Text("Recommendation"),), id="h"),
    FormLine((Text("Use freely"),), id="u"),
    List((ListItem((Paragraph((Text("Sign."),), id="p"), ANSWERS)),), numbered=True, id="l"),
)


def test_each_box_is_a_control_that_a_click_ticks() -> None:
    docx = Docx(write(document(BLOCKS), {}, house()).data)
    boxes = find(docx.body, "//w:sdt[w:sdtPr/w14:checkbox]")
    assert [text_of(box) for box in boxes] == [BOX, BOX]
    assert [find(box, ".//w:alias/@w:val") for box in boxes] == [["Agree"], ["Disagree"]]
    assert [find(box, ".//w14:checked/@w14:val") for box in boxes] == [["0"], ["0"]]
    assert [find(box, ".//w14:uncheckedState/@w14:val") for box in boxes] == [["2610"], ["2610"]]
    assert find(boxes[0], ".//w:lock/@w:val") == ["sdtLocked"]
    assert len({*find(docx.body, "//w:sdtPr/w:id/@w:val")}) == 2


def test_lines_of_forms_have_styles_of_their_own_and_nothing_direct() -> None:
    docx = Docx(write(document(BLOCKS), {}, house()).data)
    lines = {text_of(line): line for line in find(docx.body, "//w:p[w:pPr/w:pStyle]")}
    for text, style in (("Use freely", "Use"), ("☐\u00a0Agree\t☐\u00a0Disagree", "Answers")):
        properties = lines[text][0]
        assert find(properties, "w:pStyle/@w:val") == [style]
        assert not find(properties, "w:ind | w:numPr")


def test_a_document_without_a_form_is_without_its_styles() -> None:
    docx = Docx(write(document((Paragraph((Text("Fish."),)),)), {}, house()).data)
    named = set(find(docx.xml("word/styles.xml"), "//w:style/@w:styleId"))
    assert len(named) > 30
    assert not named & {style.value for style in FORM_STYLES}


def test_a_redline_has_its_boxes_as_text() -> None:
    marked = (FormLine(ANSWERS.content, kind=ANSWERS.kind, id="a", change=Change(ChangeKind.INSERTED, "A", REVIEWED)),)
    inner = (FormLine((Inserted((Text(BOX),), "A", REVIEWED), AGREE), kind=ANSWERS.kind, id="b"),)
    for blocks in (marked, inner):
        docx = Docx(write(document(blocks), {}, house()).data)
        assert BOX in text_of(docx.body)
        assert not find(docx.body, "//w:sdt")


def test_word_counts_questions_behind_their_letter() -> None:
    asked = [Heading(2, (Text("Why?"),), f"Q{number}", id=f"q{number}") for number in (1, 2)]
    docx = Docx(write(document((Heading(1, (Text("Stock"),), id="h"), *asked)), {}, house()).data)
    lines = find(docx.body, "//w:p[w:pPr/w:pStyle/@w:val='Question']")
    assert [text_of(line) for line in lines] == ["Why?", "Why?"]
    (number,) = {find(line, "w:pPr/w:numPr/w:numId/@w:val")[0] for line in lines}
    numbering = docx.xml("word/numbering.xml")
    (definition,) = find(numbering, f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    assert find(numbering, f"//w:abstractNum[@w:abstractNumId='{definition}']//w:lvlText/@w:val") == ["Q%1"]


def test_a_number_that_word_would_not_count_to_is_typed() -> None:
    docx = Docx(write(document((Heading(2, (Text("Why?"),), "Q4", id="q"),)), {}, house()).data)
    assert "Q4\tWhy?" in text_of(docx.body)
    assert not find(docx.xml("word/styles.xml"), "//w:style[@w:styleId='Question']")

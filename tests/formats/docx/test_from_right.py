"""Documents that run from the right, and words from the right in others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.formats.docx.from_right import Stretch, stretches
from briefgen.formats.docx.reader import read_reviewed
from briefgen.formats.docx.style_source import house_style
from briefgen.model.blocks import Block, Cell, Column, Heading, Paragraph, Table
from briefgen.model.inlines import CrossReference, Foreign, Inlines, Remarked, Strong, Text, Value
from briefgen.theme import Role
from tests.formats.docx.opened import MAIN, Docx, find
from tests.formats.docx.reading import document_written
from tests.formats.docx.references import changed, packed, themed, with_style
from tests.house import house
from tests.samples import DOCUMENT, QUESTION, text
from tests.turned_sample import WORDS, from_right

pytestmark = pytest.mark.slow

RIGHT, FIGURE, LEFT = Stretch
SIGNS = frozenset(map(ord, "0123456789%.,–−-۱۲۳"))


def urdu(*blocks: Block) -> Docx:
    """A document in Urdu of these blocks alone."""
    properties = replace(DOCUMENT.properties, language="ur-PK")
    return document_written(replace(DOCUMENT, blocks=blocks, notes=(), properties=properties))


def runs(*inlines: Inlines) -> list[tuple[str, str]]:
    """The texts of a paragraph's runs, each with the property by which Word knows its direction."""
    docx = urdu(Paragraph(tuple(each for part in inlines for each in part)))
    found = docx.all("//w:body/w:p[w:pPr/w:pStyle/@w:val='BodyText']//w:r[w:t]")
    return [("".join(find(run, "w:t/text()")), _direction(run)) for run in found]


def _direction(run: object) -> str:
    return " ".join(name for name in ("rtl", "cs") if find(run, f"w:rPr/w:{name}"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("آبادی", [("آبادی", RIGHT)]),
        ("آبادی \u20662,546\u2069 ہے", [("آبادی ", RIGHT), ("\u20662,546\u2069", RIGHT), (" ہے", RIGHT)]),
        ("\u206663%\u2069 کم", [("\u206663%\u2069", FIGURE), (" کم", RIGHT)]),
        ("\u2066−3.5%\u2069", [("\u2066−3.5%\u2069", FIGURE)]),
        ("\u20665–7\u2069", [("\u20665–7\u2069", FIGURE)]),
        ("\u2066≥5\u2069", [("\u2066≥5\u2069", LEFT)]),
        ("\u2066[1, p. 3]\u2069", [("\u2066[1, p. 3]\u2069", LEFT)]),
        ("\u2066شکل 3\u2069", [("\u2066شکل 3\u2069", RIGHT)]),
        (
            "ادارہ UNHCR اور WFP ہے",
            [("ادارہ ", RIGHT), ("UNHCR", LEFT), (" اور ", RIGHT), ("WFP", LEFT), (" ہے", RIGHT)],
        ),
        ("وبا COVID-19 کی", [("وبا ", RIGHT), ("COVID-19", LEFT), (" کی", RIGHT)]),
        ("World Food Programme", [("World Food Programme", LEFT)]),
        ("(UN) نے", [("(", RIGHT), ("UN", LEFT), (") نے", RIGHT)]),
    ],
)
def test_a_text_is_marked_by_what_runs_how(words: str, expected: list[tuple[str, Stretch]]) -> None:
    """A sign that the font of the script lacks is set in the font of the style."""
    assert list(stretches(words, SIGNS)) == expected


def test_runs_say_which_way_they_run() -> None:
    value = Value("share", text="\u206663%\u2069")
    found = runs(text("ادارہ UN کے مطابق "), (value,), (Strong(text(" کم")),))
    assert found == [
        ("ادارہ ", "rtl"),
        ("UN", ""),
        (" کے مطابق ", "rtl"),
        ("\u206663%\u2069", "cs"),
        (" کم", "rtl"),
    ]


def test_stretches_that_are_marked_alike_are_one_run() -> None:
    """LibreOffice breaks lines between runs inside a reference."""
    reference = "[\u2068\u20662\u2069،\u00a0¶\u00a0\u20663\u2069\u2069]"
    assert runs(text(f"ہے {reference}۔")) == [(f"ہے {reference}۔", "rtl")]


def test_words_of_another_language_are_isolated_either_way() -> None:
    assert runs(text("یہ "), (Foreign(text("rounded (5–7)"), language="en"),)) == [
        ("یہ ", "rtl"),
        ("\u2066rounded (5–7)\u2069", ""),
    ]
    english = document_written(replace(DOCUMENT, blocks=(Paragraph((Text("The "), *_word())),), notes=()))
    (run,) = english.all("//w:r[w:rPr/w:rtl]")
    assert find(run, "w:t/text()") == ["\u2067لفظ\u2069"]
    assert set(find(english.xml("word/styles.xml"), "//w:style/w:rPr/w:rFonts/@w:cs")) == {"Noto Nastaliq Urdu"}
    assert find(english.xml("word/styles.xml"), "//w:style/w:pPr/w:bidi") == []


def test_a_paragraph_in_a_language_of_its_own_runs_and_is_set_as_that_is() -> None:
    own = Paragraph((Foreign(text("5–7 لفظ ہے۔"), language="ur"),))
    english = document_written(replace(DOCUMENT, blocks=(own, Paragraph(text("A word."))), notes=()))
    first, second = english.all("//w:body/w:p[w:pPr/w:pStyle/@w:val='BodyText']")
    assert len(find(first, "w:pPr/w:bidi")) == 1
    assert "\u2067" not in "".join(find(first, ".//w:t/text()"))
    lines = int(find(first, "w:pPr/w:spacing/@w:line")[0])
    assert lines > 2 * house().style(Role.BODY).size * 20
    assert find(second, "w:pPr/w:bidi | w:pPr/w:spacing") == []
    (turned,) = urdu(Paragraph((Foreign(text("A word."), language="en"),))).all("//w:p[w:pPr/w:bidi/@w:val='0']")
    assert find(turned, ".//w:r/w:t/text()") == ["A word."]
    assert int(find(turned, "w:pPr/w:spacing/@w:line")[0]) == round(house().style(Role.BODY).leading * 20)


def test_first_lines_in_a_row_stand_on_one_base_line_whatever_their_languages() -> None:
    urdu_ = Cell((Foreign(text("لفظ"), language="ur"),), id="b")
    head = (Cell(text("A"), id="c"), Cell(text("B"), id="d"))
    table = Table((Column(width=0.5),) * 2, head, ((Cell(text("A word"), id="a"), urdu_),), id="t", parallel=True)
    docx = document_written(replace(DOCUMENT, blocks=(table,), notes=()))
    first, second = (find(cell, "w:p/w:pPr") for cell in docx.all("//w:tr[2]/w:tc"))
    assert int(find(first[0], "w:spacing/@w:before")[0]) > 100
    assert find(second[0], "w:spacing/@w:before") == []
    assert len(find(second[0], "w:bidi")) == 1


def test_letters_that_join_stand_together_in_heads_from_the_left_and_have_the_room_that_they_need() -> None:
    front = replace(DOCUMENT.front, marking="OFFICIAL · سرکاری")
    docx = document_written(replace(DOCUMENT, front=front, blocks=(Paragraph(_word()),), notes=()))
    heads = [docx.xml(name) for name in docx.names if "header" in name]
    (marking, *_) = [each for head in heads for each in find(head, "//w:p[w:pPr/w:pStyle/@w:val='Marking']")]
    assert find(marking, "w:pPr/w:spacing/@w:lineRule") == ["atLeast"]
    assert find(marking, ".//w:instrText") == []
    latin, urdu_ = find(marking, ".//w:r[w:t]")
    assert find(latin, "w:rPr/w:spacing | w:rPr/w:rtl") == []
    assert find(urdu_, "w:rPr/w:rtl") and find(urdu_, "w:rPr/w:spacing/@w:val") == ["0"]


def _word() -> Inlines:
    return (Foreign(text("لفظ"), language="ur"), Text(" 5–7."))


def test_a_document_from_the_left_has_no_font_for_another_script() -> None:
    docx = document_written(DOCUMENT)
    assert set(find(docx.xml("word/fontTable.xml"), "//w:font/@w:name")) == {face.family for face in house().faces}


@pytest.mark.parametrize("language", WORDS)
def test_every_block_runs_from_the_right(language: str) -> None:
    """The lint holds letters, tables, ends of paragraphs and the section."""
    docx = document_written(from_right(language))
    assert len(docx.all("//w:tbl/w:tblPr/w:bidiVisual")) == 2
    assert docx.all("//w:pBdr/w:left | //w:pBdr[w:right]/w:left") == []
    assert len(find(docx.xml("word/styles.xml"), "//w:style/w:pPr/w:pBdr/w:right/@w:val")) > 3
    assert docx.all("//w:p//w:jc[@w:val='right' or @w:val='left']") == []
    assert find(docx.xml("word/settings.xml"), "//w:themeFontLang/@w:bidi") == [language]


def test_complex_scripts_have_their_font_size_weight_and_lines() -> None:
    styles = urdu(Paragraph(text("لفظ"))).xml("word/styles.xml")
    assert set(find(styles, "//w:rFonts/@w:cs")) == {"Noto Nastaliq Urdu"}
    heading = "//w:style[@w:styleId='Heading1']"
    assert find(styles, f"{heading}/w:rPr/w:bCs"), "the semibold of Latin letters is a family of its own"
    assert int(find(styles, f"{heading}/w:pPr/w:spacing/@w:line")[0]) == 15 * 2.5 * 20
    assert not find(styles, "//w:style[not(@w:styleId='DetailGap')]/w:rPr/w:spacing"), (
        "letters that join are not set apart"
    )
    assert not find(styles, "//w:iCs"), "the script has no italics"
    assert find(styles, "//w:docDefaults//w:lang/@w:val") == ["en-GB"]


def test_a_reference_document_is_turned_and_keeps_its_own_font_for_the_script() -> None:
    """Staff restyle in Word; what they chose for Arabic letters stays, and its size."""
    own = with_style("Body Text", 'w:cs="Source Serif 4"', 'w:cs="Jameel Noori Nastaleeq"')
    size = with_style("Quote", '<w:szCs w:val="20"/>', '<w:szCs w:val="28"/>')
    styles = house_style(themed(changed(own, size)), "ur-PK").styles
    assert len(find(styles, "//w:style[w:name/@w:val='Normal']/w:pPr/w:bidi")) == 1
    assert find(styles, "//w:style[@w:styleId='BodyText']/w:rPr/w:rFonts/@w:cs") == ["Jameel Noori Nastaleeq"]
    assert find(styles, "//w:style[@w:styleId='Quote']/w:rPr/w:szCs/@w:val") == ["28"]
    assert find(styles, "//w:style[@w:styleId='Heading1']/w:rPr/w:rFonts/@w:cs") == ["Noto Nastaliq Urdu"]
    assert find(styles, "//w:style[@w:styleId='Action']/w:pPr/w:pBdr/w:right/@w:val") == ["single"]


def test_what_is_read_out_has_no_isolates() -> None:
    document = from_right("ur")
    title = "\u206625\u2069 فروری"
    docx = document_written(replace(document, properties=replace(document.properties, title=title)))
    assert "25 فروری" in docx.parts["docProps/core.xml"].decode()


def test_a_remark_runs_as_its_own_words_do() -> None:
    remark = replace(QUESTION, text="کیا یہ درست ہے؟\nIs it right?")
    docx = urdu(Paragraph((Remarked(text("لفظ"), (remark,)),)))
    first, second = docx.xml("word/comments.xml").iter("{*}p")
    assert find(first, "w:pPr/w:rPr/w:rtl") and not find(first, "w:pPr/w:bidi")
    assert find(second, "w:pPr/w:bidi/@w:val") == ["0"]


def test_tables_are_as_wide_as_the_text() -> None:
    """LibreOffice would put narrower ones to the left, and make a cell of what a row leaves free."""
    table = next(block for block in from_right("ur").blocks if isinstance(block, Table))
    docx = urdu(replace(table, columns=tuple(replace(each, width=0.1) for each in table.columns)))
    (width,) = docx.values("//w:tblPr/w:tblW/@w:w")
    assert abs(int(width) - round(house().page.text_width * 20)) < 4
    assert docx.all("//w:gridAfter") == []


@pytest.mark.parametrize("number", ["\u20683\u2069", "3", "۳"])
def test_a_label_stands_in_the_bookmark_that_references_repeat(number: str) -> None:
    """LibreOffice prints an error where a reference leads nowhere."""
    label = f"جدول\u00a0{number}"
    table = replace(next(b for b in from_right("ur").blocks if isinstance(b, Table)), label=label)
    reference = CrossReference(table.anchor, text=f"\u2066{label}\u2069")
    docx = urdu(Paragraph((*text("دیکھیے "), reference)), table)
    (name,) = {
        word
        for code in docx.values("//w:instrText/text()")
        if code.strip().startswith("REF")
        for word in [code.split()[1]]
    }
    assert len(docx.all(f"//w:bookmarkStart[@w:name='{name}']")) == 1
    assert [code.split()[0] for code in docx.values("//w:instrText/text()")][1:] == (["SEQ"] if number != "۳" else [])


def test_a_reference_to_a_section_repeats_its_number_inside_an_isolate() -> None:
    heading = Heading(1, text("صورتِ حال"), "2", id="h", anchor="section:two")
    reference = CrossReference("section:two", text="حصہ\u00a0\u20682\u2069")
    docx = urdu(heading, Paragraph((*text("دیکھیے "), reference, Text("۔"))))
    assert [code.split()[0] for code in docx.values("//w:instrText/text()")] == ["REF"]
    assert docx.texts("BodyText") == ["دیکھیے حصہ\u00a0\u20682\u2069۔"]


@pytest.mark.parametrize(
    ("properties", "is_bold"),
    [
        ("<w:bCs/><w:rtl/>", True),
        ("<w:bCs/>", True),
        ('<w:b/><w:bCs w:val="0"/><w:rtl/>', False),
        ("<w:b/><w:rtl/>", True),
        ("<w:rtl/>", False),
    ],
)
def test_a_reader_asks_for_the_weight_of_the_script(properties: str, is_bold: bool) -> None:
    """LibreOffice gives letters of a complex script the weight of that script alone; it marks digits as it likes."""
    docx = urdu(Paragraph(text("لفظ"), id="p"))
    before, run = docx.parts[MAIN].decode(), '<w:rPr>{}</w:rPr><w:t xml:space="preserve">لفظ'
    assert run.format("<w:rtl/>") in before
    parts = {**docx.parts, MAIN: before.replace(run.format("<w:rtl/>"), run.format(properties)).encode()}
    (line,) = (line for line in read_reviewed(packed(parts)).all_lines() if line.text == "لفظ")
    assert [piece.bold for piece in line.pieces] == [is_bold]


def test_a_reader_finds_the_texts_without_isolates() -> None:
    """What a reviewer types has none, and LibreOffice parts runs where scripts change."""
    value = Value("share", text="\u206663%\u2069")
    docx = urdu(Paragraph((Text("کم از کم "), value), id="p"))
    read = read_reviewed(docx.data)
    (line,) = (line for line in read.all_lines() if "63%" in line.text)
    assert line.text == "کم از کم 63%"
    assert read.manifest and line.digest in read.manifest.digests.values()

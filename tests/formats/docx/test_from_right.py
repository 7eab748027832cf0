"""Documents that run from the right, and words from the right in others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.formats.docx.from_right import Stretch, stretches
from briefgen.formats.docx.style_source import house_style
from briefgen.model.blocks import Block, Callout, CalloutKind, Paragraph, Table
from briefgen.model.inlines import Emphasis, Foreign, Inlines, Remarked, Strong, Text, Value
from tests.formats.docx.opened import Docx, find
from tests.formats.docx.reading import document_written
from tests.formats.docx.references import PATH
from tests.house import house
from tests.samples import DOCUMENT, QUESTION, text
from tests.turned_sample import WORDS, from_right

RIGHT, FIGURE, LEFT = Stretch
SIGNS = frozenset(map(ord, "0123456789%.,–−-۱۲۳"))


def urdu(*blocks: Block) -> Docx:
    """A document in Urdu of these blocks alone."""
    properties = replace(DOCUMENT.properties, language="ur-PK")
    return document_written(replace(DOCUMENT, blocks=blocks, notes=(), properties=properties))


def runs(*inlines: Inlines) -> list[tuple[str, str]]:
    """The texts of a paragraph's runs, each with the property by which Word knows its direction."""
    docx = urdu(Paragraph(tuple(each for part in inlines for each in part)))
    found = docx.all("//w:body/w:p[w:pPr/w:pStyle/@w:val='BodyText']/w:r[w:t]")
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
    """Staff restyle in Word; what they chose for Arabic letters stays."""
    plain = house_style(house(), "ar").styles
    assert len(find(plain, "//w:style[w:name/@w:val='Normal']/w:pPr/w:bidi")) == 1
    assert set(find(plain, "//w:rFonts/@w:cs")) == {"Noto Naskh Arabic"}
    assert PATH.exists(), "the house has a reference document, which this is about"


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


def test_narrow_tables_end_where_the_text_does() -> None:
    """LibreOffice would put them to the left."""
    table = next(block for block in from_right("ur").blocks if isinstance(block, Table))
    docx = urdu(replace(table, columns=tuple(replace(each, width=0.1) for each in table.columns)))
    (width,) = docx.values("//w:tblPr/w:tblW/@w:w")
    assert abs(int(width) - round(house().page.text_width * 20)) < 4
    inside = urdu(Callout(CalloutKind.NOTE, "نوٹ", (Paragraph((Emphasis(text("لفظ")),)),)))
    assert inside.values("//w:tbl//w:tblW/@w:w") == []

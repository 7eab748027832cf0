"""Documents that run from the right: an Urdu and an Arabic one with every kind of block that has sides."""

from __future__ import annotations

from datetime import date

from briefgen.model.blocks import (
    Align,
    Callout,
    CalloutKind,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    KeyFigures,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.direction import isolated
from briefgen.model.document import Detail, Document, Front, Note, Properties
from briefgen.model.inlines import CrossReference, Foreign, Inline, Link, NoteReference, Strong, Text, Value
from tests.samples import cells, paragraph, text


def figure(shown: str) -> Value:
    return Value("figure", text=isolated(shown, "ur"))


BODY: tuple[Inline, ...] = (
    Text("بین الاقوامی ادارے کے مطابق "),
    Strong(text("ملک میں صحت کے مراکز")),
    Text(" کی تعداد گزشتہ سال کے دوران "),
    figure("2,546"),
    Text(" تک پہنچ گئی، جو پچھلے برس سے "),
    figure("63.4%"),
    Text(" زیادہ ہے ("),
    CrossReference("figure:one", text=isolated("[1, p. 3]", "ur")),
    Text(")"),
    NoteReference("method", 1),
    Text("۔ وزارتِ خزانہ نے "),
    figure("5–7"),
    Text(" اضلاع کے لیے "),
    figure("−3.5%"),
    Text(" کی شرح "),
    figure("2025-02-28"),
    Text(" کو منظور کی، جب کہ "),
    Link(text("عالمی ادارۂ صحت کی رپورٹ"), "https://example.org/report"),
    Text(" اور "),
    Foreign(text("World Food Programme (WFP)"), language="en", direction="ltr"),
    Text(" کے اندازے میں "),
    figure("<5"),
    Text(" فیصد کا فرق بتایا گیا ہے۔ اس بارے میں "),
    Foreign(text("الصحة للجميع"), language="ar", direction="rtl"),
    Text(" کا اصول بھی یاد دلایا گیا۔"),
)

BLOCKS = (
    Callout(
        CalloutKind.BOTTOM_LINE,
        "خلاصہ",
        (paragraph("وزیر کو جون تک فیصلہ کرنا ہے کہ ٹیکوں کی خریداری کہاں سے ہو۔", "b1"),),
    ),
    KeyFigures(
        (
            Tile(figure("2,546"), text("صحت کے مراکز"), "[1]"),
            Tile(figure("63%"), text("بچوں کو ٹیکے لگے"), "[2]"),
            Tile(Value("days", text="27 دن"), text("فیصلے تک باقی وقت")),
        )
    ),
    Contents("فہرست", (ContentsEntry(1, "1", "صورتِ حال", "h1", 1), ContentsEntry(1, "2", "آگے کیا ہو گا", "h2", 2))),
    Heading(1, text("صورتِ حال"), "1", id="h1", anchor="section:one"),
    Paragraph(BODY, id="p-body"),
    Paragraph(BODY, id="p-body2"),
    List((ListItem((paragraph("پہلا نکتہ: مراکز کھلے ہیں۔", "l1"),)), ListItem((paragraph("دوسرا نکتہ۔", "l2"),)))),
    List((ListItem((paragraph("پہلا قدم۔", "n1"),)), ListItem((paragraph("دوسرا قدم۔", "n2"),))), numbered=True),
    Heading(1, text("آگے کیا ہو گا"), "2", marking="محدود", id="h2", anchor="section:two"),
    Table(
        (Column(Align.LEFT, 0.5), Column(Align.CENTRE, 0.2), Column(Align.RIGHT, 0.3)),
        cells("head", "صوبہ", "ووٹ", "کوٹا، ٹن"),
        (cells("r1", "کابل اور نواح", "حق میں", "6,200"), cells("r2", "ہرات", "خلاف", "14,800")),
        caption=text("صوبہ وار کوٹا۔"),
        source=text("مآخذ: سروے۔"),
        label="جدول 1",
    ),
    Quotation((paragraph("ہم اس سے کم پر ووٹ نہیں دیں گے۔", "q1"),), text("وزیرِ خزانہ")),
    Callout(CalloutKind.NOTE, "نوٹ", (paragraph("اعداد عبوری ہیں۔", "c1"),)),
)

URDU = Document(
    Front(
        desk="شعبۂ صحت",
        title=text("صحت: ہفتہ وار بریف"),
        subtitle=text("مراکز، ٹیکے اور جون کا فیصلہ"),
        issue="بریف نمبر\u00a019",
        marking="سرکاری",
        running_title="صحت: ہفتہ وار بریف",
        running_issue="نمبر 19 · 5 مئی 2031",
        details=(Detail("شمارہ", text("5 مئی 2031")), Detail("برائے", text("وزیر؛ مستقل سیکریٹری"))),
    ),
    Properties(
        title="صحت: ہفتہ وار بریف",
        subject="مراکز",
        author="شعبۂ صحت",
        keywords=(),
        language="ur-PK",
        date=date(2031, 5, 5),
    ),
    BLOCKS,
    (Note("method", (paragraph("گنتی سال کے آخر میں کی گئی۔", "note1"),), 1),),
)

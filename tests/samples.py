"""One document that holds every block and inline of the model, as the transforms hand it to the writers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from briefgen.model.blocks import (
    Align,
    Callout,
    CalloutKind,
    Cell,
    Change,
    ChangeKind,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.document import Detail, Document, Front, Note, Properties
from briefgen.model.drawing import Picture
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.remark import Remark

ASSETS = Path(__file__).parent.parent / "assets"
REVIEWED = datetime(2031, 5, 5, 9, 30, tzinfo=UTC)
QUESTION = Remark("Is this still so?\nThe survey says otherwise.", "Ana Ruiz", date(2031, 5, 4))


def text(characters: str) -> tuple[Text]:
    return (Text(characters),)


def paragraph(characters: str, identity: str) -> Paragraph:
    return Paragraph(text(characters), id=identity)


def cells(row: str, *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text(content), id=f"{row}-{column}") for column, content in enumerate(texts))


def picture(width: int = 640, height: int = 240) -> Picture:
    """A PNG in two colours, `width` by `height` pixels at 144 to the inch."""
    image = Image.new("RGB", (width, height), "#1f3a5f")
    image.paste("#c9a66b", (0, 0, width // 2, height))
    file = BytesIO()
    image.save(file, "PNG")
    return Picture(file.getvalue(), "image/png", width / 2, height / 2)


INLINES = Paragraph(
    (
        Text("Plain text with <angle> & ampersand, "),
        Strong(text("strong text")),
        Text(", "),
        Emphasis((Text("emphasis with "), Strong(text("strong inside")))),
        Text(", a "),
        Link(text("link to the survey"), "https://example.org/survey?a=1&b=2"),
        Text(", the value "),
        Value("landings", text="12,480"),
        Text(", "),
        CrossReference("figure:landings", text="Figure 1"),
        Text(", "),
        CrossReference("section:quota", text("the section on the quota"), "Section 2", "Section 2: The quota"),
        Text(", a note"),
        NoteReference("method", 1),
        Text(", "),
        Foreign(text("quelques mots"), language="fr"),
        Text(", a line"),
        LineBreak(),
        Text("break, "),
        Inserted(text("added words"), "A. Reviewer", REVIEWED),
        Text(" and "),
        Deleted(text("dropped words"), "A. Reviewer", REVIEWED),
        Text(", "),
        Reformatted((Strong(text("words set bold")),), text("words set bold"), "A. Reviewer", REVIEWED),
        Text(", and "),
        Remarked(text("words to ask about"), (QUESTION,)),
        Text("."),
    ),
    id="p-inlines",
)

BLOCKS = (
    Callout(
        CalloutKind.BOTTOM_LINE,
        "Bottom line",
        (paragraph("Landings rose while the quota fell; the ministry must choose by June.", "p-bottom"),),
        id="c-bottom",
    ),
    KeyFigures(
        (
            Tile(Value("landings", text="12,480"), text("tonnes landed in 2030"), "[1]", id="t-1"),
            Tile(Value("rise", text="+8%"), text("on the year before"), "[1]", id="t-2"),
            Tile(Value("quota", text="11,000"), text("tonnes of quota, agreed by all coastal states"), "[2]", id="t-3"),
            Tile(Value("days", text="27 days"), text("to the vote"), id="t-4"),
        ),
        id="k-1",
    ),
    Contents(
        "Contents",
        (
            ContentsEntry(1, "1", "Landings", "h-landings"),
            ContentsEntry(1, "2", "Quota", "h-quota"),
            ContentsEntry(2, "", "What the states asked for", "h-asked"),
        ),
        id="contents",
    ),
    Heading(1, text("Landings"), "1", id="h-landings", anchor="section:landings"),
    INLINES,
    List(
        (
            ListItem((paragraph("First point.", "p-l1"),), id="i-1"),
            ListItem(
                (
                    paragraph("Second point, with a list inside:", "p-l2"),
                    List((ListItem((paragraph("the inner point.", "p-l3"),), id="i-3"),), id="l-2"),
                ),
                id="i-2",
            ),
        ),
        id="l-1",
    ),
    List(
        (
            ListItem((paragraph("Third step.", "p-n1"),), id="i-n1", anchor="source:survey"),
            ListItem((paragraph("Fourth step.", "p-n2"),), id="i-n2"),
        ),
        numbered=True,
        start=3,
        id="l-3",
    ),
    Figure(
        "landings",
        "Two bars: 12,480 tonnes landed, 11,000 tonnes of quota.",
        title=text("Landings passed the quota"),
        caption=text("Landings and quota, tonnes, 2030."),
        source=text("Source: coastal survey [1]."),
        label="Figure 1",
        id="f-1",
        anchor="figure:landings",
    ),
    Heading(1, text("Quota"), "2", marking="Restricted", id="h-quota", anchor="section:quota"),
    Table(
        (Column(Align.LEFT, 0.5), Column(Align.CENTRE, 0.2), Column(Align.RIGHT, 0.3)),
        cells("head", "State", "Vote", "Quota, tonnes"),
        (cells("r1", "North & Co", "for", "6,200"), cells("r2", "South <coast>", "against", "4,800")),
        caption=text("Quota by state."),
        source=text("Source: agreed minutes [2]."),
        label="Table 1",
        id="tb-1",
        anchor="table:quota",
    ),
    Heading(2, text("What the states asked for"), id="h-asked"),
    Quotation((paragraph("We shall not vote for less.", "p-q1"),), text("Minister of the South"), id="q-1"),
    Callout(CalloutKind.KEY, "Key point", (paragraph("The vote needs all states.", "p-key"),), id="c-key"),
    Callout(CalloutKind.NOTE, "Note", (paragraph("Figures are provisional.", "p-note"),), id="c-note"),
    Callout(CalloutKind.ACTION, "For action", (paragraph("Choose a line by June.", "p-act"),), id="c-act"),
    Callout(CalloutKind.WARNING, "Caution", (paragraph("Not for the press.", "p-warn"),), id="c-warn"),
    Heading(3, text("Third level"), id="h-three"),
    paragraph("Text below a third-level heading.", "p-three"),
    Heading(4, text("Fourth level"), id="h-four"),
    Paragraph(
        text("A paragraph that a reviewer added."),
        id="p-added",
        change=Change(ChangeKind.INSERTED, "A. Reviewer", REVIEWED),
    ),
    Paragraph(
        text("A paragraph that a reviewer took out."),
        id="p-dropped",
        change=Change(ChangeKind.DELETED, "A. Reviewer", REVIEWED),
    ),
    Paragraph(
        text("A paragraph that a reviewer has parted"),
        id="p-parted",
        end=Change(ChangeKind.INSERTED, "A. Reviewer", REVIEWED),
    ),
    paragraph("from this one.", "p-rest"),
    Paragraph(
        text("A paragraph that moved."),
        id="p-moved-from",
        change=Change(ChangeKind.MOVED_FROM, "A. Reviewer", REVIEWED),
    ),
    PageBreak(id="break"),
    Paragraph(
        text("A paragraph that moved."), id="p-moved-to", change=Change(ChangeKind.MOVED_TO, "A. Reviewer", REVIEWED)
    ),
    paragraph("The last page.", "p-last"),
)

DOCUMENT = Document(
    Front(
        desk="Fisheries desk",
        title=text("Herring: weekly brief"),
        subtitle=text("Landings, quota and the vote in June"),
        issue="Brief No. 19",
        marking="Official",
        running_title="Herring: weekly brief",
        running_issue="No. 19 · 5 May 2031",
        details=(
            Detail("Edition", text("5 May 2031")),
            Detail("Covers", text("April 2031")),
            Detail("For", text("Minister; Permanent Secretary")),
            Detail("Prepared by", text("Fisheries desk")),
        ),
    ),
    Properties(
        title="Herring: weekly brief",
        subject="Landings, quota and the vote in June",
        author="Fisheries desk",
        keywords=("herring", "quota"),
        language="en-GB",
        date=date(2031, 5, 5),
    ),
    BLOCKS,
    (Note("method", (paragraph("Weighed at the quay, ice taken off.", "p-note-1"),), 1, id="n-method"),),
)

MEDIA = {"landings": picture()}

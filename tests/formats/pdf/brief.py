"""A brief of the usual length, and documents of generated blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    KeyFigures,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.document import Document, Note
from briefgen.model.drawing import Picture
from briefgen.model.inlines import CrossReference, Link, NoteReference, Strong, Text, Value
from tests.samples import DOCUMENT, cells, paragraph, picture, text

SENTENCE = (
    "the line from the coast to the capital carried more freight than in any year since it was opened and the ministry "
    "expects a decision on the second track before the summer while three regions have asked for a slower timetable"
)
WORDS = SENTENCE.split()

COUNTS = ("May", "June", "July", "August", "September", "October")


def prose(identity: str, *sentences: str) -> Paragraph:
    return paragraph(" ".join(sentences), identity)


OPENING = (
    Callout(
        CalloutKind.BOTTOM_LINE,
        "Bottom line",
        (
            prose(
                "bottom",
                "The second track is affordable only if the three coastal regions pay a fifth of it.",
                "Two have agreed; the third wants the night trains moved first, and will vote on 28 May, nine days",
                "from this brief. Freight on the line rose by 41 percent in two years and cannot grow on one track.",
            ),
        ),
        id="c-bottom",
    ),
    KeyFigures(
        (
            Tile(Value("freight", text="2,546"), text("trains a month, April 2031"), "[1]", id="t-1"),
            Tile(Value("rise", text="+41 %"), text("on April 2029"), "[1]", id="t-2"),
            Tile(Value("share", text="63 %"), text("of them ran at night, between ten and six"), "[2]", id="t-3"),
            Tile(Value("left", text="9 days"), text("to the vote of the third region"), "[3]", id="t-4"),
        ),
        id="k-1",
    ),
)


def timetable(rows: int, identity: str, label: str = "Table 1") -> Table:
    body = tuple(
        cells(
            f"{identity}-{row}",
            f"[{row + 1}]",
            f"{COUNTS[row % 6]} {2025 + row // 6}",
            "Trains counted at the junction, both directions, empty runs left out"
            if row % 4 == 1
            else "Trains counted",
            f"{1200 + row * 37:,}",
        )
        for row in range(rows)
    )
    return Table(
        (Column(width=0.08), Column(width=0.2), Column(), Column(Align.RIGHT, 0.16)),
        cells(f"{identity}-head", "No.", "Month", "What it is, and how it was counted", "Trains"),
        body,
        caption=text("Freight trains by month."),
        source=text("Source: network operator, counts at the junction [1]."),
        label=label,
        id=identity,
        anchor=f"table:{identity}",
        again=f"{label}, continued" if label else "",
    )


def chart(identity: str, label: str) -> Figure:
    return Figure(
        identity,
        "Bars.",
        title=text("Night trains account for most of the rise"),
        caption=text("Freight trains a month by time of day, April 2029 and April 2031."),
        source=text("Source: network operator [1]; day trains derived."),
        label=label,
        id=f"f-{identity}",
        anchor=f"figure:{identity}",
    )


MONEY = (
    Heading(1, text("The money"), "1", id="h-money", anchor="section:money"),
    Paragraph(
        (
            Text("The operator puts the second track at "),
            Strong(text("4.1 billion")),
            Text(" in prices of 2030."),
            NoteReference("prices", 1),
            Text(" The budget holds 3.2 billion until 2036, as "),
            CrossReference("figure:night", text="Figure 1"),
            Text(
                " and the counts behind it show; the rest was to come from the regions, in equal parts, by a treaty "
                "that none of them has yet put before its parliament. The operator’s own estimate leaves out the two "
                "bridges, which the audit office expects to cost a further 300 million. "
            ),
            Link(text("The audit of March"), "https://example.org/audit"),
            Text(" has the details."),
        ),
        id="p-money-1",
    ),
    Heading(2, text("What each region has said"), "1.1", id="h-said", anchor="section:said"),
    List(
        (
            ListItem((prose("i-1", "North: agreed on 3 March, on condition that both bridges are counted in."),)),
            ListItem(
                (
                    prose(
                        "i-2",
                        "Isles: agreed on 11 April; asks for a fixed ferry connection at every second arrival and for",
                        "the ticket machines to be replaced at the same time.",
                    ),
                )
            ),
            ListItem((prose("i-3", "South: votes on 28 May."),)),
        ),
        id="l-1",
    ),
    chart("night", "Figure 1"),
    prose(
        "p-money-2",
        "A loan over thirty years would cost 190 million a year at today’s rate. The ministry of finance prefers a",
        "fund that the three regions fill in advance, which would move the start of works to 2034 at the earliest.",
    ),
    Callout(
        CalloutKind.ACTION,
        "For action",
        (
            prose("act-1", "Write to the South before 24 May, so that the letter can be read in committee."),
            List((ListItem((paragraph("Offer the later night train.", "act-2"),)),), id="act-l"),
        ),
        id="c-act",
    ),
)

VOTE = (
    Heading(1, text("The vote in the South"), "2", marking="Restricted", id="h-vote", anchor="section:vote"),
    prose(
        "p-vote-1",
        "The coalition has a majority of two. Its smaller party asks for a limit on trains between midnight and five,",
        "and has said that it would rather see the track delayed than the nights louder. The larger party is bound by",
        "its own congress to the track. Both have left the date of the vote open to a move of a week.",
    ),
    Quotation(
        (
            prose(
                "q-1", "Nobody on this coast is against the track. We are against another eleven trains after midnight."
            ),
        ),
        text("Chair of the transport committee, 14 May"),
        id="q",
    ),
    timetable(6, "counts"),
    prose(
        "p-vote-2",
        "If the vote fails, the operator may still build the northern half, which needs no money from the South. It",
        "would relieve the junction but not the harbour, and would cost 2.3 billion.",
        "The harbour’s own plan counts on the whole line.",
    ),
    Heading(2, text("Limits on night trains"), "2.1", id="h-limits", anchor="section:limits"),
    prose(
        "p-limits",
        "A limit of twenty trains between midnight and five would hold for the next three years without any loss.",
        "From 2034 it would bind on six days of the week. Quieter brakes on all wagons, which the law demands by 2035,",
        "halve the noise; on that ground the operator asks that the limit should end in that year.",
    ),
    chart("limits", "Figure 2"),
    Callout(
        CalloutKind.WARNING,
        "Caution",
        (prose("warn", "The counts for April are provisional and must not be cited outside the ministry."),),
        id="c-warn",
    ),
)

HARBOUR = (
    Heading(1, text("The harbour"), "3", id="h-harbour", anchor="section:harbour"),
    Paragraph(
        (
            Text("Two of five berths are let to the end of 2040."),
            NoteReference("berths", 2),
            NoteReference("prices", 1),
            Text(" The others wait for the line. The harbour has asked for a decision in principle by the autumn."),
        ),
        id="p-harbour",
    ),
    List(
        (
            ListItem((prose("s-1", "Decision in principle, by September."),)),
            ListItem((prose("s-2", "Treaty of the regions, by the end of the year."),)),
            ListItem((prose("s-3", "Works from 2033."),)),
        ),
        numbered=True,
        id="l-2",
    ),
    Heading(1, text("References"), id="h-references", anchor="section:references"),
    timetable(25, "references", "Table 2"),
)

ENTRIES = (
    ContentsEntry(1, "1", "The money", "h-money"),
    ContentsEntry(2, "1.1", "What each region has said", "h-said"),
    ContentsEntry(1, "2", "The vote in the South", "h-vote"),
    ContentsEntry(2, "2.1", "Limits on night trains", "h-limits"),
    ContentsEntry(1, "3", "The harbour", "h-harbour"),
    ContentsEntry(1, "", "References", "h-references"),
)

BRIEF = Document(
    replace(
        DOCUMENT.front,
        desk="Coastal rail desk",
        title=text("The second track: fortnightly brief"),
        subtitle=text("Costs, the vote in the South, and the harbour’s berths"),
        details=(
            *DOCUMENT.front.details,
            replace(DOCUMENT.front.details[3], label="Cleared by", text=text("Transport policy")),
        ),
        running_title="The second track: fortnightly brief",
        running_issue="No. 19 · 19 May 2031",
    ),
    replace(DOCUMENT.properties, title="The second track: fortnightly brief"),
    (*OPENING, Contents("Contents", ENTRIES, id="contents"), *MONEY, *VOTE, *HARBOUR),
    (
        Note("prices", (prose("n-1", "Prices of 2030, without value added tax."),), 1, id="n-prices"),
        Note("berths", (prose("n-2", "By contracts of 2029 and 2030, which the state guarantees."),), 2, id="n-berths"),
    ),
)

MEDIA: dict[str, Picture] = {"night": picture(907, 330), "limits": picture(907, 420)}


def words(random: Random, least: int, most: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(least, most)))


def generated(seed: int, count: int = 60) -> tuple[Block, ...]:
    """Headings, paragraphs, lists, tables and figures in any order, the same for the same seed."""
    random = Random(seed)  # noqa: S311
    return tuple(_generated(random, f"g{index}") for index in range(count))


def _generated(random: Random, identity: str) -> Block:
    kind = random.choice(("heading", "heading", "paragraph", "paragraph", "paragraph", "list", "table", "figure"))
    match kind:
        case "heading":
            return Heading(random.randint(1, 4), text(f"{identity} {words(random, 1, 14)}"), id=identity)
        case "paragraph":
            return paragraph(f"{identity} {words(random, 3, 160)}", identity)
        case "list":
            items = (ListItem((paragraph(words(random, 2, 60), f"{identity}-{n}"),)) for n in range(4))
            return List(tuple(items), numbered=random.random() < 0.5, id=identity)
        case "table":
            return replace(timetable(random.randint(1, 30), identity), anchor="")
        case _:
            return replace(chart("night", "Figure"), id=identity, anchor="")


def document(blocks: Iterable[Block]) -> Document:
    """The sample's front and properties around other blocks."""
    return replace(DOCUMENT, blocks=tuple(blocks), notes=())

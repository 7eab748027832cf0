"""A chart's data as rows, and what a reader is told of each attachment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from briefgen.assemble import make_attachments
from briefgen.model.blocks import Callout, CalloutKind, Figure
from briefgen.model.chart import Chart, Point, Series, TimelineEvent
from briefgen.model.document import Attachment, Relationship
from tests.formats.pdf.brief import document
from tests.samples import DOCUMENT

BARS = Chart(
    "bars",
    "tonnes",
    ("North", "South, and isles"),
    (
        Series("Landed", (Point("north", Decimal("1.248E+4"), "12,480"), None)),
        Series(
            "Allowed", (Point("quota", Decimal("9.50"), "about 9.5", approx=True), Point("south", Decimal(-3), "−3"))
        ),
    ),
)
DATES = Chart(
    "timeline",
    events=(
        TimelineEvent("survey", date(2031, 4, 20), "20 April", "Survey", "", "20 April 2031"),
        TimelineEvent("vote", date(2031, 6, 1), "1 June", "The vote", "27 days left", "1 June 2031"),
    ),
)


def made(*figures: Figure) -> dict[str, Attachment]:
    return {each.name: each for each in make_attachments({}, {}, document(figures))}


def test_points_one_a_row_with_value_and_text() -> None:
    attachment = made(Figure("landed", "", label="Figure 2", chart=BARS))["figures/landed.csv"]
    assert attachment.data.decode() == (
        "category,series,value,unit,printed,fact\n"
        'North,Landed,12480,tonnes,"12,480",north\n'
        "North,Allowed,9.50,tonnes,about 9.5,quota\n"
        '"South, and isles",Landed,,tonnes,,\n'
        '"South, and isles",Allowed,-3,tonnes,−3,south\n'
    )
    assert (attachment.media_type, attachment.description) == ("text/csv", "Data of Figure 2")
    assert attachment.relationship is Relationship.DATA


def test_dates_one_a_row_with_the_days_left() -> None:
    assert made(Figure("dates", "", chart=DATES))["figures/dates.csv"].data.decode() == (
        "date,label,days_left,fact\n2031-04-20,Survey,,survey\n2031-06-01,The vote,27 days left,vote\n"
    )


def test_charts_wherever_they_stand_and_no_pictures() -> None:
    inside = Callout(CalloutKind.NOTE, "Note", (Figure("dates", "", chart=DATES),))
    found = make_attachments({}, {}, document((inside, Figure("map.png", "A map"))))
    assert [each.name for each in found] == ["figures/dates.csv"]


def test_names_order_types_and_relationships() -> None:
    content = {"a/b.YAML": b"1", "a/c.bin": b"2", "desk.yaml": b"3", "z.PNG": b"4", "s/t.md": b"5"}
    found = make_attachments(content, {"ledger.json": b"6", "ledger.csv": b"7"}, DOCUMENT)
    assert [(each.name, each.data, each.media_type, each.relationship.value) for each in found] == [
        ("content/a/b.YAML", b"1", "application/yaml", "Source"),
        ("content/a/c.bin", b"2", "application/octet-stream", "Source"),
        ("content/desk.yaml", b"3", "application/yaml", "Source"),
        ("content/s/t.md", b"5", "text/markdown", "Source"),
        ("content/z.PNG", b"4", "image/png", "Source"),
        ("ledger.csv", b"7", "text/csv", "Data"),
        ("ledger.json", b"6", "application/json", "Data"),
    ]
    assert all(each.description for each in found)

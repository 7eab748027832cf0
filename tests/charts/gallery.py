"""Charts of every kind, ordinary and awkward, that the tests of the figures draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from briefgen.model.chart import Arrangement, AxisScale, Chart, Direction, Point, Series, TimelineEvent
from briefgen.model.fact import Interval


def point(value: float | str, text: str = "", **marks: bool) -> Point:
    """A point that is printed with thousands apart, unless it is given a text."""
    number = Decimal(str(value))
    return Point(f"fact-{value}", number, text or f"{number:,}", **marks)


def series(name: str, *values: float | str | Point | None) -> Series:
    """A series of points, or of numbers that become points."""
    points = (value if value is None or isinstance(value, Point) else point(value) for value in values)
    return Series(name, tuple(points))


def chart(kind: str, categories: Sequence[str], *runs: Series, unit: str = "", **options: Any) -> Chart:
    return Chart(kind, unit, tuple(categories), runs, **options)


def bars(categories: Sequence[str], *runs: Series, unit: str = "tonnes", **options: Any) -> Chart:
    return chart("bars", categories, *runs, unit=unit, **options)


def between(low: float | str | None, high: float | str | None, text: str = "") -> Point:
    """A range, or a limit where one end is none."""
    ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
    if not text:
        text = f"{low} to {high}" if None not in ends else f"at least {low}" if high is None else f"up to {high}"
    value = ends[1] if ends[1] is not None else ends[0]
    return Point(f"fact-{text}", value or Decimal(0), text, interval=Interval(ends[0], ends[1]))


def timeline(
    *events: tuple[date, str] | tuple[date, str, str],
    today: date | None = date(2031, 2, 25),
    label: str = "this brief",
) -> Chart:
    """A timeline of dates and what falls on them, with what is said in place of the days left."""
    return Chart(
        "timeline",
        events=tuple(
            TimelineEvent(
                f"due-{number}",
                day,
                f"{day:%-d %b %Y}",
                matter,
                status[0] if status else f"{(day - today).days} days left" if today else "",
                f"{day:%-d %b %Y}",
            )
            for number, (day, matter, *status) in enumerate(events)
        ),
        today=today,
        today_text=f"{today:%-d %b %Y}" if today else "",
        today_label=label,
    )


PORTS = ("North harbour", "Eastern roads", "All other ports (derived)")
YEARS = tuple(str(year) for year in range(2019, 2031))
VERTICAL = {"direction": Direction.VERTICAL}
STACKED = {"arrangement": Arrangement.STACKED}
SHARE = {"arrangement": Arrangement.SHARE}
GEARS = (
    series("Trawl", 420, 310, 120),
    series("Seine", 180, 220, 95),
    series("Longline", 90, 60, point(41, derived=True)),
    series("Pots and traps", 30, 44, 12),
    series("Hand lines", 4, 9, 2),
)

TOTALS = {"totals": (point(724, derived=True), point(643, derived=True), None)}

GALLERY: dict[str, Chart] = {
    "bars": bars(PORTS, series("", 1616, 782, point(148, derived=True))),
    "bars-approximate": bars(
        ("2029", "2030"), series("", point(1534, "about 1,534", derived=True, approx=True), 2546), unit="landings"
    ),
    "bars-negative": bars(
        ("Exports to the neighbouring coastal states", "Imports", "Balance", "Re-exports"),
        series("", 120, -310, point(-190, "−190", derived=True), 0),
        unit="$m",
    ),
    "bars-little-negative": bars(("District A", "District B", "District C"), series("", -1200, 4, 12500)),
    "bars-crowded-labels": bars(
        tuple(f"Provincial directorate for agriculture, irrigation and livestock {letter}" for letter in "ABCDEFGH"),
        series("", *range(1, 9)),
    ),
    "bars-long-labels": bars(
        (
            "Ministry of Fisheries, Harbours and Coastal Communities of the Northern and Eastern Provinces",
            "Coastguard",
            "The joint working group on seasonal quotas and the licensing of foreign vessels",
        ),
        series("", 14, 9, 3),
        unit="officers seconded",
    ),
    "bars-forty": bars(
        tuple(f"Landing place {number}" for number in range(1, 41)),
        series("", *(1 + (number * 37) % 91 * 17 for number in range(40))),
    ),
    "bars-huge-and-small": bars(("Herring", "Cod", "Eel"), series("", 48210934, 1203, 1)),
    "bars-literal": bars(
        ("$5m to $9m", "a_b^c", "_hidden", r"\frac{1}{2} & <more>"),
        series("", point(5, "$5"), point(9, "$9"), point(2, "_2"), point(1, r"\1")),
        unit="$m_{a}$",
    ),
    "grouped": bars(PORTS, series("2029", 1204, 640, 201), series("2030", 1616, None, point(148, derived=True))),
    "grouped-key": bars(
        ("Trawl", "Seine"),
        series("Vessels of the home fleet", 4, 5),
        series("Vessels registered abroad that land here under the agreement of 2028", 3, 6),
    ),
    "grouped-five": bars(("North", "South", "West"), *GEARS),
    "columns": bars(YEARS, series("", *(900 + (n * 353) % 700 for n in range(12))), **VERTICAL),
    "columns-negative": bars(("2027", "2028", "2029", "2030"), series("", -12, 30, -41, 8), unit="%", **VERTICAL),
    "columns-little-negative": bars(("District A", "B", "C"), series("", -1200, 4, 12500), **VERTICAL),
    "columns-grouped": bars(PORTS, series("2029", 1204, 640, 201), series("2030", 1616, 782, 148), **VERTICAL),
    "columns-grouped-key": bars(
        ("Trawl", "Seine", "Longline"),
        series("Vessels of the home fleet", 40, 5, 12),
        series("Vessels registered abroad that land here under the agreement of 2028", 3, point(6, approx=True), 1),
        series("Vessels laid up", 1, 2, 0),
        **VERTICAL,
    ),
    "stacked-tiny": bars(
        ("North", "South"), series("Inspected", 51200, 60110), series("Refused", 31, 9), **VERTICAL, **STACKED
    ),
    "stacked": bars(("North", "South", "West"), *GEARS, **STACKED, **TOTALS),
    "stacked-columns": bars(("North", "South", "West"), *GEARS, **VERTICAL, **STACKED, **TOTALS),
    "stacked-slivers": bars(
        ("North", "South"),
        series("Passenger cars", 95200, 88110),
        *(series(f"Kind {number}", 4760 - 311 * number, 7100) for number in range(5)),
        totals=(point(115890), None),
        **STACKED,
    ),
    "stacked-slivers-columns": bars(
        ("North", "South"),
        series("Passenger cars", 95200, 88110),
        *(series(f"Kind {number}", 4760 - 1150 * number, 7100) for number in range(5)),
        totals=(point(115890), None),
        **STACKED,
        **VERTICAL,
    ),
    "stacked-share": bars(("North", "South", "West"), *GEARS[:3], **SHARE),
    "stacked-share-columns": bars(("North", "South", "West"), *GEARS[:3], **VERTICAL, **SHARE),
    "whole": bars(
        ("Landings",),
        series("Herring", 934),
        series("Cod", point(927, derived=True)),
        series("Other species", 685),
        **SHARE,
    ),
    "whole-two": bars(("Inspected", "Not inspected"), series("", 444, point(722, derived=True)), unit="", **SHARE),
    "whole-narrow": bars(
        ("Trawl", "Seine and other encircling nets", "Longline", "Pots and traps", "Hand lines"),
        series("", 940, 210, 14, 6, 1),
        **SHARE,
    ),
    "line": chart("line", YEARS, series("", *(900 + (n * 353) % 700 for n in range(12))), unit="tonnes"),
    "line-series": chart(
        "line",
        YEARS,
        *(
            series(name, *(None if number == 2 and n in (4, 5) else base + (n * 353) % 97 for n in range(12)))
            for number, (name, base) in enumerate(
                (("Herring", 300), ("Cod", 280), ("Haddock and other white fish", 190), ("Eel", 40), ("Crab", 35))
            )
        ),
        unit="thousand tonnes",
    ),
    "line-cut-off": chart("line", ("Jan", "Feb", "Mar", "Apr"), series("", "98.2", "98.4", "98.1", "98.9"), unit="%"),
    "line-long": chart(
        "line",
        tuple(f"Week {n}" for n in range(1, 53)),
        series("Price", *(point(50 + (n * n) % 23, approx=n > 48) for n in range(52))),
        unit="$ a kilogram",
    ),
    "dot": chart("dot", PORTS, series("", "98.2", "97.1", "99.0"), unit="% of landings weighed"),
    "dumbbell": chart(
        "dot",
        PORTS,
        series("2029", 120, 301, 44),
        series("2030", 180, 296, point(44, derived=True)),
        unit="boats",
    ),
    "slope": chart(
        "slope",
        ("2029", "2030"),
        series("Herring", 120, 96),
        series("Cod", 118, 131),
        series("Haddock and other white fish", 117, 118),
        series("Eel", 12, None),
        unit="thousand tonnes",
    ),
    "slope-near": chart(
        "slope",
        ("March 2030", "March 2031"),
        series("North", "98.1", point("98.4", derived=True)),
        series("South and the islands", "98.2", "98.2"),
        series("West", "98.3", "98.1"),
        unit="% of landings weighed",
    ),
    "timeline": timeline(
        (date(2031, 2, 28), "leave the North and East harbours"), (date(2031, 3, 31), "leave the country's waters")
    ),
    "timeline-crowded": timeline(
        (date(2031, 2, 20), "the licence fee fell due"),
        (date(2031, 2, 25), "the tribunal sits"),
        (date(2031, 2, 28), "leave the North and East harbours"),
        (date(2031, 2, 28), "return the logbooks of the season to the harbour master"),
        (date(2031, 3, 1), "the quota starts"),
        (date(2031, 3, 3), "vote"),
        (date(2031, 3, 31), "leave the country's waters"),
    ),
    "timeline-ten-days": timeline(
        *(
            (date(2031, 3, day), matter)
            for day, matter in (
                (1, "the quota starts"),
                (2, "logbooks of the season are due at the office of the harbour master, with a copy for the council"),
                (3, "vote"),
                (4, "licences are drawn"),
                (6, "the tribunal sits"),
                (7, "appeals close"),
                (8, "returns of the processors"),
                (9, "leave the North and East harbours"),
                (10, "leave the country's waters"),
            )
        ),
        today=date(2031, 3, 1),
    ),
    "columns-to-scale": bars(
        ("June 2030", "May 2031", "June 2031"), series("", 1200, 1350, 1410), positions=(0.0, 11 / 12, 1.0), **VERTICAL
    ),
    "timeline-statuses": timeline(
        (date(2031, 1, 14), "the season closed", ""),
        (date(2031, 2, 10), "quarterly returns", "met"),
        (date(2031, 2, 10), "the new chair took office", ""),
        (date(2031, 2, 10), "returns of the processors", "met"),
        (date(2031, 3, 8), "licences", "withdrawn"),
        (date(2031, 3, 14), "leave the country's waters"),
    ),
    "line-log": chart(
        "line",
        YEARS[:6],
        series("Home", 12, 80, 400, 2100, 9000, 48000),
        series("Abroad", 300, 290, 310, 280, 305, 299),
        unit="cases",
        scale=AxisScale.LOG,
    ),
    "scatter": chart(
        "scatter",
        ("North harbour", "Eastern roads", "West", "Southern islands", "Middle port", "Old quay", "New quay"),
        Series("Boats", tuple(map(point, (120, 301, 44, 180, 176, 46, 290))), "boats"),
        Series("Landings", tuple(map(point, (1616, 2782, 148, 990, 1012, 160, 2760))), "tonnes"),
    ),
    "scatter-log": chart(
        "scatter",
        ("Cod", "Eel", "Herring", "Crab"),
        Series("Price", (point("4.2"), point("90.5"), point("0.8"), None), "$ a kilogram"),
        Series("Landings", (point(1200), point(3), point(88000, approx=True), None), "tonnes"),
        scale=AxisScale.LOG,
    ),
    "range": chart(
        "range",
        ("North harbour", "Eastern roads", "West", "All other ports"),
        series("", between(90, 130), between(40, 44), between(150, None), between(None, 30)),
        unit="boats",
    ),
    "range-estimates": chart(
        "range",
        PORTS,
        series("95% interval", between(90, 130), between(40, 44), point(150)),
        series("Best estimate", 112, 43, None),
        series("95% interval, 2029", between(60, 140), None, between(100, 160)),
        unit="boats",
    ),
    "range-cut": chart("range", ("Cod", "Eel"), series("", between("98.1", "98.4"), between("98.2", "99.0")), unit="%"),
    "small-multiples": chart(
        "small-multiples",
        YEARS,
        *(
            series(
                name,
                *(None if number == 2 and n in (4, 5) else base + (n * 353 * (number + 1)) % 97 for n in range(12)),
            )
            for number, (name, base) in enumerate(
                (
                    ("Herring", 300),
                    ("Cod", 280),
                    ("Haddock and other white fish", 190),
                    ("Eel", 40),
                    ("Crab", 35),
                    ("Lobster", 5),
                    ("Mussels and oysters of the eastern banks", 120),
                )
            )
        ),
        unit="thousand tonnes",
    ),
    "small-multiples-two": chart(
        "small-multiples",
        ("Q1", "Q2", "Q3", "Q4"),
        series("North", "98.2", "98.4", point("98.1", approx=True), "98.9"),
        series("South", "97.2", None, "97.7", "97.5"),
        unit="% of trains on time",
    ),
    "share": chart("share", ("1,166 boats",), series("", point(38, "38%", derived=True))),
}

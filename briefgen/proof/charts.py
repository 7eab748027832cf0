"""Charts in the Word document: what each says in its own part, and in the workbook within it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import zip_longest
from xml.etree.ElementTree import Element

from briefgen.data_files import Area, DataCell, Workbook, read, read_area, shown_number
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.blocks import Figure
from briefgen.model.chart import Arrangement, Chart, Series
from briefgen.model.direction import without_isolates
from briefgen.model.labels import labels_for
from briefgen.proof.compare import Difference
from briefgen.proof.expected import Expected

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
BARS = f"{C}barChart"


@frozen
class ChartFigure:
    """A figure of a chart: its series, its category, its value, and what is shown of it; empty where it is not."""

    series: str
    category: str
    value: Decimal | None
    shown: str


@frozen
class ReadNativeChart:
    """A chart as it was read: its figures in its part, what is printed beside them, and those of its workbook.

    `heading` is the text above it; `is_cut` says that its bars do not start from zero.
    """

    drawn: Sequence[ChartFigure]
    printed: Sequence[ChartFigure]
    stored: Sequence[ChartFigure]
    heading: str
    is_cut: bool


def read_chart(part: Element, workbook: bytes) -> ReadNativeChart:
    """A chart by its part and the bytes of its workbook; raises ValueError for what is neither."""
    book = read("figures.xlsx", workbook)
    if isinstance(book, Diagnostic):
        raise ValueError(book.message)
    for sheet in book.sheets:
        sheet.rows(sheet.numbers)  # all at once, and not row by row as they are asked for
    series = list(part.iter(f"{C}ser"))
    heading = "".join(text.text or "" for title in part.iter(f"{C}title") for text in title.iter(TEXT))
    drawn = [figures for each in series for figures in _in_cache(each)]
    return ReadNativeChart(
        [stored for stored, _ in drawn],
        [printed for _, printed in drawn],
        [figure for each in series for figure in _in_workbook(each, book)],
        heading,
        part.find(f".//{BARS}") is not None and any(_lacks_zero(axis) for axis in part.iter(f"{C}valAx")),
    )


def _lacks_zero(axis: Element) -> bool:
    ends = {end.tag: _number(end.get("val")) or 0 for end in axis.iterfind(f"{C}scaling/*")}
    return ends.get(f"{C}min", 0) > 0 or ends.get(f"{C}max", 0) < 0


def _in_cache(series: Element) -> Iterator[tuple[ChartFigure, ChartFigure]]:
    """The figures of a series as its part keeps them, each in the form that it is kept in, and in that of its label.

    Those without a form are not shown.
    """
    name = "".join(value.text or "" for value in series.iterfind(f"{C}tx//{C}v"))
    categories = _cached(series, "cat")
    values = _cached(series, "val")
    common = series.findtext(f"{C}val//{C}formatCode")
    labels = series.find(f"{C}dLbls")
    own = {} if labels is None else {_value(each, "idx"): each for each in reversed(labels.findall(f"{C}dLbl"))}
    for number, category in categories.items():
        point = values.get(number)
        text, value = _text(category), _number(_text(point))
        stored = None if point is None else point.get("formatCode") or common
        printed = None if point is None or labels is None else _label_form(own.get(number, labels))
        shown = _shown(stored, value)
        kept = ChartFigure(name, text, value, shown)
        yield kept, kept if printed == stored else replace(kept, shown=_shown(printed, value))


def _cached(series: Element, what: str) -> dict[str, Element]:
    """The points of a cache by their numbers."""
    return {point.get("idx", ""): point for point in series.iterfind(f"{C}{what}//{C}pt")}


def _text(point: Element | None) -> str:
    return "" if point is None else point.findtext(f"{C}v", "")


def _label_form(label: Element) -> str | None:
    """The form in which a label prints a figure; none where it prints none, or words of its own."""
    if label.find(f"{C}delete") is not None:
        return None
    if label.find(f"{C}tx") is not None or _value(label, "showVal") != "1":
        return ""
    form = label.find(f"{C}numFmt")
    return "" if form is None else form.get("formatCode", "")


def _value(element: Element, name: str) -> str:
    child = element.find(f"{C}{name}")
    return "" if child is None else child.get("val", "")


def _shown(form: str | None, value: Decimal | None) -> str:
    if form is None or value is None:
        return ""
    return (shown_number(form, value) if form else None) or "?"


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _in_workbook(series: Element, book: Workbook) -> Iterator[ChartFigure]:
    """The figures of a series as they stand in the cells to which it refers."""
    name, categories, values = (_cells(series.findtext(f"{C}{what}//{C}f", ""), book) for what in ("tx", "cat", "val"))
    for category, cell in zip_longest(categories, values):
        value = cell.value if cell and isinstance(cell.value, Decimal) else None
        shown = (cell.shown or "?") if cell and cell.value is not None else ""
        yield ChartFigure(_stored(name[0]) if name else "", _stored(category), value, shown)


def _stored(cell: DataCell | None) -> str:
    return cell.value if cell and isinstance(cell.value, str) else ""


def _cells(reference: str, book: Workbook) -> list[DataCell]:
    """The cells of a reference such as Sheet1!$B$2:$B$4; none of one that leads nowhere."""
    name, _, area = reference.rpartition("!")
    sheet = next((each for each in book.sheets if each.name == name.strip("'")), None)
    found = read_area(area)
    if sheet is None or found is None:
        return []
    return [sheet.cell(row, column) for row, column in _places(found)]


def _places(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.top, area.bottom + 1):
        yield from ((row, column) for column in range(area.left, area.right + 1))


def wanted(chart: Chart) -> list[ChartFigure]:
    """The figures that a chart must say, its totals behind them."""
    plotted = chart.plotted
    labels = labels_for(chart.language)
    totals = (Series(labels.data_total, chart.totals),) if any(chart.totals) else ()
    sums = [
        _sum(plotted, row) if chart.arrangement is Arrangement.SHARE else None for row in range(len(plotted.categories))
    ]
    return [
        ChartFigure(
            series.name,
            category,
            point.value if point else None,
            _read(labels.listed((point.text, _share(point.value / whole, chart)) if whole else (point.text,)), chart)
            if point
            else "",
        )
        for series in (*plotted.series, *totals)
        for category, point, whole in zip(plotted.categories, series.points, sums, strict=True)
    ]


def _sum(chart: Chart, row: int) -> Decimal | None:
    """What the parts of a whole add up to; none where there is none."""
    if chart.arrangement is not Arrangement.SHARE or len(chart.series) < 2:
        return None
    points = (series.points[row] for series in chart.series)
    return sum((point.value for point in points if point), Decimal(0))


def _share(part: Decimal, chart: Chart) -> str:
    """A part of one in whole percent, as it is printed."""
    percentage = (100 * part).quantize(Decimal(1), ROUND_HALF_UP)
    return chart.percent.format("<1" if part and not percentage else percentage)


def _read(text: str, chart: Chart) -> str:
    """A text as a format of numbers is read, whose decimals stand behind a point."""
    return without_isolates(text).replace(chart.point or ".", ".")


def chart_differences(figures: Sequence[Figure], found: Sequence[ReadNativeChart]) -> Iterator[Difference]:
    """How charts differ from those that they must be, in their order."""
    for figure, read_one in zip(figures, found, strict=False):
        if figure.chart is not None:
            yield from _differences(figure, figure.chart, read_one)


def _differences(figure: Figure, chart: Chart, found: ReadNativeChart) -> Iterator[Difference]:
    name = figure.label or "the figure"
    expected = wanted(chart)
    places: Mapping[str, Sequence[ChartFigure]] = {
        f"chart of {name}": found.drawn,
        f"workbook of {name}": found.stored,
    }
    for what, figures in places.items():
        if how := next(_told(expected, figures), ""):
            yield Difference(Expected("", what, figure.id, figure.place), how)
    if how := next(_misprinted(expected, found.printed), ""):
        yield Difference(Expected("", f"chart of {name}", figure.id, figure.place), how)
    if found.is_cut:
        yield Difference(
            Expected("", f"chart of {name}", figure.id, figure.place), "has bars that do not start at zero"
        )
    unit = chart.unit.strip()
    if unit not in found.heading and not all(unit in each.shown for each in expected if each.value is not None):
        yield Difference(Expected("", f"chart of {name}", figure.id, figure.place), f"does not say its unit, “{unit}”")


def _told(expected: Sequence[ChartFigure], found: Sequence[ChartFigure]) -> Iterator[str]:
    """What figures should be, and are not, in words."""
    for wanted_one, read_one in zip_longest(expected, found):
        if wanted_one != read_one:
            yield f"should say {_said(wanted_one)}, and says {_said(read_one)}"


def _misprinted(expected: Sequence[ChartFigure], found: Sequence[ChartFigure]) -> Iterator[str]:
    """What labels say that differs from the figures."""
    for wanted_one, read_one in zip(expected, found, strict=False):
        if read_one.shown and read_one.shown != wanted_one.shown:
            yield f"should print {_said(wanted_one)}, and prints “{read_one.shown}”"


def _said(figure: ChartFigure | None) -> str:
    if figure is None:
        return "nothing"
    where = ", ".join(filter(None, (figure.series, figure.category)))
    what = f"{figure.value} as “{figure.shown}”" if figure.value is not None else "nothing"
    return f"{what} for “{where}”"

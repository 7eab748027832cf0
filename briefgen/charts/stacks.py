"""Stacks: the series of each category end to end, as lengths from zero or as parts of a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.category_labels import (
    CLEAR,
    CategoryRows,
    draw_labels_below,
    label_column,
    middle_of,
    pitch_of,
    require_label_room,
)
from briefgen.charts.heading import draw_heading, square_swatch
from briefgen.charts.numbers import percentage
from briefgen.charts.paint import Paint, Palette, Texture, readable_on
from briefgen.charts.placement import spread
from briefgen.charts.validation import given, require, require_parts
from briefgen.frozen import frozen
from briefgen.model.chart import Arrangement, Chart, Direction, Point
from briefgen.model.labels import labels_for

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

SEAM = 1.0  # white between two parts
THIN = 0.75  # what is seen of the smallest part
SMALL = Decimal("0.05")  # of the longest stack: a part whose figure is hard to lead to
FEW_SMALL = 2  # of a stack, which have their figures nevertheless
INSET = 4.0
BEHIND = 2.5  # a figure, at the least
APART = 7.0  # between two labels side by side
THICKNESS = 20.0
GAP = 10.0
MARGIN = 2.0
LEADER = 5.0
PLOT_HEIGHT = 180.0
THICKEST = 72.0
THINNEST = 9.0
FILLED = 0.6  # of the distance from column to column
BESIDE = 9.0  # from a column to the figures beside it
LABEL_GAP = 4.0
TOTAL_GAP = 5.0
TOTAL_ROOM = 14.0  # above a column


@frozen
class StackPart:
    """A part of a stack: where it starts and ends along it, in points, how it is printed and painted.

    One whose figure is only in the table of the data has no text.
    """

    start: float
    end: float
    text: str
    paint: Paint

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def length(self) -> float:
        return self.end - self.start


Stack = list[StackPart]


def stack_parts(
    points: Sequence[Point | None], texts: Sequence[str], palette: Palette, whole: Decimal, room: float
) -> Stack:
    """The points end to end, measured by the whole, which takes the room; the smallest as long as can be seen."""
    lengths = _seen([float(point.value / whole) * room if point else 0.0 for point in points])
    reached = list(accumulate(lengths, initial=0.0))
    return [
        StackPart(reached[number], reached[number + 1], text, palette.paint(number, point))
        for number, (point, text) in enumerate(zip(points, texts, strict=True))
        if point
    ]


def _seen(lengths: Sequence[float]) -> list[float]:
    """The lengths with those that could not be seen made longer, at the cost of the longest while that is seen."""
    least = THIN + SEAM
    longer = [max(length, least) if length else 0.0 for length in lengths]
    longest = max(range(len(longer)), key=longer.__getitem__)
    rest = longer[longest] - (sum(longer) - sum(lengths))
    longer[longest] = max(rest, min(longer[longest], least))
    return longer


def small_parts(chart: Chart) -> frozenset[tuple[int, int]]:
    """The parts whose figures are only in the table of the data, by category and series.

    Where several leaders would run side by side to slivers, nobody could tell which is whose.
    """
    if chart.arrangement is Arrangement.GROUPED or len(chart.series) < 2 or len(chart.categories) < 2:
        return frozenset()
    columns, totals = zip(*(series.points for series in chart.series), strict=True), _sums(chart)
    found: list[tuple[int, int]] = []
    for number, (column, total) in enumerate(zip(columns, totals, strict=True)):
        least = SMALL * (total if chart.arrangement is Arrangement.SHARE else max(totals))
        small = [(number, series) for series, point in enumerate(column) if point and point.value < least]
        found += small if len(small) > FEW_SMALL else []
    return frozenset(found)


def drawn_length(length: float) -> float:
    """The length of a part as it is drawn, without the seam behind it."""
    return max(length - SEAM, 0.0)


def fits_inside(canvas: Canvas, part: StackPart, width: float, height: float) -> bool:
    """Whether a part of this size can hold its figure, on a colour that letters can be read on."""
    return (
        INSET + canvas.value.width(part.text) + BEHIND + SEAM <= width
        and canvas.value.leading <= height
        and readable_on(part.paint.fill, canvas.theme.colours.ink) is not None
    )


def write_inside(canvas: Canvas, x: float, middle: float, part: StackPart) -> None:
    """A part's figure on its fill, which is kept plain behind it."""
    if part.paint.texture is not Texture.PLAIN:
        height = canvas.value.leading
        canvas.rectangle(x - 2, middle - height / 2, canvas.value.width(part.text) + 4, height, Paint(part.paint.fill))
    colour = readable_on(part.paint.fill, canvas.theme.colours.ink) or ""
    canvas.write_centred(x, middle, [part.text], canvas.value, colour=colour)


def side_by_side(
    wanted: Sequence[float], widths: Sequence[float], room: float, weights: Sequence[float] = (), start: float = 0.0
) -> list[float]:
    """Middles for labels on one line from a start within the room, each as near as can be to its place."""
    sizes = [width + APART for width in widths]
    require(
        sum(sizes) - APART + start <= room,
        "the parts are too small for their figures: use grouped bars, or leave some out",
    )
    return spread(wanted, sizes, start - APART / 2, room + APART / 2, weights)


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the stacks; returns the height they took."""
    require_parts(chart)
    palette = Palette.of_chart(canvas.theme.colours, chart)
    top = draw_heading(canvas, chart, square_swatch(chart, palette))
    draw_direction = _draw_columns if chart.direction is Direction.VERTICAL else _draw_rows
    return draw_direction(chart, canvas, palette, top)


def _stacks(chart: Chart, palette: Palette, room: float) -> list[Stack]:
    """The stacks, of which the longest takes the room."""
    columns, totals = zip(*(series.points for series in chart.series), strict=True), _sums(chart)
    texts = _texts(chart)
    found = []
    for number, (column, total) in enumerate(zip(columns, totals, strict=True)):
        whole = total if chart.arrangement is Arrangement.SHARE else max(totals)
        own = [texts.get((number, at), "") for at in range(len(column))]
        found.append(stack_parts(column, own, palette, whole, room))
    return found


def _texts(chart: Chart) -> dict[tuple[int, int], str]:
    """What is printed of each part, by category and series, but of those that are too small."""
    columns, totals, small = (
        zip(*(series.points for series in chart.series), strict=True),
        _sums(chart),
        small_parts(chart),
    )
    if chart.arrangement is Arrangement.SHARE:
        for category, total in zip(chart.categories, totals, strict=True):
            require(total > 0, f'the figures of "{category}" are all zero and have no shares')
    return {
        (number, at): _text(point, total, chart)
        for number, (column, total) in enumerate(zip(columns, totals, strict=True))
        for at, point in enumerate(column)
        if (number, at) not in small
    }


def _whole(chart: Chart, room: float, longest: float) -> float | None:
    """What would fill the room, of which the longest stack takes a part; none where all stacks are as long."""
    return None if chart.arrangement is Arrangement.SHARE else float(max(_sums(chart))) * room / longest


def _sums(chart: Chart) -> list[Decimal]:
    """What the figures of each category add up to."""
    columns = zip(*(series.points for series in chart.series), strict=True)
    return [sum((point.value for point in given(column)), Decimal(0)) for column in columns]


def _text(point: Point | None, whole: Decimal, chart: Chart) -> str:
    """A figure as it is printed, and its share in stacks that are parts of a hundred."""
    if point is None or chart.arrangement is not Arrangement.SHARE:
        return point.text if point else ""
    return labels_for(chart.language).listed((point.text, percentage(point.value, whole, chart)))


def _totals(chart: Chart) -> list[str]:
    """What is printed at the end of each stack."""
    return [total.text if total else "" for total in chart.totals or [None] * len(chart.categories)]


def _draw_rows(chart: Chart, canvas: Canvas, palette: Palette, top: float) -> float:
    labels, plot = label_column(canvas, chart.categories)
    thick, totals = THICKNESS * canvas.stretch, _totals(chart)
    room = _row_room(chart, canvas, totals, canvas.width - plot)
    stacks = _stacks(chart, palette, room)
    outside = [[part for part in stack if part.text and not _fits_row(canvas, part, thick)] for stack in stacks]
    feet = tuple(LEADER + canvas.value.leading if hanging else 0.0 for hanging in outside)
    rows = CategoryRows(labels, plot, thick, GAP * canvas.stretch, feet)
    bottom = top + MARGIN + rows.height(canvas) + MARGIN
    for row, middle in rows.draw(canvas, top + MARGIN):
        for part in stacks[row]:
            canvas.rectangle(plot + part.start, middle - thick / 2, drawn_length(part.length), thick, part.paint)
            if part.text and part not in outside[row]:
                write_inside(canvas, plot + part.start + INSET, middle, part)
        end = plot + max((part.end for part in stacks[row]), default=0.0)
        canvas.write_centred(end + TOTAL_GAP, middle, list(filter(None, [totals[row]])), canvas.value)
        _hang(canvas, plot, canvas.width - plot, middle + thick / 2, outside[row])
    canvas.line([(plot, top), (plot, bottom)], canvas.theme.colours.muted)
    if not any(outside) and rows.fit_evenly(canvas):
        bar = (thick, (bottom - top) / len(stacks))
        whole = _whole(chart, canvas.width - plot, room)
        plots.stacks(chart, canvas, palette, (plot, top, canvas.width, bottom), bar, _texts(chart), whole)
    return bottom


def _row_room(chart: Chart, canvas: Canvas, totals: Sequence[str], width: float) -> float:
    """What the longest stack may take, so that each fits together with its total."""
    sums = _sums(chart)
    if not any(totals):
        return width
    ends = [TOTAL_GAP + canvas.value.width(text) for text in totals]
    room = min((width - end) / float(each / max(sums)) for end, each in zip(ends, sums, strict=True) if each)
    require(room > canvas.width / 4, "the figures as printed leave no room for bars: shorten them")
    return min(room, width)


def _fits_row(canvas: Canvas, part: StackPart, thick: float) -> bool:
    return fits_inside(canvas, part, part.length, thick)


def _hang(canvas: Canvas, plot: float, room: float, top: float, hanging: Stack) -> None:
    """Figures that their parts cannot hold, below the bar, each on a leader."""
    widths = [canvas.value.width(part.text) for part in hanging]
    places = side_by_side([part.middle for part in hanging], widths, room, start=INSET)
    for part, place in zip(hanging, places, strict=True):
        foot = plot + part.middle - SEAM / 2
        canvas.line([(foot, top), (plot + place, top + LEADER)], canvas.theme.colours.muted)
        canvas.write_below(plot + place, top + LEADER, [part.text], canvas.value, "center")


def _draw_columns(chart: Chart, canvas: Canvas, palette: Palette, top: float) -> float:
    totals = _totals(chart)
    height = PLOT_HEIGHT * canvas.stretch - TOTAL_ROOM * any(totals)
    stacks = _stacks(chart, palette, height)
    pitch = pitch_of(chart, canvas.width)
    require_label_room(chart, canvas, pitch)
    require_total_room(canvas, totals, pitch)
    thick = min(THICKEST, pitch * FILLED)
    if any(_outside(canvas, stack, thick) for stack in stacks):
        beside = BESIDE + max(canvas.value.width(part.text) for stack in stacks for part in stack)
        thick = min(thick, pitch - beside - INSET)
        require(thick >= THINNEST, "the columns are too small for their figures: use horizontal bars")
    bottom = top + TOTAL_ROOM * any(totals) + height
    for number, (stack, total) in enumerate(zip(stacks, totals, strict=True)):
        start = middle_of(chart, number, canvas.width) - pitch / 2
        _draw_column(canvas, stack, total, ColumnPlace(start, pitch, thick, bottom))
    canvas.line([(0, bottom), (canvas.width, bottom)], canvas.theme.colours.muted)
    if not chart.positions and not any(_outside(canvas, stack, thick) for stack in stacks):
        whole = _whole(chart, bottom - top, height)
        box = (0.0, top, canvas.width, bottom)
        plots.stacks(chart, canvas, palette, box, (thick, pitch), _texts(chart), whole)
    return draw_labels_below(canvas, chart, pitch, bottom + LABEL_GAP)


def require_total_room(canvas: Canvas, totals: Sequence[str], pitch: float) -> None:
    """Raise ChartError where a total is wider than the pitch of its column."""
    widest = max(totals, key=canvas.value.width)
    message = f'{len(totals)} columns leave no room for totals such as "{widest}": use horizontal bars'
    require(canvas.value.width(widest) + CLEAR <= pitch, message)


@frozen
class ColumnPlace:
    """The pitch of a column: where it starts, how wide it and the column are, and where the column stands."""

    start: float
    pitch: float
    thick: float
    bottom: float


def _draw_column(canvas: Canvas, stack: Stack, total: str, column: ColumnPlace) -> None:
    """A column in the middle of its pitch, or as far to the left as the figures beside it need."""
    thick, bottom = column.thick, column.bottom
    outside = _outside(canvas, stack, thick)
    beside = BESIDE + max((canvas.value.width(part.text) for part in outside), default=-BESIDE)
    left = column.start + min((column.pitch - thick) / 2, column.pitch - thick - beside)
    for part in stack:
        length = drawn_length(part.length)
        canvas.rectangle(left, bottom - part.start - length, thick, length, part.paint)
        if part.text and part not in outside:
            x = left + (thick - canvas.value.width(part.text)) / 2
            write_inside(canvas, x, bottom - part.middle, part)
    top = bottom - max((part.end for part in stack), default=0.0)
    if outside:
        top = min(top, _write_beside(canvas, left + thick, top, bottom, outside))
    half = canvas.value.width(total) / 2
    middle = min(max(left + thick / 2, column.start + half), column.start + column.pitch - half)
    canvas.write_centred(middle, top - TOTAL_ROOM / 2, list(filter(None, [total])), canvas.value, "center")


def _outside(canvas: Canvas, stack: Stack, thick: float) -> Stack:
    """The parts that cannot hold their figures."""
    return [part for part in stack if part.text and not fits_inside(canvas, part, thick, part.length)]


def _write_beside(canvas: Canvas, x: float, top: float, bottom: float, outside: Stack) -> float:
    """Figures that their parts cannot hold, right of the column, each on a leader; returns the uppermost's top."""
    leading = canvas.value.leading
    anchors = [bottom - part.middle for part in reversed(outside)]
    places = spread(anchors, [leading] * len(anchors), min(top, bottom - leading * len(anchors)), bottom)
    for part, anchor, place in zip(reversed(outside), anchors, places, strict=True):
        canvas.line([(x, anchor), (x + BESIDE - 2, place)], canvas.theme.colours.muted)
        canvas.write_centred(x + BESIDE, place, [part.text], canvas.value)
    return places[0] - leading / 2

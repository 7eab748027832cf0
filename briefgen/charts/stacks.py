"""Stacks: the series of each category end to end, as lengths from zero or as parts of a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.charts.canvas import Canvas
from briefgen.charts.columns import draw_labels_below, require_label_room
from briefgen.charts.guards import given, require, require_parts
from briefgen.charts.heading import draw_heading, square_swatch
from briefgen.charts.numbers import percentage
from briefgen.charts.paint import Palette
from briefgen.charts.parts import INSET, Part, fits_inside, parts, side_by_side, without_seam, write_inside
from briefgen.charts.placement import spread
from briefgen.charts.rows import Rows, label_column
from briefgen.model.chart import Arrangement, Chart, Direction, Point

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

Stack = list[Part]


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the stacks; returns the height they took."""
    require_parts(chart)
    palette = Palette.of_chart(canvas.theme.colours, chart)
    stacks = _stacks(chart, palette)
    top = draw_heading(canvas, chart, square_swatch(chart, palette))
    draw_direction = _draw_columns if chart.direction is Direction.VERTICAL else _draw_rows
    return draw_direction(chart, canvas, stacks, top)


def _stacks(chart: Chart, palette: Palette) -> list[Stack]:
    columns = [[series.points[number] for series in chart.series] for number in range(len(chart.categories))]
    totals = [sum((point.value for point in given(column)), Decimal(0)) for column in columns]
    if chart.arrangement is not Arrangement.SHARE:
        return [
            parts(column, [point.text if point else "" for point in column], palette, max(totals)) for column in columns
        ]
    for category, total in zip(chart.categories, totals, strict=True):
        require(total > 0, f'the figures of "{category}" are all zero and have no shares')
    return [
        parts(column, [_with_share(point, total, chart.percent) for point in column], palette, total)
        for column, total in zip(columns, totals, strict=True)
    ]


def _with_share(point: Point | None, total: Decimal, percent: str) -> str:
    return f"{point.text}, {percentage(point.value, total, percent)}" if point else ""


def _draw_rows(chart: Chart, canvas: Canvas, stacks: Sequence[Stack], top: float) -> float:
    labels, plot = label_column(canvas, chart.categories)
    room = canvas.width - plot
    outside = [[part for part in stack if not _fits_row(canvas, part, room)] for stack in stacks]
    feet = tuple(LEADER + canvas.value.leading if hanging else 0.0 for hanging in outside)
    rows = Rows(labels, plot, THICKNESS, GAP, feet)
    bottom = top + MARGIN + rows.height(canvas) + MARGIN
    for row, middle in rows.draw(canvas, top + MARGIN):
        for part in stacks[row]:
            x, length = plot + part.start * room, (part.end - part.start) * room
            canvas.rectangle(x, middle - THICKNESS / 2, without_seam(length), THICKNESS, part.paint)
            if part not in outside[row]:
                write_inside(canvas, x + INSET, middle, part)
        _hang(canvas, plot, room, middle + THICKNESS / 2, outside[row])
    canvas.line([(plot, top), (plot, bottom)], canvas.theme.colours.muted)
    return bottom


def _fits_row(canvas: Canvas, part: Part, room: float) -> bool:
    return fits_inside(canvas, part, (part.end - part.start) * room, THICKNESS)


def _hang(canvas: Canvas, plot: float, room: float, top: float, hanging: Stack) -> None:
    """Figures that their parts cannot hold, below the bar, each on a leader."""
    anchors = [part.middle * room for part in hanging]
    places = side_by_side(anchors, [canvas.value.width(part.text) for part in hanging], room)
    for part, anchor, place in zip(hanging, anchors, places, strict=True):
        canvas.line([(plot + anchor, top), (plot + place, top + LEADER)], canvas.theme.colours.muted)
        canvas.write_below(plot + place, top + LEADER, [part.text], canvas.value, "center")


def _draw_columns(chart: Chart, canvas: Canvas, stacks: Sequence[Stack], top: float) -> float:
    pitch = canvas.width / len(stacks)
    require_label_room(chart, canvas, pitch)
    thick = min(THICKEST, pitch * FILLED)
    if not all(_fits_column(canvas, part, thick) for stack in stacks for part in stack):
        beside = BESIDE + max(canvas.value.width(part.text) for stack in stacks for part in stack)
        thick = min(thick, pitch - beside - INSET)
        require(thick >= THINNEST, "the columns are too small for their figures: use horizontal bars")
    for number, stack in enumerate(stacks):
        _draw_column(canvas, stack, number * pitch, pitch, thick, top)
    bottom = top + PLOT_HEIGHT
    canvas.line([(0, bottom), (canvas.width, bottom)], canvas.theme.colours.muted)
    return draw_labels_below(canvas, chart, pitch, bottom + LABEL_GAP)


def _draw_column(canvas: Canvas, stack: Stack, start: float, pitch: float, thick: float, top: float) -> None:
    """A column in the middle of its pitch, or as far to the left as the figures beside it need."""
    outside = [part for part in stack if not _fits_column(canvas, part, thick)]
    beside = BESIDE + max((canvas.value.width(part.text) for part in outside), default=-BESIDE)
    left = start + min((pitch - thick) / 2, pitch - thick - beside)
    bottom = top + PLOT_HEIGHT
    for part in stack:
        height = without_seam((part.end - part.start) * PLOT_HEIGHT)
        canvas.rectangle(left, bottom - part.end * PLOT_HEIGHT, thick, height, part.paint)
        if part not in outside:
            x = left + (thick - canvas.value.width(part.text)) / 2
            write_inside(canvas, x, bottom - part.middle * PLOT_HEIGHT, part)
    _write_beside(canvas, left + thick, top, bottom, outside)


def _fits_column(canvas: Canvas, part: Part, thick: float) -> bool:
    return fits_inside(canvas, part, thick, (part.end - part.start) * PLOT_HEIGHT)


def _write_beside(canvas: Canvas, x: float, top: float, bottom: float, outside: Stack) -> None:
    """Figures that their parts cannot hold, to the right of the column, each on a leader."""
    anchors = [bottom - part.middle * PLOT_HEIGHT for part in reversed(outside)]
    places = spread(anchors, [canvas.value.leading] * len(anchors), top - canvas.value.leading / 2, bottom)
    for part, anchor, place in zip(reversed(outside), anchors, places, strict=True):
        canvas.line([(x, anchor), (x + BESIDE - 2, place)], canvas.theme.colours.muted)
        canvas.write_centred(x + BESIDE, place, [part.text], canvas.value)

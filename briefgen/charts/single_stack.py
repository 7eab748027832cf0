"""Parts of one whole: a single bar of the full width, each part named above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from briefgen.charts import plots
from briefgen.charts.heading import draw_heading
from briefgen.charts.lettering import words
from briefgen.charts.numbers import percentage
from briefgen.charts.paint import Palette
from briefgen.charts.placement import elbow_levels
from briefgen.charts.stacks import (
    APART,
    INSET,
    StackPart,
    drawn_length,
    fits_inside,
    side_by_side,
    stack_parts,
    write_inside,
)
from briefgen.charts.validation import require_parts
from briefgen.frozen import frozen
from briefgen.model.chart import Chart, Point
from briefgen.model.labels import labels_for

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

THICKNESS = 30.0
NAME_GAP = 3.0
LEADER = 8.0
NAME_LINES = 3
NESTING = 3.0  # between two leaders side by side
HELD = 1e6  # the weight of a name that stands where it should


@frozen
class SegmentName:
    """What stands above a part: lines of label and, where the part cannot hold it, its figure."""

    lines: tuple[str, ...]
    words: tuple[str, ...]
    figure: str
    width: float


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the bar; returns the height it took."""
    require_parts(chart)
    named = _named_points(chart)
    palette = Palette.of(canvas.theme.colours, len(named), [point for _, point in named]).without_textures
    total = sum((point.value for _, point in named), Decimal(0))
    bar = stack_parts([point for _, point in named], [point.text for _, point in named], palette, total, canvas.width)
    listed = labels_for(chart.language).listed
    labels = [listed(filter(None, (name, percentage(point.value, total, chart)))) for name, point in named]
    thick = THICKNESS * canvas.stretch
    inside = all(fits_inside(canvas, part, part.length, thick) for part in bar)
    top = draw_heading(canvas, chart)
    bar_top = _draw_names(canvas, bar, labels, inside, top)
    for part in bar:
        length = part.length if part is bar[-1] else drawn_length(part.length)
        canvas.rectangle(part.start, bar_top, length, thick, part.paint)
        if inside:
            write_inside(canvas, part.start + INSET, bar_top + thick / 2, part)
    texts = [listed((point.text, percentage(point.value, total, chart))) for _, point in named]
    shares = (replace(part, text=text) for part, text in zip(bar, texts, strict=True))
    if len(named) == len(chart.plotted.series) and all(
        fits_inside(canvas, each, each.length, thick) for each in shares
    ):
        plots.parts(chart, canvas, palette, (0.0, bar_top, canvas.width, bar_top + thick), texts)
    return bar_top + thick


def _named_points(chart: Chart) -> list[tuple[str, Point]]:
    if len(chart.series) == 1:
        named = zip(chart.categories, chart.series[0].points, strict=True)
    else:
        named = zip(
            (series.name for series in chart.series), (series.points[0] for series in chart.series), strict=True
        )
    return [(name, point) for name, point in named if point]


def _draw_names(canvas: Canvas, bar: Sequence[StackPart], labels: Sequence[str], inside: bool, top: float) -> float:
    """Each part's name above it, or near it with a leader where the parts are too narrow; returns the bar's top."""
    figures = ["" if inside else part.text for part in bar]
    in_place = [
        _name(canvas, label, figure, part.length - APART)
        for part, label, figure in zip(bar, labels, figures, strict=True)
    ]
    if all(map(_sits, (canvas,) * len(bar), in_place, bar)):
        base = top + max(_height(canvas, name) for name in in_place)
        for part, name in zip(bar, in_place, strict=True):
            _write(canvas, part.start, base, name)
        return base + NAME_GAP
    return _draw_names_on_leaders(canvas, bar, labels, figures, top)


def _draw_names_on_leaders(
    canvas: Canvas, bar: Sequence[StackPart], labels: Sequence[str], figures: Sequence[str], top: float
) -> float:
    limit = canvas.width / len(bar) - APART
    if sum(canvas.label.width(label) + APART for label in labels) <= canvas.width:
        limit = canvas.width
    names = [_name(canvas, label, figure, limit) for label, figure in zip(labels, figures, strict=True)]
    lefts = _lefts(canvas, bar, names)
    anchors = [part.middle for part in bar]
    feet = [min(max(anchor, left), left + name.width) for anchor, left, name in zip(anchors, lefts, names, strict=True)]
    levels = elbow_levels(feet, anchors)
    base = top + max(_height(canvas, name) for name in names)
    bar_top = base + LEADER + max(levels) * NESTING
    for part, name, left, foot, anchor, level in zip(bar, names, lefts, feet, anchors, levels, strict=True):
        _write(canvas, left, base, name)
        if not _sits(canvas, name, part) or left + name.width > part.end:
            turn = bar_top - LEADER / 2 - level * NESTING
            course = [(foot, base + 1), (foot, turn), (anchor, turn), (anchor, bar_top)]
            canvas.line(course, canvas.theme.colours.muted)
    return bar_top


def _lefts(canvas: Canvas, bar: Sequence[StackPart], names: Sequence[SegmentName]) -> list[float]:
    """Where names begin on one line: those with room above their parts stay there, and the others give way."""
    sitting = [_sits(canvas, name, part) for name, part in zip(names, bar, strict=True)]
    wanted = [
        part.start + name.width / 2 if sits else part.middle
        for part, name, sits in zip(bar, names, sitting, strict=True)
    ]
    weights = [HELD if sits else 1.0 for sits in sitting]
    middles = side_by_side(wanted, [name.width for name in names], canvas.width, weights)
    return [middle - name.width / 2 for middle, name in zip(middles, names, strict=True)]


def _name(canvas: Canvas, label: str, figure: str, width: float) -> SegmentName:
    lines = canvas.label.wrap(label, width)
    return SegmentName(lines, tuple(words(label)), figure, max(canvas.label.widest(lines), canvas.value.width(figure)))


def _sits(canvas: Canvas, name: SegmentName, part: StackPart) -> bool:
    """Whether a name stands above its part in a few lines, with no word of it broken."""
    width = part.length - APART
    longest = canvas.label.widest(name.words)
    return name.width <= width and longest <= width and len(name.lines) <= NAME_LINES


def _height(canvas: Canvas, name: SegmentName) -> float:
    return len(name.lines) * canvas.label.leading + (canvas.value.leading if name.figure else 0.0)


def _write(canvas: Canvas, left: float, base: float, name: SegmentName) -> None:
    end = canvas.write_below(left, base - _height(canvas, name), name.lines, canvas.label)
    if name.figure:
        canvas.write_below(left, end, [name.figure], canvas.value)

"""Parts of one whole: a single bar of the full width, each part named above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefgen.figures.canvas import Canvas
from briefgen.figures.guards import require_parts
from briefgen.figures.heading import draw_heading
from briefgen.figures.numbers import percentage
from briefgen.figures.paint import Palette
from briefgen.figures.parts import APART, INSET, SEAM, Part, fits_inside, parts, side_by_side, write_inside
from briefgen.model.figure import Chart, Point

THICKNESS = 30.0
NAME_GAP = 3.0
LEADER = 8.0
NAME_LINES = 3


@dataclass(frozen=True)
class Name:
    """What stands above a part: lines of label and, where the part cannot hold it, its figure."""

    lines: tuple[str, ...]
    figure: str
    width: float


def draw(chart: Chart, canvas: Canvas) -> float:
    """Draw the bar; returns the height it took."""
    require_parts(chart)
    named = _named_points(chart)
    palette = Palette.of(canvas.theme.colours, len(named))
    total = sum((point.value for _, point in named), Decimal(0))
    bar = parts([point for _, point in named], [point.text for _, point in named], palette, total)
    labels = [f"{name}, {percentage(point.value, total, chart.language)}".lstrip(", ") for name, point in named]
    inside = all(fits_inside(canvas, part, _width(canvas, part), THICKNESS) for part in bar)
    top = draw_heading(canvas, chart, [], lambda *_: None)
    bar_top = _draw_names(canvas, bar, labels, inside, top)
    for part in bar:
        x = part.start * canvas.width
        seam = SEAM if part is not bar[-1] else 0.0
        canvas.rectangle(x, bar_top, max(0.0, _width(canvas, part) - seam), THICKNESS, part.paint)
        if inside:
            write_inside(canvas, x + INSET, bar_top + THICKNESS / 2, part)
    return bar_top + THICKNESS


def _named_points(chart: Chart) -> list[tuple[str, Point]]:
    if len(chart.series) == 1:
        named = zip(chart.categories, chart.series[0].points, strict=True)
    else:
        named = zip(
            (series.name for series in chart.series), (series.points[0] for series in chart.series), strict=True
        )
    return [(name, point) for name, point in named if point]


def _width(canvas: Canvas, part: Part) -> float:
    return (part.end - part.start) * canvas.width


def _draw_names(canvas: Canvas, bar: Sequence[Part], labels: Sequence[str], inside: bool, top: float) -> float:
    """Each part's name above it, or near it with a leader where the parts are too narrow; returns the bar's top."""
    figures = ["" if inside else part.text for part in bar]
    in_place = [
        _name(canvas, label, figure, _width(canvas, part) - APART)
        for part, label, figure in zip(bar, labels, figures, strict=True)
    ]
    if all(map(_sits, (canvas,) * len(bar), in_place, bar)):
        base = top + max(_height(canvas, name) for name in in_place)
        for part, name in zip(bar, in_place, strict=True):
            _write(canvas, part.start * canvas.width, base, name)
        return base + NAME_GAP
    return _draw_names_on_leaders(canvas, bar, labels, figures, top)


def _draw_names_on_leaders(
    canvas: Canvas, bar: Sequence[Part], labels: Sequence[str], figures: Sequence[str], top: float
) -> float:
    limit = canvas.width / len(bar) - APART
    if sum(canvas.label.width(label) + APART for label in labels) <= canvas.width:
        limit = canvas.width
    names = [_name(canvas, label, figure, limit) for label, figure in zip(labels, figures, strict=True)]
    middles = side_by_side([part.middle * canvas.width for part in bar], [name.width for name in names], canvas.width)
    base = top + max(_height(canvas, name) for name in names)
    for part, name, middle in zip(bar, names, middles, strict=True):
        left, anchor = middle - name.width / 2, part.middle * canvas.width
        _write(canvas, left, base, name)
        foot = min(max(anchor, left + 1), left + name.width - 1)
        canvas.line([(foot, base + 1), (anchor, base + LEADER)], canvas.theme.colours.muted)
    return base + LEADER


def _name(canvas: Canvas, label: str, figure: str, width: float) -> Name:
    lines = canvas.label.wrap(label, width)
    return Name(lines, figure, max(canvas.label.widest(lines), canvas.value.width(figure)))


def _sits(canvas: Canvas, name: Name, part: Part) -> bool:
    """Whether a name stands above its part in a few lines, with no word of it broken."""
    width = _width(canvas, part) - APART
    longest = canvas.label.widest(" ".join(name.lines).split())
    return name.width <= width and longest <= width and len(name.lines) <= NAME_LINES


def _height(canvas: Canvas, name: Name) -> float:
    return len(name.lines) * canvas.label.leading + (canvas.value.leading if name.figure else 0.0)


def _write(canvas: Canvas, left: float, base: float, name: Name) -> None:
    end = canvas.write_below(left, base - _height(canvas, name), name.lines, canvas.label)
    if name.figure:
        canvas.write_below(left, end, [name.figure], canvas.value)

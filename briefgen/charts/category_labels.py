"""Categories' names: down the left edge, each with a band of the plot beside it, or below columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.charts.lettering import words
from briefgen.charts.validation import require
from briefgen.frozen import frozen
from briefgen.model.chart import Chart

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

LABEL_GAP = 9.0
# Labels take as little of the width as they need to stand on one line, else two, else three.
COLUMNS = ((0.32, 1), (0.32, 2), (0.42, 3))
LABEL_LINES = 3
NARROWER = 0.8  # what LibreOffice leaves of the column, in which names of several lines then have one more
CLEAR = 3.0  # between two names or figures side by side


@frozen
class CategoryRows:
    """The categories in lines, where the plot beside them begins, and each row's band of the same height.

    `feet` are what single rows need below their bands.
    """

    labels: tuple[tuple[str, ...], ...]
    plot: float
    band: float
    gap: float
    feet: tuple[float, ...] = ()

    def draw(self, canvas: Canvas, top: float) -> Iterator[tuple[int, float]]:
        """Write each label; yields the row and the middle of its band."""
        for row, lines in enumerate(self.labels):
            height = self._height(canvas, row)
            canvas.write_centred(0, top + height / 2, lines, canvas.label)
            yield row, top + height / 2
            top += height + self._foot(row) + self.gap

    def height(self, canvas: Canvas) -> float:
        """What all rows take, with the gaps between them."""
        rows = range(len(self.labels))
        return sum(self._height(canvas, row) + self._foot(row) for row in rows) + self.gap * (len(rows) - 1)

    def fit_evenly(self, canvas: Canvas) -> bool:
        """Whether the names have room where programs draw: in rows of one height and a narrower column."""
        pitch = (self.height(canvas) + self.gap) / len(self.labels)
        width = NARROWER * (self.plot - LABEL_GAP)
        lines = max(len(canvas.label.wrap(" ".join(label), width)) if label[1:] else 1 for label in self.labels)
        return lines * canvas.label.leading <= pitch

    def _height(self, canvas: Canvas, row: int) -> float:
        return max(self.band, len(self.labels[row]) * canvas.label.leading)

    def _foot(self, row: int) -> float:
        return self.feet[row] if self.feet else 0.0


def label_column(canvas: Canvas, categories: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], float]:
    """The categories in lines, and where a plot beside them begins."""
    labels: tuple[tuple[str, ...], ...] = ()
    for share, most in COLUMNS:
        labels = tuple(canvas.label.wrap(category, canvas.width * share) for category in categories)
        if max(map(len, labels)) <= most:
            break
    width = max(canvas.label.widest(lines) for lines in labels)
    return labels, width + LABEL_GAP if width else 0.0


def thickness(bars: int) -> float:
    """How thick each of so many bars is: generous for a few, and still readable for forty."""
    return max(9.0, min(17.0, 240 / bars))


def pitch_of(chart: Chart, width: float) -> float:
    """The least distance between two columns, which stand evenly, or as far apart as the times that they are."""
    if not chart.positions:
        return width / len(chart.categories)
    least = min(right - left for left, right in pairwise(sorted(chart.positions)))
    return width * least / (1 + least)


def middle_of(chart: Chart, column: int, width: float) -> float:
    """Where a column stands across the width."""
    pitch = pitch_of(chart, width)
    if not chart.positions:
        return (column + 0.5) * pitch
    return pitch / 2 + chart.positions[column] * (width - pitch)


def require_label_room(chart: Chart, canvas: Canvas, pitch: float) -> None:
    """Raise ChartError where a category's name does not fit below its column."""
    for category in chart.categories:
        longest = canvas.label.widest(words(category))
        fits = longest + CLEAR <= pitch and len(canvas.label.wrap(category, pitch - CLEAR)) <= LABEL_LINES
        require(fits, f'"{category}" does not fit below its column: use horizontal bars')


def draw_labels_below(canvas: Canvas, chart: Chart, pitch: float, top: float) -> float:
    """The categories' names below their columns; returns where they end."""
    return max(
        canvas.write_below(
            middle_of(chart, column, canvas.width),
            top,
            canvas.label.wrap(category, pitch - CLEAR),
            canvas.label,
            "center",
        )
        for column, category in enumerate(chart.categories)
    )

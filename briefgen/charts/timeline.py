"""A timeline: dates on a scale of days, each with its days left, from the day of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.charts.chart_type import ChartType, DataTable
from briefgen.charts.paint import WHITE
from briefgen.charts.placement import flag_depths
from briefgen.charts.validation import require
from briefgen.frozen import frozen
from briefgen.model.blocks import Align
from briefgen.model.chart import Chart, TimelineEvent
from briefgen.model.inlines import Text, Value
from briefgen.model.labels import Labels

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas

LABEL_WIDTH = 0.3  # of the width, at most
TEXT_GAP = 5.0  # from a leader to its label
APART = 8.0  # between labels
BETWEEN = 2.0  # between two things that fall on one day
AXIS = 1.6
RADIUS = 4.2
TODAY = 9.5  # the mark of today, up and down from the axis
DROP = 8.0  # from the axis to the uppermost label
CROWD = 5  # days that are too near to each other for labels that hang below a level axis
LABEL_APART = 60.0
LINE = 0.8  # of the width, which the axis about takes


@frozen
class DayLabel:
    """All that falls on one day: the days left, the date, what happens, and the size of it with its leader."""

    date: date
    days_left: str
    text: str
    matters: tuple[tuple[str, ...], ...]
    width: float
    height: float


class Timeline(ChartType):
    """Dates on a scale of days, each with its days left, from the day of the edition."""

    name = "timeline"
    of_dates = True

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        require(bool(chart.events), "the timeline has no dates to show")
        if is_crowded(chart, canvas.width):
            from briefgen.charts import upright_timeline  # only crowded dates need it

            return upright_timeline.draw(chart, canvas)
        labels = [_label(canvas, events) for events in together(chart.events)]
        axis = _today_height(canvas, chart) + TODAY
        places = _places(canvas, labels, chart.today)
        canvas.line([(0, axis), (canvas.width, axis)], canvas.theme.colours.muted, AXIS)
        if chart.today:
            _draw_today(canvas, chart, places[chart.today], axis)
        anchors = [places[label.date] for label in labels]
        depths = flag_depths(anchors, [(label.width, label.height) for label in labels])
        for label, x, depth in zip(labels, anchors, depths, strict=True):
            _draw_label(canvas, label, x, axis + DROP + depth, axis)
        for label, x in zip(labels, anchors, strict=True):
            draw_dot(canvas, x, axis, passed=chart.today is not None and label.date < chart.today)
        return axis + DROP + max(depth + label.height for depth, label in zip(depths, labels, strict=True)) - APART

    def describe(self, chart: Chart, labels: Labels) -> str:
        today = labels.labelled(chart.today_text, chart.today_label)
        events = (
            labels.listed(filter(None, (labels.labelled(event.text, event.label), event.days_left)))
            for event in chart.events
        )
        dates = labels.clauses([today, *events])
        return f"{labels.sentences((labels.chart_kinds[self.name], dates))}{labels.separators.stop}"

    def table(self, chart: Chart, labels: Labels) -> DataTable:
        """The chart's data, with a row for each date."""
        rows = (
            (Value(event.fact, ("long",), event.dated), Text(event.label), Text(event.days_left or labels.nothing))
            for event in chart.events
        )
        heads = (labels.data_date, labels.data_what, labels.days_left)
        return DataTable(heads, (Align.LEFT, Align.LEFT, Align.RIGHT), tuple(rows))

    def records(self, chart: Chart) -> Iterator[dict[str, str]]:
        """A row of CSV for each date."""
        for event in chart.events:
            yield {
                "date": event.date.isoformat(),
                "label": event.label,
                "days_left": event.days_left,
                "fact": event.fact,
            }


def is_crowded(chart: Chart, width: float) -> bool:
    """Whether dots would lie on each other, or many labels hang one below the other."""
    days = sorted({event.date for event in chart.events} | ({chart.today} if chart.today else set()))
    if len(days) < CROWD:
        return False
    apart = width * LINE / max((days[-1] - days[0]).days, 1)
    near = sum((later - earlier).days * apart < LABEL_APART for earlier, later in pairwise(days))
    return near >= CROWD - 1


def together(events: Sequence[TimelineEvent]) -> Iterable[Sequence[TimelineEvent]]:
    """The events in the order of their dates, those that share all that is printed above them in one."""
    groups: dict[tuple[date, str, str], list[TimelineEvent]] = {}
    for event in sorted(events, key=lambda event: event.date):
        groups.setdefault((event.date, event.text, event.days_left), []).append(event)
    return groups.values()


def _label(canvas: Canvas, events: Sequence[TimelineEvent]) -> DayLabel:
    first = events[0]
    matters = tuple(canvas.label.wrap(event.label, canvas.width * LABEL_WIDTH) for event in events)
    width = max(
        canvas.value.width(first.days_left),
        canvas.muted.width(first.text),
        *(canvas.label.widest(lines) for lines in matters),
    )
    height = (
        (canvas.value.leading if first.days_left else 0)
        + canvas.muted.leading
        + sum(BETWEEN + len(lines) * canvas.label.leading for lines in matters)
    )
    return DayLabel(first.date, first.days_left, first.text, matters, TEXT_GAP + width + APART, height + APART)


def _places(canvas: Canvas, labels: Sequence[DayLabel], today: date | None) -> dict[date, float]:
    """Where each day stands on the axis, so that the label of each event ends within the width."""
    days = {label.date for label in labels} | ({today} if today else set())
    first, start = min(days), RADIUS + 1
    span = max((max(days) - first).days, 1)
    shares = {day: (day - first).days / span for day in days}
    room = canvas.width - start
    length = min((room - label.width + APART) / shares[label.date] if shares[label.date] else room for label in labels)
    length = min(length, room - RADIUS)
    require(length > canvas.width / 3, "a date's label is too long for a timeline: shorten it")
    return {day: start + share * length for day, share in shares.items()}


def _today_height(canvas: Canvas, chart: Chart) -> float:
    lines = [line for line in (chart.today_label, chart.today_text) if line and chart.today]
    return len(lines) * canvas.label.leading + BETWEEN


def _draw_today(canvas: Canvas, chart: Chart, x: float, axis: float) -> None:
    """The mark of the edition's day, labelled above the axis, where no event's label can be."""
    canvas.line([(x, axis - TODAY), (x, axis + TODAY)], canvas.theme.colours.ink, 1.4)
    texts = [text for text in (chart.today_label, chart.today_text) if text]
    width = max(map(canvas.label.width, texts), default=0.0)
    require(width <= canvas.width, f'"{chart.today_label}" is too long for a timeline: shorten it')
    left = min(max(x - width / 2, 0.0), canvas.width - width)
    for text, lettering, top in zip(texts, (canvas.muted, canvas.label), (0, canvas.label.leading), strict=False):
        canvas.write_below(left, top, [text], lettering)


def _draw_label(canvas: Canvas, label: DayLabel, x: float, top: float, axis: float) -> None:
    canvas.line([(x, axis), (x, top + canvas.value.leading)], canvas.theme.colours.muted)
    left, y = x + TEXT_GAP, top
    if label.days_left:
        y = canvas.write_below(left, y, [label.days_left], canvas.value)
    y = canvas.write_below(left, y, [label.text], canvas.muted)
    for lines in label.matters:
        y = canvas.write_below(left, y + BETWEEN, lines, canvas.label)


def draw_dot(canvas: Canvas, x: float, axis: float, radius: float = RADIUS, *, passed: bool) -> None:
    """The dot of a day, hollow where that has passed."""
    colours = canvas.theme.colours
    if passed:
        canvas.disc(x, axis, radius, WHITE, colours.muted, 1.2)
    else:
        canvas.disc(x, axis, radius, colours.data[0])

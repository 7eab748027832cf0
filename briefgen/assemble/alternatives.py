"""Alternative texts: what a chart shows, in words, for a reader who cannot see it."""

from __future__ import annotations

from briefgen.model.chart import Chart, ChartKind, Point
from briefgen.model.labels import Labels, labels_for


def describe(chart: Chart) -> str:
    """The chart in words, written from its data: its kind, its unit and every value that it shows."""
    labels = labels_for(chart.language)
    if chart.kind is ChartKind.TIMELINE:
        return f"{labels.chart_timeline}. {_events(chart)}."
    if chart.kind is ChartKind.SHARE:
        point = chart.series[0].points[0]
        share = labels.chart_of.format(share=point.text if point else "", whole=chart.categories[0])
        return f"{labels.chart_share}: {share}."
    kind = {
        ChartKind.BARS: labels.chart_bars,
        ChartKind.LINE: labels.chart_line,
        ChartKind.DOT: labels.chart_dot,
        ChartKind.SLOPE: labels.chart_slope,
    }[chart.kind]
    head = f"{kind}, {chart.unit}" if chart.unit else kind
    return f"{head}. {' '.join(_series(chart, labels))}"


def _events(chart: Chart) -> str:
    today = f"{chart.today_text}: {chart.today_label}"
    events = (
        f"{event.text}: {event.label}{f', {event.days_left}' if event.days_left else ''}" for event in chart.events
    )
    return "; ".join([today, *events])


def _series(chart: Chart, labels: Labels) -> list[str]:
    texts = []
    for series in chart.series:
        points = [
            f"{category} {_value(point, labels)}"
            for category, point in zip(chart.categories, series.points, strict=True)
            if point
        ]
        texts.append(f"{series.name + ': ' if series.name else ''}{'; '.join(points)}.")
    return texts


def _value(point: Point, labels: Labels) -> str:
    return f"{point.text} ({labels.derived})" if point.derived else point.text

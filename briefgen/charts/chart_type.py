"""What a kind of chart is: all that briefgen knows of it, from its keys in figures.yaml to its drawing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from briefgen.charts.numbers import FAR, Scale
from briefgen.charts.validation import all_points, ends_of
from briefgen.frozen import frozen
from briefgen.model.blocks import Align
from briefgen.model.chart import AxisScale, Chart, Point, Series
from briefgen.model.inlines import Text, Value
from briefgen.model.labels import Labels

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas
    from briefgen.model.edition import ChartSpec

Row = tuple[Text | Value, ...]


@frozen
class DataTable:
    """What a chart shows: columns with their heads, and rows of words and facts."""

    heads: tuple[str, ...]
    columns: tuple[Align, ...]
    rows: tuple[Row, ...]


class ChartType(ABC):
    """A kind of chart. Unless one says otherwise, it shows figures of one unit, by category and series.

    `name` is what figures.yaml calls it; what an alternative text does is a label. A kind with a `whole` must say in
    figures.yaml what that is (`of`): this is what a figure is told that does not. A kind `of_dates` has events instead
    of series; one `over_time` has its categories as far apart as the times that they are. One that `has_scale` shows
    where figures stand, not how long they are, and may do so on another scale: one that starts at zero unless the least
    figure is so `far` towards the greatest, and has about so many `steps`. One `of_ranges` shows these beside exact
    figures, and one with `units_apart` has a unit for each series.
    """

    name: ClassVar[str]
    whole: ClassVar[str] = ""
    of_dates: ClassVar[bool] = False
    over_time: ClassVar[bool] = False
    has_scale: ClassVar[bool] = False
    far: ClassVar[float] = FAR
    steps: ClassVar[int] = 4
    of_ranges: ClassVar[bool] = False
    units_apart: ClassVar[bool] = False

    @abstractmethod
    def draw(self, chart: Chart, canvas: Canvas) -> float:
        """Draw the chart; returns the height it took. Raises ChartError where it cannot be drawn sensibly."""

    def is_over_time(self, spec: ChartSpec) -> bool:  # noqa: ARG002
        """Whether the categories of such a chart stand along a scale where they are times."""
        return self.over_time

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        """Why such figures cannot be shown so, and what to do; nothing where they can."""
        return "", ""

    def needs_table(self, chart: Chart) -> bool:  # noqa: ARG002
        """Whether the chart prints not all that it shows, so that a table of its data has to stand behind it."""
        return False

    def scales(self, chart: Chart) -> tuple[Scale, ...]:
        """The scale of all figures, or one of each series.

        Raises ChartError where a logarithmic one is asked for that cannot show a figure.
        """
        return (self.scale_over(all_points(chart), chart),)

    def scale_over(self, points: Iterable[Point], chart: Chart) -> Scale:
        """The scale of some of the chart's figures."""
        values = [float(end) for point in points for end in ends_of(point)]
        return Scale.over(values, chart.scale, self.far, self.steps)

    def odd_scale(self, chart: Chart, labels: Labels) -> str:
        """That the scale is logarithmic or does not start at zero, and of several which; nothing of an ordinary one."""
        if not self.has_scale:
            return ""
        if chart.scale is AxisScale.LOG:
            return labels.scale_log
        cut = [bool(scale.cut) for scale in self.scales(chart)]
        if all(cut) or not any(cut):
            return labels.scale_cut if all(cut) else ""
        return labels.labelled(chart.series[cut.index(True)].name, labels.scale_cut)

    def describe(self, chart: Chart, labels: Labels) -> str:
        """The chart in words, for a reader who cannot see it: its kind, its unit and every value that it shows."""
        head = labels.listed(filter(None, (labels.chart_kinds[self.name], chart.unit, self.odd_scale(chart, labels))))
        return labels.sentences((head, " ".join(_series_in_words(chart, labels))))

    def remarks(self, chart: Chart, labels: Labels) -> Iterator[str]:
        """What the caption has to say of the chart, in sentences: how odd its scale is, what was added up."""
        if odd := self.odd_scale(chart, labels):
            yield f"{odd[:1].upper()}{odd[1:]}{labels.separators.stop}"
        if any(total and not total.fact for total in chart.totals):
            yield labels.totals_added

    def table(self, chart: Chart, labels: Labels) -> DataTable:
        """The chart's data, with a row for each category and a column for each series, and one of totals."""
        shown = series_with_totals(chart, labels)
        heads = (labels.data_category, *(self._head(series, chart, labels) for series in shown))
        columns = zip(*(series.points for series in shown), strict=True)
        rows = (
            (Text(category), *(_value(point, labels) for point in points))
            for category, points in zip(chart.categories, columns, strict=True)
        )
        return DataTable(heads, (Align.LEFT, *(Align.RIGHT for _ in shown)), tuple(rows))

    def records(self, chart: Chart) -> Iterator[dict[str, str]]:
        """A row of CSV for each point: its value as an exact number and as printed, both empty where there is none."""
        for number, category in enumerate(chart.categories):
            for series in chart.series:
                point = series.points[number]
                yield {
                    "category": category,
                    "series": series.name,
                    "value": f"{point.value:f}" if point else "",
                    "unit": series.unit or chart.unit,
                    "printed": point.text if point else "",
                    "fact": point.fact if point else "",
                }

    def value_head(self, labels: Labels) -> str:
        """The head of the values of a series without a name."""
        return labels.data_value

    def _head(self, series: Series, chart: Chart, labels: Labels) -> str:
        """What a series is, with the unit where its figures do not print it themselves."""
        name, unit = series.name or self.value_head(labels), (series.unit or chart.unit).strip()
        if unit.casefold() in name.casefold() or all(unit in point.text for point in series.points if point):
            return name
        return labels.data_in.format(what=name, unit=unit)


def series_with_totals(chart: Chart, labels: Labels) -> tuple[Series, ...]:
    """The series, and behind them the totals of stacks as one more."""
    return (*chart.series, Series(labels.data_total, chart.totals)) if any(chart.totals) else chart.series


def _series_in_words(chart: Chart, labels: Labels) -> Iterator[str]:
    for series in series_with_totals(chart, labels):
        points = (
            f"{category} {point.text}{labels.aside(labels.derived) if point.derived else ''}"
            for category, point in zip(chart.categories, series.points, strict=True)
            if point
        )
        lead = labels.lead(series.name) if series.name else ""
        yield f"{lead}{labels.clauses(points)}{labels.separators.stop}"


def _value(point: Point | None, labels: Labels) -> Text | Value:
    if point and point.fact:
        return Value(point.fact, text=point.text)
    return Text(point.text if point else labels.nothing)

"""Charts: a reviewer's new figure in a chart that Word draws, as a change of the fact that the chart shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from briefgen.formats.docx.word_model import WordChart, WordChartPoint, WordDocument
from briefgen.frozen import frozen
from briefgen.ledger.values import places_of
from briefgen.model.blocks import Figure
from briefgen.model.characters import grouped_digits
from briefgen.model.chart import Chart, Point, Series
from briefgen.model.document import Document
from briefgen.model.labels import spoken
from briefgen.model.traverse import blocks_of
from briefgen.review.pull.baseline import Baseline
from briefgen.review.pull.changes import ChangeOutcome, PulledChange, PulledKind, Spot

CHART = "chart "
FROM_CONTENT = "names, units, totals and how many figures there are come from figures.yaml; change it there"
NOT_READ = "its figures were not read: {fault}"
NO_CHART = "it is no chart of Word's any more, so that its figures were not read"
IN_WORKBOOK, IN_CHART = "{figure}, in its workbook alone", "{figure}, not in its workbook"
AT_ODDS = "the chart shows “{drawn}”, and its workbook says “{stored}”"


def chart_points(document: Document) -> dict[Spot, tuple[Chart, Point]]:
    """Every figure of the charts of a document, by its place."""
    return {
        _spot(figure, series, row): (figure.chart, point)
        for figure in _figures(document)
        if figure.chart
        for series, each in enumerate(_with_totals(figure.chart))
        for row, point in enumerate(each.points)
        if point
    }


def _figures(document: Document) -> Iterator[Figure]:
    return (block for block in blocks_of(document.blocks) if isinstance(block, Figure) and block.chart)


def _spot(figure: Figure, series: int, row: int) -> Spot:
    return f"{CHART}{figure.picture} {series}", row


def _with_totals(chart: Chart) -> Sequence[Series]:
    """The series as Word draws them, and behind them the totals."""
    return (*chart.plotted.series, *((Series("", chart.totals),) if any(chart.totals) else ()))


def is_in_chart(spot: Spot) -> bool:
    """Whether a place is in a chart."""
    return spot[0].startswith(CHART)


def chart_changes(found: Baseline, theirs: WordDocument) -> list[PulledChange]:
    """What a reviewer has changed in charts, which Word records nowhere."""
    figures = {figure.label: figure for figure in _figures(found.brief.document)}
    changes: list[PulledChange] = []
    for ours, own in _matched(found.base.reviewed.drawn, theirs.drawn):
        figure = figures.get(ours.name)
        if figure is None or figure.chart is None:
            continue
        comparison = _Comparison(found, figure, figure.chart, theirs.people)
        if own is not None:
            changes += comparison.changes(ours, own)
        elif theirs.drawn:
            changes.append(comparison.other(figure.label, "").left(NO_CHART))
    return changes


def _matched(ours: Sequence[WordChart], theirs: Sequence[WordChart]) -> Iterator[tuple[WordChart, WordChart | None]]:
    """Each chart of ours with a reviewer's: that with its alternative text, with its name, or in its place.

    LibreOffice saves charts without these two, and so their order has to do where none came or went.
    """
    left = list(theirs)
    found: dict[int, WordChart] = {}
    for key in (_by_alt, _by_name):
        for number, chart in enumerate(ours):
            fitting = next((each for each in left if number not in found and key(each) == key(chart)), None)
            if fitting is not None:
                found[number] = fitting
                left.remove(fitting)
    if len(ours) == len(theirs):
        found |= zip((number for number in range(len(ours)) if number not in found), left, strict=True)
    yield from ((chart, found.get(number)) for number, chart in enumerate(ours))


def _by_alt(chart: WordChart) -> str:
    return " ".join(chart.alt.split())


def _by_name(chart: WordChart) -> str:
    return chart.name


@frozen
class _Comparison:
    """A chart of ours, with the figure that it is of, and who has reviewed it."""

    found: Baseline
    figure: Figure
    chart: Chart
    people: Sequence[str]

    def changes(self, ours: WordChart, theirs: WordChart) -> Iterator[PulledChange]:
        """What differs between a chart as it was written and as it came back."""
        if theirs.fault:
            yield self.other(self.figure.label, "").left(NOT_READ.format(fault=theirs.fault))
            return
        if len(ours.series) != len(theirs.series):
            old, new = (", ".join(each.name for each in chart.series) for chart in (ours, theirs))
            yield self.other(old, new).left(FROM_CONTENT)
            return
        for number, (one, other) in enumerate(zip(ours.series, theirs.series, strict=True)):
            yield from self._names(one.name, other.name, other.stored_name)
            for row, (was, now) in enumerate(zip_longest(one.points, other.points)):
                yield from self._point(number, row, was, now)
        yield from self._names(ours.title, theirs.title, None)

    def other(self, old: str, new: str) -> PulledChange:
        """A change of something in the chart that is no figure."""
        return PulledChange(
            PulledKind.OTHER,
            old,
            new,
            place=self.found.base.homes.get(self.figure.id),
            where=self.figure.label,
            authors=tuple(self.people) if len(self.people) == 1 else (),
            tracked=False,
        )

    def _names(self, was: str, drawn: str, stored: str | None) -> Iterator[PulledChange]:
        """What has another name; programs give one to what has none."""
        if not was:
            return
        new = next((each for each in (drawn, stored) if each is not None and spoken(each) != spoken(was)), None)
        if new is not None:
            yield self.other(was, new).left(FROM_CONTENT)

    def _point(
        self, series: int, row: int, was: WordChartPoint | None, now: WordChartPoint | None
    ) -> Iterator[PulledChange]:
        if was is None or now is None:
            yield self.other(_said(was), _said(now)).left(FROM_CONTENT)
            return
        if series == 0:
            yield from self._names(was.category, now.category, now.stored_category)
        drawn, stored = now.drawn != was.drawn, now.has_workbook and now.stored != was.drawn
        if not (drawn or stored):
            return
        point = _with_totals(self.chart)[series].points[row]
        value = now.drawn if drawn else now.stored
        if point is None or value is None or not point.fact:
            yield self.other(_said(was), _said(now)).left(FROM_CONTENT)
            return
        yield self._figure(point, _spot(self.figure, series, row), was, now)

    def _figure(self, point: Point, spot: Spot, was: WordChartPoint, now: WordChartPoint) -> PulledChange:
        """The change of a fact that a chart shows."""
        drawn, stored = (_printed(self.chart, point, value) for value in (now.drawn, now.stored))
        other = self.other(point.text, stored if now.drawn == was.drawn else drawn)
        change = replace(other, kind=PulledKind.FIGURE, fact=point.fact, spot=spot)
        if not now.has_workbook or now.drawn == now.stored:
            return change
        if was.drawn in (now.drawn, now.stored):
            where = IN_WORKBOOK if now.drawn == was.drawn else IN_CHART
            return replace(change, where=where.format(figure=self.figure.label))
        return change.left(AT_ODDS.format(drawn=drawn, stored=stored), ChangeOutcome.CONFLICT)


def printed_at(document: Document, spot: Spot, value: Decimal | None) -> str:
    """What a chart would print of a value in the place of one of its figures; nothing where it has none there."""
    chart, point = chart_points(document).get(spot, (None, None))
    return _printed(chart, point, value) if chart and point else ""


def _printed(chart: Chart, point: Point, value: Decimal | None) -> str:
    """A value as the text of the figure that it takes the place of, with all its decimals."""
    if value is None:
        return ""
    was, now = (_digits(chart, each) for each in (point.value, value))
    return point.text.replace(was, now) if was in point.text else now


def _digits(chart: Chart, value: Decimal) -> str:
    places = places_of(value)
    sign = "\u2212" if value < 0 else ""
    return f"{sign}{grouped_digits(abs(value), places, chart.point or '.', chart.grouping or '', (3, 3))}"


def _said(point: WordChartPoint | None) -> str:
    """A figure of a chart as people are shown it."""
    if point is None:
        return ""
    values = (f"{each:f}" for each in (point.drawn, point.stored) if each is not None)
    return " ".join((f"{point.category}:", next(values, "nothing")))

"""All charts of a brief: each drawn once, those that are kept not again, many by several processes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from briefgen.cache import Cache
from briefgen.charts import CHART_TYPES
from briefgen.charts.validation import ChartError
from briefgen.frozen import frozen
from briefgen.installed import release_of
from briefgen.layout import fonts
from briefgen.model.chart import Chart
from briefgen.model.drawing import Drawing, Picture, Segment, Shape, Stroke, Words
from briefgen.model.labels import labels_for
from briefgen.model.length import Length
from briefgen.model.plot import (
    ChartPlot,
    LabelSide,
    PlotHeading,
    PlotNames,
    PlotScale,
    PlotShape,
    PlottedPoint,
    PlottedSeries,
)
from briefgen.patterns import keep_now
from briefgen.theme import Theme
from briefgen.workers import Worker, Workers, processors

if TYPE_CHECKING:
    from briefgen.charts.canvas import Canvas


LOWER_PLOT = 0.8
"""How high the plot of a lower chart is, by that of the usual one, as far as all of it becomes no lower than it may."""
MOST_SAVED, LEAST_SAVED, ROUNDING = 0.15, 6.0, 0.5
"""The part by which a chart may be lower, the points by which it is at least, and what linear reckoning may be off."""
SHARE = 4
"""So many charts make up for another process, which has to import matplotlib, too."""


@frozen
class PendingCharts:
    """Charts on their way: those that were kept, and those that are being drawn, by their keys, in shares."""

    keys: Mapping[str, str]
    kept: dict[str, Picture]
    missing: Mapping[str, Chart]
    shares: Sequence[Iterator[Sequence[bytes | str]]]
    cache: Cache | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be drawn."""
        return not self.missing

    def pictures(self) -> dict[str, Picture | ChartError]:
        """Each chart's picture, by its name, or why it cannot be drawn, once all are drawn; none is kept here."""
        drawn: dict[str, bytes | str] = {}
        for number, share in enumerate(self.shares):
            keys = list(self.missing)[number :: len(self.shares)]
            drawn |= zip(keys, next(share), strict=True)
        if self.cache and drawn:
            self.cache.put({key: data for key, data in drawn.items() if isinstance(data, bytes)})
        found: dict[str, Picture | ChartError] = {
            key: unpacked(data) if isinstance(data, bytes) else ChartError(data) for key, data in drawn.items()
        }
        found |= self.kept
        self.kept.clear()
        return {name: found[key] for name, key in self.keys.items()}


def import_matplotlib() -> None:
    """Import what drawing needs, which takes longer than a chart does, while there is nothing else to do.

    A sixth of that are docstrings of all that each class of matplotlib can be told, which nobody reads here.
    """
    from matplotlib import artist as artists

    documented = artists.kwdoc
    artists.kwdoc = lambda artist: ""  # noqa: ARG005
    try:
        from briefgen.charts import canvas  # noqa: F401
    finally:
        artists.kwdoc = documented


def prepare_drawing(workers: Workers) -> None:
    """Let a worker import matplotlib, which takes longer than a chart does, before it is known what to draw."""
    workers.prepare(_drawn)


@contextmanager
def drawing(
    charts: Mapping[str, Chart],
    theme: Theme,
    width: Length,
    cache: Cache | None = None,
    workers: Workers | None = None,
) -> Iterator[PendingCharts]:
    """The charts, drawn by other processes if there are many, or if `workers` are there, since there is more to do."""
    keys = {name: key_of(chart, theme, width) for name, chart in charts.items()}
    kept = {key: picture for key in dict.fromkeys(keys.values()) if (picture := _kept(cache, key))}
    missing = {key: charts[name] for name, key in keys.items() if key not in kept}
    count = max(1, min(processors(), len(missing) // SHARE)) if missing else 0
    with Workers() as own:
        hired = workers or own
        at_work = [hired.start(_drawn) if workers or count > 1 else Worker(_drawn) for _ in range(count)]
        for number, worker in enumerate(at_work):
            worker.send((list(missing.values())[number::count], theme, width))
        yield PendingCharts(keys, kept, missing, [worker.results for worker in at_work], cache)


def _kept(cache: Cache | None, key: str) -> Picture | None:
    data = cache.get(key) if cache else None
    with suppress(ValueError, TypeError, KeyError, IndexError):
        return unpacked(data) if data else None
    return None


def _drawn(sent: Iterator[tuple[Sequence[Chart], Theme, Length]]) -> Iterator[list[bytes | str]]:
    """Of all charts that it is sent at once: each packed, or the message of its error."""
    import_matplotlib()
    keep_now()
    for charts, theme, width in sent:
        yield [_packed(chart, theme, width) for chart in charts]


def _packed(chart: Chart, theme: Theme, width: Length) -> bytes | str:
    try:
        return packed(draw(chart, theme, width))
    except ChartError as error:
        return str(error)


def draw(chart: Chart, theme: Theme, width: Length, stretch: float = 1.0) -> Picture:
    """The chart as a PNG and its SVG twin, exactly `width` wide and as high as it needs, its plot so much stretched.

    Raises ChartError where the chart cannot be drawn sensibly.
    """
    picture = compose(chart, theme, width, stretch).picture()
    return replace(picture, lower=_lower(picture, chart, theme, width, stretch))


def _lower(picture: Picture, chart: Chart, theme: Theme, width: Length, stretch: float) -> Drawing | None:
    """The chart with a plot less high, for a page on which it has no room else; none where that saves little.

    What is written looks as it did, and stands in the same order.
    """
    with suppress(ChartError):
        canvas = compose(chart, theme, width, stretch * LOWER_PLOT)
        saved, most = picture.height - canvas.size[1], picture.height * MOST_SAVED
        if saved > most:
            canvas = compose(chart, theme, width, stretch * (1 - (1 - LOWER_PLOT) * most / saved))
        drawing = canvas.drawing()
        is_same = picture.drawing is not None and _written(drawing) == _written(picture.drawing)
        is_lower = LEAST_SAVED <= picture.height - drawing.height <= most + ROUNDING
        return drawing if is_same and is_lower else None
    return None


def _written(drawing: Drawing) -> list[tuple[str, str, float, str]]:
    """What a drawing has written, and how."""
    return [(mark.text, mark.face, mark.size, mark.colour) for mark in drawing.marks if isinstance(mark, Words)]


def compose(chart: Chart, theme: Theme, width: Length, stretch: float = 1.0) -> Canvas:
    """The chart laid out on a canvas, ready to be exported."""
    # matplotlib takes half a second to import, which an edition without charts does not pay.
    from briefgen.charts.canvas import Canvas, house_settings

    with house_settings():
        canvas = Canvas(theme, width, chart, stretch)
        canvas.close(CHART_TYPES[chart.kind].draw(chart, canvas))
    return canvas


def key_of(chart: Chart, theme: Theme, width: Length) -> str:
    """What a chart's picture depends on, as one SHA-256: the chart, its words, the style, the room, and what draws."""
    room = (float(width), float(theme.page.text_height))
    words = vars(labels_for(chart.language))
    style = theme.digest, theme.digest_of_writings if theme.writings and _has_other_letters(chart) else ""
    return hashlib.sha256(repr((chart, words, style, room, _drawing_code())).encode()).hexdigest()


def _has_other_letters(chart: Chart) -> bool:
    """Whether a writing may set words of a chart: what is in ASCII needs none, whose fonts are then not looked at."""
    return not all(text.isascii() for text in chart.words())


@cache
def _drawing_code() -> str:
    """A digest of what draws and measures, and of the libraries' releases: pictures of another code are others."""
    total = hashlib.sha256(" ".join(map(release_of, ("matplotlib", "PIL", "uharfbuzz"))).encode())
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(fonts.__file__)):
        total.update(path.read_bytes())
    return total.hexdigest()


def packed(picture: Picture) -> bytes:
    """A chart's picture as bytes: a line of JSON, then its three images one behind the other."""
    images = picture.data, picture.svg, picture.outlines
    head = {
        "lengths": [len(image) for image in images],
        "media_type": picture.media_type,
        "size": [picture.width, picture.height],
        "drawing": picture.drawing and _listed(picture.drawing),
        "plot": picture.plot and asdict(picture.plot),
        "lower": picture.lower and _listed(picture.lower),
    }
    return b"\n".join(
        (
            json.dumps(head, ensure_ascii=False, separators=(",", ":"), default=attrgetter("value")).encode(),
            b"".join(images),
        )
    )


def unpacked(data: bytes) -> Picture:
    """The picture that was packed; raises ValueError, TypeError, KeyError or IndexError for anything else."""
    line, _, images = data.partition(b"\n")
    head = json.loads(line)
    first, second, third = head["lengths"]
    if first + second + third != len(images):
        raise ValueError("a packed picture is not whole")
    width, height = head["size"]
    drawing, lower = (_drawing(head[name]) if head[name] else None for name in ("drawing", "lower"))
    svg, outlines = images[first : first + second], images[first + second :]
    plot = _plot(head["plot"]) if head["plot"] else None
    return Picture(images[:first], head["media_type"], width, height, svg, outlines, drawing, plot, lower)


def _listed(drawing: Drawing) -> list[Any]:
    return [drawing.width, drawing.height, [_mark_listed(mark) for mark in drawing.marks], drawing.direction]


def _mark_listed(mark: Shape | Words) -> list[Any]:
    if isinstance(mark, Words):
        return [mark.text, mark.x, mark.baseline, mark.face, mark.size, mark.colour, mark.angle]
    stroke = mark.stroke
    line = stroke and [stroke.colour, stroke.width, stroke.dashes, stroke.phase, stroke.cap, stroke.join]
    return [[[segment.kind, *segment.points] for segment in mark.segments], mark.fill, line]


def _drawing(listed: list[Any]) -> Drawing:
    width, height, marks, direction = listed
    return Drawing(width, height, tuple(_mark(*mark) for mark in marks), direction)


def _mark(first: Any, *others: Any) -> Shape | Words:
    if isinstance(first, str):
        x, baseline, face, size, colour, angle = others
        return Words(first, x, baseline, _shared(face), size, _shared(colour), angle)
    fill, line = others
    segments = tuple(Segment(_shared(kind), tuple(points)) for kind, *points in first)
    return Shape(segments, _shared(fill), _stroke(*line) if line else None)


def _shared(name: Any) -> Any:
    """A name or colour as one object for all marks."""
    return intern(name)


def _stroke(colour: str, width: float, dashes: list[float], phase: float, cap: Any, join: Any) -> Stroke:
    return Stroke(_shared(colour), width, tuple(dashes), phase, _shared(cap), _shared(join))


def _plot(listed: dict[str, Any]) -> ChartPlot:
    """The plot that was listed by its fields."""
    made = {
        "shape": PlotShape(listed["shape"]),
        "size": tuple(listed["size"]),
        "box": tuple(listed["box"]),
        "heading": PlotHeading(**listed["heading"]),
        "scale": PlotScale(**listed["scale"]),
        "series": tuple(map(_series, listed["series"])),
        "totals": tuple(map(_point, listed["totals"])),
        "names": PlotNames(listed["names"]),
    }
    return ChartPlot(**{**listed, **made})


def _series(listed: dict[str, Any]) -> PlottedSeries:
    points = tuple(map(_point, listed["points"]))
    return PlottedSeries(**{**listed, "dashes": tuple(listed["dashes"]), "points": points})


def _point(listed: dict[str, Any] | None) -> PlottedPoint | None:
    return None if listed is None else PlottedPoint(**{**listed, "side": LabelSide(listed["side"])})

"""What is on a drawn chart, measured on matplotlib's own artists: texts, bars, dots, in points from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, pairwise
from math import dist, isnan

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from briefgen.charts.canvas import MARGIN, Canvas, house_settings
from briefgen.charts.placement import Box
from briefgen.charts.render_charts import compose
from briefgen.model.chart import Chart
from tests.house import house

WIDTH = house().page.text_width
TOLERANCE = 0.3  # points: less than the eye can see, more than the rounding to pixels


@dataclass(frozen=True)
class Printed:
    """A text as it stands on the page."""

    text: str
    box: Box
    colour: str


@dataclass(frozen=True)
class Filled:
    """A filled rectangle as it stands on the page, in the order of drawing."""

    box: Box
    colour: str

    @property
    def width(self) -> float:
        return self.box.right - self.box.left

    @property
    def height(self) -> float:
        return self.box.bottom - self.box.top


@dataclass(frozen=True)
class Drawing:
    """A chart drawn on a canvas of the text's width."""

    canvas: Canvas

    def _box(self, extent: Bbox) -> Box:
        points = 72 / self.canvas.sheet.dpi
        _, height = self.canvas.size
        return Box(extent.x0 * points, height - extent.y1 * points, extent.x1 * points, height - extent.y0 * points)

    @property
    def page(self) -> Box:
        """What can be drawn on: the picture without its margins."""
        width, height = self.canvas.size
        return Box(MARGIN, MARGIN, width - MARGIN, height - MARGIN)

    @property
    def ink(self) -> list[Box]:
        """Each thing that is drawn in a colour, its strokes' weights included."""
        renderer = self.canvas.sheet.rasteriser()
        extents = (
            artist.get_tightbbox(renderer)
            for artist in self.canvas.sheet.get_children()
            if not isinstance(artist, Text)
        )
        return [text.box for text in self.texts] + [self._box(extent) for extent in extents if extent]

    @cached_property
    def texts(self) -> list[Printed]:
        with house_settings():
            renderer = self.canvas.sheet.rasteriser()
            return [
                Printed(text.get_text(), self._box(_ink(text, renderer)), to_hex(text.get_color()))
                for text in self.canvas.sheet.findobj(Text)
                if text.get_text()
            ]

    @property
    def printed(self) -> list[str]:
        return [text.text for text in self.texts]

    @cached_property
    def fills(self) -> list[Filled]:
        return [
            Filled(self._box(rectangle.get_window_extent()), to_hex(rectangle.get_facecolor()))
            for rectangle in self.canvas.sheet.findobj(Rectangle)
            if rectangle.get_fill()
        ]

    def fills_of(self, colour: str) -> list[Filled]:
        return [fill for fill in self.fills if fill.colour == colour]

    @cached_property
    def segments(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Each straight piece of a line that is drawn, in points from the top left."""
        points, (_, height) = 72 / self.canvas.sheet.dpi, self.canvas.size
        found = []
        for line in (line for line in self.strokes if line.get_linestyle() != "None"):
            course = [(x * points, height - y * points) for x, y in line.get_transform().transform(line.get_xydata())]
            pieces = (pair for pair in pairwise(course) if not any(isnan(number) for end in pair for number in end))
            found += [(start, end) for start, end in pieces if dist(start, end) > TOLERANCE]
        return found

    @property
    def strokes(self) -> list[Line2D]:
        return list(self.canvas.sheet.findobj(Line2D))


def _ink(text: Text, renderer: RendererAgg) -> Bbox:
    """What the letters cover, without the line space that a text's own extent adds above and below."""
    line = text.get_window_extent(renderer)
    _, height, descent = renderer.get_text_width_height_descent(text.get_text(), text.get_fontproperties(), False)
    _, baseline = text.get_transform().transform(text.get_position())
    return Bbox([[line.x0, baseline - descent], [line.x1, baseline - descent + height]])


@cache
def drawn(chart: Chart) -> Drawing:
    return Drawing(compose(chart, house(), WIDTH))


def cut_off(drawing: Drawing) -> list[Box]:
    """What reaches into the margin of the picture, or beyond it."""
    page = drawing.page.grown(TOLERANCE)
    return [box for box in drawing.ink if not page.holds(box)]


def overlapping(drawing: Drawing) -> list[tuple[Printed, Printed]]:
    """The pairs of texts that lie on each other."""
    shrunk = [(text, text.box.grown(-TOLERANCE)) for text in drawing.texts]
    return [(one, other) for (one, box), (other, second) in combinations(shrunk, 2) if box.meets(second)]


def crossed(drawing: Drawing) -> list[str]:
    """The texts that a line runs through: an axis, a mark's line, a leader or a course."""
    shrunk = [(text.text, text.box.grown(-TOLERANCE)) for text in drawing.texts]
    return [text for text, box in shrunk if any(box.crossed_by(*segment) for segment in drawing.segments)]


def astride(drawing: Drawing) -> list[str]:
    """The texts that lie partly on a filled shape and partly beside it."""
    shapes = [fill.box.grown(-TOLERANCE) for fill in drawing.fills]
    shrunk = [(text.text, text.box.grown(-TOLERANCE)) for text in drawing.texts]
    return [text for text, box in shrunk if any(box.meets(shape) and not shape.grown(1).holds(box) for shape in shapes)]

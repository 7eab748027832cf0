"""The surface that charts are drawn on: points from the top left corner, down the page, as a typesetter counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from io import BytesIO, StringIO
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from briefgen.charts.lettering import Lettering, Script
from briefgen.charts.paint import WHITE, Marker, Paint, Texture, dots, rules, stripes
from briefgen.charts.placement import Box
from briefgen.charts.recorder import MARKS, POINTS, MplFigure, recorded
from briefgen.charts.validation import require
from briefgen.layout.fonts import Way
from briefgen.model.characters import runs_from_right
from briefgen.model.chart import Chart, Side
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, script_of
from briefgen.model.drawing import Drawing, Picture
from briefgen.model.labels import DEFAULT_LANGUAGE, labels_for
from briefgen.model.length import Length
from briefgen.model.plot import ChartPlot, PlotHeading
from briefgen.theme import Role, Theme

DPI = 192
"""The pixels to the inch of a PNG, two for each of a screen's; where more are wanted, there is the SVG."""
HAIRLINE = 0.6
TEXT_GAP = 2.0  # between a text and the ends of a line that it interrupts
XML = '<?xml version="1.0" encoding="utf-8"?>\n'
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
MARGIN = 1.5  # empty on all sides: a renderer that scales a picture may shave its last pixels
PAGE_SHARE = 0.92  # of the text's height: a chart stands on one page with its title and caption

PALETTE_SIZE = 256
SHADE_STEP = 8
"""Levels of 256 by which a shade may differ from the one that stands for it, which nobody sees on an edge."""

Align = Literal["left", "center", "right"]
ACROSS: Mapping[Align, Align] = {"left": "right", "center": "center", "right": "left"}

CORNERS: Mapping[Marker, Sequence[tuple[float, float]]] = {
    Marker.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Marker.TRIANGLE: ((-1.2, -0.65), (1.2, -0.65), (0, 1.3)),
    Marker.DIAMOND: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    Marker.FALLING: ((-1.2, 0.65), (1.2, 0.65), (0, -1.3)),
    Marker.PENTAGON: ((-0.66, -0.91), (0.66, -0.91), (1.07, 0.35), (0, 1.12), (-1.07, 0.35)),
}
"""The corners of each shape in multiples of the radius, across and up."""

_SETTINGS_IN_USE = ("agg.", "figure.", "font.", "lines.", "patch.", "path.", "savefig.", "svg.", "text.")
# Hinting would fit letters to the pixels of one resolution, and so move them between the PNG and its twin.
_HOUSE_SETTINGS = {"text.hinting": "none", "font.sans-serif": [], "svg.fonttype": "none", "svg.hashsalt": "briefgen"}


def house_settings() -> AbstractContextManager[None]:
    """The library's own defaults while a chart is drawn, so that no matplotlibrc on the machine changes it."""
    return mpl.rc_context(_settings())


@cache
def _settings() -> dict[Any, Any]:
    own = {key: value for key, value in mpl.rcParamsDefault.items() if key.startswith(_SETTINGS_IN_USE)}
    return own | _HOUSE_SETTINGS


class Canvas:
    """A drawing of a fixed width that grows downwards until it is closed at its height.

    `width` is what can be drawn on; `size` is that of the picture, with its margins. On a `turned` canvas all that is
    drawn stands as in a mirror, with its words as they are read. What is plotted is to be `stretch` times as high as
    usual, and letters are not. Its `plot` is for programs that draw charts by themselves, none where they cannot;
    `heading` is what stands above it.
    """

    def __init__(self, theme: Theme, width: Length, chart: Chart | None = None, stretch: float = 1.0) -> None:
        self.theme = theme
        self.stretch = stretch
        self.language = chart.language if chart else DEFAULT_LANGUAGE
        self.from_right = direction_of(self.language) == RIGHT_TO_LEFT
        self._turned = chart.starts is Side.RIGHT if chart and chart.starts else self.from_right
        self.width = width - 2 * MARGIN
        self.plot: ChartPlot | None = None
        self.heading = PlotHeading()
        self.size = (float(width), 0.0)
        self.sheet = MplFigure(width.inches, 1, DPI)
        self._page = Affine2D()
        self._straight = self._page + self.sheet.scale
        self._mirrored = Affine2D().scale(-1, 1).translate(self.width, 0) + self._straight
        self._courses: dict[Line2D, list[tuple[float, float]]] = {}
        self._lines: list[tuple[Text, tuple[str, ...]]] = []
        script = _script(theme, chart) if chart else None
        self.label = Lettering.of(theme, Role.CHART, script=script)
        self.muted = Lettering.of(theme, Role.CHART, theme.colours.muted, script)
        self.value = Lettering.of(theme, Role.CHART_VALUE, script=script)
        self.headline = Lettering.of(theme, Role.TILE_VALUE, script=script)

    def _mark(self, text: str) -> str:
        """What tells matplotlib which way a line runs, where there are letters that run from the right."""
        if self.from_right:
            return MARKS[1]
        return MARKS[0] if not text.isascii() and any(map(runs_from_right, text)) else ""

    @property
    def is_turned(self) -> bool:
        """Whether the chart runs from the right, or its words do."""
        return self._turned or self.from_right

    @contextmanager
    def as_read(self) -> Iterator[None]:
        """Draw for a while from the side where lines of the language begin, however the chart is turned."""
        turned, self._turned = self._turned, self.from_right
        yield
        self._turned = turned

    def write(
        self, x: float, baseline: float, text: str, lettering: Lettering, align: Align = "left", colour: str = ""
    ) -> None:
        """One line of text, literally as it is."""
        own = lettering.of_line(text)
        line = Text(
            x,
            baseline,
            f"{self._mark(text)}{text}",
            color=colour or lettering.colour,
            fontproperties=own.font,
            horizontalalignment=ACROSS[align] if self._turned else align,
            verticalalignment="baseline",
            parse_math=False,
            language=self.language if self.from_right else None,
        )
        self._lines.append((line, own.families))
        self._add(line)

    def write_centred(
        self,
        x: float,
        middle: float,
        lines: Sequence[str],
        lettering: Lettering,
        align: Align = "left",
        colour: str = "",
    ) -> None:
        """Lines of text whose capitals stand evenly about the height `middle`."""
        self.write_below(x, middle - len(lines) * lettering.leading / 2, lines, lettering, align, colour)

    def write_below(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        lettering: Lettering,
        align: Align = "left",
        colour: str = "",
    ) -> float:
        """Lines of text from `top` down; returns where they end."""
        ascent = (lettering.leading + lettering.cap_height) / 2
        for number, line in enumerate(lines):
            self.write(x, top + ascent + number * lettering.leading, line, lettering, align, colour)
        return top + len(lines) * lettering.leading

    def rectangle(self, x: float, y: float, width: float, height: float, paint: Paint) -> None:
        """A filled rectangle by its corner and size, either of which may be negative."""
        left, right = sorted((x, x + width))
        top, bottom = sorted((y, y + height))
        self._add(Rectangle((left, top), right - left, bottom - top, facecolor=paint.fill, edgecolor="none"))
        self._cover((left, top, right, bottom), paint.texture)
        if paint.texture is Texture.STRIPES:
            inset = min(0.4, (right - left) / 2, (bottom - top) / 2)
            self._frame(left + inset, top + inset, right - inset, bottom - inset, paint.fill)

    def _cover(self, bounds: tuple[float, float, float, float], texture: Texture) -> None:
        if texture is Texture.STRIPES:
            self._add(LineCollection(stripes(bounds), colors=WHITE, linewidths=1.3, capstyle="butt"))
        elif texture in (Texture.RULES, Texture.GRID) and (lines := rules(bounds, crossed=texture is Texture.GRID)):
            self._add(LineCollection(lines, colors=WHITE, linewidths=0.7, capstyle="butt"))
        elif texture is Texture.DOTS and (places := dots(bounds)):
            across, down = zip(*places, strict=True)
            self._add(Line2D(across, down, linestyle="none", marker="o", markersize=1, color=WHITE, markeredgewidth=0))

    def _frame(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._add(Rectangle((left, top), right - left, bottom - top, fill=False, edgecolor=colour, linewidth=0.8))

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        weight: float = HAIRLINE,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """A line through points, with dashes in multiples of its weight."""
        across, down = zip(*points, strict=True)
        line = Line2D(across, down, color=colour, linewidth=weight, solid_capstyle="butt", dash_capstyle="butt")
        if dashes:
            line.set_dashes(dashes)
        self._courses[line] = list(points)
        self._add(line)

    def interrupt(self, box: Box) -> None:
        """Take the lines drawn so far out of a box, so that words there can be read and what is behind still shows."""
        for line, course in self._courses.items():
            self._courses[line] = left = box.around(course)
            line.set_data(*zip(*left, strict=True))

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str = WHITE, weight: float = 0.9) -> None:
        """A dot, with a rim that sets it off from what it stands on."""
        self._add(Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=weight))

    def mark(
        self, x: float, y: float, radius: float, shape: Marker, fill: str, edge: str = WHITE, weight: float = 0.9
    ) -> None:
        """A point of a shape that covers about as much as a dot of the radius."""
        if shape is Marker.DISC:
            self.disc(x, y, radius, fill, edge, weight)
            return
        corners = [(x + radius * across, y - radius * up) for across, up in CORNERS[shape]]
        self._add(Polygon(corners, facecolor=fill, edgecolor=edge, linewidth=weight, joinstyle="miter"))

    def polygon(self, corners: Sequence[tuple[float, float]], fill: str) -> None:
        """A filled shape of straight sides."""
        self._add(Polygon(list(corners), facecolor=fill, edgecolor="none"))

    def interrupt_line(self, left: float, middle: float, text: str, lettering: Lettering) -> None:
        """A line of text about the height `middle` that interrupts the lines drawn so far, so that it can be read."""
        half = lettering.cap_height / 2 + TEXT_GAP
        self.interrupt(Box(left - TEXT_GAP, middle - half, left + lettering.width(text) + TEXT_GAP, middle + half))
        self.write_centred(left, middle, [text], lettering)

    def close(self, height: float) -> None:
        """Fix the height of what was drawn, raising ChartError where no page could hold it."""
        width, height = self.size[0], height + 2 * MARGIN
        limit = Length(self.theme.page.text_height * PAGE_SHARE)
        require(
            height <= limit,
            f"the chart would be {Length(height).mm:.0f} mm high where a page holds {limit.mm:.0f} mm: make two of it",
        )
        self.size = (width, height)
        if self.plot:
            self.plot = self.plot.within(self.size, MARGIN)
        self.sheet.resize(width / 72, height / 72)
        self._page.translate(MARGIN, MARGIN).scale(1 / 72, -1 / 72).translate(0, height / 72)

    def picture(self) -> Picture:
        """The closed drawing as PNG, as SVG with text and with outlines, and as shapes and words: all on no ground."""
        with house_settings():
            image, outlines, drawing = self._png(), self._svg("path"), self.drawing()
            for line, families in self._lines:
                line.set_fontfamily(list(families))
            return Picture(image, "image/png", *self.size, self._svg("none"), outlines, drawing, self.plot)

    def drawing(self) -> Drawing:
        """The closed drawing as shapes and words."""
        return recorded(self.sheet, self.theme, direction_of(self.language))

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._mirrored if self._turned else self._straight)
        self.sheet.add(artist)

    def _png(self) -> bytes:
        renderer = self.sheet.rasteriser()
        # On white, the shades at edges are colours of the palette; white itself becomes what the page has there.
        paper = memoryview(renderer.buffer_rgba()).cast("B")
        paper[:] = b"\xff" * len(paper)
        self.sheet.draw(renderer)
        file = BytesIO()
        size = int(renderer.width), int(renderer.height)
        image = with_palette(Image.frombuffer("RGBA", size, renderer.buffer_rgba()).convert("RGB"))
        empty: Any = image.getpixel((0, 0))  # the margin, through which the page is to be seen
        image.save(file, "PNG", dpi=(DPI, DPI), transparency=empty)
        return file.getvalue()

    def _svg(self, words: Literal["none", "path"]) -> bytes:
        file = StringIO()
        mpl.rcParams["svg.fonttype"] = words
        with self.sheet.at(POINTS):
            width, height = self.sheet.inches.size * POINTS
            renderer = RendererSVG(width, height, file, metadata=NO_METADATA)
            self.sheet.draw(renderer)
            renderer.finalize()
        svg = _reading_from_right(file.getvalue()) if self.from_right else file.getvalue()
        # Readers that are careful take no file with a document type, which the renderer declares.
        return f"{XML}{svg[svg.index('<svg') :]}".encode()


def _reading_from_right(svg: str) -> str:
    """An SVG whose lines run from the right, where they start: the renderer knows one direction only."""
    turned = {"start": "end", "end": "start"}
    anchored = re.sub(r"text-anchor: (start|end)", lambda found: f"text-anchor: {turned[found[1]]}", svg)
    return anchored.replace("<svg ", '<svg direction="rtl" ', 1)


def _script(theme: Theme, chart: Chart) -> Script | None:
    """The script of a chart's language, or another one in its words; none where the styles' faces have all letters."""
    own = labels_for(chart.language).separators.item  # stands between a figure and its share
    letters = {ord(each) for text in (*chart.words(), own) for each in text} - theme.face(Role.CHART).characters
    for name in (script_of(chart.language), *filter(str.istitle, theme.writings)):
        writing = theme.writing(chart.language, name)
        if writing and letters & writing.family.regular.characters:
            return writing, Way("rtl", name, chart.language)
    return None


def with_palette(image: Image.Image) -> Image.Image:
    """An RGB picture with a palette: its frequent colours as they are, shades less than `SHADE_STEP` apart as one.

    A picture with more colours than a palette has room for stays as it is.
    """
    counted: Any = image.getcolors(image.width * image.height)
    chosen: dict[tuple[int, ...], tuple[int, ...]] = {}
    for _, colour in sorted(counted, reverse=True):
        chosen.setdefault(tuple(level // SHADE_STEP for level in colour), colour)
    if len(chosen) > PALETTE_SIZE:
        return image
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for colour in chosen.values() for level in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)

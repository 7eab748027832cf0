"""The sheet that matplotlib's artists lie on, and the renderer that records what they draw as shapes and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Literal

from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, Transform

from briefgen.charts.validation import ChartError, require
from briefgen.model.drawing import Drawing, Segment, Shape, Stroke, Words
from briefgen.theme import Theme


class MplFigure(Artist):
    """Artists on nothing, so that what lies behind shows: each over those that were added before."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__()
        self.dpi = dpi
        self.inches = Bbox.from_bounds(0, 0, width, height)
        self.scale = Affine2D().scale(dpi)
        self._artists: list[Artist] = []

    def get_figure(self, root: bool = False) -> MplFigure:  # type: ignore[override]  # noqa: ARG002
        """What artists ask for the resolution."""
        return self

    def get_children(self) -> list[Artist]:
        return self._artists

    def add(self, artist: Artist) -> None:
        """Lay an artist on top."""
        artist.set_figure(self)  # type: ignore[arg-type]
        self._artists.append(artist)

    def resize(self, width: float, height: float) -> None:
        """Give the sheet another size, in inches."""
        self.inches.p1 = (width, height)

    @contextmanager
    def at(self, dpi: float) -> Iterator[None]:
        """Another resolution for a while."""
        before = self.dpi
        try:
            self._set_resolution(dpi)
            yield
        finally:
            self._set_resolution(before)

    def rasteriser(self) -> RendererAgg:
        """A renderer that makes pixels of this sheet."""
        return RendererAgg(int(self.inches.x1 * self.dpi), int(self.inches.y1 * self.dpi), self.dpi)

    def draw(self, renderer: RendererBase) -> None:
        """Draw all that can be seen, the lowest first."""
        renderer.open_group("figure")
        for artist in self.get_children():
            artist.draw(renderer)
        renderer.close_group("figure")

    def _set_resolution(self, dpi: float) -> None:
        self.dpi = dpi
        self.scale.clear().scale(dpi)


MARKS = "\u200e\u200f"
"""Before a line whose first strong character does not tell which way it runs as a whole: to the right, to the left."""
POINTS = 72
PLACES = 3
CAPS: Mapping[str, Literal["butt", "round", "square"]] = {"butt": "butt", "round": "round", "projecting": "square"}
JOINS: Mapping[str, Literal["miter", "round", "bevel"]] = {"miter": "miter", "round": "round", "bevel": "bevel"}


def recorded(sheet: MplFigure, theme: Theme, direction: str) -> Drawing:
    """The sheet as a drawing whose lines run in a direction.

    Raises ChartError for what cannot be drawn by shapes and words alone.
    """
    width, height = (float(inches) * POINTS for inches in sheet.inches.size)
    recorder = Recorder(theme, width, height)
    with sheet.at(POINTS):
        sheet.draw(recorder)
    return Drawing(_rounded(width), _rounded(height), tuple(recorder.marks), direction)


class Recorder(RendererBase):
    """Takes down each path and each line of text, in points from the lower left corner."""

    _missing: ClassVar = {
        "draw_image": "a picture",
        "draw_tex": "a formula",
        "draw_gouraud_triangles": "a gradient",
        "draw_quad_mesh": "a mesh",
    }

    def __init__(self, theme: Theme, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        others = (face for writing in theme.writings.values() for face in writing.family.faces)
        self.faces = {str(face.path): face.name for face in (*theme.faces, *others)}
        self.marks: list[Shape | Words] = []
        for method, what in self._missing.items():
            setattr(self, method, _refusal(what))

    def flipy(self) -> bool:
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803
    ) -> None:
        """Record a path, filled if it has a face and drawn along if its line has a width."""
        self._check(gc)
        fill = "" if rgbFace is None else _colour(rgbFace)
        segments = tuple(_segments(path, transform))
        stroke = _stroke(gc)
        is_drawn = any(segment.kind in ("line", "curve") for segment in segments)
        if is_drawn and (fill or stroke):
            self.marks.append(Shape(segments, fill, stroke))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,
        mtext: Any = None,
    ) -> None:
        """Record a line of text in a face of the theme."""
        self._check(gc)
        require(not ismath, f'"{s}" cannot be drawn as a formula')
        require(mtext is None or not mtext.get_path_effects(), f'"{s}" cannot be drawn with effects')
        face = self.faces.get(str(prop.get_file()))
        if face is None:
            raise ChartError(f'"{s}" is set in a font that is not of the house: {prop.get_name()}')
        words = s.lstrip(MARKS)
        if words.strip():
            left, baseline = _rounded(x), _rounded(y)
            size, colour = float(prop.get_size_in_points()), _colour(gc.get_rgb())
            self.marks.append(Words(words, left, baseline, face, size, colour, _rounded(angle)))

    def _check(self, gc: GraphicsContextBase) -> None:
        """Raise ChartError for whatever else a context asks for."""
        require(gc.get_hatch() is None, "a chart cannot have a hatch of matplotlib's: textures are drawn as lines")
        require(gc.get_sketch_params() is None, "a chart cannot be sketched")
        path, _ = gc.get_clip_path()
        box = gc.get_clip_rectangle()
        whole = box is None or (
            box.x0 <= PLACE and box.y0 <= PLACE and box.x1 >= self.width - PLACE and box.y1 >= self.height - PLACE
        )
        require(path is None and whole, "a chart cannot have a part that is cut off")


PLACE = 10**-PLACES


def _refusal(what: str) -> Any:
    def refuse(*_: Any, **__: Any) -> None:
        raise ChartError(f"a chart cannot have {what}")

    return refuse


def _colour(colour: Any) -> str:
    """A colour as `#rrggbb`, empty for none; raises ChartError for one that lets others through."""
    opacity = colour[3] if len(colour) > 3 else 1
    require(opacity in (0, 1), "a chart cannot have a transparent colour")
    return to_hex(colour[:3]) if opacity else ""


def _stroke(gc: GraphicsContextBase) -> Stroke | None:
    colour = _colour(gc.get_rgb())
    if not colour or not gc.get_linewidth():
        return None
    dashing: Any = gc.get_dashes()
    phase, dashes = dashing
    return Stroke(
        colour,
        _rounded(gc.get_linewidth()),
        tuple(_rounded(length) for length in dashes or ()),
        _rounded(phase or 0),
        CAPS[gc.get_capstyle()],
        JOINS[gc.get_joinstyle()],
    )


def _segments(path: Path, transform: Transform) -> Iterator[Segment]:
    last = (0.0, 0.0)
    for points, code in path.iter_segments(transform, simplify=False):
        numbers = tuple(map(_rounded, points))
        match code:
            case Path.MOVETO:
                yield Segment("move", numbers)
            case Path.LINETO:
                yield Segment("line", numbers)
            case Path.CURVE3:
                yield Segment("curve", _cubic(last, numbers))
            case Path.CURVE4:
                yield Segment("curve", numbers)
            case Path.CLOSEPOLY:
                yield Segment("close")
        last = numbers[-2:] if code != Path.CLOSEPOLY else last  # type: ignore[assignment]


def _cubic(start: tuple[float, float], numbers: tuple[float, ...]) -> tuple[float, ...]:
    """A quadratic curve as a cubic one: its guides lie two thirds of the way to the one that it had."""
    (x, y), (guide_x, guide_y, end_x, end_y) = start, numbers
    first = (x + (guide_x - x) * 2 / 3, y + (guide_y - y) * 2 / 3)
    second = (end_x + (guide_x - end_x) * 2 / 3, end_y + (guide_y - end_y) * 2 / 3)
    return tuple(_rounded(number) for number in (*first, *second, end_x, end_y))


def _rounded(number: Any) -> float:
    """A plain number, none of numpy's, without a negative nothing."""
    return round(float(number), PLACES) + 0.0

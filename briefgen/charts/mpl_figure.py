"""The sheet that matplotlib's artists lie on: what of its Figure a drawing without axes needs, at half the import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Affine2D, Bbox


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

"""The mirrored page of a document that runs from the right: its start edge is the right one.

Boxes stand where they would on a page from the left; only where each is drawn is turned about the page's middle. So
markers, columns, contents, notes, tiles, rules and heads have one layout for both directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from briefgen.layout.structure import Artifact, StructureTag
from briefgen.layout.surface import BAR_DISTANCE, BAR_WEIGHT, Rectangle, Surface
from briefgen.layout.text import CharStyle, Fragment, TextLine
from briefgen.model.drawing import Drawing, Picture
from briefgen.theme import Page


class MirroredSurface:
    """Draws on another surface, with pages of this format, what is told as if it ran from the left."""

    def __init__(self, surface: Surface, page: Page) -> None:
        self._surface = surface
        self._page = page

    @property
    def pages(self) -> Mapping[str, int]:
        return self._surface.pages

    @pages.setter
    def pages(self, pages: Mapping[str, int]) -> None:
        self._surface.pages = pages

    def _left(self, x: float, width: float) -> float:
        return self._page.width - x - width

    def artifact(self, kind: Artifact) -> AbstractContextManager[None]:
        return self._surface.artifact(kind)

    def line_of_text(
        self,
        fragments: Iterable[Fragment],
        x: float,
        baseline: float,
        leading: float,
        element: StructureTag | None = None,
    ) -> None:
        fragments = tuple(fragments)
        left = self._left(x, sum([fragment.width for fragment in fragments]))
        self._surface.line_of_text(fragments, left, baseline, leading, element)

    def across_page(self, line: TextLine) -> None:
        self._surface.across_page(line)

    def area(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        self._surface.area(self._left(x, width), top, width, height, colour)

    def leader(self, x: float, right: float, baseline: float, colour: str) -> None:
        self._surface.leader(self._left(right, 0.0), self._left(x, 0.0), baseline, colour)

    def change_bar(self, colour: str, top: float, height: float) -> None:
        self.area(self._page.left - BAR_DISTANCE, top, BAR_WEIGHT, height, colour)

    def image(self, picture: Picture, element: StructureTag, x: float, top: float, width: float, height: float) -> None:
        self._surface.image(picture, element, self._left(x, width), top, width, height)

    def drawing(
        self,
        drawing: Drawing,
        char_styles: Iterable[CharStyle],
        element: StructureTag,
        x: float,
        top: float,
        scale: float,
    ) -> None:
        self._surface.drawing(drawing, char_styles, element, self._left(x, drawing.width * scale), top, scale)

    def destination(self, name: str, top: float) -> None:
        self._surface.destination(name, top)

    def link(self, url: str, target: str, rectangle: Rectangle, element: StructureTag, words: str) -> None:
        left, bottom, right, top = rectangle
        mirrored = (self._left(right, 0.0), bottom, self._left(left, 0.0), top)
        self._surface.link(url, target, mirrored, element, words)

    def outline(self, title: str, level: int, top: float) -> None:
        self._surface.outline(title, level, top)

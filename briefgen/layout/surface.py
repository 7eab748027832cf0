"""The surface: what boxes ask of a format that draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from briefgen.layout.structure import Artifact, StructureTag
from briefgen.layout.text import CharStyle, Fragment, TextLine
from briefgen.model.drawing import Drawing, Picture

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
BAR_DISTANCE, BAR_WEIGHT = 10.0, 1.6
"""How far before the text the bar of a change stands, and how wide it is."""
ACROSS = 0.6
"""The part of a page's diagonal that a watermark takes."""


class Surface(Protocol):
    """Draws on pages whose order is known: `pages` maps each destination of the document to its page.

    All lengths are in points, from the lower left corner of the page. What no element owns is an artifact, as is all
    that is drawn within `artifact`.
    """

    pages: Mapping[str, int]

    def artifact(self, kind: Artifact, /) -> AbstractContextManager[None]: ...
    def line_of_text(
        self,
        fragments: Iterable[Fragment],
        x: float,
        baseline: float,
        leading: float,
        element: StructureTag | None = None,
        /,
    ) -> None: ...
    def across_page(self, line: TextLine, /) -> None: ...
    def area(self, x: float, top: float, width: float, height: float, colour: str, /) -> None: ...
    def leader(self, x: float, right: float, baseline: float, colour: str, /) -> None: ...
    def change_bar(self, colour: str, top: float, height: float, /) -> None: ...
    def image(
        self, picture: Picture, element: StructureTag, x: float, top: float, width: float, height: float, /
    ) -> None: ...
    def drawing(
        self,
        drawing: Drawing,
        char_styles: Iterable[CharStyle],
        element: StructureTag,
        x: float,
        top: float,
        scale: float,
        /,
    ) -> None: ...
    def destination(self, name: str, top: float, /) -> None: ...
    def link(self, url: str, target: str, rectangle: Rectangle, element: StructureTag, words: str, /) -> None: ...
    def outline(self, title: str, level: int, top: float, /) -> None: ...

"""The surface: what boxes ask of a format that draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from briefgen.layout.structure import Artifact, Tag
from briefgen.layout.text import CharStyle, Fragment
from briefgen.model.drawing import Drawing, Picture

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


class Surface(Protocol):
    """Draws on pages whose order is known: `pages` maps each destination of the document to its page.

    All lengths are in points, from the lower left corner of the page.
    """

    pages: Mapping[str, int]

    def artifact(self, kind: Artifact, /) -> AbstractContextManager[None]:
        """Within, all that is drawn is an artifact."""

    def line_of_text(
        self,
        fragments: Iterable[Fragment],
        x: float,
        baseline: float,
        leading: float,
        element: Tag | None = None,
        /,
    ) -> None:
        """Draw a line; what no element owns is an artifact."""

    def across_page(self, text: str, char_style: CharStyle, /) -> None:
        """Draw a text large across the page, behind what is drawn next."""

    def area(self, x: float, top: float, width: float, height: float, colour: str, /) -> None:
        """Fill a rectangle below `top`."""

    def leader(self, x: float, right: float, baseline: float, colour: str, /) -> None:
        """Draw dots between an entry and its page."""

    def change_bar(self, colour: str, top: float, height: float, /) -> None:
        """Draw the bar of a redline in the left margin."""

    def image(self, picture: Picture, element: Tag, x: float, top: float, width: float, height: float, /) -> None:
        """Draw a picture, which its element describes."""

    def drawing(
        self,
        drawing: Drawing,
        char_styles: Iterable[CharStyle],
        element: Tag,
        x: float,
        top: float,
        scale: float,
        /,
    ) -> None:
        """Draw a chart, which its element describes, as shapes and words."""

    def destination(self, name: str, top: float, /) -> None:
        """Make a place on this page one that links lead to."""

    def link(self, url: str, target: str, rectangle: Rectangle, element: Tag, words: str, /) -> None:
        """Lay a link over a rectangle."""

    def outline(self, title: str, level: int, top: float, /) -> None:
        """Add a line to the outline."""

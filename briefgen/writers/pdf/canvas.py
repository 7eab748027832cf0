"""The canvas: reportlab's, with the few marks that our boxes make, each in one place so that it is tagged there.

Everything that is drawn belongs to an element of the structure tree or is an artifact. A mark stays open until
something of another owner is drawn; marks are never nested.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import groupby
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any, assert_never

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas as ReportlabCanvas

from briefgen.frozen import frozen
from briefgen.model.drawing import Drawing, Shape, Words
from briefgen.theme import Page
from briefgen.writers.pdf.fonts import Font
from briefgen.writers.pdf.images import Image
from briefgen.writers.pdf.lettering import Lettered
from briefgen.writers.pdf.shapes import fill, operators
from briefgen.writers.pdf.structure import Annotated, Artifact, Element, Mark
from briefgen.writers.pdf.text import Fragment, Look, Stroke

UNDERLINE_WEIGHT = 0.5
BETWEEN_LINES = 1.4
DOT, DOT_STEP = 0.9, 2.0
BAR_DISTANCE = 10.0
BAR_WEIGHT = 1.6
TARGET_MARGIN = 8.0
LEADER_STEP = 4.0
ACROSS = 0.6
"""The part of a page's diagonal that a watermark takes."""


EPOCH = "SOURCE_DATE_EPOCH"


@contextmanager
def without_epoch() -> Iterator[None]:
    """Within, the environment has no SOURCE_DATE_EPOCH, of which reportlab raises ValueError unless it is a number."""
    epoch = os.environ.pop(EPOCH, None)
    try:
        yield
    finally:
        if epoch is not None:
            os.environ[EPOCH] = epoch


@dataclass
class Leaf:
    """What is known of a page once it is drawn: the owners of its marks, and its links with what each leads to."""

    owners: list[Element] = field(default_factory=list)
    links: list[tuple[Element, str]] = field(default_factory=list)


@frozen
class Drawn:
    """All pages as reportlab writes them, without fonts and structure, and what is known of each page and font."""

    data: bytes
    leaves: Sequence[Leaf]
    fonts: Sequence[Lettered]


class Canvas(ReportlabCanvas):
    """Draws on pages whose order is known: `pages` maps each destination of the document to its page."""

    _doc: Any
    _code: list[str]
    _pagesize: tuple[float, float]

    def __init__(self, page: Page, pages: Mapping[str, int]) -> None:
        self.file = BytesIO()
        size = page.width, page.height
        with without_epoch():
            super().__init__(self.file, pagesize=size, pageCompression=0, invariant=1, pdfVersion=(1, 7))
        self.page = page
        self.pages = pages
        self.leaves = [Leaf()]
        self.fonts: dict[str, Lettered] = {}
        self._owner: Element | Artifact | None = None
        self._artifact: Artifact | None = None
        self._bound: set[str] = set()
        self._outlined = 0
        self._level = -1

    def _make_preamble(self) -> None:
        """Reportlab would begin each page with a font that no file embeds."""
        self._preamble = ""

    @contextmanager
    def artifact(self, kind: Artifact) -> Iterator[None]:
        """Within, all that is drawn is an artifact, and no link is laid."""
        outer, self._artifact = self._artifact, kind
        yield
        self._artifact = outer

    def _mark(self, owner: Element | Artifact) -> None:
        """Begin what belongs to an owner, unless it is still open (ISO 32000-1, 14.6)."""
        owner = self._artifact or owner
        if owner is self._owner:
            return
        self._close_mark()
        self._owner = owner
        if isinstance(owner, Artifact):
            self._code.append(f"/Artifact <<{owner.value}>> BDC")
            return
        leaf = self.leaves[-1]
        number = len(leaf.owners)
        leaf.owners.append(owner)
        owner.kids.append(Mark(len(self.leaves) - 1, number))
        self._code.append(f"/{owner.type} <</MCID {number}>> BDC")

    def _close_mark(self) -> None:
        if self._owner is not None:
            self._owner = None
            self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """End the page."""
        self._close_mark()
        super().showPage()
        self.leaves.append(Leaf())

    def line_of_text(
        self, fragments: Iterable[Fragment], x: float, baseline: float, leading: float, element: Element | None = None
    ) -> None:
        """Draw a line, its underlines and strikes, and lay its links and destinations over it.

        What no element owns is an artifact.
        """
        fragments = tuple(fragments)
        start = x
        for inline, parts in groupby(fragments, key=lambda fragment: fragment.look.inline):
            owned = tuple(parts)
            self._mark(self.owner_of(inline, element))
            self._show(owned, start, baseline)
            start += sum(part.width for part in owned)
        self._decorate(fragments, x, baseline, leading)

    def owner_of(self, inline: Element | None, element: Element | None) -> Element | Artifact:
        """Whose it is what is drawn next of a paragraph's element, or of one that stands inside its lines.

        The latter takes its place behind what has been drawn of the paragraph so far.
        """
        if self._artifact or element is None:
            return self._artifact or Artifact.LAYOUT
        return inline.within(element) if inline else element

    def _show(self, fragments: Iterable[Fragment], x: float, baseline: float, angle: float = 0.0) -> None:
        """Show text from a point on, which goes up by an angle in degrees."""
        code = self._code
        across, up = cos(radians(angle)), sin(radians(angle))
        code.append(f"BT {across:.6g} {up:.6g} {-up:.6g} {across:.6g} {x:.3f} {baseline:.3f} Tm")
        last: Look | None = None
        tracking = 0.0
        for fragment in fragments:
            look = fragment.look
            lettered = self.lettered(look.font)
            if last is None or (look.font, look.size) != (last.font, last.size):
                code.append(f"/{lettered.name} {look.size:g} Tf")
            if last is None or look.colour != last.colour:
                code.append(fill(look.colour))
            if look.tracking != tracking:
                tracking = look.tracking
                code.append(f"{tracking * look.size / 1000:g} Tc")
            code.extend(lettered.operators(fragment.text, look.features, look.size))
            last = look
        code.append("0 Tc ET" if tracking else "ET")

    def across_page(self, text: str, look: Look) -> None:
        """Draw a text large across the page, from its lower left to its upper right, behind what is drawn next."""
        width, height = self._pagesize
        angle = degrees(atan2(height, width))
        scale = hypot(width, height) * ACROSS / look.width(text)
        look = replace(look, size=round(look.size * scale, 1))
        fragment = Fragment(text, look, look.width(text))
        start, drop = fragment.width / 2, look.capital_height / 2
        x = width / 2 - start * cos(radians(angle)) + drop * sin(radians(angle))
        baseline = height / 2 - start * sin(radians(angle)) - drop * cos(radians(angle))
        self._mark(Artifact.WATERMARK)
        self._show([fragment], x, baseline, angle)

    def lettered(self, font: Font) -> Lettered:
        """The font as this file uses it."""
        known = self.fonts.get(font.name)
        if known is None:
            known = self.fonts[font.name] = Lettered(font, f"F{len(self.fonts) + 1}")
        return known

    def _decorate(self, fragments: Iterable[Fragment], x: float, baseline: float, leading: float) -> None:
        for (url, target, inline), linked in groupby(fragments, key=lambda part: _linked(part.look)):
            start, words = x, ""
            for fragment in linked:
                self._strokes(fragment.look, x, baseline, fragment.width)
                if fragment.look.name:
                    self.destination(fragment.look.name, baseline + leading / 2)
                x += fragment.width
                words += fragment.text
            if inline:
                rectangle = (start, baseline - leading * 0.3, x, baseline + leading * 0.7)
                self.link(url, target, rectangle, inline, words.strip())

    def _strokes(self, look: Look, x: float, baseline: float, width: float) -> None:
        if look.underline:
            self._stroke(look, x, baseline - look.size * 0.11, width, look.underline)
        if look.strike:
            self._stroke(look, x, baseline + look.size * 0.25, width, look.strike)

    def _stroke(self, look: Look, x: float, top: float, width: float, colour: str) -> None:
        match look.stroke:
            case Stroke.SINGLE:
                self.area(x, top, width, UNDERLINE_WEIGHT, colour)
            case Stroke.DOUBLE:
                for line in (top + BETWEEN_LINES / 2, top - BETWEEN_LINES / 2):
                    self.area(x, line, width, UNDERLINE_WEIGHT, colour)
            case Stroke.DOTTED:
                for dot in range(int(width // DOT_STEP)):
                    self.area(x + dot * DOT_STEP, top, DOT, DOT, colour)
            case _:
                assert_never(look.stroke)

    def area(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle below `top`; rules are thin rectangles, so that their edges lie where they should."""
        self._mark(Artifact.LAYOUT)
        self.setFillColor(HexColor(colour))
        self.rect(x, top - height, width, height, stroke=0, fill=1)

    def leader(self, x: float, right: float, baseline: float, colour: str) -> None:
        """Draw dots between an entry and its page, as a path, so that none is copied or read aloud; all on one grid."""
        if right <= x:
            return
        self._mark(Artifact.LAYOUT)
        self.saveState()
        self.setStrokeColor(HexColor(colour))
        self.setLineWidth(0.9)
        self.setLineCap(1)
        self.setDash([0, LEADER_STEP], phase=x % LEADER_STEP)
        self.line(x, baseline + 0.5, right, baseline + 0.5)
        self.restoreState()

    def change_bar(self, colour: str, top: float, height: float) -> None:
        """Draw the bar of a redline in the left margin."""
        self.area(self.page.left - BAR_DISTANCE, top, BAR_WEIGHT, height, colour)

    def image(self, image: Image, element: Element, x: float, top: float, width: float, height: float) -> None:
        """Draw a picture, which its element describes; it is embedded once, however often drawn."""
        if not self.hasForm(image.name):
            self._doc.addForm(image.name, image.stream())
        self._mark(element)
        element.box = (x, top - height, x + width, top)
        self.saveState()
        self.transform(width, 0, 0, height, x, top - height)
        self.doForm(image.name)
        self.restoreState()

    def drawing(
        self, drawing: Drawing, looks: Iterable[Look], element: Element, x: float, top: float, scale: float
    ) -> None:
        """Draw a chart, which its element describes, as shapes and words."""
        self._mark(element)
        bottom = top - drawing.height * scale
        element.box = (x, bottom, x + drawing.width * scale, top)
        self._code.append(f"q {scale:.6g} 0 0 {scale:.6g} {x:.3f} {bottom:.3f} cm")
        look = iter(looks)
        for mark in drawing.marks:
            match mark:
                case Shape():
                    self._code.append(operators(mark))
                case Words():
                    # The space keeps words apart when they are copied.
                    fragment = Fragment(f"{mark.text} ", next(look), mark.width)
                    self._show([fragment], mark.x, mark.baseline, mark.angle)
                case _:
                    assert_never(mark)
        self._code.append("Q")

    def destination(self, name: str, top: float) -> None:
        """Make a place on this page one that links lead to; the first of a name counts."""
        if name not in self._bound:
            self._bound.add(name)
            self.bookmarkHorizontalAbsolute(name, min(top + TARGET_MARGIN, self.page.height))

    def link(
        self, url: str, target: str, rectangle: tuple[float, float, float, float], element: Element, words: str
    ) -> None:
        """Lay a link over a rectangle; a target that is not in the document is not linked, as in a redline.

        `words` say what the link is (ISO 14289-1, 7.18.5).
        """
        if self._artifact:
            return
        if url:
            self.linkURL(url, rectangle, relative=0, thickness=0)
        elif target in self.pages:
            self.linkAbsolute("", target, rectangle, thickness=0)
        else:
            return
        leaf = self.leaves[-1]
        element.kids.append(Annotated(len(self.leaves) - 1, len(leaf.links)))
        leaf.links.append((element, f"{words} ({url})" if url and url != words else words))

    def outline(self, title: str, level: int, top: float) -> None:
        """Add a line to the outline; a level is never more than one below the line before."""
        self._outlined += 1
        name = f"outline/{self._outlined}"
        self.destination(name, top)
        self._level = min(level, self._level + 1)
        self.addOutlineEntry(title, name, self._level)

    def drawn(self) -> Drawn:
        """What was drawn on the pages; the canvas has served."""
        self.leaves.pop()
        self.save()
        return Drawn(self.file.getvalue(), self.leaves, list(self.fonts.values()))


def _linked(look: Look) -> tuple[str, str, Element | None]:
    return look.url, look.target, look.inline.link() if look.inline else None

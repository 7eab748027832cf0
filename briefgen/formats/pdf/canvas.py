"""The canvas: the few marks that boxes make, each in one place so that it is tagged there, on pages of reportlab's.

Everything that is drawn belongs to an element of the structure tree or is an artifact. A mark stays open until
something of another owner is drawn; marks are never nested. A page goes into a file of ours when it ends: reportlab's
own knows neither structure nor compressed objects.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from math import atan2, cos, degrees, hypot, radians, sin
from operator import attrgetter, itemgetter
from typing import Any, assert_never

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from briefgen.formats.pdf.file import File, name
from briefgen.formats.pdf.font_subsets import SPACES, LetterFont, SubsetFont
from briefgen.formats.pdf.images import image
from briefgen.formats.pdf.outlines import Outlines
from briefgen.frozen import frozen, mutable
from briefgen.layout.fonts import FROM_LEFT, Font, font
from briefgen.layout.structure import AnnotationReference, Artifact, MarkedContent, StructureTag
from briefgen.layout.surface import ACROSS, BAR_DISTANCE, BAR_WEIGHT
from briefgen.layout.text import (
    CharStyle,
    Fragment,
    LineStyle,
    TextLine,
    TextRun,
    in_visual_order,
    levelled,
    on_one_line,
)
from briefgen.model.drawing import Drawing, Picture, Shape, Stroke, Words
from briefgen.theme import Page

SEEN = attrgetter(
    "font", "size", "colour", "tracking", "word_spacing", "underline", "strike", "stroke", "url", "target", "inline"
)
STEPS = {"move": "m", "line": "l", "curve": "c", "close": "h"}
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}


def fill(colour: str) -> str:
    """The operator that sets the colour of what is filled."""
    return f"{_components(colour)} rg"


def operators(shape: Shape) -> str:
    """All operators of a shape, on one line."""
    return " ".join(_operators(shape))


def _operators(shape: Shape) -> Iterator[str]:
    if shape.fill:
        yield fill(shape.fill)
    if shape.stroke:
        yield from _along(shape.stroke)
    for segment in shape.segments:
        yield from (f"{number:g}" for number in segment.points)
        yield STEPS[segment.kind]
    yield "B" if shape.fill and shape.stroke else "f" if shape.fill else "S"


def _along(stroke: Stroke) -> Iterator[str]:
    yield f"{_components(stroke.colour)} RG {stroke.width:g} w {CAPS[stroke.cap]} J {JOINS[stroke.join]} j"
    yield f"[{' '.join(f'{length:g}' for length in stroke.dashes)}] {stroke.phase:g} d"


@lru_cache(maxsize=256)
def _components(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.4g}" for start in (1, 3, 5))


UNDERLINE_WEIGHT = 0.5
BETWEEN_LINES = 1.4
DOT, DOT_STEP = 0.9, 2.0
TARGET_MARGIN = 8.0
LEADER_STEP = 4.0
LEADER_WEIGHT = 0.9


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


@frozen(slots=True)
class LinkAnnotation:
    """A link on a page: its rectangle, where it leads to, outside or in the document, its element, and what it says."""

    rectangle: tuple[float, float, float, float]
    url: str
    target: str
    element: StructureTag
    words: str


@mutable
class PageContent:
    """What is known of a page once it is drawn: the owners of its marks, its links, its images, and its content."""

    owners: list[StructureTag] = field(default_factory=list)
    links: list[LinkAnnotation] = field(default_factory=list)
    images: dict[str, int] = field(default_factory=dict)
    content: int = 0


@mutable(slots=True)
class Destination:
    """A place in the document: the page's index, a height on it, and the element that is first drawn there."""

    page: int
    top: float
    element: StructureTag | None = None


@frozen(slots=True)
class Bookmark:
    """A line of the outline: its title, its level from 0, and where it leads."""

    title: str
    level: int
    target: Destination


@frozen
class DrawnPages:
    """All that is drawn, in a file that lacks fonts, pages and structure, and what is known of these."""

    file: File
    formats: Sequence[Page]
    leaves: Sequence[PageContent]
    fonts: Sequence[SubsetFont]
    targets: Mapping[str, Destination]
    outline: Sequence[Bookmark]


class PdfCanvas:
    """Draws on pages whose order is known: `pages` maps each destination of the document to its page."""

    def __init__(self, file: File, formats: Sequence[Page], pages: Mapping[str, int]) -> None:
        self.file = file
        self.formats = formats
        self.pages = pages
        self.leaves = [PageContent()]
        self.fonts: dict[str, SubsetFont] = {}
        self.targets: dict[str, Destination] = {}
        self._content = self._blank_page()
        self._letter_font: LetterFont | None = None
        self._outlines = Outlines(self.file)
        self._images: dict[str, int] = {}
        self._outline: list[Bookmark] = []
        self._awaiting: list[Destination] = []
        self._owner: StructureTag | Artifact | None = None
        self._artifact: Artifact | None = None
        self._colour = ""
        self._face: tuple[str, float] | None = None

    @property
    def page(self) -> Page:
        """The size of the page that is drawn."""
        return self.formats[min(len(self.leaves), len(self.formats)) - 1]

    def _blank_page(self) -> Canvas:
        """A page of reportlab's, of which only the content is taken."""
        return _blank(self.page.width, self.page.height)

    @contextmanager
    def artifact(self, kind: Artifact) -> Iterator[None]:
        """Within, all that is drawn is an artifact, and no link is laid."""
        outer, self._artifact = self._artifact, kind
        yield
        self._artifact = outer

    def _mark(self, owner: StructureTag | Artifact) -> None:
        """Begin what belongs to an owner, unless it is still open (ISO 32000-1, 14.6)."""
        owner = self._artifact or owner
        if owner is self._owner:
            return
        self._close_mark()
        self._owner = owner
        self._content.addLiteral(f"{self._reserved(owner)} BDC")

    def _close_mark(self) -> None:
        if self._owner is not None:
            self._owner = None
            self._content.addLiteral("EMC")

    def end_page(self) -> None:
        """End the page, and write what is drawn on it."""
        self._close_mark()
        self.leaves[-1].content = self.file.stream(self._content.getCurrentPageContent().encode("latin-1"))
        self.leaves.append(PageContent())
        self._content = self._blank_page()
        self._forget()

    def _forget(self) -> None:
        """What was set before is not known to be so any more."""
        self._colour, self._face = "", None

    def _fill(self, colour: str) -> None:
        """Set the colour of what is filled, unless it is set."""
        if colour != self._colour:
            self._colour = colour
            self._content.addLiteral(_filling(colour))

    def line_of_text(
        self,
        fragments: Iterable[Fragment],
        x: float,
        baseline: float,
        leading: float,
        element: StructureTag | None = None,
    ) -> None:
        """Draw a line, its underlines and strikes, and lay its links and destinations over it.

        What no element owns is an artifact.
        """
        fragments = tuple(fragments)
        if any(part.style.level is not None for part in fragments):
            self._directed_line(fragments, x, baseline, leading, element)
            return
        start = x
        for inline, parts in groupby(fragments, key=attrgetter("style.inline")):
            owned = tuple(parts)
            self._mark(self.owner_of(inline, element))
            self._show(owned, start, baseline)
            start += sum([part.width for part in owned])
        if not all(part.style.is_plain for part in fragments):
            self._decorate(fragments, x, baseline, leading, element)

    def _directed_line(
        self, fragments: Sequence[Fragment], x: float, baseline: float, leading: float, element: StructureTag | None
    ) -> None:
        """Draw a line whose parts run both ways, in the order of reading, in which pdf.js gives them back.

        The space at its end, which has no width, stands outside of it.
        """
        order = in_visual_order(fragments)
        parts = list(_with_spaces([(place, fragments[place]) for place in order]))
        self._close_mark()
        marks = {
            place: self._reserved(self.owner_of(part.style.inline, element))
            for place, part in sorted(parts, key=itemgetter(0))
        }
        start, starts = x, {}
        for place, part in parts:
            width = part.style.width(part.text) if (part.style.level or 0) % 2 else part.width
            starts[place] = start - (width - part.width)
            start += part.width
        for place, part in sorted(parts, key=itemgetter(0)):
            self._content.addLiteral(f"{marks[place]} BDC")
            self._show_part(part, starts[place], baseline)
            self._content.addLiteral("EMC")
        if not all(part.style.is_plain for part in fragments):
            self._decorate([fragments[place] for place in order], x, baseline, leading, element)

    def _reserved(self, owner: StructureTag | Artifact) -> str:
        """How a mark of an owner begins, whose place among the others' is taken now."""
        if isinstance(owner, Artifact):
            return f"/Artifact <<{owner.value}>>"
        leaf = self.leaves[-1]
        number = len(leaf.owners)
        leaf.owners.append(owner)
        owner.kids.append(MarkedContent(len(self.leaves) - 1, number))
        while self._awaiting:
            self._awaiting.pop().element = owner
        return f"/{owner.type} <</MCID {number}>>"

    def _show_part(self, part: Fragment, x: float, baseline: float) -> None:
        """Draw a part of a line whose parts run both ways."""
        if part.style.font.way.direction == "rtl":
            self._show_joined(part, x, baseline)
        else:
            self._show([part], x, baseline)

    def _show_joined(self, part: Fragment, x: float, baseline: float) -> None:
        """Draw letters that join as outlines, and lay them over these once more, unseen and one by one."""
        add, size = self._content.addLiteral, part.style.size / 1000
        self._fill(part.style.colour)
        add(f"q {size:g} 0 0 {size:g} {x:.3f} {baseline:.3f} cm")
        add("\n".join(self._outlines.drawn(part.style.font, part.text, self.leaves[-1].images)))
        add("Q")
        self._show_for_reading(part, x, baseline)

    def _show_for_reading(self, part: Fragment, x: float, baseline: float) -> None:
        char_style = part.style
        writing = char_style.theme.writing("", char_style.font.way.script) if char_style.theme else None
        if writing is None:
            return
        layer = self._letters(font(writing.family.regular))
        self._face = None
        add = self._content.addLiteral
        add(f"BT {x:.3f} {baseline:.3f} Td 3 Tr /{layer.name} {char_style.size:g} Tf")
        add("\n".join(layer.letters(part.text, char_style.width, char_style.size)))
        add("0 Tr 100 Tz ET")

    def _letters(self, face: Font) -> LetterFont:
        """The font of the letters that are not seen."""
        if self._letter_font is None:
            self._letter_font = LetterFont(face, f"F{len(self.fonts) + 1}")
            self.fonts[self._letter_font.name] = self._letter_font
        return self._letter_font

    def owner_of(self, inline: StructureTag | None, element: StructureTag | None) -> StructureTag | Artifact:
        """Whose it is what is drawn next of a paragraph's element, or of one that stands inside its lines.

        The latter takes its place behind what has been drawn of the paragraph so far.
        """
        if self._artifact or element is None:
            return self._artifact or Artifact.LAYOUT
        return inline.within(element) if inline else element

    def _show(self, fragments: Iterable[Fragment], x: float, baseline: float, angle: float = 0.0) -> None:
        """Show text from a point on, which goes up by an angle in degrees."""
        steps = [f"BT {_turned(angle)}{x:.3f} {baseline:.3f} {'Tm' if angle else 'Td'}"]
        tracking = 0.0
        for fragment in fragments:
            char_style = fragment.style
            subset = self.subset(char_style.font)
            if self._face != (subset.name, char_style.size):
                self._face = subset.name, char_style.size
                steps.append(f"/{subset.name} {char_style.size:g} Tf")
            if char_style.colour != self._colour:
                self._colour = char_style.colour
                steps.append(_filling(self._colour))
            if char_style.tracking != tracking:
                tracking = char_style.tracking
                steps.append(f"{tracking * char_style.size / 1000:g} Tc")
            steps.append(subset.operators(fragment.text, char_style))
        steps.append("0 Tc ET" if tracking else "ET")
        self._content.addLiteral("\n".join(steps))

    def across_page(self, line: TextLine) -> None:
        """Draw a line large across the page, from its lower left to its upper right, behind what is drawn next."""
        width, height = self.page.width, self.page.height
        angle = degrees(atan2(height, width))
        scale = hypot(width, height) * ACROSS / line.width
        fragments = [_larger(line.fragments[place], scale) for place in in_visual_order(line.fragments)]
        start = sum(fragment.width for fragment in fragments) / 2
        drop = max(fragment.style.capital_height for fragment in fragments) / 2
        x = width / 2 - start * cos(radians(angle)) + drop * sin(radians(angle))
        baseline = height / 2 - start * sin(radians(angle)) - drop * cos(radians(angle))
        self._mark(Artifact.WATERMARK)
        self._show(fragments, x, baseline, angle)

    def subset(self, font: Font) -> SubsetFont:
        """The font as this file uses it."""
        key = f"{font.name}{'' if font.way == FROM_LEFT else font.way}"
        known = self.fonts.get(key)
        if known is None:
            known = self.fonts[key] = SubsetFont(font, f"F{len(self.fonts) + 1}")
        return known

    def _decorate(
        self,
        fragments: Iterable[Fragment],
        x: float,
        baseline: float,
        leading: float,
        element: StructureTag | None,
    ) -> None:
        for (url, target, inline), linked in groupby(fragments, key=lambda part: _linked(part.style)):
            start, words, leads = x, "", ""
            for fragment in linked:
                self._strokes(fragment.style, x, baseline, fragment.width)
                if fragment.style.name and fragment.style.name not in self.targets:
                    place = self._place(baseline + leading / 2, fragment.style.inline or element)
                    self.targets[fragment.style.name] = place
                x += fragment.width
                words += fragment.text
                leads = fragment.style.leads
            if inline:
                rectangle = (start, baseline - leading * 0.3, x, baseline + leading * 0.7)
                self.link(url, target, rectangle, inline, leads or words.strip())

    def _strokes(self, char_style: CharStyle, x: float, baseline: float, width: float) -> None:
        if char_style.underline:
            self._stroke(char_style, x, baseline - char_style.size * 0.11, width, char_style.underline)
        if char_style.strike:
            self._stroke(char_style, x, baseline + char_style.size * 0.25, width, char_style.strike)

    def _stroke(self, char_style: CharStyle, x: float, top: float, width: float, colour: str) -> None:
        match char_style.stroke:
            case LineStyle.SINGLE:
                self.area(x, top, width, UNDERLINE_WEIGHT, colour)
            case LineStyle.DOUBLE:
                for line in (top + BETWEEN_LINES / 2, top - BETWEEN_LINES / 2):
                    self.area(x, line, width, UNDERLINE_WEIGHT, colour)
            case LineStyle.DOTTED:
                for dot in range(int(width // DOT_STEP)):
                    self.area(x + dot * DOT_STEP, top, DOT, DOT, colour)
            case _:
                assert_never(char_style.stroke)

    def area(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle below `top`; rules are thin rectangles, so that their edges lie where they should."""
        self._mark(Artifact.LAYOUT)
        self._fill(colour)
        self._content.rect(x, top - height, width, height, stroke=0, fill=1)

    def leader(self, x: float, right: float, baseline: float, colour: str) -> None:
        """Draw dots between an entry and its page, as a path, so that none is copied or read aloud; all on one grid."""
        if right <= x:
            return
        self._mark(Artifact.LAYOUT)
        self._content.saveState()
        self._content.setStrokeColor(_hex(colour))
        self._content.setLineWidth(LEADER_WEIGHT)
        self._content.setLineCap(1)
        self._content.setDash([0, LEADER_STEP], phase=x % LEADER_STEP)
        self._content.line(x, baseline + 0.5, right, baseline + 0.5)
        self._content.restoreState()

    def change_bar(self, colour: str, top: float, height: float) -> None:
        """Draw the bar of a redline in the left margin."""
        self.area(self.page.left - BAR_DISTANCE, top, BAR_WEIGHT, height, colour)

    def image(self, picture: Picture, element: StructureTag, x: float, top: float, width: float, height: float) -> None:
        """Draw a picture, which its element describes; it is embedded once, however often drawn."""
        name = self._embedded(picture)
        self.leaves[-1].images[name] = self._images[name]
        self._mark(element)
        element.box = (x, top - height, x + width, top)
        self._content.saveState()
        self._content.transform(width, 0, 0, height, x, top - height)
        self.paint(name)
        self._content.restoreState()

    def _embedded(self, picture: Picture) -> str:
        """The name in the file of a picture."""
        stream = image(picture)
        if stream.name not in self._images:
            self._images[stream.name] = self.file.as_it_is(stream.data, stream.entries)
        return stream.name

    def paint(self, image: str) -> None:
        """Draw an image of the file, one wide and one high."""
        self._content.addLiteral(f"{name(image)} Do")

    def drawing(
        self,
        drawing: Drawing,
        char_styles: Iterable[CharStyle],
        element: StructureTag,
        x: float,
        top: float,
        scale: float,
    ) -> None:
        """Draw a chart, which its element describes, as shapes and words."""
        self._mark(element)
        bottom = top - drawing.height * scale
        element.box = (x, bottom, x + drawing.width * scale, top)
        self._content.saveState()
        self._content.transform(scale, 0, 0, scale, x, bottom)
        char_style = iter(char_styles)
        for mark in drawing.marks:
            match mark:
                case Shape():
                    self._content.addLiteral(operators(mark))
                    self._colour = ""
                case Words():
                    self._label(mark, next(char_style))
                case _:
                    assert_never(mark)
        self._content.restoreState()
        self._forget()

    def _label(self, words: Words, char_style: CharStyle) -> None:
        """Draw a line of a chart's words; the space behind it keeps words apart when they are copied."""
        run = TextRun(words.text, char_style)
        if all(part.style.level is None for part in levelled([run])):
            self._show([Fragment(f"{words.text} ", char_style, 0.0)], words.x, words.baseline, words.angle)
            return
        line, x = on_one_line(run), 0.0
        self._content.addLiteral(f"q {_turned(words.angle) or '1 0 0 1 '}{words.x:.3f} {words.baseline:.3f} cm")
        for place in in_visual_order(line.fragments):
            part = line.fragments[place]
            self._show_part(part, x, 0.0)
            x += part.width
        self._content.addLiteral("Q")
        self._forget()

    def destination(self, name: str, top: float) -> None:
        """Make a place on this page one that links lead to; the first of a name counts."""
        if name not in self.targets:
            self.targets[name] = self._target(top)

    def _target(self, top: float) -> Destination:
        """A place on this page, of the element that is drawn next."""
        self._awaiting.append(self._place(top))
        return self._awaiting[-1]

    def _place(self, top: float, element: StructureTag | None = None) -> Destination:
        return Destination(len(self.leaves) - 1, min(top + TARGET_MARGIN, self.page.height), element)

    def link(
        self, url: str, target: str, rectangle: tuple[float, float, float, float], element: StructureTag, words: str
    ) -> None:
        """Lay a link over a rectangle; a target that is not in the document is not linked, as in a redline.

        `words` say what the link is (ISO 14289-1, 7.18.5).
        """
        if self._artifact or not (url or target in self.pages):
            return
        leaf = self.leaves[-1]
        element.kids.append(AnnotationReference(len(self.leaves) - 1, len(leaf.links)))
        said = f"{words} ({url})" if url and url != words else words
        leaf.links.append(LinkAnnotation(rectangle, url, target, element, said))

    def outline(self, title: str, level: int, top: float) -> None:
        """Add a line to the outline; a level is never more than one below the line before."""
        last = self._outline[-1].level if self._outline else -1
        self._outline.append(Bookmark(title, min(level, last + 1), self._target(top)))

    def drawn(self) -> DrawnPages:
        """What was drawn on the pages; the canvas has served."""
        self.leaves.pop()
        return DrawnPages(self.file, self.formats, self.leaves, list(self.fonts.values()), self.targets, self._outline)


def _with_spaces(parts: Sequence[tuple[int, Fragment]]) -> Iterator[tuple[int, Fragment]]:
    """The parts of a line from its left, each by its place, a space with what stands behind it in the same look.

    PDFium passes over some spaces that are drawn alone.
    """
    waiting: tuple[int, Fragment] | None = None
    for place, part in parts:
        if waiting and SEEN(waiting[1].style) == SEEN(part.style):
            part = Fragment(waiting[1].text + part.text, part.style, waiting[1].width + part.width)
        elif waiting:
            yield waiting
        waiting = (place, part) if part.text in SPACES and part.width else None
        if not waiting:
            yield place, part
    if waiting:
        yield waiting


def _larger(fragment: Fragment, scale: float) -> Fragment:
    char_style = replace(fragment.style, size=round(fragment.style.size * scale, 1))
    return Fragment(fragment.text, char_style, char_style.width(fragment.text))


def _blank(width: float, height: float) -> Canvas:
    with without_epoch():
        return Canvas(BytesIO(), pagesize=(width, height), pageCompression=0, invariant=1)


@lru_cache(maxsize=64)
def _filling(colour: str) -> str:
    """The operator by which reportlab sets the colour of what is filled."""
    blank = _blank(1, 1)
    blank.setFillColor(_hex(colour))
    return blank.getCurrentPageContent()


@lru_cache(maxsize=64)
def _hex(colour: str) -> Any:
    """A colour as reportlab knows it."""
    return HexColor(colour)


def _turned(angle: float) -> str:
    """The part of a matrix that turns text by an angle; nothing for text that stands upright."""
    if not angle:
        return ""
    across, up = cos(radians(angle)), sin(radians(angle))
    return f"{across:.6g} {up:.6g} {-up:.6g} {across:.6g} "


def _linked(char_style: CharStyle) -> tuple[str, str, StructureTag | None]:
    return char_style.url, char_style.target, char_style.inline.link() if char_style.inline else None

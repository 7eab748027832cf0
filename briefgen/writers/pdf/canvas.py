"""The canvas: reportlab's, with the few marks that our boxes make, each in one place so that it can be tagged there."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Callable, Iterable, Mapping
from hashlib import md5
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas as ReportlabCanvas

from briefgen.model.document import Properties
from briefgen.theme import Page
from briefgen.writers.pdf.fonts import Font
from briefgen.writers.pdf.images import Image
from briefgen.writers.pdf.text import Fragment, Look

UNDERLINE_WEIGHT = 0.5
BAR_DISTANCE = 10.0
BAR_WEIGHT = 1.6
TARGET_MARGIN = 8.0
LEADER_STEP = 4.0


class Canvas(ReportlabCanvas):
    """Draws on pages whose order is known: `pages` maps each destination of the document to its page."""

    _doc: Any
    _code: list[str]

    def __init__(self, properties: Properties, page: Page, font: Font, pages: Mapping[str, int]) -> None:
        self.file = BytesIO()
        super().__init__(
            self.file,
            pagesize=(page.width, page.height),
            pageCompression=1,
            invariant=1,
            initialFontName=font.name,  # type: ignore[arg-type]  # the stubs take it for a size
            pdfVersion=(1, 7),
            lang=properties.language,
        )
        self.page = page
        self.pages = pages
        self._bound: set[str] = set()
        self._outlined = 0
        self._level = -1
        self._describe(properties)

    def _describe(self, properties: Properties) -> None:
        self.setTitle(properties.title)
        self.setSubject(properties.subject)
        self.setAuthor(properties.author)
        self.setKeywords(", ".join(properties.keywords))
        self.setCreator("briefgen")
        self.setProducer("briefgen")
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setDateFormatter(_at_midnight(f"{properties.date:%Y%m%d}"))

    def line_of_text(self, fragments: Iterable[Fragment], x: float, baseline: float, leading: float) -> None:
        """Draw a line, its underlines and strikes, and lay its links and destinations over it."""
        fragments = tuple(fragments)
        if not fragments:
            return
        text = self.beginText(x, baseline)
        tracking = 0.0
        for fragment in fragments:
            look = fragment.look
            text.setFont(look.font.name, look.size)
            text.setFillColor(HexColor(look.colour))
            if look.tracking != tracking:
                tracking = look.tracking
                text.setCharSpace(tracking * look.size / 1000)
            text.textOut(fragment.text)
        if tracking:
            text.setCharSpace(0)
        self.drawText(text)
        self._decorate(fragments, x, baseline, leading)

    def _decorate(self, fragments: Iterable[Fragment], x: float, baseline: float, leading: float) -> None:
        for (url, target), linked in groupby(fragments, key=lambda fragment: (fragment.look.url, fragment.look.target)):
            start = x
            for fragment in linked:
                self._strokes(fragment.look, x, baseline, fragment.width)
                if fragment.look.name:
                    self.destination(fragment.look.name, baseline + leading / 2)
                x += fragment.width
            self.link(url, target, (start, baseline - leading * 0.3, x, baseline + leading * 0.7))

    def _strokes(self, look: Look, x: float, baseline: float, width: float) -> None:
        if look.underline:
            self.area(x, baseline - look.size * 0.11, width, UNDERLINE_WEIGHT, look.underline)
        if look.strike:
            self.area(x, baseline + look.size * 0.25, width, UNDERLINE_WEIGHT, look.strike)

    def area(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle below `top`; rules are thin rectangles, so that their edges lie where they should."""
        self.setFillColor(HexColor(colour))
        self.rect(x, top - height, width, height, stroke=0, fill=1)

    def leader(self, x: float, right: float, baseline: float, colour: str) -> None:
        """Draw dots between an entry and its page, as a path, so that none is copied or read aloud; all on one grid."""
        if right <= x:
            return
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

    def image(self, image: Image, alternative: str, x: float, top: float, width: float, height: float) -> None:
        """Draw a picture with its alternative text (ISO 32000-1, 14.9.3); it is embedded once, however often drawn."""
        if not self.hasForm(image.name):
            self._doc.addForm(image.name, image.stream())
        self._code.append(f"/Span <</Alt <{_text_string(alternative)}>>> BDC")
        self.saveState()
        self.transform(width, 0, 0, height, x, top - height)
        self.doForm(image.name)
        self.restoreState()
        self._code.append("EMC")

    def destination(self, name: str, top: float) -> None:
        """Make a place on this page one that links lead to; the first of a name counts."""
        if name not in self._bound:
            self._bound.add(name)
            self.bookmarkHorizontalAbsolute(name, min(top + TARGET_MARGIN, self.page.height))

    def link(self, url: str, target: str, rectangle: tuple[float, float, float, float]) -> None:
        """Lay a link over a rectangle; a target that is not in the document is not linked, as in a redline."""
        if url:
            self.linkURL(url, rectangle, relative=0, thickness=0)
        elif target in self.pages:
            self.linkAbsolute("", target, rectangle, thickness=0)

    def outline(self, title: str, level: int, top: float) -> None:
        """Add a line to the outline; a level is never more than one below the line before."""
        self._outlined += 1
        name = f"outline/{self._outlined}"
        self.destination(name, top)
        self._level = min(level, self._level + 1)
        self.addOutlineEntry(title, name, self._level)

    def finish(self) -> bytes:
        """The whole file, once all pages are shown."""
        # reportlab would start the file's identifier from SOURCE_DATE_EPOCH; ours is a digest of all pages.
        self._doc.signature = md5(usedforsecurity=False)
        for page in self._doc.Pages.pages:
            self._doc.updateSignature(page.stream)
            # Given a stream of its own, a page is not encoded in ASCII 85, which reportlab does by a global setting.
            page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        self.save()
        return self.file.getvalue()


def _text_string(text: str) -> str:
    """A text in hexadecimal digits, as UTF-16 behind its byte order mark (ISO 32000-1, 7.9.2.2)."""
    return (BOM_UTF16_BE + text.encode("utf-16-be")).hex().upper()


def _at_midnight(day: str) -> Callable[..., str]:
    """Reportlab asks for a formatter of the clock's time; the document's date is the edition's."""

    def formatter(*_clock: int) -> str:
        return f"D:{day}000000Z"

    return formatter

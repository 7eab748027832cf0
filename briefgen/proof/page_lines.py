"""The text of any PDF, piece by piece, with where it stands on its page: what a reader of another's document needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import c_double
from math import pi

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from briefgen.errors import BriefgenError
from briefgen.frozen import frozen

MOST_PAGES = 2_000
MOST_CHARACTERS = 3_000_000
NOTE_MARK = "\ufffc"
"""Stands for a raised digit behind a word, which is the mark of a note."""

_QUARTER = pi / 2
_FAR_BELOW = 100_000
_HYPHENS = ("\ufffe", "\x02")
_GAP, _LEVEL, _RAISED, _SMALLER = 1.1, 0.5, 0.2, 0.85
"""In sizes of the font: a gap that parts cells, what is another line, how far and how much smaller marks stand."""


class UnreadablePdfError(BriefgenError):
    """A PDF that cannot be read: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@frozen(slots=True)
class PagePiece:
    """Characters in a row on a page, between wide gaps: their box in points from the lower left, and their size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@frozen
class ReadPage:
    """A page: its pieces in the order of the file, its height in points, and how many pictures it has."""

    pieces: tuple[PagePiece, ...]
    height: float
    pictures: int


def read_pages(data: bytes) -> Iterator[ReadPage]:
    """The pages of a PDF. Raises UnreadablePdfError for what is none, damaged, encrypted, or beyond the limits."""
    document = _opened(data)
    characters = 0
    try:
        if len(document) > MOST_PAGES:
            raise UnreadablePdfError(f"it has {len(document):,} pages; at most {MOST_PAGES:,} are read", _IN_PARTS)
        for page in document:
            text = page.get_textpage()
            characters += text.count_chars()
            if characters > MOST_CHARACTERS:
                raise UnreadablePdfError(f"it has more than {MOST_CHARACTERS:,} characters", _IN_PARTS)
            pieces, height = _read(page, text)
            yield ReadPage(tuple(pieces), height, _pictures(page))
            text.close()
            page.close()
    except PdfiumError as error:
        raise UnreadablePdfError("one of its pages is damaged", _SAVE_AGAIN) from error
    finally:
        document.close()


_SAVE_AGAIN = "open it in a PDF reader and print it to a new PDF"
_IN_PARTS = "split it, and audit it in parts"


def _opened(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadablePdfError("it is protected by a password", "save it without one") from error
        raise UnreadablePdfError("it is not a PDF, or damaged", _SAVE_AGAIN) from error


def _pictures(page: PdfPage) -> int:
    """How many pictures a page has, those in forms that are drawn on it among them."""
    return sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST))


_DEEPEST = 5


@frozen(slots=True)
class _Character:
    """A character with its box and baseline as its reader sees them, who turns the page by so many quarters."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    base: float
    turned: int


@frozen
class _Sheet:
    """A page's width and height in points, from which turned text is turned back."""

    width: float
    height: float

    def turn(self, x: float, y: float, quarters: int) -> tuple[float, float]:
        """Where a point is for who reads text that is turned by so many quarters clockwise."""
        match quarters:
            case 1:
                return self.height - y, x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return y, self.width - x
            case _:
                return x, y


def _read(page: PdfPage, text: PdfTextPage) -> tuple[list[PagePiece], float]:
    """The pieces of a page, and its height as most of its text is turned; what is turned otherwise stands far below."""
    sheet = _Sheet(*page.get_size())
    characters = list(_characters(text, sheet))
    turns = Counter(each.turned for each in characters if each)
    most = turns.most_common(1)[0][0] if turns else 0
    pieces = [_piece(row, below=row[0].turned != most) for row in _rows(characters)]
    return pieces, sheet.width if most % 2 else sheet.height


def _rows(characters: Iterable[_Character | None]) -> Iterator[list[_Character]]:
    """Characters in a row, parted where a line ends and at wide gaps."""
    row: list[_Character] = []
    is_parted = False
    for character in characters:
        if character is None:
            is_parted = True
            continue
        if row and _is_apart(row[-1], character, is_parted=is_parted):
            yield row
            row = []
        row.append(character)
        is_parted = False
    if row:
        yield row


def _is_apart(last: _Character, character: _Character, *, is_parted: bool) -> bool:
    """Whether a character stands on another line than the one before it, or behind a wide gap."""
    size = max(last.size, character.size)
    if last.turned != character.turned or abs(character.base - last.base) > _LEVEL * size:
        return True
    gap = character.left - last.right
    return abs(gap) > _GAP * size or (is_parted and gap > size)


def _characters(text: PdfTextPage, sheet: _Sheet) -> Iterator[_Character | None]:
    """The characters of a page, with None where PDFium has found the end of a line."""
    x, y = c_double(), c_double()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    for at in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, at))
        if sign in "\r\n":
            yield None
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        size = pdfium.FPDFText_GetFontSize(text, at) or 1.0
        turned = round(pdfium.FPDFText_GetCharAngle(text, at) / _QUARTER) % 4
        one, other = (sheet.turn(*corner, turned) for corner in ((left.value, bottom.value), (right.value, top.value)))
        yield _Character(
            "-" if sign in _HYPHENS else sign,
            min(one[0], other[0]),
            max(one[0], other[0]),
            min(one[1], other[1]),
            max(one[1], other[1]),
            size,
            sheet.turn(x.value, y.value, turned)[1],
            turned,
        )


def _piece(row: list[_Character], *, below: bool) -> PagePiece:
    size = max(each.size for each in row)
    base = next(each.base for each in row if each.size == size)
    text = "".join(NOTE_MARK if at and _is_mark(each, size, base) else each.text for at, each in enumerate(row))
    inked = [each for each in row if not each.text.isspace()] or row
    return PagePiece(
        text.strip(),
        min(each.left for each in inked),
        max(each.right for each in inked),
        min(each.bottom for each in inked) - below * _FAR_BELOW,
        max(each.top for each in inked) - below * _FAR_BELOW,
        size,
    )


def _is_mark(character: _Character, size: float, base: float) -> bool:
    """Whether a digit is smaller and higher than what stands beside it."""
    is_small = character.size < _SMALLER * size
    return is_small and character.text.isdigit() and character.base > base + _RAISED * character.size

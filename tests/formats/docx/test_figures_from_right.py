"""LibreOffice prints figures among words from the right as they are written, whatever stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import replace
from pathlib import Path
from unicodedata import bidirectional

import pypdfium2
import pytest

from briefgen.formats.docx import write
from briefgen.model.blocks import Paragraph
from briefgen.model.direction import isolated, without_isolates
from briefgen.model.inlines import Text, Value
from tests.figures_from_right import Placed, placed
from tests.house import house
from tests.office import converted
from tests.samples import DOCUMENT, text

COUNT = 500
LANGUAGES = ("ur", "ar")
MIRRORED = str.maketrans(")]>≥", "([<≤")
"""Signs that have a mirror image, of which PDFium gives either; what is drawn was looked at."""

APART = 5.0
"""Points between two lines; signs of several fonts and sizes on one line stand nearer."""


def lines(path: Path) -> Iterator[str]:
    """The characters of each line's figures from the left, as their glyphs stand; letters from the right left out.

    A line of the body has one figure; letters in Nastaliq stand at many heights, which is why they are no line.
    """
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            signs = sorted(_signs(page.get_textpage()), key=lambda sign: -sign[1])
            line: list[tuple[float, float, str]] = []
            for sign in signs:
                if line and line[-1][1] - sign[1] > APART:
                    yield "".join(each for _, _, each in sorted(line)).translate(MIRRORED)
                    line = []
                line.append(sign)
            yield "".join(each for _, _, each in sorted(line)).translate(MIRRORED)


def _signs(page: pypdfium2.PdfTextPage) -> Iterator[tuple[float, float, str]]:
    """Where the characters of the body stand that are no letters from the right, and what they are."""
    sheet, x, y = house().page, c_double(), c_double()
    for index in range(page.count_chars()):
        sign = chr(pypdfium2.raw.FPDFText_GetUnicode(page, index))
        pypdfium2.raw.FPDFText_GetCharOrigin(page, index, x, y)
        is_inside = sheet.bottom < y.value < sheet.height - sheet.top
        if is_inside and without_isolates(sign).strip() and bidirectional(sign) not in ("R", "AL", "NSM"):
            yield x.value, y.value, sign


def document(language: str, samples: list[Placed], *, are_isolated: bool = True) -> bytes:
    """The samples, each a paragraph."""
    blocks = (
        Paragraph(
            (
                Text(each.before),
                Value("figure", text=isolated(each.figure, language) if are_isolated else each.figure),
                Text(each.behind),
            )
        )
        for each in samples
    )
    front = replace(DOCUMENT.front, desk="متن", issue="", title=text("متن"), subtitle=(), details=())
    properties = replace(DOCUMENT.properties, language=language)
    return write(
        replace(DOCUMENT, front=front, properties=properties, blocks=tuple(blocks), notes=()), {}, house()
    ).data


def shown(path: Path, language: str, samples: list[Placed], *, are_isolated: bool = True) -> list[Placed]:
    """The samples whose figures are not printed as they are written."""
    path.write_bytes(document(language, samples, are_isolated=are_isolated))
    printed = list(lines(converted(path)))
    assert len(printed) == len(samples)
    wanted = ["".join(each.figure.split()).translate(MIRRORED) for each in samples]
    return [each for each, figure, line in zip(samples, wanted, printed, strict=True) if figure not in line]


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_printed_as_they_are_written(language: str, tmp_path: Path) -> None:
    assert shown(tmp_path / "figures.docx", language, list(placed(COUNT))) == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_figures_that_are_not_isolated_are_turned_round(tmp_path: Path) -> None:
    """The control: LibreOffice honours isolates, and we see what it does without."""
    wrong = shown(tmp_path / "figures.docx", "ur", list(placed(60)), are_isolated=False)
    assert len(wrong) > 15

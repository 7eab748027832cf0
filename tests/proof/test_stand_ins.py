"""What PDFium is given of a PDF that is read by its glyphs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache

import pypdfium2.raw as pdfium
import pytest
from pypdfium2 import PdfDocument

from briefgen.formats.pdf import write
from briefgen.model.blocks import Paragraph
from briefgen.proof.stand_ins import FIRST, with_stand_ins
from tests.from_right import BODY, URDU
from tests.house import house


@cache
def written() -> bytes:
    return write(replace(URDU, blocks=(Paragraph(BODY),), notes=()), {}, house()).data


def objects_in_forms(data: bytes) -> Iterator[int]:
    """How many objects there are in each form that is drawn on any page."""
    with closing(PdfDocument(data)) as document:
        for page in document:
            items = (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))
            for item in items:
                if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
                    yield pdfium.FPDFFormObj_CountObjects(item)


def test_glyphs_that_are_drawn_as_paths_are_not_read_as_often_as_they_are_drawn() -> None:
    given, _ = with_stand_ins(written())
    assert len(list(objects_in_forms(written()))) > 100
    assert list(objects_in_forms(given)) == []


@pytest.mark.parametrize("drawn", ["BT /F1 9 Tf (5)Tj ET", "/Im1 Do", "/Artifact BMC 0 0 m 9 9 l f EMC"])
def test_a_form_that_does_more_than_fill_paths_is_read(drawn: str) -> None:
    packed = zlib.compress(drawn.encode())
    form = b"7 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    data = form + packed + b"\nendstream\nendobj\n"
    assert with_stand_ins(data) == (data, {})


def test_each_sign_that_has_a_mirror_image_has_a_stand_in_and_nothing_else_moves() -> None:
    given, stand_ins = with_stand_ins(written())
    assert {"<", "(", ")", "[", "]"} <= set(stand_ins.values())
    assert min(stand_ins) == FIRST
    assert len(given) == len(written())
    begins = re.compile(rb"\d+ 0 obj\s")
    assert [found.span() for found in begins.finditer(given)] == [found.span() for found in begins.finditer(written())]

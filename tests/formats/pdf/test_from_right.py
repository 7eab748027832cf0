"""Documents that run from the right: where things stand, what readers give back, and figures by the order of glyphs."""

from __future__ import annotations

import random
import subprocess
from collections import defaultdict
from ctypes import byref, c_double
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pypdfium2.raw as pdfium
import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfPage

from briefgen.formats.pdf import write
from briefgen.model.blocks import Block, Paragraph
from briefgen.model.direction import isolated, without_isolates
from briefgen.model.inlines import Inline, Strong, Text, Value
from briefgen.model.traverse import plain_text
from tests.figures_from_right import placed
from tests.from_right import BODY, URDU
from tests.house import house

UNSEEN_LETTERS = 3
MIRRORED = str.maketrans(")]>≥", "([<≤")


@cache
def urdu() -> bytes:
    return write(URDU, {}, house()).data


def with_blocks(language: str, blocks: tuple[Block, ...]) -> bytes:
    properties = replace(URDU.properties, language=language)
    return write(replace(URDU, properties=properties, blocks=blocks, notes=()), {}, house()).data


def visual_lines(page: PdfPage) -> dict[int, str]:
    """What is seen of each line from its left to its right, by its height, without joined letters."""
    text = page.get_textpage()
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    x, y = c_double(), c_double()
    for at in range(text.count_chars()):
        item = pdfium.FPDFText_GetTextObject(text, at)
        if item and pdfium.FPDFTextObj_GetTextRenderMode(item) != UNSEEN_LETTERS:
            pdfium.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
            lines[round(y.value)].append((x.value, chr(pdfium.FPDFText_GetUnicode(text, at))))
    return {base: "".join(sign for _, sign in sorted(found)).translate(MIRRORED) for base, found in lines.items()}


def test_a_page_is_mirrored() -> None:
    page = PdfDocument(urdu())[0]
    width, text = page.get_width(), page.get_textpage()
    x, y = c_double(), c_double()
    whole = text.get_text_range()
    pdfium.FPDFText_GetCharOrigin(text, whole.index("بین الاقوامی"), byref(x), byref(y))
    assert x.value > width * 0.8
    (number,) = {at for at in range(len(whole)) if whole[at : at + 5] == "2,546" and whole[at - 1] == "\n"} or {0}
    pdfium.FPDFText_GetCharOrigin(text, number, byref(x), byref(y))
    assert x.value > width * 0.7


def test_figures_stand_as_they_are_written() -> None:
    lines = "\n".join(visual_lines(PdfDocument(urdu())[0]).values())
    for figure in ("2,546", "63.4%", "[1, p. 3]", "5–7", "−3.5%", "2025-02-28", "<5", "World Food Programme (WFP)"):
        assert figure.translate(MIRRORED) in lines, figure


def test_pdfium_gives_back_whole_words_in_order() -> None:
    read = normalize("NFD", PdfDocument(urdu())[0].get_textpage().get_text_range()).split()
    written = without_isolates(plain_text(BODY)).split()
    words = [word for word in written if word.strip("،۔").isalpha() and not word.isascii()]
    assert len(words) > 40
    assert [word for word in words if normalize("NFD", word) not in read] == []


def test_the_file_says_that_it_runs_from_the_right() -> None:
    catalog = PdfReader(BytesIO(urdu())).trailer["/Root"]
    assert catalog["/Lang"] == "ur-PK"
    assert catalog["/ViewerPreferences"]["/Direction"] == "/R2L"


WORDS = {
    "ur": "وزارت خزانہ نے کہا ہے کہ گزشتہ سال کے دوران ملک میں مہنگائی کی شرح میں کمی ہوئی اور صحت کے مراکز ٹیکے ڈھاکہ",
    "fa": "وزارت امور خارجه اعلام کرد که در سال گذشته "
    "شمار کودکان واکسینه‌شده افزایش یافته می‌گوید پایگاه‌های تازه ژرف چهار",
    "ps": "د افغانستان د عامې روغتيا وزارت وايي چې په تېر کال کې "
    "د ماشومانو د واکسينو کچه لوړه شوې ده او ښوونځي ځينې ګډ ړومبي",
    "ar": "أعلنت وزارة الصحة أن عدد الأطفال الذين تلقوا اللقاح ارتفع خلال العام الماضي في جميع المحافظات وفقا للتقرير",
}


@pytest.mark.poppler
@pytest.mark.slow
@pytest.mark.parametrize("language", ["ur", "fa", "ps", "ar"])
def test_readers_give_back_words_and_figures(language: str, tmp_path: Path) -> None:
    words = WORDS[language].split()
    chance = random.Random(7)  # noqa: S311
    blocks, given, figures = [], [], []
    for number in range(120):
        content: list[Inline] = []
        for _ in range(chance.randint(8, 40)):
            word = chance.choice(words)
            given.append(word)
            content.append(Text(f"{word} "))
            if chance.random() < 0.12:
                figure = f"{chance.randint(1000, 999_999):,}.{chance.randint(0, 9)}"
                figures.append(figure)
                content += [Value("v", text=isolated(figure, language)), Text(" ")]
        blocks.append(Paragraph(tuple(content), id=f"p{number}"))
    data = with_blocks(language, tuple(blocks))
    file = tmp_path / "read.pdf"
    file.write_bytes(data)
    popplers = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    pdfiums = "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(data))
    for read in (popplers, pdfiums):
        # poppler parts what runs the other way by signs for that, and some of its spaces stand before the figure.
        plain = read.translate(dict.fromkeys(range(0x202A, 0x202F), " "))
        counted = plain.split()
        lost = sum(max(given.count(word) - counted.count(word), 0) for word in set(given))
        assert lost <= len(given) * 0.01, (language, lost, len(given))
        assert [figure for figure in figures if figure not in plain] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ur", "ar"])
def test_five_hundred_figures_in_all_places_of_a_paragraph_stand_as_they_are_written(language: str) -> None:
    samples = list(placed(500))
    blocks = []
    for number, each in enumerate(samples):
        shown: Inline = Value("v", text=isolated(each.figure, language))
        content = (Text(each.before), Strong((shown,)) if number % 3 == 0 else shown, Text(each.behind))
        blocks.append(Paragraph(tuple(part for part in content if part != Text("")), id=f"p{number}"))
    lines = [line for page in PdfDocument(with_blocks(language, tuple(blocks))) for line in visual_lines(page).values()]
    bodies = [line.replace("\u00a0", " ") for line in lines]
    figures = [each.figure.translate(MIRRORED) for each in samples]
    assert [figure for figure in figures if not any(figure in line for line in bodies)] == []

"""Documents that run from the right: where things stand, what readers give back, and figures by the order of glyphs."""

from __future__ import annotations

import os
import random
import subprocess
from collections import defaultdict
from collections.abc import Sequence
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
from briefgen.frozen import frozen
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


@frozen
class Given:
    """Paragraphs of words and figures at random: their file, their texts, the words, and the figures."""

    data: bytes
    texts: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[str, ...]


@cache
def given(language: str) -> Given:
    words = WORDS[language].split()
    chance = random.Random(7)  # noqa: S311
    blocks, said, figures = [], [], []
    for number in range(120):
        content: list[Inline] = []
        for _ in range(chance.randint(8, 40)):
            said.append(chance.choice(words))
            content.append(Text(f"{said[-1]} "))
            if chance.random() < 0.12:
                figures.append(f"{chance.randint(1000, 999_999):,}.{chance.randint(0, 9)}")
                content += [Value("v", text=isolated(figures[-1], language)), Text(" ")]
        blocks.append(Paragraph(tuple(content), id=f"p{number}"))
    texts = tuple(without_isolates(plain_text(block.content)) for block in blocks)
    return Given(with_blocks(language, tuple(blocks)), texts, tuple(said), tuple(figures))


def lost(words: Sequence[str], read: str) -> int:
    """How many of the words somebody who reads a file does not find whole."""
    counted = read.split()
    return sum(max(words.count(word) - counted.count(word), 0) for word in set(words))


@pytest.mark.poppler
@pytest.mark.slow
@pytest.mark.parametrize("language", ["ur", "fa", "ps", "ar"])
def test_readers_give_back_words_and_figures(language: str, tmp_path: Path) -> None:
    of, file = given(language), tmp_path / "read.pdf"
    file.write_bytes(of.data)
    popplers = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    pdfiums = "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(of.data))
    for read in (popplers, pdfiums):
        # poppler parts what runs the other way by signs for that, and some of its spaces stand before the figure.
        plain = read.translate(dict.fromkeys(range(0x202A, 0x202F), " "))
        assert lost(of.words, plain) <= len(of.words) * 0.01, language
        assert [figure for figure in of.figures if figure not in plain] == []


PDF_JS = """\
import { readFileSync } from "fs";
const [, , library, file] = process.argv;
const { getDocument } = await import(library);
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  console.log(items.map((each) => each.str + (each.hasEOL ? "\\n" : "")).join(""));
}
"""


def _letters(text: str) -> str:
    return "".join(normalize("NFC", text).replace("\u200c", "").split())


@pytest.mark.pdfjs
@pytest.mark.parametrize("language", ["ur", "fa", "ps", "ar"])
def test_pdf_js_gives_back_paragraphs_in_order(language: str, tmp_path: Path) -> None:
    """But for joiners, which it leaves out, and white space, which it sees between what runs from the left."""
    of, file, script = given(language), tmp_path / "read.pdf", tmp_path / "read.mjs"
    file.write_bytes(of.data)
    script.write_text(PDF_JS, encoding="utf-8")
    made = subprocess.run(["node", script, os.environ["BRIEFGEN_PDFJS"], file], capture_output=True, check=True)
    read = _letters(made.stdout.decode())
    missing = [text for text in of.texts if _letters(text) not in read]
    # One that goes on over a page's end has the lines around the pages in it.
    assert len(missing) <= len(PdfDocument(of.data)) - 1
    assert [figure for figure in of.figures if figure not in read] == []


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

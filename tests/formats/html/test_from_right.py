"""A page in a language from the right, and words in such a language on one from the left."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from briefgen.charts.render_charts import draw
from briefgen.formats.html import write
from briefgen.formats.written import Job
from briefgen.model.blocks import Figure, Paragraph
from briefgen.model.direction import LRI, PDI
from briefgen.model.document import Document
from briefgen.model.inlines import Foreign, Text, Value
from tests.charts.gallery import bars, series
from tests.formats.html.sample import HOME, STYLE, PageSample, page_of
from tests.house import house
from tests.samples import DOCUMENT, MEDIA, paragraph, text

FIGURE = f"{LRI}5–7%{PDI}"
CHART = replace(bars(("شمال", "جنوب"), series("", 60, 30)), language="ur")


def in_urdu() -> Document:
    named = Foreign((Text("منظمة الصحة"),), language="ar", direction="rtl")
    words = Paragraph((Text("شرح "), Value("rate", text=FIGURE), Text(" ہے، "), named))
    picture = Figure("two", f"دو: {FIGURE}", text("شمال"), text("علاقے"), id="f", label="شکل 1", chart=CHART)
    properties = replace(DOCUMENT.properties, language="ur", title=f"ٹیکے {FIGURE}")
    front = replace(DOCUMENT.front, marking="سرکاری", draft="مسودہ", title=(Text("ٹیکے "), Value("rate", text=FIGURE)))
    return replace(DOCUMENT, properties=properties, front=front, blocks=(words, picture), notes=())


@cache
def page() -> PageSample:
    media = {**MEDIA, "two": draw(CHART, house(), house().page.text_width)}
    return page_of(in_urdu(), media)


def test_the_page_says_which_way_it_runs_and_the_proof_finds_all_of_it() -> None:
    assert b'<html lang="ur" dir="rtl">' in page().data
    assert page().differences() == []
    assert b"dir=" not in page_of(replace(DOCUMENT, blocks=(paragraph("Words", "p"),), notes=())).data


def test_isolates_are_characters_of_the_text_and_in_no_attribute() -> None:
    html = page().data.decode()
    assert f"شرح {FIGURE} ہے" in html
    attributes = re.findall(r'="([^"]*)"', html)
    assert any("5–7%" in each for each in attributes)
    assert not [each for each in attributes if LRI in each or PDI in each]
    assert "<title>ٹیکے 5–7%</title>" in html


def test_a_figure_without_its_isolate_or_with_exchanged_ends_is_found() -> None:
    assert page().differences(page().data.replace("5–7%".encode(), "7–5%".encode(), 1))


def test_words_of_a_chart_run_from_the_right_from_where_they_end() -> None:
    words = re.search(r"<text ([^>]*)>شمال</text>", page().data.decode())
    assert words
    assert 'direction="rtl" text-anchor="end"' in words[1]
    assert page().differences(page().data.replace(b'text-anchor="end"', b'text-anchor="start"', 1))


def test_lines_are_as_high_as_the_script_needs_and_letters_are_not_set_apart() -> None:
    style = page().data.decode().split("<style>")[1].split("</style>")[0]
    body = re.search(r"\nmain\{font:[\d.]+rem/([\d.]+) ([^;]+)", style)
    assert body
    assert float(body[1]) == 2.5
    assert body[2].startswith('"Noto Nastaliq Urdu",')
    assert 'span:lang(ar){font-family:"Noto Naskh Arabic"' in style
    tracked = re.findall(r"letter-spacing:([^;}]+)", style)
    assert set(tracked) == {"0"}


def test_the_marking_of_a_print_stands_where_a_line_starts() -> None:
    style = page().data.decode()
    assert "@top-right{content:" in style
    assert "@bottom-left{content:" in style
    assert style.index("@top-right") < style.index("@bottom-right") < style.index("@top-left")


@pytest.mark.slow
def test_the_page_carries_the_letters_that_it_sets() -> None:
    media = {**MEDIA, "two": draw(CHART, house(), house().page.text_width)}
    style = write(Job(in_urdu(), media, replace(STYLE, system_fonts=False), HOME)).data.decode()
    families = re.findall(r'@font-face\{font-family:"([^"]+)"', style)
    assert {"Noto Nastaliq Urdu", "Noto Naskh Arabic", "ur"} <= set(families)
    assert "size-adjust:110.0000%" in style
    english = write(Job(DOCUMENT, MEDIA, replace(STYLE, system_fonts=False), HOME)).data.decode()
    assert not any("Noto" in each for each in re.findall(r'@font-face\{font-family:"([^"]+)"', english))


def test_words_from_the_right_on_a_page_from_the_left() -> None:
    named = Foreign((Text("کابل"),), language="ur", direction="rtl")
    html = page_of(replace(DOCUMENT, blocks=(Paragraph((Text("Kabul, "), named)),), notes=())).data.decode()
    assert '<html lang="en-GB">' in html
    assert '<span lang="ur" dir="rtl">کابل</span>' in html
    assert 'span:lang(ur){font-family:"Noto Nastaliq Urdu"' in html
    assert "main{font:" in html and "--face:" in html


def test_a_paragraph_in_a_language_of_its_own_says_so_and_which_way_it_runs() -> None:
    own = Paragraph((Foreign((Text("کابل"),), language="ur", direction="rtl"),), id="p-own")
    html = page_of(replace(DOCUMENT, blocks=(own,), notes=())).data.decode()
    assert '<p id="p-own" lang="ur" dir="rtl">' in html
    english = Paragraph((Foreign((Text("Kabul"),), language="en"),), id="p-own")
    properties = replace(DOCUMENT.properties, language="ur")
    turned = page_of(replace(DOCUMENT, blocks=(english, Paragraph((Text("کابل"),))), notes=(), properties=properties))
    assert '<p id="p-own" lang="en" dir="ltr">' in turned.data.decode()
    assert '[lang="en"]{line-height:' in turned.data.decode()

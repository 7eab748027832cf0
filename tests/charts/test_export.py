from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from math import isnan
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from PIL import Image

from briefgen.charts.canvas import MARGIN
from briefgen.charts.render_charts import draw
from briefgen.model.drawing import Picture
from briefgen.model.length import Length, mm
from tests.charts.drawing import TOLERANCE, WIDTH, drawn
from tests.charts.gallery import GALLERY
from tests.house import house

ROOT = Path(__file__).parents[2]
NAMES = ("bars-approximate", "line-series", "timeline-crowded")
PROGRAM = f"""
import sys
from hashlib import sha256
import briefgen.charts.render_charts
print("matplotlib" in sys.modules)
from tests.charts.gallery import GALLERY
from tests.house import house
for name in {NAMES!r}:
    picture = briefgen.charts.render_charts.draw(GALLERY[name], house(), house().page.text_width)
    print(sha256(picture.data + picture.svg + picture.outlines).hexdigest())
print("matplotlib.pyplot" in sys.modules)
"""


@pytest.fixture(scope="module")
def pictures() -> dict[str, Picture]:
    return {name: draw(GALLERY[name], house(), WIDTH) for name in (*NAMES, "bars-literal", "bars")}


def digest(picture: Picture) -> str:
    return sha256(picture.data + picture.svg + picture.outlines).hexdigest()


def test_a_png_has_no_ground_and_192_to_the_inch_and_is_exactly_as_wide_as_the_text(
    pictures: dict[str, Picture],
) -> None:
    picture = pictures["bars"]
    image = Image.open(BytesIO(picture.data))
    assert (image.format, image.mode) == ("PNG", "P")
    opacity = image.convert("RGBA").getchannel("A")
    assert opacity.getextrema() == (0, 255)
    assert opacity.getpixel((image.width - 1, 0)) == 0
    assert picture.media_type == "image/png"
    assert picture.width == WIDTH
    assert image.width == pytest.approx(WIDTH / 72 * 192, abs=1)
    assert image.height == pytest.approx(picture.height / 72 * 192, abs=1)
    assert image.info["dpi"] == pytest.approx((192, 192), abs=0.1)
    assert set(image.info) == {"dpi", "transparency"}


@pytest.mark.parametrize("name", [*NAMES, "bars"])
def test_the_outermost_pixels_on_each_side_are_white(name: str, pictures: dict[str, Picture]) -> None:
    image = Image.open(BytesIO(pictures[name].data)).convert("L")
    inked = image.point(lambda level: 255 * (level < 255)).getbbox()
    assert inked is not None
    left, top, right, bottom = inked
    assert min(left, top, image.width - right, image.height - bottom) >= 4


@pytest.mark.parametrize("width", [mm(120), mm(180)])
def test_the_width_is_the_one_asked_for(width: Length) -> None:
    assert draw(GALLERY["bars"], house(), width).width == width


def test_the_svg_twin_has_the_same_size_and_its_text_as_text(pictures: dict[str, Picture]) -> None:
    picture = pictures["bars-literal"]
    root = ElementTree.fromstring(picture.svg)  # noqa: S314
    assert [float(root.attrib[side].removesuffix("pt")) for side in ("width", "height")] == pytest.approx(
        [picture.width, picture.height]
    )
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == drawn(GALLERY["bars-literal"]).printed
    assert {"$5m to $9m", "a_b^c", "_hidden", r"\frac{1}{2} & <more>", "$m_{a}$", "$5", "$9", "_2", r"\1"} == set(texts)


@pytest.mark.parametrize("name", ["line-series", "dot", "timeline-crowded"])
def test_what_lies_behind_a_chart_shows_through(name: str) -> None:
    """No ground, nothing white behind words, and no document type, which careful readers refuse."""
    picture = draw(GALLERY[name], house(), WIDTH)
    for svg in (picture.svg, picture.outlines):
        assert b"<!DOCTYPE" not in svg
        assert b"nan" not in svg
        root = ElementTree.fromstring(svg)  # noqa: S314
        shapes = [element for element in root.iter("{http://www.w3.org/2000/svg}path") if element.get("d")]
        assert len(shapes) > 5
        areas = [e for e in shapes if "fill: #ffffff" in e.get("style", "") and (e.get("d") or "").count("L") == 3]
        assert areas == []


def test_words_interrupt_the_lines_behind_them() -> None:
    """A figure on the guide of its row, on the line of zero, and on a line of the scale."""
    interrupted = 0
    for name in ("line", "line-series", "line-cut-off", "dot", "dumbbell"):
        drawing = drawn(GALLERY[name])
        words = [printed.box.grown(-TOLERANCE) for printed in drawing.texts]
        for line in drawing.strokes:
            course = [(x + MARGIN, y + MARGIN) for x, y in zip(*line.get_data(orig=True), strict=True)]
            interrupted += sum(isnan(x) for x, _ in course)
            parts = [part for part in pairwise(course) if not any(isnan(x) for x, _ in part)]
            assert [box for box in words for part in parts if box.crossed_by(*part)] == []
    assert interrupted > 2


def test_the_outlined_twin_needs_no_fonts(pictures: dict[str, Picture]) -> None:
    outlines = pictures["bars"].outlines.decode()
    assert "<text" not in outlines
    assert "font-family" not in outlines
    root = ElementTree.fromstring(outlines)  # noqa: S314
    drawn = list(root.iter("{http://www.w3.org/2000/svg}use"))
    letters = sum(len((e.text or "").replace(" ", "")) for e in ElementTree.fromstring(pictures["bars"].svg).iter())  # noqa: S314
    assert len(drawn) > letters / 2 > 10


def test_the_svg_twin_names_the_house_fonts_and_no_date(pictures: dict[str, Picture]) -> None:
    svg = pictures["bars"].svg.decode()
    assert "font-family: 'Source Sans 3', sans-serif" in svg
    assert "date" not in svg
    assert "matplotlib" not in svg.lower()


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "4711"])
def test_equal_charts_are_equal_bytes_in_every_process(seed: str, pictures: dict[str, Picture], tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("svg.hashsalt: other\nlines.antialiased: False\npatch.linewidth: 9\n")
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "MATPLOTLIBRC": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    early, *digests, pyplot = run.stdout.split()
    assert digests == [digest(pictures[name]) for name in NAMES]
    assert early == pyplot == "False"


def test_drawing_twice_gives_the_same_bytes_and_leaves_no_setting_behind(pictures: dict[str, Picture]) -> None:
    before = dict(mpl.rcParams)
    assert digest(draw(GALLERY["bars"], house(), WIDTH)) == digest(pictures["bars"])
    assert dict(mpl.rcParams) == before

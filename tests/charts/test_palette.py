from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from briefgen.charts.canvas import PALETTE_SIZE, SHADE_STEP, with_palette
from tests.charts.drawing import drawn
from tests.charts.gallery import GALLERY

MANY_COLOURS = {"line-series", "slope", "stacked"}


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", GALLERY)
def test_charts_of_few_colours_have_a_palette(name: str) -> None:
    picture = Image.open(BytesIO(drawn(GALLERY[name]).canvas.picture().data))
    assert picture.mode == ("RGB" if name in MANY_COLOURS else "P")


def test_flat_colours_stay_and_shades_hardly_change() -> None:
    """Three flat colours, and between two of them more shades than a palette has room for."""
    image = Image.linear_gradient("L").resize((256, 300)).convert("RGB")
    flat = [(255, 255, 255), (31, 58, 95), (184, 192, 201)]
    for place, colour in enumerate(flat):
        image.paste(colour, (0, place * 40, 256, place * 40 + 40))
    few = with_palette(image)
    back = few.convert("RGB")
    assert few.mode == "P"
    assert len(few.getcolors(PALETTE_SIZE) or []) <= PALETTE_SIZE
    assert max(most for _, most in ImageChops.difference(image, back).getextrema()) <= SHADE_STEP
    assert [back.getpixel((9, place * 40 + 9)) for place in range(3)] == flat


def test_a_picture_of_too_many_colours_stays_as_it_is() -> None:
    image = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256))])
    assert with_palette(image) is image

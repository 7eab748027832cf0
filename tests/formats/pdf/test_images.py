from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from briefgen.formats.pdf import images
from briefgen.formats.pdf.images import image
from briefgen.model.drawing import Picture
from tests.formats.pdf.brief import chart, document
from tests.formats.pdf.reading import elements, read
from tests.samples import MEDIA

LEFT, RIGHT = (31, 58, 95), (201, 166, 107)


def drawn(mode: str, form: str = "PNG", **options: object) -> Picture:
    """A picture of two colours in a mode, 40 by 20 pixels."""
    picture = Image.new("RGBA", (40, 20), LEFT)
    picture.paste(RIGHT, (20, 0, 40, 20))
    if mode == "I;16":
        made = Image.new("I;16", (40, 20), 30_000)
    elif mode == "P":
        made = picture.convert("RGB").quantize(4)
    elif mode == "CMYK":
        made = picture.convert("RGB").convert("CMYK")
    else:
        made = picture.convert(mode)
    file = BytesIO()
    made.save(file, form, **options)
    return Picture(file.getvalue(), f"image/{form.lower()}", 40, 20)


def pixels(picture: Picture) -> Image.Image:
    """The picture as a PDF reader decodes it."""
    (found,) = read(document([chart("x", "Figure 1")]), {"x": picture}).pages[0].images
    decoded = found.image
    assert decoded is not None
    return decoded


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "1", "L", "LA"])
def test_png_keeps_its_colours(mode: str) -> None:
    picture = drawn(mode)
    decoded = pixels(picture)
    assert decoded.size == (40, 20)
    expected = Image.open(BytesIO(picture.data)).convert("RGB")
    for point in ((5, 5), (35, 15)):
        assert decoded.convert("RGB").getpixel(point) == pytest.approx(expected.getpixel(point), abs=1)


@pytest.mark.parametrize("colour", ["()\\", "(((", ")))", "\r\n(", "\\12", "<>%"])
def test_a_palette_may_hold_any_bytes(colour: str) -> None:
    wanted = tuple(colour.ljust(3).encode()[:3])
    made = Image.new("P", (4, 4), 1)
    made.putpalette([0, 0, 0, *wanted])
    file = BytesIO()
    made.save(file, "PNG")
    assert pixels(Picture(file.getvalue(), "image/png", 4, 4)).convert("RGB").getpixel((1, 1)) == wanted


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_jpeg_keeps_its_colours(mode: str) -> None:
    picture = drawn(mode, "JPEG", quality=95)
    expected = Image.open(BytesIO(picture.data)).convert("RGB")
    decoded = pixels(picture).convert("RGB")
    for point in ((5, 5), (35, 15)):
        assert decoded.getpixel(point) == pytest.approx(expected.getpixel(point), abs=4)


def test_transparency_is_white_paper() -> None:
    clear = Image.new("RGBA", (8, 8), (31, 58, 95, 0))
    file = BytesIO()
    clear.save(file, "PNG")
    assert pixels(Picture(file.getvalue(), "image/png", 8, 8)).getpixel((4, 4)) == (255, 255, 255)


def test_a_transparent_palette_colour_is_white_paper() -> None:
    picture = drawn("P", transparency=0)
    whites = [colour for _, colour in pixels(picture).getcolors() or ()]
    assert (255, 255, 255) in whites


def test_sixteen_bits_are_kept() -> None:
    stream = image(drawn("I;16"))
    assert "/BitsPerComponent 16/" in stream.entries
    assert read(document([chart("x", "Figure 1")]), {"x": drawn("I;16")}).pages


def test_png_and_jpeg_are_not_recompressed() -> None:
    png, jpeg = drawn("RGB"), drawn("RGB", "JPEG")
    assert image(png).data in png.data
    assert image(jpeg).data == jpeg.data
    assert image(drawn("RGBA")).data not in drawn("RGBA").data


def test_an_interlaced_png_is_redrawn() -> None:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    # One pixel, so that the only pass of Adam7 with data is the first.
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 1))
    pixel = chunk(b"IDAT", zlib.compress(b"\0" + bytes(LEFT)))
    picture = Picture(b"\x89PNG\r\n\x1a\n" + header + pixel + chunk(b"IEND", b""), "image/png", 1, 1)
    assert "DecodeParms" not in image(picture).entries
    assert pixels(picture).getpixel((0, 0)) == LEFT


def test_a_picture_shown_twice_is_embedded_once() -> None:
    twice = [chart("night", "Figure 1"), replace(chart("night", "Figure 2"), id="again")]
    reader = read(document(twice), {"night": MEDIA["landings"]})
    objects = [entry for page in reader.pages for entry in page["/Resources"]["/XObject"].values()]
    assert len({entry.get_object().indirect_reference.idnum for entry in objects}) == 1


@pytest.mark.parametrize("alternative", ["Two bars.", "“Größe”: 4 % (¾) \\ ) >> EMC", "Καλημέρα \U0001f12f"])
def test_a_picture_says_its_alternative_text(alternative: str) -> None:
    reader = read(document([replace(chart("landings", ""), alt=alternative)]))
    (figure,) = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert figure["/Alt"] == alternative
    contents = reader.pages[0].get_contents()
    assert contents is not None
    operations = contents.operations
    drawn = [operator for _, operator in operations].index(b"Do")
    marks = [operands for operands, operator in operations[:drawn] if operator == b"BDC"]
    assert marks[-1] == ["/Figure", {"/MCID": figure["/K"]}]


def test_a_large_picture_is_converted_strip_by_strip(monkeypatch: pytest.MonkeyPatch) -> None:
    """In several forms at once, one of 40 megapixels would take most of the memory that a build may take."""
    heights: list[int] = []

    def watched(strip: Image.Image) -> Image.Image:
        heights.append(strip.height)
        return on_paper(strip)

    on_paper = images._on_paper
    monkeypatch.setattr(images, "_on_paper", watched)
    made = Image.linear_gradient("L").resize((20, 3 * images.STRIP + 7)).convert("RGBA")
    file = BytesIO()
    made.save(file, "PNG")
    assert pixels(Picture(file.getvalue(), "image/png", 20, 20)).tobytes() == made.convert("RGB").tobytes()
    assert heights == [images.STRIP] * 3 + [7]

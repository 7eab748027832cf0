"""Images: PNG and JPEG files that come with the content, as pictures."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from briefgen import codes
from briefgen.content.edition_context import EditionContext
from briefgen.model.drawing import Picture
from briefgen.spans import Span

PIXEL_LIMIT = 40_000_000
DOTS_PER_INCH = 144.0
QUALITY = 95
SEVERAL = "MPO"
"""What Pillow calls a JPEG that holds further images behind the first, as telephones make them (CIPA DC-007)."""
ORIENTATION, UPRIGHT = 0x0112, 1
"""The tag of EXIF by which a camera says how it was held (CIPA DC-008, 4.6.5), and its usual value."""

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_RESOLUTIONS = (36.0, 2400.0)


def decoded(data: bytes, source: str, context: EditionContext, place: Span) -> Picture | None:
    """The picture in a file, upright; none, with the fault noted, where it is no sound PNG or JPEG of a fit size."""
    is_turned = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=list(_MEDIA_TYPES))
            pixels = image.width * image.height
            if pixels <= PIXEL_LIMIT:
                image.load()
                is_turned = image.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT
    except Image.DecompressionBombError:
        pixels = PIXEL_LIMIT + 1
    except Exception:  # whatever a damaged image makes the image library raise
        message = f'"{source[:60]}" is not a sound PNG or JPEG image'
        context.reading.report(codes.IMAGE_UNFIT.at(place, message, "save it again as PNG or JPEG"))
        return None
    if pixels > PIXEL_LIMIT:
        message = f'"{source[:60]}" has more than {PIXEL_LIMIT // 1_000_000} million pixels'
        context.reading.report(codes.IMAGE_UNFIT.at(place, message, "save it in a smaller size"))
        return None
    across, down = _resolution(image)
    form = "PNG" if image.format == "PNG" else "JPEG"
    if is_turned or image.format == SEVERAL:
        before = image.size
        ImageOps.exif_transpose(image, in_place=True)
        data = _saved(image, form)
        if image.size != before:
            across, down = down, across
    return Picture(data, _MEDIA_TYPES[form], image.width / across * 72, image.height / down * 72)


def _saved(image: Image.Image, form: str) -> bytes:
    """The image anew, with nothing but its pixels; colours for print become those of the screen."""
    file = BytesIO()
    pixels = image.convert("RGB") if image.mode == "CMYK" else image
    pixels.info.clear()
    pixels.save(file, form, quality=QUALITY, subsampling=0)
    return file.getvalue()


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down, as the file says, if it says something that can be."""
    given = image.info.get("dpi", ())
    lowest, highest = _RESOLUTIONS
    if len(given) == 2 and all(lowest <= float(each) <= highest for each in given):
        return float(given[0]), float(given[1])
    return DOTS_PER_INCH, DOTS_PER_INCH

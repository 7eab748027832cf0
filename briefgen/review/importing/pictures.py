"""Pictures of an old document as files that a brief can have."""

from __future__ import annotations

import warnings
from io import BytesIO

MOST_PIXELS = 40_000_000
_KEPT = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg"}
_SAVED_ANEW = ("GIF", "BMP", "TIFF", "WEBP")


def picture_file(data: bytes) -> tuple[bytes, str] | None:
    """The bytes of a PNG or JPEG and the ending of its name, made of other pictures where that is possible; or none."""
    from PIL import Image  # here, because most documents have none

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=[*_KEPT, *_SAVED_ANEW])
            form = image.format or ""
            if image.width * image.height > MOST_PIXELS:
                return None
            image.load()
            if form in _KEPT:
                return data, _KEPT[form]
            made = BytesIO()
            image.convert("RGBA").save(made, "PNG")
    except Exception:  # whatever a damaged image makes the image library raise
        return None
    return made.getvalue(), "png"

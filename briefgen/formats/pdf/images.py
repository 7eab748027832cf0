"""Images: PNG and JPEG as PDF image streams, opaque, and recompressed only where PDF has no form for their bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import field
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.frozen import frozen
from briefgen.model.drawing import Picture

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

STRIP = 256
"""The rows of a picture that are converted at a time."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE = 0, 2, 3
COMPONENTS = {GREY: 1, RGB: 3, PALETTE: 1}


@frozen
class ImageStream:
    """A picture ready to be embedded: the name it is known by in the file, its stream's entries, and the stream."""

    name: str
    entries: str = field(repr=False)
    data: bytes = field(repr=False)


def image(picture: Picture) -> ImageStream:
    """The picture as a stream: PNG data without transparency and JPEG in grey or RGB as they are, all else as RGB."""
    name = f"image-{blake2b(picture.data, digest_size=8).hexdigest()}"
    return _png(name, picture.data) or _jpeg(name, picture.data) or _redrawn(name, picture.data)


def _png(name: str, data: bytes) -> ImageStream | None:
    """A PNG whose compressed rows a PDF reader can undo by itself (ISO 32000-1, 7.4.4.4): opaque, not interlaced."""
    if not data.startswith(SIGNATURE):
        return None
    chunks = list(_chunks(data))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    palette = b"".join(content for chunk, content in chunks if chunk == b"PLTE")
    if kind not in COMPONENTS or interlaced or any(chunk == b"tRNS" for chunk, _ in chunks):
        return None
    parameters = f"/Predictor 15/Colors {COMPONENTS[kind]}/BitsPerComponent {depth}/Columns {width}"
    entries = _entries(width, height, _colour_space(kind, palette), "FlateDecode", depth)
    return ImageStream(
        name,
        f"{entries}/DecodeParms<<{parameters}>>",
        b"".join(content for chunk, content in chunks if chunk == b"IDAT"),
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(SIGNATURE)
    while position + 8 <= len(data):
        length, chunk = struct.unpack_from(">I4s", data, position)
        yield chunk, data[position + 8 : position + 8 + length]
        position += length + 12


def _colour_space(kind: int, palette: bytes) -> str:
    if kind == PALETTE:
        return f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]"
    return "/DeviceGray" if kind == GREY else "/DeviceRGB"


def _jpeg(name: str, data: bytes) -> ImageStream | None:
    """A JPEG in grey or RGB; CMYK is left to be converted, since house colours and archival files are RGB."""
    from PIL import Image as Pillow

    with Pillow.open(BytesIO(data)) as opened:
        spaces = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
        if opened.format != "JPEG" or opened.mode not in spaces:
            return None
        entries = _entries(opened.width, opened.height, spaces[opened.mode], "DCTDecode")
    return ImageStream(name, entries, data)


def _redrawn(name: str, data: bytes) -> ImageStream:
    """The picture as RGB on white, strip by strip, since a large one in several forms at once takes much memory."""
    from PIL import Image as Pillow

    packer, parts = zlib.compressobj(), list[bytes]()
    with Pillow.open(BytesIO(data)) as opened:
        width, height = opened.size
        for top in range(0, height, STRIP):
            strip = opened.crop((0, top, width, min(top + STRIP, height)))
            parts.append(packer.compress(_on_paper(strip).tobytes()))
    parts.append(packer.flush())
    return ImageStream(name, _entries(width, height, "/DeviceRGB", "FlateDecode"), b"".join(parts))


def _on_paper(image: PillowImage) -> PillowImage:
    """A part of a picture as RGB, with white where it is transparent."""
    from PIL import Image as Pillow

    if image.mode.startswith("I"):
        # Pillow would clip sixteen bits of grey to white instead of scaling them.
        return image.point(lambda value: value / 257).convert("L").convert("RGB")
    if image.has_transparency_data:
        page = Pillow.new("RGBA", image.size, "white")
        page.alpha_composite(image.convert("RGBA"))
        return page.convert("RGB")
    return image.convert("RGB")


def _entries(width: int, height: int, space: str, decoder: str, depth: int = 8) -> str:
    size = f"/Width {width}/Height {height}"
    return f"/Type/XObject/Subtype/Image{size}/ColorSpace{space}/BitsPerComponent {depth}/Filter/{decoder}"

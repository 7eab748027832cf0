from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from briefgen.content import Folder, load_edition
from briefgen.model.blocks import Figure
from briefgen.model.inlines import Text, Value
from tests.content.contents import EDITION, FRONT, faults, load, png, write

BODY = FRONT + "text\n\n"


def jpeg() -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 30)).save(file, "JPEG", dpi=(72, 72))
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be as large as this."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def with_image(markup: str, name: str, data: bytes) -> dict[str, str | bytes | None]:
    return {"sections/10-landings.md": BODY + markup, name: data, "figures.yaml": None}


@pytest.mark.parametrize(
    ("name", "data", "media_type", "size"),
    [
        ("boats.png", png(), "image/png", (20.0, 10.0)),
        ("boats.png", png(dpi=(72, 72)), "image/png", (40.0, 20.0)),
        ("boats.png", png(dpi=(1, 1)), "image/png", (20.0, 10.0)),
        ("pictures/two boats.jpg", jpeg(), "image/jpeg", (30.0, 30.0)),
        ("pictures/été.png", png(), "image/png", (20.0, 10.0)),
    ],
)
def test_images(name: str, data: bytes, media_type: str, size: tuple[float, float]) -> None:
    loaded = load(with_image(f'![Two boats](<{name}> "Boats in {{{{ year }}}}"){{#boats}}', name, data))
    assert faults(loaded) == []
    assert loaded.edition
    figure = loaded.edition.sections[0].blocks[1]
    assert isinstance(figure, Figure)
    assert (figure.picture, figure.alt, figure.anchor) == (name, "Two boats", "figure:boats")
    assert figure.caption == (Text("Boats in "), Value("year"))
    value = figure.caption[1].place
    assert value and (value.line, value.column) == (7, 27 + len(name))
    picture = loaded.edition.media[name]
    assert (picture.data, picture.media_type) == (data, media_type)
    assert (picture.width, picture.height) == pytest.approx(size, rel=1e-3)
    assert f"{EDITION}/{name}" in loaded.files


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["quai n° 2/Łódź à l’été.png", "hafen/Überfälle.jpg", "한국.png"])
def test_an_image_is_found_however_its_accents_are_stored(name: str, stored: str, typed: str) -> None:
    markup = f"![Two boats](<{normalize(typed, name)}>)"
    loaded = load(with_image(markup, normalize(stored, name), png()))
    assert faults(loaded) == []
    assert loaded.edition
    assert [picture.data for picture in loaded.edition.media.values()] == [png()]


def test_two_images_of_one_name_are_a_fault() -> None:
    files = {
        normalize("NFC", "été.png"): png(),
        **with_image("![Two boats](été.png)", normalize("NFD", "été.png"), png()),
    }
    assert faults(load(files)) == [("BG007", "10-landings.md", 7, 1)]


def test_an_image_beside_the_edition(tmp_path: Path) -> None:
    content = write(tmp_path, with_image("![Map](../map.png)", "facts.yaml~", b""))
    (content / "map.png").write_bytes(png())
    assert faults(load_edition(Folder(content), EDITION)) == []


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("![a](missing.png)", "BG155"),
        ("![a](https://example.org/a.png)", "BG156"),
        ("![a](//example.org/a.png)", "BG156"),
        ("![a](data:image/png;base64,AAAA)", "BG156"),
        ("![a](/etc/passwd)", "BG156"),
        ("![a](../../secret.png)", "BG156"),
        ("![a](..%2F..%2Fsecret.png)", "BG156"),
        ("![a](link.png)", "BG156"),
        ("![a]()", "BG156"),
        ("![a](text.png)", "BG157"),
        ("![a](cut.png)", "BG157"),
        ("![a](vector.svg)", "BG157"),
        ("![a](large.png)", "BG157"),
        ("![a](huge.png)", "BG157"),
        ("![](sound.png)", "BG167"),
        ("![a](sound.png){#A}", "BG108"),
    ],
)
def test_images_that_cannot_be_used(tmp_path: Path, markup: str, code: str) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    content = write(tmp_path, {"sections/10-landings.md": BODY + markup, "figures.yaml": None})
    files = {
        "text.png": b"text",
        "cut.png": png()[:60],
        "vector.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "large.png": bomb(8000, 6000),
        "huge.png": bomb(60_000, 60_000),
        "sound.png": png(),
    }
    for name, data in files.items():
        (content / EDITION / name).write_bytes(data)
    (content / EDITION / "link.png").symlink_to(tmp_path / "secret.png")
    found = [fault for fault in faults(load_edition(Folder(content), EDITION)) if fault[0] != "BG006"]
    column = markup.index("#") + 2 if code == "BG108" else 1
    assert found == [(code, "10-landings.md", 7, column)]


def test_a_misspelt_image_is_suggested() -> None:
    loaded = load(with_image("![a](boat.png)", "boats.png", png()))
    assert 'did you mean "boats.png"?' in [diagnostic.hint for diagnostic in loaded.diagnostics]


@pytest.mark.parametrize(("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (9, (30, 20))])
@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_an_image_stands_as_its_camera_was_held(mode: str, orientation: int, size: tuple[int, int]) -> None:
    """The red half is at the left of the file: with the sixth orientation it is above, with the third at the right."""
    image, exif, file = Image.new("RGB", (30, 20), "blue"), Image.Exif(), BytesIO()
    image.paste("red", (0, 0, 15, 20))
    exif[0x0112] = orientation
    image.convert(mode).save(file, "JPEG", exif=exif, quality=95, dpi=(72, 72))
    loaded = load(with_image("![Two boats](boats.jpg)", "boats.jpg", file.getvalue()))
    assert faults(loaded) == []
    assert loaded.edition
    picture = loaded.edition.media["boats.jpg"]
    assert (picture.width, picture.height) == pytest.approx(size, rel=1e-3)
    with Image.open(BytesIO(picture.data)) as found:
        assert found.size == size
        seen = found.convert("RGB")
    corner = {1: (2, 2), 9: (2, 2), 3: (size[0] - 3, 2), 6: (2, 2)}[orientation]
    other = {1: (size[0] - 3, 2), 9: (size[0] - 3, 2), 3: (2, 2), 6: (2, size[1] - 3)}[orientation]
    assert seen.getpixel(corner)[0] > 150 > seen.getpixel(other)[0]


def test_of_several_images_in_a_jpeg_the_first_is_taken() -> None:
    file = BytesIO()
    Image.new("RGB", (30, 20), "red").save(
        file, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20), "blue")]
    )
    loaded = load(with_image("![Two boats](boats.jpg)", "boats.jpg", file.getvalue()))
    assert faults(loaded) == []
    assert loaded.edition
    picture = loaded.edition.media["boats.jpg"]
    with Image.open(BytesIO(picture.data)) as found:
        assert (found.format, found.size, picture.media_type) == ("JPEG", (30, 20), "image/jpeg")
        assert found.convert("RGB").getpixel((9, 9))[0] > 200

"""The file as a PDF reader takes it apart: every object, every stream, every string."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Pdf

from briefgen.formats.pdf import write
from briefgen.formats.pdf.file import (
    MOST_TOGETHER,
    RETURN,
    File,
    compressed,
    compressed_rows,
    name,
    name_tree,
    number,
    reference,
    string,
)
from tests.formats.pdf.brief import MEDIA, document, generated
from tests.house import house


def opened(file: File, catalogue: str = "") -> Pdf:
    """A file of one page, closed and opened again."""
    pages, page = file.number(), file.number()
    file.put(pages, f"<</Type/Pages/Count 1/Kids[{reference(page)}]>>")
    file.put(page, f"<</Type/Page/Parent {reference(pages)}/MediaBox[0 0 10 10]/Resources<<>>>>")
    root = file.add(f"<</Type/Catalog/Pages {reference(pages)}{catalogue}>>")
    pdf = Pdf.open(BytesIO(file.closed(root, file.add("<</Producer(briefgen)>>"))))
    assert not pdf.check_pdf_syntax()
    return pdf


@pytest.mark.parametrize("count", [0, 1, MOST_TOGETHER - 1, MOST_TOGETHER, 3 * MOST_TOGETHER + 1, 300 * MOST_TOGETHER])
def test_every_object_has_its_number(count: int) -> None:
    file = File()
    late = file.number()
    places = [file.add(f"<</Is {index}>>") for index in range(count)]
    file.put(late, f"[{' '.join(map(reference, places))}]")
    with opened(file, f"/All {reference(late)}") as pdf:
        assert [int(each.Is) for each in pdf.Root.All] == list(range(count))


def ending(in_return: bytes) -> bytes:
    """Data that would be compressed to bytes with such an end."""
    return next(data for size in range(3000) if zlib.compress(data := b"a" * size).endswith(in_return))


def test_no_stream_ends_in_a_carriage_return() -> None:
    data = ending(RETURN)
    packed, _ = compressed(data)
    assert not packed.endswith(RETURN)
    file = File()
    stream = file.stream(data)
    with opened(file, f"/Stream {reference(stream)}") as pdf:
        assert pdf.Root.Stream.read_bytes() == data


@pytest.mark.slow
def test_no_table_of_rows_ends_in_a_carriage_return() -> None:
    tables = [bytes(range(7)) * rows for rows in range(1, 2000)]
    assert [table for table in tables if zlib.compress(b"\2" + table).endswith(RETURN)]
    assert not [table for table in tables if compressed_rows(table, 7)[0].endswith(RETURN)]


@pytest.mark.parametrize(
    "text",
    ["", "plain", "(a) \\ (", ")>>", "line\nbreak", "Größe", "“¾”", "Καλημέρα", "\U0001f12f", "\x00\r\x7f", "þÿ"],
)
def test_strings_are_read_as_they_were(text: str) -> None:
    with opened(File(), f"/Text{string(text)}/Names{name_tree({text: 1, 'b': 1, 'é': 1})}") as pdf:
        assert str(pdf.Root.Text) == text
        keys = [bytes(key) for key in list(pdf.Root.Names.Names)[::2]]
    assert keys == sorted(keys)


@pytest.mark.parametrize("text", ["a b", "image/png", "é", "a#b", "(", "1.5"])
def test_names_are_read_as_they_were(text: str) -> None:
    with opened(File(), f"/Is{name(text)}") as pdf:
        assert str(pdf.Root.Is) == f"/{text}"


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (-0.0001, "0"), (1.5, "1.5"), (-2, "-2"), (1e-9, "0"), (100, "100")]
)
def test_numbers_have_no_more_digits_than_are_seen(value: float, written: str) -> None:
    assert number(value) == written


def test_what_is_drawn_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def counted(data: bytes, sound: Callable[[bytes], bytes] = zlib.compress) -> bytes:
        sizes.append(len(data))
        return sound(data)

    monkeypatch.setattr(zlib, "compress", counted)
    made = write(document(generated(1)), MEDIA, house())
    with Pdf.open(BytesIO(made.data)) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        whole = sum(len(each.read_bytes()) for each in streams)
    assert made.page_count > 5
    assert made.page_count < len(sizes) <= len(streams) + len(sizes) // 50
    assert sum(sizes) < 1.5 * whole

"""Charts that came back: what each says in its part, and what in the workbook within it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.data_files import DataCell, Workbook, kept, read, read_area, shown_number
from briefgen.errors import Diagnostic
from briefgen.formats.docx.markup import Element, qualified
from briefgen.formats.docx.safe_open import MOST_XML, Opened, UnfitError
from briefgen.formats.docx.word_model import WordChart, WordChartPoint, WordChartSeries

MOST_POINTS = 10_000
"""The figures of a series that are read."""


def word_chart(document: Opened, part: str, name: str, alt: str) -> WordChart:
    """A chart by its part; one that cannot be read has a fault, and nothing else."""
    try:
        root = document.xml(part)
    except UnfitError as error:
        return WordChart(name, alt, fault=error.message)
    book = _workbook(document, part)
    if isinstance(book, str):
        return WordChart(name, alt, fault=book)
    series = tuple(WordChartSeries(*_named(each, book), tuple(_points(each, book))) for each in _all(root, "c:ser"))
    texts = (text.text or "" for title in _all(root, "c:title") for text in title.iter(qualified("a:t")))
    return WordChart(name, alt, series, " ".join("".join(texts).split()))


def _all(root: Element, name: str) -> Iterator[Element]:
    return root.iter(qualified(name))


def _workbook(document: Opened, part: str) -> Workbook | str | None:
    """The workbook of a chart, or why it cannot be read; none where there is none."""
    name = document.related(part, RT.PACKAGE)
    if name is None or name not in document:
        return None
    try:
        data = document.part(name)
    except UnfitError as error:
        return error.message
    if _unpacked(data) > MOST_XML:
        return f"its workbook unpacks to more than {MOST_XML:,} bytes"
    book = read("figures.xlsx", data)
    return book.message if isinstance(book, Diagnostic) else book


def _unpacked(data: bytes) -> int:
    """The bytes to which a workbook says that it unpacks; none of what is no archive."""
    with suppress(BadZipFile, NotImplementedError, EOFError, ValueError, OSError, struct.error):
        return sum(entry.file_size for entry in ZipFile(BytesIO(data)).infolist())
    return 0


def _named(series: Element, book: Workbook | None) -> tuple[str, str | None]:
    """The name of a series in the part and in the workbook."""
    cells = _cells(series, "tx", book)
    return _joined(series.find(qualified("c:tx"))), None if cells is None else "".join(map(_text, cells))


def _joined(element: Element | None) -> str:
    return "" if element is None else "".join(value.text or "" for value in _all(element, "c:v"))


def _points(series: Element, book: Workbook | None) -> Iterator[WordChartPoint]:
    """The figures of a series, by category."""
    categories, values = _cache(series, "cat"), _cache(series, "val")
    names, numbers = _cells(series, "cat", book), _cells(series, "val", book)
    forms = _forms(series)
    last = max((*categories, *values, len(numbers or ()) - 1), default=-1)
    for place in range(min(last + 1, MOST_POINTS)):
        value = kept(values[place]) if place in values else None
        yield WordChartPoint(
            categories.get(place, ""),
            value,
            "" if value is None else shown_number(forms.get(place) or forms[-1], value) or f"{value:f}",
            _text(names[place]) if names and place < len(names) else None,
            _number(numbers[place]) if numbers and place < len(numbers) else None,
            has_workbook=numbers is not None,
        )


def _cache(series: Element, what: str) -> dict[int, str]:
    """The texts of a cache by their numbers."""
    holder = series.find(qualified(f"c:{what}"))
    points = () if holder is None else _numbered(holder)
    return {int(point.get("idx", "")): point.findtext(qualified("c:v"), "") for point in points}


def _numbered(holder: Element) -> Iterator[Element]:
    """The points of a cache that have a number of a fair size."""
    return (point for point in _all(holder, "c:pt") if _is_place(point.get("idx", "")))


def _is_place(number: str) -> bool:
    return number.isdecimal() and number.isascii() and len(number) <= len(str(MOST_POINTS))


def _forms(series: Element) -> dict[int, str]:
    """The formats in which a series' figures are shown by their numbers; at -1 that of all others.

    Those of labels go before those of the figures themselves, of which LibreOffice keeps none.
    """
    holder = series.find(qualified("c:val"))
    if holder is None:
        return {-1: "General"}
    common = next((each.text or "" for each in _all(holder, "c:formatCode")), "") or "General"
    forms = {int(each.get("idx", "")): code for each in _numbered(holder) if (code := each.get("formatCode"))}
    labels = series.find(qualified("c:dLbls"))
    for label in () if labels is None else (labels, *labels.iterfind(qualified("c:dLbl"))):
        index, form = label.find(qualified("c:idx")), label.find(qualified("c:numFmt"))
        number = "-1" if index is None else index.get("val", "")
        if form is not None and form.get("sourceLinked") in {"0", "false"} and (label is labels or _is_place(number)):
            forms[int(number)] = form.get("formatCode", "")
    return {-1: common} | forms


def _cells(series: Element, what: str, book: Workbook | None) -> list[DataCell] | None:
    """The cells to which a series refers; none where there are none, as without a workbook."""
    holder = series.find(qualified(f"c:{what}"))
    reference = "" if holder is None else next((each.text or "" for each in _all(holder, "c:f")), "")
    name, _, area = reference.rpartition("!")
    found = read_area(area)
    sheet = next((each for each in (book.sheets if book else ()) if each.name == name.strip("'")), None)
    if sheet is None or found is None or found.size > MOST_POINTS:
        return None
    rows, columns = range(found.top, found.bottom + 1), range(found.left, found.right + 1)
    return [sheet.cell(row, column) for row in rows for column in columns]


def _text(cell: DataCell) -> str:
    return cell.value if isinstance(cell.value, str) else cell.text


def _number(cell: DataCell) -> Decimal | None:
    return cell.value if isinstance(cell.value, Decimal) else None

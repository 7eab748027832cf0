"""The workbook within a chart: the figures as Excel opens them when somebody chooses Edit Data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from briefgen.formats.docx.package import entry
from briefgen.model.chart import Chart

SHEET = "Sheet1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIRST_FORMAT = 164
"""The first number that a format of one's own can have (ISO/IEC 29500-1, 18.8.30)."""

ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What begins a character by its number, where it stands in a text (ISO/IEC 29500-1, 22.9.2.19)."""

FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def workbook(chart: Chart, forms: Sequence[Sequence[str]]) -> bytes:
    """A sheet with a column for each series and a row for each category, its figures in the forms of their series."""
    numbers = {form: place for place, form in enumerate(dict.fromkeys(f for each in forms for f in each if f), 1)}
    parts = FIXED | {"xl/styles.xml": _styles(numbers), "xl/worksheets/sheet1.xml": _sheet(chart, forms, numbers)}
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(entry(name), f"{HEAD}{text}", ZIP_DEFLATED, 3)
    return file.getvalue()


def column(number: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _styles(numbers: dict[str, int]) -> str:
    """The formats of numbers, each with a style of cells, behind the plain one."""
    formats = "".join(
        f'<numFmt numFmtId="{FIRST_FORMAT + number}" formatCode="{escape(form)}"/>' for form, number in numbers.items()
    )
    cells = "".join(
        f'<xf numFmtId="{FIRST_FORMAT + number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in numbers.values()
    )
    plain = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="{len(numbers)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf {plain}/></cellStyleXfs>'
        f'<cellXfs count="{len(numbers) + 1}"><xf {plain} xfId="0"/>{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(chart: Chart, forms: Sequence[Sequence[str]], numbers: dict[str, int]) -> str:
    rows = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in _rows(chart, forms, numbers))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _rows(chart: Chart, forms: Sequence[Sequence[str]], numbers: dict[str, int]) -> Iterator[tuple[int, Iterator[str]]]:
    yield 1, (_text(f"{column(place)}1", series.name) for place, series in enumerate(chart.series, 1))
    for row, category in enumerate(chart.categories):
        values = (
            f'<c r="{column(place)}{row + 2}" s="{numbers[form[row]]}"><v>{point.value:f}</v></c>'
            for place, (series, form) in enumerate(zip(chart.series, forms, strict=True), 1)
            if (point := series.points[row])
        )
        yield row + 2, iter((_text(f"A{row + 2}", category), *values))


def _text(address: str, text: str) -> str:
    """A cell of text; nothing where there is none."""
    if not text:
        return ""
    plain = ESCAPED.sub("_x005F_", text)
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(plain, quote=False)}</t></is></c>'

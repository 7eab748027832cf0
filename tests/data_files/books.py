"""Workbooks made from their parts, as programs write them, and data files of the folder of samples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.data_files import (
    DataFigure,
    Declared,
    MissingValue,
    ReadAs,
    Selector,
    Taken,
    TakenTable,
    Workbook,
    read,
    take,
    take_table,
)
from briefgen.errors import Diagnostic
from tests.archives import zipped

SAMPLES = Path(__file__).parent / "samples"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def xlsx(
    rows: str,
    *,
    behind: str = "",
    before: str = "",
    formats: tuple[str, ...] = (),
    book: str = "",
    state: str = "visible",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of one sheet "Data" with such rows; cells of style N have the N-th format, counted from 1."""
    codes = "".join(f'<numFmt numFmtId="{at}" formatCode="{code}"/>' for at, code in enumerate(formats, 200))
    styles = "".join(f'<xf numFmtId="{at}"/>' for at in (0, *range(200, 200 + len(formats))))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.xml" ContentType="{TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships {PACKAGE}><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="Data" sheetId="1" '
        f'state="{state}" r:id="s"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {PACKAGE}><Relationship Id="s" Type="{RELATIONS}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="u" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}/>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{behind}</worksheet>",
    }
    return zipped(parts | dict(more or {}))


def ods(table: str, *, styles: str = "", behind: str = "") -> bytes:
    """An OpenDocument spreadsheet with such tables."""
    content = (
        f"<office:document-content {ODF} {CALC}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}{behind}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"})


def texts(*rows: tuple[object, ...], start: int = 1) -> str:
    """Rows of cells: texts, and numbers as they are stored."""
    return "".join(
        f'<row r="{row}">{"".join(_cell(f"{chr(64 + at)}{row}", value) for at, value in enumerate(values, 1))}</row>'
        for row, values in enumerate(rows, start)
    )


def _cell(address: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def sample(name: str, declared: Declared | None = None) -> Workbook:
    """One of the samples, read."""
    return book(name, (SAMPLES / name).read_bytes(), declared)


def book(name: str, data: bytes, declared: Declared | None = None) -> Workbook:
    """A data file that can be read."""
    found = read(name, data, declared)
    assert isinstance(found, Workbook), found
    return found


def fault(found: object) -> Diagnostic:
    """The diagnostic that came out, which names its file."""
    assert isinstance(found, Diagnostic), found
    assert found.place.file
    return found


def code(found: object) -> str:
    """The code of the diagnostic that came out."""
    return fault(found).code


def value(
    workbook: Workbook, selector: Selector, read_as: ReadAs = ReadAs.FIGURE, declared: Declared | None = None
) -> object:
    """What one cell says: a figure as its number with its unit behind it."""
    found = take(workbook, selector, read_as, declared or Declared())
    assert isinstance(found, Taken), found
    return figure_of(found.value)


def figure_of(taken: object) -> object:
    """A figure as its number with its unit behind it, a missing value as its mark and meaning, all else as it is."""
    match taken:
        case DataFigure():
            return f"{taken.value}{taken.unit}"
        case MissingValue():
            return (taken.mark, taken.meaning)
    return taken


def refused(
    workbook: Workbook, selector: Selector, read_as: ReadAs = ReadAs.FIGURE, declared: Declared | None = None
) -> Diagnostic:
    """Why one cell is refused."""
    return fault(take(workbook, selector, read_as, declared or Declared()))


def table(workbook: Workbook, selector: Selector, declared: Declared, columns: dict[str, ReadAs]) -> TakenTable:
    """A table that was taken without any other columns."""
    found = take_table(workbook, selector, declared, read_as=columns)
    assert isinstance(found, TakenTable), found
    others = frozenset(found.columns.values()) - columns.keys()
    found = take_table(workbook, selector, declared, read_as=columns, without=others)
    assert isinstance(found, TakenTable), found
    return found

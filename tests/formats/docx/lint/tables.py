"""Tables: a header row, rows that fill the grid, a width that the page has room for, and what Word needs around."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from briefgen.formats.docx.markup import Element, qualified
from tests.formats.docx.opened import MAIN, Docx, find, text_of

TILES = "KeyFigures"
"""The style of tables that are layout, their cells read one behind the other."""

SLACK = 2
"""By how many twips widths may be off, because each is rounded on its own."""


def _tables(docx: Docx) -> Iterator[tuple[str, Element]]:
    for name, story in docx.stories.items():
        for number, table in enumerate(find(story, "//w:tbl"), 1):
            yield f"{name}, table {number}", table


def _style(table: Element) -> str:
    return next(iter(find(table, "w:tblPr/w:tblStyle/@w:val")), "")


def _number(table: Element, path: str) -> int:
    return sum(int(value) for value in find(table, path)[:1])


def headers(docx: Docx) -> Iterator[str]:
    """Tables without a header row, or that do not say so in their looks, which is all that tiles have of one."""
    for name, table in _tables(docx):
        is_tiles = find(table, "w:tblPr/w:tblStyle/@w:val") == ["KeyFigures"]
        if bool(find(table, "w:tr[1]/w:trPr/w:tblHeader[not(@w:val='0' or @w:val='false')]")) is is_tiles:
            yield name
        elif find(table, "w:tblPr/w:tblLook/@w:firstRow") != ["1"]:
            yield f"{name} looks as if it had none"


def heads(docx: Docx) -> Iterator[str]:
    """Header cells that name nothing."""
    for name, table in _tables(docx):
        for cell in find(table, "w:tr[w:trPr/w:tblHeader]/w:tc[not(w:tcPr/w:vMerge[not(@w:val)])]"):
            if not text_of(cell).strip():
                yield name


def titles(docx: Docx) -> Iterator[str]:
    """Tables without a title for those who do not see them."""
    yield from (name for name, table in _tables(docx) if not find(table, "w:tblPr/w:tblCaption[string(@w:val)]"))


def grids(docx: Docx) -> Iterator[str]:
    """Rows that do not fill the grid, and cells as wide as no column."""
    for name, table in _tables(docx):
        widths = [int(width) for width in find(table, "w:tblGrid/w:gridCol/@w:w")]
        for number, row in enumerate(find(table, "w:tr"), 1):
            column = _number(row, "w:trPr/w:gridBefore/@w:val")
            cells = find(row, "w:tc")
            for cell in cells:
                span = _number(cell, "w:tcPr/w:gridSpan/@w:val") or 1
                if _number(cell, "w:tcPr/w:tcW/@w:w") != sum(widths[column : column + span]):
                    yield f"{name}, row {number}: a cell that is not as wide as its column"
                column += span
            column += _number(row, "w:trPr/w:gridAfter/@w:val")
            if column != len(widths) or not cells:
                yield f"{name}, row {number}: {column} of {len(widths)} columns"


def widths(docx: Docx) -> Iterator[str]:
    """Tables that reach beyond the text; the gap behind the last tile is seen by nobody."""
    section = find(docx.xml(MAIN), "//w:sectPr")[-1]
    room = _number(section, "w:pgSz/@w:w") - _number(section, "w:pgMar/@w:left") - _number(section, "w:pgMar/@w:right")
    for name, table in _tables(docx):
        columns = [int(width) for width in find(table, "w:tblGrid/w:gridCol/@w:w")]
        left = _number(table, "w:tblPr/w:tblInd/@w:w")
        width = _number(table, "w:tblPr/w:tblW/@w:w")
        gap = _gap(docx, table) if _style(table) == TILES else 0
        if width != sum(columns):
            yield f"{name} is {width} wide, its columns {sum(columns)}"
        if left < -SLACK or left + width - gap > room + SLACK + len(columns):
            yield f"{name} takes {left} to {left + width - gap} of {room}"
        if min(columns, default=0) < 1:
            yield f"{name} has a column without width"


def _gap(docx: Docx, table: Element) -> int:
    margin = f"//w:style[@w:styleId='{_style(table)}']/w:tblPr/w:tblCellMar/w:right/@w:w"
    return int(find(docx.xml("word/styles.xml"), margin)[0])


def surroundings(docx: Docx) -> Iterator[str]:
    """Tables in touch, which Word joins, and tables without the paragraph that Word needs behind them."""
    for name, table in _tables(docx):
        following = find(table, "following-sibling::*[self::w:p or self::w:sdt or self::w:tbl or self::w:sectPr][1]")
        if not following or following[0].tag in (table.tag, qualified("w:sectPr")):
            yield f"{name}: no paragraph follows"


def cells(docx: Docx) -> Iterator[str]:
    """Cells without a paragraph at their end, which Word mends."""
    for name, table in _tables(docx):
        yield from (name for _ in find(table, "w:tr/w:tc[not(*[last()][self::w:p])]"))


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "header rows": headers,
    "header cells": heads,
    "titles of tables": titles,
    "rows and grids": grids,
    "widths of tables": widths,
    "around tables": surroundings,
    "ends of cells": cells,
}

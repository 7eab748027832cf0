"""Workbooks and data files: bytes to values, every cell with its address, and nothing guessed.

`read` makes a `Workbook` of a file's bytes; `take` gives the value of one cell, `take_table` those of a table. Whatever
cannot be read, found or trusted is one diagnostic, which names file, sheet and cell. Nothing here opens a path.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from briefgen.codes import DATA_FILE_REFUSED
from briefgen.data_files.cells import Area, DataCell, Refusal, Workbook, read_area, refusal
from briefgen.data_files.declared import DELIMITERS, MISSING, Declared
from briefgen.errors import Diagnostic

if TYPE_CHECKING:
    from briefgen.data_files.delimited import field_spans
    from briefgen.data_files.excerpts import excerpt
    from briefgen.data_files.figures import DataFigure, MissingValue
    from briefgen.data_files.metadata import OfferedDate, caveats, offered_dates
    from briefgen.data_files.number_formats import kept, shown_number
    from briefgen.data_files.scales import ONES, SCALES, multiplied, scales_in, scales_in_title
    from briefgen.data_files.selection import Selector, left_out, row_texts
    from briefgen.data_files.tables import TableLayout
    from briefgen.data_files.taking import ReadAs, Taken, TakenCell, TakenTable, packed, take, take_table, unpacked

__all__ = [
    "MISSING",
    "MOST_BYTES",
    "ONES",
    "SCALES",
    "SUFFIXES",
    "Area",
    "DataCell",
    "DataFigure",
    "Declared",
    "MissingValue",
    "OfferedDate",
    "ReadAs",
    "Selector",
    "TableLayout",
    "Taken",
    "TakenCell",
    "TakenTable",
    "Workbook",
    "caveats",
    "excerpt",
    "field_spans",
    "kept",
    "left_out",
    "multiplied",
    "offered_dates",
    "packed",
    "read",
    "read_area",
    "row_texts",
    "scales_in",
    "scales_in_title",
    "shown_number",
    "take",
    "take_table",
    "unpacked",
]

_HOMES = {
    "ONES": "scales",
    "SCALES": "scales",
    "DataFigure": "figures",
    "MissingValue": "figures",
    "OfferedDate": "metadata",
    "ReadAs": "taking",
    "Selector": "selection",
    "TableLayout": "tables",
    "Taken": "taking",
    "TakenCell": "taking",
    "TakenTable": "taking",
    "caveats": "metadata",
    "excerpt": "excerpts",
    "field_spans": "delimited",
    "kept": "number_formats",
    "left_out": "selection",
    "multiplied": "scales",
    "offered_dates": "metadata",
    "packed": "taking",
    "row_texts": "selection",
    "scales_in": "scales",
    "scales_in_title": "scales",
    "shown_number": "number_formats",
    "take": "taking",
    "take_table": "taking",
    "unpacked": "taking",
}

MOST_BYTES = 1 << 26
SUFFIXES = (".xlsx", ".ods", ".json", *DELIMITERS)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def read(file: str, data: bytes, declared: Declared | None = None) -> Workbook | Diagnostic:
    """What a data file holds, by the end of its name; else why it cannot be read."""
    try:
        return _read(file, data, declared or Declared())
    except Refusal as error:
        return error.diagnostic


def _read(file: str, data: bytes, declared: Declared) -> Workbook:
    suffix = PurePosixPath(file).suffix.lower()
    if len(data) > MOST_BYTES:
        raise refusal(DATA_FILE_REFUSED, file, f"the file has more than {MOST_BYTES >> 20} MiB")
    match suffix:
        case ".xlsx":
            from briefgen.data_files.package import opened
            from briefgen.data_files.xlsx import read_xlsx

            return read_xlsx(opened(file, data))
        case ".ods":
            from briefgen.data_files.ods import read_ods
            from briefgen.data_files.package import opened

            return read_ods(opened(file, data))
        case ".json":
            from briefgen.data_files.json_values import read_json

            return read_json(file, data)
        case _ if suffix in DELIMITERS:
            from briefgen.data_files.delimited import read_delimited

            return read_delimited(file, data, suffix, declared)
    kinds = ", ".join(SUFFIXES)
    raise refusal(DATA_FILE_REFUSED, file, f'"{suffix or file}" is no kind of data file', f"the kinds are {kinds}")

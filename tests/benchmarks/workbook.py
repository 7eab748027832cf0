"""A large workbook, a brief that is bound to it, and what reads it: python -m tests.benchmarks.workbook READER FILE."""

from __future__ import annotations

import gc
import sys
from io import BytesIO
from pathlib import Path

from tests.benchmarks.brief import EDITION, sections
from tests.benchmarks.desk import write_desk

FILE = "data/survey.xlsx"
ROW, COLUMN, COLUMNS = "The port", "Heading 19", 20


def write_bound(folder: Path, parts: int, rows: int) -> Path:
    """Write a desk whose first fact is bound to a cell in the middle of such a workbook; gives the workbook."""
    from openpyxl import Workbook

    write_desk(folder, parts)
    content = folder / "content"
    path = content / FILE
    path.parent.mkdir()
    fact = sections(parts)[0].rows[0].figures[0]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ports")
    sheet.append(["Port", *(f"Heading {at}" for at in range(1, COLUMNS))])
    for number in range(1, rows + 1):
        is_bound = number == rows // 2
        figures = [(number * 7919 + at * 104_729) % 1_000_003 / 100 for at in range(1, COLUMNS)]
        sheet.append([ROW, *[fact.value] * len(figures)] if is_bound else [f"Port {number}", *figures])
    book.save(path)
    _replace(content / "sources.yaml", "  kind: survey\n", f"  kind: survey\n  file: {FILE}\n")
    bound = f"{fact.name}:\n  from: {{row: {ROW}, column: {COLUMN}}}\n"
    _replace(content / EDITION / "facts.yaml", f"{fact.name}:\n", bound)
    return path


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def main(reader: str, file: str) -> None:
    """Read a workbook: all of its cells, or the cell that is bound, or nothing at all."""
    if reader == "calamine":
        from python_calamine import load_workbook

        book = load_workbook(BytesIO(Path(file).read_bytes()))
        book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    elif reader == "briefgen":
        from briefgen.cli import SELDOM
        from briefgen.data_files import Declared, ReadAs, Selector, Taken, read, take
        from briefgen.errors import Diagnostic

        gc.set_threshold(*SELDOM)  # as commands do
        workbook = read(file, Path(file).read_bytes())
        assert not isinstance(workbook, Diagnostic), workbook
        assert isinstance(take(workbook, Selector(row=ROW, column=COLUMN), ReadAs.FIGURE, Declared()), Taken)


if __name__ == "__main__":
    main(*sys.argv[1:])

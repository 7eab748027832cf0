"""Five thousand figures printed in one table: as a table of figures, and as entries of facts.yaml."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.brief import EDITION
from tests.benchmarks.desk import write_desk

ROWS, COLUMNS = 500, 10
HEADINGS = tuple(f"Measure {chr(ord('A') + at)}" for at in range(COLUMNS))


def figure(row: int, column: int) -> int:
    """A figure that is like no other in its row or column."""
    return (row * 7919 + column * 104_729) % 9973


def district(row: int) -> str:
    """A name without digits."""
    return "District " + "".join(chr(ord("a") + row // 26**place % 26) for place in (2, 1, 0)).capitalize()


def write_table(folder: Path, parts: int) -> None:
    """Write a desk whose brief prints such a table from `tables/`."""
    edition = _desk(folder, parts, "![](table:all)\n")
    (edition / "tables").mkdir()
    lines = [",".join(["District", *HEADINGS])]
    lines += [",".join([district(row), *(str(figure(row, at)) for at in range(COLUMNS))]) for row in range(ROWS)]
    (edition / "tables/all.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    entry = "all:\n  source: {id: survey, at: table 9}\n  caption: All districts.\n"
    (edition / "tables.yaml").write_text(entry, encoding="utf-8")


def write_facts(folder: Path, parts: int) -> None:
    """Write a desk whose brief prints the same, each figure an entry of facts.yaml."""
    head = f"| District | {' | '.join(HEADINGS)} |\n|{' --- |' * (COLUMNS + 1)}\n"
    rows = (
        f"| {district(row)} | {' | '.join(f'{{{{ all_{row}_{at} }}}}' for at in range(COLUMNS))} |\n"
        for row in range(ROWS)
    )
    edition = _desk(folder, parts, f"Table: All districts. {{#all}}\n\n{head}{''.join(rows)}")
    with (edition / "facts.yaml").open("a", encoding="utf-8") as facts:
        for row in range(ROWS):
            for at, heading in enumerate(HEADINGS):
                label = f"{heading}, {district(row)}"
                facts.write(f'\nall_{row}_{at}: {{value: {figure(row, at)}, label: "{label}", source: survey}}\n')


def _desk(folder: Path, parts: int, text: str) -> Path:
    write_desk(folder, parts)
    edition = folder / "content" / EDITION
    section = edition / "sections/98-all.md"
    section.write_text(f"---\ntitle: All districts\n---\n\n{text}", encoding="utf-8")
    return edition

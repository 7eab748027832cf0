"""Prints how long briefgen takes beside its peers: python -m tests.benchmarks."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from operator import attrgetter
from pathlib import Path

from tests.benchmarks import rows
from tests.benchmarks.brief import SIZES
from tests.benchmarks.measure import CACHE, ROOT

PAGE = ROOT / "docs/explanation/performance.md"
BEGIN, END = "<!-- the benchmark's table -->\n", "<!-- its end -->"


def main() -> None:
    """Measure, print the table, and write it as JSON where that is asked for."""
    arguments = _arguments()
    measures = ("processor",) if arguments.processor else ("wall", "processor")
    by = attrgetter(measures[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows.prepare(folder, dict.fromkeys(("S", *arguments.sizes)))
        measured = [
            *rows.start_up(folder, arguments.rounds, by),
            *rows.sizes(folder, arguments.rounds, arguments.sizes, measures),
            *rows.with_builder(folder, arguments.rounds),
            *rows.live(folder),
            *rows.right_to_left(folder, arguments.rounds),
            *rows.released(folder, arguments.rounds),
            *rows.pages(folder, arguments.rounds, arguments.sizes, by),
            *(row for name in arguments.sizes for row in rows.guards(folder, arguments.rounds, name)),
            *(
                row
                for name in arguments.sizes
                if name in rows.IN_MEMORY
                for row in rows.in_memory(folder, name, arguments.rounds)
            ),
            *(rows.data_files(folder, arguments.rounds, arguments.rows, by) if arguments.rows else ()),
            *(rows.figures(folder, arguments.rounds, by) if arguments.rows else ()),
            *(rows.archive(folder, arguments.rounds, *arguments.records, by) if arguments.records else ()),
            *(rows.watching(folder) if arguments.packs else ()),
            *(rows.packs(folder, *arguments.packs) if arguments.packs else ()),
        ]
    shutil.rmtree(CACHE, ignore_errors=True)
    about = {
        "date": date.today().isoformat(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        **rows.versions(),
    }
    table = f"{_table(measured)}\n\n{', '.join(f'{key} {value}' for key, value in about.items())}\n"
    sys.stdout.write(table)
    if arguments.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table}{END}{rest.partition(END)[2]}", encoding="utf-8")
    if arguments.json:
        data = {
            "about": about,
            "rows": [asdict(row) | {"ratio": row.ratio, "reached": row.is_reached} for row in measured],
        }
        arguments.json.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how many times in turn")
    parser.add_argument("--sizes", type=lambda text: tuple(text.split(",")), default=tuple(SIZES), help="S,M,L")
    parser.add_argument("--packs", type=int, nargs="*", default=(10, 520), help="few, many; none without edits")
    parser.add_argument("--records", type=int, nargs="*", default=(20_000, 40), help="of an archive; made again")
    parser.add_argument("--rows", type=int, default=100_000, help="of a workbook; 0 for none")
    parser.add_argument("--processor", action="store_true", help="compare seconds of the processors, on a busy machine")
    parser.add_argument("--write", action="store_true", help=f"also put the table into {PAGE.name}")
    parser.add_argument("--json", type=Path, help="also write the table to this file")
    return parser.parse_args()


def _table(measured: Iterable[rows.Row]) -> str:
    lines = ["| what | briefgen | beside | ratio | to reach |", "| --- | ---: | --- | ---: | ---: |"]
    for row in measured:
        mark = "" if row.is_reached else " (missed)"
        ours, theirs = (f"{value:.3g} {row.unit}" for value in (row.ours, row.theirs))
        lines.append(f"| {row.what} | {ours} | {row.against}: {theirs} | {row.ratio:.2f} | {row.most:g}{mark} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

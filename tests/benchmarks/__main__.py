"""Prints how long briefgen takes beside its peers: python -m tests.benchmarks."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from tests.benchmarks import rows
from tests.benchmarks.brief import SIZES


def main() -> None:
    """Measure, print the table, and write it as JSON where that is asked for."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows.prepare(folder, dict.fromkeys(("S", *arguments.sizes)))
        measured = [
            *rows.start_up(folder, arguments.rounds),
            *rows.sizes(folder, arguments.rounds, arguments.sizes),
            *rows.watching(folder),
            *rows.packs(folder, *arguments.packs),
        ]
    about = {
        "date": date.today().isoformat(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        **rows.versions(),
    }
    sys.stdout.write(_table(measured) + f"\n\n{', '.join(f'{key} {value}' for key, value in about.items())}\n")
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
    parser.add_argument("--packs", type=int, nargs=2, default=(10, 520), help="few and many")
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

"""How an archive grows: python -m tests.archive.scale RECORDS prints times of storing, verifying and cataloguing."""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from briefgen.archive.catalogue import rebuild_catalogue, search
from briefgen.archive.publication import publication
from briefgen.archive.verify import verify
from briefgen.storage import remove_tree
from tests.archive.store import INFO, PUBLISHED, payload

PAGE = "The council met in May and landed more than the quota allows, tonnes and boats included. " * 9
SHARE = 20


def store(archive: Path, number: int) -> None:
    """One record of some 120 kB and 800 words, an edition a week."""
    edition = f"{date(1990, 1, 1) + timedelta(weeks=number % 2600)}-brief-{number}"
    text = f'["{PAGE}", "{PAGE} {number}"]'.encode()
    with publication(archive, edition) as slot:
        slot.store({**payload(number), "brief.docx": b"%d" % number * 25_000, "text.json": text}, INFO, PUBLISHED)


def main(count: int) -> None:
    archive = Path(tempfile.mkdtemp()) / "archive"
    times = []
    for number in range(count):
        start = perf_counter()
        store(archive, number)
        times.append(perf_counter() - start)
    first, last = (median(part) * 1000 for part in (times[: count // SHARE], times[-(count // SHARE) :]))
    sys.stdout.write(
        f"{count} records stored in {sum(times):.0f} s: {first:.1f} ms each at first, {last:.1f} ms at last\n"
    )
    start = perf_counter()
    findings = [finding for _, found in verify(archive) for finding in found]
    sys.stdout.write(f"verified in {perf_counter() - start:.1f} s, {len(findings)} findings\n")
    start = perf_counter()
    rebuild_catalogue(archive)
    sys.stdout.write(f"catalogue made anew in {perf_counter() - start:.1f} s\n")
    start = perf_counter()
    hits = search(archive, f'"included. {count - 1}"', limit=5).hits
    sys.stdout.write(f"searched in {perf_counter() - start:.2f} s, {len(hits)} found\n")
    remove_tree(archive)


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Large archives: what storing, verifying and searching take in them, and making records again."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from unittest.mock import patch

from briefgen.archive.publication import publication
from tests.archive.store import INFO, PUBLISHED, payload
from tests.benchmarks.desk import editions, write_desk
from tests.benchmarks.measure import BRIEFGEN, run

PAGE = "The council met in May and landed more than the quota allows, tonnes and boats included. " * 9


def stored(archive: Path, records: int) -> list[float]:
    """Store so many records of some 40 kB, an edition a week, without waiting for the disk; the seconds of each."""
    took = []
    with patch.object(os, "fsync", lambda _descriptor: None):
        for number in range(records):
            start = process_time()
            _store(archive, number)
            took.append(process_time() - start)
    return took


def _store(archive: Path, number: int) -> None:
    edition = f"{date(1990, 1, 1) + timedelta(weeks=number % 2600)}-brief-{number}"
    text = f'["{PAGE}", "{PAGE} {number}"]'.encode()
    with publication(archive, edition) as slot:
        slot.store({**payload(number), "brief.docx": b"%d" % number * 7_000, "text.json": text}, INFO, PUBLISHED)


def published(desk: Path, records: int, parts: int) -> None:
    """Publish so many editions of a brief."""
    write_desk(desk, parts, editions(records))
    for folder in sorted((desk / "content").glob("2*")):
        run((*BRIEFGEN, "publish", folder.name), desk)

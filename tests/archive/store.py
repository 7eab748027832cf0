"""Storing a small record or pack as a process of its own (python -m tests.archive.store), to be killed and starved."""

from __future__ import annotations

import sys
from pathlib import Path

from briefgen import storage
from briefgen.archive.publication import publication
from briefgen.archive.records import Record
from briefgen.archive.stamps import request_stamp
from briefgen.errors import BriefgenError
from briefgen.output_folder import put_pack, recover

EDITION = "2031-05-05-herring"
PUBLISHED = "2031-05-05T12:00:00Z"
INFO = (("Source-Organization", "Fisheries desk"),)


def payload(number: int) -> dict[str, bytes]:
    """The files of a record or pack, told apart by a number."""
    return {
        "record.json": b'{"title": "Herring", "number": %d}' % number,
        "brief.pdf": b"%%PDF %d" % number * 500,
        "source/content/desk.yaml": b"name: Desk %d\n" % number,
        "text.json": b"[]",
        "ledger.json": b"[]",
    }


def store(archive: Path, edition: str = EDITION) -> Record:
    """Store the next version of an edition."""
    with publication(archive, edition) as slot:
        slot.store(payload(slot.record.version), INFO, PUBLISHED)
        return slot.record


def build(folder: Path, number: int) -> None:
    """Write a pack as a build does."""
    recover(folder)
    put_pack(folder, payload(number), {"number": number})


def main(what: str, folder: str, *rest: str) -> int:
    storage.AT_ONCE = 1  # strace counts the calls of each thread by themselves
    try:
        if what == "publish":
            sys.stdout.write(f"{store(Path(folder), *rest).name}\n")
        elif what == "stamp":
            sys.stdout.write(f"{request_stamp(Path(folder)).name}\n")
        else:
            build(Path(folder), *map(int, rest))
    except BriefgenError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

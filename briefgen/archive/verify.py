"""Verifying: every record against its manifests, the manifests against the register, the register against a head."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefgen.archive.bag import INFO, TAG_MANIFEST, Files, FolderFiles, faults, info_of
from briefgen.archive.publication import PENDING
from briefgen.archive.records import Record, record_at, records_of, years_of
from briefgen.archive.register import BEGINNING, Register, RegisterLine, read_register
from briefgen.archive.stamps import stamp_faults
from briefgen.errors import StorageError
from briefgen.frozen import frozen
from briefgen.storage import append

FIXITY_LOG = "fixity.jsonl"
SIGNED = ".signed.pdf"

Listed = tuple[RegisterLine, RegisterLine | None]
"""A line of the register, and the line before it."""


@frozen
class Finding:
    """Something that is not as it was published: the record or file, what is wrong, and until when it was sound."""

    where: str
    what: str
    sound_until: str = ""


def verify_register(archive: Path, since: str = "") -> Iterator[Finding]:
    """What is wrong with the register as a whole, and against a head of it that somebody has noted or had stamped."""
    register = read_register(archive)
    if register.fault:
        yield Finding("register.jsonl", register.fault)
    if since and since not in register.heads:
        yield Finding("register.jsonl", f"has never had the head {since}: it was rewritten, or lines have been dropped")
    if not archive.is_dir():
        return
    yield from (Finding(where, what) for where, what in stamp_faults(archive, register))
    for at, head in _heads_seen(archive).items():
        if head not in register.heads:
            what = f"says that the register had the head {head} on {at}: it was rewritten, or lines have been dropped"
            yield Finding(FIXITY_LOG, what)
            break
    listed = {entry.record for entry in register.entries}
    for record in records_of(archive):
        if record.path not in listed:
            yield Finding(record.path, _unlisted(archive, record))
            yield from (Finding(f"{record.path}/{f.where}", f.what) for f in faults(FolderFiles(record.folder)))
    yield from _strangers(archive, listed)


def _unlisted(archive: Path, record: Record) -> str:
    try:
        pending = json.loads((archive / PENDING).read_bytes()).get("record")
    except (OSError, ValueError, AttributeError):
        pending = None
    if pending == record.path:
        return "was being published when briefgen was interrupted; the next publication finishes it"
    return "is not in the register"


def _strangers(archive: Path, listed: Iterable[str]) -> Iterator[Finding]:
    """What stands among the records and is none, such as a record that was renamed; a signed copy belongs there."""
    records = {path.split("/")[-1] for path in listed}
    for year in years_of(archive):
        for name in sorted(path.name for path in (archive / year).iterdir()):
            is_copy = name.removesuffix(SIGNED) in records and name.endswith(SIGNED)
            if not is_copy and record_at(archive, f"{year}/{name}") is None:
                yield Finding(f"{year}/{name}", "is no record, but stands among them")


def check_record(record: Record) -> None:
    """Raises StorageError for a record that is not as it was published, or that the register does not have."""
    check_listed(record, listed(record.archive).get(record.path))


def check_listed(record: Record, lines: Listed | None) -> None:
    """Raises StorageError for a record that is not as it was published, or of which the register has no line."""
    if finding := first_finding(record, lines):
        raise StorageError(f"{record.archive / finding.where} {finding.what}; `briefgen archive verify` says more")


def first_finding(record: Record, lines: Listed | None) -> Finding | None:
    """What is first found to be wrong with a record; raises StorageError where the register has no line of it."""
    if lines is None:
        raise StorageError(f"{record.folder} is not in the register; `briefgen archive verify` says more")
    return next(verify_record(record.archive, *lines), None)


def listed(archive: Path) -> dict[str, Listed]:
    """What the register lists, as far as it is sound, by the paths of the records; each line with the one before it."""
    entries = entries_of(archive)
    pairs = zip(entries, (None, *entries), strict=False)
    return {entry.record: (entry, before) for entry, before in reversed([*pairs])}


def entries_of(archive: Path) -> tuple[RegisterLine, ...]:
    """What the register lists, as far as it is sound."""
    return read_register(archive).entries


def verify_record(archive: Path, entry: RegisterLine, before: RegisterLine | None) -> Iterator[Finding]:
    """What is wrong with one record that the register lists; `before` is the entry before its own."""
    record = record_at(archive, entry.record)
    if record is None or not record.folder.is_dir():
        yield Finding(entry.record, "is missing")
        return
    if record.folder.is_symlink() or record.folder.parent.is_symlink():
        yield Finding(entry.record, "is a link to elsewhere")
    yield from verify_files(FolderFiles(record.folder), entry, before.digest if before else BEGINNING)


def verify_files(files: Files, entry: RegisterLine, head: str) -> Iterator[Finding]:
    """What is wrong with the files of a record, wherever they are; `head` is the register's before its entry."""
    found = files.names()
    for fault in faults(files, found):
        yield Finding(f"{entry.record}/{fault.where}", fault.what)
    if found.get(TAG_MANIFEST) and files.digest(TAG_MANIFEST) != entry.manifest:
        yield Finding(f"{entry.record}/{TAG_MANIFEST}", "is not the one in the register")
    if info_of(files, found).get("Register-Head") != head:
        yield Finding(f"{entry.record}/{INFO}", "names another head than the register had when it was published")


def verify(archive: Path, since: str = "") -> Iterator[tuple[RegisterLine | None, list[Finding]]]:
    """The findings of the register, with no entry, and then of each record, one after the other."""
    sound = last_sound(archive)
    yield None, list(verify_register(archive, since))
    before: RegisterLine | None = None
    for entry in entries_of(archive):
        found = verify_record(archive, entry, before)
        until = sound.get(entry.record, entry.published)
        yield entry, [Finding(f.where, f.what, until) for f in found]
        before = entry


def last_sound(archive: Path) -> dict[str, str]:
    """When each record was last found to be sound, by the log of earlier verifications, the last of them first."""
    listed = [entry.record for entry in entries_of(archive)]
    sound: dict[str, str] = {}
    for checked in _logged(archive, reversed):
        with suppress(KeyError, TypeError):
            records = listed[: checked["lines"]] if "lines" in checked else checked["records"]
            sound = dict.fromkeys({*records}.difference(checked["broken"]), checked["at"]) | sound
        if len(sound) >= len(listed):
            break
    return sound


def _heads_seen(archive: Path) -> dict[str, str]:
    """The register's heads at earlier verifications, by their times."""
    heads = ((str(line.get("at")), str(line.get("head"))) for line in _logged(archive))
    return {at: head for at, head in heads if len(head) == len(BEGINNING)}


def _logged(archive: Path, order: Callable[[list[bytes]], Iterable[bytes]] = iter) -> Iterator[dict[str, Any]]:
    """The lines of the log of verifications, as far as they can be read, from its beginning or in another order."""
    try:
        lines = (archive / FIXITY_LOG).read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in order(lines):
        with suppress(ValueError, RecursionError):
            if isinstance(checked := json.loads(line), dict):
                yield checked


def log(archive: Path, at: str, register: Register, records: Sequence[str], broken: Iterable[str]) -> None:
    """Add a verification to the log: when, of which records, which of them had findings, and the register's head.

    Of a sound register, whose lines stay as they are, their number says which records these are.
    """
    which = {"records": records} if register.fault else {"lines": len(records)}
    line = {"at": at, "head": register.head, **which, "broken": sorted(set(broken))}
    path = archive / FIXITY_LOG
    gap = b"\n" if _is_cut_off(path) else b""
    append(path, gap + json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _is_cut_off(path: Path) -> bool:
    """Whether the last line of a file has no end."""
    try:
        with path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"
    except OSError:  # there is no file, or nothing in it
        return False

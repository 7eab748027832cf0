"""A second copy: every record, file by file, and the register as it was at each export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.archive.records import record_at
from briefgen.archive.register import REGISTER, Register, RegisterLine, parsed, sound_register
from briefgen.archive.stores import Store, files_of, listing
from briefgen.archive.verify import Finding, verify_files, verify_record
from briefgen.errors import StorageError

REGISTERS = "registers"


def export(archive: Path, store: Store) -> Iterator[tuple[RegisterLine, int]]:
    """Copy what the store lacks, record by record: gives each with the files that were added.

    A record's manifest goes last, so that a copy without it is not whole; what is there is compared, never replaced.
    Raises StorageError where the archive is not as it was published, and where the store has other bytes.
    """
    register = sound_register(archive)
    present = store.names()
    for before, entry in zip((None, *register.entries), register.entries, strict=False):
        if finding := next(verify_record(archive, entry, before), None):
            raise StorageError(f"{archive / finding.where} {finding.what}; `briefgen archive verify` says more")
        yield entry, _copied(archive, entry, store, present)
    if register.entries:
        name = f"{REGISTERS}/{len(register.entries):06}-{register.head[:12]}.jsonl"
        _create(store, name, (archive / REGISTER).read_bytes(), present)


def _copied(archive: Path, entry: RegisterLine, store: Store, present: set[str]) -> int:
    record = record_at(archive, entry.record)
    if record is None or not record.folder.is_dir():
        raise StorageError(f"{archive / entry.record} is missing; `briefgen archive verify` says more")
    files = [path.relative_to(record.folder).as_posix() for path in record.folder.rglob("*") if path.is_file()]
    ordered = sorted(files, key=lambda name: ("/" not in name, name))
    return sum(_create(store, f"{entry.record}/{n}", (record.folder / n).read_bytes(), present) for n in ordered)


def _create(store: Store, name: str, data: bytes, present: set[str]) -> bool:
    """Add a file unless it is there; whether it was added."""
    if name not in present:
        store.create(name, data)
        return True
    if store.read(name) != data:
        raise StorageError(f"the copy has another {name}, which is not replaced")
    return False


def register_of(store: Store, names: set[str]) -> Register:
    """The longest register that a copy has; an empty one where it has none."""
    snapshots = list(listing(names, REGISTERS))
    return parsed(store.read(snapshots[-1])) if snapshots else Register()


def verify_copy(store: Store, since: str = "") -> Iterator[tuple[RegisterLine | None, list[Finding]]]:
    """What is wrong with a copy: with its register, with no entry, and then with each record."""
    names = store.names()
    register = register_of(store, names)
    faults = [Finding(REGISTERS, register.fault)] if register.fault else []
    if not register.entries:
        faults.append(Finding(REGISTERS, "is missing: this is no copy of an archive"))
    if since and since not in register.heads:
        faults.append(Finding(REGISTERS, f"has never had the head {since}"))
    known = {entry.record for entry in register.entries} | {REGISTERS}
    strangers = sorted(name for name in names if not any(name.startswith(f"{path}/") for path in known))
    yield None, [*faults, *(Finding(name, "belongs to no record") for name in strangers)]
    before: RegisterLine | None = None
    for entry in register.entries:
        yield entry, list(verify_files(files_of(store, names, entry.record), entry, before))
        before = entry

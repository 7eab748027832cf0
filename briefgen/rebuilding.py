"""Rebuilding a record: its documents, made again from what it holds, and what differs from what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.archive.records import Record
from briefgen.building import record_files
from briefgen.content import read_record
from briefgen.errors import StorageError
from briefgen.frozen import frozen
from briefgen.model.edition import Issue
from briefgen.pipeline import Checked, check
from briefgen.publishing import ASSETS, CONTENT, ENVIRONMENT, environment
from briefgen.workspace import Workspace

WORDED = {"babel": "dates, numbers and amounts of money", "num2words": "numbers in words"}
"""What the data of a package become in a brief."""


@frozen
class Rebuilt:
    """The files made again, which of them differ from the record's, and what of the environment has changed."""

    files: Mapping[str, bytes]
    differing: tuple[str, ...]
    changed: tuple[str, ...]
    faults: tuple[str, ...] = ()


def rebuild(record: Record) -> Rebuilt:
    """Make a record's files again; raises StorageError where the record cannot be read.

    Fonts are not in a record: they come from the house, and one that is another than it was is named.
    """
    checked, files = record_files(workspace_of(record), checked_again(record), record.translations, issue_of(record))
    if checked.brief is None:
        return Rebuilt({}, (), (), tuple(f"{d.code}: {d.message}" for d in checked.diagnostics if d.is_error))
    differing = tuple(name for name, data in files.items() if not _is_same(record.data / name, data))
    changed = tuple(_changes(_environment(record), environment(checked.brief.theme)))
    return Rebuilt(files, differing, changed)


def checked_again(record: Record) -> Checked:
    """What checking finds in a record's own sources; raises StorageError where the record cannot be read."""
    return check(workspace_of(record), record.edition, issue=issue_of(record))


def workspace_of(record: Record) -> Workspace:
    """A record's own sources."""
    return Workspace(read_record(record, CONTENT), read_record(record, ASSETS), record.archive)


def issue_of(record: Record) -> Issue:
    """How a record was published; raises StorageError where it does not say."""
    described = record.description()
    return Issue(
        _whole(described.get("version")),
        str(described.get("reason") or ""),
        str(described.get("addendum_to") or ""),
        tuple(map(str, waived)) if isinstance(waived := described.get("waived"), list) else (),
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _environment(record: Record) -> Mapping[str, object]:
    made_with = record.json(ENVIRONMENT)
    if not isinstance(made_with, dict):
        raise StorageError(f"cannot read {record.data / ENVIRONMENT}: it describes no environment")
    return made_with


def _changes(then: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    """What of the environment is another than it was, by its name."""
    for name in {**then, **now}:
        before, after = then.get(name), now.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            if name == "fonts":
                yield from (f"font {font}" for font in {**before, **after} if before.get(font) != after.get(font))
            else:
                yield from _changes(before, after)
        elif before != after:
            effect = f": {WORDED[name]} may be worded otherwise for that" if name in WORDED else ""
            yield f"{name} {before or 'none'}, now {after or 'none'}{effect}"

"""Records: published packs, each in a folder of its own that is named for its edition and version, by year."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.archive.bag import MANIFEST
from briefgen.archive.register import listed_paths
from briefgen.errors import StorageError, UsageError
from briefgen.storage import digest

NAME = re.compile(r"(\d{4}-\d{2}-\d{2})_(\S+?)_v(\d{3,})")
YEAR = re.compile(r"\d{4}")
EDITION = re.compile(r"(\d{4}-\d{2}-\d{2})-(\S+)")
DATA, DESCRIPTION = "data", "record.json"
MORE = "`briefgen archive verify` says more"


@dataclass(frozen=True, order=True)
class Record:
    """A record in an archive: its edition and version."""

    archive: Path
    edition: str
    version: int

    @property
    def name(self) -> str:
        """The folder's name: "2025-02-25_weekly_v001"."""
        day, slug = _parts(self.edition)
        return f"{day}_{slug}_v{self.version:03}"

    @property
    def path(self) -> str:
        """The folder's path in the archive, with the year before it."""
        return f"{self.edition[:4]}/{self.name}"

    @property
    def folder(self) -> Path:
        return self.archive / self.path

    @property
    def data(self) -> Path:
        """The folder of what was published."""
        return self.folder / DATA

    def description(self) -> Mapping[str, object]:
        """What record.json says; raises StorageError where it cannot be read."""
        described = self.json(DESCRIPTION)
        if not isinstance(described, dict):
            raise StorageError(f"cannot read {self.data / DESCRIPTION}: it does not describe a record")
        return described

    @property
    def release(self) -> str:
        """The release of which it is; "" for a whole brief, as all were before there were releases.

        Raises StorageError where it cannot be read.
        """
        return str(self.description().get("release") or "")

    @property
    def translations(self) -> tuple[str, ...]:
        """The editions of other languages that it holds as well; raises StorageError where it cannot be read."""
        named = self.description().get("translations")
        return tuple(map(str, named)) if isinstance(named, list) else ()

    def is_of(self, release: str) -> bool:
        """Whether it is of a release, or a whole brief for ""; one that cannot be read may be either."""
        try:
            return self.release == release
        except StorageError:
            return True

    def json(self, name: str) -> object:
        """What a file of the record holds as JSON; raises StorageError where it is not the one that was published."""
        path = self.data / name
        try:
            data = path.read_bytes()
            if f"{digest(data)}  {DATA}/{name}\n".encode() in (self.folder / MANIFEST).read_bytes():
                return json.loads(data)
        except FileNotFoundError as error:
            gone = error.filename if self.folder.is_dir() else self.folder
            raise StorageError(f"{gone} is missing; {MORE}") from error
        except OSError as error:
            raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
        raise StorageError(f"{path} has changed; {MORE}")


def _parts(edition: str) -> tuple[str, str]:
    match = EDITION.fullmatch(edition)
    if match is None:
        raise UsageError(f'"{edition}" is no edition: its folder is named YYYY-MM-DD-slug')
    return match[1], match[2]


def record_at(archive: Path, path: str) -> Record | None:
    """The record at a path in the archive; none where the path is no record's."""
    year, _, name = path.partition("/")
    match = NAME.fullmatch(name)
    if match is None or match[1][:4] != year:
        return None
    record = Record(archive, f"{match[1]}-{match[2]}", int(match[3]))
    return record if record.path == path else None


def records_of(archive: Path, years: Iterable[str] | None = None, prefix: str = "") -> Iterator[Record]:
    """The records that stand in an archive, by edition and version; only those of some years where these are named.

    With a `prefix`, only those whose names begin so.
    """
    for year in years_of(archive) if years is None else filter(lambda each: (archive / each).is_dir(), years):
        with os.scandir(archive / year) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(prefix) and entry.is_dir()]
        found = (record_at(archive, f"{year}/{name}") for name in names)
        yield from sorted(record for record in found if record)


def all_records(archive: Path) -> list[Record]:
    """The records that stand in an archive, and those that are missing there though the register lists them."""
    missing = (record_at(archive, path) for path in listed_paths(archive))
    return sorted({*records_of(archive), *filter(None, missing)})


def years_of(archive: Path) -> list[str]:
    """The years of which there are folders in an archive, in their order."""
    if not archive.is_dir():
        return []
    return sorted(path.name for path in archive.iterdir() if YEAR.fullmatch(path.name) and path.is_dir())


def versions_of(archive: Path, edition: str) -> list[Record]:
    """The records of one edition, first version first."""
    prefix = Record(archive, edition, 1).name.removesuffix("001")
    return list(records_of(archive, [edition[:4]], prefix))


def choose_record(archive: Path, name: str) -> Record:
    """The record that a name means: its folder's name, or an edition, whose last version it then is.

    An edition may be named by its date, as long as only one whole brief has it, or one release. Raises UsageError for
    a name that means none.
    """
    records = all_records(archive)
    exact = [record for record in records if name in (record.name, record.path)]
    named = exact or [record for record in records if name in (record.edition, record.edition[:10])]
    if len({record.edition for record in named}) > 1:
        named = [record for record in named if record.is_of("")] or named
    editions = sorted({record.edition for record in named})
    if not named:
        held = f"; the newest is {records[-1].name}" if records else ", which has none yet"
        raise UsageError(f'"{name}" is no record of {archive}{held}')
    if len(editions) > 1:
        raise UsageError(f'"{name}" means several editions: {", ".join(editions)}')
    return named[-1]

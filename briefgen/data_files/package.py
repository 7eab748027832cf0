"""The zip archive that a workbook is: bounded, and refused where it is encrypted, damaged or brings programs."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import field
from functools import lru_cache
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from briefgen.codes import DATA_FILE_DAMAGED, DATA_FILE_REFUSED
from briefgen.data_files.cells import Refusal, refusal
from briefgen.data_files.markup import MarkupError, Tag, plain, tree
from briefgen.frozen import frozen

MOST_PARTS = 2_000
MOST_UNPACKED = 1 << 28
MOST_SMALL = 1 << 24
"""What a part other than a sheet and its texts may have, once unpacked."""
MOST_EXPANSION = 200
SMALL = 1 << 20
"""What a part may expand to however small it is packed."""

KEPT = 1 << 12
"""The bytes of parts whose trees are kept: most are the same in all workbooks of a program."""

COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")  # [MS-CFB] 2.2: old workbooks, and what encrypted ones are wrapped in
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROGRAM = re.compile(r"vbaProject|macroEnabled|macrosheet|activeX|(?:\A|/)(?:Basic|Scripts)/", re.IGNORECASE)
SAVE_AGAIN = "open it and save it again as .xlsx, .ods or .csv"
_BROKEN = (BadZipFile, LargeZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, struct.error)


@frozen(eq=False)
class ZippedParts:
    """A workbook's parts, unpacked when they are asked for."""

    file: str
    archive: ZipFile = field(repr=False)
    entries: dict[str, ZipInfo] = field(repr=False)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def part(self, name: str, most: int = MOST_SMALL) -> bytes:
        """A part as plain XML. Raises Refusal where it is missing, damaged, too large or declares anything."""
        try:
            return plain(self._unpacked(name, most))
        except MarkupError as error:
            raise self.damaged(f'its part "{name}" cannot be read: {error}') from error

    def xml(self, name: str) -> Tag:
        """The root of a small part."""
        try:
            data = self.part(name)
            return _kept_tree(data) if len(data) <= KEPT else tree(data)
        except MarkupError as error:
            raise self.damaged(f'its part "{name}" cannot be read: {error}') from error

    def _unpacked(self, name: str, most: int) -> bytes:
        entry = self.entries.get(name.lower())
        if entry is None:
            raise self.damaged(f'its part "{name}" is missing')
        if entry.file_size > most:
            limit = f"{most >> 20} MiB"
            raise refusal(DATA_FILE_REFUSED, self.file, f'its part "{name}" has more than {limit} once unpacked')
        try:
            return self.archive.read(entry)
        except (*_BROKEN, zlib.error) as error:
            raise self.damaged(f'its part "{name}" cannot be unpacked') from error

    def damaged(self, message: str) -> Refusal:
        """A fault of the file as a whole."""
        return refusal(DATA_FILE_DAMAGED, self.file, f"the workbook is damaged: {message}", SAVE_AGAIN)


_kept_tree = lru_cache(32)(tree)


def opened(file: str, data: bytes) -> ZippedParts:
    """The parts of a workbook. Raises Refusal for what is none, or is not to be opened."""
    if data.startswith(COMPOUND_FILE):
        raise _compound(file, data)
    try:
        archive = ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (*_BROKEN, zlib.error) as error:
        message = "this is no workbook, or its end is missing"
        raise refusal(DATA_FILE_DAMAGED, file, message, SAVE_AGAIN) from error
    for reason, hint in _reasons(entries):
        raise refusal(DATA_FILE_REFUSED, file, reason, hint)
    return ZippedParts(file, archive, {entry.filename.lower(): entry for entry in entries})


def _compound(file: str, data: bytes) -> Refusal:
    if ENCRYPTED in data:
        return refusal(DATA_FILE_REFUSED, file, "the workbook is encrypted", "save it without a password")
    return refusal(DATA_FILE_REFUSED, file, "this is a workbook of an old kind (.xls)", SAVE_AGAIN)


def _reasons(entries: list[ZipInfo]) -> list[tuple[str, str]]:
    """Why an archive is not to be opened, and what to do."""
    reasons = []
    if len(entries) > MOST_PARTS:
        reasons.append((f"the workbook has {len(entries):,} parts; at most {MOST_PARTS:,} are read", SAVE_AGAIN))
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        reasons.append(("the workbook has two parts of one name", SAVE_AGAIN))
    for entry in entries:
        if entry.flag_bits & 1:
            reasons.append(("the workbook is encrypted", "save it without a password"))
        if PROGRAM.search(entry.filename):
            reasons.append((f'the workbook brings programs ("{entry.filename}")', "save it without macros, as .xlsx"))
        if entry.file_size > max(SMALL, entry.compress_size * MOST_EXPANSION):
            reasons.append((f'its part "{entry.filename}" is more than {MOST_EXPANSION} times what it was packed', ""))
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        reasons.append(
            (f"the workbook has more than {MOST_UNPACKED >> 20} MiB once unpacked", "take out what is not needed")
        )
    return reasons[:1]

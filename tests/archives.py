"""Zip archives, as Word documents and workbooks are, by their parts."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by their names."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """An archive of such parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.comment = comment
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()

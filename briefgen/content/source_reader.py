"""Reading content files: only regular UTF-8 files inside the content folder, with all faults noted."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from briefgen import codes
from briefgen.content.text import guarded
from briefgen.errors import Diagnostic
from briefgen.spans import SourceFile, whole_file

YAML_LIMIT = 1 << 20
MARKDOWN_LIMIT = 1 << 18
SOURCE_LIMIT = 1 << 22
IMAGE_LIMIT = 1 << 26
FONT_LIMIT = 1 << 26
REFERENCE_LIMIT = 1 << 25


@dataclass
class SourceReader:
    """One pass over the content: what was read so far, and the faults found in it."""

    root: Path
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[Path, bytes] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def report(self, *diagnostics: Diagnostic) -> None:
        """Note faults."""
        self.diagnostics.extend(diagnostics)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note the faults of a part."""
        self.diagnostics.extend(diagnostics)

    def text(self, path: Path, limit: int) -> SourceFile | None:
        """The text of a file, or none, with the fault noted, where it cannot be read."""
        name = path.as_posix()
        data = self.data(path, limit)
        if data is None:
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.report(_not_utf8(name, data, error))
            return None
        text = text.replace("\r\n", "\n")
        self.texts[name] = text
        file, faults = guarded(SourceFile(name, text))
        self.extend(faults)
        return file

    def data(self, path: Path, limit: int) -> bytes | None:
        """The bytes of a file, or none, with the fault noted, where it cannot be read."""
        if not self.examine(path, limit):
            return None
        try:
            self.files[path] = path.read_bytes()
            return self.files[path]
        except (OSError, ValueError) as error:
            self._report_unreadable(path, error)
            return None

    def examine(self, path: Path, limit: int) -> bool:
        """Whether a file may be read, with the fault noted where not."""
        try:
            fault = self._unfit(path, limit)
        except (OSError, ValueError) as error:
            self._report_unreadable(path, error)
            return False
        self.extend([fault] if fault else [])
        return fault is None

    def _report_unreadable(self, path: Path, error: OSError | ValueError) -> None:
        place = whole_file(path.as_posix())
        if isinstance(error, FileNotFoundError):
            hint = "make it; `briefgen init DIR` writes a complete example" if path.suffix == ".yaml" else ""
            self.report(codes.FILE_MISSING.at(place, f'"{path.name}" is missing', hint))
        else:
            self.report(codes.FILE_UNREADABLE.at(place, f'"{path.name}" cannot be read: {_reason(error)}'))

    def has_read(self, path: Path) -> bool:
        """Whether the text of the file could be read."""
        return path.as_posix() in self.texts

    def inside(self, path: Path) -> bool:
        """Whether the path, with all links followed, stays in the content folder."""
        return path.resolve().is_relative_to(self.root.resolve())

    def _unfit(self, path: Path, limit: int) -> Diagnostic | None:
        place = whole_file(path.as_posix())
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return codes.FILE_UNREADABLE.at(place, f'"{path.name}" is not a regular file')
        if not self.inside(path):
            return codes.FILE_UNREADABLE.at(place, f'"{path.name}" is a link that leads out of the folder')
        if status.st_size > limit:
            message = f'"{path.name}" has {status.st_size:,} bytes; at most {limit:,} are read'
            return codes.TOO_LARGE.at(place, message)
        return None


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return codes.FILE_UNREADABLE.at(whole_file(name), "the file is UTF-16, not UTF-8", "save it as UTF-8 text")
    message = f"the file is not UTF-8 text: byte 0x{data[error.start]:02X} stands here"
    before = data[: error.start].decode("utf-8", "replace")
    return codes.FILE_UNREADABLE.at(SourceFile(name, before).span(len(before)), message, "save it as UTF-8 text")

"""The files of an edition: all that its folder shows, and what else of the content it is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen import codes
from briefgen.content.citations import cited_sources
from briefgen.content.desk import TEXTS
from briefgen.content.editions import COMMENTS
from briefgen.content.source_reader import IMAGE_LIMIT, SourceReader
from briefgen.content.text import code_point
from briefgen.errors import Diagnostic
from briefgen.model.edition import Edition
from briefgen.spans import whole_file

# A bag's manifest would have to encode a percent sign (RFC 8493, 2.1.3), which not every program decodes.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff%]")


def content_files(
    content: Path, edition: Edition, read: Mapping[Path, bytes]
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The bytes of an edition's files by their paths in the content folder, hidden files left out.

    They are those that were `read` for it, but for the texts of sources that it does not cite, and whatever else stands
    in its folder but for what reviewers have said, which is read now. Links to folders are not followed; a file that
    cannot be read, one that leads out of the content folder, and one whose name other systems would not keep are
    faults.
    """
    reading = SourceReader(content)
    files: dict[str, bytes] = {}
    for name, path in _kept(content, edition, read, reading):
        data = read[path] if path in read else reading.data(path, IMAGE_LIMIT)
        if data is not None:
            files[name] = data
    return files, reading.diagnostics


def content_faults(content: Path, edition: Edition, read: Mapping[Path, bytes]) -> list[Diagnostic]:
    """The faults that keep an edition's files from being stored, without a look into those that were not read."""
    reading = SourceReader(content)
    for _, path in _kept(content, edition, read, reading):
        if path not in read:
            reading.examine(path, IMAGE_LIMIT)
    return reading.diagnostics


def _kept(
    content: Path, edition: Edition, read: Mapping[Path, bytes], reading: SourceReader
) -> Iterator[tuple[str, Path]]:
    """The files of an edition by their paths in the content folder, with the fault noted of each unfit name."""
    foreign = {f"{TEXTS}/{source}.txt" for source in set(edition.sources) - cited_sources(edition)}
    foreign.add(f"{edition.id}/{COMMENTS}")
    for path in sorted({*read, *visible_files(content / edition.id)}):
        name = _name(path, content)
        if name in foreign or path.is_dir() or any(map(is_hidden, name.split("/"))):
            continue
        if unfit := _UNFIT.search(name):
            reading.report(_unfit_name(path, unfit[0]))
        else:
            yield name, path


def visible_files(folder: Path) -> Iterator[Path]:
    """The files below a folder, without hidden ones and editors' backups; links to folders are not followed."""
    for path in sorted(folder.iterdir()):
        if is_hidden(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from visible_files(path)
        else:
            yield path


def is_hidden(name: str) -> bool:
    """Whether the file of this name is hidden, or an editor's backup."""
    return name.startswith((".", "#")) or name.endswith("~")


def _name(path: Path, content: Path) -> str:
    """The path in the content folder, with slashes; one that goes up on its way is followed to where it leads."""
    inner = path.relative_to(content)
    return (path.resolve().relative_to(content.resolve()) if ".." in inner.parts else inner).as_posix()


def _unfit_name(path: Path, character: str) -> Diagnostic:
    message = f"the file's name has the character {code_point(character)}, which not every system can keep"
    return codes.FILE_NAME.at(whole_file(path.as_posix()), message, "rename it, or move it out of the edition")

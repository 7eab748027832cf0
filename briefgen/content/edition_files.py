"""The files of an edition: all that its folder shows, and what else of the content it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.content.desk import TEXTS
from briefgen.content.editions import COMMENTS
from briefgen.content.references import cited_sources
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import IMAGE_LIMIT, Content, files_below, is_folder, is_hidden, place_in, unfit_name
from briefgen.errors import Diagnostic
from briefgen.model.edition import Edition


def content_files(
    content: Content, edition: Edition, read: Mapping[str, bytes]
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


def content_faults(content: Content, edition: Edition, read: Mapping[str, bytes]) -> list[Diagnostic]:
    """The faults that keep an edition's files from being stored, without a look into those that were not read."""
    reading = SourceReader(content)
    for _, path in _kept(content, edition, read, reading):
        if path not in read:
            reading.examine(path, IMAGE_LIMIT)
    return reading.diagnostics


def _kept(
    content: Content, edition: Edition, read: Mapping[str, bytes], reading: SourceReader
) -> Iterator[tuple[str, str]]:
    """The files of an edition by the paths where they are kept, with the fault noted of each unfit name."""
    foreign = {f"{TEXTS}/{source}.txt" for source in set(edition.sources) - cited_sources(edition)}
    foreign.add(f"{edition.id}/{COMMENTS}")
    for path in sorted({*read, *files_below(content, edition.id)}, key=lambda each: each.split("/")):
        name = (content.resolve(path) or path) if "/../" in path else path
        if name in foreign or is_folder(content, path) or any(map(is_hidden, name.split("/"))):
            continue
        if fault := unfit_name(name, place_in(content, path)):
            reading.report(fault)
        else:
            yield name, path

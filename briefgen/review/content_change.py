"""A change of content files: their bytes before and after, a patch that undoes it, and writing all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path, PurePosixPath

from briefgen.content import Content, Folder, is_file, place_in
from briefgen.errors import StorageError, TextEdit
from briefgen.frozen import frozen
from briefgen.review.pull.changes import Edit, applied_to_bytes, text_of, unified_patch
from briefgen.review.pull.yaml_edits import scalar_edits
from briefgen.storage import replace_file


@frozen
class ContentChange:
    """Content files by their paths, as they are and as they are to be; one that is new is in `after` alone."""

    before: Mapping[str, bytes] = field(repr=False)
    after: Mapping[str, bytes] = field(repr=False)

    def patch(self, folder: str = "content") -> str:
        """The change as a unified diff, for `patch -p1` and `git apply` beside the content folder; -R undoes it."""
        return unified_patch(self.before, self.after, folder)

    def write(self, folder: Path) -> None:
        """Write all files or none; raises StorageError, also where one has changed since it was read."""
        self.check_unchanged(folder)
        done: list[str] = []
        try:
            for name, data in self.after.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                replace_file(folder / name, data)
                done.append(name)
        except OSError as error:
            for name in done:
                self._put_back(folder, name)
            raise StorageError(f"cannot write {error.filename or folder}: {error.strerror or error}") from error

    def check_unchanged(self, folder: Path) -> None:
        """Raises StorageError where a file that is to be written has changed since it was read."""
        for name in self.after:
            if bytes_or_none(Folder(folder), name) != self.before.get(name):
                raise StorageError(f"{folder / name} has changed since it was read; nothing was written")

    def _put_back(self, folder: Path, name: str) -> None:
        with suppress(OSError):
            if name in self.before:
                replace_file(folder / name, self.before[name])
            else:
                (folder / name).unlink()
                for made in (folder / name).parents:
                    made.rmdir()  # which leaves, and ends at, a folder that holds something


def change_of(content: Content, after: Mapping[str, bytes]) -> ContentChange:
    """The change that leaves files of a content with these bytes; those that have them are not part of it."""
    before = {name: bytes_or_none(content, name) for name in sorted(after)}
    changed = {name: after[name] for name, data in before.items() if data != after[name]}
    return ContentChange({name: data for name in changed if (data := before[name]) is not None}, changed)


def bytes_or_none(content: Content, path: str) -> bytes | None:
    """The bytes of a file of a content; none where there is no file. Raises StorageError where it cannot be read."""
    try:
        return content.read(path) if is_file(content, path) else None
    except OSError as error:
        raise StorageError(f"cannot read {place_in(content, path)}: {error.strerror or error}") from error


def edited(content: Content, edits: Iterable[TextEdit], *, only_words: bool = False) -> dict[str, bytes]:
    """The files of a content after edits, by their paths; values of YAML are put in quotes where they then need them.

    Edits of `only_words`, which are ids and names of keys, never need that.
    """
    by_file: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edits):
        path = PurePosixPath(edit.place.file).relative_to(content.name).as_posix()
        by_file.setdefault(path, []).append(Edit(path, edit.place.start, edit.place.end, edit.text))
    return {path: _edited(content.read(path), own, only_words=only_words) for path, own in by_file.items()}


def _edited(data: bytes, edits: list[Edit], *, only_words: bool) -> bytes:
    text = text_of(data)
    within = [edit for edit in edits if edit.start < edit.end and "\n" not in text[edit.start : edit.end]]
    if not only_words and edits[0].file.endswith(".yaml") and within:
        others = [edit for edit in edits if edit not in within]
        edits = [*(scalar_edits(text, within) or within), *others]
    return applied_to_bytes(data, edits)

"""Taking values over: what the cells of data files say now, into facts.yaml without another byte of it touched."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from difflib import unified_diff
from pathlib import Path

from briefgen.content import CellDifference, Content, Folder, Overlay, load_edition
from briefgen.errors import ContentError, StorageError, UsageError
from briefgen.frozen import frozen
from briefgen.storage import replace_file
from briefgen.suggest import did_you_mean

FACTS = "facts.yaml"


@frozen
class TakenValues:
    """Facts of an edition that are not what their cells say, and its facts.yaml before and after they are taken."""

    edition: str
    differences: tuple[CellDifference, ...]
    before: bytes = b""
    after: bytes = b""

    @property
    def path(self) -> str:
        return f"{self.edition}/{FACTS}"

    @property
    def patch(self) -> str:
        """What would be written, as a unified diff."""
        old, new = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (self.before, self.after))
        return "".join(unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"))


def take_values(content: Content, edition: str, files: Collection[str], facts: Collection[str]) -> TakenValues:
    """What the cells say of the facts that are bound to them, of some files and facts only, if any are named.

    Raises UsageError for a fact that the edition does not have, and ContentError where facts.yaml cannot be read.
    """
    loaded = load_edition(content, edition)
    path = f"{edition}/{FACTS}"
    if loaded.edition is None or path not in loaded.files:
        raise ContentError([fault for fault in loaded.diagnostics if fault.is_error])
    known = [fact.id for fact in loaded.edition.facts]
    for name in facts:
        if name not in known and name not in loaded.broken:
            raise UsageError(f'there is no fact "{name}"; {did_you_mean(name, known)}'.rstrip("; "))
    chosen = tuple(
        each
        for each in loaded.differences
        if (not facts or each.fact in facts) and (not files or any(_names(file, each.file) for file in files))
    )
    before = loaded.files[path]
    return TakenValues(edition, chosen, before, _written(before, [each for each in chosen if each.fits]))


def _names(typed: str, file: str) -> bool:
    """Whether what was typed names a data file: by its path in the content, or by the end of it."""
    return Path(typed).name == Path(file).name and Path(typed).as_posix().endswith(file.removeprefix("data/"))


def _written(data: bytes, differences: Sequence[CellDifference]) -> bytes:
    """A file with the values replaced where they stand, whatever ends its lines."""
    text = data.decode("utf-8")
    shift = len(text) - len(text.removeprefix("\ufeff"))
    ends = [found.start() - shift - number for number, found in enumerate(re.finditer("\r\n", text))]
    for each in sorted(differences, key=lambda each: each.value, reverse=True):
        start, end = (at + shift + bisect_left(ends, at) for at in (each.value.start, each.value.end))
        text = text[:start] + each.says + text[end:]
    return text.encode()


def write_values(folder: Path, taken: TakenValues) -> Path | None:
    """Write what was taken, if the edition then says so and has no fault that it had not; none where nothing differs.

    Raises ContentError for the faults that it would have, or where a value does not fit, and StorageError.
    """
    if not taken.differences:
        return None
    content = Folder(folder)
    now = load_edition(content, taken.edition)
    then = load_edition(Overlay(content, {taken.path: taken.after}), taken.edition)
    names = {each.fact for each in taken.differences}
    left = {each.value for each in then.differences if each.fact in names}
    had = {(fault.code, fault.message) for fault in now.diagnostics}
    new = [
        fault
        for fault in then.diagnostics
        if fault.is_error and (fault.place in left or (fault.code, fault.message) not in had)
    ]
    if new:
        raise ContentError(new)
    path = folder / taken.path
    if now.files.get(taken.path) != taken.before:
        raise StorageError(f"{path} has changed since it was read; nothing was written")
    try:
        replace_file(path, taken.after)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
    return path

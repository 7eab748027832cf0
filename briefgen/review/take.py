"""Taking figures over: what the cells of data files say now, into facts.yaml without another byte of it touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from briefgen.codes import CELL_DIFFERS, FILE_MISSING, TABLE_CHANGED
from briefgen.content import (
    DATA,
    TABLE_FILES,
    BoundCell,
    BoundTable,
    FileNote,
    Loaded,
    Overlay,
    files_below,
    is_folder,
    load_edition,
)
from briefgen.errors import (
    ContentError,
    Diagnostic,
    UsageError,
    errors_among,
    new_errors,
    sorted_diagnostics,
)
from briefgen.frozen import frozen
from briefgen.ledger import ledger_rows
from briefgen.model.edition import Edition
from briefgen.pipeline import Checked, check
from briefgen.review.content_change import ContentChange
from briefgen.review.pull.changes import Edit, applied_to_bytes
from briefgen.review.pull.yaml_edits import value_edits
from briefgen.suggest import closest, with_guess
from briefgen.workspace import Workspace

FACTS, SOURCES, TABLES = "facts.yaml", "sources.yaml", "tables.yaml"
TABLE_KIND = "table:"


@frozen
class TakenValues(ContentChange):
    """What the cells of data files say of an edition's facts, and the change of its files that takes this over.

    `cells` are those that were asked for. `faults` say why nothing can be taken from some of them, and name what was
    left out. `tables` are whole tables that are others now.
    `notes` are what a file says beside its cells. `fallen` are the facts whose ticks fall, and `open` the
    errors that the edition then has, and has not now.
    """

    edition: str
    cells: tuple[BoundCell, ...]
    faults: tuple[Diagnostic, ...] = ()
    notes: tuple[FileNote, ...] = ()
    fallen: tuple[str, ...] = ()
    open: tuple[Diagnostic, ...] = ()
    tables: tuple[BoundTable, ...] = ()

    @property
    def changed(self) -> tuple[BoundCell, ...]:
        """The cells that say something else than the ledger."""
        return tuple(cell for cell in self.cells if cell.has_changed)

    @property
    def refused(self) -> tuple[BoundCell, ...]:
        """The cells from which nothing can be taken, each with its fault."""
        return tuple(cell for cell in self.cells if cell.fault)

    @property
    def agree(self) -> int:
        """How many cells say what the ledger says."""
        return len(self.cells) - len(self.changed) - len(self.refused)


def take_values(
    workspace: Workspace, edition: str, files: Collection[str] = (), facts: Collection[str] = ()
) -> TakenValues:
    """What the cells say of the facts that are bound to them, of some files and facts only, if any are named.

    Raises UsageError for a translation, and a file or a fact that is bound to nothing, and ContentError where
    facts.yaml or sources.yaml has faults.
    """
    loaded = load_edition(workspace.content, edition, workspace.cache, looks_around=True)
    path = f"{edition}/{FACTS}"
    if loaded.edition and loaded.edition.translation:
        original = loaded.edition.translation.original.id
        raise UsageError(f"{edition} is a translation, and prints the facts of {original}: take values there")
    if loaded.edition is None or path not in loaded.files:
        raise ContentError(errors_among(loaded.diagnostics))
    if faults := [*_faults_of_ledger(loaded)]:
        raise ContentError(faults)
    broken = {name.removeprefix(TABLE_KIND) for name in loaded.broken if name.startswith(TABLE_KIND)}
    known = {*loaded.edition.tables, *(each.table for each in loaded.tables), *broken}
    others = [name for name in facts if name not in known]
    tables = tuple(each for each in loaded.tables if _is_meant(each, files, facts))
    no_cells = (facts and not others) or (tables and not any(_names(f, c.file) for f in files for c in loaded.cells))
    cells = () if no_cells and (files or facts) else _chosen(workspace, loaded, loaded.edition, files, others)
    before = loaded.files[path]
    cells, edits = _rewritten(cells)
    told = [*_told(loaded, cells), *(_faults_of_tables(loaded) if not facts or len(others) < len(facts) else ())]
    taken = TakenValues({}, {}, edition, cells, tuple(sorted_diagnostics(told)), _notes(loaded, cells), tables=tables)
    if not edits and not tables:
        return taken
    after = {**({path: applied_to_bytes(before, edits)} if edits else {}), **{each.path: each.after for each in tables}}
    files_before = {**({path: before} if edits else {}), **{e.path: e.before for e in tables if e.before is not None}}
    return _tried(workspace, replace(taken, before=files_before, after=after))


def _is_meant(table: BoundTable, files: Collection[str], names: Collection[str]) -> bool:
    """Whether a table is among the files and names that are asked for, if any are."""
    of_file = not files or any(_names(typed, table.file) for typed in files)
    return of_file and (not names or table.table in names)


def _faults_of_ledger(loaded: Loaded) -> Iterator[Diagnostic]:
    """The errors of facts.yaml and sources.yaml themselves, without what cells say."""
    of_cells = {cell.fault for cell in loaded.cells}
    for fault in loaded.diagnostics:
        is_of_ledger = PurePosixPath(fault.place.file).name in (FACTS, SOURCES)
        if fault.is_error and is_of_ledger and fault not in of_cells and fault.code != CELL_DIFFERS.code:
            yield fault


def _faults_of_tables(loaded: Loaded) -> Iterator[Diagnostic]:
    """The errors of tables and of what they are taken from that no taking mends."""
    mended = {CELL_DIFFERS.code, TABLE_CHANGED.code}
    mended |= {FILE_MISSING.code} if any(table.before is None for table in loaded.tables) else set()
    of_cells, new = {cell.fault for cell in loaded.cells}, {table.path for table in loaded.tables if table.shape}
    for fault in loaded.diagnostics:
        file = PurePosixPath(fault.place.file)
        is_of_table = file.name == TABLES or file.parent.name == TABLE_FILES or DATA in file.parts[-3:-1]
        is_rewritten = any(_names(fault.place.file, path) for path in new)
        if fault.is_error and is_of_table and not is_rewritten and fault.code not in mended and fault not in of_cells:
            yield fault


def _chosen(
    workspace: Workspace, loaded: Loaded, edition: Edition, files: Collection[str], facts: Collection[str]
) -> tuple[BoundCell, ...]:
    """The cells of some files and facts, if any are named; raises UsageError where these have none."""
    known, bound = [fact.id for fact in edition.facts], {cell.fact for cell in loaded.cells}
    for name in facts:
        if name not in known:
            raise UsageError(with_guess(f'there is no fact "{name}"', name, known))
        if name not in bound:
            raise UsageError(f'"{name}" is bound to no cell; give it a `from:` in {FACTS}, such as from: {{cell: C7}}')
    for typed in files:
        if not any(_names(typed, cell.file) for cell in loaded.cells):
            raise UsageError(_unbound(workspace, loaded, edition.id, typed))
    found = [cell for cell in loaded.cells if not files or any(_names(typed, cell.file) for typed in files)]
    if other := [name for name in facts if name not in {cell.fact for cell in found}]:
        raise UsageError(f'"{other[0]}" is not taken from {" or ".join(files)}')
    return tuple(cell for cell in found if not facts or cell.fact in facts)


def _names(typed: str, file: str) -> bool:
    """Whether what was typed names a data file: by the end of its path, or by a path that ends in it."""
    one, other = (PurePosixPath(each.replace("\\", "/")).parts for each in (typed, file))
    length = min(len(one), len(other))
    return length > 0 and one[-length:] == other[-length:]


def _unbound(workspace: Workspace, loaded: Loaded, edition: str, typed: str) -> str:
    """Why nothing can be taken from a file, and which one may be meant."""
    content = workspace.content
    there = list(files_below(content, DATA)) if is_folder(content, DATA) else []
    if any(_names(typed, file) for file in there):
        return f'no fact of {edition} is bound to "{typed}"; name it as the `file:` of a source in {SOURCES}'
    known = {*there, *(cell.file for cell in loaded.cells)}
    by_name = {PurePosixPath(file).name: file for file in known}
    near = closest(typed, known) or by_name.get(closest(PurePosixPath(typed).name, by_name), "")
    return f'there is no data file "{typed}"' + (f'; did you mean "{near}"?' if near else "")


def _rewritten(cells: Sequence[BoundCell]) -> tuple[tuple[BoundCell, ...], list[Edit]]:
    """The edits by which facts.yaml says what the cells say, and the cells, with the fault of what no edit can say."""
    edits = _edits(cells)
    if edits is None:
        cells = [replace(cell, fault=_unwritable(cell)) if _edits([cell]) is None else cell for cell in cells]
        edits = _edits(cells)
    return tuple(cells), edits or []


def _edits(cells: Iterable[BoundCell]) -> list[Edit] | None:
    found = [each for cell in cells if cell.has_changed for each in cell.differences]
    return value_edits(found[0].span.source.text, {each.span.start: each.says for each in found}) if found else []


def _unwritable(cell: BoundCell) -> Diagnostic:
    each = cell.differences[0]
    message = f'"{cell.fact}" cannot be rewritten as it stands: {each.ledger} is now {each.says}'
    return CELL_DIFFERS.at(each.span, message, f"write `{each.key}: {each.says}` on one line of its own")


def _told(loaded: Loaded, cells: Iterable[BoundCell]) -> tuple[Diagnostic, ...]:
    """What is wrong with cells, and what else is said of their files."""
    own = {cell.fault for cell in cells}
    others = {cell.fault for cell in loaded.cells} - own
    files = [cell.file for cell in cells if cell.file]
    told = [
        each
        for each in loaded.diagnostics
        if each not in own and each not in others and any(_names(each.place.file, file) for file in files)
    ]
    return tuple(sorted_diagnostics([*(fault for fault in own if fault), *told]))


def _notes(loaded: Loaded, cells: Iterable[BoundCell]) -> tuple[FileNote, ...]:
    files, facts = {cell.file for cell in cells}, {"", *(cell.fact for cell in cells)}
    return tuple(note for note in loaded.notes if note.file in files and note.fact in facts)


def _tried(workspace: Workspace, taken: TakenValues) -> TakenValues:
    """What was taken, with what then becomes of the edition; what its ledger would be refused for is a fault."""
    now = check(workspace, taken.edition)
    content = Overlay(workspace.content, taken.after)
    then = check(replace(workspace, content=content), taken.edition)
    new = new_errors(now.diagnostics, then.diagnostics)
    names = {cell.fact for cell in taken.changed}
    left = {cell.fact for cell in then.cells if not (cell.fault or cell.differences)}
    refused = [*_faults_of_ledger(load_edition(content, taken.edition, workspace.cache))] if names - left else []
    return replace(
        taken,
        faults=tuple(sorted_diagnostics([*taken.faults, *refused])),
        fallen=tuple(sorted(_ticked(now) - _ticked(then))),
        open=tuple(fault for fault in new if fault not in refused),
    )


def _ticked(checked: Checked) -> set[str]:
    """The facts whose ticks hold."""
    draft = checked.draft
    return {row["id"] for row in ledger_rows(draft.edition, draft.ledger) if row["tick"] == "valid"} if draft else set()


def write_values(content: Path, taken: TakenValues) -> tuple[Path, ...]:
    """Write what was taken, all of it or nothing; gives the files that have changed.

    Raises ContentError where something that was asked for cannot be taken, and StorageError where a file has changed
    since it was read, or cannot be written.
    """
    if faults := errors_among(taken.faults):
        raise ContentError(faults)
    taken.write(content)
    return tuple(content / path for path in taken.after)

"""Where an edition stands: what is open before it can go out, and what has changed since it last did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from briefgen.archive.records import Record, versions_of
from briefgen.archive.register import read_end
from briefgen.building import PackState, pack_state, try_writing
from briefgen.content import BoundCell, BoundTable, find_releases, load_comments, read_record, translations_of
from briefgen.errors import ContentError, Diagnostic, StorageError, as_rows
from briefgen.frozen import frozen
from briefgen.ledger import carried_forward, facts_to_tick, ledger_rows
from briefgen.model.edition import Clearance, Deadline
from briefgen.model.release import release_folder
from briefgen.model.remark import Comment, Remark
from briefgen.model.traverse import plain_text
from briefgen.output_folder import BUILD_RECORD
from briefgen.pipeline import Checked, Resolved, check
from briefgen.publishing import CONTENT, archive_of, sources
from briefgen.render import Brief
from briefgen.review.differences import comparison_inputs, differences
from briefgen.spans import Span
from briefgen.workspace import Workspace, of_release

NEAR = 14
"""The days before a deadline, counted from the edition's date, from which on it is near."""

Row = dict[str, Any]


@frozen
class DueDeadline:
    """A deadline that is still to be met, what must be done, and the days left at the edition's date."""

    deadline: Deadline
    label: str
    days: int


@frozen
class SincePublished:
    """The last record of an edition, and what has changed since in its files and figures.

    `files` say of each file, by its path in the content folder, whether it is `new`, `changed` or `gone`; `changes` are
    those of `briefgen diff`, none where the figures of one of the two cannot be relied on. `fault` says why a record
    cannot be compared, if so.
    """

    record: Record
    published: str
    head: str
    files: Mapping[str, str]
    changes: Row | None
    fault: str = ""

    @property
    def prints_the_same(self) -> bool:
        """Whether nothing of what has changed is printed."""
        return self.changes is not None and not any(_kinds(self.changes))


def _kinds(changes: Row) -> tuple[Any, ...]:
    return *changes["figures"].values(), changes["deadlines"], changes["text"]


@frozen
class ReleaseStatus:
    """Where a release stands: what there is of its pack, what checking finds, and its last record, if any."""

    release: str
    edition: str
    marking: str
    pack: PackState
    diagnostics: tuple[Diagnostic, ...]
    since: SincePublished | None

    @property
    def is_built(self) -> bool:
        """Whether its pack is what would be built now."""
        return self.pack is PackState.CURRENT

    @property
    def published(self) -> str:
        """Whether its last record, if it has one, is of what it is now."""
        if self.since is None:
            return "unpublished"
        return "outdated" if self.since.files or self.since.fault else "current"


@frozen
class EditionStatus:
    """What is open of an edition; facts are rows of the ledger, `faults` those of review.md, which is no content.

    `carried` are the facts of the last edition that nobody has touched or confirmed, and `cells` those that are bound
    to cells of data files.
    """

    brief: Brief
    notes: tuple[Remark, ...]
    comments: tuple[Comment, ...]
    faults: tuple[Diagnostic, ...]
    to_sign: int
    unsigned: tuple[Row, ...]
    carried: tuple[str, ...]
    deadlines: tuple[DueDeadline, ...]
    since: SincePublished | None
    cells: tuple[BoundCell, ...] = ()
    tables: tuple[BoundTable, ...] = ()
    releases: tuple[ReleaseStatus, ...] = ()

    @property
    def title(self) -> str:
        return plain_text(self.brief.edition.title)

    @property
    def open_comments(self) -> tuple[Comment, ...]:
        return tuple(comment for comment in self.comments if comment.is_open)

    @property
    def missing(self) -> tuple[Clearance, ...]:
        """The clearances that are open."""
        return tuple(clearance for clearance in self.brief.edition.clearances if clearance.date is None)


def edition_status(workspace: Workspace, name: str) -> tuple[Checked, EditionStatus | None]:
    """What checking an edition finds, and where it stands; no standing where it cannot be read so far."""
    found = check(workspace, name)
    checked, _ = try_writing(found)
    comments, faults = load_comments(workspace.content, name)
    if checked.draft is None:
        return checked, None
    edition, ledger = checked.draft.edition, checked.draft.ledger
    wanted = facts_to_tick(edition, ledger)
    unsigned = [row for row in ledger_rows(edition, ledger) if row["id"] in wanted and row["tick"] != "valid"]
    return checked, EditionStatus(
        checked.draft,
        edition.remarks,
        comments,
        tuple(faults),
        len(wanted),
        tuple(unsigned),
        tuple(e.fact.id for e in carried_forward(edition, ledger, checked.last)) if checked.last else (),
        tuple(sorted(_due(checked.draft), key=lambda due: due.days)),
        _since(workspace, name, checked.resolved),
        found.cells,
        found.tables,
        tuple(release_states(workspace, name)),
    )


def release_states(workspace: Workspace, name: str, *, proven: bool = True) -> Iterator[ReleaseStatus]:
    """Where each release of an edition stands; only those that are `proven` have been written and searched as well."""
    for release in find_releases(workspace.content, name):
        folder = release_folder(name, release)
        try:
            own = of_release(workspace, name, release)
        except ContentError as error:
            pack = PackState.STALE if (workspace.out / folder / BUILD_RECORD).is_file() else PackState.NONE
            yield ReleaseStatus(release, folder, "", pack, tuple(error.diagnostics), _since(workspace, folder, None))
            continue
        checked = check(own, folder)
        pack = pack_state(own, folder)
        if proven and pack is not PackState.CURRENT:
            checked, _ = try_writing(checked, cache=workspace.cache)
        marking = checked.draft.edition.marking if checked.draft else ""
        yield ReleaseStatus(release, folder, marking, pack, checked.diagnostics, _since(own, folder, None))


def _due(brief: Brief) -> Iterator[DueDeadline]:
    """The deadlines that are near, or have passed without a word of how they ended."""
    edition = brief.edition
    for deadline in edition.deadlines:
        days = (deadline.by - edition.date).days
        if deadline.is_pending(edition.date) and days <= NEAR:
            entry = brief.ledger.entries.get(deadline.id)
            yield DueDeadline(
                deadline, deadline.label or (entry.fact.label if entry else plain_text(deadline.what)), days
            )


def _since(workspace: Workspace, name: str, resolved: Resolved | None) -> SincePublished | None:
    """What has changed since the edition's last record; none where it has none."""
    archive = archive_of(workspace)
    versions = versions_of(archive, name)
    if not versions:
        return None
    record = versions[-1]
    head = read_end(archive).head
    try:
        published = str(record.description().get("published") or "")
        files = dict(changed_files(record, workspace, name))
        changes = _changes(workspace, name) if files and resolved else None
    except ContentError as error:
        return SincePublished(
            record, published, head, {}, None, f"{error.diagnostics[0].place}: {error.diagnostics[0].message}"
        )
    except (OSError, StorageError):
        return SincePublished(record, "", head, {}, None, "it cannot be read: briefgen archive verify says more")
    return SincePublished(record, published, head, files, changes)


def changed_files(record: Record, workspace: Workspace, name: str) -> Iterator[tuple[str, str]]:
    """The content files that are others than when the edition was published, with its translations in the record."""
    translations = [each for each in translations_of(workspace.content, name) if each in record.translations]
    then, now = read_record(record, CONTENT).files, sources(workspace.content, *translations, name)
    if not then:
        raise StorageError(f"{record.folder} has no content")
    for path in sorted({*then, *now}):
        if path not in then:
            yield path, "new"
        elif path not in now:
            yield path, "gone"
        elif then[path] != now[path]:
            yield path, "changed"


def _changes(workspace: Workspace, name: str) -> Row | None:
    """What has changed since an edition's last record, as `briefgen diff` has it."""
    before, after = comparison_inputs(workspace, None, name, None)
    return differences(before.checked, after.checked)


def status_rows(found: EditionStatus, diagnostics: Sequence[Diagnostic]) -> Row:
    """Where an edition stands as plain data: dates as YYYY-MM-DD, what is not known as null."""
    edition, since = found.brief.edition, found.since
    errors = sum(fault.is_error for fault in diagnostics)
    return {
        "edition": edition.id,
        "errors": errors,
        "warnings": len(diagnostics) - errors,
        "diagnostics": as_rows(diagnostics),
        "notes": [
            {"text": note.text, "author": note.author, "date": _iso(note.date), **_place(note.place)}
            for note in found.notes
        ],
        "comments": [
            {
                "text": each.text,
                "author": each.author,
                "date": _iso(each.date),
                "where": each.where,
                "quoted": each.quoted,
                "open": each.is_open,
                **_place(each.place),
            }
            for each in found.comments
        ],
        "comment_faults": [f"{fault.place}: {fault.message}" for fault in found.faults],
        "figures": {
            "to_sign": found.to_sign,
            "required": edition.desk.sign_off_required,
            "unsigned": [
                {key: row[key] for key in ("id", "printed", "label", "tick", "ticked_by", "ticked_on")}
                for row in found.unsigned
            ],
        },
        "carried": list(found.carried),
        "cells": {
            "bound": len(found.cells),
            "changed": [each.fact for each in found.cells if each.has_changed],
            "refused": [each.fact for each in found.cells if each.fault],
            "tables": [each.table for each in found.tables],
        },
        "clearances": [{"by": each.by, "date": _iso(each.date)} for each in edition.clearances],
        "deadlines": [
            {"id": each.deadline.id, "by": each.deadline.by.isoformat(), "days": each.days, "label": each.label}
            for each in found.deadlines
        ],
        "record": _record_data(since) if since else None,
        "releases": [_release_data(each) for each in found.releases],
    }


def _release_data(found: ReleaseStatus) -> Row:
    errors = sum(fault.is_error for fault in found.diagnostics)
    return {
        "release": found.release,
        "edition": found.edition,
        "marking": found.marking,
        "pack": found.pack.value,
        "published": found.published,
        "errors": errors,
        "warnings": len(found.diagnostics) - errors,
        "diagnostics": as_rows(found.diagnostics),
        "record": _record_data(found.since) if found.since else None,
    }


def _record_data(since: SincePublished) -> Row:
    return {
        "record": since.record.name,
        "version": since.record.version,
        "published": since.published or None,
        "register_head": since.head,
        "files": dict(since.files),
        "changes": since.changes,
        "fault": since.fault or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(place: Span | None) -> Row:
    return {"file": place.file if place else None, "line": place.line if place else None}

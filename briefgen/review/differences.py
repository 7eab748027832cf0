"""Differences: what two briefs differ in as plain data, each changed fact once, with the sections that print it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, assert_never

from briefgen.archive.records import NAME, choose_record
from briefgen.content import folder_named
from briefgen.errors import UsageError
from briefgen.frozen import frozen
from briefgen.ledger import change_rows, compare
from briefgen.model.document import Document
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.labels import labels_for
from briefgen.model.traverse import plain_text
from briefgen.pipeline import Checked, check
from briefgen.publishing import archive_of
from briefgen.rebuilding import checked_again, issue_of
from briefgen.review.diff.change_list import ChangeEntry, EntryKind, list_changes, sections_printing
from briefgen.review.diff.compare import compare_running_heads, mark_changes
from briefgen.review.diff.inline_diff import Reviser
from briefgen.workspace import Workspace, choose_brief


@frozen
class ComparisonInput:
    """A brief to compare: what it is called, and what checking found in it."""

    name: str
    checked: Checked

    @property
    def release(self) -> str:
        """The release that it is; "" where it is a whole brief, or cannot be read so far."""
        return self.checked.draft.edition.release if self.checked.draft else ""


def comparison_inputs(
    workspace: Workspace, archive: Path | None, old: str | None, new: str | None, releases: Sequence[str] = ()
) -> tuple[ComparisonInput, ComparisonInput]:
    """The two sides; without `new`, `old` is an edition of the desk, which is compared with its last record.

    What such an edition says then is what it would say as that very version: how it is published is no difference.

    Of `releases`, one is that of both sides; the first of two is that of `old`, and the second that of `new`, which is
    the same edition where it is not named.

    An edition is named as everywhere, and a record by its folder, `2025-02-25_weekly_v001`, in the desk's own archive
    unless another is given. Raises ContentError for an edition that is not there, and UsageError for a record that is
    not.
    """
    archive = archive or archive_of(workspace)
    if len(releases) > len(("old", "new")):
        raise UsageError("--release names one release of both editions, or one of each: two at most")
    first, last = (releases[0], releases[-1]) if releases else ("", "")
    if new is not None or len(releases) > 1:
        sides = ((old, first), (old if new is None else new, last))
        return _side(workspace, archive, *sides[0]), _side(workspace, archive, *sides[1])
    workspace, edition = choose_brief(workspace, old, first)
    record = choose_record(archive, edition)
    now = check(workspace, edition, issue=issue_of(record))
    return ComparisonInput(record.name, checked_again(record)), ComparisonInput(edition, now)


def _side(workspace: Workspace, archive: Path, asked: str | None, release: str) -> ComparisonInput:
    if asked is not None and NAME.fullmatch(name := folder_named(asked)):
        if release:
            raise UsageError(f"{name} is a record: name that of the release instead, and leave out --release")
        return _record(archive, name)
    workspace, edition = choose_brief(workspace, asked, release)
    return ComparisonInput(edition, check(workspace, edition))


def _record(archive: Path, asked: str) -> ComparisonInput:
    record = choose_record(archive, asked)
    return ComparisonInput(record.name, checked_again(record))


NOBODY = Reviser("", datetime.fromtimestamp(0, UTC))

Row = dict[str, Any]


def differences(old: Checked, new: Checked) -> Row | None:
    """The figures, deadlines and texts in which two briefs differ; none where the figures of one are unsound.

    This is for the desk itself, and shows figures that nothing prints as well.

    Texts in which nothing but printed facts differ, and those that briefgen makes of the ledger, are not among them.
    """
    before, after = old.resolved, new.resolved
    if before is None or after is None:
        return None
    changes = change_rows(compare(before.edition, before.ledger, after.edition, after.ledger))
    first, second = (checked.draft.document if checked.draft else None for checked in (old, new))
    if first and second:
        _add_places(changes, first, second)
    passages = _passages(first, second) if first and second else []
    return {**changes, "text": list(_sections(passages))}


def _passages(old: Document, new: Document) -> list[ChangeEntry]:
    """The passages that differ, behind what differs in the heads of pages."""
    found = list_changes(mark_changes(old, new, NOBODY))
    if heads := compare_running_heads(old, new, NOBODY):
        label = labels_for(new.properties.language).redline_heads
        found = [ChangeEntry("", EntryKind.CHANGED, (Text(f"{label}: "), *heads)), *found]
    return found


def _add_places(changes: Row, old: Document, new: Document) -> None:
    """Say with every figure which sections print it: those of the old brief where the new one no longer has it."""
    places, former = sections_printing(new), sections_printing(old)
    for name, rows in changes["figures"].items():
        for row in rows:
            row["printed_in"] = (former if name == "dropped" else places).get(row["id"], [])


def _sections(passages: list[ChangeEntry]) -> Iterator[Row]:
    told = [passage for passage in _without_redrawn(passages) if not passage.is_of_figures]
    for title, group in groupby(told, key=lambda passage: passage.section):
        yield {"title": title, "passages": [_row(passage) for passage in group]}


def _without_redrawn(passages: list[ChangeEntry]) -> Iterator[ChangeEntry]:
    """The passages without charts that say what they said, drawn anew because a fact has changed."""
    redrawn = {
        index + end
        for index, (before, after) in enumerate(pairwise(passages))
        if (before.kind, after.kind) == (EntryKind.DELETED, EntryKind.ADDED)
        and plain_text(before.text) == plain_text(after.text)
        for end in (0, 1)
    }
    return (passage for index, passage in enumerate(passages) if index not in redrawn)


def _row(passage: ChangeEntry) -> Row:
    return {"change": passage.kind.value, "words": list(_words(passage))}


def _words(passage: ChangeEntry) -> Iterator[Row]:
    """The words of a passage in runs of one mark each: those of one that is new or gone have all its own."""
    if passage.kind in (EntryKind.ADDED, EntryKind.DELETED):
        mark = "inserted" if passage.kind is EntryKind.ADDED else "deleted"
        yield {"mark": mark, "text": plain_text(passage.text)}
        return
    for mark, group in groupby(passage.text, key=_mark):
        if text := "".join(_plain(inlines) for inlines in ((inline,) for inline in group)):
            yield {"mark": mark, "text": text}


def _mark(inline: Inline) -> str:
    match inline:
        case Inserted():
            return "inserted"
        case Deleted():
            return "deleted"
        case Reformatted():
            return "reformatted"
        case (
            Text()
            | Strong()
            | Emphasis()
            | Link()
            | Value()
            | CrossReference()
            | NoteReference()
            | Foreign()
            | LineBreak()
            | Remarked()
        ):
            return "kept"
        case _:
            assert_never(inline)


def _plain(inlines: Inlines) -> str:
    (inline,) = inlines
    return plain_text(inline.content) if isinstance(inline, Deleted) else plain_text(inlines)

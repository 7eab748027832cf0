"""Sides: the two briefs that are compared, each an edition of the desk or a record of the archive."""

from __future__ import annotations

from pathlib import Path

from briefgen.archive.records import NAME, choose_record
from briefgen.content import choose_edition
from briefgen.frozen import frozen
from briefgen.pipeline import Checked, Workspace, check
from briefgen.publishing import archive_of
from briefgen.rebuilding import checked_again, issue_of


@frozen
class ComparisonInput:
    """A brief to compare: what it is called, and what checking found in it."""

    name: str
    checked: Checked


def comparison_inputs(
    workspace: Workspace, archive: Path | None, old: str | None, new: str | None
) -> tuple[ComparisonInput, ComparisonInput]:
    """The two sides; without `new`, `old` is an edition of the desk, which is compared with its last record.

    What such an edition says then is what it would say as that very version: how it is published is no difference.

    An edition is named as everywhere, and a record by its folder, `2025-02-25_weekly_v001`, in the desk's own archive
    unless another is given. Raises ContentError for an edition that is not there, and UsageError for a record that is
    not.
    """
    archive = archive or archive_of(workspace)
    if new is not None:
        return _side(workspace, archive, old), _side(workspace, archive, new)
    edition = choose_edition(workspace.content, old)
    record = choose_record(archive, edition)
    now = check(workspace, edition, issue=issue_of(record))
    return ComparisonInput(record.name, checked_again(record)), ComparisonInput(edition, now)


def _side(workspace: Workspace, archive: Path, asked: str | None) -> ComparisonInput:
    if asked is not None and NAME.fullmatch(asked.rstrip("/").rpartition("/")[2]):
        return _record(archive, asked.rstrip("/").rpartition("/")[2])
    edition = choose_edition(workspace.content, asked)
    return ComparisonInput(edition, check(workspace, edition))


def _record(archive: Path, asked: str) -> ComparisonInput:
    record = choose_record(archive, asked)
    return ComparisonInput(record.name, checked_again(record))

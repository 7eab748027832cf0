"""Placing: every change of a reviewed document as edits of the content files, or as what needs a hand and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.frozen import frozen
from briefgen.review.pull.aligning import GridGroup, Group, align
from briefgen.review.pull.anchors import Anchors
from briefgen.review.pull.base import Base
from briefgen.review.pull.case import Case
from briefgen.review.pull.changes import Change, Kind
from briefgen.review.pull.paragraphs import Paragraphs
from briefgen.review.pull.reviewed import Item, Reviewed, accepted
from briefgen.review.pull.rows import Rows
from briefgen.review.pull.tokens import loose


@frozen
class Placed:
    """A reviewer's changes, and where the comments are."""

    changes: tuple[Change, ...]
    anchors: Anchors


def place_changes(base: Base, theirs: Reviewed) -> Placed:
    """What a reviewer changed, as edits of the content files from which the document was made."""
    case = Case(base, theirs)
    _place_flow(case, base.reviewed.body, accepted(theirs.body))
    for number, ours in case.notes.pairs.items():
        _place_flow(case, base.reviewed.notes[ours], accepted(theirs.notes[number]))
    _report_margins(case)
    return Placed(tuple(case.changes), case.anchors)


def _place_flow(case: Case, ours: Sequence[Item], theirs: Sequence[Item]) -> None:
    """Place the changes of the body or of a footnote."""
    aligned = align(ours, theirs)
    paragraphs, rows = Paragraphs(case), Rows(case)
    case.lists |= {
        case.base.key(one): other.list
        for group in aligned
        if isinstance(group, Group)
        for one, other in zip(group.base, group.reviewed, strict=False)
    }
    grids = [group for group in aligned if isinstance(group, GridGroup)]
    for grid in grids:
        if grid.reviewed is None and grid.base is not None:
            rows.take_out(grid.base)
    for group in aligned:
        if isinstance(group, Group):
            paragraphs.place(group)
    for grid in grids:
        rows.place(grid)


def _report_margins(case: Case) -> None:
    """Report what was changed in headers and footers, which repeat what the brief says of itself."""
    ours = case.base.reviewed.margins
    for text in case.theirs.margins:
        if loose(text).split() not in [loose(each).split() for each in ours] and not _pages_only(text, ours):
            change = Change(Kind.OTHER, "", " ".join(text.split()), where="header or footer")
            case.changes.append(change.left("headers and footers repeat edition.yaml and desk.yaml; change it there"))


def _pages_only(text: str, ours: Sequence[str]) -> bool:
    """Whether a margin's text differs from one of ours in nothing but numbers of pages."""
    bare = re.sub(r"\d+", "0", loose(text)).split()
    return any(re.sub(r"\d+", "0", loose(each)).split() == bare for each in ours)

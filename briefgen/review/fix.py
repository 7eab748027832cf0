"""Mending: the safe fixes of what checking finds, tried on a copy of the content before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from briefgen.content import Content, Overlay
from briefgen.errors import Diagnostic, Fix, new_errors
from briefgen.frozen import frozen
from briefgen.pipeline import check
from briefgen.review.content_change import ContentChange, change_of, edited
from briefgen.workspace import Workspace

T = TypeVar("T")

MOST_ROUNDS = 5
"""One fix can bring to light what the next one mends: a key that is known again has a value that can be read."""


@frozen
class Mended:
    """What mending makes of editions: the fixes that were made, and the change of the files."""

    fixes: tuple[Fix, ...]
    change: ContentChange


def mend(workspace: Workspace, editions: Sequence[str]) -> Mended:
    """Apply every safe fix of editions' faults, but for those after which there would be a new error."""
    made: dict[str, bytes] = {}
    done: list[Fix] = []
    for _ in range(MOST_ROUNDS):
        content = Overlay(workspace.content, made)
        found = _faults(workspace, content, editions)
        fixes = _apart(fix for fault in found for fix in fault.fixes if fix.safe)
        kept = without_refused(fixes, partial(has_new_errors, workspace, editions, content, found))
        if not kept:
            break
        made |= edited(content, (edit for fix in kept for edit in fix.edits))
        done += kept
    return Mended(tuple(done), change_of(workspace.content, made))


def _faults(workspace: Workspace, content: Content, editions: Sequence[str]) -> list[Diagnostic]:
    desk = replace(workspace, content=content)
    return list(dict.fromkeys(fault for name in editions for fault in check(desk, name).diagnostics))


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes without those that touch what an earlier one touches, as a second one of the same fault does."""
    taken: dict[str, list[tuple[int, int]]] = {}
    kept = []
    for fix in fixes:
        stretches = [(edit.place.file, edit.place.start, edit.place.end) for edit in fix.edits]
        if all(end <= first or last <= start for file, start, end in stretches for first, last in taken.get(file, ())):
            kept.append(fix)
            for file, start, end in stretches:
                taken.setdefault(file, []).append((start, end))
    return kept


def without_refused(items: Sequence[T], is_wrong: Callable[[Sequence[T]], bool], kept: Sequence[T] = ()) -> list[T]:
    """The items that bring no error beside those kept, all at once where that is so; else searched for by halves."""
    if not items or not is_wrong([*kept, *items]):
        return list(items)
    if len(items) == 1:
        return []
    half = len(items) // 2
    first = without_refused(items[:half], is_wrong, kept)
    return [*first, *without_refused(items[half:], is_wrong, [*kept, *first])]


def has_new_errors(
    workspace: Workspace,
    editions: Sequence[str],
    content: Content,
    before: Sequence[Diagnostic],
    fixes: Sequence[Fix],
    *,
    but: str = "",
) -> bool:
    """Whether editions have errors after fixes of a content that were not there before, `but` those of one code."""
    after = edited(content, (edit for fix in fixes for edit in fix.edits))
    return any(each.code != but for each in new_errors(before, _faults(workspace, Overlay(content, after), editions)))

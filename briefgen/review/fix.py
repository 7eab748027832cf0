"""Mending: the safe fixes of what checking finds, tried on a copy of the content before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from briefgen.content import Content, Overlay
from briefgen.errors import Diagnostic, Fix
from briefgen.frozen import frozen
from briefgen.pipeline import Workspace, check
from briefgen.review.content_change import ContentChange, change_of, edited

MOST_ROUNDS = 5
"""One fix can bring to light what the next one mends: a key that is known again has a value that can be read."""


@frozen
class Mended:
    """What mending makes of editions: the fixes, each with the fault that it mends, and the change of the files."""

    fixes: tuple[tuple[Diagnostic, Fix], ...]
    change: ContentChange


def mend(workspace: Workspace, editions: Sequence[str]) -> Mended:
    """Apply every safe fix of editions' faults, but for those after which there would be a new error."""
    made: dict[str, bytes] = {}
    done: list[tuple[Diagnostic, Fix]] = []
    for _ in range(MOST_ROUNDS):
        content = Overlay(workspace.content, made)
        found = _faults(workspace, content, editions)
        fixes = _apart([(fault, fix) for fault in found for fix in fault.fixes if fix.safe])
        kept = without_refused(fixes, partial(_has_new_errors, workspace, editions, content, found))
        if not kept:
            break
        made |= edited(content, (edit for _, fix in kept for edit in fix.edits))
        done += kept
    return Mended(tuple(done), change_of(workspace.content, made))


def _faults(workspace: Workspace, content: Content, editions: Sequence[str]) -> list[Diagnostic]:
    desk = replace(workspace, content=content)
    return list(dict.fromkeys(fault for name in editions for fault in check(desk, name).diagnostics))


def _apart(fixes: Iterable[tuple[Diagnostic, Fix]]) -> list[tuple[Diagnostic, Fix]]:
    """The fixes without those that touch what an earlier one touches, as a second one of the same fault does."""
    taken: dict[str, list[tuple[int, int]]] = {}
    kept = []
    for fault, fix in fixes:
        stretches = [(edit.place.file, edit.place.start, edit.place.end) for edit in fix.edits]
        if all(end <= first or last <= start for file, start, end in stretches for first, last in taken.get(file, ())):
            kept.append((fault, fix))
            for file, start, end in stretches:
                taken.setdefault(file, []).append((start, end))
    return kept


def without_refused(
    fixes: Sequence[tuple[Diagnostic, Fix]],
    errors_of: Callable[[Sequence[tuple[Diagnostic, Fix]]], bool],
) -> list[tuple[Diagnostic, Fix]]:
    """The fixes that bring no error, all at once where that is so; else they are searched for by halves."""
    if not fixes or not errors_of(fixes):
        return list(fixes)
    if len(fixes) == 1:
        return []
    half = len(fixes) // 2
    first, second = (without_refused(part, errors_of) for part in (fixes[:half], fixes[half:]))
    return [*first, *second] if not errors_of([*first, *second]) else first


def _has_new_errors(
    workspace: Workspace,
    editions: Sequence[str],
    content: Content,
    before: Sequence[Diagnostic],
    chosen: Sequence[tuple[Diagnostic, Fix]],
) -> bool:
    """Whether there are errors after fixes that were not there before."""
    known = {(fault.code, fault.message) for fault in before}
    after = edited(content, (edit for _, fix in chosen for edit in fix.edits))
    then = _faults(workspace, Overlay(content, after), editions)
    return any(fault.is_error and (fault.code, fault.message) not in known for fault in then)

"""Verifying: the content after a pull says what the reviewer wrote, and everything else that it said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from briefgen.errors import Diagnostic, new_errors
from briefgen.frozen import frozen, mutable
from briefgen.model.fact import FactValue
from briefgen.pipeline import check
from briefgen.review.pull.baseline import Baseline, with_edits
from briefgen.review.pull.changes import Edit, PulledChange, Spot, applied_to_bytes, text_of
from briefgen.review.pull.charts import chart_points
from briefgen.review.pull.insertion_points import has_numbers, recounted
from briefgen.review.pull.source_map import TracedText, trace
from briefgen.review.pull.tokens import WordToken, loose, spoken
from briefgen.workspace import Workspace

T = TypeVar("T")
ChangeGroup = Sequence[PulledChange]

UNSURE = "written into the content, it would not print as the reviewer has it"
UNTRIED = "too many changes would not print as the reviewer has them, so that this one was not tried"
NOT_WRITTEN_ELSEWHERE = "its words stand elsewhere in the document, and are not written there"
MOST_EFFORT, READING = 40_000, 300
"""How many changes may be tried in all to find which do not come out; to read the content counts as so many of them."""


def after_edits(files: Mapping[str, bytes], edits: Iterable[Edit]) -> dict[str, bytes]:
    """The files that edits change, with every byte as it was that they do not touch."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    return {name: _counted(name, files[name], own) for name, own in by_file.items()}


def _counted(name: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    """A file after edits, with the numbers from which its lists then go on."""
    made = applied_to_bytes(data, edits)
    if not name.endswith(".md") or not has_numbers(data.decode()):
        return made
    return applied_to_bytes(made, recounted(name, text_of(data), edits, text_of(made)))


@frozen
class Trial:
    """What a base says after edits: its texts, its facts' and its charts' values, and errors that it had not before."""

    units: Mapping[str, TracedText]
    values: Mapping[str, FactValue]
    faults: tuple[Diagnostic, ...]
    drawn: Mapping[Spot, Decimal]


def tried(edits: Iterable[Edit], workspace: Workspace, edition: str, found: Baseline) -> Trial:
    """What a base says after edits, tried on a copy; nothing where it can then not be assembled."""
    then = with_edits(workspace, found.files, after_edits(found.files, edits))
    checked = check(then, edition, found.day, issue=found.issue)
    brief = checked.brief or checked.draft
    units = trace(brief.document, Path(workspace.content.name)) if brief else {}
    values = {entry.fact.id: entry.value for entry in brief.ledger} if brief else {}
    drawn = {spot: point.value for spot, (_, point) in chart_points(brief.document).items()} if brief else {}
    return Trial(units, values, tuple(new_errors(found.faults, checked.diagnostics)), drawn)


def refusal(fault: Diagnostic) -> str:
    """Why a change is not written that the content would then be refused for."""
    return f"`briefgen check` would refuse it ({fault.code}): {fault.message}"


@frozen
class Mismatch:
    """What content does not say although it should, what it says although it should not, and why it is refused."""

    missing: Counter[str] = field(default_factory=Counter)
    surplus: Counter[str] = field(default_factory=Counter)
    reason: str = ""

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.surplus or self.reason)


@mutable
class Verifier:
    """Tries changes on a copy of their base."""

    workspace: Workspace
    edition: str
    found: Baseline
    effort: int = 0
    reasons: dict[int, str] = field(default_factory=dict)
    said: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.said = Counter(_said(self.found.base.units))

    def verified(self, changes: Sequence[PulledChange]) -> list[PulledChange]:
        """The changes, with those left to a hand that do not come out as the reviewer has them, or are refused."""
        failed: set[int] = set()
        while tried := [change for change in changes if change.edits and change.line not in failed]:
            wrong = self._wrong(tried)
            if not wrong:
                break
            failed |= wrong
        return [
            change.left(self.reasons.get(change.line, UNSURE)) if change.line in failed and change.edits else change
            for change in changes
        ]

    def _wrong(self, changes: Sequence[PulledChange]) -> set[int]:
        """The lines whose changes do not come out; they are searched for by halves where it does not tell which."""
        lines: dict[int, list[PulledChange]] = {}
        for change in sorted(changes, key=lambda change: change.line):
            lines.setdefault(change.line, []).append(change)
        mismatch = self._judged(changes)
        if mismatch is None:
            return set()
        named = {
            change.line
            for change in changes
            if any(text in mismatch.missing for text in change.after)
            or any(text in mismatch.surplus for text in change.before)
        }
        if named and len(named) < len(lines):
            return named
        wrong = {own[0].line: why for own, why in _separate([], list(lines.values()), mismatch, self._judged)}
        self.reasons |= {line: why.reason for line, why in wrong.items() if why.reason}
        return set(wrong)

    def _judged(self, changes: Sequence[PulledChange]) -> Mismatch | None:
        """What is wrong with content after some changes, which is not tried where too much has been."""
        mismatch = Mismatch(reason=UNTRIED) if self.effort >= MOST_EFFORT else self._outcome(changes)
        return None if mismatch.is_right else mismatch

    def _outcome(self, changes: Sequence[PulledChange]) -> Mismatch:
        self.effort += len(changes) + READING
        edits = [edit for change in changes for edit in change.edits]
        wanted = Counter(self.said)
        for line in {change.line: change for change in changes}.values():
            wanted.subtract(line.before)
            wanted.update(line.after)
        trial = tried(edits, self.workspace, self.edition, self.found)
        now = Counter(_said(trial.units))
        reason = refusal(trial.faults[0]) if trial.faults else ""
        return Mismatch(wanted - now, now - wanted, reason)


def _separate(
    kept: list[PulledChange], groups: Sequence[ChangeGroup], why: T, judge: Callable[[Sequence[PulledChange]], T | None]
) -> Iterator[tuple[ChangeGroup, T]]:
    """The groups that are wrong beside what is kept, each with why, found by halves; the others are kept as well.

    `why` is what is wrong with all of them.
    """
    if len(groups) == 1:
        yield groups[0], why
        return
    half = len(groups) // 2
    for part in (groups[:half], groups[half:]):
        own = [change for group in part for change in group]
        if found := judge([*kept, *own]):
            yield from _separate(kept, part, found, judge)
        else:
            kept += own


def without_refused(
    changes: Sequence[PulledChange], faults_of: Callable[[Sequence[PulledChange]], Sequence[Diagnostic]]
) -> list[PulledChange]:
    """The changes, with those left to a hand with which content has errors that it had not; searched for by halves."""
    groups: dict[object, list[PulledChange]] = {}
    for number, change in enumerate(changes):
        if change.edits:
            groups.setdefault((change.reviewer, change.line) if change.line else number, []).append(change)
    together = [change for own in groups.values() for change in own]
    faults = faults_of(together) if together else ()
    wrong = _separate([], list(groups.values()), faults, faults_of) if faults else ()
    refused = {id(change): refusal(found[0]) for own, found in wrong for change in own}
    return [change.left(refused[id(change)]) if id(change) in refused else change for change in changes]


def without_half_moves(changes: Sequence[PulledChange]) -> list[PulledChange]:
    """The changes, with those left to a hand that take out words which stand elsewhere now, not written there."""
    waiting = {_bare(change.new) for change in changes if not change.edits and not change.old}
    return [
        change.left(NOT_WRITTEN_ELSEWHERE)
        if change.edits and not change.new and " " in _bare(change.old) and _bare(change.old) in waiting
        else change
        for change in changes
    ]


def _bare(text: str) -> str:
    """Words as they are known again elsewhere: without the space and the stops around them."""
    return " ".join(loose(text).split()).strip(".,;:!? ")


def _said(units: Mapping[str, TracedText]) -> Iterable[str]:
    """What each text of authors says, without what briefgen adds to it."""
    for unit in units.values():
        if unit.kind == "tile":
            continue
        tokens = [WordToken(s.text, containers=s.containers, atom=s.atom, unit=unit) for s in unit.signs if s.extent]
        if text := spoken(tokens):
            yield text

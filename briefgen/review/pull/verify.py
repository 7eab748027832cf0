"""Verifying: the content after a pull says what the reviewer wrote, and everything else that it said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.fact import FactValue
from briefgen.pipeline import Desk, check
from briefgen.review.pull.baseline import Baseline, laid_out
from briefgen.review.pull.changes import Edit, PulledChange, applied
from briefgen.review.pull.insertion_points import has_numbers, recounted
from briefgen.review.pull.plain_text import spoken
from briefgen.review.pull.source_map import TracedText, trace
from briefgen.review.pull.tokens import WordToken, loose

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
    made = _after(data, edits)
    if not name.endswith(".md") or not has_numbers(data.decode()):
        return made
    return _after(made, recounted(name, _text_of(data), edits, _text_of(made)))


def _text_of(data: bytes) -> str:
    """A file's text as edits count it."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _after(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A file after edits, whose offsets count its characters without a byte order mark, and a line's end as one."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    raw = data[len(mark) :].decode()
    if "\r\n" not in raw:
        return mark + applied(raw, edits).encode()
    offsets = [at for at, character in enumerate(raw) if not raw.startswith("\r\n", at - 1) or character != "\n"]
    offsets.append(len(raw))
    moved = (Edit(e.file, offsets[e.start], offsets[e.end], e.text.replace("\n", "\r\n")) for e in edits)
    return mark + applied(raw, moved).encode()


@frozen
class Trial:
    """What a base says after edits: its texts, the values of its facts, and the errors that it had not before."""

    units: Mapping[str, TracedText]
    values: Mapping[str, FactValue]
    faults: tuple[Diagnostic, ...]


def tried(edits: Iterable[Edit], desk: Desk, edition: str, found: Baseline) -> Trial:
    """What a base says after edits, tried on a copy; nothing where it can then not be assembled."""
    files = {**found.files, **after_edits(found.files, edits)}
    with laid_out(desk, files) as copy:
        checked = check(copy, edition, found.day, issue=found.issue)
        brief = checked.brief or checked.draft
        units = trace(brief.document, checked.texts, copy.content) if brief else {}
        values = {entry.fact.id: entry.value for entry in brief.ledger} if brief else {}
        faults = (fault for fault in checked.diagnostics if fault.is_error)
        return Trial(units, values, tuple(f for f in faults if (f.code, f.message) not in found.faults))


def refusal(fault: Diagnostic) -> str:
    """Why a change is not written that the content would then be refused for."""
    return f"`briefgen check` would refuse it ({fault.code}): {fault.message}"


@frozen
class Mismatch:
    """What content does not say although it should, what it says although it should not, and its new errors."""

    missing: Counter[str] = field(default_factory=Counter)
    surplus: Counter[str] = field(default_factory=Counter)
    faults: tuple[Diagnostic, ...] = ()

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.surplus or self.faults)


@dataclass
class Verifier:
    """Tries changes on a copy of their base."""

    desk: Desk
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
        lines = sorted({change.line for change in changes})
        if self.effort >= MOST_EFFORT:
            return self._untried(lines)
        outcome = self._outcome(changes)
        if outcome.is_right:
            return set()
        named = {
            change.line
            for change in changes
            if any(text in outcome.missing for text in change.after)
            or any(text in outcome.surplus for text in change.before)
        }
        if named and named != set(lines):
            return named
        return self._searched([], changes, lines, outcome)

    def _searched(
        self, kept: list[PulledChange], changes: Sequence[PulledChange], lines: Sequence[int], outcome: Mismatch
    ) -> set[int]:
        """Those of some lines whose changes do not come out beside those kept, to which the others are added."""
        if len(lines) == 1:
            self.reasons |= {line: refusal(fault) for line in lines for fault in outcome.faults[:1]}
            return set(lines)
        wrong: set[int] = set()
        half = len(lines) // 2
        for part in (lines[:half], lines[half:]):
            among = set(part)
            own = [change for change in changes if change.line in among]
            if self.effort >= MOST_EFFORT:
                wrong |= self._untried(part)
            elif (found := self._outcome([*kept, *own])).is_right:
                kept += own
            else:
                wrong |= self._searched(kept, changes, part, found)
        return wrong

    def _untried(self, lines: Iterable[int]) -> set[int]:
        self.reasons |= dict.fromkeys(lines, UNTRIED)
        return set(lines)

    def _outcome(self, changes: Sequence[PulledChange]) -> Mismatch:
        self.effort += len(changes) + READING
        edits = [edit for change in changes for edit in change.edits]
        wanted = Counter(self.said)
        for line in {change.line: change for change in changes}.values():
            wanted.subtract(line.before)
            wanted.update(line.after)
        trial = tried(edits, self.desk, self.edition, self.found)
        now = Counter(_said(trial.units))
        return Mismatch(wanted - now, now - wanted, trial.faults)


def without_refused(
    changes: Sequence[PulledChange], faults_of: Callable[[Sequence[PulledChange]], Sequence[Diagnostic]]
) -> list[PulledChange]:
    """The changes, with those left to a hand with which content has errors that it had not; searched for by halves."""
    groups: dict[object, list[PulledChange]] = {}
    for number, change in enumerate(changes):
        if change.edits:
            groups.setdefault((change.reviewer, change.line) if change.line else number, []).append(change)
    refused: dict[int, str] = {}

    def search(kept: list[PulledChange], among: Sequence[Sequence[PulledChange]]) -> None:
        own = [change for group in among for change in group]
        faults = faults_of([*kept, *own])
        if not faults:
            kept += own
        elif len(among) == 1:
            refused.update({id(change): refusal(faults[0]) for change in own})
        else:
            search(kept, among[: len(among) // 2])
            search(kept, among[len(among) // 2 :])

    if groups:
        search([], list(groups.values()))
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

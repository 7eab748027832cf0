"""Verifying: the content after a pull says what the reviewer wrote, and everything else that it said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.pipeline import Desk, check
from briefgen.review.pull.bases import Found, laid_out
from briefgen.review.pull.changes import Change, Edit, applied
from briefgen.review.pull.lines import spoken
from briefgen.review.pull.tokens import Token
from briefgen.review.pull.tracing import Unit, trace

UNSURE = "written into the content, it would not print as the reviewer has it"
UNTRIED = "too many changes would not print as the reviewer has them, so that this one was not tried"
MOST_EFFORT, READING = 40_000, 300
"""How many changes may be tried in all to find which do not come out; to read the content counts as so many of them."""


def after_edits(files: Mapping[str, bytes], edits: Iterable[Edit]) -> dict[str, bytes]:
    """The files that edits change, with every byte as it was that they do not touch."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    return {name: _after(files[name], own) for name, own in by_file.items()}


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


def units_after(edits: Iterable[Edit], desk: Desk, edition: str, found: Found) -> Mapping[str, Unit]:
    """The texts that a base has after edits, tried on a copy; none where it can then not be assembled."""
    files = {**found.files, **after_edits(found.files, edits)}
    with laid_out(desk, files) as copy:
        checked = check(copy, edition, found.day, issue=found.issue)
        brief = checked.brief or checked.draft
        return trace(brief.document, checked.texts, copy.content) if brief else {}


@dataclass
class Verifier:
    """Tries changes on a copy of their base."""

    desk: Desk
    edition: str
    found: Found
    effort: int = 0
    untried: set[int] = field(default_factory=set)
    said: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.said = Counter(_said(self.found.base.units))

    def verified(self, changes: Sequence[Change]) -> list[Change]:
        """The changes, with those left to a hand that do not come out as the reviewer has them."""
        failed: set[int] = set()
        while tried := [change for change in changes if change.edits and change.line not in failed]:
            wrong = self._wrong(tried)
            if not wrong:
                break
            failed |= wrong
        return [
            change.left(self._reason(change)) if change.line in failed and change.edits else change
            for change in changes
        ]

    def _reason(self, change: Change) -> str:
        return UNTRIED if change.line in self.untried else UNSURE

    def _wrong(self, changes: Sequence[Change]) -> set[int]:
        """The lines whose changes do not come out; they are searched for by halves where it does not tell which."""
        lines = sorted({change.line for change in changes})
        if self.effort >= MOST_EFFORT:
            self.untried |= set(lines)
            return set(lines)
        missing, surplus = self._difference(changes)
        if not missing and not surplus:
            return set()
        named = {
            change.line
            for change in changes
            if any(text in missing for text in change.after) or any(text in surplus for text in change.before)
        }
        if named and named != set(lines):
            return named
        return self._searched([], changes, lines)

    def _searched(self, kept: list[Change], changes: Sequence[Change], lines: Sequence[int]) -> set[int]:
        """Those of some lines whose changes do not come out beside those kept, to which the others are added."""
        if len(lines) == 1:
            return set(lines)
        wrong: set[int] = set()
        half = len(lines) // 2
        for part in (lines[:half], lines[half:]):
            among = set(part)
            own = [change for change in changes if change.line in among]
            if self.effort >= MOST_EFFORT:
                self.untried |= among
                wrong |= among
            elif any(self._difference([*kept, *own])):
                wrong |= self._searched(kept, changes, part)
            else:
                kept += own
        return wrong

    def _difference(self, changes: Sequence[Change]) -> tuple[Counter[str], Counter[str]]:
        """What the content does not say although it should, and what it says although it should not."""
        self.effort += len(changes) + READING
        edits = [edit for change in changes for edit in change.edits]
        wanted = Counter(self.said)
        for line in {change.line: change for change in changes}.values():
            wanted.subtract(line.before)
            wanted.update(line.after)
        now = Counter(_said(units_after(edits, self.desk, self.edition, self.found)))
        return wanted - now, now - wanted


def _said(units: Mapping[str, Unit]) -> Iterable[str]:
    """What each text of authors says, without what briefgen adds to it."""
    for unit in units.values():
        if unit.kind == "tile":
            continue
        tokens = [Token(s.text, containers=s.containers, atom=s.atom, unit=unit) for s in unit.signs if s.extent]
        if text := spoken(tokens):
            yield text

"""Merging: changes of one base, made by several people or in content that has moved on, sentence by sentence."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from briefgen.frozen import frozen
from briefgen.review.diff.tokens import split_words
from briefgen.review.pull.changes import ChangeOutcome, Edit, PulledChange, PulledKind, applied, applied_at, overlap

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]*_]*\s+|\n[ \t>]*\n")
JOURNAL = "pulled.json"


def merged(
    changes: Sequence[Sequence[PulledChange]], names: Sequence[str], texts: Mapping[str, str]
) -> list[PulledChange]:
    """The changes of several reviewers of one base; where two have edited one sentence differently, neither is written.

    A change that both have made is written once.
    """
    found = [list(own) for own in changes]
    for one in range(len(found)):
        for other in range(one + 1, len(found)):
            _set_against(found[one], found[other], (names[one], names[other]), texts)
    return [change for own in found for change in own]


def _set_against(
    ours: list[PulledChange], theirs: list[PulledChange], names: tuple[str, str], texts: Mapping[str, str]
) -> None:
    shared = {change.edits for change in ours if change.edits} & {change.edits for change in theirs}
    for b, second in enumerate(theirs):
        if second.edits in shared:
            theirs[b] = second.left(f"{names[0]} has made the same change", ChangeOutcome.THERE_ALREADY)
    for a, first in enumerate(ours):
        for b, second in enumerate(theirs):
            is_apart = first.edits in shared or not first.edits or not second.edits
            if is_apart or not _meet(first, second, texts):
                continue
            ours[a] = first = _in_conflict(first, second, names[1])
            theirs[b] = _in_conflict(second, first, names[0])


def _in_conflict(change: PulledChange, other: PulledChange, name: str) -> PulledChange:
    reason = f"{name} has edited the same sentence: “{other.new or 'taken out'}”"
    return change.left(reason, ChangeOutcome.CONFLICT)


def _meet(one: PulledChange, other: PulledChange, texts: Mapping[str, str]) -> bool:
    """Whether two changes touch one sentence, or are about one figure."""
    if one.kind is other.kind is PulledKind.FIGURE:
        return one.fact == other.fact
    if PulledKind.COMMENT in (one.kind, other.kind):
        return overlap([*one.edits, *other.edits])
    return any(
        a.file == b.file and _overlap(sentence(texts[a.file], a), sentence(texts[b.file], b))
        for a in one.edits
        for b in other.edits
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    if one[0] == one[1] or other[0] == other[1]:
        return (one[0] < other[1] and other[0] < one[1]) or one == other
    return one[0] < other[1] and other[0] < one[1]


def sentence(text: str, edit: Edit) -> tuple[int, int]:
    """The extent of the sentences that an edit touches; a new block touches none but the point where it goes."""
    if edit.start == edit.end and edit.text.startswith("\n"):
        return edit.start, edit.end
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    start = ends[bisect_right(ends, edit.start) - 1]
    last = max(edit.start, edit.end - 1)
    stop = next((end for end in ends if end > last), len(text))
    return start, max(stop, edit.end)


@frozen
class _Run:
    """A stretch that two texts share: where it starts in each, and its length."""

    ours: int
    theirs: int
    length: int

    def holds(self, start: int, end: int) -> bool:
        """Whether all from one offset of ours to another lies in it."""
        return self.ours <= start and end <= self.ours + self.length


@frozen
class Said:
    """What a sentence has said since somebody's changes were pulled."""

    who: str
    file: str
    text: str


def said_by(changes: Sequence[PulledChange], texts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Who wrote what, sentence by sentence, for later pulls from the same base."""
    edits = {edit: change for change in changes for edit in change.edits if edit.file in texts}
    for edit, change in edits.items():
        start, end = sentence(texts[edit.file], edit)
        inside = [each for each in edits if each.file == edit.file and start <= each.start and each.end <= end]
        text = applied(texts[edit.file][start:end], inside, start)
        yield asdict(Said(change.reviewer, edit.file, " ".join(text.split())))


def earlier_pulls(folder: Path, edition: str) -> list[Said]:
    """Who wrote what in the pulls of an edition, the latest first; a damaged journal is none."""
    found: list[Said] = []
    for path in sorted((folder / edition).glob(f"*/{JOURNAL}"), reverse=True):
        with suppress(OSError, ValueError, TypeError):
            found += [Said(**each) for each in json.loads(path.read_bytes())]
    return found


def rebased(
    changes: Sequence[PulledChange], base: Mapping[str, str], current: Mapping[str, str], earlier: Sequence[Said] = ()
) -> list[PulledChange]:
    """Changes of a base as changes of the content as it is now, where their sentences are still what they were.

    `earlier` tells whose words a sentence has that is another now.
    """
    edits: dict[str, list[Edit]] = {}
    for change in changes:
        for edit in change.edits:
            edits.setdefault(edit.file, []).append(edit)
    rebasers = {file: _Rebaser(base[file], current.get(file, ""), own) for file, own in edits.items()}
    return [_rebased(change, rebasers, earlier) for change in changes]


def edits_between(file: str, base: str, text: str) -> list[Edit]:
    """The edits, line by line and then word by word, that make one text of a file of another."""
    runs = [_Run(0, 0, 0), *_runs(base, text), _Run(len(base), len(text), 0)]
    gaps = (
        Edit(file, one.ours + one.length, other.ours, text[one.theirs + one.length : other.theirs])
        for one, other in pairwise(runs)
    )
    return [gap for gap in gaps if gap.start < gap.end or gap.text]


def _rebased(change: PulledChange, rebasers: Mapping[str, _Rebaser], earlier: Sequence[Said]) -> PulledChange:
    if not change.edits:
        return change
    waiting = [edit for edit in change.edits if not rebasers[edit.file].is_made(edit)]
    if not waiting:
        return change.left("the content says so already", ChangeOutcome.THERE_ALREADY)
    moved = [rebasers[edit.file].rebased(edit) for edit in waiting]
    if all(moved):
        return replace(change, edits=tuple(edit for edit in moved if edit))
    edit = next(edit for edit, found in zip(waiting, moved, strict=True) if found is None)
    now = " ".join(rebasers[edit.file].now(edit).split())
    who = next((said.who for said in earlier if said.file == edit.file and now and said.text == now), "")
    by = f"{who} has edited the same sentence" if who else "the content has changed in the same sentence since"
    reason = f"{by}: “{now}”" if now else by
    return change.left(reason, ChangeOutcome.CONFLICT)


class _Rebaser:
    """Maps offsets of a file's base to those of the file as it is now, which may have some of the edits already."""

    def __init__(self, base: str, current: str, edits: Sequence[Edit]) -> None:
        self._base, self._current, self._edits = base, current, edits
        self._runs = list(_runs(base, current))
        self._wanted, self._places = applied_at(base, edits)
        self._made = list(_runs(self._wanted, current))

    def rebased(self, edit: Edit) -> Edit | None:
        """The edit in the file as it is now; none where its sentence is no longer what it was."""
        start, end = sentence(self._base, edit)
        for run in self._runs:
            if run.holds(start, end):
                shift = run.theirs - run.ours
                return Edit(edit.file, edit.start + shift, edit.end + shift, edit.text)
        return None

    def is_made(self, edit: Edit) -> bool:
        """Whether the file as it is now has what the edit makes, and has not had it before."""
        if self._current == self._wanted != self._base:
            return True
        start, end = sentence(self._base, edit)
        inside = [each for each in self._edits if start <= each.start and each.end <= end]
        said = self._now(start, end).strip()
        if any(applied(self._base[start:end], own, start).strip() == said for own in ([edit], inside)):
            return True
        return self._is_new(*self._places[edit]) if edit.text.strip() else self._is_gone(edit)

    def _is_new(self, start: int, end: int) -> bool:
        """Whether a stretch of what is wanted stands in the file, and its base does not have it there."""
        run = next((run for run in self._made if run.holds(start, end)), None)
        shift = run.theirs - run.ours if run else 0
        return run is not None and not any(
            r.theirs <= start + shift and end + shift <= r.theirs + r.length for r in self._runs
        )

    def _is_gone(self, edit: Edit) -> bool:
        """Whether the file does not have all of what an edit takes out, and what stood around it stands together."""
        at, _ = self._places[edit]
        is_joined = any(run.holds(at - 1, at + 1) for run in self._made)
        return is_joined and not any(run.holds(edit.start, edit.end) for run in self._runs)

    def now(self, edit: Edit) -> str:
        """What stands now where the edit's sentence stood."""
        return self._now(*sentence(self._base, edit))

    def _now(self, start: int, end: int) -> str:
        before = max(
            (r.theirs + min(start, r.ours + r.length) - r.ours for r in self._runs if r.ours <= start), default=0
        )
        behind = [r.theirs + max(end, r.ours) - r.ours for r in self._runs if r.ours + r.length >= end]
        return self._current[before : min(behind, default=len(self._current))]


def _runs(base: str, current: str) -> Iterator[_Run]:
    """The stretches that two texts share, found line by line and then word by word; neighbours are one."""
    run: _Run | None = None
    for found in _pieces(base, current):
        if run and run.ours + run.length == found.ours and run.theirs + run.length == found.theirs:
            run = _Run(run.ours, run.theirs, run.length + found.length)
            continue
        if run:
            yield run
        run = found
    if run:
        yield run


def _pieces(base: str, current: str) -> Iterator[_Run]:
    ours, theirs = base.splitlines(keepends=True), current.splitlines(keepends=True)
    our_starts, their_starts = _starts(ours), _starts(theirs)
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        at, other = our_starts[a0], their_starts[b0]
        if tag == "equal":
            yield _Run(at, other, our_starts[a1] - at)
        elif tag == "replace":
            one, two = split_words("".join(ours[a0:a1])), split_words("".join(theirs[b0:b1]))
            one_starts, two_starts = _starts(one), _starts(two)
            for block in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
                length = one_starts[block.a + block.size] - one_starts[block.a]
                if length:
                    yield _Run(at + one_starts[block.a], other + two_starts[block.b], length)


def _starts(pieces: Sequence[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts

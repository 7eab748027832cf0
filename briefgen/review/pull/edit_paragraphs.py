"""Editing paragraphs: changes inside lines, and lines added, taken out or moved, as edits of the content files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefgen.formats.docx.word_model import PICTURE, WordParagraph, lines_of
from briefgen.review.diff.tokens import END, Hunk, joined_text
from briefgen.review.pull.align_lines import ParagraphGroup
from briefgen.review.pull.bound_figures import named_by_controls
from briefgen.review.pull.changes import ChangeOutcome, Edit, PulledChange, PulledKind, Spot, applied, overlap
from briefgen.review.pull.comments import ends_of
from briefgen.review.pull.edit_words import (
    GENERATED,
    NO_TEXT,
    CannotPlaceError,
    HunkPart,
    WriteTarget,
    edit_of,
    made_from,
    parts,
)
from briefgen.review.pull.insertion_points import Around, InsertionPoint, Neighbour, insertion_point
from briefgen.review.pull.looks import (
    differs_in_signs,
    is_listed_otherwise,
    is_set_otherwise,
    lost_by_new,
    setting_of,
    what_is_lost,
)
from briefgen.review.pull.markdown import ITEM, Context, composed
from briefgen.review.pull.session import PullSession, level_of
from briefgen.review.pull.source_map import Atom, TracedText, value_atoms
from briefgen.review.pull.tokens import (
    STOP,
    LineDiff,
    WordToken,
    lines_spoken,
    loose,
    restyled,
    said_before_and_after,
    with_stops,
    written,
)
from briefgen.review.pull.yaml_edits import scalar_edits
from briefgen.spans import Span


class ParagraphEditor:
    """Places the changes of lines, and notes them in the session."""

    def __init__(self, session: PullSession) -> None:
        self._session, self._base = session, session.base

    def place(self, group: ParagraphGroup) -> None:
        """Place what became of a group of lines."""
        if self._session.is_of_other_content(group):
            return
        if not group.base:
            self._added(group)
        elif not group.reviewed:
            self._removed(group)
        elif group.moved:
            self._moved(group)
        else:
            self.lines(group)

    def lines(self, group: ParagraphGroup) -> None:
        """The changes inside lines that have stayed where they were."""
        diff = self._session.compare(group)
        diff = replace(diff, hunks=[hunk for hunk in diff.hunks if not _is_blank(hunk, diff)])
        self._session.find_anchors(diff)
        if is_set_otherwise(group) or is_listed_otherwise(group):
            self._leave_setting(diff)
        if differs_in_signs(diff):
            change = self._session.change(group, PulledKind.OTHER, diff.ours, diff.theirs)
            self._session.leave(change, "the house style sets these signs")
        if not diff.hunks:
            return
        found = [each for hunk in diff.hunks for each in self._hunk(hunk, diff)]
        finished = self._finished([change for change, _ in found])
        placed = _of_one_line(finished, [hunk for _, hunk in found], diff, self._session.next_line())
        notes = self._session.notes
        for change, (_, hunk) in zip(placed, found, strict=True):
            if change.edits:
                before = (*change.before, *notes.said_by_gone(hunk.old(diff.ours)))
                change = replace(
                    change, before=before, after=(*change.after, *notes.said_by_new(hunk.new(diff.theirs)))
                )
            self._session.changes.append(change)

    def _leave_setting(self, diff: LineDiff) -> None:
        """Report that a line is set otherwise, which no words tell."""
        change = self._session.change(diff.group, PulledKind.OTHER, diff.ours, diff.ours)
        mark = diff.group.reviewed[0].restyled
        change = _of_people(change, [mark.author] if mark else (), is_silent=mark is None)
        self._session.leave(change, setting_of(diff.group.reviewed[0]))

    def _hunk(self, hunk: Hunk, diff: LineDiff) -> Iterator[tuple[PulledChange, Hunk]]:
        """The changes that a hunk is, each with its own part of it."""
        try:
            divided = parts(hunk, diff.ours, diff.theirs)
        except CannotPlaceError as error:
            yield self._change_of(hunk, diff).left(str(error)), hunk
            return
        for part in divided:
            yield self._part(part, diff), part.hunk

    def _part(self, part: HunkPart, diff: LineDiff) -> PulledChange:
        hunk, change = part.hunk, self._change_of(part.hunk, diff)
        if part.fact is not None:
            spot = _spot(diff.ours[hunk.start], part.fact)
            change = replace(change, kind=PulledKind.FIGURE, fact=part.fact.name, spot=spot)
        if rivalry := _rivalry(change, hunk.new(diff.theirs), self._deleters(hunk, diff)):
            return change.left(rivalry, ChangeOutcome.CONFLICT)
        if part.fact is not None:
            return replace(change, outcome=ChangeOutcome.PROPOSED)
        try:
            lost = what_is_lost(hunk, diff)
            return replace(change, edits=self._edits(hunk, diff), reason=lost)
        except CannotPlaceError as error:
            return change.left(str(error))

    def _change_of(self, hunk: Hunk, diff: LineDiff) -> PulledChange:
        ours, old, new = diff.ours, hunk.old(diff.ours), hunk.new(diff.theirs)
        is_look = old and loose(self._session.text_of(old)) == loose(self._session.text_of(new))
        kind = PulledKind.LOOK if is_look else PulledKind.TEXT
        change = self._session.change(diff.group, kind, old, new)
        offset = next((token.extent[0] for token in (*old, *ours[hunk.start - 1 : hunk.start]) if token.extent), None)
        unit = next((token.unit for token in (*old, *ours) if token.unit), None)
        place = self._base.place(unit.file, offset) if unit and offset is not None else change.place
        if kind is PulledKind.LOOK:
            is_tracked = all(token.restyled for token in restyled(old, new) if not token.is_space)
        else:
            is_tracked = not self._is_silent(hunk, diff)
        names = dict.fromkeys(name for token in new for name in token.authors)
        authors = tuple(names | dict.fromkeys(self._deleters(hunk, diff))) or change.authors
        return replace(change, place=place, tracked=is_tracked, authors=authors if is_tracked else ())

    def _deleters(self, hunk: Hunk, diff: LineDiff) -> Iterator[str]:
        """Who has deleted words of ours that a hunk takes out."""
        start, end = _offsets(hunk, diff)
        for line, at in _with_offsets(diff.group):
            yield from self._session.untracked.deleters(line, start - at, end - at)

    def _is_silent(self, hunk: Hunk, diff: LineDiff) -> bool:
        """Whether Word did not record the change of a hunk, in any of the lines that it touches.

        Added words that begin as those behind them do can stand before or behind these, as far away as they are long.
        """
        slack = len(joined_text(hunk.new(diff.theirs)))
        start, end = _offsets(hunk, diff)
        return any(
            self._session.untracked.is_silent(line, start - at - slack, end - at + slack)
            for line, at in _with_offsets(diff.group)
            if start <= at + len(line.text) and at <= end
        )

    def _edits(self, hunk: Hunk, diff: LineDiff) -> tuple[Edit, ...]:
        unit = next((token.unit for token in diff.ours if token.unit), None)
        if unit is None:
            raise CannotPlaceError(made_from(next(filter(None, map(self._base.id_of, diff.group.base)), "")))
        setting = self._setting(unit, diff.group)
        ends = [each for each in ends_of(diff) if hunk.new_start < each[0] <= hunk.new_end]
        if unit.file not in self._base.sources or self._base.is_in_front(unit):
            ends = []
        edit = self._session.stopped(edit_of(hunk, diff, setting, ends), ends, in_cell=setting.in_cell)
        return (edit, *self._session.notes.edits(unit, hunk.old(diff.ours), hunk.new(diff.theirs)))

    def _setting(self, unit: TracedText, group: ParagraphGroup) -> WriteTarget:
        text = self._base.texts[unit.file]
        is_markdown = unit.file.endswith(".md") and not self._base.is_in_front(unit)
        between = ""
        if unit.kind == "paragraph":
            between = "\n\n" + (self._base.sources[unit.file].prefix(self._base.line(unit)) if is_markdown else "")
        if is_markdown and all(line.listed >= 0 for line in (*group.base, *group.reviewed)):
            between = self._next_item(unit) or between
        in_cell = unit.kind == "cell" and is_markdown
        if is_markdown and self._base.is_in_note(unit):
            between = ""
        return WriteTarget(unit.file, text, between, in_cell, unit.kind == "paragraph")

    def _next_item(self, unit: TracedText) -> str:
        source = self._base.sources[unit.file]
        items = source.around(self._base.line(unit), ITEM)
        return f"\n{source.next_marker(items[-1])}" if items else ""

    def _finished(self, changes: list[PulledChange]) -> list[PulledChange]:
        """The changes of a line with their edits as they are made in YAML, which keep the form of its values."""
        loose_edits = [edit for change in changes for edit in change.edits if self._is_yaml(edit)]
        if not loose_edits:
            return changes
        text = self._base.texts[loose_edits[0].file]
        start, end = 0, len(text)
        if source := self._base.sources.get(loose_edits[0].file):
            start, end = text.index("\n") + 1, text.rindex("---", 0, source.body)
        moved = [replace(edit, start=edit.start - start, end=edit.end - start) for edit in loose_edits]
        found = scalar_edits(text[start:end], moved)
        if found is None:
            return [c.left("the file's form has no place for these words") if c.edits else c for c in changes]
        made = {
            edit: replace(new, start=new.start + start, end=new.end + start)
            for edit, new in zip(loose_edits, found, strict=True)
        }
        return [replace(change, edits=tuple(made.get(edit, edit) for edit in change.edits)) for change in changes]

    def _is_yaml(self, edit: Edit) -> bool:
        source = self._base.sources.get(edit.file)
        return source is None or edit.end < source.body

    def _added(self, group: ParagraphGroup) -> None:
        tokens = named_by_controls(self._session.their_tokens(group.reviewed), self._base.forms)
        change = self._session.change(group, PulledKind.ADDED, (), tokens)
        is_silent = any(line.text in self._session.untracked.added for line in group.reviewed)
        change = _of_people(change, (name for token in tokens for name in token.authors), is_silent=is_silent)
        diff = LineDiff(group, [], tokens)
        self._session.find_anchors(diff)
        try:
            reason = lost_by_new(group.reviewed[0], tokens)
            edits, place = self._insertion(diff)
        except CannotPlaceError as error:
            self._session.leave(change, str(error))
            return
        after, line = (*lines_spoken(tokens), *self._session.notes.said_by_new(tokens)), self._session.next_line()
        self._session.changes.append(replace(change, edits=edits, place=place, line=line, after=after, reason=reason))

    def _insertion(self, diff: LineDiff) -> tuple[tuple[Edit, ...], Span]:
        """The edit that adds a paragraph behind the block of the line that stands before it."""
        group, tokens = diff.group, diff.theirs
        if any(token.text == PICTURE for token in tokens):
            raise CannotPlaceError(NO_TEXT)
        ends, new = ends_of(diff), group.reviewed[0]
        text = composed(with_stops(tokens, 0, ends), Context(opens=True, between="\\\n"))
        target = self._slot(group)
        unit = self._base.unit_of(group.after)
        notes = self._session.notes.edits(unit, (), tokens) if unit else ()
        edit = self._session.stopped(target.edit(text, level_of(new)), ends)
        return (edit, *notes), self._base.place(target.file, target.at)

    def _slot(self, group: ParagraphGroup) -> InsertionPoint:
        """Where the line of a group goes: behind that which stands before it, or on top of the list that follows."""
        base = self._base
        home, following = base.home_of(group.after), base.home_of(group.before)
        if group.after is None or home is None:
            raise CannotPlaceError("what stands before it is made by briefgen, so that its section is not known")
        before = None
        if group.before is not None and following is not None and following.file == home.file:
            before = Neighbour(self._session.in_its_list(group.before), following.line - 1)
        after = Neighbour(self._session.in_its_list(group.after), home.line - 1)
        new = group.reviewed[0]
        around = Around(after, before, self._peer(new, group.after, home.file), group.beside)
        return insertion_point(home.file, base.sources[home.file], new, around)

    def _peer(self, new: WordParagraph, after: WordParagraph, file: str) -> Neighbour | None:
        """The last item of a section that stands before a new one and has its depth and kind."""
        found: Neighbour | None = None
        for line in lines_of(self._base.reviewed.body) if new.listed >= 0 else ():
            if (line.listed, line.numbered) == (new.listed, new.numbered):
                home = self._base.home_of(line)
                if home is not None and home.file == file:
                    found = Neighbour(self._session.in_its_list(line), home.line - 1)
            if self._base.key(line) == self._base.key(after):
                break
        return found

    def _removed(self, group: ParagraphGroup) -> None:
        line = group.base[0]
        identity, unit = self._base.id_of(line), self._base.unit_of(line)
        if identity in self._session.taken:
            return
        ours = self._session.our_tokens([line])
        change = self._session.change(group, PulledKind.REMOVED, ours, ())
        is_silent = self._session.is_among(group.base, self._session.untracked.gone)
        change = _of_people(change, self._session.untracked.deleters(line, 0, len(line.text)), is_silent=is_silent)
        try:
            edits = self._removal(unit, ours)
        except CannotPlaceError as error:
            self._session.leave(change, str(error))
            return
        before = (*lines_spoken(list(written(ours))), *self._session.notes.said_by_gone(ours))
        self._session.changes.append(replace(change, edits=edits, line=self._session.next_line(), before=before))

    def _removal(self, unit: TracedText | None, ours: Sequence[WordToken]) -> tuple[Edit, ...]:
        if unit is None:
            raise CannotPlaceError(NO_TEXT if any(token.text == PICTURE for token in ours) else GENERATED)
        source = self._base.sources.get(unit.file)
        if source is None or self._base.is_in_front(unit) or unit.kind not in ("paragraph", "heading"):
            raise CannotPlaceError("it is a text that the brief must have; change it in its file")
        span = source.whole(self._base.line(unit))
        if self._base.is_in_note(unit):
            raise CannotPlaceError("the footnote is still called; a footnote has a text")
        if span is None or "[!" in source.line(span.start):
            raise CannotPlaceError("it shares its lines with other text")
        start, end = source.removal(span)
        if "<!--" in source.text[start:end]:
            raise CannotPlaceError("comments stand inside it in the content")
        return (Edit(unit.file, start, end, ""), *self._session.notes.edits(unit, ours, ()))

    def _moved(self, group: ParagraphGroup) -> None:
        """What stands elsewhere now: its own source, with the changes inside it, at its new place."""
        diff = self._session.compare(group)
        self._session.find_anchors(diff)
        if is_set_otherwise(group):
            self._leave_setting(diff)
        change = self._session.change(group, PulledKind.MOVED, diff.ours, diff.theirs)
        is_silent = self._session.is_among(group.base, self._session.untracked.moved)
        change = _of_people(change, (name for token in diff.theirs for name in token.authors), is_silent=is_silent)
        try:
            edits, place = self._relocation(diff)
        except CannotPlaceError as error:
            self._session.leave(change, str(error))
            return
        before, after = said_before_and_after(diff, diff.hunks)
        line = self._session.next_line()
        self._session.changes.append(replace(change, edits=edits, place=place, line=line, after=after, before=before))

    def _relocation(self, diff: LineDiff) -> tuple[tuple[Edit, ...], Span]:
        group, ours, theirs = diff.group, diff.ours, diff.theirs
        unit = self._base.unit_of(group.base[0])
        if unit is None or len(group.base) != 1 or len(group.reviewed) != 1:
            raise CannotPlaceError(GENERATED if unit is None else "it was moved and divided or joined at once")
        inner: list[Edit] = []
        for hunk in diff.hunks:
            for part in parts(hunk, ours, theirs):
                if part.fact is not None:
                    raise CannotPlaceError("it was moved, and one of its figures changed at once")
                what_is_lost(part.hunk, diff)
                inner.append(edit_of(part.hunk, diff, self._setting(unit, group)))
        if {token.note for token in theirs} != {token.note for token in ours}:
            raise CannotPlaceError("it was moved, and its footnotes changed at once")
        removal, *others = self._removal(unit, [])
        target = self._slot(group)
        if target.file != unit.file and any(token.atom and token.atom.kind == "note" for token in ours):
            raise CannotPlaceError("its footnote belongs to the section from which it was moved")
        if removal.start <= target.at < removal.end:
            raise CannotPlaceError("it has been moved inside its own block")
        source = self._base.sources[unit.file]
        start, end = source.inside(self._base.line(unit))
        anchors = [(self._session.anchors[each, False].offset, each) for _, each in ends_of(diff)]
        ends = sorted(each for each in anchors if start <= each[0] <= end)
        stops = [Edit(unit.file, at, at, STOP * len(list(same))) for at, same in groupby(ends, lambda each: each[0])]
        if overlap([*inner, *stops]):
            ends, stops = [], []
        text = applied(source.text[start:end], [*inner, *stops], start)
        prefix = target.prefix if target.prefix.startswith(">") else " " * len(target.prefix)
        edit = target.edit(re.sub(r"\n[ \t>]*", f"\n{prefix}", text), level_of(group.base[0]))
        return (removal, *others, self._session.stopped(edit, ends)), self._base.place(target.file, target.at)


def _of_people(change: PulledChange, names: Iterable[str], *, is_silent: bool) -> PulledChange:
    """A change of those who have made it: of nobody where Word did not record it."""
    authors = () if is_silent else tuple(dict.fromkeys(names)) or change.authors
    return replace(change, tracked=not is_silent, authors=authors)


def _rivalry(change: PulledChange, new: Sequence[WordToken], deleters: Iterable[str]) -> str:
    """Why new words are not one person's edit but several, of which it does not tell which is to hold.

    Word divides what one person has typed wherever it likes, so that this alone says nothing.
    """
    if people := dict.fromkeys(name for token in new for name in token.rivals):
        return f"{' and '.join(people)} have each put in their own words here"
    solid = [token for token in new if not token.is_space]
    if change.kind is PulledKind.FIGURE:
        people = dict.fromkeys([*(name for token in new for name in token.makers), *deleters])
        if len(people) > 1:
            return f"{' and '.join(people)} have each changed a part of it"
        if any(token.doubled for token in solid):
            return "figures were typed on both sides of the one that was struck out"
    if (
        not change.tracked
        and any(token.makers for token in solid)
        and (change.kind is PulledKind.FIGURE or len(solid) == 1)
    ):
        return "a part of it was tracked, and a part was not"
    return ""


def _spot(token: WordToken, fact: Atom) -> Spot:
    """Where a fact is printed."""
    unit = token.unit
    number = next((n for n, atom in enumerate(value_atoms(unit)) if atom is fact), 0) if unit else 0
    return (unit.id if unit else "", number)


def _is_blank(hunk: Hunk, diff: LineDiff) -> bool:
    """Whether a hunk is nothing but space beside what briefgen makes by itself."""
    changed = (*hunk.old(diff.ours), *hunk.new(diff.theirs))
    beside = (*diff.ours[max(0, hunk.start - 1) : hunk.start], *diff.ours[hunk.end : hunk.end + 1])
    return all(token.is_space for token in changed) and all(token.extent is None for token in (*changed, *beside))


def _offsets(hunk: Hunk, diff: LineDiff) -> tuple[int, int]:
    """Where the words of ours that a hunk is about begin and end in the text of all their lines."""
    start = len(joined_text(diff.ours[: hunk.start]))
    return start, start + len(joined_text(hunk.old(diff.ours)))


def _with_offsets(group: ParagraphGroup) -> Iterator[tuple[WordParagraph, int]]:
    """Our lines, and where each begins in the text of all of them."""
    at = 0
    for line in group.base:
        yield line, at
        at += len(line.text) + len(END)


def _of_one_line(
    changes: Sequence[PulledChange], hunks: Sequence[Hunk], diff: LineDiff, line: int
) -> list[PulledChange]:
    """The changes of one line: what its paragraphs say once all that can be written is written goes with each."""
    if overlap(list({edit for change in changes for edit in change.edits})):
        reason = "several changes touch the same words"
        return [change.left(reason) if change.edits else change for change in changes]
    both = zip(changes, hunks, strict=True)
    carried = [hunk for change, hunk in both if change.edits and change.outcome is ChangeOutcome.PLACED]
    before, after = said_before_and_after(diff, carried)
    return [replace(change, line=line, before=before, after=after) if change.edits else change for change in changes]

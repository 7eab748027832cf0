"""Placing: every change of a reviewed document as edits of the content files, or as what needs a hand and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, takewhile

from briefgen.errors import Place
from briefgen.review.pull.aligning import Aligned, GridGroup, Group, RowGroup, align
from briefgen.review.pull.changes import Change, Edit, Fate, Kind, applied, overlap
from briefgen.review.pull.lines import GENERATED, NO_TEXT, CannotPlaceError, Part, Setting, edit_of, parts, spoken
from briefgen.review.pull.markdown import Context, Source, Span, composed
from briefgen.review.pull.reviewed import (
    NOTE,
    PICTURE,
    Grid,
    Item,
    Line,
    Manifest,
    Reviewed,
    Row,
    accepted,
    lines_of,
    rejected,
)
from briefgen.review.pull.scalars import scalar_edits
from briefgen.review.pull.silence import Silence, text_of_row
from briefgen.review.pull.slots import Neighbour, Slot, slot
from briefgen.review.pull.tokens import END, Hunk, Token, differences, loose, our_tokens, text_of, their_tokens
from briefgen.review.pull.tracing import Unit
from briefgen.writers.docx.manifest import digest

HEADING = re.compile(r"heading (\d)")
LOOKS = "its words are the same; the house style decides how they are set"


@dataclass(frozen=True)
class Base:
    """What the reviewed document was made from: our document as read, its texts by id, and the content files.

    `homes` are the places of figures and tables in the sections, by the id of their block. A base that is not exact is
    the content as it is now, which may have changed since the document was made.
    """

    reviewed: Reviewed
    units: Mapping[str, Unit]
    texts: Mapping[str, str]
    homes: Mapping[str, Place] = field(default_factory=dict)
    is_exact: bool = True

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of texts by their bookmarks."""
        return self.reviewed.manifest.ids if self.reviewed.manifest else {}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {name: Source(text) for name, text in self.texts.items() if name.endswith(".md")}

    def id_of(self, line: Line | None) -> str:
        """The id of a line of ours; empty for what has none."""
        return next((self.ids[name] for name in (line.names if line else ()) if name in self.ids), "")

    def unit_of(self, line: Line | None) -> Unit | None:
        return self.units.get(self.id_of(line))


@dataclass(frozen=True)
class Placed:
    """A reviewer's changes; `words` tells for a place in a reviewed line where it is in the content."""

    changes: tuple[Change, ...]
    anchors: Mapping[tuple[str, bool], Anchor] = field(default_factory=dict)


@dataclass(frozen=True)
class Anchor:
    """Where a comment's range ends: the words in it, and the file and offset behind them, if they stand in a file."""

    quoted: str
    where: str
    file: str = ""
    offset: int = -1
    place: Place | None = None
    in_cell: bool = False


def place_changes(base: Base, theirs: Reviewed) -> Placed:
    """What a reviewer changed, as edits of the content files from which the document was made."""
    return _Placer(base, theirs).placed()


class _Placer:
    """Goes through body and footnotes."""

    def __init__(self, base: Base, theirs: Reviewed) -> None:
        self.base, self.theirs = base, theirs
        self.changes: list[Change] = []
        self.anchors: dict[tuple[str, bool], Anchor] = {}
        self.note_names = self._our_notes()
        self.note_pairs = dict(self._note_pairs())
        self.their_names = {theirs: self.note_names.get(ours, ours) for theirs, ours in self.note_pairs.items()}
        self.new_notes = self._new_notes()
        self.their_names |= self.new_notes
        self.note_texts = self._note_texts()
        self.silence = self._silence()
        self.taken: set[str] = set()
        self.gone: set[tuple[str, int]] = set()
        self.line = 0

    def placed(self) -> Placed:
        self._flow(self.base.reviewed.body, accepted(self.theirs.body))
        for number, ours in self.note_pairs.items():
            self._flow(self.base.reviewed.notes[ours], accepted(self.theirs.notes[number]))
        self._margins()
        return Placed(tuple(self.changes), self.anchors)

    def _our_notes(self) -> dict[str, str]:
        """The names of our footnotes by their numbers."""
        names: dict[str, str] = {}
        for line in self.base.reviewed.all_lines():
            unit = self.base.unit_of(line)
            calls = [piece.note for piece in line.pieces if piece.note]
            atoms = [sign.atom.name for sign in unit.signs if sign.atom and sign.text == NOTE] if unit else []
            names |= dict(zip(calls, (name.partition(":")[2] or name for name in atoms), strict=False))
        return names

    def _note_pairs(self) -> Iterator[tuple[str, str]]:
        """The number of each footnote in the reviewed document that is ours, and its number with us."""
        ours = {number: _said(items) for number, items in self.base.reviewed.notes.items()}
        by_name = {n: number for number, items in self.base.reviewed.notes.items() for n in _names(items)}
        free = dict(ours)
        theirs = self.theirs.notes
        for number, items in theirs.items():
            found = next((by_name[name] for name in _names(items) if name in by_name), None)
            if found in free:
                del free[found]
                yield number, found
        matched = {number for number, items in theirs.items() if any(name in by_name for name in _names(items))}
        for number, items in theirs.items():
            if number not in matched:
                said = _said(accepted(items))
                found = next((ours for ours, text in free.items() if loose(text) == loose(said)), None)
                if found is not None:
                    del free[found]
                    yield number, found

    def _new_notes(self) -> dict[str, str]:
        """Names for the footnotes that the reviewer has added."""
        taken = set(self.note_names.values())
        names: dict[str, str] = {}
        for number in self.theirs.notes:
            if number not in self.note_pairs:
                count = 1
                while (name := f"added-{count}") in taken:
                    count += 1
                taken.add(name)
                names[number] = name
        return names

    def _note_texts(self) -> dict[str, str]:
        """What footnotes say, by their names; of ours that the reviewer has changed, what they say now."""
        ours = {name: _said(self.base.reviewed.notes.get(number, ())) for number, name in self.note_names.items()}
        theirs = {name: _said(accepted(self.theirs.notes.get(number, ()))) for number, name in self.their_names.items()}
        return ours | theirs

    def _silence(self) -> Silence:
        found = Silence(lambda line: self.base.id_of(line) or line.text)
        found.listen(self.base.reviewed.body, rejected(self.theirs.body))
        for number, ours in self.note_pairs.items():
            found.listen(self.base.reviewed.notes[ours], rejected(self.theirs.notes[number]))
        return found

    def _flow(self, ours: Sequence[Item], theirs: Sequence[Item]) -> None:
        aligned = align(ours, theirs)
        grids = [group for group in aligned if isinstance(group, GridGroup)]
        self.gone |= {
            (unit.file, self._line(unit))
            for group in aligned
            if isinstance(group, Group) and (group.moved or not group.reviewed)
            for line in group.base
            if (unit := self.base.unit_of(line))
        }
        for grid in grids:
            if grid.reviewed is None and grid.base is not None:
                self._removed_grid(grid.base)
        for group in aligned:
            if isinstance(group, Group):
                self._group(group)
        for grid in grids:
            self._grid(grid)

    def _group(self, group: Group) -> None:
        if self._is_of_other_content(group):
            return
        if not group.base:
            self._added(group)
        elif not group.reviewed:
            self._removed(group)
        elif group.moved:
            self._moved(group)
        else:
            self._lines(group)

    def _is_of_other_content(self, group: Group) -> bool:
        """Whether our lines are not those that went out, because the content has changed since; says so if need be."""
        then = self.theirs.manifest
        if then is None or self.base.is_exact:
            return False
        went_out = [line for line in group.reviewed if any(name in then.digests for name in line.names)]
        are_same = all(self._went_out(line) for line in group.base) and (group.base or not went_out)
        if are_same:
            return False
        if all(_is_untouched(line, then) for line in group.reviewed):
            return True
        change = self._change(group, Kind.TEXT, *self._both(group))
        self.changes.append(change.left("the content has changed here since the document was made"))
        return True

    def _went_out(self, line: Line) -> bool:
        """Whether a line of ours is as it was in the document that was reviewed."""
        then, now = self.theirs.manifest, self.base.reviewed.manifest
        if then is None or now is None:
            return True
        return all(then.digests.get(name) == now.digests[name] for name in line.names if name in now.digests)

    def _both(self, group: Group) -> tuple[list[Token], list[Token]]:
        ours = our_tokens(group.base, [self.base.unit_of(line) for line in group.base])
        return ours, their_tokens(group.reviewed, self.their_names)

    def _lines(self, group: Group) -> None:
        """The changes inside lines that have stayed where they were."""
        units = [self.base.unit_of(line) for line in group.base]
        ours = our_tokens([self._named(line) for line in group.base], units)
        theirs = their_tokens(group.reviewed, self.their_names)
        hunks = [hunk for hunk in differences(ours, theirs) if not _is_blank(hunk, ours, theirs)]
        self._find_anchors(group, ours, theirs, hunks)
        if self._is_reset(group) and not hunks:
            self.changes.append(self._change(group, Kind.OTHER, ours, theirs).left(self._reset(group)))
        if not hunks:
            self._note_typography(group, ours, theirs)
            return
        found = [change for hunk in hunks for change in self._hunk(hunk, group, ours, theirs)]
        finished = self._finished([each.change for each in found])
        found = [replace(each, change=change) for each, change in zip(found, finished, strict=True)]
        placed = _of_one_line(found, ours, theirs, self._next_line())
        for change, each in zip(placed, found, strict=True):
            if change.edits:
                hunk = each.hunk
                gone, come = ours[hunk.start : hunk.end], theirs[hunk.new_start : hunk.new_end]
                before = (*change.before, *self._said_by_gone_notes(gone))
                change = replace(change, before=before, after=(*change.after, *self._said_by_new_notes(come)))
            self.changes.append(change)

    def _next_line(self) -> int:
        self.line += 1
        return self.line

    def _named(self, line: Line) -> Line:
        """A line of ours whose footnotes have the names of the content."""
        pieces = (replace(piece, note=self.note_names.get(piece.note, piece.note)) for piece in line.pieces)
        return replace(line, pieces=tuple(pieces))

    def _hunk(self, hunk: Hunk, group: Group, ours: Sequence[Token], theirs: list[Token]) -> Iterator[_Found]:
        try:
            divided = parts(hunk, ours, theirs)
        except CannotPlaceError as error:
            divided = [Part(hunk)]
            yield _Found(self._change_of(divided[0], group, ours, theirs).left(str(error)), hunk)
            return
        for part in divided:
            change = self._change_of(part, group, ours, theirs)
            if part.fact is not None:
                yield _Found(replace(change, kind=Kind.FIGURE, fate=Fate.PROPOSED, fact=part.fact.name), part.hunk)
                continue
            try:
                yield _Found(replace(change, edits=self._edits(part.hunk, group, ours, theirs)), part.hunk)
            except CannotPlaceError as error:
                yield _Found(change.left(str(error)), part.hunk)

    def _change_of(self, part: Part, group: Group, ours: Sequence[Token], theirs: Sequence[Token]) -> Change:
        hunk = part.hunk
        old, new = ours[hunk.start : hunk.end], theirs[hunk.new_start : hunk.new_end]
        is_look = old and loose(self._text_of(old)) == loose(self._text_of(new))
        kind = Kind.LOOK if is_look else Kind.TEXT
        change = self._change(group, kind, old, new)
        offset = next((token.extent[0] for token in (*old, *ours[hunk.start - 1 : hunk.start]) if token.extent), None)
        unit = next((token.unit for token in (*old, *ours) if token.unit), None)
        place = self._place(unit.file, offset) if unit and offset is not None else change.place
        if kind is Kind.LOOK:
            is_tracked = all(token.restyled for token in new if not token.is_space)
        else:
            is_tracked = not self._is_silent(hunk, group, ours)
        authors = tuple(dict.fromkeys(name for token in new for name in token.authors)) or change.authors
        return replace(change, place=place, tracked=is_tracked, authors=authors if is_tracked else ())

    def _place(self, file: str, offset: int) -> Place:
        text = self.base.texts[file]
        start = text.rfind("\n", 0, offset) + 1
        return Place(file, text.count("\n", 0, offset) + 1, offset - start + 1)

    def _is_silent(self, hunk: Hunk, group: Group, ours: Sequence[Token]) -> bool:
        """Whether Word did not record the change of a hunk, in any of the lines that it touches."""
        start = sum(len(token.text) for token in ours[: hunk.start])
        end = start + sum(len(token.text) for token in ours[hunk.start : hunk.end])
        at = 0
        for line in group.base:
            behind = at + len(line.text)
            if start <= behind and at <= end and self.silence.is_silent(line, start - at, end - at):
                return True
            at = behind + len(END)
        return False

    def _change(self, group: Group, kind: Kind, old: Sequence[Token], new: Sequence[Token]) -> Change:
        unit = next((unit for line in group.base if (unit := self.base.unit_of(line))), None)
        authors = tuple(dict.fromkeys(name for line in group.reviewed for name in line.authors))
        if not authors and len(self.theirs.people) == 1:
            authors = self.theirs.people
        return Change(
            kind,
            self._text_of(old),
            self._text_of(new),
            place=unit.place if unit else None,
            where=self._where(group),
            authors=authors,
            sureness=group.sureness if group.base else 1.0,
        )

    def _text_of(self, tokens: Sequence[Token]) -> str:
        return text_of(tokens, self.note_texts).strip()

    def _where(self, group: Group) -> str:
        """What a line is called where no file has it: how it begins."""
        line = next(iter(group.base or group.reviewed), None)
        return _beginning(line.shown) if line else ""

    def _edits(self, hunk: Hunk, group: Group, ours: Sequence[Token], theirs: Sequence[Token]) -> tuple[Edit, ...]:
        unit = next((token.unit for token in ours if token.unit), None)
        if unit is None:
            raise CannotPlaceError(GENERATED)
        edits = (edit_of(hunk, ours, theirs, self._setting(unit, group)),)
        old, new = ours[hunk.start : hunk.end], theirs[hunk.new_start : hunk.new_end]
        return (*edits, *self._note_edits(unit, old, new))

    def _setting(self, unit: Unit, group: Group) -> Setting:
        text = self.base.texts[unit.file]
        is_markdown = unit.file.endswith(".md") and not self._in_front(unit)
        between = ""
        if unit.kind == "paragraph":
            between = "\n\n" + (self.base.sources[unit.file].prefix(self._line(unit)) if is_markdown else "")
        if is_markdown and all(line.listed >= 0 for line in (*group.base, *group.reviewed)):
            between = self._next_item(unit) or between
        in_cell = unit.kind == "cell" and is_markdown
        if is_markdown and self._is_in_note(unit):
            between = ""
        return Setting(unit.file, text, between, in_cell, unit.kind == "paragraph")

    def _is_in_note(self, unit: Unit) -> bool:
        chain = self.base.sources[unit.file].around(self._line(unit))
        return bool(chain) and chain[0].kind == "footnote_reference_open"

    def _in_front(self, unit: Unit) -> bool:
        source = self.base.sources.get(unit.file)
        return source is not None and self._line(unit) < source.text.count("\n", 0, source.body)

    def _line(self, unit: Unit) -> int:
        """The number of a text's first line in its file, from 0."""
        return unit.place.line - 1 if unit.place else 0

    def _next_item(self, unit: Unit) -> str:
        source = self.base.sources[unit.file]
        item = next((span for span in reversed(source.around(self._line(unit))) if span.kind == "list_item_open"), None)
        return f"\n{source.next_marker(item)}" if item else ""

    def _finished(self, changes: list[Change]) -> list[Change]:
        """The changes of a line with their edits as they are made in YAML, which keep the form of its values."""
        loose_edits = [edit for change in changes for edit in change.edits if self._is_yaml(edit)]
        if not loose_edits:
            return changes
        text = self.base.texts[loose_edits[0].file]
        start, end = 0, len(text)
        if source := self.base.sources.get(loose_edits[0].file):
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
        source = self.base.sources.get(edit.file)
        return source is None or edit.end < source.body

    def _note_edits(self, unit: Unit, old: Sequence[Token], new: Sequence[Token]) -> Iterator[Edit]:
        """The definitions of footnotes that come or go with their calls."""
        kept = self._called
        gone = {token.atom.name for token in old if token.atom and token.atom.kind == "note"}
        for name in sorted(gone):
            if name.partition(":")[2] not in kept:
                yield from self._without_definition(unit.file, name.partition(":")[2])
        numbers = {name: number for number, name in self.new_notes.items()}
        for name in dict.fromkeys(token.note for token in new if token.text == NOTE):
            if name in numbers:
                yield self._definition(unit, name, numbers[name])
            elif name not in self.note_names.values():
                raise CannotPlaceError("the document does not have the footnote that is called here")
            elif unit.file not in self.base.sources or name not in self.base.sources[unit.file].labels:
                raise CannotPlaceError("the footnote that is called here belongs to another section")

    def _said_by_new_notes(self, new: Sequence[Token]) -> tuple[str, ...]:
        """What the footnotes say that words bring with them."""
        numbers = {name: number for number, name in self.new_notes.items()}
        called = [numbers[token.note] for token in new if token.note in numbers]
        lines = [line for number in called for line in lines_of(accepted(self.theirs.notes[number]))]
        return _lines_spoken(their_tokens(lines, self.their_names))

    def _said_by_gone_notes(self, old: Sequence[Token]) -> tuple[str, ...]:
        """What the footnotes say that go with the last of their calls."""
        kept = self._called
        gone = {token.note for token in old if token.text == NOTE and token.note not in kept}
        numbers = [number for number, name in self.note_names.items() if name in gone]
        lines = [line for number in numbers for line in lines_of(self.base.reviewed.notes[number])]
        return _lines_spoken(list(_written(our_tokens(lines, [self.base.unit_of(line) for line in lines]))))

    @cached_property
    def _called(self) -> set[str]:
        """The names of the footnotes that the reviewed document calls."""
        lines = lines_of(accepted(self.theirs.body))
        return {self.their_names.get(piece.note, "") for line in lines for piece in line.pieces if piece.note}

    def _without_definition(self, file: str, label: str) -> Iterator[Edit]:
        source = self.base.sources.get(file)
        for span in source.spans if source else ():
            if span.kind == "footnote_reference_open" and source and f"[^{label}]:" in source.line(span.start):
                yield Edit(file, *source.removal(span), "")

    def _definition(self, unit: Unit, name: str, number: str) -> Edit:
        source = self.base.sources.get(unit.file)
        chain = source.around(self._line(unit)) if source else []
        lines = [line for line in lines_of(accepted(self.theirs.notes[number])) if line.text.strip()]
        if source is None or not chain or len(lines) != 1:
            raise CannotPlaceError("a footnote can be added to the text of a section alone, and has one paragraph")
        tokens = their_tokens(lines, self.their_names)
        while tokens and tokens[0].is_space:
            tokens.pop(0)
        at = source.end_of(chain[0])
        return Edit(unit.file, at, at, f"\n\n[^{name}]: {composed(tokens, Context())}")

    def _note_typography(self, group: Group, ours: Sequence[Token], theirs: Sequence[Token]) -> None:
        """Say of what differs in quotation marks, dashes and hard spaces alone that the house style decides it."""
        one, other = "".join(t.text for t in ours), "".join(t.text for t in theirs)
        if one != other and one.split() != other.split():
            self.changes.append(self._change(group, Kind.OTHER, ours, theirs).left("the house style sets these signs"))

    def _is_reset(self, group: Group) -> bool:
        return any(
            _level(a) != _level(b) or (a.listed >= 0) != (b.listed >= 0)
            for a, b in zip(group.base, group.reviewed, strict=False)
        )

    def _reset(self, group: Group) -> str:
        style = group.reviewed[0].style or "another style"
        return f"the paragraph is set as {style} now; write that in the section"

    def _added(self, group: Group) -> None:
        tokens = their_tokens(group.reviewed, self.their_names)
        change = self._change(group, Kind.ADDED, (), tokens)
        change = replace(change, tracked=all(line.text not in self.silence.added for line in group.reviewed))
        self._find_anchors(group, [], tokens, [])
        try:
            edits, place = self._insertion(group, tokens)
        except CannotPlaceError as error:
            self.changes.append(change.left(str(error)))
            return
        expected = _lines_spoken(tokens)
        self.changes.append(
            replace(
                change,
                edits=edits,
                place=place,
                line=self._next_line(),
                after=(*expected, *self._said_by_new_notes(tokens)),
            )
        )

    def _insertion(self, group: Group, tokens: Sequence[Token]) -> tuple[tuple[Edit, ...], Place]:
        """The edit that adds a paragraph behind the block of the line that stands before it."""
        if any(token.text == PICTURE for token in tokens):
            raise CannotPlaceError(NO_TEXT)
        text, new = composed(tokens, Context(opens=True, between="\\\n")), group.reviewed[0]
        place = self._slot(group)
        unit = self.base.unit_of(group.after)
        notes = self._note_edits(unit, (), tokens) if unit else ()
        return (place.edit(text, _level(new)), *notes), self._place(place.file, place.at)

    def _slot(self, group: Group) -> Slot:
        """Where the line of a group goes: behind that which stands before it, or on top of the list that follows."""
        home, following = self._home(group.after), self._home(group.before)
        if group.after is None or home is None:
            raise CannotPlaceError("what stands before it is made by briefgen, so that its section is not known")
        before = None
        if group.before is not None and following is not None and following.file == home.file:
            before = Neighbour(group.before, following.line - 1)
        after = Neighbour(group.after, home.line - 1)
        return slot(home.file, self.base.sources[home.file], group.reviewed[0], after, before)

    def _home(self, line: Line | None) -> Place | None:
        """The place of a line of ours in a section, or that of the figure or table that it belongs to."""
        unit = self.base.unit_of(line)
        is_of_section = unit is not None and unit.file in self.base.sources
        home = unit.place if unit and is_of_section else self.base.homes.get(self.base.id_of(line).partition("/")[0])
        return home if home is not None and home.file in self.base.sources else None

    def _removed(self, group: Group) -> None:
        line = group.base[0]
        identity, unit = self.base.id_of(line), self.base.unit_of(line)
        if identity in self.taken:
            return
        ours = our_tokens([self._named(line)], [unit])
        change = self._change(group, Kind.REMOVED, ours, ())
        change = replace(change, tracked=not self._is_among(group, self.silence.gone))
        try:
            edits = self._removal(unit, ours)
        except CannotPlaceError as error:
            self.changes.append(change.left(str(error)))
            return
        before = (*_lines_spoken(list(_written(ours))), *self._said_by_gone_notes(ours))
        self.changes.append(replace(change, edits=edits, line=self._next_line(), before=before))

    def _removal(self, unit: Unit | None, ours: Sequence[Token]) -> tuple[Edit, ...]:
        if unit is None:
            raise CannotPlaceError(GENERATED)
        source = self.base.sources.get(unit.file)
        if source is None or self._in_front(unit) or unit.kind not in ("paragraph", "heading"):
            raise CannotPlaceError("it is a text that the brief must have; change it in its file")
        span = source.whole(self._line(unit))
        if self._is_in_note(unit):
            raise CannotPlaceError("the footnote is still called; a footnote has a text")
        if span is None or "[!" in source.line(span.start):
            raise CannotPlaceError("it shares its lines with other text")
        start, end = source.removal(span)
        if "<!--" in source.text[start:end]:
            raise CannotPlaceError("comments stand inside it in the content")
        renumbered = self._renumbered(unit.file, source, span)
        return (Edit(unit.file, start, end, ""), *renumbered, *self._note_edits(unit, ours, ()))

    def _renumbered(self, file: str, source: Source, span: Span) -> Iterator[Edit]:
        """The first number of a list for the item that is its first when those before it are gone."""
        items = source.items_beside(span)
        gone = list(takewhile(lambda item: (file, item.start) in self.gone and source.whole(item.start) == item, items))
        if gone and gone[-1] == span and len(gone) < len(items):
            first, behind = source.number(items[len(gone)])
            yield Edit(file, first, behind, source.text[slice(*source.number(items[0]))])

    def _moved(self, group: Group) -> None:
        """What stands elsewhere now: its own source, with the changes inside it, at its new place."""
        units = [self.base.unit_of(line) for line in group.base]
        ours = our_tokens([self._named(line) for line in group.base], units)
        theirs = their_tokens(group.reviewed, self.their_names)
        hunks = differences(ours, theirs)
        self._find_anchors(group, ours, theirs, hunks)
        change = self._change(group, Kind.MOVED, ours, theirs)
        change = replace(change, tracked=not self._is_among(group, self.silence.moved))
        try:
            edits, place = self._relocation(group, units, ours, theirs, hunks)
        except CannotPlaceError as error:
            self.changes.append(change.left(str(error)))
            return
        expected = _lines_spoken(theirs_with_atoms(ours, theirs, hunks))
        self.changes.append(
            replace(
                change,
                edits=edits,
                place=place,
                line=self._next_line(),
                after=expected,
                before=_lines_spoken(list(_written(ours))),
            )
        )

    def _is_among(self, group: Group, keys: set[str]) -> bool:
        return any((self.base.id_of(line) or line.text) in keys for line in group.base)

    def _relocation(
        self,
        group: Group,
        units: Sequence[Unit | None],
        ours: Sequence[Token],
        theirs: list[Token],
        hunks: Sequence[Hunk],
    ) -> tuple[tuple[Edit, ...], Place]:
        unit = units[0]
        if unit is None or len(group.base) != 1 or len(group.reviewed) != 1:
            raise CannotPlaceError(GENERATED if unit is None else "it was moved and divided or joined at once")
        inner: list[Edit] = []
        for hunk in hunks:
            for part in parts(hunk, ours, theirs):
                if part.fact is not None:
                    raise CannotPlaceError("it was moved, and one of its figures changed at once")
                inner.append(edit_of(part.hunk, ours, theirs, self._setting(unit, group)))
        if {token.note for token in theirs} != {token.note for token in ours}:
            raise CannotPlaceError("it was moved, and its footnotes changed at once")
        removal, *others = self._removal(unit, [])
        target = self._slot(group)
        if target.file != unit.file and any(token.atom and token.atom.kind == "note" for token in ours):
            raise CannotPlaceError("its footnote belongs to the section from which it was moved")
        if removal.start <= target.at < removal.end:
            raise CannotPlaceError("it has been moved inside its own block")
        source = self.base.sources[unit.file]
        start, end = source.inside(self._line(unit))
        text = applied(source.text[start:end], inner, start)
        prefix = target.prefix if target.prefix.startswith(">") else " " * len(target.prefix)
        text = re.sub(r"\n[ \t>]*", f"\n{prefix}", text)
        return (removal, *others, target.edit(text, _level(group.base[0]))), self._place(target.file, target.at)

    def _grid(self, grid: GridGroup) -> None:
        if grid.base is None and grid.reviewed is not None:
            text = " / ".join(text_of_row(row) for row in grid.reviewed.rows)
            change = Change(Kind.ADDED, "", text, where=_beginning(text), authors=self.theirs.people)
            self.changes.append(change.left("a table was added; write it in the section"))
            return
        order = [row.base for row in grid.rows if row.base is not None and row.reviewed is not None]
        ranks = {id(row): rank for rank, row in enumerate(grid.base.rows if grid.base else ())}
        in_order = all(ranks[id(a)] < ranks[id(b)] for a, b in pairwise(order))
        for row in grid.rows:
            self._row(row, grid)
        if not in_order:
            text = " / ".join(text_of_row(row) for row in order)
            change = Change(Kind.MOVED, "", text, where=_beginning(text), authors=self.theirs.people)
            self.changes.append(change.left("the table's rows stand in another order; change it in the content"))

    def _is_row_of_other_content(self, row: RowGroup) -> bool:
        then = self.theirs.manifest
        if then is None or self.base.is_exact:
            return False
        if row.base is not None:
            return row.reviewed is None and not all(self._went_out(line) for line in row.base.lines)
        lines = row.reviewed.lines if row.reviewed else ()
        return bool(lines) and all(_is_untouched(line, then) for line in lines)

    def _row(self, row: RowGroup, grid: GridGroup) -> None:
        if self._is_row_of_other_content(row):
            return
        if row.base is not None and row.reviewed is not None:
            if len(row.base.cells) != len(row.reviewed.cells):
                change = self._row_change(Kind.OTHER, row.base, row.reviewed)
                self.changes.append(
                    change.left("the row has another number of cells; change the columns in the content")
                )
                return
            for cell in row.cells:
                for group in cell:
                    self._cell(group)
            return
        try:
            if row.reviewed is not None:
                change = self._added_row(row.reviewed, row.after or (grid.base.rows[0] if grid.base else None))
            elif row.base is not None:
                change = self._removed_row(row.base)
        except CannotPlaceError as error:
            kind = Kind.ADDED if row.base is None else Kind.REMOVED
            change = self._row_change(kind, row.base, row.reviewed).left(str(error))
        if row.base is None or self._row_id(row.base) not in self.taken:
            self.changes.append(change)

    def _cell(self, group: Group) -> None:
        """What happened to a cell's line; a cell that was emptied keeps its place, and one has a single paragraph."""
        if self._is_of_other_content(group):
            return
        if group.base and group.reviewed:
            self._lines(group)
        elif group.base:
            self._lines(Group(group.base, (Line(),), group.sureness))
        else:
            tokens = their_tokens(group.reviewed, self.their_names)
            self._find_anchors(group, [], tokens, [])
            change = self._change(group, Kind.ADDED, (), tokens)
            reason = "a cell has one paragraph" if group.after else "the cell was empty; write it in the content"
            self.changes.append(change.left(reason))

    def _row_change(self, kind: Kind, old: Row | None, new: Row | None) -> Change:
        texts = text_of_row(old) if old else "", text_of_row(new) if new else ""
        lines = old.lines if old else ()
        unit = next((unit for line in lines if (unit := self.base.unit_of(line))), None)
        authors = tuple(dict.fromkeys(name for line in (new.lines if new else ()) for name in line.authors))
        is_silent = (
            texts[1] in self.silence.added if old is None else self._is_among(Group(lines, ()), self.silence.gone)
        )
        return Change(
            kind,
            *texts,
            place=unit.place if unit else None,
            where=_beginning(texts[0] or texts[1]),
            authors=authors or (self.theirs.people if len(self.theirs.people) == 1 else ()),
            tracked=not is_silent,
        )

    def _row_id(self, row: Row) -> str:
        return next((self.base.id_of(line) for line in row.lines if self.base.id_of(line)), "")

    def _row_line(self, row: Row | None) -> tuple[str, int]:
        """The file and line of a row of ours that a section has."""
        unit = next((unit for line in (row.lines if row else ()) if (unit := self.base.unit_of(line))), None)
        if unit is None or unit.file not in self.base.sources or unit.kind != "cell":
            raise CannotPlaceError("the table is made from the ledger, the deadlines or the sources")
        return unit.file, self._line(unit)

    def _added_row(self, new: Row, after: Row | None) -> Change:
        file, line = self._row_line(after)
        source = self.base.sources[file]
        if after is None or len(after.cells) != len(new.cells):
            raise CannotPlaceError("the row has another number of cells than the table")
        tables = [span for span in source.around(line) if span.kind == "table_open"]
        if tables and line == tables[-1].start:
            line += 1
        said = [their_tokens([each for each in cell if each.text], self.their_names) for cell in new.cells]
        cells = " | ".join(composed(tokens, Context(in_cell=True, between=" ")) for tokens in said)
        prefix = re.match(r"[ \t>]*", source.line(line))[0]  # type: ignore[index]
        at = source.starts[line] + len(source.line(line))
        return replace(
            self._row_change(Kind.ADDED, None, new),
            edits=(Edit(file, at, at, f"\n{prefix}| {cells} |"),),
            place=self._place(file, at),
            line=self._next_line(),
            after=tuple(filter(None, map(spoken, said))),
        )

    def _removed_row(self, row: Row) -> Change:
        file, line = self._row_line(row)
        source = self.base.sources[file]
        tables = [span for span in source.around(line) if span.kind == "table_open"]
        if tables and line == tables[-1].start:
            raise CannotPlaceError("a table has a header")
        edit = Edit(file, source.starts[line], source.starts[line + 1], "")
        unexpected = tuple(
            spoken(list(_written(our_tokens([self._named(each)], [self.base.unit_of(each)]))))
            for each in row.lines
            if each.text
        )
        return replace(
            self._row_change(Kind.REMOVED, row, None),
            edits=(edit,),
            line=self._next_line(),
            before=tuple(filter(None, unexpected)),
        )

    def _removed_grid(self, grid: Grid) -> None:
        """A table that is gone: its lines in the section go, and its caption."""
        change = self._row_change(Kind.REMOVED, grid.rows[0], None)
        change = replace(change, old=" / ".join(text_of_row(row) for row in grid.rows))
        self.taken |= {self._row_id(row) for row in grid.rows}
        self.changes.append(change.left("the whole table was taken out; delete it in the content"))

    def _margins(self) -> None:
        """Report what was changed in headers and footers, which repeat what the brief says of itself."""
        ours, theirs = self.base.reviewed.margins, self.theirs.margins
        for text in theirs:
            if loose(text).split() not in [loose(each).split() for each in ours] and not _pages_only(text, ours):
                change = Change(Kind.OTHER, "", " ".join(text.split()), where="header or footer")
                self.changes.append(
                    change.left("headers and footers repeat edition.yaml and desk.yaml; change it there")
                )

    def _find_anchors(
        self, group: Group, ours: Sequence[Token], theirs: Sequence[Token], hunks: Sequence[Hunk]
    ) -> None:
        """Find where the comments on lines begin and end in the content."""
        at = 0
        for number, line in enumerate(group.reviewed):
            for each in line.comments:
                spot = at + each.at
                self.anchors[each.comment, each.is_start] = self._anchor(spot, group, ours, theirs, hunks)
            at += len(line.text) + len(END) * (number + 1 < len(group.reviewed))

    def _anchor(
        self, spot: int, group: Group, ours: Sequence[Token], theirs: Sequence[Token], hunks: Sequence[Hunk]
    ) -> Anchor:
        """A spot of the reviewed text: how far the words before it go in the content."""
        text = "".join(token.text for token in theirs)
        where = self._where(group)
        before = len([None for _ in _ends(theirs, spot)])
        own = _ours_before(before, len(ours), hunks)
        while own > 0 and (ours[own - 1].extent is None or ours[own - 1].is_space):
            own -= 1
        if own == 0:
            return Anchor(text[:spot], where)
        token = ours[own - 1]
        unit = token.unit
        extent = token.containers[0].extent if token.containers else token.extent
        if unit is None or extent is None or unit.file not in self.base.sources or self._in_front(unit):
            return Anchor(text[:spot], where)
        at = extent[1]
        return Anchor(text[:spot], where, unit.file, at, self._place(unit.file, at), unit.kind == "cell")


def _is_blank(hunk: Hunk, ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether a hunk is nothing but space beside what briefgen makes by itself."""
    changed = (*ours[hunk.start : hunk.end], *theirs[hunk.new_start : hunk.new_end])
    beside = (*ours[max(0, hunk.start - 1) : hunk.start], *ours[hunk.end : hunk.end + 1])
    return all(token.is_space for token in changed) and all(token.extent is None for token in (*changed, *beside))


def _ends(tokens: Sequence[Token], spot: int) -> Iterator[None]:
    """One for each token that ends at or before a spot."""
    at = 0
    for token in tokens:
        at += len(token.text)
        if at > spot:
            return
        yield None


def _ours_before(count: int, length: int, hunks: Sequence[Hunk]) -> int:
    """How many tokens of ours stand before the first `count` of theirs; a hunk is taken to its end."""
    shift = 0
    for hunk in hunks:
        if hunk.new_start >= count:
            break
        shift = hunk.end - hunk.new_end if hunk.new_end <= count else hunk.end - count
    return min(length, count + shift)


@dataclass(frozen=True)
class _Found:
    """A change of a line, and its hunk."""

    change: Change
    hunk: Hunk


def _of_one_line(found: Sequence[_Found], ours: Sequence[Token], theirs: Sequence[Token], line: int) -> list[Change]:
    """The changes of one line: what its paragraphs say once all that can be written is written goes with each."""
    written = [each.hunk for each in found if each.change.edits and each.change.fate is Fate.PLACED]
    edits = {edit for each in found for edit in each.change.edits}
    if overlap(list(edits)):
        return [
            each.change.left("several changes touch the same words") if each.change.edits else each.change
            for each in found
        ]
    after = _lines_spoken(theirs_with_atoms(ours, theirs, written))
    before = _lines_spoken(list(_written(ours)))
    return [
        replace(each.change, line=line, before=before, after=after) if each.change.edits else each.change
        for each in found
    ]


def theirs_with_atoms(ours: Sequence[Token], theirs: Sequence[Token], hunks: Sequence[Hunk]) -> list[Token]:
    """Our tokens with the hunks carried out."""
    found: list[Token] = []
    at = 0
    for hunk in hunks:
        found += [*_written(ours[at : hunk.start]), *theirs[hunk.new_start : hunk.new_end]]
        at = hunk.end
    return [*found, *_written(ours[at:])]


def _written(ours: Iterable[Token]) -> Iterator[Token]:
    """Those of our tokens that stand in a text, without labels and numbers."""
    return (token for token in ours if token.extent is not None or token.text == END)


def _lines_spoken(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What each paragraph says, to compare documents by."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == END:
            lines.append([])
        else:
            lines[-1].append(token)
    return tuple(text for line in lines if (text := spoken(line)))


def _is_untouched(line: Line, then: Manifest) -> bool:
    """Whether a reviewed line says what it said when the document went out."""
    said = digest(line.text.replace(NOTE, "").replace(PICTURE, ""))
    return any(then.digests.get(name) == said for name in line.names)


def _level(line: Line) -> int:
    """The level of a heading; 0 for other lines."""
    found = HEADING.match(line.style)
    return int(found[1]) if found else 0


def _all_groups(aligned: Iterable[Aligned]) -> Iterator[Group]:
    for each in aligned:
        if isinstance(each, Group):
            yield each
            continue
        for row in each.rows:
            if row.base is not None and row.reviewed is None:
                yield from (Group((line,), ()) for line in row.base.lines)
            for cell in row.cells:
                yield from cell


def _names(items: Iterable[Item]) -> set[str]:
    return {name for line in lines_of(items) for name in line.names}


def _said(items: Iterable[Item]) -> str:
    return " ".join(line.shown.strip() for line in lines_of(items))


def _beginning(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


def _pages_only(text: str, ours: Sequence[str]) -> bool:
    """Whether a margin's text differs from one of ours in nothing but numbers of pages."""
    bare = re.sub(r"\d+", "0", loose(text)).split()
    return any(re.sub(r"\d+", "0", loose(each)).split() == bare for each in ours)

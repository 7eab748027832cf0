"""Remarks in place: every note to reviewers and every warning on the words that it is about."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import PurePosixPath

from briefgen.assemble.comment_targets import CommentTarget, visit_units
from briefgen.assemble.typography import typeset_text
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.blocks import DATA, Figure, Table
from briefgen.model.document import Document
from briefgen.model.edition import Edition
from briefgen.model.inlines import Inlines, NoteReference, Remarked, Text, Value
from briefgen.model.remark import Remark, short_name
from briefgen.model.traverse import inlines_of
from briefgen.spans import Span, whole_file

CHECK = "briefgen check"
"""The author of warnings."""

TITLE = 0
"""The number of the first unit, to which goes what is about no other."""

_LAST_WORD = re.compile(r"\S+\s*$")
Stop = tuple[int, int, int]


def warning_remarks(diagnostics: Iterable[Diagnostic]) -> tuple[Remark, ...]:
    """The warnings among diagnostics as remarks: code and message, and the hint in paragraphs of its own."""
    return tuple(Remark(_legible(_said(each)), CHECK, place=each.place) for each in diagnostics if not each.is_error)


def _said(diagnostic: Diagnostic) -> str:
    message = f"{diagnostic.code}: {diagnostic.message}"
    return f"{message}\nhint: {diagnostic.hint}" if diagnostic.hint else message


def _legible(text: str) -> str:
    """The text without characters that no document can hold, as names of files may have them."""
    return "".join(
        repr(sign)[1:-1] if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs", "Cn") else sign for sign in text
    )


def with_remarks(
    document: Document, edition: Edition, remarks: Iterable[Remark], texts: Mapping[str, str]
) -> tuple[Document, tuple[Remark, ...]]:
    """The document with each remark on the words that it is about, or on the title where they are not printed.

    `texts` are those of the content files, by the names that places bear. The remarks come back as they stand in the
    document: one of nobody is the desk's, and one of no day the edition's.
    """
    units: list[CommentTarget] = []

    def listed(unit: CommentTarget) -> Inlines:
        units.append(unit)
        return unit.content

    visit_units(document, listed)
    finder = _Finder(units, edition, texts)
    marks: dict[int, list[_Mark]] = defaultdict(list)
    lines: dict[int, list[Remark]] = defaultdict(list)
    complete = []
    for remark in sorted(remarks, key=lambda remark: remark.place or whole_file("")):
        found = finder.find(remark)
        remark = _complete(remark, edition, document, found)
        complete.append(remark)
        if found.whole_line:
            lines[units[found.unit].line].append(remark)
        else:
            marks[found.unit].append(_Mark(*finder.stretch(remark, units[found.unit], found), remark))
    numbers = count()
    marked = visit_units(
        document,
        lambda unit: _marked(unit, marks.get(next(numbers), [])),
        lambda line, content: (Remarked(content, tuple(lines[line])),) if line in lines else content,
    )
    return marked, tuple(complete)


@frozen
class _Found:
    """The number of the unit that a remark is about, or whose whole line of text it is about.

    `is_here` says that the remark's place lies in that unit, and `is_lost` that nothing prints what it is about.
    """

    unit: int
    whole_line: bool = False
    is_here: bool = False
    is_lost: bool = False


_LOST = _Found(TITLE, whole_line=True, is_lost=True)


def _complete(remark: Remark, edition: Edition, document: Document, found: _Found) -> Remark:
    """The remark with its author and day, and with its place in words where the text does not show it."""
    about = ""
    if found.is_lost and remark.place:
        name, line = _legible(PurePosixPath(remark.place.file).name), remark.place.line
        about = f"{name}, line {line}: " if line else f"{name}: "
    author, day = short_name(remark.author or edition.desk.name), remark.date or document.properties.date
    return replace(remark, text=about + remark.text, author=author, date=day)


@frozen
class _Mark:
    """The stretch of a unit's characters that a remark is about."""

    start: int
    end: int
    remark: Remark


def _marked(unit: CommentTarget, marks: Sequence[_Mark]) -> Inlines:
    """The unit with its remarks; those whose stretches of a text overlap share one."""
    if not marks:
        return unit.content
    text = unit.content[0] if len(unit.content) == 1 else None
    if not isinstance(text, Text):
        return (Remarked(unit.content, tuple(mark.remark for mark in marks)),)
    pieces: list[Text | Remarked] = []
    end = 0
    for group in _overlapping(marks):
        start, stop = min(mark.start for mark in group), max(mark.end for mark in group)
        if end < start:
            pieces.append(replace(text, text=text.text[end:start]))
        about = replace(text, text=text.text[start:stop])
        pieces.append(Remarked((about,), tuple(mark.remark for mark in group)))
        end = stop
    return (*pieces, replace(text, text=text.text[end:])) if end < len(text.text) else tuple(pieces)


def _overlapping(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    groups: list[list[_Mark]] = []
    end = -1
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start < end:
            groups[-1].append(mark)
        else:
            groups.append([mark])
        end = max(end, mark.end)
    return groups


class _Finder:
    """Finds the unit that a place in the content is about.

    A section is printed as it is written, and what stands before a place is what it is about. The entries of the other
    files are printed elsewhere, some of their texts too.
    """

    def __init__(self, units: Sequence[CommentTarget], edition: Edition, texts: Mapping[str, str]) -> None:
        self._units, self._language = units, edition.desk.language
        self._lines = {name: text.split("\n") for name, text in texts.items()}
        self._sections = {section.place.file for section in edition.sections if section.place}
        self._stops = _stops(units)
        self._entries = _entries(edition)
        self._facts = _first_uses(units, Value, "fact")
        self._notes = _first_uses(units, NoteReference, "note")

    def find(self, remark: Remark) -> _Found:
        """What a remark is about, and the title where nothing of that is printed."""
        place = remark.place
        if place is None:
            return _LOST
        if place.file in self._sections:
            number: int | None = self._in_section(place, apart=remark.apart)
        elif place.file in self._entries:
            number = self._of_entry(place)
        else:
            number = self._in_header(place)
        return _LOST if number is None else self._found(number, place, apart=remark.apart)

    def stretch(self, remark: Remark, unit: CommentTarget, found: _Found) -> tuple[int, int]:
        """The characters of a unit's text that a remark is about: those that it covers, or the word before it."""
        text = unit.content[0] if unit.content else None
        if not isinstance(text, Text):
            return 0, 0
        start, end = len(text.text) - len(text.text.lstrip()), len(text.text.rstrip())
        if not found.is_here or remark.place is None or text.place is None:
            return start, end
        if remark.place.start == remark.place.end:
            word = _LAST_WORD.search(text.text)
            return (word.start(), end) if word else (start, end)
        covered = remark.place.first_line.strip(" \"'")
        forms = {covered, typeset_text(covered, self._language)}
        return _nearest(forms, text.text, remark.place.start - text.place.start) or (start, end)

    def _found(self, number: int, place: Span, *, apart: bool) -> _Found:
        """The unit itself, or the reference to the footnote in which it stands: Word has no comments in footnotes."""
        unit = self._units[number]
        if unit.note:
            return _Found(self._notes[unit.note]) if unit.note in self._notes else _LOST
        first = unit.content[0].place if unit.content else None
        is_on_line = first is not None and (first.file, first.line) == (place.file, place.line)
        is_here = is_on_line and first is not None and first.start <= place.start
        return _Found(number, apart and bool(unit.content), is_here)

    def _in_section(self, place: Span, *, apart: bool) -> int | None:
        stops = self._stops.get(place.file, [])
        if not stops:
            return None
        index = _index(stops, place)
        behind = stops[index + 1] if index + 1 < len(stops) else None
        if not apart and behind and behind[0] == place.line and (index < 0 or stops[index][0] < place.line):
            return behind[2]
        number = stops[max(index, 0)][2]
        block = self._units[number].block
        return self._head_of(block) if apart and isinstance(block, Table) else number

    def _head_of(self, table: Table) -> int:
        """The unit that stands for a whole table: its caption, or its first head."""
        own = [number for number, unit in enumerate(self._units) if unit.block is table]
        return next((number for number in own if self._units[number].home is table), own[0])

    def _of_entry(self, place: Span) -> int | None:
        entries = self._entries[place.file]
        index = bisect_right(entries, (place.line, place.column), key=lambda entry: entry[:2]) - 1
        if index < 0:
            return None
        kind, name = entries[index][2:]
        end = entries[index + 1][:2] if index + 1 < len(entries) else (float("inf"), 0)
        own = [stop for stop in self._stops.get(place.file, []) if entries[index][:2] <= stop[:2] < end]
        inside = own[max(_index(own, place), 0)][2] if own else None
        match kind:
            case "fact":
                return self._facts.get(name, inside)
            case "figure" if inside is None:
                return self._figure(name)
            case "deadline" if inside is None:
                return self._facts.get(name)
            case _:
                return inside

    def _figure(self, name: str) -> int | None:
        shown = ((n, unit.home) for n, unit in enumerate(self._units) if isinstance(unit.home, Figure))
        return next((number for number, figure in shown if figure.picture == name), None)

    def _in_header(self, place: Span) -> int | None:
        """What stands under the same key of the file and before the place."""
        stops = self._stops.get(place.file, [])
        index = _index(stops, place)
        if index < 0 or any(
            re.match(r"[^\s#]", line) for line in self._lines[place.file][stops[index][0] : place.line]
        ):
            return None
        return stops[index][2]


def _stops(units: Sequence[CommentTarget]) -> dict[str, list[Stop]]:
    """By file, the places that lead to units: line, column and the number of the first unit there, in order.

    The cells of a chart's data say again what the chart says, in whose place they are.
    """
    first: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    for number, unit in enumerate(units):
        if not (isinstance(unit.block, Table) and unit.block.anchor.startswith(DATA)):
            for place in (unit.home.place if unit.home else None, *(inline.place for inline in unit.content)):
                if place:
                    first[place.file].setdefault((place.line, place.column), number)
    return {file: sorted((*at, number) for at, number in each.items()) for file, each in first.items()}


def _index(stops: Sequence[Stop], place: Span) -> int:
    """The number of the last stop at or before a place; -1 where there is none."""
    return bisect_right(stops, (place.line, place.column), key=lambda stop: stop[:2]) - 1


def _entries(edition: Edition) -> dict[str, list[tuple[int, int, str, str]]]:
    """By file, where each entry begins: line, column, kind and id, in order."""
    named = [
        *(("fact", fact.id, fact.place) for fact in edition.facts),
        *(("fact", sign_off.fact, sign_off.place) for sign_off in edition.sign_offs.values()),
        *(("fact", each.fact, each.place) for each in edition.confirmations.values()),
        *(("deadline", deadline.id, deadline.place) for deadline in edition.deadlines),
        *(("figure", figure.id, figure.place) for figure in edition.charts.values()),
        *(("source", source.id, source.place) for source in edition.sources.values()),
    ]
    entries: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for kind, name, place in named:
        if place:
            entries[place.file].append((place.line, place.column, kind, name))
    return {file: sorted(each) for file, each in entries.items()}


def _first_uses(units: Sequence[CommentTarget], kind: type[Value] | type[NoteReference], key: str) -> dict[str, int]:
    """The first unit that prints each fact, or that refers to each footnote."""
    uses: dict[str, int] = {}
    for number, unit in enumerate(units):
        own = (unit.home,) if isinstance(unit.home, Value) else ()
        for inline in (*own, *inlines_of(unit.content)):
            if isinstance(inline, kind):
                uses.setdefault(getattr(inline, key), number)
    return uses


def _nearest(forms: Iterable[str], text: str, offset: int) -> tuple[int, int] | None:
    """Where words in one of their forms stand in a text, nearest to an offset."""
    found = [(match.start(), match.end()) for form in forms if form for match in re.finditer(re.escape(form), text)]
    return min(found, key=lambda stretch: (abs(stretch[0] - offset), stretch), default=None)

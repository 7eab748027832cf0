"""What stands around the cells of a data file: hidden sheets, dates that it gives of itself, and notes on its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from briefgen.content.files import Located
from briefgen.content.schema import FactEntry, SourceEntry
from briefgen.content.source_reader import FileNote, SourceReader
from briefgen.data_files import (
    MOST_BYTES,
    Declared,
    OfferedDate,
    Selector,
    Workbook,
    caveats,
    left_out,
    offered_dates,
    read,
    row_texts,
)
from briefgen.errors import Diagnostic

_HOLDS = re.compile(r"\bas (?:of|at)\b|\bstand\b", re.IGNORECASE)
"""Words before the day for which figures hold; other dates are those of the file."""

Facts = Mapping[str, tuple[FactEntry, Selector]]


def note_surroundings(
    reading: SourceReader, source: Located[SourceEntry], workbook: Workbook, facts: Facts
) -> dict[str, date]:
    """Note what a file says beside its cells; gives the day for which it says that a fact holds, by their ids."""
    reading.extend(left_out(workbook))
    dates = {name: _dates(workbook, selector) for name, (_, selector) in facts.items()}
    days = {name: day for name, found in dates.items() if (day := _day(found)) is not None}
    notes = [
        *_about_source(source.entry, [each for found in dates.values() for each in found]),
        *_about_times(source.entry, facts, days),
        *_about_rows(reading, source.entry, workbook, facts),
    ]
    reading.notes = [*(reading.notes or ()), *dict.fromkeys(notes)]
    return days


def _dates(workbook: Workbook, selector: Selector) -> tuple[OfferedDate, ...]:
    found = offered_dates(workbook, selector)
    return () if isinstance(found, Diagnostic) else found


def _day(dates: tuple[OfferedDate, ...]) -> date | None:
    """The one day for which figures are said to hold."""
    days = {each.day for each in dates if _HOLDS.search(each.label)}
    return days.pop() if len(days) == 1 else None


def _about_source(source: SourceEntry, dates: list[OfferedDate]) -> Iterator[FileNote]:
    """The dates of the file, where sources.yaml has none of them."""
    own = [each for each in dates if not _HOLDS.search(each.label)]
    if all(each.day != source.date for each in own):
        for each in own:
            text = (
                f"{each.label} {each.day} (cell {each.address}), but sources.yaml says {source.date or source.undated}"
            )
            yield FileNote(source.file, text, f"write `date: {each.day}` in sources.yaml, if that is its date")


def _about_times(source: SourceEntry, facts: Facts, days: Mapping[str, date]) -> Iterator[FileNote]:
    """The day for which facts hold that say no time of their own."""
    for name, day in days.items():
        entry, _ = facts[name]
        if entry.as_of is None and entry.period is None:
            text, hint = f"{name} holds as of {day}", f"add `as_of: {day}` to it in facts.yaml"
            yield FileNote(source.file, text, hint, name)


def _about_rows(reading: SourceReader, source: SourceEntry, workbook: Workbook, facts: Facts) -> Iterator[FileNote]:
    """The notes of the source's file of notes that are about the rows of facts, as caveats."""
    data = reading.data(source.notes, MOST_BYTES) if source.notes else None
    if data is None:
        return
    written = Declared(encoding=source.encoding, delimiter=source.delimiter)
    notes = read(reading.place(source.notes).file, data, written)
    if isinstance(notes, Diagnostic):
        reading.report(notes)
        return
    for name, (entry, selector) in facts.items():
        texts = row_texts(workbook, selector)
        found = caveats(notes, Selector(), texts) if texts else ()
        if isinstance(found, Diagnostic):
            reading.report(found)
            return
        for note in found:
            if note not in entry.caveat:
                text, hint = f"{source.notes} says of {name}: {note}", "say so in its `caveat`, if readers must know"
                yield FileNote(source.file, text, hint, name)

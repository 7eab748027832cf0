"""History: how a figure, or a phrase, ran through the editions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.archive.catalogue import ledger_of, read_json
from briefgen.archive.records import Record, records_of
from briefgen.archive.wording import legible, pattern, seams
from briefgen.frozen import frozen


@frozen
class Statement:
    """What one record says: of a fact, how it is printed; of a phrase, how often, and on which page first."""

    record: str
    edition: str
    printed: str
    value: str = ""
    unit: str = ""
    label: str = ""
    page: int = 0


def history(archive: Path, name: str, *, everything: bool = False) -> list[Statement]:
    """The records that have a fact of this id or, where none has, that say this phrase; oldest edition first.

    Only the last version of each edition counts, unless `everything` is wanted.
    """
    records = list(records_of(archive))
    last = {record.edition: record for record in records}
    chosen = [record for record in records if everything or last[record.edition] == record]
    return list(_of_fact(chosen, name)) or list(_of_phrase(chosen, name))


def _of_fact(records: list[Record], name: str) -> Iterator[Statement]:
    for record in records:
        for fact in ledger_of(record):
            if fact.get("id") == name:
                printed, value, unit, label = (str(fact.get(k) or "") for k in ("printed", "value", "unit", "label"))
                yield Statement(record.name, record.edition, printed, value, unit, label)


def _of_phrase(records: list[Record], phrase: str) -> Iterator[Statement]:
    if not phrase.strip():
        return
    wanted = pattern(phrase.casefold())
    for record in records:
        pages = [legible(str(text)).casefold() for text in read_json(record, "text.json")]
        over = [any(_is_over(wanted, *ends) for ends in seam) for seam in seams(pages)]
        counts = [len(wanted.findall(page)) + more for page, more in zip(pages, (*over, False), strict=False)]
        if sum(counts):
            first = next(number for number, count in enumerate(counts, 1) if count)
            yield Statement(record.name, record.edition, str(sum(counts)), str(sum(counts)), page=first)


def _is_over(wanted: re.Pattern[str], end: str, begins: str) -> bool:
    """Whether what is wanted stands over a page's end."""
    return any(match.start() < len(end) < match.end() - 1 for match in wanted.finditer(f"{end}\n{begins}"))

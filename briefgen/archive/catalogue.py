"""The catalogue: what the records say, to be searched and followed; made anew from the records at any time."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from briefgen.archive.bag import FolderFiles, faults
from briefgen.archive.records import Record, all_records, record_at, records_of, years_of
from briefgen.archive.register import listed_paths
from briefgen.archive.wording import cut_words, legible, pattern, seams, spellings
from briefgen.errors import StorageError
from briefgen.frozen import frozen

CATALOGUE = "catalogue.sqlite"
FORM = 5
SCHEMA = """
create table records (path text primary key, title text, published text, release text);
create table years (year text primary key, state text);
create virtual table texts using fts5 (record unindexed, kind unindexed, page unindexed, text, tokenize = "unicode61");
"""
DROP = "; ".join(f"drop table if exists {name}" for name in ("records", "years", "texts"))
BEST = """
with found as materialized (select rowid as number, record, kind, page, rank as place from texts where texts match ?),
  pages as materialized (select record, page from found where kind = 'page')
select number, record, title, replace(kind, 'seam', 'page'), page, release from found join records on path = record
where release = coalesce(?, release)
  and (kind <> 'seam' or ((record, page) not in pages and (record, page + 1) not in pages))
order by place, number limit ?
"""
"""The best places for a query; what stands over a page's end is one only where neither page by itself is."""
SETTLED = 2 * 10**9
"""Nanoseconds after which a folder's time of change tells of each change to come: the coarsest clock of a drive."""
PAGE, SEAM, FIGURE, SOURCE = "page", "seam", "figure", "source"


@frozen
class Hit:
    """A place that a search has found: a page, a figure or a source of a record, with the words around it."""

    record: str
    title: str
    kind: str
    page: int
    snippet: str
    release: str = ""


@frozen
class SearchResult:
    """The places that a search has found, and the records in which it could not look, since they are damaged."""

    hits: tuple[Hit, ...] = ()
    damaged: tuple[str, ...] = ()


def search(
    archive: Path, words: str, *, limit: int, release: str | None = None, marks: tuple[str, str] = ("", "")
) -> SearchResult:
    """The places that have all the words, best first; `marks` stand around each word found.

    A `release` limits the search to its records, "" to whole briefs.

    Words in quotation marks are looked for as they stand, one behind the other. Records that the catalogue lacks are
    added first. Raises StorageError where it can be neither read nor made.
    """
    query = " AND ".join(_as_query(phrase) for phrase in phrases(words) if any(map(str.isalnum, phrase)))
    if not query:
        return SearchResult()
    catalogue, damaged = _current(archive)
    with closing(catalogue):
        try:
            hits = tuple(_hits(catalogue, f"text : ({query})", limit, release, marks))
            missing = _missing(catalogue, archive)
        except sqlite3.Error as error:
            raise StorageError(f"cannot search {archive / CATALOGUE}: {error}") from error
    return SearchResult(hits, (*damaged, *missing))


def _missing(catalogue: sqlite3.Connection, archive: Path) -> list[str]:
    """The records that the register lists and that are not there; no folder is looked at that the catalogue holds."""
    held = {path for (path,) in catalogue.execute("select path from records")}
    others = (record_at(archive, path) for path in sorted({*listed_paths(archive)} - held))
    return [record.path for record in others if record and not record.folder.is_dir()]


def _hits(
    catalogue: sqlite3.Connection, query: str, limit: int, release: str | None, marks: tuple[str, str]
) -> Iterator[Hit]:
    """The best places for a query; words are taken from around those alone, since there may be very many others."""
    best = catalogue.execute(BEST, (query, release, limit)).fetchall()
    numbers = ", ".join(str(number) for number, *_ in best)
    sql = f"select rowid, snippet(texts, 3, ?, ?, '…', 16) from texts where texts match ? and rowid in ({numbers})"  # noqa: S608
    around = dict(catalogue.execute(sql, (*marks, query)).fetchall())
    for number, record, title, kind, page, of in best:
        yield Hit(record, title, kind, page, around[number], of)


def _as_query(phrase: str) -> str:
    """A phrase in any of the spellings of its figures, for FTS5."""
    quoted = ('"' + spelling.replace('"', '""') + '"' for spelling in spellings(phrase))
    return f"({' OR '.join(quoted)})"


def phrases(words: str) -> list[str]:
    """What is looked for: each word, and what stands between quotation marks as one."""
    parts = words.replace("“", '"').replace("”", '"').split('"')
    found = [word for number, part in enumerate(parts) for word in ([part] if number % 2 else part.split())]
    return [phrase for phrase in (" ".join(each.split()) for each in found) if any(map(str.isalnum, phrase))]


def rebuild_catalogue(archive: Path) -> int:
    """Make the catalogue anew from the records; gives how many it holds."""
    try:
        (archive / CATALOGUE).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"cannot write {archive / CATALOGUE}: {error.strerror}") from error
    catalogue, _ = _current(archive)
    with closing(catalogue):
        (count,) = catalogue.execute("select count(*) from records").fetchone()
        return int(count)


def _current(archive: Path) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """The catalogue with every whole record that there is, and those that are damaged.

    It is in memory where the archive cannot be written.
    """
    if not os.access(archive, os.W_OK):
        return _filled(_opened(":memory:"), archive)
    try:
        catalogue = _opened(archive / CATALOGUE)
    except sqlite3.DatabaseError:
        try:
            (archive / CATALOGUE).unlink(missing_ok=True)
            catalogue = _opened(archive / CATALOGUE)
        except (OSError, sqlite3.Error):
            catalogue = _opened(":memory:")
    return _filled(catalogue, archive)


def _filled(catalogue: sqlite3.Connection, archive: Path) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """The catalogue with what was added, and the records that it cannot have; only years that have changed are read."""
    damaged: list[str] = []
    try:
        known, years = dict(catalogue.execute("select year, state from years")), _years(archive)
        with catalogue:
            for year in sorted(year for year in {*known, *years} if known.get(year) != years.get(year)):
                damaged += (broken := _fill(catalogue, archive, year))
                catalogue.execute("delete from years where year = ?", (year,))
                if year in years and not broken and _is_settled(archive / year):
                    catalogue.execute("insert into years values (?, ?)", (year, years[year]))
    except sqlite3.Error as error:
        catalogue.close()
        hint = "`briefgen archive search --anew` makes it again"
        raise StorageError(f"cannot use {archive / CATALOGUE}: {error}; {hint}") from error
    return catalogue, tuple(damaged)


def _fill(catalogue: sqlite3.Connection, archive: Path, year: str) -> list[str]:
    """Bring the records of a year up to what there is; gives those that are damaged."""
    damaged = []
    present = {record.path: record for record in records_of(archive, [year])}
    held = {path for (path,) in catalogue.execute("select path from records where path glob ?", (f"{year}/*",))}
    for gone in sorted(held - present.keys()):
        catalogue.execute("delete from records where path = ?", (gone,))
        catalogue.execute("delete from texts where record = ?", (gone,))
    for path in sorted(present.keys() - held):
        if next(faults(FolderFiles(present[path].folder)), None):
            damaged.append(path)
        else:
            _add(catalogue, present[path])
    return damaged


def _years(archive: Path) -> dict[str, str]:
    """The years of an archive, each with what changes when a record comes or goes."""
    statuses = {year: (archive / year).stat() for year in years_of(archive)}
    return {year: f"{status.st_ino} {status.st_mtime_ns}" for year, status in statuses.items()}


def _is_settled(folder: Path) -> bool:
    """Whether a folder has not changed so lately that another change may bear the same time."""
    return time.time_ns() - folder.stat().st_mtime_ns > SETTLED


def _opened(path: Path | str) -> sqlite3.Connection:
    catalogue = sqlite3.connect(path)
    (form,) = catalogue.execute("pragma user_version").fetchone()
    if form != FORM:
        with catalogue:
            catalogue.executescript(f"{DROP}; {SCHEMA}")
            catalogue.execute(f"pragma user_version = {FORM}")
    return catalogue


def _add(catalogue: sqlite3.Connection, record: Record) -> None:
    described = record.description()
    said = (str(described.get(name) or "") for name in ("title", "published", "release"))
    catalogue.execute("insert into records values (?, ?, ?, ?)", (record.path, *said))
    rows = ((record.path, kind, page, text) for kind, page, text in _texts(record))
    catalogue.executemany("insert into texts values (?, ?, ?, ?)", rows)


def _texts(record: Record) -> Iterator[tuple[str, int, str]]:
    pages = [legible(str(text)) for text in read_json(record, "text.json")]
    for number, page in enumerate(pages, 1):
        yield PAGE, number, f"{page}\n{cut_words(page)}"
    for number, seam in enumerate(seams(pages), 1):
        joined = "\n".join(f"{end}\n{begins}" for end, begins in seam)
        yield SEAM, number, f"{joined}\n{cut_words(joined)}"
    sources: dict[str, None] = {}
    for fact in ledger_of(record):
        yield FIGURE, 0, " ".join(str(fact.get(key) or "") for key in ("id", "label", "printed", "caveat", "value"))
        sources[str(fact.get("source") or "")] = None
    yield from ((SOURCE, 0, source) for source in sources if source)


def ledger_of(record: Record) -> list[Mapping[str, Any]]:
    """The ledger of a record, fact by fact."""
    return [fact for fact in read_json(record, "ledger.json") if isinstance(fact, dict)]


def read_json(record: Record, name: str) -> list[Any]:
    """A list that a record holds as JSON; raises StorageError where it cannot be read."""
    data = record.json(name)
    if not isinstance(data, list):
        raise StorageError(f"cannot read {record.data / name}: it is no list")
    return data


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


@frozen
class Course:
    """What records say of a fact or phrase, and the records that could not be asked, since they are damaged."""

    steps: tuple[Statement, ...] = ()
    damaged: tuple[str, ...] = ()


def history(archive: Path, name: str, *, everything: bool = False, release: str | None = None) -> Course:
    """The records that have a fact of this id or, where none has, that say this phrase; oldest edition first.

    Only the last version of each edition counts, unless `everything` is wanted. A `release` limits that to its records,
    "" to whole briefs.
    """
    records = [record for record in all_records(archive) if release is None or record.is_of(release)]
    last = {record.edition: record for record in records}
    chosen = [record for record in records if everything or last[record.edition] == record]
    course = _said_by(chosen, partial(_of_fact, name=name))
    return course if course.steps or not name.strip() else _said_by(chosen, partial(_of_phrase, phrase=name))


def _said_by(records: list[Record], statements: Callable[[Record], Iterable[Statement]]) -> Course:
    """What each record says; those that are not as they were published say nothing."""
    steps: list[Statement] = []
    damaged = []
    for record in records:
        try:
            steps += statements(record)
        except StorageError:
            damaged.append(record.path)
    return Course(tuple(steps), tuple(damaged))


def _of_fact(record: Record, name: str) -> Iterator[Statement]:
    for fact in ledger_of(record):
        if fact.get("id") == name:
            printed, value, unit, label = (str(fact.get(k) or "") for k in ("printed", "value", "unit", "label"))
            yield Statement(record.name, record.edition, printed, value, unit, label)


def _of_phrase(record: Record, phrase: str) -> Iterator[Statement]:
    wanted = pattern(phrase.casefold())
    pages = [legible(str(text)).casefold() for text in read_json(record, "text.json")]
    over = [any(_is_over(wanted, *ends) for ends in seam) for seam in seams(pages)]
    counts = [len(wanted.findall(page)) + more for page, more in zip(pages, (*over, False), strict=False)]
    if sum(counts):
        first = next(number for number, count in enumerate(counts, 1) if count)
        yield Statement(record.name, record.edition, str(sum(counts)), str(sum(counts)), page=first)


def _is_over(wanted: re.Pattern[str], end: str, begins: str) -> bool:
    """Whether what is wanted stands over a page's end."""
    return any(match.start() < len(end) < match.end() - 1 for match in wanted.finditer(f"{end}\n{begins}"))

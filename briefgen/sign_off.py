"""Signing off and confirming: who has ticked which fact against its source, and who says that it still holds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from math import inf
from pathlib import Path

from briefgen import codes
from briefgen.content import CONFIRMATIONS, SIGN_OFFS, Folder, as_name, load_sign_offs
from briefgen.errors import ContentError, Diagnostic, StorageError, UsageError
from briefgen.ledger import author_of, confirmation_seal, is_by_author, tick_seal
from briefgen.ledger.persons import ONE_ALPHABET, mixed_alphabets
from briefgen.model.edition import Edition, SignOff
from briefgen.model.fact import LedgerEntry
from briefgen.model.fact_table import groups_of
from briefgen.spans import whole_file
from briefgen.storage import HAS_LOCKS, lock, replace_file

HEADS = {
    SIGN_OFFS: """\
# yaml-language-server: $schema=../.schema/signoffs.json
# Who has ticked which figure against its source. A tick falls when its figure changes. This file is written by
# `briefgen facts ID... --sign-off --by NAME`, which does not keep comments of your own.

""",
    CONFIRMATIONS: """\
# yaml-language-server: $schema=../.schema/confirmations.json
# Who says which figure of the last edition still holds. It counts as long as its figure does not change. This file is
# written by `briefgen facts ID... --confirm --by NAME`, which does not keep comments of your own.

""",
}


def sign_off(
    content: Path, edition: Edition, entries: Sequence[LedgerEntry], by: str, on: date, groups: Sequence[str] = ()
) -> Path:
    """Record that somebody ticked these facts on a day, all of them or none, beside the earlier ticks; gives the file.

    Those in `groups`, tables and rows of them, get one tick for all.

    Raises UsageError where `by` is no name or mixes alphabets, ContentError where they may have entered one of the
    facts themselves (BG417), nobody knows who has (BG419), or signoffs.yaml has faults, and StorageError.
    """
    name = person(by)
    if faults := [*own_facts(edition, entries, name), *without_author(edition, entries)]:
        raise ContentError(faults)
    ticks = [SignOff(each, name, on, tick_seal(edition, each, entry)) for each, entry in _ticked(entries, groups)]
    return _record(content, SIGN_OFFS, edition, ticks)


def confirm(
    content: Path, edition: Edition, entries: Sequence[LedgerEntry], by: str, on: date, groups: Sequence[str] = ()
) -> Path:
    """Record that somebody, who may have entered them, says that these facts still hold; gives the file.

    Raises UsageError where `by` is no name or mixes alphabets, ContentError where confirmations.yaml has faults, and
    StorageError.
    """
    name = person(by)
    ticked = _ticked(entries, groups)
    ticks = [SignOff(each, name, on, confirmation_seal(edition, entry, each)) for each, entry in ticked]
    return _record(content, CONFIRMATIONS, edition, ticks)


def _ticked(entries: Iterable[LedgerEntry], groups: Sequence[str]) -> list[tuple[str, LedgerEntry]]:
    """What gets a tick, each with a fact of it: a table or row that was named, else the fact."""
    found: dict[str, LedgerEntry] = {}
    for entry in entries:
        name = next((each for each in reversed(groups_of(entry.fact.id)) if each in groups), entry.fact.id)
        found.setdefault(name, entry)
    return list(found.items())


def person(by: str) -> str:
    """The name of a person, with single spaces; raises UsageError where it is none, or mixes alphabets."""
    name = as_name(by)
    if not name:
        raise UsageError(f'"{by}" is not a name; write who looked at the facts, such as "A. Berg"')
    if mixture := mixed_alphabets(name):
        raise UsageError(f"{mixture}; {ONE_ALPHABET}")
    return name


def _record(content: Path, file: str, edition: Edition, ticks: Iterable[SignOff]) -> Path:
    """Write ticks into a file of the edition, beside the earlier ones; gives the file."""
    path = content / edition.id / file
    added = {tick.fact: tick for tick in ticks}
    try:
        with _alone_in(path.parent):
            known = {**load_sign_offs(Folder(content), f"{edition.id}/{file}"), **added}
            replace_file(path, (HEADS[file] + _lines(known, edition)).encode())
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def own_facts(edition: Edition, entries: Iterable[LedgerEntry], name: str) -> Iterator[Diagnostic]:
    """The facts that a person cannot tick since they may have entered them."""
    for entry in entries:
        if is_by_author(edition, entry.fact, name):
            fact = entry.fact
            message = f'"{fact.id}" was entered by {author_of(edition, fact)}, so that {name} cannot tick it'
            place = fact.place or whole_file(edition.id)
            yield codes.TICKED_BY_AUTHOR.at(place, message, "somebody else must tick it")


def without_author(edition: Edition, entries: Iterable[LedgerEntry]) -> Iterator[Diagnostic]:
    """The facts of which nobody says who entered them, as one fault."""
    unknown = [f'"{entry.fact.id}"' for entry in entries if not author_of(edition, entry.fact)]
    if unknown:
        message = f"nobody says who entered {', '.join(unknown)}, so that nobody can tell whether another ticks it"
        hint = 'add a line "author: ..." to edition.yaml'
        yield codes.UNKNOWN_AUTHOR.at(edition.home, message, hint)


def _lines(sign_offs: Mapping[str, SignOff], edition: Edition) -> str:
    """A line for each tick in the order of the ledger, behind them those of facts that are gone."""
    order = dict.fromkeys((*(name for name in edition.declared if name in sign_offs), *sign_offs))
    return "".join(_line(sign_offs[name]) for name in order)


def _line(tick: SignOff) -> str:
    # A JSON string is a YAML string.
    by = json.dumps(tick.by, ensure_ascii=False)
    return f'{tick.fact}: {{by: {by}, on: {tick.on.isoformat()}, seal: "{tick.seal}"}}\n'


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others who sign off out of the folder, so that nobody overwrites their ticks, where the system can do so."""
    if not HAS_LOCKS:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every network drive knows locks
            lock(handle, inf)
        yield
    finally:
        os.close(handle)

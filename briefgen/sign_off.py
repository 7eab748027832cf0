"""Signing off: records in an edition's signoffs.yaml who has ticked which fact against its source."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from math import inf
from pathlib import Path

from briefgen import codes
from briefgen.content import SIGN_OFFS, Folder, as_name, load_sign_offs
from briefgen.errors import ContentError, Diagnostic, StorageError, UsageError
from briefgen.ledger import author_of, is_by_author, seal
from briefgen.ledger.persons import ONE_ALPHABET, mixed_alphabets
from briefgen.model.edition import Edition, SignOff
from briefgen.model.fact import LedgerEntry
from briefgen.spans import whole_file
from briefgen.storage import HAS_LOCKS, lock, replace_file

HEAD = """\
# yaml-language-server: $schema=../.schema/signoffs.json
# Who has ticked which figure against its source. A tick falls when its figure changes. This file is written by
# `briefgen facts ID... --sign-off --by NAME`, which does not keep comments of your own.

"""


def sign_off(content: Path, edition: Edition, entries: Sequence[LedgerEntry], by: str, on: date) -> Path:
    """Record that somebody ticked these facts on a day, all of them or none, beside the earlier ticks; gives the file.

    Raises UsageError where `by` is no name or mixes alphabets, ContentError where they may have entered one of the
    facts themselves (BG417), nobody knows who has (BG419), or signoffs.yaml has faults, and StorageError.
    """
    name = as_name(by)
    if not name:
        raise UsageError(f'"{by}" is not a name; write who ticked the facts, such as "A. Berg"')
    if mixture := mixed_alphabets(name):
        raise UsageError(f"{mixture}; {ONE_ALPHABET}")
    if faults := [*_authors_own(edition, entries, name), *_without_author(edition, entries)]:
        raise ContentError(faults)
    path = content / edition.id / SIGN_OFFS
    ticks = {entry.fact.id: SignOff(entry.fact.id, name, on, seal(entry)) for entry in entries}
    try:
        with _alone_in(path.parent):
            replace_file(path, _text({**load_sign_offs(Folder(content), edition.id), **ticks}, edition).encode())
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def _authors_own(edition: Edition, entries: Iterable[LedgerEntry], name: str) -> Iterator[Diagnostic]:
    for entry in entries:
        if is_by_author(edition, entry.fact, name):
            fact = entry.fact
            message = f'"{fact.id}" was entered by {author_of(edition, fact)}, so that {name} cannot tick it'
            place = fact.place or whole_file(edition.id)
            yield codes.TICKED_BY_AUTHOR.at(place, message, "somebody else must tick it")


def _without_author(edition: Edition, entries: Iterable[LedgerEntry]) -> Iterator[Diagnostic]:
    unknown = [f'"{entry.fact.id}"' for entry in entries if not author_of(edition, entry.fact)]
    if unknown:
        message = f"nobody says who entered {', '.join(unknown)}, so that nobody can tell whether another ticks it"
        hint = 'add a line "author: ..." to edition.yaml'
        yield codes.UNKNOWN_AUTHOR.at(edition.home, message, hint)


def _text(sign_offs: Mapping[str, SignOff], edition: Edition) -> str:
    """The file: a line for each tick in the order of the ledger, behind them those of facts that are gone."""
    order = dict.fromkeys((*(name for name in edition.declared if name in sign_offs), *sign_offs))
    return HEAD + "".join(_line(sign_offs[name]) for name in order)


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

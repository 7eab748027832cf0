"""Sign-off: ticks that have fallen, that tick nothing, or that are no second person's, and figures without one."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.ledger import author_of, entries_to_tick, is_by_author, tick_seal, valid_sign_off
from briefgen.model.edition import SignOff
from briefgen.model.fact import LedgerEntry
from briefgen.model.fact_table import cells_in, gathered
from briefgen.suggest import did_you_mean

SHOWN = 10
MOST_FALLEN = 5
"""So many ticks that have fallen are told one by one."""


def sign_offs(subject: Subject) -> Iterator[Diagnostic]:
    """Ticks of unknown facts, ticks by a fact's own author, and ticks of facts that have changed since."""
    if not subject.edition.sign_offs:
        return
    to_tick = {entry.fact.id for entry in entries_to_tick(subject.ledger)}
    fallen: list[tuple[SignOff, LedgerEntry]] = []
    for sign_off in subject.edition.sign_offs.values():
        cells = cells_in(sign_off.fact, subject.edition.tables)
        name = next((cell for cell in cells if cell in subject.ledger.entries), sign_off.fact)
        entry = subject.ledger.entries.get(name)
        if entry is None:
            yield from _unknown(sign_off, subject)
        elif is_by_author(subject.edition, entry.fact, sign_off.by):
            yield _by_author(sign_off, entry, subject)
        elif name in to_tick and sign_off.seal != tick_seal(subject.edition, sign_off.fact, entry):
            fallen.append((sign_off, entry))
    if len(fallen) > MOST_FALLEN:
        yield _many_fallen([entry for _, entry in fallen], subject)
    else:
        yield from (_fallen(sign_off, entry, subject) for sign_off, entry in fallen)


def unticked_facts(subject: Subject) -> Iterator[Diagnostic]:
    """The facts without a tick that holds, in one warning, where the desk wants every figure ticked."""
    if not subject.edition.desk.sign_off_required:
        return
    to_tick = list(entries_to_tick(subject.ledger))
    unticked = [entry for entry in to_tick if not valid_sign_off(subject.edition, entry)]
    if unticked:
        verb = "is" if len(unticked) == 1 else "are"
        message = f"{len(unticked)} of {len(to_tick)} facts {verb} not signed off: {_names(unticked)}"
        hint = f"somebody other than the author ticks them: {_command(subject, 'ID...')}"
        yield codes.UNTICKED_FACTS.at(subject.at(unticked[0].fact.place), message, hint)


def _unknown(sign_off: SignOff, subject: Subject) -> Iterator[Diagnostic]:
    """The fault of a tick for no fact; none for one whose own fault was reported already."""
    declared = subject.edition.declared
    if sign_off.fact not in declared and sign_off.fact not in subject.broken:
        hint = did_you_mean(sign_off.fact, declared) or "delete the entry"
        message = f'"{sign_off.fact}" was signed off, but is not in the ledger'
        yield codes.UNKNOWN_SIGN_OFF.at(subject.at(sign_off.place), message, hint)


def _by_author(sign_off: SignOff, entry: LedgerEntry, subject: Subject) -> Diagnostic:
    author = author_of(subject.edition, entry.fact)
    message = f'"{sign_off.fact}" was entered by {author}, and {sign_off.by} ticked it'
    hint = f"delete the entry; somebody else must tick the fact: {_command(subject, sign_off.fact)}"
    return codes.TICKED_BY_AUTHOR.at(subject.at(sign_off.place), message, hint)


def _fallen(sign_off: SignOff, entry: LedgerEntry, subject: Subject) -> Diagnostic:
    """The fault of a tick that has fallen, at the fact: there is what has changed."""
    message = f'"{sign_off.fact}" has changed since {sign_off.by} ticked it on {sign_off.on}'
    hint = f"look at the source again, then: {_command(subject, sign_off.fact)}"
    return codes.FALLEN_SIGN_OFF.at(subject.at(entry.fact.place), message, hint)


def _many_fallen(entries: list[LedgerEntry], subject: Subject) -> Diagnostic:
    """One warning for many, at the first, so that what else there is to say is not lost among them."""
    message = f"{len(entries)} facts have changed since they were ticked: {_names(entries)}"
    hint = f"`briefgen facts` shows whose ticks they had; look at the sources again, then: {_command(subject, 'ID...')}"
    return codes.FALLEN_SIGN_OFF.at(subject.at(entries[0].fact.place), message, hint)


def _names(entries: list[LedgerEntry]) -> str:
    ids = gathered(entry.fact.id for entry in entries)
    names = ", ".join(ids[:SHOWN])
    return f"{names} and {len(ids) - SHOWN} more" if len(ids) > SHOWN else names


def _command(subject: Subject, facts: str) -> str:
    return f"briefgen facts {subject.edition.id} {facts} --sign-off --by NAME"

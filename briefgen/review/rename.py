"""Renaming a fact: its id in every file of an edition and of later ones, and the ticks that hold, with new seals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.content import Overlay, find_editions, is_id, left_out_by_name
from briefgen.errors import TextEdit, UsageError
from briefgen.frozen import frozen
from briefgen.ledger import confirmation_seal, seal
from briefgen.ledger.formula import FUNCTIONS
from briefgen.model.edition import Edition, SignOff
from briefgen.model.fact import LedgerEntry
from briefgen.pipeline import Checked, check
from briefgen.render import Brief
from briefgen.review.content_change import ContentChange, change_of, edited
from briefgen.review.uses import uses_in
from briefgen.suggest import with_guess
from briefgen.workspace import Workspace


@frozen
class Renamed:
    """What a renaming makes of the content: the editions that it changes, how many places, and the files.

    `earlier` is the edition before them that has the fact under its old name: a comparison with it shows two facts.
    `resealed` are the facts whose ticks and confirmations held, and hold on under new seals.
    """

    editions: tuple[str, ...]
    places: int
    change: ContentChange
    earlier: str = ""
    resealed: tuple[str, ...] = ()


def rename_fact(workspace: Workspace, edition: str, old: str, new: str) -> Renamed:
    """Rename a fact of an edition, and of the later ones that have it.

    Raises UsageError for names that cannot be, and ContentError for an edition with errors, whose places nobody knows.
    """
    _check_names(old, new)
    content = workspace.content
    names = find_editions(content)
    if place := next(left_out_by_name(content, edition, f"fact:{old}"), None):
        raise UsageError(f'{place} leaves "{old}" out of a release by its name: first mark the fact itself instead')
    checked = {name: check(workspace, name) for name in names if name[:10] >= edition[:10]}
    having = {name: each for name, each in checked.items() if name == edition or _has(each, old)}
    for name, each in having.items():
        _check_edition(name, each, old, new)
    briefs = {name: each.brief for name, each in having.items() if each.brief}
    edits = {name: list(_edits(brief, old, new)) for name, brief in briefs.items()}
    made = edited(content, (edit for own in edits.values() for edit in own), only_words=True)
    then = replace(workspace, content=Overlay(content, made))
    seals: dict[TextEdit, str] = {}
    for name, brief in briefs.items():
        seals |= _new_seals(brief, check(then, name).require_brief(), {new: old})
    made |= edited(then.content, seals, only_words=True)
    earlier = briefs[edition].edition.follows
    had_it = bool(earlier) and _has(check(workspace, earlier), old)
    places = len({edit for own in edits.values() for edit in own})
    resealed = tuple(dict.fromkeys(seals.values()))
    return Renamed(tuple(briefs), places, change_of(content, made), earlier if had_it else "", resealed)


def _check_names(old: str, new: str) -> None:
    if "." in old:
        raise UsageError(f'"{old}" is a cell of a table, which is named by its row and column there')
    if not is_id(new):
        raise UsageError(f'"{new}" is not an id: small letters, digits, - and _; the first is a letter')
    if new in FUNCTIONS:
        raise UsageError(f'"{new}" is a function of formulas; choose another name')


def _has(checked: Checked, fact: str) -> bool:
    return checked.draft is not None and fact in checked.draft.edition.declared


def _check_edition(name: str, checked: Checked, old: str, new: str) -> None:
    brief = checked.require_brief()
    declared = brief.edition.declared
    if old not in declared:
        raise UsageError(with_guess(f'there is no fact "{old}" in {name}', old, declared))
    if new in brief.ledger or new in declared:
        raise UsageError(f'{name} has a fact "{new}" already')


def _edits(brief: Brief, old: str, new: str) -> Iterator[TextEdit]:
    return (TextEdit(use.place, new) for use in uses_in(brief.edition, brief.ledger) if use.fact == old)


def _new_seals(before: Brief, after: Brief, renamed: Mapping[str, str]) -> dict[TextEdit, str]:
    """The seals of ticks and confirmations that held before a renaming as they are behind it, with their facts.

    A renaming changes nothing that whoever ticks a fact looks at, but a seal is over its id and its formula, too.
    """
    found = {}
    for kind, sealed in (("sign_offs", _seal), ("confirmations", confirmation_seal)):
        ticks: Mapping[str, SignOff] = getattr(after.edition, kind)
        for fact, tick in ticks.items():
            entries = before.ledger.entries.get(renamed.get(fact, fact)), after.ledger.entries.get(fact)
            if entries[0] and entries[1] and tick.place and sealed(before.edition, entries[0]) == tick.seal:
                new = sealed(after.edition, entries[1])
                start = tick.place.source.text.find(tick.seal, tick.place.end)
                if new != tick.seal and start >= 0:
                    found[TextEdit(tick.place.source.span(start, start + len(new)), new)] = fact
    return found


def _seal(_: Edition, entry: LedgerEntry) -> str:
    return seal(entry)

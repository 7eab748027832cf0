"""The order in which facts can be resolved, the circles in which they cannot, and what follows from the day itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from briefgen.ledger.formula import functions, parse_formula
from briefgen.model.fact import Ledger, LedgerEntry

EDITION_DATE = "edition_date"


def in_order(needs: Mapping[str, Sequence[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The facts, each behind those it needs, and the circles that keep others out: each from its first fact on."""
    waiting = {fact: set(needed) for fact, needed in needs.items()}
    users: dict[str, list[str]] = {fact: [] for fact in needs}
    for fact, needed in waiting.items():
        for other in needed:
            users[other].append(fact)
    ready = deque(fact for fact, needed in waiting.items() if not needed)
    order = []
    while ready:
        fact = ready.popleft()
        order.append(fact)
        del waiting[fact]
        for user in users[fact]:
            waiting[user].discard(fact)
            if not waiting[user]:
                ready.append(user)
    blocked = {fact: next(need for need in needs[fact] if need in waiting) for fact in needs if fact in waiting}
    return order, _circles(blocked)


def _circles(blocked: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The circles that one meets by going from each blocked fact to what it waits for."""
    rank = {fact: number for number, fact in enumerate(blocked)}
    seen: set[str] = set()
    circles = []
    for start in blocked:
        path: list[str] = []
        fact = start
        while fact not in seen:
            seen.add(fact)
            path.append(fact)
            fact = blocked[fact]
        if fact in path:
            circle = path[path.index(fact) :]
            first = circle.index(min(circle, key=rank.__getitem__))
            circles.append((*circle[first:], *circle[:first]))
    return circles


def counts_from_date(entry: LedgerEntry) -> bool:
    """Whether a fact's own formula names the edition's date, or counts the days that are left to another."""
    if EDITION_DATE in entry.inputs:
        return True
    return entry.is_derived and "days_left" in functions(parse_formula(entry.fact.formula))


def inputs_first(ledger: Ledger) -> list[str]:
    """The ids of the facts, each behind those that it is derived from."""
    needs = {entry.fact.id: [name for name in entry.inputs if name in ledger.entries] for entry in ledger}
    return in_order(needs)[0]

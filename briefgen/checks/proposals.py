"""Proposals: what to type where a figure is not bound - the fact that prints it, or an entry for the ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from briefgen.checks.subject import Subject
from briefgen.finder import Kind, Mention
from briefgen.model.fact import PERCENT, Entry, Name, Quantity
from briefgen.model.runs import BOUND

MOST_FACTS = 3
_CAPITALISED_BEFORE = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*[\s\u00a0]+){1,3}$")


def proposal(mention: Mention, text: str, subject: Subject) -> str:
    """What to write instead of a typed figure; a sign with letters is rather part of a name."""
    if facts := list(_facts_like(mention, subject)):
        return f"write {' or '.join(_printing(mention, entry) for entry in facts[:MOST_FACTS])}"
    name = _name_around(mention, text)
    if mention.kind is Kind.MARK or mention.in_words:
        use = "take it out, or bind it to a fact" if mention.in_words else "bind it to a fact"
        return f'{use}; if it is part of a name, add the name to edition.yaml: names: ["{name}"]'
    entry = _entry(mention, subject)
    return f'add to facts.yaml:\n{entry}\nor, if it is part of a name, to edition.yaml: names: ["{name}"]'


def _facts_like(mention: Mention, subject: Subject) -> Iterator[Entry]:
    """The facts of the ledger that the figure can be."""
    for entry in subject.ledger:
        match entry.value:
            case Quantity() as quantity:
                same_kind = (quantity.unit == PERCENT) == (mention.unit == PERCENT) or mention.in_words
                if same_kind and quantity.amount in mention.amounts:
                    yield entry
            case Name():
                continue
            case date() as day:
                if any(each.fits(day) for each in mention.days):
                    yield entry


def _printing(mention: Mention, entry: Entry) -> str:
    form = " | words" if mention.in_words else ""
    return f"{{{{ {entry.fact.id}{form} }}}}"


def _name_around(mention: Mention, text: str) -> str:
    """The figure with the capitalised words before it, or the word behind it: what may be a name."""
    before = _CAPITALISED_BEFORE.search(text, 0, mention.start)
    start = before.start() if before else mention.start
    end = mention.end
    if not before and (behind := re.match(rf"[\s\u00a0]+[^\W\d_][^\s{BOUND}.,;:!?()]*", text[mention.end :])):
        end += behind.end()
    return " ".join(text[start:end].split())


def _entry(mention: Mention, subject: Subject) -> str:
    """A ledger entry with the figure's value and unit, ready to be pasted."""
    lines = [f"{_free_id(mention, subject)}:", f"  value: {_value(mention)}"]
    if unit := mention.unit or mention.noun:
        lines.append(f'  unit: "{unit}"' if unit == PERCENT else f"  unit: {unit}")
    lines += ["  label: ...", "  source: {id: ..., at: ...}"]
    return "\n".join(lines)


def _value(mention: Mention) -> str:
    for day in mention.days:
        year = day.year or "YYYY"
        return f"{year}-{day.month or 'MM':0>2}-{day.day or 'DD':0>2}"
    return f"{mention.amounts[0]:f}" if mention.amounts else "..."


def _free_id(mention: Mention, subject: Subject) -> str:
    plain = unicodedata.normalize("NFKD", mention.noun).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    stem = slug if slug[:1].isalpha() else "day" if mention.days else "share" if mention.unit == PERCENT else "figure"
    taken = {entry.fact.id for entry in subject.ledger} | {fact.id for fact in subject.edition.facts}
    number = 1
    while (name := stem if number == 1 else f"{stem}_{number}") in taken:
        number += 1
    return name

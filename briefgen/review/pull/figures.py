"""Figures: a reviewer's new figure for a printed fact, as a proposed change of the fact in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from briefgen.load import yaml
from briefgen.load.passage import TextFile
from briefgen.pipeline import Desk
from briefgen.review.pull.bases import Found
from briefgen.review.pull.changes import Change, Edit, Fate
from briefgen.review.pull.tokens import loose
from briefgen.review.pull.tracing import Unit
from briefgen.review.pull.verifying import units_after

HOMES = (("facts.yaml", "value"), ("deadlines.yaml", "by"))
_NUMBER = re.compile(r"[-−+]?\d[\d,.\u00a0\u202f ]*")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,})\.?(?:\s+(\d{4}))?")


@dataclass
class Figures:
    """Proposes changes of facts, and tries each: the fact must then print as the reviewer has written it."""

    desk: Desk
    edition: str
    found: Found
    _tried: dict[tuple[str, str, str], Edit | str] = field(default_factory=dict)

    def proposed(self, changes: Sequence[Change]) -> list[Change]:
        """The changes, each of a figure with the edit of its fact's value, and with the fact's source and sign-off."""
        return [self._proposed(change) if change.fate is Fate.PROPOSED else change for change in changes]

    def _proposed(self, change: Change) -> Change:
        key = change.fact, change.old, change.new
        if key not in self._tried:
            self._tried[key] = self._edit(change)
        edit = self._tried[key]
        if isinstance(edit, str):
            return replace(change.left(edit), reason=f"{self.about(change.fact)}; {edit}")
        return replace(change, edits=(edit,), reason=self.about(change.fact))

    def about(self, fact: str) -> str:
        """Where a fact comes from and who has ticked it."""
        ledger = self.found.brief.ledger
        if fact not in ledger:
            return f"“{fact}” is no fact of the edition"
        entry = ledger[fact].fact
        cited = entry.citation
        source = f"from {cited.source}{f', {cited.at}' if cited.at else ''}" if cited else "derived from others"
        tick = self.found.brief.edition.sign_offs.get(fact)
        return f"{source}; {f'ticked by {tick.by}, whose tick falls' if tick else 'ticked by nobody'}"

    def _edit(self, change: Change) -> Edit | str:
        ledger = self.found.brief.ledger
        if change.fact in ledger and ledger[change.fact].is_derived:
            formula = ledger[change.fact].fact.formula
            return f"it is derived ({formula}): change the facts of its formula"
        home = self._value_of(change.fact)
        if home is None:
            return "its value does not stand in this edition"
        file, scalar = home
        for candidate in _candidates(change.new, scalar.text):
            edit = Edit(file, scalar.start, scalar.end, candidate)
            if self._prints(change, edit):
                return edit
        return f"“{change.new}” cannot be read as its value; write it in {file.rpartition('/')[2]}"

    def _value_of(self, fact: str) -> tuple[str, yaml.Scalar] | None:
        """The file in which a fact's value stands, and the value."""
        for name, key in HOMES:
            file = f"{self.edition}/{name}"
            text = self.found.base.texts.get(file)
            node = yaml.parse_yaml(TextFile(file, text).passage()).node if text else None
            entry = node.get(fact) if isinstance(node, yaml.Mapping) else None
            value = entry.get(key) if isinstance(entry, yaml.Mapping) else None
            if isinstance(value, yaml.Scalar):
                return file, value
        return None

    def _prints(self, change: Change, edit: Edit) -> bool:
        """Whether the fact, with another value, prints where it was changed as the reviewer has it."""
        units = units_after([edit], self.desk, self.edition, self.found)
        return loose(change.new) in set(_printed(units, change.fact))


def _printed(units: Mapping[str, Unit], fact: str) -> Iterator[str]:
    """Every text that a fact is printed as."""
    for unit in units.values():
        atoms = {id(sign.atom): sign.atom for sign in unit.signs if sign.atom and sign.atom.name == fact}
        for identity in atoms:
            yield loose("".join(sign.text for sign in unit.signs if id(sign.atom) == identity))


def _candidates(text: str, value: str) -> Iterator[str]:
    """What a printed figure may be as a value: a number, with the decimals that it shows, or a day."""
    if day := _DAY.search(text):
        month = next((n for n, name in enumerate(_MONTHS, 1) if day[2].lower().startswith(name)), 0)
        year = int(day[3]) if day[3] else int(value[:4]) if value[:4].isdigit() else 0
        with suppress(ValueError):
            yield date(year, month, int(day[1])).isoformat()
    if number := _NUMBER.search(text):
        bare = re.sub(r"[\s,\u00a0\u202f]", "", number[0]).replace("−", "-").lstrip("+").rstrip(".")
        try:
            amount = Decimal(bare)
        except InvalidOperation:
            return
        yield bare
        scale = next((factor for word, factor in _SCALES.items() if word in text.lower()), 0)
        if scale:
            yield f"{(amount * scale).normalize():f}"
    elif not any(character.isdigit() for character in text):
        yield f'"{text}"' if value.startswith(('"', "'")) else text

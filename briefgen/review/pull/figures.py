"""Figures: a reviewer's new figure for a printed fact, as a proposed change of the fact in its file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from itertools import groupby

from briefgen.content import TABLE_FILES, yaml
from briefgen.errors import Diagnostic
from briefgen.frozen import mutable
from briefgen.ledger.sign_off import ticks_of
from briefgen.model.fact_table import FactTable, table_of
from briefgen.review.pull.baseline import Baseline
from briefgen.review.pull.changes import ChangeOutcome, Edit, PulledChange, PulledKind, Spot
from briefgen.review.pull.charts import is_in_chart, printed_at
from briefgen.review.pull.source_map import TracedText, value_atoms
from briefgen.review.pull.tokens import loose
from briefgen.review.pull.values_meant import values_meant
from briefgen.review.pull.verify import Trial, refusal, tried
from briefgen.spans import SourceFile
from briefgen.workspace import Workspace

HOMES = (("facts.yaml", "value"), ("deadlines.yaml", "by"))
Home = tuple[str, tuple[int, int], str]
"""A file, the offsets of a value in it, and what is written there."""
_NUMBER = re.compile(r"[-−+]?\d[\d,.\u00a0\u202f ]*")


@mutable
class Figures:
    """Proposes changes of facts, and tries each: the fact must then print as the reviewer has written it."""

    workspace: Workspace
    edition: str
    found: Baseline
    _tried: dict[Edit, Trial] = field(default_factory=dict)

    def proposed(self, changes: Sequence[PulledChange]) -> list[PulledChange]:
        """The changes, each of a figure with the edit of its fact's value, and with the fact's source and sign-off.

        Where one fact was given several figures none is written, unless one value prints all of them.
        """
        figures = [change for change in changes if change.kind is PulledKind.FIGURE]
        settled = {
            change.spot: each
            for _, group in groupby(sorted(figures, key=lambda change: change.fact), lambda change: change.fact)
            if (own := list(group))
            for change, each in zip(own, self._of_one_fact(own), strict=True)
        }
        return [settled[change.spot] if change.kind is PulledKind.FIGURE else change for change in changes]

    def _of_one_fact(self, changes: Sequence[PulledChange]) -> list[PulledChange]:
        if any(change.outcome is ChangeOutcome.CONFLICT for change in changes):
            return [change if change.reason else self._in_conflict(change, changes) for change in changes]
        proposed = [self._proposed(change) for change in changes]
        edits = list(dict.fromkeys(edit for change in proposed for edit in change.edits))
        fitting = next((edit for edit in edits if all(self._prints(change, edit) for change in changes)), None)
        if fitting:
            return [
                replace(change, outcome=ChangeOutcome.PROPOSED, edits=(fitting,), reason=self._told(change))
                for change in proposed
            ]
        if edits and len(changes) > 1:
            return [self._in_conflict(change, changes) for change in changes]
        return proposed

    def _in_conflict(self, change: PulledChange, others: Sequence[PulledChange]) -> PulledChange:
        rivals = dict.fromkeys(_by(other) for other in others if other is not change)
        reason = f"the same fact was given another figure: {'; '.join(rivals)}"
        return change.left(f"{self._told(change)}; {reason}", ChangeOutcome.CONFLICT)

    def _proposed(self, change: PulledChange) -> PulledChange:
        edit = self._edit(change)
        if isinstance(edit, str):
            return change.left(f"{self._told(change)}; {edit}")
        return replace(change, edits=(edit,), reason=self._told(change))

    def _told(self, change: PulledChange) -> str:
        """Where a changed fact comes from, and in which chart it was changed."""
        about = self.about(change.fact)
        return f"{about}; changed in {change.where}" if is_in_chart(change.spot) else about

    def about(self, fact: str) -> str:
        """Where a fact comes from and who has ticked it."""
        ledger = self.found.brief.ledger
        if fact not in ledger:
            return f"“{fact}” is no fact of the edition"
        entry = ledger[fact].fact
        cited = entry.citation
        source = f"from {cited.source}{f', {cited.at}' if cited.at else ''}" if cited else "derived from others"
        tick = next(ticks_of(self.found.brief.edition.sign_offs, fact), None)
        return f"{source}; {f'ticked by {tick.by}, whose tick falls' if tick else 'ticked by nobody'}"

    def _edit(self, change: PulledChange) -> Edit | str:
        """The edit of a fact's value with which it prints what the reviewer has written, or why there is none."""
        ledger = self.found.brief.ledger
        if change.fact in ledger and ledger[change.fact].is_derived:
            formula = ledger[change.fact].fact.formula
            return f"it is derived ({formula}): change the facts of its formula"
        home = self._cell_of(change.fact) or self._value_of(change.fact)
        if home is None:
            return "its value does not stand in this edition"
        file, extent, written = home
        name = file.rpartition("/")[2]
        desk = self.found.brief.edition.desk
        candidates = list(values_meant(change.old, change.new, ledger[change.fact].value, written, desk))
        if table := self.found.brief.edition.tables.get(table_of(change.fact)):
            candidates = [in_csv(value, written, table) for value in candidates]
        if not candidates:
            return f"“{change.old}” is not the whole of its value, or “{change.new}” is none; write it in {name}"
        faults: list[Diagnostic] = []
        for candidate in dict.fromkeys(candidates):
            edit = Edit(file, *extent, candidate)
            if self._prints(change, edit):
                return edit
            faults += self._trial(edit).faults
        return refusal(faults[0]) if faults else f"it would not print as “{change.new}”; write it in {name}"

    def _cell_of(self, fact: str) -> Home | None:
        """Where a cell of a table stands in its file, if that is UTF-8, as all that is written back."""
        table = self.found.brief.edition.tables.get(table_of(fact))
        place = table.facts[fact].place if table and fact in table.facts else None
        file = f"{self.edition}/{TABLE_FILES}/{table.id}.csv" if table else ""
        text = self.found.base.texts.get(file)
        if table is None or place is None or text is None or table.encoding.lower() not in ("", "utf-8", "utf8"):
            return None
        return file, (place.start, place.end), text[place.start : place.end]

    def _value_of(self, fact: str) -> Home | None:
        """The file in which a fact's value stands, where, and what is written there."""
        for name, key in HOMES:
            file = f"{self.edition}/{name}"
            text = self.found.base.texts.get(file)
            node = yaml.parse_yaml(SourceFile(file, text).passage()).node if text else None
            entry = node.get(fact) if isinstance(node, yaml.Mapping) else None
            value = entry.get(key) if isinstance(entry, yaml.Mapping) else None
            if isinstance(value, yaml.Scalar):
                return file, (value.start, value.end), value.text
        return None

    def _trial(self, edit: Edit) -> Trial:
        if edit not in self._tried:
            self._tried[edit] = tried([edit], self.workspace, self.edition, self.found)
        return self._tried[edit]

    def _prints(self, change: PulledChange, edit: Edit) -> bool:
        """Whether the fact, with another value, prints where it was changed as the reviewer has it, and all is well."""
        trial, ledger = self._trial(edit), self.found.brief.ledger
        return (
            not trial.faults
            and type(trial.values.get(change.fact)) is type(ledger[change.fact].value)
            and _signed(change.new) == _signed(self._printed(trial, change.spot))
        )

    def _printed(self, trial: Trial, spot: Spot) -> str:
        """What a text prints for one of its facts, or a chart for one of its figures with all decimals."""
        if spot in trial.drawn:
            return printed_at(self.found.brief.document, spot, trial.drawn[spot])
        return _printed(trial.units, spot)


def _by(change: PulledChange) -> str:
    """What was written, and by whom."""
    return f"“{change.new}” ({' and '.join(change.authors)})" if change.authors else f"“{change.new}”"


def _printed(units: Mapping[str, TracedText], spot: Spot) -> str:
    """What a text prints for one of its facts."""
    text, number = spot
    atoms = value_atoms(units[text]) if text in units else []
    return "".join(s.text for s in units[text].signs if s.atom is atoms[number]) if number < len(atoms) else ""


def _signed(text: str) -> str:
    """A figure by which it is compared: a minus sign may be typed as a hyphen."""
    return loose(text).replace("−", "-").strip()


def in_csv(value: str, written: str, table: FactTable) -> str:
    """A value as it is written in a cell: numbers with its table's decimal sign and its percent sign."""
    text = value
    if _NUMBER.fullmatch(value):
        text = value.replace(".", table.decimal) + ("%" if written.rstrip('"').endswith("%") else "")
    if written.startswith('"') or any(each in text for each in (table.delimiter, '"', "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text

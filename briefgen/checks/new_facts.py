"""Facts that typed figures would make: the value, unit, id and label of an entry for the ledger."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from string import ascii_lowercase

from babel.numbers import is_currency

from briefgen.checks.language_words import currencies_called
from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import DECADE, TypedForm, is_short, said_ratio, said_share, said_time
from briefgen.checks.words_around import label_of, stem_of
from briefgen.checks.written_text import Headings, WrittenText
from briefgen.frozen import frozen, mutable
from briefgen.ledger import parse_period, values
from briefgen.ledger.values import Amount, Operand, OperandError
from briefgen.model.characters import plain
from briefgen.model.fact import PERCENT, Interval, Ledger, LedgerEntry, NameValue, Period, Quantity, TimeOrPlace
from briefgen.model.runs import Run
from briefgen.numbers_in_text import Mention, MentionKind, TextDate
from briefgen.numbers_in_text.numbers import MEASURES
from briefgen.numbers_in_text.vocabulary import vocabulary_of
from briefgen.patterns import lazy_regex

TO_FILL_IN = "{id: ..., at: ...}"
"""The source of a fact that somebody has to name."""

_PLURAL = lazy_regex(rf".{{3,}}(?<!s)(?<!u)(?<!i)s|{MEASURES}")
NO_NUMBER = lazy_regex(r"0[0-9]+|[0-9]+s")  # which would lose its zero, or be another number
METRES_OR_MILLIONS = lazy_regex(r"[0-9.,]+\s?m")
OF_TWO = lazy_regex(r"[0-9]\s?(?:in|of|out of|[/:])\s?[0-9]")
_MORE_PLACES_THAN_SHORT_FORMS = lazy_regex(r"[0-9][.,][0-9]{2,}")
_LABEL_BEFORE = lazy_regex(r"(\w+)[\s\u00a0]+$")
_YEAR = lazy_regex(r"(?:19|20)[0-9]{2}")
_WORDS = lazy_regex(r"\w+")
_FOLD_BEHIND = lazy_regex(r"[-‑\s]?fold\b")
ABOUT_BEFORE = lazy_regex(r"[~≈]\s?$")
GLUED_BEHIND = lazy_regex(r"[^\W\d_]+")
COMPOUND_BEHIND = lazy_regex(r"(?:[-‑][^\W\d_]+)+")
_POINTS = lazy_regex(r"percentage\spoints?", re.IGNORECASE)
DOLLARS = "USD"
"""What a dollar sign says on a desk that has no dollars of its own, nor its language."""
_PLAIN_SCALAR = lazy_regex(r"[^\W\d_](?:[\w ,'’()./‑-]*[\w)])?")
_NO_TEXTS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
"""What YAML takes for something else than a text."""
MOST_NEIGHBOURS = 12
"""The facts of one text that are tried against each other."""

_FORMULAS: dict[str, Callable[[Operand, Operand], Operand]] = {
    "share({}, {})": values.share,
    "change({}, {})": values.change,
    "{} - {}": values.subtract,
    "{} + {}": values.add,
    "{} / {}": values.divide,
}


@frozen
class Entry:
    """An entry for the ledger: the lines of its value, its unit, and the lines of where it comes from."""

    value: str
    unit: str
    rest: str = f"\n  source: {TO_FILL_IN}"

    def lines(self, label: str) -> str:
        """The lines under the entry's id."""
        return f"{self.value}\n  label: {_scalar(label)}{self.rest}"


@mutable
class Proposed:
    """The ids and labels that are taken, the entries proposed before, and how often each id and label came up."""

    ids: set[str]
    labels: set[tuple[str, str]]
    entries: dict[tuple[str, str, Headings | None], tuple[str, str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def beside(cls, subject: Subject) -> Proposed:
        """Nothing proposed yet, beside the facts that there are."""
        ids = {known.fact.id for known in subject.ledger} | {known.id for known in subject.edition.facts}
        return cls(ids, {(each.fact.label.casefold(), _unit(each)) for each in subject.ledger})

    def name(self, stem: str, wanted: str, entry: Entry, cell: Headings | None) -> tuple[str, str]:
        """An id and a label for the entry that no fact has, and no other entry that is proposed: all can be pasted.

        Equal figures under the same words are one entry, but those of different cells of a table.
        """
        key = (stem, entry.value, cell)
        if key not in self.entries:
            name = next(name for name in self._again(stem, _numbered) if name not in self.ids)
            labels = self._again(wanted, _lettered)
            label = next(label for label in labels if (label.casefold(), entry.unit) not in self.labels)
            self.ids.add(name)
            self.labels.add((label.casefold(), entry.unit))
            self.entries[key] = (name, label)
        return self.entries[key]

    def _again(self, text: str, number: Callable[[str, int], str]) -> Iterator[str]:
        while True:
            self.seen[text] += 1
            yield number(text, self.seen[text])


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}_{number}"


def _lettered(label: str, number: int) -> str:
    """The label, and then with letters behind it, since a number would be a figure."""
    letters = ""
    while number > 1:
        number, letter = divmod(number - 2, 26)
        letters = ascii_lowercase[letter] + letters
        number += 1
    return f"{label} ({letters})" if letters else label


def _unit(entry: LedgerEntry) -> str:
    return entry.value.unit if isinstance(entry.value, Quantity) else ""


def _scalar(text: str) -> str:
    """A text as YAML has it, quoted where it could be taken for something else."""
    is_plain = _PLAIN_SCALAR.fullmatch(text) and text.casefold() not in _NO_TEXTS
    return text if is_plain else json.dumps(text, ensure_ascii=False)


@frozen
class NewFact:
    """A fact that a typed figure would make: its id, the lines of its entry, and the formats that print it there.

    `home` is the file that it would stand in.
    """

    id: str
    lines: str
    form: TypedForm
    home: str

    @property
    def braces(self) -> str:
        """The fact with its formats, as it is written in a text."""
        return self.form.braces(self.id)

    @property
    def hint(self) -> str:
        """What to add, and what to write."""
        return f"add to {self.home}, and write {self.braces} here{self.form.remark}:\n{self.id}:\n{self.lines}"


def new_fact(
    mention: Mention,
    written: WrittenText,
    proposed: Proposed,
    *,
    derive: bool = True,
) -> NewFact | None:
    """The fact that a figure makes; none where no fact prints it, as a sign or two numbers in one.

    `proposed` holds the entries proposed before, and takes the new one. One that follows from facts beside it gets a
    guessed formula, if it is to `derive`.
    """
    if found := _in_its_form(mention, written):
        return to_add(mention, written, proposed, "", *found)
    if mention.in_words:
        return _in_words(mention, written, proposed)
    is_sign = mention.kind in (MentionKind.MARK, MentionKind.TIME) or NO_NUMBER.fullmatch(mention.text)
    is_two = OF_TWO.search(mention.text) and not mention.days
    if METRES_OR_MILLIONS.fullmatch(mention.text) and not mention.noun:
        return None
    if is_sign or is_two or not _can_stand(mention, written):
        return None
    noun = counted(mention, written)
    entry, form = _entry(mention, written, noun, derive=derive)
    return to_add(mention, written, proposed, noun, entry, form)


def _in_its_form(mention: Mention, written: WrittenText) -> tuple[Entry, TypedForm] | None:
    """The entry of a share in words, a decade, a ratio or a time of day, with what prints it so; none for others."""
    share, ratio, time = said_share(mention), said_ratio(mention), said_time(mention)
    if share and (form := written.form(share, mention)) and not form.differs:
        return given(f"{share.amount:f}", PERCENT), form
    if DECADE.fullmatch(mention.text):
        return given(mention.text, ""), TypedForm(((),))
    if ratio and (form := written.form(ratio, mention)):
        return given(f"{ratio.amount} {ratio.unit}", ""), form
    if time:
        form = written.form(time, mention) or TypedForm(((),), written.subject.printer.value(time))
        return given(time.text, ""), form
    return None


def _can_stand(mention: Mention, written: WrittenText) -> bool:
    """Whether a fact can be printed where a figure stands: a day that there is, without a sign or letters beside it."""
    is_beside = written.before(ABOUT_BEFORE, mention) or GLUED_BEHIND.match(written.text, mention.end)
    return not (is_nowhere(mention) or is_beside or is_multiple(mention, written.text))


def _in_words(mention: Mention, written: WrittenText, proposed: Proposed) -> NewFact | None:
    """The fact that a whole number in words makes; none where no format prints it in the same words."""
    if mention.days or len(mention.amounts) != 1 or mention.amounts[0] % 1:
        return None
    unit = mention.unit or counted(mention, written)
    value = Quantity(mention.amounts[0], unit)
    form = written.form(value, mention)
    if form is None or form.differs:
        return None
    return to_add(mention, written, proposed, unit, given(f"{value.amount:f}", unit), form)


def to_add(
    mention: Mention,
    written: WrittenText,
    proposed: Proposed,
    noun: str,
    entry: Entry,
    form: TypedForm,
) -> NewFact:
    """A new fact of an entry: its id and label, of the words around, and how it is printed here."""
    language, text, headings = written.language, plain(written.text), written.headings
    is_share, is_time = mention.unit == PERCENT, mention.kind is MentionKind.TIME
    is_decade = DECADE.fullmatch(mention.text) is not None
    kind = (
        "day" if mention.days else "share" if is_share else "time" if is_time else "decade" if is_decade else "figure"
    )
    stem = stem_of(mention, text, headings, noun, language) or kind
    label = label_of(mention, text, headings, language) or stem.replace("_", " ").capitalize()
    fact, label = proposed.name(stem, label, entry, headings)
    translation = written.subject.edition.translation
    home = f"{translation.original.id}/facts.yaml" if translation else "facts.yaml"
    return NewFact(fact, entry.lines(label), form, home)


def is_multiple(mention: Mention, text: str) -> bool:
    """Whether a figure says how many times: 5x, 3-fold."""
    in_digits = mention.kind is MentionKind.NUMBER and not mention.in_words
    return in_digits and (mention.text[-1:] in ("x", "×") or _FOLD_BEHIND.match(text, mention.end) is not None)


def is_nowhere(mention: Mention) -> bool:
    """Whether a figure is a day that the calendar does not have."""
    return bool(mention.days) and not any(day.exists for day in mention.days)


def _entry(mention: Mention, written: WrittenText, noun: str, *, derive: bool) -> tuple[Entry, TypedForm]:
    """A ledger entry, by the figure's value and unit or by the formula that gives it, and the formats that print it."""
    printer, language = written.subject.printer, written.language
    if formula := derivation(mention, written.run, written.subject.ledger) if derive else "":
        result = Quantity(mention.amounts[0], mention.unit)
        form = written.form(result, mention) or TypedForm(((),))
        places = f"\n  round: {values.places_of(mention.amounts[0])}"
        return Entry(f"  formula: {formula}{places}", result.unit, rest=""), form
    is_compound = COMPOUND_BEHIND.match(written.text, mention.end) is not None  # 2,000-pound bomb
    meant = () if is_compound else currencies_called(mention.noun, language)
    currency = printer.currency if printer.currency in meant else next(iter(meant), "")
    dollars = DOLLARS if "$" in mention.text else ""
    unit = mention.unit or dollars or currency or noun or ("year" if _YEAR.fullmatch(mention.text) else "")
    value = _value(mention, written.subject)
    if isinstance(value, Quantity):
        value = Quantity(value.amount, unit if value.amount >= 0 or unit == PERCENT or is_currency(unit) else "")
        unit = value.unit
    form = written.form(value, mention) or TypedForm(((),), printer.value(value), is_alike=False)
    shown = (
        f"{value.amount:f}" if isinstance(value, Quantity) else value.text if isinstance(value, Period) else str(value)
    )
    return given(shown, unit), form


def given(value: str, unit: str) -> Entry:
    """An entry with a value, as content files have it, and a unit or none."""
    return Entry(f"  value: {value}" + (f"\n  unit: {_scalar(unit)}" if unit else ""), unit)


def counted(mention: Mention, written: WrittenText) -> str:
    """The unit of what a figure counts: the word behind it, or of a table's headings, that can be one on this desk."""
    if mention.unit or mention.days:
        return ""
    if _POINTS.fullmatch(mention.noun):
        return values.POINTS
    subject, headings = written.subject, written.headings
    if headings:
        words = [word.casefold() for word in _WORDS.findall(f"{headings.column} {headings.row}")]
        return next((unit for word in words if (unit := _unit_of(word, subject))), "")
    noun, small = mention.noun, mention.noun.casefold()
    label = written.before(_LABEL_BEFORE, mention)
    known = vocabulary_of(subject.edition.desk.language)
    if label and label[1].casefold() in known.labels:
        return ""
    if unit := _unit_of(small, subject):
        return unit
    can_be_new = not subject.edition.desk.units and (small in known.plurals or _PLURAL.fullmatch(noun))
    return noun if can_be_new else ""


def _unit_of(word: str, subject: Subject) -> str:
    """The unit that a word in small letters names, if the desk or a fact has one."""
    if word not in subject.words_of_units:
        return ""
    of_facts = (each.value.unit for each in subject.ledger if isinstance(each.value, Quantity))
    units = (*subject.edition.desk.units, *of_facts)
    return next((unit for unit in units if unit and word in subject.words_for(unit)), "")


def _value(mention: Mention, subject: Subject) -> Quantity | date | Period:
    for day in mention.days:
        if day.day is None and day.year and day.month:
            return parse_period(f"{day.year:04}-{day.month:02}")
        return day_of(day, subject.edition.date)
    amount = max(mention.amounts) if _is_scaled_range(mention) else mention.amounts[0]
    is_scaled = amount == amount.to_integral_value() and (is_short(mention) or mention.text[-1:].isalpha())
    return Quantity(amount.to_integral_value() if is_scaled else amount, "")


def day_of(day: TextDate, today: date) -> date:
    """The date that a text means: its first day where it names a month, the nearest year where it names none."""
    years = (day.year,) if day.year else range(today.year - 8, today.year + 2)
    days = [replace(day, year=year, month=day.month or 1, day=day.day or 1) for year in years]
    existing = [date(each.year or 1, each.month or 1, each.day or 1) for each in days if each.exists]
    return min(existing, key=lambda each: abs((each - today).days), default=today)


def _is_scaled_range(mention: Mention) -> bool:
    """Whether the figure is the first of a range that shares a scale: the 4 of "4 to 5 million"; 4.321 is no 4,321."""
    if _MORE_PLACES_THAN_SHORT_FORMS.search(mention.text):
        return False
    smallest, largest = min(mention.amounts), max(mention.amounts)
    return smallest > 0 and largest / smallest in (10**3, 10**5, 10**6, 10**7, 10**9)


def derivation(mention: Mention, run: Run, ledger: Ledger) -> str:
    """A formula over two facts of the same text that gives the figure as rounded there; empty if there is none."""
    facts = list(dict.fromkeys(value.fact for _, value in run.values if value.fact in ledger))[:MOST_NEIGHBOURS]
    known = {fact: operand for fact in facts if (operand := _operand(fact, ledger)) is not None}
    for left, right in permutations(known, 2):
        for formula, result in _results(known[left], known[right]):
            if any(_gives(result, amount, mention) for amount in mention.amounts):
                return formula.format(left, right)
    return ""


def _operand(fact: str, ledger: Ledger) -> Operand | None:
    entry = ledger[fact]
    if isinstance(entry.value, NameValue | Interval | TimeOrPlace):
        return None
    if isinstance(entry.value, date):
        return entry.value
    return Amount(Fraction(entry.exact or entry.value.amount), entry.value.unit)


def _results(left: Operand, right: Operand) -> Iterator[tuple[str, Amount]]:
    for formula, operation in _FORMULAS.items():
        try:
            result = operation(left, right)
        except OperandError:
            continue
        if isinstance(result, Amount):
            yield formula, result


def _gives(result: Amount, amount: Decimal, mention: Mention) -> bool:
    """Whether the result is the figure at the figure's own precision, in percent where that is."""
    is_percent = result.unit in (PERCENT, values.POINTS)
    if is_percent != (mention.unit == PERCENT) or not amount:
        return False
    return values.rounded(result.value, values.places_of(amount)) == amount

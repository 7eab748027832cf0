"""Proposals: what to type where a figure is not bound - the fact that prints it, or an entry for the ledger."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from string import ascii_lowercase

from babel.numbers import is_currency

from briefgen.checks.language_words import currencies_called
from briefgen.checks.names import Names
from briefgen.checks.subject import Subject
from briefgen.checks.typed_form import TypedForm, is_short, said_time, typed_form
from briefgen.checks.words_around import Headings, label_of, stem_of
from briefgen.frozen import frozen, mutable
from briefgen.ledger import parse_period, values
from briefgen.ledger.formats import ValueKind, kind_of
from briefgen.ledger.values import Amount, Operand, OperandError
from briefgen.model.characters import plain
from briefgen.model.fact import (
    PERCENT,
    ClockTime,
    FactValue,
    Interval,
    Ledger,
    LedgerEntry,
    NameValue,
    Period,
    Position,
    Quantity,
    TimeOrPlace,
)
from briefgen.model.runs import Run
from briefgen.numbers_in_text import Mention, MentionKind, TextDate
from briefgen.numbers_in_text.numbers import MEASURES
from briefgen.numbers_in_text.ratios import so_many
from briefgen.numbers_in_text.vocabulary import vocabulary_of
from briefgen.patterns import lazy_regex

MOST_NEIGHBOURS = 12
"""The facts of one text that are tried against each other."""

_FORMULAS: dict[str, Callable[[Operand, Operand], Operand]] = {
    "share({}, {})": values.share,
    "change({}, {})": values.change,
    "{} - {}": values.subtract,
    "{} + {}": values.add,
    "{} / {}": values.divide,
}


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


TO_FILL_IN = "{id: ..., at: ...}"
"""The source of a fact that somebody has to name."""

MOST_FACTS = 3
FEWEST_DIGITS = 3
"""A figure of fewer digits is too common for an equal fact to be meant, unless a word beside it says so."""
BEFORE = 200
"""The characters before a figure among which the words stand that belong to it."""

_CAPITALISED = r"[^\W\d_a-z][\w’'-]*"
_CAPITALISED_BEFORE = lazy_regex(rf"(?:{_CAPITALISED}[\s\u00a0]+){{1,3}}$")
_CAPITALISED_BEHIND = lazy_regex(rf"(?:[\s\u00a0]+{_CAPITALISED}){{1,3}}")
_WORD_BEHIND = lazy_regex(
    r"[\s\u00a0]+(?!(?:a|and|are|as|at|by|for|from|had|has|in|is|more|of|on|or|than|that|the|to|was|were|which|who|with)\b)"
    r"[^\W\d_]+"
)
_COMPOUND_BEHIND = lazy_regex(r"(?:[-‑][^\W\d_]+)+")
_NUMBERED_BEFORE = lazy_regex(
    r"\b(?:annex|article|chapter|flight|form|line|page|paragraph|para\.?|resolution|route|section|table)[\s\u00a0]+$",
    re.IGNORECASE,
)
_PLURAL = lazy_regex(rf".{{3,}}(?<!s)(?<!u)(?<!i)s|{MEASURES}")
_NO_NUMBER = lazy_regex(r"0[0-9]+|[0-9]+s")  # which would lose its zero, or be another number
_DECADE = lazy_regex(r"[12][0-9]{2}0s")
_METRES_OR_MILLIONS = lazy_regex(r"[0-9.,]+\s?m")
_OF_TWO = lazy_regex(r"[0-9]\s?(?:in|of|out of|[/:])\s?[0-9]")
_MORE_PLACES_THAN_SHORT_FORMS = lazy_regex(r"[0-9][.,][0-9]{2,}")
_LABEL_BEFORE = lazy_regex(r"(\w+)[\s\u00a0]+$")
_YEAR = lazy_regex(r"(?:19|20)[0-9]{2}")
_WORDS = lazy_regex(r"\w+")
_FOLD_BEHIND = lazy_regex(r"[-‑\s]?fold\b")
_ABOUT_BEFORE = lazy_regex(r"[~≈]\s?$")
_GLUED_BEHIND = lazy_regex(r"[^\W\d_]+")
_POINTS = lazy_regex(r"percentage\spoints?", re.IGNORECASE)
DOLLARS = "USD"
"""What a dollar sign says on a desk that has no dollars of its own, nor its language."""
_PLAIN_SCALAR = lazy_regex(r"[^\W\d_](?:[\w ,'’()./‑-]*[\w)])?")
_NO_TEXTS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
"""What YAML takes for something else than a text."""
_NEVER_IN_NAMES = lazy_regex(
    r"A|About|After|All|And|At|Before|By|For|From|Half|In|Of|On|Only|Over|Since|Some|The|To|Until|With"
)


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


def proposal(mention: Mention, run: Run, subject: Subject, uses: Sequence[Use], new: NewFact | None) -> str:
    """What to write instead of a typed figure: one of the uses of facts, or a new one.

    A sign with letters is rather part of a name.
    """
    if otherwise := _said_otherwise(mention, run.text):
        return otherwise
    if uses:
        return f"write {' or '.join(use.shown for use in uses[:MOST_FACTS])}"
    name = _name_around(mention, run.text)
    is_name = name_of(mention, run, subject) != ""
    if mention.in_words and new:
        return new.hint
    if mention.in_words:
        without = "write the sentence without it, or add a fact"
        return f'{without}; a name goes into edition.yaml: names: ["{name}"]' if is_name else without
    if _NO_NUMBER.fullmatch(mention.text) and not is_name and not new:
        return "write it in words, or with the word to which it belongs"
    if new and (mention.kind is MentionKind.TIME or _DECADE.fullmatch(mention.text)):
        return new.hint
    if mention.kind in (MentionKind.MARK, MentionKind.TIME) or _NO_NUMBER.fullmatch(mention.text):
        return f'add it to edition.yaml, if it is a name: names: ["{name}"]'
    if glued := _GLUED_BEHIND.match(run.text, mention.end):
        return f'set a space between the figure and "{glued[0]}": no fact is printed with letters that touch it'
    hint = new.hint if new else _otherwise(mention)
    is_part = is_name and name != mention.text and not mention.days
    return hint + (f'\nor, if it is part of a name, to edition.yaml: names: ["{name}"]' if is_part else "")


def _said_otherwise(mention: Mention, text: str) -> str:
    """What to write instead of signs and endings beside which no fact is printed; empty where there are none."""
    if sign := _before(_ABOUT_BEFORE, text, mention):
        return f'write "about" for "{sign[0].strip()}", and check again: no fact is printed beside a sign'
    if _is_multiple(mention, text):
        return f'write "{mention.text.rstrip("x× ")} times", and check again'
    return ""


def _is_multiple(mention: Mention, text: str) -> bool:
    """Whether a figure says how many times: 5x, 3-fold."""
    in_digits = mention.kind is MentionKind.NUMBER and not mention.in_words
    return in_digits and (mention.text[-1:] in ("x", "×") or _FOLD_BEHIND.match(text, mention.end) is not None)


def _otherwise(mention: Mention) -> str:
    """What to write for a figure of which no fact can be made as it stands."""
    if _METRES_OR_MILLIONS.fullmatch(mention.text):
        number = mention.text.rstrip("m").rstrip()
        return f'write "{number} million" or "{number} metres", whichever is meant, and check again'
    if _OF_TWO.search(mention.text) and not mention.days:
        return "make a fact of each of the two numbers, and write both here, or one of the percentage"
    if _is_nowhere(mention):
        return "there is no such day in the calendar: look the date up"
    return "write the sentence without it"


def _is_nowhere(mention: Mention) -> bool:
    """Whether a figure is a day that the calendar does not have."""
    return bool(mention.days) and not any(day.exists for day in mention.days)


def name_of(mention: Mention, run: Run, subject: Subject) -> str:
    """The name of which a figure may be a part, as `names` can declare it; "" where it would be refused there."""
    name = _name_around(mention, run.text)
    names = Names([name], subject.words_of_units, subject.edition.desk.language)
    return name if names.within(run.text).hold(mention.start, mention.end) else ""


def new_fact(
    mention: Mention,
    run: Run,
    subject: Subject,
    proposed: Proposed,
    headings: Headings | None,
    *,
    derive: bool = True,
) -> NewFact | None:
    """The fact that a figure makes; none where no fact prints it, as a sign or two numbers in one.

    `proposed` holds the entries proposed before, and takes the new one. `headings` are those of a table's cell. One
    that follows from facts beside it gets a guessed formula, if it is to `derive`.
    """
    if share := _share_in_words(mention):
        form = typed_form(share, mention, subject.printer, run.language or subject.edition.desk.language)
        if form and not form.differs:
            return to_add(mention, run, subject, proposed, headings, "", given(f"{share.amount:f}", PERCENT), form)
    if _DECADE.fullmatch(mention.text):
        form = TypedForm(((),))
        return to_add(mention, run, subject, proposed, headings, "", given(mention.text, ""), form)
    if ratio := _ratio(mention):
        form = typed_form(ratio, mention, subject.printer, run.language or subject.edition.desk.language)
        if form:
            value = f"{ratio.amount} {ratio.unit}"
            return to_add(mention, run, subject, proposed, headings, "", given(value, ""), form)
    if time := said_time(mention):
        language = run.language or subject.edition.desk.language
        form = typed_form(time, mention, subject.printer, language) or TypedForm(((),), subject.printer.value(time))
        return to_add(mention, run, subject, proposed, headings, "", given(time.text, ""), form)
    if mention.in_words:
        return _in_words(mention, run, subject, proposed, headings)
    is_sign = mention.kind in (MentionKind.MARK, MentionKind.TIME) or _NO_NUMBER.fullmatch(mention.text)
    is_two = _OF_TWO.search(mention.text) and not mention.days
    if _METRES_OR_MILLIONS.fullmatch(mention.text) and not mention.noun:
        return None
    if is_sign or is_two or not _can_stand(mention, run.text):
        return None
    noun = counted(mention, run, subject, headings)
    entry, form = _entry(mention, run, subject, noun, derive=derive)
    return to_add(mention, run, subject, proposed, headings, noun, entry, form)


def _can_stand(mention: Mention, text: str) -> bool:
    """Whether a fact can be printed where a figure stands: a day that there is, without a sign or letters beside it."""
    is_beside = _before(_ABOUT_BEFORE, text, mention) or _GLUED_BEHIND.match(text, mention.end)
    return not (_is_nowhere(mention) or is_beside or _is_multiple(mention, text))


def _in_words(
    mention: Mention, run: Run, subject: Subject, proposed: Proposed, headings: Headings | None
) -> NewFact | None:
    """The fact that a whole number in words makes; none where no format prints it in the same words."""
    if mention.days or len(mention.amounts) != 1 or mention.amounts[0] % 1:
        return None
    unit = mention.unit or counted(mention, run, subject, headings)
    value = Quantity(mention.amounts[0], unit)
    form = typed_form(value, mention, subject.printer, run.language or subject.edition.desk.language)
    if form is None or form.differs:
        return None
    return to_add(mention, run, subject, proposed, headings, unit, given(f"{value.amount:f}", unit), form)


def to_add(
    mention: Mention,
    run: Run,
    subject: Subject,
    proposed: Proposed,
    headings: Headings | None,
    noun: str,
    entry: Entry,
    form: TypedForm,
) -> NewFact:
    """A new fact of an entry: its id and label, of the words around, and how it is printed here."""
    language, text = run.language or subject.edition.desk.language, plain(run.text)
    is_share, is_time = mention.unit == PERCENT, mention.kind is MentionKind.TIME
    is_decade = _DECADE.fullmatch(mention.text) is not None
    kind = (
        "day" if mention.days else "share" if is_share else "time" if is_time else "decade" if is_decade else "figure"
    )
    stem = stem_of(mention, text, headings, noun, language) or kind
    label = label_of(mention, text, headings, language) or stem.replace("_", " ").capitalize()
    fact, label = proposed.name(stem, label, entry, headings)
    translation = subject.edition.translation
    home = f"{translation.original.id}/facts.yaml" if translation else "facts.yaml"
    return NewFact(fact, entry.lines(label), form, home)


def _before(words: re.Pattern[str], text: str, mention: Mention) -> re.Match[str] | None:
    """The words of a pattern that end where a figure begins."""
    return words.search(text, max(mention.start - BEFORE, 0), mention.start)


@frozen
class Use:
    """A fact of the ledger where a figure is typed, and the formats that print it so."""

    entry: LedgerEntry
    form: TypedForm

    @property
    def braces(self) -> str:
        """The fact with its formats, as it is written in a text."""
        return self.form.braces(self.entry.fact.id)

    @property
    def shown(self) -> str:
        """What to write, with the fact's label."""
        label = f" ({self.entry.fact.label})" if self.entry.fact.label else ""
        return f"{self.braces}{label}{self.form.remark}"


def uses_of(mention: Mention, run: Run, subject: Subject, headings: Headings | None) -> list[Use]:
    """The facts that print a figure as it is typed, to the letter or in house style, and are of its unit."""
    uses = []
    if all(day.day is None for day in mention.days):
        timed = (entry for entry in subject.ledger if entry.period and _is_time(mention, entry.period))
        uses += [Use(entry, TypedForm((("period",),))) for entry in timed]
    language = run.language or subject.edition.desk.language
    ratio, is_share = _ratio(mention), _share_in_words(mention) is not None
    for entry in subject.ledger:
        form = None
        if _is_fraction(entry.value, ratio, is_share=is_share) or _is_meant(mention, entry, subject, headings):
            form = typed_form(entry.value, mention, subject.printer, language)
        if form and entry.approx:  # whose hedge is typed, or is not
            form = replace(form, pieces=tuple((*formats, "bare") for formats in form.pieces))
        if form:
            uses.append(Use(entry, form))
    return uses


def _is_fraction(value: FactValue, ratio: Quantity | None, *, is_share: bool) -> bool:
    """Whether a value can be printed as what is typed: so many in so many, or a part of a whole in words."""
    if not isinstance(value, Quantity):
        return False
    return value == ratio or (is_share and value.unit == PERCENT)


def _ratio(mention: Mention) -> Quantity | None:
    """So many in so many as a value; none for other figures."""
    numbers = so_many(mention.text) if mention.kind is MentionKind.RATIO else None
    return Quantity(Decimal(numbers[0]), f"in {numbers[1]}") if numbers else None


def _share_in_words(mention: Mention) -> Quantity | None:
    """A part of a whole in words as a whole percentage; none where a figure is no part."""
    if not mention.in_words or mention.unit or not mention.amounts or not 0 < mention.amounts[0] < 1:
        return None
    return Quantity(values.rounded(Fraction(mention.amounts[0]) * 100, 0), PERCENT)


def _is_meant(mention: Mention, entry: LedgerEntry, subject: Subject, headings: Headings | None) -> bool:
    """Whether an equal fact may be the one that the text has: of its unit, and called by the word behind it."""
    match entry.value:
        case Quantity() as quantity:
            return quantity.amount in mention.amounts and _may_count(mention, entry, quantity, subject, headings)
        case NameValue() | Interval() | Position():
            return False
        case ClockTime() as time:
            return said_time(mention) == time
        case Period() as period:
            return any(day.day is None for day in mention.days) and _is_time(mention, period)
        case date() as day:
            return any(each.day is not None and each.fits(day) for each in mention.days)


def _may_count(
    mention: Mention, entry: LedgerEntry, quantity: Quantity, subject: Subject, headings: Headings | None
) -> bool:
    """Whether a typed number can be in a fact's unit: by its sign, by the word behind it, by a table's headings."""
    unit, noun = quantity.unit, mention.noun.casefold()
    if (unit == PERCENT) != (mention.unit == PERCENT):
        return False
    if mention.kind is MentionKind.MONEY:
        return unit == mention.unit or (not mention.unit and kind_of(quantity) is ValueKind.MONEY)
    if kind_of(quantity) is ValueKind.MONEY:
        return unit in currencies_called(noun, subject.edition.desk.language)
    own = _words_for(unit, subject)
    beside = {word.casefold() for word in _WORDS.findall(f"{headings.row} {headings.column}")} if headings else set()
    if (beside | {noun}) & (subject.words_of_units - own):
        return False
    if beside & own or noun in own:
        return True
    if noun:
        return unit in ("", PERCENT) and noun in {word.casefold() for word in _WORDS.findall(entry.fact.label)}
    return (not mention.in_words and len(quantity.amount.as_tuple().digits) >= FEWEST_DIGITS) or bool(mention.unit)


def _words_for(unit: str, subject: Subject) -> set[str]:
    """All words for a unit, in small letters."""
    return {word.casefold() for word in subject.edition.desk.words_of(unit) if word}


def _is_time(mention: Mention, period: Period) -> bool:
    """Whether the figure is the whole of a period: its year, or its month."""
    first, last = period.first, period.last
    if _DECADE.fullmatch(mention.text):
        return mention.text == period.text
    if (first.year, first.month) == (last.year, last.month):
        return any((day.year, day.month) == (first.year, first.month) for day in mention.days)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return is_year and not mention.in_words and first.year in mention.amounts


def _name_around(mention: Mention, text: str) -> str:
    """The figure with what may be a name around it: capitalised words, a compound's rest, or what is numbered so."""
    rest = _COMPOUND_BEHIND.match(text, mention.end)
    end = rest.end() if rest else mention.end
    word = text[mention.start : end]
    if mention.in_words or mention.kind in (MentionKind.ORDINAL, MentionKind.TIME) or rest:
        behind = None if word.endswith(".") else _WORD_BEHIND.match(text, end)
        return f"{word}{behind[0]}".replace("\u00a0", " ") if behind else word
    before = _before(_CAPITALISED_BEFORE, text, mention) or _before(_NUMBERED_BEFORE, text, mention)
    behind = _CAPITALISED_BEHIND.match(text, mention.end)
    words = (before[0].split() if before else []) + [mention.text] + (behind[0].split() if behind else [])
    while _NEVER_IN_NAMES.fullmatch(words[0]):
        del words[0]
    return " ".join(words)


def _entry(mention: Mention, run: Run, subject: Subject, noun: str, *, derive: bool) -> tuple[Entry, TypedForm]:
    """A ledger entry, by the figure's value and unit or by the formula that gives it, and the formats that print it."""
    printer, language = subject.printer, run.language or subject.edition.desk.language
    if formula := derivation(mention, run, subject.ledger) if derive else "":
        result = Quantity(mention.amounts[0], mention.unit)
        form = typed_form(result, mention, printer, language) or TypedForm(((),))
        places = f"\n  round: {values.places_of(mention.amounts[0])}"
        return Entry(f"  formula: {formula}{places}", result.unit, rest=""), form
    is_compound = _COMPOUND_BEHIND.match(run.text, mention.end) is not None  # 2,000-pound bomb
    meant = () if is_compound else currencies_called(mention.noun, language)
    currency = printer.currency if printer.currency in meant else next(iter(meant), "")
    dollars = DOLLARS if "$" in mention.text else ""
    unit = mention.unit or dollars or currency or noun or ("year" if _YEAR.fullmatch(mention.text) else "")
    value = _value(mention, subject)
    if isinstance(value, Quantity):
        value = Quantity(value.amount, unit if value.amount >= 0 or unit == PERCENT or is_currency(unit) else "")
        unit = value.unit
    form = typed_form(value, mention, printer, language) or TypedForm(((),), printer.value(value), is_alike=False)
    shown = (
        f"{value.amount:f}" if isinstance(value, Quantity) else value.text if isinstance(value, Period) else str(value)
    )
    return given(shown, unit), form


def given(value: str, unit: str) -> Entry:
    """An entry with a value, as content files have it, and a unit or none."""
    return Entry(f"  value: {value}" + (f"\n  unit: {_scalar(unit)}" if unit else ""), unit)


def counted(mention: Mention, run: Run, subject: Subject, headings: Headings | None) -> str:
    """The unit of what a figure counts: the word behind it, or of a table's headings, that can be one on this desk."""
    if mention.unit or mention.days:
        return ""
    if _POINTS.fullmatch(mention.noun):
        return values.POINTS
    if headings:
        words = [word.casefold() for word in _WORDS.findall(f"{headings.column} {headings.row}")]
        return next((unit for word in words if (unit := _unit_of(word, subject))), "")
    noun, small = mention.noun, mention.noun.casefold()
    label = _before(_LABEL_BEFORE, run.text, mention)
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
    return next((unit for unit in units if unit and word in _words_for(unit, subject)), "")


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

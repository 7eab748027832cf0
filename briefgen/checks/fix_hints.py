"""Proposals: what to type where a figure is not bound - the fact that prints it, or an entry for the ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count, permutations

from briefgen.checks.evidence import CURRENCY_WORDS
from briefgen.checks.names import Names
from briefgen.checks.subject import Subject
from briefgen.ledger import values
from briefgen.ledger.values import Amount, Operand, OperandError
from briefgen.model.fact import PERCENT, Interval, Ledger, LedgerEntry, NameValue, Period, Quantity
from briefgen.model.runs import Run
from briefgen.numbers_in_text import Mention, MentionKind
from briefgen.numbers_in_text.naming import LABELS
from briefgen.numbers_in_text.numbers import MEASURES

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
    if isinstance(entry.value, NameValue | Interval):
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


MOST_FACTS = 3
FEWEST_DIGITS = 3
"""A figure of fewer digits is too common for an equal fact to be meant, unless a word beside it says so."""
BEFORE = 200
"""The characters before a figure among which the words stand that belong to it."""

_CAPITALISED = r"[^\W\d_a-z][\w’'-]*"
_CAPITALISED_BEFORE = re.compile(rf"(?:{_CAPITALISED}[\s\u00a0]+){{1,3}}$")
_CAPITALISED_BEHIND = re.compile(rf"(?:[\s\u00a0]+{_CAPITALISED}){{1,3}}")
_WORD_BEHIND = re.compile(
    r"[\s\u00a0]+(?!(?:a|and|are|as|at|by|for|from|had|has|in|is|more|of|on|or|than|that|the|to|was|were|which|who|with)\b)"
    r"[^\W\d_]+"
)
_HEDGE_BEFORE = re.compile(
    r"\b(?:about|around|almost|nearly|over|roughly|some|under|approximately)[\s\u00a0]+$", re.IGNORECASE
)
_COMPOUND_BEHIND = re.compile(r"(?:[-‑][^\W\d_]+)+")
_NUMBERED_BEFORE = re.compile(
    r"\b(?:annex|article|chapter|flight|form|line|page|paragraph|para\.?|resolution|route|section|table)[\s\u00a0]+$",
    re.IGNORECASE,
)
_PLURALS = frozenset(["children", "fish", "men", "people", "personnel", "police", "sheep", "staff", "troops", "women"])
_PLURAL = re.compile(rf".{{3,}}(?<!s)(?<!u)(?<!i)s|{MEASURES}")
_NO_NUMBER = re.compile(r"0[0-9]+|[0-9]+s")  # which would lose its zero, or be another number
_OF_TWO = re.compile(r"[0-9]\s?(?:in|of|out of|[/:])\s?[0-9]")
_MORE_PLACES_THAN_SHORT_FORMS = re.compile(r"[0-9][.,][0-9]{2,}")
_LABEL_BEFORE = re.compile(r"(\w+)[\s\u00a0]+$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NEVER_IN_NAMES = re.compile(
    r"A|About|After|All|And|At|Before|By|For|From|Half|In|Of|On|Only|Over|Since|Some|The|To|Until|With"
)


@dataclass
class Proposed:
    """The entries proposed before, by their ids, and the last number that an id of each stem has got."""

    entries: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def id_of(self, stem: str, entry: str, taken: Set[str]) -> str:
        """An id for the entry that no fact has, and no other entry that is proposed: all of them can be pasted."""
        if (stem, entry) not in self.ids:
            numbers = count(self.numbers.get(stem, 0) + 1)
            self.numbers[stem] = next(
                number for number in numbers if self._is_free(_numbered(stem, number), entry, taken)
            )
            self.ids[stem, entry] = _numbered(stem, self.numbers[stem])
            self.entries[self.ids[stem, entry]] = entry
        return self.ids[stem, entry]

    def _is_free(self, name: str, entry: str, taken: Set[str]) -> bool:
        return name not in taken and self.entries.get(name, entry) == entry


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}_{number}"


def proposal(mention: Mention, run: Run, subject: Subject, proposed: Proposed) -> str:
    """What to write instead of a typed figure; a sign with letters is rather part of a name.

    `proposed` holds the entries proposed before, and takes the new one.
    """
    bare = " | bare" if _before(_HEDGE_BEFORE, run.text, mention) else ""
    if uses := [use + bare * _is_approximate(use, subject) for use in dict.fromkeys(uses_of(mention, subject))]:
        return f"write {' or '.join(f'{{{{ {use} }}}}' for use in uses[:MOST_FACTS])}"
    name = _name_around(mention, run.text)
    is_name = Names([name], subject.words_of_units).within(run.text).hold(mention.start, mention.end)
    if mention.in_words:
        without = "write the sentence without it, or add a fact"
        return f'{without}; a name goes into edition.yaml: names: ["{name}"]' if is_name else without
    if _NO_NUMBER.fullmatch(mention.text) and not is_name:
        return "write it in words, or with the word to which it belongs"
    if mention.kind in (MentionKind.MARK, MentionKind.TIME) or _NO_NUMBER.fullmatch(mention.text):
        return f'add it to edition.yaml, if it is a name: names: ["{name}"]'
    if _OF_TWO.search(mention.text) and not mention.days:
        return "make a fact of each of the two numbers, and write both here, or one of the percentage"
    entry = _entry(mention, run, subject)
    taken = {known.fact.id for known in subject.ledger} | {known.id for known in subject.edition.facts}
    fact = proposed.id_of(stem(mention, run, subject), entry, taken)
    hint = f"add to facts.yaml, and write {{{{ {fact}{_form(mention)} }}}} here:\n{fact}:\n{entry}"
    is_part = is_name and name != mention.text and not mention.days
    return hint + (f'\nor, if it is part of a name, to edition.yaml: names: ["{name}"]' if is_part else "")


def _before(words: re.Pattern[str], text: str, mention: Mention) -> re.Match[str] | None:
    """The words of a pattern that end where a figure begins."""
    return words.search(text, max(mention.start - BEFORE, 0), mention.start)


def _is_approximate(use: str, subject: Subject) -> bool:
    return subject.ledger[use.partition(" ")[0]].approx


def uses_of(mention: Mention, subject: Subject) -> Iterator[str]:
    """The facts of the ledger that may be meant by a figure, each with its format: "rise | signed"."""
    entries = list(subject.ledger)
    if all(day.day is None for day in mention.days):
        timed = (entry for entry in entries if entry.period and _is_time(mention, entry.period))
        yield from (f"{entry.fact.id} | period" for entry in timed)
    for entry in entries:
        match entry.value:
            case Quantity() as quantity:
                if quantity.amount in mention.amounts and _is_meant(mention, entry, quantity, subject):
                    yield entry.fact.id + _form(mention)
            case NameValue():
                continue
            case date() as day:
                if any(each.day is not None and each.fits(day) for each in mention.days):
                    yield entry.fact.id + _form(mention)


def _is_meant(mention: Mention, entry: LedgerEntry, quantity: Quantity, subject: Subject) -> bool:
    """Whether an equal fact may be the one that the text has: in percent as it is, and called by the word behind it."""
    if (quantity.unit == PERCENT) != (mention.unit == PERCENT):
        return False
    desk, noun = subject.edition.desk, mention.noun.casefold()
    words = {quantity.unit, desk.units.get(quantity.unit, ""), *desk.unit_words.get(quantity.unit, ())}
    words.update(re.findall(r"\w+", entry.fact.label))
    if noun:
        return noun in {word.casefold() for word in words}
    return (not mention.in_words and len(quantity.amount.as_tuple().digits) >= FEWEST_DIGITS) or bool(mention.unit)


def _is_time(mention: Mention, period: Period) -> bool:
    """Whether the figure is the whole of a period: its year, or its month."""
    first, last = period.first, period.last
    if (first.year, first.month) == (last.year, last.month):
        return any((day.year, day.month) == (first.year, first.month) for day in mention.days)
    is_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return is_year and not mention.in_words and first.year in mention.amounts


def _form(mention: Mention) -> str:
    """The format in which the text has the figure."""
    capital = " | capital" if mention.text[0].isupper() else ""
    for day in mention.days:
        if day.day is None:
            return " | month_year"
        return " | weekday_long" if day.weekday is not None else "" if day.year else " | day_month"
    if mention.kind is MentionKind.ORDINAL:
        return f" | ordinal | words{capital}" if mention.in_words else " | ordinal"
    if mention.in_words:
        return f" | words{capital}"
    is_short = mention.text[-1].isalpha() and not _MORE_PLACES_THAN_SHORT_FORMS.search(mention.text)
    return " | compact" if is_short and mention.unit != PERCENT else ""


def _name_around(mention: Mention, text: str) -> str:
    """The figure with what may be a name around it: capitalised words, a compound's rest, or what is numbered so."""
    rest = _COMPOUND_BEHIND.match(text, mention.end)
    end = rest.end() if rest else mention.end
    word = text[mention.start : end]
    if mention.in_words or mention.kind in (MentionKind.ORDINAL, MentionKind.TIME) or rest:
        behind = _WORD_BEHIND.match(text, end)
        return f"{word}{behind[0]}".replace("\u00a0", " ") if behind else word
    before = _before(_CAPITALISED_BEFORE, text, mention) or _before(_NUMBERED_BEFORE, text, mention)
    behind = _CAPITALISED_BEHIND.match(text, mention.end)
    words = (before[0].split() if before else []) + [mention.text] + (behind[0].split() if behind else [])
    while _NEVER_IN_NAMES.fullmatch(words[0]):
        del words[0]
    return " ".join(words)


def _entry(mention: Mention, run: Run, subject: Subject) -> str:
    """What stands under a ledger entry's id: the figure's value and unit, or the formula that gives it."""
    if formula := derivation(mention, run, subject.ledger):
        return f"  formula: {formula}\n  label: ..."
    lines = [f"  value: {_value(mention, subject)}"]
    is_compound = _COMPOUND_BEHIND.match(run.text, mention.end) is not None  # 2,000-pound bomb
    currency = "" if is_compound else CURRENCY_WORDS.get(mention.noun.casefold().removesuffix("s"), ("",))[0]
    noun = counted(mention, run, subject)
    if unit := mention.unit or currency or noun or ("year" if _YEAR.fullmatch(mention.text) else ""):
        lines.append(f'  unit: "{unit}"' if unit == PERCENT else f"  unit: {unit}")
    return "\n".join([*lines, "  label: ...", "  source: {id: ..., at: ...}"])


def counted(mention: Mention, run: Run, subject: Subject) -> str:
    """The word behind a figure, if it can be a unit: a plural, or what is counted already; no verb and no adjective."""
    noun, small = mention.noun, mention.noun.casefold()
    label = _before(_LABEL_BEFORE, run.text, mention)
    if label and label[1].casefold() in LABELS:
        return ""
    if small in subject.words_of_units:
        return small
    return noun if small in _PLURALS or _PLURAL.fullmatch(noun) else ""


def _value(mention: Mention, subject: Subject) -> str:
    for day in mention.days:
        return f"{day.year or subject.edition.date.year}-{day.month or 'MM':0>2}-{day.day or 'DD':0>2}"
    if not mention.amounts:
        return "..."
    amount = max(mention.amounts) if _is_scaled_range(mention) else mention.amounts[0]
    is_scaled = amount == amount.to_integral_value() and mention.text[-1:].isalpha()
    return f"{amount.to_integral_value() if is_scaled else amount:f}"


def _is_scaled_range(mention: Mention) -> bool:
    """Whether the figure is the first of a range that shares a scale: the 4 of "4 to 5 million"; 4.321 is no 4,321."""
    if _MORE_PLACES_THAN_SHORT_FORMS.search(mention.text):
        return False
    smallest, largest = min(mention.amounts), max(mention.amounts)
    return smallest > 0 and largest / smallest in (10**3, 10**5, 10**6, 10**7, 10**9)


def stem(mention: Mention, run: Run, subject: Subject) -> str:
    """What an id for a figure begins with: the word behind it, if there is one."""
    plain = unicodedata.normalize("NFKD", counted(mention, run, subject)).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return slug if slug[:1].isalpha() else "day" if mention.days else "share" if mention.unit == PERCENT else "figure"

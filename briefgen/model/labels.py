"""The words that briefgen itself prints, by language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from string import ascii_lowercase
from typing import Any, cast

from briefgen.frozen import frozen
from briefgen.languages import entries_of, language_of
from briefgen.model.direction import LEFT_TO_RIGHT, direction_of, embedded, without_isolates

NO_BREAK_SPACE = "\u00a0"
"""Between a label and its number, a day and its month, a number and the first word of what it counts."""

DEFAULT_LANGUAGE = "en-GB"
"""The language of a desk that names none."""

ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The categories of plural, of which a language has some (Unicode CLDR)."""

Plural = Mapping[str, str]
"""A text for each category of plural that a language has."""


@frozen
class Separators:
    """What stands between the words that briefgen puts together; behind a sentence, around an aside.

    `label` stands behind a label, `item` and `clause` between several, `quoted` before who is quoted, and `cut` where
    a text is cut short.
    """

    label: str
    item: str
    clause: str
    stop: str
    aside: str
    citation: str
    quoted: str
    cut: str
    reference: str


class Labels:
    """The fixed words of one language, by the keys of its file; those with braces are filled by `str.format`.

    No dataclass: to make one of so many fields takes longer than to read the file.
    """

    brief_number: str
    number: str
    number_alone: str
    marking: str
    status: str
    status_draft: str
    edition: str
    version: str
    version_because: str
    addendum_to: str
    covers: str
    release: str
    withheld: str
    audience: str
    distribution: str
    prepared_by: str
    translation: str
    contact: str
    telephone: str
    clearance: str
    cleared: str
    not_cleared: str
    draft: str
    bottom_line: str
    key: str
    note: str
    action: str
    warning: str
    contents: str
    figures: str
    tables: str
    upcoming: str
    since: str
    since_what: str
    since_last: str
    since_this: str
    since_change: str
    since_nothing: str
    later: str
    earlier: str
    added: str
    dropped: str
    changed: str
    rounding: str
    rounding_note: str
    reopened: str
    more_figures: Plural
    nothing: str
    deadline: str
    deadline_by: str
    deadline_task: str
    deadline_where: str
    deadline_document: str
    deadline_decision: str
    status_met: str
    status_missed: str
    status_extended: str
    status_withdrawn: str
    derived_as: str
    derived_more: Plural
    stated_agrees: str
    count_of: str
    chart_of: str
    scale_from: str
    scale_cut: str
    scale_log: str
    data_of: str
    data_category: str
    data_value: str
    data_total: str
    totals_added: str
    values_below: str
    small_in_table: str
    data_in: str
    data_date: str
    data_what: str
    attached: str
    page_in_pdf: str
    attached_content: str
    attached_ledger: str
    days_left: str
    days_left_count: Plural
    days: Plural
    points: Plural
    per_day: str
    per_cent: str
    passed: str
    due_today: str
    figure: str
    table: str
    continued: str
    section: str
    titled: str
    annex: str
    source: str
    sources: str
    paragraph: str
    in_file: Mapping[str, str]
    sub_items: Sequence[str]
    sub_item_counts: Sequence[str]
    acronyms: str
    acronym: str
    acronym_words: str
    references: str
    reference_figure: str
    reference_label: str
    reference_source: str
    reference_ticked: str
    ticked: str
    all_ticked: str
    ticked_in_part: str
    figures_of_table: Plural
    table_of_data: str
    derived: str
    about: str
    half: str
    in_whole: str
    per: str
    part_names: Sequence[Plural]
    range_to: str
    fiscal_year: str
    range_between: str
    more_than: str
    over: str
    under: str
    at_least: str
    up_to: str
    less_than: str
    fewer_than: str
    page_of: str
    this_brief: str
    as_of: str
    forecast: str
    undated: str
    via: str
    reliability: str
    footnote: str
    footnotes: str
    footnote_call: str
    key_figures: str
    evidence: str
    evidence_period: str
    evidence_as_of: str
    evidence_formula: str
    evidence_working: str
    evidence_from: str
    evidence_stated: str
    evidence_quote: str
    evidence_entry: str
    back: str
    back_to_text: str
    close: str
    skip: str
    slide: str
    redline_heads: str
    redline: str
    redline_section: str
    redline_front: str
    redline_added: str
    redline_gone: str
    redline_changed: str
    redline_moved: str
    redline_moved_from: str
    redline_moved_to: str
    redline_reformatted: str
    redline_passages: str
    redline_figures: str
    redline_what: str
    redline_was: str
    redline_is: str
    redline_by: str
    redline_reading: str
    redline_inserted: str
    redline_deleted: str
    redline_twice: str
    redline_dotted: str
    redline_end: str
    redline_bar: str
    redline_pages: str
    to: str
    sender: str
    decision_by: str
    next_report: str
    question_number: str
    unticked: str
    kinds: Mapping[str, str]
    kind_numbers: Mapping[str, str]
    of_other_kinds: Mapping[str, str]
    parts: Mapping[str, str]
    uses: Mapping[str, str]
    answers: Mapping[str, str]
    signatures: Mapping[str, str]
    name_and_office: str
    signature: str
    signed_on: str
    chart_kinds: Mapping[str, str]

    def __init__(self, language: str, entries: Mapping[str, Any], separators: Separators) -> None:
        self._language = language
        self.separators = separators
        vars(self).update(entries)

    def counted(self, text: Plural, amount: int | Decimal, count: str = "") -> str:
        """The text for so many; `count` is the number as it is printed, where that is not its plain digits."""
        return text[self._plural_form(amount)].format(count=count or amount)

    def lead(self, label: str) -> str:
        """A label before what it says: "Source: "."""
        return f"{label}{self.separators.label}"

    def labelled(self, label: str, text: str) -> str:
        """A label with what it says."""
        return f"{self.lead(label)}{self.placed(text)}"

    def listed(self, texts: Iterable[str]) -> str:
        """Several words or names: "12, 14, 17"."""
        return self.separators.item.join(map(self.placed, texts))

    def place_in_file(self, parts: Mapping[str, str]) -> str:
        """The place of a cell or table in a data file: "sheet Regions, row North, column Doses (cell B2)"."""
        named = [(what, self.in_file[what].format(name=name)) for what, name in parts.items() if name]
        around = self.separators.item.join(text for what, text in named if what != "cell")
        cell = next((text for what, text in named if what == "cell"), "")
        return f"{around}{self.aside(cell)}" if around and cell else around or cell

    def clauses(self, texts: Iterable[str]) -> str:
        """Several texts, which may have commas themselves."""
        return self.separators.clause.join(map(self.placed, texts))

    def sentences(self, texts: Iterable[str]) -> str:
        """Several texts, each of which ends but for the last."""
        return f"{self.separators.stop} ".join(texts)

    def aside(self, text: str) -> str:
        """What stands behind a text in brackets, with the space before them."""
        return self.separators.aside.format(text=text)

    def citation(self, numbers: Iterable[int], place: str = "") -> str:
        """The numbers of sources as they are referred to, and the place in the one: "[1, p. 3]"."""
        comma = f"{self.separators.item.rstrip()}{NO_BREAK_SPACE}"
        cited = self.separators.item.join(map(str, numbers))
        return self.separators.citation.format(numbers=comma.join(filter(None, (cited, place))))

    def reference(self, kind: str, number: object) -> str:
        """A thing with its number: "Figure 3"."""
        return self.separators.reference.format(kind=kind, number=number)

    def item_mark(self, number: int, depth: int, *, lettered: bool) -> str:
        """What stands before an item of a list that counts: "2.", or "(b)" in one that is lettered."""
        if not lettered or depth >= len(self.sub_items):
            return f"{number}."
        return str.format(self.sub_items[depth], mark=COUNTS[self.sub_item_counts[depth]](number))

    def footnote_named(self, number: int) -> str:
        """Where the number of a footnote leads: "Footnote 3"."""
        return spoken(self.reference(self.footnote, number))

    def placed(self, text: str) -> str:
        """A text of its own, such as a name, as it stands among words of the language."""
        return text if direction_of(self._language) == LEFT_TO_RIGHT else embedded(text)

    @cached_property
    def without_brief(self) -> Labels:
        """The words of an edition that is no brief, and does not call itself one."""
        return Labels(self._language, {**vars(self), **self.of_other_kinds}, self.separators)

    @cached_property
    def _plural_form(self) -> Callable[[int | Decimal], str]:
        from babel import Locale

        return cast("Callable[[int | Decimal], str]", Locale(self._language).plural_form)


def letter_of(number: int) -> str:
    """A count in letters as Word has it: a to z, then aa, bb."""
    turns, at = divmod(number - 1, len(ascii_lowercase))
    return ascii_lowercase[at] * (turns + 1)


def roman_of(number: int) -> str:
    """A count in small Roman numerals."""
    made = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        made += sign * count
    return made


COUNTS: Mapping[str, Callable[[int], str]] = {"letters": letter_of, "roman": roman_of, "numbers": str}
"""The ways in which items of lists below numbered paragraphs are counted."""


def spoken(text: str) -> str:
    """A text as it is said and not set: without isolates, and with common spaces."""
    return " ".join(without_isolates(text).split())


def place_in_words(parts: Mapping[str, str]) -> str:
    """The place of a cell in a data file, for messages, which are in English."""
    return labels_for(DEFAULT_LANGUAGE).place_in_file(parts)


def labels_for(language: str) -> Labels:
    """The words for a language tag (BCP 47: "en-GB"); raises KeyError for a language that is not offered."""
    return _labels(language_of(language))


@cache
def _labels(language: str) -> Labels:
    entries = entries_of(language)
    separators = Separators(**_isolating(entries["separators"], language))
    return Labels(language, _isolating(entries["labels"], language), separators)


class _Isolating(str):
    """A text in a language from the right: what fills it is isolated."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The text filled."""
        return super().format(*map(embedded, map(str, args)), **{key: embedded(str(v)) for key, v in values.items()})


def _isolating(entry: Any, language: str) -> Any:
    """What a file says, with its texts so that they isolate what fills them, if the language needs that."""
    if direction_of(language) == LEFT_TO_RIGHT:
        return entry
    if isinstance(entry, Mapping):
        return {key: _isolating(inner, language) for key, inner in entry.items()}
    return _Isolating(entry) if isinstance(entry, str) else tuple(_isolating(inner, language) for inner in entry)

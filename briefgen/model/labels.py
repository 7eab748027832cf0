"""The words that briefgen itself prints, by language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, cast

from briefgen.languages import entries_of

NO_BREAK_SPACE = "\u00a0"
"""Between a label and its number, a day and its month, a number and the first word of what it counts."""

DEFAULT_LANGUAGE = "en-GB"
"""The language of a desk that names none."""

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The categories of plural, of which a language has some (Unicode CLDR)."""

Plural = Mapping[str, str]
"""A text for each category of plural that a language has."""


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
    audience: str
    distribution: str
    prepared_by: str
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
    data_of: str
    data_category: str
    data_value: str
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
    chart_kinds: Mapping[str, str]

    def __init__(self, language: str, entries: Mapping[str, Any]) -> None:
        self._language = language
        vars(self).update(entries)

    def counted(self, text: Plural, amount: int | Decimal, count: str = "") -> str:
        """The text for so many; `count` is the number as it is printed, where that is not its plain digits."""
        return text[self._plural_form(amount)].format(count=count or amount)

    @cached_property
    def _plural_form(self) -> Callable[[int | Decimal], str]:
        from babel import Locale

        return cast("Callable[[int | Decimal], str]", Locale(self._language).plural_form)


def labels_for(language: str) -> Labels:
    """The words for a language tag (BCP 47: "en-GB"); raises KeyError for a language that is not offered."""
    return _labels(language_of(language))


def language_of(tag: str) -> str:
    """The language of a tag, without its region, by which words are kept: "en"."""
    return tag.split("-")[0].lower()


@cache
def _labels(language: str) -> Labels:
    return Labels(language, entries_of(language)["labels"])

"""The words that briefgen itself prints, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Labels:
    """The fixed words of one language; those with braces are filled by `str.format`."""

    brief_number: str
    number: str
    edition: str
    covers: str
    audience: str
    distribution: str
    prepared_by: str
    cleared_by: str
    bottom_line: str
    key: str
    note: str
    action: str
    warning: str
    contents: str
    upcoming: str
    deadline_by: str
    deadline_who: str
    deadline_what: str
    days_left: str
    day_left_count: str
    days_left_count: str
    passed: str
    due_today: str
    figure: str
    table: str
    section: str
    annex: str
    source: str
    sources: str
    notes: str
    references: str
    reference_figure: str
    reference_label: str
    reference_stated: str
    reference_source: str
    agrees: str
    derived: str
    given: str
    about: str
    page_of: str
    this_brief: str
    as_of: str
    caveat: str
    undated: str
    via: str
    total: str
    moved_here: str
    moved_away: str


ENGLISH = Labels(
    brief_number="Brief No. {number}",
    number="No. {number}",
    edition="Edition",
    covers="Covers",
    audience="For",
    distribution="Distribution",
    prepared_by="Prepared by",
    cleared_by="Cleared by",
    bottom_line="Bottom line",
    key="Key point",
    note="Note",
    action="For action",
    warning="Caution",
    contents="Contents",
    upcoming="Upcoming dates",
    deadline_by="By",
    deadline_who="Who",
    deadline_what="What",
    days_left="Days left",
    day_left_count="{count} day left",
    days_left_count="{count} days left",
    passed="passed",
    due_today="today",
    figure="Figure",
    table="Table",
    section="Section",
    annex="Annex",
    source="Source",
    sources="Sources",
    notes="Notes",
    references="References",
    reference_figure="Figure",
    reference_label="What it is, and how it was derived",
    reference_stated="Stated",
    reference_source="Source",
    agrees="agrees",
    derived="derived",
    given="given",
    about="about",
    page_of="{page} of {pages}",
    this_brief="this brief",
    as_of="as of {date}",
    caveat="Caveat",
    undated="undated",
    via="as reported in {source}",
    total="Total",
    moved_here="moved here",
    moved_away="moved away",
)

LANGUAGES = {"en": ENGLISH}


def labels_for(language: str) -> Labels:
    """The words for a language tag (BCP 47: "en-GB"); raises KeyError for a language that is not offered."""
    return LANGUAGES[language.split("-")[0].lower()]

"""The words that briefgen itself prints, by language."""

from __future__ import annotations

from briefgen.frozen import frozen

NO_BREAK_SPACE = "\u00a0"
"""Between a label and its number, a day and its month, a number and the first word of what it counts."""


@frozen
class Labels:
    """The fixed words of one language; those with braces are filled by `str.format`."""

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
    more_figures: str
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
    derived_more: str
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
    day_left_count: str
    days_left_count: str
    day: str
    days: str
    point: str
    points: str
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
    figures_of_table: str
    table_of_data: str
    derived: str
    about: str
    half: str
    parts: str
    in_whole: str
    per: str
    part_names: str
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


ENGLISH = Labels(
    brief_number=f"Brief No.{NO_BREAK_SPACE}{{number}}",
    number=f"No.{NO_BREAK_SPACE}{{number}}",
    number_alone="No.",
    marking="Marking",
    status="Status",
    status_draft="draft",
    edition="Edition",
    version="Version",
    version_because="{version}: {reason}",
    addendum_to="Addendum to",
    covers="Covers",
    audience="For",
    distribution="Distribution",
    prepared_by="Prepared by",
    contact="Contact",
    telephone="tel. {number}",
    clearance="Clearance",
    cleared="{by}, {date}",
    not_cleared="{by}, not yet",
    draft="DRAFT",
    bottom_line="Bottom line",
    key="Key point",
    note="Note",
    action="For action",
    warning="Caution",
    contents="Contents",
    figures="Figures",
    tables="Tables",
    upcoming="Upcoming dates",
    since="Since the last brief",
    since_what="Figure or deadline",
    since_last="Last brief",
    since_this="This brief",
    since_change="Change",
    since_nothing="No figure or deadline has changed since the brief of {date}.",
    later="{time} later",
    earlier="{time} earlier",
    added="new",
    dropped="no longer listed",
    changed="changed",
    rounding="rounding",
    rounding_note="Shares may not add up to the whole because of rounding.",
    reopened="open again",
    more_figures=f"{{count}}{NO_BREAK_SPACE}more figures",
    nothing="–",
    deadline="Deadline: {what}",
    deadline_by="By",
    deadline_task="Who must do what",
    deadline_where="Where",
    deadline_document="Document",
    deadline_decision="Decision",
    status_met="met",
    status_missed="missed",
    status_extended="extended",
    status_withdrawn="withdrawn",
    derived_more=f"{{count}}{NO_BREAK_SPACE}figures derived, see the references.",
    derived_as="{what} derived as {working}.",
    stated_agrees="stated {stated}: agrees",
    count_of="count of {items}",
    chart_of="{share} of {whole}",
    scale_from="scale from {value}",
    data_of="Data of {figure}",
    data_category="Category",
    data_value="Value",
    data_in="{what} ({unit})",
    data_date="Date",
    data_what="What",
    attached="Attached: {files}",
    page_in_pdf=", page {page} of the PDF",
    attached_content="Content file of this brief",
    attached_ledger="Every figure of this brief with its source",
    days_left="Days left",
    day_left_count=f"{{count}}{NO_BREAK_SPACE}day left",
    days_left_count=f"{{count}}{NO_BREAK_SPACE}days left",
    day="day",
    days="days",
    point="percentage point",
    points="percentage points",
    per_day="{quantity} a day",
    per_cent="per cent",
    passed="passed",
    due_today="today",
    figure="Figure",
    table="Table",
    continued="{what}, continued",
    section="Section",
    titled="“{title}”",
    annex="Annex",
    source="Source",
    sources="Sources",
    acronyms="Acronyms",
    acronym="Acronym",
    acronym_words="In full",
    references="References",
    reference_figure="Figure",
    reference_label="What it is, and how it was derived",
    reference_source="Source",
    reference_ticked="Ticked",
    ticked="{by}, {date}",
    all_ticked="Every figure was ticked against its source by {tick}.",
    ticked_in_part="{ticked}: {tick}",
    figures_of_table="{count} figures",
    table_of_data="Table: ",
    derived="derived",
    about="about",
    half="half",
    parts="{count} {parts}",
    in_whole="{count} in {whole}",
    per="{count} per {whole}",
    part_names="a third,thirds,a quarter,quarters,a fifth,fifths,a sixth,sixths,a seventh,sevenths,"
    "an eighth,eighths,a ninth,ninths",
    range_to="{low} to {high}",
    fiscal_year="fiscal year {year}",
    range_between="between {low} and {high}",
    over="over {amount}",
    under="under {amount}",
    more_than="more than {amount}",
    at_least="at least {amount}",
    up_to="up to {amount}",
    less_than="less than {amount}",
    fewer_than="fewer than {amount}",
    page_of="{page} of {pages}",
    this_brief="this brief",
    as_of="as of {date}",
    forecast="forecast",
    undated="undated",
    via="as reported in {source}, to which the places refer",
    reliability="Reliability",
    footnote="Footnote",
    footnotes="Footnotes",
    key_figures="Key figures",
    evidence="Evidence of the figures",
    evidence_period="Period",
    evidence_as_of="As of",
    evidence_formula="Formula",
    evidence_working="Working",
    evidence_from="From",
    evidence_stated="The source states",
    evidence_quote="The source’s words",
    evidence_entry="Its entry in this brief",
    back="Back",
    close="Close",
    skip="Skip to the text",
    slide="Slide sideways for the whole chart",
    redline_heads="Heads of pages",
    redline="Changes from {old} to {new}",
    redline_section="Section",
    redline_front="Title and details",
    redline_added="Added",
    redline_gone="Gone",
    redline_changed="Changed",
    redline_moved="Moved",
    redline_moved_from="Moved from here",
    redline_moved_to="Moved to here",
    redline_reformatted="Set anew",
    redline_passages="Paragraphs, rows and captions that differ, by section.",
    redline_figures="Figures that have changed; each may be printed in several places.",
    redline_what="Figure",
    redline_was="Was",
    redline_is="Is",
    redline_by="Change",
    redline_reading="How to read the marks",
    redline_inserted="what was added is underlined",
    redline_deleted="what is gone is struck out",
    redline_twice="What has moved has two lines, at both of its places",
    redline_dotted="what is only set in another way has dots below it",
    redline_end="where a paragraph was parted or joined its end is shown, ¶",
    redline_bar="A bar in the margin stands beside every change.",
    redline_pages="Contents, heads of pages and numbers of footnotes and sources are those of {new}.",
)

LANGUAGES = {"en": ENGLISH}


def labels_for(language: str) -> Labels:
    """The words for a language tag (BCP 47: "en-GB"); raises KeyError for a language that is not offered."""
    return LANGUAGES[language_of(language)]


def language_of(tag: str) -> str:
    """The language of a tag, without its region, by which words are kept: "en"."""
    return tag.split("-")[0].lower()

"""The edition as its content files say it: the desk, the sources, the sections, and what is declared over facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from briefgen.frozen import frozen
from briefgen.model.blocks import Block, Listed
from briefgen.model.chart import Arrangement, AxisScale, Direction, Side
from briefgen.model.document import Logo, Media, Note, PdfProfile
from briefgen.model.fact import Citation, Fact, Period
from briefgen.model.fact_table import FactTable
from briefgen.model.inlines import Inlines
from briefgen.model.kind import BRIEF, ContentsRule, EditionKind, ListedReferences, PointUse
from briefgen.model.labels import DEFAULT_LANGUAGE, Labels, labels_for
from briefgen.model.protection import ReviewRules, SensitivityLabel
from briefgen.model.release import Release
from briefgen.model.remark import Remark
from briefgen.model.translation import Translation
from briefgen.spans import Span, whole_file

OPEN = "open"
EXTENDED = "extended"
"""The status of a deadline that nobody has met, missed, extended or withdrawn."""


class Thousands(Enum):
    """How digits are grouped: as the language does, by a thin space, or not at all."""

    LANGUAGE = "language"
    SPACE = "space"
    NONE = "none"


class WordCharts(Enum):
    """How charts stand in the Word document: as charts of its own, where Word has such, or as pictures."""

    NATIVE = "native"
    PICTURE = "picture"


class SincePlace(Enum):
    """Where the part on what has changed since the last brief stands: before the sections, behind them, or nowhere."""

    FRONT = "front"
    END = "end"
    NONE = "none"


@frozen
class SinceStyle:
    """How the brief tells what has changed since the last one: where, and how many changed figures it shows at most."""

    place: SincePlace = SincePlace.FRONT
    limit: int = 20


@frozen
class NumberStyle:
    """How the desk prints numbers and dates; `currency` is the one that it means by a sign that several have.

    `own_digits` are those of its language instead of Latin ones, and with `lakh` short forms count in lakh and crore.
    """

    thousands: Thousands = Thousands.LANGUAGE
    percent_space: bool = False
    date: str = "long"
    percent_words: bool = False
    currency: str = ""
    own_digits: bool = False
    lakh: bool = False


@frozen
class FiscalYear:
    """When a fiscal year begins, and whether it is called by the calendar year in which it begins, or ends."""

    month: int = 1
    day: int = 1
    is_called_by_start: bool = False

    @property
    def text(self) -> str:
        """Its first day as content files have it: "07-01"."""
        return f"{self.month:02}-{self.day:02}"


@frozen
class Term:
    """A term to use, with the terms it replaces: those that the desk avoids, and those that it never writes."""

    use: str = ""
    avoid: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()


@frozen
class AgreedText:
    """Language that was agreed, to be used to the letter wherever a text is `about` one of these words."""

    text: str
    about: tuple[str, ...] = ()
    place: Span | None = field(default=None, compare=False)


@frozen
class Contact:
    """Whom readers can ask, and where: what is empty is not printed."""

    name: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    address: str = ""


@frozen
class UnitWords:
    """How a unit is printed beside a number by the category of its plural, but for its own name; what sources say."""

    forms: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


@frozen
class Desk:
    """The desk that issues the brief. Each of its markings may have one of the `labels`, which are in their order.

    `units` are what is counted ("deaths"). `names` are words that hold a number and are no figure ("Resolution 47").
    `acronyms` gives each acronym's words; those that are `understood` need none.
    `sign_off_required` says that somebody must tick every figure against its source, `embed_sources` that the PDF
    carries what it was made from, `pdf` what it conforms to, `data_tables` that a table of its data stands behind every
    chart that does not say otherwise, `online` where readers find the page of an edition, `hyphenation` whether lines
    may end within words (none: as is usual in the language), `formats` which documents are made (none: those by
    default), `contents` when there are contents, `references` what the annex lists, `numbered_paragraphs` that each
    paragraph of the sections has a number (none of the three: as the edition's kind has it), `lists` what is listed
    below the contents, `word_charts` how charts stand in the Word document, `since` how changes are told, `fiscal_year`
    when such a year begins, `review` what the Word document lets reviewers do, and `strict_publishing` that warnings
    keep an edition from being published. A fact that does not say when it is to be checked again is so `stale_after` as
    many days (0: never).
    default), `contents` when there are contents, `references` what the annex lists (none: as the edition's kind has
    it), `lists` what is listed below the contents,
    `word_charts` how charts stand in the Word document, `since` how changes are told, `fiscal_year` when such a year
    begins, `review` what the Word document lets reviewers do, `releases` for whom less of a brief is made, and
    `strict_publishing` that warnings keep an edition from being published.
    A fact that does not say when it is to be checked again is so `stale_after` as many days (0:
    never).
    """

    name: str
    language: str = DEFAULT_LANGUAGE
    page: str = "A4"
    theme: str = "house"
    logo: Logo | None = None
    cover: bool = False
    markings: tuple[str, ...] = ()
    labels: tuple[SensitivityLabel | None, ...] = ()
    distribution: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    numbers: NumberStyle = NumberStyle()
    units: Mapping[str, UnitWords] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    contact: Contact = Contact()
    acronyms: Mapping[str, str] = field(default_factory=dict)
    understood: tuple[str, ...] = ()
    agreed: tuple[AgreedText, ...] = ()
    sign_off_required: bool = False
    embed_sources: bool = False
    pdf: PdfProfile = PdfProfile.UA_1_A_2A
    data_tables: bool = False
    online: str = ""
    hyphenation: bool | None = None
    formats: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    contents: ContentsRule | None = None
    strict_publishing: bool = False
    stale_after: int = 0
    references: ListedReferences | None = None
    word_charts: WordCharts = WordCharts.NATIVE
    numbered_paragraphs: bool | None = None
    since: SinceStyle = SinceStyle()
    fiscal_year: FiscalYear | None = None
    review: ReviewRules = ReviewRules()
    releases: Mapping[str, Release] = field(default_factory=dict)
    place: Span | None = field(default=None, compare=False)
    page_place: Span | None = field(default=None, compare=False)
    theme_place: Span | None = field(default=None, compare=False)
    language_place: Span | None = field(default=None, compare=False)

    def label_of(self, marking: str) -> SensitivityLabel | None:
        """The label of a marking; none for one that has none."""
        return dict(zip(self.markings, self.labels, strict=False)).get(marking)

    def plural_of(self, unit: str) -> str:
        """What stands for a unit without a number: its plural in the language, its own name where that is one."""
        return self.units.get(unit, UnitWords()).forms.get("other", unit)

    def words_of(self, unit: str, *, printed: bool = False) -> tuple[str, ...]:
        """The words for a unit, its own first: those that are `printed`, or those by which sources call it as well."""
        words = self.units.get(unit, UnitWords())
        return (unit, *words.forms.values(), *(() if printed else words.also))


@frozen
class Source:
    """Where facts come from. `date` is none where the source gives none, and `undated` says so in words.

    `via` names the source in which this one was read, and `via_at` the place there. `covers` is the time on which it
    reports. `text` is the source's own text, where the desk keeps it. `file` is its data file, which holds more than a
    brief prints, and goes out with a PDF only where it `may_go_out`. Releases without it cite another one, `otherwise`.
    """

    id: str
    kind: str
    title: str
    publisher: str = ""
    date: date | None = None
    undated: str = ""
    url: str = ""
    location: str = ""
    reliability: str = ""
    via: str = ""
    via_at: str = ""
    covers: Period | None = None
    text: str = field(default="", repr=False)
    file: str = ""
    may_go_out: bool = False
    otherwise: str = ""
    date_place: Span | None = field(default=None, compare=False)
    place: Span | None = field(default=None, compare=False)


@frozen
class Deadline:
    """Who must do what by when; its date is also a fact of the ledger, under the deadline's id."""

    id: str
    by: date
    who: Inlines
    what: Inlines
    where: Inlines = ()
    document: Inlines = ()
    decision: Inlines = ()
    citation: Citation | None = None
    status: str = OPEN
    label: str = ""
    quote: str = ""
    place: Span | None = field(default=None, compare=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, hash=False)

    def is_pending(self, day: date) -> bool:
        """Whether it is still to be met on a day: it is open, or was extended to that day or a later one."""
        return self.status == OPEN or (self.status == EXTENDED and self.by >= day)


@frozen
class FactItem:
    """A fact in a chart, with its own label where the fact's is too long."""

    fact: str
    label: Inlines = ()
    place: Span | None = field(default=None, compare=False)


@frozen
class SeriesSpec:
    """A series of a chart: its name, and a fact for each category (none where there is no figure)."""

    name: Inlines
    items: tuple[FactItem | None, ...]
    place: Span | None = field(default=None, compare=False)


@frozen
class ChartSpec:
    """A chart declared over facts. A chart of one series has its facts in `series[0]`, with an empty name.

    A timeline's facts are deadlines or other dates. `categories` are empty where the facts' labels serve; a share has
    one, what it is a share of. `data_table` says whether a table of the data stands behind the chart; none leaves that
    to the desk.
    """

    id: str
    kind: str
    series: tuple[SeriesSpec, ...]
    categories: tuple[Inlines, ...] = ()
    direction: Direction = Direction.HORIZONTAL
    arrangement: Arrangement = Arrangement.GROUPED
    starts: Side | None = None
    scale: AxisScale | None = None
    title: Inlines = ()
    caption: Inlines = ()
    alt: Inlines = ()
    notes: Inlines = ()
    data_table: bool | None = None
    place: Span | None = field(default=None, compare=False)


@frozen
class KeyFigureSpec:
    """A tile of page 1: a fact, how it is formatted, and what it is in a few words."""

    fact: str
    formats: tuple[str, ...]
    caption: Inlines
    place: Span | None = field(default=None, compare=False)


@frozen
class Clearance:
    """Who must clear the brief, and when they did; none while it is open."""

    by: str
    date: date | None = None


@frozen
class Issue:
    """How an edition is published: as which version (0: not at all), and why once more.

    `addendum_to` is the record to which it adds, and `waived` are those without whose clearance it goes out.
    """

    version: int = 0
    reason: str = ""
    addendum_to: str = ""
    waived: tuple[str, ...] = ()


@frozen
class SignOff:
    """That somebody ticked or confirmed a fact: who, on which day, and the seal of the fact as it was then."""

    fact: str
    by: str
    on: date
    seal: str
    place: Span | None = field(default=None, compare=False)


class SectionKind(Enum):
    """A numbered section of the brief, or an annex behind them, lettered."""

    SECTION = "section"
    ANNEX = "annex"


@frozen
class Section:
    """A Markdown file of the edition; `name` is the file's without number and ending ("40-security.md": "security").

    `use` is what its points may be used for, unless they say so themselves.
    """

    name: str
    title: Inlines
    kind: SectionKind
    marking: str
    blocks: tuple[Block, ...]
    place: Span | None = field(default=None, compare=False)
    marking_place: Span | None = field(default=None, compare=False)
    use: PointUse | None = None


@frozen
class Signature:
    """Who signs, as what: "author". Where nobody is named, it is whom the edition is for."""

    role: str
    name: str = ""
    office: str = ""
    name_place: Span | None = field(default=None, compare=False)
    office_place: Span | None = field(default=None, compare=False)


@frozen
class FormHead:
    """What forms say first: the `sender` asks who the edition is `to` for a decision; when the next report comes.

    `signatures` stand below the part of the kind that has them.
    """

    to: str = ""
    sender: str = ""
    decision_by: date | None = None
    next_report: date | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def days(self) -> dict[str, date]:
        """The days that texts can print as they do facts, by their names."""
        days = {"decision_by": self.decision_by, "next_report": self.next_report}
        return {name: day for name, day in days.items() if day is not None}


@frozen
class Edition:
    """One dated brief as loaded: nothing is resolved yet.

    `author` entered the facts that name no author of their own; `sign_offs` are by the ids of their facts, and so are
    `confirmations` that they still hold. The facts of the cells of `tables` are among `facts`. `names` are words with
    numbers, beside those of the desk. A `translation` has the ledger, figures and tables of its original. The
    `short_title` heads its pages where it has one. The content of a `release` says which one it is.
    """

    id: str
    desk: Desk
    sources: Mapping[str, Source]
    date: date
    title: Inlines
    subtitle: Inlines
    number: str
    marking: str
    period: Period | None
    audience: tuple[str, ...]
    distribution: tuple[str, ...]
    prepared_by: str
    clearances: tuple[Clearance, ...]
    follows: str
    bottom_line: tuple[Block, ...]
    key_figures: tuple[KeyFigureSpec, ...]
    facts: tuple[Fact, ...]
    deadlines: tuple[Deadline, ...]
    charts: Mapping[str, ChartSpec]
    sections: tuple[Section, ...]
    notes: Mapping[str, Note]
    media: Media
    remarks: tuple[Remark, ...] = ()
    names: tuple[str, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, hash=False)
    period_place: Span | None = field(default=None, compare=False)
    author: str = ""
    translated_by: str = ""
    sign_offs: Mapping[str, SignOff] = field(default_factory=dict)
    confirmations: Mapping[str, SignOff] = field(default_factory=dict)
    tables: Mapping[str, FactTable] = field(default_factory=dict)
    issue: Issue = Issue()
    translation: Translation | None = field(default=None, compare=False, repr=False)
    short_title: Inlines = ()
    kind: EditionKind = BRIEF
    head: FormHead = FormHead()
    release: str = ""
    place: Span | None = field(default=None, compare=False)
    follows_place: Span | None = field(default=None, compare=False)

    @property
    def home(self) -> Span:
        """The place of what has none of its own."""
        return self.place or whole_file(self.id)

    @property
    def labels(self) -> Labels:
        """The words of its language, in which an edition that is no brief does not call itself one."""
        labels = labels_for(self.desk.language)
        return labels if self.kind == BRIEF else labels.without_brief

    @property
    def contents(self) -> ContentsRule:
        """When there are contents."""
        return self.desk.contents or self.kind.contents

    @property
    def references(self) -> ListedReferences:
        """What the annex lists."""
        return self.desk.references or self.kind.references

    @property
    def numbers_paragraphs(self) -> bool:
        """Whether each paragraph of the sections has a number."""
        own = self.desk.numbered_paragraphs
        return self.kind.numbered_paragraphs if own is None else own

    @property
    def is_draft(self) -> bool:
        """Whether somebody has yet to clear the brief without whom it must not go out."""
        return any(name not in self.issue.waived for name in self.uncleared)

    @property
    def uncleared(self) -> tuple[str, ...]:
        """Who must clear the brief and has not done so yet."""
        return tuple(clearance.by for clearance in self.clearances if clearance.date is None)

    @property
    def declared(self) -> tuple[str, ...]:
        """The ids of all facts and deadlines, in the order of the ledger."""
        return (*(fact.id for fact in self.facts), *(deadline.id for deadline in self.deadlines))

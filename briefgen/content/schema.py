"""The content files' schema: what may stand in each file, with the words that editors show for each key."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath
from typing import Annotated, Any

from briefgen import codes
from briefgen.charts import CHART_TYPES
from briefgen.content.entries import (
    Check,
    Items,
    JsonSchema,
    Limits,
    OneOf,
    SchemaEntry,
    Short,
    check_limits,
    fault,
    field,
    json_schema,
    keys_of,
    unexpected,
)
from briefgen.content.kinds import kind_names, kind_of, signature_roles
from briefgen.content.schema_types import (
    FACT_IDS,
    ID,
    ISO_SHAPE,
    LINE_ID,
    MONTH_AND_DAY,
    NO_BRACES,
    TICK_ID,
    CellId,
    CellName,
    Currency,
    Day,
    FactId,
    FactValue,
    Guid,
    Id,
    Issue,
    LineId,
    Markup,
    NameText,
    PeriodText,
    Person,
    Plain,
    Quote,
    RowNumber,
    Seal,
    Stated,
    Unit,
    WebAddress,
    text_like,
    value_fault,
)
from briefgen.content.tree import DATA
from briefgen.ledger.values import MOST_PLACES
from briefgen.model.chart import Arrangement, AxisScale, Direction, Side
from briefgen.model.document import PdfProfile
from briefgen.model.edition import (
    FiscalYear,
    SectionKind,
    SincePlace,
    SinceStyle,
    Thousands,
    WordCharts,
)
from briefgen.model.fact import ClockTime, Interval, Position, Quantity
from briefgen.model.fact_table import ANY
from briefgen.model.kind import BRIEF, DECIDES, ContentsRule, ListedReferences, PointUse
from briefgen.model.labels import DEFAULT_LANGUAGE, PLURALS
from briefgen.model.protection import Protection, SensitivityLabel
from briefgen.patterns import lazy_regex
from briefgen.theme import HOUSE

MAX_KEY_FIGURES = 4
SOURCE_HINT = "add `source: {id: ..., at: ...}`"
SOURCED: JsonSchema = {"source": {"not": {"type": "null"}}}


class Status(Enum):
    """What has become of a deadline."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"


class DocumentFormat(Enum):
    """What documents can be made of a brief."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TXT = "txt"
    EML = "eml"


class ListKind(Enum):
    """What can be listed below the contents."""

    FIGURES = "figures"
    TABLES = "tables"


class DigitSet(Enum):
    """Which digits figures and dates are printed in."""

    LATIN = "latin"
    OWN = "own"


class DateForm(Enum):
    """The form of dates for which a text asks none; each gives the whole date."""

    LONG = "long"
    SHORT = "short"
    WEEKDAY_LONG = "weekday_long"
    ISO = "iso"


class ShownPoints(Enum):
    """Which talking points a release has: those that may be used freely, or all of them with their labels."""

    FREELY = "freely"
    ALL = "all"


class CalledBy(Enum):
    """The calendar year by which a fiscal year of two is called."""

    START = "start"
    END = "end"


def _long(name: str, schema: JsonSchema) -> Short:
    """Lets a mapping with one important key be written as that key's value alone."""
    return Short(lambda value: {name: value} if isinstance(value, str) else value, schema)


_LINE_SCHEMA = text_like(LINE_ID)
_PLAIN_SCHEMA = {"type": "string", "pattern": NO_BRACES}
_TEXT_SCHEMA = {"type": "string", "pattern": r"\S"}
_ID_SCHEMA = text_like(ID)
_MONTH_AND_DAY_SCHEMA = {"type": "string", "pattern": f"^({MONTH_AND_DAY})$"}

Releases = Annotated[
    Sequence[Plain],
    Items(fewest=1),
    Short(lambda value: [value] if isinstance(value, str) else value, _ID_SCHEMA),
]


class MarkedEntry(SchemaEntry):
    """Anything that a release may leave out."""

    for_: Releases = field("The releases that have it: [minister]; all, if left out.", default=(), name="for")
    marking: Plain = field("Its own protective marking: releases of a lower one leave it out.", default="")


_SOURCE_AND_PLACE = lazy_regex(r"(?P<id>[a-z][a-z0-9_-]*)(?:[,;:] *| +(?=.*[0-9]))(?P<at>\S.*)")


def _citation(value: Any) -> Any:
    if isinstance(value, str) and (match := _SOURCE_AND_PLACE.fullmatch(value.strip())):
        at = match["at"] if re.fullmatch(r"[^\W_][^,:#{}\[\]]*", match["at"]) else f'"{match["at"]}"'
        raise fault(codes.BAD_ID, f'"{value}" is a source and a place in it', f"write {{id: {match['id']}, at: {at}}}")
    return value


class CitationEntry(SchemaEntry):
    """A source, and the place in it."""

    id: Id = field("The source's id in sources.yaml.")
    at: Plain = field("The place in the source: a page, a paragraph, a table.", default="")


Source = Annotated[CitationEntry, _long("id", _ID_SCHEMA), Check(_citation)]


class CountedIn(Enum):
    """What the figures of a data file count in; ones where they stand in full, whatever their heading seems to say."""

    ONES = "ones"
    THOUSAND = "thousand"
    LAKH = "lakh"
    MILLION = "million"
    CRORE = "crore"
    BILLION = "billion"
    TRILLION = "trillion"


class BindingEntry(SchemaEntry):
    """The cell of a source's data file that a fact is taken from."""

    sheet: CellName = field("The sheet, where more than one is shown.", default="")
    row: CellName = field("The name of the row, as the table's first column has it.", default="")
    column: CellName = field("The heading of the column; those of several rows joined.", default="")
    where: Mapping[str, CellName] = field("Values in other columns: {Year: 2024}.", default={})
    table: Plain = field("The name of an Excel table, instead of the sheet.", default="")
    name: Plain = field("A name that the workbook has for one cell.", default="")
    cell: Plain = field("The address of the cell: C7.", default="")
    pointer: str | None = field("Where the value stands in a JSON file: /totals/3/deaths.", default=None)
    header: Sequence[RowNumber] = field("The rows of headings, where they are not found: [3, 4].", default=())
    skip: Sequence[RowNumber] = field("Rows that are no data.", default=())
    key: Plain = field("The heading of the column with the names of rows, if not the first.", default="")
    hidden: bool = field("Whether hidden sheets, rows and columns count.", default=False)
    in_: CountedIn | None = field(
        "What its figure counts in: million, where the cell has 3.2 for 3,200,000.", default=None, name="in"
    )

    def check_whole(self) -> None:
        ways = [key for key in ("cell", "name", "pointer", "column") if getattr(self, key)]
        if self.pointer is not None and "pointer" not in ways:
            ways.append("pointer")
        if len(ways) != 1:
            message = f"the cell is named in {len(ways)} ways" if ways else "nothing says which cell is meant"
            hint = "write row and column, or one of cell, name and pointer"
            raise fault(codes.WRONG_VALUE, message, hint, ways[-1] if ways else "")
        idle = ("row", "where", "table", "key", "header", "skip") if ways != ["column"] else ()
        if key := next((key for key in idle if getattr(self, key)), ""):
            message = f"`{ways[0]}` says which cell is meant, and `{key}` would not be looked at"
            hint = f"delete `{key}`, or write row and column instead of `{ways[0]}`"
            raise fault(codes.WRONG_VALUE, message, hint, key)


class NumbersEntry(SchemaEntry):
    """How numbers and dates are printed."""

    thousands: Thousands = field(
        "How digits are grouped: as in the language, by a space, not.", default=Thousands.LANGUAGE
    )
    percent_space: bool = field("Whether a space stands before the percent sign.", default=False)
    percent_words: bool = field("Whether percentages are printed as 63 per cent.", default=False)
    currency: Currency = field("The currency that is printed with its bare sign: USD for $.", default="")
    digits: DigitSet = field("The digits of figures and dates: Latin, the language's own.", default=DigitSet.LATIN)
    lakh: bool = field("Whether short forms count in lakh and crore where a language can.", default=False)
    date: DateForm = field(
        "The form of dates that have no other: 28 February 2025, 28 Feb 2025, with weekday, 2025-02-28.",
        default=DateForm.LONG,
    )


class SinceEntry(SchemaEntry):
    """How the brief tells what has changed since the last one."""

    place: SincePlace = field("Before the sections, behind them, or nowhere.", default=SincePlace.FRONT)
    limit: Annotated[int, Limits(1)] = field(
        "How many changed figures are shown; the others are counted.", default=SinceStyle.limit
    )


class TermEntry(SchemaEntry):
    """A term to use, and those it replaces."""

    use: Plain = field("The term to use.", default="")
    avoid: Sequence[Plain] = field("The terms that it replaces: each use is a warning.", default=())
    forbid: Sequence[Plain] = field("The terms that the desk never writes: each use is an error.", default=())

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        return {"anyOf": [{"required": ["use"]}, {"required": ["forbid"]}]}

    def check_whole(self) -> None:
        if not self.use and not self.forbid:
            raise fault(codes.MISSING_KEY, "the entry says no term", 'add a line "use: ..." or "forbid: [...]"')


class AgreedEntry(SchemaEntry):
    """Language that was agreed, and must be used to the letter."""

    text: Plain = field("The words as agreed.")
    about: Sequence[Plain] = field("Words that call for it: an edition that has one must have it.", default=())


class ContactEntry(SchemaEntry):
    """Whom readers can ask, and where: printed below the title."""

    name: Plain = field("The person or the post.", default="")
    phone: Plain = field("The telephone number, as it is to be printed.", default="")
    email: Plain = field("The mail address.", default="")
    web: Plain = field("The address of the page.", default="")
    address: Plain = field("The postal address, with the room.", default="")

    def check_whole(self) -> None:
        if not any((self.phone, self.email, self.web, self.address)):
            message = "the contact does not say how to reach anybody"
            raise fault(
                codes.MISSING_KEY, message, 'add a line "phone: ...", "email: ...", "web: ..." or "address: ..."'
            )
        if self.email and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", self.email):
            raise fault(codes.WRONG_VALUE, f'"{self.email}" is no mail address', "write name@example.org", "email")


def _height(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise unexpected("a number")
    check_limits(value, 5, 60)
    return float(value)


class LogoEntry(SchemaEntry):
    """A logo or crest, on the first page and small in the heads of the others."""

    file: Plain = field("The PNG or JPEG, beside desk.yaml.")
    alt: Plain = field("What is read out for it: Arms of the Ministry.")
    height: Annotated[Any, Check(_height, {"type": "number", "minimum": 5, "maximum": 60})] = field(
        "Its height on the first page, in millimetres.", default=14
    )


class FiscalYearEntry(SchemaEntry):
    """What days a fiscal year covers."""

    starts: Annotated[Plain, Check(lambda value: value, _MONTH_AND_DAY_SCHEMA)] = field(
        "Its first day, as month and day: 07-01."
    )
    called_by: CalledBy = field("The calendar year by which FY2025 is called: where it ends.", default=CalledBy.END)

    def check_whole(self) -> None:
        if not re.fullmatch(MONTH_AND_DAY, self.starts):
            hint = "write month and day, such as 07-01 for 1 July"
            raise fault(codes.BAD_DATE, f'"{self.starts}" is no day of every year', hint, "starts")

    @property
    def model(self) -> FiscalYear:
        """As the desk has it."""
        month, day = map(int, self.starts.split("-"))
        return FiscalYear(month, day, self.called_by is CalledBy.START)


FiscalYearStart = Annotated[FiscalYearEntry, _long("starts", _MONTH_AND_DAY_SCHEMA)]


class UnitEntry(SchemaEntry):
    """How a unit is printed beside a number, and what sources call it."""

    one: Plain = field("The singular: death.")
    zero: Plain = field("Beside 0, in languages such as Arabic.", default="")
    two: Plain = field("Beside 2, in languages such as Arabic.", default="")
    few: Plain = field("Beside a few, as behind 2 to 4 in Russian.", default="")
    many: Plain = field("Beside many, as behind 5 in Russian or a million in French.", default="")
    other: Plain = field("Beside all else, where that is not the unit's name.", default="")
    also: Sequence[Plain] = field("Other words for it in sources: fatalities, killed.", default=())

    @property
    def forms(self) -> dict[str, str]:
        """The words by category of plural."""
        return {name: word for name in PLURALS if (word := getattr(self, name))}


Counted = Annotated[UnitEntry, _long("one", _TEXT_SCHEMA)]


class LabelEntry(SchemaEntry):
    """A sensitivity label of Microsoft Purview, as the tenant's administrators give it."""

    id: Guid = field("The label's id, a GUID.")
    name: Plain = field("The label's name within the tenant.")
    site: Guid = field("The tenant's id, a GUID.")

    @property
    def model(self) -> SensitivityLabel:
        """As the desk has it."""
        return SensitivityLabel(self.id.lower(), self.name, self.site.lower())


class MarkingEntry(SchemaEntry):
    """A protective marking, and the sensitivity label that documents under it bear."""

    name: Plain = field("The marking, as printed.")
    label: LabelEntry | None = field("The sensitivity label of its documents.", default=None)


Marking = Annotated[MarkingEntry, _long("name", _TEXT_SCHEMA)]


def _switch(value: Any) -> Any:
    """What stands for true and false where something is switched on or off."""
    return {"on": True, "off": False}.get(value, value) if isinstance(value, str) else value


OnOff = Annotated[bool, Short(_switch, {"enum": ["on", "off"]})]


class ReleaseEntry(SchemaEntry):
    """A brief for one audience, with less in it than the whole one."""

    marking: Plain = field("Its highest protective marking: what is marked above it is left out.", default="")
    audience: Sequence[Plain] = field("Whom it is for, as printed instead of the edition's audience.", default=())
    distribution: Plain = field("A distribution list of desk.yaml, instead of the edition's.", default="")
    leave_out: Sequence[Plain] = field(
        "What else it has not: keys of edition.yaml such as prepared_by; since; section:NAME, figure:ID.", default=()
    )
    talking_points: ShownPoints = field(
        "Which talking points it has: freely usable ones, or all.", default=ShownPoints.FREELY
    )
    contact: ContactEntry | None = field("Whom its readers can ask, instead of the desk's.", default=None)
    contents: ContentsRule | None = field("When it has contents.", default=None)
    references: ListedReferences | None = field("What its annex lists.", default=None)


def _releases() -> Any:
    return field("The releases of the brief, each for an audience: {press: {marking: Official}}.", default={})


class DeskFile(SchemaEntry):
    """The desk that issues the brief, and what all its editions share."""

    name: Plain = field("The desk's name, as printed above the title.")
    language: Plain = field("The language of the briefs, such as en-GB.", default=DEFAULT_LANGUAGE)
    page: Plain = field("The sheet: A4 or Letter.", default="A4")
    theme: Plain = field("The theme: house, large, dense, or one of assets/themes.", default=HOUSE)
    logo: LogoEntry | None = field("A logo or crest for the first page and the heads.", default=None)
    cover: bool = field("Whether title and details have a page of their own.", default=False)
    markings: Sequence[Marking] = field(
        "The protective markings that the desk uses, from the lowest up; {name: Official, label: ...}.", default=()
    )
    distribution: Mapping[str, Sequence[Plain]] = field("Distribution lists: a name, and who is on it.", default={})
    releases: Mapping[Id, ReleaseEntry] = _releases()
    terms: Sequence[TermEntry] = field("Terms to use and to avoid.", default=())
    numbers: NumbersEntry = field("How numbers and dates are printed.", default=NumbersEntry(), shows_default=False)
    units: Mapping[str, Counted] = field(
        "The singular of each unit (deaths: death), or {one: death, also: [fatalities]}.", default={}
    )
    contact: ContactEntry | None = field("Whom readers can ask, and where.", default=None)
    online: WebAddress = field(
        "Where readers find the HTML of an edition: https://briefs.example.org/{edition}.html.", default=""
    )
    hyphenation: bool | None = field(
        "Whether a line may end within a word; as is usual in the language where it does not say.", default=None
    )
    fiscal_year: FiscalYearStart | None = field(
        "When a fiscal year begins, so that FY2025/26 can be a value and a period.", default=None
    )
    names: Sequence[NameText] = field("Words that hold a number and are no figure: Resolution 47.", default=())
    acronyms: Mapping[str, Plain] = field("What each acronym stands for.", default={})
    understood: Sequence[Plain] = field("Acronyms that need not be spelt out.", default=())
    agreed: Sequence[AgreedEntry] = field("Agreed language, to be used to the letter.", default=())
    sign_off_required: bool = field(
        "Whether every figure must be ticked by somebody who did not enter it.", default=False
    )
    embed_sources: bool = field(
        "Whether the PDF carries the content files, the ledger and the charts' data.", default=False
    )
    pdf: PdfProfile = field("What the PDF conforms to: ua-1+a-2a or ua-2+a-4f.", default=PdfProfile.UA_1_A_2A)
    data_tables: bool = field(
        "Whether a table of its data stands behind each chart that does not say otherwise.", default=False
    )
    strict_publishing: bool = field(
        "Whether warnings keep an edition from being published, as errors do.", default=False
    )
    formats: Sequence[DocumentFormat] = field(
        "Which documents are made: pdf, docx, html, txt, eml; pdf and docx where it does not say.", default=()
    )
    contents: ContentsRule | None = field(
        "When there are contents: from four pages on (auto), always, or never; by kind, if left out.", default=None
    )
    lists: Sequence[ListKind] = field("What is listed below the contents, with its page: figures, tables.", default=())
    stale_after: Annotated[int, Limits(0)] = field(
        "So many days after its time a fact that has no stale_after of its own must be checked again.", default=0
    )
    references: ListedReferences | None = field(
        "What the annex lists: full, derived, sources alone, or none; by kind, if left out.", default=None
    )
    numbered_paragraphs: bool | None = field(
        "Whether paragraphs of the sections are numbered through the whole brief; by kind, if left out.", default=None
    )
    track_changes: OnOff = field("Whether Word tracks what a reviewer changes from the start.", default=True)
    protection: Protection = field(
        "What Word lets a reviewer change: everything, comments, text that it tracks, or nothing.",
        default=Protection.NONE,
    )
    word_charts: WordCharts = field(
        "Charts of the Word document: native, which Word draws and can edit, or picture.", default=WordCharts.NATIVE
    )
    since: SinceEntry = field("Where and how what has changed since the last brief is told.", default=SinceEntry())

    @classmethod
    def file_with(cls, key: str) -> str:
        return "edition.yaml" if key in keys_of(EditionFile) else ""


def _check_signs(decimal: str, thousands: str) -> None:
    """Refuse signs of numbers by which one number could be read as another."""
    if decimal not in ("", ".", ","):
        raise fault(
            codes.WRONG_VALUE, f'"{decimal}" is no decimal sign', 'write decimal: "." or decimal: ","', "decimal"
        )
    if thousands not in ("", ".", ",", " ", "'", "’"):
        hint = "write one of . , ' or a space, in quotes"
        raise fault(codes.WRONG_VALUE, f'"{thousands}" divides no thousands', hint, "thousands")
    if thousands and thousands == (decimal or "."):
        hint = f'declare decimal: "{"," if thousands == "." else "."}" with it'
        raise fault(codes.WRONG_VALUE, f'thousands and decimals would both have "{thousands}"', hint, "thousands")


class SourceEntry(MarkedEntry):
    """Where facts come from; one without a date says why."""

    kind: Plain = field("What it is: report, statement, letter, dataset.")
    title: Plain = field("Its title.")
    publisher: Plain = field("Who published it.", default="")
    date: Day = field("The day of publication.", default=None)
    undated: Plain = field("Why there is no date, in words.", default="")
    url: Plain = field("Its address, if it is public.", default="")
    location: Plain = field("Where it is kept: a file, a registry number.", default="")
    reliability: Plain = field("How far it can be relied on.", default="")
    via: Id = field("The id of the source in which this one was read.", default="")
    via_at: Plain = field("Where in that source it is reported: ¶ 7 to 9.", default="")
    covers: PeriodText = field("The time on which it reports: no fact from it lies outside.", default=None)
    file: Plain = field("Its data file, below content/: data/2031-05.xlsx.", default="")
    encoding: Plain = field("The encoding of a CSV file that is not UTF-8: windows-1252.", default="")
    delimiter: str = field('What divides the fields of a CSV file: ";" or "\\t".', default="")
    decimal: str = field("The decimal sign of numbers that are text.", default="")
    thousands: str = field("What stands between the thousands of numbers that are text.", default="")
    dates: Plain = field("The form of dates that are text: D.M.YYYY, MM/DD/YYYY.", default="")
    missing: Mapping[str, Plain] = field('What marks of missing values mean: {"-": nil}.', default={})
    notes: Plain = field("A file of notes on the rows of its data file: data/footnotes.csv.", default="")
    stored: bool = field("Whether numbers count as stored where cells show something else.", default=False)
    attach: bool = field("Whether a PDF that carries its sources may carry the data file.", default=False)
    otherwise: Id = field("The id of the source that releases which leave this one out cite in its place.", default="")

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        return {"oneOf": [{"required": ["date"]}, {"required": ["undated"]}]}

    def check_whole(self) -> None:
        dated, undated = "date" in self.given, "undated" in self.given
        if dated and undated:
            raise fault(codes.WRONG_VALUE, "the source has both `date` and `undated`", "keep one of them", "undated")
        if not dated and not undated:
            hint = 'add a line "date: 2025-02-28", or "undated: ..." with the reason in words'
            raise fault(codes.MISSING_KEY, "the source has no date", hint)
        if self.file and not self.file.startswith(f"{DATA}/"):
            hint = f"move it to content/{DATA}/, and write file: {DATA}/{PurePosixPath(self.file).name}"
            raise fault(codes.WRONG_VALUE, "a data file stands below content/data/", hint, "file")
        if self.notes and not self.notes.startswith(f"{DATA}/"):
            hint = f"move it to content/{DATA}/, and write notes: {DATA}/{PurePosixPath(self.notes).name}"
            raise fault(codes.WRONG_VALUE, "a file of notes stands below content/data/", hint, "notes")
        if self.via_at and not self.via:
            raise fault(codes.MISSING_KEY, "`via_at` is a place in another source", "say which: via: ...", "via_at")
        _check_signs(self.decimal, self.thousands)


class FactEntry(MarkedEntry):
    """A figure, date or name: given, with a value and a source, or derived, with a formula."""

    label: Markup = field("What it is, as the references annex and the charts print it.")
    value: FactValue = field(
        "A number, range (10 to 15), limit (more than 90), date (2025-02-28), month (2021-08) or name.", default=None
    )
    formula: Plain = field("How it follows from other facts: + - * / and share, change, sum, per_day.", default="")
    short: Plain = field("The short form of a name.", default="")
    unit: Unit = field('A plural noun (deaths), "%", or a currency code (USD).', default="")
    round: Annotated[int, Limits(0, MOST_PLACES)] | None = field("Decimal places of a derived result.", default=None)
    stated: Stated = field(
        "What the source itself states for a derived fact, with its digits: 63, 63.0 or 1.2 million.", default=None
    )
    period: PeriodText = field("The time that a figure covers: 2024, 2024-11, 2024-Q1, or two with a /.", default=None)
    as_of: Day = field("The day for which it holds.", default=None)
    source: Source | None = field("Where it comes from: {id: report, at: page 3}.", default=None)
    approx: bool = field("Whether it is approximate.", default=False)
    caveat: Markup = field("What a reader must know to use it.", default="")
    stale_after: Day = field("The day after which it must be checked again.", default=None)
    from_: BindingEntry | None = field(
        "The cell of the source's data file: {row: North, column: Killed}.", default=None, name="from"
    )
    quote: Quote = field("The source's own words, with the value; … leaves words out.", default="")
    parts: Sequence[FactId] = field("Facts that must add up to this one.", default=())
    forecast: bool = field("Whether it is a forecast, whose time need not be over.", default=False)
    signed: bool = field("Whether a count may be negative, as a change is.", default=False)
    author: Person = field("Who entered it, where that is not the edition's author.", default="")

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        return {
            "oneOf": [
                {
                    "required": ["value", "source"],
                    "properties": SOURCED,
                    "not": {"required": ["formula"]},
                },
                {"required": ["formula"], "not": {"required": ["value"]}},
            ],
            "dependentSchemas": {
                "short": {
                    "required": ["value"],
                    "properties": {"value": {"type": "string", "not": {"pattern": f"^{ISO_SHAPE.pattern}$"}}},
                },
                "stated": {"required": ["formula", "source"], "properties": SOURCED},
                "quote": {"required": ["source"], "properties": SOURCED},
            },
        }

    def check_whole(self) -> None:
        self._given_or_derived()
        self._fitting_keys()

    def _given_or_derived(self) -> None:
        given, derived = "value" in self.given, "formula" in self.given
        if given and derived:
            hint = "keep one of them; what the source states goes into `stated`"
            raise fault(codes.VALUE_OR_FORMULA, "the fact has both a value and a formula", hint, "formula")
        if not given and not derived:
            message, hint = "the fact has neither a value nor a formula", 'add a line "value: ..." or "formula: ..."'
            if self.from_ is not None:
                hint = 'add a line "value: 0"; `briefgen take --write` then puts in what the cell says'
            raise fault(codes.VALUE_OR_FORMULA, message, hint)
        if given and self.source is None:
            key = "source" if "source" in self.given else ""
            raise fault(codes.UNSOURCED, "the fact has no source", SOURCE_HINT, key)

    def _fitting_keys(self) -> None:
        if isinstance(self.value, str) and (misread := value_fault(self.value, self.unit)):
            raise misread
        if self.short and not isinstance(self.value, str):
            raise fault(codes.WRONG_VALUE, "only a name has a short form", "delete the key `short`", "short")
        if self.from_ is not None and self.formula:
            raise fault(codes.WRONG_VALUE, "a derived fact comes from no cell", "delete the key `from`", "from")
        if isinstance(self.value, Interval):
            self._check_interval()
        if isinstance(self.value, Quantity | ClockTime | Position) and (self.unit or self.from_ is not None):
            key = "unit" if self.unit else "from"
            message = "this value needs no unit, and stands in no single cell"
            raise fault(codes.WRONG_VALUE, message, f"delete the key `{key}`", key)
        if self.parts and not isinstance(self.value, Decimal | Interval) and not self.formula:
            raise fault(codes.WRONG_VALUE, "only a figure has parts", "delete the key `parts`", "parts")
        if self.source is None and (self.quote or self.stated is not None):
            message = "what the source says, in `quote` or `stated`, has no source"
            key = next(key for key in ("source", "quote", "stated") if key in self.given)
            raise fault(codes.UNSOURCED, message, SOURCE_HINT, key)
        if self.value is not None and self.stated is not None:
            message = "only a derived fact has a stated result"
            raise fault(codes.WRONG_VALUE, message, "delete the key `stated`", "stated")

    def _check_interval(self) -> None:
        """Refuse what a range cannot have: it says itself how exact it is, and no cell holds one."""
        if self.approx:
            message = "a range or limit says itself how exact it is"
            raise fault(codes.WRONG_VALUE, message, "delete the key `approx`", "approx")
        if self.from_ is not None:
            message = "a range or limit comes from no single cell"
            raise fault(
                codes.WRONG_VALUE, message, "bind a fact to the cell of each end, or delete the key `from`", "from"
            )


class DeadlineEntry(MarkedEntry):
    """Who must do what by when; its date is also a fact, under the deadline's id."""

    by: Day = field("The last day: 2025-02-28.")
    label: Plain = field("What the deadline is called in charts and the references.", default="")
    who: Markup = field("Who must act.")
    what: Markup = field("What they must do.")
    where: Markup = field("Where.", default="")
    document: Markup = field("With which document.", default="")
    decision: Markup = field("On whose decision.", default="")
    source: Source | None = field("Where it comes from: {id: report, at: page 3}.", default=None)
    quote: Quote = field("The source's own words, with the date; … leaves words out.", default="")
    status: Status = field("open, met, missed, extended or withdrawn.", default=Status.OPEN)

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        return {"allOf": [{"required": ["source"], "properties": SOURCED}]}

    def check_whole(self) -> None:
        if self.source is None:
            key = "source" if "source" in self.given else ""
            raise fault(codes.UNSOURCED, "the deadline has no source", SOURCE_HINT, key)


class FactItemEntry(MarkedEntry):
    """A fact in a chart, with a label of its own."""

    fact: FactId = field("The fact's id; toll.*.deaths takes a whole column of a table.")
    label: Markup = field("Its label, where the fact's own is too long.", default="")


FactItem = Annotated[FactItemEntry, _long("fact", text_like(FACT_IDS))]


class SeriesEntry(MarkedEntry):
    """A series of a chart: one fact for each category."""

    name: Markup = field("The series' name.")
    facts: Sequence[FactItem | None] = field("A fact for each category; null where there is none.")


class CategoryEntry(MarkedEntry):
    """A category of a chart of several series."""

    name: Markup = field("Its name.")


Category = Annotated[CategoryEntry, _long("name", _TEXT_SCHEMA)]


ChartKind = Annotated[
    str, OneOf("ChartKind", "The kinds of chart, as figures.yaml names them.", lambda: [*CHART_TYPES])
]


def _with_a_whole() -> list[str]:
    return [kind.name for kind in CHART_TYPES.values() if kind.whole]


class FigureEntry(MarkedEntry):
    """A chart over facts."""

    kind: ChartKind = field(f"{', '.join([*CHART_TYPES][:-1])} or {[*CHART_TYPES][-1]}.")
    facts: Annotated[Sequence[FactItem], Items(fewest=1)] = field("The facts of a chart of one series.", default=())
    series: Annotated[Sequence[SeriesEntry], Items(fewest=1)] = field("The series of a chart of several.", default=())
    categories: Annotated[Sequence[Category], Items(fewest=1)] = field(
        "The categories, where there are several series; those of a table, if left out.", default=()
    )
    of: Markup = field("What a share is a share of.", default="")
    direction: Direction = field("Which way bars run.", default=Direction.HORIZONTAL)
    arrangement: Arrangement = field(
        "How several bars stand: grouped, stacked, or as parts of 100 %.", default=Arrangement.GROUPED
    )
    starts: Side | None = field(
        "The side from which bars, lines and times run: where lines of the language begin, if left out.", default=None
    )
    scale: AxisScale | None = field(
        "zero: from zero; cut: not from zero; log: logarithmic. The caption says the latter two.", default=None
    )
    title: Markup = field("The finding, in a sentence.")
    caption: Markup = field("What the chart shows, of when.")
    alt: Markup = field("What to read out to those who cannot see it.", default="")
    notes: Markup = field("A note below the caption.", default="")
    data_table: bool | None = field(
        "Whether a table of the data stands behind the chart; the desk's choice, if left out.", default=None
    )

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        """Facts or series with their categories, and the whole of the kinds that have one."""
        kinds = _with_a_whole()
        return {
            "oneOf": [
                {"required": ["facts"], "not": {"anyOf": [{"required": ["series"]}, {"required": ["categories"]}]}},
                {"required": ["series"], "not": {"required": ["facts"]}},
            ],
            "if": {"properties": {"kind": {"const": kinds[0]} if len(kinds) == 1 else {"enum": kinds}}},
            "then": {"required": ["of"]},
            "else": {"not": {"required": ["of"]}},
        }

    def check_whole(self) -> None:
        self._facts_or_series()
        self._fitting_keys()

    def _facts_or_series(self) -> None:
        if bool(self.facts) == bool(self.series):
            message = "the chart has both `facts` and `series`" if self.facts else "the chart has no facts"
            raise fault(codes.WRONG_VALUE, message, "give `facts`, or `series` with `categories`")
        if self.facts and self.categories:
            hint = "give the labels with the facts: {fact: ..., label: ...}"
            message = "`categories` belong to a chart of several series"
            raise fault(codes.WRONG_VALUE, message, hint, "categories")
        for series in self.series:
            is_open = any(item and ANY in item.fact for item in series.facts)  # which the table makes longer
            if not is_open and len(series.facts) != len(self.categories):
                message = f"a series has {len(series.facts)} facts for {len(self.categories)} categories"
                raise fault(codes.WRONG_VALUE, message, "give one fact for each category, null where there is none")

    def _fitting_keys(self) -> None:
        missing = CHART_TYPES[self.kind].whole
        if missing and not self.of:
            raise fault(codes.MISSING_KEY, missing, 'add a line "of: ..."')
        if self.of and not missing:
            message = f"`of` belongs to a {' or '.join(_with_a_whole())}, not to {self.kind}"
            raise fault(codes.WRONG_VALUE, message, "delete it", "of")
        if self.scale and not CHART_TYPES[self.kind].has_scale:
            message = f"{self.kind} show lengths or dates, which always start at zero or run evenly"
            raise fault(codes.WRONG_VALUE, message, "delete `scale`, or take a dot or line chart", "scale")


class CellKind(Enum):
    """What the cells of a column are."""

    FIGURE = "figure"
    TEXT = "text"
    DATE = "date"


class MissingEntry(SchemaEntry):
    """What a mark stands for, and how it is printed."""

    means: Plain = field("Why there is no figure: not available, does not apply, suppressed, nil.")
    print: str | None = field("How it is printed; as it stands, if left out.", default=None)


class RowEntry(MarkedEntry):
    """A row of a table, where its own name does not do."""

    id: LineId = field("Its id in {{ table.row.column }}; made of its name, if left out.", default="")
    name: Plain = field("Its name as printed.", default="")


class ColumnEntry(RowEntry):
    """A column of a table: what its figures are."""

    as_: CellKind = field("figure, text or date.", default=CellKind.FIGURE, name="as")
    unit: Unit | None = field("The unit of its figures, if not the table's.", default=None)
    period: PeriodText = field("The time that its figures cover.", default=None)
    as_of: Day = field("The day for which they hold.", default=None)
    approx: bool | None = field("Whether they are approximate.", default=None)
    caveat: Plain = field("What a reader must know to use them.", default="")
    adds: bool = field("Whether its rows add up to the total row: rates and ages do not.", default=True)


class CellEntry(MarkedEntry):
    """What holds for one row or cell of a table alone."""

    unit: Unit | None = field("The unit of its figures.", default=None)
    period: PeriodText = field("The time that its figures cover.", default=None)
    as_of: Day = field("The day for which they hold.", default=None)
    approx: bool | None = field("Whether they are approximate.", default=None)
    caveat: Plain = field("What a reader must know to use them.", default="")
    at: Plain = field("The place in the source, where it is not the row and column.", default="")
    quote: Quote = field("The source's own words, with the figures; … leaves words out.", default="")
    formula: Plain = field("How a blank cell follows from others of the table.", default="")

    def check_whole(self) -> None:
        if self.formula and (key := next((key for key in ("quote", "at") if getattr(self, key)), "")):
            message = "a cell with a formula follows from others, and its source does not give it"
            raise fault(codes.WRONG_VALUE, message, f"delete the key `{key}`", key)


class TableBindingEntry(SchemaEntry):
    """Where a table stands in the data file of its source."""

    sheet: CellName = field("The sheet, where more than one is shown.", default="")
    table: Plain = field("The name of an Excel table, instead of the sheet.", default="")
    header: Sequence[RowNumber] = field("The rows of headings, where they are not found: [3, 4].", default=())
    skip: Sequence[RowNumber] = field("Rows that are no data.", default=())
    key: Plain = field("The heading of the column with the names of rows, if not the first.", default="")
    hidden: bool = field("Whether hidden sheets, rows and columns count.", default=False)


Lines = Annotated[
    Mapping[str, Sequence[CellName]],
    Short(
        lambda value: {name: [] for name in value} if _is_names(value) else value,
        {"type": "array", "items": {"type": "string"}},
    ),
]


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


class TotalEntry(SchemaEntry):
    """The rows and columns of a table that add up others; a row named Total is one without being said."""

    rows: Lines = field(
        "Names of rows: [All], or with those they add up: {All: [A, B]}; … stands for others.", default={}
    )
    columns: Lines = field("Headings of columns: [Both sexes], or with their parts.", default={})


class TableEntry(MarkedEntry):
    """A table of figures, tables/ID.csv, each cell of which is a fact: {{ ID.row.column }}."""

    source: Source = field("Where it comes from: {id: report, at: table 2}.")
    caption: Markup = field("What it shows, of when: printed above it.", default="")
    label: Plain = field("What a cell is called: {column} and {row} stand in it.", default="{column}, {row}")
    unit: Unit = field("The unit of its figures; a column can have its own.", default="")
    period: PeriodText = field("The time that its figures cover.", default=None)
    as_of: Day = field("The day for which they hold.", default=None)
    approx: bool = field("Whether they are approximate.", default=False)
    caveat: Plain = field("What a reader must know to use them.", default="")
    stale_after: Day = field("The day after which it must be checked again.", default=None)
    forecast: bool = field("Whether they are forecasts.", default=False)
    signed: bool = field("Whether counts may be negative, as changes are.", default=False)
    author: Person = field("Who entered it, where that is not the edition's author.", default="")
    notes: Markup = field("A note below it.", default="")
    from_: TableBindingEntry | None = field(
        "Where it stands in the source's data file: {sheet: Provinces}.", default=None, name="from"
    )
    header: Sequence[RowNumber] = field("The lines of headings of the CSV, if not found: [1, 2].", default=())
    skip: Sequence[RowNumber] = field("Lines of the CSV that are no data.", default=())
    key: Plain = field("The heading of the column with the names of rows, if not the first.", default="")
    encoding: Plain = field("The encoding of a CSV that is not UTF-8: windows-1252.", default="")
    delimiter: str = field('What divides its fields, if not a comma: ";" or "\\t".', default="")
    decimal: str = field("The decimal sign of its numbers.", default="")
    thousands: str = field("What stands between the thousands of its numbers.", default="")
    dates: Plain = field("The form of its dates: D.M.YYYY, MM/DD/YYYY.", default="")
    rows: Mapping[str, Annotated[RowEntry, _long("id", _LINE_SCHEMA)]] = field(
        "Ids or names of rows, by the names that the CSV has: {Khyber Pakhtunkhwa: kp}.", default={}
    )
    columns: Mapping[str, Annotated[ColumnEntry, _long("id", _LINE_SCHEMA)]] = field(
        "What columns are, by their headings: {Deaths 2024: {id: deaths, unit: deaths}}.", default={}
    )
    without: Sequence[CellName] = field("Names of rows and columns that are left out.", default=())
    cells: Mapping[CellId, Annotated[CellEntry, _long("quote", _PLAIN_SCHEMA)]] = field(
        "What one row or cell has of its own, by ROW or ROW.COLUMN: its unit, its quote.", default={}
    )
    total: TotalEntry = field("Rows and columns that add up others.", default=TotalEntry())
    missing: Mapping[str, Annotated[MissingEntry, _long("means", _PLAIN_SCHEMA)]] = field(
        'What marks of missing values mean: {"-": nil}; "" is a blank cell, "0" a nil.', default={}
    )

    def check_whole(self) -> None:
        _check_signs(self.decimal, self.thousands)


class KeyFigureEntry(MarkedEntry):
    """A tile of page 1."""

    fact: FactId = field("The fact's id.")
    format: Plain = field("How it is printed: signed, unit, words; several with a | between.", default="")
    caption: Markup = field("What it is, in a few words.")


class ClearanceEntry(SchemaEntry):
    """Who must clear the brief, and when they did."""

    by: Plain = field("Who clears the brief.")
    date: Day = field("The day on which they did; leave it out while it is open.", default=None)


SignatureRole = Annotated[
    str, OneOf("SignatureRole", "As what somebody signs, as the files of kinds name it.", signature_roles)
]


class SignatureEntry(SchemaEntry):
    """Who signs below the recommendations of a submission."""

    as_: SignatureRole = field("As what: author, approver, or decision for who decides.", name="as")
    name: Plain = field("The name.", default="")
    office: Plain = field("The office; that of `to`, where whoever decides has neither name nor office.", default="")

    def check_whole(self) -> None:
        if self.as_ != DECIDES and not (self.name or self.office):
            raise fault(codes.MISSING_KEY, "nothing says who signs", 'add a line "name: ..." or "office: ..."')


EditionKindName = Annotated[
    str, OneOf("EditionKindName", "The kinds of edition, as edition.yaml names them.", kind_names)
]


class EditionFile(SchemaEntry):
    """One dated brief."""

    kind: EditionKindName = field(
        "What it is: a brief, if left out, or a submission, talking points and so on.", default=BRIEF.name
    )

    title: Markup = field("The brief's title.")
    subtitle: Markup = field("What it is about, in a line.", default="")
    short_title: Markup = field(
        "The title in the heads of pages; as many words of the title as fit, if left out.", default=""
    )
    number: Issue = field("The brief's number in its series.", default="")
    date: Day = field("The edition's date, the same as in the folder's name.")
    period: PeriodText = field("The time that the brief covers: 2025-02, or two days with a / between.", default=None)
    marking: Plain = field("The protective marking: one of desk.yaml's.", default="")
    to: Plain = field("Who is asked to decide.", default="")
    from_: Plain = field("Who asks, or who wrote it.", default="", name="from")
    decision_by: Day = field("The last day on which the decision is of use: 2025-03-07.", default=None)
    next_report: Day = field("The day of the next report.", default=None)
    signatures: Sequence[SignatureEntry] = field("Who signs below the recommendations of a submission.", default=())
    audience: Sequence[Plain] = field("Whom the brief is written for.", default=())
    distribution: Plain = field("A distribution list of desk.yaml.", default="")
    releases: Mapping[Id, ReleaseEntry] = _releases()
    release: Plain = field("The release that this is, as briefgen writes it into the content of a release.", default="")
    prepared_by: Plain = field("Who prepared it.", default="")
    author: Person = field("Who entered the figures, where a fact does not say; prepared_by, if left out.", default="")
    clearances: Sequence[ClearanceEntry] = field("Who must clear it, and when they did.", default=())
    follows: Plain = field("The folder of the edition before this one.", default="")
    contact: ContactEntry | None = field("Whom readers can ask, where it is not the desk's.", default=None)
    names: Sequence[NameText] = field("Words that hold a number and are no figure: Resolution 47.", default=())
    translates: Plain = field(
        "The edition of which this is a translation: facts, figures and tables are that one's.", default=""
    )
    side_by_side: bool = field(
        "Whether a document with original and translation side by side is made as well.", default=False
    )
    translated_by: Plain = field("By whom, and on whose authority, it was translated.", default="")
    language: Plain = field("The language, where it is not the desk's.", default="")
    page: Plain = field("The sheet, where it is not the desk's.", default="")
    theme: Plain = field("The theme, where it is not the desk's.", default="")
    cover: bool | None = field("Whether there is a cover, where it is not as the desk has it.", default=None)
    pdf: PdfProfile | None = field("What the PDF conforms to, where it is not the desk's.", default=None)
    contents: ContentsRule | None = field("When there are contents, where it is not as the desk has it.", default=None)
    references: ListedReferences | None = field(
        "What the annex lists, where it is not what the desk's lists.", default=None
    )
    word_charts: WordCharts | None = field(
        "Charts of the Word document, where they are not as the desk's.", default=None
    )
    numbered_paragraphs: bool | None = field(
        "Whether paragraphs are numbered, where it is not as the desk has it.", default=None
    )
    track_changes: OnOff | None = field("Whether Word tracks changes, where it is not as desk.yaml says.", default=None)
    protection: Protection | None = field(
        "What Word lets a reviewer change, where it is not as desk.yaml says.", default=None
    )
    bottom_line: Markup = field(
        "The conclusion, in a paragraph or a short list; some kinds can do without.", default=""
    )
    key_figures: Annotated[Sequence[KeyFigureEntry], Items(most=MAX_KEY_FIGURES)] = field(
        "Up to four tiles of page 1.", default=()
    )

    @classmethod
    def file_with(cls, key: str) -> str:
        return "desk.yaml" if key in keys_of(DeskFile) else ""

    @classmethod
    def schema_rules(cls) -> JsonSchema:
        """The keys that the header of each kind must have; an edition that names none is a brief."""
        named = {name: {"properties": {"kind": {"const": name}}, "required": ["kind"]} for name in kind_names()}
        named[BRIEF.name] = {"properties": {"kind": {"const": BRIEF.name}}, "not": {"required": ["translates"]}}
        conditions = named.items()
        return {
            "allOf": [{"if": each, "then": {"required": list(kind_of(name).required)}} for name, each in conditions]
        }


class DeskLabels(SchemaEntry):
    """The words of desk.yaml in the language of a translation."""

    name: Plain = field("What the desk is called.", default="")
    markings: Mapping[str, Plain] = field("Each protective marking: {Official: Officiel}.", default={})
    distribution: Mapping[str, Plain] = field("Each name on the distribution lists.", default={})
    units: Mapping[str, Counted] = field("The forms of each unit: {deaths: {one: décès, other: décès}}.", default={})
    acronyms: Mapping[str, Plain] = field("The words of each acronym that the translation uses.", default={})
    agreed: Sequence[AgreedEntry] = field("Language that is agreed in this language.", default=())


class FactLabels(SchemaEntry):
    """The words of a fact."""

    name: Plain = field("What it prints, where that is a name.", default="")
    short: Plain = field("The short form of that name.", default="")
    label: Markup = field("What it is.", default="")
    caveat: Markup = field("What a reader must know to use it.", default="")


class DeadlineLabels(SchemaEntry):
    """The words of a deadline."""

    label: Plain = field("What it is called in charts and the references.", default="")
    who: Markup = field("Who must act.", default="")
    what: Markup = field("What they must do.", default="")
    where: Markup = field("Where.", default="")
    document: Markup = field("With which document.", default="")
    decision: Markup = field("On whose decision.", default="")


class FigureLabels(SchemaEntry):
    """The words of a chart."""

    title: Markup = field("The finding, in a sentence.", default="")
    caption: Markup = field("What the chart shows, of when.", default="")
    alt: Markup = field("What to read out to those who cannot see it.", default="")
    notes: Markup = field("A note below the caption.", default="")
    of: Markup = field("What a share is a share of.", default="")
    labels: Mapping[str, Markup] = field("The labels of its facts, by their ids.", default={})
    categories: Sequence[Markup] = field("Its categories, in their order.", default=())
    series: Sequence[Markup] = field("The names of its series, in their order.", default=())


class TableLabels(SchemaEntry):
    """The words of a table of figures."""

    caption: Markup = field("What it shows, of when.", default="")
    notes: Markup = field("A note below it.", default="")
    caveat: Plain = field("What a reader must know to use its figures.", default="")
    label: Plain = field("What a cell is called: {column} and {row} stand in it.", default="")
    heading: Plain = field("The heading above the names of rows.", default="")
    rows: Mapping[str, Plain] = field("The name of each row, by its id.", default={})
    columns: Mapping[str, Plain] = field("The heading of each column, by its id.", default={})


class SourceLabels(SchemaEntry):
    """The words of a source; what is left out stays as it is, since a title is cited in its own language."""

    kind: Plain = field("What it is.", default="")
    title: Plain = field("Its title.", default="")
    publisher: Plain = field("Who published it.", default="")
    undated: Plain = field("Why it has no date.", default="")
    location: Plain = field("Where it can be seen.", default="")
    reliability: Plain = field("How far it can be relied on.", default="")


class LabelsFile(SchemaEntry):
    """The words of an original's ledger, figures and tables in the language of a translation, by their ids."""

    desk: DeskLabels = field("The words of desk.yaml.", default=DeskLabels())
    facts: Mapping[str, FactLabels] = field("The words of facts.", default={})
    deadlines: Mapping[str, DeadlineLabels] = field("The words of deadlines.", default={})
    figures: Mapping[str, FigureLabels] = field("The words of charts.", default={})
    tables: Mapping[str, TableLabels] = field("The words of tables of figures.", default={})
    sources: Mapping[str, SourceLabels] = field("The words of sources.", default={})


class ConfirmedEntry(SchemaEntry):
    """A text of the original from which somebody has translated; `briefgen translate --confirm` writes it."""

    digest: Plain = field("What tells whether the text has changed since.")
    words: str = field("How it begins.", default="")
    order: Sequence[str] = field("What the translation prints of it, if in another order.", default=())


class TranslatedPart(SchemaEntry):
    """The texts of a part of the original from which somebody has translated."""

    texts: Sequence[ConfirmedEntry] = field("Each of its texts, in their order.", default=())


class SignOffEntry(SchemaEntry):
    """That somebody has ticked a fact against its source; `briefgen facts ID --sign-off --by NAME` writes it."""

    by: Person = field("Who ticked it, who is not who entered it, or who confirmed it.")
    on: Day = field("The day on which they did: 2025-02-28.")
    seal: Seal = field("What tells whether the fact has changed since.")


class SectionFrontMatter(MarkedEntry):
    """What stands between the two lines of --- at the top of a section."""

    title: Markup = field("The section's title; that of its part of the edition's kind, if left out.", default="")
    kind: SectionKind = field("section, or annex behind all sections.", default=SectionKind.SECTION)
    use: PointUse | None = field("What its points may be used for: freely, if raised, not to be used.", default=None)


DIALECT = "https://json-schema.org/draft/2020-12/schema"

_FILES: dict[str, tuple[type[SchemaEntry], str]] = {
    "desk": (DeskFile, "desk.yaml"),
    "edition": (EditionFile, "edition.yaml"),
    "labels": (LabelsFile, "labels.yaml"),
    "section": (SectionFrontMatter, "front matter of a section"),
}
_COLLECTIONS: dict[str, tuple[type[SchemaEntry], str]] = {
    "sources": (SourceEntry, "sources.yaml"),
    "facts": (FactEntry, "facts.yaml"),
    "deadlines": (DeadlineEntry, "deadlines.yaml"),
    "figures": (FigureEntry, "figures.yaml"),
    "tables": (TableEntry, "tables.yaml"),
    "signoffs": (SignOffEntry, "signoffs.yaml"),
    "confirmations": (SignOffEntry, "confirmations.yaml"),
    "translated": (TranslatedPart, "translated.yaml"),
}

FILE_KINDS = (
    "desk",
    "sources",
    "edition",
    "facts",
    "deadlines",
    "figures",
    "tables",
    "signoffs",
    "confirmations",
    "labels",
    "translated",
    "section",
)


def make_schema(kind: str) -> JsonSchema:
    """The JSON Schema of a kind of file; raises KeyError for a kind that there is not."""
    definitions: dict[str, JsonSchema] = {}
    if kind in _FILES:
        model, title = _FILES[kind]
        schema = json_schema(model, definitions)
        return {"$schema": DIALECT, **schema, "title": title, "$defs": definitions}
    model, title = _COLLECTIONS[kind]
    entry = json_schema(model, definitions)
    return {
        "$schema": DIALECT,
        "title": title,
        "description": f"A mapping of ids to entries. {entry['description']}",
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{(TICK_ID if model is SignOffEntry else ID).pattern}$"},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": {**definitions, model.__name__: entry},
    }


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind of file as text, the same every time."""
    return json.dumps(make_schema(kind), indent=2, ensure_ascii=False, sort_keys=True) + "\n"

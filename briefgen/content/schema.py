"""The content files' schema: what may stand in each file, with the words that editors show for each key."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from briefgen import codes
from briefgen.charts import CHART_TYPES
from briefgen.content.kinds import kind_names, kind_of
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
    value_fault,
)
from briefgen.content.tree import DATA
from briefgen.content.validate import fault, keys_of
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
from briefgen.model.kind import BRIEF, ContentsRule, ListedReferences, PointUse
from briefgen.model.labels import DEFAULT_LANGUAGE, PLURALS
from briefgen.model.protection import Protection, SensitivityLabel
from briefgen.theme import HOUSE

MAX_KEY_FIGURES = 4
SOURCE_HINT = "add `source: {id: ..., at: ...}`"
SOURCED: JsonSchemaValue = {"source": {"not": {"type": "null"}}}


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


class SchemaEntry(BaseModel):
    """Anything that content files hold under keys: no key beyond those declared, and no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema with every key's description, which pydantic leaves out of some that have a default."""
        schema = handler(core)
        properties = handler.resolve_ref_schema(schema)["properties"]
        for name, field in keys_of(cls).items():
            properties[name].setdefault("description", field.description)
        return schema


class _OrShort:
    """Lets a mapping with one important key be written as that key's value alone."""

    def __init__(self, short: JsonSchemaValue) -> None:
        self.short = short

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [self.short, handler(core)]}


def _long_form(key: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Releases = Annotated[
    list[Plain],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    _OrShort({"type": "string", "pattern": f"^{ID.pattern}$"}),
]


class MarkedEntry(SchemaEntry):
    """Anything that a release may leave out."""

    for_: Releases = Field(
        default=[], alias="for", min_length=1, description="The releases that have it: [minister]; all, if left out."
    )
    marking: Plain = Field(default="", description="Its own protective marking: releases of a lower one leave it out.")


_SOURCE_AND_PLACE = re.compile(r"(?P<id>[a-z][a-z0-9_-]*)(?:[,;:] *| +(?=.*[0-9]))(?P<at>\S.*)")


def _citation(value: Any) -> Any:
    if isinstance(value, str) and (match := _SOURCE_AND_PLACE.fullmatch(value.strip())):
        at = match["at"] if re.fullmatch(r"[^\W_][^,:#{}\[\]]*", match["at"]) else f'"{match["at"]}"'
        raise fault(codes.BAD_ID, f'"{value}" is a source and a place in it', f"write {{id: {match['id']}, at: {at}}}")
    return value


_LINE_SCHEMA = {"type": "string", "pattern": f"^{LINE_ID.pattern}$"}
_PLAIN_SCHEMA = {"type": "string", "pattern": NO_BRACES}
_ID_SCHEMA = {"type": "string", "pattern": f"^{ID.pattern}$"}


class CitationEntry(SchemaEntry):
    """A source, and the place in it."""

    id: Id = Field(description="The source's id in sources.yaml.")
    at: Plain = Field(default="", description="The place in the source: a page, a paragraph, a table.")


Source = Annotated[CitationEntry, _long_form("id"), BeforeValidator(_citation), _OrShort(_ID_SCHEMA)]


class BindingEntry(SchemaEntry):
    """The cell of a source's data file that a fact is taken from."""

    sheet: CellName = Field(default="", description="The sheet, where more than one is shown.")
    row: CellName = Field(default="", description="The name of the row, as the table's first column has it.")
    column: CellName = Field(default="", description="The heading of the column; those of several rows joined.")
    where: dict[str, CellName] = Field(default={}, description="Values in other columns: {Year: 2024}.")
    table: Plain = Field(default="", description="The name of an Excel table, instead of the sheet.")
    name: Plain = Field(default="", description="A name that the workbook has for one cell.")
    cell: Plain = Field(default="", description="The address of the cell: C7.")
    pointer: str | None = Field(default=None, description="Where the value stands in a JSON file: /totals/3/deaths.")
    header: list[RowNumber] = Field(default=[], description="The rows of headings, where they are not found: [3, 4].")
    skip: list[RowNumber] = Field(default=[], description="Rows that are no data.")
    key: Plain = Field(default="", description="The heading of the column with the names of rows, if not the first.")
    hidden: bool = Field(default=False, description="Whether hidden sheets, rows and columns count.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
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
        return self


class NumbersEntry(SchemaEntry):
    """How numbers and dates are printed."""

    thousands: Thousands = Field(
        default=Thousands.LANGUAGE,
        strict=False,
        description="How digits are grouped: as in the language, by a space, not.",
    )
    percent_space: bool = Field(default=False, description="Whether a space stands before the percent sign.")
    percent_words: bool = Field(default=False, description="Whether percentages are printed as 63 per cent.")
    currency: Currency = Field(default="", description="The currency that is printed with its bare sign: USD for $.")
    digits: DigitSet = Field(
        default=DigitSet.LATIN, strict=False, description="The digits of figures and dates: Latin, the language's own."
    )
    lakh: bool = Field(default=False, description="Whether short forms count in lakh and crore where a language can.")
    date: DateForm = Field(
        default=DateForm.LONG,
        strict=False,
        description="The form of dates that have no other: 28 February 2025, 28 Feb 2025, with weekday, 2025-02-28.",
    )


class SinceEntry(SchemaEntry):
    """How the brief tells what has changed since the last one."""

    place: SincePlace = Field(
        default=SincePlace.FRONT, strict=False, description="Before the sections, behind them, or nowhere."
    )
    limit: int = Field(
        default=SinceStyle.limit, ge=1, description="How many changed figures are shown; the others are counted."
    )


class TermEntry(SchemaEntry):
    """A term to use, and those it replaces."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["use"]}, {"required": ["forbid"]}]})

    use: Plain = Field(default="", description="The term to use.")
    avoid: list[Plain] = Field(default=[], description="The terms that it replaces: each use is a warning.")
    forbid: list[Plain] = Field(default=[], description="The terms that the desk never writes: each use is an error.")

    @model_validator(mode="after")
    def _used_or_forbidden(self) -> Self:
        if not self.use and not self.forbid:
            raise fault(codes.MISSING_KEY, "the entry says no term", 'add a line "use: ..." or "forbid: [...]"')
        return self


class AgreedEntry(SchemaEntry):
    """Language that was agreed, and must be used to the letter."""

    text: Plain = Field(description="The words as agreed.")
    about: list[Plain] = Field(default=[], description="Words that call for it: an edition that has one must have it.")


class ContactEntry(SchemaEntry):
    """Whom readers can ask, and where: printed below the title."""

    name: Plain = Field(default="", description="The person or the post.")
    phone: Plain = Field(default="", description="The telephone number, as it is to be printed.")
    email: Plain = Field(default="", description="The mail address.")
    web: Plain = Field(default="", description="The address of the page.")
    address: Plain = Field(default="", description="The postal address, with the room.")

    @model_validator(mode="after")
    def _reached_somehow(self) -> Self:
        if not any((self.phone, self.email, self.web, self.address)):
            message = "the contact does not say how to reach anybody"
            raise fault(
                codes.MISSING_KEY, message, 'add a line "phone: ...", "email: ...", "web: ..." or "address: ..."'
            )
        if self.email and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", self.email):
            raise fault(codes.WRONG_VALUE, f'"{self.email}" is no mail address', "write name@example.org", "email")
        return self


class LogoEntry(SchemaEntry):
    """A logo or crest, on the first page and small in the heads of the others."""

    file: Plain = Field(description="The PNG or JPEG, beside desk.yaml.")
    alt: Plain = Field(description="What is read out for it: Arms of the Ministry.")
    height: float = Field(default=14, ge=5, le=60, description="Its height on the first page, in millimetres.")


class FiscalYearEntry(SchemaEntry):
    """What days a fiscal year covers."""

    starts: Plain = Field(
        description="Its first day, as month and day: 07-01.", json_schema_extra={"pattern": f"^({MONTH_AND_DAY})$"}
    )
    called_by: CalledBy = Field(
        default=CalledBy.END, strict=False, description="The calendar year by which FY2025 is called: where it ends."
    )

    @model_validator(mode="after")
    def _is_day_of_each_year(self) -> Self:
        if not re.fullmatch(MONTH_AND_DAY, self.starts):
            hint = "write month and day, such as 07-01 for 1 July"
            raise fault(codes.BAD_DATE, f'"{self.starts}" is no day of every year', hint, "starts")
        return self

    @property
    def model(self) -> FiscalYear:
        """As the desk has it."""
        month, day = map(int, self.starts.split("-"))
        return FiscalYear(month, day, self.called_by is CalledBy.START)


FiscalYearStart = Annotated[
    FiscalYearEntry, _long_form("starts"), _OrShort({"type": "string", "pattern": f"^({MONTH_AND_DAY})$"})
]


class UnitEntry(SchemaEntry):
    """How a unit is printed beside a number, and what sources call it."""

    one: Plain = Field(description="The singular: death.")
    zero: Plain = Field(default="", description="Beside 0, in languages such as Arabic.")
    two: Plain = Field(default="", description="Beside 2, in languages such as Arabic.")
    few: Plain = Field(default="", description="Beside a few, as behind 2 to 4 in Russian.")
    many: Plain = Field(default="", description="Beside many, as behind 5 in Russian or a million in French.")
    other: Plain = Field(default="", description="Beside all else, where that is not the unit's name.")
    also: list[Plain] = Field(default=[], description="Other words for it in sources: fatalities, killed.")

    @property
    def forms(self) -> dict[str, str]:
        """The words by category of plural."""
        return {name: word for name in PLURALS if (word := getattr(self, name))}


Counted = Annotated[UnitEntry, _long_form("one"), _OrShort({"type": "string", "pattern": r"\S"})]


class LabelEntry(SchemaEntry):
    """A sensitivity label of Microsoft Purview, as the tenant's administrators give it."""

    id: Guid = Field(description="The label's id, a GUID.")
    name: Plain = Field(description="The label's name within the tenant.")
    site: Guid = Field(description="The tenant's id, a GUID.")

    @property
    def model(self) -> SensitivityLabel:
        """As the desk has it."""
        return SensitivityLabel(self.id.lower(), self.name, self.site.lower())


class MarkingEntry(SchemaEntry):
    """A protective marking, and the sensitivity label that documents under it bear."""

    name: Plain = Field(description="The marking, as printed.")
    label: LabelEntry | None = Field(default=None, description="The sensitivity label of its documents.")


Marking = Annotated[MarkingEntry, _long_form("name"), _OrShort({"type": "string", "pattern": r"\S"})]


def _switch(value: Any) -> Any:
    """What stands for true and false where something is switched on or off."""
    return {"on": True, "off": False}.get(value, value) if isinstance(value, str) else value


OnOff = Annotated[bool, BeforeValidator(_switch), _OrShort({"enum": ["on", "off"]})]


class ReleaseEntry(SchemaEntry):
    """A brief for one audience, with less in it than the whole one."""

    marking: Plain = Field(
        default="", description="Its highest protective marking: what is marked above it is left out."
    )
    audience: list[Plain] = Field(
        default=[], description="Whom it is for, as printed instead of the edition's audience."
    )
    distribution: Plain = Field(default="", description="A distribution list of desk.yaml, instead of the edition's.")
    leave_out: list[Plain] = Field(
        default=[],
        description="What else it has not: keys of edition.yaml such as prepared_by; since; section:NAME, figure:ID.",
    )
    talking_points: ShownPoints = Field(
        default=ShownPoints.FREELY, strict=False, description="Which talking points it has: freely usable ones, or all."
    )
    contact: ContactEntry | None = Field(default=None, description="Whom its readers can ask, instead of the desk's.")
    contents: ContentsRule | None = Field(default=None, strict=False, description="When it has contents.")
    references: ListedReferences | None = Field(default=None, strict=False, description="What its annex lists.")


DeclaredReleases = Annotated[
    dict[Id, ReleaseEntry],
    Field(description="The releases of the brief, each for an audience: {press: {marking: Official}}."),
]


class DeskFile(SchemaEntry):
    """The desk that issues the brief, and what all its editions share."""

    name: Plain = Field(description="The desk's name, as printed above the title.")
    language: Plain = Field(default=DEFAULT_LANGUAGE, description="The language of the briefs, such as en-GB.")
    page: Plain = Field(default="A4", description="The sheet: A4 or Letter.")
    theme: Plain = Field(default=HOUSE, description="The theme: house, large, dense, or one of assets/themes.")
    logo: LogoEntry | None = Field(default=None, description="A logo or crest for the first page and the heads.")
    cover: bool = Field(default=False, description="Whether title and details have a page of their own.")
    markings: list[Marking] = Field(
        default=[],
        description="The protective markings that the desk uses, from the lowest up; {name: Official, label: ...}.",
    )
    distribution: dict[str, list[Plain]] = Field(
        default={}, description="Distribution lists: a name, and who is on it."
    )
    releases: DeclaredReleases = {}
    terms: list[TermEntry] = Field(default=[], description="Terms to use and to avoid.")
    numbers: NumbersEntry = Field(
        default_factory=NumbersEntry.model_construct, description="How numbers and dates are printed."
    )
    units: dict[str, Counted] = Field(
        default={}, description="The singular of each unit (deaths: death), or {one: death, also: [fatalities]}."
    )
    contact: ContactEntry | None = Field(default=None, description="Whom readers can ask, and where.")
    online: Plain = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Where readers find the HTML of an edition: https://briefs.example.org/{edition}.html.",
    )
    hyphenation: bool | None = Field(
        default=None,
        description="Whether a line may end within a word; as is usual in the language where it does not say.",
    )
    fiscal_year: FiscalYearStart | None = Field(
        default=None, description="When a fiscal year begins, so that FY2025/26 can be a value and a period."
    )
    names: list[NameText] = Field(default=[], description="Words that hold a number and are no figure: Resolution 47.")
    acronyms: dict[str, Plain] = Field(default={}, description="What each acronym stands for.")
    understood: list[Plain] = Field(default=[], description="Acronyms that need not be spelt out.")
    agreed: list[AgreedEntry] = Field(default=[], description="Agreed language, to be used to the letter.")
    sign_off_required: bool = Field(
        default=False, description="Whether every figure must be ticked by somebody who did not enter it."
    )
    embed_sources: bool = Field(
        default=False, description="Whether the PDF carries the content files, the ledger and the charts' data."
    )
    pdf: PdfProfile = Field(
        default=PdfProfile.UA_1_A_2A, strict=False, description="What the PDF conforms to: ua-1+a-2a or ua-2+a-4f."
    )
    data_tables: bool = Field(
        default=False, description="Whether a table of its data stands behind each chart that does not say otherwise."
    )
    strict_publishing: bool = Field(
        default=False, description="Whether warnings keep an edition from being published, as errors do."
    )
    formats: list[Annotated[DocumentFormat, Field(strict=False)]] = Field(
        default=[],
        description="Which documents are made: pdf, docx, html, txt, eml; pdf and docx where it does not say.",
    )
    contents: ContentsRule | None = Field(
        default=None,
        strict=False,
        description="When there are contents: from four pages on (auto), always, or never; by kind, if left out.",
    )
    lists: list[Annotated[ListKind, Field(strict=False)]] = Field(
        default=[], description="What is listed below the contents, with its page: figures, tables."
    )
    stale_after: int = Field(
        default=0,
        ge=0,
        description="So many days after its time a fact that has no stale_after of its own must be checked again.",
    )
    references: ListedReferences | None = Field(
        default=None,
        strict=False,
        description="What the annex lists: full, derived, sources alone, or none; by kind, if left out.",
    )
    numbered_paragraphs: bool | None = Field(
        default=None,
        description="Whether paragraphs of the sections are numbered through the whole brief; by kind, if left out.",
    )
    track_changes: OnOff = Field(
        default=True, description="Whether Word tracks what a reviewer changes from the start."
    )
    protection: Protection = Field(
        default=Protection.NONE,
        strict=False,
        description="What Word lets a reviewer change: everything, comments, text that it tracks, or nothing.",
    )
    word_charts: WordCharts = Field(
        default=WordCharts.NATIVE,
        strict=False,
        description="Charts of the Word document: native, which Word draws and can edit, or picture.",
    )
    since: SinceEntry = Field(
        default=SinceEntry(), description="Where and how what has changed since the last brief is told."
    )


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

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["date"]}, {"required": ["undated"]}]})

    kind: Plain = Field(description="What it is: report, statement, letter, dataset.")
    title: Plain = Field(description="Its title.")
    publisher: Plain = Field(default="", description="Who published it.")
    date: Day = Field(default=None, description="The day of publication.")
    undated: Plain = Field(default="", description="Why there is no date, in words.")
    url: Plain = Field(default="", description="Its address, if it is public.")
    location: Plain = Field(default="", description="Where it is kept: a file, a registry number.")
    reliability: Plain = Field(default="", description="How far it can be relied on.")
    via: Id = Field(default="", description="The id of the source in which this one was read.")
    via_at: Plain = Field(default="", description="Where in that source it is reported: ¶ 7 to 9.")
    covers: PeriodText = Field(default=None, description="The time on which it reports: no fact from it lies outside.")
    file: Plain = Field(default="", description="Its data file, below content/: data/2031-05.xlsx.")
    encoding: Plain = Field(default="", description="The encoding of a CSV file that is not UTF-8: windows-1252.")
    delimiter: str = Field(default="", description='What divides the fields of a CSV file: ";" or "\\t".')
    decimal: str = Field(default="", description="The decimal sign of numbers that are text.")
    thousands: str = Field(default="", description="What stands between the thousands of numbers that are text.")
    dates: Plain = Field(default="", description="The form of dates that are text: D.M.YYYY, MM/DD/YYYY.")
    missing: dict[str, Plain] = Field(default={}, description='What marks of missing values mean: {"-": nil}.')
    notes: Plain = Field(default="", description="A file of notes on the rows of its data file: data/footnotes.csv.")
    stored: bool = Field(default=False, description="Whether numbers count as stored where cells show something else.")
    attach: bool = Field(default=False, description="Whether a PDF that carries its sources may carry the data file.")
    otherwise: Id = Field(
        default="", description="The id of the source that releases which leave this one out cite in its place."
    )

    @model_validator(mode="after")
    def _dated_or_not(self) -> Self:
        dated, undated = "date" in self.model_fields_set, "undated" in self.model_fields_set
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
        return self


class FactEntry(MarkedEntry):
    """A figure, date or name: given, with a value and a source, or derived, with a formula."""

    model_config = ConfigDict(
        json_schema_extra={
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
    )

    label: Markup = Field(description="What it is, as the references annex and the charts print it.")
    value: FactValue = Field(
        default=None,
        description="A number, range (10 to 15), limit (more than 90), date (2025-02-28), month (2021-08) or name.",
    )
    formula: Plain = Field(
        default="", description="How it follows from other facts: + - * / and share, change, sum, per_day."
    )
    short: Plain = Field(default="", description="The short form of a name.")
    unit: Unit = Field(default="", description='A plural noun (deaths), "%", or a currency code (USD).')
    round: int | None = Field(default=None, ge=0, le=MOST_PLACES, description="Decimal places of a derived result.")
    stated: Stated = Field(
        default=None,
        description="What the source itself states for a derived fact, with its digits: 63, 63.0 or 1.2 million.",
    )
    period: PeriodText = Field(
        default=None, description="The time that a figure covers: 2024, 2024-11, 2024-Q1, or two with a /."
    )
    as_of: Day = Field(default=None, description="The day for which it holds.")
    source: Source | None = Field(default=None, description="Where it comes from: {id: report, at: page 3}.")
    approx: bool = Field(default=False, description="Whether it is approximate.")
    caveat: Markup = Field(default="", description="What a reader must know to use it.")
    stale_after: Day = Field(default=None, description="The day after which it must be checked again.")
    from_: BindingEntry | None = Field(
        default=None, alias="from", description="The cell of the source's data file: {row: North, column: Killed}."
    )
    quote: Quote = Field(default="", description="The source's own words, with the value; … leaves words out.")
    parts: list[FactId] = Field(default=[], description="Facts that must add up to this one.")
    forecast: bool = Field(default=False, description="Whether it is a forecast, whose time need not be over.")
    signed: bool = Field(default=False, description="Whether a count may be negative, as a change is.")
    author: Person = Field(default="", description="Who entered it, where that is not the edition's author.")

    @model_validator(mode="after")
    def _given_or_derived(self) -> Self:
        given, derived = "value" in self.model_fields_set, "formula" in self.model_fields_set
        if given and derived:
            hint = "keep one of them; what the source states goes into `stated`"
            raise fault(codes.VALUE_OR_FORMULA, "the fact has both a value and a formula", hint, "formula")
        if not given and not derived:
            message = "the fact has neither a value nor a formula"
            raise fault(codes.VALUE_OR_FORMULA, message, 'add a line "value: ..." or "formula: ..."')
        if given and self.source is None:
            key = "source" if "source" in self.model_fields_set else ""
            raise fault(codes.UNSOURCED, "the fact has no source", SOURCE_HINT, key)
        return self

    @model_validator(mode="after")
    def _fitting_keys(self) -> Self:
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
            key = next(key for key in ("source", "quote", "stated") if key in self.model_fields_set)
            raise fault(codes.UNSOURCED, message, SOURCE_HINT, key)
        if self.value is not None and self.stated is not None:
            message = "only a derived fact has a stated result"
            raise fault(codes.WRONG_VALUE, message, "delete the key `stated`", "stated")
        return self

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

    model_config = ConfigDict(json_schema_extra={"allOf": [{"required": ["source"], "properties": SOURCED}]})

    by: Day = Field(description="The last day: 2025-02-28.")
    label: Plain = Field(default="", description="What the deadline is called in charts and the references.")
    who: Markup = Field(description="Who must act.")
    what: Markup = Field(description="What they must do.")
    where: Markup = Field(default="", description="Where.")
    document: Markup = Field(default="", description="With which document.")
    decision: Markup = Field(default="", description="On whose decision.")
    source: Source | None = Field(default=None, description="Where it comes from: {id: report, at: page 3}.")
    quote: Quote = Field(default="", description="The source's own words, with the date; … leaves words out.")
    status: Status = Field(default=Status.OPEN, strict=False, description="open, met, missed, extended or withdrawn.")

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if self.source is None:
            key = "source" if "source" in self.model_fields_set else ""
            raise fault(codes.UNSOURCED, "the deadline has no source", SOURCE_HINT, key)
        return self


class FactItemEntry(MarkedEntry):
    """A fact in a chart, with a label of its own."""

    fact: FactId = Field(description="The fact's id; toll.*.deaths takes a whole column of a table.")
    label: Markup = Field(default="", description="Its label, where the fact's own is too long.")


FactItem = Annotated[
    FactItemEntry, _long_form("fact"), _OrShort({"type": "string", "pattern": f"^{FACT_IDS.pattern}$"})
]


class SeriesEntry(MarkedEntry):
    """A series of a chart: one fact for each category."""

    name: Markup = Field(description="The series' name.")
    facts: list[FactItem | None] = Field(description="A fact for each category; null where there is none.")


class CategoryEntry(MarkedEntry):
    """A category of a chart of several series."""

    name: Markup = Field(description="Its name.")


Category = Annotated[CategoryEntry, _long_form("name"), _OrShort({"type": "string", "pattern": r"\S"})]


class ChartKind(str):
    """The kinds of chart, as figures.yaml names them."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(_known_kind, ref=f"{__name__}.{cls.__name__}:1")

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        names = list(CHART_TYPES)
        return {"enum": names, "title": cls.__name__, "type": "string", "description": cls.__doc__}


def _known_kind(value: Any) -> str:
    if isinstance(value, str) and value in CHART_TYPES:
        return value
    raise PydanticCustomError("enum", "no kind of chart", {"allowed": list(CHART_TYPES)})


def _with_a_whole() -> list[str]:
    return [kind.name for kind in CHART_TYPES.values() if kind.whole]


def _require_fitting_keys(schema: JsonSchemaValue) -> None:
    """Facts or series with their categories, and the whole of the kinds that have one."""
    kinds = _with_a_whole()
    schema |= {
        "oneOf": [
            {"required": ["facts"], "not": {"anyOf": [{"required": ["series"]}, {"required": ["categories"]}]}},
            {"required": ["series"], "not": {"required": ["facts"]}},
        ],
        "if": {"properties": {"kind": {"const": kinds[0]} if len(kinds) == 1 else {"enum": kinds}}},
        "then": {"required": ["of"]},
        "else": {"not": {"required": ["of"]}},
    }


class FigureEntry(MarkedEntry):
    """A chart over facts."""

    model_config = ConfigDict(json_schema_extra=_require_fitting_keys)

    kind: ChartKind = Field(description=f"{', '.join([*CHART_TYPES][:-1])} or {[*CHART_TYPES][-1]}.")
    facts: list[FactItem] = Field(default=[], min_length=1, description="The facts of a chart of one series.")
    series: list[SeriesEntry] = Field(default=[], min_length=1, description="The series of a chart of several.")
    categories: list[Category] = Field(
        default=[],
        min_length=1,
        description="The categories, where there are several series; those of a table, if left out.",
    )
    of: Markup = Field(default="", description="What a share is a share of.")
    direction: Direction = Field(default=Direction.HORIZONTAL, strict=False, description="Which way bars run.")
    arrangement: Arrangement = Field(
        default=Arrangement.GROUPED,
        strict=False,
        description="How several bars stand: grouped, stacked, or as parts of 100 %.",
    )
    starts: Side | None = Field(
        default=None,
        strict=False,
        description="The side from which bars, lines and times run: where lines of the language begin, if left out.",
    )
    scale: AxisScale | None = Field(
        default=None,
        strict=False,
        description="zero: from zero; cut: not from zero; log: logarithmic. The caption says the latter two.",
    )
    title: Markup = Field(description="The finding, in a sentence.")
    caption: Markup = Field(description="What the chart shows, of when.")
    alt: Markup = Field(default="", description="What to read out to those who cannot see it.")
    notes: Markup = Field(default="", description="A note below the caption.")
    data_table: bool | None = Field(
        default=None, description="Whether a table of the data stands behind the chart; the desk's choice, if left out."
    )

    @model_validator(mode="after")
    def _facts_or_series(self) -> Self:
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
        return self

    @model_validator(mode="after")
    def _fitting_keys(self) -> Self:
        missing = CHART_TYPES[self.kind].whole
        if missing and not self.of:
            raise fault(codes.MISSING_KEY, missing, 'add a line "of: ..."')
        if self.of and not missing:
            message = f"`of` belongs to a {' or '.join(_with_a_whole())}, not to {self.kind}"
            raise fault(codes.WRONG_VALUE, message, "delete it", "of")
        if self.scale and not CHART_TYPES[self.kind].has_scale:
            message = f"{self.kind} show lengths or dates, which always start at zero or run evenly"
            raise fault(codes.WRONG_VALUE, message, "delete `scale`, or take a dot or line chart", "scale")
        return self


class CellKind(Enum):
    """What the cells of a column are."""

    FIGURE = "figure"
    TEXT = "text"
    DATE = "date"


class MissingEntry(SchemaEntry):
    """What a mark stands for, and how it is printed."""

    means: Plain = Field(description="Why there is no figure: not available, does not apply, suppressed, nil.")
    print: str | None = Field(default=None, description="How it is printed; as it stands, if left out.")


class RowEntry(MarkedEntry):
    """A row of a table, where its own name does not do."""

    id: LineId = Field(default="", description="Its id in {{ table.row.column }}; made of its name, if left out.")
    name: Plain = Field(default="", description="Its name as printed.")


class ColumnEntry(RowEntry):
    """A column of a table: what its figures are."""

    as_: CellKind = Field(default=CellKind.FIGURE, strict=False, alias="as", description="figure, text or date.")
    unit: Unit | None = Field(default=None, description="The unit of its figures, if not the table's.")
    period: PeriodText = Field(default=None, description="The time that its figures cover.")
    as_of: Day = Field(default=None, description="The day for which they hold.")
    approx: bool | None = Field(default=None, description="Whether they are approximate.")
    caveat: Plain = Field(default="", description="What a reader must know to use them.")
    adds: bool = Field(default=True, description="Whether its rows add up to the total row: rates and ages do not.")


class CellEntry(MarkedEntry):
    """What holds for one row or cell of a table alone."""

    unit: Unit | None = Field(default=None, description="The unit of its figures.")
    period: PeriodText = Field(default=None, description="The time that its figures cover.")
    as_of: Day = Field(default=None, description="The day for which they hold.")
    approx: bool | None = Field(default=None, description="Whether they are approximate.")
    caveat: Plain = Field(default="", description="What a reader must know to use them.")
    at: Plain = Field(default="", description="The place in the source, where it is not the row and column.")
    quote: Quote = Field(default="", description="The source's own words, with the figures; … leaves words out.")
    formula: Plain = Field(default="", description="How a blank cell follows from others of the table.")

    @model_validator(mode="after")
    def _given_or_derived(self) -> Self:
        if self.formula and (key := next((key for key in ("quote", "at") if getattr(self, key)), "")):
            message = "a cell with a formula follows from others, and its source does not give it"
            raise fault(codes.WRONG_VALUE, message, f"delete the key `{key}`", key)
        return self


class TableBindingEntry(SchemaEntry):
    """Where a table stands in the data file of its source."""

    sheet: CellName = Field(default="", description="The sheet, where more than one is shown.")
    table: Plain = Field(default="", description="The name of an Excel table, instead of the sheet.")
    header: list[RowNumber] = Field(default=[], description="The rows of headings, where they are not found: [3, 4].")
    skip: list[RowNumber] = Field(default=[], description="Rows that are no data.")
    key: Plain = Field(default="", description="The heading of the column with the names of rows, if not the first.")
    hidden: bool = Field(default=False, description="Whether hidden sheets, rows and columns count.")


Lines = Annotated[
    dict[str, list[CellName]],
    BeforeValidator(lambda value: {name: [] for name in value} if _is_names(value) else value),
    _OrShort({"type": "array", "items": {"type": "string"}}),
]


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


class TotalEntry(SchemaEntry):
    """The rows and columns of a table that add up others; a row named Total is one without being said."""

    rows: Lines = Field(
        default={},
        description="Names of rows: [All], or with those they add up: {All: [A, B]}; … stands for others.",
    )
    columns: Lines = Field(default={}, description="Headings of columns: [Both sexes], or with their parts.")


class TableEntry(MarkedEntry):
    """A table of figures, tables/ID.csv, each cell of which is a fact: {{ ID.row.column }}."""

    source: Source = Field(description="Where it comes from: {id: report, at: table 2}.")
    caption: Markup = Field(default="", description="What it shows, of when: printed above it.")
    label: Plain = Field(
        default="{column}, {row}", description="What a cell is called: {column} and {row} stand in it."
    )
    unit: Unit = Field(default="", description="The unit of its figures; a column can have its own.")
    period: PeriodText = Field(default=None, description="The time that its figures cover.")
    as_of: Day = Field(default=None, description="The day for which they hold.")
    approx: bool = Field(default=False, description="Whether they are approximate.")
    caveat: Plain = Field(default="", description="What a reader must know to use them.")
    stale_after: Day = Field(default=None, description="The day after which it must be checked again.")
    forecast: bool = Field(default=False, description="Whether they are forecasts.")
    signed: bool = Field(default=False, description="Whether counts may be negative, as changes are.")
    author: Person = Field(default="", description="Who entered it, where that is not the edition's author.")
    notes: Markup = Field(default="", description="A note below it.")
    from_: TableBindingEntry | None = Field(
        default=None, alias="from", description="Where it stands in the source's data file: {sheet: Provinces}."
    )
    header: list[RowNumber] = Field(default=[], description="The lines of headings of the CSV, if not found: [1, 2].")
    skip: list[RowNumber] = Field(default=[], description="Lines of the CSV that are no data.")
    key: Plain = Field(default="", description="The heading of the column with the names of rows, if not the first.")
    encoding: Plain = Field(default="", description="The encoding of a CSV that is not UTF-8: windows-1252.")
    delimiter: str = Field(default="", description='What divides its fields, if not a comma: ";" or "\\t".')
    decimal: str = Field(default="", description="The decimal sign of its numbers.")
    thousands: str = Field(default="", description="What stands between the thousands of its numbers.")
    dates: Plain = Field(default="", description="The form of its dates: D.M.YYYY, MM/DD/YYYY.")
    rows: dict[str, Annotated[RowEntry, _long_form("id"), _OrShort(_LINE_SCHEMA)]] = Field(
        default={}, description="Ids or names of rows, by the names that the CSV has: {Khyber Pakhtunkhwa: kp}."
    )
    columns: dict[str, Annotated[ColumnEntry, _long_form("id"), _OrShort(_LINE_SCHEMA)]] = Field(
        default={}, description="What columns are, by their headings: {Deaths 2024: {id: deaths, unit: deaths}}."
    )
    without: list[CellName] = Field(default=[], description="Names of rows and columns that are left out.")
    cells: dict[CellId, Annotated[CellEntry, _long_form("quote"), _OrShort(_PLAIN_SCHEMA)]] = Field(
        default={}, description="What one row or cell has of its own, by ROW or ROW.COLUMN: its unit, its quote."
    )
    total: TotalEntry = Field(default=TotalEntry(), description="Rows and columns that add up others.")
    missing: dict[str, Annotated[MissingEntry, _long_form("means"), _OrShort(_PLAIN_SCHEMA)]] = Field(
        default={}, description='What marks of missing values mean: {"-": nil}; "" is a blank cell, "0" a nil.'
    )

    @model_validator(mode="after")
    def _with_own_signs(self) -> Self:
        _check_signs(self.decimal, self.thousands)
        return self


class KeyFigureEntry(MarkedEntry):
    """A tile of page 1."""

    fact: FactId = Field(description="The fact's id.")
    format: Plain = Field(default="", description="How it is printed: signed, unit, words; several with a | between.")
    caption: Markup = Field(description="What it is, in a few words.")


class ClearanceEntry(SchemaEntry):
    """Who must clear the brief, and when they did."""

    by: Plain = Field(description="Who clears the brief.")
    date: Day = Field(default=None, description="The day on which they did; leave it out while it is open.")


class EditionKindName(str):
    """The kinds of edition, as edition.yaml names them."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(_known_edition_kind, ref=f"{__name__}.{cls.__name__}:1")

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"enum": list(kind_names()), "title": cls.__name__, "type": "string", "description": cls.__doc__}


def _known_edition_kind(value: Any) -> str:
    if isinstance(value, str) and value in kind_names():
        return value
    raise PydanticCustomError("enum", "no kind of edition", {"allowed": list(kind_names())})


def _require_keys_of_kind(schema: JsonSchemaValue) -> None:
    """The keys that the header of each kind must have; an edition that names none is a brief."""
    named = {name: {"properties": {"kind": {"const": name}}, "required": ["kind"]} for name in kind_names()}
    named[BRIEF.name] = {"properties": {"kind": {"const": BRIEF.name}}, "not": {"required": ["translates"]}}
    schema["allOf"] = [
        {"if": condition, "then": {"required": list(kind_of(name).required)}} for name, condition in named.items()
    ]


class EditionFile(SchemaEntry):
    """One dated brief."""

    model_config = ConfigDict(json_schema_extra=_require_keys_of_kind)

    kind: EditionKindName = Field(
        default=EditionKindName(BRIEF.name),
        description="What it is: a brief, if left out, or a submission, talking points and so on.",
    )

    title: Markup = Field(description="The brief's title.")
    subtitle: Markup = Field(default="", description="What it is about, in a line.")
    short_title: Markup = Field(
        default="", description="The title in the heads of pages; as many words of the title as fit, if left out."
    )
    number: Issue = Field(default="", description="The brief's number in its series.")
    date: Day = Field(description="The edition's date, the same as in the folder's name.")
    period: PeriodText = Field(
        default=None, description="The time that the brief covers: 2025-02, or two days with a / between."
    )
    marking: Plain = Field(default="", description="The protective marking: one of desk.yaml's.")
    to: Plain = Field(default="", description="Who is asked to decide.")
    from_: Plain = Field(default="", alias="from", description="Who asks, or who wrote it.")
    decision_by: Day = Field(default=None, description="The last day on which the decision is of use: 2025-03-07.")
    next_report: Day = Field(default=None, description="The day of the next report.")
    audience: list[Plain] = Field(default=[], description="Whom the brief is written for.")
    distribution: Plain = Field(default="", description="A distribution list of desk.yaml.")
    releases: DeclaredReleases = {}
    release: Plain = Field(
        default="", description="The release that this is, as briefgen writes it into the content of a release."
    )
    prepared_by: Plain = Field(default="", description="Who prepared it.")
    author: Person = Field(
        default="", description="Who entered the figures, where a fact does not say; prepared_by, if left out."
    )
    clearances: list[ClearanceEntry] = Field(default=[], description="Who must clear it, and when they did.")
    follows: Plain = Field(default="", description="The folder of the edition before this one.")
    contact: ContactEntry | None = Field(default=None, description="Whom readers can ask, where it is not the desk's.")
    names: list[NameText] = Field(default=[], description="Words that hold a number and are no figure: Resolution 47.")
    translates: Plain = Field(
        default="", description="The edition of which this is a translation: facts, figures and tables are that one's."
    )
    side_by_side: bool = Field(
        default=False, description="Whether a document with original and translation side by side is made as well."
    )
    translated_by: Plain = Field(default="", description="By whom, and on whose authority, it was translated.")
    language: Plain = Field(default="", description="The language, where it is not the desk's.")
    page: Plain = Field(default="", description="The sheet, where it is not the desk's.")
    theme: Plain = Field(default="", description="The theme, where it is not the desk's.")
    cover: bool | None = Field(
        default=None, description="Whether there is a cover, where it is not as the desk has it."
    )
    pdf: PdfProfile | None = Field(
        default=None, strict=False, description="What the PDF conforms to, where it is not the desk's."
    )
    contents: ContentsRule | None = Field(
        default=None, strict=False, description="When there are contents, where it is not as the desk has it."
    )
    references: ListedReferences | None = Field(
        default=None, strict=False, description="What the annex lists, where it is not what the desk's lists."
    )
    word_charts: WordCharts | None = Field(
        default=None, strict=False, description="Charts of the Word document, where they are not as the desk's."
    )
    numbered_paragraphs: bool | None = Field(
        default=None, description="Whether paragraphs are numbered, where it is not as the desk has it."
    )
    track_changes: OnOff | None = Field(
        default=None, description="Whether Word tracks changes, where it is not as desk.yaml says."
    )
    protection: Protection | None = Field(
        default=None, strict=False, description="What Word lets a reviewer change, where it is not as desk.yaml says."
    )
    bottom_line: Markup = Field(
        default="", description="The conclusion, in a paragraph or a short list; some kinds can do without."
    )
    key_figures: list[KeyFigureEntry] = Field(
        default=[], max_length=MAX_KEY_FIGURES, description="Up to four tiles of page 1."
    )


class DeskLabels(SchemaEntry):
    """The words of desk.yaml in the language of a translation."""

    name: Plain = Field(default="", description="What the desk is called.")
    markings: dict[str, Plain] = Field(default={}, description="Each protective marking: {Official: Officiel}.")
    distribution: dict[str, Plain] = Field(default={}, description="Each name on the distribution lists.")
    units: dict[str, Counted] = Field(
        default={}, description="The forms of each unit: {deaths: {one: décès, other: décès}}."
    )
    acronyms: dict[str, Plain] = Field(default={}, description="The words of each acronym that the translation uses.")
    agreed: list[AgreedEntry] = Field(default=[], description="Language that is agreed in this language.")


class FactLabels(SchemaEntry):
    """The words of a fact."""

    name: Plain = Field(default="", description="What it prints, where that is a name.")
    short: Plain = Field(default="", description="The short form of that name.")
    label: Markup = Field(default="", description="What it is.")
    caveat: Markup = Field(default="", description="What a reader must know to use it.")


class DeadlineLabels(SchemaEntry):
    """The words of a deadline."""

    label: Plain = Field(default="", description="What it is called in charts and the references.")
    who: Markup = Field(default="", description="Who must act.")
    what: Markup = Field(default="", description="What they must do.")
    where: Markup = Field(default="", description="Where.")
    document: Markup = Field(default="", description="With which document.")
    decision: Markup = Field(default="", description="On whose decision.")


class FigureLabels(SchemaEntry):
    """The words of a chart."""

    title: Markup = Field(default="", description="The finding, in a sentence.")
    caption: Markup = Field(default="", description="What the chart shows, of when.")
    alt: Markup = Field(default="", description="What to read out to those who cannot see it.")
    notes: Markup = Field(default="", description="A note below the caption.")
    of: Markup = Field(default="", description="What a share is a share of.")
    labels: dict[str, Markup] = Field(default={}, description="The labels of its facts, by their ids.")
    categories: list[Markup] = Field(default=[], description="Its categories, in their order.")
    series: list[Markup] = Field(default=[], description="The names of its series, in their order.")


class TableLabels(SchemaEntry):
    """The words of a table of figures."""

    caption: Markup = Field(default="", description="What it shows, of when.")
    notes: Markup = Field(default="", description="A note below it.")
    caveat: Plain = Field(default="", description="What a reader must know to use its figures.")
    label: Plain = Field(default="", description="What a cell is called: {column} and {row} stand in it.")
    heading: Plain = Field(default="", description="The heading above the names of rows.")
    rows: dict[str, Plain] = Field(default={}, description="The name of each row, by its id.")
    columns: dict[str, Plain] = Field(default={}, description="The heading of each column, by its id.")


class SourceLabels(SchemaEntry):
    """The words of a source; what is left out stays as it is, since a title is cited in its own language."""

    kind: Plain = Field(default="", description="What it is.")
    title: Plain = Field(default="", description="Its title.")
    publisher: Plain = Field(default="", description="Who published it.")
    undated: Plain = Field(default="", description="Why it has no date.")
    location: Plain = Field(default="", description="Where it can be seen.")
    reliability: Plain = Field(default="", description="How far it can be relied on.")


class LabelsFile(SchemaEntry):
    """The words of an original's ledger, figures and tables in the language of a translation, by their ids."""

    desk: DeskLabels = Field(default=DeskLabels(), description="The words of desk.yaml.")
    facts: dict[str, FactLabels] = Field(default={}, description="The words of facts.")
    deadlines: dict[str, DeadlineLabels] = Field(default={}, description="The words of deadlines.")
    figures: dict[str, FigureLabels] = Field(default={}, description="The words of charts.")
    tables: dict[str, TableLabels] = Field(default={}, description="The words of tables of figures.")
    sources: dict[str, SourceLabels] = Field(default={}, description="The words of sources.")


class ConfirmedEntry(SchemaEntry):
    """A text of the original from which somebody has translated; `briefgen translate --confirm` writes it."""

    digest: Plain = Field(description="What tells whether the text has changed since.")
    words: str = Field(default="", description="How it begins.")
    order: list[str] = Field(default=[], description="What the translation prints of it, if in another order.")


class TranslatedPart(SchemaEntry):
    """The texts of a part of the original from which somebody has translated."""

    texts: list[ConfirmedEntry] = Field(default=[], description="Each of its texts, in their order.")


class SignOffEntry(SchemaEntry):
    """That somebody has ticked a fact against its source; `briefgen facts ID --sign-off --by NAME` writes it."""

    by: Person = Field(description="Who ticked it, who is not who entered it, or who confirmed it.")
    on: Day = Field(description="The day on which they did: 2025-02-28.")
    seal: Seal = Field(description="What tells whether the fact has changed since.")


class SectionFrontMatter(MarkedEntry):
    """What stands between the two lines of --- at the top of a section."""

    title: Markup = Field(
        default="", description="The section's title; that of its part of the edition's kind, if left out."
    )
    kind: SectionKind = Field(
        default=SectionKind.SECTION, strict=False, description="section, or annex behind all sections."
    )
    use: PointUse | None = Field(
        default=None, strict=False, description="What its points may be used for: freely, if raised, not to be used."
    )


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


def make_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file; raises KeyError for a kind that there is not."""
    if kind in _FILES:
        model, title = _FILES[kind]
        return {"$schema": DIALECT, **model.model_json_schema(), "title": title}
    model, title = _COLLECTIONS[kind]
    entry = model.model_json_schema(ref_template="#/$defs/{model}")
    definitions = entry.pop("$defs", {})
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

"""The edition as its content files say it: the desk, the sources, the sections, and what is declared over facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from briefgen.errors import Place
from briefgen.model.blocks import Block
from briefgen.model.document import Media, Note
from briefgen.model.fact import Citation, Fact, Period
from briefgen.model.figure import Arrangement, ChartKind, Direction
from briefgen.model.inlines import Inlines

OPEN = "open"
"""The status of a deadline that nobody has met, missed, extended or withdrawn."""


class Thousands(Enum):
    """How digits are grouped: as the language does, by a thin space, or not at all."""

    LANGUAGE = "language"
    SPACE = "space"
    NONE = "none"


@dataclass(frozen=True)
class NumberStyle:
    """How the desk prints numbers and dates."""

    thousands: Thousands = Thousands.LANGUAGE
    percent_space: bool = False
    date: str = "long"


@dataclass(frozen=True)
class Term:
    """A term to use, with the terms it replaces."""

    use: str
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """The desk that issues the brief. `units` gives the singular of a unit ("deaths" -> "death")."""

    name: str
    language: str = "en-GB"
    page: str = "A4"
    markings: tuple[str, ...] = ()
    distribution: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    numbers: NumberStyle = NumberStyle()
    units: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = field(default=None, compare=False)
    page_place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Source:
    """Where facts come from. `date` is none where the source gives none, and `undated` says so in words.

    `via` names the source in which this one was read.
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
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
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
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class FactItem:
    """A fact in a chart, with its own label where the fact's is too long."""

    fact: str
    label: Inlines = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class SeriesSpec:
    """A series of a chart: its name, and a fact for each category (none where there is no figure)."""

    name: Inlines
    items: tuple[FactItem | None, ...]
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class FigureSpec:
    """A chart declared over facts. A chart of one series has its facts in `series[0]`, with an empty name.

    A timeline's facts are deadlines or other dates. `categories` are empty where the facts' labels serve; a share has
    one, what it is a share of.
    """

    id: str
    kind: ChartKind
    series: tuple[SeriesSpec, ...]
    categories: tuple[Inlines, ...] = ()
    direction: Direction = Direction.HORIZONTAL
    arrangement: Arrangement = Arrangement.GROUPED
    title: Inlines = ()
    caption: Inlines = ()
    alt: Inlines = ()
    notes: Inlines = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class KeyFigureSpec:
    """A tile of page 1: a fact, how it is formatted, and what it is in a few words."""

    fact: str
    formats: tuple[str, ...]
    caption: Inlines
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Clearance:
    """Who must clear the brief, and when they did; none while it is open."""

    by: str
    date: date | None = None


class SectionKind(Enum):
    """A numbered section of the brief, or an annex behind them, lettered."""

    SECTION = "section"
    ANNEX = "annex"


@dataclass(frozen=True)
class Section:
    """A Markdown file of the edition; `name` is the file's without number and ending ("40-security.md": "security")."""

    name: str
    title: Inlines
    kind: SectionKind
    marking: str
    blocks: tuple[Block, ...]
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Edition:
    """One dated brief as loaded: nothing is resolved yet."""

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
    figures: Mapping[str, FigureSpec]
    sections: tuple[Section, ...]
    notes: Mapping[str, Note]
    media: Media
    place: Place | None = field(default=None, compare=False)
    follows_place: Place | None = field(default=None, compare=False)

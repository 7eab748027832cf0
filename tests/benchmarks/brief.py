"""The brief that everybody is to set: words, tables and charts as data, the same for each, at any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

EDITION = "2031-05-05-landings"
TITLE = "Landings by port"
YEARS = ("2029", "2030")
PAGES, TABLES, CHARTS = 6, 3, 4  # of one part
SIZES = {"S": 1, "M": 10, "L": 100}

ROWS = 5
PARAGRAPHS = 5
SENTENCES = 5
CHART_SIZES = (3, 4, 5)

_PORTS = ["Aldmouth", "Barrow", "Carnick", "Dunmore", "Eastlea", "Farholm", "Garvagh", "Helmsby", "Invermay"]
_BEGINNINGS = ["Bal", "Cor", "Dun", "Fal", "Gar"]
_MIDDLES = ["a", "e", "i", "o", "u"]
_ENDINGS = ["ber", "den", "fell", "gate", "ham", "ley", "mere", "more", "rick", "stow", "ton", "wick"]
_SUBJECTS = (
    "the harbour master",
    "the survey",
    "the institute",
    "the council",
    "the fleet",
    "the inspectorate",
    "the owners’ association",
    "the regional office",
)
_VERBS = (
    "expects",
    "reports",
    "recalls",
    "disputes",
    "accepts",
    "has long held",
    "told the committee",
    "concedes in writing",
)
_CLAUSES = (
    "that boats stay longer at sea when the weather allows it",
    "that prices follow what is landed with some delay",
    "that the quota has been shared out before the season begins",
    "that smaller boats have moved to the southern grounds",
    "that weighing at the quay is slower than it ought to be",
    "that licences are renewed late and often without notice",
    "that herring is landed where buyers wait for it",
    "that cold stores along the coast are full in spring",
)
_ENDS = (
    "although nobody has counted it",
    "which the minutes confirm",
    "and the ministry has said so before",
    "as neighbouring countries have found as well",
    "unless the rules of the licence change",
    "while the talks on the quota go on",
    "whatever the season brings",
    "and the figures of the ports bear it out",
)


@dataclass(frozen=True)
class Figure:
    """A number by its name in the ledger; `text` is how a document prints it."""

    name: str
    value: int

    @property
    def text(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True)
class Row:
    """A port's landings of both years."""

    port: str
    figures: tuple[Figure, Figure]


@dataclass(frozen=True)
class Chart:
    """Bars over the first rows of a section's table."""

    name: str
    rows: tuple[Row, ...]
    year: int

    @property
    def title(self) -> str:
        return f"Landings at {self.rows[0].port} and elsewhere"

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(row.figures[self.year] for row in self.rows)

    @property
    def caption(self) -> str:
        return f"Landings by port, {YEARS[self.year]}, in tonnes."


@dataclass(frozen=True)
class Section:
    """Two pages of the brief: words, a table, one chart or two."""

    number: int

    @property
    def title(self) -> str:
        return f"Landings of district {self.district}"

    @property
    def district(self) -> str:
        return _name(self.number)

    @property
    def name(self) -> str:
        return f"{self.number:04}"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        numbers = Random(f"rows {self.number}")  # noqa: S311 - no secret
        ports = numbers.sample(_PORTS, ROWS)
        return tuple(
            Row(
                port,
                (
                    Figure(f"f{self.name}_{row}_a", numbers.randint(1_100, 98_000)),
                    Figure(f"f{self.name}_{row}_b", numbers.randint(1_100, 98_000)),
                ),
            )
            for row, port in enumerate(ports)
        )

    @property
    def charts(self) -> tuple[Chart, ...]:
        count = 2 if self.number % TABLES == 0 else 1
        sizes = (CHART_SIZES[(self.number + each) % len(CHART_SIZES)] for each in range(count))
        return tuple(
            Chart(f"chart-{self.name}-{'ab'[each]}", self.rows[:size], each) for each, size in enumerate(sizes)
        )

    def paragraphs(self) -> Iterator[tuple[str | Figure, ...]]:
        """Prose in pieces, figures among them."""
        words = Random(f"words {self.number}")  # noqa: S311 - no secret
        for row in self.rows[:PARAGRAPHS]:
            yield (
                f"At {row.port} boats landed ",
                row.figures[1],
                f" tonnes, {'more' if row.figures[1].value > row.figures[0].value else 'less'} than the ",
                row.figures[0],
                " tonnes of the year before. " + " ".join(_sentence(words) for _ in range(SENTENCES)),
            )

    def points(self) -> tuple[str, ...]:
        words = Random(f"points {self.number}")  # noqa: S311 - no secret
        return tuple(_sentence(words) for _ in range(3))

    def note(self) -> str:
        return _sentence(Random(f"note {self.number}"))  # noqa: S311 - no secret


def sections(parts: int) -> tuple[Section, ...]:
    """The sections of a brief that is so many times the smallest."""
    return tuple(Section(number) for number in range(parts * TABLES))


def _sentence(words: Random) -> str:
    subject, verb, clause, end = (words.choice(each) for each in (_SUBJECTS, _VERBS, _CLAUSES, _ENDS))
    return f"{subject[0].upper()}{subject[1:]} {verb} {clause}, {end}."


def _name(number: int) -> str:
    """A name for each district that is no acronym and holds no figure."""
    number, last = divmod(number, len(_ENDINGS))
    first, middle = divmod(number, len(_MIDDLES))
    return _BEGINNINGS[first] + _MIDDLES[middle] + _ENDINGS[last]

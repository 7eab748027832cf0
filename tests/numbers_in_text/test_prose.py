"""Sentences made of figures and ordinary words: each figure is found whole, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from briefgen.numbers_in_text import MentionKind, find


@dataclass(frozen=True)
class Piece:
    """A figure as it stands in a text, and what is to be found of it."""

    text: str
    kind: MentionKind
    amount: Decimal | None = None
    day: date | None = None


FILLERS = (
    "deaths", "people", "of them", "in the province", "were killed", "rose", "fell", "according to officials", "often",
    "attacks on convoys", "the weight of freight", "someone", "at once", "no one knows", "first of all",
    "second to none", "a single day", "both", "once more", "few", "a couple of", "the stone church", "nobody", "lately",
    "however", "police-led raids", "the oneness", "tenders", "an attendant", "sixpence", "fortune", "the report",
    "each quarter", "the first quarter", "single-handedly", "another", "the thousands of refugees", "for decades",
    "a third party", "half-hearted", "a half-truth", "Zero-sum", "zero tolerance", "double standards",
    "a two-way street",
)  # fmt: skip
# What parts one figure from the next, so that nothing joins them.
LINKS = st.sampled_from(FILLERS).map(lambda words: f" {words} ") | st.sampled_from(FILLERS).map(
    lambda words: f"; {words}: "
)
ENDS = st.sampled_from(["", ".", ",", "!", ")", "”", "; ", " – "])


def number(text: str, amount: object, kind: MentionKind = MentionKind.NUMBER) -> Piece:
    return Piece(text, kind, Decimal(str(amount)))


def day_pieces(day: date) -> list[Piece]:
    texts = (
        f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", day.isoformat(),
        f"{day:%A}, {day.day} {day:%B %Y}", f"{day:%A} {day.day} {day:%B}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}",
        f"{day.day}-{day:%b}-{day.year}", f"{day.day} {day:%B} ({day:%A})", f"{day:%B %Y}", f"{day:%m/%d/%Y}",
        f"{day:%b} {day.day} {day.year}", f"{day.day} {day:%B}",
    )  # fmt: skip
    return [Piece(text, MentionKind.DATE, day=day) for text in texts]


MARKS = (
    "24/7", "S/2024/123", "A/RES/76/300", "F-16", "COVID-19", "Q1", "R1", "A4", "G20", "3G", "MH370", "10-K", "v2.1.3",
    "192.168.0.1", "9/11", "https://example.org/2024/report-3.pdf", "desk7@example.org", "CO₂",
)  # fmt: skip
INTEGERS = st.integers(0, 10**9)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
UNITS = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

FIGURES = st.one_of(
    INTEGERS.map(lambda count: number(f"{count:,}", count)),
    INTEGERS.map(lambda count: number(f"{count:,}".replace(",", "\u202f"), count)),
    INTEGERS.map(lambda count: number(f"{count:,}".replace(",", " "), count)),
    INTEGERS.map(lambda count: number(f"{count:,}".replace(",", "’"), count)),
    st.integers(1, 9999).map(lambda tenths: number(f"{tenths / 10:.1f}", f"{tenths / 10:.1f}")),
    st.integers(1, 9999).map(lambda tenths: number(f"{tenths / 10:.1f}bn", f"{tenths}e8")),
    st.integers(1, 999).map(lambda count: number(f"{count} million", count * 10**6)),
    st.integers(1, 999).map(lambda count: number(f"£{count}.4m", f"{count}.4e6", MentionKind.MONEY)),
    st.integers(1, 999).map(lambda count: number(f"USD {count} million", f"{count}e6", MentionKind.MONEY)),
    st.integers(1, 99).map(lambda count: number(f"US${count},000", f"{count}000", MentionKind.MONEY)),
    st.integers(0, 100).map(lambda count: number(f"{count}%", count, MentionKind.PERCENT)),
    st.integers(0, 100).map(lambda count: number(f"+{count} per cent", count, MentionKind.PERCENT)),
    st.integers(0, 100).map(lambda count: number(f"−{count}", -count)),
    st.integers(0, 200).map(lambda tens: number(f"{tens}0th", tens * 10, MentionKind.ORDINAL)),
    st.integers(190, 202).map(lambda tens: number(f"{tens}0s", tens * 10)),
    st.integers(1000, 2999).map(lambda year: number(f"{year}", year)),
    st.sampled_from([2, 4, 5, 8, 10]).map(lambda whole: number(f"1 in {whole}", Decimal(1) / whole, MentionKind.RATIO)),
    st.integers(2, 9).map(lambda part: number(f"{part}:1", part, MentionKind.RATIO)),
    st.sampled_from(UNITS).map(lambda word: number(word, UNITS.index(word) + 2)),
    st.tuples(st.sampled_from(TENS), st.sampled_from(UNITS)).map(
        lambda words: number("-".join(words), TENS.index(words[0]) * 10 + 20 + UNITS.index(words[1]) + 2)
    ),
    st.sampled_from(UNITS).map(lambda word: number(f"{word} hundred and five", UNITS.index(word) * 100 + 205)),
    st.sampled_from(UNITS).map(lambda word: number(f"{word} million", f"{UNITS.index(word) + 2}e6")),
    st.sampled_from(TENS).map(lambda word: number(f"{word} per cent", TENS.index(word) * 10 + 20, MentionKind.PERCENT)),
    st.sampled_from(
        [
            number("half", "0.5"), number("half a dozen", 6), number("a dozen", 12), number("twice", 2),
            number("one in four", "0.25", MentionKind.RATIO), number("one hundred", 100), number("doubled", 2),
            number("a decade", 10), number("two decades", 20), number("two and a half million", "2.5e6"),
            number("twenty-first", 21, MentionKind.ORDINAL), number("fifth", 5, MentionKind.ORDINAL),
            number("two-fifths", "0.4"),
            number("three quarters", "0.75"), number("2½", "2.5"), number("tenfold", 10),
            number("1/2", "0.5", MentionKind.RATIO),
        ]
    ),
    st.sampled_from(MARKS).map(lambda text: Piece(text, MentionKind.MARK)),
    st.sampled_from(["14:30", "9.30 am", "6pm", "6 p.m."]).map(lambda text: Piece(text, MentionKind.TIME)),
    DAYS.flatmap(lambda day: st.sampled_from(day_pieces(day))),
)  # fmt: skip


@given(st.lists(st.tuples(LINKS, FIGURES), min_size=1, max_size=8), ENDS)
def test_each_figure_is_found_and_nothing_else(parts: list[tuple[str, Piece]], end: str) -> None:
    text = "".join(link + piece.text for link, piece in parts) + end
    mentions = find(text)
    assert [(mention.text, mention.kind) for mention in mentions] == [(piece.text, piece.kind) for _, piece in parts]
    for mention, (_, piece) in zip(mentions, parts, strict=True):
        assert piece.amount is None or piece.amount in mention.amounts
        if piece.day is not None:
            own = (None, piece.day.weekday())
            assert any(day.fits(piece.day) and day.weekday in own for day in mention.days)


@given(st.lists(st.sampled_from(FILLERS), max_size=12), st.sampled_from([" ", ", ", "; ", ". "]))
def test_ordinary_words_are_no_figures(words: list[str], link: str) -> None:
    assert find(link.join(words)) == []


@given(INTEGERS, INTEGERS, st.sampled_from(["–", "-", " to ", " and ", "—"]))
def test_the_two_ends_of_a_range_are_two_figures(first: int, last: int, link: str) -> None:
    mentions = find(f"between {first:,}{link}{last:,}.")
    assert [mention.text for mention in mentions] == [f"{first:,}", f"{last:,}"]
    assert first in mentions[0].amounts and last in mentions[1].amounts

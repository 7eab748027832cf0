"""Figures as readers meet them; «» show what is to be found, and nothing else is."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from briefgen.numbers_in_text import Mention, MentionKind, TextDate, Weekday, find, weekdays

NUMBER, PERCENT, MONEY, DATE = MentionKind.NUMBER, MentionKind.PERCENT, MentionKind.MONEY, MentionKind.DATE
ORDINAL, TIME, RATIO, MARK = MentionKind.ORDINAL, MentionKind.TIME, MentionKind.RATIO, MentionKind.MARK


def read(marked: str, language: str = "en-GB") -> list[Mention]:
    """What is found in a text, which is exactly what stands between «»."""
    text = re.sub("[«»]", "", marked)
    mentions = find(text, language)
    shown, end = "", 0
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
        shown += f"{text[end : mention.start]}«{mention.text}»"
        end = mention.end
    assert shown + text[end:] == marked
    return mentions


def amounts(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("«4,321» deaths", NUMBER, "4321"),
        ("«1 234 567» people", NUMBER, "1234567"),
        ("«1\u00a0234\u00a0567» people", NUMBER, "1234567"),
        ("«1\u2009234» people", NUMBER, "1234"),
        ("«1\u202f234,5» tonnes", NUMBER, "1234.5"),
        ("«1’234’567»", NUMBER, "1234567"),
        ("«1'234»", NUMBER, "1234"),
        ("«12,34,567» rupees", NUMBER, "1234567"),
        ("«1.612,5»", NUMBER, "1612.5"),
        ("«1,612.5»", NUMBER, "1612.5"),
        ("«1.234.567»", NUMBER, "1234567"),
        ("«1.234»", NUMBER, "1.234 1234"),
        ("«0.123»", NUMBER, "0.123"),
        ("«3,5» points", NUMBER, "3.5"),
        ("a drop of «.5» points", NUMBER, "0.5"),
        ("fell to «−5» degrees", NUMBER, "-5"),
        ("fell to «-5» degrees", NUMBER, "-5"),
        ("(«−5»)", NUMBER, "-5"),
        ("«minus 5» degrees", NUMBER, "-5"),
        ("«+66%» on the year", PERCENT, "66"),
        ("«63 %»", PERCENT, "63"),
        ("«63\u202f%»", PERCENT, "63"),
        ("«63 per cent» of", PERCENT, "63"),
        ("«63 percent» of", PERCENT, "63"),
        ("«63pc» of", PERCENT, "63"),
        ("«33½%»", PERCENT, "33.5"),
        ("«5» percentage points", NUMBER, "5"),
        ("«3.5bn» people", NUMBER, "3500000000"),
        ("«3.5 billion» people", NUMBER, "3500000000"),
        ("a «5-million»-strong party", NUMBER, "5000000"),
        ("«5m» people", NUMBER, "5000000 5"),
        ("«5k» people", NUMBER, "5000"),
        ("in May «5 million» people", NUMBER, "5000000"),
        ("«2 lakh» people", NUMBER, "200000"),
        ("«3 crore» people", NUMBER, "30000000"),
        ("«2 lakh crore»", NUMBER, "2000000000000"),
        ("«2.5 × 10⁶» cells", NUMBER, "2500000"),
        ("«£12.4m»", MONEY, "12400000"),
        ("«US$5»", MONEY, "5"),
        ("«$3B» deal", MONEY, "3000000000"),
        ("«−£3»", MONEY, "-3"),
        ("«USD 5 million»", MONEY, "5000000"),
        ("«5 USD»", MONEY, "5"),
        ("«5 €»", MONEY, "5"),
        ("«5 million» euros", NUMBER, "5000000"),
        ("«Rs 1,200 crore»", MONEY, "12000000000"),
        ("the «267th» corps", ORDINAL, "267"),
        ("the «1st» corps", ORDINAL, "1"),
        ("«½» a tonne", NUMBER, "0.5"),
        ("«2½» tonnes", NUMBER, "2.5"),
        ("«2 1/2» tonnes", NUMBER, "2.5"),
        ("«1/2» a tonne", RATIO, "0.5"),
        ("«1 in 4» people", RATIO, "0.25"),
        ("«1-in-4» odds", RATIO, "0.25"),
        ("«one in four» people", RATIO, "0.25"),
        ("«nine out of ten» people", RATIO, "0.9"),
        ("outnumbered «3:1»", RATIO, "3"),
        ("outnumbered «2-to-1»", RATIO, "2"),
        ("outnumbered «two-to-one»", RATIO, "2"),
        ("a ratio of «1:10»", RATIO, "0.1"),
        ("at «14:30»", TIME, ""),
        ("at «9.30 am»", TIME, ""),
        ("at «6pm»", TIME, ""),
        ("at «6 p.m.» sharp", TIME, ""),
        ("in the «1990s»", NUMBER, "1990"),
        ("in the «1990's»", NUMBER, "1990"),
        ("in «2024»", NUMBER, "2024"),
        ("since mid-«2021»", NUMBER, "2021"),
        ("ISO «8601»", NUMBER, "8601"),
        ("a «50»km march", NUMBER, "50"),
        ("No.«5»", NUMBER, "5"),
        ("pp.«12» ff.", NUMBER, "12"),
        ("«١٢٣» قتيلا", NUMBER, "123"),
        ("Part «Ⅳ»", NUMBER, "4"),
    ],
)
def test_figures_in_digits(text: str, kind: MentionKind, values: str) -> None:
    (mention,) = read(text)
    assert (mention.kind, mention.amounts) == (kind, amounts(*values.split()))
    assert mention.in_words is not any(map(str.isnumeric, text))


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "9/11",
        "S/2024/123",
        "A/RES/76/300",
        "E/CN.4/2005/7",
        "Q1",
        "H2",
        "R1",
        "F-16",
        "UH-60A",
        "COVID-19",
        "covid-19",
        "A4",
        "G20",
        "3G",
        "12a",
        "MH370",
        "10-K",
        "v2.1.3",
        "3.2.1",
        "192.168.0.1",
        "978-3-16-148410-0",
        "km²",
        "CO₂",
        "https://example.org/2024/a-1.pdf",
        "www.example.org/3",
        "unhcr.example/data/2024",
        "desk-7@example.org",
        "1e6",
    ],
)
def test_marks(text: str) -> None:
    for marked in (f"the «{text}» of", f"(«{text}»).", f"«{text}»", f"“«{text}», too"):
        (mention,) = read(marked)
        assert (mention.kind, mention.amounts) == (MARK, ())


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("«two» people", NUMBER, "2"),
        ("«Two» people", NUMBER, "2"),
        ("«ninety-nine» people", NUMBER, "99"),
        ("«two hundred and five» people", NUMBER, "205"),
        ("«TWO HUNDRED» people", NUMBER, "200"),
        ("«one hundred» people", NUMBER, "100"),
        ("«a hundred» people", NUMBER, "100"),
        ("«a million» people", NUMBER, "1000000"),
        ("several «hundred» people", NUMBER, "100"),
        ("«twenty-one» people", NUMBER, "21"),
        ("«two thousand and twenty-four»", NUMBER, "2024"),
        ("«twenty twenty-four»", NUMBER, "2024"),
        ("«two thousand, five hundred and forty-six» people", NUMBER, "2546"),
        ("«five hundred thousand» people", NUMBER, "500000"),
        ("«one lakh, twenty-three thousand» people", NUMBER, "123000"),
        ("«minus three» degrees", NUMBER, "-3"),
        ("«two point five million» people", NUMBER, "2500000"),
        ("«zero point five per cent»", PERCENT, "0.5"),
        ("«sixty-three per cent»", PERCENT, "63"),
        ("«one per cent» of", PERCENT, "1"),
        ("«a half per cent»", PERCENT, "0.5"),
        ("«half a per cent»", PERCENT, "0.5"),
        ("«a dozen» people", NUMBER, "12"),
        ("«two dozen» people", NUMBER, "24"),
        ("«half a dozen» people", NUMBER, "6"),
        ("«half» of them", NUMBER, "0.5"),
        ("«half a million» people", NUMBER, "500000"),
        ("«one and a half» tonnes", NUMBER, "1.5"),
        ("«two and a half million» people", NUMBER, "2500000"),
        ("«a million and a half» people", NUMBER, "1500000"),
        ("it «halves» the number", NUMBER, "0.5"),
        ("«a quarter» of them", NUMBER, "0.25"),
        ("«one quarter» of them", NUMBER, "0.25"),
        ("«three quarters» of them", NUMBER, "0.75"),
        ("«three-quarters of a million» people", NUMBER, "750000"),
        ("«two-fifths» of them", NUMBER, "0.4"),
        ("«two fifths» of them", NUMBER, "0.4"),
        ("«one fifth» of them", NUMBER, "0.2"),
        ("«a fifth» of them", NUMBER, "0.2"),
        ("fell by «a fifth»", NUMBER, "0.2 5"),
        ("a «fifth» man", ORDINAL, "5 0.2"),
        ("the «fifth» man", ORDINAL, "5"),
        ("the «twenty-first» man", ORDINAL, "21"),
        ("the «one hundred and first» man", ORDINAL, "101"),
        ("the «twenty-first» century", ORDINAL, "21"),
        ("the «third» quarter", ORDINAL, "3"),
        ("«double» the number", NUMBER, "2"),
        ("the number «doubled»", NUMBER, "2"),
        ("«twice» as many", NUMBER, "2"),
        ("«thrice» as many", NUMBER, "3"),
        ("the number «trebled»", NUMBER, "3"),
        ("a «tenfold» rise", NUMBER, "10"),
        ("a «ten»-fold rise", NUMBER, "10"),
        ("for «a decade»", NUMBER, "10"),
        ("for «two decades»", NUMBER, "20"),
        ("for «a century»", NUMBER, "100"),
        ("for «a fortnight»", NUMBER, "14"),
        ("a «nine»-year high", NUMBER, "9"),
    ],
)
def test_figures_in_words(text: str, kind: MentionKind, values: str) -> None:
    (mention,) = read(text)
    assert (mention.kind, mention.amounts, mention.in_words) == (kind, amounts(*values.split()), True)


def test_thirds_have_fifty_digits() -> None:
    (mention,) = read("«two-thirds» of them")
    assert mention.amounts == amounts("0." + "6" * 49 + "7")


@pytest.mark.parametrize(
    "text",
    [
        "one of them, and once more",
        "first and foremost, the second time, a single one, both",
        "none, no, a pair, a couple, few",
        "someone wrote often of the weight of freight, bitten by tenants at once",
        "the first quarter, each quarter, the last quarter of the year, a quarter earlier",
        "the first half of the year, the second half",
        "thousands of people, dozens, for decades, the last decade, one-to-one talks, in this century",
        "May and March, on a Friday in June",
        "multi-million-dollar",
    ],
)
def test_words_that_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("28 February 2025", [TextDate(2025, 2, 28)]),
        ("28th of February, 2025", [TextDate(2025, 2, 28)]),
        ("February 28, 2025", [TextDate(2025, 2, 28)]),
        ("February 28th, 2025", [TextDate(2025, 2, 28)]),
        ("Feb 28 2025", [TextDate(2025, 2, 28)]),
        ("28 Feb. 2025", [TextDate(2025, 2, 28)]),
        ("28 Feb", [TextDate(None, 2, 28)]),
        ("28 February", [TextDate(None, 2, 28)]),
        ("28 february", [TextDate(None, 2, 28)]),
        ("February 28", [TextDate(None, 2, 28)]),
        ("February 2025", [TextDate(2025, 2)]),
        ("02/2025", [TextDate(2025, 2)]),
        ("2025-02-28", [TextDate(2025, 2, 28)]),
        ("2025-02-28T14:30:00Z", [TextDate(2025, 2, 28)]),
        ("2025 February 28", [TextDate(2025, 2, 28)]),
        ("28/02/2025", [TextDate(2025, 2, 28)]),
        ("28/02/25", [TextDate(2025, 2, 28)]),
        ("02/28/2025", [TextDate(2025, 2, 28)]),
        ("28.2.2025", [TextDate(2025, 2, 28)]),
        ("28-Feb-2025", [TextDate(2025, 2, 28)]),
        ("28-Feb-25", [TextDate(2025, 2, 28)]),
        ("Friday, 28 February 2025", [TextDate(2025, 2, 28, 4)]),
        ("Friday 28 February 2025", [TextDate(2025, 2, 28, 4)]),
        ("Friday the 28th of February", [TextDate(None, 2, 28, 4)]),
        ("Fri 28 Feb", [TextDate(None, 2, 28, 4)]),
        ("28 February (Friday)", [TextDate(None, 2, 28, 4)]),
        ("Friday, February 28, 2025", [TextDate(2025, 2, 28, 4)]),
        ("03/04/2025", [TextDate(2025, 4, 3), TextDate(2025, 3, 4)]),
        ("31 February 2025", [TextDate(2025, 2, 31)]),
    ],
)
def test_dates(text: str, days: list[TextDate]) -> None:
    for marked in (f"by «{text}», at the latest", f"(«{text}»).", f"«{text}»"):
        (mention,) = read(marked)
        assert (mention.kind, list(mention.days), mention.amounts) == (DATE, days, ())


def test_order_of_days_and_months_is_that_of_the_language() -> None:
    (mention,) = read("«03/04/2025»", "en-US")
    assert mention.days == (TextDate(2025, 3, 4), TextDate(2025, 4, 3))


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (TextDate(2025, 2, 28), True),
        (TextDate(2025, 2, 28, 0), True),
        (TextDate(None, 2, 28, 0), True),
        (TextDate(2025, 2), True),
        (TextDate(2024, 2, 28), False),
        (TextDate(None, 3), False),
        (TextDate(2025, 2, 31, 0), False),
    ],
)
def test_date_fits_by_the_parts_that_it_gives(day: TextDate, fits: bool) -> None:
    assert day.fits(date(2025, 2, 28)) == fits


@pytest.mark.parametrize(
    "text",
    [
        "«28»–«31 March 2025»",
        "«28» and «31 March 2025»",
        "«1 Jan» – «31 Mar 2024»",
        "«2023»-«2024»",
        "«10»–«15» people",
        "«10» to «15» people",
        "«5»-«10%»",
        "«$1.5m»–«$2m»",
        "«five»-to-«seven» men",
        "between «one hundred» and «two hundred»",
        "«ten» or «eleven»",
        "«1»,«2»,«3»",
        "in «2024», «300» people",
        "on «5 May» «12» people",
        "paragraphs «3» and «4», Article «5»(b)",
        "«5» in «2024», «3» in «10» days, «12» in Kabul",
        "«Q1», «Q2»; «R1»–«R5»",
        "«2,546»«²» deaths",
    ],
)
def test_several_figures(text: str) -> None:
    assert len(read(text)) > 1


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("«2023»–«24»", "2023", "24 2024"),
        ("«1999»–«00»", "1999", "0 2000"),
        ("«2023»/«24»", "2023", "24 2024"),
        ("«10»–«15»", "10", "15"),
        ("«3»–«4 million»", "3 3000000", "4000000"),
        ("«£5»–«£10m»", "5 5000000", "10000000"),
        ("«two» to «three million»", "2 2000000", "3000000"),
        ("«ten» or «eleven»", "10", "11"),
    ],
)
def test_amounts_of_ranges(text: str, first: str, second: str) -> None:
    assert [mention.amounts for mention in read(text)] == [amounts(*first.split()), amounts(*second.split())]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("63%", "%"),
        ("sixty per cent", "%"),
        ("£5", "GBP"),
        ("€5", "EUR"),
        ("US$5", "USD"),
        ("A$5", "AUD"),
        ("5 USD", "USD"),
        ("AFN 5 million", "AFN"),
        ("$5", ""),
        ("Rs 5", ""),
        ("5 people", ""),
    ],
)
def test_units(text: str, unit: str) -> None:
    (mention,) = find(text)
    assert mention.unit == unit


@pytest.mark.parametrize(("language", "unit"), [("en-US", "USD"), ("en-CA", "CAD"), ("en-AU", "AUD"), ("en-GB", "")])
def test_dollar_is_that_of_the_country(language: str, unit: str) -> None:
    (mention,) = find("$5 million", language)
    assert (mention.kind, mention.unit) == (MONEY, unit)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("1,612 deaths", "deaths"),
        ("1,612 violence-related deaths", "deaths"),
        ("1,612 civilian deaths in", "deaths"),
        ("1,612\u00a0deaths", "deaths"),
        ("300 people across the", "people"),
        ("a nine-year high", "year"),
        ("a 30-day-old truce", "day"),
        ("50km away", "km"),
        ("5 percentage points", "percentage points"),
        ("seven more men", "men"),
        ("66% of deaths", ""),
        ("12 in the north", ""),
        ("2,546, which", ""),
        ("2024 saw", ""),
        ("five-to-one", ""),
    ],
)
def test_nouns(text: str, noun: str) -> None:
    assert find(text)[0].noun == noun


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("«1,234»", "en-ZA", "1.234 1234"),
        ("«1.234»", "en-ZA", "1.234 1234"),
        ("«1 234,5»", "en-ZA", "1234.5"),
        ("«4,321»", "en-IN", "4321"),
        ("«1.234»", "de", "1234"),
        ("«1,234»", "de", "1.234 1234"),
        ("«12» due", "it", "12"),
        ("«1,234»", "xx-nonsense", "1234"),
    ],
)
def test_language_tells_comma_from_point(text: str, language: str, values: str) -> None:
    (mention,) = read(text, language)
    assert mention.amounts == amounts(*values.split())


@pytest.mark.parametrize(
    "text",
    ["￼-year high", "￼ million", "￼ dozen", "￼«5»", "￼-«5»", "«5»￼", "￼ and «seven» people", "«28»￼February", "US$￼"],
)
def test_nothing_joins_over_what_has_been_seen(text: str) -> None:
    read(text)


def test_names_of_days() -> None:
    text = "On Friday, 28 February; Saturdays, the Sun, Sunday’s"
    assert weekdays(text) == [Weekday(3, 9, 4), Weekday(44, 50, 6)]

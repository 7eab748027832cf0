"""Numbers and dates as the documents of each language write them; isolates are shown as ‹›, no-break spaces as _."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale

from briefgen.assemble.deadlines import days_left
from briefgen.languages import language_of, languages
from briefgen.ledger import FormatError, Printer, parse_period
from briefgen.ledger.forms import NumberWords
from briefgen.model.direction import isolated, without_isolates
from briefgen.model.edition import Desk, FiscalYear, NumberStyle
from briefgen.model.fact import Angle, ClockTime, FactValue, Interval, Period, Position
from briefgen.model.labels import labels_for
from briefgen.numbers_in_text import find
from tests.ledger.editions import derived, edition, given, quantity, resolve

SHOWN = str.maketrans({"\u2066": "‹", "\u2068": "‹", "\u2067": "{", "\u2069": "›", "\u00a0": "_", "\u202f": "_"})
REFUSED = "refused"
DAY = date(2031, 6, 1)


def interval(low: str, high: str, unit: str = "") -> Interval:
    return Interval(Decimal(low), Decimal(high), unit)


def days(text: str) -> Period:
    return parse_period(text, FiscalYear(7, 1, True))


CASES: dict[str, tuple[FactValue, str]] = {
    "number": (quantity("1234567.8"), ""),
    "minus": (quantity("-3.5", "%"), ""),
    "percent": (quantity("63", "%"), ""),
    "money": (quantity("1500000", "USD"), "compact"),
    "lakhs": (quantity("-250000"), "compact"),
    "millions": (quantity("2500000"), "compact"),
    "carried": (quantity("999950"), "compact"),
    "words": (quantity("63.4"), "words"),
    "word": (quantity("-1.05"), "words"),
    "one": (quantity("1"), "words"),
    "rank": (quantity("22"), "ordinal"),
    "ranked": (quantity("23"), "ordinal words"),
    "third": (quantity("33", "%"), "fraction"),
    "fifths": (quantity("40", "%"), "fraction"),
    "range": (interval("5", "7"), ""),
    "percents": (interval("10", "15", "%"), "between"),
    "bound": (Interval(None, Decimal(5)), "symbol"),
    "ranges": (interval("35000000", "40000000"), "compact"),
    "long": (DAY, "long"),
    "short": (DAY, "short"),
    "weekday": (DAY, "weekday_long"),
    "day": (DAY, "day_month"),
    "in month": (days("2031-06-03/2031-06-09"), ""),
    "in year": (days("2031-05-28/2031-06-03"), ""),
    "between": (days("2031-06-03/2031-06-09"), "between"),
    "to": (days("2031-06-03/2031-06-09"), "to"),
    "months": (days("2031-01/2031-05"), ""),
    "quarter": (days("2031-Q2"), ""),
    "decade": (days("2010s"), ""),
    "fiscal": (days("FY2025/26"), ""),
    "time": (ClockTime(14, 30, "local time"), ""),
    "half day": (ClockTime(14, 30, "UTC"), "am_pm"),
    "place": (Position(Angle(Decimal("34.5"), "N"), Angle(Decimal("69.2"), "W")), ""),
}

GOLDEN: dict[str, dict[str, str]] = {
    "en-GB": {
        "number": "1,234,567.8",
        "minus": "−3.5%",
        "percent": "63%",
        "money": "US$1.5_million",
        "lakhs": "−250_thousand",
        "millions": "2.5_million",
        "carried": "1_million",
        "words": "sixty-three point four",
        "word": "minus one point zero five",
        "one": "one",
        "rank": "22nd",
        "ranked": "twenty-third",
        "third": "a third",
        "fifths": "two fifths",
        "range": "5–7",
        "percents": "between 10 and 15%",
        "bound": "≤5",
        "ranges": "35–40_million",
        "long": "1 June 2031",
        "short": "1 Jun 2031",
        "weekday": "Sunday 1 June 2031",
        "day": "1 June",
        "in month": "3–9 June 2031",
        "in year": "28 May_– 3 June 2031",
        "between": "between_3_and_9 June 2031",
        "to": "3_to_9 June 2031",
        "months": "January–May 2031",
        "quarter": "Q2 2031",
        "decade": "2010s",
        "fiscal": "FY2025/26",
        "time": "14:30_local_time",
        "half day": "2.30_p.m._UTC",
        "place": "34.5°N_69.2°W",
    },
    "fr": {
        "number": "1_234_567,8",
        "minus": "−3,5_%",
        "percent": "63_%",
        "money": "1,5_million_$US",
        "lakhs": "−250_mille",
        "millions": "2,5_millions",
        "carried": "1_million",
        "words": "soixante-trois virgule quatre",
        "word": "moins un virgule zéro cinq",
        "one": REFUSED,
        "rank": "22e",
        "ranked": REFUSED,
        "third": "un tiers",
        "fifths": "deux cinquièmes",
        "range": "5–7",
        "percents": "entre 10 et 15_%",
        "bound": "≤5",
        "ranges": "35–40_millions",
        "long": "1er juin 2031",
        "short": "1er juin 2031",
        "weekday": "dimanche 1er juin 2031",
        "day": "1er juin",
        "in month": "3–9 juin 2031",
        "in year": "28 mai_– 3 juin 2031",
        "between": "entre_le_3_et_le_9 juin 2031",
        "to": "du_3_au_9 juin 2031",
        "months": "janvier–mai 2031",
        "quarter": "2e_trimestre 2031",
        "decade": "années 2010",
        "fiscal": "exercice 2025/26",
        "time": "14_h_30_heure_locale",
        "half day": REFUSED,
        "place": "34,5°_N_69,2°_O",
    },
    "de": {
        "number": "1.234.567,8",
        "minus": "−3,5_%",
        "percent": "63_%",
        "money": "1,5_Millionen_$",
        "lakhs": "−250_Tausend",
        "millions": "2,5_Millionen",
        "carried": "1_Million",
        "words": "dreiundsechzig Komma vier",
        "word": "minus eins Komma null fünf",
        "one": REFUSED,
        "rank": "22.",
        "ranked": REFUSED,
        "third": "ein Drittel",
        "fifths": "zwei Fünftel",
        "range": "5–7",
        "percents": "zwischen 10 und 15_%",
        "bound": "≤5",
        "ranges": "35–40_Millionen",
        "long": "1. Juni 2031",
        "short": "01.06.2031",
        "weekday": "Sonntag, 1. Juni 2031",
        "day": "1. Juni",
        "in month": "3.–9. Juni 2031",
        "in year": "28. Mai_– 3. Juni 2031",
        "between": "zwischen dem 3. und dem 9. Juni 2031",
        "to": "3. bis 9. Juni 2031",
        "months": "Januar–Mai 2031",
        "quarter": "2._Quartal 2031",
        "decade": "2010er-Jahre",
        "fiscal": "Haushaltsjahr 2025/26",
        "time": "14:30_Uhr_Ortszeit",
        "half day": REFUSED,
        "place": "34,5°_N_69,2°_W",
    },
    "es": {
        "number": "1.234.567,8",
        "minus": "−3,5_%",
        "percent": "63_%",
        "money": "1,5_millones_US$",
        "lakhs": "−250_mil",
        "millions": "2,5_millones",
        "carried": "1_millón",
        "words": "sesenta y tres coma cuatro",
        "word": "menos uno coma cero cinco",
        "one": REFUSED,
        "rank": REFUSED,
        "ranked": REFUSED,
        "third": "un tercio",
        "fifths": "dos quintos",
        "range": "5–7",
        "percents": "entre 10 y 15_%",
        "bound": "≤5",
        "ranges": "35–40_millones",
        "long": "1 de junio de 2031",
        "short": "1 jun 2031",
        "weekday": "domingo, 1 de junio de 2031",
        "day": "1 de junio",
        "in month": "3–9 de junio de 2031",
        "in year": "28 de mayo_– 3 de junio de 2031",
        "between": "entre_el_3_y_el_9 de junio de 2031",
        "to": "del_3_al_9 de junio de 2031",
        "months": "enero–mayo de 2031",
        "quarter": "segundo trimestre de 2031",
        "decade": "década de 2010",
        "fiscal": "ejercicio 2025/26",
        "time": "14:30_hora_local",
        "half day": "2:30_p._m._UTC",
        "place": "34,5°_N_69,2°_O",
    },
    "pt": {
        "number": "1.234.567,8",
        "minus": "−3,5%",
        "percent": "63%",
        "money": "US$_1,5_milhão",
        "lakhs": "−250_mil",
        "millions": "2,5_milhões",
        "carried": "1_milhão",
        "words": "sessenta e três vírgula quatro",
        "word": "menos um vírgula zero cinco",
        "one": REFUSED,
        "rank": REFUSED,
        "ranked": REFUSED,
        "third": "um terço",
        "fifths": "dois quintos",
        "range": "5–7",
        "percents": "entre 10 e 15%",
        "bound": "≤5",
        "ranges": "35–40_milhões",
        "long": "1 de junho de 2031",
        "short": "1 de jun. de 2031",
        "weekday": "domingo, 1 de junho de 2031",
        "day": "1 de junho",
        "in month": "3–9 de junho de 2031",
        "in year": "28 de maio_– 3 de junho de 2031",
        "between": "entre_3_e_9 de junho de 2031",
        "to": "de_3_a_9 de junho de 2031",
        "months": "janeiro–maio de 2031",
        "quarter": "2.º_trimestre de 2031",
        "decade": "década de 2010",
        "fiscal": "exercício de 2025/26",
        "time": "14h30_hora_local",
        "half day": REFUSED,
        "place": "34,5°_N_69,2°_O",
    },
    "ru": {
        "number": "1_234_567,8",
        "minus": "−3,5_%",
        "percent": "63_%",
        "money": "1,5_миллиона_$",
        "lakhs": "−250_тысяч",
        "millions": "2,5_миллиона",
        "carried": "1_миллион",
        "words": REFUSED,
        "word": REFUSED,
        "one": REFUSED,
        "rank": REFUSED,
        "ranked": REFUSED,
        "third": "одна треть",
        "fifths": REFUSED,
        "range": "5–7",
        "percents": "между 10 и 15_%",
        "bound": "≤5",
        "ranges": "35–40_миллионов",
        "long": "1 июня 2031_г.",
        "short": "1 июн. 2031_г.",
        "weekday": "воскресенье, 1 июня 2031_г.",
        "day": "1 июня",
        "in month": "3–9 июня 2031_г.",
        "in year": "28 мая_– 3 июня 2031_г.",
        "between": "между_3_и_9 июня 2031_г.",
        "to": "с_3_по_9 июня 2031_г.",
        "months": "январь–май 2031_г.",
        "quarter": "II_квартал 2031_г.",
        "decade": "2010-е годы",
        "fiscal": "2025/26 финансовый год",
        "time": "14:30_местного_времени",
        "half day": REFUSED,
        "place": "34,5°_с._ш._69,2°_з._д.",
    },
    "ur": {
        "number": "‹1,234,567.8›",
        "minus": "‹−3.5%›",
        "percent": "‹63%›",
        "money": "‹$1.5›_ملین",
        "lakhs": "‹−250›_ہزار",
        "millions": "‹2.5›_ملین",
        "carried": "‹1›_ملین",
        "words": "تریسٹھ اعشاریہ چار",
        "word": "منفی ایک اعشاریہ صفر پانچ",
        "one": "ایک",
        "rank": REFUSED,
        "ranked": REFUSED,
        "third": "ایک تہائی",
        "fifths": "دو بٹا پانچ",
        "range": "‹5–7›",
        "percents": "‹10› اور ‹15%› کے درمیان",
        "bound": "‹≤5›",
        "ranges": "‹35–40›_ملین",
        "long": "‹1› جون ‹2031›",
        "short": "‹1› جون ‹2031›",
        "weekday": "اتوار، ‹1› جون ‹2031›",
        "day": "‹1› جون",
        "in month": "‹3–9› جون ‹2031›",
        "in year": "‹28› مئی_– ‹3› جون ‹2031›",
        "between": "‹3›_اور_‹9› جون ‹2031› کے درمیان",
        "to": "‹3›_تا_‹9› جون ‹2031›",
        "months": "جنوری–مئی ‹2031›",
        "quarter": "‹2031› کی دوسری سہ ماہی",
        "decade": "‹2010› کی دہائی",
        "fiscal": "مالی سال ‹2025/26›",
        "time": "‹14:30›_مقامی_وقت",
        "half day": REFUSED,
        "place": "‹34.5°› شمال_‹69.2°› مغرب",
    },
    "fa-AF": {
        "number": "‹1,234,567.8›",
        "minus": "‹−3.5%›",
        "percent": "‹63%›",
        "money": "‹$_1.5›_میلیون",
        "lakhs": "‹−250›_هزار",
        "millions": "‹2.5›_میلیون",
        "carried": "‹1›_میلیون",
        "words": "شصت و سه ممیز چهار",
        "word": "منفی یک ممیز صفر پنج",
        "one": "یک",
        "rank": REFUSED,
        "ranked": "بیست و سوم",
        "third": "یک‌سوم",
        "fifths": "دو پنجم",
        "range": "‹5–7›",
        "percents": "بین ‹10› و ‹15%›",
        "bound": "‹≤5›",
        "ranges": "‹35–40›_میلیون",
        "long": "‹1› جون ‹2031› میلادی",
        "short": "‹1› جون ‹2031›",
        "weekday": "یکشنبه ‹1› جون ‹2031› میلادی",
        "day": "‹1› جون",
        "in month": "‹3–9› جون ‹2031› میلادی",
        "in year": "‹28› می_– ‹3› جون ‹2031› میلادی",
        "between": "بین_‹3›_و_‹9› جون ‹2031› میلادی",
        "to": "‹3›_تا_‹9› جون ‹2031› میلادی",
        "months": "جنوری–می ‹2031› میلادی",
        "quarter": "سه‌ماهه دوم ‹2031› میلادی",
        "decade": "دهه ‹2010› میلادی",
        "fiscal": "سال مالی ‹2025/26›",
        "time": "‹14:30›_به_وقت_محلی",
        "half day": REFUSED,
        "place": "‹34.5°› شمالی_‹69.2°› غربی",
    },
    "fa-IR": {
        "number": "‹1,234,567.8›",
        "minus": "‹−3.5%›",
        "percent": "‹63%›",
        "money": "‹$_1.5›_میلیون",
        "lakhs": "‹−250›_هزار",
        "millions": "‹2.5›_میلیون",
        "carried": "‹1›_میلیون",
        "words": "شصت و سه ممیز چهار",
        "word": "منفی یک ممیز صفر پنج",
        "one": "یک",
        "rank": REFUSED,
        "ranked": "بیست و سوم",
        "third": "یک‌سوم",
        "fifths": "دو پنجم",
        "range": "‹5–7›",
        "percents": "بین ‹10› و ‹15%›",
        "bound": "‹≤5›",
        "ranges": "‹35–40›_میلیون",
        "long": "‹1› ژوئن ‹2031› میلادی",
        "short": "‹1› ژوئن ‹2031›",
        "weekday": "یکشنبه ‹1› ژوئن ‹2031› میلادی",
        "day": "‹1› ژوئن",
        "in month": "‹3–9› ژوئن ‹2031› میلادی",
        "in year": "‹28› مه_– ‹3› ژوئن ‹2031› میلادی",
        "between": "بین_‹3›_و_‹9› ژوئن ‹2031› میلادی",
        "to": "‹3›_تا_‹9› ژوئن ‹2031› میلادی",
        "months": "ژانویه–مه ‹2031› میلادی",
        "quarter": "سه‌ماهه دوم ‹2031› میلادی",
        "decade": "دهه ‹2010› میلادی",
        "fiscal": "سال مالی ‹2025/26›",
        "time": "‹14:30›_به_وقت_محلی",
        "half day": REFUSED,
        "place": "‹34.5°› شمالی_‹69.2°› غربی",
    },
    "ps": {
        "number": "‹1,234,567.8›",
        "minus": "‹−3.5%›",
        "percent": "‹63%›",
        "money": "‹$_1.5›_میلیونه",
        "lakhs": "‹−250›_زره",
        "millions": "‹2.5›_میلیونه",
        "carried": "‹1›_میلیونه",
        "words": REFUSED,
        "word": REFUSED,
        "one": REFUSED,
        "rank": REFUSED,
        "ranked": REFUSED,
        "third": "درېیمه برخه",
        "fifths": REFUSED,
        "range": "‹5–7›",
        "percents": "د ‹10› او ‹15%› ترمنځ",
        "bound": "‹≤5›",
        "ranges": "‹35–40›_میلیونه",
        "long": "‹1› جون ‹2031›",
        "short": "‹1› جون ‹2031›",
        "weekday": "یکشنبه، ‹1› جون ‹2031›",
        "day": "‹1› جون",
        "in month": "‹3–9› جون ‹2031›",
        "in year": "‹28› مۍ_– ‹3› جون ‹2031›",
        "between": "د_‹3›_او_‹9› جون ‹2031› ترمنځ",
        "to": "له_‹3›_تر_‹9› جون ‹2031›",
        "months": "جنوري–مۍ ‹2031›",
        "quarter": "د ‹2031› کال دویمه ربع",
        "decade": "د ‹2010› لسیزه",
        "fiscal": "مالي کال ‹2025/26›",
        "time": "‹14:30›_په_سیمه‌ییز_وخت",
        "half day": REFUSED,
        "place": "‹34.5°› شمال_‹69.2°› لوېدیځ",
    },
    "ar": {
        "number": "‹1,234,567.8›",
        "minus": "‹−3.5%›",
        "percent": "‹63%›",
        "money": "‹1.5›_مليون_‹US$›",
        "lakhs": "‹−250›_ألف",
        "millions": "‹2.5›_مليون",
        "carried": "‹1›_مليون",
        "words": REFUSED,
        "word": REFUSED,
        "one": REFUSED,
        "rank": REFUSED,
        "ranked": REFUSED,
        "third": "ثلث",
        "fifths": "خُمسان",
        "range": "‹5–7›",
        "percents": "بين ‹10› و‹15%›",
        "bound": "‹≤5›",
        "ranges": "‹35–40›_مليون",
        "long": "‹1› يونيو ‹2031›",
        "short": "‹1› يونيو ‹2031›",
        "weekday": "الأحد، ‹1› يونيو ‹2031›",
        "day": "‹1› يونيو",
        "in month": "‹3–9› يونيو ‹2031›",
        "in year": "‹28› مايو_– ‹3› يونيو ‹2031›",
        "between": "بين_‹3›_و‹9› يونيو ‹2031›",
        "to": "من_‹3›_إلى_‹9› يونيو ‹2031›",
        "months": "يناير–مايو ‹2031›",
        "quarter": "الربع الثاني من عام ‹2031›",
        "decade": "العقد ‹2010–2019›",
        "fiscal": "السنة المالية ‹2025/26›",
        "time": "‹14:30›_بالتوقيت_المحلي",
        "half day": REFUSED,
        "place": "‹34.5°› شمالاً_‹69.2°› غرباً",
    },
}


def shown(value: FactValue, formats: str, language: str, style: NumberStyle) -> str:
    """A value as it stands in a text of a language, or that it is refused."""
    printer = Printer(edition(desk=Desk("Desk", language, numbers=style)), resolve())
    try:
        return isolated(printer.value(value, tuple(formats.split())), language).translate(SHOWN)
    except FormatError as error:
        assert error.hint
        return REFUSED


@pytest.mark.parametrize("language", GOLDEN)
def test_a_language_prints_as_its_documents_do(language: str) -> None:
    printed = {name: shown(*case, language, NumberStyle()) for name, case in CASES.items()}
    assert printed == GOLDEN[language]


def test_every_language_has_golden_values() -> None:
    assert {language_of(tag) for tag in GOLDEN} == set(languages())


OWN = NumberStyle(own_digits=True)


@pytest.mark.parametrize(
    ("language", "case", "text"),
    [
        ("ur", "number", "‹۱٬۲۳۴٬۵۶۷٫۸›"),
        ("ur", "minus", "‹−۳٫۵٪›"),
        ("fa", "range", "‹۵–۷›"),
        ("ps", "in month", "‹۳–۹› جون ‹۲۰۳۱›"),
        ("ar", "number", "‹١٬٢٣٤٬٥٦٧٫٨›"),
        ("ar", "range", "‹‹٥›–‹٧››"),  # two Arabic numbers draw the dash between them to the right
        ("ar", "fiscal", "السنة المالية ‹‹٢٠٢٥›/‹٢٦››"),
        ("fr", "number", "1_234_567,8"),
    ],
)
def test_a_desk_can_print_its_language_s_own_digits(language: str, case: str, text: str) -> None:
    assert shown(*CASES[case], language, OWN) == text


def test_months_are_not_joined_by_words_that_inflect_them() -> None:
    assert shown(days("2031-01/2031-05"), "to", "ru", NumberStyle()) == REFUSED
    assert shown(days("2030/2031"), "to", "ru", NumberStyle()) == "от_2030_до_2031"
    assert shown(days("2031-01/2031-05"), "to", "fr", NumberStyle()) == "de janvier à mai 2031"


def test_the_days_that_are_left_are_in_the_desk_s_digits() -> None:
    brief = edition(desk=Desk("Desk", "ur", numbers=OWN), day=DAY)
    assert without_isolates(days_left(date(2031, 6, 15), brief, labels_for("ur"))) == "۱۴\u00a0دن باقی"


@pytest.mark.parametrize("language", ["ur", "fa", "ps", "ar"])
def test_own_digits_are_read_back(language: str) -> None:
    for amount in ("1234567.8", "-3.5", "0.04", "63", "1612"):
        (found,) = find(shown(quantity(amount), "", language, OWN).strip("‹›"), language)
        assert Decimal(amount) in found.amounts


@pytest.mark.parametrize(
    ("case", "text"), [("lakhs", "‹−2.5›_لاکھ"), ("millions", "‹25›_لاکھ"), ("ranges", "‹3.5–4›_کروڑ")]
)
def test_short_forms_in_urdu_count_in_lakh_by_option(case: str, text: str) -> None:
    assert shown(*CASES[case], "ur", NumberStyle(lakh=True)) == text


def test_each_number_up_to_a_million_has_words_of_its_own() -> None:
    for language in ("ur", "fa"):
        words = NumberWords.of(Locale(language))
        numbers = [*range(2000), *range(2000, 10**6, 997), 99_999, 100_000, 999_999, 10**6]
        assert len({words.said(number) for number in numbers}) == len(set(numbers))
    urdu, persian = (NumberWords.of(Locale(language)) for language in ("ur", "fa"))
    assert urdu.said(999_999) == "نو لاکھ ننانوے ہزار نو سو ننانوے"
    assert urdu.said(100) == "ایک سو"
    assert persian.said(1001) == "هزار و یک"
    assert persian.said(342_715) == "سیصد و چهل و دو هزار و هفتصد و پانزده"
    assert [persian.ranked(number) for number in (1, 2, 3, 30, 51)] == ["یکم", "دوم", "سوم", "سی‌ام", "پنجاه و یکم"]


def test_a_number_too_large_for_the_language_s_words_is_refused() -> None:
    assert shown(quantity("9" * 12), "words", "ur", NumberStyle()) == REFUSED
    assert shown(quantity("9" * 13), "words", "fa", NumberStyle()) == REFUSED


def test_a_working_runs_from_the_left_whatever_words_are_in_it() -> None:
    facts = (
        given("north", 685, "boats"),
        given("all", 1612, "boats", period="2032"),
        derived("share", "share(north, all)"),
        derived("daily", "per_day(all)"),
    )
    desk = Desk("Desk", "ur")
    ledger = resolve(*facts, desk=desk)
    printer = Printer(edition(*facts, desk=desk), ledger)
    workings = [printer.derivation(ledger[name]).translate(SHOWN) for name in ("share", "daily")]
    assert workings == ["‹685 / 1,612 = 42.5%›", "‹1,612 / {‹366›_دن› = 4.4›"]


def test_a_capital_has_no_effect_where_letters_have_none() -> None:
    desk = Desk("Desk", "ur")
    facts = (given("it", quantity("63", "%"), approx=True),)
    printer = Printer(edition(*facts, desk=desk), resolve(*facts, desk=desk))
    assert printer.text("it", ("capital",)).translate(SHOWN) == "تقریباً ‹63%›"


@pytest.mark.parametrize("tag", ["fr-XX", "de-US", "en-AF"])
def test_a_country_that_is_not_known_for_a_language_leaves_its_words_and_signs(tag: str) -> None:
    """It was written in English, with 1,234.5 for 1 234,5."""
    printer, plain = (Printer(edition(desk=Desk("Desk", name)), resolve()) for name in (tag, language_of(tag)))
    amount = printer.value(quantity("1234.5"))
    assert (amount, printer.value(DAY)) == (plain.value(quantity("1234.5")), plain.value(DAY))
    (found,) = find(amount, tag)
    assert Decimal("1234.5") in found.amounts

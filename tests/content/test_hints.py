"""What a message tells an author to type: each slip with its code, its place and the hint that mends it."""

from __future__ import annotations

import pytest

from briefgen.content import dates
from briefgen.content.schema import DateForm
from briefgen.content.slips import LIMIT_HINT, MISSING_HINT, SEVERAL_HINT, VAGUE_HINT
from briefgen.errors import Diagnostic
from briefgen.ledger.formats import DATE_FORMS
from tests.content.contents import EDITION, FILES, load, section

FACTS = FILES[f"{EDITION}/facts.yaml"]
FACTS_END = FACTS.count("\n")
SOURCED = "  label: l\n  source: survey\n"


def only(entry: str) -> Diagnostic:
    """The one fault of a ledger with one more fact, which starts behind `FACTS_END` lines."""
    (fault,) = load({"facts.yaml": FACTS + entry}).diagnostics
    return fault


class TestNumbers:
    @pytest.mark.sample(14)
    @pytest.mark.parametrize(
        ("value", "hint"),
        [
            ('"5,9"', "write 5.9"),
            ('"0,125"', "write 0.125"),
            ('"1234,567"', "write 1234.567"),
            ('"1,234"', "write 1234, or 1.234 if the comma marks decimals"),
            ('"1,234,567"', "write 1234567"),
            ('"12,34,567"', "write 1234567"),
            ('"1,234.56"', "write 1234.56"),
            ('"1.234,56"', "write 1234.56"),
            ('"1.234.567"', "write 1234567"),
            ('"12 480"', "write 12480"),
            ('"184320"', "write 184320, without quotes"),
            ('"-5.5"', "write -5.5, without quotes"),
            ("50%", 'write 50; the percent sign belongs to the unit: unit: "%"'),
            ("5 %", 'write 5; the percent sign belongs to the unit: unit: "%"'),
            ("x9000", "write the number in digits, such as 1234.5"),
            ("about 9,000,000", "write 9000000, and add the line approx: true"),
            ("nearly 7,5", "write 7.5, and add the line approx: true"),
            ("−8", "write -8"),
            ("minus 8", "write -8"),
            ("–8", "write -8 if the dash is a minus"),
            ("(3 456)", "write -3456 if the brackets are a minus, else 3456"),
            ("3,456 boats", "write 3456, or 3.456 if the comma marks decimals"),
            ("3 456*", "write 3456; what the mark says goes into `caveat`"),
            ("3456 (p)", "write 3456; what the mark says goes into `caveat`"),
            ("3456 e", "write 3456; what the mark says goes into `caveat`"),
            ("3½", "write 3.5"),
            ('".75"', "write 0.75"),
            ("٤٥", "write 45"),
            ("0089", 'write 89; a code is a name with a word to it: "No. 0089"'),
            ("c.9", "write 9, and add the line approx: true"),
            ("9 or so", "write 9, and add the line approx: true"),
            ("3456ish", "write 3456, and add the line approx: true"),
            ("3,456 Boats", "write 3456, or 3.456 if the comma marks decimals"),
            ("Total 3,456", "write 3456, or 3.456 if the comma marks decimals"),
            ("eighty (80)", "write the number in digits, such as 1234.5"),
            ("3.4.5", "write the number in digits, such as 1234.5"),
            ("34 5678", "write the number in digits, such as 1234.5"),
            ("4e5", "write the number in digits, such as 1234.5"),
            ("12.4 million", "write 12400000"),
            ("12m", "write the number in digits, such as 1234.5"),
            ("1,000 to 1,200", SEVERAL_HINT),
            ("10–12 or 14", SEVERAL_HINT),
            ("2 of 9", SEVERAL_HINT),
            ("9+", LIMIT_HINT),
            ("over 9,000", LIMIT_HINT),
            ("up to 9,000 boats", LIMIT_HINT),
        ],
    )
    def test_with_a_unit(self, value: str, hint: str) -> None:
        fault = only(f"x:\n  value: {value}\n  unit: boats\n{SOURCED}")
        assert (fault.code, fault.place.line, fault.place.column) == ("BG105", FACTS_END + 2, 10)
        assert (fault.hint, fault.place.width) == (hint, len(value))

    @pytest.mark.sample(10)
    @pytest.mark.parametrize(
        ("value", "hint"),
        [
            ("8,765†", "write 8765, or 8.765 if the comma marks decimals; what the mark says goes into `caveat`"),
            ("8 765[2]", "write 8765; what the mark says goes into `caveat`"),
            ("8765 b", "write 8765; what the mark says goes into `caveat`"),
            ("ca. 8700", "write 8700, and add the line approx: true"),
            ("≈ 8700", "write 8700, and add the line approx: true"),
            ("17 wounded people", "write 17; what is counted is the unit: unit: wounded people"),
            ("17 MW", "write 17; what is counted is the unit: unit: MW"),
            ("2.5 billion litres", "write 2500000000; what is counted is the unit: unit: litres"),
            ("17 EUR", "write 17; the currency goes into the unit: EUR"),
            ("$3,40 per day", "write 3.40; the currency goes into the unit: USD"),
            ("17 per cent", 'write 17; the percent sign belongs to the unit: unit: "%"'),
            ("17k", "write the number in digits, such as 1234.5"),
            ("seventeen", "write the number in digits, such as 1234.5"),
            ("about two dozen", "write the number in digits, such as 1234.5"),
            ("3/8", SEVERAL_HINT),
            ("less than 3%", LIMIT_HINT),
            ('"5.25"', "write 5.25, without quotes"),
            ("...", MISSING_HINT),
            ("–", MISSING_HINT),
            ("'*'", MISSING_HINT),
            ("n.a.", MISSING_HINT),
            ("TBC", MISSING_HINT),
            ("n. a.", MISSING_HINT),
            ("NA (suppressed)", MISSING_HINT),
            ("<LOD", MISSING_HINT),
            ("not stated", MISSING_HINT),
            ("Rs. 450", "write 450"),
            ("(r) 8,760", "write 8760, or 8.760 if the comma marks decimals"),
            ("45-", "write the number in digits, such as 1234.5"),
            ("45?", "write 45; what the mark says goes into `caveat`"),
            ("one-third", "write the number in digits, such as 1234.5"),
            ("not available", MISSING_HINT),
            ("'#DIV/0!'", MISSING_HINT),
            (".nan", MISSING_HINT),
            ("unknown", MISSING_HINT),
        ],
    )
    def test_without_a_unit(self, value: str, hint: str) -> None:
        fault = only(f"x:\n  value: {value}\n{SOURCED}")
        assert (fault.code, fault.place.line, fault.place.column) == ("BG105", FACTS_END + 2, 10)
        assert fault.hint.startswith(hint)

    @pytest.mark.parametrize(
        "value",
        [
            "8th session",
            "8 Mile",
            "5G",
            "H5N1",
            "the 3/8 rule",
            '"1325"',
            "No. 0089",
            "Article 17",
            "phase 4",
            "COVID-19",
            "17th of November Group",
        ],
    )
    def test_names_that_hold_numbers_stay(self, value: str) -> None:
        assert not load({"facts.yaml": f"{FACTS}x:\n  value: {value}\n{SOURCED}"}).diagnostics

    @pytest.mark.parametrize("value", ["several", "Dozens", "a few", "tens of thousands", "some hundreds", "most"])
    def test_words_that_tell_no_number(self, value: str) -> None:
        assert only(f"x:\n  value: {value}\n{SOURCED}").hint == VAGUE_HINT

    @pytest.mark.parametrize("value", ['"XX"', "tk", '"[figure]"', "unavailable", "not reported"])
    def test_places_of_figures_to_come(self, value: str) -> None:
        assert only(f"x:\n  value: {value}\n{SOURCED}").hint == MISSING_HINT

    def test_a_number_in_quotes_is_called_that(self) -> None:
        fault = only(f'x:\n  value: "184320"\n  unit: boats\n{SOURCED}')
        assert "quotes" in fault.message

    @pytest.mark.parametrize(
        ("value", "digits"),
        [("£12400000", "12400000"), ("£12.4m", "12400000"), ("US$ 3 billion", "3000000000"), ("12,5 €", "12.5")],
    )
    @pytest.mark.parametrize("unit", ["  unit: GBP\n", ""])
    def test_a_currency_sign(self, value: str, digits: str, unit: str) -> None:
        fault = only(f"x:\n  value: {value}\n{unit}{SOURCED}")
        assert (fault.code, fault.place.line, fault.place.column) == ("BG105", FACTS_END + 2, 10)
        assert fault.hint.startswith(f"write {digits}; the ")
        assert "unit" in fault.hint


class TestUnits:
    @pytest.mark.sample(6)
    @pytest.mark.parametrize(
        ("unit", "hint"),
        [
            ("£", "write GBP"),
            ("€", "write EUR"),
            ("₹", "write INR"),
            ("¥", "write JPY or CNY, whichever is meant"),
            ("$", "write USD, AUD, CAD, HKD, NZD or SGD, whichever is meant"),
            ("¢", "write the currency's code, such as USD"),
            ("£m", "write GBP, and the value in full"),
            ("gbp", "write GBP"),
        ],
    )
    @pytest.mark.parametrize("given", ["  value: 5\n  source: survey\n", "  formula: landings * 2\n"])
    def test_a_currency(self, unit: str, hint: str, given: str) -> None:
        fault = only(f"x:\n  unit: {unit}\n  label: l\n{given}")
        assert (fault.code, fault.place.line, fault.place.column) == ("BG212", FACTS_END + 2, 9)
        assert fault.hint == hint

    @pytest.mark.parametrize("unit", ["GBP", "pounds", "tonnes", "cups", '"%"'])
    def test_units_that_stay(self, unit: str) -> None:
        assert not load({"facts.yaml": f"{FACTS}x:\n  value: 5\n  unit: {unit}\n{SOURCED}"}).diagnostics


class TestDates:
    @pytest.mark.sample(10)
    @pytest.mark.parametrize(
        ("value", "hint"),
        [
            ("2031-5-18", "write 2031-05-18"),
            ("2031/05/18", "write 2031-05-18"),
            ("2031-05-18T10:00", "write 2031-05-18"),
            ("18 May 2031", "write 2031-05-18"),
            ("Sunday, 18th of May, 2031", "write 2031-05-18"),
            ("18-May-2031", "write 2031-05-18"),
            ("May 18, 2031", "write 2031-05-18"),
            ("Sept. 3 2031", "write 2031-09-03"),
            ("18.05.2031", "write 2031-05-18"),
            ("8.5.2031", "write 2031-05-08"),
            ("5/18/2031", "write 2031-05-18"),
            ("18/5/31", "write 2031-05-18"),
            ("5/8/2031", "write 2031-08-05 or 2031-05-08"),
            ("31 February 2031", "check the day and month, and write it as 2025-02-28"),
        ],
    )
    @pytest.mark.parametrize("key", ["value", "value: 1\n  as_of"])
    def test_a_date_in_another_form(self, value: str, hint: str, key: str) -> None:
        fault = only(f"x:\n  {key}: {value}\n{SOURCED}")
        assert (fault.code, fault.place.column) == ("BG107", len(key.split("\n")[-1].strip()) + 5)
        assert (fault.hint, fault.place.width) == (hint, len(value))

    @pytest.mark.parametrize(
        "value",
        [
            "267th Corps Commanders’ Conference",
            "Resolution 47 (1948)",
            "November",
            "the elections of May 2031",
            "18 Mayors 2031",
            "Autumn Statement 2031",
            "Week of Prayer",
            "Early Settlers",
            "May Day",
            "Spring",
            "the Long March",
            "Version 1.2.3",
        ],
    )
    def test_names_stay_names(self, value: str) -> None:
        assert not load({"facts.yaml": f"{FACTS}x:\n  value: {value}\n{SOURCED}"}).diagnostics

    @pytest.mark.sample(3)
    @pytest.mark.parametrize(
        ("value", "hint"),
        [
            ('"12 per 1,000"', 'write 12, and in a line of its own: unit: "per 1,000"'),
            ('"3 deaths per 1,000 births"', 'write 3, and in a line of its own: unit: "deaths per 1,000 births"'),
            ("75 AFN per USD", 'write 75, and in a line of its own: unit: "AFN per USD"'),
            ('"34.5553, -69.2075"', "write 34.5553°N 69.2075°W"),
            ("more than ninety", '"more than 20"'),
            ("at least two", '"at least 20"'),
            ("91°N 10°E", "write latitude and longitude"),
        ],
    )
    def test_rates_positions_and_limits_that_are_written_otherwise(self, value: str, hint: str) -> None:
        assert hint in only(f"x:\n  value: {value}\n{SOURCED}").hint

    @pytest.mark.parametrize(
        ("fiscal", "value", "code"),
        [
            ('"04-01"', "FY2025/26", ""),
            ('{starts: "04-01", called_by: start}', "FY 2025", ""),
            ("1 July", "12", "BG107"),
            ('"02-30"', "12", "BG107"),
            ('"01-01"', "FY2025/26", "BG107"),
            ("", "FY2025/26", "BG107"),
        ],
    )
    def test_a_fiscal_year_is_that_of_the_desk(self, fiscal: str, value: str, code: str) -> None:
        desk = FILES["desk.yaml"] + (f"fiscal_year: {fiscal}\n" if fiscal else "")
        found = load({"desk.yaml": desk, "facts.yaml": f"{FACTS}x:\n  value: {value}\n{SOURCED}"}).diagnostics
        assert [each.code for each in found] == ([code] if code else [])

    @pytest.mark.sample(16)
    @pytest.mark.parametrize(
        ("value", "fault", "hint"),
        [
            ("2031/6", "is a month", "write 2031-06"),
            ("06/2032", "is a month", "write 2032-06"),
            ("June 2031", "is a month", "write 2031-06"),
            ("Feb. 2032", "is a month", "write 2032-02"),
            ("18 May", "is a day without its year", "write the year as well"),
            ("May 18th", "is a day without its year", "write the year as well"),
            ("Q2 2031", "is a part of a year", "write 2031-Q2"),
            ("H2 2031", "is a part of a year", "write 2031-Q3/2031-Q4"),
            ("2031-W07", "is a week", "such as 2031-03-31/2031-04-06"),
            ("2024/25", "is a span of years", "write 2024/2025, or FY2024/25 if"),
            ("FY 2031-Q2", "is a fiscal year", "in desk.yaml when it begins"),
            ("2029–2031", "is a span of years", "write 2029/2031"),
            ("mid-June 2031", "is a time", "write 2031-06 for the month, and the words beside it"),
            ("the end of Feb. 2032", "is a time", "write 2032-02 for the month"),
            ("late June", "is a time", "write it as 2031-06"),
            ("June to August 2031", "is a span of time", "write 2031-06/2031-08"),
            ("2 to 6 June 2031", "is a span of time", "write 2031-06-02/2031-06-06"),
            ("28 May – 2 June 2031", "is a span of time", "write 2031-05-28/2031-06-02"),
            ("week 7", "is a time", "2031-03-31/2031-04-06"),
            ("Weeks 7–9", "is a time", "2031-03-31/2031-04-06"),
            ("Autumn 2031", "is a time", "write 2031 with the unit year"),
            ("since 2019", "is a time", "write 2019 with the unit year"),
            ("winter 2031/32", "is a time", "write it as 2031-06"),
            ("the second half of 2031", "is a time", "write it as 2031-06"),
            ("last week", "is a time", "write the day"),
            ("tomorrow", "is a time", "write the day"),
            ("the 2020s", "is a decade", "write 2020s"),
            ("'09:45:30'", "is a time of day", "such as 14:30"),
            ("14h30", "is a time of day", "such as 14:30"),
            ("21:45:10 UTC", "is a time of day", "such as 14:30"),
        ],
    )
    @pytest.mark.parametrize("unit", ["", "  unit: boats\n"])
    def test_times_that_no_fact_can_be(self, value: str, fault: str, hint: str, unit: str) -> None:
        found = only(f"x:\n  value: {value}\n{unit}{SOURCED}")
        assert (found.code, found.place.line, found.place.column) == ("BG105", FACTS_END + 2, 10)
        assert fault in found.message
        assert hint in found.hint

    @pytest.mark.parametrize("value", ["1900 to 2000", "between 1900 and 2000", "1900–2000"])
    def test_a_range_of_amounts_that_could_be_years(self, value: str) -> None:
        assert only(f"x:\n  value: {value}\n  unit: boats\n{SOURCED}").hint.endswith(
            "for a range of boats, write 1.9 to 2 thousand"
        )
        assert "thousand" not in only(f"x:\n  value: {value}\n{SOURCED}").hint


class TestSources:
    @pytest.mark.parametrize(
        ("source", "hint"),
        [
            ("survey, table 1", "write {id: survey, at: table 1}"),
            ("survey table 1", "write {id: survey, at: table 1}"),
            ("survey, table 3, last line", 'write {id: survey, at: "table 3, last line"}'),
            ("survey; ¶ 4", 'write {id: survey, at: "¶ 4"}'),
            ("the survey", "small letters, digits, - and _; the first is a letter"),
        ],
    )
    def test_a_source_and_a_place(self, source: str, hint: str) -> None:
        fault = only(f"x:\n  value: 5\n  label: l\n  source: {source}\n")
        assert (fault.code, fault.place.column, fault.hint) == ("BG108", 11, hint)

    def test_no_date_and_no_reason(self) -> None:
        sources = FILES["sources.yaml"] + "note: {kind: note, title: t}\n"
        (fault,) = load({"sources.yaml": sources}).diagnostics
        assert (fault.code, fault.place.line, fault.place.width) == ("BG104", 3, 4)
        assert "undated" in fault.hint


def test_forms_of_dates() -> None:
    desk = FILES["desk.yaml"].replace("percent_space: true", "date: longer")
    (fault,) = load({"desk.yaml": desk}).diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == ("BG105", 6, 35)
    assert fault.message.endswith("expected one of long, short, weekday_long, iso")
    assert fault.hint == 'did you mean "long"?'
    assert {form.value for form in DateForm} <= set(DATE_FORMS)


class TestYaml:
    @pytest.mark.parametrize(
        ("entry", "line", "column", "hint"),
        [
            ("x:\n  value: 5\n  unit: %\n" + SOURCED, 3, 9, 'put it in quotes: "%"'),
            ("x:\n  value: 5\n  unit: % # of all\n" + SOURCED, 3, 9, 'put it in quotes: "%"'),
            ("x: {value: 5, unit: %, label: l, source: survey}\n", 1, 21, 'put it in quotes: "%"'),
            ("x:\n  value: 5\n  label: @home\n  source: survey\n", 3, 10, 'put it in quotes: "@home"'),
            ("x:\n  value:184320\n  unit: t\n" + SOURCED, 2, 8, "write a space behind the colon"),
            (f"x:\n{SOURCED}  value:5\n\n# more\n\ny: {{value: 5, label: l, source: survey}}\n", 4, 8, "space behind"),
            ("x:\n  value:5\n\n", 2, 3, "write a space behind the colon"),
            ("x: {value: 5, label: l, source: {id: survey, at:4}}\n", 1, 48, "write a space behind the colon"),
        ],
    )
    def test_slips(self, entry: str, line: int, column: int, hint: str) -> None:
        fault = only(entry)
        assert (fault.place.line - FACTS_END, fault.place.column) == (line, column)
        assert hint in fault.hint

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("at: table 3, last line", 'put the text in straight quotes: "table 3, last line"'),
            ("at: table 3, row 2 , left", 'put the text in straight quotes: "table 3, row 2 , left"'),
            ("at: “table 3, last line”", 'put the text in straight quotes: "table 3, last line"'),
            ("at: 12,480", "write 12480, or 12.480 if the comma marks decimals"),
            ("at: 5,9", "write 5.9"),
        ],
    )
    def test_a_comma_in_braces(self, text: str, hint: str) -> None:
        fault = only(f"x: {{value: 5, label: l, source: {{{text}, id: survey}}}}\n")
        assert (fault.code, fault.place.column, fault.place.width) == ("BG101", 38, len(text) - 4)
        assert fault.hint == hint

    def test_a_comma_in_braces_breaks_its_own_entry_only(self) -> None:
        text = FACTS.replace("{id: survey, at: table 2}", "{id: survey, at: table 2, below}") + "x: 7\n"
        assert [fault.code for fault in load({"facts.yaml": text}).diagnostics] == ["BG101", "BG105"]


class TestTables:
    @pytest.mark.parametrize(
        ("body", "line", "hint"),
        [
            ("| a | b |\n| 1 | 2 |\n", 5, "add a line | --- | --- | below the header"),
            ("| a | {{ landings | unit }} |\n", 5, "add a line | --- | --- | below the header"),
            ("Table: t {#t}\n\n| a | b | c |\n| 1 | 2 | 3 |\n\n[](#table:t)", 7, "| --- | --- | --- |"),
            ("Table: t\n\na | b\n1 | 2\n", 7, "add a line | --- | --- | below the header"),
            ("Table: t {#t}\n| a | b |\n| 1 | 2 |\n", 6, "add a line | --- | --- | below the header"),
        ],
    )
    def test_no_line_of_dashes(self, body: str, line: int, hint: str) -> None:
        (fault,) = section(body).diagnostics
        assert (fault.code, fault.place.line, fault.place.column) == ("BG154", line, 1)
        assert hint in fault.hint

    @pytest.mark.parametrize(
        "body", ["|x| is x without its sign", "a | b\nc | d", "Table: t\n\n{{ landings | unit }}", "Table: t\n\nb"]
    )
    def test_what_is_no_table(self, body: str) -> None:
        assert not section(body).diagnostics


@pytest.mark.parametrize("text", ["May 2031", "mar 2031", "Islamabad"])
def test_an_english_month_and_a_single_name_ask_for_no_other_language(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    known = dates._months

    def months(language: str) -> tuple[tuple[str, int], ...]:
        asked.append(language)
        return known(language)

    monkeypatch.setattr(dates, "_months", months)
    found = dates.time_in(text)
    assert set(asked) <= {"en"}
    assert (found is not None) == text.endswith("2031")

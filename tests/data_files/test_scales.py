"""Words around cells that say that figures are thousands or millions."""

from __future__ import annotations

import pytest

from briefgen.data_files import Declared, ReadAs, Selector, Taken, read, scales_in, scales_in_title, take
from tests.archives import unzipped, zipped
from tests.data_files.books import texts, xlsx


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        *((each, "thousand") for each in ("Population ('000)", "Staff (000s)", "thousand ha", "Tsd. Personen")),
        *((each, "thousand") for each in ("1 000 EUR", "Persons (1,000)", "x 1000", "TEUR", "milliers de tonnes")),
        *(
            (each, "thousand")
            for each in ("тыс. человек", "ألف طن", "بالآلاف", "R$ mil", "USD k", "miles de toneladas")
        ),
        *((each, "million") for each in ("Cost (USD million)", "Cost $m", "US$M", "in Mio. EUR", "M€", "млн руб.")),
        *((each, "million") for each in ("en millones de USD", "مليون دولار", "milhões de reais")),
        *(
            (each, "billion")
            for each in ("EUR bn", "USD BN", "bn PKR", "Budget (Mrd. €)", "mil millones de USD", "milliards de francs")
        ),
        ("Lakh PKR", "lakh"),
        ("000", "thousand"),
        *((each, "crore") for each in ("Rs crore", "کروڑ روپے")),
    ],
)
def test_a_heading_says_in_what_its_figures_are(heading: str, scale: str) -> None:
    assert scales_in(heading) == {scale}


@pytest.mark.parametrize(
    "heading",
    [
        "Deaths per 1,000 births", "per million people", "Cities over 5 million", "Distance (miles)", "Length (m)", "m",
        "km²", "Under 1,000", "500-1,000", "taux pour 1000", "je 1.000 Einwohner", "one million", "Families", "USD/m",
        "EUR / m²", "1000-1999", "", "1000", "1,000", "TN", "MN", "BN", "3rd Bn", "اربيل", "ہزارہ", "هزاره",
        "Lakhimpur", "Milliardaires", "Tausendfüßler",
    ],
)  # fmt: skip
def test_other_headings_say_nothing_of_that(heading: str) -> None:
    assert not scales_in(heading)


@pytest.mark.parametrize(
    ("title", "scales"),
    [
        ("Table 3. Persons reached by region (thousands)", {"thousand"}),
        ("Persons reached, in thousands", {"thousand"}),
        ("Unit: USD million", {"million"}),
        ("USD million", {"million"}),
        ("Haushalt in Mio. EUR", {"million"}),
        ("Millions lack water, thousands displaced by the flood in the whole of the country", set()),
        ("Deaths (per 1,000)", set()),
        ("('000)", {"thousand"}),
        ("1000", set()),
        ("(1,000)", set()),
    ],
)
def test_a_title_says_it_in_brackets_or_at_its_end(title: str, scales: set[str]) -> None:
    assert scales_in_title(title) == scales


SHEET = xlsx(
    texts(
        ("Table 3. Persons reached and costs (thousands)",),
        ("Region", "Unit", "Men", "Cost (USD million)", "Share"),
        ("North", "people", 12, 3, 4),
        ("South", "million people", 12, 3, 4),
        ("Budget (EUR bn)", "", 12, 3, 4),
    )
)


@pytest.mark.parametrize(
    ("row", "column", "scales"),
    [
        ("North", "Men", ("thousand",)),
        ("North", "Cost (USD million)", ("million",)),
        ("South", "Men", ("million",)),
        ("Budget (EUR bn)", "Men", ("billion",)),
    ],
)
def test_the_nearest_words_count(row: str, column: str, scales: tuple[str, ...]) -> None:
    workbook = read("a.xlsx", SHEET)
    at = {"North": 3, "South": 4, "Budget (EUR bn)": 5}[row], {"Men": "C", "Cost (USD million)": "D"}[column]
    for selector in (Selector(row=row, column=column), Selector(cell=f"{at[1]}{at[0]}")):
        taken = take(workbook, selector, ReadAs.FIGURE, Declared())
        assert isinstance(taken, Taken), taken
        assert taken.scales == scales


def test_a_table_above_says_nothing_of_the_next() -> None:
    rows = (("In thousands",), ("Region", "Men"), ("North", 1), ("",), ("Region", "Women"), ("South", 2))
    taken = take(read("a.xlsx", xlsx(texts(*rows))), Selector(cell="B6"), ReadAs.FIGURE, Declared())
    assert isinstance(taken, Taken)
    assert taken.scales == ()


@pytest.mark.parametrize(
    ("file", "data", "selector"),
    [
        ("a.json", b'{"population_thousands": 12}', Selector(pointer="/population_thousands")),
        ("a.csv", b"Area,UNIT_MULT,Value\nNorth,3,12\n", Selector(row="North", column="Value")),
        ("a.csv", b"Area,PowerCode,Value\nNorth,Thousands,12\n", Selector(row="North", column="Value")),
        ("a.csv", b"Area,Value\n,'000\nNorth,12\n", Selector(row="North", column="Value")),
    ],
)
def test_downloads_say_it_in_their_own_ways(file: str, data: bytes, selector: Selector) -> None:
    taken = take(read(file, data), selector, ReadAs.FIGURE, Declared())
    assert isinstance(taken, Taken), taken
    assert taken.scales == ("thousand",)


@pytest.mark.parametrize(
    ("rows", "name", "scales"),
    [
        ((("Area", "Cost"), ("Unit", "USD m"), ("North", 12)), "Data", ("million",)),
        ((("Area", "Cost"), ("North", 12), ("Note: figures in thousands of USD",)), "Data", ("thousand",)),
        ((("Area", "Cost"), ("North", 12), ("Source: Ministry",), ("Alle Angaben in Mio. EUR",)), "Data", ("million",)),
        ((("Area", "Cost"), ("North", 12), ("Source: Million Voices, in Kabul",)), "Data", ()),
        ((("Area", "Cost"), ("North", 12), ("Note: 5 million people live in Kabul",)), "Data", ()),
        ((("Area", "Cost"), ("North", 12), ("",), ("Table 2. Costs in millions",)), "Data", ()),
        ((("Area", "Cost"), ("North", 12)), "Budget USD m", ("million",)),
    ],
)
def test_rows_of_units_notes_and_names_of_sheets_say_it(
    rows: tuple[tuple[object, ...], ...], name: str, scales: tuple[str, ...]
) -> None:
    parts = unzipped(xlsx(texts(*rows)))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Data"', f'name="{name}"'.encode())
    taken = take(read("a.xlsx", zipped(parts)), Selector(row="North", column="Cost"), ReadAs.FIGURE, Declared())
    assert isinstance(taken, Taken), taken
    assert taken.scales == scales


def test_a_thousand_among_the_figures_of_a_text_is_no_unit() -> None:
    workbook = read("a.csv", b"Area,Part,Value,Before\n,all,1000,1000\nNorth,all,12,1000\n")
    taken = take(workbook, Selector(row="North", column="Value"), ReadAs.FIGURE, Declared())
    assert isinstance(taken, Taken), taken
    assert taken.scales == ()

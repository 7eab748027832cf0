from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout.boxes import RowBox, TextBox
from briefgen.layout.columns import GAP
from briefgen.layout.document import lay_out
from briefgen.layout.tables import FIGURE, TableBox, column_widths, cut_row
from briefgen.layout.text import TextLine
from briefgen.model.blocks import Align, Cell, Column, Table
from briefgen.model.inlines import Text
from briefgen.theme import Role
from tests.formats.pdf.brief import document
from tests.fuzz import limited
from tests.house import house


def cell(lines: int, name: str = "") -> TextBox:
    return TextBox(lines=(TextLine(()),) * lines, leading=10.0, names=(name,) if name else ())


def row(*lines: int) -> RowBox:
    return RowBox(cells=tuple((index * 50.0, cell(count)) for index, count in enumerate(lines)))


def grid(*heights: int, page: float = 200.0, foot: int = 0) -> TableBox:
    return TableBox(
        header=row(1),
        rows=tuple(row(height) for height in heights),
        width=100.0,
        page=page,
        strong="#000000",
        thin="#000000",
        again=replace(cell(1), after=4.0),
        foot=cell(foot) if foot else None,
    )


@pytest.mark.parametrize(
    ("shares", "widths"),
    [
        ((0.5, 0.2, 0.3), [200, 80, 120]),
        ((0.0, 0.0), [200, 200]),
        ((0.5, 0.0, 0.0), [200, 100, 100]),
        ((0.25, 0.25), [100, 100]),
        ((1.0, 0.0), [800 / 3, 400 / 3]),
        ((0.8, 0.8), [200, 200]),
    ],
)
def test_widths_are_shares_and_the_rest_is_divided(shares: tuple[float, ...], widths: list[float]) -> None:
    columns = [Column(Align.LEFT, share) for share in shares]
    assert column_widths(columns, 400 - GAP) == pytest.approx([width - GAP for width in widths])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("page 12, of 1,250.5 €3 and 12%", ["12,", "1,250.5", "€3", "12%"]),
        ("−5 +5 (5) 5t 5/6 2030–31", ["−5", "+5", "5/6", "2030–31"]),
        ("5\u00a06\n7", ["5", "6", "7"]),
        ("– , €", []),
    ],
)
def test_figures_are_words_of_digits_and_signs(text: str, figures: list[str]) -> None:
    assert FIGURE.findall(text) == figures


@pytest.mark.parametrize("word", ["9", "9,", ",", "$9"])
def test_a_figure_of_any_length_is_looked_at_once(word: str) -> None:
    with limited():
        assert FIGURE.findall(f"{word * 200_000};") == []
        assert FIGURE.findall(f"9{word * 200_000}") == [f"9{word * 200_000}"]


@pytest.mark.parametrize(
    ("heights", "room", "parts"),
    [
        ([1] * 10, 65, (5, 5)),
        ([1] * 10, 108, (8, 2)),
        ([1] * 10, 25, None),
        ([1] * 3, 35, None),
        ([1, 20, 1], 40, (2, 2)),  # a row that no page can hold begins where it stands
        ([1, 18, 1], 40, (1, 2)),
    ],
)
def test_two_rows_stand_on_either_side(heights: list[int], room: float, parts: tuple[int, int] | None) -> None:
    split = grid(*heights).split(room)
    assert (tuple(len(part.rows) for part in split) if split else None) == parts


def test_no_page_ends_behind_the_heading_of_a_group() -> None:
    rows = grid(*[1] * 10).rows
    below = replace(grid(*[1] * 10), rows=(*rows[:5], replace(rows[5], keep=True), *rows[6:]))
    first, _ = below.split(75) or pytest.fail("not split")
    assert len(first.rows) == 5


def test_a_low_table_stays_whole_until_it_has_started() -> None:
    low = grid(*[1] * 10, page=440)
    assert low.split(65) is None
    assert replace(low, continued=True).split(65) is not None


def test_a_split_table_goes_on_below_its_header() -> None:
    first, rest = grid(*[1] * 10, foot=1).split(65) or pytest.fail("not split")
    assert (first.continued, rest.continued) == (False, True)
    assert (first.closed, rest.closed) == (False, True)
    assert rest.header is first.header
    assert first.foot is None
    assert rest.foot is not None
    assert first.height == 60
    assert rest.height == 14 + 10 + 50 + 10, "the line that says so, the header, five rows and the source"


def test_the_source_takes_rows_with_it() -> None:
    first, rest = grid(*[1] * 5, foot=1).split(60) or pytest.fail("not split")
    assert (len(first.rows), len(rest.rows)) == (3, 2)


def test_a_row_higher_than_a_page_is_cut_and_others_only_where_they_would_leave_white() -> None:
    first, rest = grid(50, 1).split(200) or pytest.fail("not split")
    assert first.rows[0].height == 190
    assert [row.height for row in rest.rows] == [310, 10]
    first, rest = grid(18, 1).split(150) or pytest.fail("not split")
    assert [row.height for row in first.rows] == [140]
    first, rest = grid(1, 18, 1).split(35) or pytest.fail("not split")
    assert [row.height for row in rest.rows] == [180, 10]


def test_cells_of_a_cut_row_end_each_at_its_own_length() -> None:
    first, rest = cut_row(row(5, 2), 30) or pytest.fail("not cut")
    assert [cell.height for _, cell in first.cells] == [30, 20]
    assert [cell.height for _, cell in rest.cells] == [20, 0]
    assert cut_row(row(5, 2), 9) is None


def test_a_cut_row_leaves_no_line_alone() -> None:
    kept = [(cut_row(row(4), room) or pytest.fail("not cut"))[1].cells[0][1].height for room in (20, 30, 39)]
    assert kept == [20, 20, 20]


@pytest.mark.parametrize(("language", "side"), [("en-GB", 0.0), ("ur-PK", 5.0)])
def test_figures_stand_so_far_before_the_end_of_their_column(language: str, side: float) -> None:
    """The box of a line is narrower by the inset, and begins behind it where figures stand at the start."""
    size = house().style(Role.TABLE).size
    figures = tuple((Cell((Text("North"),)), Cell((Text("5"),), behind="", inset=each / size)) for each in (0.0, 5.0))
    table = Table((Column(), Column(Align.RIGHT)), figures[0], figures, id="t")
    made = document([table])
    placed = lay_out(replace(made, properties=replace(made.properties, language=language)), {}, house())
    (box,) = (each for page in placed.pages for each in page.body if isinstance(each, TableBox))
    (x, usual), (shifted_x, shifted) = (row.cells[1] for row in box.rows)
    assert isinstance(usual, TextBox)
    assert isinstance(shifted, TextBox)
    assert (shifted_x - x, usual.width - shifted.width) == pytest.approx((side, 5.0))

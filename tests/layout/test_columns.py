"""Column widths follow the texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content import house_assets, load_theme
from briefgen.layout.columns import (
    LEAST,
    NARROWEST,
    ROOM,
    Need,
    column_shares,
    column_widths,
    gap_of,
    leading_of,
    need,
    with_column_widths,
)
from briefgen.layout.columns import type_scale as scale_of
from briefgen.layout.text import HAIR, TextRun, char_style, width_of
from briefgen.model.blocks import Align, Cell, Column, GroupCell, Quotation, Table
from briefgen.model.inlines import Inline, LineBreak, Strong, Text
from briefgen.model.length import pt
from briefgen.model.traverse import plain_text
from briefgen.theme import Face, Family, Role, Theme
from tests.formats.pdf.brief import document
from tests.house import house

STYLE = char_style(house(), Role.TABLE_HEADER)
WIDTH = float(house().page.text_width)
EM = STYLE.size
EMS_ACROSS = WIDTH / EM
LONG = "a sentence of many words that needs more than one line in its column " * 3


def needs(rows: list[list[str]]) -> list[list[Need]]:
    return [[need(text, STYLE) for text in row] for row in rows]


def shares(rows: list[list[str]], scale: float = 1.0) -> list[float]:
    """The shares of the columns of a table, all of whose texts are as bold as its header."""
    return column_shares(needs(rows), WIDTH, EM, scale)


def type_scale(rows: list[list[str]]) -> float:
    return scale_of(needs(rows), WIDTH, EM)


def fitted(table: Table) -> Table:
    (made,) = with_column_widths(document([table]), house()).blocks
    assert isinstance(made, Table)
    return made


def test_names_and_figures_have_room_before_headings_where_columns_are_many() -> None:
    names, figures = ["Coldstream", "Saint Bartholomew"], ["8,851", "1,250"]
    heads, above = ["District", *["Confirmed", "Suspected", "Total"] * 5], ["", *["New cases"] * 15]
    made = needs([heads, above, *([name, *[figure] * 15] for name, figure in zip(names, figures, strict=True))])
    scale = scale_of(made, WIDTH, EM)
    widths = column_widths([Column(width=share) for share in column_shares(made, WIDTH, EM, scale, heads=2)], WIDTH)
    assert sum(widths) + gap_of(16) * 15 == pytest.approx(WIDTH)
    assert widths[0] >= scale * STYLE.width("Bartholomew")
    assert min(widths) >= scale * STYLE.width("8,851")


def test_small_table_stays_narrow() -> None:
    assert sum(shares([["Group", "Killed"], ["Civilians", "927"]])) == pytest.approx(NARROWEST)


def test_a_column_is_as_wide_as_its_widest_line() -> None:
    def table(*content: Inline) -> Table:
        cells = (Cell(content), Cell((Text("a" * 50),)))
        return Table((Column(), Column()), cells, (cells,))

    def widths(table: Table) -> list[float]:
        return [column.width for column in fitted(table).columns]

    broken = widths(table(Text("This edition"), LineBreak(), Text("5 May 2031")))
    assert broken == widths(table(Text("This edition")))
    assert broken != widths(table(Text("This edition 5 May 2031")))


def test_table_near_the_text_width_fills_it() -> None:
    assert sum(shares([["a" * 30, "b" * 30, "c" * 30]])) == pytest.approx(1)


def test_long_column_takes_what_short_ones_leave() -> None:
    number, account, source = shares([["Figure", "What it is", "Source"], ["2,546", LONG, "[2, ¶ 7]"]])
    assert account > 0.7
    assert number + account + source == pytest.approx(1)


def test_no_column_starves_beside_a_longer_one() -> None:
    short, long = shares([["words of a line " * 2, LONG * 4]])
    assert short > 0.15
    assert short + long == pytest.approx(1)


@pytest.mark.parametrize(
    "rows",
    [[["a", "b"], ["1", "2"]], [["", ""], ["", ""]], [["a", LONG], ["1", LONG]], [["a", "b"], ["1", "x" * 500]]],
    ids=["letters", "empty", "long beside", "unbreakable beside"],
)
def test_every_column_has_room_for_a_word(rows: list[list[str]]) -> None:
    assert min(shares(rows)) * EMS_ACROSS >= LEAST - 1e-9


def test_many_columns_differ_by_their_texts() -> None:
    name, *numbers = shares([["Harbour", *("Q1",) * 14], ["North", *("123",) * 14]])
    assert name * EMS_ACROSS > 4.5
    assert min(numbers) * EMS_ACROSS >= 3


@pytest.mark.parametrize(("columns", "scale"), [(2, 1), (8, 1), (10, 0.89), (11, 0.78), (12, 0.78), (30, 0.78)])
def test_type_is_smaller_where_columns_are_many(columns: int, scale: float) -> None:
    """So much that the words find room, and never below seven points of nine."""
    row = tuple(Cell((Text("Punctual"),)) for _ in range(columns))
    table = fitted(Table((Column(),) * columns, row, (row,), turned=False))
    assert table.scale == pytest.approx(scale, abs=0.01)
    assert sum(column.width for column in table.columns) <= 1 + 1e-9


def heads(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),)) for text in texts)


def test_a_heading_is_broken_before_cells_and_the_rest_goes_to_the_longest_text() -> None:
    long, status = "Present status of the works at the quay", "Suspended"
    rows = (heads("Cold Bay", status, LONG * 2),) * 6
    named = fitted(Table((Column(),) * 3, heads("Harbour", long, "Remarks"), rows))
    dated = fitted(Table((Column(),) * 3, heads("Harbour", "5 May 2031", "Remarks"), (heads("Bay", "1", LONG * 2),)))
    widths = column_widths(named.columns, WIDTH)
    assert STYLE.width("Suspended") < widths[1] < STYLE.width(long) * 0.7
    assert widths[2] > 0.6 * WIDTH
    assert column_widths(dated.columns, WIDTH)[1] > STYLE.width("5 May 2031")


def test_room_goes_where_it_saves_most_lines() -> None:
    """Two columns of text, one twice as long, are about as high as each other, and lower than with equal widths."""
    texts = [need(LONG, STYLE), need(LONG * 2, STYLE)]
    short, long = (share * WIDTH - gap_of(2) - ROOM for share in column_shares([texts], WIDTH, EM))
    heights = texts[0].height(short), texts[1].height(long)
    assert abs(heights[0] - heights[1]) <= 1
    assert max(heights) < texts[1].height((WIDTH - gap_of(2)) / 2 - ROOM)


def test_dense_type_is_of_eight_points_and_the_heading_of_a_group_asks_for_no_room() -> None:
    plain = Table((Column(),) * 2, (Cell(()),) * 2, ((Cell((Text("Boats"),)), Cell((Text(LONG),))),), dense=True)
    headed = replace(plain, rows=((GroupCell((Text(LONG),)), Cell(())), *plain.rows))
    assert fitted(headed).columns == fitted(plain).columns
    scale = fitted(plain).scale
    style = house().style(Role.TABLE)
    assert (style.scaled(scale), leading_of(style, scale, dense=True)) == (8, 10)


def test_a_table_stands_on_a_landscape_page_where_its_type_would_be_small_or_it_is_asked_for() -> None:
    row = tuple(Cell((Text("Punctual"),)) for _ in range(12))
    many, few = Table((Column(),) * 12, row, (row,)), Table((Column(),) * 2, row[:2], (row[:2],))
    assert [fitted(table).turned for table in (many, few)] == [True, False]
    assert fitted(many).scale > fitted(replace(many, turned=False)).scale
    assert fitted(replace(few, turned=True)).turned
    (quoted,) = with_column_widths(document([Quotation((many,))]), house()).blocks
    assert isinstance(quoted, Quotation)
    assert not any(isinstance(block, Table) and block.turned for block in quoted.content)


def test_an_address_does_not_make_type_smaller() -> None:
    assert type_scale([["a" * 200, "1"]]) == 1


@pytest.mark.parametrize("word", ["Donaudampfschifffahrtsgesellschaftskapitänsmütze", "WWWMMM", "28 Nov 2025", "mumm"])
def test_no_word_is_wider_than_its_column(word: str) -> None:
    share = shares([[word, LONG * 3]])[0]
    assert STYLE.width(word) <= column_widths((Column(width=share), Column(width=1 - share)), WIDTH)[0]


def test_bold_words_have_room_beside_others() -> None:
    word = "Minimum-income-measurements"
    cells = (Cell((Strong((Text(word),)),)), Cell((Text(LONG),)))
    table = fitted(Table((Column(), Column()), (Cell(()), Cell(())), (cells,)))
    bold = char_style(house(), Role.TABLE).weighted(bold=True, italic=False)
    assert bold.width(word.split("-")[-1]) <= column_widths(table.columns, WIDTH)[0]


def test_columns_that_need_little_get_it_beside_unbreakable_texts() -> None:
    """Of two that must be broken anyway, the longer one has more room, so that the row is lower."""
    number, *links = shares([["2,546", "x" * 90, "y" * 400]])
    assert number * EMS_ACROSS == pytest.approx(LEAST, abs=1)
    assert links[0] < links[1]


def test_a_word_that_is_broken_anyway_leaves_room_to_sentences() -> None:
    """Otherwise one long name would make all sentences beside it narrow."""
    figures = ["Examination", "Consultation"] * 2
    rows = [["Leeds", *figures, LONG]] * 6 + [["x" * 58, *figures, "On track."]]
    made = needs(rows)
    padding = gap_of(6) + ROOM
    *_, remarks = column_shares(made, WIDTH, EM)
    least = [max(each.unbroken for each in column) + padding for column in zip(*made, strict=True)]
    assert remarks * WIDTH > least[-1] + EM
    assert made[0][-1].height(remarks * WIDTH - padding) < made[0][-1].height(least[-1] - padding)


def test_long_figures_are_not_broken_for_sentences() -> None:
    figure, name = need("1,234,567\u00a0to\u00a07,654,321\u00a0households", STYLE), need("x" * 40, STYLE)
    assert figure.parted() == figure
    assert name.parted().word == 0


def test_a_broken_word_takes_the_lines_of_its_parts() -> None:
    word = need("x" * 40, STYLE)
    assert [word.height(word.whole / parts) for parts in (1, 2, 3)] == [1, 2, 3]
    assert need(f"a {'x' * 40}", STYLE).height(word.whole / 2) == 3


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.lists(st.lists(st.text("ab ", max_size=90), min_size=n, max_size=n), min_size=1)
    )
)
def test_widths_are_positive_and_fit_the_page(rows: list[list[str]]) -> None:
    widths = shares(rows)
    assert len(widths) == len(rows[0])
    assert all(width > 0 for width in widths)
    assert sum(widths) <= 1 + 1e-9


def test_an_address_leaves_room_to_the_prose_beside_it() -> None:
    """It may be broken at its joints, and so asks for no more than what stands between them."""
    prose = "The council met at the quay and heard from those who fish there what the ban has meant for them. " * 2
    for address in (
        "https://data.example.org/datasets/regional/weekly/returns-by-clinic-and-age-group.csv?year=2031&part=2",
        "returns-of-the-northern-clinics@statistics.health.example.org",
        "www.example.org/a_file_with_a_long_name/and/another/one/below/it.html",
    ):
        prose_width, address_width = shares([["What it holds", "Where"], [prose, address]])
        assert prose_width > address_width


@pytest.mark.parametrize("joint", ["-", "–"])
def test_a_compound_that_can_be_broken_leaves_other_words_whole(joint: str) -> None:
    """A wide one takes a line for each of its words before a word in another column is cut, and type grows smaller."""
    compound = joint.join(("Interministerial", "interdepartmental", "coordination"))
    rows = [["Region", "Infrastructure", "Refrigeration", "Administration", "Responsibility", "Body", "Given"]]
    rows.append(["North", "Storage", "Rooms", "Municipal", "Ministry", compound, "48,200"])
    scale = type_scale(rows)
    ems = [width * EMS_ACROSS / scale for width in shares(rows, scale)]
    least = [shares([[word, LONG * 3]])[0] * EMS_ACROSS for word in rows[0][:5]]
    assert all(width >= word for width, word in zip(ems[:5], least, strict=True))
    assert shares([["Cross-Border", LONG]])[0] > shares([["Border", LONG]])[0]


FACES = [face for face in house().faces if "It" not in face.name]
DATES = ["28 February 2025", "2,546", "12,400 tonnes", "−66.25%"]


def styled(face: Face, size: float, theme: Theme) -> Theme:
    """A theme whose tables are set in a face at a size."""
    family = Family(face, face, face, face)
    own = {"family": "own", "size": pt(size), "leading": pt(size * 1.3)}
    styles = {**theme.styles, **{role: replace(theme.style(role), **own) for role in (Role.TABLE, Role.TABLE_HEADER)}}
    return replace(theme, families={**theme.families, "own": family}, styles=styles)


@pytest.mark.parametrize("name", ["house", "large", "dense"])
@pytest.mark.parametrize("size", [7, 8.5, 10, 12])
@pytest.mark.parametrize("face", FACES, ids=lambda face: str(face.name))
@pytest.mark.sample(6)
def test_dates_and_figures_are_whole_in_any_font_at_any_size(face: Face, size: float, name: str) -> None:
    theme = styled(face, size, load_theme(house_assets(), theme=name))
    row = (Cell((Text(DATES[0]),)), Cell((Text(LONG * 2),)), *(Cell((Text(each),)) for each in DATES[1:]))
    table = Table((Column(),) * len(row), tuple(Cell((Text("Head"),)) for _ in row), (row,))
    (made,) = with_column_widths(document([table]), theme).blocks
    assert isinstance(made, Table)
    width = float(theme.page.text_width)
    look = char_style(theme, Role.TABLE)
    look = replace(look, size=theme.style(Role.TABLE).scaled(made.scale))
    for cell, across in zip(row, column_widths(made.columns, width), strict=True):
        if (words := plain_text(cell.content)) in DATES:
            assert width_of([TextRun(words, look)]) <= across + HAIR, words


def test_decimal_signs_stand_below_each_other() -> None:
    """What hangs behind the whole parts of figures is as wide as the widest, with the room behind it."""
    made = fitted(_of_figures())
    style = char_style(house(), Role.TABLE)
    ends = [cell.inset * style.size + style.width(cell.behind or "") for (_, cell) in made.rows[:3]]
    assert ends == pytest.approx([style.width(".75")] * 3)
    assert made.rows[3][1].inset == 0
    needed = max(cell.inset * style.size + style.width(plain_text(cell.content)) for _, cell in made.rows)
    assert column_widths(made.columns, WIDTH)[1] >= needed


def test_no_figure_is_broken_for_what_hangs_behind_others() -> None:
    row = tuple(Cell((Text("8,888.8888"),), behind=".8888") for _ in range(14))
    whole = tuple(Cell((Text("8,888,888"),), behind="") for _ in range(14))
    made = fitted(Table((Column(Align.RIGHT),) * 14, row, (row, whole), turned=False))
    style = char_style(house(), Role.TABLE)
    for cell, width in zip(made.rows[1], column_widths(made.columns, WIDTH), strict=True):
        taken = cell.inset * style.size + style.width("8,888,888")
        assert not cell.inset or taken * made.scale <= width + HAIR


def _of_figures() -> Table:
    figures = [("5", ""), ("12.5", ".5"), ("3.75", ".75"), ("none", None)]
    rows = tuple((Cell((Text("North"),)), Cell((Text(text),), behind=behind)) for text, behind in figures)
    head = (Cell((Text("Region"),)), Cell((Text("Rate"),)))
    return Table((Column(), Column(Align.RIGHT)), head, rows)

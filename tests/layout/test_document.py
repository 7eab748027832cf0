"""What stands together, what is repeated, and what may be broken."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from briefgen.model.blocks import Figure, Heading, KeyFigures, List, ListItem, Paragraph, Quotation, Table, Tile
from briefgen.model.inlines import Value
from briefgen.model.traverse import blocks_of, plain_text
from briefgen.theme import Role
from tests.formats.pdf.brief import MEDIA, chart, document, generated, timetable
from tests.formats.pdf.reading import page_texts, read, squeezed, whole_text
from tests.house import house
from tests.samples import DOCUMENT, paragraph, text

SEEDS = range(8)


@pytest.fixture(scope="module", params=SEEDS)
def pages(request: pytest.FixtureRequest) -> tuple[tuple[object, ...], list[str]]:
    blocks = generated(request.param)
    return blocks, page_texts(read(document(blocks), MEDIA))


@pytest.mark.sample(3)
def test_no_heading_ends_a_page(pages: tuple[tuple[object, ...], list[str]]) -> None:
    blocks, texts = pages
    headings = [squeezed(plain_text(block.content)) for block in blocks[:-1] if isinstance(block, Heading)]
    assert headings
    assert len(texts) > 5
    for page in texts:
        assert not [heading for heading in headings if page.endswith(heading)]


def test_a_heading_right_above_a_landscape_table_stands_on_its_page() -> None:
    table = replace(timetable(3, "Ab"), turned=True)
    heads = [Heading(level, text(words), id=words) for level, words in enumerate(("Lines", "Freight"), 1)]
    reader = read(document([paragraph("Before.", "b"), *heads, table, paragraph("After.", "a")]))
    first, second, third = page_texts(reader)
    assert first.endswith("Before.")
    assert "Lines Freight Table 1." in second
    assert third.endswith("After.")
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [False, True, False]


@pytest.mark.sample(3)
def test_captions_stay_with_what_they_describe(pages: tuple[tuple[object, ...], list[str]]) -> None:
    _, texts = pages
    assert "Freight trains by month." in " ".join(texts)
    for page in texts:
        assert not page.endswith("Freight trains by month.")
        assert not page.endswith("Night trains account for most of the rise")
        assert not _content(page).startswith("Figure. Freight")
        assert not _content(page).startswith("Source: network operator, counts")


def _content(page: str) -> str:
    """The page without what stands around the text."""
    return page.split(" of ", 1)[1].partition(" ")[2]


@pytest.mark.sample(3)
def test_every_text_is_printed_once_in_order(pages: tuple[tuple[object, ...], list[str]]) -> None:
    blocks, texts = pages
    printed = "".join(_content(page) for page in texts).replace(" ", "")
    position = 0
    for block in blocks_of(blocks):
        if isinstance(block, Heading | Paragraph):
            wanted = squeezed(plain_text(block.content)).replace(" ", "")
            position = printed.find(wanted, position)
            assert position >= 0, block.id
            position += len(wanted)
    assert position


def test_table_headers_are_repeated_and_rows_whole() -> None:
    texts = page_texts(read(document([timetable(120, "t")])))
    assert len(texts) > 3
    assert sum(page.count("What it is, and how it was counted") for page in texts) == len(texts)
    for page in texts:
        assert page.count("Trains counted") >= 2
        assert page.count("both directions, empty") == page.count("both directions, empty runs left out")
    assert sum(page.count("Trains counted") for page in texts) == 120
    assert sum(page.count("Source: network operator") for page in texts) == 1


def test_a_figure_is_scaled_to_leave_room_on_its_page() -> None:
    high = replace(MEDIA["night"], width=907 / 2, height=4000.0)
    reader = read(document([Heading(1, text("High"), id="h"), chart("night", "Figure 1")]), {"night": high})
    assert [("High" in page, "Figure 1." in page) for page in page_texts(reader)] == [(True, True)]


def test_a_page_is_filled_before_the_next_is_begun() -> None:
    lines = " ".join(["The line from the coast to the capital carried more freight than ever."] * 9)
    texts = page_texts(read(document([paragraph(lines, f"p{n}") for n in range(14)])))
    assert len(texts) == 3
    assert min(len(page) for page in texts[:-1]) > 2500


def _positions(reader: PdfReader, page: int, wanted: str) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []

    def visit(content: str, _matrix: object, text_matrix: list[float], *_: object) -> None:
        if wanted in content:
            found.append((round(text_matrix[4], 1), round(text_matrix[5], 1)))

    reader.pages[page].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (4, [4]), (5, [3, 2]), (8, [4, 4]), (9, [3, 3, 3])])
def test_tiles_stand_in_even_rows_with_values_on_one_baseline(count: int, rows: list[int]) -> None:
    tiles = tuple(Tile(Value("x", text=f"{n}7,7"), text("caption " * (1 + n % 3)), id=f"t{n}") for n in range(count))
    places = _positions(read(document([KeyFigures(tiles)])), 0, "7,7")
    heights = [y for _, y in places]
    assert [heights.count(y) for y in sorted(set(heights), reverse=True)] == rows
    columns = sorted({x for x, _ in places})
    assert len(columns) == rows[0]
    gaps = {round(right - left) for left, right in pairwise(columns)}
    assert len(gaps) <= 1


def test_wide_tile_values_are_made_smaller_together() -> None:
    tiles = tuple(Tile(Value("x", text=value), (), id=value) for value in ("1", "9,999,999 tonnes", "3", "4"))
    reader = read(document([KeyFigures(tiles)]))
    assert "9,999,999 tonnes" in reader.pages[0].extract_text()
    assert len({y for value in ("9,999,999", "tonnes") for _, y in _positions(reader, 0, value)}) == 1


def test_values_that_need_two_lines_stand_close() -> None:
    reader = read(document([KeyFigures((Tile(Value("x", text="Anna " * 12), (), id="x"),) * 4)]))
    heights = sorted({y for _, y in _positions(reader, 0, "Anna")})
    assert heights[1] - heights[0] < house().style(Role.TILE_VALUE).leading * 0.7


def test_an_item_keeps_its_distance_from_a_figure_in_it() -> None:
    figure = Figure("landings", "Two bars.", caption=text("Landings."), id="f")
    items = (ListItem((paragraph("First.", "p"), figure), id="i"), ListItem((paragraph("Second.", "q"),), id="j"))
    reader = read(replace(DOCUMENT, blocks=(List(items, id="l"),), notes=()))
    (_, caption), (_, second) = (_positions(reader, 0, word)[0] for word in ("Landings.", "Second."))
    assert caption - second > house().style(Role.CAPTION).space_after + house().style(Role.LIST).leading * 0.9


@pytest.mark.slow
def test_a_list_in_a_list_may_be_parted_anywhere() -> None:
    """Where it is too long to stand whole, the page before it is filled."""
    count = 24
    inner = List(tuple(ListItem((paragraph(f"Inner {n}.", f"n{n}"),), id=f"m{n}") for n in range(count)), id="inner")
    outer = (ListItem((paragraph("Outer 0.", "o0"), inner), id="i0"), ListItem((paragraph("Outer 1.", "o1"),), id="i1"))
    parted = set()
    for filler in range(15, 27):
        lines = (paragraph(f"Line {n}.", f"f{n}") for n in range(filler))
        first, *_ = page_texts(read(replace(DOCUMENT, blocks=(*lines, List(outer, id="outer")), notes=())))
        parted.add(sum(f"Inner {n}." in first for n in range(count)))
    assert len(parted - {0, count}) > 8


def test_a_sections_marking_is_of_one_size_with_that_of_the_page() -> None:
    sizes: set[float] = set()

    def visit(content: str, _matrix: object, _text: object, _font: object, size: float) -> None:
        if "RESTRICTED" in content:
            sizes.add(size)

    heading = Heading(1, text("Quota"), "1", marking="Restricted", id="h")
    read(replace(DOCUMENT, blocks=(heading,), notes=())).pages[0].extract_text(visitor_text=visit)
    assert sizes == {house().style(Role.MARKING).size}


@pytest.mark.parametrize(
    "marking", ["Limited-Distribution", "Staff-in-Confidence", "Eyes only: Joint–Staff and Line-Managers"]
)
def test_a_sections_marking_is_never_broken_at_a_lines_end(marking: str) -> None:
    """Every reader finds it in one piece, with the last word of the title where that fits on the line."""
    widths = range(10, 45, 2)
    headings = [Heading(1, text(f"Quota {'herring' * 9:.{n}}"), str(n), marking=marking, id=f"h{n}") for n in widths]
    pages = read(replace(DOCUMENT, blocks=tuple(headings), notes=())).pages
    lines = [line.replace("\u00a0", " ").strip() for page in pages for line in page.extract_text().splitlines()]
    assert sum(f"({marking.upper()})" in line for line in lines) == len(widths)


def test_every_kind_is_generated() -> None:
    kinds = {type(block) for seed in SEEDS for block in generated(seed)}
    assert kinds == {Heading, Paragraph, List, Table, Figure}


LIST_TEXTS = ("The points:", "Item 0.", "Item 1.", "Item 2.", "Item 3.", "Item 4.")


def test_an_introduction_keeps_its_list_and_no_item_stands_alone() -> None:
    """Whatever fills the page above, the first and the last item have a neighbour, and the introduction has an item."""
    items = tuple(ListItem((paragraph(f"Item {n}.", f"i{n}"),), id=f"item{n}") for n in range(5))
    breaks = set()
    for filler in range(15, 32):
        lines = (paragraph(f"Line {n}.", f"f{n}") for n in range(filler))
        behind = (paragraph(f"Behind {n}.", f"b{n}") for n in range(9))
        blocks = (*lines, paragraph("The points:", "intro"), List(items, id="list"), *behind)
        pages = page_texts(read(replace(DOCUMENT, blocks=blocks, notes=())))
        introduction, first, second, _, last_but_one, last = (
            next(number for number, page in enumerate(pages) if text in page) for text in LIST_TEXTS
        )
        assert introduction == first == second
        assert last_but_one == last
        breaks.add((introduction, last))
    assert breaks == {(0, 0), (0, 1), (1, 1)}


def test_a_list_in_a_quotation_begins_with_the_first_sign() -> None:
    inner = List((ListItem((paragraph("in the words of others", "i"),)),))
    item = ListItem((paragraph("An item", "p"), Quotation((inner,))))
    assert "• in the words of others" in whole_text(read(document([List((item,))])))

from __future__ import annotations

import numpy as np
import pytest

from briefgen.charts.canvas import HAIRLINE, MARGIN
from briefgen.charts.paint import READABLE, Paint, contrast
from briefgen.charts.placement import Box
from briefgen.charts.stacks import StackPart, fits_inside
from briefgen.model.chart import Chart
from tests.charts.drawing import TOLERANCE, Drawing, Filled, drawn
from tests.charts.gallery import GALLERY, PORTS, SHARE, STACKED, VERTICAL, bars, point, series
from tests.house import house

COLOURS = house().colours
NAVY, SAND = COLOURS.data[:2]
Options = dict[str, object]


def test_bars_start_at_zero_and_are_as_long_as_their_figures() -> None:
    drawing = drawn(bars(PORTS, series("", 1616, 782, 148)))
    bar, other, last = drawing.fills_of(NAVY)
    assert bar.box.left == other.box.left == last.box.left
    assert other.width / bar.width == pytest.approx(782 / 1616, abs=1e-6)
    assert last.width / bar.width == pytest.approx(148 / 1616, abs=1e-6)


def test_columns_start_at_zero_and_are_as_high_as_their_figures() -> None:
    first, second = drawn(bars(("2029", "2030"), series("", 50, 200), **VERTICAL)).fills_of(NAVY)
    assert first.box.bottom == pytest.approx(second.box.bottom)
    assert second.height / first.height == pytest.approx(4)


@pytest.mark.parametrize("options", [{}, VERTICAL], ids=["horizontal", "vertical"])
def test_negative_figures_run_the_other_way_from_the_same_zero(options: dict[str, object]) -> None:
    gain, loss = drawn(bars(("Gain", "Loss"), series("", 30, -60), **options)).fills_of(NAVY)
    if options:
        assert gain.box.bottom == pytest.approx(loss.box.top)
        assert loss.height / gain.height == pytest.approx(2)
    else:
        assert gain.box.left == pytest.approx(loss.box.right)
        assert loss.width / gain.width == pytest.approx(2)


def test_a_missing_figure_leaves_a_gap_and_a_zero_its_figure() -> None:
    drawing = drawn(bars(PORTS, series("2029", 5, None, 3), series("2030", 4, 0, 2)))
    assert len(drawing.fills_of(NAVY)) == 2
    assert "0" in drawing.printed


def test_derived_figures_are_grey_and_approximate_ones_striped() -> None:
    drawing = drawn(GALLERY["bars-approximate"])
    assert len(drawing.fills_of(COLOURS.derived)) == 1
    assert len(drawing.fills_of(NAVY)) == 1
    stripes = [collection for collection in drawing.canvas.sheet.findobj() if hasattr(collection, "get_segments")]
    assert len(stripes) == 1
    bar = drawing.fills_of(COLOURS.derived)[0].box.grown(TOLERANCE)
    for start, end in stripes[0].get_segments() + np.array(MARGIN):
        assert bar.left <= start[0] <= end[0] <= bar.right
        assert bar.top <= end[1] <= start[1] <= bar.bottom


@pytest.mark.parametrize("kind", [{}, STACKED, SHARE], ids=["grouped", "stacked", "share"])
@pytest.mark.parametrize("options", [{}, VERTICAL], ids=["horizontal", "vertical"])
def test_each_of_several_series_has_its_own_colour_throughout(kind: Options, options: Options) -> None:
    derived = (point(30, derived=True), point(40, derived=True))
    drawing = drawn(
        bars(("North", "South"), series("Cod", 50, derived[0]), series("Eel", 60, derived[1]), **kind, **options)
    )
    assert not drawing.fills_of(COLOURS.derived)
    assert len(drawing.fills_of(NAVY)) == len(drawing.fills_of(SAND)) >= 2


@pytest.mark.parametrize(("marks", "colours"), [((False, True), [NAVY, COLOURS.derived]), ((True, True), [NAVY, SAND])])
def test_parts_of_a_whole_count_as_one_series(marks: tuple[bool, bool], colours: list[str]) -> None:
    run = series("", *(point(5, derived=derived) for derived in marks))
    assert [fill.colour for fill in drawn(bars(("Cod", "Eel"), run, **SHARE)).fills] == colours


def test_a_series_is_named_in_the_first_group_and_no_key_is_drawn() -> None:
    drawing = drawn(GALLERY["grouped"])
    first, _ = drawing.fills_of(NAVY)[:2]
    name = next(text for text in drawing.texts if text.text == "2029")
    assert first.box.top <= name.box.top <= name.box.bottom <= first.box.bottom
    assert name.box.left > first.box.right


def test_names_too_long_for_the_plot_stand_in_a_key() -> None:
    drawing = drawn(GALLERY["grouped-key"])
    swatch = drawing.fills_of(SAND)[0]
    name = next(text for text in drawing.texts if text.text.startswith("Vessels registered"))
    assert (swatch.width, swatch.height) == pytest.approx((8, 8))
    assert 0 < name.box.left - swatch.box.right < 6


def test_stacked_parts_are_in_proportion_end_to_end() -> None:
    drawing = drawn(bars(("North", "South"), series("Cod", 30, 60), series("Eel", 10, 20), **STACKED))
    cod, small = (fill for fill in drawing.fills_of(NAVY) if fill.width > 8)
    eel = max(drawing.fills_of(SAND), key=lambda fill: fill.width)
    seam = 1
    assert (small.width + seam) / (cod.width + seam) == pytest.approx(2, abs=0.01)
    assert eel.box.left - small.box.right == pytest.approx(seam)


@pytest.mark.parametrize("kind", [STACKED, SHARE], ids=["stacked", "share"])
@pytest.mark.parametrize("options", [{}, VERTICAL], ids=["horizontal", "vertical"])
def test_the_least_part_of_a_stack_can_be_seen(kind: Options, options: Options) -> None:
    drawing = drawn(bars(("North", "South"), series("Cod", 720, 600), series("Eel", 4, 2), **kind, **options))
    _, *least = drawing.fills_of(SAND)
    assert len(least) == 2
    assert all(min(fill.width, fill.height) >= 0.4 for fill in least)


def test_shares_of_each_category_fill_the_width_with_their_percentages() -> None:
    drawing = drawn(bars(("North", "South"), series("Cod", 30, 5), series("Eel", 10, 15), **SHARE))
    assert {"30, 75%", "10, 25%", "5, 25%", "15, 75%"} < set(drawing.printed)
    right = [fill.box.right for fill in drawing.fills_of(SAND) if fill.width > 8]
    assert right == pytest.approx([drawing.page.right - 1] * 2)


@pytest.mark.parametrize("name", ["whole", "whole-two"])
def test_parts_of_a_whole_fill_the_width_and_are_named_above_their_parts(name: str) -> None:
    drawing = drawn(GALLERY[name])
    first, *_, last = drawing.fills
    assert (first.box.left, last.box.right) == pytest.approx((drawing.page.left, drawing.page.right))
    names = [text for text in drawing.texts if text.text.endswith("%")]
    assert [text.box.left for text in names] == pytest.approx([fill.box.left for fill in drawing.fills], abs=TOLERANCE)


@pytest.mark.parametrize("horizontal", [True, False])
def test_a_whole_is_drawn_alike_from_series_and_from_categories(horizontal: bool) -> None:
    options = SHARE if horizontal else SHARE | VERTICAL
    by_series = drawn(bars(("All",), series("Cod", 5), series("Eel", 3), **options))
    by_category = drawn(bars(("Cod", "Eel"), series("", 5, 3), **options))
    assert by_series.texts == by_category.texts
    assert by_series.fills == by_category.fills


def _behind(text_box: Box, drawing: Drawing) -> Filled | None:
    return next((fill for fill in reversed(drawing.fills) if fill.box.grown(TOLERANCE).holds(text_box)), None)


@pytest.mark.parametrize(
    "chart",
    [
        *(GALLERY[name] for name in ("stacked", "stacked-columns", "stacked-share", "whole")),
        bars(
            tuple("ABCDEF"),
            series("", *(point(20 + n, approx=bool(n % 2)) for n in range(6))),
            **SHARE,
        ),
    ],
)
def test_figures_inside_bars_can_be_read(chart: Chart) -> None:
    drawing = drawn(chart)
    inside = [(text, fill) for text in drawing.texts if (fill := _behind(text.box, drawing))]
    assert inside or chart.categories == tuple("ABCDEF")
    for text, fill in inside:
        assert contrast(text.colour, fill.colour) >= READABLE


def test_a_figure_that_no_ink_can_be_read_on_stands_outside() -> None:
    canvas, slate = drawn(GALLERY["bars"]).canvas, "#7d8aa0"
    assert contrast("#ffffff", slate) < READABLE > contrast(COLOURS.ink, slate)
    assert not fits_inside(canvas, StackPart(0, 1, "50", Paint(slate)), 200, 30)
    assert all(fits_inside(canvas, StackPart(0, 1, "50", Paint(colour)), 200, 30) for colour in COLOURS.data)


def test_columns_of_times_stand_as_far_apart_as_they_are() -> None:
    left, near, right = (fill.box.left for fill in drawn(GALLERY["columns-to-scale"]).fills_of(NAVY))
    assert (right - near) / (right - left) == pytest.approx(1 / 12)


def test_parts_of_a_stack_that_are_all_too_small_stand_end_to_end_above_zero() -> None:
    runs = [series(name, 2646 if name == "a" else None, 1) for name in "abcde"]
    drawing = drawn(bars(("Much", "Little"), *runs, **STACKED, **VERTICAL))
    foot = max(fill.box.bottom for fill in drawing.fills_of(NAVY))
    small = [drawing.fills_of(colour)[-1].box for colour in COLOURS.data[:5]]
    assert [round(foot - box.bottom, 2) for box in small] == [0, 1.75, 3.5, 5.25, 7]
    assert [round(box.bottom - box.top, 2) for box in small] == [0.75] * 5


def test_the_smallest_bar_and_part_can_be_seen() -> None:
    drawing = drawn(GALLERY["bars-huge-and-small"])
    axis = next(line.get_xdata()[0] for line in drawing.strokes) + MARGIN
    assert min(fill.box.right for fill in drawing.fills_of(NAVY)) - (axis + HAIRLINE / 2) >= 0.74
    refused = drawn(GALLERY["stacked-tiny"]).fills_of(house().colours.data[1])
    assert min(fill.height for fill in refused) >= 0.74

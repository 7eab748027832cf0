"""A kind of chart needs its own file and its place among the others alone: one made up here goes all the way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.cache import Cache
from briefgen.charts import CHART_TYPES
from briefgen.charts.canvas import Canvas
from briefgen.charts.chart_type import ChartType
from briefgen.charts.paint import Paint
from briefgen.content import Folder, house_assets, make_schema
from briefgen.model.blocks import Figure, Table
from briefgen.model.chart import Chart
from briefgen.model.edition import ChartSpec
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of, plain_text
from briefgen.pipeline import Checked, check
from briefgen.render import draw
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk


class Squares(ChartType):
    """Figures written one below the other, each with a square: nothing that anybody would print."""

    name = "squares"

    def misfit(self, spec: ChartSpec, unit: str, amounts: Sequence[Decimal]) -> tuple[str, str]:  # noqa: ARG002
        return ("three squares are enough", "show fewer") if len(amounts) > 3 else ("", "")

    def draw(self, chart: Chart, canvas: Canvas) -> float:
        for row, point in enumerate(filter(None, chart.series[0].points)):
            canvas.rectangle(0, 20.0 * row, 10, 10, Paint(canvas.theme.colours.ink))
            canvas.write_below(20, 20.0 * row, [point.text], canvas.value)
        return 20.0 * len(chart.categories)


@pytest.fixture(autouse=True)
def squares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHART_TYPES.classes, Squares.name, f"{__name__}:Squares")
    labels = labels_for("en")
    monkeypatch.setattr(labels, "chart_kinds", {**labels.chart_kinds, Squares.name: "Squares"})


def checked(folder: Path, facts: str = "[landings, quota, excess]", *, kind: str = Squares.name) -> Checked:
    chart = f"  kind: {kind}\n  data_table: true\n  facts: {facts}\n"
    figures = FILES[f"{EDITION}/figures.yaml"].replace("  kind: bars\n  facts: [landings, quota, excess]\n", chart)
    content = write_desk(folder, {"/figures.yaml": figures})
    return check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)


def test_a_new_kind_is_loaded_described_tabled_and_drawn(tmp_path: Path) -> None:
    brief = checked(tmp_path).brief
    assert brief
    blocks = list(blocks_of(brief.document.blocks))
    (figure,) = (block for block in blocks if isinstance(block, Figure) and block.picture == "landed")
    values = "Landings 12,480; Quota 11,000; Landed above the quota 1,480 (derived)"
    assert figure.alt == f"Squares, tonnes. {values}."
    table = blocks[blocks.index(figure) + 1]
    assert isinstance(table, Table)
    assert [[plain_text(cell.content) for cell in row] for row in (table.header, *table.rows)] == [
        ["Category", "Value (tonnes)"],
        ["Landings", "12,480"],
        ["Quota", "11,000"],
        ["Landed above the quota", "1,480"],
    ]
    picture = draw(brief, Cache(tmp_path / "cache"))["landed"]
    assert [text in picture.svg for text in (b"12,480", b"11,000", b"1,480")] == [True] * 3


def test_a_new_kind_says_what_does_not_fit_it(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, "[landings, quota, excess, before]").diagnostics
    assert (found.code, found.message, found.hint) == (
        "BG306",
        'figure "landed": three squares are enough',
        "show fewer",
    )


def test_a_kind_that_there_is_not_is_told_from_those_there_are(tmp_path: Path) -> None:
    found = checked(tmp_path, kind="square").diagnostics[0]
    assert [*CHART_TYPES][-1] == "squares"
    assert found.message == f'the text "square" stands here; expected one of {", ".join(CHART_TYPES)}'
    assert found.hint == 'did you mean "squares"?'


def test_editors_know_a_new_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Squares, "whole", "squares must say what they are of")
    definitions = make_schema("figures")["$defs"]
    assert definitions["ChartKind"]["enum"] == [*CHART_TYPES]
    assert definitions["FigureEntry"]["if"] == {"properties": {"kind": {"enum": ["share", "squares"]}}}


def test_a_kind_with_a_whole_must_say_what_that_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Squares, "whole", "squares must say what they are of")
    assert checked(tmp_path).diagnostics[0].message == "squares must say what they are of"
    found = checked(tmp_path, "[landings]\n  of: the quota", kind="bars").diagnostics[0]
    assert found.message == "`of` belongs to a share or squares, not to bars"

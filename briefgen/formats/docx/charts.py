"""Charts that Word draws itself: DrawingML with a workbook of their figures (ISO/IEC 29500-1, 21.2).

They look as their pictures do: the same colours and textures, the figures as the text prints them, the plot in the
same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, a, c, lone_c, part_of
from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.markup import NAMESPACES, hexadecimal
from briefgen.formats.docx.workbook import SHEET, column, workbook
from briefgen.model.chart import Chart, Series
from briefgen.model.length import pt
from briefgen.model.plot import ChartPlot, LabelSide, PlotNames, PlotShape, PlottedPoint, PlottedSeries
from briefgen.theme import Role

NAME_AXIS, VALUE_AXIS = 111111111, 222222222
HAIRLINE, GRID = 0.6, 0.4
SEAM = 1.0
BELOW_KEY = 4.0
LINE = 2.0
DOT = {PlotShape.LINES: 5, PlotShape.DOTS: 8}
SIDES = {
    LabelSide.BEYOND: "outEnd",
    LabelSide.WITHIN: "ctr",
    LabelSide.AT_BASE: "inBase",
    LabelSide.ABOVE: "t",
    LabelSide.BELOW: "b",
    LabelSide.BEFORE: "l",
    LabelSide.BEHIND: "r",
}
PATTERNS = {"stripes": "dkUpDiag", "dots": "narVert", "rules": "narHorz", "grid": "smGrid"}
"""The patterns for textures; LibreOffice draws lines only, and so dots, which it would draw as stripes, are upright."""
DASHES = {0: "solid", 2: "sysDash", 4: "dashDot"}
MARKERS = {
    "disc": "circle",
    "square": "square",
    "triangle": "triangle",
    "diamond": "diamond",
    "falling": "x",
    "pentagon": "star",
}
"""The signs for shapes of points, of which Word has neither of the last two."""
BARS = (PlotShape.BARS, PlotShape.COLUMNS)


def chart_graphic(chart: Chart, plot: ChartPlot, context: DocxContext) -> Markup:
    """What stands in a drawing for a chart, whose part is added to the document."""
    plotted = chart.plotted
    forms = [[point.form if point else "" for point in series.points] for series in plot.series]
    if any(plot.totals):
        name = context.labels.data_total
        plotted = replace(plotted, series=(*plotted.series, Series(name, plotted.totals)))
        forms.append([total.form if total else "" for total in plot.totals])
    relation = context.relations.chart(_Drawn(plotted, plot, context).part(), workbook(plotted, forms))
    return a("graphicData", lone_c("chart", r__id=relation), uri=NAMESPACES["c"])


class _Drawn:
    """A chart that is being written."""

    def __init__(self, chart: Chart, plot: ChartPlot, context: DocxContext) -> None:
        self.chart, self.plot, self.context = chart, plot, context
        self.rows = len(chart.categories)
        self.colours = context.theme.colours

    def part(self) -> bytes:
        """The whole part."""
        content = (
            c("date1904", val=0),
            c("lang", val=self.chart.language),
            c("roundedCorners", val=0),
            c(
                "chart",
                *self._title(),
                self._plot_area(),
                self._key() if self.plot.has_key else None,
                c("plotVisOnly", val=1),
                c("dispBlanksAs", val="gap"),
            ),
            c("spPr", a("noFill"), a("ln", a("noFill"))),
            self._lettering(Role.CHART),
            c("externalData", c("autoUpdate", val=0), r__id="rId1"),
        )
        return part_of("c:chartSpace", ("c", "a", "r"), "".join(content))

    def _title(self) -> Iterator[Markup]:
        heading = self.plot.heading
        if not heading.text:
            yield c("autoTitleDeleted", val=1)
            return
        rich = c(
            "rich",
            a("bodyPr", wrap="none", lIns=0, tIns=0, rIns=0, bIns=0),
            a("lstStyle"),
            a(
                "p",
                a("pPr", self._properties(Role.CHART, self.colours.muted), algn="l"),
                a("r", self._properties(Role.CHART, self.colours.muted, "rPr"), a.holding("t", heading.text)),
            ),
        )
        yield c("title", c("tx", rich), self._layout(0.0, 0.0), c("overlay", val=1))
        yield c("autoTitleDeleted", val=0)

    def _key(self) -> Markup:
        left = self.plot.heading.key
        width, _ = self.plot.size
        # LibreOffice, which turns the order of lying bars round, would take out the first entry of these.
        hidden = any(self.plot.totals) and self.plot.shape is PlotShape.COLUMNS
        return c(
            "legend",
            c("legendPos", val="t"),
            c("legendEntry", c("idx", val=len(self.plot.series)), c("delete", val=1)) if hidden else None,
            self._layout(left, 0.0, width - left, self.plot.heading.height - BELOW_KEY),
            c("overlay", val=1),
            self._lettering(Role.CHART),
        )

    def _layout(self, x: float, y: float, width: float = 0.0, height: float = 0.0, target: str = "") -> Markup:
        """A place within the chart, in points from its top left corner, as parts of its size."""
        whole = self.plot.size
        room = (c("w", val=f"{width / whole[0]:.5f}"), c("h", val=f"{height / whole[1]:.5f}")) if width else ()
        return c(
            "layout",
            c(
                "manualLayout",
                c("layoutTarget", val=target) if target else None,
                c("xMode", val="edge"),
                c("yMode", val="edge"),
                c("x", val=f"{x / whole[0]:.5f}"),
                c("y", val=f"{y / whole[1]:.5f}"),
                *room,
            ),
        )

    def _plot_area(self) -> Markup:
        left, top, right, bottom = self.plot.box
        return c(
            "plotArea",
            self._layout(left, top, right - left, bottom - top, "inner"),
            self._bars() if self.plot.shape in BARS else self._lines(),
            self._name_axis(),
            self._value_axis(),
            c("spPr", _solid(self.plot.ground) if self.plot.ground else a("noFill"), a("ln", a("noFill"))),
        )

    def _bars(self) -> Markup:
        plot = self.plot
        grouping = "percentStacked" if plot.of_shares else "stacked" if plot.stacked else "clustered"
        return c(
            "barChart",
            c("barDir", val="col" if plot.shape is PlotShape.COLUMNS else "bar"),
            c("grouping", val=grouping),
            c("varyColors", val=0),
            *self._series(),
            self._totals() if any(plot.totals) else None,
            c("gapWidth", val=round(plot.gap)),
            c("overlap", val=100 if plot.stacked else round(plot.overlap)),
            c("axId", val=NAME_AXIS),
            c("axId", val=VALUE_AXIS),
        )

    def _totals(self) -> Markup:
        """What is printed at the ends of stacks: parts behind the others that nobody sees, each with its figure."""
        number = len(self.plot.series)
        letters = column(number + 1)
        return c(
            "ser",
            c("idx", val=number),
            c("order", val=number),
            self._named(f"{SHEET}!${letters}$1", self.chart.series[number].name),
            c("spPr", a("noFill"), a("ln", a("noFill"))),
            c("invertIfNegative", val=0),
            self._labels(self.plot.totals),
            self._categories(),
            c("val", self._numbers(number, letters, self.plot.totals)),
        )

    def _lines(self) -> Markup:
        return c(
            "lineChart",
            c("grouping", val="standard"),
            c("varyColors", val=0),
            *self._series(),
            c("hiLowLines", c("spPr", a("ln", _solid(self.colours.muted), w=pt(HAIRLINE).emu)))
            if self.plot.joins
            else None,
            c("marker", val=1),
            c("axId", val=NAME_AXIS),
            c("axId", val=VALUE_AXIS),
        )

    def _series(self) -> Iterator[Markup]:
        for number, (series, look) in enumerate(zip(self.chart.series, self.plot.series, strict=False)):
            letters = column(number + 1)
            yield c(
                "ser",
                c("idx", val=number),
                c("order", val=number),
                self._named(f"{SHEET}!${letters}$1", series.name),
                *self._look(look),
                self._labels(look.points),
                self._categories(),
                c("val", self._numbers(number, letters, look.points)),
                c("smooth", val=0) if self.plot.shape not in BARS else None,
            )

    def _categories(self) -> Markup:
        return c("cat", self._texts(f"{SHEET}!$A$2:$A${self.rows + 1}", self.chart.categories))

    def _named(self, reference: str, name: str) -> Markup:
        return c("tx", self._texts(reference, (name,)))

    def _texts(self, reference: str, texts: Sequence[str]) -> Markup:
        points = (c("pt", c.holding("v", text), idx=number) for number, text in enumerate(texts))
        return c("strRef", c.holding("f", reference), c("strCache", c("ptCount", val=len(texts)), *points))

    def _numbers(self, number: int, letters: str, looks: Sequence[PlottedPoint | None]) -> Markup:
        form = next((look.form for look in looks if look), "General")
        points = (
            c("pt", c.holding("v", f"{point.value:f}"), idx=row, formatCode=look.form if look.form != form else None)
            for row, (point, look) in enumerate(zip(self.chart.series[number].points, looks, strict=True))
            if point and look
        )
        cache = c("numCache", c.holding("formatCode", form), c("ptCount", val=self.rows), *points)
        return c("numRef", c.holding("f", f"{SHEET}!${letters}$2:${letters}${self.rows + 1}"), cache)

    def _look(self, look: PlottedSeries) -> Iterator[Markup]:
        """How a series looks, and each of its points that looks otherwise."""
        marker = _most_common([point.marker for point in look.points if point])
        if self.plot.shape in BARS:
            yield self._bar(look)
            yield c("invertIfNegative", val=0)
        else:
            yield c("spPr", self._line(look))
            yield self._marker(look.fill, look.fill, marker)
        for number, point in enumerate(look.points):
            is_other = point and (point.fill, point.texture, point.marker) != (look.fill, look.texture, marker)
            if point and is_other:
                yield self._point(number, look, point)

    def _point(self, number: int, look: PlottedSeries, point: PlottedPoint) -> Markup:
        if self.plot.shape in BARS:
            switches = c("invertIfNegative", val=0), c("bubble3D", val=0)
            return c("dPt", c("idx", val=number), *switches, self._bar(point))
        fill = "#ffffff" if point.texture == "stripes" else point.fill
        marker = self._marker(fill, look.fill, point.marker)
        return c("dPt", c("idx", val=number), marker, c("bubble3D", val=0), c("spPr", self._line(look)))

    def _bar(self, look: PlottedSeries | PlottedPoint) -> Markup:
        """How a bar looks; white parts those of a stack."""
        seam = a("ln", _solid("#ffffff"), w=pt(SEAM).emu) if self.plot.stacked else None
        return c("spPr", _fill(look.fill, look.texture), seam)

    def _line(self, look: PlottedSeries) -> Markup:
        if self.plot.shape is PlotShape.DOTS:
            return a("ln", a("noFill"))
        dash = DASHES[min(len(look.dashes), 4)]
        return a("ln", _solid(look.fill), a("prstDash", val=dash), a("round"), w=pt(LINE).emu, cap="flat")

    def _marker(self, fill: str, rim: str, marker: str) -> Markup:
        if not marker:
            return c("marker", c("symbol", val="none"))
        edge = a("ln", _solid(rim), w=pt(1.2).emu)
        size = c("size", val=DOT[self.plot.shape])
        return c("marker", c("symbol", val=MARKERS[marker]), size, c("spPr", _solid(fill), edge))

    def _labels(self, looks: Sequence[PlottedPoint | None]) -> Markup:
        """The figures: by point where they differ, then for the whole series."""
        common = next((look for look in looks if look and look.side is not LabelSide.NOWHERE), None)
        if common is None:
            return c("dLbls", c("delete", val=1))
        labels = (
            c("dLbl", c("idx", val=number), *self._label(look))
            for number, look in enumerate(looks)
            if look and _printed(look) != _printed(common)
        )
        return c("dLbls", *labels, *self._label(common))

    def _label(self, point: PlottedPoint) -> Iterator[Markup]:
        if point.side is LabelSide.NOWHERE:
            yield c("delete", val=1)
            return
        is_covering = point.side is LabelSide.WITHIN and point.texture in PATTERNS
        yield c("numFmt", formatCode=point.form, sourceLinked=0)
        yield c("spPr", _solid(point.fill) if is_covering else a("noFill"), a("ln", a("noFill")))
        yield self._lettering(Role.CHART_VALUE, point.ink, "none")
        yield c("dLblPos", val=SIDES[point.side])
        shown = {"showVal": 1, "showSerName": int(point.names_series)}
        names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
        yield from (c(name, val=shown.get(name, 0)) for name in names)
        if point.names_series:
            yield c.holding("separator", "  ")

    def _name_axis(self) -> Markup:
        """The axis of the categories."""
        lies, above = self.plot.shape is PlotShape.BARS, self.plot.names is PlotNames.ABOVE
        is_cut = self.plot.scale.step and not self.plot.scale.includes_zero
        rule = a("noFill") if above or is_cut else _solid(self.colours.muted)
        return c(
            "catAx",
            c("axId", val=NAME_AXIS),
            c("scaling", c("orientation", val="maxMin" if lies else "minMax")),
            c("delete", val=int(self.plot.names is PlotNames.NOWHERE)),
            c("axPos", val="l" if lies else "b"),
            c("numFmt", formatCode="General", sourceLinked=0),
            c("majorTickMark", val="none"),
            c("minorTickMark", val="none"),
            c("tickLblPos", val="high" if above else "low"),
            c("spPr", a("ln", rule, w=pt(HAIRLINE).emu)),
            self._lettering(Role.CHART_VALUE if above else Role.CHART, turn=0),
            c("crossAx", val=VALUE_AXIS),
            c("crosses", val="autoZero"),
            c("auto", val=0),
            c("lblAlgn", val="ctr"),
            c("lblOffset", val=100),
            c("tickLblSkip", val=1),
            c("noMultiLvlLbl", val=1),
        )

    def _value_axis(self) -> Markup:
        """The axis of the figures, which is only seen where it has marks."""
        scale, step = self.plot.scale, self.plot.scale.step
        lines = c("majorGridlines", c("spPr", a("ln", _solid(self.colours.rule), w=pt(GRID).emu))) if step else None
        is_even = self.plot.shape is PlotShape.LINES
        return c(
            "valAx",
            c("axId", val=VALUE_AXIS),
            c(
                "scaling",
                c("orientation", val="minMax"),
                c("max", val=f"{scale.high:.10g}") if scale.high is not None else None,
                c("min", val=f"{scale.low:.10g}") if scale.low is not None else None,
            ),
            c("delete", val=0 if step else 1),
            c("axPos", val="b" if self.plot.shape is PlotShape.BARS else "l"),
            lines,
            c("numFmt", formatCode=scale.form or "General", sourceLinked=0),
            c("majorTickMark", val="none"),
            c("minorTickMark", val="none"),
            c("tickLblPos", val="low"),
            c("spPr", a("ln", a("noFill"))),
            self._lettering(Role.CHART, self.colours.muted),
            c("crossAx", val=NAME_AXIS),
            c("crosses", val="autoZero"),
            c("crossBetween", val="midCat" if is_even else "between"),
            c("majorUnit", val=f"{step:.10g}") if step else None,
        )

    def _lettering(self, role: Role, colour: str = "", wrap: str | None = None, turn: int | None = None) -> Markup:
        """How letters in a role look, which is the same in all charts."""
        key = role, colour, wrap, turn, self.chart.language
        known = self.context.run_properties.get(key)
        return known or self.context.run_properties.setdefault(key, self._made_lettering(role, colour, wrap, turn))

    def _made_lettering(self, role: Role, colour: str, wrap: str | None, turn: int | None) -> Markup:
        return c(
            "txPr",
            a("bodyPr", rot=turn, vert=None if turn is None else "horz", wrap=wrap),
            a("lstStyle"),
            a("p", a("pPr", self._properties(role, colour)), a("endParaRPr", lang=self.chart.language)),
        )

    def _properties(self, role: Role, colour: str = "", name: str = "defRPr") -> Markup:
        """The properties of letters in a role, in its own colour or another."""
        theme = self.context.theme
        style = theme.style(role)
        face = typeface(theme, style.family, bold=style.bold, italic=style.italic)
        return a(
            name,
            _solid(colour or style.colour),
            a("latin", typeface=face.family),
            a("cs", typeface=face.family),
            sz=round(style.size * 100),
            b=int(face.bold),
            i=int(face.italic),
            lang=self.chart.language if name == "rPr" else None,
        )


def _most_common(texts: Sequence[str]) -> str:
    """The text that stands there most often, and the first of such."""
    return max(texts, key=texts.count, default="")


def _printed(look: PlottedPoint) -> tuple[object, ...]:
    """How the figure of a point is printed."""
    return look.form, look.side, look.ink, look.names_series, look.fill if look.texture else ""


def _fill(colour: str, texture: str) -> Markup:
    """A fill, with what lies on it in white."""
    if texture not in PATTERNS:
        return _solid(colour)
    return a(
        "pattFill",
        a("fgClr", a("srgbClr", val="FFFFFF")),
        a("bgClr", a("srgbClr", val=hexadecimal(colour))),
        prst=PATTERNS[texture],
    )


def _solid(colour: str) -> Markup:
    return a("solidFill", a("srgbClr", val=hexadecimal(colour)))

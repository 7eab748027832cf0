"""Charts that Word draws itself: DrawingML with a workbook of their figures (ISO/IEC 29500-1, 21.2).

They look as their pictures do: the same colours and textures, the figures as the text prints them, the plot in the
same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.markup import NAMESPACES, Element, a, c, hexadecimal, root_of
from briefgen.formats.docx.workbook import SHEET, column, workbook
from briefgen.model.chart import Chart
from briefgen.model.length import pt
from briefgen.model.plot import ChartPlot, LabelSide, PlotShape, PlottedPoint, PlottedSeries
from briefgen.theme import Role

NAME_AXIS, VALUE_AXIS = 111111111, 222222222
HAIRLINE = 0.6
LINE = 2.0
DOT = {PlotShape.LINES: 5, PlotShape.DOTS: 8}
SIDES = {
    LabelSide.BEYOND: "outEnd",
    LabelSide.WITHIN: "ctr",
    LabelSide.ABOVE: "t",
    LabelSide.BELOW: "b",
    LabelSide.BEFORE: "l",
    LabelSide.BEHIND: "r",
}
PATTERNS = {"stripes": "dkUpDiag", "dots": "narVert", "rules": "narHorz", "grid": "smGrid"}
"""The patterns for textures; LibreOffice draws lines only, and so dots, which it would draw as stripes, are upright."""
DASHES = {0: "solid", 2: "sysDash", 4: "dashDot"}
BARS = (PlotShape.BARS, PlotShape.COLUMNS)


def chart_graphic(chart: Chart, plot: ChartPlot, context: DocxContext) -> Element:
    """What stands in a drawing for a chart, whose part is added to the document."""
    forms = [[point.form if point else "" for point in series.points] for series in plot.series]
    relation = context.relations.chart(_Drawn(chart, plot, context).space(), workbook(chart, forms))
    return a("graphicData", c("chart", r__id=relation), uri=NAMESPACES["c"])


class _Drawn:
    """A chart that is being written."""

    def __init__(self, chart: Chart, plot: ChartPlot, context: DocxContext) -> None:
        self.chart, self.plot, self.context = chart, plot, context
        self.rows = len(chart.categories)
        self.colours = context.theme.colours

    def space(self) -> Element:
        """The root of the part."""
        return root_of(
            "c:chartSpace",
            ("c", "a", "r"),
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

    def _title(self) -> Iterator[Element]:
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
                a("r", self._properties(Role.CHART, self.colours.muted, "rPr"), a("t", heading.text)),
            ),
        )
        yield c("title", c("tx", rich), self._layout(0.0, 0.0), c("overlay", val=1))
        yield c("autoTitleDeleted", val=0)

    def _key(self) -> Element:
        left = self.plot.heading.key
        width, height = self.plot.size
        room = self.plot.heading.height - (width > 0) * 4.0
        return c(
            "legend",
            c("legendPos", val="t"),
            self._layout(left, 0.0, width - left, min(room, height)),
            c("overlay", val=1),
            self._lettering(Role.CHART),
        )

    def _layout(self, x: float, y: float, width: float = 0.0, height: float = 0.0, target: str = "") -> Element:
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

    def _plot_area(self) -> Element:
        left, top, right, bottom = self.plot.box
        return c(
            "plotArea",
            self._layout(left, top, right - left, bottom - top, "inner"),
            self._bars() if self.plot.shape in BARS else self._lines(),
            *self._axes(),
            c("spPr", a("noFill"), a("ln", a("noFill"))),
        )

    def _bars(self) -> Element:
        plot = self.plot
        grouping = "percentStacked" if plot.of_shares else "stacked" if plot.stacked else "clustered"
        return c(
            "barChart",
            c("barDir", val="col" if plot.shape is PlotShape.COLUMNS else "bar"),
            c("grouping", val=grouping),
            c("varyColors", val=0),
            *self._series(),
            c("gapWidth", val=round(plot.gap)),
            c("overlap", val=100 if plot.stacked else round(plot.overlap)),
            c("axId", val=NAME_AXIS),
            c("axId", val=VALUE_AXIS),
        )

    def _lines(self) -> Element:
        return c(
            "lineChart",
            c("grouping", val="standard"),
            c("varyColors", val=0),
            *self._series(),
            c("marker", val=1),
            c("axId", val=NAME_AXIS),
            c("axId", val=VALUE_AXIS),
        )

    def _series(self) -> Iterator[Element]:
        for number, (series, look) in enumerate(zip(self.chart.series, self.plot.series, strict=True)):
            letters = column(number + 1)
            yield c(
                "ser",
                c("idx", val=number),
                c("order", val=number),
                self._named(f"{SHEET}!${letters}$1", series.name),
                *self._look(look),
                self._labels(look),
                c("cat", self._texts(f"{SHEET}!$A$2:$A${self.rows + 1}", self.chart.categories)),
                c("val", self._numbers(number, letters)),
                c("smooth", val=0) if self.plot.shape not in BARS else None,
            )

    def _named(self, reference: str, name: str) -> Element:
        return c("tx", self._texts(reference, (name,)))

    def _texts(self, reference: str, texts: Sequence[str]) -> Element:
        points = (c("pt", c("v", text), idx=number) for number, text in enumerate(texts))
        return c("strRef", c("f", reference), c("strCache", c("ptCount", val=len(texts)), *points))

    def _numbers(self, number: int, letters: str) -> Element:
        looks = self.plot.series[number].points
        form = next((look.form for look in looks if look), "General")
        points = (
            c("pt", c("v", f"{point.value:f}"), idx=row, formatCode=look.form if look.form != form else None)
            for row, (point, look) in enumerate(zip(self.chart.series[number].points, looks, strict=True))
            if point and look
        )
        cache = c("numCache", c("formatCode", form), c("ptCount", val=self.rows), *points)
        return c("numRef", c("f", f"{SHEET}!${letters}$2:${letters}${self.rows + 1}"), cache)

    def _look(self, look: PlottedSeries) -> Iterator[Element]:
        """How a series looks, and each of its points that looks otherwise."""
        if self.plot.shape in BARS:
            yield c("spPr", _fill(look.fill, look.texture))
            yield c("invertIfNegative", val=0)
        else:
            yield c("spPr", self._line(look))
            yield self._marker(look.fill, look.fill)
        for number, point in enumerate(look.points):
            if point and (point.fill, point.texture) != (look.fill, look.texture):
                yield self._point(number, look, point)

    def _point(self, number: int, look: PlottedSeries, point: PlottedPoint) -> Element:
        if self.plot.shape in BARS:
            shown = c("spPr", _fill(point.fill, point.texture))
            return c("dPt", c("idx", val=number), c("invertIfNegative", val=0), c("bubble3D", val=0), shown)
        fill = "#ffffff" if point.texture == "stripes" else point.fill
        return c(
            "dPt",
            c("idx", val=number),
            self._marker(fill, look.fill),
            c("bubble3D", val=0),
            c("spPr", self._line(look)),
        )

    def _line(self, look: PlottedSeries) -> Element:
        if self.plot.shape is PlotShape.DOTS:
            return a("ln", a("noFill"))
        dash = DASHES[min(len(look.dashes), 4)]
        return a("ln", _solid(look.fill), a("prstDash", val=dash), a("round"), w=pt(LINE).emu, cap="flat")

    def _marker(self, fill: str, rim: str) -> Element:
        edge = a("ln", _solid(rim), w=pt(1.2).emu)
        return c(
            "marker", c("symbol", val="circle"), c("size", val=DOT[self.plot.shape]), c("spPr", _solid(fill), edge)
        )

    def _labels(self, look: PlottedSeries) -> Element:
        """The figures: by point where they differ, then for the whole series."""
        first = next(filter(None, look.points), None)
        labels = (
            c("dLbl", c("idx", val=number), *self._label(point))
            for number, point in enumerate(look.points)
            if point
            and (point.form, point.side, point.ink, point.names_series)
            != (first and (first.form, first.side, first.ink, first.names_series))
        )
        return c("dLbls", *labels, *(self._label(first) if first else (c("delete", val=1),)))

    def _label(self, point: PlottedPoint) -> Iterator[Element]:
        if point.side is LabelSide.NOWHERE:
            yield c("delete", val=1)
            return
        yield c("numFmt", formatCode=point.form, sourceLinked=0)
        yield c("spPr", a("noFill"), a("ln", a("noFill")))
        yield self._lettering(Role.CHART_VALUE, point.ink, "none")
        yield c("dLblPos", val=SIDES[point.side])
        shown = {"showVal": 1, "showSerName": int(point.names_series)}
        names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
        yield from (c(name, val=shown.get(name, 0)) for name in names)
        if point.names_series:
            yield c("separator", "  ")

    def _axes(self) -> Iterator[Element]:
        lies = self.plot.shape is PlotShape.BARS
        scale = self.plot.scale
        rule = a("ln", _solid(self.colours.muted), w=pt(HAIRLINE).emu)
        yield c(
            "catAx",
            c("axId", val=NAME_AXIS),
            c("scaling", c("orientation", val="maxMin" if lies else "minMax")),
            c("delete", val=0),
            c("axPos", val="l" if lies else "b"),
            c("numFmt", formatCode="General", sourceLinked=0),
            c("majorTickMark", val="none"),
            c("minorTickMark", val="none"),
            c("tickLblPos", val="low"),
            c("spPr", rule),
            self._lettering(Role.CHART),
            c("crossAx", val=VALUE_AXIS),
            c("crosses", val="autoZero"),
            c("auto", val=0),
            c("lblAlgn", val="ctr"),
            c("lblOffset", val=100),
            c("noMultiLvlLbl", val=1),
        )
        yield c(
            "valAx",
            c("axId", val=VALUE_AXIS),
            c(
                "scaling",
                c("orientation", val="minMax"),
                c("max", val=f"{scale.high:.10g}") if scale.high is not None else None,
                c("min", val=f"{scale.low:.10g}") if scale.low is not None else None,
            ),
            c("delete", val=0 if scale.step else 1),
            c("axPos", val="b" if lies else "l"),
            c("majorGridlines", c("spPr", a("ln", _solid(self.colours.rule), w=pt(0.4).emu))) if scale.step else None,
            c("numFmt", formatCode=scale.form or "General", sourceLinked=0),
            c("majorTickMark", val="none"),
            c("minorTickMark", val="none"),
            c("tickLblPos", val="nextTo"),
            c("spPr", a("ln", a("noFill"))),
            self._lettering(Role.CHART, self.colours.muted),
            c("crossAx", val=NAME_AXIS),
            c("crosses", val="autoZero"),
            c("crossBetween", val="between" if self.plot.shape in BARS else "midCat"),
            c("majorUnit", val=f"{scale.step:.10g}") if scale.step else None,
        )

    def _lettering(self, role: Role, colour: str = "", wrap: str | None = None) -> Element:
        return c(
            "txPr",
            a("bodyPr", wrap=wrap),
            a("lstStyle"),
            a("p", a("pPr", self._properties(role, colour)), a("endParaRPr", lang=self.chart.language)),
        )

    def _properties(self, role: Role, colour: str = "", name: str = "defRPr") -> Element:
        """The properties of letters in a role, in its own colour or another."""
        theme = self.context.theme
        style = theme.style(role)
        face = typeface(theme, style.family, bold=style.bold, italic=style.italic)
        properties = a(
            name,
            _solid(colour or style.colour),
            a("latin", typeface=face.family),
            a("cs", typeface=face.family),
            sz=round(style.size * 100),
            b=int(face.bold),
            i=int(face.italic),
        )
        if name == "rPr":
            properties.set("lang", self.chart.language)
        return properties


def _fill(colour: str, texture: str) -> Element:
    """A fill, with what lies on it in white."""
    if texture not in PATTERNS:
        return _solid(colour)
    return a(
        "pattFill",
        a("fgClr", a("srgbClr", val="FFFFFF")),
        a("bgClr", a("srgbClr", val=hexadecimal(colour))),
        prst=PATTERNS[texture],
    )


def _solid(colour: str) -> Element:
    return a("solidFill", a("srgbClr", val=hexadecimal(colour)))

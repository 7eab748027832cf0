"""The brief for what one would use instead: Typst, pandoc, and a script that draws charts with matplotlib."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.brief import TITLE, YEARS, Chart, Figure, Section, sections

FONTS = Path(__file__).parents[2] / "assets" / "fonts"

# What a staffer would write once: both pictures of each chart, as briefgen's pack has them.
CHARTS_SCRIPT = """\
import json, sys
from pathlib import Path
import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

folder, font = Path(sys.argv[1]), sys.argv[2]
font_manager.fontManager.addfont(font)
mpl.rcParams["font.family"] = font_manager.FontProperties(fname=font).get_name()
mpl.rcParams["svg.fonttype"] = "none"
for chart in json.loads((folder / "charts.json").read_text()):
    names, values, texts = chart["names"], chart["values"], chart["texts"]
    figure = Figure(figsize=(6.3, 0.35 + 0.25 * len(names)), dpi=300)
    axes = figure.add_axes((0.15, 0, 0.7, 0.85))
    bars = axes.barh(names[::-1], values[::-1], color="#1f4e79", height=0.6)
    axes.bar_label(bars, texts[::-1], padding=4, fontsize=9)
    axes.set_title("tonnes", loc="left", fontsize=9)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    FigureCanvasAgg(figure).print_png(folder / f"{chart['name']}.png")
    FigureCanvasSVG(figure).print_svg(folder / f"{chart['name']}.svg")
"""

TYPST_SCRIPT = """\
import sys, typst
source, output, fonts = sys.argv[1:]
typst.compile(source, output=output, font_paths=[fonts], ignore_system_fonts=True, pdf_standards=["ua-1"])
"""

_TYPST_HEAD = f"""\
#set document(title: "{TITLE}", date: datetime(year: 2031, month: 5, day: 5))
#set page("a4", numbering: "1 of 1", header: align(center)[OFFICIAL])
#set text(font: "Source Serif 4", size: 10.5pt, lang: "en", region: "gb")
#set heading(numbering: "1.1")
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true)
#title()
What was landed where
"""


def write_peers(folder: Path, parts: int) -> None:
    """Write the brief for each peer: brief.typ, brief.md and charts.json, with the scripts that make the rest."""
    folder.mkdir(parents=True)
    all_sections = sections(parts)
    charts = [_chart(chart) for section in all_sections for chart in section.charts]
    files = {
        "charts.json": json.dumps(charts),
        "charts.py": CHARTS_SCRIPT,
        "pdf.py": TYPST_SCRIPT,
        "brief.typ": "\n\n".join(_typst(all_sections)),
        "brief.md": "\n\n".join(_markdown(all_sections)),
    }
    for name, text in files.items():
        (folder / name).write_text(text + "\n", encoding="utf-8")


def _chart(chart: Chart) -> dict[str, object]:
    return {
        "name": chart.name,
        "names": [row.port for row in chart.rows],
        "values": [figure.value for figure in chart.figures],
        "texts": [figure.text for figure in chart.figures],
    }


def _plain(pieces: tuple[str | Figure, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def _bottom_line(all_sections: Sequence[Section]) -> str:
    return f"Landings at the first port stood at {all_sections[0].rows[0].figures[1].text} tonnes."


def _references(all_sections: Sequence[Section]) -> Iterator[tuple[str, str, str]]:
    """What briefgen's annex says of each figure: itself, what it is, its source."""
    for section in all_sections:
        for row in section.rows:
            for year, figure in zip(YEARS, row.figures, strict=True):
                label = f"Landings at {row.port}, district {section.district}, {year}"
                yield f"{figure.text} tonnes", label, "[1, table 1]"


_SOURCE = "Institute of the Sea. Coastal survey (survey; 30 April 2031)."
_HEADS = ("Port", "The year before", "The year")
_REFERENCE_HEADS = ("Figure", "What it is, and how it was derived", "Source")


def _typst(all_sections: Sequence[Section]) -> Iterator[str]:
    yield _TYPST_HEAD
    yield f"#block(fill: luma(240), inset: 8pt, width: 100%)[*Bottom line* {_bottom_line(all_sections)}]"
    yield "#outline()"
    for section in all_sections:
        yield from _typst_section(section)
    yield "= References"
    yield _typst_table(_REFERENCE_HEADS, list(_references(all_sections)), "(right, left, left)")
    yield f"= Sources\n\n+ {_SOURCE}"


def _typst_section(section: Section) -> Iterator[str]:
    first, *others = section.charts
    paragraphs = [_plain(pieces) for pieces in section.paragraphs()]
    yield f"= {section.title}"
    yield (
        f"{paragraphs[0]} @{first.name} and @ports-{section.name} show it.#footnote[{section.note()}]\n\n"
        + "\n\n".join(paragraphs[1:3])
    )
    yield _typst_chart(first)
    yield "== What the ports say"
    yield "\n".join(f"- {point}" for point in section.points())
    yield "\n\n".join(paragraphs[3:])
    rows = [(row.port, *(figure.text for figure in row.figures)) for row in section.rows]
    table = _typst_table(_HEADS, rows, "(left, right, right)").removeprefix("#")
    yield f"#figure({table}, caption: [Landings by port.]) <ports-{section.name}>"
    for chart in others:
        yield _typst_chart(chart)


def _typst_chart(chart: Chart) -> str:
    alternative = ", ".join(f"{row.port} {figure.text}" for row, figure in zip(chart.rows, chart.figures, strict=True))
    image = f'image("{chart.name}.svg", width: 100%, alt: "{alternative}")'
    return f"*{chart.title}*\n\n#figure({image}, caption: [{chart.caption}]) <{chart.name}>"


def _typst_table(heads: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    def cells(row: Sequence[str]) -> str:
        return ", ".join(f"[{cell.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]" for cell in row)

    body = ",\n  ".join(cells(row) for row in rows)
    return f"#table(columns: {len(heads)}, align: {align},\n  table.header({cells(heads)}),\n  {body})"


def _markdown(all_sections: Sequence[Section]) -> Iterator[str]:
    yield f"---\ntitle: {TITLE}\nsubtitle: What was landed where\nlang: en-GB\n---"
    yield f"> **Bottom line** {_bottom_line(all_sections)}"
    for section in all_sections:
        yield from _markdown_section(section)
    yield "# References"
    yield _markdown_table(_REFERENCE_HEADS, list(_references(all_sections)), "| --: | --- | --- |")
    yield f"# Sources\n\n1. {_SOURCE}"


def _markdown_section(section: Section) -> Iterator[str]:
    first, *others = section.charts
    paragraphs = [_plain(pieces) for pieces in section.paragraphs()]
    yield f"# {section.title}"
    show = f"[Figure](#{first.name}) and [Table](#ports-{section.name}) show it.[^note-{section.name}]"
    yield f"{paragraphs[0]} {show}"
    yield from paragraphs[1:3]
    yield _markdown_chart(first)
    yield "## What the ports say"
    yield "\n".join(f"- {point}" for point in section.points())
    yield from paragraphs[3:]
    rows = [(row.port, *(figure.text for figure in row.figures)) for row in section.rows]
    yield (
        f"::: {{#ports-{section.name}}}\n{_markdown_table(_HEADS, rows, '| --- | --: | --: |')}\n\n"
        ": Landings by port.\n:::"
    )
    for chart in others:
        yield _markdown_chart(chart)
    yield f"[^note-{section.name}]: {section.note()}"


def _markdown_chart(chart: Chart) -> str:
    return f"**{chart.title}**\n\n![{chart.caption}]({chart.name}.png){{#{chart.name} width=100%}}"


def _markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]], rule: str) -> str:
    return "\n".join((f"| {' | '.join(heads)} |", rule, *(f"| {' | '.join(row)} |" for row in rows)))

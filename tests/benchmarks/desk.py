"""The brief as a desk of briefgen's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.brief import EDITION, TITLE, YEARS, Chart, Figure, Section, sections

_DESK = """\
name: Fisheries desk
language: en-GB
markings: [Official]
distribution:
  weekly: [Minister’s office]
units:
  tonnes: tonne
"""
_SOURCES = """\
survey:
  kind: survey
  title: Coastal survey
  publisher: Institute of the Sea
  date: 2031-04-30
"""


def write_desk(folder: Path, parts: int, editions: Iterable[str] = (EDITION,)) -> None:
    """Write a desk with editions that have the same text, so many times the smallest brief."""
    content = folder / "content"
    content.mkdir(parents=True)
    (content / "desk.yaml").write_text(_DESK, encoding="utf-8")
    (content / "sources.yaml").write_text(_SOURCES, encoding="utf-8")
    for edition in editions:
        for name, text in _files(parts, edition).items():
            path = content / edition / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def editions(count: int) -> tuple[str, ...]:
    """Names for so many editions, one a month."""
    return tuple(f"{2032 + number // 12}-{number % 12 + 1:02}-01-landings" for number in range(count))


def _files(parts: int, edition: str) -> dict[str, str]:
    all_sections = sections(parts)
    first = all_sections[0].rows[0].figures[1]
    return {
        "edition.yaml": _header(edition, first.name),
        "facts.yaml": "\n".join(line for section in all_sections for line in _facts(section)),
        "figures.yaml": "\n".join(_chart(chart) for section in all_sections for chart in section.charts),
        **{
            f"sections/{section.name}-district-{section.district.lower()}.md": _text(section)
            for section in all_sections
        },
    }


def _header(edition: str, fact: str) -> str:
    return f"""\
title: {TITLE}
subtitle: What was landed where
number: 19
date: {edition[:10]}
period: {YEARS[1]}
marking: Official
audience: [Minister]
distribution: weekly
prepared_by: Fisheries desk
bottom_line: |
  Landings at the first port stood at {{{{ {fact} | unit }}}}.
key_figures:
  - {{fact: {fact}, caption: tonnes landed}}
"""


def _facts(section: Section) -> Iterator[str]:
    for row in section.rows:
        for year, figure in zip(YEARS, row.figures, strict=True):
            label = f"Landings at {row.port}, district {section.district}"
            about = f"  label: {label}\n  period: {year}\n  source: {{id: survey, at: table 1}}\n"
            yield f"{figure.name}:\n  value: {figure.value}\n  unit: tonnes\n{about}"


def _chart(chart: Chart) -> str:
    rows = zip(chart.rows, chart.figures, strict=True)
    facts = "".join(f"\n    - {{fact: {figure.name}, label: {row.port}}}" for row, figure in rows)
    caption = chart.caption.replace(YEARS[chart.year], f"{{{{ {chart.figures[0].name} | period }}}}")
    return f'{chart.name}:\n  kind: bars\n  facts:{facts}\n  title: {chart.title}\n  caption: "{caption}"\n'


def _text(section: Section) -> str:
    paragraphs = ["".join(_piece(piece) for piece in pieces) for pieces in section.paragraphs()]
    points = "\n".join(f"- {point}" for point in section.points())
    first, *others = section.charts
    rows = "\n".join(
        f"| {row.port} | " + " | ".join(f"{{{{ {figure.name} }}}}" for figure in row.figures) + " |"
        for row in section.rows
    )
    return "\n\n".join(
        (
            f"---\ntitle: {section.title}\n---",
            f"{paragraphs[0]} [](#figure:{first.name}) and [](#table:ports-{section.name}) show it.[^note]",
            *paragraphs[1:3],
            f"![](figure:{first.name})",
            "## What the ports say",
            points,
            *paragraphs[3:],
            f"Table: Landings by port. {{#ports-{section.name}}}",
            f"| Port | The year before | The year |\n| --- | ---: | ---: |\n{rows}",
            *(f"![](figure:{chart.name})" for chart in others),
            f"[^note]: {section.note()}\n",
        )
    )


def _piece(piece: str | Figure) -> str:
    return f"{{{{ {piece.name} }}}}" if isinstance(piece, Figure) else piece

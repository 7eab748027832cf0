"""A small desk on herring: content files that load without a fault, to be changed by the tests one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image

from briefgen.content import Loaded, Memory, load_edition

EDITION = "2031-05-05-herring"
FRONT = "---\ntitle: Landings\n---\n\n"

FILES = {
    "desk.yaml": """\
name: Fisheries desk
language: en-GB
markings: [Official, Restricted]
distribution:
  weekly: [Minister, Permanent Secretary]
numbers: {thousands: space, percent_space: true}
units: {tonnes: tonne}
terms:
  - {use: fishers, avoid: [fishermen]}
embed_sources: true
data_tables: true
""",
    "sources.yaml": """\
survey: {kind: survey, title: Coastal survey, date: 2031-04-30}
minutes: {kind: minutes, title: Agreed minutes, undated: the minutes give no day, via: survey}
""",
    f"{EDITION}/edition.yaml": """\
title: "Herring: weekly brief"
number: 19
date: 2031-05-05
period: 2031-04
marking: Official
distribution: weekly
audience: [Minister]
clearances:
  - {by: Director, date: 2031-05-02}
bottom_line: |
  Landings rose to {{ landings }};
  the vote is in {{ days | words }}.
key_figures:
  - {fact: landings, format: signed | unit, caption: "landed in {{ year }}"}
""",
    f"{EDITION}/facts.yaml": """\
landings:
  value: 12480
  unit: tonnes
  label: Herring landed
  period: 2030
  source: {id: survey, at: table 2}

quota:
  value: 3.50
  unit: "%"
  label: Rise of the quota
  source: minutes

minister:
  value: Dr Ada North
  short: Dr North
  label: Minister
  source: survey

year: {value: 2030, unit: year, label: Year of the survey, source: survey}
days:
  formula: days_left(vote)
  label: Days to the vote
  round: 1
  stated: 27
  source: survey
  approx: true
""",
    f"{EDITION}/deadlines.yaml": """\
vote:
  by: 2031-06-01
  label: The vote
  who: All states with {{ quota }}
  what: vote on the *quota*
  source: {id: minutes, at: item 4}
""",
    f"{EDITION}/figures.yaml": """\
landed:
  kind: bars
  facts: [landings, {fact: quota, label: "Quota {{ year }}"}]
  title: Landings passed the quota
  caption: Landings, {{ year }}.
  data_table: false
""",
    f"{EDITION}/signoffs.yaml": """\
landings: {by: A. Berg, on: 2031-05-04, seal: "00000000deadbeef"}
""",
    f"{EDITION}/confirmations.yaml": """\
landings: {by: A. Berg, on: 2031-05-04, seal: "00000000deadbeef"}
""",
    f"{EDITION}/sections/10-landings.md": FRONT + "Landed: {{ landings }}.\n\n![](figure:landed)\n",
}

TABLE_FILES = {
    f"{EDITION}/tables.yaml": """\
ports:
  source: {id: survey, at: table 3}
  caption: Boats by port
  unit: boats
  period: 2030
  approx: false
  rows: {North Haven: north}
  columns: {Boats at sea: {id: sea, caveat: by night, adds: true}, Share: {unit: "%"}, Code: {as: text}}
  without: [Remarks]
  total: {rows: {All: [North Haven, South]}}
  missing: {"*": {means: suppressed, print: "<5"}, "-": nil}
  notes: Provisional.
""",
    f"{EDITION}/tables/ports.csv": """\
Port,Boats at sea,In port,Share,Code,Remarks
North Haven,12,3,60%,004,a
South,8,*,40%,NA,b
East,-,0,,005,
All,20,,,,
""",
}
"""A table of figures, which not every test has."""


def changed(changes: Mapping[str, str | bytes | None] | None = None) -> dict[str, bytes]:
    """The files of the desk with some of them changed, added or (None) left out."""
    files = {**FILES, **_full(changes or {})}
    return {
        name: text if isinstance(text, bytes) else text.encode() for name, text in files.items() if text is not None
    }


def write(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the desk with some of its files changed; gives the content folder."""
    content = folder / "content"
    for name, data in changed(changes).items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return content


def _full(changes: Mapping[str, str | bytes | None]) -> dict[str, str | bytes | None]:
    shared = ("desk.yaml", "sources.yaml")
    return {name if name in shared else f"{EDITION}/{name}": text for name, text in changes.items()}


def load(changes: Mapping[str, str | bytes | None] | None = None) -> Loaded:
    """The desk's edition, loaded with some of its files changed, from memory."""
    return load_edition(Memory(changed(changes)), EDITION)


def section(body: str) -> Loaded:
    """The edition with one section of this text, below a front matter of four lines."""
    return load({"sections/10-landings.md": FRONT + body})


def faults(loaded: Loaded) -> list[tuple[str, str, int, int]]:
    """The diagnostics as code, file name, line and column."""
    return [(d.code, Path(d.place.file).name, d.place.line, d.place.column) for d in loaded.diagnostics]


def png(width: int = 40, height: int = 20, **options: object) -> bytes:
    """A PNG image."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#1f3a5f").save(file, "PNG", **options)
    return file.getvalue()

"""A small desk on disk, to be changed and broken: one edition with every kind of content file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

EDITION = "2031-05-05-herring"

FILES: Mapping[str, str] = {
    "desk.yaml": """\
name: Fisheries desk
language: en-GB
markings: [Official, Official-Sensitive]
distribution:
  weekly: [Minister’s office]
units:
  boats: boat
  days: day
  tonnes: tonne
""",
    "sources.yaml": """\
survey:
  kind: survey
  title: Coastal survey
  publisher: Institute of the Sea
  date: 2031-04-30

minutes:
  kind: minutes
  title: Agreed minutes
  undated: the minutes give no day
  via: survey
""",
    f"{EDITION}/edition.yaml": """\
title: Herring
subtitle: Landings and quota
number: 19
date: 2031-05-05
period: 2031-04
marking: Official
audience: [Minister]
distribution: weekly
prepared_by: Fisheries desk
clearances:
  - {by: Legal adviser, date: 2031-05-04}
  - {by: Head of desk}
bottom_line: |
  Landings stood at {{ landings | unit }}, {{ rise | signed }} on the year before.
key_figures:
  - {fact: landings, caption: tonnes landed}
  - {fact: rise, format: signed, caption: on the year before}
""",
    f"{EDITION}/facts.yaml": """\
landings:
  value: 12480
  unit: tonnes
  label: Landings
  period: 2030
  source: {id: survey, at: table 1}

quota:
  value: 11000
  unit: tonnes
  label: Quota
  period: 2030
  source: {id: minutes, at: page 2}

excess:
  formula: landings - quota
  label: Landed above the quota

before:
  value: 11556
  unit: tonnes
  label: Landings of the year before
  period: 2029
  source: {id: survey, at: table 2}

rise:
  formula: change(before, landings)
  label: Rise of the landings
  stated: 8
  source: {id: survey, at: summary}

chair:
  value: Anna Berg
  label: Chair of the council
  source: {id: minutes, at: page 1}
""",
    f"{EDITION}/deadlines.yaml": """\
vote:
  by: 2031-06-01
  who: The council
  what: vote on the quota
  source: {id: minutes, at: page 3}
""",
    f"{EDITION}/figures.yaml": """\
landed:
  kind: bars
  facts: [landings, quota, excess]
  title: Landings passed the quota
  caption: Landings and quota, {{ edition_date | year }}.

dates:
  kind: timeline
  facts: [vote]
  title: The vote comes in June
  caption: The vote.
""",
    f"{EDITION}/sections/10-landings.md": """\
---
title: Landings
---

Boats landed {{ landings | unit }} [table 1](#source:survey), which is {{ excess }} above the quota.[^weighed]
[](#figure:landed) and [](#table:quota) show it; [](#section:vote) says what comes next.

![](figure:landed)

Table: The quota. {#quota}

| What     |          Tonnes |
| -------- | --------------: |
| Landings |  {{ landings }} |
| Quota    |     {{ quota }} |

![A blue field beside a sand one](halves.png "The fields.")

[^weighed]: Weighed at the quay.
""",
    f"{EDITION}/sections/20-vote.md": """\
---
title: The vote
---

{{ chair }} chairs the council that votes on {{ vote | long }}, {{ vote | days_left }} from now.

![](figure:dates)
""",
}


def write_desk(root: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the desk's content below `root` and give its folder; `changes` replace files, or delete them with None.

    A change's path that starts with a slash lies in the edition: "/facts.yaml".
    """
    content = root / "content"
    named = {f"{EDITION}{path}" if path.startswith("/") else path: text for path, text in (changes or {}).items()}
    for path, text in {**FILES, **named}.items():
        if text is not None:
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text, encoding="utf-8")
    (content / EDITION / "halves.png").write_bytes(halves())
    return content


@cache
def halves() -> bytes:
    """A picture of two halves, one blue and one the colour of sand."""
    image, file = Image.new("RGB", (300, 100), "#1f3a5f"), BytesIO()
    image.paste("#c9a66b", (0, 0, 150, 100))
    image.save(file, "PNG")
    return file.getvalue()


def replaced(path: str, old: str, new: str) -> dict[str, str]:
    """A change of one passage in one of the desk's files; the passage must be there, once."""
    text = FILES[f"{EDITION}{path}" if path.startswith("/") else path]
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {path}")
    return {path: text.replace(old, new)}


CLEARED = replaced("/edition.yaml", "  - {by: Head of desk}\n", "  - {by: Head of desk, date: 2031-05-05}\n")
"""The edition once whoever must clear it has done so."""

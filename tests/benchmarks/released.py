"""The brief with marks of releases, and what one of its releases is made of as an edition of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from briefgen.api import open_project
from tests.benchmarks.brief import EDITION
from tests.benchmarks.desk import write_desk

RELEASES = ("minister", "partner", "press")
_DESK = """
releases:
  minister: {audience: [Minister]}
  partner: {marking: Official, audience: [Partner government]}
  press: {marking: Official, audience: [Press office], leave_out: [prepared_by]}
"""
_NIGHT = """
night-{number}:
  for: [minister]
  value: {value}
  unit: tonnes
  label: Landed at night, district {number}
  period: 2030
  source: {{id: survey, at: table 2}}
"""


def write_released(desk: Path, parts: int) -> None:
    """Write the brief with releases."""
    write_desk(desk, parts)
    content = desk / "content"
    _change(content / "desk.yaml", lambda text: text + _DESK)
    sections = sorted((content / EDITION / "sections").iterdir())
    nights = "".join(_NIGHT.format(number=number, value=400_003 + 7 * number) for number in range(0, len(sections), 5))
    _change(content / EDITION / "facts.yaml", lambda text: text + nights)
    for number, section in enumerate(sections):
        _change(section, lambda text, number=number: _marked(text, number))  # type: ignore[misc]


def write_cut(desk: Path, folder: Path) -> None:
    """Write what the release to the press is made of as a desk of its own."""
    for path, data in open_project(desk)[EDITION].release("press").workspace.content.files.items():  # type: ignore[attr-defined]
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_bytes(data)


def _marked(text: str, number: int) -> str:
    """A section with a tenth of its words for some releases: a paragraph, an item of a list, and words of a text."""
    night = f"By night the boats of this district brought in {{{{ night-{number - number % 5} }}}} tonnes unseen."
    text = text.replace("\n\n## ", f"\n\n{night} {{for=minister}}\n\n## ", 1)
    text = re.sub(r"(?m)^(- .*)$", r'\1 {for="minister, partner"}', text, count=1)
    return text.replace("boats landed", "boats [of the island]{for=minister} landed", 1)


def _change(path: Path, changed: Callable[[str], str]) -> None:
    path.write_text(changed(path.read_text(encoding="utf-8")), encoding="utf-8")

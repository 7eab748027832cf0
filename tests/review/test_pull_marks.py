"""What a reviewer edits in the whole brief keeps the marks of its releases."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from briefgen.api import open_project
from tests.desk import EDITION, FILES, write_desk

RELEASES = "releases:\n  minister: {audience: [Minister]}\n  press: {marking: Official}\n"
VOTE = f"{EDITION}/sections/20-vote.md"
TEXT = """
- The fleet lands at night. {for=minister}
- The council [of the north]{for=minister otherwise="there"} meets.

## After the vote {for="minister, press"}

Boats wait. {marking=Official-Sensitive}
"""


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("lands at night", "lands by night", "- The fleet lands by night. {for=minister}"),
        ("night.", "night. And by day.", "- The fleet lands at night. And by day. {for=minister}"),
        ("north", "south", '- The council [of the south]{for=minister otherwise="there"} meets.'),
        ("After the vote", "Behind the vote", '## Behind the vote {for="minister, press"}'),
        ("Boats wait", "All boats wait", "All boats wait. {marking=Official-Sensitive}"),
    ],
)
def test_an_edit_keeps_its_mark(old: str, new: str, line: str, tmp_path: Path) -> None:
    header = FILES[f"{EDITION}/edition.yaml"].replace("marking: Official", "marking: Official-Sensitive")
    content = write_desk(
        tmp_path, {"desk.yaml": FILES["desk.yaml"] + RELEASES, VOTE: FILES[VOTE] + TEXT, "/edition.yaml": header}
    )
    project = open_project(tmp_path)
    document = docx.Document(BytesIO(project.latest.render(["docx"])[f"{EDITION}.docx"]))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
    document.save(str(tmp_path / "reviewed.docx"))
    project.apply(project.pull([tmp_path / "reviewed.docx"]))
    assert line in (content / VOTE).read_text().splitlines()

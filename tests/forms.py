"""A small desk whose only edition is a form: a submission, unless its header says otherwise."""

from __future__ import annotations

from pathlib import Path

from tests.desk import EDITION

SUBMISSION = """\
kind: submission
title: Quota
number: 4
date: 2031-05-05
to: Minister for Fisheries
from: Head of the fisheries desk
decision_by: 2031-05-09
"""
PARTS = {
    "10-issue.md": "We ask whether to sign.\n",
    "20-recommendation.md": "1. Sign the minutes.\n",
    "30-timing.md": "By Friday.\n",
    "40-background.md": "The council has met.\n",
}


def form(folder: Path, header: str = SUBMISSION, **parts: str | None) -> Path:
    """A desk with one edition of a kind: its header, and its sections by the names of their files."""
    content = folder / "content"
    (content / EDITION / "sections").mkdir(parents=True)
    (content / "desk.yaml").write_text("name: Fisheries desk\n", encoding="utf-8")
    (content / "sources.yaml").touch()
    (content / EDITION / "facts.yaml").touch()
    for name, text in {**PARTS, **parts}.items():
        if text is not None:
            (content / EDITION / "sections" / name).write_text(text, encoding="utf-8")
    (content / EDITION / "edition.yaml").write_text(header, encoding="utf-8")
    return content

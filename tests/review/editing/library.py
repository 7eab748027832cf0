"""Edits by programs: python-docx changes runs silently, docx-plus marks runs as deleted or added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from random import Random

import docx
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docx_plus.revisions import RevisionRef, mark_deletion, mark_insertion

from tests.review.editing import strokes
from tests.review.editing.opened import FIRST_FREE, Line, OpenFile, W, line_of, run_text, runs_of, units_of

AUTHOR = "A program"
MOMENT = datetime(2031, 5, 9, 18, 30, tzinfo=UTC)
ADDED = " A program added this."


@dataclass(frozen=True)
class Change:
    """What a program did to a line: whether it is marked, and the line's text before and after."""

    line: Line
    tracked: bool
    old: str
    new: str
    text: str = ""
    about: str = ""


def changed(data: bytes, random: Random, texts: Sequence[str], tracked: bool | None) -> tuple[bytes, Change] | None:
    """A document after a program's edit of a paragraph of the body whose text occurs once among the given ones."""
    document = docx.Document(BytesIO(data))
    known = units_of(data)
    found = [
        (paragraph, line, run)
        for paragraph in document.paragraphs
        if texts.count((line := line_of(paragraph._p, known)).text) == 1 and line.place in ("body", "list item")
        for run in _plain_runs(paragraph)
    ]
    if not found:
        return None
    paragraph, line, run = random.choice(found)
    ways = [*((_silently,) if not tracked else ()), *((_deleted, _added) if tracked is not False else ())]
    change = random.choice(ways)(paragraph, line, run)
    out = BytesIO()
    document.save(out)
    return OpenFile(out.getvalue()).saved(), change


def _plain_runs(paragraph: Paragraph) -> list[Run]:
    """The runs of an author's words, of which there are some in each."""
    fields = strokes.fields_of(paragraph._p)
    return [
        run
        for run in paragraph.runs
        if run._r not in fields
        and [piece.tag for piece in run._r if piece.tag != f"{W}rPr"] == [f"{W}t"]
        and len(run.text.split()) > 1
        and run.text[:1].isalpha()
    ]


def _silently(_: Paragraph, line: Line, run: Run) -> Change:
    word = run.text.split()[0]
    start = _offset(line, run)
    run.text = f"Certainly {run.text}"
    new = f"{line.text[:start]}Certainly {line.text[start:]}"
    return Change(line, False, line.text, new, "Certainly ", word)


def _deleted(_: Paragraph, line: Line, run: Run) -> Change:
    start, text = _offset(line, run), run.text
    _number(mark_deletion(run, author=AUTHOR, date=MOMENT))
    return Change(line, True, line.text, line.text[:start] + line.text[start + len(text) :], "", text)


def _added(paragraph: Paragraph, line: Line, _: Run) -> Change:
    _number(mark_insertion(paragraph.add_run(ADDED), author=AUTHOR, date=MOMENT))
    return Change(line, True, line.text, line.text + ADDED, ADDED)


def _number(mark: RevisionRef) -> None:
    """Give a mark an id that is the same each time."""
    mark.body_element.set(f"{W}id", str(FIRST_FREE))


def _offset(line: Line, run: Run) -> int:
    """Where a run begins in a line's text."""
    runs = runs_of(line.paragraph)
    return sum(len(run_text(each)) for each in runs[: runs.index(run._r)])

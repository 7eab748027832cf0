"""`briefgen facts --sign-off --from`: ticks made of the answers to a check sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.api import Project
from briefgen.cli.options import say
from briefgen.cli.report import plural, refuse, show
from briefgen.errors import ContentError, StorageError

if TYPE_CHECKING:
    from briefgen.review.checksheet import JudgedAnswers

NOTHING = "nothing was signed off"


def sign_off_answers(
    ctx: click.Context, project: Project, edition: str | None, path: Path, by: str | None, on: date | None
) -> int:
    """Tick what was found right, and list what was called wrong or has changed; gives the exit code."""
    from briefgen.review.checksheet import check_person, read_answers

    try:
        answers = read_answers(str(path), path.read_bytes())
        if by is not None:
            check_person(answers, by)
        chosen = project.edition(edition or _edition_of(project, answers.edition))
        report = chosen.facts()
        judged = chosen.judge(answers, report)
    except ContentError as error:
        return refuse(ctx, error.diagnostics, {}, NOTHING)
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
    if judged.right:
        file = chosen.sign_off(judged.right, answers.by, on or answers.on, report)
        click.echo("\n".join(judged.right))
        say(ctx, f"signed off in {file}")
    show((*judged.called, *judged.refused), report.checked.texts)
    say(ctx, _summary(judged))
    return int(bool(judged.called or judged.refused))


def _edition_of(project: Project, named: str) -> str | None:
    """The edition that answers name, if the desk has it; else the newest, against which they are refused."""
    return named if named in project.editions else None


def _summary(judged: JudgedAnswers) -> str:
    """What became of all answers: "3 ticked, 1 called wrong or unclear, 2 without an answer"."""
    counts = (
        (len(judged.right), "ticked"),
        (len(judged.ticked), "ticked so already"),
        (len(judged.called), "called wrong or unclear"),
        (len(judged.refused), "refused"),
        (judged.left, "without an answer"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    return f"{plural(judged.given.figures, 'figure')} on the check sheet of {judged.given.by}: {told}"

"""Upcoming dates: who must do what by when, and how many days are left at the edition's date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from briefgen.assemble.sources import cite
from briefgen.ledger.forms import in_digits_of
from briefgen.model.blocks import Align, Block, Cell, Column, Heading, Table
from briefgen.model.edition import OPEN, Deadline, Edition
from briefgen.model.inlines import Inlines, LineBreak, Text, Value
from briefgen.model.labels import Labels, labels_for

ANCHOR = "section:upcoming-dates"


def days_left(day: date, edition: Edition, labels: Labels) -> str:
    """The days from the edition's date to the day, in words of the language: "3 days left", "today", "passed"."""
    count = (day - edition.date).days
    if count < 0:
        return labels.passed
    if count == 0:
        return labels.due_today
    return labels.counted(labels.days_left_count, count, in_digits_of(edition.desk, str(count)))


def upcoming_dates(edition: Edition) -> tuple[Block, ...]:
    """A heading and a table of the edition's deadlines by date; nothing where there are none."""
    if not edition.deadlines:
        return ()
    labels = labels_for(edition.desk.language)
    heads = (labels.deadline_by, labels.deadline_task, labels.days_left)
    return (
        Heading(1, (Text(labels.upcoming),), id="upcoming-dates", anchor=ANCHOR),
        Table(
            (Column(Align.LEFT), Column(Align.LEFT), Column(Align.RIGHT)),
            tuple(Cell((Text(head),), id=f"deadlines-head-{column}") for column, head in enumerate(heads, 1)),
            tuple(_row(deadline, edition, labels) for deadline in sorted(edition.deadlines, key=_urgency(edition))),
            id="deadlines",
            anchor="table:deadlines",
        ),
    )


def _row(deadline: Deadline, edition: Edition, labels: Labels) -> tuple[Cell, ...]:
    contents: tuple[Inlines, ...] = (
        (Value(deadline.id, ("short",), place=deadline.place),),
        _task(deadline, labels),
        _remaining(deadline, edition, labels),
    )
    return tuple(Cell(text, id=f"deadline-{deadline.id}-{column}") for column, text in enumerate(contents, 1))


def _task(deadline: Deadline, labels: Labels) -> Inlines:
    task: Inlines = (*deadline.who, Text(labels.separators.label), *deadline.what)
    if deadline.citation:
        task = (*task, Text(" "), cite(deadline.citation))
    more = (
        (labels.deadline_where, deadline.where),
        (labels.deadline_document, deadline.document),
        (labels.deadline_decision, deadline.decision),
    )
    for label, text in more:
        if text:
            task = (*task, LineBreak(), Text(labels.lead(label)), *text)
    return task


def _urgency(edition: Edition) -> Callable[[Deadline], tuple[bool, date]]:
    """What is still to come stands first, by date."""
    return lambda deadline: (not deadline.is_pending(edition.date) or deadline.by < edition.date, deadline.by)


def _remaining(deadline: Deadline, edition: Edition, labels: Labels) -> Inlines:
    if not deadline.is_pending(edition.date):
        return (Text(settled(deadline, labels)),)
    if deadline.by < edition.date:
        return (Text(labels.passed),)
    left: Inlines = (Text(labels.due_today),)
    if deadline.by > edition.date:
        left = (Value(deadline.id, ("days_left", "count"), place=deadline.place),)
    return left if deadline.status == OPEN else (*left, Text(labels.aside(settled(deadline, labels))))


def settled(deadline: Deadline, labels: Labels) -> str:
    """How a deadline that is no longer open ended."""
    return {
        "met": labels.status_met,
        "missed": labels.status_missed,
        "extended": labels.status_extended,
        "withdrawn": labels.status_withdrawn,
    }[deadline.status]


def remaining(fact: str, day: date, edition: Edition, labels: Labels) -> str:
    """What a timeline says of a date: the days left, how its deadline ended, or nothing of a date that is past."""
    deadline = next((deadline for deadline in edition.deadlines if deadline.id == fact), None)
    if deadline and not deadline.is_pending(edition.date):
        return settled(deadline, labels)
    return days_left(day, edition, labels) if deadline or day >= edition.date else ""

"""`briefgen review`: where an edition stands, in one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import Project
from briefgen.cli.options import complete_brief, desk_options, form_option, verbosity_options
from briefgen.cli.report import count, is_verbose, plural, print_json, refuse
from briefgen.errors import errors_among

if TYPE_CHECKING:
    from datetime import date

    from briefgen.errors import Diagnostic
    from briefgen.model.remark import Comment
    from briefgen.review.status import DueDeadline, EditionStatus, ReleaseStatus, SincePublished
    from briefgen.spans import Span

SHOWN, WIDTH = 6, 100
"""So many lines of each list are shown, and so many characters of a text, unless more is asked for."""

DONE, OPEN, WRONG = "green", "yellow", "red"


@click.command(epilog="Example: briefgen review 2025-02-25")
@click.argument("edition", required=False, metavar="[EDITION]", shell_complete=complete_brief)
@form_option("text", "json")
@desk_options
@verbosity_options
@click.pass_context
def command(ctx: click.Context, edition: str | None, form: str, project: Project) -> int:
    """Show where an edition stands: what is open before it can go out, and what has changed since it last did.

    It shows errors and warnings, notes to reviewers, comments in review.md, figures that nobody has ticked, cells of
    data files that have changed and were not taken yet, missing clearances, deadlines that are near or have passed, the
    last record, and of each release whether its pack is what would be built now, its last record and its faults.
    """
    from briefgen.review.status import status_rows

    report, found = project.edition(edition).status()
    checked = report.checked
    errors = errors_among(checked.diagnostics)
    if found is None:
        return refuse(ctx, errors, checked.texts, "the edition cannot be read")
    if form == "json":
        print_json(status_rows(found, checked.diagnostics))
    else:
        click.echo("\n".join(_Screen(found, whole=is_verbose(ctx)).lines(checked.diagnostics)))
    return int(bool(errors))


class _Screen:
    """Where an edition stands as text: a line for each matter, and what is open of it below."""

    def __init__(self, found: EditionStatus, *, whole: bool) -> None:
        self._found = found
        self._whole = whole

    def lines(self, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
        edition = self._found.brief.edition
        of = f"  release {edition.release}" if edition.release else ""
        yield f"{click.style(edition.id, bold=True)}  {self._found.title}{of}"
        yield from self._content(diagnostics)
        yield from self._notes()
        yield from self._comments()
        yield from self._figures()
        yield from self._carried()
        yield from self._cells()
        yield from self._clearances()
        yield from self._deadlines()
        yield from self._record(self._found.since)
        yield from self._releases()

    def _content(self, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
        wrong = any(fault.is_error for fault in diagnostics)
        hint = f"  briefgen check {self._found.brief.edition.id}" if diagnostics else ""
        yield _line("content", count(diagnostics), WRONG if wrong else OPEN if diagnostics else DONE, hint)

    def _notes(self) -> Iterator[str]:
        notes = self._found.notes
        yield _line("notes", f"{len(notes)} open" if notes else "none", OPEN if notes else DONE)
        yield from self._list(f"{_at(note.place)}: {_who(note.author, note.date)}{note.text}" for note in notes)

    def _comments(self) -> Iterator[str]:
        waiting = self._found.open_comments
        resolved = len(self._found.comments) - len(waiting)
        parts = [f"{len(waiting)} open"] if waiting else []
        parts += [f"{resolved} resolved"] if resolved else []
        yield _line("comments", ", ".join(parts) or "none", OPEN if waiting else DONE)
        yield from (f"  {click.style(str(fault.place), fg=WRONG)}: {fault.message}" for fault in self._found.faults)
        yield from self._list(map(_comment, waiting))

    def _figures(self) -> Iterator[str]:
        unsigned, wanted = self._found.unsigned, self._found.to_sign
        if translation := self._found.brief.edition.translation:
            yield _line("figures", f"signed off in {translation.original.id}", "")
            return
        done = f"{wanted - len(unsigned)} of {wanted} signed off"
        required = self._found.brief.edition.desk.sign_off_required
        hint = "" if required or not unsigned else "  the desk does not ask for it"
        yield _line("figures", done, "" if hint else OPEN if unsigned else DONE, hint)
        fallen = [row for row in unsigned if row["tick"]]
        yield from self._list(
            f"{row['id']}: {row['printed']}, changed since {row['ticked_by']} ticked it on {row['ticked_on']}"
            for row in fallen
        )
        if required:
            never = [row for row in unsigned if not row["tick"]]
            yield from self._list(f"{row['id']}: {row['printed']}, {row['label']}" for row in never)

    def _carried(self) -> Iterator[str]:
        carried = self._found.carried
        if self._found.brief.edition.follows:
            done = f"{len(carried)} unchanged, not confirmed" if carried else "none unconfirmed"
            yield _line("carried", done, OPEN if carried else DONE)
            yield from self._list(carried)

    def _cells(self) -> Iterator[str]:
        cells = self._found.cells
        changed, refused = [each for each in cells if each.has_changed], [each for each in cells if each.fault]
        tables = self._found.tables
        if not cells and not tables:
            return
        parts = [f"{len(changed)} of {len(cells)} changed, not yet taken"] if changed else []
        parts += [f"{plural(len(tables), 'table')} changed, not yet taken"] if tables else []
        parts += [f"{len(refused)} of {len(cells)} refused"] if refused else []
        hint = f"  briefgen take {self._found.brief.edition.id}" if parts else ""
        done = ", ".join(parts) or f"{len(cells)} as their data files say"
        yield _line("cells", done, WRONG if parts else DONE, hint)
        yield from self._list(
            f"{each.fact}: {difference.ledger} → {difference.says}  {each.file}"
            for each in changed
            for difference in each.differences
        )
        yield from self._list(f"{each.table}: {each.shape or plural(len(each.changed), 'cell')}" for each in tables)
        yield from self._list(f"{each.fact}: {each.fault.message}" for each in refused if each.fault)

    def _clearances(self) -> Iterator[str]:
        clearances, missing = self._found.brief.edition.clearances, self._found.missing
        done = f"{len(clearances) - len(missing)} of {len(clearances)}" if clearances else "none asked for"
        names = f"  missing: {', '.join(clearance.by for clearance in missing)}" if missing else ""
        yield _line("clearances", done, OPEN if missing else DONE, names)

    def _deadlines(self) -> Iterator[str]:
        due = self._found.deadlines
        passed = sum(each.days < 0 for each in due)
        near = len(due) - passed
        parts = [f"{passed} passed"] if passed else []
        parts += [f"{near} near"] if near else []
        yield _line("deadlines", ", ".join(parts) or "none near", WRONG if passed else OPEN if near else DONE)
        yield from self._list(f"{each.deadline.id}: {each.deadline.by}, {_days(each)}: {each.label}" for each in due)

    def _record(self, since: SincePublished | None) -> Iterator[str]:
        if since is None:
            yield _line("published", "not yet", OPEN)
            return
        record = since.record
        yield _line("published", f"version {record.version}", DONE, f"  {since.published}  {record.path}")
        yield f"  register head {since.head}"
        if since.fault:
            yield _line("since then", "unknown", WRONG, f"  {since.fault}")
            return
        if not since.files:
            yield _line("since then", "no changes", DONE)
            return
        silent = "  nothing that is printed" if since.prints_the_same else ""
        yield _line("since then", f"{plural(len(since.files), 'file')}", OPEN, silent)
        yield from self._files(since.files)
        yield from self._list(_revised(since))

    def _releases(self) -> Iterator[str]:
        """Each release on a line: its pack, its record, and its faults."""
        found = self._found.releases
        if not found:
            return
        built = sum(each.is_built for each in found)
        has_errors = any(fault.is_error for each in found for fault in each.diagnostics)
        colour = WRONG if has_errors else DONE if built == len(found) else OPEN
        yield _line("releases", f"{built} of {len(found)} built as they are now", colour)
        yield from map(_release, found)

    def _files(self, files: Mapping[str, str]) -> Iterator[str]:
        """The files that have changed, a line for each way in which they have."""
        home = f"{self._found.brief.edition.id}/"
        for state in dict.fromkeys(files.values()):
            names = [path.removeprefix(home) for path, each in files.items() if each == state]
            yield f"  {state}: {', '.join(names)}"

    def _list(self, texts: Iterable[str]) -> Iterator[str]:
        """The first of a list's lines, each cut to a width, and how many more there are; all of them if asked."""
        lines = list(texts)
        shown = lines if self._whole or len(lines) <= SHOWN + 1 else lines[:SHOWN]
        width = max(map(len, shown), default=0) if self._whole else WIDTH
        yield from (f"  {shorten(each, width, placeholder=' …')}" for each in shown)
        if len(lines) > len(shown):
            yield f"  and {len(lines) - len(shown)} more; --verbose shows them"


def _line(name: str, state: str, colour: str, more: str = "") -> str:
    return f"{name:<11} {click.style(state, fg=colour or None)}{more}"


def _release(found: ReleaseStatus) -> str:
    packs = {"none": "not built", "current": "built", "stale": "stale, build it again"}
    said = {"unpublished": "not published", "outdated": ", another now", "current": ""}[found.published]
    if found.since:
        said = f"published as version {found.since.record.version}{said}"
    wrong = any(fault.is_error for fault in found.diagnostics)
    colour = WRONG if wrong else OPEN if not found.is_built or found.diagnostics else DONE
    hint = f"  briefgen check {found.edition}" if found.diagnostics else ""
    stands = click.style(f"{packs[found.pack.value]}; {said}; {count(found.diagnostics)}", fg=colour)
    return f"  {found.release}: {stands}{hint}"


def _at(place: Span | None) -> str:
    return f"{Path(place.file).name}:{place.line}" if place else ""


def _comment(comment: Comment) -> str:
    quoted = f'"{comment.quoted}" — ' if comment.quoted else ""
    return f"{_at(comment.place)}: {_who(comment.author, comment.date, comment.where)}{quoted}{comment.text}"


def _who(author: str, day: date | None, where: str = "") -> str:
    named = ", ".join(filter(None, (author, day.isoformat() if day else "", where)))
    return f"{named}: " if named else ""


def _days(due: DueDeadline) -> str:
    if due.days < 0:
        return f"passed {plural(-due.days, 'day')} before the edition"
    return f"{plural(due.days, 'day')} left" if due.days else "on the edition's day"


def _revised(since: SincePublished) -> list[str]:
    """The figures and deadlines that are others than they were, a line each."""
    if since.changes is None:
        return []
    figures = since.changes["figures"]
    return [
        *(f"{row['id']}: {row['old']['printed']} → {row['new']['printed']}" for row in figures["changed"]),
        *(f"{row['id']}: {row['printed']}, new" for row in figures["added"]),
        *(f"{row['id']}: {row['printed']}, gone" for row in figures["dropped"]),
        *(f"{row['id']}: {', '.join(row['turns'])}{_now(row)}" for row in since.changes["deadlines"]),
    ]


def _now(row: dict[str, Any]) -> str:
    """The day of a deadline that is there now."""
    return f", {row['new']['by']}" if row["new"] else ""

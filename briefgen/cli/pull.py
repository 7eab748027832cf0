"""`briefgen pull`: a reviewer's edits and comments in Word, brought back to the content files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import Project
from briefgen.cli.options import complete_edition, content_of, desk_options, form_option, say, verbosity_options
from briefgen.cli.report import plural, print_json
from briefgen.errors import StorageError

if TYPE_CHECKING:
    from briefgen.review.pull.changes import PulledChange
    from briefgen.review.pull.pulling import Pulled

LONGEST = 160


@click.command(epilog="Example: briefgen pull reviewed.docx --dry-run")
@click.argument("documents", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Print the changes of the files as a unified diff, and write nothing.")
@click.option("--as", "patch", type=click.Path(path_type=Path), help="Write the changes to this patch file instead.")
@click.option("--accept-figures", is_flag=True, help="Write the proposed figures into the ledger, too.")
@click.option(
    "--comments-to",
    type=click.Choice(["notes", "review.md"]),
    default="notes",
    show_default=True,
    help="Where comments go: beside the words that they are about, or into a list of the edition.",
)
@click.option("--edition", default="", shell_complete=complete_edition, help="The edition, if a document names none.")
@form_option("text", "json")
@desk_options
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[Path, ...],
    patch: Path | None,
    comments_to: str,
    edition: str,
    form: str,
    project: Project,
    *,
    dry_run: bool,
    accept_figures: bool,
) -> int:
    """Bring the edits and comments of reviewed Word DOCUMENTS back to the content files they were made from.

    Every edit is written to its place, tracked or not, or listed with both texts and the reason why it needs a hand.
    A changed figure is a proposal. Documents of several reviewers are merged; a sentence that two of them have edited
    is a conflict. What the files held before is copied to out/before-pull.
    """
    from briefgen.review.pull.pulling import PullOptions

    content = content_of(project)
    pulled = project.pull(documents, PullOptions(edition, accept_figures, comments_to != "notes"))
    is_written = not dry_run and patch is None
    if form == "json":
        print_json(_as_data(pulled))
    else:
        for line in _lines(pulled, content):
            click.echo(line, err=dry_run)
    if dry_run and form == "text":
        click.echo(pulled.patch(content.name), nl=False)
    if patch is not None:
        _write_patch(patch, pulled.patch(content.name))
        there = "" if content.parent == Path() else f"-d {quote(str(content.parent))} "
        apply = f"patch {there}-p1 < {quote(str(patch))}"
        say(ctx, f"{patch}: {plural(len(pulled.after), 'file')} to change; apply it with `{apply}`")
    if is_written:
        copies = project.apply(pulled)
        if copies:
            say(ctx, f"{plural(len(pulled.after), 'file')} changed; what they held before is in {copies}")
        else:
            say(ctx, "no file was changed")
    return 0


def _write_patch(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error


def _lines(pulled: Pulled, content: Path) -> Iterator[str]:
    """The changes in groups: what is written, what is proposed, what needs a hand, and what was not tracked."""
    from briefgen.review.pull.changes import ChangeOutcome, PulledKind
    from briefgen.review.pull.pulling import untracked

    yield click.style(pulled.edition, bold=True) + f", made from {pulled.base}"
    if not pulled.is_exact:
        yield click.style("the content from which the document was made was not kept", fg="yellow") + (
            ": its texts are compared with the content as it is now"
        )
    if not pulled.changes:
        yield "nothing was changed"
        return
    group = partial(_group, content)
    remarks = [change for change in pulled.with_outcome(ChangeOutcome.PLACED) if change.kind is PulledKind.COMMENT]
    written = [change for change in pulled.with_outcome(ChangeOutcome.PLACED) if change.kind is not PulledKind.COMMENT]
    yield from group("Written to the content", "green", written)
    yield from group("Comments, written as notes", "green", remarks)
    yield from group(
        "Comments and ticked boxes, listed in review.md", "cyan", pulled.with_outcome(ChangeOutcome.LISTED)
    )
    yield from group("There already", "cyan", pulled.with_outcome(ChangeOutcome.THERE_ALREADY))
    yield from group(
        "Figures proposed; --accept-figures writes them", "yellow", pulled.with_outcome(ChangeOutcome.PROPOSED)
    )
    yield from group("Conflicts, not written", "red", pulled.with_outcome(ChangeOutcome.CONFLICT))
    yield from group("Not written; needs a hand", "red", pulled.with_outcome(ChangeOutcome.NEEDS_A_HAND))
    if silent := list(untracked(pulled.changes)):
        yield (
            "\n"
            + click.style(f"{plural(len(silent), 'edit')} not tracked", bold=True, fg="yellow")
            + (": a reader of the Word document is not shown what they changed")
        )


def _group(content: Path, title: str, colour: str, changes: Iterable[PulledChange]) -> Iterator[str]:
    listed = list(changes)
    if not listed:
        return
    yield f"\n{click.style(title, bold=True, fg=colour)} ({len(listed)})"
    for change in listed:
        yield f"  {_place(change, content)}: {_what(change)}{_by(change)}"
        if change.reason:
            yield f"      {change.reason}"


def _place(change: PulledChange, content: Path) -> str:
    if change.place:
        return f"{content.as_posix()}/{change.place}"
    return f"“{change.where}”" if change.where else "the document"


def _what(change: PulledChange) -> str:
    """A change in words: both texts, deleted in brackets with a minus, added in braces with a plus."""
    from briefgen.review.pull.changes import PulledKind

    old, new = _short(change.old), _short(change.new)
    match change.kind:
        case PulledKind.COMMENT:
            return f"“{old}” — {new}" if old else new
        case PulledKind.LOOK:
            return f"other type for “{new}”"
        case PulledKind.MOVED:
            return f"moved: “{new}”"
        case PulledKind.FIGURE:
            return f"{change.fact}: {_gone(old)} → {_come(new)}"
        case _:
            return " ".join(part for part in (_gone(old) if old else "", _come(new) if new else "") if part)


def _gone(text: str) -> str:
    return click.style(f"[-{text}-]", fg="red", strikethrough=True)


def _come(text: str) -> str:
    return click.style(f"{{+{text}+}}", fg="green", underline=True)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _by(change: PulledChange) -> str:
    """Who made a change, whether Word recorded it, and how sure its place is where no bookmark tells it."""
    from briefgen.review.pull.changes import PulledKind

    parts = [" and ".join(change.authors)] if change.authors else []
    if not change.tracked and change.kind is not PulledKind.COMMENT:
        parts.append("not tracked")
    if change.confidence < 1:
        parts.append(f"placed by likeness, {change.confidence:.0%}")
    return f"  ({'; '.join(parts)})" if parts else ""


def _as_data(pulled: Pulled) -> dict[str, Any]:
    return {
        "edition": pulled.edition,
        "base": pulled.base,
        "base_is_exact": pulled.is_exact,
        "files": sorted(pulled.after),
        "changes": [
            {
                "kind": change.kind.value,
                "fate": change.outcome.value,
                "file": change.place.file if change.place else None,
                "line": change.place.line if change.place else None,
                "where": change.where,
                "old": change.old,
                "new": change.new,
                "fact": change.fact or None,
                "authors": list(change.authors),
                "tracked": change.tracked,
                "sureness": round(change.confidence, 2),
                "reason": change.reason,
            }
            for change in pulled.changes
        ],
    }

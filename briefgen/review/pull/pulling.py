"""Pulling: reviewed documents in, changed content files out, with every change and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path

from briefgen.assemble import CHECK
from briefgen.building import SIDE_BY_SIDE
from briefgen.content import COMMENTS, is_folder, releases_around
from briefgen.errors import Diagnostic, StorageError, UsageError, new_errors
from briefgen.formats.docx.reader import read_reviewed
from briefgen.formats.docx.safe_open import UnfitError
from briefgen.formats.docx.word_model import WordDocument
from briefgen.frozen import frozen
from briefgen.pipeline import Checked, check
from briefgen.releases import OpenRelease
from briefgen.review.content_change import ContentChange, bytes_or_none
from briefgen.review.pull.baseline import Baseline, BaselineFinder, with_edits
from briefgen.review.pull.changes import ChangeOutcome, PulledChange, PulledKind
from briefgen.review.pull.charts import chart_changes
from briefgen.review.pull.comments import Thread, as_change, following, listed, threads, with_notes
from briefgen.review.pull.figures import Figures
from briefgen.review.pull.merge import JOURNAL, earlier_pulls, merged, rebased, said_by
from briefgen.review.pull.plan_edits import place_changes
from briefgen.review.pull.ticks import ticks
from briefgen.review.pull.verify import Verifier, after_edits, without_half_moves, without_refused
from briefgen.storage import as_json
from briefgen.workspace import Workspace, choose_brief

BACKUPS = "before-pull"
"""The folder of what pulls have replaced, and of who said what in them."""


@frozen
class PullOptions:
    """How to pull: the edition where a document does not name it, and what becomes of figures and comments."""

    edition: str = ""
    accept_figures: bool = False
    list_comments: bool = False


@frozen
class Pulled(ContentChange):
    """What a pull makes of the content: every change of a reviewer's and its outcome, and the change of the files.

    `base` names the content from which the documents were made; `is_exact` says that it is known to be that.
    """

    edition: str
    base: str
    is_exact: bool
    changes: tuple[PulledChange, ...]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def with_outcome(self, *fates: ChangeOutcome) -> list[PulledChange]:
        return [change for change in self.changes if change.outcome in fates]


@frozen
class _Review:
    """One reviewed document: its file's name, who reviewed it, and what it holds."""

    name: str
    who: str
    document: WordDocument


def pull(workspace: Workspace, documents: Sequence[Path], wish: PullOptions) -> Pulled:
    """What reviewed documents change in the content of an edition; nothing is written.

    Raises UsageError for a document that cannot be used, for documents of several editions or of one that the desk
    does not have, and StorageError for a file that cannot be read.
    """
    reviews = [_review(path) for path in documents]
    workspace, edition = _edition(workspace, reviews, wish)
    release, workspace = workspace.release, replace(workspace, release=None)  # its content is read as any other
    bases = BaselineFinder(workspace, edition)
    found = bases.find(reviews[0].document.manifest)
    for review in reviews[1:]:
        other = bases.find(review.document.manifest)
        if other.base.texts != found.base.texts:
            raise UsageError(
                f"{review.name} was made from other content than {reviews[0].name}: pull one after the other"
            )
    placed = [_changes_of(review, workspace, edition, found, wish) for review in reviews]
    discussions = [thread for _, own in placed for thread in own]
    changes = merged([own for own, _ in placed], [review.who for review in reviews], found.base.texts)
    outcome = ChangeOutcome.PLACED if wish.accept_figures else ChangeOutcome.PROPOSED
    changes = [
        replace(change, outcome=outcome, edits=change.edits if wish.accept_figures else ())
        if change.outcome is ChangeOutcome.PROPOSED
        else change
        for change in changes
    ]
    pulled = _onto_content(workspace, edition, found, with_notes(changes), discussions)
    return _of_release(pulled, release) if release else pulled


def _of_release(pulled: Pulled, release: OpenRelease) -> Pulled:
    """What was pulled from a release's document, listed at its places in the edition, to which it must be brought."""
    reason = f"this is a release: it is made from {release.whole.id}, which is to be changed by hand"
    changes = (
        replace(change.left(reason), place=release.cut.origin_in_tree(change.place) if change.place else None)
        for change in pulled.changes
    )
    return replace(pulled, changes=tuple(changes), after={})


def _review(path: Path) -> _Review:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
    try:
        document = read_reviewed(data)
    except UnfitError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise UsageError(f"{path}: {error.message}{hint}") from error
    people = [name for name in document.people if name != CHECK]
    return _Review(path.name, " and ".join(people) or path.name, document)


def _edition(workspace: Workspace, reviews: Sequence[_Review], wish: PullOptions) -> tuple[Workspace, str]:
    """The edition, or the release, that documents are of, in its workspace."""
    named = {review.document.manifest.edition: review for review in reviews if review.document.manifest}
    if wish.edition:
        chosen, edition = choose_brief(workspace, wish.edition)
        if other := next((name for name in named if name != edition), None):
            raise UsageError(f"{named[other].name} was made from {other}, not from {edition}")
        return chosen, edition
    if len(named) > 1:
        raise UsageError(f"the documents are of several editions: {', '.join(sorted(named))}; pull them one by one")
    if not named:
        raise UsageError(
            f"{reviews[0].name} does not say which edition it was made from: its marks were stripped, or briefgen did "
            "not make it; name the edition with --edition, and its texts are placed by their likeness"
        )
    edition = next(iter(named))
    if edition.endswith(SIDE_BY_SIDE):
        raise UsageError(
            f"{named[edition].name} is original and translation side by side, from which nothing is brought back; "
            f"let reviewers mark up the document of {edition.removesuffix(SIDE_BY_SIDE)}, or of its original"
        )
    if is_folder(workspace.content, edition):
        return workspace, edition
    if edition not in releases_around(workspace.content, edition):
        raise UsageError(f"{named[edition].name} was made from {edition}, which {workspace.content.name} does not have")
    return choose_brief(workspace, edition)


def _changes_of(
    review: _Review, workspace: Workspace, edition: str, found: Baseline, wish: PullOptions
) -> tuple[list[PulledChange], list[Thread]]:
    """A document's changes as edits of their base, and its comments that are to be listed."""
    placed = place_changes(found.base, review.document)
    changes = without_half_moves(Verifier(workspace, edition, found).verified(placed.changes))
    changes += chart_changes(found, review.document)
    changes = Figures(workspace, edition, found).proposed(changes)
    discussions = threads(review.document.comments, placed.anchors, found.notes)
    discussions += ticks(found.base, review.document, review.who)
    written = {edit for change in changes for edit in change.edits if change.outcome is ChangeOutcome.PLACED}
    said = [as_change(each, written, found.base.texts, to_list=wish.list_comments) for each in discussions]
    aside = [
        thread
        for thread, change in zip(discussions, said, strict=True)
        if thread.notes or change.outcome is ChangeOutcome.LISTED
    ]
    return [replace(change, reviewer=review.who) for change in (*changes, *said)], aside


def _onto_content(
    workspace: Workspace, edition: str, found: Baseline, changes: Sequence[PulledChange], discussions: Sequence[Thread]
) -> Pulled:
    """The changes on the content as it is now, which may have moved on since its document was made."""
    now = check(workspace, edition)
    files = dict(now.files)
    texts = {Path(name).relative_to(workspace.content.name).as_posix(): text for name, text in now.texts.items()}
    if not found.is_current:
        changes = rebased(changes, found.base.texts, texts, earlier_pulls(workspace.out / BACKUPS, edition))
    changes = without_refused(changes, lambda kept: _new_faults(workspace, edition, now, files, kept))
    changes = following(changes)
    after = _after(files, changes)
    home = f"{edition}/{COMMENTS}"
    before_list = bytes_or_none(workspace.content, home)
    after_list = listed(discussions, (before_list or b"").decode()).encode()
    if after_list != (before_list or b""):
        files |= {} if before_list is None else {home: before_list}
        after[home] = after_list
    return Pulled(files, after, edition, found.name, found.base.is_exact, tuple(changes), texts)


def _after(files: Mapping[str, bytes], changes: Iterable[PulledChange]) -> dict[str, bytes]:
    """The files that changes leave other than they were."""
    after = after_edits(files, (edit for change in changes for edit in change.edits))
    return {name: data for name, data in after.items() if data != files[name]}


def _new_faults(
    workspace: Workspace, edition: str, now: Checked, files: Mapping[str, bytes], changes: Sequence[PulledChange]
) -> list[Diagnostic]:
    """The errors that the content would have after changes, and has not now."""
    then = check(with_edits(workspace, files, _after(files, changes)), edition)
    return new_errors(now.diagnostics, then.diagnostics)


def write_pulled(content: Path, out: Path, pulled: Pulled, now: datetime) -> Path | None:
    """Write the changed content files, all of them or none, and first copy what they replace; gives the copies.

    Raises StorageError where a file has changed since it was read, or cannot be written.
    """
    if not pulled.after:
        return None
    pulled.check_unchanged(content)
    copies = out / BACKUPS / pulled.edition / f"{now:%Y%m%dT%H%M%S%f}"
    kept = {name: pulled.before[name] for name in pulled.after if name in pulled.before}
    kept[JOURNAL] = as_json(list(said_by(pulled.changes, pulled.texts)))
    try:
        for name, data in kept.items():
            path = copies / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise StorageError(f"cannot write {error.filename or copies}: {error.strerror or error}") from error
    pulled.write(content)
    return copies


def untracked(changes: Iterable[PulledChange]) -> Iterator[PulledChange]:
    """The changes that Word did not record, which no reader of the document is shown."""
    return (change for change in changes if not change.tracked and change.kind is not PulledKind.COMMENT)

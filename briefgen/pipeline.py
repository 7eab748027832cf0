"""The stages in order: load, resolve the ledger, assemble, check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from briefgen import codes
from briefgen.errors import ContentError, Diagnostic, errors_among, sorted_diagnostics
from briefgen.frozen import frozen
from briefgen.render import Brief, ledger_files
from briefgen.spans import whole_file
from briefgen.workspace import Workspace

if TYPE_CHECKING:
    from datetime import date

    from briefgen.content import BoundCell, BoundTable, Loaded
    from briefgen.ledger import Changes
    from briefgen.model.document import Document
    from briefgen.model.edition import Edition, Issue
    from briefgen.model.fact import Ledger
    from briefgen.model.remark import Remark
    from briefgen.releases import OpenRelease
    from briefgen.theme import Theme

_SHOWN_NAMES = 5


@frozen
class Resolved:
    """An edition with its ledger, and the faults of both; `is_sound` says that none of them can lie in the figures."""

    edition: Edition
    ledger: Ledger
    faults: tuple[Diagnostic, ...]
    is_sound: bool


@frozen
class OwnFindings:
    """What checking found in a release's own content, at the places there, and the texts of that content."""

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(repr=False)


@frozen
class Checked:
    """What checking found, the texts of the files that it read, and the brief unless the content has errors.

    `draft` is the brief as far as it goes although there are errors; none where it could not be assembled. `remarks`
    are the author's notes to reviewers.
    `last` are the facts of the edition before, if any.
    `resolved` is what can be compared with another edition; none where loading or the ledger found errors in it.
    `files` are the bytes of the files that were read, by their paths in the content, the predecessor's among them.
    `cells` are the facts that are bound to cells of data files, and `tables` those that data files have otherwise now.
    `original` is what the edition translates, and `release` what its files must not hold more than, if it is one. What
    of a release may be told outside of the desk is of its `own` content; `diagnostics` and `texts` are of the whole's.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(repr=False)
    brief: Brief | None = None
    draft: Brief | None = None
    resolved: Resolved | None = None
    remarks: tuple[Remark, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    last: Ledger | None = None
    cells: tuple[BoundCell, ...] = ()
    tables: tuple[BoundTable, ...] = ()
    original: Original | None = field(default=None, repr=False)
    release: OpenRelease | None = field(default=None, repr=False)
    own: OwnFindings | None = field(default=None, repr=False)

    def require_brief(self) -> Brief:
        """The brief of content without errors; raises ContentError for them."""
        if self.brief is None:
            raise ContentError(errors_among(self.diagnostics))
        return self.brief

    def require_draft(self) -> Brief:
        """The brief as far as it goes; raises ContentError where it could not be assembled."""
        if self.draft is None:
            raise ContentError(errors_among(self.diagnostics))
        return self.draft

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """What is not looked for in the language of the desk."""
        from briefgen.checks.language_words import guards_off

        return tuple(guards_off(self.draft.edition.desk)) if self.draft else ()


@frozen
class Original:
    """What an edition translates, put together with the translation's day."""

    edition: Edition
    ledger: Ledger
    document: Document


@frozen
class Assembled:
    """An edition put together as far as it goes, before it is checked: `faults` are those found so far."""

    loaded: Loaded
    faults: tuple[Diagnostic, ...]
    resolved: Resolved | None = None
    brief: Brief | None = None
    last: Loaded | None = None
    changes: Changes | None = None
    original: Original | None = None

    @property
    def before(self) -> Ledger | None:
        """The facts of the edition that this one follows."""
        return self.changes.old.ledger if self.changes else None

    @property
    def has_errors(self) -> bool:
        return _has_errors(self.faults)


def check(
    workspace: Workspace, name: str, day: date | None = None, *, embed: bool | None = None, issue: Issue | None = None
) -> Checked:
    """Load an edition, resolve and assemble it, and report every fault; `day` stands in for the edition's date.

    `embed` says whether the PDF is to carry what the brief was made from; none leaves that to the desk. `issue` says
    how the edition is published, if it is.
    """
    return check_assembled(workspace, assemble(workspace, name, day, embed=embed, issue=issue))


def assemble(
    workspace: Workspace, name: str, day: date | None, *, embed: bool | None, issue: Issue | None = None
) -> Assembled:
    """An edition loaded, resolved and put together, with the faults of that; what `check` takes says how."""
    from briefgen.assemble import make_document
    from briefgen.content import Loaded, is_followed, load_edition, load_theme, remembered_of
    from briefgen.ledger import printed
    from briefgen.model.document import PdfProfile

    if workspace.release and (unmet := workspace.release.cut.faults):
        return Assembled(Loaded(None, unmet), unmet)
    cache = None if issue else workspace.cache
    is_held = issue is not None or not is_followed(workspace.content, name)
    loaded = load_edition(workspace.content, name, cache, holds_cells=is_held, memo=workspace.memo)
    resolved = _resolved(loaded, day, issue)
    if resolved is None:
        return Assembled(loaded, loaded.diagnostics)
    edition, ledger, diagnostics = resolved.edition, resolved.ledger, list(resolved.faults)
    last = load_edition(workspace.content, edition.follows, cache, holds_cells=False) if edition.follows else None
    changes, faults = _changes_since(last, edition, ledger)
    diagnostics += faults
    original = _original(edition, loaded.broken, last)
    document, faults = make_document(edition, ledger, loaded.broken, changes, original.document if original else None)
    diagnostics += faults
    content, faults = _content(workspace, loaded, edition, last, embed=embed)
    named = {fault.place for fault in diagnostics if _has_errors([fault])}
    diagnostics += [fault for fault in faults if fault.place not in named]  # a file that cannot be read is named once
    brief = None
    try:
        desk = edition.desk
        theme = remembered_of(
            workspace.assets,
            workspace.memo,
            ("theme", desk.page, desk.theme),
            lambda assets: load_theme(assets, desk.page, desk.page_place, desk.theme, desk.theme_place),
        )
    except ContentError as error:
        diagnostics += error.diagnostics
    else:
        diagnostics += theme.faults
        brief = Brief(edition, ledger, fitted(document, theme), theme)
        if content is not None and not _has_errors(diagnostics):
            kept_back = list(_kept_back(brief, content))
            diagnostics += kept_back
            brief = _with_attachments(brief, {} if kept_back else content)
        elif edition.desk.pdf is PdfProfile.UA_2_A_4F and not _has_errors(diagnostics):
            brief = _with_attachments(brief, {})  # PDF/A-4f is for files that carry others
    if workspace.release:
        is_sound = not _has_errors(diagnostics)
        diagnostics += workspace.release.cut.warnings
        diagnostics += workspace.release.disclosed(printed(edition, ledger)[1].entries) if is_sound else ()
    return Assembled(loaded, tuple(diagnostics), resolved, brief, last, changes, original)


def check_assembled(workspace: Workspace, found: Assembled) -> Checked:
    """What the checks find in what was put together, beside the faults that it has."""
    from briefgen.formats import house_style_faults

    loaded, brief, diagnostics = found.loaded, found.brief, list(found.faults)
    if found.resolved is None:
        return Checked(_at_origin(workspace, diagnostics), _texts(workspace, loaded))
    if brief:
        cache = None if brief.edition.issue.version else workspace.cache
        diagnostics += house_style_faults(brief.theme, brief.document.properties.language, cache)
        diagnostics += _run_checks(workspace, brief, found, is_sound=not _has_errors(diagnostics))
    whole = None if _has_errors(diagnostics) else brief
    comparable = found.resolved if found.resolved.is_sound else None
    files = {**(found.last.files if found.last else {}), **loaded.files}
    remarks = found.resolved.edition.remarks
    return Checked(
        _at_origin(workspace, diagnostics),
        _texts(workspace, loaded),
        whole,
        brief,
        comparable,
        remarks,
        files,
        found.before,
        loaded.cells,
        loaded.tables,
        found.original,
        workspace.release,
        OwnFindings(workspace.release.own_findings(diagnostics), loaded.texts) if workspace.release else None,
    )


def _at_origin(workspace: Workspace, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What was found, in order; in a release's content, at the places in the whole edition's."""
    if workspace.release:
        return workspace.release.at_origin(diagnostics)
    return tuple(sorted_diagnostics(diagnostics))


def _texts(workspace: Workspace, loaded: Loaded) -> Mapping[str, str]:
    return workspace.release.texts if workspace.release else loaded.texts


def _content(
    workspace: Workspace, loaded: Loaded, edition: Edition, last: Loaded | None, *, embed: bool | None
) -> tuple[dict[str, bytes] | None, list[Diagnostic]]:
    """The content files that the PDF is to carry, none where it carries nothing, and the faults of unfit ones.

    These are faults in any case, and those of the edition before as well, since a record keeps the files of both.
    """
    from briefgen.content import content_faults, content_files

    unfit = content_faults(workspace.content, last.edition, last.files) if last and last.edition else []
    if embed or (embed is None and edition.desk.embed_sources):
        content, faults = content_files(workspace.content, edition, loaded.files)
        return content, unfit + faults
    return None, unfit + content_faults(workspace.content, edition, loaded.files)


def _kept_back(brief: Brief, content: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """The fault of content files that the PDF cannot carry, since the brief does not print all that they hold."""
    from briefgen.ledger import unprinted

    if facts := unprinted(brief.edition, brief.ledger):
        message = "the PDF goes without the content files, which have facts that the brief does not print"
        hint = f"print or delete {first_names([fact.id for fact in facts])}"
        yield codes.NOT_ATTACHED.at(facts[0].place or whole_file(brief.edition.id), message, hint)
    for source in brief.edition.sources.values():
        if source.file in content and not source.may_go_out:
            message = f"the PDF goes without the content files: {source.file} holds more than the brief prints"
            hint = f'if all of it may go out, say so in sources.yaml, under "{source.id}": `attach: true`'
            yield codes.NOT_ATTACHED.at(source.place or whole_file(brief.edition.id), message, hint)


def first_names(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
    return ", ".join(names[:_SHOWN_NAMES]) + more


def _with_attachments(brief: Brief, content: Mapping[str, bytes]) -> Brief:
    """The brief with what its PDF is to carry."""
    from briefgen.assemble import make_attachments

    return replace(brief, attachments=make_attachments(content, ledger_files(brief), brief.document))


def _run_checks(workspace: Workspace, brief: Brief, found: Assembled, *, is_sound: bool) -> list[Diagnostic]:
    """What the checks find in a brief."""
    from briefgen.checks import Subject, run_checks
    from briefgen.content import unused_sources

    loaded = found.loaded
    unused = frozenset[str]() if loaded.broken else unused_sources(workspace.content, brief.edition)
    parts = brief.edition, brief.ledger, brief.document, brief.theme
    subject = Subject(*parts, loaded.texts, loaded.broken, unused, is_sound, found.before, workspace.memo)
    if (original := found.original) is None:
        return run_checks(subject)
    of_original = replace(subject, edition=original.edition, ledger=original.ledger, document=original.document)
    return run_checks(subject, of_original)


def _original(edition: Edition, broken: frozenset[str], last: Loaded | None) -> Original | None:
    """What an edition translates, none where it is no translation; what it has since the last brief, where it shows."""
    from briefgen.assemble import make_document
    from briefgen.ledger import build_ledger

    translation = edition.translation
    if translation is None:
        return None
    original = replace(translation.original, date=edition.date, issue=edition.issue)
    ledger, _ = build_ledger(original, broken)
    changes = _changes_since(last, original, ledger)[0] if translation.is_side_by_side else None
    document, _ = make_document(original, ledger, broken, changes)
    return Original(original, ledger, document)


def fitted(document: Document, theme: Theme) -> Document:
    """A document with the columns of its tables as wide, and its title in the heads as long, as the theme has room."""
    from briefgen.layout.columns import with_column_widths
    from briefgen.layout.heads import with_running_title

    return with_running_title(with_column_widths(document, theme), theme)


def _resolved(loaded: Loaded, day: date | None = None, issue: Issue | None = None) -> Resolved | None:
    """The edition with its ledger, none where not even its date is known; `day` stands in for that date."""
    from briefgen.content import is_of_figures
    from briefgen.ledger import build_ledger

    if loaded.edition is None:
        return None
    edition = replace(loaded.edition, date=day) if day else loaded.edition
    edition = replace(edition, issue=_in_its_words(issue, edition)) if issue else edition
    ledger, faults = build_ledger(edition, loaded.broken)
    is_sound = not _has_errors((*filter(is_of_figures, loaded.diagnostics), *faults))
    return Resolved(edition, ledger, (*loaded.diagnostics, *faults), is_sound)


def _in_its_words(issue: Issue, edition: Edition) -> Issue:
    """How an edition is published; a translation calls those without whose clearance it goes out as it does itself."""
    if edition.translation is None:
        return issue
    pairs = zip(edition.translation.original.clearances, edition.clearances, strict=False)
    names = {original.by: own.by for original, own in pairs}
    return replace(issue, waived=tuple(names.get(each, each) for each in issue.waived))


def _has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_error for diagnostic in diagnostics)


def _changes_since(loaded: Loaded | None, edition: Edition, ledger: Ledger) -> tuple[Changes | None, list[Diagnostic]]:
    """What has changed since the edition that this one follows; none, with a warning, where its figures have errors."""
    if loaded is None:
        return None, []
    last = _resolved(loaded)
    if last and last.is_sound:
        return changes_between(last, Resolved(edition, ledger, (), is_sound=True)), []
    place = edition.follows_place or whole_file(edition.id)
    message = f'the edition before this one, "{edition.follows}", has errors: what has changed since is left out'
    hint = f"briefgen check {edition.follows} shows them"
    return None, [codes.UNFIT_PREDECESSOR.at(place, message, hint)]


def changes_between(old: Resolved, new: Resolved) -> Changes:
    """What has changed from one edition to another of what they print.

    Where errors may keep a fact from being printed, it counts as printed if the other edition prints it.
    """
    from briefgen.ledger import compare, printed

    (then, before), (now, after) = (printed(each.edition, each.ledger) for each in (old, new))
    return compare(then, _completed(before, old, after), now, _completed(after, new, before))


def _completed(printed: Ledger, resolved: Resolved, other: Ledger) -> Ledger:
    if not _has_errors(resolved.faults):
        return printed
    entries = resolved.ledger.entries.items()
    return replace(printed, entries={name: entry for name, entry in entries if name in printed or name in other})

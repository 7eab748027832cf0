"""The stages in order: load, resolve the ledger, assemble, check, press, pack."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefgen import codes
from briefgen.errors import ContentError, Diagnostic, StorageError, UsageError, errors_among, sorted_diagnostics
from briefgen.formats import FORMATS, by_default
from briefgen.frozen import frozen
from briefgen.installed import house_digest
from briefgen.output_folder import BUILD_RECORD, is_current, put_pack, recover
from briefgen.render import Brief, Render, ledger_files, start_render
from briefgen.spans import whole_file
from briefgen.version import __version__

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.content import BoundCell, BoundTable, Content, Loaded
    from briefgen.ledger import Changes
    from briefgen.memo import Memo
    from briefgen.model.document import Document
    from briefgen.model.edition import Edition, Issue
    from briefgen.model.fact import Fact, Ledger
    from briefgen.model.remark import Remark
    from briefgen.releases import OpenRelease, Whole
    from briefgen.theme import Theme

OF_THE_DESK = {code.code for code in (codes.UNUSED_NOTE, codes.UNUSED_SOURCE, codes.UNPLACED_FIGURE)}
"""What is told at the desk alone, since it names what nothing prints, beside what tells of facts."""
SHOWN_NAMES = 5
SIDE_BY_SIDE = "-side-by-side"
_PLAIN_NAME, _ENTRY = re.compile(r"[A-Za-z0-9._-]+"), re.compile(r"([a-z][a-z0-9_-]*):")
FORMATS_OF_DESK = re.compile(rb"^formats:(.*?)(?=^[^\s#-]|\Z)", re.MULTILINE | re.DOTALL)


@frozen
class Workspace:
    """Where a desk's content and assets are, and where its packs go; `cache` keeps charts, and cells of data files.

    The `memo` has what was made of parts that have not changed since the last check. The content of a `release` is that
    alone; `whole` is where it was made from, and `whole_inputs` the fingerprint of its content. `wholes` has the
    edition of which releases were made last, by that.
    """

    content: Content
    assets: Content
    out: Path
    cache: Cache | None = None
    memo: Memo | None = None
    release: OpenRelease | None = None
    whole: Workspace | None = field(default=None, repr=False)
    whole_inputs: str = ""
    wholes: dict[str, Whole] = field(default_factory=dict, repr=False, compare=False)


@frozen
class BuildOptions:
    """What a build makes: the documents of some formats, dated as the edition is unless a `day` is given.

    Without formats, those of the desk are made, or those that are made by default.

    `embed` says whether the PDF carries what the brief was made from; none leaves that to the desk. With `comments` the
    Word document has the author's notes and the warnings as comments. If `force`, it is made although nothing has
    changed. If `parallel`, other processes draw and set the PDF while this one checks: sooner for one brief, and more
    work for many. A plain text is `ascii_only` where nothing else is wanted in it. The pack has the edition's
    `translations` as well where they are asked for, each in a folder of its own.
    """

    formats: Collection[str] = ()
    day: date | None = None
    embed: bool | None = None
    comments: bool = False
    force: bool = False
    parallel: bool = False
    ascii_only: bool = False
    translations: bool = False

    def wanted(self, desk: Collection[str] = ()) -> tuple[str, ...]:
        """The formats that are made, in the order of their table; raises UsageError for one that there is not.

        The `desk` may have others than are made by default.
        """
        if unknown := [name for name in self.formats if name not in FORMATS]:
            raise UsageError(f'"{unknown[0]}" is no format; there are {", ".join(FORMATS)}')
        asked = self.formats or desk or by_default()
        if self.comments and (name := next((each for each in asked if FORMATS[each].encloses), "")):
            raise UsageError(f"comments for reviewers are in no document that is sent; leave them out, or {name}")
        return tuple(name for name in FORMATS if name in asked)

    def recorded(self, wanted: Collection[str]) -> dict[str, object]:
        """What a pack's record says of them, with the formats that were made."""
        day = self.day.isoformat() if self.day else None
        return {
            "date": day,
            "formats": list(wanted),
            "embed_sources": self.embed,
            "comments": self.comments,
            "ascii": self.ascii_only,
            **({"translations": True} if self.translations else {}),
        }


AS_USUAL = BuildOptions()


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


class Outcome(Enum):
    """How a build ended."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@frozen
class Built:
    """The end of a build: its outcome, the pack's folder and documents, and what checking found.

    `removed` are documents of an earlier build in a format that was not asked for this time; `kept` are files of the
    pack that somebody had edited, each with the file that now holds what they wrote.
    """

    edition: str
    outcome: Outcome
    folder: Path
    documents: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    removed: tuple[Path, ...] = ()
    kept: Mapping[Path, Path] = field(default_factory=dict)


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
    return _checked(workspace, _assembled(workspace, name, day, embed=embed, issue=issue))


def _assembled(
    workspace: Workspace, name: str, day: date | None, *, embed: bool | None, issue: Issue | None = None
) -> Assembled:
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
        brief = Brief(edition, ledger, _fitted(document, theme), theme)
        if content is not None and not _has_errors(diagnostics):
            kept_back = list(_kept_back(brief, content))
            diagnostics += kept_back
            brief = _with_attachments(brief, {} if kept_back else content)
        elif edition.desk.pdf is PdfProfile.UA_2_A_4F and not _has_errors(diagnostics):
            brief = _with_attachments(brief, {})  # PDF/A-4f is for files that carry others
    if workspace.release and not _has_errors(diagnostics):
        diagnostics += workspace.release.cut.warnings
        diagnostics += workspace.release.disclosed(printed(edition, ledger)[1].entries)
    return Assembled(loaded, tuple(diagnostics), resolved, brief, last, changes, original)


def _checked(workspace: Workspace, found: Assembled) -> Checked:
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
    more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
    return ", ".join(names[:SHOWN_NAMES]) + more


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


def _fitted(document: Document, theme: Theme) -> Document:
    """A document with the columns of its tables as wide, and its title in the heads as long, as the theme has room."""
    from briefgen.layout.columns import with_column_widths
    from briefgen.layout.heads import with_running_title

    return with_running_title(with_column_widths(document, theme), theme)


def side_by_side_of(checked: Checked) -> Brief | None:
    """A translation and its original as one brief, with the pictures of both, where that is wanted."""
    from briefgen.assemble.side_by_side import in_language, side_by_side
    from briefgen.layout.heads import is_one_line

    brief, original = checked.brief, checked.original
    if brief is None or original is None or not (of := brief.edition.translation) or not of.is_side_by_side:
        return None
    name, language = side_by_side_name(brief.edition.id), brief.edition.desk.language
    media = {in_language(picture, language): image for picture, image in brief.edition.media.items()}
    charts = {in_language(chart, language): spec for chart, spec in brief.edition.charts.items()}
    edition = replace(
        original.edition,
        id=name,
        media={**original.edition.media, **media},
        charts={**original.edition.charts, **charts},
    )
    document = side_by_side(original.document, brief.document, name)
    if not is_one_line(document.front.marking, brief.theme, document.properties.language):
        document = replace(document, front=replace(document.front, marking=original.document.front.marking))
    return Brief(edition, original.ledger, _fitted(document, brief.theme), brief.theme)


def side_by_side_name(translation: str) -> str:
    """What the document of a translation and its original is called."""
    return f"{translation}{SIDE_BY_SIDE}"


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


def try_writing(
    checked: Checked, options: BuildOptions = AS_USUAL, cache: Cache | None = None
) -> tuple[Checked, dict[str, bytes]]:
    """The files of what was checked; what can be neither drawn nor set is a fault as well, and leaves none.

    So is what a release must not hold. Charts that are in the `cache` are not drawn.
    """
    if checked.brief is None:
        return checked, {}
    formats, is_searched = options.wanted(checked.brief.edition.desk.formats), checked.release is not None
    with start_render(checked.brief, formats, cache, is_searched=is_searched) as under_way:
        return _written(checked, under_way, options)


def for_the_record(checked: Checked) -> BuildOptions:
    """What is made of an edition that is published: what is made by default, and what else its desk wants."""
    desk = checked.brief.edition.desk.formats if checked.brief else ()
    return BuildOptions((*by_default(), *(name for name in desk if not FORMATS[name].is_carrier)))


def _written(checked: Checked, under_way: Render, options: BuildOptions) -> tuple[Checked, dict[str, bytes]]:
    try:
        formats = options.wanted(under_way.brief.edition.desk.formats)
        texts = checked.own.texts if checked.own else checked.texts
        files = under_way.files(
            formats, _remarks(checked) if options.comments else (), texts, is_ascii=options.ascii_only
        )
        if checked.release:
            checked.release.prove(under_way.brief, files, under_way.shown)
        if (beside := side_by_side_of(checked)) is None:
            return checked, files
        with start_render(beside, formats, under_way.charts.cache) as other:
            both = other.files(formats, is_ascii=options.ascii_only)
        if checked.release:
            checked.release.prove(beside, both, other.shown)
        return checked, {**files, **{f"{beside.edition.id}/{path}": data for path, data in both.items()}}
    except ContentError as error:
        faults = checked.release.at_origin(error.diagnostics) if checked.release else error.diagnostics
        diagnostics = tuple(sorted_diagnostics((*checked.diagnostics, *faults)))
        return Checked(diagnostics, checked.texts, remarks=checked.remarks), {}


def dry_run(
    workspace: Workspace, name: str, options: BuildOptions = AS_USUAL, *, is_new: bool = False, inputs: str = ""
) -> tuple[Checked, dict[str, bytes]]:
    """What a build finds and writes, none of which is kept; that of a new brief begins to draw before all is read.

    The fingerprint of its `inputs` lets the memo tell whether it was put together before.
    """
    from briefgen.workers import Workers

    with Workers() as workers:
        if options.parallel and is_new:  # the charts of a brief that was never built are hardly in the cache
            from briefgen.charts.render_charts import prepare_drawing

            prepare_drawing(workers)
        found = _put_together(workspace, name, options, inputs)
        if not options.parallel or found.brief is None or found.has_errors:
            return try_writing(_checked(workspace, found), options, workspace.cache)
        formats = options.wanted(found.brief.edition.desk.formats)
        is_searched = workspace.release is not None
        with start_render(  # though it may have errors
            found.brief, formats, workspace.cache, workers, is_searched=is_searched
        ) as under_way:
            checked = _checked(workspace, found)
            return _written(checked, under_way, options) if checked.brief else (checked, {})


def _put_together(workspace: Workspace, name: str, options: BuildOptions, inputs: str) -> Assembled:
    """An edition put together, by the memo if that was done before from the same bytes of all files."""
    known = workspace.memo.get(_key_of(workspace, name, options), inputs) if workspace.memo and inputs else None
    return cast("Assembled", known) if known else _assembled(workspace, name, options.day, embed=options.embed)


def _key_of(workspace: Workspace, name: str, options: BuildOptions) -> tuple[object, ...]:
    """What an edition that is put together depends on beside its files."""
    from briefgen.content import is_followed

    return "assembled", name, is_followed(workspace.content, name), options.day, options.embed


def read_ahead(workspace: Workspace, name: str) -> Brief | None:
    """Put an edition together for a build that may be asked for; gives its brief as far as it goes.

    The memo has it for builds of the same bytes, and its parts for others, unless a file has changed meanwhile.
    """
    memo, key, inputs = workspace.memo, _key_of(workspace, name, AS_USUAL), fingerprint(workspace, name)
    if memo is None or memo.get(key, inputs) is not None:
        return _put_together(workspace, name, AS_USUAL, inputs).brief
    memo.begin_round()
    found = _put_together(workspace, name, AS_USUAL, inputs)
    if fingerprint(workspace, name) == inputs:
        memo.put(key, inputs, found)
    return found.brief


def _remarks(checked: Checked) -> tuple[Remark, ...]:
    """What reviewers are told of a brief: the author's notes and the warnings, but for those on what nothing prints."""
    from briefgen.assemble import warning_remarks
    from briefgen.ledger import tells_of

    facts = _unprinted(checked)
    notes = (note for note in checked.remarks if not tells_of(facts, "", note.place))
    return (*notes, *warning_remarks(outward(checked)))


def outward(checked: Checked) -> list[Diagnostic]:
    """What was found that may be told outside of the desk: nothing about what the brief does not print."""
    from briefgen.ledger import tells_of

    facts = _unprinted(checked)
    found = checked.own.diagnostics if checked.own else checked.diagnostics
    told = (each for each in found if each.code not in OF_THE_DESK)
    return [each for each in told if not tells_of(facts, f"{each.message} {each.hint}", each.place)]


def _unprinted(checked: Checked) -> tuple[Fact, ...]:
    from briefgen.ledger import unprinted

    return unprinted(checked.brief.edition, checked.brief.ledger) if checked.brief else ()


def build(workspace: Workspace, name: str, options: BuildOptions = AS_USUAL) -> Built:
    """Check an edition and write its pack; nothing is written when the content has errors or nothing has changed."""
    folder = workspace.out / name
    recover(folder)
    documents = {each: folder / f"{name}{format_.extension}" for each, format_ in FORMATS.items()}
    wanted = options.wanted(_formats_named(workspace.content))
    refuse_translations(workspace, wanted=options.translations)
    others = _translations(workspace, name) if options.translations else ()
    inputs = fingerprint(workspace, name, *others)
    record = {"briefgen": __version__, "edition": name, **options.recorded(wanted), "inputs": inputs}
    if not options.force and is_current(folder, record) and _is_proven(workspace, name):
        return Built(name, Outcome.UNCHANGED, folder, _documents(folder, name, others, wanted))
    is_new = not (folder / BUILD_RECORD).exists()
    checked, files = dry_run(workspace, name, options, is_new=is_new, inputs="" if others else inputs)
    checked, files = joined(checked, files, {each: dry_run(workspace, each, options) for each in others})
    if checked.brief is None:
        return Built(name, Outcome.FAILED, folder, (), checked.diagnostics, checked.texts)
    wanted = options.wanted(checked.brief.edition.desk.formats)
    record = {**record, **options.recorded(wanted)}
    removed = tuple(path for each, path in documents.items() if each not in wanted and path.exists())
    kept = put_pack(folder, files, record)
    if (document := files.get(f"{name}.docx")) is not None:
        from briefgen.snapshots import Snapshot, keep_snapshot

        keep_snapshot(workspace.out, name, document, Snapshot(checked.files, options.day))
    if workspace.release:
        from briefgen.snapshots import keep_whole

        keep_whole(workspace.out, name, workspace.whole_inputs)
    made = _documents(folder, name, others, wanted)
    return Built(name, Outcome.BUILT, folder, made, checked.diagnostics, checked.texts, removed, kept)


def _is_proven(workspace: Workspace, name: str) -> bool:
    """Whether a pack, if it is a release's, was proven against the whole as that is now.

    Its own record must not say so: whoever has two packs would see that something else has changed.
    """
    if not workspace.release:
        return True
    from briefgen.snapshots import find_whole

    return find_whole(workspace.out, name) == workspace.whole_inputs


class PackState(Enum):
    """What there is of a pack: none, one that a build would make again as it is, or one that it would not."""

    NONE = "none"
    CURRENT = "current"
    STALE = "stale"


def pack_state(workspace: Workspace, name: str) -> PackState:
    """Whether the pack of an edition is what would be built now; it is stale as well where somebody has edited it."""
    folder = workspace.out / name
    if not (folder / BUILD_RECORD).is_file():
        return PackState.NONE
    others = () if workspace.release else _translations(workspace, name)
    made_from = ({"inputs": fingerprint(workspace, name, *each)} for each in {(), others})
    is_as_now = any(is_current(folder, {"briefgen": __version__, **each}, in_part=True) for each in made_from)
    return PackState.CURRENT if is_as_now else PackState.STALE


def of_release(workspace: Workspace, name: str, release: str) -> Workspace:
    """The workspace of a release, whose edition is the only one but for the last; raises ContentError for none."""
    from briefgen.releases import open_whole

    inputs = fingerprint(workspace, name, has_house=False)
    if inputs not in workspace.wholes:
        whole = open_whole(workspace.content, name, workspace.cache)
        workspace.wholes.clear()
        workspace.wholes[inputs] = whole
    opened = workspace.wholes[inputs].release(release)
    return replace(
        workspace,
        content=opened.content,
        release=opened,
        memo=opened.memo,
        whole=workspace,
        whole_inputs=inputs,
    )


def refuse_translations(workspace: Workspace, *, wanted: bool) -> None:
    """Raises UsageError where a release is to have translations: each of these is an edition with its own releases."""
    if wanted and workspace.release:
        name, whole = workspace.release.name, workspace.release.whole.id
        raise UsageError(f"--with-translations is for a whole brief, such as {whole}; the release {name} has none")


def choose_brief(workspace: Workspace, asked: str | None, release: str = "") -> tuple[Workspace, str]:
    """The edition or the release that a name means, in its workspace; with `release`, that of the edition.

    Raises ContentError where there is none, or several, and UsageError for the release of a release.
    """
    from briefgen.content import choose_edition

    try:
        meant = (choose_edition(workspace.content, asked), release)
    except ContentError:
        from briefgen.content import folder_named, place_in, releases_around
        from briefgen.suggest import did_you_mean

        name = folder_named(asked or "")
        if not (around := releases_around(workspace.content, name)):
            raise
        if (named := around.get(name)) is None:
            hint = did_you_mean(name, around) or f"there are {', '.join(around)}"
            message = f'there is no edition or release "{asked}"'
            raise ContentError([codes.UNKNOWN_RELEASE.at(place_in(workspace.content), message, hint)]) from None
        if release:
            raise UsageError(f"{asked} is a release itself; leave out --release, or name {named[0]}") from None
        meant = named
    if not meant[1]:
        return workspace, meant[0]
    found = of_release(workspace, *meant)
    return found, found.release.name if found.release else meant[0]


def _translations(workspace: Workspace, name: str) -> tuple[str, ...]:
    from briefgen.content import translations_of

    return tuple(translations_of(workspace.content, name))


def _documents(folder: Path, name: str, translations: Iterable[str], formats: Iterable[str]) -> tuple[Path, ...]:
    """The documents of an edition's pack, and of the translations in it, with those that are side by side there."""
    stems = [folder / name, *(folder / each / each for each in translations)]
    both = [stem.parent / side_by_side_name(stem.name) for stem in stems]
    stems += [stem / stem.name for stem in both if stem.is_dir()]
    return tuple(stem.with_name(f"{stem.name}{FORMATS[each].extension}") for stem in stems for each in formats)


def joined(
    checked: Checked, files: Mapping[str, bytes], others: Mapping[str, tuple[Checked, Mapping[str, bytes]]]
) -> tuple[Checked, dict[str, bytes]]:
    """One pack of an edition and its translations, each of these in a folder of its name; none where one has errors."""
    found = [each for each, _ in others.values()]
    diagnostics = dict.fromkeys(fault for each in (checked, *found) for fault in each.diagnostics)
    merged = replace(
        checked,
        diagnostics=tuple(sorted_diagnostics(diagnostics)),
        texts={**checked.texts, **{path: text for each in found for path, text in each.texts.items()}},
        brief=checked.brief if all(each.brief for each in found) else None,
    )
    own = {f"{name}/{path}": data for name, (_, pack) in others.items() for path, data in pack.items()}
    return merged, {**files, **own} if merged.brief else {}


def record_files(
    workspace: Workspace, checked: Checked, translations: Iterable[str], issue: Issue
) -> tuple[Checked, dict[str, bytes]]:
    """What is written of an edition that is published, with its translations."""
    others = {each: check(workspace, each, issue=issue) for each in translations}
    packs = {name: try_writing(each, for_the_record(each)) for name, each in others.items()}
    return joined(*try_writing(checked, for_the_record(checked)), packs)


def _formats_named(content: Content) -> list[str]:
    """The formats that desk.yaml names, found without reading all of it: only to know whether anything has changed."""
    with suppress(OSError):
        if named := FORMATS_OF_DESK.search(content.read("desk.yaml")):
            return [word.decode() for word in re.findall(rb"\w+", re.sub(rb"#.*", b"", named[1]))]
    return []


def fingerprint(workspace: Workspace, *names: str, has_house: bool = True) -> str:
    """One SHA-256 over the names and bytes of all files that a pack of editions is made from, their predecessors' too.

    Without `has_house` the house style is not among them.

    Hidden files are not among them, nor what reviewers have said, and a file that goes while it is read, as an
    editor's own do, is none. Raises StorageError for one that is there and cannot be read.
    """
    total = hashlib.sha256()
    try:
        if has_house:
            total.update(house_digest().encode())
        for tree, path in _inputs(workspace, names, has_house=has_house):
            with suppress(FileNotFoundError):
                data = tree.read(path)
                total.update(f"{path}\0{len(data)}\0".encode(errors="surrogateescape"))
                total.update(data)
    except OSError as error:
        raise StorageError(
            f"cannot read {error.filename or workspace.content.name}: {error.strerror or error}"
        ) from error
    return total.hexdigest()


def _inputs(workspace: Workspace, names: Iterable[str], *, has_house: bool) -> Iterator[tuple[Content, str]]:
    """The files that a pack of editions is made from, but those of the house, and the tree of each."""
    from briefgen.content import (
        COMMENTS,
        DATA,
        IMAGE_ENDINGS,
        editions_named,
        files_below,
        house_assets,
        is_file,
        is_folder,
    )

    house, content = house_assets(), workspace.content
    editions = tuple(dict.fromkeys(each for name in names for each in (name, *editions_named(content, name))))
    folders = [(content, folder) for folder in (*editions, DATA)]
    may_be_used = _data_files_of(content, editions)
    if has_house and workspace.assets != house:
        folders.append((workspace.assets, ""))
    for folder, suffix in (("", (".yaml", *IMAGE_ENDINGS)), ("sources", ".txt")):
        names = content.list(folder) if is_folder(content, folder) else []
        paths = (
            f"{folder}/{each}".lstrip("/")
            for each in names
            if each.lower().endswith(suffix) and not each.startswith(".")
        )
        yield from ((content, path) for path in paths if is_file(content, path))
    for tree, folder in folders:
        inputs = files_below(tree, folder, lambda each: each.startswith(".")) if is_folder(tree, folder) else ()
        comments = f"{folder}/{COMMENTS}".lstrip("/")
        fitting = (path for path in inputs if path != comments and (folder != DATA or may_be_used(path)))
        yield from ((tree, path) for path in fitting if is_file(tree, path))


def _data_files_of(content: Content, editions: Iterable[str]) -> Callable[[str], bool]:
    """Tells whether editions may be made from a data file: where sources.yaml has it under an id that they have.

    Nothing is parsed, because that takes long; what the texts leave open may be so.
    """
    from briefgen.content import is_file

    names = [f"{edition}/{file}" for edition in editions for file in ("facts.yaml", "tables.yaml")]
    own, sources = (
        "\n".join(content.read(path).decode(errors="replace") for path in paths if is_file(content, path))
        for paths in (names, ["sources.yaml"])
    )
    entries = re.split(r"^(?=\S)", re.sub(r"^#.*\n?", "", sources, flags=re.MULTILINE), flags=re.MULTILINE)

    def may_be_used(path: str) -> bool:
        file = path.rpartition("/")[2]
        if "\\" in sources or not _PLAIN_NAME.fullmatch(file):
            return True
        heads = [_ENTRY.match(entry) for entry in entries if file.casefold() in entry.casefold()]
        return any(head is None or head[1] in own for head in heads)

    return may_be_used

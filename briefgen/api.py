"""The use cases for programs and for the command line: editions checked, rendered, published, compared and pulled.

Everything gives values. Nothing prints, asks, or reads the clock but to date what is published or pulled. What stops
is a `BriefgenError`: `ContentError` carries the diagnostics of content that has errors, `UsageError` says that what was
asked for cannot mean anything, and `StorageError` that the disk or the archive failed, and nothing was replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.building import AS_USUAL, BuildOptions, Built, Outcome, build, dry_run, read_ahead
from briefgen.cache import user_cache
from briefgen.content import Folder, Overlay, find_editions, house_assets, originals, place_in
from briefgen.errors import ContentError, Diagnostic, Fix, UsageError, errors_among
from briefgen.frozen import frozen
from briefgen.pipeline import Checked, check
from briefgen.version import __version__
from briefgen.workspace import Workspace, choose_brief

if TYPE_CHECKING:
    from briefgen.archive.records import Record
    from briefgen.content import Content
    from briefgen.model.document import Document
    from briefgen.model.evidence import FactEvidence
    from briefgen.model.fact import LedgerEntry
    from briefgen.publishing import Published, PublishOptions
    from briefgen.render import Brief
    from briefgen.review.audit.audit import DocumentAudit
    from briefgen.review.bind import Bound, TypedFigure
    from briefgen.review.checksheet import CheckSheet, JudgedAnswers, SheetAnswers, SheetOptions
    from briefgen.review.content_change import ContentChange
    from briefgen.review.diff.change_list import ChangeEntry
    from briefgen.review.differences import ComparisonInput
    from briefgen.review.fix import Mended
    from briefgen.review.importing.importing import Imported, ImportOptions
    from briefgen.review.pull.pulling import Pulled, PullOptions
    from briefgen.review.redline import Redline
    from briefgen.review.rename import Renamed
    from briefgen.review.status import EditionStatus, ReleaseStatus
    from briefgen.review.take import TakenValues
    from briefgen.review.translate import TranslationStatus
    from briefgen.review.uses import Completion, FactUse, Impact
    from briefgen.scaffold import NewEdition

__all__ = [
    "BuildOptions",
    "Built",
    "Diff",
    "EditSession",
    "Folder",
    "Outcome",
    "Project",
    "ProjectEdition",
    "Rendered",
    "Report",
    "Workspace",
    "audit",
    "diff",
    "open_project",
]

CONTENT, ASSETS, OUT = "content", "assets", "out"
"""The folders of a project."""


def open_project(
    content: str | Path | Content, *, assets: str | Path | Content | None = None, out: str | Path | None = None
) -> Project:
    """The project in a folder, which has `content` in it, or of a tree of content files, such as `Memory`.

    `assets` is the house style: of a folder that beside its content, else the one that comes with briefgen. `out` is
    where packs and the archive are: of a folder `out` in it. Nothing is read until it is asked for.

    >>> briefgen.open("my-desk").latest.name
    '2031-05-05-herring'
    >>> briefgen.open(briefgen.Memory({"desk.yaml": b"name: Fisheries desk"})).editions
    []
    """
    if isinstance(content, str | Path):
        folder = Path(content)
        style = assets or folder / ASSETS
        tree: Content = Folder(folder / CONTENT)
    else:
        folder, tree, style = Path(), content, assets or house_assets()
    style = Folder(Path(style)) if isinstance(style, str | Path) else style
    return Project(Workspace(tree, style, Path(out or folder / OUT), user_cache("charts")))


@frozen
class Project:
    """The editions of a desk, each by its name, by its date, or as the latest one.

    >>> project = briefgen.open("my-desk")
    >>> project.editions
    ['2031-05-05-herring']
    >>> project["2031-05-05"].name
    '2031-05-05-herring'
    >>> [edition.name for edition in project]
    ['2031-05-05-herring']
    >>> project["2031-05-06"]
    Traceback (most recent call last):
    briefgen.errors.ContentError: there is no edition "2031-05-06"
    """

    workspace: Workspace

    @property
    def editions(self) -> list[str]:
        """The names of all editions, the oldest first; raises ContentError without content."""
        return find_editions(self.workspace.content)

    @property
    def latest(self) -> ProjectEdition:
        """The newest edition; raises ContentError where there is none, or several of that day."""
        return self.edition()

    def __iter__(self) -> Iterator[ProjectEdition]:
        """The editions, the oldest first."""
        return (ProjectEdition(self.workspace, name) for name in self.editions)

    def __len__(self) -> int:
        return len(self.editions)

    def __getitem__(self, name: str) -> ProjectEdition:
        """The edition of a name or date; raises ContentError where there is none, or several."""
        return self.edition(name)

    def edition(self, name: str | None = None) -> ProjectEdition:
        """The edition of a name or date, or the latest; raises ContentError where there is none, or several.

        A release may be named as its pack is, by the edition with its own name behind.

        >>> briefgen.open("my-desk").edition("2031-05-05-herring-press").name
        '2031-05-05-herring-press'
        """
        return ProjectEdition(*choose_brief(self.workspace, name))

    def publish(
        self, names: Sequence[str], options: PublishOptions | None = None, now: datetime | None = None
    ) -> list[Published]:
        """Store editions or releases as records, each its own, once all of them can be stored.

        Raises what `ProjectEdition.publish` raises; then none of them was stored, unless the disk failed between two.

        >>> project = briefgen.open("my-desk")
        >>> names = [project.latest.release(name).name for name in project.latest.releases]
        >>> options = briefgen.PublishOptions(without=("Head of desk",), reason="Out of office")
        >>> [published.record.name for published in project.publish(names, options)]
        ['2031-05-05_herring-minister_v001', '2031-05-05_herring-press_v001']
        """
        from briefgen.publishing import PublishOptions, publish_all

        briefs = [choose_brief(self.workspace, name) for name in names]
        return publish_all(briefs, options or PublishOptions(), now or datetime.now(UTC))

    @property
    def archive(self) -> Path:
        """The folder of what was published."""
        from briefgen.publishing import archive_of

        return archive_of(self.workspace)

    @property
    def records(self) -> list[Record]:
        """What was published, by edition and version."""
        from briefgen.archive.records import records_of

        return list(records_of(self.archive))

    def compare(
        self,
        old: str | None,
        new: str | None = None,
        *,
        releases: Sequence[str] = (),
        archive: Path | None = None,
        author: str = "",
        day: date | None = None,
    ) -> Diff:
        """What has changed from one edition or record to another, each by its name; marks are by `author`, on `day`.

        Without `new`, the edition `old` is compared with its last record. One of `releases` is that of both; the first
        of two is that of `old`, the second that of `new`, or of `old` as well. Raises ContentError for an edition that
        is not there, and UsageError for a record that is not.

        >>> briefgen.open("my-desk").compare("2031-05-05", "2031-05-05").is_empty
        True
        """
        from briefgen.review.differences import comparison_inputs

        return Diff(*comparison_inputs(self.workspace, archive, old, new, releases), author, day)

    def pull(self, documents: Sequence[str | Path], options: PullOptions | None = None) -> Pulled:
        """What reviewed Word documents change in the content; `apply` writes that.

        The result has every change with its outcome, the files before and after, and a patch. Raises UsageError for a
        document that cannot be used, or documents of several editions, and StorageError for one that cannot be read.

        >>> project = briefgen.open("my-desk")
        >>> document = project.latest.build().documents[1]
        >>> project.pull([document]).changes
        ()
        """
        from briefgen.review.pull.pulling import PullOptions, pull

        return pull(self.workspace, [Path(document) for document in documents], options or PullOptions())

    def apply(self, pulled: Pulled) -> Path | None:
        """Write what was pulled to the content files, all of them or none; gives the copies of what they held.

        Raises UsageError where the content is no folder, and StorageError where a file has changed since it was read.
        """
        from briefgen.review.pull.pulling import write_pulled

        return write_pulled(self.workspace.content_folder, self.workspace.out, pulled, datetime.now(UTC))

    def mend(self, editions: Sequence[str] = ()) -> Mended:
        """The safe fixes of what checking finds in editions, or in the latest, and the files before and after them.

        `write` writes them. Fixes after which there would be a new error are left out.

        >>> project = briefgen.open("my-desk")
        >>> project.mend().fixes
        ()
        """
        from briefgen.review.fix import mend

        chosen = [self.edition(name) for name in editions] or [self.latest]
        return mend(self.workspace, [each.require_whole().name for each in chosen])

    def rename_fact(self, old: str, new: str, edition: str | None = None) -> Renamed:
        """Rename a fact of an edition, or of the latest, and of all later ones that have it; `write` writes that.

        Raises UsageError for names that cannot be, and ContentError for editions with errors.

        >>> renamed = briefgen.open("my-desk").rename_fact("landings", "landed")
        >>> renamed.editions, len(renamed.change.after)
        (('2031-05-05-herring',), 4)
        """
        from briefgen.review.rename import rename_fact

        return rename_fact(self.workspace, self.edition(edition).require_whole().name, old, new)

    def import_document(self, document: str | Path, options: ImportOptions) -> Imported:
        """The edition that a document made elsewhere gives, in Word, Markdown, HTML or plain text; nothing is written.

        The result lists what was not simply taken over; `write_imported` writes it. Raises UsageError for a document
        that cannot be used and an edition that is there already, and StorageError for a file that cannot be read.

        >>> from datetime import date
        >>> from briefgen.review.importing.importing import ImportOptions
        >>> project = briefgen.open("my-desk")
        >>> document = project.latest.build().documents[1]
        >>> imported = project.import_document(document, ImportOptions(date(2031, 5, 12), "herring"))
        >>> imported.edition, imported.source
        ('2031-05-12-herring', 'brief-2031-05-05-herring')
        """
        from briefgen.review.importing.importing import import_document

        return import_document(self.workspace, Path(document), options)

    def write_imported(self, imported: Imported) -> Path:
        """Write an imported edition, all of it or nothing; gives its folder.

        Raises UsageError where the content is no folder, or has the edition already, and StorageError.
        """
        from briefgen.review.importing.importing import write_imported

        return write_imported(self.workspace.content_folder, imported)

    def write(self, change: ContentChange) -> None:
        """Write a change to the content files, all of them or none.

        Raises UsageError where the content is no folder, and StorageError where a file has changed since it was read.
        """
        change.write(self.workspace.content_folder)

    def new_edition(self, day: date, slug: str, previous: str | None = None, kind: str = "") -> NewEdition:
        """Make the edition of a day from an earlier one, or from the last before it; what is stale is marked in it.

        One of a `kind`, "submission", is made from no other: its parts are laid out.

        Raises UsageError for a bad slug, an edition that is there already, a kind that there is not, or content that is
        no folder, ContentError where the earlier one or the desk has errors, and StorageError.

        >>> from datetime import date
        >>> briefgen.open("my-desk").new_edition(date(2031, 5, 12), "herring").folder.name
        '2031-05-12-herring'
        """
        from briefgen.scaffold import carry_forward, new_form

        if kind and previous:
            raise UsageError("an edition is laid out as one of a kind, or carried forward from an earlier one")
        if kind:
            return new_form(self.workspace.content_folder, day, slug, kind)
        editions = originals(self.workspace.content, self.editions)
        earlier = [name for name in editions if name[:10] <= day.isoformat()]
        newest = self.latest.name
        if not previous and not earlier:
            raise UsageError(f"there is no edition up to {day}; name the one to carry forward: --from {newest}")
        chosen = self.edition(previous or earlier[-1]).require_whole()
        return carry_forward(self.workspace.content_folder, chosen.name, day, slug)


def audit(document: str | Path, language: str = "") -> DocumentAudit:
    """Any Word document or PDF against itself: its sums and shares, and what it states twice.

    `language` is that of the document, as in desk.yaml; English if it is not said.

    Raises UsageError for a document that cannot be used, and StorageError for one that cannot be read.

    >>> options = briefgen.BuildOptions(formats=["docx"])
    >>> document = briefgen.open("my-desk").latest.build(options).documents[0]
    >>> briefgen.audit(document).diagnostics
    ()
    """
    from briefgen.review.audit.audit import audit_document

    return audit_document(Path(document), language=language)


@frozen
class ProjectEdition:
    """One edition of a project, which is read anew each time that it is asked for something."""

    workspace: Workspace
    name: str

    @property
    def releases(self) -> list[str]:
        """The names of the edition's releases.

        >>> briefgen.open("my-desk").latest.releases
        ['minister', 'press']
        """
        from briefgen.content import find_releases

        return find_releases(self.workspace.content, self.name)

    def release(self, name: str) -> ProjectEdition:
        """A release of the edition, as an edition of its own; raises ContentError for errors, or where there is none.

        >>> briefgen.open("my-desk").latest.release("press").name
        '2031-05-05-herring-press'
        """
        from briefgen.workspace import of_release

        workspace = of_release(self.workspace, self.name, name)
        return ProjectEdition(workspace, workspace.release.name if workspace.release else self.name)

    def require_whole(self) -> ProjectEdition:
        """The edition, which is to be worked on; raises UsageError for a release, since that is made of one each time.

        >>> briefgen.open("my-desk").latest.release("press").require_whole()
        Traceback (most recent call last):
        briefgen.errors.UsageError: 2031-05-05-herring-press is a release, which is made from 2031-05-05-herring each...
        """
        self.workspace.require_whole()
        return self

    def check(self, options: BuildOptions = AS_USUAL) -> Report:
        """Every fault that a build would find; nothing is written, and no fault is raised.

        >>> report = briefgen.open("my-desk")["2031-05-05"].check()
        >>> report.ok
        True
        >>> report.document.properties.title
        'Herring'
        """
        return Report(self.name, dry_run(self.workspace, self.name, options)[0])

    def render(
        self,
        formats: Collection[str] = (),
        *,
        day: date | None = None,
        embed: bool | None = None,
        comments: bool = False,
    ) -> Rendered:
        """The edition's documents in some formats, or in those of the desk, with its charts and its ledger, as bytes.

        `day` stands in for the edition's date, `embed` puts the content files into the PDF, and `comments` puts notes
        to reviewers and warnings into the Word document. Raises ContentError for content with errors, and UsageError
        for a format that there is not.

        >>> rendered = briefgen.open("my-desk").latest.render(formats=["pdf"])
        >>> rendered["2031-05-05-herring.pdf"][:8]
        b'%PDF-1.7'
        """
        options = BuildOptions(formats, day, embed, comments)
        checked, files = dry_run(self.workspace, self.name, options)
        if checked.brief is None:
            raise ContentError(checked.diagnostics)
        return Rendered(Report(self.name, checked), files)

    def build(self, options: BuildOptions = AS_USUAL) -> Built:
        """Write the edition's pack to its folder in `out`, or leave the one that is there if there are errors.

        Raises StorageError where it cannot be written.

        >>> built = briefgen.open("my-desk").latest.build(briefgen.BuildOptions(formats=["docx"]))
        >>> built.outcome.value, [path.name for path in built.documents]
        ('built', ['2031-05-05-herring.docx'])
        """
        return build(self.workspace, self.name, options)

    def publish(self, options: PublishOptions | None = None, now: datetime | None = None) -> Published:
        """Store the edition as a record that never changes, published at `now`, a time with its zone.

        Raises ContentError for content with errors, UsageError for options that lack a reason or a clearance, and
        StorageError.

        >>> options = briefgen.PublishOptions(without=("Head of desk",), reason="Out of office")
        >>> briefgen.open("my-desk").latest.publish(options).record.name
        '2031-05-05_herring_v001'
        """
        from briefgen.publishing import PublishOptions, publish

        return publish(self.workspace, self.name, options or PublishOptions(), now or datetime.now(UTC))

    def status(self) -> tuple[Report, EditionStatus | None]:
        """What checking finds, and what is open before the edition can go out; none where it cannot be read so far."""
        from briefgen.review.status import edition_status

        checked, found = edition_status(self.workspace, self.name)
        return Report(self.name, checked), found

    def release_states(self) -> list[ReleaseStatus]:
        """Where each release of the edition stands, without its files having been written and searched."""
        from briefgen.review.status import release_states

        return list(release_states(self.workspace, self.name, proven=False))

    def start_translation(self, language: str) -> ContentChange:
        """The files of a translation of the edition, with its texts as comments; `Project.write` writes them.

        Raises UsageError for a language that there is not, and a translation that is there or is to be translated
        itself, and ContentError for content with errors.

        >>> sorted(briefgen.open("my-desk").latest.start_translation("fr").after)[0]
        '2031-05-05-herring-fr/edition.yaml'
        """
        from briefgen.review.translation_stub import start_translation

        self.require_whole()
        return start_translation(self.workspace, self.name, language)

    def translation_status(self) -> TranslationStatus:
        """How far the edition, a translation, is; raises UsageError for what is none, and ContentError."""
        from briefgen.review.translate import translation_status

        self.require_whole()
        return translation_status(self.workspace, self.name)

    def confirm_translation(self, sections: Collection[str] = ()) -> ContentChange:
        """The change that records of which texts the edition is the translation; `Project.write` writes it.

        Raises UsageError for an edition that is no translation, or a section that there is not, and ContentError where
        it differs from its original.
        """
        from briefgen.review.translate import confirm_translation

        self.require_whole()
        return confirm_translation(self.workspace, self.name, sections)

    def facts(self) -> Report:
        """What checking finds, with the ledger, without the documents that would be written."""
        return Report(self.name, check(self.workspace, self.name))

    def read_ahead(self) -> Brief | None:
        """Read what a build of it will need, for a workspace with a memo; gives the brief as far as it goes."""
        return read_ahead(self.workspace, self.name)

    def edit(self) -> EditSession:
        """The edition for an editor: each check reads only what has changed since the one before."""
        self.require_whole()
        return EditSession(self.workspace, self.name)

    def typed_figures(self, file: str = "", source: str = "", *, derive: bool = False) -> list[TypedFigure]:
        """The figures that nothing binds, of all texts or of a file, each with the fixes that would bind it.

        New facts cite the `source`, which may be left out where the desk has only one; they get a guessed formula only
        if they are to `derive`. Raises UsageError for a file or source that there is not, and ContentError where
        the edition cannot be read so far.

        >>> briefgen.open("my-desk").latest.typed_figures(source="survey")
        []
        """
        from briefgen.review.bind import figures_to_bind

        self.require_whole()
        return figures_to_bind(self.workspace, self.name, file, source, derive=derive)

    def bind(self, fixes: Sequence[Fix], names: Sequence[str] = ()) -> Bound:
        """The files with typed figures bound by fixes that `typed_figures` gave; `Project.write` writes them.

        `names` are added to those of edition.yaml. What would bring a new error is left out.
        """
        from briefgen.review.bind import bind

        self.require_whole()
        return bind(self.workspace, self.name, fixes, names)

    def evidence(self, facts: Collection[str] = (), report: Report | None = None) -> dict[str, FactEvidence]:
        """What a person holds some facts against, or all of them, by their ids in the order of the ledger.

        The `report` is what checking has given, if it was asked. Raises what `uses` raises.

        >>> evidence = briefgen.open("my-desk").latest.evidence(["excess"])["excess"]
        >>> evidence.formula, evidence.working, [each.fact for each in evidence.inputs]
        ('landings - quota', '12,480 − 11,000', ['landings', 'quota'])
        """
        from briefgen.review.evidence import gather_evidence

        return gather_evidence((report or self.facts()).checked, self.workspace.content, facts)

    def audit(self, document: str | Path, language: str = "") -> DocumentAudit:
        """Any Word document or PDF against the ledger of this edition, and against itself.

        `language` is that of the document; the desk's if it is not said.

        Each of `findings` has a figure, whether it agrees, and the fact that is meant; `diagnostics` are what differs
        and what does not add up. Raises UsageError for a document that cannot be used, StorageError for one that cannot
        be read, and ContentError where the edition cannot be read so far.

        >>> edition = briefgen.open("my-desk").latest
        >>> document = edition.build(briefgen.BuildOptions(formats=["docx"])).documents[0]
        >>> edition.audit(document).counts
        {'agrees': 38, 'differs': 0, 'unknown': 0}
        """
        from briefgen.review.audit.audit import audit_document

        return audit_document(Path(document), self.workspace, self.name, language)

    def uses(self, fact: str) -> list[FactUse]:
        """Every place that prints a fact, and every formula, total, chart and key figure that needs it.

        What it is derived into counts as well. Raises UsageError for a fact that there is not, and ContentError where
        the edition cannot be read so far.

        >>> [use.kind.value for use in briefgen.open("my-desk").latest.uses("chair")]
        ['text', 'declared']
        """
        from briefgen.review.uses import uses_of_fact

        return self._at_origin(uses_of_fact(self.facts().checked, fact))

    def _at_origin(self, uses: Iterable[FactUse]) -> list[FactUse]:
        """Uses of facts at their places in the files that people edit."""
        release = self.workspace.release
        return [replace(use, place=release.cut.origin_of(use.place)) if release else use for use in uses]

    def impact(self, name: str) -> Impact:
        """What would change if a source, by its id, or a data file, by its path, did; raises what `uses` raises.

        >>> briefgen.open("my-desk").latest.impact("minutes").derived
        ('excess',)
        """
        from briefgen.review.uses import impact_of

        found = impact_of(self.facts().checked, name)
        return replace(found, uses=tuple(self._at_origin(found.uses)))

    def take(self, files: Collection[str] = (), facts: Collection[str] = ()) -> TakenValues:
        """What the cells of data files say now of the facts that are bound to them; `write_taken` writes that.

        Only some `files` and `facts` count, if any are named. The result has the cells that have `changed`, those that
        are `refused`, the ticks that fall, and a patch. Raises UsageError for a file or a fact that is bound to
        nothing, and ContentError where facts.yaml or sources.yaml has errors of its own.

        >>> briefgen.open("my-desk").latest.take().changed
        ()
        """
        from briefgen.review.take import take_values

        self.require_whole()
        return take_values(self.workspace, self.name, files, facts)

    def write_taken(self, taken: TakenValues) -> tuple[Path, ...]:
        """Write what was taken into facts.yaml, all of it or nothing; gives the files that have changed.

        Raises UsageError where the content is no folder, ContentError where something cannot be taken, and
        StorageError where a file has changed since it was read, or cannot be written.
        """
        from briefgen.review.take import write_values

        return write_values(self.workspace.content_folder, taken)

    def sign_off(self, facts: Sequence[str], by: str, on: date, report: Report | None = None) -> Path:
        """Record that somebody has compared facts with their sources on a day; gives the file of such ticks.

        The `report` is what `facts` has given, if it was asked. Raises UsageError for a fact that there is not, a name
        that is none, or content that is no folder, ContentError for content with errors or facts of their own, and
        StorageError.
        """
        from briefgen.sign_off import sign_off

        brief, entries, groups = self._entries(facts, report)
        return sign_off(self.workspace.content_folder, brief.edition, entries, by, on, groups)

    def check_sheet(self, options: SheetOptions, report: Report | None = None) -> CheckSheet:
        """A page with figures and their evidence, for somebody who marks them in a browser and sends the answers back.

        Raises UsageError for names, sections and people that there are not, and ContentError for content with errors,
        for figures that the person entered, if they are named, and where nobody says who entered them.

        >>> sheet = briefgen.open("my-desk").latest.check_sheet(briefgen.SheetOptions("A. Ruiz", names=("landings",)))
        >>> sheet.name, sheet.names
        ('2031-05-05-herring_a-ruiz.html', ('landings',))
        """
        from briefgen.review.checksheet import make_sheet

        self.require_whole()
        report = report or self.facts()
        _require_original(report)
        return make_sheet(report.checked, self.workspace.content, options)

    def judge(self, answers: SheetAnswers, report: Report | None = None) -> JudgedAnswers:
        """How the answers to a check sheet stand to the figures now; `sign_off` ticks those that are `right`.

        Raises ContentError for content with errors, for answers to another desk or edition, and where nobody says who
        entered the figures.
        """
        from briefgen.review.checksheet import judge_answers

        self.require_whole()
        return judge_answers((report or self.facts()).checked, self.workspace.content, answers)

    def confirm(self, facts: Sequence[str], by: str, on: date, report: Report | None = None) -> Path:
        """Record that somebody, who may have entered them, says that facts of the last edition still hold in this one.

        It gives the file of such confirmations, and raises what `sign_off` raises, but for facts of their own.
        """
        from briefgen.sign_off import confirm

        brief, entries, groups = self._entries(facts, report)
        return confirm(self.workspace.content_folder, brief.edition, entries, by, on, groups)

    def _entries(self, facts: Sequence[str], report: Report | None) -> tuple[Brief, list[LedgerEntry], tuple[str, ...]]:
        """The brief, the entries of the facts that are named, and the tables and rows among the names."""
        from briefgen.model.fact_table import cells_in

        report = report or self.facts()
        _require_original(report)
        brief = report.checked.require_brief()
        groups = {name: cells for name in facts if (cells := cells_in(name, brief.edition.tables))}
        named = dict.fromkeys(fact for name in facts for fact in groups.get(name, [name]))
        if unknown := [fact for fact in named if fact not in brief.ledger.entries]:
            raise UsageError(f'there is no fact "{unknown[0]}"')
        return brief, [brief.ledger[fact] for fact in named], tuple(groups)


def _require_original(report: Report) -> None:
    """Raise UsageError for a translation, which has no ticks of its own."""
    draft = report.checked.draft
    if draft and (translation := draft.edition.translation):
        message = f"{draft.edition.id} prints the figures of {translation.original.id}"
        raise UsageError(f"{message}: that is the edition in which they are checked, ticked and confirmed")


class EditSession:
    r"""An edition while somebody edits it, with edits that nobody has saved; what is as it was is not read again.

    >>> session = briefgen.open("my-desk").latest.edit()
    >>> path = "2031-05-05-herring/sections/20-vote.md"
    >>> report = session.check({path: b"---\ntitle: Vote\n---\n\n{{ chairs }} votes."})
    >>> [fault.hint for fault in report.diagnostics if fault.code == "BG202"]
    ['did you mean "chair"?']
    >>> [(each.fact, each.printed) for each in session.complete("ch")]
    [('chair', 'Anna Berg')]
    """

    def __init__(self, workspace: Workspace, name: str) -> None:
        from briefgen.memo import Memo

        self._memo = Memo()
        self._workspace = replace(workspace, memo=self._memo)
        self._name = name
        self._report: Report | None = None

    @property
    def work(self) -> tuple[int, int]:
        """How much the last check has made, and how much it found as it was."""
        return self._memo.made, self._memo.found

    def check(self, edits: Mapping[str, bytes] | None = None) -> Report:
        """What checking finds with edits of files, by their paths in the content; nothing is drawn or written.

        Raises UsageError for an edit outside of the content.
        """
        try:
            content = Overlay(self._workspace.content, edits or {})
        except ValueError as error:
            raise UsageError(str(error)) from error
        self._memo.begin_round()
        self._report = Report(self._name, check(replace(self._workspace, content=content), self._name))
        return self._report

    def complete(self, typed: str = "") -> list[Completion]:
        """The facts whose ids or labels begin as typed, in the order of the ledger."""
        from briefgen.review.uses import completions

        return completions(self._last.checked, typed)

    def printed_at(self, path: str, line: int, column: int) -> FactUse | None:
        """The fact whose id stands at a place of a file, counted from 1, with what it prints there."""
        from briefgen.review.uses import use_at

        return use_at(self._last.checked, place_in(self._workspace.content, path).file, line, column)

    @property
    def _last(self) -> Report:
        return self._report or self.check()


@frozen
class Report:
    """What checking an edition found. `checked` has what lies behind it, which may change from release to release."""

    edition: str
    checked: Checked = field(repr=False)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault and warning, by its place: with code, span, message and hint."""
        return self.checked.diagnostics

    @property
    def ok(self) -> bool:
        """Whether there is no error; there may be warnings."""
        return self.checked.brief is not None

    @property
    def document(self) -> Document | None:
        """The assembled document, as far as it goes where there are errors; none where it cannot be read so far."""
        return self.checked.draft.document if self.checked.draft else None

    @property
    def ledger(self) -> list[dict[str, Any]]:
        """The facts as rows, exact values as text; none where the edition cannot be read so far."""
        from briefgen.ledger import ledger_rows

        draft, release = self.checked.draft, self.checked.release
        where = release.told_place if release else None
        return [dict(row) for row in ledger_rows(draft.edition, draft.ledger, where)] if draft else []


class Rendered(Mapping[str, bytes]):
    """The files of an edition by their names, and what checking it found."""

    def __init__(self, report: Report, files: Mapping[str, bytes]) -> None:
        self.report = report
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def write(self, folder: str | Path) -> None:
        """Make a folder hold these files, all or none; raises StorageError, also where it holds other things already.

        >>> briefgen.open("my-desk").latest.render(formats=["pdf"]).write("brief")
        """
        from briefgen.output_folder import put_pack

        put_pack(Path(folder), self._files, {"briefgen": __version__, "edition": self.report.edition})


def diff(old: Report, new: Report, *, author: str = "", day: date | None = None) -> Diff:
    """What has changed from one checked edition to another; marks are by `author`, or else the desk, on `day`.

    >>> report = briefgen.open("my-desk").latest.check()
    >>> briefgen.diff(report, report).changes["text"]
    []
    """
    from briefgen.review.differences import ComparisonInput

    return Diff(ComparisonInput(old.edition, old.checked), ComparisonInput(new.edition, new.checked), author, day)


@frozen
class Diff:
    """What two editions differ in, as data, as a marked document, and as redlines in every format."""

    before: ComparisonInput
    after: ComparisonInput
    author: str = ""
    day: date | None = None

    @cached_property
    def changes(self) -> dict[str, Any]:
        """The figures, deadlines and texts that differ, as `briefgen diff --format json` prints them.

        Raises ContentError where errors keep the figures of one from being compared.
        """
        from briefgen.review.differences import differences

        found = differences(self.before.checked, self.after.checked)
        if found is None:
            faults = (*self.before.checked.diagnostics, *self.after.checked.diagnostics)
            raise ContentError(errors_among(faults))
        names = {side: {**found[side], "name": each.name} for side, each in self._sides.items()}
        return {**found, **names}

    @property
    def _sides(self) -> dict[str, ComparisonInput]:
        return {"old": self.before, "new": self.after}

    @property
    def is_empty(self) -> bool:
        """Whether a redline would show nothing; raises ContentError for editions with errors."""
        return self.redline is None

    @property
    def document(self) -> Document:
        """The document of the new edition with all changes marked; raises ContentError for editions with errors."""
        return self.redline.document if self.redline else self.after.checked.require_brief().document

    def passages(self) -> list[ChangeEntry]:
        """The passages that differ, in reading order."""
        from briefgen.review.diff.change_list import list_changes

        return list_changes(self.document)

    def render(self, formats: Collection[str] = ()) -> dict[str, bytes]:
        """The redlines in some formats by the names of their files, `OLD..NEW.docx`; none where nothing differs.

        Without formats, they are PDF and DOCX, and what else the desk wants. Raises ContentError for editions with
        errors, and UsageError for a format that there is not.
        """
        from briefgen.review.redline import write

        return write(self.redline, self.name, formats) if self.redline else {}

    @property
    def is_of_two_audiences(self) -> bool:
        """Whether only one of the two is a release, or each is another one, and a redline for who may read both."""
        return self.before.release != self.after.release

    @property
    def name(self) -> str:
        """What redlines are called: `OLD..NEW`."""
        return f"{self.before.name}..{self.after.name}"

    def write(self, folder: Path, files: Mapping[str, bytes] | None = None) -> dict[Path, Path]:
        """Make a folder hold the redlines, all or none, and keep what somebody has edited in it: each with its copy.

        The `files` are those that `render` gave, if it has. Raises ContentError as that does, and StorageError.
        """
        from briefgen.output_folder import put_pack

        who, made = self.marked_by
        made_from = {"old": self.before.name, "new": self.after.name, "author": who, "date": made.isoformat()}
        return put_pack(folder, files or self.render(), {"briefgen": __version__, "redline": made_from})

    @cached_property
    def marked_by(self) -> tuple[str, date]:
        """Who the changes are by, and when they were made."""
        from briefgen.model.remark import short_name

        brief = self.after.checked.brief
        who = " ".join(self.author.split()) or (short_name(brief.edition.desk.name) if brief else "")
        return who, self.day or (brief.edition.date if brief else date.min)

    @cached_property
    def redline(self) -> Redline | None:
        """The marked document with its pictures; none where nothing differs; raises ContentError for errors."""
        from briefgen.review.diff.inline_diff import Reviser
        from briefgen.review.redline import Titles, compared

        who, made = self.marked_by
        reviser = Reviser(who, datetime.combine(made, time(), UTC))
        titles = Titles(self.before.name, self.after.name)
        return compared(self.before.checked, self.after.checked, titles, reviser)

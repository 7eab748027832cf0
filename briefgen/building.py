"""Builds: an edition, checked and written, becomes its pack, or the pack that is there stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefgen import codes
from briefgen.errors import ContentError, Diagnostic, UsageError, sorted_diagnostics
from briefgen.formats import FORMATS, by_default
from briefgen.frozen import frozen
from briefgen.inputs import formats_named
from briefgen.output_folder import BUILD_RECORD, is_current, put_pack, recover
from briefgen.pipeline import Assembled, Checked, assemble, check, check_assembled, fitted
from briefgen.render import Brief, Render, start_render
from briefgen.version import __version__
from briefgen.workspace import Workspace, refuse_translations

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.model.edition import Issue
    from briefgen.model.fact import Fact
    from briefgen.model.remark import Remark

_OF_THE_DESK = {code.code for code in (codes.UNUSED_NOTE, codes.UNUSED_SOURCE, codes.UNPLACED_FIGURE)}
"""What is told at the desk alone, since it names what nothing prints, beside what tells of facts."""
SIDE_BY_SIDE = "-side-by-side"
"""What the document of a translation and its original is called behind the translation's name."""


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


class PackState(Enum):
    """What there is of a pack: none, one that a build would make again as it is, or one that it would not."""

    NONE = "none"
    CURRENT = "current"
    STALE = "stale"


def build(workspace: Workspace, name: str, options: BuildOptions = AS_USUAL) -> Built:
    """Check an edition and write its pack; nothing is written when the content has errors or nothing has changed."""
    folder = workspace.out / name
    recover(folder)
    documents = {each: folder / f"{name}{format_.extension}" for each, format_ in FORMATS.items()}
    wanted = options.wanted(formats_named(workspace.content))
    refuse_translations(workspace, wanted=options.translations)
    others = _translations(workspace, name) if options.translations else ()
    inputs = workspace.fingerprint(name, *others)
    record = {"briefgen": __version__, "edition": name, **options.recorded(wanted), "inputs": inputs}
    if not options.force and is_current(folder, record) and _is_proven(workspace, name):
        return Built(name, Outcome.UNCHANGED, folder, _documents(folder, name, others, wanted))
    is_new = not (folder / BUILD_RECORD).exists()
    checked, files = dry_run(workspace, name, options, is_new=is_new, inputs="" if others else inputs)
    checked, files = _joined(checked, files, {each: dry_run(workspace, each, options) for each in others})
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


def pack_state(workspace: Workspace, name: str) -> PackState:
    """Whether the pack of an edition is what would be built now; it is stale as well where somebody has edited it."""
    folder = workspace.out / name
    if not (folder / BUILD_RECORD).is_file():
        return PackState.NONE
    others = () if workspace.release else _translations(workspace, name)
    made_from = ({"inputs": workspace.fingerprint(name, *each)} for each in {(), others})
    is_as_now = any(is_current(folder, {"briefgen": __version__, **each}, in_part=True) for each in made_from)
    return PackState.CURRENT if is_as_now else PackState.STALE


def _translations(workspace: Workspace, name: str) -> tuple[str, ...]:
    from briefgen.content import translations_of

    return tuple(translations_of(workspace.content, name))


def _documents(folder: Path, name: str, translations: Iterable[str], formats: Iterable[str]) -> tuple[Path, ...]:
    """The documents of an edition's pack, and of the translations in it, with those that are side by side there."""
    stems = [folder / name, *(folder / each / each for each in translations)]
    both = [stem.parent / f"{stem.name}{SIDE_BY_SIDE}" for stem in stems]
    stems += [stem / stem.name for stem in both if stem.is_dir()]
    return tuple(stem.with_name(f"{stem.name}{FORMATS[each].extension}") for stem in stems for each in formats)


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
        found = _assembled(workspace, name, options, inputs)
        if not options.parallel or found.brief is None or found.has_errors:
            return try_writing(check_assembled(workspace, found), options, workspace.cache)
        formats = options.wanted(found.brief.edition.desk.formats)
        is_searched = workspace.release is not None
        # though it may have errors
        with start_render(found.brief, formats, workspace.cache, workers, is_searched=is_searched) as under_way:
            checked = check_assembled(workspace, found)
            return _written(checked, under_way, options) if checked.brief else (checked, {})


def _assembled(workspace: Workspace, name: str, options: BuildOptions, inputs: str) -> Assembled:
    """An edition put together, by the memo if that was done before from the same bytes of all files."""
    known = workspace.memo.get(_key_of(workspace, name, options), inputs) if workspace.memo and inputs else None
    return cast("Assembled", known) if known else assemble(workspace, name, options.day, embed=options.embed)


def _key_of(workspace: Workspace, name: str, options: BuildOptions) -> tuple[object, ...]:
    """What an edition that is put together depends on beside its files."""
    from briefgen.content import is_followed

    return "assembled", name, is_followed(workspace.content, name), options.day, options.embed


def read_ahead(workspace: Workspace, name: str) -> Brief | None:
    """Put an edition together for a build that may be asked for; gives its brief as far as it goes.

    The memo has it for builds of the same bytes, and its parts for others, unless a file has changed meanwhile.
    """
    memo, key, inputs = workspace.memo, _key_of(workspace, name, AS_USUAL), workspace.fingerprint(name)
    if memo is None or memo.get(key, inputs) is not None:
        return _assembled(workspace, name, AS_USUAL, inputs).brief
    memo.begin_round()
    found = _assembled(workspace, name, AS_USUAL, inputs)
    if workspace.fingerprint(name) == inputs:
        memo.put(key, inputs, found)
    return found.brief


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


def _for_the_record(checked: Checked) -> BuildOptions:
    """What is made of an edition that is published: what is made by default, and what else its desk wants."""
    desk = checked.brief.edition.desk.formats if checked.brief else ()
    return BuildOptions((*by_default(), *(name for name in desk if not FORMATS[name].is_carrier)))


def record_files(
    workspace: Workspace, checked: Checked, translations: Iterable[str], issue: Issue
) -> tuple[Checked, dict[str, bytes]]:
    """What is written of an edition that is published, with its translations."""
    others = {each: check(workspace, each, issue=issue) for each in translations}
    packs = {name: try_writing(each, _for_the_record(each)) for name, each in others.items()}
    return _joined(*try_writing(checked, _for_the_record(checked)), packs)


def _joined(
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
    told = (each for each in found if each.code not in _OF_THE_DESK)
    return [each for each in told if not tells_of(facts, f"{each.message} {each.hint}", each.place)]


def _unprinted(checked: Checked) -> tuple[Fact, ...]:
    from briefgen.ledger import unprinted

    return unprinted(checked.brief.edition, checked.brief.ledger) if checked.brief else ()


def side_by_side_of(checked: Checked) -> Brief | None:
    """A translation and its original as one brief, with the pictures of both, where that is wanted."""
    from briefgen.assemble.side_by_side import in_language, side_by_side
    from briefgen.layout.heads import is_one_line

    brief, original = checked.brief, checked.original
    if brief is None or original is None or not (of := brief.edition.translation) or not of.is_side_by_side:
        return None
    name, language = f"{brief.edition.id}{SIDE_BY_SIDE}", brief.edition.desk.language
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
    return Brief(edition, original.ledger, fitted(document, brief.theme), brief.theme)

"""Publishing an edition: it is checked, written, proven, and stored as a record with all that it was made from."""

from __future__ import annotations

import csv
import platform
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, field, replace
from datetime import UTC, datetime
from importlib import metadata
from io import StringIO
from pathlib import Path

from briefgen import codes
from briefgen.archive.publication import Publication, publications
from briefgen.archive.records import DESCRIPTION, Record, choose_record
from briefgen.archive.register import read_end
from briefgen.building import outward, record_files
from briefgen.content import Content, place_in, translations_of
from briefgen.errors import ContentError, Diagnostic, StorageError, UsageError, sorted_diagnostics
from briefgen.formats import FORMATS
from briefgen.frozen import frozen
from briefgen.inputs import fingerprint
from briefgen.model.document import Relationship
from briefgen.model.edition import Edition, Issue
from briefgen.model.traverse import plain_text
from briefgen.pipeline import Checked, check, first_names
from briefgen.render import Brief
from briefgen.storage import as_json, digest, media_type
from briefgen.theme import Theme
from briefgen.version import __version__
from briefgen.workspace import Workspace, refuse_translations

ARCHIVE = "archive"
CONTENT, ASSETS = "source/content", "source/assets"
TEXT, ENVIRONMENT, FILE_LIST = "text.json", "environment.json", "filelist.csv"


@frozen
class PublishOptions:
    """How an edition is to be published: why once more, as an addendum to which record, without whose clearance.

    `leave_out_unused` confirms that facts which nothing prints are to be left out. The record has the edition's
    `translations` as well where that is asked for.
    """

    reason: str = ""
    addendum_to: str = ""
    without: tuple[str, ...] = ()
    leave_out_unused: bool = False
    translations: bool = False


@frozen
class Published:
    """The end of a publication: the record and the register's new head, and what checking found.

    `unused` counts the facts that were left out because nothing uses them, and `embeds` says that the PDF carries the
    content files.
    """

    record: Record
    head: str
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    unused: int = 0
    embeds: bool = False


def archive_of(workspace: Workspace) -> Path:
    """Where a desk's records are."""
    return workspace.out / ARCHIVE


def publish(workspace: Workspace, name: str, options: PublishOptions, now: datetime) -> Published:
    """Check, write and store an edition as its next version; raises what `publish_all` raises."""
    return publish_all([(workspace, name)], options, now)[0]


@frozen
class _Ready:
    """An edition that can be stored: its place, its files, and what was checked of it."""

    slot: Publication
    payload: Mapping[str, bytes]
    checked: Checked
    brief: Brief
    translations: tuple[str, ...]


def publish_all(briefs: Sequence[tuple[Workspace, str]], options: PublishOptions, now: datetime) -> list[Published]:
    """Check and write editions or releases of a desk, and store each as its next version once all can be stored.

    Raises ContentError for content with errors, UsageError for options that lack a reason or a clearance, and
    StorageError where the archive fails, or where the content changed while it was read.
    """
    archive = archive_of(briefs[0][0])
    parent = choose_record(archive, options.addendum_to).name if options.addendum_to else ""
    with publications(archive, [name for _, name in briefs]) as slots:
        ready: list[_Ready] = []
        faults: list[Diagnostic] = []
        for (workspace, _), slot in zip(briefs, slots, strict=True):
            try:
                ready.append(_ready(workspace, slot, options, parent, now))
            except ContentError as error:
                faults += error.diagnostics
        if faults:
            raise ContentError(sorted_diagnostics(dict.fromkeys(faults)))
        for workspace, _ in briefs:
            _check_unchanged(workspace)
        return [_stored(replace(each.slot, end=read_end(archive)), each, now) for each in ready]


def _ready(workspace: Workspace, slot: Publication, options: PublishOptions, parent: str, now: datetime) -> _Ready:
    name = slot.record.edition
    if slot.previous and not options.reason:
        raise UsageError(f"{slot.previous[-1].name} is published: say with --reason why another version follows")
    issue = Issue(slot.record.version, options.reason, parent, options.without)
    refuse_translations(workspace, wanted=options.translations)
    others = tuple(translations_of(workspace.content, name)) if options.translations else ()
    before = workspace.fingerprint(name, *others)
    checked = _fit(check(workspace, name, issue=issue), options)
    checked, files = record_files(workspace, checked, others, issue)
    if checked.brief is None or (others and checked.brief.edition.desk.strict_publishing and checked.diagnostics):
        raise ContentError(checked.diagnostics)
    payload = _payload(workspace, checked.brief, files, others)
    if workspace.fingerprint(name, *others) != before:
        raise StorageError(f"{place_in(workspace.content, name)} was changed while it was read; publish it again")
    ready = _Ready(slot, payload, checked, checked.brief, others)
    if checked.release:  # whose pack was searched when it was written
        described = _described(slot, ready, now)
        own = (name for name in described if name not in files and not name.startswith(ASSETS))
        checked.release.prove(checked.brief, {name: described[name] for name in own})
    return ready


def _check_unchanged(workspace: Workspace) -> None:
    """Raises StorageError where the edition has changed from which a release was made."""
    if workspace.whole and workspace.release:
        name = workspace.release.whole.id
        if fingerprint(workspace.whole.content, None, name) != workspace.whole_inputs:
            raise StorageError(
                f"{place_in(workspace.whole.content, name)} was changed while it was read; publish again"
            )


def _fit(checked: Checked, options: PublishOptions) -> Checked:
    """What was checked, unless it must not be published; raises UsageError for clearances that are open."""
    if checked.brief is None:
        return checked
    edition = checked.brief.edition
    if unknown := [name for name in options.without if name not in edition.uncleared]:
        waiting = f"; those are {', '.join(edition.uncleared)}" if edition.uncleared else ""
        raise UsageError(f'--without: nobody waits for the clearance of "{unknown[0]}"{waiting}')
    if missing := [name for name in edition.uncleared if name not in options.without]:
        hint = f'--without "{missing[0]}" --reason "..." publishes it all the same, and records that'
        raise UsageError(f"{edition.id} is not cleared by {', '.join(missing)}; {hint}")
    if options.without and not options.reason:
        raise UsageError("--without needs --reason: say why it goes out without that clearance")
    if edition.desk.strict_publishing and checked.diagnostics:
        return Checked(checked.diagnostics, checked.texts)
    if not options.leave_out_unused and (unused := unused_facts(checked)):
        hint = "print them, delete them, or leave them out of what goes out with --leave-out-unused"
        raise UsageError(f"{edition.id} has facts that nothing uses: {first_names(unused)}; {hint}")
    return checked


def unused_facts(checked: Checked) -> list[str]:
    """The ids of the facts of which checking has said that nothing uses them."""
    facts = checked.brief.edition.facts if checked.brief else ()
    unused = {fault.place for fault in checked.diagnostics if fault.code == codes.UNUSED_FACT.code}
    return [fact.id for fact in facts if fact.place in unused]


def _payload(
    workspace: Workspace, brief: Brief, files: Mapping[str, bytes], translations: Iterable[str]
) -> dict[str, bytes]:
    """The files of a record but for what describes it."""
    from briefgen.content import asset_files
    from briefgen.proof.pdf import page_texts

    name = brief.edition.id
    kept = sources(workspace.content, *translations, name)
    return {
        **files,
        **{f"{CONTENT}/{path}": data for path, data in kept.items()},
        **{f"{ASSETS}/{path}": data for path, data in asset_files(workspace.assets, brief.theme.name).items()},
        TEXT: as_json(page_texts(files[f"{name}.pdf"])),
        ENVIRONMENT: as_json(environment(brief.theme)),
    }


def sources(content: Content, *names: str) -> dict[str, bytes]:
    """The content files of editions and of those that they follow; raises ContentError for one that cannot be kept."""
    from briefgen.content import content_files, editions_named, load_edition

    files: dict[str, bytes] = {}
    for each in dict.fromkeys(found for name in names for found in (*editions_named(content, name), name)):
        loaded = load_edition(content, each)
        if loaded.edition is None:
            continue
        kept, faults = content_files(content, loaded.edition, loaded.files)
        if faults:
            raise ContentError(faults)
        files |= kept
    return files


def environment(theme: Theme) -> dict[str, object]:
    """What a record was made with: the versions of programs and libraries, and every font by its digest."""
    return {
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "packages": dict(_packages()),
        "fonts": {face.path.name: digest(face.data) for face in theme.faces},
    }


def _packages() -> Iterator[tuple[str, str]]:
    yield "briefgen", __version__
    for requirement in metadata.requires("briefgen") or ():
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement:
            yield name, metadata.version(name)


def _stored(slot: Publication, ready: _Ready, now: datetime) -> Published:
    checked, brief = ready.checked, ready.brief
    entry = slot.store(_described(slot, ready, now), tuple(_info(brief.edition, slot, _told(now))), _told(now))
    unused = len(unused_facts(checked))
    embeds = any(attachment.relationship is Relationship.SOURCE for attachment in brief.attachments)
    return Published(slot.record, entry.digest, checked.diagnostics, checked.texts, unused, embeds)


def _described(slot: Publication, ready: _Ready, now: datetime) -> dict[str, bytes]:
    """All files of a record, with those that describe it."""
    checked, brief = ready.checked, ready.brief
    description = _description(brief.edition, slot, checked, _told(now))
    description |= {"translations": ready.translations} if ready.translations else {}
    if checked.release:
        description |= {"release": brief.edition.release, "release_of": checked.release.whole.id}
    described = {DESCRIPTION: as_json(description), **ready.payload}
    return {**described, FILE_LIST: _file_list(described)}


def _told(now: datetime) -> str:
    """A time in UTC (ISO 8601)."""
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _description(edition: Edition, slot: Publication, checked: Checked, published: str) -> dict[str, object]:
    """What a record says of itself, for programs and for archivists."""
    return {
        "record": slot.record.name,
        "edition": edition.id,
        "date": edition.date.isoformat(),
        "title": plain_text(edition.title),
        "number": edition.number,
        "desk": edition.desk.name,
        "marking": edition.marking,
        "published": published,
        "follows": slot.previous[-1].name if slot.previous else None,
        **asdict(edition.issue),
        "clearances": [{"by": c.by, "date": c.date.isoformat() if c.date else None} for c in edition.clearances],
        "unused_facts_left_out": len(unused_facts(checked)),
        "warnings": [f"{d.place}: {d.code}: {d.message}" for d in outward(checked)],
        "register_head": slot.end.head,
    }


def _info(edition: Edition, slot: Publication, published: str) -> Iterator[tuple[str, str]]:
    """The lines of bag-info (RFC 8493, 2.2.2)."""
    yield "Source-Organization", edition.desk.name
    yield "External-Identifier", slot.record.name
    yield "External-Description", f"{plain_text(edition.title)}, {edition.date.isoformat()}"
    yield "Bagging-Date", published[:10]
    yield "Bag-Software-Agent", f"briefgen {__version__}"
    if edition.issue.reason:
        yield "Reason", edition.issue.reason


def _file_list(payload: Mapping[str, bytes]) -> bytes:
    """Every file with its size, digest and type, as CSV with pipes, which archives ask for (NARA Bulletin 2015-04)."""
    text = StringIO()
    writer = csv.writer(text, delimiter="|", lineterminator="\n")
    writer.writerow(("path", "bytes", "sha256", "media type"))
    documents = {format_.extension: format_.media_type for format_ in FORMATS.values()}
    for name, data in sorted(payload.items()):
        writer.writerow((name, len(data), digest(data), media_type(name, documents)))
    return text.getvalue().encode()

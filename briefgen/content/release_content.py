"""The content of a release: the files of an edition with nothing in them that the release leaves out.

A release is an edition of its own, whose folder has the release's name behind that of the edition. Its files hold only
what its documents need: what is marked for others is cut, and so are entries that nothing of what is left uses, the
desk's terms, comments, ticks of such facts, and all data files and texts of sources. Everything that is made of it,
documents, ledger and record, can have no more than these files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.content_texts import ContentTexts, mapping_in, read_or_nothing
from briefgen.content.edition import SOURCES
from briefgen.content.editions import (
    HEADER,
    find_editions,
    translated_by,
)
from briefgen.content.node_text import MadeFile
from briefgen.content.release_cutter import SINCE, Cutter
from briefgen.content.release_desk import desk_file
from briefgen.content.release_texts import ReleaseTexts
from briefgen.content.sections import section_name
from briefgen.content.source_reader import BoundCell
from briefgen.content.tree import (
    DATA,
    Content,
    Memory,
    files_below,
    is_folder,
    place_in,
)
from briefgen.content.yaml import items_of
from briefgen.errors import ContentError, Diagnostic
from briefgen.folders import DESK
from briefgen.frozen import frozen
from briefgen.model.edition import Edition
from briefgen.model.labels import labels_for
from briefgen.model.release import Release, release_folder
from briefgen.spans import SourceFile, Span


@frozen
class WithheldContent:
    """What a release must not hold: texts as written, the ids of facts, other names, and files by their paths.

    Of the facts some are `marked` for others; the rest is what nothing of the release uses. A table stands for its
    cells.
    """

    texts: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@frozen(eq=False)
class ReleaseContent:
    """The content of a release: its tree, the name of its edition, what it must not hold, and the faults of its marks.

    `made` are its files by the names that places in them bear.
    """

    release: Release
    content: Memory
    edition: str
    withheld: WithheldContent
    faults: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...] = ()
    made: Mapping[str, MadeFile] = field(default_factory=dict, repr=False)

    def at_origin(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What was found in the release's files, each at its place in those that people edit."""
        return tuple(self._moved(each) for each in found)

    def _moved(self, found: Diagnostic) -> Diagnostic:
        place = self.origin_of(found.place)
        message, hint = self._with_origins(found.message), self._with_origins(found.hint)
        if place is found.place and (message, hint) == (found.message, found.hint):
            return found
        return replace(found, place=place, message=message, hint=hint, fixes=())

    def _with_origins(self, text: str) -> str:
        """A text in which places in the release's own files are those in the files that people edit."""
        for name, made in self.made.items():
            if f"{name}:" in text and name != made.origin.name:
                text = re.sub(rf"{re.escape(name)}:(\d+):(\d+)", partial(_origin_in_words, made), text)
        return text

    def origin_of(self, place: Span) -> Span:
        """A place in the release's files as one in those that people edit."""
        made = self.made.get(place.file)
        is_made = made and (place.start < 0 or place.source.text == made.text)  # the desk's files have one name in both
        return made.at_origin(place) if made and is_made else place

    def origin_in_tree(self, place: Span) -> Span:
        """The same where files are named by their paths in the content."""
        named = SourceFile(place_in(self.content, place.file).file, place.source.text)
        return self.origin_of(replace(place, source=named)).within(Path(self.content.name))


def _declared(content: Content, path: str) -> tuple[tuple[yaml.Scalar, yaml.Node], ...]:
    """The releases that a file declares, by their names; a file without any is not parsed."""
    file = ContentTexts(content).text(path)
    releases = mapping_in(file.passage()).get("releases") if "\nreleases:" in f"\n{file.text}" else None
    return releases.entries if isinstance(releases, yaml.Mapping) else ()


def find_releases(content: Content, edition: str) -> list[str]:
    """The names of the releases of an edition, as desk.yaml and edition.yaml have them, or that of its original."""
    paths = (DESK, f"{translated_by(content, edition) or edition}/{HEADER}", f"{edition}/{HEADER}")
    return list(dict.fromkeys(name.text for path in paths for name, _ in _declared(content, path)))


def left_out_by_name(content: Content, edition: str, name: str) -> Iterator[Span]:
    """Where `leave_out` of a release names a part such as "fact:toll", in the edition's header and in the desk."""
    for path in (f"{edition}/{HEADER}", DESK):
        for _, release in _declared(content, path):
            named = release.get("leave_out") if isinstance(release, yaml.Mapping) else None
            items = items_of(named) or (named,)
            yield from (each.place for each in items if isinstance(each, yaml.Scalar) and each.text == name)


def releases_around(content: Content, name: str) -> dict[str, tuple[str, str]]:
    """The releases of the editions whose names a name begins with, by their own names: edition and release of each."""
    editions = [each for each in find_editions(content) if name.startswith(f"{each}-")]
    pairs = ((each, release) for each in editions for release in find_releases(content, each))
    return {release_folder(*pair): pair for pair in pairs}


def cut_release(texts: ContentTexts, name: str, edition: Edition, cells: Iterable[BoundCell]) -> ReleaseContent:
    """The content of a release of an edition that has no errors; `cells` are those that its facts are bound to.

    Raises ContentError where there is no such release, or an edition has its name.
    """
    release = edition.desk.releases.get(name)
    if release is None:
        known = ", ".join(edition.desk.releases)
        hint = f"there are {known}" if known else "add `releases:` to desk.yaml or edition.yaml"
        raise ContentError([codes.UNKNOWN_RELEASE.at(edition.home, f'the edition has no release "{name}"', hint)])
    content = texts.content
    if is_folder(content, folder := release_folder(edition.id, name)):
        message = f'the release "{name}" would be called "{folder}", and so is an edition'
        raise ContentError([codes.RELEASE_NAME.at(release.place or edition.home, message, "rename the release")])
    labels = labels_for(edition.desk.language)
    places = {cell.fact: labels.place_in_file(cell.where) for cell in cells}
    own = edition.translation.original if edition.translation else edition
    markings = own.desk.markings
    cutter = Cutter(ReleaseTexts(texts, release, markings, set()), own.id, own.desk, places, labels)
    cutters, files = [cutter], cutter.cut()
    hidden = cutter.has.hidden | (set(cutter.has.entries) - cutter.needed) | cutter.withheld
    if own.follows and SINCE not in cutter.left_out:
        cutters.append(Cutter(ReleaseTexts(texts, release, markings, set(hidden), is_last=True), own.follows, own.desk))
        files |= cutters[1].cut()
    if own is not edition:
        cutters.append(Cutter(ReleaseTexts(texts, release, markings, set(hidden)), edition.id, own.desk, of=cutter))
        files |= cutters[-1].cut()
        cutter.has.warnings += cutters[-1].without_marks_of(cutter)
    needed = {name for each in cutters for name in (*each.needed, *(f"fact:{cell}" for cell in each.cells))}
    names = {name for each in cutters for name in (*each.has.hidden, *each.has.entries, *each.withheld)} - needed
    sources = cutter.entries_of(SOURCES, needed)
    made = {name: file for each in cutters for name, file in each.made.items()} | {sources.origin.name: sources}
    files[SOURCES] = sources.text.encode()
    desk = desk_file(cutter, "\n".join(file.text for file in made.values()))
    files, made = {**files, DESK: desk.text.encode()}, {**made, desk.origin.name: desk}
    withheld = WithheldContent(
        tuple(text for each in cutters for text in each.has.texts),
        _facts(names),
        _facts(cutter.has.hidden),
        frozenset(_ids(names) - _ids(needed) - {section_name(path.rpartition("/")[2]) for path in files}),
        _files_left(content, [each.edition for each in cutters], files),
    )
    faults = tuple(fault for each in cutters for fault in each.has.faults)
    warnings = tuple(warning for each in cutters for warning in each.has.warnings)
    return ReleaseContent(release, Memory(files, content.name), folder, withheld, faults, warnings, made)


def _origin_in_words(made: MadeFile, said: re.Match[str]) -> str:
    """The place in the file from which another was made, of one that is said by its line and column."""
    file = SourceFile("", made.text)
    return str(made.at_origin(file.span(file.offset_at(int(said[1]), int(said[2])))))


def _ids(names: Iterable[str]) -> set[str]:
    """The ids in names such as "source:report"; what else bears one of them is known by it."""
    return {each.partition(":")[2] for each in names}


def _facts(names: Iterable[str]) -> frozenset[str]:
    """The names of what has figures."""
    return frozenset(_ids(each for each in names if each.startswith(("fact:", "deadline:", "table:"))))


def _files_left(content: Content, editions: Iterable[str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures, data files and texts of sources that the release does not have."""
    kept = set(files.values())
    folders = [each for each in (*editions, DATA, "sources") if is_folder(content, each)]
    paths = (path for folder in folders for path in files_below(content, folder))
    others = ((path, read_or_nothing(content, path)) for path in paths if not path.endswith((".yaml", ".md")))
    return {path: data for path, data in others if data and data not in kept}

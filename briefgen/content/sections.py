"""Section files -> sections: their front matter, their blocks, and the footnotes that they define."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.blocks import read_blocks
from briefgen.content.desk import check_marking
from briefgen.content.entries import SectionFrontMatter
from briefgen.content.fields import is_id
from briefgen.content.files import Located, read_entry
from briefgen.content.inlines import read_inlines
from briefgen.content.passage import Passage, TextFile
from briefgen.content.reading import MARKDOWN_LIMIT
from briefgen.content.scope import Part, Scope
from briefgen.errors import Place
from briefgen.model.blocks import Block
from briefgen.model.edition import Section
from briefgen.model.inlines import NoteReference, Text
from briefgen.model.walk import blocks_of, inlines_of, texts_of
from briefgen.suggest import did_you_mean

_NAME = re.compile(r"(?:([0-9]+)-)?(.+)\.md")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)


def section_files(folder: Path) -> list[Path]:
    """The section files in a folder, by number and name."""
    return sorted((path for path in folder.iterdir() if _is_section(path)), key=_order)


def _is_section(path: Path) -> bool:
    return path.suffix == ".md" and not path.name.startswith(".")


def _order(path: Path) -> tuple[float, str]:
    match = _NAME.fullmatch(path.name)
    return (int(match[1][:9]) if match and match[1] else float("inf"), path.name)


def section_name(path: Path) -> str:
    """A section's name: its file's, without the number and the ending."""
    match = _NAME.fullmatch(path.name)
    return match[2] if match else path.stem


def read_sections(folder: Path, scope: Scope) -> tuple[Section, ...]:
    """All sections of an edition, in their order."""
    if not folder.is_dir():
        scope.is_whole = False
        hint = "make the folder, with a file such as 10-summary.md"
        scope.reading.report(
            codes.FILE_MISSING.at(Place(folder.as_posix()), "the folder of the sections is missing", hint)
        )
        return ()
    paths = section_files(folder)
    if not paths:
        scope.is_whole = False
        place, hint = Place(folder.as_posix()), "write one, such as 10-summary.md"
        scope.reading.report(codes.FILE_MISSING.at(place, "the edition has no sections", hint))
    named = [path for path in paths if _has_own_name(path, scope)]
    sections = tuple(section for path in named if (section := _section(path, scope)))
    scope.is_whole = scope.is_whole and len(sections) == len(paths)
    return sections


def _has_own_name(path: Path, scope: Scope) -> bool:
    name, place = section_name(path), Place(path.as_posix())
    if is_id(name):
        return bool(scope.anchor("section", name, place)) and scope.anchors[f"section:{name}"] is place
    hint = "name it 10-name.md: small letters, digits, - and _; behind the number comes a letter"
    scope.reading.report(codes.BAD_ID.at(place, f'"{path.name}" cannot name a section', hint))
    return False


def _section(path: Path, scope: Scope) -> Section | None:
    file = scope.reading.text(path, MARKDOWN_LIMIT)
    if file is None:
        return None
    name = section_name(path)
    faults = len(scope.reading.diagnostics)
    front, body = _split(file, scope)
    start = Place(file.name, 1, 1)
    located = read_entry(scope.reading, front, SectionFrontMatter, {"title": name}, start)
    matter = located.entry if located else SectionFrontMatter(title=name)
    title = read_inlines(_title(located, file), scope, Part(name)) or (Text(name),)
    marking_place = located.place_of("marking") if located and matter.marking else None
    if marking_place:
        check_marking(scope.reading, scope.desk, matter.marking, marking_place)
    blocks = read_blocks(body, scope, name)
    if not blocks and len(scope.reading.diagnostics) == faults:
        hint = "write it, or delete the file"
        scope.reading.report(codes.EMPTY_SECTION.at(body.place(0), "the section has no text", hint))
    _check_notes(name, blocks, scope)
    place = located.place_of("title") if located else start
    return Section(name, title, matter.kind, matter.marking, blocks, place, marking_place)


def _title(located: Located[SectionFrontMatter] | None, file: TextFile) -> Passage:
    node = located.at("title") if located else None
    return node.passage if isinstance(node, yaml.Scalar) else file.passage(0, 0)


def _split(file: TextFile, scope: Scope) -> tuple[yaml.Parsed, Passage]:
    """The front matter, without a node where it is missing, and the text below it."""
    match = _FRONT_MATTER.match(file.text)
    if match:
        parsed = yaml.parse_yaml(file.passage(match.start(1), match.end(1)))
        scope.reading.extend(parsed.diagnostics)
        body = file.passage(match.end())
        node = parsed.node or (None if parsed.diagnostics else yaml.Mapping(file, 0, ()))
        return replace(parsed, node=node), body
    opened = file.text.startswith("---")
    scope.is_whole = scope.is_whole and not opened
    message = "the lines at the top have no end" if opened else "the section has no title"
    hint = "close them with a line of ---" if opened else "write at the very top: ---, title: ..., --- on three lines"
    scope.reading.report(codes.MISSING_KEY.at(Place(file.name, 1, 1), message, hint, 3 if opened else 1))
    return yaml.Parsed(None, []), file.passage(len(file.text) if opened else 0)


def _check_notes(section: str, blocks: tuple[Block, ...], scope: Scope) -> None:
    """Report references to footnotes that there are not, and footnotes that nothing refers to."""
    notes = {name: note for name, note in scope.notes.items() if name.startswith(f"{section}:")}
    used = set()
    written = [*blocks, *(block for note in notes.values() for block in note.content)]
    for reference in _references(written):
        used.add(reference.note)
        if reference.note not in notes and reference.place:
            label = reference.note.partition(":")[2]
            known = [name.partition(":")[2] for name in notes]
            hint = did_you_mean(label, known) or f"add a line to this section: [^{label}]: ..."
            message = f"the footnote [^{label}] is not defined in this section"
            scope.reading.report(codes.UNKNOWN_NOTE.at(reference.place, message, hint, len(label) + 3))
    for name, note in notes.items():
        if name not in used and note.place and scope.is_whole:
            label = name.partition(":")[2]
            message, hint = f"nothing refers to the footnote [^{label}]", f"refer to it with [^{label}], or delete it"
            scope.reading.report(codes.UNUSED_NOTE.at(note.place, message, hint, len(label) + 3))


def _references(blocks: Iterable[Block]) -> Iterator[NoteReference]:
    for block in blocks_of(blocks):
        for inlines in texts_of(block):
            yield from (inline for inline in inlines_of(inlines) if isinstance(inline, NoteReference))

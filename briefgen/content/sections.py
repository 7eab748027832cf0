"""Section files -> sections: their front matter, their blocks, and the footnotes that they define."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.blocks import read_blocks
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.editions import SECTIONS
from briefgen.content.files import Located, check_entry, read_entry
from briefgen.content.inlines import read_value
from briefgen.content.marked_text import NOTE_REFERENCE
from briefgen.content.marks import other_words
from briefgen.content.remembered import remembered
from briefgen.content.schema import SectionFrontMatter
from briefgen.content.schema_types import is_id
from briefgen.content.tree import MARKDOWN_LIMIT, Content, is_folder
from briefgen.model.blocks import Block
from briefgen.model.document import Note
from briefgen.model.edition import Section
from briefgen.model.inlines import NoteReference, Text
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.spans import SourceFile, SourceText
from briefgen.suggest import did_you_mean

_NAME = re.compile(r"(?:([0-9]+)-)?(.+)\.md")
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)


def _is_section(file: str) -> bool:
    return file.endswith(".md") and not file.startswith(".")


def _order(file: str) -> tuple[float, str]:
    match = _NAME.fullmatch(file)
    return (int(match[1][:9]) if match and match[1] else float("inf"), file)


def section_files(content: Content, folder: str) -> list[str]:
    """The files of the sections in a folder, in their order."""
    return sorted(filter(_is_section, content.list(folder)), key=_order)


def section_name(file: str) -> str:
    """A section's name: its file's, without the number and the ending."""
    match = _NAME.fullmatch(file)
    return match[2] if match else PurePosixPath(file).stem


def read_sections(context: EditionContext) -> tuple[Section, ...]:
    """All sections of an edition, in their order."""
    content, folder = context.reading.content, context.path(SECTIONS)
    if not is_folder(content, folder):
        context.is_whole = False
        hint = "make the folder, with a file such as 10-summary.md"
        fault = codes.FILE_MISSING.at(context.place(SECTIONS), "the folder of the sections is missing", hint)
        context.reading.report(fault)
        return ()
    files = section_files(content, folder)
    if not files:
        context.is_whole = False
        place, hint = context.place(SECTIONS), "write one, such as 10-summary.md"
        context.reading.report(codes.FILE_MISSING.at(place, "the edition has no sections", hint))
    named = [file for file in files if _has_own_name(file, context)]
    sections = tuple(section for file in named if (section := _remembered(file, context)))
    context.is_whole = context.is_whole and len(sections) == len(files)
    return sections


def _has_own_name(file: str, context: EditionContext) -> bool:
    name, place = section_name(file), context.place(f"{SECTIONS}/{file}")
    if is_id(name):
        return bool(context.anchor("section", name, place)) and context.anchors[f"section:{name}"] is place
    hint = "name it 10-name.md: small letters, digits, - and _; behind the number comes a letter"
    context.reading.report(codes.BAD_ID.at(place, f'"{file}" cannot name a section', hint))
    return False


def _remembered(file: str, context: EditionContext) -> Section | None:
    return remembered(f"{SECTIONS}/{file}", context, lambda own: _section(file, own), context.kind)


def _section(name_of_file: str, context: EditionContext) -> Section | None:
    file = context.reading.text(context.path(f"{SECTIONS}/{name_of_file}"), MARKDOWN_LIMIT)
    if file is None:
        return None
    name = section_name(name_of_file)
    faults, noted = len(context.reading.diagnostics), len(context.notes)
    label = context.labels.parts.get(name, "") if name in {part.name for part in context.kind.parts} else ""
    front, body = _split(file, context, has_label=bool(label))
    start = file.span(0)
    located = read_entry(context.reading, front, SectionFrontMatter, {}, start)
    matter = located.entry if located else SectionFrontMatter()
    if located and not label and "title" not in located.written:
        message, hint = 'the key "title" is missing', 'add a line "title: ..."'
        context.reading.report(codes.MISSING_KEY.at(located.node.place, message, hint))
    title = read_value(_title(located), context, EditionPart(name)) or (Text(label or name),)
    marking_place = located.place_of("marking") if located and matter.marking else None
    if located:
        check_entry(context.reading, located)
    blocks = read_blocks(body, context, name)
    if not blocks and len(context.reading.diagnostics) == faults:
        hint = "write it, or delete the file"
        context.reading.report(codes.EMPTY_SECTION.at(body.place(0), "the section has no text", hint))
    _check_notes(name, blocks, other_words(body.text), dict(islice(context.notes.items(), noted, None)), context)
    place = located.place_of("title") if located else start
    use = matter.use or context.kind.part(name).use
    return Section(name, title, matter.kind, matter.marking, blocks, place, marking_place, use)


def _title(located: Located[SectionFrontMatter] | None) -> SourceText | None:
    node = located.at("title") if located else None
    return node.passage if isinstance(node, yaml.Scalar) else None


def _split(file: SourceFile, context: EditionContext, *, has_label: bool) -> tuple[yaml.Parsed, SourceText]:
    """The front matter, without a node where it is missing, and the text below it.

    A part of a kind `has_label`, which is its title where it has no front matter.
    """
    match = FRONT_MATTER.match(file.text)
    if match:
        parsed = yaml.parse_yaml(file.passage(match.start(1), match.end(1)))
        context.reading.extend(parsed.diagnostics)
        body = file.passage(match.end())
        node = parsed.node or (None if parsed.diagnostics else yaml.Mapping(file, 0, 0, ()))
        return replace(parsed, node=node), body
    opened = file.text.startswith("---")
    if has_label and not opened:
        return yaml.Parsed(None, []), file.passage()
    context.is_whole = context.is_whole and not opened
    message = "the lines at the top have no end" if opened else "the section has no title"
    hint = "close them with a line of ---" if opened else "write at the very top: ---, title: ..., --- on three lines"
    context.reading.report(codes.MISSING_KEY.at(file.span(0, 3 if opened else 1), message, hint))
    return yaml.Parsed(None, []), file.passage(len(file.text) if opened else 0)


def _check_notes(
    section: str, blocks: tuple[Block, ...], other: str, notes: Mapping[str, Note], context: EditionContext
) -> None:
    """Report references to footnotes that there are not, and footnotes that nothing refers to, in `other` words either.

    These are the words of releases.
    """
    used = {f"{section}:{label}" for label in NOTE_REFERENCE.findall(other)}
    written = [*blocks, *(block for note in notes.values() for block in note.content)]
    for reference in _references(written):
        used.add(reference.note)
        if reference.note not in notes and reference.place:
            label = reference.note.partition(":")[2]
            known = [name.partition(":")[2] for name in notes]
            hint = did_you_mean(label, known) or f"add a line to this section: [^{label}]: ..."
            message = f"the footnote [^{label}] is not defined in this section"
            context.reading.report(codes.UNKNOWN_NOTE.at(reference.place, message, hint))
    for name, note in notes.items():
        if name not in used and note.place and context.is_whole:
            label = name.partition(":")[2]
            message, hint = f"nothing refers to the footnote [^{label}]", f"refer to it with [^{label}], or delete it"
            context.reading.report(codes.UNUSED_NOTE.at(note.place.part(0, len(label) + 3), message, hint))


def _references(blocks: Iterable[Block]) -> Iterator[NoteReference]:
    for block in blocks_of(blocks):
        for inlines in texts_of(block):
            yield from (inline for inline in inlines_of(inlines) if isinstance(inline, NoteReference))

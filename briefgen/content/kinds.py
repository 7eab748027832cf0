"""The kinds of edition, each of which is a file of the house's assets, and what an edition lacks of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import yaml

from briefgen import codes
from briefgen.content.tree import house_assets
from briefgen.errors import Diagnostic
from briefgen.model.blocks import Block, Heading
from briefgen.model.edition import Section, SectionKind
from briefgen.model.kind import BRIEF, QUESTION_LEVEL, ContentsRule, EditionKind, KindPart, ListedReferences, PointUse
from briefgen.spans import Span
from briefgen.suggest import closest

KINDS = "kinds"


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds that have a file, the brief first: "submission"."""
    names = (file.removesuffix(".yaml") for file in sorted(house_assets().list(KINDS)))
    return (BRIEF.name, *(name for name in names if name != BRIEF.name))


@cache
def kind_of(name: str) -> EditionKind:
    """The kind of a name; raises KeyError for one that has no file."""
    if name not in kind_names():
        raise KeyError(name)
    entry = yaml.safe_load(house_assets().read(f"{KINDS}/{name}.yaml"))
    return EditionKind(
        name,
        entry["bottom_line"] == "required",
        ContentsRule(entry["contents"]),
        ListedReferences(entry["references"]),
        entry["numbered_paragraphs"],
        tuple(entry.get("head", ())),
        tuple(map(_part, entry.get("parts", ()))),
        entry.get("questions", False),
        entry.get("bottom_line_label", ""),
        entry["numbered_sections"],
    )


def _part(entry: Mapping[str, Mapping[str, Any]]) -> KindPart:
    """A part as the file has it: its name with what is said of it."""
    ((name, said),) = entry.items()
    use = PointUse(said["use"]) if "use" in said else None
    answers, signatures = (tuple(said.get(key, ())) for key in ("answers", "signatures"))
    return KindPart(name, said["says"], said.get("optional", False), answers, use, signatures)


def signature_roles() -> tuple[str, ...]:
    """As what somebody may sign editions of any kind."""
    return tuple(dict.fromkeys(role for name in kind_names() for role in kind_of(name).signatures))


def called(kind: EditionKind) -> str:
    """A kind as people speak of it: "submission", "note to file"."""
    return kind.name.replace("-", " ")


def kind_faults(kind: EditionKind, sections: Sequence[Section], home: Span) -> Iterator[Diagnostic]:
    """The parts that an edition lacks, at the place that names its kind, and those that stand in another order."""
    known = [part.name for part in kind.parts]
    found = [section.name for section in sections if section.kind is SectionKind.SECTION]
    others = [name for name in found if name not in known]
    for part in kind.parts:
        if not part.is_optional and part.name not in found:
            message = f'an edition of the kind "{called(kind)}" has a part "{part.name}", and this one has none'
            number = 10 * (known.index(part.name) + 1)
            hint = f"write sections/{number}-{part.name}.md"
            if meant := closest(part.name, others):
                hint = f'rename the section "{meant}" to "{part.name}", or {hint}'
            yield codes.PART_MISSING.at(home, message, hint)
    yield from _order_faults(kind, known, [section for section in sections if section.name in known])
    for section in sections if kind.asks else ():
        yield from _question_faults(section, home)


def _question_faults(section: Section, home: Span) -> Iterator[Diagnostic]:
    """Questions without an answer, and a section that asks none."""
    asked = [at for at, block in enumerate(section.blocks) if _is_question(block)]
    if not asked and section.kind is SectionKind.SECTION:
        hint = "write ## and the question on a line, and its answer below it"
        message = f'the section "{section.name}" asks no question'
        yield codes.PART_MISSING.at(section.place or home, message, hint)
    for at in asked:
        following = section.blocks[at + 1 : at + 2]
        if not following or _is_question(following[0]):
            place = section.blocks[at].place or home
            yield codes.PART_MISSING.at(place, "the question has no answer", "write it below the question")


def _is_question(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == QUESTION_LEVEL


def _order_faults(kind: EditionKind, known: Sequence[str], parts: Sequence[Section]) -> Iterator[Diagnostic]:
    """The parts that stand behind one that they stand before in editions of the kind."""
    furthest = accumulate((known.index(section.name) for section in parts), max)
    for section, at in zip(parts, furthest, strict=True):
        if known.index(section.name) < at and section.place:
            message = f'"{section.name}" stands behind "{known[at]}", before which it stands in a {called(kind)}'
            order = ", ".join(name for name in known if name in {each.name for each in parts})
            hint = f"number the files so that they stand in this order: {order}"
            yield codes.PART_ORDER.at(section.place, message, hint)

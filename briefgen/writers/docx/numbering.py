"""Lists: the numbering definitions, and one instance for each list so that each counts for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from briefgen.writers.docx.markup import Element, root, twips, w
from briefgen.writers.docx.styles import BULLET_LIST, LIST_INDENT, NUMBER_LIST, Style

BULLETS, NUMBERS, FRAMED_BULLETS, FRAMED_NUMBERS, SECTIONS, ANNEXES = DEFINITIONS = range(6)
LIST_STYLES = {
    BULLETS: (Style.LIST_BULLET_1, Style.LIST_BULLET_2, Style.LIST_BULLET_3),
    NUMBERS: (Style.LIST_NUMBER_1, Style.LIST_NUMBER_2, Style.LIST_NUMBER_3),
}
"""The styles that stand for the first levels of a definition."""

LEVELS = 9
SET_IN = "\u00a0" * 7
BULLET_SIGNS = ("•", "–")


@dataclass
class Numbering:
    """The lists of a document, in the order in which they were added; the first two serve the list styles."""

    _instances: list[Element] = field(
        default_factory=lambda: [_instance(BULLET_LIST, BULLETS), _instance(NUMBER_LIST, NUMBERS)]
    )
    _headings: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, *, numbered: bool, level: int, start: int, framed: bool = False) -> int:
        """The id of a new list at a level from 0, counting from `start` if numbered.

        In a callout it is `framed`: its signs are set in by spaces, since all paragraphs must start at the bar.
        """
        number = len(self._instances) + 1
        kind = (NUMBERS if numbered else BULLETS) + (FRAMED_BULLETS if framed else 0)
        restart = w("lvlOverride", w("startOverride", val=start), ilvl=level) if numbered else None
        self._instances.append(_instance(number, kind, restart))
        return number

    def heading(self, number: str) -> int | None:
        """The id of the list by which Word counts a heading's number; none for a number that no list gives."""
        counted = _counted(number)
        if counted is None:
            return None
        kind, count = counted
        instance, following = self._headings.get(kind, (0, 1))
        if not instance or count != following:
            instance = len(self._instances) + 1
            restart = w("lvlOverride", w("startOverride", val=count), ilvl=0) if count > 1 else None
            self._instances.append(_instance(instance, kind, restart))
        self._headings[kind] = instance, count + 1
        return instance

    def part(self, adopted: Mapping[int, Element] | None = None) -> Element:
        """The numbering part, with the definitions that are not this writer's own."""
        definitions = {number: definition(number) for number in DEFINITIONS} | dict(adopted or {})
        return root("numbering", *definitions.values(), *self._instances)


def is_counted(number: str) -> bool:
    """Whether a list gives this number of a heading."""
    return _counted(number) is not None


def _counted(number: str) -> tuple[int, int] | None:
    """The definition that gives a heading's number, and the count at which it does: 3 is the third, C as well."""
    if number.isascii() and number.isdecimal() and number[0] != "0":
        return SECTIONS, int(number)
    if len(number) == 1 and number in ascii_uppercase:
        return ANNEXES, ascii_uppercase.index(number) + 1
    return None


def label(number: int, level: int) -> Element:
    """The paragraph property that makes a paragraph an item of a list."""
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def _instance(number: int, definition: int, override: Element | None = None) -> Element:
    return w("num", w("abstractNumId", val=definition), override, numId=number)


def definition(number: int) -> Element:
    """A definition; `nsid` is what tells Word that lists pasted between briefs are of one kind (17.9.15)."""
    identity = f"{0x42500001 + number:08X}"
    return w(
        "abstractNum",
        w("nsid", val=identity),
        w("multiLevelType", val="hybridMultilevel"),
        w("tmpl", val=identity),
        *_levels(number),
        abstractNumId=number,
    )


def _level(index: int, definition: int) -> Element:
    numbered = definition in (NUMBERS, FRAMED_NUMBERS)
    framed = definition in (FRAMED_BULLETS, FRAMED_NUMBERS)
    sign = f"%{index + 1}." if numbered else BULLET_SIGNS[min(index, 1)]
    left = LIST_INDENT * (index + 1)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if numbered else "none" if framed and index else "bullet"),
        None if framed else _linked_style(index, "LIST_NUMBER" if numbered else "LIST_BULLET"),
        w("lvlText", val=SET_IN * index + sign if framed else sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(left), hanging=twips(left if framed else LIST_INDENT))),
        ilvl=index,
    )


def _levels(definition: int) -> list[Element]:
    if definition in (SECTIONS, ANNEXES):
        return [_heading_level(definition)]
    return [_level(index, definition) for index in range(LEVELS)]


def _heading_level(definition: int) -> Element:
    """The only level of a numbering of headings, without the point that numbers of items have."""
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if definition == SECTIONS else "upperLetter"),
        w("lvlText", val="%1"),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(LIST_INDENT), hanging=twips(LIST_INDENT))),
        ilvl=0,
    )


def _linked_style(index: int, prefix: str) -> Element | None:
    """The style that stands for a level; the levels deeper than the last style have none."""
    name = f"{prefix}_{index + 1}"
    return w("pStyle", val=Style[name].value) if name in Style.__members__ else None

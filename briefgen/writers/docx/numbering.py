"""Lists: the numbering definitions, and one instance for each list so that each counts for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.writers.docx.markup import Element, root, twips, w
from briefgen.writers.docx.styles import LIST_INDENT, level_style

BULLETS, NUMBERS = 0, 1
LEVELS = 9
BULLET_SIGNS = ("•", "–")


@dataclass
class Numbering:
    """The lists of a document, in the order in which they were added; the first two serve the list styles."""

    _instances: list[Element] = field(default_factory=lambda: [_instance(1, BULLETS), _instance(2, NUMBERS)])

    def add(self, *, numbered: bool, level: int, start: int) -> int:
        """The id of a new list at a level from 0, counting from `start` if numbered."""
        number = len(self._instances) + 1
        restart = w("lvlOverride", w("startOverride", val=start), ilvl=level) if numbered else None
        self._instances.append(_instance(number, NUMBERS if numbered else BULLETS, restart))
        return number

    def part(self) -> Element:
        """The numbering part."""
        return root("numbering", _bullets(), _numbers(), *self._instances)


def label(number: int, level: int) -> Element:
    """The paragraph property that makes a paragraph an item of a list."""
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def _instance(number: int, definition: int, override: Element | None = None) -> Element:
    return w("num", w("abstractNumId", val=definition), override, numId=number)


def _bullets() -> Element:
    levels = (_level(i, "bullet", BULLET_SIGNS[min(i, 1)], "LIST_BULLET") for i in range(LEVELS))
    return _definition(BULLETS, "42500001", levels)


def _numbers() -> Element:
    levels = (_level(i, "decimal", f"%{i + 1}.", "LIST_NUMBER") for i in range(LEVELS))
    return _definition(NUMBERS, "42500002", levels)


def _definition(number: int, identity: str, levels: Iterable[Element]) -> Element:
    """A definition; `nsid` is what tells Word that lists pasted between briefs are of one kind (17.9.15)."""
    return w(
        "abstractNum",
        w("nsid", val=identity),
        w("multiLevelType", val="hybridMultilevel"),
        w("tmpl", val=identity),
        *levels,
        abstractNumId=number,
    )


def _level(index: int, kind: str, text: str, prefix: str) -> Element:
    style = level_style(prefix, index + 1)
    linked = style is not level_style(prefix, index) if index else True
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style.value) if linked else None,
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(LIST_INDENT * (index + 1)), hanging=twips(LIST_INDENT))),
        ilvl=index,
    )

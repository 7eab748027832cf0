"""Lists: the numbering definitions, and an instance for each list so that each counts for itself, or goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from string import ascii_uppercase

from briefgen.formats.docx.markup import Element, attribute, qualified, root, twips, w
from briefgen.formats.docx.styles import (
    ANNEX_LIST,
    BULLET_LIST,
    LIST_INDENT,
    NUMBER_LIST,
    PARAGRAPH_LIST,
    SECTION_LIST,
    Indent,
    Style,
    indent_of,
)
from briefgen.frozen import mutable
from briefgen.layout.text import char_style
from briefgen.model.blocks import List
from briefgen.model.direction import without_isolates
from briefgen.model.labels import Labels
from briefgen.model.traverse import behind
from briefgen.theme import Role, Theme

BULLETS, NUMBERS, FRAMED_BULLETS, FRAMED_NUMBERS, SECTIONS, ANNEXES = DEFINITIONS = range(6)
QUOTED_NUMBERS = 6
"""Numbers in quotations, by which those around them do not count; only what has some has the definition."""
PARAGRAPHS, LETTERS = 7, 8
"""The numbers of paragraphs, and lists below them; only a brief that has them has the definitions."""

QUESTIONS = 9
"""The numbers of questions, which stand behind a letter; only a document that asks some has the definition."""

LIST_STYLES = {
    BULLETS: (Style.LIST_BULLET_1, Style.LIST_BULLET_2, Style.LIST_BULLET_3),
    NUMBERS: (Style.LIST_NUMBER_1, Style.LIST_NUMBER_2, Style.LIST_NUMBER_3),
    SECTIONS: (Style.HEADING_1,),
    ANNEXES: (Style.ANNEX_HEADING,),
    PARAGRAPHS: (Style.NUMBERED,),
}
"""The styles that stand for the first levels of a definition."""

STYLED = {BULLET_LIST: BULLETS, NUMBER_LIST: NUMBERS, SECTION_LIST: SECTIONS, ANNEX_LIST: ANNEXES}
"""The definition of each list that styles name, but for that of numbered paragraphs."""

HEADING_GAP = 0.6
"""Between a heading's number and its title, by the size of its type."""

LEVELS = 9
SET_IN = "\u00a0" * 7
BULLET_SIGNS = ("•", "–")


@mutable
class Numbering:
    """The lists of a document, in the order in which they were added; the first are those that styles name.

    That of numbered paragraphs is one of them only where the document `counts_paragraphs`. `labels` are the words of
    the language, by which lists count in letters, and questions behind one.
    """

    theme: Theme
    counts_paragraphs: bool = False
    labels: Labels | None = None
    _instances: list[Element] = field(default_factory=lambda: [_instance(*each) for each in STYLED.items()])
    _headings: dict[int, tuple[int, int]] = field(default_factory=lambda: {SECTIONS: (0, 1), ANNEXES: (0, 1)})
    _rooms: dict[int, float] = field(default_factory=dict)
    _counts: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _questions: tuple[int, int] = 0, 1

    def __post_init__(self) -> None:
        if self.counts_paragraphs:
            self._instances.append(_instance(PARAGRAPH_LIST, PARAGRAPHS))

    def bullets(self, *, framed: bool) -> int:
        """The id of a new list with bullets; in a callout it is `framed`.

        Its signs are then set in by spaces, since all paragraphs must start at the bar.
        """
        return self._add(FRAMED_BULLETS if framed else BULLETS)

    def numbers(self, block: List, level: int, kind: int, *, can_go_on: bool) -> int:
        """The id of a list with numbers at a level from 0, which is that of the list with whose numbers it goes on.

        Word counts all lists of a definition in one go, so that no other of them may have counted at that level since.
        """
        number, following = self._counts.get((kind, level), (0, 0))
        if not (can_go_on and block.goes_on and following == block.start):
            number = self._add(kind, _restart(level, block.start))
        self._counts = {key: count for key, count in self._counts.items() if key[0] != kind or key[1] < level}
        self._counts[kind, level] = number, behind(block)
        return number

    def _add(self, kind: int, restart: Element | None = None) -> int:
        number = len(self._instances) + 1
        self._instances.append(_instance(number, kind, restart))
        return number

    def heading(self, number: str, level: int) -> tuple[Style, int] | None:
        """The style of a heading that counts to a number, and the list that it names itself, 0 for that of the style.

        None for a number that no list gives.
        """
        if level > 1:
            return self._question(number)
        counted = _counted(number)
        if counted is None:
            return None
        kind, count = counted
        instance, following = self._headings[kind]
        if count != following:
            instance = self._add(kind, _restart(0, count))
        self._headings[kind] = instance, count + 1
        self._rooms[kind] = max(self._rooms.get(kind, 0), room_of(number, self.theme))
        return LIST_STYLES[kind][0], instance

    def _question(self, number: str) -> tuple[Style, int] | None:
        """The style and the list of a question; none for one that does not follow the one before it."""
        instance, following = self._questions
        if without_isolates(number) != self._question_form.replace("{number}", str(following)):
            return None
        instance = instance or self._add(QUESTIONS)
        self._questions = instance, following + 1
        self._rooms[QUESTIONS] = max(self._rooms.get(QUESTIONS, 0), room_of(number, self.theme, Role.HEADING_2))
        return Style.QUESTION, instance

    @property
    def _question_form(self) -> str:
        return self.labels.question_number if self.labels else "{number}"

    @property
    def has_questions(self) -> bool:
        """Whether any question was counted."""
        return QUESTIONS in self._rooms

    def part(self, adopted: Mapping[int, Element] | None = None) -> Element:
        """The numbering part, with the definitions that are not this writer's own."""
        quoted = any(kind == QUOTED_NUMBERS for kind, _ in self._counts)
        lettered = any(kind == LETTERS for kind, _ in self._counts)
        others = {
            QUOTED_NUMBERS: quoted,
            PARAGRAPHS: self.counts_paragraphs,
            LETTERS: lettered,
            QUESTIONS: self.has_questions,
        }
        used = (*DEFINITIONS, *(number for number, is_used in others.items() if is_used))
        known = adopted or {}
        definitions = {number: known[number] if number in known else definition(number) for number in used}
        if lettered and self.labels:
            _count_in_letters(definitions[LETTERS], self.labels)
        for kind, first in ((SECTIONS, "1"), (ANNEXES, "A")):
            _make_room(definitions[kind], max(self._rooms.get(kind, 0), room_of(first, self.theme)))
        if self.has_questions:
            (level,) = definitions[QUESTIONS].iterchildren(qualified("w:lvl"))
            for text in level.iterchildren(qualified("w:lvlText")):
                text.set(qualified("w:val"), self._question_form.replace("{number}", "%1"))
            _make_room(definitions[QUESTIONS], self._rooms[QUESTIONS])
        return root("numbering", *definitions.values(), *self._instances)


FORMS = {"letters": "lowerLetter", "roman": "lowerRoman", "numbers": "decimal"}
"""How Word calls the ways in which a language counts items of lists below numbered paragraphs."""


def _count_in_letters(made: Element, labels: Labels) -> None:
    """Let the first levels of a definition count as the language marks items of lists below numbered paragraphs."""
    marks = zip(labels.sub_item_counts, labels.sub_items, strict=True)
    for index, (level, (counts, mark)) in enumerate(zip(made.iterchildren(qualified("w:lvl")), marks, strict=False), 1):
        for name, value in (("numFmt", FORMS[counts]), ("lvlText", str.format(mark, mark=f"%{index}"))):
            (found,) = level.iterchildren(qualified(f"w:{name}"))
            found.set(qualified("w:val"), value)


def is_counted(number: str) -> bool:
    """Whether a list gives this number of a heading."""
    return _counted(number) is not None


def room_of(number: str, theme: Theme, role: Role = Role.HEADING_1) -> float:
    """How far a heading's title stands from the start of its number."""
    look = char_style(theme, role)
    return look.width(number) + look.size * HEADING_GAP


def _make_room(numbers: Element, room: float) -> None:
    """Set the titles of headings in as far as their widest number needs, unless they stand behind a space."""
    (level,) = numbers.iterchildren(qualified("w:lvl"))
    indents = level.find(f"{qualified('w:pPr')}/{qualified('w:ind')}")
    if indents is None or level.find(qualified("w:suff")) is not None:
        return
    missing = twips(room) - int(attribute(indents, "w:hanging") or 0)
    if missing > 0:
        for side in ("left", "hanging"):
            indents.set(qualified(f"w:{side}"), str(int(attribute(indents, f"w:{side}") or 0) + missing))


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


def _restart(level: int, start: int) -> Element:
    return w("lvlOverride", w("startOverride", val=start), ilvl=level)


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
    numbered = definition in (NUMBERS, FRAMED_NUMBERS, QUOTED_NUMBERS, LETTERS)
    framed = definition in (FRAMED_BULLETS, FRAMED_NUMBERS)
    sign = f"%{index + 1}." if numbered else BULLET_SIGNS[min(index, 1)]
    left = LIST_INDENT * (index + 1)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if numbered else "none" if framed and index else "bullet"),
        None
        if framed or definition in (QUOTED_NUMBERS, LETTERS)
        else _linked_style(index, "LIST_NUMBER" if numbered else "LIST_BULLET"),
        w("lvlText", val=SET_IN * index + sign if framed else sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(left), hanging=twips(left if framed else LIST_INDENT))),
        ilvl=index,
    )


def _levels(definition: int) -> list[Element]:
    if definition in (SECTIONS, ANNEXES, PARAGRAPHS, QUESTIONS):
        return [_only_level(definition)]
    return [_level(index, definition) for index in range(LEVELS)]


def _only_level(definition: int) -> Element:
    """The only level of a numbering of paragraphs, or of headings, without the point that other numbers have."""
    style = LIST_STYLES.get(definition, (None,))[0]
    indent = indent_of(style) if style else Indent()
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="upperLetter" if definition == ANNEXES else "decimal"),
        w("pStyle", val=style.value) if style else None,
        w("lvlText", val="%1." if definition == PARAGRAPHS else "%1"),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(indent.left), hanging=twips(indent.hanging))),
        ilvl=0,
    )


def _linked_style(index: int, prefix: str) -> Element | None:
    """The style that stands for a level; the levels deeper than the last style have none."""
    name = f"{prefix}_{index + 1}"
    return w("pStyle", val=Style[name].value) if name in Style.__members__ else None

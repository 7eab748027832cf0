"""The lists of a reference document: how far its list styles are set in, and how their signs and numbers look.

Which sign or number stands before an item is the brief's own affair, because the PDF prints the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from briefgen.codes import STYLE_UNFIT
from briefgen.formats.docx.adopt_styles import Report, key, name_of, styles_of
from briefgen.formats.docx.markup import Element, attribute, qualified, value_of, w
from briefgen.formats.docx.numbering import ANNEXES, LIST_STYLES, SECTIONS, definition
from briefgen.formats.docx.sanitize import place, shown
from briefgen.frozen import frozen

HEADINGS = (SECTIONS, ANNEXES)
"""The definitions whose styles are linked to no list in the documents of earlier releases."""

LOOKS = ("suff", "lvlJc", "rPr")
"""What of a level is taken over, beside how far it is set in."""

UNFIT = ("rFonts", "rStyle")
"""What of a sign's look is not: a font that may lack the sign, and a style that only the document has."""

SYMBOLS = {"\uf0b7": "•", "\uf02d": "–"}
"""The signs of our lists as programs write them that set signs in the font Symbol."""


def adopted_lists(
    numbering: Element | None, reference: Element, styles: Element, report: Report
) -> Iterator[tuple[int, Element]]:
    """The definitions of the list styles with the levels of a reference document, each with its number.

    `reference` are the document's styles as they came, `styles` those that were adopted from it.
    """
    lists = Lists(numbering, {key(style): style for style in styles_of(reference)})
    own = {attribute(style, "w:styleId"): style for style in styles_of(styles)}
    for number, list_styles in LIST_STYLES.items():
        made = definition(number)
        for level, style in zip(made.iterchildren(qualified("w:lvl")), list_styles, strict=False):
            adopted = own[style.value]
            taken = lists.level(key(adopted)) if key(adopted) in lists.styles else None
            if taken is not None:
                _adopt_level(level, taken, name_of(adopted), report)
            elif key(adopted) in lists.styles and number not in HEADINGS:
                report(STYLE_UNFIT, f'"{name_of(adopted)}" is linked to no list', "the list of theme.yaml is used")
            _set_in_as(level, adopted, taken)
        yield number, made


def _adopt_level(level: Element, taken: Element, name: str, report: Report) -> None:
    for part in LOOKS:
        found = taken.find(qualified(f"w:{part}"))
        if found is not None:
            place(level, deepcopy(found))
    if shown(level):
        report(STYLE_UNFIT, f'"{name}" hides its signs or numbers', "they are shown")
    for part in UNFIT:
        for found in level.findall(f"{qualified('w:rPr')}/{qualified(f'w:{part}')}"):
            found.getparent().remove(found)  # type: ignore[union-attr]  # it has been found below one
    if _sign(taken) != _sign(level):
        message = f'"{name}" has another sign or number than the brief, "{_sign(taken)[1]}"'
        report(STYLE_UNFIT, message, f'"{_sign(level)[1]}" is printed, as in the PDF')


def _sign(level: Element) -> tuple[str, str]:
    text = value_of(level, "lvlText")
    return value_of(level, "numFmt"), SYMBOLS.get(text, text)


def _set_in_as(level: Element, *sources: Element | None) -> None:
    """Let the level be set in as the first of the sources that says how far.

    That is the style, as in Word; a paragraph that names its list, as ours do, would be set in as the level is.
    """
    for source in sources:
        indent = None if source is None else source.find(f"{qualified('w:pPr')}/{qualified('w:ind')}")
        if indent is not None:
            place(level, w("pPr", deepcopy(indent)))
            return


@frozen
class Lists:
    """The lists of a reference document, and its styles by the keys of their names."""

    numbering: Element | None
    styles: dict[str, Element]

    def level(self, name: str) -> Element | None:
        """The level of a list that a style stands for: the one that it names, or the one that names it."""
        if self.numbering is None:
            return None
        style = self.styles[name]
        properties = style.find(f"{qualified('w:pPr')}/{qualified('w:numPr')}")
        if properties is not None:
            found = self.named(value_of(properties, "numId"), value_of(properties, "ilvl") or "0")
            if found is not None:
                return found
        identity = attribute(style, "w:styleId")
        levels = self.numbering.iter(qualified("w:lvl"))
        return next((level for level in levels if identity and value_of(level, "pStyle") == identity), None)

    def named(self, number: str, index: str) -> Element | None:
        """A level of a list by the list's number."""
        instance = self._find("num", "numId", number)
        if instance is None:
            return None
        overrides = [_level(override, index) for override in instance.iterchildren(qualified("w:lvlOverride"))]
        changed = next((level for level in overrides if level is not None), None)
        return changed if changed is not None else self._defined(value_of(instance, "abstractNumId"), index)

    def _defined(self, number: str, index: str) -> Element | None:
        """A level of a definition, or of the one that its list style leads to."""
        found = self._find("abstractNum", "abstractNumId", number)
        if found is None:
            return None
        level = _level(found, index)
        if level is None and (name := value_of(found, "numStyleLink")):
            others = self._all("abstractNum")
            linked = (_level(other, index) for other in others if value_of(other, "styleLink") == name)
            level = next((each for each in linked if each is not None), None)
        return level

    def _find(self, local: str, identity: str, value: str) -> Element | None:
        return next((each for each in self._all(local) if attribute(each, f"w:{identity}") == value), None)

    def _all(self, local: str) -> Iterator[Element]:
        if self.numbering is not None:
            yield from self.numbering.iterchildren(qualified(f"w:{local}"))


def _level(parent: Element, index: str) -> Element | None:
    levels = parent.iterchildren(qualified("w:lvl"))
    return next((level for level in levels if attribute(level, "w:ilvl") == index), None)

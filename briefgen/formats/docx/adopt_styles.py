"""Adopting the styles of a reference document: found by their names, under the ids that this writer uses.

Word knows a style by its name, and other programs, and Word in other languages, give it an id of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy

from briefgen.codes import STYLE_MISSING, STYLE_UNFIT, Code
from briefgen.formats.docx.markup import Element, attribute, qualified, value_of, w
from briefgen.formats.docx.sanitize import is_on, place, shown
from briefgen.formats.docx.styles import HEADING_LEVELS, Style

ALIASES = {
    "contents heading": "toc heading",
    "text body": "body text",
    "footnote": "footnote text",
    "footnote anchor": "footnote reference",
    "footnote characters": "footnote reference",
    "internet link": "hyperlink",
    "strong emphasis": "strong",
    "quotations": "quote",
    "default style": "normal",
    "standard": "normal",
    **{f"contents {level}": f"toc {level}" for level in range(1, 10)},
}
"""Names that other programs give to styles that Word has as well."""

SILENT = frozenset({"default paragraph font", "normal table", "no list"})
"""What Word itself has for texts without a style, and nobody restyles."""

STANDS_IN = "the style of theme.yaml is used instead"

Report = Callable[[Code, str, str], None]
Styles = dict[str, Element]
"""Styles by the keys of their names."""


def adopt(part: Element, reference: Element, report: Report) -> None:
    """Put the styles of a reference document into a styles part, where they replace the generated ones of their names.

    What the document lacks stays as it was generated; each such style, and all that had to be mended, is reported.
    """
    generated = {key(style): style for style in styles_of(part)}
    found, ids = _by_name(reference, generated, report)
    own = {name: style for name, style in found.items() if name in generated and _fits(style, generated[name], report)}
    extra = {name: style for name, style in found.items() if name not in generated}
    _rename(own, extra, generated, ids)
    for name, style in generated.items():
        if name in own:
            _agree(own[name], style, report)
            part.replace(style, own[name])
        elif name not in SILENT and name not in found and not _has_no_look(style):
            report(STYLE_MISSING, f'the style "{name_of(style)}" is missing', STANDS_IN)
    _mend_references([*styles_of(part), *extra.values()], report)
    needed = _needed(styles_of(part), extra.values())
    part.extend(needed)
    for style in (*own.values(), *needed):
        if shown(style):
            report(STYLE_UNFIT, f'"{name_of(style)}" hides its text', "it is shown")
    _adopt_defaults(part, reference, report)
    _mend_outlines(part, report)


def _has_no_look(style: Element) -> bool:
    """Whether a generated style has its look from what is around it, so that nobody misses it in a document."""
    look = style.find(qualified("w:rPr"))
    is_bare = _kind(style) == "character" and (look is None or not len(look))
    return is_bare or value_of(style, "basedOn") not in ("", Style.NORMAL.value)


def styles_of(part: Element) -> Iterator[Element]:
    """The styles of a styles part."""
    return part.iterchildren(qualified("w:style"))


def drop_style(part: Element, dropped: Style) -> None:
    """Take a style out that a document does not use; what is based on it is based on what that is."""
    found = {attribute(style, "w:styleId"): style for style in styles_of(part)}
    base = value_of(found[dropped.value], "basedOn")
    for style in found.values():
        for named in style.findall(qualified("w:basedOn")):
            if attribute(named, "w:val") == dropped.value:
                named.set(qualified("w:val"), base)
    part.remove(found[dropped.value])


def name_of(style: Element) -> str:
    """The name that Word shows."""
    return value_of(style, "name")


def key(style: Element) -> str:
    """The name by which a style is found: in small letters, and Word's where another program has another."""
    name = " ".join(name_of(style).casefold().split())
    return ALIASES.get(name, name)


def _by_name(reference: Element, generated: Styles, report: Report) -> tuple[Styles, dict[str, str]]:
    """Copies of the document's styles, and the key of the style that each of its ids leads to.

    Of several styles for one, the one with its very name is taken, then one that differs in capitals: LibreOffice adds
    a "Caption" of its own beside Word's "caption".
    """
    found: Styles = {}
    ids: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for style in styles_of(reference):
        if _kind(style) == "numbering":
            continue
        name, rank = key(style), _rank(style, generated)
        ids[_id(style)] = name
        if rank == ranks.get(name):
            report(STYLE_UNFIT, f'there are two styles "{name_of(style)}"', "the first is used")
        elif rank < ranks.get(name, rank + 1):
            found[name], ranks[name] = deepcopy(style), rank
    return found, ids


def _rank(style: Element, generated: Styles) -> int:
    """How far a style's name is from the name that is looked for."""
    ours = generated.get(key(style))
    name, wanted = name_of(style), name_of(style if ours is None else ours)
    if name == wanted:
        return 0
    return 1 if name.casefold() == wanted.casefold() else 2


def _fits(style: Element, generated: Element, report: Report) -> bool:
    kind, wanted = _kind(style), _kind(generated)
    if kind != wanted:
        message = f'"{name_of(generated)}" is a {kind} style where a {wanted} style is needed'
        report(STYLE_UNFIT, message, STANDS_IN)
    return kind == wanted


def _rename(own: Styles, extra: Styles, generated: Styles, ids: Mapping[str, str]) -> None:
    """Give the styles the writer's ids, or, where it does not know them, ids that are free."""
    names = {name: _id(style) for name, style in generated.items()}
    taken = set(names.values())
    for name, style in extra.items():
        identity = _id(style) or "Style"
        while identity in taken:
            identity += "x"
        taken.add(identity)
        names[name] = identity
    for name, style in (*own.items(), *extra.items()):
        style.set(qualified("w:styleId"), names[name])
        for reference in _references(style):
            target = ids.get(attribute(reference, "w:val") or "", "")
            reference.set(qualified("w:val"), names.get(target, ""))


def _needed(styles: Iterable[Element], extra: Iterable[Element]) -> list[Element]:
    """The further styles on which others are based, or to which they lead; no text of the brief has any other."""
    by_id = {_id(style): style for style in extra}
    needed: dict[str, Element] = {}
    waiting = list(styles)
    while waiting:
        for reference in _references(waiting.pop(0)):
            target = attribute(reference, "w:val") or ""
            if target in by_id and target not in needed:
                needed[target] = by_id[target]
                waiting.append(by_id[target])
    for style in needed.values():
        _drop(style, "pPr", "numPr")
        _unset(style, "w:default")
    return list(needed.values())


def _agree(style: Element, generated: Element, report: Report) -> None:
    """Let a style have the name, the standing and the list that the writer counts on."""
    place(style, deepcopy(_child(generated, "name")))
    style.attrib.clear()
    style.attrib.update(generated.attrib)
    numbered = generated.find(f"{qualified('w:pPr')}/{qualified('w:numPr')}")
    _set_list(style, numbered, report)


def _set_list(style: Element, numbered: Element | None, report: Report) -> None:
    """The list of a list style; any other style counts nothing by itself, since the writer counts headings."""
    if numbered is not None:
        place(own_properties(style), deepcopy(numbered))
    elif _drop(style, "pPr", "numPr"):
        report(STYLE_UNFIT, f'"{name_of(style)}" has numbers or signs of its own', "they are left out")


def _drop(style: Element, properties: str, name: str) -> bool:
    """Take a property out; whether it was there."""
    parent = style.find(qualified(f"w:{properties}"))
    found = None if parent is None else parent.find(qualified(f"w:{name}"))
    if parent is None or found is None:
        return False
    parent.remove(found)
    return is_on(found)


def _adopt_defaults(part: Element, reference: Element, report: Report) -> None:
    """The document's defaults, with the language of the brief."""
    own = reference.find(qualified("w:docDefaults"))
    path = "/".join(qualified(f"w:{name}") for name in ("rPrDefault", "rPr"))
    generated = _child(part, "docDefaults")
    language = generated.find(f"{path}/{qualified('w:lang')}")
    run = None if own is None else own.find(path)
    if own is not None and run is not None and language is not None:
        adopted = deepcopy(own)
        place(adopted.find(path), deepcopy(language))  # type: ignore[arg-type]  # it has been found a line above
        part.replace(generated, adopted)
        if shown(adopted):
            report(STYLE_UNFIT, "the defaults of all styles hide text", "it is shown")


def _mend_references(styles: Iterable[Element], report: Report) -> None:
    """Take out what refers to no style, or to one of another kind, or round in a circle."""
    by_id = {_id(style): style for style in styles}
    for style in by_id.values():
        for reference in _references(style):
            other = by_id.get(attribute(reference, "w:val") or "")
            is_base = reference.tag == qualified("w:basedOn")
            if other is None or (is_base and (_kind(other) != _kind(style) or _goes_round(style, by_id))):
                style.remove(reference)
                message = f'"{name_of(style)}" refers to a style that is not there or does not fit'
                report(STYLE_UNFIT, message, "the reference is left out; choose the style anew in Word")


def _goes_round(style: Element, by_id: Mapping[str, Element]) -> bool:
    seen = set()
    current: Element | None = style
    while current is not None:
        if _id(current) in seen:
            return True
        seen.add(_id(current))
        current = by_id.get(value_of(current, "basedOn"))
    return False


def _mend_outlines(part: Element, report: Report) -> None:
    """Let every heading be one for Word's navigation, for its contents and for screen readers."""
    by_id = {_id(style): style for style in styles_of(part)}
    for level in range(1, HEADING_LEVELS + 1):
        style = by_id[Style[f"HEADING_{level}"].value]
        if not any(each.find(f".//{qualified('w:outlineLvl')}") is not None for each in _with_bases(style, by_id)):
            message = f'"{name_of(style)}" has no outline level, so that Word takes it for no heading'
            report(STYLE_UNFIT, message, f"level {level} is set; in Word: Format > Paragraph > Outline level")
            place(own_properties(style), w("outlineLvl", val=level - 1))


def _with_bases(style: Element, by_id: Mapping[str, Element]) -> Iterator[Element]:
    current: Element | None = style
    while current is not None:
        yield current
        current = by_id.get(value_of(current, "basedOn"))


def own_properties(style: Element) -> Element:
    """The properties of a style's paragraphs, made where it has none."""
    if style.find(qualified("w:pPr")) is None:
        place(style, w("pPr"))
    return _child(style, "pPr")


def _unset(element: Element, name: str) -> None:
    if attribute(element, name) is not None:
        del element.attrib[qualified(name)]


def _references(style: Element) -> list[Element]:
    return [child for name in ("basedOn", "next", "link") for child in style.findall(qualified(f"w:{name}"))]


def _child(element: Element, name: str) -> Element:
    found = element.find(qualified(f"w:{name}"))
    if found is None:
        raise ValueError(f"{element.tag} has no {name}")
    return found


def _id(style: Element) -> str:
    return attribute(style, "w:styleId") or ""


def _kind(style: Element) -> str:
    return attribute(style, "w:type") or "paragraph"

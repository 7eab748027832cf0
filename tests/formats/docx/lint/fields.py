"""Fields (ISO/IEC 29500-1, 17.16): that they open and close, lead somewhere, and show what Word would compute."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.formats.docx.markup import Element, attribute, qualified
from tests.formats.docx.opened import Docx, find

KNOWN = frozenset(
    {"DOCPROPERTY", "HYPERLINK", "NOTEREF", "NUMPAGES", "PAGE", "PAGEREF", "REF", "SEQ", "STYLEREF", "TOC"}
)
TARGETED = frozenset({"NOTEREF", "PAGEREF", "REF"})
WORDS = re.compile(r'"[^"]*"|\S+')
SHOWN = frozenset(map(qualified, ("w:t", "w:delText", "w:drawing", "w:pict", "w:sym", "w:noBreakHyphen")))
CLOSED = "self::w:footnote or self::w:endnote or self::w:comment or self::w:tc"
"""What a field may not reach out of."""


@dataclass
class Field:
    """A complex field, as it is read."""

    instruction: str = ""
    shown: str = ""
    separated: bool = False
    dirty: bool = field(default=False)

    @property
    def words(self) -> list[str]:
        """The field's name and its arguments."""
        return WORDS.findall(self.instruction) or [""]


def read(story: Element) -> Iterator[Field | str]:
    """The complex fields of an element in the order in which they close, and what is wrong with their marks."""
    stack: list[Field] = []
    for node in story.iter():
        if node.tag == qualified("w:fldChar"):
            kind = attribute(node, "w:fldCharType")
            if kind == "begin":
                stack.append(Field())
            elif not stack or (kind == "separate" and stack[-1].separated):
                yield f"{kind} without its begin"
            elif kind == "separate":
                stack[-1].separated = True
            else:
                yield from _closed(stack)
        elif node.tag in (qualified("w:instrText"), qualified("w:delInstrText")):
            if not stack or stack[-1].separated:
                yield f"the instruction {node.text!r} outside a field"
            else:
                stack[-1].instruction += node.text or ""
        elif node.tag in SHOWN and stack:
            if not stack[-1].separated:
                yield f"{node.text!r} inside the instruction {stack[-1].instruction!r}"
            stack[-1].shown += node.text or ("" if node.tag == qualified("w:t") else "\ufffc")
    yield from (f"{each.instruction!r} is not closed" for each in stack)


def _closed(stack: list[Field]) -> Iterator[Field]:
    """The innermost field; what it shows, the one around it shows too."""
    ended = stack.pop()
    if stack and stack[-1].separated:
        stack[-1].shown += ended.shown
    yield ended


def _fields(docx: Docx) -> Iterator[tuple[str, Field]]:
    for name, story in docx.stories.items():
        yield from ((name, each) for each in read(story) if isinstance(each, Field))


def marks(docx: Docx) -> Iterator[str]:
    """Fields whose marks do not match, in a part, a footnote, a comment or a cell."""
    for name, story in docx.stories.items():
        for each in (story, *find(story, f"//*[{CLOSED}]")):
            yield from (f"{name}: {fault}" for fault in read(each) if isinstance(fault, str))


def instructions(docx: Docx) -> Iterator[str]:
    """Fields that say nothing Word knows."""
    yield from (f"{name}: {each.instruction!r}" for name, each in _fields(docx) if each.words[0] not in KNOWN)


def results(docx: Docx) -> Iterator[str]:
    """Fields that show nothing until Word updates them; contents may list nothing."""
    for name, each in _fields(docx):
        if each.words[0] != "TOC" and not each.shown.strip():
            yield f"{name}: {each.instruction!r}"


def targets(docx: Docx) -> Iterator[str]:
    """Fields and links to a bookmark that is not there."""
    stories = docx.stories.values()
    bookmarks = {str(name) for story in stories for name in find(story, "//w:bookmarkStart/@w:name")}
    for name, each in _fields(docx):
        target = _target(each)
        if target is not None and target not in bookmarks:
            yield f"{name}: {each.instruction!r} leads nowhere"
    for name, story in docx.stories.items():
        anchors = find(story, "//w:hyperlink/@w:anchor")
        yield from (f"{name}: a link to {anchor} leads nowhere" for anchor in set(anchors) - bookmarks)
        yield from (f"{name}: a link leads nowhere" for _ in find(story, "//w:hyperlink[not(@w:anchor or @r:id)]"))


def _target(each: Field) -> str | None:
    """The bookmark that a field names."""
    name, *arguments = each.words
    if name in TARGETED:
        return arguments[0] if arguments else ""
    if name == "HYPERLINK" and "\\l" in arguments[:-1]:
        return arguments[arguments.index("\\l") + 1].strip('"')
    return None


def notes(docx: Docx) -> Iterator[str]:
    """Fields that repeat a footnote's number from a bookmark which holds no footnote."""
    held = set()
    for story in docx.stories.values():
        for start in find(story, "//w:bookmarkStart"):
            until = f"following::w:bookmarkEnd[@w:id='{attribute(start, 'w:id')}'][1]/preceding::w:footnoteReference[1]"
            nearest = find(start, until)
            if nearest and nearest[0] in find(start, "following::w:footnoteReference[1]"):
                held.add(attribute(start, "w:name"))
    for name, each in _fields(docx):
        if each.words[0] == "NOTEREF" and each.words[1:2] and each.words[1] not in held:
            yield f"{name}: {each.instruction!r}"


def repetitions(docx: Docx) -> Iterator[str]:
    """Fields that show another value than the file's property has, or than stands in the style that they repeat."""
    properties = {each.get("name"): "".join(each.itertext()) for each in docx.xml("docProps/custom.xml")}
    styles = docx.xml("word/styles.xml")
    for name, each in _fields(docx):
        kind, *arguments = each.words
        what = arguments[0].strip('"') if arguments else ""
        if kind == "DOCPROPERTY" and properties.get(what) != each.shown:
            yield f"{name}: {what!r} is {properties.get(what)!r} and not {each.shown!r}"
        if kind == "STYLEREF":
            (style,) = find(styles, f"//w:style[w:name/@w:val='{what}']/@w:styleId") or [""]
            said = "".join(docx.values(f"//w:r[w:rPr/w:rStyle/@w:val='{style}']/w:t/text()"))
            if said != each.shown:
                yield f"{name}: {what!r} holds {said!r} and not {each.shown!r}"


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "marks of fields": marks,
    "instructions of fields": instructions,
    "results of fields": results,
    "targets": targets,
    "repetitions": repetitions,
    "numbers of notes": notes,
}

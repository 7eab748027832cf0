"""Marks in the text: bookmarks, footnotes, comments, controls and tracked changes, over all parts together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from briefgen.formats.docx.markup import Element, attribute, qualified
from tests.formats.docx.opened import MAIN, Docx, find, text_of

LONGEST, LONGEST_TAG = 40, 64
NAME = re.compile(r"[^\W\d]\w*")
HIGHEST_PARAGRAPH = 0x80000000  # [MS-DOCX] 2.6.2.3
MARKS = "self::w:bookmarkStart or self::w:ins or self::w:del or self::w:moveFrom or self::w:moveTo"
CHANGES = "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:moveFromRangeStart | //w:moveToRangeStart"


def _all(docx: Docx, path: str) -> list[str]:
    """What an XPath finds in all parts with text."""
    return [str(value) for story in docx.stories.values() for value in find(story, path)]


def _twice(values: Iterable[str]) -> Iterator[str]:
    yield from (f"{value} twice" for value, count in Counter(values).items() if count > 1)


def bookmark_names(docx: Docx) -> Iterator[str]:
    """Names that stand twice or that Word would cut off or refuse."""
    names = _all(docx, "//w:bookmarkStart/@w:name")
    yield from _twice(name.lower() for name in names)
    yield from (f"{name} is no name" for name in names if len(name) > LONGEST or not NAME.fullmatch(name))


def bookmark_ends(docx: Docx) -> Iterator[str]:
    """Bookmarks that do not close once, in their own part and behind their start."""
    for name, story in docx.stories.items():
        open_, closed = set[str](), set[str]()
        for mark in find(story, "//w:bookmarkStart | //w:bookmarkEnd"):
            number = attribute(mark, "w:id") or ""
            if mark.tag.endswith("Start"):
                open_.add(number)
            elif number in open_ - closed:
                closed.add(number)
            else:
                yield f"{name}: an end of {number} without its start"
        yield from (f"{name}: {number} is not closed" for number in sorted(open_ - closed))


def mark_ids(docx: Docx) -> Iterator[str]:
    """Ids of bookmarks and tracked changes that stand twice."""
    ranges = "self::w:moveFromRangeStart or self::w:moveToRangeStart"
    yield from _twice(_all(docx, f"//*[{MARKS} or {ranges}]/@w:id"))


def controls(docx: Docx) -> Iterator[str]:
    """Controls with the id of another, or without content."""
    yield from _twice(_all(docx, "//w:sdtPr/w:id/@w:val"))
    for name, story in docx.stories.items():
        yield from (f"{name}: an empty one" for _ in find(story, "//w:sdt[not(w:sdtContent/*)]"))


def bindings(docx: Docx) -> Iterator[str]:
    """Controls that are bound to no node, to several, or to one that says something else; nodes that bind nothing."""
    items = {
        item.get(qualified("ds:itemID")): docx.xml(name.replace("itemProps", "item"))
        for name in docx.names
        if re.fullmatch(r"customXml/itemProps\d+\.xml", name)
        for item in [docx.xml(name)]
    }
    bound = set[Element]()
    for story in docx.stories.values():
        for control in find(story, "//w:sdt[w:sdtPr/w:dataBinding]"):
            binding, text = control[0].find(qualified("w:dataBinding")), text_of(control[1])
            prefix, _, namespace = (attribute(binding, "w:prefixMappings") or "").partition("=")
            item = items.get(attribute(binding, "w:storeItemID"))
            path, names = attribute(binding, "w:xpath") or "", {prefix.removeprefix("xmlns:"): namespace.strip("'")}
            nodes = [] if item is None else item.getroottree().xpath(path, namespaces=names)
            bound.update(nodes)
            if [node.text for node in nodes] != [text]:
                yield f"“{text}” is bound to {[node.text for node in nodes]}"
    facts = (node for item in items.values() for node in find(item, "/f:figures/f:figure"))
    yield from (f"“{node.text}” binds nothing" for node in facts if node not in bound)


def tags(docx: Docx) -> Iterator[str]:
    """Tags and titles of controls that are longer than Word allows."""
    yield from (
        each for each in _all(docx, "//w:sdtPr/w:tag/@w:val | //w:sdtPr/w:alias/@w:val") if len(each) > LONGEST_TAG
    )


def paragraph_ids(docx: Docx) -> Iterator[str]:
    """Ids of paragraphs that stand twice or are too high."""
    ids = _all(docx, "//@w14:paraId")
    yield from _twice(ids)
    yield from (f"{number} is no id" for number in ids if not 0 < int(number, 16) < HIGHEST_PARAGRAPH)


def footnotes(docx: Docx) -> Iterator[str]:
    """Footnotes that nothing calls or that lack their number, calls that bring nothing, or twice the same."""
    for kind in ("footnote", "endnote"):
        called = find(docx.xml(MAIN), f"//w:{kind}Reference/@w:id")
        file = f"word/{kind}s.xml"
        notes = find(docx.xml(file), f"/*/w:{kind}[not(@w:type)]/@w:id") if file in docx.parts else []
        yield from _unmatched(kind, called, notes)
        if file in docx.parts:
            yield from _separators(docx, kind, file)
            unnumbered = find(docx.xml(file), f"/*/w:{kind}[not(@w:type)][not(.//w:{kind}Ref)]/@w:id")
            yield from (f"{kind} {number} does not show its number" for number in unnumbered)
    for name, story in docx.stories.items():
        if name != MAIN and find(story, "//w:footnoteReference | //w:endnoteReference"):
            yield f"{name} calls a footnote"


def _unmatched(kind: str, called: Sequence[str], there: Sequence[str]) -> Iterator[str]:
    yield from (f"{kind} {each}" for each in _twice(called))
    yield from (f"{kind} {each}" for each in _twice(there))
    yield from (f"{kind} {number} is not there" for number in sorted(set(called) - set(there)))
    yield from (f"{kind} {number} is not called" for number in sorted(set(there) - set(called)))


def _separators(docx: Docx, kind: str, file: str) -> Iterator[str]:
    """The rules above the notes, which the settings announce (ISO/IEC 29500-1, 17.11.9)."""
    rules = find(docx.xml(file), f"/*/w:{kind}[@w:type]/@w:id")
    announced = find(docx.xml("word/settings.xml"), f"//w:{kind}Pr/w:{kind}/@w:id")
    if sorted(rules) != sorted(announced) or len(rules) < 2:
        yield f"the rules {rules} above a {kind} are announced as {announced}"


def comments(docx: Docx) -> Iterator[str]:
    """Comments whose range does not open once, close once behind it, and end in a reference."""
    file = "word/comments.xml"
    there = find(docx.xml(file), "/*/w:comment/@w:id") if file in docx.parts else []
    yield from _unmatched("comment", _all(docx, "//w:commentReference/@w:id"), there)
    for name, story in docx.stories.items():
        order = ("commentRangeStart", "commentRangeEnd", "commentReference")
        found: dict[str, list[str]] = {}
        for mark in find(story, " | ".join(f"//w:{each}" for each in order)):
            found.setdefault(attribute(mark, "w:id") or "", []).append(mark.tag.rpartition("}")[2])
        yield from (f"{name}: {number} is {' '.join(seen)}" for number, seen in found.items() if seen != list(order))


def deletions(docx: Docx) -> Iterator[str]:
    """Deleted text outside a deletion, and text that stays inside one (ISO/IEC 29500-1, 17.4.20)."""
    for name, story in docx.stories.items():
        for path in ("//w:delText[not(ancestor::w:del)]", "//w:delInstrText[not(ancestor::w:del)]"):
            yield from (f"{name}: {text_of(each)!r} is outside" for each in find(story, path))
        for path in ("//w:t[ancestor::w:del]", "//w:instrText[ancestor::w:del]"):
            yield from (f"{name}: {text_of(each)!r} is inside" for each in find(story, path))


def changes(docx: Docx) -> Iterator[str]:
    """Tracked changes without their author or moment."""
    for name, story in docx.stories.items():
        for change in find(story, CHANGES):
            if not (attribute(change, "w:author") and attribute(change, "w:date")):
                yield f"{name}: {change.tag.rpartition('}')[2]} {attribute(change, 'w:id')} is nobody's"


def moves(docx: Docx) -> Iterator[str]:
    """Moves without their two ends, and ends that are not closed."""
    for name, story in docx.stories.items():
        ends = {kind: Counter(find(story, f"//w:{kind}RangeStart/@w:name")) for kind in ("moveFrom", "moveTo")}
        if ends["moveFrom"] != ends["moveTo"] or any(count > 1 for count in ends["moveTo"].values()):
            yield f"{name}: from {sorted(ends['moveFrom'])} to {sorted(ends['moveTo'])}"
        for kind in ends:
            starts, closes = (find(story, f"//w:{kind}Range{end}/@w:id") for end in ("Start", "End"))
            if starts != closes:
                yield f"{name}: {kind} opens {starts} and closes {closes}"


def manifest(docx: Docx) -> Iterator[str]:
    """Texts of the manifest whose bookmark is not there, and identified texts that it does not know."""
    roots = [docx.xml(name) for name in docx.names if name.startswith("customXml/item") and name.endswith(".xml")]
    texts = [each for root in roots if root.tag.endswith("}manifest") for each in _children(root)]
    listed = [each.get("bookmark", "") for each in texts]
    there = set(_all(docx, "//w:bookmarkStart/@w:name"))
    yield from _twice(listed)
    yield from (f"{name} is not there" for name in listed if name not in there)


def _children(root: Element) -> Iterator[Element]:
    yield from root.iterchildren("{*}text")


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "names of bookmarks": bookmark_names,
    "ends of bookmarks": bookmark_ends,
    "ids of marks": mark_ids,
    "controls": controls,
    "bindings": bindings,
    "tags": tags,
    "ids of paragraphs": paragraph_ids,
    "footnotes": footnotes,
    "comments": comments,
    "deletions": deletions,
    "changes": changes,
    "moves": moves,
    "manifest": manifest,
}

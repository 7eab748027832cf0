"""Typing, deleting and formatting within a paragraph, as Word writes it into the runs."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from tests.review.editing.opened import Element, Hand, W, run_text, runs_of, said, sign_of, w

NOT_TYPED = {
    "FootnoteReference",
    "CommentReference",
    "CrossReference",
    "Hyperlink",
    "Label",
    "Source",
    "SectionMarking",
}
"""Character styles that what is typed beside them does not take on."""
PROGRAMS = {"Label", "Source", "SectionMarking", "DetailGap"}
"""Character styles of text that the program puts around an author's."""


def split(paragraph: Element, offset: int) -> None:
    """Have a run end at an offset of the text."""
    position = 0
    for run in runs_of(paragraph):
        length = len(run_text(run))
        if position < offset < position + length:
            _cut(run, offset - position)
            return
        position += length


def _cut(run: Element, offset: int) -> None:
    """Cut a run in two, with the same properties."""
    rest = w("r", *(deepcopy(each) for each in run.findall(f"{W}rPr")))
    position = 0
    for piece in [each for each in run if each.tag != f"{W}rPr"]:
        text = sign_of(piece)
        if position < offset < position + len(text):
            rest.append(said("t", text[offset - position :]))
            piece.getparent().replace(piece, said("t", text[: offset - position]))
        elif position >= offset:
            rest.append(piece)
        position += len(text)
    run.addnext(rest)


def fields_of(paragraph: Element) -> dict[Element, int]:
    """The runs of complex fields, each with the number of its outermost field."""
    inside: dict[Element, int] = {}
    depth = number = 0
    for run in paragraph.iter(f"{W}r"):
        kinds = [each.get(f"{W}fldCharType") for each in run.iter(f"{W}fldChar")]
        if "begin" in kinds:
            depth += 1
            number += depth == 1
        if depth:
            inside[run] = number
        if "end" in kinds:
            depth -= 1
    return inside


def link_of(run: Element) -> Element | None:
    """The hyperlink that a run stands in."""
    return next(run.iterancestors(f"{W}hyperlink"), None)


def rooms(paragraph: Element) -> str:
    """What each character of a text is: an author's `a`, in a link `l`, in a field `f`, or the program's `p`."""
    fields = fields_of(paragraph)
    found = ""
    for run in runs_of(paragraph):
        style = run.find(f"{W}rPr/{W}rStyle")
        if run in fields:
            kind = "f"
        elif link_of(run) is not None:
            kind = "l"
        else:
            kind = "p" if style is not None and style.get(f"{W}val") in PROGRAMS else "a"
        found += kind * len(run_text(run))
    return found


def between(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs from one offset to another, with the fields and signs of footnotes that lie between them whole."""
    split(paragraph, start)
    split(paragraph, end)
    fields = fields_of(paragraph)
    spans, position = [], 0
    for run in runs_of(paragraph):
        length = len(run_text(run))
        spans.append((run, position, position + length))
        position += length
    extents = {
        number: (min(span[1] for span in group), max(span[2] for span in group))
        for number, group in (
            (number, [span for span in spans if fields.get(span[0]) == number]) for number in set(fields.values())
        )
        if group
    }
    wanted = (start, end)
    return [run for run, *extent in spans if _covered(run, extent, wanted, extents.get(fields.get(run, 0)))]


def _covered(run: Element, extent: Sequence[int], wanted: tuple[int, int], field: tuple[int, int] | None) -> bool:
    """Whether a run, which may have no text of its own, lies in the wanted part."""
    (first, last), (start, end) = extent, wanted
    if field is not None:
        return start <= field[0] and field[1] <= end and start < end
    if first == last:
        return start < first < end and run.find(f"{W}commentReference") is None
    return start <= first and last <= end


def remove(paragraph: Element, start: int, end: int, hand: Hand) -> list[str]:
    """Delete the text between two offsets, and give the footnotes that went with it."""
    runs = between(paragraph, start, end)
    notes = [each.get(f"{W}id", "") for run in runs for each in run.iter(f"{W}footnoteReference")]
    take_out(runs, hand)
    return notes


def take_out(runs: Sequence[Element], hand: Hand) -> None:
    """Delete whole runs: struck where changes are tracked, gone where not, or where the same hand had added them."""
    kept = []
    for run in runs:
        added = next(run.iterancestors(f"{W}ins"), None)
        if hand.tracked and (added is None or added.get(f"{W}author") != hand.author):
            kept.append(run)
            continue
        parent = run.getparent()
        parent.remove(run)
        while len(parent) == 0 and parent.tag in (f"{W}ins", f"{W}hyperlink"):
            emptied, parent = parent, parent.getparent()
            parent.remove(emptied)
    for group in neighbours(kept):
        wrap(group, hand.mark("del"))
        for run in group:
            strike(run)


def strike(run: Element) -> None:
    """Give a run the elements of deleted text."""
    for piece in list(run):
        if piece.tag in (f"{W}t", f"{W}instrText"):
            deleted = said("delText" if piece.tag == f"{W}t" else "delInstrText", piece.text or "")
            run.replace(piece, deleted)


def wrap(runs: Sequence[Element], mark: Element) -> None:
    """Put a mark around runs that are neighbours."""
    runs[0].addprevious(mark)
    mark.extend(runs)


def neighbours(runs: Sequence[Element]) -> list[list[Element]]:
    """Runs in groups that follow each other in one parent, which one mark can stand around."""
    groups: list[list[Element]] = []
    for run in runs:
        if groups and groups[-1][-1].getnext() is run:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def typed(text: str, properties: Element | None) -> Element:
    """A run with a text, whose tabs and line breaks are elements."""
    run = w("r")
    if properties is not None and len(properties):
        run.append(properties)
    named = {"\t": "tab", "\n": "br"}
    for sign, group in groupby(text, lambda each: named.get(each, "")):
        letters = "".join(group)
        run.extend([w(sign) for _ in letters] if sign else [said("t", letters)])
    return run


def insert(paragraph: Element, offset: int, text: str, hand: Hand, *, outside: bool = False) -> None:
    """Type a text at an offset, in the formatting of what stands before it.

    At the edges of a paragraph what is typed stands inside the bookmark of the text, or `outside` of it.
    """
    split(paragraph, offset)
    left, right = _beside(paragraph, offset)
    run = typed(text, _formatting(left if left is not None else right))
    new = hand.mark("ins", run) if hand.tracked else run
    if outside and right is None:
        paragraph.append(new)
    elif outside and left is None:
        paragraph.find(f"{W}pPr").addnext(new)
    elif left is None and right is None:
        _into_empty(paragraph, new)
    else:
        _place(paragraph, left, right, new)


def _beside(paragraph: Element, offset: int) -> tuple[Element | None, Element | None]:
    """The runs with text on both sides of an offset."""
    left = right = None
    position = 0
    for run in runs_of(paragraph):
        length = len(run_text(run))
        if not length:
            continue
        if position + length <= offset:
            left = run
        elif right is None:
            right = run
        position += length
    return left, right


def _into_empty(paragraph: Element, new: Element) -> None:
    """Put what is typed where nothing stands: in the bookmark if there is one."""
    starts = paragraph.findall(f"{W}bookmarkStart")
    properties = paragraph.find(f"{W}pPr")
    before = starts[-1] if starts else properties
    if before is None:
        paragraph.append(new)
    else:
        before.addnext(new)


def _place(paragraph: Element, left: Element | None, right: Element | None, new: Element) -> None:
    """Put a run or its mark between two runs: in a link if both are, in no field and in no other's insertion."""
    fields = fields_of(paragraph)
    if left is not None and right is not None and link_of(left) is not None and link_of(left) is link_of(right):
        _after(left, new, link_of(left))
    elif right is not None and right not in fields and link_of(right) is None:
        _before(right, new, paragraph)
    elif left is not None:
        _after(_field_end(left, fields), new, paragraph)
    elif right is not None:
        _before(_field_start(right, fields), new, paragraph)


def _field_end(run: Element, fields: dict[Element, int]) -> Element:
    return [each for each, number in fields.items() if number == fields[run]][-1] if run in fields else run


def _field_start(run: Element, fields: dict[Element, int]) -> Element:
    return next(each for each, number in fields.items() if number == fields[run]) if run in fields else run


def _after(run: Element, new: Element, container: Element | None) -> None:
    """Put an element behind a run, as a child of the container; what stands around the run there is cut in two."""
    while run.getparent() is not container:
        _tear(run.getparent(), run.getnext())
        run = run.getparent()
    run.addnext(new)


def _before(run: Element, new: Element, container: Element) -> None:
    while run.getparent() is not container:
        outer = run.getparent()
        if run.getprevious() is not None:
            _tear(outer, run)
            outer = outer.getnext()
        run = outer
    run.addprevious(new)


def _tear(outer: Element, first: Element | None) -> None:
    """Move a child and all behind it into a copy of their parent that follows it."""
    if first is None:
        return
    copy = etree.Element(outer.tag, dict(outer.attrib))
    copy.extend([first, *first.itersiblings()])
    outer.addnext(copy)


def _formatting(run: Element | None) -> Element | None:
    """The properties that what is typed beside a run takes on."""
    found = run.find(f"{W}rPr") if run is not None else None
    if found is None:
        return None
    properties = deepcopy(found)
    for each in list(properties):
        if each.tag in (f"{W}rPrChange", f"{W}ins") or each.get(f"{W}val") in NOT_TYPED:
            properties.remove(each)
    return properties


BEFORE_BOLD = ("rStyle", "rFonts")
BEFORE_ITALIC = (*BEFORE_BOLD, "b", "bCs")


def emphasise(paragraph: Element, start: int, end: int, sign: str, hand: Hand) -> None:
    """Make the text between two offsets bold (`b`) or italic (`i`)."""
    for run in between(paragraph, start, end):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = w("rPr")
            run.insert(0, properties)
        if properties.find(f"{W}{sign}") is not None or properties.find(f"{W}rPrChange") is not None:
            continue
        old = w("rPr", *map(deepcopy, properties))
        ahead = [f"{W}{name}" for name in (BEFORE_BOLD if sign == "b" else BEFORE_ITALIC)]
        index = sum(each.tag in ahead for each in properties)
        properties.insert(index, w(sign))
        if (
            hand.tracked
            and properties.find(f"{W}rPrChange") is None
            and next(run.iterancestors(f"{W}ins"), None) is None
        ):
            properties.append(hand.mark("rPrChange", old))


def first_offset(paragraph: Element) -> int:
    """Where a text begins that somebody could type before: behind a footnote's own number."""
    return 1 if paragraph.find(f".//{W}footnoteRef") is not None else 0

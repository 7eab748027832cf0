"""The structure tree as objects of a file (ISO 32000-1, 14.7): its elements, and the way back from marks and links.

PDF 2.0 knows the types of its own namespace and, in another, those of PDF 1.7 that it has given up; a note of 1.7 is
one of its own kind there, and what refers to something names it (ISO 32000-2, 14.7.2, 14.8.6; ISO 14289-2, 8.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from briefgen.formats.pdf.canvas import Destination, DrawnPages
from briefgen.formats.pdf.file import File, destination, name_tree, numbers, reference, string
from briefgen.frozen import frozen
from briefgen.layout.structure import AnnotationReference, MarkedContent, StructureTag
from briefgen.model.document import PdfProfile

OF_PDF_2, OF_PDF_1_7 = "http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn"
GIVEN_UP = ("BlockQuote", "Reference", "TOC", "TOCI")
"""The types that PDF 2.0 has in the namespace of PDF 1.7 alone."""
NOT_YET = {"Aside": "Div"}
"""What stands in for types that PDF 1.7 does not have."""
NOTE, FOOTNOTE = "Note", "/S/FENote/A<</O/FENote/NoteType/Footnote>>"
REFERRING = ("TOCI", "Reference")
"""The elements that name what they refer to, the outer one first."""
HOLDERS = ("Document", "Sect", "L", "TOC", "THead", "TBody", "TR")
"""The elements that hold others of a kind; any other is led to as a whole where it begins."""


@frozen
class Places:
    """The numbers of the objects that are pages, links on each of them, and structure elements."""

    pages: Sequence[int]
    links: Sequence[Sequence[int]]
    elements: Mapping[StructureTag, int]
    profile: PdfProfile
    references: Mapping[StructureTag, Sequence[StructureTag]] = field(default_factory=dict)
    namespaces: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, drawn: DrawnPages, root: StructureTag, profile: PdfProfile) -> Places:
        """The numbers of all that was drawn, of which the elements without content are taken out."""
        root.pruned()
        file = drawn.file
        pages = [file.number() for _ in drawn.leaves]
        links = [[file.number() for _ in leaf.links] for leaf in drawn.leaves]
        elements = {element: file.number() for element in root.all()}
        if profile is PdfProfile.UA_1_A_2A:
            return cls(pages, links, elements, profile)
        spaces = {space: file.add(f"<</Type/Namespace/NS{string(space)}>>") for space in (OF_PDF_2, OF_PDF_1_7)}
        return cls(pages, links, elements, profile, _references(drawn), spaces)

    def leads(self, target: Destination) -> str:
        """The entry that leads to a place on its page and, in PDF 2.0, to its element (ISO 32000-2, 12.3.2.3)."""
        on_page = destination(self.pages[target.page], target.top)
        if self.profile is PdfProfile.UA_1_A_2A:
            return f"/Dest{on_page}"
        element = destination(self.elements[_whole(target)], target.top)
        return f"/A<</Type/Action/S/GoTo/D{on_page}/SD{element}>>"


def _whole(target: Destination) -> StructureTag:
    """The element that is led to: that which begins with what is drawn at a place."""
    element = target.element
    if element is None:
        raise AssertionError("something is drawn behind each destination")
    while element.parent and element.parent.type not in HOLDERS and element.parent.kids[0] is element:
        element = element.parent
    return element


def _references(drawn: DrawnPages) -> dict[StructureTag, list[StructureTag]]:
    """What each element of links refers to and, of a note, where it is referred to (ISO 14289-2, 8.2.5.14)."""
    found: dict[StructureTag, dict[StructureTag, None]] = {}
    for link in (link for leaf in drawn.leaves for link in leaf.links if link.target in drawn.targets):
        target = _whole(drawn.targets[link.target])
        above = [each for each in _upwards(link.element) if each.type in REFERRING]
        for element in above[-1:]:
            found.setdefault(element, {})[target] = None
            if target.type == NOTE:
                found.setdefault(target, {})[element] = None
    return {element: list(targets) for element, targets in found.items()}


def _upwards(element: StructureTag) -> Iterator[StructureTag]:
    current: StructureTag | None = element
    while current is not None:
        yield current
        current = current.parent


def tagged(file: File, root: StructureTag, drawn: DrawnPages, places: Places) -> str:
    """The structure, put into the file, as entries of its catalogue."""
    tree, found = file.number(), places.elements
    for element, number in found.items():
        parent = found[element.parent] if element.parent else tree
        file.put(number, f"<<{_type(element, places)}/P {reference(parent)}{_entries(element, places)}>>")
    parents = [
        *(file.add(f"[{' '.join([reference(found[owner]) for owner in leaf.owners])}]") for leaf in drawn.leaves),
        *(found[link.element] for leaf in drawn.leaves for link in leaf.links),
    ]
    back = file.add(f"<</Nums[{' '.join(f'{key} {reference(parent)}' for key, parent in enumerate(parents))}]>>")
    named = {element.identifier: number for element, number in found.items() if element.identifier}
    entries = f"/Type/StructTreeRoot/K {reference(found[root])}/ParentTree {reference(back)}"
    identified = f"/IDTree{name_tree(named)}" if named else ""
    spaces = f"/Namespaces[{' '.join(map(reference, places.namespaces.values()))}]" if places.namespaces else ""
    file.put(tree, f"<<{entries}/ParentTreeNextKey {len(parents)}{identified}{spaces}>>")
    return f"/StructTreeRoot {reference(tree)}/MarkInfo<</Marked true>>"


def _type(element: StructureTag, places: Places) -> str:
    """An element's type, with its namespace where the file knows any."""
    if not places.namespaces:
        return f"/S/{NOT_YET.get(element.type, element.type)}"
    space = places.namespaces[OF_PDF_1_7 if element.type in GIVEN_UP else OF_PDF_2]
    return f"{FOOTNOTE if element.type == NOTE else f'/S/{element.type}'}/NS {reference(space)}"


def _entries(element: StructureTag, places: Places) -> str:
    """An element's entries (ISO 32000-1, 14.7.2): its kids, and what is said of it."""
    home = next((kid.page for kid in element.kids if isinstance(kid, MarkedContent)), None)
    entries = "" if home is None else f"/Pg {reference(places.pages[home])}"
    if kids := [_kid(kid, home, places) for kid in element.kids]:
        entries += f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
    if element.alternative:
        entries += f"/Alt{string(element.alternative)}"
    if element.language:
        entries += f"/Lang{string(element.language)}"
    if element.identifier:
        entries += f"/ID{string(element.identifier)}"
    if element.attributes:
        entries += f"/A<<{element.attributes}>>"
    if element.box:
        entries += f"/A<</O/Layout/Placement/Block/BBox[{numbers(*element.box)}]>>"
    if others := places.references.get(element):
        entries += f"/Ref[{' '.join(reference(places.elements[each]) for each in others)}]"
    return entries


def _kid(kid: StructureTag | MarkedContent | AnnotationReference, home: int | None, places: Places) -> str:
    match kid:
        case StructureTag():
            return reference(places.elements[kid])
        case MarkedContent():
            if kid.page == home:
                return str(kid.number)
            return f"<</Type/MCR/Pg {reference(places.pages[kid.page])}/MCID {kid.number}>>"
        case AnnotationReference():
            link = reference(places.links[kid.page][kid.number])
            return f"<</Type/OBJR/Pg {reference(places.pages[kid.page])}/Obj {link}>>"

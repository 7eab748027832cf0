"""Tagging: the structure tree as objects of the file, and the way back into it (ISO 32000-1, 14.7.2 and 14.7.4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.formats.pdf.canvas import PageContent
from briefgen.formats.pdf.file import File, name_tree, numbers, reference, string
from briefgen.frozen import frozen
from briefgen.layout.structure import AnnotationReference, MarkedContent, StructureTag


@frozen
class Places:
    """The numbers of the objects that are pages, and of those that are links on each of them."""

    pages: Sequence[int]
    links: Sequence[Sequence[int]]


def tagged(file: File, root: StructureTag, leaves: Sequence[PageContent], places: Places) -> str:
    """The structure, put into the file, as entries of its catalogue."""
    root.pruned()
    tree = file.number()
    found = {element: file.number() for element in root.all()}
    for element, number in found.items():
        parent = found[element.parent] if element.parent else tree
        file.put(number, f"<</S/{element.type}/P {reference(parent)}{_entries(element, found, places)}>>")
    parents = [
        *(file.add(f"[{' '.join([reference(found[owner]) for owner in leaf.owners])}]") for leaf in leaves),
        *(found[link.element] for leaf in leaves for link in leaf.links),
    ]
    back = file.add(f"<</Nums[{' '.join(f'{key} {reference(parent)}' for key, parent in enumerate(parents))}]>>")
    named = {element.identifier: number for element, number in found.items() if element.identifier}
    entries = f"/Type/StructTreeRoot/K {reference(found[root])}/ParentTree {reference(back)}"
    identified = f"/IDTree{name_tree(named)}" if named else ""
    file.put(tree, f"<<{entries}/ParentTreeNextKey {len(parents)}{identified}>>")
    return f"/StructTreeRoot {reference(tree)}/MarkInfo<</Marked true>>"


def _entries(element: StructureTag, found: Mapping[StructureTag, int], places: Places) -> str:
    """An element's entries (ISO 32000-1, 14.7.2): its kids, and what is said of it."""
    home = next((kid.page for kid in element.kids if isinstance(kid, MarkedContent)), None)
    entries = "" if home is None else f"/Pg {reference(places.pages[home])}"
    if kids := [_kid(kid, home, found, places) for kid in element.kids]:
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
    return entries


def _kid(
    kid: StructureTag | MarkedContent | AnnotationReference,
    home: int | None,
    found: Mapping[StructureTag, int],
    places: Places,
) -> str:
    match kid:
        case StructureTag():
            return reference(found[kid])
        case MarkedContent():
            if kid.page == home:
                return str(kid.number)
            return f"<</Type/MCR/Pg {reference(places.pages[kid.page])}/MCID {kid.number}>>"
        case AnnotationReference():
            link = reference(places.links[kid.page][kid.number])
            return f"<</Type/OBJR/Pg {reference(places.pages[kid.page])}/Obj {link}>>"

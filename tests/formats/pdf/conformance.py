"""What validators find in a PDF, and what they do not look at: that marks, structure and ParentTree agree both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from page import ValidationProfile, validate_pdf_bytes
from pikepdf import Array, Dictionary, Name, Pdf

SHOWING = {"Tj", "TJ", "'", '"', "Do", "f", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"}
"""The operators that draw (ISO 32000-1, annex A)."""
SAME = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Producer": "pdf:Producer",
    "/Creator": "xmp:CreatorTool",
}
PDF_A = {2: ValidationProfile.PDF_A_2A, 3: ValidationProfile.PDF_A_3A}


def faults(data: bytes, part: int = 2) -> list[str]:
    """All that is found in a file that claims PDF/UA-1 and PDF/A-2a or 3a, by its part, the rule or check first."""
    return [*validated(data, part), *syntax_faults(data), *structure_faults(data), *metadata_faults(data)]


def validated(data: bytes, part: int = 2) -> list[str]:
    """What page-validation finds."""
    found = []
    for profile in (ValidationProfile.PDF_UA_1, PDF_A[part]):
        report = validate_pdf_bytes(data, profile=profile)
        assert report.rules.total > 50, "a validation that looks at nothing proves nothing"
        found += [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found


def syntax_faults(data: bytes) -> list[str]:
    """What qpdf, of which pikepdf is made, finds as by `qpdf --check`."""
    with Pdf.open(BytesIO(data)) as pdf:
        return [f"syntax: {problem}" for problem in pdf.check_pdf_syntax()]


def structure_faults(data: bytes) -> list[str]:
    """What does not agree between the marks of the pages, the structure tree and the ParentTree (ISO 32000-1, 14.7)."""
    with Pdf.open(BytesIO(data)) as pdf:
        return [f"structure: {fault}" for fault in _Structure(pdf).faults()]


def metadata_faults(data: bytes) -> list[str]:
    """Where the information dictionary says something else than the XMP packet."""
    with Pdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as packet:
        return [
            f"metadata: {key} is {pdf.docinfo[key]} and {packet.get(name)}"
            for key, name in SAME.items()
            if key in pdf.docinfo and str(pdf.docinfo[key]) != _plain(packet.get(name))
        ]


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


class _Structure:
    """The structure of a file: its ParentTree, and all elements that can be reached from the root."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        tree = pdf.Root.StructTreeRoot
        numbers = list(tree.ParentTree.Nums)
        self.parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        self.next_key = int(tree.ParentTreeNextKey)
        self.elements = list(_elements(tree.K, tree))

    def faults(self) -> Iterator[str]:
        used = set[int]()
        held = self._held()
        for number, page in enumerate(self.pdf.pages, start=1):
            marks, outside = _marks(page)
            yield from (f"page {number}: {operator} stands outside of every mark" for operator in outside)
            key = int(page.obj.get("/StructParents", -1))
            used.add(key)
            owners = self.parents.get(key)
            if not isinstance(owners, Array):
                yield f"page {number}: its entry of the ParentTree is missing"
                continue
            if sorted(marks) != list(range(len(owners))):
                yield f"page {number}: {len(marks)} marks, and {len(owners)} entries of the ParentTree"
            for mark, owner in enumerate(owners):
                if held.get((page.obj.objgen, mark)) != owner.objgen:
                    yield f"page {number}: the owner of mark {mark} does not hold it"
            for annotation in page.obj.get("/Annots", ()):
                key = int(annotation.get("/StructParent", -1))
                used.add(key)
                element = self.parents.get(key)
                if not isinstance(element, Dictionary) or held.get((annotation.objgen, -1)) != element.objgen:
                    yield f"page {number}: a link's element does not hold it"
        yield from (f"mark {mark} is on no page" for (_, mark) in self._strays(held))
        if used != set(self.parents) or (used and max(used) >= self.next_key):
            yield "the keys of the ParentTree are not those of the pages and links"
        yield from self._wrong_parents()
        yield from self._skipped_levels()
        yield from self._disorder(self.pdf.Root.StructTreeRoot.K, {})

    def _held(self) -> dict[tuple[Any, int], Any]:
        """The element that holds each mark of a page, and each annotation."""
        held = {}
        for element, _ in self.elements:
            for kid in _kids(element):
                if isinstance(kid, int):
                    held[element.Pg.objgen, kid] = element.objgen
                elif kid.get("/Type") == Name.MCR:
                    held[kid.Pg.objgen, int(kid.MCID)] = element.objgen
                elif kid.get("/Type") == Name.OBJR:
                    held[kid.Obj.objgen, -1] = element.objgen
        return held

    def _strays(self, held: dict[tuple[Any, int], Any]) -> Iterator[tuple[Any, int]]:
        """What elements hold, and no page has."""
        there = {(page.obj.objgen, mark) for page in self.pdf.pages for mark in _marks(page)[0]}
        there |= {(each.objgen, -1) for page in self.pdf.pages for each in page.obj.get("/Annots", ())}
        yield from (place for place in held if place not in there)

    def _wrong_parents(self) -> Iterator[str]:
        for element, parent in self.elements:
            if element.P.objgen != parent.objgen:
                yield f"an element {element.S} names another parent than the one that holds it"

    def _disorder(self, element: Any, last: dict[Any, int]) -> Iterator[str]:
        """Marks that are read in another order than they are drawn in; a note is read where it is called."""
        for kid in _kids(element):
            if not isinstance(kid, int) and "/S" in kid:
                yield from self._disorder(kid, {} if str(kid.S) in ("/Note", "/FENote") else last)
            elif isinstance(kid, int) or kid.get("/Type") == Name.MCR:
                page, mark = (element.Pg, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
                if mark < last.get(page.objgen, -1):
                    yield f"mark {mark} of a page is read behind mark {last[page.objgen]}, in {element.S}"
                last[page.objgen] = mark

    def _skipped_levels(self) -> Iterator[str]:
        """Headings more than one level below the one before (ISO 14289-1, 7.4.2)."""
        last = 0
        for element, _ in self.elements:
            if name := re.fullmatch(r"/H([1-6])", str(element.S)):
                level = int(name[1])
                if level > last + 1:
                    yield f"a heading of level {level} follows one of level {last}"
                last = level


def _elements(kid: Any, parent: Any) -> Iterator[tuple[Any, Any]]:
    """Each element with the one that holds it, outer before inner."""
    if isinstance(kid, Dictionary) and "/S" in kid:
        yield kid, parent
        for inner in _kids(kid):
            if not isinstance(inner, int):
                yield from _elements(inner, kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _marks(page: pikepdf.Page) -> tuple[list[int], list[str]]:
    """The marks of a page, and the operators that draw outside of marks and artifacts."""
    marks: list[int] = []
    outside: list[str] = []
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            assert depth == 0, "marks are never nested"
            depth += 1
            if operands[0] != Name.Artifact:
                marks.append(int(operands[1].MCID))
        elif name == "EMC":
            depth -= 1
        elif name in SHOWING and depth == 0:
            outside.append(name)
    return marks, outside

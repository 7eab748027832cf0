"""Good files made bad in one way each, to see that it is caught: the proof that the validators look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream


def damaged(data: bytes, damage: Callable[[Pdf], None] | None = None) -> bytes:
    """A file with the damage done to it, or with none if it is only written anew."""
    with Pdf.open(BytesIO(data)) as pdf:
        if damage:
            damage(pdf)
        file = BytesIO()
        # A stream of objects that happens to end in a carriage return is valid, and not to every validator.
        pdf.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.disable)
    return file.getvalue()


def _elements(pdf: Pdf, *types: str) -> Iterator[Any]:
    """The structure elements of some types."""
    found = [each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") in types]
    assert found, f"there is no {types} to damage"
    yield from found


def _drop(*types: str, key: str) -> Callable[[Pdf], None]:
    def damage(pdf: Pdf) -> None:
        for element in _elements(pdf, *types):
            del element[key]

    return damage


def _rename(old: str, new: str) -> Callable[[Pdf], None]:
    def damage(pdf: Pdf) -> None:
        for element in _elements(pdf, old):
            element.S = Name(new)

    return damage


def _without_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]
    for element in pdf.objects:
        if isinstance(element, Dictionary) and "/S" in element and "/Lang" in element:
            del element["/Lang"]


def _without_parents_of_a_page(pdf: Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    key = pdf.pages[0].obj.StructParents
    index = next(index for index in range(0, len(numbers), 2) if numbers[index] == key)
    numbers[index + 1] = pdf.make_indirect(Array())


def _with_parents_exchanged(pdf: Pdf) -> None:
    owners = next(entry for entry in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2] if isinstance(entry, Array))
    owners[0], owners[-1] = owners[-1], owners[0]


def _without_font(pdf: Pdf) -> None:
    descriptor = next(each for each in pdf.objects if isinstance(each, Dictionary) and "/FontFile2" in each)
    del descriptor["/FontFile2"]


def _without_unicode(pdf: Pdf) -> None:
    font = next(each for each in pdf.objects if isinstance(each, Dictionary) and "/ToUnicode" in each)
    del font["/ToUnicode"]


def _edited(pdf: Pdf, change: Callable[[list[Any]], list[Any]]) -> None:
    page = pdf.pages[0]
    operations = change(list(pikepdf.parse_content_stream(page)))
    page.Contents = Stream(pdf, pikepdf.unparse_content_stream(operations))


def _without_a_mark(pdf: Pdf) -> None:
    """The first mark that belongs to an element is taken off its content."""

    def change(operations: list[Any]) -> list[Any]:
        names = [str(operator) for _, operator in operations]
        begin = next(
            index for index, name in enumerate(names) if name == "BDC" and operations[index][0][0] != Name.Artifact
        )
        end = names.index("EMC", begin)
        return [operation for index, operation in enumerate(operations) if index not in (begin, end)]

    _edited(pdf, change)


def _as_an_artifact(pdf: Pdf) -> None:
    """Content of an element is called an artifact, so that nobody reads it."""

    def change(operations: list[Any]) -> list[Any]:
        index = next(i for i, (operands, name) in enumerate(operations) if str(name) == "BDC" and operands[0] == Name.P)
        operator = operations[index][1]
        changed = pikepdf.ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Layout)], operator)
        return [*operations[:index], changed, *operations[index + 1 :]]

    _edited(pdf, change)


def _with_another_title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = pikepdf.String("Another title")


def _without_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _without_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]


def _without_mark_info(pdf: Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def _without_title_shown(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def _links_unprinted(pdf: Pdf) -> None:
    annotation = next(each for page in pdf.pages for each in page.obj.get("/Annots", ()))
    annotation.F = 0


def _links_unnamed(pdf: Pdf) -> None:
    annotation = next(each for page in pdf.pages for each in page.obj.get("/Annots", ()))
    del annotation["/Contents"]


def _links_astray(pdf: Pdf) -> None:
    annotation = next(each for page in pdf.pages for each in page.obj.get("/Annots", ()))
    del annotation["/StructParent"]


def _with_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _read_in_another_order(pdf: Pdf) -> None:
    paragraph = next(each for each in _elements(pdf, "/P") if isinstance(each.get("/K"), Array) and len(each.K) > 1)
    paragraph.K = Array(reversed(list(paragraph.K)))


CONTROLS: dict[str, Callable[[Pdf], None]] = {
    "no alternative text": _drop("/Figure", key="/Alt"),
    "no scope": _drop("/TH", key="/A"),
    "no language": _without_language,
    "no parents of a page": _without_parents_of_a_page,
    "parents exchanged": _with_parents_exchanged,
    "no metadata": _without_metadata,
    "no font": _without_font,
    "no unicode": _without_unicode,
    "no mark": _without_a_mark,
    "text as an artifact": _as_an_artifact,
    "text in another order": _read_in_another_order,
    "no mark info": _without_mark_info,
    "no colour profile": _without_intent,
    "another title": _with_another_title,
    "title not shown": _without_title_shown,
    "a heading skipped": _rename("/H2", "/H4"),
    "a list item outside of a list": _rename("/L", "/Div"),
    "a note without a name": _drop("/Note", key="/ID"),
    "an unknown type": _rename("/P", "/Paragraf"),
    "a link that is not printed": _links_unprinted,
    "a link without words": _links_unnamed,
    "a link without an element": _links_astray,
    "a script": _with_script,
}
"""What is done to a good file, by name."""
UNSEEN_BY_VERAPDF = frozenset({"another title", "parents exchanged", "text as an artifact", "text in another order"})
"""What only our own checks see."""


def _without_attachments(pdf: Pdf) -> None:
    del pdf.Root.Names
    del pdf.Root.AF


def _with_information(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def _leading_to_pages_alone(pdf: Pdf) -> None:
    for annotation in (each for page in pdf.pages for each in page.obj.get("/Annots", ())):
        if "/SD" in annotation.get("/A", {}):
            annotation.Dest = annotation.A.D
            del annotation.A


def _without_namespaces(pdf: Pdf) -> None:
    for element in _elements(pdf, "/Document", "/FENote"):
        del element.NS


CONTROLS_OF_PDF_2: dict[str, Callable[[Pdf], None]] = {
    "no alternative text": CONTROLS["no alternative text"],
    "no language": CONTROLS["no language"],
    "no metadata": CONTROLS["no metadata"],
    "no unicode": CONTROLS["no unicode"],
    "no namespaces": _without_namespaces,
    "a note of PDF 1.7": _rename("/FENote", "/Note"),
    "contents that name no heading": _drop("/TOCI", key="/Ref"),
    "a caption between others": _rename("/Aside", "/Div"),
    "links to pages alone": _leading_to_pages_alone,
    "no attachments": _without_attachments,
    "an information dictionary": _with_information,
}
"""What is done to a good file of PDF 2.0, by name."""

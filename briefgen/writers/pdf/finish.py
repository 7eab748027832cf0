"""Finishing: what reportlab has drawn becomes a tagged, archival file.

reportlab knows neither structure nor output intents and writes a syntax that PDF/A refuses; pikepdf adds the ones and
mends the other. PDF/A-2a (ISO 19005-2), or 3a (ISO 19005-3) where files are attached, and PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, NameTree, Object, Page, Pdf, Stream, String

from briefgen.model.attachment import Attachment
from briefgen.model.document import Properties
from briefgen.writers.pdf.canvas import Drawn, Leaf
from briefgen.writers.pdf.embedding import embedded
from briefgen.writers.pdf.endings import saved
from briefgen.writers.pdf.lettering import Lettered
from briefgen.writers.pdf.metadata import information, moment, packet
from briefgen.writers.pdf.profile import NAME, srgb
from briefgen.writers.pdf.structure import Annotated, Element, Mark

PRINTED = 4
"""An annotation's flag that it is printed, the only one that PDF/A allows beside those of zooming."""


def finished(drawn: Drawn, root: Element, properties: Properties, attachments: Sequence[Attachment] = ()) -> bytes:
    """The whole file."""
    with Pdf.open(BytesIO(drawn.data)) as pdf:
        _give_fonts(pdf, drawn.fonts)
        _give_structure(pdf, root, drawn.leaves)
        _give_intent(pdf)
        _attach(pdf, attachments, properties)
        _describe(pdf, properties, 3 if attachments else 2)
        return saved(pdf)


def _give_fonts(pdf: Pdf, used: Iterable[Lettered]) -> None:
    fonts = Dictionary({f"/{lettered.name}": embedded(pdf, lettered) for lettered in used})
    shared = pdf.make_indirect(fonts)
    for page in pdf.pages:
        page.obj.Resources.Font = shared
        del page.obj.Resources["/ProcSet"]


def _give_structure(pdf: Pdf, root: Element, leaves: Sequence[Leaf]) -> None:
    """The structure tree, and from each page and link the way back into it (ISO 32000-1, 14.7.2 and 14.7.4.4)."""
    root.pruned()
    pages = list(pdf.pages)
    objects = {element: pdf.make_indirect(Dictionary(S=Name(f"/{element.type}"))) for element in root.all()}
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=objects[root]))
    for element, made in objects.items():
        made.P = objects[element.parent] if element.parent else tree
        _fill(made, element, objects, pages)
    parents: list[Object] = []
    for page, leaf in zip(pages, leaves, strict=True):
        page.obj.StructParents = len(parents)
        page.obj.Tabs = Name.S
        parents.append(pdf.make_indirect(Array([objects[owner] for owner in leaf.owners])))
        for annotation, (element, words) in zip(page.obj.get("/Annots", ()), leaf.links, strict=True):
            annotation.F = PRINTED
            annotation.Contents = String(words)
            annotation.StructParent = len(parents)
            parents.append(objects[element])
    numbered = (entry for pair in enumerate(parents) for entry in pair)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbered)))
    tree.ParentTreeNextKey = len(parents)
    if named := {element.identifier: made for element, made in objects.items() if element.identifier}:
        identifiers = NameTree.new(pdf)
        for name, made in named.items():
            identifiers[name] = made
        tree.IDTree = identifiers.obj
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _fill(made: Object, element: Element, objects: Mapping[Element, Object], pages: Sequence[Page]) -> None:
    """An element's entries (ISO 32000-1, 14.7.2): its kids, and what is said of it."""
    marks = [kid for kid in element.kids if isinstance(kid, Mark)]
    home = marks[0].page if marks else None
    if home is not None:
        made.Pg = pages[home].obj
    kids = list(_kids(element, home, objects, pages))
    if kids:
        made.K = kids[0] if len(kids) == 1 else Array(kids)
    if element.alternative:
        made.Alt = String(element.alternative)
    if element.language:
        made.Lang = String(element.language)
    if element.identifier:
        made.ID = String(element.identifier)
    if element.attributes:
        made.A = Dictionary({key: Name(value) for key, value in element.attributes.items()})
    if element.box:
        box = Array([round(edge, 3) for edge in element.box])
        made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)


def _kids(
    element: Element, home: int | None, objects: Mapping[Element, Object], pages: Sequence[Page]
) -> Iterator[object]:
    for kid in element.kids:
        match kid:
            case Element():
                yield objects[kid]
            case Mark(page, number) if page == home:
                yield number
            case Mark(page, number):
                yield Dictionary(Type=Name.MCR, Pg=pages[page].obj, MCID=number)
            case Annotated(page, number):
                annotation = pages[page].obj.Annots[number]
                yield Dictionary(Type=Name.OBJR, Pg=pages[page].obj, Obj=annotation)


def _give_intent(pdf: Pdf) -> None:
    """The colours that numbers stand for (ISO 19005-2, 6.2.3)."""
    profile = Stream(pdf, srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(NAME),
        Info=String(NAME),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, attachments: Sequence[Attachment], properties: Properties) -> None:
    """The files that the document carries, each with what it is to the document (ISO 19005-3, 6.8)."""
    if not attachments:
        return
    names = NameTree.new(pdf)
    pdf.Root.AF = Array()
    for attachment in attachments:
        specification = pdf.make_indirect(_specification(pdf, attachment, properties))
        names[attachment.name] = specification
        pdf.Root.AF.append(specification)
    pdf.Root.Names = Dictionary(EmbeddedFiles=names.obj)


def _specification(pdf: Pdf, attachment: Attachment, properties: Properties) -> Dictionary:
    stream = Stream(
        pdf,
        attachment.data,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{attachment.media_type}"),
        Params=Dictionary(Size=len(attachment.data), ModDate=String(moment(properties))),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(attachment.description),
        AFRelationship=Name(f"/{attachment.relationship.value}"),
        EF=Dictionary(F=stream, UF=stream),
    )


def _describe(pdf: Pdf, properties: Properties, part: int) -> None:
    metadata = Stream(pdf, packet(properties, part), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.Lang = String(properties.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    # reportlab would start the file's identifier from SOURCE_DATE_EPOCH; without it, the whole is a digest of the file.
    del pdf.trailer["/ID"]
    del pdf.docinfo
    for key, text in information(properties).items():
        pdf.docinfo[key] = String(text)

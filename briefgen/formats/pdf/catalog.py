"""Finishing: what is drawn becomes a tagged, archival file.

PDF/A-2a (ISO 19005-2), or 3a (ISO 19005-3) where files are attached, and PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from briefgen.formats.pdf.bookmarks import outline
from briefgen.formats.pdf.canvas import DrawnPages, LinkAnnotation, PageContent
from briefgen.formats.pdf.embedding import embedded
from briefgen.formats.pdf.file import File
from briefgen.formats.pdf.metadata import information, moment, packet
from briefgen.formats.pdf.objects import destination, name, name_tree, numbers, reference, string
from briefgen.formats.pdf.profile import NAME, srgb
from briefgen.formats.pdf.tagging import Places, tagged
from briefgen.layout.structure import Tag
from briefgen.model.attachment import Attachment
from briefgen.model.document import Properties

PRINTED = 4
"""An annotation's flag that it is printed, the only one that PDF/A allows beside those of zooming."""


def finished(drawn: DrawnPages, root: Tag, properties: Properties, attachments: Sequence[Attachment] = ()) -> bytes:
    """The whole file."""
    file = drawn.file
    places = Places(
        [file.number() for _ in drawn.leaves], [[file.number() for _ in leaf.links] for leaf in drawn.leaves]
    )
    catalogue = (
        "/Type/Catalog",
        _pages(drawn, places),
        tagged(file, root, drawn.leaves, places),
        outline(file, drawn.outline, places.pages),
        _intent(file),
        _attached(file, attachments, properties),
        _described(file, properties, 3 if attachments else 2),
    )
    stated = "".join(f"{key}{string(text)}" for key, text in information(properties).items())
    return file.closed(file.add(f"<<{''.join(catalogue)}>>"), file.add(f"<<{stated}>>"))


def _pages(drawn: DrawnPages, places: Places) -> str:
    """All pages with their links, each with its key in the structure's parent tree: first the pages, then the links."""
    file = drawn.file
    tree = file.number()
    shared = file.add(f"<<{''.join(f'/{font.name} {reference(embedded(file, font))}' for font in drawn.fonts)}>>")
    size = numbers(drawn.page.width, drawn.page.height)
    common = f"/Type/Page/Parent {reference(tree)}/MediaBox[0 0 {size}]/Tabs/S"
    keys = count(len(drawn.leaves))
    for index, (leaf, page, links) in enumerate(zip(drawn.leaves, places.pages, places.links, strict=True)):
        resources = f"/Resources<</Font {reference(shared)}{_images(leaf)}>>"
        annotations = f"/Annots[{' '.join(map(reference, links))}]" if links else ""
        content = f"/Contents {reference(leaf.content)}"
        file.put(page, f"<<{common}{resources}{content}/StructParents {index}{annotations}>>")
        for link, place in zip(leaf.links, links, strict=True):
            file.put(place, f"<</Type/Annot/Subtype/Link/StructParent {next(keys)}{_link(link, drawn, places)}>>")
    kids = " ".join(map(reference, places.pages))
    file.put(tree, f"<</Type/Pages/Count {len(places.pages)}/Kids[{kids}]>>")
    return f"/Pages {reference(tree)}/PageLabels<</Nums[0<</S/D>>]>>"


def _images(leaf: PageContent) -> str:
    images = "".join(f"{name(image)} {reference(place)}" for image, place in leaf.images.items())
    return f"/XObject<<{images}>>" if images else ""


def _link(link: LinkAnnotation, drawn: DrawnPages, places: Places) -> str:
    """Where a link is, what it says (ISO 14289-1, 7.18.5), and where it leads."""
    if link.url:
        leads = f"/A<</Type/Action/S/URI/URI{string(link.url)}>>"
    else:
        target = drawn.targets[link.target]
        leads = f"/Dest{destination(places.pages[target.page], target.top)}"
    return f"/Rect[{numbers(*link.rectangle)}]/Border[0 0 0]/F {PRINTED}/Contents{string(link.words)}{leads}"


def _intent(file: File) -> str:
    """The colours that numbers stand for (ISO 19005-2, 6.2.3)."""
    profile = file.stream(srgb(), "/N 3")
    intent = file.add(
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{string(NAME)}/Info{string(NAME)}"
        f"/DestOutputProfile {reference(profile)}>>"
    )
    return f"/OutputIntents[{reference(intent)}]"


def _attached(file: File, attachments: Sequence[Attachment], properties: Properties) -> str:
    """The files that the document carries, each with what it is to the document (ISO 19005-3, 6.8)."""
    if not attachments:
        return ""
    places = {each.name: file.add(_specification(file, each, properties)) for each in attachments}
    carried = " ".join(map(reference, places.values()))
    return f"/AF[{carried}]/Names<</EmbeddedFiles{name_tree(places)}>>"


def _specification(file: File, attachment: Attachment, properties: Properties) -> str:
    stated = f"/Params<</Size {len(attachment.data)}/ModDate{string(moment(properties))}>>"
    stream = reference(file.stream(attachment.data, f"/Type/EmbeddedFile/Subtype{name(attachment.media_type)}{stated}"))
    called = string(attachment.name)
    return (
        f"<</Type/Filespec/F{called}/UF{called}/Desc{string(attachment.description)}"
        f"/AFRelationship{name(attachment.relationship.value)}/EF<</F {stream}/UF {stream}>>>>"
    )


def _described(file: File, properties: Properties, part: int) -> str:
    """What the file says of itself."""
    metadata = file.as_it_is(packet(properties, part), "/Type/Metadata/Subtype/XML")
    return (
        f"/Metadata {reference(metadata)}/Lang{string(properties.language)}/ViewerPreferences<</DisplayDocTitle true>>"
    )

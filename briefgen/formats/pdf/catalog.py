"""The catalogue: what is drawn becomes a tagged, archival file, with its pages, outline, attachments and metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import count

from briefgen.formats.pdf.canvas import Bookmark, DrawnPages, LinkAnnotation, PageContent
from briefgen.formats.pdf.file import File, name, name_tree, numbers, reference, string
from briefgen.formats.pdf.font_subsets import embedded
from briefgen.formats.pdf.metadata import PROFILE_NAME, information, moment, packet, srgb
from briefgen.formats.pdf.tags import Places, tagged
from briefgen.frozen import mutable
from briefgen.layout.structure import StructureTag
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of
from briefgen.model.document import Attachment, PdfProfile, Properties

MOST_WITHOUT_OUTLINE = 8
"""The pages beyond which a reader opens the file with its outline beside it."""
PRINTED = 4
"""An annotation's flag that it is printed, the only one that PDF/A allows beside those of zooming."""


def finished(
    drawn: DrawnPages, root: StructureTag, properties: Properties, attachments: Sequence[Attachment] = ()
) -> bytes:
    """The whole file."""
    file = drawn.file
    places = Places.of(drawn, root, properties.pdf)
    catalogue = (
        "/Type/Catalog",
        _pages(drawn, places),
        tagged(file, root, drawn, places),
        outline(file, drawn.outline, places),
        "/PageMode/UseOutlines" if len(drawn.leaves) > MOST_WITHOUT_OUTLINE else "",
        _intent(file),
        _attached(file, attachments, properties),
        _described(file, properties, carries=bool(attachments)),
    )
    number = file.add(f"<<{''.join(catalogue)}>>")
    if properties.pdf is PdfProfile.UA_2_A_4F:
        return file.closed(number, None)
    stated = "".join(f"{key}{string(text)}" for key, text in information(properties).items())
    return file.closed(number, file.add(f"<<{stated}>>"))


def _pages(drawn: DrawnPages, places: Places) -> str:
    """All pages with their links, each with its key in the structure's parent tree: first the pages, then the links."""
    file = drawn.file
    tree = file.number()
    shared = file.add(f"<<{''.join(f'/{font.name} {reference(embedded(file, font))}' for font in drawn.fonts)}>>")
    common = f"/Type/Page/Parent {reference(tree)}/Tabs/S"
    keys = count(len(drawn.leaves))
    sheets = zip(drawn.leaves, drawn.formats, places.pages, places.links, strict=True)
    for index, (leaf, size, page, links) in enumerate(sheets):
        box = f"/MediaBox[0 0 {numbers(size.width, size.height)}]"
        resources = f"/Resources<</Font {reference(shared)}{_images(leaf)}>>"
        annotations = f"/Annots[{' '.join(map(reference, links))}]" if links else ""
        content = f"/Contents {reference(leaf.content)}"
        file.put(page, f"<<{common}{box}{resources}{content}/StructParents {index}{annotations}>>")
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
    leads = f"/A<</Type/Action/S/URI/URI{string(link.url)}>>" if link.url else places.leads(drawn.targets[link.target])
    return f"/Rect[{numbers(*link.rectangle)}]/Border[0 0 0]/F {PRINTED}/Contents{string(link.words)}{leads}"


def _intent(file: File) -> str:
    """The colours that numbers stand for (ISO 19005-2, 6.2.3)."""
    profile = file.stream(srgb(), "/N 3")
    intent = file.add(
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{string(PROFILE_NAME)}/Info{string(PROFILE_NAME)}"
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


def _described(file: File, properties: Properties, *, carries: bool) -> str:
    """What the file says of itself."""
    direction = "/Direction/R2L" if direction_of(properties.language) == RIGHT_TO_LEFT else ""
    metadata = file.as_it_is(packet(properties, carries=carries), "/Type/Metadata/Subtype/XML")
    return (
        f"/Metadata {reference(metadata)}/Lang{string(properties.language)}"
        f"/ViewerPreferences<</DisplayDocTitle true{direction}>>"
    )


@mutable
class OutlineItem:
    """A line of the outline: its object, its own entries, and the lines below it."""

    number: int
    own: str
    kids: list[OutlineItem] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines stand below it, at all levels."""
        return sum(1 + kid.count for kid in self.kids)

    def below(self) -> str:
        """The entries that lead to the lines below it."""
        if not self.kids:
            return ""
        first, last = reference(self.kids[0].number), reference(self.kids[-1].number)
        return f"/First {first}/Last {last}/Count {self.count}"


def outline(file: File, headings: Sequence[Bookmark], places: Places) -> str:
    """The outline, put into the file, as an entry of its catalogue."""
    if not headings:
        return ""
    root = OutlineItem(file.number(), "/Type/Outlines")
    opened = [root]
    for heading in headings:
        entry = OutlineItem(file.number(), f"/Title{string(heading.title)}{places.leads(heading.target)}")
        del opened[heading.level + 1 :]
        opened[-1].kids.append(entry)
        opened.append(entry)
    file.put(root.number, f"<<{root.own}{root.below()}>>")
    _put_below(file, root)
    return f"/Outlines {reference(root.number)}"


def _put_below(file: File, parent: OutlineItem) -> None:
    for before, entry, behind in zip([None, *parent.kids], parent.kids, [*parent.kids[1:], None], strict=False):
        beside = f"/Prev {reference(before.number)}" if before else ""
        beside += f"/Next {reference(behind.number)}" if behind else ""
        file.put(entry.number, f"<<{entry.own}/Parent {reference(parent.number)}{beside}{entry.below()}>>")
        _put_below(file, entry)

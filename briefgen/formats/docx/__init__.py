"""The DOCX writer: the document in WordprocessingML (ISO/IEC 29500-4), styled by the house style."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from itertools import chain, islice

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefgen.cache import Cache
from briefgen.formats.docx.adopt_styles import drop_style
from briefgen.formats.docx.blocks import write_blocks
from briefgen.formats.docx.comments import comment_styles
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import Markup, OpenElement, markup_of
from briefgen.formats.docx.fonts import add_fonts
from briefgen.formats.docx.front import write_front
from briefgen.formats.docx.manifest import ITEM, characters_in, item_properties, manifest, texts_in
from briefgen.formats.docx.markup import NAMESPACES
from briefgen.formats.docx.notes import write_notes
from briefgen.formats.docx.package import STRETCH, Relations, WrittenPart, packed, relate, xml_part
from briefgen.formats.docx.pages import WordSections, in_sections
from briefgen.formats.docx.setting import Setting
from briefgen.formats.docx.settings import (
    core_properties,
    custom_properties,
    extended_properties,
    label_info,
    settings,
)
from briefgen.formats.docx.style_source import house_style
from briefgen.formats.docx.styles import FORM_STYLES, Style
from briefgen.formats.docx.tables import separated
from briefgen.formats.written import Written
from briefgen.model.document import Document, Media
from briefgen.model.traverse import on_landscape_pages
from briefgen.theme import Theme


def write(document: Document, media: Media, theme: Theme, cache: Cache | None = None) -> Written:
    """Write the document as DOCX, with fonts that the cache keeps.

    Attachments are the PDF's alone, because Word has no place for them.

    Raises ContentError for a picture that the media lack, IllegalCharacterError for a text that XML cannot hold.
    """
    package = Package()
    body = WrittenPart("/word/document.xml", CT.WML_DOCUMENT_MAIN, "document", package)
    relate(package, RT.OFFICE_DOCUMENT, body)
    context = DocxContext(document, media, theme, Relations(body, package))
    texts = list[Markup]()
    front = document.front
    printed = set("".join((front.desk, front.issue, front.marking, front.running_title, front.running_issue)))
    for stretch in chain(_write_body(body, context), write_notes(context, package)):
        texts.extend(texts_in(stretch, context.bookmarks.identities))
        printed |= characters_in(stretch)
    _add_house_style(context, package, printed, cache)
    if context.comments:
        context.comments.add_parts(context.relations, context.turn)
    _add_items(context, package, manifest(document.properties, texts))
    _add_properties(package, document)
    return Written(partial(packed, package, cache))


def _write_body(body: WrittenPart, context: DocxContext) -> Iterator[Markup]:
    """Write the document's blocks and its section, and give each stretch of them."""
    content = context.document.blocks
    blocks = chain(write_front(context), write_blocks(content, Setting(), context))
    sections = WordSections(context)
    elements = in_sections(separated(blocks, context.theme), sections)
    for stretch in _stretches(elements, context):
        body.write(stretch)
        yield stretch
    body.write(sections.ended(turned=on_landscape_pages(content)[-1:] == [True]).markup())


def _stretches(elements: Iterator[OpenElement], context: DocxContext) -> Iterator[Markup]:
    """Elements by stretches, and a long table by its rows unless something is to be turned in it."""
    while held := list(islice(elements, STRETCH)):
        if context.turns:
            yield context.turned(markup_of(held))
            continue
        pieces = chain.from_iterable(element.pieces() for element in held)
        while stretch := markup_of(islice(pieces, STRETCH)):
            yield stretch


def _add_house_style(context: DocxContext, package: Package, printed: Collection[str], cache: Cache | None) -> None:
    """Add the parts that style the document, with fonts that have the characters that it prints."""
    add = context.relations.add_part
    properties = context.document.properties
    language = properties.language
    house = house_style(context.theme, language, context.foreign, cache)
    fonts = house.embedded(printed, cache)
    noted = settings(
        language,
        has_notes=bool(context.footnotes.called()),
        has_fonts=bool(fonts),
        hyphenates=properties.hyphenates,
        justified=context.theme.justified,
        review=properties.review,
    )
    if not context.numbering.counts_paragraphs:
        drop_style(house.styles, Style.NUMBERED)
    if not context.numbering.has_questions:
        drop_style(house.styles, Style.QUESTION)
    for style in FORM_STYLES - context.form_styles:
        drop_style(house.styles, style)
    if context.comments:
        house.styles.extend(comment_styles())
    add("/word/styles.xml", CT.WML_STYLES, RT.STYLES, house.styles)
    add("/word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, context.numbering.part(house.lists))
    add("/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, noted)
    table = xml_part("/word/fontTable.xml", CT.WML_FONT_TABLE, house.font_table, package)
    context.relations.relate(RT.FONT_TABLE, table)
    add_fonts(house.font_table, fonts, table, package)
    add("/word/theme/theme1.xml", CT.OFC_THEME, RT.THEME, house.theme)


def _add_items(context: DocxContext, package: Package, content: bytes) -> None:
    """Add the custom XML parts: the manifest with its content, and the nodes of the facts if the text has any."""
    facts = context.facts
    items = [(content, item_properties(ITEM, NAMESPACES["m"]))]
    items += [(figures, item_properties(facts.item, NAMESPACES["f"]))] if (figures := facts.figures()) else []
    for number, (item, properties) in enumerate(items, 1):
        part = Part(PackURI(f"/customXml/item{number}.xml"), CT.XML, item, package)
        context.relations.relate(RT.CUSTOM_XML, part)
        kind = CT.OFC_CUSTOM_XML_PROPERTIES
        relate(part, RT.CUSTOM_XML_PROPS, xml_part(f"/customXml/itemProps{number}.xml", kind, properties, package))


LABELS = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
LABEL_INFO = "application/vnd.ms-office.classificationlabels+xml"


def _add_properties(package: Package, document: Document) -> None:
    if label := document.properties.label:
        relate(package, LABELS, xml_part("/docMetadata/LabelInfo.xml", LABEL_INFO, label_info(label), package))
    core = xml_part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, core_properties(document.properties), package)
    relate(package, RT.CORE_PROPERTIES, core)
    extended = xml_part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, extended_properties(), package)
    relate(package, RT.EXTENDED_PROPERTIES, extended)
    named = custom_properties(document)
    if named is not None:
        custom = xml_part("/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, named, package)
        relate(package, RT.CUSTOM_PROPERTIES, custom)

"""The DOCX writer: the document in WordprocessingML (ISO/IEC 29500-4), styled by the house style."""

from __future__ import annotations

from briefgen.model.document import Document, Media, Properties
from briefgen.theme import Theme
from briefgen.writers.docx.blocks import write_blocks
from briefgen.writers.docx.comments import comment_styles
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.embedding import add_fonts
from briefgen.writers.docx.front import write_front
from briefgen.writers.docx.house import house_style
from briefgen.writers.docx.kinds import ContentType, RelationType
from briefgen.writers.docx.manifest import item_properties, manifest
from briefgen.writers.docx.markup import Element, root, w
from briefgen.writers.docx.notes import write_notes
from briefgen.writers.docx.package import Package, packed, relate
from briefgen.writers.docx.pages import section
from briefgen.writers.docx.properties import core_properties, custom_properties, extended_properties
from briefgen.writers.docx.relations import Relations
from briefgen.writers.docx.setting import Setting
from briefgen.writers.docx.settings import settings
from briefgen.writers.docx.tables import separated
from briefgen.writers.written import Written


def write(document: Document, media: Media, theme: Theme) -> Written:
    """Write the document as DOCX. Attachments are the PDF's alone, because Word has no place for them.

    Raises ContentError for a picture that the media lack, IllegalCharacterError for a text that XML cannot hold.
    """
    package = Package()
    body = w("body")
    main = package.add("/word/document.xml", ContentType.DOCUMENT_MAIN, root("document", body))
    relate(package, RelationType.OFFICE_DOCUMENT, main)
    draft = Draft(document, media, theme, Relations(main, package))
    blocks = [*write_front(draft), *write_blocks(document.blocks, Setting(), draft)]
    body.extend([*separated(blocks, theme), section(draft)])
    notes = write_notes(draft, package)
    _add_house_style(draft, package)
    _add_comments(draft)
    _add_manifest(draft, package, [body] if notes is None else [body, notes])
    _add_properties(package, document.properties)
    return Written(packed(package))


def _add_house_style(draft: Draft, package: Package) -> None:
    add = draft.relations.add_part
    language = draft.document.properties.language
    house = house_style(draft.theme, language)
    noted = settings(language, has_notes=bool(draft.footnotes.called()), has_fonts=bool(house.fonts))
    if draft.comments:
        house.styles.extend(comment_styles())
    add("/word/styles.xml", ContentType.STYLES, RelationType.STYLES, house.styles)
    add("/word/numbering.xml", ContentType.NUMBERING, RelationType.NUMBERING, draft.numbering.part(house.lists))
    add("/word/settings.xml", ContentType.SETTINGS, RelationType.SETTINGS, noted)
    table = package.add("/word/fontTable.xml", ContentType.FONT_TABLE, house.font_table)
    draft.relations.relate(RelationType.FONT_TABLE, table)
    add_fonts(house.font_table, house.fonts, table, package)
    add("/word/theme/theme1.xml", ContentType.THEME, RelationType.THEME, house.theme)


def _add_comments(draft: Draft) -> None:
    if draft.comments:
        draft.relations.add_part(
            "/word/comments.xml", ContentType.COMMENTS, RelationType.COMMENTS, draft.comments.part()
        )


def _add_manifest(draft: Draft, package: Package, parts: list[Element]) -> None:
    content = manifest(draft.document.properties, draft, parts)
    part = package.add("/customXml/item1.xml", ContentType.XML, content)
    draft.relations.relate(RelationType.CUSTOM_XML, part)
    kind = ContentType.CUSTOM_XML_PROPERTIES
    relate(part, RelationType.CUSTOM_XML_PROPS, package.add("/customXml/itemProps1.xml", kind, item_properties()))


def _add_properties(package: Package, properties: Properties) -> None:
    core = package.add("/docProps/core.xml", ContentType.CORE_PROPERTIES, core_properties(properties))
    relate(package, RelationType.CORE_PROPERTIES, core)
    extended = package.add("/docProps/app.xml", ContentType.EXTENDED_PROPERTIES, extended_properties())
    relate(package, RelationType.EXTENDED_PROPERTIES, extended)
    named = custom_properties(properties)
    if named is not None:
        custom = package.add("/docProps/custom.xml", ContentType.CUSTOM_PROPERTIES, named)
        relate(package, RelationType.CUSTOM_PROPERTIES, custom)

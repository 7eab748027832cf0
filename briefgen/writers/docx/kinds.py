"""What parts hold and what relates them, by the names that Office Open XML has for it (ISO/IEC 29500-1 and -2)."""

from __future__ import annotations

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORDS = f"{_OFFICE}.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class ContentType:
    """What a part holds."""

    COMMENTS = f"{_WORDS}.comments+xml"
    CORE_PROPERTIES = f"{_PACKAGE}.core-properties+xml"
    CUSTOM_PROPERTIES = f"{_OFFICE}.custom-properties+xml"
    CUSTOM_XML_PROPERTIES = f"{_OFFICE}.customXmlProperties+xml"
    DOCUMENT_MAIN = f"{_WORDS}.document.main+xml"
    EXTENDED_PROPERTIES = f"{_OFFICE}.extended-properties+xml"
    FONT_TABLE = f"{_WORDS}.fontTable+xml"
    FOOTER = f"{_WORDS}.footer+xml"
    FOOTNOTES = f"{_WORDS}.footnotes+xml"
    HEADER = f"{_WORDS}.header+xml"
    NUMBERING = f"{_WORDS}.numbering+xml"
    OBFUSCATED_FONT = f"{_OFFICE}.obfuscatedFont"
    RELATIONSHIPS = f"{_PACKAGE}.relationships+xml"
    SETTINGS = f"{_WORDS}.settings+xml"
    STYLES = f"{_WORDS}.styles+xml"
    THEME = f"{_OFFICE}.theme+xml"
    XML = "application/xml"


class RelationType:
    """What a part is to the part that refers to it, or to the package."""

    COMMENTS = f"{_RELATIONS}/comments"
    CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    CUSTOM_PROPERTIES = f"{_RELATIONS}/custom-properties"
    CUSTOM_XML = f"{_RELATIONS}/customXml"
    CUSTOM_XML_PROPS = f"{_RELATIONS}/customXmlProps"
    ENDNOTES = f"{_RELATIONS}/endnotes"
    EXTENDED_PROPERTIES = f"{_RELATIONS}/extended-properties"
    FONT = f"{_RELATIONS}/font"
    FONT_TABLE = f"{_RELATIONS}/fontTable"
    FOOTER = f"{_RELATIONS}/footer"
    FOOTNOTES = f"{_RELATIONS}/footnotes"
    HEADER = f"{_RELATIONS}/header"
    HYPERLINK = f"{_RELATIONS}/hyperlink"
    IMAGE = f"{_RELATIONS}/image"
    NUMBERING = f"{_RELATIONS}/numbering"
    OFFICE_DOCUMENT = f"{_RELATIONS}/officeDocument"
    SETTINGS = f"{_RELATIONS}/settings"
    STYLES = f"{_RELATIONS}/styles"
    THEME = f"{_RELATIONS}/theme"

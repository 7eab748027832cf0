"""What the file says of itself: the XMP packet and the information dictionary, which agree."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from briefgen.model.document import Properties

PRODUCER = "briefgen"

SCHEMA = """\
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>The part of ISO 14289 to which the file conforms</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
"""
"""PDF/A wants each schema described that it does not know, and it does not know PDF/UA's (ISO 19005-2, 6.6.2.3)."""


def information(properties: Properties) -> dict[str, str]:
    """The entries of the information dictionary (ISO 32000-1, 14.3.3); what is empty is left out."""
    day = moment(properties)
    entries = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Subject": properties.subject,
        "/Keywords": ", ".join(properties.keywords),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": day,
        "/ModDate": day,
    }
    return {key: text for key, text in entries.items() if text}


def moment(properties: Properties) -> str:
    """The edition's date as a time of the file, which no clock decides (ISO 32000-1, 7.9.4)."""
    return f"D:{properties.date:%Y%m%d}000000Z"


def packet(properties: Properties, part: int) -> bytes:
    """The XMP packet of a file that conforms to PDF/A-2a or 3a, by its part, and to PDF/UA-1."""
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        '      xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        '      xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">',
        *_description(properties),
        f"   <pdfaid:part>{part}</pdfaid:part>",
        "   <pdfaid:conformance>A</pdfaid:conformance>",
        "   <pdfuaid:part>1</pdfuaid:part>",
        "  </rdf:Description>",
        SCHEMA.rstrip("\n"),
        " </rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _description(properties: Properties) -> Iterator[str]:
    day = f"{properties.date:%Y-%m-%d}T00:00:00Z"
    yield "   <dc:format>application/pdf</dc:format>"
    yield f"   <dc:language><rdf:Bag><rdf:li>{_escaped(properties.language)}</rdf:li></rdf:Bag></dc:language>"
    yield f"   <dc:title>{_alternative(properties.title)}</dc:title>"
    if properties.author:
        yield f"   <dc:creator><rdf:Seq><rdf:li>{_escaped(properties.author)}</rdf:li></rdf:Seq></dc:creator>"
    if properties.subject:
        yield f"   <dc:description>{_alternative(properties.subject)}</dc:description>"
    if properties.keywords:
        items = "".join(f"<rdf:li>{_escaped(keyword)}</rdf:li>" for keyword in properties.keywords)
        yield f"   <dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>"
        yield f"   <pdf:Keywords>{_escaped(', '.join(properties.keywords))}</pdf:Keywords>"
    yield f"   <pdf:Producer>{PRODUCER}</pdf:Producer>"
    yield f"   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>"
    yield f"   <xmp:CreateDate>{day}</xmp:CreateDate>"
    yield f"   <xmp:ModifyDate>{day}</xmp:ModifyDate>"


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt>'


def _escaped(text: str) -> str:
    return escape(text, quote=False)

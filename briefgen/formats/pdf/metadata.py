"""What the file says of itself: the XMP packet and the information dictionary, which agree, and the profile of colours.

The profile is sRGB as a matrix and a curve (IEC 61966-2-1, in the form of ICC.1:2001-04). It is made here, since those
that come with libraries hold the time at which they were made.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from briefgen.model.document import PdfProfile, Properties

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

DECLARATION = """\
  <rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/">
   <pdfd:declarations><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo>
   </rdf:li></rdf:Bag></pdfd:declarations>
  </rdf:Description>
"""
"""The declaration that a file is tagged for accessibility as Well-Tagged PDF 1.0 of the PDF Association wants it."""

PROFILE_NAME = "sRGB IEC61966-2.1"
NO_COPYRIGHT = "No copyright, use freely"
POINTS = 1024
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
"""The three colours, adapted to the white of D50 by Bradford's matrix."""


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


def packet(properties: Properties, *, carries: bool) -> bytes:
    """The XMP packet of a file of a profile, which carries attachments or none."""
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        '      xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        '      xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">',
        *_description(properties),
        *_claims(properties.pdf, carries=carries),
        " </rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _claims(profile: PdfProfile, *, carries: bool) -> Iterator[str]:
    """What the file says that it conforms to, and the end of its description."""
    if profile is PdfProfile.UA_1_A_2A:
        yield f"   <pdfaid:part>{3 if carries else 2}</pdfaid:part>"
        yield "   <pdfaid:conformance>A</pdfaid:conformance>"
        yield "   <pdfuaid:part>1</pdfuaid:part>"
        yield "  </rdf:Description>"
        yield SCHEMA.rstrip("\n")
        return
    yield "   <pdfaid:part>4</pdfaid:part>"
    yield "   <pdfaid:rev>2020</pdfaid:rev>"
    if carries:
        yield "   <pdfaid:conformance>F</pdfaid:conformance>"
    yield "   <pdfuaid:part>2</pdfuaid:part>"
    yield "   <pdfuaid:rev>2024</pdfuaid:rev>"
    yield "  </rdf:Description>"
    yield DECLARATION.rstrip("\n")


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


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The profile's bytes, the same at all times."""
    tags = {b"desc": _profile_description(PROFILE_NAME), b"cprt": _profile_text(NO_COPYRIGHT), b"wtpt": _xyz(WHITE)}
    tags |= {name: _xyz(colour) for name, colour in PRIMARIES.items()}
    curve = _curve()
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body, places = b"", b"", dict[bytes, int]()
    first = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = first + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    return _header(first + len(body)) + struct.pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    """The header: version 2.1, a display's profile, from RGB to XYZ, of no date."""
    start = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    start += struct.pack(">6H4s4s", 2000, 1, 1, 0, 0, 0, b"acsp", bytes(4))
    return start + bytes(68 - len(start)) + b"".join(map(_fixed, WHITE)) + bytes(48)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(colour: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, colour))


def _profile_text(text: str) -> bytes:
    return b"text" + bytes(4) + text.encode("ascii") + b"\0"


def _profile_description(text: str) -> bytes:
    ascii_ = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_)) + ascii_ + bytes(4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    values = (_linear(index / (POINTS - 1)) for index in range(POINTS))
    return b"curv" + struct.pack(">II", 0, POINTS) + b"".join(struct.pack(">H", round(v * 65535)) for v in values)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

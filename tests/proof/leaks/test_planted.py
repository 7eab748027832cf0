"""One thing that must not be there is put into one part of a real file, and is found and named with that part."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy

import pytest

from briefgen.proof.leaks import Withheld, find_leaks
from tests.archives import unzipped, zipped
from tests.proof.leaks.packs import DAY, starter

pytestmark = pytest.mark.slow

NAME = f"{DAY}-starter"
SOURCE = b"ore: Zanzibar\nworth: 987654\n"
WITHHELD = Withheld(
    texts=["Zanzibar smuggled uranium ore northwards."],
    figures=["987,654", "987654", "7", "7 barrels"],
    names=["hidden_convoy", "convoys.png"],
    files={"content/hidden.yaml": SOURCE},
    shown=["Doses given"],
)
TEXT, WORD, FIGURE = "the words “zanzibar smuggled uranium”", "the word “zanzibar”", "the figure “987654”"
PRINTED, CONVOY, FILE = "the figure “987,654”", "the name “hidden_convoy”", "the file content/hidden.yaml"

Plant = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def pack() -> Mapping[str, bytes]:
    return {path: data for path, data in starter().items() if "/" not in path or path.startswith("figures/")}


def leaks(path: str, data: bytes) -> set[tuple[str, str]]:
    return {(leak.part, leak.what) for leak in find_leaks({path: data}, WITHHELD)}


def test_a_pack_holds_nothing_of_what_is_not_in_it(pack: Mapping[str, bytes]) -> None:
    assert len(pack) > 9
    assert list(find_leaks(pack, WITHHELD)) == []


def inside(name: str, plant: Plant) -> Plant:
    """Change one member of an archive."""

    def planted(data: bytes) -> bytes:
        members = unzipped(data)
        return zipped({**members, name: plant(members[name])})

    return planted


def with_member(name: str, content: bytes) -> Plant:
    return lambda data: zipped({**unzipped(data), name: content})


def before(mark: str, planted: str, count: int = 1) -> Plant:
    """Put a text before a mark that is there."""

    def plant(data: bytes) -> bytes:
        assert mark.encode() in data
        return data.replace(mark.encode(), (planted + mark).encode(), count)

    return plant


def instead(pattern: str, planted: str) -> Plant:
    """Put a text in the place of what a pattern finds first."""

    def plant(data: bytes) -> bytes:
        changed, count = re.subn(pattern.encode(), lambda _: planted.encode(), data, count=1)
        assert count
        return changed

    return plant


def named_in_font(data: bytes) -> bytes:
    """A font, obfuscated or not, in whose table of names a name is another one of the same length."""
    old, new = ("Source Sans 3".encode("utf-16-be"), "Zanzibar 2031".encode("utf-16-be"))
    assert old in data
    return data.replace(old, new, 1)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def with_chunk(name: bytes, content: bytes) -> Plant:
    return lambda png: png[:33] + chunk(name, content) + png[33:]


BODY, SECTION = "word/document.xml", "<w:sectPr"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
COMMENTS = (
    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" '
    b'w:author="Ada"><w:p><w:r><w:t>Zanzi</w:t></w:r><w:r><w:t>bar</w:t></w:r></w:p></w:comment></w:comments>'
)
JPEG = b"\xff\xd8\xff\xfe" + struct.pack(">H", 10) + b"Zanzibar" + b"\xff\xda\x00\x02\xff\xd9"

DOCX: Mapping[str, tuple[Plant, str, str]] = {
    "runs that part a word": (
        inside(
            BODY,
            before(
                SECTION,
                "<w:p><w:r><w:t>Zanzi</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bar smuggled uranium</w:t></w:r></w:p>",
            ),
        ),
        f"{BODY}, text",
        TEXT,
    ),
    "a soft hyphen": (inside(BODY, before(SECTION, PARAGRAPH.format("Zanzi\u00adbar"))), f"{BODY}, text", WORD),
    "capitals": (inside(BODY, before(SECTION, PARAGRAPH.format("ZANZIBAR"))), f"{BODY}, text", WORD),
    "full width": (inside(BODY, before(SECTION, PARAGRAPH.format("Ｚａｎｚｉｂａｒ"))), f"{BODY}, text", WORD),
    "isolates and other digits": (
        inside(BODY, before(SECTION, PARAGRAPH.format("\u2068۹۸۷٬۶۵۴\u2069"))),
        f"{BODY}, text",
        PRINTED,
    ),
    "a character reference": (inside(BODY, before(SECTION, PARAGRAPH.format("&#90;anzibar"))), f"{BODY}, text", WORD),
    "a short figure with its unit": (
        inside(BODY, before(SECTION, PARAGRAPH.format("7\u00a0barrels"))),
        f"{BODY}, text",
        "the figure “7 barrels”",
    ),
    "deleted text": (
        inside(BODY, before(SECTION, "<w:p><w:del><w:r><w:delText>Zanzibar</w:delText></w:r></w:del></w:p>")),
        f"{BODY}, text",
        WORD,
    ),
    "a field": (
        inside(BODY, before(SECTION, "<w:p><w:r><w:instrText>REF Zanzibar</w:instrText></w:r></w:p>")),
        f"{BODY}, field or formula",
        WORD,
    ),
    "a comment": (with_member("word/comments.xml", COMMENTS), "word/comments.xml, text", WORD),
    "a note": (
        inside("word/footnotes.xml", before("</w:p>", "<w:r><w:t>987,654</w:t></w:r>")),
        "word/footnotes.xml, text",
        PRINTED,
    ),
    "a header": (
        inside("word/header-first.xml", before("</w:p>", "<w:r><w:t> Zanzibar</w:t></w:r>")),
        "word/header-first.xml, text",
        WORD,
    ),
    "an alternative text": (
        inside(BODY, instead(' descr="', ' descr="987,654 ')),
        f"{BODY}, alternative text of a picture",
        PRINTED,
    ),
    "a bookmark": (
        inside(BODY, before(SECTION, '<w:bookmarkStart w:id="9999" w:name="_bg_hidden_convoy_1a2b"/>')),
        f"{BODY}, name of a bookmark",
        CONVOY,
    ),
    "a control's tag": (
        inside(BODY, instead('w:val="fact:doses"', 'w:val="fact:hidden_convoy"')),
        f"{BODY}, tag of a control",
        CONVOY,
    ),
    "a control's title": (
        inside(BODY, instead('<w:alias w:val="doses"', '<w:alias w:val="hidden convoy"')),
        f"{BODY}, title of a control",
        CONVOY,
    ),
    "a title": (inside("docProps/core.xml", before("</dc:title>", " Zanzibar")), "docProps/core.xml, text", WORD),
    "a property": (
        inside("docProps/custom.xml", before("</vt:lpwstr>", " 987654")),
        "docProps/custom.xml, text",
        FIGURE,
    ),
    "a property's name": (
        inside("docProps/custom.xml", instead('name="Edition"', 'name="Zanzibar"')),
        "docProps/custom.xml, name of a property",
        WORD,
    ),
    "custom XML": (
        inside("customXml/item1.xml", instead('id="front/title"', 'id="hidden_convoy"')),
        "customXml/item1.xml, attribute id of text",
        CONVOY,
    ),
    "custom XML's text": (
        inside("customXml/item2.xml", before("</", " 987,654")),
        "customXml/item2.xml, text",
        PRINTED,
    ),
    "a chart's data": (
        inside("word/charts/chart1.xml", instead("30150", "987654")),
        "word/charts/chart1.xml, text",
        FIGURE,
    ),
    "the workbook of a chart": (
        inside(
            "word/embeddings/Microsoft_Excel_Sheet1.xlsx",
            inside("xl/worksheets/sheet1.xml", instead("30150", "987654")),
        ),
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx, xl/worksheets/sheet1.xml, text",
        FIGURE,
    ),
    "a sheet's name": (
        inside(
            "word/embeddings/Microsoft_Excel_Sheet1.xlsx",
            inside("xl/workbook.xml", instead('name="Sheet1"', 'name="Zanzibar"')),
        ),
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx, xl/workbook.xml, name of a sheet",
        WORD,
    ),
    "a relationship": (
        inside(
            "word/_rels/document.xml.rels", instead('Target="styles.xml"', 'Target="https://e.org/hidden%5Fconvoy"')
        ),
        "word/_rels/document.xml.rels, address of what is related",
        CONVOY,
    ),
    "a style": (
        inside("word/styles.xml", instead('w:name w:val="Bottom Line"', 'w:name w:val="Zanzibar"')),
        "word/styles.xml, name of a style",
        WORD,
    ),
    "a remark in the markup": (
        inside("word/styles.xml", before("</w:styles>", "<!-- Zanzibar -->")),
        "word/styles.xml, comment in its markup",
        WORD,
    ),
    "CDATA": (
        inside("docProps/core.xml", before("</dc:title>", "<![CDATA[ Zanzibar]]>")),
        "docProps/core.xml, text",
        WORD,
    ),
    "UTF-16": (
        inside(
            "docProps/app.xml",
            lambda data: data.decode().replace("briefgen", "Zanzibar").replace("UTF-8", "UTF-16").encode("utf-16"),
        ),
        "docProps/app.xml, text",
        WORD,
    ),
    "a font's names": (
        inside("word/fonts/font1.odttf", named_in_font),
        "word/fonts/font1.odttf, names in the font",
        WORD,
    ),
    "an archive's comment": (lambda data: zipped(unzipped(data), b"Zanzibar"), "comment of the archive", WORD),
    "a member's name": (
        with_member("word/media/convoys.png", b""),
        "word/media/convoys.png, name and comment in the archive",
        "the name “convoys.png”",
    ),
    "before the archive": (lambda data: b"Zanzibar smuggled uranium\n" + data, "before the archive, text", TEXT),
    "a file as it is": (with_member("word/media/notes", SOURCE), "word/media/notes", FILE),
    "a picture's comment": (with_member("word/media/a.jpg", JPEG), "word/media/a.jpg, comment in the picture", WORD),
    "a part of bytes": (
        with_member("word/bin", b"\0\1\2" + "Zanzibar smuggled uranium".encode("utf-16-le") + b"\3\0"),
        "word/bin, bytes",
        TEXT,
    ),
    "an archive in an archive": (
        with_member("word/a.zip", zipped({"b.zip": zipped({"c.txt": b"987,654"})})),
        "word/a.zip, b.zip, c.txt, text",
        PRINTED,
    ),
}


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", DOCX)
def test_what_is_put_into_a_word_document_is_found(name: str, pack: Mapping[str, bytes]) -> None:
    plant, part, what = DOCX[name]
    found = leaks(f"{NAME}.docx", plant(pack[f"{NAME}.docx"]))
    assert (part, what) in found


def in_script(old: str, new: str) -> Plant:
    return instead(f'(?<="{old}":")', new)


def data_address(kind: str, data: bytes) -> str:
    return f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}"/>'


HTML: Mapping[str, tuple[Plant, str, str]] = {
    "a text with elements in its words": (before("</main>", "<p>Zan<b>zi</b>bar smuggled uranium</p>"), "text", TEXT),
    "a text that is not shown": (before("</main>", "<p hidden>987,654</p>"), "text", PRINTED),
    "a title": (before("</main>", '<a title="Zanzibar">a</a>'), "title of an element", WORD),
    "a label": (before("</main>", "<a aria-label='Zanzibar'>a</a>"), "name of an element for those who hear it", WORD),
    "an id": (before("</main>", "<a id=hidden_convoy-2>a</a>"), "attribute id of a", CONVOY),
    "a value": (before("</main>", '<a data-value="987654">a</a>'), "attribute data-value of a", FIGURE),
    "an address": (
        before("</main>", '<a href="https://e.org/?q=Zanzibar%20smuggled%20uranium">a</a>'),
        "address of a link",
        TEXT,
    ),
    "metadata": (before("</head>", '<meta name="keywords" content="Zanzibar"/>'), "metadata of the page", WORD),
    "a field of the evidence": (in_script("value", "987654 "), "data in a script, field “value”", FIGURE),
    "a key of the evidence": (
        in_script("back", 'x","hidden_convoy":"'),
        "data in a script, names of its fields",
        CONVOY,
    ),
    "a script": (before("</body>", "<script>var a = 'Zanzi\\u0062ar';</script>"), "script", WORD),
    "a comment": (before("</main>", "<!-- Zanzibar -->"), "comment in its markup", WORD),
    "a drawing's text": (before("</main>", "<svg><text>Zan<tspan>zibar</tspan></text></svg>"), "text", WORD),
    "a drawing's title": (before("</main>", "<svg><title>987,654</title></svg>"), "text", PRINTED),
    "a style sheet": (before("</head>", '<style>p::after{content:"Zanzi\\62 ar"}</style>'), "style sheet", WORD),
    "a picture in an address": (
        before("</main>", data_address("image/svg+xml", b"<svg><desc>Zanzibar</desc></svg>")),
        "file 1 in an address, text",
        WORD,
    ),
    "a picture in a percent address": (
        before("</main>", '<img src="data:image/svg+xml,%3Csvg%3E%3Cdesc%3EZanzibar%3C/desc%3E%3C/svg%3E"/>'),
        "file 1 in an address, text",
        WORD,
    ),
}


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", HTML)
def test_what_is_put_into_a_page_is_found(name: str, pack: Mapping[str, bytes]) -> None:
    plant, part, what = HTML[name]
    found = leaks(f"{NAME}.html", plant(pack[f"{NAME}.html"]))
    named = {(re.sub(r"file \d+", "file 1", part), what) for part, what in found}
    assert (part, what) in named


def mail(change: Callable[[object], None]) -> Plant:
    def plant(data: bytes) -> bytes:
        message = message_from_bytes(data, policy=policy.default)
        change(message)
        return message.as_bytes()

    return plant


def headed(name: str, value: str) -> Plant:
    return lambda data: f"{name}: {value}\n".encode() + data


def attached(name: str, data: bytes) -> Plant:
    return mail(lambda message: message.add_attachment(data, "application", "octet-stream", filename=name))  # type: ignore[attr-defined]


MAIL: Mapping[str, tuple[Plant, str, str]] = {
    "a header": (headed("Comments", "Zanzibar"), "header Comments", WORD),
    "a header of one's own": (headed("X-Ore", "=?utf-8?b?WmFuemliYXI=?="), "header X-Ore", WORD),
    "an attached file": (attached("hidden.yaml", SOURCE), "attached hidden.yaml", FILE),
    "an attached file's text": (attached("a.csv", b"id,value\nhidden_convoy,987654\n"), "attached a.csv, text", FIGURE),
    "an attached file's name": (attached("hidden_convoy.bin", b"\0"), "part 6, header Content-Disposition", CONVOY),
    "an attached document": (
        attached("a.docx", zipped({BODY: b"<w:p><w:t>Zanzibar</w:t></w:p>"})),
        f"attached a.docx, {BODY}, text",
        WORD,
    ),
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", MAIL)
def test_what_is_put_into_a_mail_is_found(name: str, pack: Mapping[str, bytes]) -> None:
    plant, part, what = MAIL[name]
    found = leaks(f"{NAME}.eml", plant(pack[f"{NAME}.eml"]))
    assert (part, what) in found


def others() -> Iterator[tuple[str, bytes, str, str]]:
    """Files of one part or few: their paths, what is in them, the part and what is found."""
    png = with_chunk(b"tEXt", b"Comment\0Zanzibar")
    yield "figures/a.png", png(PNG), "text in the picture", WORD
    yield (
        "figures/a.png",
        with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"987,654"))(PNG),
        "text in the picture",
        PRINTED,
    )
    yield (
        "figures/a.png",
        with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>Zanzibar</x>")(PNG),
        "text in the picture",
        WORD,
    )
    yield "figures/a.png", PNG + b"Zanzibar", "behind the end of the picture, text", WORD
    yield "figures/convoys.png", PNG, "name of the file", "the name “convoys.png”"
    yield "figures/a.svg", b"<svg><metadata>Zanzibar</metadata></svg>", "text", WORD
    yield "ledger.json", b'[{"label": "Zanzi\\u0062ar"}]', "field “label”", WORD
    yield "ledger.json", b'[{"value": 987654}]', "field “value”", FIGURE
    yield "ledger.json", b'[{"id": "hidden_convoy"}]', "field “id”", CONVOY
    yield "ledger.csv", b"id,value\nhidden_convoy,1\n", "text", CONVOY
    yield "build.json", b'{"files": {"figures/convoys.png": "0f"}}', "names of its fields", "the name “convoys.png”"
    yield "note.txt", b"7 barrels", "text", "the figure “7 barrels”"
    yield "source/content/e/facts.yaml", b"hidden_convoy:\n  value: 3\n", "text", CONVOY
    yield "source/content/e/sections/1.md", b"There {{ hidden_convoy | unit }}.", "text", CONVOY
    yield "source/content/hidden.yaml", SOURCE, "file", FILE
    yield "damaged.docx", b"PK\x03\x04 and no more", "file", ""


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)


@pytest.mark.parametrize(("path", "data", "part", "what"), list(others()))
def test_what_is_put_into_another_file_is_found(path: str, data: bytes, part: str, what: str) -> None:
    found = leaks(path, data)
    assert (part, what) in found or (not what and part in {place for place, _ in found})


def test_the_pictures_rows_are_found_however_they_are_packed() -> None:
    withheld = Withheld(files={"a.png": PNG})
    packed = zlib.compress(b"\0\0", 0)
    pdf = b"%%PDF-1.7\n1 0 obj\n<</Subtype/Image/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    assert "the picture a.png" in {leak.what for leak in find_leaks({"a.pdf": pdf}, withheld)}
